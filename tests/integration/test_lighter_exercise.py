"""Exercises for when energy is low: a lighter one instead, a shelf of their own, and offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.exercises import SessionStatus
from bot.domain.patients import Flow
from bot.services import exercise_shelves, exercises
from bot.services.exercise_offer import shortest_of, shortest_wished
from bot.services.hearing import Taken
from tests.auxil.visitor import NoButton, Visitor

LIGHTER = "A lighter one"
HARD_DAY = {"pain_nrs": 8, "interference_nrs": 8, "mood_nrs": 2, "sleep_nrs": 2}


@pytest.fixture
async def visitor(desk, database) -> Visitor:
    return await Visitor(desk, database).enter_active()


async def has_lighter_days(visitor: Visitor) -> None:
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        patient.lighter_until = work.now + timedelta(days=3)


async def is_at_the_lighter_one(visitor: Visitor) -> None:
    """The long one waits without a word, and the short one has said its introduction."""
    long, short = await visitor.sessions()
    assert (long.exercise_id, long.status, long.position) == (
        "muscle-relaxation",
        SessionStatus.STOPPED,
        0,
    )
    assert (short.exercise_id, short.status) == ("muscle-relaxation-short", SessionStatus.OPEN)
    introductions = [seen.text.partition("\n\n✓")[0] for seen in await visitor.chat()]
    library = visitor.desk.library
    assert introductions == [
        library.exercise(each, "en").introduction()
        for each in ("muscle-relaxation", "muscle-relaxation-short")
    ]
    assert (await visitor.patient()).focus is Flow.EXERCISE


# Instead of the one that was opened.


async def test_a_tap_brings_the_lighter_one_without_a_word_about_the_other(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    assert (await visitor.last()).labels == ["Start", LIGHTER, "Not now"]
    assert await visitor.presses(LIGHTER) is None
    await is_at_the_lighter_one(visitor)


@pytest.mark.parametrize(
    "words", ["A lighter one", "a lighter one please", "something lighter", "ok, an easier one"]
)
@pytest.mark.parametrize("intent", ["", "ask_relaxation", "deny"])
async def test_so_do_words(visitor, words, intent):
    await visitor.ask(exercises.start, "muscle-relaxation")
    assert await visitor.says(words, intent, 0.95) is Taken.TAKEN
    await is_at_the_lighter_one(visitor)


async def test_what_stands_on_the_button_is_known_as_such(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    assert await visitor.ask(exercises.is_option, "a lighter one")
    await visitor.presses("Start")
    assert not await visitor.ask(exercises.is_option, "a lighter one")


async def test_the_lighter_one_can_be_done_and_the_other_taken_up_later(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    await visitor.presses(LIGHTER)
    await visitor.presses("Not now")
    await visitor.ask(exercises.start, "muscle-relaxation")
    assert (await visitor.last()).text.startswith("Muscle relaxation\n")
    await visitor.presses("Start")
    assert "How tight" in (await visitor.last()).text


async def test_only_the_introduction_has_the_button(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    await visitor.presses("Start")
    assert LIGHTER not in (await visitor.last()).labels
    with pytest.raises(NoButton):
        await visitor.presses(LIGHTER)


async def test_an_old_button_does_nothing_once_it_has_begun(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    token = (await visitor.last()).tokens[LIGHTER]
    await visitor.presses("Start")
    assert await visitor.press_token(token)
    (session,) = await visitor.sessions()
    assert (session.exercise_id, session.position) == ("muscle-relaxation", 1)


async def test_the_button_still_works_after_an_hour_of_silence(visitor, clock):
    await visitor.ask(exercises.start, "muscle-relaxation")
    clock.forward(minutes=61)
    async with visitor.work() as work:
        assert await exercises.advance_timed_steps(work) == 1
    await visitor.presses(LIGHTER)
    await is_at_the_lighter_one(visitor)


async def test_where_there_is_no_lighter_one_the_words_are_not_taken_for_it(visitor):
    await visitor.ask(exercises.start, "mini-relaxation")
    assert (await visitor.last()).labels == ["Start", "Not now"]
    assert await visitor.says("a lighter one") is Taken.TAKEN
    assert (await visitor.last()).text.startswith("Tap “Start”")
    assert len(await visitor.sessions()) == 1


async def test_one_that_was_retired_meanwhile_is_said_to_be_gone(visitor):
    await visitor.ask(exercises.start, "muscle-relaxation")
    library = visitor.desk.library
    retired = library.exercise("muscle-relaxation-short", "en").model_copy(
        update={"status": "retired"}
    )
    kept = {**library._exercises, ("muscle-relaxation-short", "en"): retired}
    visitor.desk = replace(visitor.desk, library=replace(library, _exercises=kept))
    assert await visitor.says("a lighter one") is Taken.DONE
    assert "not offered any more" in (await visitor.last()).text
    assert (await visitor.patient()).focus is None


# The shelf.


async def test_the_shelf_shows_every_exercise_that_asks_for_little(visitor):
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("When energy is low")
    assert (await visitor.last()).text.startswith("These ask for very little.")
    shown = []
    while "More" in (labels := (await visitor.last()).labels):
        assert len(labels) == exercise_shelves.MOST_AT_ONCE + 1
        shown += labels[:-1]
        await visitor.presses("More")
    shown += labels
    offered = visitor.desk.library.exercises("en")
    assert shown == [each.title for each in offered if each.is_light]
    await visitor.presses(shown[-1])
    assert (await visitor.last()).text.startswith(shown[-1])


async def test_without_such_exercises_there_is_no_such_shelf(visitor):
    library = visitor.desk.library
    demanding = {
        key: each.model_copy(update={"effort": "some"}) for key, each in library._exercises.items()
    }
    visitor.desk = replace(visitor.desk, library=replace(library, _exercises=demanding))
    await visitor.ask(exercises.list_exercises)
    assert "When energy is low" not in (await visitor.last()).labels


# Offers.


async def test_on_lighter_days_every_offer_asks_for_little(visitor):
    fitting = [
        each
        for each in visitor.desk.library.exercises("en")
        if any(fit.measure in HARD_DAY and fit.suits(HARD_DAY[fit.measure]) for fit in each.fits)
    ]
    assert any(not each.is_light for each in fitting), "else this shows nothing"
    await has_lighter_days(visitor)
    for measure, value in HARD_DAY.items():
        for values in ({measure: value}, HARD_DAY):
            offered = await visitor.ask(exercises.fitting_offer, values)
            assert offered is None or offered.is_light


async def test_on_other_days_an_offer_may_ask_for_more(visitor):
    library = visitor.desk.library
    only = library.exercise("thought-check", "en")
    visitor.desk = replace(
        visitor.desk, library=replace(library, _exercises={("thought-check", "en"): only})
    )
    values = {only.fits[0].measure: only.fits[0].value}
    assert await visitor.ask(exercises.fitting_offer, values) == only
    await has_lighter_days(visitor)
    assert await visitor.ask(exercises.fitting_offer, values) is None


async def test_what_somebody_asks_for_they_get_on_any_day(visitor):
    for days in ("usual", "lighter"):
        if days == "lighter":
            await has_lighter_days(visitor)
        async with visitor.work() as work:
            patient = await work.uow.patients.by_chat(visitor.chat_id)
            offered = shortest_of(work, patient, "pacing")
            wished = shortest_wished(work, patient, "pacing")
            first_aid = shortest_of(work, patient, "flare-up")
        assert (offered is None) is (days == "lighter")
        assert wished.skill == "pacing"
        assert first_aid.id == "flare-up-first-aid"
