#!/usr/bin/env python3
"""check.py PROGRAM [TOPIC...]: the main job, end to end, on real servers.

Each topic runs in a process of its own, some at once: most of the time they
wait.  One topic that is named alone runs in this process.
"""
import importlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# The longest first.
TOPICS = [
    "trouble", "postgres", "crash", "day", "scores", "seed", "bounces",
    "subscribe",
    "hostile", "explain", "configuration", "who", "demo", "commands",
    "maildir", "inspect", "ask", "replies", "rules", "answers",
    "desk", "readers",
]
AT_ONCE = int(os.environ.get("POSTBAG_TOPICS", "3"))
SUMS = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.M)


def interrupted(*_):
    raise KeyboardInterrupt


def run_topic(program, name):
    module = importlib.import_module(f"check_{name}")
    n = module.Check(program).run()
    print(f"{n['passed']} passed, {n['failed']} failed, "
          f"{n['skipped']} skipped", flush=True)
    return 1 if n["failed"] else 0


def start(program, name):
    """Start a topic; what it says goes to a file, child.stdout."""
    out = tempfile.TemporaryFile(mode="w+", errors="replace")
    child = subprocess.Popen(
        [sys.executable, os.path.abspath(__file__), program, name],
        stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    child.stdout = out
    return child


def collect(name, child, sums, started):
    """Print what a topic said; add its sums."""
    child.stdout.seek(0)
    out = child.stdout.read()
    found = SUMS.findall(out)
    said = SUMS.sub("", out).rstrip()
    print(f"{name} ({time.monotonic() - started:.0f} s)\n{said}\n", flush=True)
    one = [int(n) for n in found[-1]] if found else [0, 0, 0]
    if child.returncode != 0 and one[1] == 0:
        one[1] = 1
        print(f"FAILED  topic {name} ended with {child.returncode}")
    for i in range(3):
        sums[i] += one[i]


def run_all(program, names):
    waiting, running, sums = list(names), {}, [0, 0, 0]
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                name = waiting.pop(0)
                running[name] = (start(program, name), time.monotonic())
            for name, (child, started) in list(running.items()):
                if child.poll() is not None:
                    del running[name]
                    collect(name, child, sums, started)
            time.sleep(0.1)
    except KeyboardInterrupt:
        sums[1] += 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for child, _ in running.values():
            child.send_signal(signal.SIGTERM)
        for child, _ in running.values():
            child.wait()
    skipped = f", {sums[2]} skipped" if sums[2] else ""
    print(f"{sums[0]} passed, {sums[1]} failed{skipped}")
    return 1 if sums[1] else 0


def main():
    signal.signal(signal.SIGTERM, interrupted)
    if len(sys.argv) < 2:
        print("usage: check.py PROGRAM [TOPIC...]", file=sys.stderr)
        return 64
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    if len(names) == 1:
        return run_topic(program, names[0])
    return run_all(program, names or TOPICS)


if __name__ == "__main__":
    sys.exit(main())
