"""A small runner: a topic is a site and the sentences that hold about it.

Sentences run in the order in which they are written, for most need what the
ones before them did.  A `step` that fails ends its topic.
"""
import signal
import traceback

from paper import Failed


class Skipped(Exception):
    """This machine does not have what the test wants."""


def says(sentence, step=False):
    """Mark a method as the test of `sentence`."""
    def mark(method):
        method.sentence = sentence
        method.is_step = step
        return method
    return mark


def step(sentence):
    """As `says`, for what all that follows needs."""
    return says(sentence, step=True)


def equal(got, wanted, about=""):
    if got != wanted:
        raise Failed(f"{about or 'it'} is {got!r}, not {wanted!r}")


def true(what, about):
    if not what:
        raise Failed(f"not so: {about}")


def has(text, *parts):
    for part in parts:
        if part not in text:
            raise Failed(f"{part[:300]!r} is missing in:\n{text[:3000]}")


def lacks(text, *parts):
    for part in parts:
        if part in text:
            at = text.index(part)
            raise Failed(f"{part!r} stands in: "
                         f"...{text[max(0, at - 100):at + 100]!r}")


class Topic:
    def __init__(self, program):
        self.program = program
        self.n = {"passed": 0, "failed": 0, "skipped": 0}

    def set_up(self):
        pass

    def tear_down(self):
        pass

    def keep(self):
        """After a failure: what to look at."""

    def _tell(self, outcome, sentence, why=""):
        self.n[outcome] += 1
        mark = {"passed": "ok     ", "failed": "FAILED ",
                "skipped": "skipped"}[outcome]
        print(f"{mark} {sentence}" + (f": {why}" if why else ""), flush=True)

    def _try(self, sentence, method):
        try:
            method()
        except Skipped as reason:
            self._tell("skipped", sentence, str(reason))
            return True
        except Failed as failure:
            self._tell("failed", sentence, str(failure))
        except Exception:
            self._tell("failed", sentence, traceback.format_exc())
        else:
            if sentence:
                self._tell("passed", sentence)
            return True
        return False

    def run(self):
        """Run all; the numbers of what passed, failed and was skipped."""
        tests = [t for c in reversed(type(self).__mro__)
                 for t in vars(c).values() if hasattr(t, "sentence")]
        tests = [(t.sentence, t.__get__(self), t.is_step) for t in tests]
        goes_on = True
        try:
            self.set_up()
            for sentence, method, is_step in tests:
                if not goes_on:
                    self._tell("failed", sentence, "not reached")
                elif not self._try(sentence, method) and is_step:
                    goes_on = False
        except KeyboardInterrupt:
            self._tell("failed", "The tests run to their end", "interrupted")
        except Skipped as reason:
            for sentence, *_ in tests:
                self._tell("skipped", sentence, str(reason))
        except Exception:
            self._tell("failed", "The servers of this topic start",
                       traceback.format_exc())
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            if self.n["failed"]:
                self.keep()
            self.tear_down()
        return self.n


class SiteTopic(Topic):
    """A topic about one site, self.site, which the topic makes."""
    site = None

    def keep(self):
        if self.site:
            print(f"the folder stays: {self.site.folder}", flush=True)

    def tear_down(self):
        if not self.site:
            return
        self.site.close()
        if not self.n["failed"]:
            self.site.remove()
