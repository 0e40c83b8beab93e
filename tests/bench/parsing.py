"""Mails to text: MIME, charsets, and for Postbag what the reader wrote."""
import json
import os
import shutil
import subprocess
import sys

import mails
from meter import Failed, Run, Table, alternate, verdict
from postoffice import TOP

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = TOP + "/build/bench"
PACKAGES = ("mailparser", "email-reply-parser")


def install_peers():
    """npm's packages in build/bench; why they are not there, or None."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "no node or npm"
    if all(os.path.isdir(f"{MODULES}/node_modules/{p}") for p in PACKAGES):
        return None
    os.makedirs(MODULES, exist_ok=True)
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund",
                           "--prefix", MODULES, *PACKAGES],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    return "npm: " + (done.stderr.strip().splitlines() or ["failed"])[-1]


class Parsing:
    def __init__(self, program, folder, n):
        self.program, self.n = program, n
        self.core = max(os.sched_getaffinity(0))
        self.paths = []
        self.total = 0
        for i in range(n):
            raw = mails.reply(i)
            self.total += len(raw)
            self.paths.append(f"{folder}/{i}.eml")
            with open(self.paths[-1], "wb") as f:
                f.write(raw)

    def run(self, name, words, env=None):
        """On one core, whatever the number of processes."""
        run = Run([*words, *self.paths], self.n, core=self.core, env=env)
        run.must_succeed(name)
        lines = run.out.splitlines()
        if len(lines) != self.n:
            raise Failed(f"{name} said {len(lines)} lines")
        if sum(len(json.loads(line)["text"].strip()) > 20
               for line in lines) < self.n * 0.99:
            raise Failed(f"{name} found no text in many mails")
        return run

    def postbag(self):
        return self.run("postbag inspect", [self.program, "inspect", "--json"])

    def python(self):
        return self.run("Python", [sys.executable, HERE + "/parse_email.py"])

    def node(self, reply=""):
        return self.run("mailparser", ["node", HERE + "/parse_mailparser.js"],
                        env={**os.environ, "REPLY": reply,
                             "NODE_PATH": MODULES + "/node_modules"})

    def measure(self, rounds):
        table = Table(f"Parsing: {self.n:,} replies of "
                      f"{self.total // self.n:,} bytes, on one core",
                      "mails/s")
        lacks = install_peers()
        candidates = [
            lambda: table.add("Python's email", self.python()),
            lambda: table.add("postbag inspect --json", self.postbag())]
        if lacks:
            print(f"npm's peers left out: {lacks}")
        else:
            candidates[1:1] = [
                lambda: table.add("npm's mailparser", self.node()),
                lambda: table.add("mailparser + email-reply-parser",
                                  self.node("1"))]
        alternate(rounds, candidates)
        for peer in table.runs:
            if not peer.startswith("postbag"):
                table.ratio("postbag inspect --json", peer)
        rate = table.rate("postbag inspect --json")
        cpu = {name: table.cpu(name) for name in table.runs}
        faster = min(cpu[name] for name in ("Python's email",
                                            "mailparser + email-reply-parser")
                     if name in cpu)
        ratio = faster / cpu["postbag inspect --json"]
        table.notes += [
            f"postbag inspect --json: {rate:,.0f}/s" + verdict(rate, 5000),
            f"per CPU second {ratio:.1f}x the faster of Python's email and "
            "mailparser + email-reply-parser" + verdict(ratio, 5),
            "all: files to JSON lines, the process's start included; postbag "
            "alone parses in\n  a sandbox and judges"]
        table.show()
        return table
