"""The webhook: who may knock, what is let in, and that it is kept before it is answered."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.applications import Starlette

from bot.chat import polling
from bot.chat.intake import Intake
from bot.chat.webhook import HEADER, MAX_BYTES, announce, secret_path, webhook_route
from bot.domain.messages import InboxStatus, InboxUpdate
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor, message_of, resting_intake
from tests.integration.people import add_patient

SECRET = "a-secret-of-the-tests-0123456789"
ELLEN = 501
UPDATE = {"update_id": 7, "message": message_of(ELLEN, text="hello")}


@pytest.fixture
def telegram(desk: Desk) -> httpx.AsyncClient:
    app = Starlette(routes=[webhook_route(resting_intake(desk), SECRET)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://coach.test")


async def post(telegram: httpx.AsyncClient, body: Any = UPDATE, **more: Any) -> int:
    headers = more.pop("headers", {HEADER: SECRET})
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    path = more.pop("path", secret_path(SECRET))
    return (await telegram.post(path, content=content, headers=headers)).status_code


async def kept(database: AsyncEngine) -> list[InboxUpdate]:
    async with AsyncSession(database) as session:
        return list((await session.scalars(select(InboxUpdate))).all())


async def test_an_update_is_kept_as_it_came_before_it_is_answered(
    telegram: httpx.AsyncClient, database: AsyncEngine
):
    assert await post(telegram) == 200
    (update,) = await kept(database)
    assert (update.update_id, update.chat_id) == (7, ELLEN)
    assert update.status is InboxStatus.NEW
    assert update.payload["message"]["text"] == "hello"


async def test_what_could_not_be_kept_is_not_acknowledged(
    telegram: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(Intake, "store", fail)
    with pytest.raises(ConnectionError):  # the server makes a 500 of it, and Telegram sends again
        await post(telegram)


async def test_a_repeated_update_is_acknowledged_and_kept_once(
    telegram: httpx.AsyncClient, database: AsyncEngine
):
    assert [await post(telegram) for _ in range(3)] == [200, 200, 200]
    assert len(await kept(database)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: "wrong"},
        {HEADER: SECRET + "x"},
        {HEADER: SECRET.upper()},
        {HEADER.encode(): "é".encode("latin-1")},
    ],
    ids=["missing", "empty", "wrong", "longer", "other case", "no ascii"],
)
async def test_without_the_secret_nothing_is_let_in(
    telegram: httpx.AsyncClient, database: AsyncEngine, headers: dict[Any, Any]
):
    assert await post(telegram, headers=headers) == 403
    assert await kept(database) == []


@pytest.mark.parametrize("path", ["/", "/telegram", "/telegram/" + "0" * 40, "/webhook"])
async def test_the_path_cannot_be_guessed(telegram: httpx.AsyncClient, path: str):
    assert await post(telegram, path=path) == 404


def test_the_path_depends_on_the_secret_and_does_not_show_it():
    assert secret_path(SECRET) != secret_path(SECRET + "x")
    assert SECRET not in secret_path(SECRET)
    assert len(secret_path(SECRET).rsplit("/", 1)[1]) == 40


async def test_other_methods_are_refused(telegram: httpx.AsyncClient):
    answer = await telegram.get(secret_path(SECRET), headers={HEADER: SECRET})
    assert answer.status_code == 405


async def test_a_huge_body_is_refused(telegram: httpx.AsyncClient, database: AsyncEngine):
    huge = {**UPDATE, "filler": "x" * MAX_BYTES}
    assert await post(telegram, huge) == 413
    assert await kept(database) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        [],
        7,
        None,
        "hello",
        {},
        {"update_id": None},
        {"update_id": "7"},
        {"update_id": True},
        {"update_id": 7.5},
    ],
    ids=str,
)
async def test_what_is_no_update_is_refused(
    telegram: httpx.AsyncClient, database: AsyncEngine, body: Any
):
    assert await post(telegram, body) == 400
    assert await kept(database) == []


@pytest.mark.parametrize(
    "content", [{"message": "hello"}, {"message": {}}, {"callback_query": {"id": "1"}}], ids=str
)
async def test_an_update_that_we_cannot_read_stops_neither_telegram_nor_the_coach(
    telegram: httpx.AsyncClient, desk: Desk, database: AsyncEngine, content: dict[str, Any]
):
    assert await post(telegram, {"update_id": 7, **content}) == 200
    door = FrontDoor.open(desk, database)
    await door.route(0)
    assert (await door.update(7)).status is InboxStatus.FAILED


async def test_what_came_in_by_the_webhook_is_answered(
    telegram: httpx.AsyncClient, desk: Desk, database: AsyncEngine
):
    async with desk.uow_factory() as uow:
        await add_patient(desk.work(uow), ELLEN)
        await uow.commit()
    await post(telegram, {"update_id": 7, "message": message_of(ELLEN, text="/help")})
    door = FrontDoor.open(desk, database)
    await door.route(ELLEN)
    assert "I am Lindra" in (await door.texts(ELLEN))[0]


async def test_telegram_is_told_the_address_the_secret_and_what_to_send():
    told: dict[str, Any] = {}

    class Bot:
        async def set_webhook(self, url: str, **more: Any) -> None:
            told.update(url=url, **more)

    await announce(Bot(), "https://coach.example/", SECRET)  # type: ignore[arg-type]
    assert told == {
        "url": "https://coach.example" + secret_path(SECRET),
        "secret_token": SECRET,
        "allowed_updates": polling.ALLOWED_UPDATES,
    }
