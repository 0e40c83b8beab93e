"""How many comments a second are scored, on one core: CPU time of the program
over comments of our own, less what it takes for none of them."""
import json
import os
import random
import subprocess
import tempfile

COMMENTS = 10000
WORDS = 60        # of a comment
ARTICLES = 200
ARTICLE_WORDS = 600
LEAST = {"abuse": 5000, "abuse and topic": 1000}

SYLLABLES = ("har bor ti de ta bles quay roof steel gale fish er men coun cil"
             " vote bud get school book teach er pu pil road bridge light"
             " house win ter sum mer mar ket price pay tax work shop").split()


def words_of(chance, n, known):
    """`n` words: half of them common ones."""
    common = "the a of to and in is that it for you not with on this".split()
    return " ".join(chance.choice(common) if chance.random() < .5
                    else chance.choice(known) for _ in range(n))


def vocabulary(chance, n):
    return ["".join(chance.choice(SYLLABLES)
                    for _ in range(chance.randint(1, 4))) for _ in range(n)]


def write(path, rows):
    with open(path, "w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")


def cpu_s(words):
    """User and system time of a command that must not fail."""
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{words[1]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def measure(program):
    """{what: comments a second}"""
    chance = random.Random(1)
    known = vocabulary(chance, 5000)
    with tempfile.TemporaryDirectory(prefix="postbag-bench-") as folder:
        plain, about, none, archive = (
            f"{folder}/{name}.jsonl"
            for name in ("plain", "about", "none", "archive"))
        write(archive, ({"id": f"a{i}", "title": words_of(chance, 8, known),
                         "text": words_of(chance, ARTICLE_WORDS, known)}
                        for i in range(ARTICLES)))
        rows = [{"id": i, "text": words_of(chance, WORDS, known)}
                for i in range(COMMENTS)]
        write(plain, rows)
        write(about, ({**row, "article_id": f"a{row['id'] % ARTICLES}"}
                      for row in rows))
        write(none, [])
        score = [program, "score", "--jsonl"]
        topic = [*score, "--articles", archive]
        return {
            "abuse": COMMENTS / (cpu_s([*score, plain]) -
                                 cpu_s([*score, none])),
            "abuse and topic": COMMENTS / (cpu_s([*topic, about]) -
                                           cpu_s([*topic, none])),
        }


def report(program):
    """Print it; whether it is as fast as it has to be."""
    print(f"\nScoring: {COMMENTS} comments of {WORDS} words, {ARTICLES}"
          " articles, one core", flush=True)
    is_fast = True
    for what, speed in measure(program).items():
        is_fast = is_fast and speed >= LEAST[what]
        print(f"  {what:18} {speed:8.0f} comments/s, at least"
              f" {LEAST[what]}", flush=True)
    return is_fast
