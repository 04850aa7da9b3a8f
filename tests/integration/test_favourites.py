"""Favourites: kept when an exercise ends, found on a shelf of their own, taken off again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.exercises import SessionStatus
from bot.domain.favourites import Favourite
from bot.domain.patients import PatientStatus
from bot.services import by_title, exercise_shelves, exercises, favourites, programme
from tests.auxil.front_door import FrontDoor
from tests.auxil.visitor import NoButton, Seen, Visitor

KEEP, TAKE_OFF, ANOTHER = "Keep as favourite", "Take off my favourites", "Another exercise"
BREATHING, BODY_SCAN = "paced-breathing-1", "body-scan"


@pytest.fixture
async def visitor(desk, database) -> Visitor:
    return await Visitor(desk, database).enter_active()


async def do(visitor: Visitor, script_id: str) -> Seen:
    """Go through an exercise or a lesson by tapping; return its closing message."""
    await visitor.ask(exercises.start, script_id)
    while "Stop" in (labels := (await visitor.last()).labels) or "Start" in labels:
        for label in ("Start", "Next", "Skip", labels[0]):
            if label in labels:
                await visitor.presses(label)
                break
    assert (await visitor.sessions())[-1].status is SessionStatus.COMPLETE
    return await visitor.last()


async def keep(visitor: Visitor, *exercise_ids: str) -> None:
    """Keep favourites, each some time after the one before."""
    patient = await visitor.patient()
    async with visitor.work() as work:
        for place, exercise_id in enumerate(exercise_ids):
            kept_at = work.now + timedelta(minutes=place)
            work.uow.add(Favourite(patient_id=patient.id, exercise_id=exercise_id, kept_at=kept_at))


async def kept(visitor: Visitor) -> list[str]:
    return [exercise.id for exercise in await visitor.ask(favourites.kept)]


def retire(visitor: Visitor, exercise_id: str) -> None:
    library = visitor.desk.library
    retired = library.exercise(exercise_id, "en").model_copy(update={"status": "retired"})
    every = {**library._exercises, (exercise_id, "en"): retired}
    visitor.desk = replace(visitor.desk, library=replace(library, _exercises=every))


# From the end of an exercise.


async def test_an_exercise_ends_with_two_ways_on(visitor):
    closing = await do(visitor, BREATHING)
    assert closing.labels == [KEEP, ANOTHER]
    await visitor.presses(ANOTHER)
    assert "Three minutes" in (await visitor.last()).labels


async def test_a_lesson_keeps_its_own_ways_on(visitor):
    module = visitor.desk.library.modules("en")[0]
    closing = await do(visitor, module.lessons[0])
    assert not {KEEP, ANOTHER} & set(closing.labels)


async def test_one_tap_keeps_it_and_the_same_place_takes_it_off(visitor):
    closing = await do(visitor, BREATHING)
    messages = len(await visitor.chat())
    assert "“My favourites”" in await visitor.presses(KEEP)
    assert await kept(visitor) == [BREATHING]
    shown = await visitor.last()
    assert (shown.text, shown.labels) == (closing.text, [TAKE_OFF, ANOTHER])
    assert "off your favourites" in await visitor.presses(TAKE_OFF)
    assert await kept(visitor) == []
    assert (await visitor.last()).labels == [KEEP, ANOTHER]
    assert len(await visitor.chat()) == messages  # nobody has to scroll past a confirmation


async def test_keeping_and_taking_off_twice_is_harmless(visitor):
    token = (await do(visitor, BREATHING)).tokens[KEEP]
    assert await visitor.press_token(token) == await visitor.press_token(token)
    assert await kept(visitor) == [BREATHING]
    token = (await visitor.last()).tokens[TAKE_OFF]
    assert await visitor.press_token(token) == await visitor.press_token(token)
    assert await kept(visitor) == []


async def test_one_that_is_kept_already_is_offered_to_be_taken_off(visitor):
    await keep(visitor, BREATHING)
    assert (await do(visitor, BREATHING)).labels == [TAKE_OFF, ANOTHER]


async def test_what_is_retired_meanwhile_is_not_kept(visitor):
    closing = await do(visitor, BREATHING)
    retire(visitor, BREATHING)
    assert "not offered any more" in await visitor.press_token(closing.tokens[KEEP])
    assert await kept(visitor) == []
    await visitor.presses("Another exercise")


async def test_favourites_are_each_persons_own(desk, database, visitor):
    await keep(visitor, BREATHING)
    other = await Visitor(desk, database, chat_id=701).enter(status=PatientStatus.ACTIVE)
    assert await kept(other) == []


# The shelf.


async def test_there_is_a_shelf_when_there_are_favourites(visitor):
    await visitor.ask(exercises.list_exercises)
    assert "My favourites" not in (await visitor.last()).labels
    await keep(visitor, BODY_SCAN, BREATHING)
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("My favourites")
    titles = [visitor.desk.library.exercise(each, "en").title for each in (BREATHING, BODY_SCAN)]
    shelf = await visitor.last()
    assert [label[:20] for label in shelf.labels] == [
        *(title[:20] for title in titles),
        "Take one off",
    ]
    await visitor.presses(shelf.labels[1])
    assert (await visitor.last()).text.startswith(titles[1])


async def test_what_is_retired_is_left_out_and_alone_makes_no_shelf(visitor):
    await keep(visitor, BREATHING, "no-longer-there")
    assert await kept(visitor) == [BREATHING]
    retire(visitor, BREATHING)
    assert await kept(visitor) == []
    await visitor.ask(exercises.list_exercises)
    assert "My favourites" not in (await visitor.last()).labels


async def test_many_are_shown_some_at_a_time(visitor):
    every = [exercise.id for exercise in visitor.desk.library.exercises("en")]
    most = exercise_shelves.MOST_AT_ONCE
    await keep(visitor, *every[: most + 2])
    await visitor.ask(exercise_shelves.show_favourites)
    first = await visitor.last()
    assert first.labels[-2:] == ["More", "Take one off"]
    await visitor.presses("More")
    rest = await visitor.last()
    assert len({*first.labels[:-2], *rest.labels[:-1]}) == most + 2


async def test_one_is_taken_off_on_the_shelf(visitor):
    await keep(visitor, BODY_SCAN, BREATHING)
    await visitor.ask(exercise_shelves.show_favourites)
    await visitor.presses("Take one off")
    asked = await visitor.last()
    await visitor.presses(asked.labels[0])
    assert await kept(visitor) == [BODY_SCAN]
    assert "✓" in (await visitor.last()).text  # it says on the question which one went
    assert (await visitor.last()).labels == []


@pytest.mark.parametrize("ask", [exercise_shelves.show_favourites, favourites.ask_which_to_drop])
async def test_where_there_are_none_it_is_said_how_to_keep_one(visitor, ask):
    await visitor.ask(ask)
    assert "keep it as a favourite" in (await visitor.last()).text


# In words.


@pytest.mark.parametrize("words", ["My favourites", "show my favorites please"])
async def test_the_shelf_opens_by_words(visitor, words):
    await keep(visitor, BREATHING)
    assert await visitor.ask(by_title.open_named, words)
    assert "These are your favourites" in (await visitor.last()).text


async def test_what_ended_last_is_kept_and_taken_off_by_words(visitor, clock):
    await do(visitor, BREATHING)
    clock.forward(minutes=1)
    closing = len(await visitor.chat())
    await do(visitor, BODY_SCAN)
    assert await visitor.ask(by_title.open_named, "keep as favourite")
    assert await kept(visitor) == [BODY_SCAN]
    chat = await visitor.chat()
    assert "Kept" in chat[-1].text
    assert chat[-2].labels == [TAKE_OFF, ANOTHER]
    assert chat[closing - 1].labels == [KEEP, ANOTHER]  # of the one before
    assert await visitor.ask(by_title.open_named, "Take it off my favourites.")
    assert await kept(visitor) == []


async def test_with_nothing_done_lately_words_keep_nothing(visitor, clock):
    await do(visitor, BREATHING)
    clock.forward(hours=25)
    assert await visitor.ask(by_title.open_named, "keep it as a favourite")
    assert await kept(visitor) == []
    assert "When an exercise ends" in (await visitor.last()).text


async def test_another_exercise_is_asked_for_by_words(visitor):
    await do(visitor, BREATHING)
    assert await visitor.ask(by_title.open_named, "another exercise")
    assert "Three minutes" in (await visitor.last()).labels


# Menus stay alive.


@pytest.fixture
def door(desk, database) -> FrontDoor:
    return FrontDoor.open(desk, database)


@pytest.mark.parametrize("opens", [exercises.list_exercises, programme.show])
async def test_a_menu_far_up_the_chat_opens_again_and_again(visitor, door, clock, opens):
    await visitor.ask(opens)
    token = next(iter((await visitor.last()).tokens.values()))
    for _ in range(3):
        clock.forward(hours=5)
        await door.press(visitor.chat_id, token)
    _, *opened = await door.texts(visitor.chat_id)
    assert len(opened) == 3
    assert len(set(opened)) == 1
    assert await door.toasts(visitor.chat_id) == ["", "", ""]


async def test_every_button_of_the_main_menu_works_twice(visitor, door, clock):
    await door.text(visitor.chat_id, "/help")
    menu = (await door.chat(visitor.chat_id))[-1]
    assert len(menu.tokens) > 5
    for label, token in menu.tokens.items():
        for _ in range(2):
            before = len(await door.texts(visitor.chat_id))
            clock.forward(minutes=1)
            await door.press(visitor.chat_id, token)
            assert len(await door.texts(visitor.chat_id)) > before, label
    assert set(await door.toasts(visitor.chat_id)) == {""}


async def test_a_double_tap_on_a_menu_opens_it_once_and_says_nothing(visitor, door, clock):
    await visitor.ask(exercises.list_exercises)
    token = (await visitor.last()).tokens["One minute"]
    for _ in range(2):
        await door.press(visitor.chat_id, token)
        clock.forward(seconds=1)
    assert len(await door.texts(visitor.chat_id)) == 2
    assert await door.toasts(visitor.chat_id) == ["", ""]


async def test_an_answer_is_still_given_once(visitor, door, clock):
    await visitor.ask(exercises.start, BREATHING)
    token = (await visitor.last()).tokens["Start"]
    await door.press(visitor.chat_id, token)
    clock.forward(hours=1)
    await door.press(visitor.chat_id, token)
    assert "from earlier" in (await door.toasts(visitor.chat_id))[-1]
    assert (await visitor.sessions())[0].position == 1


async def test_coming_back_is_no_menu(visitor, door, clock):
    await door.text(visitor.chat_id, "/stop")
    await visitor.presses("Stop altogether")
    await door.text(visitor.chat_id, "hello")
    token = (await visitor.last()).tokens["Come back"]
    await door.press(visitor.chat_id, token)
    async with visitor.work() as work:
        (await visitor._of(work)).paused_until = clock.now() + timedelta(days=3)
    clock.forward(hours=1)
    await door.press(visitor.chat_id, token)  # an old one ends no pause
    assert (await visitor.patient()).is_paused(clock.now())
    with pytest.raises(NoButton):
        await visitor.presses("Come back")
