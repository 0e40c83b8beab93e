"""A mail server that refuses whom the test says: SMTP on a port of loopback."""
import socketserver
import threading


class Relay:
    """Keeps what it took: (return path, recipient, bytes), oldest first."""

    def __init__(self, port):
        self.taken = []
        self.refused = {}      # recipient: the line that answers RCPT
        self.everybody = None  # the line that answers every RCPT
        self.is_open = True    # else it turns every session away
        relay = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                relay._session(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", port), Session)
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def to(self, address):
        return [t for t in self.taken if t[1] == address]

    def _session(self, lines, out):
        def say(text):
            out.write(text.encode() + b"\r\n")

        if not self.is_open:
            return say("421 4.3.2 closed")
        say("220 relay.example ESMTP")
        sender = recipient = None
        for line in lines:
            word = line[:4].upper()
            path = line.decode().partition("<")[2].partition(">")[0]
            if word == b"EHLO":
                say("250 relay.example")
            elif word == b"MAIL":
                sender, recipient = path, None
                say("250 2.1.0 ok")
            elif word == b"RCPT":
                answer = self.everybody or self.refused.get(
                    path, "250 2.1.5 ok")
                recipient = path if answer.startswith("250") else None
                say(answer)
            elif word == b"DATA" and recipient is None:
                say("554 5.5.1 nobody to take it")
            elif word == b"DATA":
                say("354 go on")
                mail = []
                for part in lines:
                    if part == b".\r\n":
                        break
                    mail.append(part[1:] if part[:1] == b"." else part)
                self.taken.append((sender, recipient, b"".join(mail)))
                say("250 2.0.0 taken")
            elif word == b"QUIT":
                return say("221 2.0.0 bye")
            else:
                say("250 2.0.0 ok")
