"""One digest for each of N subscribers, into smtp-sink, with one session."""
import glob
import os

from meter import Failed, Run, Table, alternate
from postoffice import Sink, Site


def subscribers(path, n):
    with open(path, "w", encoding="ascii") as f:
        f.write("address,name\n")
        f.writelines(f"reader{i:06}@reader{i % 97}.test,Reader {i}\n"
                     for i in range(n))


def articles(folder):
    """Together they make a digest of about 12 kB."""
    for k in range(3):
        with open(f"{folder}/story{k}.txt", "w", encoding="ascii") as f:
            f.write(f"Story {k}: the harbour board votes again\n\n"
                    f"By our harbour desk\n\n")
            for p in range(4):
                f.write(" ".join(
                    f"The board of pier {k} voted on item {p}.{s} for a roof "
                    f"of steel that costs {s * 7 + p} crowns a day and stands "
                    f"storms." for s in range(4)) + "\n\n")
        yield f"{folder}/story{k}.txt"


class Delivery:
    def __init__(self, program, folder, n):
        self.n, self.taken = n, 0
        self.sink = Sink(folder + "/sink")
        self.site = site = Site(program, folder + "/site",
                                smtp=self.sink.port)
        subscribers(folder + "/readers.csv", n)
        site.do("subscriber", "import", "courier", folder + "/readers.csv")
        site.do("article", "add", "courier", *articles(folder))
        site.do("edition", "build", "courier")
        self.edit = site.do("edit", "--once")
        if site.ask("SELECT count(*) FROM deliveries") != (n,):
            raise Failed("the edition is not planned for everybody")
        site.save("planned")
        self.size = self._look(folder + "/dump")

    def _look(self, folder):
        """Deliver once into files: all there, each its own; their size."""
        seen, total = set(), 0
        port = self.sink.port
        self.sink.close()
        with Sink(folder, dump=True, port=port):
            self.site.do("deliver", "--once")
        for path in glob.glob(folder + "/mail.*"):
            with open(path, "rb") as f:
                raw = f.read()
            # What smtp-sink puts before the mail is not of it.
            head, _, mail = raw.partition(b"\nDate: ")
            if not mail:
                raise Failed("a mail without a date")
            seen.add(raw[raw.index(b"\nTo: "):].split(b"\n", 2)[1])
            total += len(raw)
            os.remove(path)
        self.sink = Sink(os.path.dirname(folder) + "/sink", port=port)
        if len(seen) != self.n:
            raise Failed(f"{len(seen)} of {self.n} got their digest")
        return total // self.n

    def _counted(self, run):
        """The run, if the sink got exactly its mails."""
        got = self.sink.count() - self.taken
        self.taken += got
        if got != self.n:
            raise Failed(f"smtp-sink got {got} of {self.n} mails")
        return run

    def postbag(self):
        self.site.restore("planned")
        run = self._counted(self.site.do("deliver", "--once", n=self.n))
        if self.site.ask("SELECT count(*) FROM deliveries WHERE state = 4"
                         " AND code = 250") != (self.n,):
            raise Failed("the ledger does not have all deliveries")
        return run

    def smtp_source(self):
        return self._counted(
            Run(["smtp-source", "-s", "1", "-m", str(self.n), "-l",
                 str(self.size), "-f", "courier@courier.test", "-t",
                 "reader@reader.test", f"127.0.0.1:{self.sink.port}"],
                self.n).must_succeed("smtp-source"))

    def measure(self, rounds):
        table = Table(f"Delivery: a digest of {self.size:,} bytes to "
                      f"{self.n:,} subscribers, one session, into smtp-sink",
                      "mails/s")
        alternate(rounds, [
            lambda: table.add("smtp-source -s 1", self.smtp_source()),
            lambda: table.add("postbag deliver", self.postbag())])
        table.ratio("postbag deliver", "smtp-source -s 1", 0.8)
        table.notes.append("each delivery is a commit of its own in the "
                           "ledger, on disk, as shipped")
        table.show()
        return table

    def close(self):
        self.sink.close()
