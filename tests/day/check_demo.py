"""`make demo KEEP=1`, and what Ctrl-C leaves behind: nothing."""
import imaplib
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import time

from paper import HERE, PASSWORD, Failed
from topic import Topic, equal, has, says, step, true


def answers(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


class Check(Topic):
    child = folder = None

    def start(self, name, **environment):
        self.out = f"/tmp/postbag-demo-{os.getpid()}-{name}.txt"
        with open(self.out, "w") as out:
            self.child = subprocess.Popen(
                [sys.executable, f"{HERE}/demo.py", self.program], stdout=out,
                stderr=out, env={**os.environ, **environment})

    def said(self):
        with open(self.out, errors="replace") as f:
            return f.read()

    def await_words(self, words, seconds):
        end = time.monotonic() + seconds
        while words not in self.said():
            if time.monotonic() > end or self.child.poll() is not None:
                raise Failed(f"the demo never said {words!r}:\n" + self.said())
            time.sleep(0.1)
        self.folder = re.search(r"private folder: (\S+)", self.said()).group(1)

    def interrupt(self):
        self.child.send_signal(signal.SIGINT)
        self.child.wait(60)

    def none_left(self):
        """No process that has the demo's folder in its command line."""
        left = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as f:
                    if self.folder.encode() in f.read():
                        left.append(pid)
            except OSError:
                continue
        equal(left, [], "processes that still run")

    def tear_down(self):
        if self.child and self.child.poll() is None:
            self.interrupt()
        if self.child:
            os.unlink(self.out)

    @step("`make demo KEEP=1` plays the day in less than 90 s and prints the "
          "IMAP and SMTP address, users and password")
    def keep(self):
        self.start("keep", KEEP="1")
        self.await_words("Press Ctrl-C", 90)
        said = self.said()
        has(said, PASSWORD, "3. Configuration", "edition 1 is due",
            "[4] rejected: off-topic", "COMMENTS (1)",
            'answering Ada: "I have waited', "| List-Unsubscribe: <mailto:",
            "Postbag's demo is done", "The HTML part: ", "It adds up.")
        self.ports = [int(p) for p in re.findall(
            r"127\.0\.0\.1:(\d+)", said[said.index("The servers stay up"):])]
        equal(len(self.ports), 2, "addresses")

    @says("A mail program can join in there")
    def join(self):
        box = imaplib.IMAP4("127.0.0.1", self.ports[0])
        box.login("ada", PASSWORD)
        # Three editions, and that her letter waits.
        equal(int(box.select("INBOX")[1][0]), 4, "mails for Ada")
        box.logout()
        with smtplib.SMTP("127.0.0.1", self.ports[1]) as smtp:
            equal(smtp.noop()[0], 250)

    @says("Ctrl-C stops the servers and Postbag, all of them")
    def stopped(self):
        self.interrupt()
        for port in self.ports:
            true(not answers(port), f"port {port} is closed")
        self.none_left()
        shutil.rmtree(self.folder)

    @says("Ctrl-C in the middle of the day does so too")
    def stopped_midway(self):
        os.unlink(self.out)
        self.start("midway")
        self.await_words("5. The readers answer", 60)
        self.interrupt()
        true(self.child.returncode != 0, "exit code")
        self.none_left()
        shutil.rmtree(self.folder)
