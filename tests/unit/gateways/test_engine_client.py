"""The engine client against canned answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.gateways.engine_client import EngineClient
from bot.services.ports import Utterance

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer, deadline_s: float = 5.0) -> EngineClient:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return EngineClient("http://engine:5005/", deadline_s, http)


def says(body: object, status: int = 200) -> Answer:
    return lambda request: httpx.Response(status, json=body)


def dealt_with(*replies: object) -> dict[str, object]:
    return {"is_dealt_with": True, "replies": list(replies)}


@pytest.mark.parametrize(
    ("flow", "form", "slot"),
    [(None, None, None), (Flow.EXERCISE, "exercise_form", "exercise_answer")],
)
async def test_a_text_is_handed_over_in_one_call_with_the_open_form(
    flow: Flow | None, form: str | None, slot: str | None
) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        again = {"custom": {"ask_again": True}}
        return httpx.Response(200, json=dealt_with({"text": "Hello"}, {"text": ""}, again))

    said = await client(answer).converse("c1", "hi", flow, {"update_id": 4})
    assert said == [Utterance("Hello"), Utterance("", asks_again=True)]
    assert [str(request.url) for request in seen] == ["http://engine:5005/webhooks/coach/turn"]
    assert json.loads(seen[0].content) == {
        "sender": "c1",
        "message": "hi",
        "metadata": {"update_id": 4},
        "form": form,
        "slot": slot,
    }


async def test_silence_is_an_answer_only_if_the_engine_has_dealt_with_the_text() -> None:
    assert await client(says(dealt_with())).converse("c1", "hi", None, {}) == []
    failed = {"is_dealt_with": False, "replies": []}
    with pytest.raises(EngineUnavailable):
        await client(says(failed)).converse("c1", "hi", None, {})


async def test_a_parse_is_read() -> None:
    parse = await client(
        says(
            {
                "intent": {"name": "greet", "confidence": 0.75},
                "intent_ranking": [{"name": "greet"}, {"name": "thanks"}],
                "entities": [],
            }
        )
    ).parse("hi")
    assert (parse.intent, parse.confidence, parse.ranking) == ("greet", 0.75, ("greet", "thanks"))


@pytest.mark.parametrize(
    ("answer", "is_ready"),
    [
        (says({"model_file": "a.tar.gz"}), True),
        (says({}), False),
        (says({}, status=409), False),
    ],
)
async def test_the_engine_is_ready_when_it_holds_a_model(answer: Answer, is_ready: bool) -> None:
    assert await client(answer).is_ready() is is_ready


def _refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    "answer",
    [
        _refuse,
        says(dealt_with(), status=500),
        says(["not an object"]),
        says({"replies": []}),
        says({"is_dealt_with": True, "replies": {"text": "not a list"}}),
        says(dealt_with("not an object")),
        lambda request: httpx.Response(200, text="not json"),
    ],
)
async def test_every_outside_error_is_engine_unavailable_and_holds_no_text(answer: Answer) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        await client(answer).converse("c1", "my secret", None, {})
    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.__cause__)


async def test_a_slow_engine_is_given_up_at_the_deadline() -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    with pytest.raises(EngineUnavailable):
        await EngineClient("http://engine", 0.05, http).converse("c1", "hi", None, {})
