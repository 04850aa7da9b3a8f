"""A coach that has done its imports and waits for its settings: tests start many of them.

Run as a program it waits for one line on standard input, then is ``python -m bot up``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

ROOT = Path(__file__).parents[2]


class WarmCoaches:
    """Keeps one warm coach ahead, so that a test need not wait for the imports."""

    def __init__(self) -> None:
        self._spare: Process | None = None

    async def start(self, settings: dict[str, str], terminal: Path) -> Process:
        """Let the spare coach run with these settings, and warm the next one."""
        process = self._spare or await self._warm()
        assert process.stdin is not None
        order = {"settings": settings, "terminal": str(terminal)}
        process.stdin.write(json.dumps(order).encode() + b"\n")
        await process.stdin.drain()
        process.stdin.close()
        self._spare = await self._warm()
        return process

    async def close(self) -> None:
        """End the coach that nobody needed."""
        process, self._spare = self._spare, None
        if process is not None:
            process.kill()
            await process.wait()

    @staticmethod
    async def _warm() -> Process:
        outside = {k: v for k, v in os.environ.items() if not k.startswith("LINDRA_")}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.auxil.warm_coach"),
            cwd=ROOT,
            env={**outside, "PYTHONPATH": str(ROOT)},
            stdin=PIPE,
            stdout=DEVNULL,
            start_new_session=True,
        )


def main() -> None:
    from bot.__main__ import main as lindra

    line = sys.stdin.readline()
    if not line:
        return  # whoever wanted a coach has gone
    order = json.loads(line)
    with Path(order["terminal"]).open("ab") as terminal:
        os.dup2(terminal.fileno(), sys.stderr.fileno())
    os.environ.update(order["settings"])
    sys.argv = ["lindra", "up"]
    lindra()


if __name__ == "__main__":
    main()
