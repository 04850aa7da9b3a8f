"""An item that is begun already when the demo's page opens."""

from __future__ import annotations

import httpx

from bot.bootstrap import Office
from bot.services import playing
from bot.services.playing import Play


async def begin_on_page(
    office: Office, http: httpx.AsyncClient, bot_url: str, person_id: int, play: Play
) -> None:
    """Let somebody of the sandbox be a welcomed patient, in the middle of an item.

    Args:
        office: Where the coach of the demo will work.
        http: To reach the sandbox.
        bot_url: The sandbox's Bot API, with the token.
        person_id: Who opens the chat.
        play: What is begun.
    """
    await _open_chat(http, bot_url, person_id)
    async with office.uow_factory() as uow:
        work = office.desk.work(uow)
        patient = await playing.welcome(work, person_id, play.language)
        await playing.begin(work, patient, office.library.playable(play.language)[play.item_id])
        await uow.commit()


async def _open_chat(http: httpx.AsyncClient, bot_url: str, person_id: int) -> None:
    """Open the chat, or nothing could be sent there; the coach need not answer that any more."""
    sandbox = bot_url.rpartition("/bot")[0]
    said = await http.post(f"{sandbox}/sim/users/{person_id}/messages", json={"text": "/start"})
    seen = {"offset": said.raise_for_status().json()["update_id"] + 1}
    (await http.post(f"{bot_url}/getUpdates", json=seen)).raise_for_status()
