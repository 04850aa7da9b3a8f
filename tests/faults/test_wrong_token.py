"""A token that Telegram does not know is one clear line, and nothing is left running."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.auxil.data_keys import DATA_KEY
from tests.auxil.engine_at_work import ROOT, free_port
from tests.auxil.house import sandbox_running


@pytest.mark.parametrize("token", ["123456:not-the-right-one", "no colon at all", "å:ß"])
async def test_a_wrong_token_is_one_clear_line(token: str, tmp_path: Path) -> None:
    async with sandbox_running() as sandbox:
        outside = {k: v for k, v in os.environ.items() if not k.startswith("LINDRA_")}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "up"),
            cwd=ROOT,
            env={
                **outside,
                "LINDRA_TELEGRAM_TOKEN": token,
                "LINDRA_TELEGRAM_API_URL": sandbox.url,
                "LINDRA_DATABASE_URL": f"sqlite:///{tmp_path}/lindra.sqlite3",
                "LINDRA_DATA_KEYS": DATA_KEY,
                "LINDRA_ENGINE_URL": f"http://127.0.0.1:{free_port()}",
                "LINDRA_HTTP_PORT": str(free_port()),
                "LINDRA_VAR_DIR": str(tmp_path),
            },
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), 60)
    lines = (out + err).decode().strip().splitlines()
    assert process.returncode == 1
    assert len(lines) == 1, lines
    assert "LINDRA_TELEGRAM_TOKEN" in lines[0]
    assert token not in (tmp_path / "log" / "coach.log").read_text()
