"""The programme: every module and every lesson, by buttons alone and by words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.exercises import SessionStatus
from bot.library import load_library
from bot.services import by_title, exercises, programme
from bot.services.hearing import Taken
from bot.services.typed_words import plain
from tests.auxil.visitor import Seen, Visitor

LIBRARY = load_library(Path(__file__).parents[2] / "content")
MODULES = LIBRARY.modules("en")
LESSONS = [lesson_id for module in MODULES for lesson_id in module.lessons]
EXERCISES = [exercise.id for exercise in LIBRARY.exercises("en")]
MOST_MESSAGES = 60  # of one item; more would be a loop


@pytest.fixture
async def visitor(desk, database) -> Visitor:
    return await Visitor(desk, database).enter_active()


async def tap_on(visitor: Visitor, seen: Seen) -> bool:
    """Tap the first button that leads on; return whether there was one."""
    ways_on = [label for label in seen.labels if label != "Stop"]
    if ways_on and "Stop" in seen.labels or "Start" in seen.labels:
        await visitor.presses("Start" if "Start" in seen.labels else ways_on[0])
        return True
    return False


async def write_on(visitor: Visitor, seen: Seen) -> bool:
    """Answer in words; return whether an answer was awaited."""
    if (await visitor.patient()).focus is None:
        return False
    options = [label for label in seen.labels if label not in ("Stop", "Skip", "Next", "Later")]
    if "Start" in seen.labels:
        await visitor.says("start")
    elif {"0", "10"} <= set(options):
        await visitor.says("about a five")
    elif options:
        await visitor.says(options[-1])
    elif "Next" in seen.labels:
        await visitor.says("next")
    else:
        await visitor.says("12")
    return True


async def walk(visitor: Visitor, step) -> list[Seen]:
    walked = [await visitor.last()]
    while await step(visitor, walked[-1]):
        walked.append(await visitor.last())
        assert len(walked) < MOST_MESSAGES, [seen.text for seen in walked[-3:]]
    return walked


# What there is.


def test_there_are_nine_modules_of_three_to_five_lessons_in_their_order():
    assert [module.number for module in MODULES] == list(range(1, 10))
    assert all(3 <= len(module.lessons) <= 5 for module in MODULES)


def test_titles_fit_their_buttons_and_name_one_thing_each():
    scripts = [LIBRARY.script(script_id, "en") for script_id in (*EXERCISES, *LESSONS)]
    titles = [plain(each.title) for each in (*MODULES, *scripts)]
    assert len(titles) == len(set(titles))
    assert all(len(each.title) <= 30 for each in (*MODULES, *scripts))


# From start to end.


@pytest.mark.parametrize("lesson_id", LESSONS)
async def test_a_lesson_is_walked_by_buttons_alone(visitor, lesson_id):
    module = next(module for module in MODULES if lesson_id in module.lessons)
    await visitor.ask(programme.show)
    await visitor.presses(module.title)
    await visitor.presses(LIBRARY.lesson(lesson_id, "en").title)
    walked = await walk(visitor, tap_on)
    await assert_done(visitor, lesson_id, walked)


@pytest.mark.parametrize("script_id", [*LESSONS, *EXERCISES])
async def test_everything_is_walked_by_words_alone(visitor, script_id):
    title = LIBRARY.script(script_id, "en").title
    assert await visitor.ask(by_title.open_named, f"{title.lower()} please")
    walked = await walk(visitor, write_on)
    await assert_done(visitor, script_id, walked)


async def assert_done(visitor: Visitor, script_id: str, walked: list[Seen]) -> None:
    (session,) = await visitor.sessions()
    assert (session.exercise_id, session.status) == (script_id, SessionStatus.COMPLETE)
    script = LIBRARY.script(script_id, "en")
    texts = [seen.text for seen in walked]
    for step in script.steps_for(session.choices):
        assert any(step.text in text for text in texts), step.id
    assert script.closing.partition("{")[0].strip() in texts[-1]


# Where one stands.


async def finish(visitor: Visitor, lesson_id: str) -> Seen:
    await visitor.ask(exercises.start, lesson_id)
    return (await walk(visitor, tap_on))[-1]


async def test_what_was_seen_is_marked_and_the_rest_is_only_not_marked(visitor):
    module = MODULES[0]
    first, second = (LIBRARY.lesson(each, "en") for each in module.lessons[:2])
    closing = await finish(visitor, first.id)
    assert f"Next: {second.title}"[:29] in " ".join(closing.labels)
    await visitor.ask(programme.show_module, module.id)
    shown = await visitor.last()
    assert shown.labels[0] == f"✓ {first.title}"[: len(shown.labels[0])]
    assert shown.labels[0].startswith("✓ ")
    assert shown.labels[1] == second.title


async def test_a_whole_module_is_noted_once_and_then_marked(visitor):
    module = MODULES[0]
    closings = [await finish(visitor, lesson_id) for lesson_id in module.lessons]
    closings.append(await finish(visitor, module.lessons[-1]))
    noted = [module.finished in closing.text for closing in closings]
    assert noted == [*[False] * (len(module.lessons) - 1), True, False]
    await visitor.ask(programme.show)
    assert (await visitor.last()).labels[0].startswith("✓ ")


async def test_lessons_may_be_taken_in_any_order(visitor):
    module = MODULES[1]
    closings = [await finish(visitor, lesson_id) for lesson_id in reversed(module.lessons)]
    assert [module.finished in closing.text for closing in closings].count(True) == 1


async def test_a_lesson_offers_what_can_be_practised(visitor):
    lesson = next(
        lesson for each in LESSONS if (lesson := LIBRARY.lesson(each, "en")).practice is not None
    )
    title = LIBRARY.exercise(str(lesson.practice), "en").title
    closing = await finish(visitor, lesson.id)
    label = next(label for label in closing.labels if label.startswith("Try: "))
    assert label.removesuffix("…") in f"Try: {title}"
    await visitor.presses(label)
    assert (await visitor.last()).text.startswith(title)


async def test_a_lesson_that_was_stopped_goes_on_where_it_stopped(visitor):
    await visitor.ask(exercises.start, LESSONS[0])
    await visitor.presses("Start")
    before = await visitor.last()
    await visitor.presses("Stop")
    assert await visitor.ask(exercises.resume)
    assert before.text in (await visitor.last()).text


async def test_somebody_unwell_in_a_lesson_may_leave_it(visitor):
    await visitor.ask(exercises.start, LESSONS[0])
    await visitor.presses("Start")
    await visitor.says("I feel dizzy, I feel sick")
    texts = [seen.text for seen in await visitor.chat()]
    assert any("leave it here" in text for text in texts)


# Words.


@pytest.mark.parametrize("words", ["lessons", "Show me the lessons, please", "topics"])
async def test_the_list_opens_by_words(visitor, words):
    assert await visitor.ask(by_title.open_named, words)
    assert [label.removeprefix("✓ ") for label in (await visitor.last()).labels] == [
        module.title for module in MODULES
    ]


async def test_a_module_opens_by_its_title(visitor):
    assert await visitor.ask(by_title.open_named, MODULES[2].title.upper())
    assert MODULES[2].about in (await visitor.last()).text


@pytest.mark.parametrize("words", ["Body scan", "let's do body scan please", "start the body scan"])
async def test_an_exercise_opens_by_its_title(visitor, words):
    assert await visitor.ask(by_title.open_named, words)
    assert (await visitor.last()).text.startswith("Body scan")


@pytest.mark.parametrize("words", ["The way back", "let's do the way back", "open the way back"])
async def test_a_title_that_begins_with_the_opens_by_it(visitor, words):
    assert await visitor.ask(by_title.open_named, words)
    assert (await visitor.last()).text.startswith("The way back")


@pytest.mark.parametrize("words", ["Breathing or rest", "breathing or rest please"])
async def test_a_whole_label_is_the_answer_whatever_else_it_may_mean(visitor, words):
    await visitor.ask(exercises.start, "setbacks-what-i-keep")
    while "Breathing or rest" not in (await visitor.last()).labels:
        await tap_on(visitor, await visitor.last())
    assert await visitor.says(words, "ask_breathing", 0.99) is Taken.TAKEN
    (session,) = await visitor.sessions()
    assert session.choices == {"helped": "calm"}


@pytest.mark.parametrize("words", ["hello", "I had a bad lesson today", "my thoughts race", ""])
async def test_other_words_open_nothing(visitor, words):
    assert not await visitor.ask(by_title.open_named, words)
    assert await visitor.chat() == []


async def test_nothing_opens_over_an_open_question(visitor):
    await visitor.ask(exercises.start, EXERCISES[0])
    assert not await visitor.ask(by_title.open_named, "lessons")


async def test_a_module_that_is_gone_leads_back_to_the_list(visitor):
    await visitor.ask(programme.show_module, "no-such-module")
    assert MODULES[0].title in (await visitor.last()).labels
