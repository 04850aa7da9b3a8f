import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import BadRequest

from sandbox.webhook import LONGEST_RETRY_S, retry_delay_s

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """A bot's own web server, which answers with the status codes it is given, then 200."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.got: list[tuple[dict, str | None]] = []
        self.url = ""

    async def take(self, request) -> Response:
        self.got.append((await request.json(), request.headers.get(SECRET_HEADER)))
        return Response(status_code=self.codes.pop(0) if self.codes else 200)

    def ids(self) -> list[int]:
        return [update["update_id"] for update, _ in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", http="h11", ws="none"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    hook.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
    yield hook
    server.should_exit = True
    await task


async def until(condition) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


async def all_delivered(sandbox) -> None:
    async with asyncio.timeout(15):
        while (await sandbox.get("/updates"))["pending"]:
            await asyncio.sleep(0.01)


async def test_updates_are_delivered_in_order_with_the_secret(sandbox, bot, hook):
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    anna = await sandbox.person(started=False)
    sent = [(await sandbox.say(anna, text=str(n)))["update_id"] for n in range(5)]
    await all_delivered(sandbox)
    assert hook.ids() == sent
    assert {secret for _, secret in hook.got} == {"s3cret_-"}
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_without_a_secret_there_is_no_header(sandbox, bot, hook):
    await bot.set_webhook(hook.url)
    await sandbox.person()
    await all_delivered(sandbox)
    assert hook.got[0][1] is None


async def test_refused_update_comes_again_and_keeps_its_place(sandbox, bot, hook):
    hook.codes = [500, 403]
    anna = await sandbox.person(started=False)
    first, second = [(await sandbox.say(anna, text=t))["update_id"] for t in "ab"]
    await bot.set_webhook(hook.url)
    await all_delivered(sandbox)
    assert hook.ids() == [first, first, first, second]
    assert "403" in (await bot.get_webhook_info()).last_error_message


async def test_one_chat_that_is_refused_does_not_hold_up_another(sandbox, bot, hook):
    hook.codes = [500]
    anna = await sandbox.person("Anna")
    bea = await sandbox.person("Bea")
    await bot.set_webhook(hook.url)
    await until(lambda: len(hook.got) >= 2)
    lanes = [update["message"]["from"]["id"] for update, _ in hook.got[:2]]
    assert sorted(lanes) == [anna, bea]


async def test_updates_wait_for_a_webhook_that_does_not_answer(sandbox, bot, hook):
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    await sandbox.person()
    async with asyncio.timeout(10):
        while not (await bot.get_webhook_info()).last_error_message:
            await asyncio.sleep(0.01)
    await bot.set_webhook(hook.url)
    await all_delivered(sandbox)
    assert len(hook.got) == 1


async def test_repeated_update_is_delivered_again(sandbox, bot, hook):
    await bot.set_webhook(hook.url)
    anna = await sandbox.person(started=False)
    said = await sandbox.say(anna, text="x")
    await all_delivered(sandbox)
    await sandbox.say(anna, text="x", update_id=said["update_id"])
    await all_delivered(sandbox)
    assert hook.got[0] == hook.got[1]


async def test_pending_updates_can_be_dropped(sandbox, bot, hook):
    await sandbox.person()
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    assert (await sandbox.get("/updates"))["pending"] == 0


async def test_setting_and_deleting_say_what_they_did(sandbox):
    url = "http://127.0.0.1:9/x"
    said = []
    for method, parameters in [("setWebhook", {"url": url})] * 2 + [("deleteWebhook", {})] * 2:
        said.append((await sandbox.call(method, **parameters)).json()["description"])
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]


@pytest.mark.parametrize(
    ("url", "secret"), [("ftp://x", None), ("nonsense", None), ("http://x/y", "no spaces")]
)
async def test_impossible_webhook_is_refused(bot, url, secret):
    with pytest.raises(BadRequest):
        await bot.set_webhook(url, secret_token=secret)


def test_waits_double_up_to_a_limit():
    assert [retry_delay_s(n) for n in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert retry_delay_s(1000) == LONGEST_RETRY_S
