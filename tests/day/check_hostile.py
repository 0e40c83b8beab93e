"""Mails that kill MIME parsers, and mails that try to write our headers."""
import base64
from email.message import EmailMessage
from email.utils import make_msgid

import clients
from check_day import flat
from paper import DOMAIN, READERS, Site, text_part
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = ("The lighthouse is lit again\n\nThe lighthouse on the mole is lit "
           "again after nine years. Its lamp was found in a barn.\n")
HEAD = (f"From: Eve <eve@{DOMAIN}>\r\nTo: courier@{DOMAIN}\r\n"
        "Subject: %s\r\n")


def nested_mails(n):
    return ((HEAD % "nested mails")
            + "Content-Type: message/rfc822\r\n\r\n" * n
            + "Subject: x\r\n\r\nx\r\n")


def nested_parts(n):
    text = HEAD % "nested parts"
    for i in range(n):
        text += (f'Content-Type: multipart/mixed; boundary="b{i}"\r\n\r\n'
                 f"--b{i}\r\n")
    return text + "\r\nx\r\n"


# name -> bytes; each kills or stalls the parser library without our care
KILLERS = {
    "a boundary of one quote":
        (HEAD % "quote") + 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed;'
        ' boundary="\\""\r\n\r\n--"\r\n\r\nx\r\n--"--\r\n',
    "120,000 parentheses":
        f"From: {'(' * 120000}\r\n" + (HEAD % "parentheses")
        + "\r\nx\r\n",
    "120,000 parentheses, folded":
        "Sender: " + "\r\n ".join(["(" * 900] * 134) + "\r\n"
        + (HEAD % "folded") + "\r\nx\r\n",
    "20,000 mails in each other": nested_mails(20000),
    "10,000 multiparts in each other": nested_parts(10000),
    "a header of 900 kB":
        "X-Long: " + "x" * 900000 + "\r\n" + (HEAD % "header") + "\r\nx\r\n",
}


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program, queue_at=1)
        s.start_servers()
        s.prepare()
        s.subscribe()
        s.article("lighthouse.txt", ARTICLE)
        s.run()
        self.first = {r: s.wait(f"edition 1 for {r}",
                                lambda r=r: s.find(r, "#1")) for r in READERS}

    def comment(self, reader, words, **fields):
        mail = EmailMessage()
        mail["From"] = f"{reader}@{DOMAIN}"
        mail["To"] = clients.reply_address(self.first[reader])
        mail["Subject"] = "Re: your edition"
        mail["Message-ID"] = make_msgid(domain="mail.example")
        mail.set_content(words)
        for name, value in fields.items():
            del mail[name]
            mail[name] = value
        return mail

    @step("Each mail that kills parsers is set aside, and the mail behind it "
          "is processed")
    def killers(self):
        s = self.site
        for n, (name, mail) in enumerate(KILLERS.items(), 1):
            s.append("courier", mail.encode())
            reader = READERS[n % 5]
            s.append("courier", self.comment(
                reader, f"Words number {n} after {name}.").as_bytes())
            s.wait(f"the comment after {name}", lambda: len(s.held()) == n)
        aside = s.rows("letter", "list", "--set-aside")
        equal(len(aside), len(KILLERS), "letters set aside")

    @says("`postbag letter list --set-aside` shows them with the reason, and "
          "`letter export` their bytes")
    def shown(self):
        s = self.site
        aside = s.rows("letter", "list", "--set-aside")
        for letter in aside:
            true(len(letter["story"]) > 5, f"a reason: {letter}")
        sizes = [len(s.postbag("letter", "export", str(l["id"])).stdout)
                 for l in aside]
        equal(sorted(sizes),
              sorted(len(m.replace("\r\n", "\n")) for m in KILLERS.values()),
              "sizes, without the CR that Python's text mode takes")
        has(s.postbag("letter", "list", "--set-aside").stdout, "unreadable")

    @says("All of them have left the INBOX, whole")
    def moved(self):
        self.site.wait("an empty INBOX",
                       lambda: not self.site.raws("courier"))
        kept = self.site.raws("courier", "Processed")
        equal(len(kept), 2 * len(KILLERS), "mails in Processed")
        for name, mail in KILLERS.items():
            true(mail.encode() in kept, name)

    @says("No role died of them")
    def alive(self):
        equal(self.site.logged("role_ended"), [], "roles that ended")

    @says("The same mail fetched twice has its effects once")
    def repeated(self):
        s = self.site
        mail = self.comment("ada", "Once is enough for these words.")
        n, held = len(s.letters()), len(s.held())
        for _ in range(3):
            s.append("courier", mail.as_bytes())
        s.wait("three letters", lambda: len(s.letters()) == n + 3)
        equal(len(s.held()), held + 1, "held comments")

    @says("Line breaks in a name, a subject or an article's headline never "
          "reach a header of ours")
    def injected(self):
        s = self.site
        evil = "=?utf-8?b?" + base64.b64encode(
            b"Eve\r\nBcc: victim@example.org\r\n\r\nBody").decode() + "?="
        mail = (f"From: {evil} <bo@{DOMAIN}>\r\n"
                f"To: {clients.reply_address(self.first['bo'])}\r\n"
                f"Subject: {evil}\r\nMessage-ID: <evil@mail.example>\r\n\r\n"
                "The words of the injected mail.\r\n").encode()
        n = len(s.held())
        s.append("courier", mail)
        s.wait("the comment", lambda: len(s.held()) > n)
        s.postbag("comment", "approve", str(s.held()[-1]["id"]))
        s.article("evil.txt", "Some words of an article. And more of them.\n",
                  "--title", "Head\r\nBcc: victim@example.org\r\n\r\nBody")
        s.postbag("subscriber", "add", "courier",
                  "x@courier.test\r\nBcc: victim@example.org", check=False)
        s.build()
        second = s.wait("edition 2", lambda: s.find("cleo", "#2"))
        has(flat(text_part(second)), "The words of the injected mail.",
            "Head Bcc: victim")
        for user in READERS + ["desk"]:
            for mail in s.mails(user):
                equal(mail["Bcc"], None, "Bcc")
                lacks(str(mail["To"]), "victim")
        equal(s.logged("victim"), [], "log lines")

    @says("A letter from another address than the edition went to is held, "
          "and the moderator is told to look")
    def doubtful(self):
        s = self.site
        n = len(s.held())
        mail = self.comment("dag", "Signed by somebody else altogether.",
                            From=f"eve@{DOMAIN}")
        s.send(f"eve@{DOMAIN}", clients.reply_address(self.first["dag"]), mail)
        s.wait("the comment", lambda: len(s.held()) > n)
        true("another address" in s.held()[-1]["doubt"], s.held()[-1])
        # Nobody writes under a reader's name who is not that reader.
        equal(s.held()[-1]["author"], "Reader", "the author")

    @says("A token that we did not give out is no token")
    def forged_token(self):
        s = self.site
        to = clients.reply_address(self.first["dag"])
        at = to.index("@") - 3
        wrong = to[:at] + ("0" if to[at] != "0" else "1") + to[at + 1:]
        n, held = len(s.letters()), len(s.held())
        s.send(f"dag@{DOMAIN}", wrong, self.comment("dag", "Words.", To=wrong))
        s.wait("the letter", lambda: len(s.letters()) > n)
        equal(s.letters()[-1]["kind"], "junk")
        equal(len(s.held()), held, "held comments")

    def locked(self, author, reader, number):
        """A letter that nobody but somebody with a key could read."""
        return (f"From: {author}@{DOMAIN}\r\n"
                f"To: {clients.reply_address(self.first[reader])}\r\n"
                f"Subject: x\r\nMessage-ID: <locked-{number}@mail.example>"
                "\r\nContent-Type: application/pkcs7-mime; "
                "smime-type=enveloped-data; name=smime.p7m\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\nMIAG\r\n").encode()

    @says("Who writes encrypted is told once that it cannot be read, a "
          "stranger who does is not")
    def encrypted(self):
        s = self.site
        n = len(s.letters())
        for number, author in enumerate(["bo", "eve", "bo"]):
            s.append("courier", self.locked(author, "bo", number))
        s.wait("three letters", lambda: len(s.letters()) == n + 3)
        s.wait("the note", lambda: s.find("bo", "We could not read"))
        notes = [m for m in s.mails("bo")
                 if str(m["Subject"]).startswith("We could not read")]
        equal(len(notes), 1, "notes")
        equal(notes[0]["In-Reply-To"], "<locked-0@mail.example>")
        equal([l["kind"] for l in s.letters()[-3:]], ["empty"] * 3)

    @says("One encrypted within the text is the same")
    def armoured(self):
        s = self.site
        n = len(s.letters())
        s.append("courier", (
            f"From: ada@{DOMAIN}\r\n"
            f"To: {clients.reply_address(self.first['ada'])}\r\n"
            "Subject: x\r\n\r\nDear editors,\r\n\r\n"
            "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0x/Zz0\r\n=njUN\r\n"
            "-----END PGP MESSAGE-----\r\n").encode())
        s.wait("the letter", lambda: len(s.letters()) == n + 1)
        s.wait("the note", lambda: s.find("ada", "We could not read"))
        equal(s.letters()[-1]["kind"], "empty")
