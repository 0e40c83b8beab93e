"""A real page with four letters, through the main job.

The page is not part of the project: its folder lies beside it, or
POSTBAG_SHARED says where.  Without it this topic is skipped.
"""
import re

import clients
import moderator
from check_day import FAQ, SENTENCE, flat, words_of_page
from paper import DOMAIN, Site, html_part, shared, text_part
from topic import Skipped, SiteTopic, equal, has, says, step, true

WRITERS = ["ada", "bo", "cleo", "dag"]
TITLE = "Washington and Islamabad on the Haqqani network"


def split_page(text):
    """The article and its letters.  Below the pointer to the FAQ each line is
    a paragraph.  The page does not mark where a letter ends: as many first
    lines as needed are letters of one line, and the last letter has the rest,
    with its numbered questions."""
    above, below = re.split(r"(?m)^COMMENTS \(\d+\)\n", text)
    n = int(re.search(r"(?m)^COMMENTS \((\d+)\)$", text).group(1))
    lines = below.rstrip("\n").split("\n")
    at = next(i for i, line in enumerate(lines) if "Comments FAQ" in line)
    lines = lines[at + 1:]
    # A list of questions belongs to the lines that lead to it.
    first = next(i for i, line in enumerate(lines) if re.match(r"1\s*-", line))
    last = max(i for i, line in enumerate(lines) if re.match(r"\d\s*-", line))
    letters = (lines[:first - 2]
               + ["\n".join(lines[first - 2:last + 1])]
               + lines[last + 1:])
    return above.strip(), letters, n


class Check(SiteTopic):
    def set_up(self):
        path = shared("seed", "article-with-comments.txt")
        if not path:
            raise Skipped("the page is not there")
        with open(path, encoding="utf-8") as f:
            self.article, self.letters, n = split_page(f.read())
        equal(len(self.letters), n, "letters on the page")
        self.site = Site(self.program)
        self.site.start_servers()
        self.site.prepare()
        self.site.subscribe()

    @step("The page's article is added with a title and goes out in edition 1")
    def added(self):
        s = self.site
        s.article("page.txt", self.article, "--title", TITLE)
        s.run()
        self.first = {w: s.wait(f"edition 1 for {w}",
                                lambda w=w: s.find(w, "#1"))
                      for w in WRITERS}
        has(text_part(self.first["ada"]), TITLE)

    @step("Its four letters, mailed by four readers, are held, whole")
    def mailed(self):
        s = self.site
        for who, words in zip(WRITERS, self.letters):
            reader = f"{who.capitalize()} <{who}@{DOMAIN}>"
            n = len(s.held())
            s.send(f"{who}@{DOMAIN}", clients.reply_address(self.first[who]),
                   clients.outlook_top(reader, self.first[who], words))
            s.wait(f"{who}'s letter", lambda n=n: len(s.held()) > n)
        equal([flat(c["text"]) for c in s.held()],
              [flat(words) for words in self.letters], "the comments")
        equal({c["title"] for c in s.held()}, {TITLE})

    @step("A moderator approves them by mail")
    def approved(self):
        s = self.site
        queue = s.wait("the queue", lambda: s.find("desk", "4 to decide"))
        has(text_part(moderator.answer(s, "desk", queue, "a 1-4")),
            "not done 0")

    @step("The next digest is delivered")
    def delivered(self):
        s = self.site
        s.build()
        self.second = s.wait("edition 2", lambda: s.find("emil", "#2"))
        self.item = clients.items(self.second)[0]

    @says("It shows a summary of three to four sentences verbatim from the "
          "article")
    def summary(self):
        row = self.site.rows("article", "show", "1")[0]
        sentences = row["summary"]
        if isinstance(sentences, str):
            sentences = sentences.strip().splitlines()
        true(3 <= len(sentences) <= 4, f"{len(sentences)} sentences")
        for one in sentences:
            has(flat(self.article), flat(one))
        has(flat(self.item), flat(" ".join(sentences)))
        has(words_of_page(html_part(self.second)), flat(" ".join(sentences)))

    @says("It shows COMMENTS (4) and the four letters whole, in both parts")
    def letters_whole(self):
        for text in (flat(self.item), words_of_page(html_part(self.second))):
            has(text, TITLE, "COMMENTS (4)", *map(flat, self.letters))

    @says("It has the moderation sentence and the pointer to the Comments FAQ")
    def foot(self):
        has(flat(text_part(self.second)), SENTENCE, "Comments FAQ", FAQ)
        has(words_of_page(html_part(self.second)), SENTENCE, "Comments FAQ")
