"""A whole site on loopback: a private Dovecot, a private Postfix and Postbag.

Everything lies in one folder, every server listens on 127.0.0.1 at a free high
port, and all are stopped by their process ids.
"""
import imaplib
import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from email import message_from_bytes, policy

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
DOMAIN = "courier.test"
PASSWORD = "harbour"
READERS = ["ada", "bo", "cleo", "dag", "emil"]
USERS = READERS + ["courier", "desk"]

CONFIG = """\
# Postbag's configuration for the day of a newspaper.

store = "{store}";        // everything that Postbag knows
hostname = "{domain}";                // our name in EHLO and Message-IDs
keys_file = "{folder}/keys";          // signs the tokens in our addresses
edit_every = "1s";                    // how often to look at the clock

// Where the readers' letters arrive: one account takes the list's own address
// and all courier+TOKEN addresses.
mailboxes = ( {{
  name = "letters";
  host = "localhost";
  port = {imaps};
  tls = "implicit";
  ca_file = "{folder}/dovecot/ca.pem";
  user = "courier";
  password_file = "{folder}/password";
}} );

// Who takes our mail: the MTA on this host.
relays = ( {{
  name = "local";
  host = "127.0.0.1";
  port = {smtp};
}} );

lists = ( {{
  name = "courier";
  title = "The Harbour Courier";
  address = "courier@{domain}";
  reply_address = "courier+{{token}}@{domain}";
  zone = "Europe/Oslo";
  daily_at = "00:00";                 // due whenever the day begins
  comments_faq = "https://courier.example.org/comments-faq";
  postal_address = "The Harbour Courier, Quay 1, 1001 Harbour";
  moderators = [ "desk@{domain}" ];
  admins = "desk@{domain}";
  queue = {{ at_most_every = "1h"; at = {queue_at}; }};
}} );
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Failed(Exception):
    """Something that should have happened did not."""


class Site:
    def __init__(self, program=None, queue_at=4, folder=None, store=None):
        self.program = program or os.path.join(TOP, "build", "postbag")
        self.folder = folder or tempfile.mkdtemp(prefix="postbag-")
        os.chmod(self.folder, 0o755)
        self.ports = {n: free_port() for n in ("imap", "imaps", "lmtp", "smtp")}
        self.queue_at = queue_at
        self.store = store or os.path.join(self.folder, "postbag.db")
        self.config = os.path.join(self.folder, "postbag.conf")
        self.runner = None
        self.log = os.path.join(self.folder, "postbag.log")

    # -- servers ---------------------------------------------------------
    def start_servers(self):
        self.start_dovecot()
        self.start_postfix()

    def start_dovecot(self):
        users = os.path.join(self.folder, "users")
        with open(users, "w") as f:
            f.writelines(f"{u}:{PASSWORD}\n" for u in USERS)
        self._script("dovecot", "start", self.folder + "/dovecot",
                     self.ports["imap"], self.ports["imaps"],
                     self.ports["lmtp"], users)

    def start_postfix(self):
        self._script("postfix", self.folder + "/postfix", self.ports["smtp"],
                     DOMAIN, self.ports["lmtp"])

    def stop_server(self, name):
        if os.path.isdir(f"{self.folder}/{name}"):
            self._script(name, "stop", f"{self.folder}/{name}")

    def stop_servers(self):
        for name in ("postfix", "dovecot"):
            self.stop_server(name)

    def _script(self, name, *words):
        path = os.path.join(TOP, "tests", "servers", name)
        done = subprocess.run([path, *map(str, words)], capture_output=True,
                              text=True)
        if done.returncode != 0:
            raise Failed(f"{name}: {done.stderr.strip()}")

    # -- Postbag ---------------------------------------------------------
    def write_config(self):
        with open(self.folder + "/password", "w") as f:
            f.write(PASSWORD + "\n")
        os.chmod(self.folder + "/password", 0o600)
        with open(self.config, "w") as f:
            f.write(CONFIG.format(folder=self.folder, domain=DOMAIN,
                                  store=self.store, queue_at=self.queue_at,
                                  **self.ports))

    def change(self, old, new):
        """Change the configuration: `old`, which must be there, to `new`."""
        with open(self.config) as f:
            text = f.read()
        if old not in text:
            raise Failed(f"the configuration has no {old!r}")
        with open(self.config, "w") as f:
            f.write(text.replace(old, new))

    def prepare(self):
        """Configuration, keys, store; the readers when there is a list."""
        self.write_config()
        self.postbag("keys", "add")
        self.postbag("store", "upgrade")

    def subscribe(self, path=HERE + "/subscribers.csv"):
        return self.postbag("subscriber", "import", "courier", path)

    def article(self, name, text, *options):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return self.postbag("article", "add", "courier", path, *options)

    def postbag(self, *words, check=True):
        done = subprocess.run([self.program, *words, "-c", self.config],
                              capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise Failed(f"postbag {' '.join(words)}: exit "
                         f"{done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def rows(self, *words):
        """What a command prints with --json, line by line."""
        out = self.postbag(*words, "--json").stdout
        return [json.loads(line) for line in out.splitlines()]

    def held(self):
        return self.rows("comment", "list", "--held")

    def letters(self, kind=None):
        return [l for l in self.rows("letter", "list")
                if l["state"] != "fetched" and kind in (None, l["kind"])]

    def run(self, **how):
        with open(self.log, "ab") as log:
            self.runner = subprocess.Popen(
                [self.program, "run", "-c", self.config],
                stdout=log, stderr=log, start_new_session=True, **how)

    def hang_up(self):
        self.runner.send_signal(signal.SIGHUP)

    def logged(self, *parts):
        """The lines of the log that have all of `parts`."""
        if not os.path.exists(self.log):
            return []
        with open(self.log, errors="replace") as f:
            return [line.rstrip() for line in f
                    if all(p in line for p in parts)]

    def pids(self, role):
        """The processes of a role that run now, by what the log says."""
        found = []
        for line in self.logged("role_started", f"role={role} "):
            pid = int(line.rsplit("pid=", 1)[1])
            try:
                with open(f"/proc/{pid}/stat") as f:
                    parent = int(f.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if self.runner and parent == self.runner.pid:
                found.append(pid)
        return found

    def build(self):
        return self.postbag("edition", "build", "courier").stdout

    def delivered(self):
        """Whether no edition is on its way any more."""
        return all(e["state"] == "delivered"
                   for e in self.rows("edition", "list"))

    def stop(self):
        if self.runner and self.runner.poll() is None:
            self.runner.send_signal(signal.SIGTERM)
            try:
                self.runner.wait(40)
            except subprocess.TimeoutExpired:
                self.runner.kill()
                self.runner.wait()
        self.runner = None

    def close(self, keep=False):
        self.stop()
        if keep:
            return
        self.stop_servers()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- waiting ---------------------------------------------------------
    def wait(self, what, question, seconds=30):
        """Ask until the answer is true; return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = question()
            if answer:
                return answer
            if self.runner and self.runner.poll() is not None:
                raise Failed(f"postbag run ended; see {self.log}")
            time.sleep(0.1)
        tail = ""
        if os.path.exists(self.log):
            with open(self.log, errors="replace") as f:
                tail = "".join(f.readlines()[-15:])
        raise Failed(f"waited {seconds} s in vain for {what}\n{tail}")

    # -- mail ------------------------------------------------------------
    def imap(self, user):
        box = imaplib.IMAP4("127.0.0.1", self.ports["imap"])
        box.login(user, PASSWORD)
        return box

    def raws(self, user, folder="INBOX"):
        """All mails of a folder, oldest first, as bytes."""
        box = self.imap(user)
        try:
            if box.select(folder, readonly=True)[0] != "OK":
                return []
            numbers = box.search(None, "ALL")[1][0].split()
            return [box.fetch(n, "(BODY.PEEK[])")[1][0][1] for n in numbers]
        finally:
            box.logout()

    def mails(self, user, folder="INBOX"):
        """All mails of a folder, oldest first, as email.message objects."""
        return [message_from_bytes(r, policy=policy.default)
                for r in self.raws(user, folder)]

    def find(self, user, in_subject):
        found = [m for m in self.mails(user)
                 if in_subject in str(m["Subject"])]
        return found[-1] if found else None

    def append(self, user, raw, folder="INBOX"):
        """Put `raw` into a mailbox as it is: no MTA mends it on the way."""
        box = self.imap(user)
        try:
            done = box.append(folder, None, None, raw)
            if done[0] != "OK":
                raise Failed(f"APPEND: {done}")
        finally:
            box.logout()

    def send(self, sender, to, message):
        """Hand `message` (bytes or email.message) to Postfix."""
        raw = message if isinstance(message, bytes) else message.as_bytes(
            policy=policy.SMTP)
        with smtplib.SMTP("127.0.0.1", self.ports["smtp"]) as smtp:
            smtp.sendmail(sender, [to], raw)


def raw(mail):
    """A mail's bytes as one string, its parts decoded below it."""
    parts = [mail.as_string()]
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            parts.append(part.get_content())
    return "\n".join(parts)


def shared(*names):
    """A file of the folder beside the project, None when it is not there."""
    top = os.environ.get("POSTBAG_SHARED", os.path.join(TOP, "..", "shared"))
    path = os.path.join(top, *names)
    return path if os.path.exists(path) else None


def text_part(mail):
    part = mail.get_body(("plain",))
    return part.get_content().replace("\r\n", "\n") if part else ""


def html_part(mail):
    part = mail.get_body(("html",))
    return part.get_content().replace("\r\n", "\n") if part else ""
