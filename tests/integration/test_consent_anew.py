"""Who agreed to an earlier consent is told what is new, and asked anew at a good moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.messages import OutboxStatus
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position
from bot.library.models.consent import Change
from bot.services import check_in, exercises, menu, onboarding, questionnaire_offer
from bot.services.work import Desk
from bot.storage import tables as t
from tests.auxil.front_door import FrontDoor, asking
from tests.auxil.visitor import Seen, Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI = 501, 502, 801
CHANGED = "What you agreed to has changed"
LABELS = ["Read all of it", "I agree", "I would rather stop"]
ask = asking(ELLEN)


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    """Ellen agreed to the first version, Mona to the newest."""
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN, consent_version=1)
        await add_patient(work, MONA)
        await add_provider(work, KARI, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


async def patient(door: FrontDoor, chat_id: int = ELLEN) -> Patient:
    async with door.desk.uow_factory() as uow:
        found = await uow.patients.by_chat(chat_id)
    assert found is not None
    return found


async def asked(door: FrontDoor, chat_id: int = ELLEN) -> list[Seen]:
    return [seen for seen in await door.chat(chat_id) if CHANGED in seen.text]


async def last(door: FrontDoor) -> Seen:
    return (await door.chat(ELLEN))[-1]


async def all_left(door: FrontDoor) -> None:
    now = door.desk.read_clock()
    async with door.database.begin() as connection:
        await connection.execute(
            t.outbox.update()
            .where(t.outbox.c.status == OutboxStatus.PENDING)
            .values(status=OutboxStatus.SENT, sending_since=now, sent_at=now)
        )


async def test_at_the_next_turn_they_are_told_what_is_new_after_its_answer(door: FrontDoor):
    await door.text(ELLEN, "/help")
    answer, question = await door.chat(ELLEN)
    assert "I am Lindra" in answer.text
    assert question.text.startswith(CHANGED)
    assert "scores" in question.text
    assert "/export" in question.text
    assert question.labels == LABELS


async def test_who_agreed_to_the_newest_is_asked_nothing(door: FrontDoor):
    await door.text(MONA, "/help")
    assert await asked(door, MONA) == []


@pytest.mark.parametrize("by", ["press", "I agree", "yes", "Yes, I agree"])
async def test_an_agreement_is_kept_with_its_version_and_time(
    door: FrontDoor, clock: MovableClock, by: str
):
    await door.text(ELLEN, "/help")
    clock.forward(minutes=2)
    if by == "press":
        await door.press_label(ELLEN, "I agree")
    else:
        await door.text(ELLEN, by)
    ellen = await patient(door)
    newest = door.desk.library.consent("en").version
    assert (ellen.consent_version, ellen.consented_at) == (newest, clock.at)
    assert "noted that you agree" in (await last(door)).text
    assert all(LABELS[1] not in seen.labels for seen in await asked(door))
    clock.forward(days=30)
    await door.text(ELLEN, "/help")
    assert len(await asked(door)) == 1


async def test_yes_to_something_else_is_no_consent(door: FrontDoor):
    await door.text(ELLEN, "/help")
    await door.text(ELLEN, "/settings")
    await door.text(ELLEN, "yes")
    assert (await patient(door)).consent_version == 1


async def test_no_is_taken_kindly_and_changes_nothing(door: FrontDoor):
    await door.text(ELLEN, "/help")
    await door.text(ELLEN, "no thanks")
    assert "all else goes on as before" in (await last(door)).text
    ellen = await patient(door)
    assert (ellen.consent_version, ellen.status) == (1, PatientStatus.ACTIVE)


@pytest.mark.parametrize("by", ["press", "read all of it"])
async def test_all_of_it_can_be_read_and_agreed_to_below_the_last_page(door: FrontDoor, by: str):
    await door.text(ELLEN, "/help")
    before = len(await door.chat(ELLEN))
    if by == "press":
        await door.press_label(ELLEN, "Read all of it")
    else:
        await door.text(ELLEN, by)
    pages = (await door.chat(ELLEN))[before:]
    screens = door.desk.library.consent("en").screens
    assert len(pages) == len(screens)
    assert "Test Clinic" in pages[0].text
    assert "after 90 days" in pages[-1].text
    assert "365 days after you leave" in pages[-1].text
    assert "{" not in "".join(page.text for page in pages)
    assert [page.labels for page in pages] == [[]] * (len(screens) - 1) + [LABELS[1:]]
    await door.press_label(ELLEN, "I agree")
    assert (await patient(door)).consent_version == door.desk.library.consent("en").version


@pytest.mark.parametrize("by", ["press", "I would rather stop"])
async def test_who_would_rather_stop_comes_to_the_ways_to_stop(door: FrontDoor, by: str):
    await door.text(ELLEN, "/help")
    if by == "press":
        await door.press_label(ELLEN, by if by != "press" else "I would rather stop")
    else:
        await door.text(ELLEN, by)
    assert (await last(door)).labels == [
        "Stop altogether",
        "Be quiet for a while",
        "Go on as before",
    ]
    await door.press_label(ELLEN, "Stop altogether")
    assert (await patient(door)).status is PatientStatus.STOPPED
    assert "365 more days" in (await last(door)).text


async def test_it_is_repeated_once_a_week_at_most(door: FrontDoor, clock: MovableClock):
    counts = []
    for _ in range(15):
        await door.text(ELLEN, "/help")
        await all_left(door)
        counts.append(len(await asked(door)))
        clock.forward(days=1)
    assert counts == [1] * 7 + [2] * 7 + [3]
    first, *_, newest = await asked(door)
    assert (first.labels, newest.labels) == ([], LABELS)  # one question stands open, not three
    assert newest.text.startswith("May I ask you once more?")


class TestMoments:
    async def test_danger_is_not_followed_by_it(self, door: FrontDoor):
        await door.text(ELLEN, "I want to die")
        await door.text(ELLEN, "/help")
        assert await asked(door) == []

    async def test_nor_a_question_about_danger(self, door: FrontDoor):
        await door.text(ELLEN, "I can't go on like this any more")
        async with door.desk.uow_factory() as uow:
            ellen = await uow.patients.by_chat(ELLEN)
            assert ellen is not None
            assert ellen.id is not None
            assert await uow.safety_checks.open_of(ellen.id) is not None
        await door.text(ELLEN, "/help")
        assert await asked(door) == []

    @pytest.mark.parametrize("by", ["press", "no"])
    async def test_nor_the_answer_to_that_question(self, door: FrontDoor, by: str):
        await door.text(ELLEN, "I can't go on like this any more")
        if by == "press":
            await door.press(ELLEN, (await last(door)).tokens[(await last(door)).labels[-1]])
        else:
            await door.text(ELLEN, "no, I am safe")
        assert await asked(door) == []
        await door.text(ELLEN, "/help")
        assert len(await asked(door)) == 1

    async def test_nor_a_wish_for_contact(self, door: FrontDoor):
        await door.text(ELLEN, "/team")
        assert await asked(door) == []
        assert "passed on" in (await door.texts(ELLEN))[0]

    async def test_a_check_in_goes_on_to_its_end_first(self, door: FrontDoor):
        await ask(door, check_in.start)
        for label in ("6", "5", "4", "7"):
            await door.press_label(ELLEN, label)
            assert await asked(door) == []
        await door.press_label(ELLEN, "Skip")
        assert "Thank you" in (await door.texts(ELLEN))[-2]
        assert (await last(door)).labels == LABELS

    async def test_an_exercise_is_not_interrupted(self, door: FrontDoor):
        await ask(door, exercises.start, "body-scan")
        await door.text(ELLEN, "/help")
        assert await asked(door) == []

    @pytest.mark.parametrize("command", ["/delete", "/export", "/pause", "/stop"])
    async def test_a_question_below_the_answer_is_answered_first(
        self, door: FrontDoor, command: str
    ):
        await door.text(ELLEN, command)
        assert await asked(door) == []

    async def test_a_turn_with_the_engine_ends_with_it(self, door: FrontDoor):
        door.engine.says["hello there"] = ["Hello!"]
        await door.converse(ELLEN, "hello there")
        assert (await door.texts(ELLEN))[0] == "Hello!"
        assert (await last(door)).labels == LABELS

    async def test_words_that_still_wait_have_their_turn_first(self, door: FrontDoor):
        door.engine.says |= {"hello there": ["Hello!"], "how are you": ["Fine."]}
        await door.text(ELLEN, "hello there")
        await door.text(ELLEN, "how are you")
        await door.turn(ELLEN)
        assert await door.texts(ELLEN) == ["Hello!"]
        await door.turn(ELLEN)
        assert len(await asked(door)) == 1

    async def test_a_block_is_no_turn(self, door: FrontDoor):
        chat = {"id": ELLEN, "type": "private", "first_name": "E"}
        user = {"id": 1, "is_bot": True, "first_name": "L"}
        was, is_now = ({"user": user, "status": status} for status in ("member", "kicked"))
        is_now["until_date"] = 0
        await door.arrives(
            my_chat_member={
                "chat": chat,
                "from": {"id": ELLEN, "is_bot": False, "first_name": "E"},
                "date": 1_772_452_800,
                "old_chat_member": was,
                "new_chat_member": is_now,
            }
        )
        await door.route(ELLEN)
        assert (await patient(door)).unreachable_since is not None
        assert await asked(door) == []

    async def test_who_has_stopped_is_asked_on_coming_back(self, door: FrontDoor):
        await door.text(ELLEN, "/stop")
        await door.press_label(ELLEN, "Stop altogether")
        await door.text(ELLEN, "hi")
        assert await asked(door) == []
        await door.press_label(ELLEN, "Come back")
        assert len(await asked(door)) == 1


class TestWhatIsNew:
    async def test_is_not_offered_before_they_agree(self, door: FrontDoor, clock: MovableClock):
        offered = door.desk.library.questionnaires("en")
        needing = {each.id for each in offered if each.needs_consent is not None}
        assert needing == {"peg", "phq-4", "pgic"}
        async with door.desk.uow_factory() as uow:
            work = door.desk.work(uow)
            for chat_id, is_offered in ((ELLEN, False), (MONA, True)):
                person = await uow.patients.by_chat(chat_id)
                assert person is not None
                round_ = await check_in_of(work, person)
                assert await questionnaire_offer.offer_due(work, person, round_) is is_offered

    async def test_asked_for_by_its_title_brings_the_question_and_then_the_thing(
        self, door: FrontDoor
    ):
        await door.text(ELLEN, "Worry and mood")
        assert (await last(door)).labels == LABELS
        await door.press_label(ELLEN, "I agree")
        await door.text(ELLEN, "Worry and mood")
        assert (await last(door)).labels == ["Four questions", "Not now"]

    async def test_an_invitation_from_before_begins_nothing(self, door: FrontDoor):
        library = door.desk.library
        async with door.desk.uow_factory() as uow:
            work = door.desk.work(uow)
            ellen = await uow.patients.by_chat(ELLEN)
            assert ellen is not None
            ellen.consent_version = library.consent("en").version
            asked_ = library.questionnaire("phq-4", "en")
            await questionnaire_offer.invite(work, ellen, asked_, work.now.replace(hour=23))
            ellen.consent_version = 1
            await uow.commit()
        await door.press_label(ELLEN, "Four questions")
        assert (await last(door)).labels == LABELS
        assert (await patient(door)).focus is None

    async def test_the_daily_check_in_needs_nothing_new(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.press_label(ELLEN, "6")
        assert await asked(door) == []


async def check_in_of(work, person):
    from bot.services.check_in_course import begin

    person.onboarded_at = work.now.replace(year=work.now.year - 1)
    return await begin(work, person, "daily-check-in")


async def test_a_consent_that_changes_once_more_is_asked_for_as_it_is_then(door: FrontDoor):
    await door.text(ELLEN, "/help")
    consent = door.desk.library.consent("en")
    third = Change(version=consent.version + 1, text="I can now draw your week.")
    newer = consent.model_copy(
        update={"version": third.version, "changes": (*consent.changes, third)}
    )
    library = replace(door.desk.library, _consents={("consent", "en"): newer})
    door.desk = replace(door.desk, library=library)
    await door.press_label(ELLEN, "I agree")  # what stands above is the second
    assert (await patient(door)).consent_version == 1
    question = await last(door)
    assert "scores" in question.text
    assert "draw your week" in question.text
    await door.press_label(ELLEN, "I agree")
    assert (await patient(door)).consent_version == third.version
    await door.text(MONA, "/help")
    (told,) = await asked(door, MONA)
    assert "scores" not in told.text
    assert "draw your week" in told.text


async def test_a_newcomer_beyond_the_consent_is_asked_once_all_is_answered(
    desk: Desk, database: AsyncEngine
):
    mona = await Visitor(desk, database, chat_id=MONA).enter(
        consent_version=1, country="no", timezone="Europe/Oslo"
    )
    await mona.enter_step("hour")
    await mona.ask(onboarding.begin)
    door = FrontDoor.open(desk, database)
    await door.text(MONA, "/privacy")
    assert await asked(door, MONA) == []
    await door.press_label(MONA, "08:00")
    assert (await patient(door, MONA)).status is PatientStatus.ACTIVE
    assert len(await asked(door, MONA)) == 1


async def test_coming_back_without_the_newest_consent_is_no_obstacle(door: FrontDoor):
    await ask(door, menu.help_)
    await door.text(ELLEN, "/checkin")
    assert "How has your pain been" in (await last(door)).text
