"""Moderators' answers as mail programs and telephones write them: each is
understood, and none for what it does not say."""
import os
import sys
import tempfile

from paper import HERE
from topic import Topic, says, step, true

sys.path.insert(0, os.path.join(os.path.dirname(HERE), "answers"))
import answers  # noqa: E402

LEAST = 99  # percent


class Check(Topic):
    queue = None

    def set_up(self):
        self.queue = answers.Queue(self.program)

    def tear_down(self):
        if self.queue:
            self.queue.close()

    @step("300 answers and more, of twelve programs and more, in English, "
          "German, French and Spanish, to a queue of 24 comments")
    def made(self):
        cases = answers.cases(self.queue)
        read = [c for c in cases if not c.is_unread]
        true(len(read) >= 300, f"{len(read)} answers")
        true(len({c.program for c in read}) >= 12, "programs")
        true(len({c.language for c in read}) >= 4, "languages")
        true({c.shape for c in read} == {"below", "above", "between",
                                         "alone"}, "places of the quote")
        with tempfile.TemporaryDirectory(prefix="postbag-answers-") as folder:
            self.f = answers.measure(self.queue, cases, folder)
        print(self.f.text())

    def misses(self):
        return "\n".join(f"{case.name}: {case.typed!r}: {what[:300]}"
                         for case, what in self.f.misses)

    @says(f"At least {LEAST} % are understood, and what is not is named")
    def understood(self):
        true(100 * self.f.understood >= LEAST * self.f.n, self.misses())

    @says("T-45: none is misunderstood; HTML alone, and what stands below a "
          "quote without marks, decides nothing")
    def misunderstood(self):
        true(self.f.misunderstood == 0, self.misses())
        true(self.f.n_unread >= 50, f"{self.f.n_unread} of these")
