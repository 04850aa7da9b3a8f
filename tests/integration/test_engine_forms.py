"""How the three forms behave on the real engine, with the shipped domain and rules."""

from __future__ import annotations

import httpx
import pytest
from ruamel.yaml import YAML

from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.gateways.engine_client import EngineClient
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.services.hearing import UNCLEAR
from tests.auxil.engine_at_work import FORM, ROOT, SLOT, Actions, loop, slot
from tests.auxil.plain_engine import DialogueState, PlainEngine

pytest_plugins = ["tests.auxil.engine_fixtures"]

WAITING = DialogueState(FORM, SLOT)
IDLE = DialogueState()


@pytest.fixture
def plain(
    engine_process: tuple[EngineProcess, EngineOptions], http: httpx.AsyncClient
) -> PlainEngine:
    return PlainEngine(f"http://127.0.0.1:{engine_process[1].port}", http)


@pytest.fixture
async def said(plain: PlainEngine, request: pytest.FixtureRequest):
    """Says things in a conversation of its own, without repairing the engine's state."""
    conversation = request.node.name

    async def say(*texts: str) -> list[str]:
        replies: list[str] = []
        for text in texts:
            replies += await plain.send(conversation, text)
        return replies

    say.state = lambda: plain.state(conversation)
    say.conversation = conversation
    yield say
    await plain.set_events(conversation)


async def test_the_words_that_start_a_check_in_are_not_an_answer(said, actions: Actions) -> None:
    await said("check in")
    assert actions.taken == []
    assert actions.asked == 1
    assert await said.state() == WAITING


async def test_the_form_asks_for_the_same_slot_until_the_last_answer(
    said, actions: Actions
) -> None:
    await said("check in", "6")
    assert await said.state() == WAITING
    await said("4")
    assert (actions.taken, actions.asked) == ([6, 4], 3)
    assert await said.state() == WAITING


async def test_after_the_last_answer_the_form_ends_and_nothing_else_runs(
    said, actions: Actions
) -> None:
    await said("check in", "6", "4")
    actions.calls.clear()
    assert await said("3") == []
    assert actions.calls == ["validate_check_in_form"]
    assert await said.state() == IDLE


async def test_a_second_check_in_after_a_finished_one_opens_again(said, actions: Actions) -> None:
    await said("check in", "6", "4", "3", "check in")
    assert actions.taken == []
    assert await said.state() == WAITING
    await said("7")
    assert actions.taken == [7]


async def test_an_interruption_is_answered_and_the_form_asks_again(said, actions: Actions) -> None:
    await said("check in", "6")
    asked = actions.asked
    actions.calls.clear()
    await said("help")
    assert actions.calls[:2] == ["validate_check_in_form", "action_help"]
    assert actions.asked == asked + 1
    assert actions.taken == [6]
    assert await said.state() == WAITING
    await said("4")
    assert actions.taken == [6, 4]


async def test_small_talk_in_the_form_is_answered_by_the_engine(said, actions: Actions) -> None:
    await said("check in")
    assert len(await said("thank you so much")) == 1
    assert await said.state() == WAITING


async def test_three_interruptions_in_a_row_leave_the_form_open(said, actions: Actions) -> None:
    await said("check in", "help", "who reads this", "why do you ask", "5")
    assert actions.taken == [5]
    assert await said.state() == WAITING


async def test_unclear_words_in_the_form_reach_the_fallback_once(said, actions: Actions) -> None:
    await said("check in")
    actions.calls.clear()
    await said("qqqq wwww zzzz")
    assert actions.calls.count("action_default_fallback") == 1
    assert await said.state() == WAITING


async def test_of_unclear_words_the_coach_is_told_what_they_may_mean(
    engine: EngineClient, actions: Actions
) -> None:
    await engine.converse("unclear", "qqqq wwww zzzz", None, {})
    unclear, *guesses = actions.ranking
    assert unclear == UNCLEAR
    assert len(set(guesses) & set(declared_intents())) >= 3


async def test_stop_in_the_middle_leaves_the_form(said, actions: Actions) -> None:
    await said("check in", "6")
    asked = actions.asked
    await said("stop")
    assert await said.state() == IDLE
    assert actions.asked == asked
    await said("4")
    assert actions.taken == [6]


async def test_an_action_in_one_form_may_open_another(said, actions: Actions) -> None:
    await said("check in", "6", "breathing exercise")
    assert await said.state() == DialogueState("exercise_form", "exercise_answer")
    assert actions.taken == [6]
    assert actions.calls[-1] == "action_ask_exercise_answer"


async def test_an_ended_form_through_requested_slot_leaves_no_trace(
    said, actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Actions,
        "validate_check_in_form",
        lambda self, tracker: [slot(SLOT, None), slot("requested_slot", None)],
    )
    await said("check in")
    # The form was ended as soon as it opened: also that is allowed.
    assert await said.state() == IDLE


async def test_a_form_set_from_outside_takes_the_very_next_text(
    plain: PlainEngine, said, actions: Actions
) -> None:
    listening = {"event": "action", "name": "action_listen"}
    await plain.set_events(said.conversation, listening, loop(FORM), slot("requested_slot", SLOT))
    assert await said.state() == WAITING
    await said("8")
    assert actions.taken == [8]


async def test_events_appended_from_outside_do_the_same(
    said,
    actions: Actions,
    http: httpx.AsyncClient,
    engine_process: tuple[EngineProcess, EngineOptions],
) -> None:
    await said("hello")
    await http.post(
        f"http://127.0.0.1:{engine_process[1].port}/conversations/{said.conversation}/tracker/events",
        json=[loop(FORM), slot("requested_slot", SLOT), slot(SLOT, None)],
    )
    await said("8")
    assert actions.taken == [8]


async def test_converse_puts_a_forgetful_engine_right(
    engine: EngineClient, said, actions: Actions
) -> None:
    assert await engine.converse(said.conversation, "5", Flow.CHECK_IN, {"update_id": 7}) == []
    assert actions.taken == [5]
    assert actions.metadata[0]["update_id"] == 7
    replies = await engine.converse(said.conversation, "thanks", None, {})
    assert len(replies) == 1
    assert "validate_check_in_form" not in actions.calls[2:]


async def test_the_conversation_that_travels_stays_short(
    engine: EngineClient, said, actions: Actions
) -> None:
    for _ in range(30):
        await engine.converse(said.conversation, "help", Flow.CHECK_IN, {})
    assert actions.sizes[-1] == pytest.approx(actions.sizes[3], rel=0.02)


async def test_a_failed_action_does_not_end_the_form(said, actions: Actions) -> None:
    await said("check in")
    actions.fails = {"validate_check_in_form"}
    await said("6")
    actions.fails = set()
    assert await said.state() == WAITING
    await said("6")
    assert actions.taken == [6]


def declared_intents() -> list[str]:
    """Every intent of the shipped domain, and the one of an unclear text."""
    intents = ["nlu_fallback"]
    for path in sorted((ROOT / "dialogues" / "domain").glob("*.yml")):
        intents += YAML(typ="safe").load(path).get("intents") or []
    return intents


@pytest.mark.parametrize("intent", declared_intents())
@pytest.mark.parametrize("flow", [None, Flow.CHECK_IN])
async def test_every_intent_has_exactly_one_effect(
    engine: EngineClient, actions: Actions, intent: str, flow: Flow | None
) -> None:
    replies = await engine.converse("every-intent", f"/{intent}", flow, {})
    effects = [c for c in actions.calls if not c.startswith(("validate_", "action_ask_"))]
    assert len(replies) + len(effects) == 1


async def test_a_turn_that_fails_inside_the_engine_is_not_taken_for_silence(
    engine: EngineClient,
) -> None:
    with pytest.raises(EngineUnavailable):
        await engine.converse("unheard", ["no", "text"], None, {})  # type: ignore[arg-type]
    assert len(await engine.converse("unheard", "thanks", None, {})) == 1


async def test_when_a_turn_is_over_the_engine_has_forgotten_it(
    engine: EngineClient, plain: PlainEngine
) -> None:
    await engine.converse("afresh", "my name is Xenia", Flow.CHECK_IN, {})
    assert "Xenia" not in str(await plain.tracker("afresh"))
    assert await plain.state("afresh") == IDLE
