"""What Python's email package does with files: a line of JSON for each."""
import json
import sys
from email import message_from_binary_file, policy

for path in sys.argv[1:]:
    with open(path, "rb") as f:
        mail = message_from_binary_file(f, policy=policy.default)
    body = mail.get_body(("plain", "html"))
    print(json.dumps({"file": path, "from": str(mail["From"]),
                      "subject": str(mail["Subject"]),
                      "text": body.get_content() if body else ""}))
