import asyncio
import json
import struct
import zlib

import pytest
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0" * (30 * 121)))
    + chunk(b"IEND", b"")
)


async def test_page_is_served_whole_and_may_load_nothing_from_outside(sandbox):
    page = await sandbox.client.get("/")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    for path in ("css/tokens.css", "js/main.js", "icons.svg", "icon.svg"):
        answer = await sandbox.client.get(f"/page/{path}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert (await sandbox.client.get("/page/../app.py")).status_code == 404
    assert (await sandbox.client.get("/page/%2e%2e/app.py")).status_code == 404


async def test_stream_tells_of_people_messages_and_time(sandbox, bot):
    summaries: asyncio.Queue[dict] = asyncio.Queue()

    async def listen() -> None:
        async with sandbox.client.stream("GET", "/sim/events") as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    summaries.put_nowait(json.loads(line[6:]))

    async def summary_where(holds) -> dict:
        async with asyncio.timeout(10):
            while not holds(found := await summaries.get()):
                pass
        return found

    listening = asyncio.create_task(listen())
    assert (await summary_where(lambda s: True))["users"] == []
    anna = await sandbox.person()
    await summary_where(lambda s: [u["id"] for u in s["users"]] == [anna])
    await bot.send_message(anna, "hello")
    await summary_where(lambda s: s["users"][0]["last_message"]["text"] == "hello")
    await sandbox.post("/clock", advance_s=60)
    await summary_where(lambda s: s["clock"]["offset_s"] == 60)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_changes_since_a_revision_are_all_the_page_needs(sandbox, bot):
    anna = await sandbox.person()
    first = await bot.send_message(anna, "one")
    seen = (await sandbox.chat(anna))["revision"]
    assert (await sandbox.chat(anna, f"?since={seen}"))["messages"] == []
    await first.edit_text("uno")
    await bot.send_message(anna, "two")
    changes = await sandbox.chat(anna, f"?since={seen}")
    assert [m["text"] for m in changes["messages"]] == ["uno", "two"]


async def test_picture_is_kept_and_shown(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_photo(anna, PNG, caption="<b>Two weeks</b>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (40, 30)
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert (seen["text"], seen["entities"][0]["type"]) == ("Two weeks", "bold")
    picture = await sandbox.client.get(seen["photo"]["url"])
    assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
    again = await bot.send_photo(anna, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id


async def test_file_is_saved_and_never_shown_as_a_page(sandbox, bot):
    anna = await sandbox.person()
    await bot.send_document(anna, b"<script>", filename="x.html")
    seen = (await sandbox.chat(anna))["messages"][-1]["document"]
    assert seen["file_name"] == "x.html"
    answer = await sandbox.client.get(seen["url"])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("photo", "caption", "problem"),
    [
        (b"not a picture", "", "Image_process_failed"),
        ("no-such-file", "", "Wrong file identifier/http url specified"),
        ("https://example.org/a.png", "", "Failed to get http url content"),
        (PNG, "x" * 1025, "Message caption is too long"),
    ],
)
async def test_picture_that_telegram_would_refuse_is_refused(sandbox, bot, photo, caption, problem):
    anna = await sandbox.person()
    with pytest.raises(BadRequest) as refused:
        await bot.send_photo(anna, photo, caption=caption)
    assert refused.value.message == problem


async def test_each_person_sees_their_own_menu(sandbox, bot):
    anna, ida = await sandbox.person("Anna"), await sandbox.person("Ida")
    await bot.set_my_commands([BotCommand("checkin", "Today's check-in")])
    await bot.set_my_commands([BotCommand("alerts", "Open alerts")], BotCommandScopeChat(ida))
    assert [c["command"] for c in (await sandbox.chat(anna))["commands"]] == ["checkin"]
    assert [c["command"] for c in (await sandbox.chat(ida))["commands"]] == ["alerts"]
    assert (await bot.get_my_commands())[0].command == "checkin"


async def test_bot_says_what_it_is_and_never_its_token(sandbox, bot):
    await bot.set_my_description("I am a program.")
    shown = await sandbox.get("/bot")
    assert shown["description"] == "I am a program."
    assert (await bot.get_me()).username == shown["username"]
    assert sandbox.world.bot.token not in json.dumps(shown)
