"""A Postbag of our own for a measurement, and the servers it talks to."""
import contextlib
import imaplib
import os
import shutil
import signal
import sqlite3
import subprocess
import time

from meter import (Failed, Run, children_of, free_port, peak_mb,
                   wait_for_port)

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
PASSWORD = "harbour"

CONFIG = """\
store = "{folder}/postbag.db";
hostname = "courier.test";
keys_file = "{folder}/keys";
edit_every = "1s";
mailboxes = ( {{
  name = "letters";
  host = "127.0.0.1";
  port = {imap};
  tls = "none";
  user = "courier";
  password_file = "{folder}/password";
}} );
relays = ( {{ name = "local"; host = "127.0.0.1"; port = {smtp}; }} );
lists = ( {{
  name = "courier";
  title = "The Harbour Courier";
  address = "courier@courier.test";
  reply_address = "courier+{{token}}@courier.test";
  moderators = [ "desk@courier.test" ];
  comments_faq = "https://courier.example.org/comments-faq";
  postal_address = "The Harbour Courier, Quay 1, 1001 Harbour";
}} );
"""


class Site:
    """One Postbag: configuration, keys and store in a folder of its own."""

    def __init__(self, program, folder, imap=1, smtp=1):
        self.program, self.folder = program, folder
        self.store = folder + "/postbag.db"
        self.config = folder + "/postbag.conf"
        os.makedirs(folder)
        with open(folder + "/password", "w", encoding="ascii") as f:
            f.write(PASSWORD + "\n")
        os.chmod(folder + "/password", 0o600)
        with open(self.config, "w", encoding="ascii") as f:
            f.write(CONFIG.format(folder=folder, imap=imap, smtp=smtp))
        self.do("keys", "add")
        self.do("store", "upgrade")

    def words(self, *words):
        return [self.program, *words, "-c", self.config]

    def do(self, *words, n=1):
        return Run(self.words(*words), n).must_succeed("postbag " +
                                                       " ".join(words))

    def ask(self, sql):
        """The first row of an answer of the store."""
        with contextlib.closing(sqlite3.connect(
                f"file:{self.store}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchone()

    def save(self, name):
        """Keep the store as it is now under a name."""
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        shutil.copyfile(self.store, f"{self.folder}/{name}.db")

    def restore(self, name):
        for tail in ("", "-wal", "-shm"):
            if os.path.exists(self.store + tail):
                os.remove(self.store + tail)
        shutil.copyfile(f"{self.folder}/{name}.db", self.store)
        with open(self.store, "rb") as f:
            os.fsync(f.fileno())


class Sink:
    """A server that takes mail and keeps none (or, dumped, each in a file)."""

    def __init__(self, folder, dump=False, port=None):
        self.port = port or free_port()
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o777)
        words = ["smtp-sink", "-c"]
        if os.getuid() == 0:
            words += ["-u", "nobody"]
        if dump:
            words += ["-d", "mail."]
        # Its counter ends with \r, so the file has nothing but numbers.
        self.counter = open(folder + "/count", "wb")
        self.process = subprocess.Popen(
            [*words, f"127.0.0.1:{self.port}", "100"], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=self.counter,
            stderr=subprocess.DEVNULL)
        wait_for_port(self.port)

    def count(self):
        """How many it has taken so far, by its own count."""
        with open(self.counter.name, "rb") as f:
            return int(f.read().rpartition(b"mesg=")[2] or 0)

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.counter.close()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class Dovecot:
    """A private Dovecot with the user courier, whose mailbox can be refilled:
    its index files lie in the copy too, so that no candidate pays for them."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        users = folder + "-users"
        with open(users, "w", encoding="ascii") as f:
            f.write(f"courier:{PASSWORD}\n")
        self.home = folder + "/home/courier"
        self._script("start", folder, self.port, 0, 0, users)

    def _script(self, *words):
        done = subprocess.run(
            [TOP + "/tests/servers/dovecot", *map(str, words)],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"dovecot: {done.stderr.strip()}")

    def _own(self):
        subprocess.run(["chown", "-R", "mail:mail", self.home], check=True)

    def fill(self, mails):
        """Put `mails` into the mailbox and keep that as what refill() gives."""
        shutil.rmtree(self.home, ignore_errors=True)
        for name in ("cur", "new", "tmp"):
            os.makedirs(f"{self.home}/Maildir/{name}")
        for i, mail in enumerate(mails):
            path = f"{self.home}/Maildir/cur/{1700000000 + i}.M{i}.bench:2,"
            with open(path, "wb") as f:
                f.write(mail)
        self._own()
        box = imaplib.IMAP4("127.0.0.1", self.port)
        box.login("courier", PASSWORD)
        box.create("Processed")
        if int(box.select()[1][0]) != len(mails):
            raise Failed("dovecot does not see all mails")
        box.fetch("1:*", "(RFC822.SIZE INTERNALDATE)")
        box.logout()
        self._copy(self.home, self.folder + "/full")

    @staticmethod
    def _copy(source, target):
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", source, target], check=True)

    def refill(self):
        self._copy(self.folder + "/full", self.home)
        os.sync()

    def close(self):
        self._script("stop", self.folder)


def memory_of_roles(site, done, seconds=60):
    """Peak RSS in MB of each process of `postbag run` until `done()`."""
    log = open(site.folder + "/run.log", "wb")
    run = subprocess.Popen(site.words("run"), stdout=log, stderr=log)
    peaks, roles = {}, {run.pid: "run"}
    end = time.monotonic() + seconds
    is_done = False
    while not is_done and time.monotonic() < end and run.poll() is None:
        time.sleep(0.2)
        is_done = done()
        with open(site.folder + "/run.log", errors="replace") as f:
            for line in f:
                field = dict(w.split("=", 1) for w in line.split() if "=" in w)
                if " role_started " in f" {line} " and "pid" in field:
                    roles[int(field["pid"])] = field["role"]
        for pid, role in list(roles.items()):
            peaks[role] = max(peaks.get(role, 0), peak_mb(pid))
            for child in children_of(pid):
                if child not in roles:
                    roles[child] = role + "'s parser"
    run.send_signal(signal.SIGTERM)
    run.wait()
    log.close()
    if not is_done:
        raise Failed(f"postbag run was not done in {seconds} s; see {log.name}")
    return peaks
