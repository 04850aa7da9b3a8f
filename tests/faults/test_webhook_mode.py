"""The coach behind a webhook: updates come by themselves, and only from who knows the secret."""

from __future__ import annotations

from pathlib import Path

import httpx

from bot.chat.webhook import HEADER, secret_path
from tests.auxil.engine_at_work import free_port
from tests.auxil.house import House, sandbox_running

SECRET = "a-secret-of-at-least-24-letters"


async def test_a_stranger_is_answered_through_the_webhook(tmp_path: Path) -> None:
    async with sandbox_running() as sandbox:
        port = free_port()
        house = House(sandbox, tmp_path, f"http://127.0.0.1:{free_port()}", port)
        house.more_settings = {
            "LINDRA_WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "LINDRA_WEBHOOK_SECRET": SECRET,
        }
        await house.start_coach()
        try:
            person = await house.person("Stranger")
            await person.says("hello")
            await person.hears("ask your care team for a link")

            address = f"http://127.0.0.1:{port}{secret_path(SECRET)}"
            forged = {"update_id": 999, "message": {}}
            async with httpx.AsyncClient() as http:
                refused = await http.post(address, json=forged, headers={HEADER: "guess"})
                lost = await http.post(f"http://127.0.0.1:{port}/telegram", json=forged)
            assert (refused.status_code, lost.status_code) == (403, 404)
            assert await house.rows("SELECT update_id FROM inbox WHERE update_id = 999") == []
        finally:
            await house.stop_coach()
