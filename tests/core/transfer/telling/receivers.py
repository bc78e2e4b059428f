"""A mail server and a chat of this machine, which keep what they are sent."""

from __future__ import annotations

import contextlib
import http.server
import json
import socketserver
import threading


class MailServer:
    """Speaks as much SMTP as a client needs; ``answers`` are what it says to a command instead of yes."""

    def __init__(self, context=None):
        self.messages, self.logins, self.answers, self.cut = [], [], {}, set()
        self.encrypted = False
        own, self._context = self, context

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(f"{line}\r\n".encode())
                self.wfile.flush()

            def handle(self):
                self.say("220 here")
                while line := self.rfile.readline().decode().strip():
                    verb = line.split(" ")[0].upper()
                    if verb in own.cut or verb == "QUIT":
                        return
                    if verb in own.answers:
                        self.say(own.answers[verb])
                    else:
                        getattr(self, f"on_{verb.lower()}")(line)

            def finish(self):
                super().finish()
                self.connection.close()

            def on_ehlo(self, _line):
                offer = "STARTTLS" if own._context and not own.encrypted else "AUTH PLAIN"
                self.say(f"250-here\r\n250 {offer}")

            def on_starttls(self, _line):
                self.say("220 go")
                self.connection = own._context.wrap_socket(self.connection, server_side=True)
                own.encrypted = True
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")

            def on_auth(self, line):
                own.logins.append(line)
                self.say("235 welcome")

            def on_mail(self, _line):
                self.say("250 yes")

            on_rcpt = on_mail

            def on_data(self, _line):
                self.say("354 go")
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += self.rfile.readline()
                if "END" in own.cut:
                    self.connection.close()
                elif "END" in own.answers:
                    self.say(own.answers["END"])
                else:
                    own.messages.append(text[:-5].decode())
                    self.say("250 taken")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"


class Chat:
    """Takes posts; ``answers`` are (status, body) of the next ones, and None cuts the connection off."""

    def __init__(self, usual=(200, "ok")):
        self.posts, self.answers, self.usual = [], [], usual
        own = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = own.answers.pop(0) if own.answers else own.usual
                if answer is None:
                    self.close_connection = True
                    return
                if 200 <= answer[0] < 300:
                    own.posts.append((self.path, body))
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(answer[1].encode())))
                self.end_headers()
                self.wfile.write(answer[1].encode())

            def log_message(self, *_arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/services/T0/s3cr3t-part?access_token=s3cr3t"


@contextlib.contextmanager
def running(receiver):
    """Have it answer."""
    thread = threading.Thread(target=receiver._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver._server.shutdown()
        receiver._server.server_close()
        thread.join()
