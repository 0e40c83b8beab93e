#!/usr/bin/env python3
"""bench.py PROGRAM [PART...] - how fast Postbag is beside its peers

PARTs are delivery, intake, parsing, growth and scores; without one, all.  Everything runs on
127.0.0.1, in a folder of its own, and is stopped by its process id.  From the
environment: N (subscribers, 2000), MAILS (5000), ROUNDS (5; intake at most 3:
mbsync takes its time), KEEP=1 (leave the folder).
"""
import os
import shutil
import subprocess
import sys
import tempfile

import meter
import scoring
from delivery import Delivery
from intake import Intake
from parsing import Parsing
from postoffice import memory_of_roles


def delivery(program, folder, rounds):
    d = Delivery(program, folder, meter.number("N", 2000))
    try:
        table = d.measure(rounds)
    finally:
        d.close()
    return {"deliver": peak(table, "postbag deliver"),
            "edit, building the edition": d.edit.rss_mb}


def intake(program, folder, rounds):
    d = Intake(program, folder, meter.number("MAILS", 5000))
    try:
        table = d.measure(min(rounds, 3))
        edit = d.site.do("edit", "--once")
        d.dovecot.refill()
        d.site.restore("empty")
        roles = memory_of_roles(d.site, lambda: d.site.ask(
            "SELECT count(*) FROM letters WHERE state <> 0") == (d.n,))
    finally:
        d.close()
    memory = {"collect": peak(table, "postbag collect"),
              "edit, judging the letters": edit.rss_mb}
    memory.update({f"run: {role}": mb for role, mb in sorted(roles.items())})
    return memory


def parsing(program, folder, rounds):
    d = Parsing(program, folder, meter.number("MAILS", 5000))
    table = d.measure(rounds)
    return {"inspect": peak(table, "postbag inspect --json")}


def peak(table, name):
    return max(run.rss_mb for run in table.runs[name])


def growth(program, _folder, _rounds):
    """How the work for a hostile mail grows with its size."""
    print("\nGrowth: a mail of one shape all through, on the whole way, in "
          "doubling sizes", flush=True)
    words = [f"{os.path.dirname(program)}/tests/bench/growth"]
    if subprocess.run(words, check=False).returncode != 0:
        raise meter.Failed("growth failed")
    return {}


def scores(program, _folder, _rounds):
    """Comments a second."""
    if not scoring.report(program):
        raise meter.Failed("scores are too slow")
    return {}


PARTS = {"delivery": delivery, "intake": intake, "parsing": parsing,
         "growth": growth, "scores": scores}


def main():
    if len(sys.argv) < 2 or set(sys.argv[2:]) - set(PARTS):
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    rounds = meter.number("ROUNDS", 5)
    folder = tempfile.mkdtemp(prefix="postbag-bench-")
    memory = {}
    os.chmod(folder, 0o755)
    try:
        for name in sys.argv[2:] or PARTS:
            os.mkdir(f"{folder}/{name}")
            memory.update(PARTS[name](program, f"{folder}/{name}", rounds))
    except meter.Failed as failure:
        sys.exit(f"bench: {failure}")
    finally:
        if not os.environ.get("KEEP"):
            shutil.rmtree(folder, ignore_errors=True)
    print("\nPeak RSS of the roles")
    for role, mb in memory.items():
        print(f"  {role:40}{mb:>8.1f} MB")


if __name__ == "__main__":
    main()
