"""The engine client against canned answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.gateways.engine_client import DialogueState, EngineClient, EngineReply

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer, deadline_s: float = 5.0) -> EngineClient:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return EngineClient("http://engine:5005/", deadline_s, http)


def says(body: object, status: int = 200) -> Answer:
    return lambda request: httpx.Response(status, json=body)


async def test_a_text_is_sent_with_its_metadata_and_replies_come_back() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        buttons = [{"title": "Yes", "payload": "/affirm"}]
        return httpx.Response(200, json=[{"text": "Hello"}, {"text": "Well?", "buttons": buttons}])

    replies = await client(answer).send("c1", "hi", {"update_id": 4})
    assert replies == [EngineReply("Hello"), EngineReply("Well?", (("Yes", "/affirm"),))]
    assert seen[0].url == "http://engine:5005/webhooks/rest/webhook"
    assert json.loads(seen[0].content) == {
        "sender": "c1",
        "message": "hi",
        "metadata": {"update_id": 4},
    }


async def test_conversing_sets_the_open_form_first() -> None:
    seen: list[tuple[str, str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content) if request.content else None
        seen.append((request.method, request.url.path, body))
        return httpx.Response(200, json=[{"text": "Hello"}] if request.method == "POST" else {})

    replies = await client(answer).converse("c/1", "hi", Flow.EXERCISE, {})
    assert [reply.text for reply in replies] == ["Hello"]
    assert [(method, path) for method, path, _ in seen] == [
        ("PUT", "/conversations/c/1/tracker/events"),
        ("POST", "/webhooks/rest/webhook"),
    ]
    assert seen[0][2] == [
        {"event": "action", "name": "action_listen"},
        {"event": "active_loop", "name": "exercise_form"},
        {"event": "slot", "name": "requested_slot", "value": "exercise_answer"},
    ]


async def test_without_an_open_form_the_engine_just_listens() -> None:
    seen: list[object] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json={})

    await client(answer).set_dialogue_state("c1", DialogueState())
    assert seen == [[{"event": "action", "name": "action_listen"}]]


@pytest.mark.parametrize(("heard", "is_lost"), [(None, True), ("hi", False)])
async def test_silence_is_an_answer_only_if_the_engine_has_heard(
    heard: str | None, is_lost: bool
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json=[])
        return httpx.Response(200, json={"latest_message": {"text": heard}})

    talk = client(answer).converse("c1", "hi", None, {})
    if is_lost:
        with pytest.raises(EngineUnavailable):
            await talk
    else:
        assert await talk == []


async def test_the_dialogue_state_is_read() -> None:
    tracker = {
        "active_loop": {"name": "check_in_form"},
        "slots": {"requested_slot": "check_in_answer"},
    }
    state = await client(says(tracker)).dialogue_state("c1")
    assert state == DialogueState.of_flow(Flow.CHECK_IN)
    assert await client(says({"active_loop": {}, "slots": None})).dialogue_state(
        "c1"
    ) == DialogueState.of_flow(None)


async def test_forgetting_replaces_the_conversation_by_nothing() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    await client(answer).forget("c 1?x")
    assert (seen[0].method, json.loads(seen[0].content)) == ("PUT", [])
    assert seen[0].url.raw_path == b"/conversations/c%201%3Fx/tracker/events?include_events=NONE"


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
        says([], status=500),
        says({"text": "not a list"}),
        says(["not an object"]),
        lambda request: httpx.Response(200, text="not json"),
    ],
)
async def test_every_outside_error_is_engine_unavailable_and_holds_no_text(answer: Answer) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        await client(answer).send("c1", "my secret", {})
    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.__cause__)


@pytest.mark.parametrize("is_whole_turn", [False, True])
async def test_a_slow_engine_is_given_up_at_the_deadline(is_whole_turn: bool) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    slow = EngineClient("http://engine", 0.05, http)
    talk = slow.converse("c1", "hi", None, {}) if is_whole_turn else slow.send("c1", "hi", {})
    with pytest.raises(EngineUnavailable):
        await talk
