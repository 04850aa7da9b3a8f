"""The command line: ``python -m sandbox --port 8081``."""

from __future__ import annotations

import argparse
import sys

from sandbox.server import SandboxServer
from sandbox.world import DEFAULT_TOKEN, BotProfile, World


def main(arguments: list[str] | None = None) -> int:
    """Run the sandbox until it is stopped."""
    options = _read(arguments)
    profile = BotProfile(options.token, options.username, options.name)
    server = SandboxServer(World(profile), options.host, options.port)
    sys.stdout.write(f"Sandbox, no real Telegram: http://{options.host}:{options.port}/\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        # Stopped by Ctrl-C, which is how a sandbox usually ends.
        return 0
    return 0 if server.started else 1


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token", type=_token, default=DEFAULT_TOKEN, help="number:secret")
    parser.add_argument("--username", default="lindra_sandbox_bot", help="as in t.me links")
    parser.add_argument("--name", default="Lindra", help="as shown above the chat")
    return parser.parse_args(arguments)


def _token(raw: str) -> str:
    number, _, secret = raw.partition(":")
    if not number.isdecimal() or not secret:
        raise argparse.ArgumentTypeError("a token looks like 123456:letters-and-digits")
    return raw


if __name__ == "__main__":
    sys.exit(main())
