"""A site without servers: a Maildir brings the letters, what is sent ends in
a small SMTP server of our own, and each role runs once, when it is told to.
"""
import os
import re
import socketserver
import sqlite3
import threading
from email import message_from_bytes, policy

from paper import Site


class Talk(socketserver.StreamRequestHandler):
    """One SMTP session: every mail is taken."""

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink")
        to = []
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                mail = b"".join(iter(self.line, b".\r\n"))
                self.server.mails += [(t, mail) for t in to]
                to = []
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                if word == b"RCPT":
                    to.append(re.search(rb"<(.*)>", line).group(1).decode())
                self.say("250 sink" if word in (b"EHLO", b"HELO") else "250 ok")

    def line(self):
        line = self.rfile.readline()
        return line[1:] if line.startswith(b"..") else line


class Press(Site):
    def __init__(self, program):
        super().__init__(program)
        self.maildir = os.path.join(self.folder, "maildir")
        for name in ("", "/new", "/cur", "/tmp"):
            os.mkdir(self.maildir + name)
        self.sink = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.sink.daemon_threads = True
        self.sink.mails = []
        self.ports["smtp"] = self.sink.server_address[1]
        threading.Thread(target=self.sink.serve_forever, args=(0.05,),
                         daemon=True).start()
        self.n = 0

    def write_config(self):
        super().write_config()
        with open(self.config) as f:
            text = f.read()
        text = re.sub(r"(?s)mailboxes = \(.*?\);\n\n", "mailboxes = ( { name ="
                      f' "here"; type = "maildir"; path = "{self.maildir}"; '
                      "} );\n\n", text, count=1)
        with open(self.config, "w") as f:
            f.write(text)

    def close(self, keep=False):
        self.sink.shutdown()
        self.sink.server_close()

    def deliver(self, mail):
        """Put a mail (bytes, or email.message) where letters come in."""
        if not isinstance(mail, bytes):
            mail = mail.as_bytes(policy=policy.SMTP)
        self.n += 1
        with open(f"{self.maildir}/new/{self.n}.a.host", "wb") as f:
            f.write(mail)

    def edit(self, *mails):
        """Let `mails` come in, and have their effects."""
        for mail in mails:
            self.deliver(mail)
        self.postbag("collect", "--once")
        self.postbag("edit", "--once")

    def publish(self):
        self.build()
        self.send_out()

    def send_out(self):
        self.postbag("deliver", "--once")

    def got(self, user, in_subject=""):
        """All mails that went to `user`, oldest first."""
        found = [message_from_bytes(m, policy=policy.default)
                 for to, m in self.sink.mails if to.startswith(user + "@")]
        return [m for m in found if in_subject in str(m["Subject"])]

    def sql(self, text, *values):
        """Change the store behind its back: what only time would do."""
        store = sqlite3.connect(os.path.join(self.folder, "postbag.db"))
        with store:
            rows = store.execute(text, values).fetchall()
        store.close()
        return rows
