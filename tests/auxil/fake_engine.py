"""A program that behaves like the engine's process: ``fake_engine.py PORT FOLDER``.

It does what the file ``mode`` in FOLDER says: ``ok``, ``silent`` (never answers) or ``exit``.
With the file ``stubborn`` it ignores SIGTERM.
"""

import http.server
import json
import os
import signal
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[2])


def mode() -> str:
    return (FOLDER / "mode").read_text().strip()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if mode() == "silent":
            time.sleep(600)
        body = json.dumps({"model_file": "a.tar.gz"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if mode() == "exit":
    sys.exit(3)
(FOLDER / "environment.json").write_text(json.dumps(dict(os.environ)))
if (FOLDER / "stubborn").exists():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
