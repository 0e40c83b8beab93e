#!/usr/bin/env python3
"""make demo: a newspaper's day on real mail servers, told as it happens."""
import os
import signal
import sys
import time

from day import Day, say
from paper import DOMAIN, PASSWORD, Failed, Site, text_part


def interrupted(*_):
    raise KeyboardInterrupt


def tell_keep(site):
    say(f"""
The servers stay up. Join in with any mail program:
   IMAP   127.0.0.1:{site.ports['imap']} (no TLS) or {site.ports['imaps']} (TLS)
   SMTP   127.0.0.1:{site.ports['smtp']} (no TLS, no password)
   users  ada bo cleo dag emil @{DOMAIN}; desk@{DOMAIN} moderates
          password: {PASSWORD}
   {site.program} status -c {site.config}
Press Ctrl-C to stop it all.""")


def show(day, site):
    mail = day.second["ada"]
    say("\n9. Edition 2 as it lies in Ada's mailbox, some of its header and its "
        "text part:\n")
    for name in ("From", "Reply-To", "Subject", "List-Id", "List-Unsubscribe"):
        say(f"   | {name}: {str(mail[name]).strip()}")
    say("   |")
    for line in text_part(mail).splitlines():
        say("   | " + line)
    say(f"\n   The HTML part: {day.html_path}\n")
    for audit in day.audits():
        for line in audit.splitlines():
            say("   " + line)


def run(site):
    day = Day(site)
    say(f"1. A private folder: {site.folder}")
    say("2. Private mail servers")
    day.set_up()
    say("4. postbag run; edition 1 is due and goes out")
    day.first_edition()
    say("5. The readers answer from their own mailboxes")
    day.answers()
    say("6. The moderator gets one queue mail and answers it")
    day.moderate()
    say("7. Edition 2 goes out")
    day.second_edition()
    say("8. A letter that answers a letter")
    day.third_edition()
    show(day, site)


def wait_for_guests(site):
    tell_keep(site)
    while True:
        time.sleep(3600)


def main():
    keep = os.environ.get("KEEP", "") not in ("", "0")
    site = Site(program=sys.argv[1] if len(sys.argv) > 1 else None)
    signal.signal(signal.SIGTERM, interrupted)
    started = time.monotonic()
    code = 1
    try:
        run(site)
        code = 0
        say(f"\nPostbag's demo is done: three editions, five letters, four "
            f"printed, in {time.monotonic() - started:.0f} s. Look at "
            f"{site.folder}.")
        if keep:
            wait_for_guests(site)
    except KeyboardInterrupt:
        code = code and 130
        say("\nStopping.")
    except Failed as failure:
        say(f"\nThe demo failed: {failure}\nThe folder stays: {site.folder}")
    finally:
        site.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
