"""What a program costs: time, CPU and memory of one run, from wait4()."""
import os
import socket
import statistics
import subprocess
import tempfile
import threading
import time


class Failed(Exception):
    """Something that should have happened did not."""


def peak_mb(pid):
    """Peak RSS of a process that still runs, else 0."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as f:
            return max((int(line.split()[1]) / 1024 for line in f
                        if line.startswith("VmHWM:")), default=0)
    except (OSError, ValueError):
        return 0


def children_of(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
            return [int(word) for word in f.read().split()]
    except OSError:
        return []


class Memory(threading.Thread):
    """Peak RSS of a process and of its largest child, by looks at /proc:
    ru_maxrss would have that of this program, which began the process."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.mb, self.ended = pid, 0, threading.Event()
        self.start()

    def run(self):
        while not self.ended.wait(0.02):
            for pid in (self.pid, *children_of(self.pid)):
                self.mb = max(self.mb, peak_mb(pid))

    def stop(self):
        self.ended.set()
        self.join()
        return self.mb


class Run:
    """One run: seconds of the clock; of the CPU, with children that were
    waited for; peak RSS in MB of the largest process."""

    def __init__(self, words, n, core=None, env=None):
        pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None \
            else None
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begin = time.monotonic()
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL,
                                     stdout=out, stderr=err, preexec_fn=pin,
                                     env=env)
            memory = Memory(child.pid)
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds = time.monotonic() - begin
            self.rss_mb = memory.stop()
            child.returncode = os.waitstatus_to_exitcode(status)
            self.code = child.returncode
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()
        self.n = n
        self.cpu = usage.ru_utime + usage.ru_stime

    def must_succeed(self, what):
        if self.code != 0:
            text = (self.out + self.err).decode(errors="replace")
            raise Failed(f"{what}: exit {self.code}\n{text[-2000:]}")
        return self

    @property
    def rate(self):
        return self.n / self.seconds


class Table:
    """Runs of several candidates; each line is the medians of one."""

    def __init__(self, title, unit):
        self.title, self.unit, self.runs, self.notes = title, unit, {}, []

    def add(self, name, run):
        self.runs.setdefault(name, []).append(run)

    def rate(self, name):
        return statistics.median(r.rate for r in self.runs[name])

    def cpu(self, name):
        """Seconds for 1,000."""
        return statistics.median(r.cpu / r.n * 1000 for r in self.runs[name])

    def ratio(self, name, peer, aim=0):
        times = self.rate(name) / self.rate(peer)
        self.notes.append(f"{name} / {peer}: {times:.2f}x" +
                          (aim and verdict(times, aim) or ""))

    def show(self):
        print(f"\n{self.title}")
        print(f"  {'':32}{self.unit + ', median (min..max)':>30}"
              f"{'CPU s per 1,000':>17}{'peak RSS':>11}{'runs':>6}")
        for name, runs in self.runs.items():
            rates = [r.rate for r in runs]
            rate = (f"{self.rate(name):,.0f} "
                    f"({min(rates):,.0f}..{max(rates):,.0f})")
            cpu = self.cpu(name)
            rss = max(r.rss_mb for r in runs)
            print(f"  {name:32}{rate:>30}{cpu:>17.3f}{rss:>8.1f} MB"
                  f"{len(runs):>6}")
        for note in self.notes:
            print(f"  {note}", flush=True)


def verdict(figure, aim):
    return f" (aim {aim:,}: {'met' if figure >= aim else 'MISSED'})"


def alternate(rounds, candidates):
    """Call each of `candidates` in each round, odd rounds backwards."""
    for i in range(rounds):
        for candidate in candidates if i % 2 == 0 else candidates[::-1]:
            candidate()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for_port(port, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise Failed(f"nobody answers on port {port}")


def number(name, otherwise):
    """A number from the environment."""
    return int(os.environ.get(name) or otherwise)
