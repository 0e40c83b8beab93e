#!/usr/bin/env python3
"""make picture: the HTML part of the day's second edition as an image.

    picture.py PROGRAM OUT.png

Plays the day on private servers, then has Chromium, without a window, draw
what lies in a subscriber's mailbox.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

from day import Day
from paper import Failed, Site

WIDTH = 700
HEIGHT = 4000     # more than an edition needs: what is empty is cut off
SHOWN = 1500      # the picture ends here, at the latest
MARGIN = 16
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw(page, out):
    """Have a browser draw the file `page` to the file `out`."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        raise Failed("no Chromium (apt-get install chromium)")
    profile = tempfile.mkdtemp(prefix="postbag-chromium-")
    try:
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu",
             "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             "--hide-scrollbars", f"--user-data-dir={profile}",
             f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={out}",
             "file://" + page],
            check=True, timeout=120, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
    except (subprocess.SubprocessError, OSError) as failure:
        raise Failed(f"{browser}: {failure}") from failure
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    if pa <= pb and pa <= pc:
        return a
    return b if pb <= pc else c


def unfilter(kind, line, above, size):
    """Undo the filter of one line of a PNG (its specification, section 9)."""
    for i in range(len(line)):
        left = line[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        add = (0, left, above[i], (left + above[i]) // 2,
               paeth(left, above[i], corner))[kind]
        line[i] = (line[i] + add) & 255
    return line


def chunks(png):
    at = len(SIGNATURE)
    while at < len(png):
        size, = struct.unpack(">I", png[at:at + 4])
        yield png[at + 4:at + 8], png[at + 8:at + 8 + size]
        at += size + 12


def read_lines(png):
    """Width, bytes a pixel and lines of a PNG of 8 bits, RGB or RGBA."""
    parts = list(chunks(png))
    width, height, depth, colour = struct.unpack(">IIBB", parts[0][1][:10])
    if depth != 8 or colour not in (2, 6):
        raise Failed("the browser drew a PNG of another kind")
    size = 3 if colour == 2 else 4
    data = zlib.decompress(b"".join(d for n, d in parts if n == b"IDAT"))
    lines, above, step = [], bytearray(width * size), width * size + 1
    for y in range(height):
        raw = data[y * step:(y + 1) * step]
        if raw[0] == 0 and raw[1:] == bytes(len(raw) - 1):
            above = bytearray(len(raw) - 1)
        else:
            above = unfilter(raw[0], bytearray(raw[1:]), above, size)
        lines.append(bytes(above))
    return width, size, lines


def write_png(path, width, size, lines):
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data +
                struct.pack(">I", zlib.crc32(name + data)))

    head = struct.pack(">IIBBBBB", width, len(lines), 8,
                       2 if size == 3 else 6, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    with open(path, "wb") as f:
        f.write(SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", data) +
                chunk(b"IEND", b""))


def is_rule(lines, y):
    """A line one pixel high, as between two articles."""
    return lines[y] != lines[y - 1] and lines[y - 1] == lines[y + 1]


def crop(path):
    """Cut off what is empty below, and what follows the last rule that is
    shown when the edition is long."""
    with open(path, "rb") as f:
        width, size, lines = read_lines(f.read())
    end = len(lines)
    while end > 1 and lines[end - 1] == lines[-1]:
        end -= 1
    end = min(end + MARGIN, len(lines))
    if end > SHOWN:
        rules = [y for y in range(1, SHOWN) if is_rule(lines, y)]
        end = rules[-1] if rules else SHOWN
    write_png(path, width, size, lines[:end])


def main():
    if len(sys.argv) != 3:
        print("usage: picture.py PROGRAM OUT.png", file=sys.stderr)
        return 64
    out = os.path.abspath(sys.argv[2])
    site = Site(program=sys.argv[1])
    code = 1
    try:
        day = Day(site, tell=lambda text: None)
        day.set_up()
        day.first_edition()
        day.answers()
        day.moderate()
        day.second_edition()
        draw(day.html_path, out)
        crop(out)
        print(f"{sys.argv[2]}: {os.path.getsize(out)} bytes")
        code = 0
    except Failed as failure:
        print(f"picture: {failure}", file=sys.stderr)
    finally:
        site.close()
        if code == 0:
            site.remove()
    return code


if __name__ == "__main__":
    sys.exit(main())
