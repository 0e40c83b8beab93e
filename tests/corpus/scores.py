"""Sets of comments with what people said of them, FOLDER/dev.tsv: a line of
names, then a line for each.  All are scored by `score --jsonl`; what is counted
is the area under the curve (AUC): how often one of the one kind scores higher
than one of the other."""
import collections
import json
import os
import random
import subprocess
import tempfile

SEEDS = 3
DECISIONS = 1000
FLAGGED = .05  # of harmless comments, at the threshold of recall and bias


def rows_of(folder):
    with open(f"{folder}/dev.tsv", encoding="utf-8") as f:
        names = f.readline().rstrip("\n").split("\t")
        return [dict(zip(names, line.rstrip("\n").split("\t")))
                for line in f]


def auc(pairs):
    """Of (score, is one) pairs; ties count half."""
    pairs = sorted(pairs)
    ones = sum(1 for _, one in pairs if one)
    others = len(pairs) - ones
    ranks, i = 0.0, 0
    while i < len(pairs):
        k = i
        while k < len(pairs) and pairs[k][0] == pairs[i][0]:
            k += 1
        ranks += (i + 1 + k) / 2 * sum(1 for _, one in pairs[i:k] if one)
        i = k
    return (ranks - ones * (ones + 1) / 2) / (ones * others)


def threshold(scores):
    """Above which a twentieth of these are."""
    scores = sorted(scores, reverse=True)
    return scores[int(FLAGGED * len(scores))]


class ScoreSet:
    """One set, scored by the program."""

    def __init__(self, program, folder, name):
        self.program, self.name = program, name
        self.top = f"{folder}/nlp"
        self.folder = f"{self.top}/{name}"
        if not os.path.isdir(self.folder):
            self.folder = f"{folder}/{name}"
        self.rows = rows_of(self.folder)
        self.crashed = 0

    def score(self, rows, *options):
        """The program's line for each row."""
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl",
                                         encoding="utf-8") as f:
            for row in rows:
                line = {"id": row["id"], "text": row["text"]}
                if row.get("comment"):
                    line["article_id"] = row["article"]
                if row.get("parent"):
                    line["parent"] = row["parent"]
                f.write(json.dumps(line) + "\n")
            f.flush()
            done = subprocess.run(
                [self.program, "score", "--jsonl", *options, f.name],
                capture_output=True, timeout=600, check=False)
        self.crashed += done.returncode < 0
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return found if len(found) == len(rows) else [{}] * len(rows)

    def auc(self, field, label, *options):
        rows = [row for row in self.rows if row[label] in ("0", "1")]
        found = self.score(rows, *options)
        return auc([(line.get(field) or 0, row[label] == "1")
                    for row, line in zip(rows, found)])

    # -- figures: (name, percent) --------------------------------------------
    def abuse(self):
        yield "AUC", self.auc("abuse", "label")

    def learning(self):
        yield from self.abuse()
        gains = []
        for seed in range(SEEDS):
            rows = list(self.rows)
            random.Random(seed).shuffle(rows)
            gains.append(self.gain(rows[:DECISIONS], rows[DECISIONS:]))
        yield f"AUC gained by {DECISIONS} decisions", sum(gains) / SEEDS

    def gain(self, decided, rest):
        ones = [row["label"] == "1" for row in rest]

        def of(*options):
            return auc([(line.get("abuse") or 0, one) for line, one in
                        zip(self.score(rest, *options), ones)])
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl",
                                         encoding="utf-8") as f:
            for row in decided:
                f.write(json.dumps({"text": row["text"],
                                    "label": int(row["label"])}) + "\n")
            f.flush()
            return of("--learn", f.name) - of()

    def disguises(self):
        scores = [line.get("abuse") or 0 for line in self.score(self.rows)]
        least = threshold([score for row, score in zip(self.rows, scores)
                           if row["label"] == "0"])
        kinds = collections.defaultdict(list)
        for row, score in zip(self.rows, scores):
            if row["label"] == "1":
                kinds[row["kind"]].append(score > least)
        for kind, found in kinds.items():
            yield f"recall, {kind}", sum(found) / len(found)

    def groups(self):
        harmless = [row for row in self.rows if row["functionality"] in
                    ("ident_neutral_nh", "ident_pos_nh")]
        news = ScoreSet(self.program, os.path.dirname(self.top), "abuse-ucc")
        news.rows = [row for row in news.rows if row["label"] == "0"]
        least = threshold([line.get("abuse") or 0
                           for line in news.score(news.rows)])
        groups = collections.defaultdict(list)
        for row, line in zip(harmless, self.score(harmless)):
            groups[row["target"]].append((line.get("abuse") or 0) > least)
        shares = [sum(found) / len(found) for found in groups.values()]
        yield "not flagged, worst group", 1 - max(shares)
        yield "groups alike", 1 - (max(shares) - min(shares))

    def topic(self):
        yield "AUC", self.auc("topic", "label", "--articles",
                              f"{self.folder}/dev.articles.jsonl")

    def topic_with_archive(self):
        """With the paper's other articles as the archive."""
        with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as f:
            for name in ("dev", "background"):
                with open(f"{self.folder}/{name}.articles.jsonl", "rb") as g:
                    f.write(g.read())
            f.flush()
            yield "AUC", self.auc("topic", "label", "--articles", f.name)

    def constructive(self):
        yield "AUC, constructive", self.auc("constructive", "constructive")

    def spam(self):
        """Only reported: there is no model of spam but for its form."""
        told = collections.defaultdict(list)
        for row, line in zip(self.rows, self.score(self.rows)):
            reasons = " ".join(line.get("reasons", []))
            told[row["spam"]].append("link" in reasons)
        yield "spam told by its links", sum(told["1"]) / len(told["1"])
        yield "others not", 1 - sum(told["0"]) / len(told["0"])

    def figures(self):
        for figure, value in SCORES[self.name](self):
            yield figure, 100 * value, len(self.rows), []


SCORES = {
    "abuse-ucc": ScoreSet.learning,
    "abuse-surge": ScoreSet.abuse,
    "abuse-wiki": ScoreSet.abuse,
    "abuse-fox": ScoreSet.abuse,
    "obfuscation": ScoreSet.disguises,
    "bias-hatecheck": ScoreSet.groups,
    "ontopic-blog": ScoreSet.topic,
    "ontopic-rfd": ScoreSet.topic,
    "ontopic-fox": ScoreSet.topic,
    "ontopic-gm": ScoreSet.topic_with_archive,
    "sfu-ctc": ScoreSet.constructive,
    "spam-youtube": ScoreSet.spam,
}
