"""The newspaper's day once more, with everything in PostgreSQL, and the store's
own tests on it."""
import glob
import os
import shutil
import subprocess
import tempfile

import check_day
from day import Day
from paper import TOP, Failed, Site, free_port
from topic import equal, says, true

SUITES = ["articles", "comments", "copy", "db", "deliveries", "editions", "letters",
          "pgsql",
          "proofs", "schema", "subscribers", "tokens"]


def server(*words):
    done = subprocess.run([os.path.join(TOP, "tests", "servers", "postgres"),
                           *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(done.stderr.strip())


class Check(check_day.Check):
    def set_up(self):
        self.data = tempfile.mkdtemp(prefix="postbag-pg-")
        os.chmod(self.data, 0o755)
        self.port = free_port()
        self.url = f"postgresql://postbag@127.0.0.1:{self.port}/postbag"
        server("start", self.data, self.port)
        self.site = Site(self.program, store=self.url)
        self.told = []
        self.day = Day(self.site, self.told.append)
        self.day.set_up()

    def tear_down(self):
        try:
            super().tear_down()
        finally:
            server("stop", self.data)
            shutil.rmtree(self.data, ignore_errors=True)

    @says("`store verify` finds the PostgreSQL store sound")
    def sound(self):
        true("sound" in self.site.postbag("store", "verify").stdout, "sound")
        equal(glob.glob(self.site.folder + "/*.db*"), [], "SQLite files")

    @says("Deliverers claim side by side and nothing twice")
    def claims(self):
        s = self.site
        s.stop()
        s.article("claims.txt", "Twice is once too often\n\nThe town counts "
                  "its mails. None of them may come twice.\n")
        with open(s.folder + "/many.csv", "w") as f:
            f.write("address,name\n")
            f.writelines(f"reader{i}@courier.test,R\n" for i in range(300))
        s.subscribe(s.folder + "/many.csv")
        s.postbag("edition", "build", "courier")
        workers = [subprocess.Popen(
            [self.program, "deliver", "--once", "-c", s.config],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(3)]
        for worker in workers:
            worker.wait(120)
        number = max(r["number"] for r in s.rows("edition", "list"))
        row = s.rows("audit", "courier", str(number))[0]
        equal((row["adds_up"], row["in_flight"], row["accepted"]),
              (True, 0, row["audience"]), "the audit")

    @says("`store copy` moves the site to SQLite and back, and it goes on there")
    def copy(self):
        s = self.site
        path, back = s.folder + "/moved.db", self.url + "2"
        before = s.rows("comment", "list"), s.rows("edition", "list")
        done = s.postbag("store", "copy", self.url, path)
        true("rows are in both stores" in done.stdout, done.stdout)
        subprocess.run([os.path.join(TOP, "tests", "servers", "postgres"),
                        "database", self.data, str(self.port), "postbag2"],
                       check=True)
        s.postbag("store", "copy", path, back)
        again = s.postbag("store", "copy", path, back, check=False)
        equal(again.returncode, 77, "exit code of a second copy")
        for store in (path, back):
            s.change(f'store = "{s.store}"', f'store = "{store}"')
            s.store = store
            equal((s.rows("comment", "list"), s.rows("edition", "list")),
                  before, f"rows of {store}")
            s.article(f"moved{len(store)}.txt", f"The paper has moved {len(store)}\n\n"
                      "It has moved to another store, and nobody saw it.\n")
            s.postbag("store", "verify")

    @says("The store's unit tests pass on PostgreSQL")
    def suites(self):
        for name in SUITES:
            done = subprocess.run(
                [os.path.join(os.path.dirname(self.program), "tests",
                              f"test_{name}")],
                env=dict(os.environ, PGURL=self.url), capture_output=True,
                text=True)
            if done.returncode != 0:
                raise Failed(f"{name}: {done.stdout[-1500:]}")
