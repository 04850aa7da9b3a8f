"""The command line: ``python -m sandbox --port 8081``."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time

from sandbox.server import SandboxServer
from sandbox.world import DEFAULT_TOKEN, BotProfile, World

LOOK_EVERY_S = 1.0


def main(arguments: list[str] | None = None) -> int:
    """Run the sandbox until it is stopped."""
    options = _read(arguments)
    profile = BotProfile(options.token, options.username, options.name)
    server = SandboxServer(World(profile), options.host, options.port)
    server.announces = True
    if options.with_parent:
        threading.Thread(
            target=_watch_parent, args=(server, options.with_parent), daemon=True
        ).start()
    try:
        server.run()
    except KeyboardInterrupt:
        # Stopped by Ctrl-C, which is how a sandbox usually ends.
        return 0
    return 0 if server.started else 1


def _watch_parent(server: SandboxServer, parent: int) -> None:
    """Stop the server once the process that started it is gone, however it ended."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_S)
    server.should_exit = True


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token", type=_token, default=DEFAULT_TOKEN, help="number:secret")
    parser.add_argument("--username", default="lindra_sandbox_bot", help="as in t.me links")
    parser.add_argument("--with-parent", type=int, help="stop when this process has gone")
    parser.add_argument("--name", default="Lindra", help="as shown above the chat")
    return parser.parse_args(arguments)


def _token(raw: str) -> str:
    number, _, secret = raw.partition(":")
    if not number.isdecimal() or not secret:
        raise argparse.ArgumentTypeError("a token looks like 123456:letters-and-digits")
    return raw


if __name__ == "__main__":
    sys.exit(main())
