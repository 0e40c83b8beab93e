"""`postbag inspect` and `postbag summarize`: no servers, no configuration."""
import json
import os
import re
import subprocess
import tempfile
from email.message import EmailMessage

from check_hostile import KILLERS
from paper import HERE
from topic import Topic, equal, has, says, true

CLASSES = {"comment", "command", "decision", "bounce", "complaint", "auto",
           "article", "empty", "junk", "unreadable"}
FIELDS = ["file", "class", "from_addr", "from_name", "subject", "text", "cut",
          "attachments", "target", "why"]
CUTS = {"quote", "signature", "forward", "disclaimer"}
WORDS = "I do not agree. The bench was there before the quay."
QUOTE = ("On Mon, 23 Nov 2026 at 08:00, The Harbour Courier "
         "<courier@courier.test> wrote:\n> The old ferry quay will have a "
         "roof again.\n> It is larch.\n")


def answer(**fields):
    mail = EmailMessage()
    mail["From"] = "Ada Lund <ada@courier.test>"
    mail["To"] = "courier@courier.test"
    mail["Subject"] = "Re: The Harbour Courier #1"
    mail["Message-ID"] = "<one@courier.test>"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(WORDS + "\n\n-- \nAda Lund\nQuay 7\n\n" + QUOTE)
    return mail


class Check(Topic):
    def set_up(self):
        self.folder = tempfile.mkdtemp(prefix="postbag-inspect-")

    def tear_down(self):
        subprocess.run(["rm", "-r", self.folder], check=True)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        if isinstance(content, str):
            content = content.encode()
        with open(path, "wb") as f:
            f.write(content)
        return path

    def ask(self, *words):
        done = subprocess.run([self.program, *words], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)
        return done, [json.loads(line) for line in done.stdout.splitlines()]

    @says("`inspect --json` prints one line for each mail, in the order and "
          "the shape agreed on, without a configuration")
    def shape(self):
        mail = answer()
        mail.add_attachment(b"%PDF-1.4", maintype="application",
                            subtype="pdf", filename="bench.pdf")
        paths = [self.file("a.eml", mail.as_bytes()),
                 self.file("b.eml", answer().as_bytes())]
        done, rows = self.ask("inspect", "--json", *paths)
        equal(done.returncode, 0, done.stderr)
        equal([r["file"] for r in rows], paths, "files")
        for row in rows:
            equal([f for f in FIELDS if f not in row], [], "missing fields")
            true(row["class"] in CLASSES, row["class"])
        row = rows[0]
        equal((row["class"], row["from_addr"], row["from_name"],
               row["subject"]), ("comment", "ada@courier.test", "Ada Lund",
                                 "Re: The Harbour Courier #1"))
        equal(row["text"].strip(), WORDS, "own words")
        equal(sorted(c["kind"] for c in row["cut"]), ["quote", "signature"])
        true(all(c["kind"] in CUTS and c["text"] for c in row["cut"]),
             row["cut"])
        equal(len(row["attachments"]), 1, "attachments")
        has(json.dumps(row["attachments"]), "bench.pdf")
        equal(row["target"], None, "the target")
        true(row["why"] and all(isinstance(w, str) for w in row["why"]),
             row["why"])

    @says(".eml is a whole mail, .txt and .html a decoded body, and --as says "
          "otherwise")
    def kinds(self):
        text = WORDS + "\n\n" + QUOTE
        page = (f"<html><body><p>{WORDS}</p><blockquote>"
                "<p>The quay.</p></blockquote></body></html>")
        _, rows = self.ask("inspect", "--json",
                           self.file("a.txt", text), self.file("b.html", page))
        for row in rows:
            equal(row["text"].strip(), WORDS, row["file"])
        plain = self.file("c.eml", text)
        _, rows = self.ask("inspect", "--json", "--as", "text", plain)
        equal(rows[0]["text"].strip(), WORDS)
        _, rows = self.ask("inspect", "--json", "--as", "html",
                           self.file("d.txt", page))
        equal(rows[0]["text"].strip(), WORDS)
        _, rows = self.ask("inspect", "--json", "--as", "mail",
                           self.file("e.txt", answer().as_bytes()))
        equal(rows[0]["from_addr"], "ada@courier.test")
        _, rows = self.ask("inspect", "--json", self.file("f.bin", text),
                           self.file("g.eml", text))
        equal((rows[0]["text"].strip(), rows[1]["class"]),
              (WORDS, "unreadable"))

    @says("Machines' mail is told from people's")
    def machines(self):
        report = (b"From: MAILER-DAEMON@mx.example\r\nTo: x@courier.test\r\n"
                  b"Subject: Undelivered\r\nMIME-Version: 1.0\r\n"
                  b"Content-Type: multipart/report; report-type="
                  b'delivery-status; boundary="b"\r\n\r\n--b\r\n\r\nSorry.\r\n'
                  b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                  b"Reporting-MTA: dns; mx.example\r\n\r\n"
                  b"Final-Recipient: rfc822; gone@example.org\r\n"
                  b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n")
        _, rows = self.ask(
            "inspect", "--json",
            self.file("auto.eml", answer(Auto_Submitted="auto-replied")
                      .as_bytes()),
            self.file("dsn.eml", report),
            self.file("spam.eml", answer(X_Spam_Flag="YES").as_bytes()),
            self.file("empty.eml", b"From: a@b.example\r\n\r\n"))
        equal([r["class"] for r in rows], ["auto", "bounce", "junk", "empty"])

    @says("A bad file never spoils the line of another")
    def bad_files(self):
        paths = [self.file("good.eml", answer().as_bytes())]
        for n, mail in enumerate(KILLERS.values()):
            paths.append(self.file(f"bad{n}.eml", mail))
            paths.append(self.file(f"good{n}.eml", answer().as_bytes()))
        paths += [self.file("zero.eml", b""),
                  self.file("noise.eml", bytes(range(256)) * 400),
                  os.path.join(self.folder, "absent.eml"), self.folder,
                  self.file("last.eml", answer().as_bytes())]
        done, rows = self.ask("inspect", "--json", *paths)
        equal([r["file"] for r in rows], paths, "files")
        for row in rows:
            name = os.path.basename(row["file"])
            if name.startswith(("good", "last")):
                equal((row["class"], row["text"].strip()), ("comment", WORDS),
                      name)
            elif name.startswith("bad") or name == "absent.eml":
                equal(row["class"], "unreadable", name)
                true(row["why"], f"{name}: a reason")
        equal(done.returncode, 66, "exit code: a file is not there")

    @says("`summarize --json --sentences N` prints title and N sentences that "
          "stand in the article")
    def summarize(self):
        names = ["ferry-quay.txt", "library-sundays.md", "cycle-paths.html"]
        paths = [f"{HERE}/articles/{n}" for n in names]
        for n in (1, 3):
            done, rows = self.ask("summarize", "--json", "--sentences", str(n),
                                  *paths)
            equal(done.returncode, 0, done.stderr)
            equal([r["file"] for r in rows], paths, "files")
            for row in rows:
                equal(len(row["summary"]), n, row["file"])
        equal([r["title"] for r in rows],
              ["The old ferry quay gets a roof again",
               "The library opens on Sundays",
               "Council moves the cycle path to Mill Street"])
        with open(paths[0], encoding="utf-8") as f:
            article = re.sub(r"\s+", " ", f.read())
        has(article, *rows[0]["summary"])

    @says("A file that is no article has its line too, and an exit code")
    def no_article(self):
        done, rows = self.ask(
            "summarize", "--json", self.file("none.txt", "\n\n"),
            f"{HERE}/articles/ferry-quay.txt")
        equal([len(r["summary"]) > 0 for r in rows], [False, True])
        true(done.returncode != 0, "exit code")

    @says("Every command has --help, a wrong use is answered with usage and "
          "64")
    def help(self):
        done, _ = self.usage("--help")
        equal(done.returncode, 0)
        commands = re.findall(r"(?m)^  ([a-z]+) +\S", done.stdout)
        for name in ("run", "collect", "edit", "deliver", "check", "article",
                     "comment", "subscriber", "edition", "inspect",
                     "summarize", "audit", "status"):
            true(name in commands, f"{name} in --help")
        for name in commands:
            done, _ = self.usage(name, "--help")
            equal(done.returncode, 0, name)
            has(done.stdout, f"postbag {name}", "--json", "--config")
            done, _ = self.usage(name, "--no-such-option")
            equal(done.returncode, 64, f"{name} --no-such-option")
            has(done.stderr, "usage:")
        done, _ = self.usage("nonsense")
        equal(done.returncode, 64)

    def usage(self, *words):
        done = subprocess.run([self.program, *words], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)
        return done, None
