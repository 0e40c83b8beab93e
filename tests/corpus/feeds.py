"""What is counted of sets of feeds.  A check names a place as feedparser's
results have it ("entries[0].title"), or a whole feed is given as gofeed has it."""
import re
import time

NAMES = {"description": "summary", "content[0].value": "content",
         "published_parsed": "published", "updated_parsed": "updated",
         "links[0].href": "link"}
HARM = re.compile(
    r"<script|<[^>]*\son\w+\s*=|(javascript|vbscript|data):[^ ]*\"|"
    r"<(iframe|object|embed|form)\b|"
    r"style=\"[^\"]*(expression|url\(|behavior)", re.I)
GOFEED = {"title": "title", "link": "link", "guid": "id",
          "description": "summary", "content": "content",
          "publishedParsed": "published", "updatedParsed": "updated"}


def moment(text):
    return list(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ")[:6]) \
        if text else None


def check_right(found, check):
    """None: it asks for what is not printed."""
    place = re.fullmatch(r"(feed|entries\[(\d+)\])\.(.*)", check["path"])
    if not place or check["op"] != "==":
        return None
    owner, key = found, NAMES.get(place[3], place[3])
    if place[2]:
        items = found.get("items", [])
        if int(place[2]) >= len(items):
            return False
        owner = items[int(place[2])]
    if key.startswith("author_detail"):
        return check["value"] in owner.get("author", "")
    if key not in owner or check["path"].endswith((".updated", ".published")):
        return None
    if check["path"].endswith("_parsed"):
        return moment(owner[key]) == check["value"][:6]
    return owner[key] == check["value"]


def core(c):
    """All that an article needs; what hangs on HTTP headers does not count."""
    if not c.get("core") or "-http_" in c.id:
        return None
    right = [check_right(c.found, check) for check in c.get("expect") or []]
    right = [r for r in right if r is not None]
    return all(right) if right else None


def unsafe(c):
    if not c.get("safe"):
        return None
    items = c.found.get("items", [])
    kept = [c.found.get("title", "")] + [
        item[key] for item in items for key in ("title", "summary", "content")]
    return bool(HARM.search(" ".join(kept)))


def translated(c):
    want = c.get("expect")
    if not want or not c.get("group").startswith(("transl", "ext")):
        return None
    items, got = want.get("items") or [], c.found.get("items", [])
    return len(items) == len(got) and \
        all(want[k] == c.found.get(k) for k in ("title", "link")
            if k in want) and \
        all(one[k] == other[ours] for one, other in zip(items, got)
            for k, ours in GOFEED.items() if k in one)
