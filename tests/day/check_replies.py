"""Replies to a real edition as fifteen mail programs write them: the right
article and comment, and exactly the reader's words."""
import os
import sys
import tempfile

from paper import HERE
from topic import Topic, says, step, true

sys.path.insert(0, os.path.join(os.path.dirname(HERE), "replies"))
import replies  # noqa: E402
from edition import Edition  # noqa: E402

TARGET, WORDS = 98, 95  # percent, at least


class Check(Topic):
    edition = None

    def set_up(self):
        self.edition = Edition(self.program)

    def tear_down(self):
        if self.edition:
            self.edition.close()

    @step("200 replies and more, of twelve programs and more, in ten languages "
          "and more, to an edition of five articles")
    def made(self):
        cases = replies.cases(self.edition)
        true(len(self.edition.items) == 5, "five articles")
        true(len(cases) >= 200, f"{len(cases)} replies")
        true(len({c.program for c in cases}) >= 12, "programs")
        true(len({c.language for c in cases}) >= 10, "languages")
        with tempfile.TemporaryDirectory(prefix="postbag-replies-") as folder:
            self.f = replies.measure(self.edition, cases, folder)
        print(self.f.text())

    def floor(self, share, least):
        true(share >= least, f"{share:.1f} % of {self.f.n}\n" + "\n".join(
            f"{case.name}: {what[:300]}" for case, what in self.f.misses))

    @says(f"At least {TARGET} % of the comments have the right article and "
          "comment")
    def target(self):
        self.floor(100 * self.f.right / self.f.n, TARGET)

    @says("None has a wrong article, or one too many, without a doubt that a "
          "moderator sees")
    def wrong(self):
        self.floor(-self.f.wrong, 0)

    @says(f"At least {WORDS} % are exactly the reader's words")
    def words(self):
        self.floor(100 * self.f.exact / self.f.n, WORDS)
