"""Exercises: walked through, stopped and taken up at every place, at their own pace."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.exercises import SessionStatus
from bot.domain.messages import Lane
from bot.domain.patients import Flow, PatientStatus
from bot.library import load_library
from bot.library.models import Fit
from bot.services import exercises
from bot.services.exercise_script import place_at
from bot.services.hearing import Heard, Taken
from tests.auxil.visitor import NoButton, Seen, Visitor
from tests.integration.people import add_check_in

CONTENT = Path(__file__).parents[2] / "content"
SHIPPED = [exercise.id for exercise in load_library(CONTENT).exercises("en")]
NUMBERS = [str(number) for number in range(11)]
AT_THE_END = ["Keep as favourite", "Another exercise"]


@pytest.fixture
async def visitor(desk, database) -> Visitor:
    return await Visitor(desk, database).enter_active()


async def move_on(visitor: Visitor, seen: Seen) -> bool:
    """Do what a message asks for; return whether it asked for anything."""
    for label in ("Start", "Next", "5"):
        if label in seen.labels:
            await visitor.presses(label)
            return True
    options = [label for label in seen.labels if label not in ("Stop", "Skip")]
    if options and "Stop" in seen.labels:  # a choice
        await visitor.presses(options[0])
        return True
    if "Stop" in seen.labels:  # an open question: all of them take a number
        await visitor.says("12")
        return True
    return False


def is_end(seen: Seen) -> bool:
    """Whether a message closes an exercise: from there one may keep it, or go to another one."""
    return "Another exercise" in seen.labels


async def walk(visitor: Visitor, exercise_id: str) -> list[Seen]:
    """Go through a whole exercise by tapping; return each message as it was first shown."""
    await visitor.ask(exercises.start, exercise_id)
    walked = []
    while True:
        walked.append(await visitor.last())
        if not await move_on(visitor, walked[-1]):
            return walked


async def tick(visitor: Visitor) -> int:
    async with visitor.work() as work:
        return await exercises.advance_timed_steps(work)


async def to_first_timed_step(visitor: Visitor) -> Seen:
    """Start slow breathing and tap on to the first timed step."""
    await visitor.ask(exercises.start, "paced-breathing-1")
    for label in ("Start", "5", "Next"):
        await visitor.presses(label)
    return await visitor.last()


async def open_check_in(visitor: Visitor, clock, closes_in_h: float = 3) -> None:
    patient = await visitor.patient()
    async with visitor.work() as work:
        await add_check_in(work, patient, closes_at=clock.now() + timedelta(hours=closes_in_h))


# The whole way.


@pytest.mark.parametrize("exercise_id", SHIPPED)
async def test_every_shipped_exercise_can_be_walked_to_its_end(visitor, exercise_id, clock):
    walked = await walk(visitor, exercise_id)
    (session,) = await visitor.sessions()
    assert session.status is SessionStatus.COMPLETE
    assert (session.rating_before_nrs, session.rating_after_nrs) == (5, 5)
    assert (session.ended_at, session.next_step_at) == (clock.now(), None)
    exercise = visitor.desk.library.exercise(exercise_id, "en")
    assert exercise.rating.same in walked[-1].text
    assert "{" not in walked[-1].text
    assert (await visitor.patient()).focus is None


@pytest.mark.parametrize("exercise_id", SHIPPED)
async def test_every_message_on_the_way_can_be_stopped(visitor, exercise_id):
    walked = await walk(visitor, exercise_id)
    assert "Not now" in walked[0].labels
    assert all("Stop" in seen.labels for seen in walked[1:-1])


@pytest.mark.parametrize("exercise_id", SHIPPED)
async def test_why_caution_and_stop_rule_come_first(visitor, exercise_id):
    await visitor.ask(exercises.start, exercise_id)
    exercise = visitor.desk.library.exercise(exercise_id, "en")
    said = await visitor.last()
    for words in (exercise.title, exercise.why, exercise.caution, exercise.stop_rule):
        assert words in said.text
    lighter = ["A lighter one"] if exercise.lighter else []
    assert said.labels == ["Start", *lighter, "Not now"]
    assert await visitor.ask(exercises.why) == exercise.why


@pytest.mark.parametrize("exercise_id", SHIPPED)
async def test_it_can_be_stopped_and_taken_up_at_every_place(visitor, exercise_id):
    await visitor.ask(exercises.start, exercise_id)
    places = 0
    while True:
        before = await visitor.last()
        position = (await visitor.sessions())[0].position
        if is_end(before):
            break
        places += 1
        await visitor.ask(exercises.stop)
        assert (await visitor.patient()).focus is None
        assert (await visitor.sessions())[0].status is SessionStatus.STOPPED
        await visitor.presses("Continue")
        again = await visitor.last()
        assert (again.text, again.labels) == (before.text, before.labels)
        (session,) = await visitor.sessions()
        assert (session.status, session.position) == (SessionStatus.OPEN, position)
        await move_on(visitor, again)
    (session,) = await visitor.sessions()
    assert session.status is SessionStatus.COMPLETE
    exercise = visitor.desk.library.exercise(exercise_id, "en")
    assert places == len(exercise.steps_for(session.choices)) + 3


@pytest.mark.parametrize("exercise_id", SHIPPED)
async def test_it_can_be_stopped_and_taken_up_in_words_at_every_place(visitor, exercise_id):
    await visitor.ask(exercises.start, exercise_id)
    while not is_end(before := await visitor.last()):
        assert await visitor.says("stop") is Taken.DONE
        assert await visitor.ask(exercises.resume) is True
        again = await visitor.last()
        assert (again.text, again.labels) == (before.text, before.labels)
        await move_on(visitor, again)
    assert (await visitor.sessions())[0].status is SessionStatus.COMPLETE


async def test_words_lead_as_far_as_buttons(visitor):
    await visitor.ask(exercises.start, "pacing-planner")
    for words in ("ok, let's go", "about a four", "Hanging up the washing"):
        assert await visitor.says(words) is Taken.TAKEN
    for words in ("twenty minutes", "next", "15 min", "ten", "twice a day", "every day", "6"):
        taken = await visitor.says(words)
    assert taken is Taken.DONE
    closing = (await visitor.last()).text
    for words in (
        "What: Hanging up the washing",
        "Do: 15 minutes",
        "Rest: 10 minutes",
        "How often: Twice a day",
        "Days: Every day",
        "about 20 minutes",
        "You feel surer than before",
    ):
        assert words in closing
    (session,) = await visitor.sessions()
    assert (session.rating_before_nrs, session.rating_after_nrs) == (4, 6)
    assert session.choices["bad-day-minutes"] == "20"


@pytest.mark.parametrize("words", ["closed", "eyes closed please", "Closed.", "my eyes closed"])
async def test_a_choice_is_understood_in_words_and_kept_to(visitor, words):
    await visitor.ask(exercises.start, "body-scan")
    await visitor.presses("Start")
    await visitor.presses("Skip")
    await visitor.says(words)
    assert (await visitor.sessions())[0].choices == {"eyes": "closed"}
    assert "close them again" in (await visitor.last()).text


async def test_answers_show_on_their_question(visitor):
    await walk(visitor, "body-scan")
    said = "\n".join(seen.text for seen in await visitor.chat())
    assert "✓ Eyes open" in said
    assert "✓ 5" in said


@pytest.mark.parametrize(("after", "words"), [(8, "worse"), (2, "better"), (5, "same")])
async def test_before_and_after_are_compared_kindly(visitor, after, words):
    await to_first_timed_step(visitor)
    for _ in range(3):
        await visitor.presses("Next")
    await visitor.says(str(after))
    rating = visitor.desk.library.exercise("paced-breathing-1", "en").rating
    assert getattr(rating, words) in (await visitor.last()).text


async def test_a_skipped_rating_asks_for_none_after(visitor):
    await visitor.ask(exercises.start, "paced-breathing-1")
    await visitor.presses("Start")
    await visitor.presses("Skip")
    for _ in range(4):
        await visitor.presses("Next")
    (session,) = await visitor.sessions()
    assert session.status is SessionStatus.COMPLETE
    assert (session.rating_before_nrs, session.rating_after_nrs) == (None, None)
    assert (await visitor.last()).text.startswith("That was one minute.")


# Pace.


async def test_timed_steps_follow_each_other_by_the_clock(visitor, clock):
    first = await to_first_timed_step(visitor)
    clock.forward(seconds=19)
    assert await tick(visitor) == 0
    clock.forward(seconds=1)
    assert await tick(visitor) == 1
    second = await visitor.last()
    assert second.text != first.text
    assert second.labels == ["Next", "Stop"]
    assert second.row.lane is Lane.REPLY
    assert await tick(visitor) == 0  # once for each place
    shown = [seen.labels for seen in (await visitor.chat())[:-1]]
    assert [labels for labels in shown if labels] == []
    for _ in range(2):
        clock.forward(seconds=20)
        assert await tick(visitor) == 1
    assert "5" in (await visitor.last()).labels  # the rating after waits for its answer
    clock.forward(minutes=5)
    assert await tick(visitor) == 0


async def test_after_a_short_standstill_one_step_comes_and_not_all_at_once(visitor, clock):
    await to_first_timed_step(visitor)
    count = len(await visitor.chat())
    clock.forward(minutes=9)
    assert await tick(visitor) == 1
    assert len(await visitor.chat()) == count + 1
    assert await tick(visitor) == 0
    assert (await visitor.sessions())[0].status is SessionStatus.OPEN


async def test_after_a_long_standstill_it_stops_and_offers_to_go_on(visitor, clock):
    first = await to_first_timed_step(visitor)
    clock.forward(minutes=11)
    assert await tick(visitor) == 1
    offer = await visitor.last()
    assert "Slow breathing, 1 minute" in offer.text
    assert offer.labels == ["Continue"]
    assert offer.row.lane is Lane.PROMPT  # unasked: the send gate keeps it out of the night
    assert offer.row.expires_at == clock.now() + timedelta(hours=2)
    assert (await visitor.patient()).focus is None
    assert await tick(visitor) == 0
    await visitor.presses("Continue")
    assert (await visitor.last()).text == first.text


async def test_next_before_the_time_shows_no_step_twice(visitor, clock):
    await to_first_timed_step(visitor)
    await visitor.presses("Next")
    clock.forward(seconds=20)
    assert await tick(visitor) == 1
    texts = [seen.text for seen in await visitor.chat()]
    assert len(texts) == len(set(texts))


async def test_a_tap_and_the_clock_at_once_cannot_show_a_place_twice(visitor, clock):
    await to_first_timed_step(visitor)
    clock.forward(seconds=20)
    assert await tick(visitor) == 1
    (session,) = await visitor.sessions()
    async with visitor.work() as work:
        assert await work.uow.outbox.has_key(f"exercise:{session.id}:{session.position}")


async def test_a_repeated_timed_step_begins_anew(visitor, clock):
    await to_first_timed_step(visitor)
    clock.forward(seconds=15)
    await visitor.ask(exercises.ask_again)
    clock.forward(seconds=15)
    assert await tick(visitor) == 0
    clock.forward(seconds=5)
    assert await tick(visitor) == 1


async def test_a_deserted_place_frees_the_day_and_a_tap_takes_it_up(visitor, clock):
    await visitor.ask(exercises.start, "paced-breathing-1")
    await visitor.presses("Start")
    count = len(await visitor.chat())
    clock.forward(minutes=59)
    assert await tick(visitor) == 0
    clock.forward(minutes=2)
    assert await tick(visitor) == 1
    assert (await visitor.sessions())[0].status is SessionStatus.STOPPED
    assert (await visitor.patient()).focus is None
    assert len(await visitor.chat()) == count  # no reproach, no word
    await visitor.presses("5")
    (session,) = await visitor.sessions()
    assert (session.status, session.rating_before_nrs) == (SessionStatus.OPEN, 5)
    assert (await visitor.patient()).focus is Flow.EXERCISE


@pytest.mark.parametrize(
    "away", [{"status": PatientStatus.STOPPED}, {"unreachable_since": "now"}, {"focus": None}]
)
async def test_no_step_comes_to_somebody_who_is_elsewhere(visitor, clock, away):
    await to_first_timed_step(visitor)
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        for name, value in away.items():
            setattr(patient, name, clock.now() if value == "now" else value)
    count = len(await visitor.chat())
    clock.forward(seconds=20)
    assert await tick(visitor) == 1
    assert len(await visitor.chat()) == count
    assert (await visitor.sessions())[0].status is SessionStatus.STOPPED


async def test_no_step_comes_into_a_question_about_danger(visitor, clock):
    from bot.domain.alerts import SafetyCheck

    await to_first_timed_step(visitor)
    patient = await visitor.patient()
    async with visitor.work() as work:
        work.uow.add(
            SafetyCheck(
                patient_id=patient.id,
                kind="suicide_self_harm",
                asked_at=clock.now(),
                expires_at=clock.now() + timedelta(minutes=10),
            )
        )
    count = len(await visitor.chat())
    clock.forward(seconds=20)
    assert await tick(visitor) == 1
    assert len(await visitor.chat()) == count


# Stopping, resuming, starting another.


async def test_not_now_is_fine_and_can_be_taken_back(visitor):
    await visitor.ask(exercises.start, "body-scan")
    await visitor.presses("Not now")
    said = await visitor.last()
    assert said.text == "That is fine. It will keep."
    await visitor.presses("Continue")
    assert "Start" in (await visitor.last()).labels


async def test_another_exercise_sets_the_running_one_aside(visitor):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.start, "body-scan")
    said = await visitor.last()
    assert said.text.startswith("I have put “Slow breathing, 1 minute” aside")
    first, second = await visitor.sessions()
    assert (first.status, second.status) == (SessionStatus.STOPPED, SessionStatus.OPEN)
    await visitor.ask(exercises.stop)
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        assert await work.uow.exercises.open_of(patient.id) is None


async def test_the_running_exercise_started_again_is_only_repeated(visitor):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.start, "paced-breathing-1")
    assert len(await visitor.sessions()) == 1
    assert (await visitor.last()).labels == ["Next", "Stop"]


async def test_a_fresh_start_takes_the_place_of_the_stopped_run(visitor):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.stop)
    await visitor.ask(exercises.start, "paced-breathing-1")
    first, second = await visitor.sessions()
    assert (first.status, second.status) == (SessionStatus.ABANDONED, SessionStatus.OPEN)


async def test_a_stopped_exercise_comes_first_in_the_list(visitor):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.stop)
    await visitor.ask(exercises.list_exercises)
    said = await visitor.last()
    assert said.labels[0] == "Go on: Slow breathing, 1 minu…"
    await visitor.presses(said.labels[0])
    assert (await visitor.sessions())[0].status is SessionStatus.OPEN


async def test_after_a_day_a_stopped_exercise_is_given_up(visitor, clock):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.stop)
    resume = (await visitor.last()).tokens["Continue"]
    clock.forward(hours=24, seconds=1)
    assert await visitor.press_token(resume) == "There is no exercise to go on with just now."
    assert await visitor.ask(exercises.resume) is False
    (session,) = await visitor.sessions()
    assert (session.status, session.ended_at) == (SessionStatus.ABANDONED, clock.now())


async def test_nothing_is_resumed_stopped_or_skipped_when_nothing_runs(visitor):
    for service in (exercises.resume, exercises.stop, exercises.skip, exercises.next_step):
        assert await visitor.ask(service) is False
    assert await visitor.ask(exercises.why) is None
    assert await visitor.ask(exercises.answer_text, Heard("5")) is Taken.NOT_AN_ANSWER
    await visitor.ask(exercises.ask_again)
    await visitor.ask(exercises.leave)
    assert await visitor.chat() == []


async def test_continue_on_a_running_or_foreign_exercise_harms_nothing(visitor, desk, database):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.stop)
    resume = (await visitor.last()).tokens["Continue"]
    await visitor.ask(exercises.resume)
    await visitor.press_token(resume)
    assert (await visitor.last()).text.startswith("Here it is once more")
    other = await Visitor(desk, database, chat_id=701).enter(status=PatientStatus.ACTIVE)
    assert "That step is over" in (await other.press_token(resume) or "")
    assert [each.status for each in await visitor.sessions()] == [SessionStatus.OPEN]


async def test_continue_sets_a_running_exercise_aside(visitor):
    await to_first_timed_step(visitor)
    await visitor.ask(exercises.stop)
    resume = (await visitor.last()).tokens["Continue"]
    await visitor.ask(exercises.start, "body-scan")
    await visitor.press_token(resume)
    first, second = await visitor.sessions()
    assert (first.status, second.status) == (SessionStatus.OPEN, SessionStatus.STOPPED)


async def test_resume_repeats_what_is_running(visitor):
    await to_first_timed_step(visitor)
    assert await visitor.ask(exercises.resume) is True
    assert (await visitor.last()).labels == ["Next", "Stop"]


async def test_an_unknown_exercise_is_answered_with_those_there_are(visitor):
    await visitor.ask(exercises.start, "no-such-thing")
    said = await visitor.last()
    assert "not offered any more" in said.text
    await visitor.presses("See the exercises")
    assert "Three minutes" in (await visitor.last()).labels


async def test_the_list_starts_what_is_tapped(visitor):
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("Ten minutes")
    await visitor.presses("Body scan")
    assert (await visitor.last()).text.startswith("Body scan")


# Next, skip, unclear answers.


async def test_next_and_skip_go_on_only_where_no_answer_is_needed(visitor):
    await visitor.ask(exercises.start, "body-scan")
    assert await visitor.ask(exercises.skip) is False  # the introduction is agreed to or not
    assert await visitor.ask(exercises.next_step) is True
    assert await visitor.ask(exercises.skip) is True  # the rating
    assert await visitor.ask(exercises.skip) is False  # the choice is needed
    assert await visitor.ask(exercises.next_step) is True
    assert "eyes open or eyes closed?" in (await visitor.last()).text
    await visitor.presses("Eyes open")
    assert await visitor.ask(exercises.skip) is True  # any part of it


@pytest.mark.parametrize(
    ("exercise_id", "taps", "words"),
    [
        ("body-scan", [], "blurbl"),
        ("body-scan", ["Start"], "quite a bit"),
        ("body-scan", ["Start"], "11"),
        ("body-scan", ["Start", "5"], "the left one"),
        ("pacing-planner", ["Start", "5", "cooking"], "a while"),
        ("pacing-planner", ["Start", "5", "cooking"], "500"),
    ],
)
async def test_unclear_answers_get_a_hint_then_a_way_out_then_rest(
    visitor, exercise_id, taps, words
):
    await visitor.ask(exercises.start, exercise_id)
    for tap in taps:
        try:
            await visitor.presses(tap)
        except NoButton:
            await visitor.says(tap)
    asked = await visitor.last()
    assert await visitor.says(words) is Taken.TAKEN
    hint = await visitor.last()
    assert hint.labels == asked.labels
    assert await visitor.says(words) is Taken.TAKEN
    shorter = await visitor.last()
    assert ("Later" in shorter.labels) == (taps != [])
    assert await visitor.says(words) is Taken.DONE
    left = await visitor.last()
    assert len({asked.text, hint.text, shorter.text, left.text}) == 4
    patient = await visitor.patient()
    assert (patient.focus, patient.misses) == (None, 0)
    await visitor.presses("Continue")
    assert (await visitor.last()).text == asked.text


@pytest.mark.parametrize("intent", ["contact_team", "show_progress", "pause_prompts"])
@pytest.mark.parametrize("taps", [[], ["Start"], ["Start", "5"]])
async def test_a_clear_wish_is_left_to_the_dialogue(visitor, taps, intent):
    await visitor.ask(exercises.start, "pacing-planner")
    for tap in taps:
        await visitor.presses(tap)
    heard = Heard("could somebody call me", intent, 0.95)
    assert await visitor.ask(exercises.answer_text, heard) is Taken.NOT_AN_ANSWER
    assert (await visitor.sessions())[0].choices == {}


async def test_a_time_of_day_is_an_answer_where_words_are_asked_for(visitor):
    await visitor.ask(exercises.start, "values-step")
    for tap in ("Start", "5", "People I love", "Next", "Skip"):
        await visitor.presses(tap)
    await visitor.says("send my sister a photo")
    assert await visitor.says("at 5 pm", "change_prompt_time", 0.99) is Taken.TAKEN
    assert (await visitor.sessions())[0].choices["moment"] == "at 5 pm"


async def test_a_remark_during_a_step_is_no_answer_and_moves_nothing(visitor):
    await to_first_timed_step(visitor)
    position = (await visitor.sessions())[0].position
    assert await visitor.says("this is rather nice") is Taken.NOT_AN_ANSWER
    assert (await visitor.sessions())[0].position == position


async def test_the_same_place_is_never_said_twice_in_the_same_words(visitor):
    await to_first_timed_step(visitor)
    for _ in range(4):
        await visitor.ask(exercises.ask_again)
    texts = [seen.text for seen in await visitor.chat()]
    assert all(one != other for one, other in zip(texts, texts[1:], strict=False))


async def test_a_long_answer_is_kept_within_bounds(visitor):
    await visitor.ask(exercises.start, "pacing-planner")
    await visitor.presses("Start")
    await visitor.presses("5")
    await visitor.says("washing " * 500)
    assert len((await visitor.sessions())[0].choices["activity"]) == 500


# Presses of the past.


async def test_a_press_of_an_earlier_step_changes_nothing(visitor):
    await visitor.ask(exercises.start, "paced-breathing-1")
    old = dict((await visitor.last()).tokens)
    await visitor.presses("Start")
    old |= (await visitor.last()).tokens
    await visitor.presses("5")
    count, position = len(await visitor.chat()), (await visitor.sessions())[0].position
    for label in ("Start", "3", "Skip"):
        assert "That step is over" in (await visitor.press_token(old[label]) or "")
    (session,) = await visitor.sessions()
    assert (session.position, session.rating_before_nrs) == (position, 5)
    assert len(await visitor.chat()) == count


async def test_a_press_of_an_ended_session_changes_nothing(visitor):
    walked = await walk(visitor, "paced-breathing-1")
    await visitor.ask(exercises.start, "paced-breathing-1")
    before = [(each.status, each.position) for each in await visitor.sessions()]
    for seen in walked[:-1]:  # below the closing words are the ways on from it
        for token in list(seen.tokens.values())[-2:]:
            assert "That step is over" in (await visitor.press_token(token) or "")
    assert [(each.status, each.position) for each in await visitor.sessions()] == before


async def test_stop_counts_even_when_the_step_ended_a_moment_ago(visitor, clock):
    first = await to_first_timed_step(visitor)
    clock.forward(seconds=20)
    await tick(visitor)
    await visitor.press_token(first.tokens["Stop"])
    assert (await visitor.sessions())[0].status is SessionStatus.STOPPED


async def test_a_press_of_somebody_elses_session_changes_nothing(visitor, desk, database):
    await visitor.ask(exercises.start, "paced-breathing-1")
    tokens = (await visitor.last()).tokens
    other = await Visitor(desk, database, chat_id=701).enter(status=PatientStatus.ACTIVE)
    for token in tokens.values():
        assert "That step is over" in (await other.press_token(token) or "")
    (session,) = await visitor.sessions()
    assert (session.status, session.position) == (SessionStatus.OPEN, 0)


# Beside a check-in.


async def test_an_open_check_in_is_offered_again_after_the_end(visitor, clock):
    await open_check_in(visitor, clock)
    walked = await walk(visitor, "paced-breathing-1")
    assert "Your check-in is still open" in walked[-1].text
    way_back, *ways_on = walked[-1].labels  # what is open comes first
    assert (way_back, ways_on) == ("Continue my check-in", AT_THE_END)
    assert (await visitor.patient()).focus is None  # its question is far up the chat
    await visitor.presses("Continue my check-in")
    assert "How has your pain been" in (await visitor.last()).text


async def test_an_open_check_in_is_offered_again_after_a_stop(visitor, clock):
    await open_check_in(visitor, clock)
    await to_first_timed_step(visitor)
    await visitor.presses("Stop")
    assert (await visitor.last()).labels == ["Continue", "Continue my check-in"]
    assert (await visitor.patient()).focus is None


async def test_a_check_in_whose_window_has_ended_is_not_offered(visitor, clock):
    await open_check_in(visitor, clock, closes_in_h=0)
    walked = await walk(visitor, "paced-breathing-1")
    assert walked[-1].labels == AT_THE_END
    assert (await visitor.patient()).focus is None


# Content that changes.


def with_version(visitor: Visitor, exercise_id: str, **change) -> None:
    """Give the visitor's desk another version of an exercise."""
    library = visitor.desk.library
    kept = {key: one for key, one in library._exercises.items() if key[0] != exercise_id}
    if change:
        newer = library.exercise(exercise_id, "en").model_copy(update=change)
        kept[(exercise_id, "en")] = newer
    visitor.desk = replace(visitor.desk, library=replace(library, _exercises=kept))


@pytest.mark.parametrize("is_stopped", [True, False])
async def test_where_the_version_begun_was_never_kept_the_newer_one_is_offered(visitor, is_stopped):
    await to_first_timed_step(visitor)
    if is_stopped:
        await visitor.ask(exercises.stop)
    with_version(visitor, "paced-breathing-1", version=99)
    await (visitor.ask(exercises.resume) if is_stopped else visitor.presses("Next"))
    said = await visitor.last()
    assert "was updated since you began" in said.text
    assert (await visitor.sessions())[0].status is SessionStatus.ABANDONED
    assert (await visitor.patient()).focus is None
    await visitor.presses("Start the new one")
    assert (await visitor.sessions())[1].exercise_version == 99


async def test_an_exercise_that_is_gone_is_said_to_be_gone(visitor):
    await to_first_timed_step(visitor)
    with_version(visitor, "paced-breathing-1")
    await visitor.says("next")
    said = await visitor.last()
    assert "not offered any more" in said.text
    assert said.labels == ["See the exercises"]


async def test_a_retired_exercise_is_finished_but_not_begun(visitor):
    await to_first_timed_step(visitor)
    with_version(visitor, "paced-breathing-1", status="retired")
    await visitor.presses("Next")
    assert (await visitor.last()).labels == ["Next", "Stop"]
    await visitor.ask(exercises.stop)
    await visitor.ask(exercises.start, "paced-breathing-1")
    assert "not offered any more" in (await visitor.last()).text


async def test_the_clock_sets_aside_a_version_that_was_never_kept(visitor, clock):
    await to_first_timed_step(visitor)
    with_version(visitor, "paced-breathing-1", version=99)
    clock.forward(seconds=20)
    assert await tick(visitor) == 1
    assert (await visitor.sessions())[0].status is SessionStatus.STOPPED


NEW_EXERCISE = """\
schema: exercise/2
id: window-minute
version: 3
status: reviewed
author: A clinician
review_due: 2027-11-30
language: en
sources:
  - citation: Our own clinic
title: A minute at the window
skill: attention
minutes: 1
effort: low
offer: "Shall we look out of the window for a minute?"
why: "Looking at something far away gives your attention a rest."
caution: "Sit if standing is hard today."
stop_rule: "Stop if the light is too bright or you feel unwell."
fits:
  - measure: mood_nrs
    operator: "<="
    value: 3
rating:
  question: "How calm do you feel right now?"
  low_label: not calm
  high_label: very calm
  higher_is: better
  better: "A bit calmer than before."
  same: "About the same as before. That is fine."
  worse: "Less calm than before. That can happen."
steps:
  - id: seat
    kind: choice
    text: "Will you sit or stand?"
    re_ask: "Sit or stand?"
    options:
      - value: sit
        label: I sit
      - value: stand
        label: I stand
  - id: lean
    kind: say
    when: {seat: stand}
    text: "Lean on something firm."
  - id: look
    kind: timed
    seconds: 60
    text: "Find the thing that is farthest away. Let your eyes rest on it."
  - id: seen
    kind: text
    optional: true
    text: "What did you see?"
    re_ask: "A word or two is enough."
closing: "You did it: {seat}."
"""


async def test_a_new_exercise_is_a_change_of_content_only(visitor, tmp_path, clock):
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "content/exercises/en/window-minute.yml").write_text(NEW_EXERCISE, "utf-8")
    visitor.desk = replace(visitor.desk, library=load_library(tmp_path / "content"))
    assert (await visitor.ask(exercises.fitting_offer, {"mood_nrs": 2})).id == "window-minute"
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("One minute")
    await visitor.presses("A minute at the window")
    await visitor.presses("Start")
    await visitor.presses("3")
    await visitor.says("I stand")
    await visitor.presses("Next")
    clock.forward(seconds=60)
    assert await tick(visitor) == 1
    await visitor.presses("Skip")
    await visitor.presses("6")
    assert (await visitor.last()).text == "You did it: I stand.\n\nA bit calmer than before."
    (session,) = await visitor.sessions()
    assert (session.exercise_version, session.status) == (3, SessionStatus.COMPLETE)


# Offers.


def with_fits(visitor: Visitor, **fits: tuple[str, str, int]) -> None:
    """Leave only these exercises, each fitting one measure."""
    library = visitor.desk.library
    kept = {}
    for name, (measure, operator, value) in fits.items():
        exercise = library.exercise(name.replace("_", "-"), "en")
        fit = Fit(measure=measure, operator=operator, value=value)
        kept[(exercise.id, "en")] = exercise.model_copy(update={"fits": (fit,)})
    visitor.desk = replace(visitor.desk, library=replace(library, _exercises=kept))


async def offered(visitor: Visitor, **values: int) -> str | None:
    found = await visitor.ask(exercises.fitting_offer, values)
    return found.id if found else None


async def test_an_offer_fits_todays_answers(visitor):
    with_fits(
        visitor, pacing_planner=("interference_nrs", ">=", 7), body_scan=("sleep_nrs", "<=", 4)
    )
    assert await offered(visitor, interference_nrs=7) == "pacing-planner"
    assert await offered(visitor, interference_nrs=6) is None
    assert await offered(visitor, sleep_nrs=4, interference_nrs=1) == "body-scan"
    assert await offered(visitor) is None


async def test_an_offer_is_not_what_was_done_today_unless_nothing_else_fits(visitor, clock):
    with_fits(
        visitor, paced_breathing_1=("pain_nrs", ">=", 7), mini_relaxation=("pain_nrs", ">=", 7)
    )
    assert await offered(visitor, pain_nrs=9) == "mini-relaxation"
    await walk(visitor, "mini-relaxation")
    assert await offered(visitor, pain_nrs=9) == "paced-breathing-1"
    clock.forward(minutes=30)
    await walk(visitor, "paced-breathing-1")
    assert await offered(visitor, pain_nrs=9) == "mini-relaxation"  # the one done longest ago


async def test_the_shipped_exercises_have_something_for_a_bad_day_and_nothing_to_push(visitor):
    assert await offered(visitor, pain_nrs=9) is not None
    assert await offered(visitor, pain_nrs=0, interference_nrs=0, mood_nrs=10, sleep_nrs=10) is None


async def test_positions_mean_the_same_place_for_everybody(visitor):
    await visitor.ask(exercises.start, "body-scan")
    for label in ("Start", "Skip", "Eyes closed", "Next"):
        await visitor.presses(label)
    (session,) = await visitor.sessions()
    exercise = visitor.desk.library.exercise("body-scan", "en")
    assert place_at(exercise, session.position).step.id == "ground"


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("half an hour", "30"),
        ("an hour and a half", "90"),
        ("20 mins", "20"),
        ("twenty minutes", "20"),
        ("quarter of an hour", "15"),
        ("about 1 hour", "60"),
        ("25", "25"),
    ],
)
async def test_a_question_for_minutes_takes_them_as_people_say_them(
    visitor: Visitor, words: str, minutes: str
):
    await visitor.ask(exercises.start, "pacing-planner")
    for said in ("Start", "5"):
        await visitor.presses(said)
    await visitor.says("cooking")
    # A mere duration sounds to the engine like a wish about its messages.
    await visitor.says(words, "change_prompt_time", 0.95)
    assert (await visitor.sessions())[-1].choices["bad-day-minutes"] == minutes


@pytest.mark.parametrize("words", ["5 hours", "20 seconds", "2 days", "10 to 15 minutes"])
async def test_what_is_no_number_of_minutes_is_asked_again(visitor: Visitor, words: str):
    await visitor.ask(exercises.start, "pacing-planner")
    for said in ("Start", "5"):
        await visitor.presses(said)
    await visitor.says("cooking")
    await visitor.says(words)
    assert "bad-day-minutes" not in (await visitor.sessions())[-1].choices
    assert "number of minutes" in (await visitor.last()).text


async def test_a_wish_with_a_duration_in_it_is_still_a_wish(visitor: Visitor):
    await visitor.ask(exercises.start, "pacing-planner")
    for said in ("Start", "5"):
        await visitor.presses(said)
    await visitor.says("cooking")
    taken = await visitor.says("remind me in 20 minutes", "change_prompt_time", 0.95)
    assert taken is Taken.NOT_AN_ANSWER
