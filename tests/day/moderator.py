"""What a moderator does with a queue mail, and what comes back."""
import re

import clients
from paper import DOMAIN, text_part


def receipt_of(site, user, mail):
    """The receipt that answers `mail`, waited for."""
    return site.wait("the receipt", lambda: next(
        (m for m in site.mails(user)
         if m["In-Reply-To"] == mail["Message-ID"]), None))


def send(site, user, queue, lines, quoting=clients.decisions):
    """Answer `queue` with `lines`; the answer."""
    who = f"{user.capitalize()} <{user}@{DOMAIN}>"
    mail = quoting(who, queue, lines)
    site.send(f"{user}@{DOMAIN}", clients.reply_address(queue), mail)
    return mail


def code_of(receipt):
    """The one-time code in a receipt, as one types it; None: there is none."""
    found = re.search(r"code (\d{3} \d{3})", text_part(receipt))
    return found and found.group(1)


def answer(site, user, queue, lines):
    """Answer `queue`, send a code back if one is asked for; the receipt."""
    receipt = receipt_of(site, user, send(site, user, queue, lines))
    if code_of(receipt):
        mail = send(site, user, receipt, "Code " + code_of(receipt))
        receipt = receipt_of(site, user, mail)
    return receipt
