"""Mistakes in configuration and templates; signals."""
import os
import re
import signal

import clients
from paper import DOMAIN, Site, text_part
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = ("The %s is open\n\nThe %s is open again, from Monday to Friday. "
           "Its keeper is glad.\n")

# (what stands there, what is written instead): ten mistakes, one on a line
MISTAKES = [
    ('edit_every = "1s";', 'edit_every = "1 fortnight";'),
    ('hostname = "courier.test";', 'hostnam = "courier.test";'),
    ('  port = {imaps};', '  port = 70000;'),
    ('  tls = "implicit";', '  tls = "sometimes";'),
    ('  password_file = "{folder}/password";',
     '  password_file = "{folder}/no-such-file";'),
    ('  port = {smtp};', '  port = "twenty-five";'),
    ('  zone = "Europe/Oslo";', '  zone = "Europe/Atlantis";'),
    ('  daily_at = "00:00";', '  daily_at = "25:00";'),
    ('  reply_address = "courier+{{token}}@courier.test";',
     '  reply_address = "courier@courier.test";'),
    ('  moderators = [ "desk@courier.test" ];',
     '  moderators = [ "desk" ];'),
]


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program)
        s.start_servers()
        s.prepare()
        s.subscribe()
        with open(s.config) as f:
            self.good = f.read()
        self.templates = os.path.join(s.folder, "templates")
        os.mkdir(self.templates)

    def write(self, text):
        with open(self.site.config, "w") as f:
            f.write(text)

    def template(self, name, text):
        with open(os.path.join(self.templates, name), "w") as f:
            f.write(text)

    def shipped(self, name):
        top = os.path.dirname(os.path.dirname(self.program))
        for path in (f"{top}/templates/{name}",
                     f"/usr/local/share/postbag/templates/{name}"):
            if os.path.exists(path):
                with open(path) as f:
                    return f.read()
        return None

    @says("`postbag check` says what is fine")
    def fine(self):
        has(self.site.postbag("check").stdout,
            "is fine: 1 list, 1 mailbox, 1 relay")

    @says("Ten mistakes in the configuration are ten messages with file and "
          "line, and exit 78")
    def ten(self):
        s, text, lines = self.site, self.good, []
        for old, new in MISTAKES:
            old = old.format(folder=s.folder, **s.ports)
            has(text, old)
            new = new.format(folder=s.folder, **s.ports)
            text = text.replace(old, new)
            at = text[:text.index(new)].count("\n") + 1
            lines.append(at)
        self.write(text)
        try:
            for command in ("check", "run", "status"):
                done = s.postbag(command, check=False)
                equal(done.returncode, 78, f"exit code of {command}")
                if command == "status":
                    continue
                said = done.stderr.splitlines()
                for at in lines:
                    true(any(l.startswith(f"{s.config}:{at}: ")
                             for l in said),
                         f"{command}: a message for line {at} in\n"
                         + done.stderr)
                places = [l for l in said
                          if re.match(rf"{re.escape(s.config)}:\d+: ", l)]
                equal(len(places), len(said), "messages without a place")
                has(done.stderr, 'hostname')
        finally:
            self.write(self.good)

    @says("An unknown key is refused with the nearest known one")
    def nearest(self):
        s = self.site
        self.write(self.good.replace("comments_faq", "coments_faq"))
        done = s.postbag("check", check=False)
        self.write(self.good)
        equal(done.returncode, 78)
        has(done.stderr, "coments_faq", "comments_faq")
        self.write(self.good.replace("comments_faq", "colour"))
        done = s.postbag("check", check=False)
        self.write(self.good)
        has(done.stderr, 'unknown key "colour"')
        lacks(done.stderr, "nearest")

    @says("A list without moderators is fine, with a warning; a Maildir that "
          "is not there is not")
    def nobody(self):
        s = self.site
        self.write(self.good.replace("moderators =", "moderators = [ ]; //"))
        done = s.postbag("check", check=False)
        equal(done.returncode, 0, done.stderr)
        has(done.stderr, "list courier has no moderators")
        self.write(self.good.replace("mailboxes = (", 'mailboxes = ( { name = '
                                     '"there"; type = "maildir"; path = "'
                                     + s.folder + '/none"; },'))
        done = s.postbag("check", check=False)
        self.write(self.good)
        equal(done.returncode, 78)
        has(done.stderr, s.folder + "/none")

    @says("A file that is no configuration at all is one message with its "
          "line")
    def syntax(self):
        self.write(self.good + "\nlists = (((\n")
        done = self.site.postbag("check", check=False)
        self.write(self.good)
        equal(done.returncode, 78)
        true(re.search(rf"{re.escape(self.site.config)}:\d+: ", done.stderr),
             done.stderr)

    @says("A template with a mistake is refused at start, with file and line, "
          "exit 78")
    def bad_template(self):
        s = self.site
        self.write(self.good.replace("edit_every", 'templates = "'
                                     + self.templates + '";\nedit_every'))
        for text, line in (("Subject: x\n\n{{no_such_name}}\n", 3),
                           ("Subject: x\n\n\n{{#n}}\n", 4)):
            self.template("queue.txt", text)
            for command in ("check", "run"):
                done = s.postbag(command, check=False)
                equal(done.returncode, 78, command)
                has(done.stderr, f"{self.templates}/queue.txt:{line}: ")
        os.unlink(self.templates + "/queue.txt")
        s.postbag("check")

    @step("The site runs with templates of its own")
    def runs(self):
        s = self.site
        shipped = self.shipped("digest.txt")
        self.text = shipped.replace("IN THIS EDITION", "TODAY")
        true(shipped != self.text, "the shipped template can be changed")
        self.template("digest.txt", self.text)
        s.article("mill.txt", ARTICLE % ("mill", "mill"))
        s.run()
        first = s.wait("edition 1", lambda: s.find("ada", "#1"))
        has(text_part(first), "TODAY")

    @says("SIGHUP with a mistake in a template is refused with file and line, "
          "and the old one stays in use")
    def refused(self):
        s = self.site
        self.template("digest.txt",
                      self.text.replace("TODAY", "BROKEN {{no_such_name}}"))
        s.change("edit_every", 'log_level = "error"; edit_every')
        s.hang_up()
        line = s.wait("the refusal", lambda: s.logged("reload_refused"))[0]
        s.change('log_level = "error"; ', "")
        # The old level, too: at the new one this would not be logged.
        n = len(s.logged("role_started"))
        os.kill(s.pids("collect")[0], signal.SIGKILL)
        s.wait("its start", lambda: len(s.logged("role_started")) > n)
        at = self.text[:self.text.index("TODAY")].count("\n") + 1
        has(line, f"digest.txt:{at}", "kept=old")

    @says("SIGHUP with a mistake in the configuration is refused, and the old "
          "one stays in use")
    def refused_configuration(self):
        s = self.site
        self.template("digest.txt", self.text)
        s.change('daily_at = "00:00"', 'daily_at = "24:61"')
        s.hang_up()
        s.wait("the refusal", lambda: len(s.logged("reload_refused")) == 2)
        true(s.logged(f"{s.config}:"), "file and line are in the log")
        s.change('daily_at = "24:61"', 'daily_at = "00:00"')
        first = s.find("bo", "#1")
        for word in ("One", "Two"):
            s.send(f"bo@{DOMAIN}", clients.item_addresses(first)[0],
                   clients.apple_item_address("Bo <bo@courier.test>", first, 0,
                                              f"{word} word on the mill."))
        s.wait("comments: the roles still work", lambda: len(s.held()) == 2)
        equal(s.logged("reloaded"), [], "reloads")

    @says("SIGHUP with a store that cannot be opened is refused, and the old "
          "one stays in use")
    def refused_store(self):
        s = self.site
        s.change(f'store = "{s.store}"', f'store = "{s.store}.not"')
        s.hang_up()
        s.wait("the refusal", lambda: s.logged("reload_refused", "no such store"))
        s.change(f'store = "{s.store}.not"', f'store = "{s.store}"')
        equal(s.logged("reloaded"), [], "reloads")
        equal(s.logged("store_failed"), [], "roles without a store")

    @says("SIGHUP with a good change takes effect")
    def taken(self):
        s = self.site
        s.change("at = 4;", "at = 1;")
        s.change('title = "The Harbour Courier"', 'title = "The Mole Courier"')
        self.template("digest.txt", self.text.replace("TODAY", "TOMORROW"))
        s.hang_up()
        s.wait("the reload", lambda: s.logged("reloaded"))
        s.wait("the queue, now due with two",
               lambda: s.find("desk", "The Mole Courier: 2 to decide"))
        s.article("well.txt", ARTICLE % ("well", "well"))
        s.build()
        second = s.wait("edition 2", lambda: s.find("ada", "#2"))
        has(text_part(second), "TOMORROW", "The Mole Courier")
        lacks(text_part(second), "IN THIS EDITION")

    @says("Two signals at once, and SIGHUP while an edition goes out, do no "
          "harm")
    def storm(self):
        s = self.site
        n = len(s.logged("reloaded"))
        s.article("kiln.txt", ARTICLE % ("kiln", "kiln"))
        s.build()
        for _ in range(3):
            s.hang_up()
        s.wait("edition 3", lambda: s.find("emil", "#3"))
        s.wait("its end", s.delivered)
        s.wait("the reload", lambda: len(s.logged("reloaded")) > n)
        row = s.rows("audit", "courier", "3")[0]
        equal((row["accepted"], row["adds_up"]), (5, True))
        equal(len([m for m in s.mails("emil") if "#3" in str(m["Subject"])]),
              1, "copies")

    @says("SIGTERM drains all roles, and `run` ends with 0")
    def drains(self):
        runner, s = self.site.runner, self.site
        pids = [p for role in ("collect", "edit", "deliver")
                for p in s.pids(role)]
        equal(len(pids), 3, "roles")
        s.stop()
        equal(runner.returncode, 0, "exit code")
        for pid in pids:
            true(not os.path.exists(f"/proc/{pid}"), f"{pid} has ended")
        equal([l for l in s.logged("role_ended") if "signal=9" not in l], [],
              "roles that ended by themselves")
