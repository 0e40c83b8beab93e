"""What models say of comments: `score`, and what a site learns of its own."""
import json
import os
import subprocess
from email.message import EmailMessage

import clients
from paper import DOMAIN, READERS, Site
from topic import SiteTopic, equal, has, says, step, true

ARTICLE = ("A roof for the quay\n\nThe harbour board voted on Monday for a "
           "steel roof over the old quay. Fishermen had asked for shelter "
           "against the western gales.\n")
FINE = ("A steel roof over the quay is what the fishermen need, and the gales "
        "will not wait for the board.")
RUDE = "You are a stupid idiot, and the whole board are fucking morons."


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program, queue_at=5)
        s.start_servers()
        s.prepare()
        s.subscribe()
        s.article("quay.txt", ARTICLE)
        s.run()
        self.first = {r: s.wait(f"edition 1 for {r}",
                                lambda r=r: s.find(r, "#1")) for r in READERS}

    def score(self, lines, *options, code=0):
        done = subprocess.run(
            [self.program, "score", "--jsonl", *options],
            input="".join(json.dumps(line) + "\n" for line in lines),
            capture_output=True, text=True, check=False)
        equal(done.returncode, code, f"exit code ({done.stderr})")
        self.said = done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def letter(self, reader, text):
        mail = EmailMessage()
        mail["From"] = f"{reader}@{DOMAIN}"
        mail["To"] = clients.reply_address(self.first[reader])
        mail["Subject"] = "Re: your edition"
        mail["Message-ID"] = f"<{reader}-scores@mail.example>"
        mail.set_content(
            "> The harbour board voted on Monday for a steel roof over the "
            f"old quay.\n\n{text}\n")
        self.site.append("courier", mail.as_bytes())

    @says("`score --jsonl` gives each line its scores, in order, and needs no "
          "configuration")
    def lines(self):
        fine, rude = self.score([
            {"id": 1, "text": FINE, "title": "A roof for the quay",
             "article": ARTICLE},
            {"id": "b", "text": RUDE}])
        equal(sorted(fine), ["abuse", "abuse_logit", "constructive", "id",
                             "print", "reasons", "topic", "topic_logit"])
        equal([fine["id"], rude["id"]], [1, "b"])
        true(fine["abuse"] < .1 < .5 < rude["abuse"], (fine, rude))
        true(fine["topic"] > .8, fine)
        equal(rude["topic"], None)
        true(fine["print"] > rude["print"], (fine, rude))
        has(rude["reasons"][0], "reads like abuse", "morons")
        true(len(rude["reasons"]) <= 3, rude)

    @says("a line that cannot be used is named with its number, the others "
          "are scored, and the exit code is 65")
    def mistakes(self):
        found = self.score([{"id": 1}, {"id": 2, "text": "Tides."},
                            {"id": 3, "text": "a", "article_id": "x"}],
                           code=65)
        equal([line["id"] for line in found], [2, 3])
        has(self.said, '-:1: it has no "text"',
            '-:3: its "article_id" is none of the articles')

    @says("another language has no score of abuse")
    def languages(self):
        found, = self.score([{"id": 1, "text": "Dette er bra."}],
                            "--language", "nb")
        equal((found["abuse"], found["abuse_logit"]), (None, None))
        has(found["reasons"][0], "no model of abuse for this language (nb)")

    @says("`--learn` replays decisions first")
    def learn(self):
        path = os.path.join(self.site.folder, "decisions.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for _ in range(60):
                f.write(json.dumps({"text": "the tide tables are late",
                                    "decision": "approve"}) + "\n")
                f.write(json.dumps({"text": "seagulls again and again",
                                    "decision": "reject",
                                    "reason": "abuse"}) + "\n")
        line = [{"id": 1, "text": "Seagulls again"}]
        before, = self.score(line)
        after, = self.score(line, "--learn", path)
        true(after["abuse"] > before["abuse"] + .2, (before, after))

    @step("Two letters are held and scored before a moderator hears of them")
    def held(self):
        s = self.site
        self.letter("ada", FINE)
        self.letter("bo", RUDE)
        s.wait("two held comments", lambda: len(s.held()) == 2)
        self.ids = {c["author"]: c["id"] for c in s.held()}
        scores = s.wait("their scores", lambda: [
            r for r in (s.rows("comment", "show", str(i))[0].get("scores")
                        for i in self.ids.values()) if r])
        true(scores, "scores")

    @says("`comment show` tells what is recommended, and why")
    def shown(self):
        rows = [self.site.rows("comment", "show", str(i))[0]
                for i in self.ids.values()]
        rude = [r for r in rows if "idiot" in r["text"]][0]
        fine = [r for r in rows if "gales" in r["text"]][0]
        equal(rude["scores"]["recommended"], "likely problem")
        equal(fine["scores"]["recommended"], "likely fine")
        true(rude["scores"]["abuse"] > .5, rude)
        true(fine["scores"]["topic"] > .5, fine)
        has(self.site.postbag("comment", "show", str(rude["id"])).stdout,
            "Recommended: likely problem", "reads like abuse")

    @says("`score --eval` compares what was recommended with what people "
          "decided, and draws it")
    def evaluated(self):
        s = self.site
        rows = [s.rows("comment", "show", str(i))[0]
                for i in self.ids.values()]
        for row in rows:
            if "idiot" in row["text"]:
                s.postbag("comment", "reject", str(row["id"]), "--reason",
                          "abuse")
            else:
                s.postbag("comment", "approve", str(row["id"]))
        path = os.path.join(s.folder, "picture.svg")
        found = s.rows("score", "--eval", "--svg", path)[0]
        equal(found["decisions"], 2)
        equal([(r["approved"], r["abuse"]) for r in found["table"]],
              [(1, 0), (0, 0), (0, 1)])
        equal(found["approve_unseen"]["offered"], False)
        with open(path, encoding="utf-8") as f:
            has(f.read(), "<svg", "Of 1 comments foretold")
        has(s.postbag("score", "--eval").stdout, "Nothing should be approved unseen",
            "likely problem             0         1         0",
            "too few yet")
