"""Roles and commands one by one, as an admin uses them, without `run`."""
import subprocess

import clients
from check_day import flat
from paper import DOMAIN, READERS, Site, text_part
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = ("The %s is found\n\nThe %s is found after a week. It lay behind "
           "the town hall.\n")


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program)
        s.start_servers()
        s.prepare()
        s.article("bell.txt", ARTICLE % ("bell", "bell"))

    def write(self, reader, words, edition, item=0):
        s = self.site
        s.send(f"{reader}@{DOMAIN}", clients.item_addresses(edition)[item],
               clients.apple_item_address(
                   f"{reader.capitalize()} <{reader}@{DOMAIN}>", edition,
                   item, words))
        s.wait(f"{reader}'s mail", lambda: s.raws("courier"))
        s.postbag("collect", "--once")
        s.postbag("edit", "--once")

    @says("No edition is built, and none counted as done, while nobody is "
          "subscribed")
    def nobody(self):
        s = self.site
        done = s.postbag("edition", "build", "courier", check=False)
        equal(done.returncode, 66, "exit code")
        has(done.stderr, "nobody is subscribed")
        s.postbag("edit", "--once")
        equal(s.rows("edition", "list"), [], "editions")
        s.subscribe()

    @says("A list that the configuration does not have is no empty list")
    def unknown_list(self):
        for command in ("article", "comment", "edition", "subscriber"):
            done = self.site.postbag(command, "list", "curier", check=False)
            equal(done.returncode, 66, f"exit code of {command} list")
            has(done.stderr, "no list 'curier'")

    @says("What cannot be written is no success")
    def full(self):
        with open("/dev/full", "wb") as full:
            for words in (["article", "list"], ["edition", "preview", "courier"],
                          ["subscriber", "export", "courier"]):
                done = subprocess.run(
                    [self.program, *words, "-c", self.site.config],
                    stdout=full, stderr=subprocess.PIPE, text=True)
                equal(done.returncode, 74, f"exit code of {words}")
                has(done.stderr, "cannot be written")

    @says("`edition preview` shows what would be sent, and sends nothing")
    def preview(self):
        s = self.site
        row = s.rows("edition", "preview", "courier")[0]
        has(row["text"], "The bell is found")
        has(row["html"], "<html", "The bell is found")
        has(row["subject"], "The Harbour Courier")
        has(s.postbag("edition", "preview", "courier").stdout,
            "The bell is found", "Edition 1")
        has(s.postbag("edition", "preview", "courier", "--html").stdout,
            "<html", "The bell is found")
        mail = s.postbag("edition", "preview", "courier", "--mail").stdout
        has(mail, "Subject: The Harbour Courier #1", "List-Unsubscribe:")
        equal(s.rows("edition", "list"), [], "editions")

    @step("`edit --once` builds the edition that is due, once")
    def edit(self):
        for _ in range(3):
            self.site.postbag("edit", "--once")
        rows = self.site.rows("edition", "list")
        equal([(r["number"], r["state"], r["audience"]) for r in rows],
              [(1, "delivering", 5)])

    @says("A paused edition is not delivered; resumed, it is")
    def pause(self):
        s = self.site
        s.postbag("edition", "pause", "courier", "1")
        s.postbag("deliver", "--once")
        row = s.rows("audit", "courier", "1")[0]
        equal((row["accepted"], row["in_flight"], row["adds_up"]),
              (0, 5, True))
        s.postbag("edition", "resume", "courier", "1")

    @step("`deliver --once` sends it to everybody and ends with 0")
    def deliver(self):
        s = self.site
        s.postbag("deliver", "--once")
        s.postbag("deliver", "--once")
        self.first = {r: s.wait(f"edition 1 for {r}",
                                lambda r=r: s.find(r, "#1")) for r in READERS}
        for reader in READERS:
            equal(len(s.mails(reader)), 1, f"{reader}'s mails")
        row = s.rows("audit", "courier", "1")[0]
        equal((row["accepted"], row["adds_up"]), (5, True))

    @step("`collect --once` and `edit --once` turn a mail into a held comment")
    def collect(self):
        self.write("ada", "I found it first.", self.first["ada"])
        self.write("bo", "It rang all night.", self.first["bo"])
        rows = self.site.held()
        equal([(r["author"], r["text"], r["state"]) for r in rows],
              [("Ada", "I found it first.", "held"),
               ("Bo", "It rang all night.", "held")])

    @says("`comment show|approve|reject --reason` do what they say, once")
    def decide(self):
        s = self.site
        one, two = (str(r["id"]) for r in s.held())
        has(s.postbag("comment", "show", one).stdout, "I found it first.")
        done = s.postbag("comment", "reject", two, check=False)
        true(done.returncode == 64, "reject without a reason is refused")
        done = s.postbag("comment", "reject", two, "--reason", "mood",
                         check=False)
        true(done.returncode != 0, "an unknown reason is refused")
        equal(len(s.held()), 2, "held comments")
        s.postbag("comment", "reject", two, "--reason", "off-topic")
        s.postbag("comment", "approve", one)
        again = s.postbag("comment", "approve", one, check=False)
        has(again.stdout + again.stderr, "already approved")
        true(s.postbag("comment", "approve", "999", check=False).returncode,
             "an unknown comment is an error")
        equal([r["state"] for r in s.rows("comment", "list")],
              ["approved", "rejected"])

    @says("A closed article says so, and a letter to it is held with a word "
          "to the moderator")
    def close(self):
        s = self.site
        s.postbag("article", "close", "1")
        self.write("cleo", "Too late, I know.", self.first["cleo"])
        has(s.held()[0]["doubt"], "closed")
        s.build()
        s.postbag("deliver", "--once")
        second = s.wait("edition 2", lambda: s.find("dag", "#2"))
        has(flat(text_part(second)), "Comments on this article are closed.",
            "I found it first.")
        lacks(text_part(second), "Too late", "rang all night")
        equal(clients.item_addresses(second), [])

    @says("An approved comment can be removed before it is printed, never "
          "printed after")
    def removed(self):
        s = self.site
        comment = str(s.held()[0]["id"])
        s.postbag("comment", "approve", comment)
        s.postbag("comment", "remove", comment)
        has(s.build(), "Nothing new")

    @says("`edition show` is the edition as it was, whatever changes later")
    def frozen(self):
        s = self.site
        s.postbag("article", "open", "1")
        has(s.postbag("edition", "show", "courier", "2").stdout,
            "Comments on this article are closed.", "I found it first.")

    @says("`status` counts what there is, in words and in JSON")
    def status(self):
        row = self.site.rows("status")[0]
        equal((row["subscribers"], row["articles"], row["editions"],
               row["deliveries_open"], row["comments_held"]), (5, 1, 2, 0, 0))
        has(self.site.postbag("status").stdout, "active subscribers")

    @says("`-c FILE` may stand before the command, -h is --help, and --help "
          "says what a command takes")
    def usage(self):
        s = self.site
        done = subprocess.run([s.program, "-c", s.config, "status"],
                              capture_output=True, text=True)
        equal((done.returncode, done.stderr), (0, ""))
        for words in (["-h"], ["run", "-h"], ["--help"]):
            done = subprocess.run([s.program, *words], capture_output=True,
                                  text=True)
            equal(done.returncode, 0, words)
            has(done.stdout, "usage: postbag")
        has(s.postbag("comment", "--help").stdout, "off-topic", "too-long")
        has(s.postbag("run", "--help").stdout, "SIGHUP", "SIGTERM", "78")
        for name in ("collect", "edit", "deliver"):
            has(s.postbag(name, "--help").stdout, "SIGTERM", "75", "--once")
        has(s.postbag("keys", "--help").stdout, "keys_file")

    @says("A CSV file with a mistake is refused with line and cause")
    def csv(self):
        s = self.site
        path = s.folder + "/bad.csv"
        with open(path, "w") as f:
            f.write('address,name\ngood@example.org,G\n"x y"@example.org,q\n')
        done = s.postbag("subscriber", "import", "courier", path, check=False)
        true(done.returncode == 65, f"exit {done.returncode}")
        has(done.stderr, "line 3: a quote that does not close or has text "
            "behind it", "nothing was imported")
        lacks(done.stderr, "store")
        done = s.postbag("subscriber", "add", "courier", "q@x.org\r\nBcc: e@x",
                         check=False)
        has(done.stderr, "control character")

    @says("`inspect` takes a file without a header for no mail, and shows no "
          "control character of its name")
    def odd_files(self):
        s = self.site
        path = s.folder + "/odd\033[31m.eml"
        with open(path, "wb") as f:
            f.write(bytes(range(1, 256)) * 8)
        done = s.postbag("inspect", path)
        lacks(done.stdout, "\033")
        has(done.stdout, "unreadable", "it has no header")
        done = s.postbag("summarize", path, check=False)
        equal(done.returncode, 64)
        has(done.stderr, "inspect")

    @says("An unknown list, edition or letter is an error that names it")
    def unknown(self):
        s = self.site
        for words in (("edition", "build", "nolist"),
                      ("audit", "courier", "99"), ("letter", "show", "99"),
                      ("article", "show", "99"), ("comment", "show", "99"),
                      ("subscriber", "add", "nolist", "a@b.example")):
            done = s.postbag(*words, check=False)
            true(done.returncode not in (0, 1, -11), f"{words}: exit code")
            true(done.stderr.strip(), f"{words}: a message")
