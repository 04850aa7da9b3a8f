"""The first questions: every step by buttons and by words, interrupted and resumed anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position, Provider
from bot.services import exercises, onboarding, onboarding_course
from bot.services.hearing import Heard, Taken
from tests.auxil.visitor import NoButton, Visitor

# One way through, for somebody in the United States: what to press, and what to write instead.
JOURNEY = [
    ("consent:2:1", "Next", "next"),
    ("consent:2:2", "Next", "OK, go on"),
    ("consent:2:3", "Next", "done"),
    ("consent:2:4", "Next", "I’ve read it"),
    ("consent:2:5", "Yes, I agree", "I agree."),
    ("age", "Yes, 18 or older", "I am 45"),
    ("country", "United States", "the States"),
    ("suitability", "None of these", "none of them, thank you"),
    ("place", None, "I live in Portland"),
    ("place_choice", "Portland, Maine", "maine"),
    ("place_confirm", "That's right", "yes please"),
    ("name", None, "call me ellen"),
    ("hour", "08:00", "8 in the morning"),
]


@pytest.fixture
async def visitor(desk, database) -> Visitor:
    return await Visitor(desk, database).enter()


async def walk_to(visitor: Visitor, step: str) -> None:
    """Begin, and answer every step before ``step``: by button where there is one."""
    await visitor.ask(onboarding.begin)
    for at, button, words in JOURNEY:
        assert (await visitor.patient()).onboarding_step == at
        if at == step:
            return
        await answer(visitor, button, words)


async def walk(visitor: Visitor) -> None:
    await walk_to(visitor, "hour")
    await visitor.presses("08:00")


async def texts(visitor: Visitor) -> list[str]:
    return [seen.text for seen in await visitor.chat()]


async def test_buttons_lead_from_the_link_to_an_active_patient(visitor, clock):
    await walk(visitor)
    patient = await visitor.patient()
    assert patient.status is PatientStatus.ACTIVE
    assert patient.onboarded_at == clock.now()
    assert (patient.consent_version, patient.consented_at) == (2, clock.now())
    assert (patient.country, patient.timezone) == ("us", "America/New_York")
    assert (patient.called_name, patient.check_in_at) == ("Ellen", time(8, 0))
    assert (patient.onboarding_step, patient.focus, patient.misses) == (None, None, 0)


async def test_words_lead_as_far_as_buttons(visitor):
    await visitor.ask(onboarding.begin)
    for step, _, words in JOURNEY:
        assert (await visitor.patient()).onboarding_step == step
        taken = await visitor.says(words)
        assert taken is (Taken.DONE if step == "hour" else Taken.TAKEN)
    patient = await visitor.patient()
    assert patient.status is PatientStatus.ACTIVE
    assert (patient.country, patient.timezone) == ("us", "America/New_York")
    assert (patient.called_name, patient.check_in_at) == ("Ellen", time(8, 0))


async def test_the_closing_says_what_happens_next_and_whom_to_call(visitor):
    await walk(visitor)
    closing = await visitor.last()
    for words in ("Ellen", "Each day at 08:00", "talk to my team", "Test Clinic", "call 911"):
        assert words in closing.text
    assert closing.labels == ["Check in now", "Show me exercises"]
    await visitor.presses("Show me exercises")
    assert "How much time would you like to take?" in (await visitor.last()).text


async def test_answered_questions_lose_their_buttons_and_show_what_was_chosen(visitor):
    await walk(visitor)
    chat = await visitor.chat()
    assert [seen.text for seen in chat if seen.labels and seen is not chat[-1]] == []
    said = "\n".join(seen.text for seen in chat)
    for chosen in ("Yes, I agree", "Yes, 18 or older", "United States", "None of these", "08:00"):
        assert f"✓ {chosen}" in said


async def answer(visitor: Visitor, button: str | None, words: str) -> None:
    await (visitor.presses(button) if button else visitor.says(words))


async def test_interrupted_at_any_step_it_goes_on_at_the_open_one(visitor):
    await visitor.ask(onboarding.begin)
    for step, button, words in JOURNEY:
        before = await visitor.last()
        await visitor.ask(onboarding.leave)
        assert "no hurry" in (await visitor.last()).text
        await visitor.ask(onboarding.begin)  # a day later, by /start
        again = await visitor.last()
        assert before.text in again.text
        assert again.text.startswith("Good to see you again")
        assert again.labels == before.labels
        assert (await visitor.patient()).onboarding_step == step
        await answer(visitor, button, words)
    assert (await visitor.patient()).status is PatientStatus.ACTIVE


async def test_after_leaving_the_button_or_any_words_take_the_step_up_again(visitor):
    await visitor.ask(onboarding.begin)
    for step, button, words in JOURNEY:
        before = await visitor.last()
        await visitor.ask(onboarding.leave)
        await visitor.presses("Go on")
        assert before.text in (await visitor.last()).text
        assert (await visitor.patient()).onboarding_step == step
        await visitor.ask(onboarding.leave)
        await answer(visitor, None if step == "place_choice" else button, words)
    assert (await visitor.patient()).status is PatientStatus.ACTIVE


async def test_the_open_question_is_repeated_but_never_twice_in_the_same_words(visitor):
    await visitor.ask(onboarding.begin)
    for _, button, words in JOURNEY:
        for _ in range(3):
            await visitor.ask(onboarding.ask_again)
        chat = await visitor.chat()
        said = [seen.text for seen in chat]
        assert all(one != other for one, other in zip(said, said[1:], strict=False))
        assert [seen.labels for seen in chat[:-1] if seen.labels] == []
        await answer(visitor, button, words)
    assert (await visitor.patient()).status is PatientStatus.ACTIVE


async def test_unclear_answers_get_a_hint_then_a_way_out_then_rest(visitor):
    await visitor.ask(onboarding.begin)
    for step, button, words in JOURNEY:
        if step == "name":  # there any few words will do
            await visitor.says(words)
            continue
        labels = (await visitor.last()).labels
        assert await visitor.says("blurbl wumm gnax hrmpf") is Taken.TAKEN
        hint = await visitor.last()
        assert hint.labels == labels
        assert await visitor.says("blurbl wumm gnax hrmpf") is Taken.TAKEN
        shorter = await visitor.last()
        assert shorter.labels == ([*labels, "Later"] if step != "place" else [])
        assert await visitor.says("blurbl wumm gnax hrmpf") is Taken.DONE
        left = await visitor.last()
        assert len({hint.text, shorter.text, left.text}) == 3
        patient = await visitor.patient()
        assert (patient.onboarding_step, patient.misses) == (step, 0)
        await visitor.presses("Go on")
        await answer(visitor, button, words)
    assert (await visitor.patient()).status is PatientStatus.ACTIVE


async def test_a_tap_on_later_leaves_the_question(visitor):
    await walk_to(visitor, "country")
    await visitor.says("blurbl")
    await visitor.says("blurbl")
    await visitor.presses("Later")
    assert "no hurry" in (await visitor.last()).text


async def test_every_step_says_why_and_hears_stop_and_only_the_name_can_be_skipped(visitor):
    await visitor.ask(onboarding.begin)
    reasons = set()
    for step, button, words in JOURNEY:
        reasons.add(await visitor.ask(onboarding.why))
        assert await visitor.says("not now, thanks" if step != "name" else "later") is Taken.DONE
        assert (await visitor.patient()).onboarding_step == step
        if step == "name":
            assert await visitor.ask(onboarding.skip) is True
            assert (await visitor.patient()).onboarding_step == "hour"
            continue
        assert await visitor.ask(onboarding.skip) is False
        assert (await visitor.patient()).onboarding_step == step
        await answer(visitor, button, words)
    assert len(reasons) == len(JOURNEY) - 3 - 2  # four pages and three places share theirs
    assert None not in reasons


async def test_a_location_is_welcome_only_where_a_place_is_asked(visitor):
    await visitor.ask(onboarding.begin)
    for step, button, words in JOURNEY:
        if step.startswith("place"):
            continue
        assert await visitor.ask(onboarding.answer_location, 59.91, 10.75) is False
        await answer(visitor, button, words)
        if step == "suitability":
            break
    for words in ("Portland", "maine", "Chicago"):
        await visitor.says(words)
        assert await visitor.ask(onboarding.answer_location, 59.91, 10.75) is True
    await visitor.presses("That's right")
    assert (await visitor.patient()).timezone == "Europe/Oslo"


@pytest.mark.parametrize(
    "intent", ["start_check_in", "show_exercises", "change_prompt_time", "pause_prompts"]
)
async def test_wishes_for_later_are_put_off_kindly_with_the_open_question(visitor, intent):
    await walk_to(visitor, "country")
    assert await visitor.says("can we do that thing", intent, 0.95) is Taken.TAKEN
    said = await visitor.last()
    assert said.text.startswith("I would like to, as soon as")
    assert "United States" in said.labels


async def test_other_wishes_are_left_to_the_dialogue_and_change_nothing(visitor):
    await visitor.ask(onboarding.begin)
    for step, button, words in JOURNEY:
        before = await texts(visitor)
        for intent in ("contact_team", "ask_privacy", "ask_why"):
            taken = await visitor.says("what about this", intent, 0.95)
            assert taken is Taken.NOT_AN_ANSWER
        assert await texts(visitor) == before
        assert (await visitor.patient()).onboarding_step == step
        await answer(visitor, button, words)


# Presses of the past.


async def test_a_press_of_an_older_step_is_answered_kindly_and_changes_nothing(visitor):
    await visitor.ask(onboarding.begin)
    old: list[str] = []
    for step, button, words in JOURNEY:
        tokens = list((await visitor.last()).tokens.values())
        count = len(await visitor.chat())
        for token in old:
            assert "a step further" in (await visitor.press_token(token) or "")
        assert len(await visitor.chat()) == count
        assert (await visitor.patient()).onboarding_step == step
        await answer(visitor, button, words)
        old = tokens[-1:]


async def test_a_press_after_the_end_changes_nothing(visitor):
    await walk_to(visitor, "hour")
    old = (await visitor.last()).tokens["20:00"]
    await visitor.presses("08:00")
    assert "a step further" in (await visitor.press_token(old) or "")
    assert (await visitor.patient()).check_in_at == time(8, 0)


async def test_going_on_after_the_end_changes_nothing(visitor):
    await walk_to(visitor, "hour")
    await visitor.ask(onboarding.leave)
    go_on = (await visitor.last()).tokens["Go on"]
    await visitor.says("8")
    assert "a step further" in (await visitor.press_token(go_on) or "")
    assert (await visitor.patient()).status is PatientStatus.ACTIVE


async def test_begin_after_the_end_starts_nothing_over(visitor):
    await walk(visitor)
    await visitor.ask(onboarding.begin)
    assert (await visitor.patient()).status is PatientStatus.ACTIVE
    assert "been through these questions" in (await visitor.last()).text


async def test_no_words_are_taken_for_an_answer_when_nothing_is_asked(visitor):
    await walk(visitor)
    assert await visitor.ask(onboarding.answer_text, Heard("yes")) is Taken.NOT_AN_ANSWER
    assert await visitor.ask(onboarding.skip) is False
    assert await visitor.ask(onboarding.why) is None


# Consent.


async def test_the_consent_names_the_clinic_and_who_reads(visitor, clock):
    async with visitor.work() as work:
        work.uow.add(
            Provider(
                display_name="Kari",
                position=Position.FIRST,
                chat_id=1,
                created_at=clock.now(),
                linked_at=clock.now(),
                on_call_days="12345",
                on_call_from=time(8),
                on_call_until=time(16),
            )
        )
    await walk_to(visitor, "age")
    said = "\n".join(await texts(visitor))
    assert "Test Clinic has invited you" in said
    assert "Kari" in said
    assert "08:00" in said
    assert "{" not in said


async def reads(visitor: Visitor, step: str, *said: str, intent: str = "") -> list[str | None]:
    """What a step makes of words; nothing is changed."""
    async with visitor.desk.uow_factory() as uow:
        work = visitor.desk.work(uow)
        patient = await uow.patients.by_chat(visitor.chat_id)
        patient.onboarding_step = step
        open_ = onboarding_course.open_step(work, patient)
        found = []
        for words in said:
            value = await open_.read(work, patient, Heard(words, intent, 0.99))
            if value is None and open_.read_any is not None:
                value = await open_.read_any(work, patient, Heard(words, intent, 0.99))
            found.append(value)
        return found


async def test_only_plain_words_of_agreement_are_consent(visitor):
    plain = ["I agree", "Yes", "yes, I agree", "I do agree!", "I accept", "ok, I agree"]
    assert await reads(visitor, "consent:2:5", *plain) == ["agree"] * len(plain)
    less = [
        "ok",
        "fine by me",
        "I agree with nothing here",
        "yes but I do not agree with Telegram",
        "do I have to agree?",
        "maybe",
        "I don't know",
    ]
    for intent in ("affirm", "deny", ""):
        assert await reads(visitor, "consent:2:5", *less, intent=intent) == [None] * len(less)


async def test_less_than_plain_words_are_asked_again(visitor):
    await walk_to(visitor, "consent:2:5")
    await visitor.says("ok", "affirm", 0.99)
    patient = await visitor.patient()
    assert (patient.consented_at, patient.status) == (None, PatientStatus.ONBOARDING)
    assert "“I agree” or “no”" in (await visitor.last()).text


@pytest.mark.parametrize("by", ["No, thank you", "I do not agree", "no"])
async def test_who_declines_is_let_go_kindly_and_may_come_back(visitor, by):
    await walk_to(visitor, "consent:2:5")
    if by == "No, thank you":
        await visitor.presses(by)
    else:
        assert await visitor.says(by) is Taken.DONE
    patient = await visitor.patient()
    assert (patient.status, patient.focus) == (PatientStatus.DECLINED, None)
    assert patient.consented_at is None
    assert "I will not send you anything more" in (await visitor.last()).text
    await visitor.ask(onboarding.begin)
    assert (await visitor.patient()).onboarding_step == "consent:2:1"


async def test_a_consent_that_changed_meanwhile_is_shown_from_its_start(visitor, desk, library):
    await walk_to(visitor, "consent:2:5")
    agree = (await visitor.last()).tokens["Yes, I agree"]
    consent = library.consent("en")
    newer = consent.model_copy(update={"version": 3, "screens": consent.screens[2:]})
    visitor.desk = _with_consent(desk, newer)
    await visitor.press_token(agree)
    patient = await visitor.patient()
    assert (patient.onboarding_step, patient.consented_at) == ("consent:3:1", None)
    assert "changed since you began" in (await visitor.last()).text
    for _ in range(2):
        await visitor.presses("Next")
    await visitor.says("I agree")
    assert (await visitor.patient()).consent_version == 3


@pytest.mark.parametrize("by", ["words", "start", "repeat"])
async def test_a_changed_consent_is_noticed_however_the_person_goes_on(visitor, desk, library, by):
    await walk_to(visitor, "consent:2:5")
    visitor.desk = _with_consent(desk, library.consent("en").model_copy(update={"version": 3}))
    if by == "words":
        assert await visitor.says("I agree") is Taken.TAKEN
    else:
        await visitor.ask(onboarding.begin if by == "start" else onboarding.ask_again)
    patient = await visitor.patient()
    assert (patient.onboarding_step, patient.consented_at) == ("consent:3:1", None)


def _with_consent(desk, consent):
    from dataclasses import replace

    return replace(desk, library=replace(desk.library, _consents={("consent", "en"): consent}))


# Age.


async def test_an_age_is_understood_in_words_and_never_guessed(visitor):
    grown = ["yes", "Yes!", "18", "I'm 18", "52", "I'm 67 years old", "forty", "over 18"]
    assert await reads(visitor, "age", *grown) == ["adult"] * len(grown)
    young = ["no", "17", "I am 16", "under 18", "fifteen", "not yet"]
    assert await reads(visitor, "age", *young) == ["minor"] * len(young)
    doubtful = ["not 18 yet", "1980", "almost 18", "old enough", "17 or 18", ""]
    assert await reads(visitor, "age", *doubtful, intent="affirm") == [None] * len(doubtful)


async def test_who_is_under_18_gets_other_help_and_nothing_more(visitor):
    await walk_to(visitor, "age")
    assert await visitor.says("I am 16") is Taken.DONE
    patient = await visitor.patient()
    assert (patient.status, patient.focus) == (PatientStatus.DECLINED, None)
    last = await visitor.last()
    assert "findahelpline.com" in last.text
    assert last.labels == []


async def test_a_slip_at_the_age_can_be_put_right_by_start(visitor):
    await walk_to(visitor, "age")
    await visitor.presses("No, under 18")
    await visitor.ask(onboarding.begin)
    await visitor.presses("Yes, 18 or older")
    assert (await visitor.patient()).onboarding_step == "country"


# Country and suitability.


async def test_countries_are_understood_by_many_names(visitor):
    names = {
        "uk": ["England", "Scotland please", "the UK", "northern ireland"],
        "no": ["Norge", "I live in Norway", "norway!"],
        "us": ["the states", "U.S.A.", "Texas", "United States"],
        "eu": ["Österreich", "The Netherlands", "ireland", "I'm from Spain", "another EU country"],
        "elsewhere": ["Canada", "Japan", "another country", "New Zealand"],
        None: ["Georgia", "no", "Narnia", "yes", ""],
    }
    for country, said in names.items():
        assert await reads(visitor, "country", *said) == [country] * len(said)


async def test_a_country_in_doubt_is_asked_again(visitor):
    await walk_to(visitor, "country")
    await visitor.says("Georgia")
    patient = await visitor.patient()
    assert (patient.country, patient.onboarding_step) == (None, "country")


@pytest.mark.parametrize(
    ("words", "named", "country", "zone"),
    [
        ("Leeds", "Leeds, England, United Kingdom: it is 12:00", "uk", "Europe/London"),
        ("I live in Oslo", "Oslo, Norway: it is 13:00", "no", "Europe/Oslo"),
        ("NYC", "New York City, New York, United States: it is 07:00", "us", "America/New_York"),
        ("im in paris", "France: it is 13:00", "eu", "Europe/Paris"),
        ("Toronto", "Toronto, Ontario, Canada: it is 07:00", "elsewhere", "America/Toronto"),
        ("Lillehammer!", "Lillehammer, Norway", "no", "Europe/Oslo"),
    ],
)
async def test_a_city_tells_the_country_and_the_clock_once_it_is_confirmed(
    visitor, words, named, country, zone
):
    await walk_to(visitor, "country")
    assert await visitor.says(words) is Taken.TAKEN
    asked = await visitor.last()
    assert named in asked.text
    assert asked.labels == ["That's right", "Somewhere else"]
    assert (await visitor.patient()).country is None
    await visitor.says("yes")
    patient = await visitor.patient()
    assert (patient.country, patient.timezone) == (country, zone)
    await visitor.presses("None of these")
    assert (await visitor.patient()).onboarding_step == "name"


async def test_a_city_of_which_there_are_several_is_asked(visitor):
    await walk_to(visitor, "country")
    await visitor.says("I live in Cambridge")
    asked = await visitor.last()
    assert asked.labels[-1] == "None of these"
    assert any("England" in label for label in asked.labels)
    assert any("Massachusetts" in label for label in asked.labels)
    await visitor.ask(onboarding.ask_again)
    assert (await visitor.last()).labels == asked.labels
    await visitor.says("Massachusetts")
    patient = await visitor.patient()
    assert (patient.country, patient.timezone) == ("us", "America/New_York")


@pytest.mark.parametrize("words", ["no", "Somewhere else"])
async def test_another_city_than_mine_leads_back_to_the_country(visitor, words):
    await walk_to(visitor, "country")
    await visitor.says("Perth")
    await visitor.says(words)
    assert (await visitor.patient()).onboarding_step == "country"
    await visitor.presses("United Kingdom")
    assert (await visitor.patient()).country == "uk"


async def test_instead_of_a_yes_a_country_or_a_city_can_be_named(visitor):
    await walk_to(visitor, "country")
    await visitor.says("Perth")
    await visitor.says("no, I live in Glasgow")
    assert "Glasgow, Scotland" in (await visitor.last()).text
    await visitor.says("Wales")
    patient = await visitor.patient()
    assert (patient.country, patient.timezone, patient.onboarding_step) == (
        "uk",
        None,
        "suitability",
    )


async def test_a_city_whose_buttons_are_lost_becomes_the_question_for_the_country(visitor):
    await visitor.enter_step("country_city")
    await visitor.ask(onboarding.begin)
    assert "Which country" in (await visitor.last()).text
    await visitor.presses("Norway")
    assert (await visitor.patient()).country == "no"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("of", ""),
        ("to", ""),
        ("mine", "ask_privacy"),
        ("hello", "greet"),
        ("Narnia", ""),
        ("I'm in agony", ""),
        ("reading", "learn_about_pain"),
    ],
)
async def test_what_is_no_city_is_not_taken_for_one(visitor, words, intent):
    await walk_to(visitor, "country")
    await visitor.says(words, intent, 0.9)
    assert (await visitor.patient()).onboarding_step == "country"


async def test_why_a_city_is_asked_is_why_the_country_is(visitor):
    await walk_to(visitor, "country")
    reason = await visitor.ask(onboarding.why)
    await visitor.says("Leeds")
    assert await visitor.ask(onboarding.why) == reason


async def test_who_comes_back_and_names_a_country_alone_is_asked_for_the_place(visitor):
    await walk_to(visitor, "country")
    async with visitor.work() as work:
        (await work.uow.patients.by_chat(visitor.chat_id)).timezone = "Asia/Tokyo"
    await visitor.presses("United States")
    await visitor.presses("None of these")
    assert (await visitor.patient()).onboarding_step == "place"


@pytest.mark.parametrize(
    ("country", "urgent", "emergency"),
    [
        ("Norway", "116117", "113"),
        ("United Kingdom", "111", "999"),
        ("United States", "doctor", "911"),
        ("Another EU country", "116 117", "112"),
        ("Another country", "doctor", "your local emergency number"),
    ],
)
async def test_new_symptoms_get_the_countrys_urgent_words_and_a_pause(
    visitor, country, urgent, emergency
):
    await walk_to(visitor, "country")
    await visitor.presses(country)
    assert urgent in (await visitor.last()).text
    await visitor.presses("One of these is new")
    said = await visitor.last()
    assert urgent in said.text
    assert f"call {emergency}" in said.text
    assert "I do not pass this on to your care team by myself" in said.text
    assert said.labels == ["Go on"]
    await visitor.says("should I worry?")
    assert "see to that first" in (await visitor.last()).text
    await visitor.presses("Go on")
    assert (await visitor.patient()).onboarding_step in ("place", "place_confirm")


async def test_the_health_question_is_answered_in_words_and_never_by_a_guess(visitor):
    said = ["none", "No", "none of these, thanks", "nothing new"]
    assert await reads(visitor, "suitability", *said) == ["none"] * len(said)
    said = ["one is new", "yes", "Yes, one", "one of them is new"]
    assert await reads(visitor, "suitability", *said) == ["some"] * len(said)
    said = ["not that I can think of just now", "hm", "what do you mean?"]
    for intent in ("affirm", "deny"):
        assert await reads(visitor, "suitability", *said, intent=intent) == [None] * len(said)


# Place.


@pytest.mark.parametrize(
    ("country", "zone", "local"),
    [("Norway", "Europe/Oslo", "13:00"), ("United Kingdom", "Europe/London", "12:00")],
)
async def test_where_a_country_has_one_time_it_is_only_confirmed(visitor, country, zone, local):
    await walk_to(visitor, "country")
    await visitor.presses(country)
    await visitor.presses("None of these")
    said = await visitor.last()
    assert f"It is {local} where you are now, Monday" in said.text
    await visitor.presses("That's right")
    patient = await visitor.patient()
    assert (patient.timezone, patient.onboarding_step) == (zone, "name")


async def test_somewhere_else_leads_to_the_question_for_the_city(visitor):
    await walk_to(visitor, "country")
    await visitor.presses("Norway")
    await visitor.presses("None of these")
    await visitor.presses("Somewhere else")
    asked = await visitor.last()
    assert asked.row.request_location == "Share my location once"
    await visitor.says("Las Palmas")
    await visitor.presses("That's right")
    assert (await visitor.patient()).timezone == "Atlantic/Canary"


async def test_another_city_can_be_written_instead_of_a_yes_or_no(visitor):
    await walk_to(visitor, "place")
    await visitor.says("Chicago")
    assert "Chicago, Illinois: it is 06:00 there now" in (await visitor.last()).text
    await visitor.says("No, I live in Denver")
    assert "Denver, Colorado: it is 05:00 there now" in (await visitor.last()).text
    await visitor.says("that's right")
    assert (await visitor.patient()).timezone == "America/Denver"


async def test_no_in_words_leads_back_to_the_city_as_well(visitor):
    for step, words in (("place_choice", "none of them"), ("place_confirm", "no")):
        async with visitor.work() as work:
            (await work.uow.patients.by_chat(visitor.chat_id)).onboarding_step = None
        await walk_to(visitor, step)
        await visitor.says(words)
        assert (await visitor.patient()).onboarding_step == "place"


async def test_a_choice_of_places_whose_buttons_are_lost_becomes_the_question_again(visitor):
    await visitor.enter_step("place_choice")
    await visitor.ask(onboarding.begin)
    assert "Where do you live?" in (await visitor.last()).text
    await visitor.enter_step("place_confirm")
    await visitor.ask(onboarding.begin)
    assert "It is 13:00 where you are now" in (await visitor.last()).text  # the clinic's time


async def test_none_of_the_places_leads_back_to_the_city(visitor):
    await walk_to(visitor, "place_choice")
    await visitor.presses("None of these")
    assert (await visitor.patient()).onboarding_step == "place"
    await visitor.says("Portland")
    await visitor.says("Portland, Oregon")
    await visitor.presses("That's right")
    assert (await visitor.patient()).timezone == "America/Los_Angeles"


async def test_until_it_is_confirmed_no_zone_is_kept(visitor):
    await walk_to(visitor, "place_confirm")
    assert (await visitor.patient()).timezone is None


async def test_of_a_shared_location_only_the_zone_is_kept(visitor, database):
    await walk_to(visitor, "place")
    assert await visitor.ask(onboarding.answer_location, 59.9127, 10.7461) is True
    assert "It is 13:00 where you are now" in (await visitor.last()).text
    await visitor.presses("That's right")
    assert (await visitor.patient()).timezone == "Europe/Oslo"
    assert await _traces(database, "59.9") == []


async def _traces(database, number: str) -> list[str]:
    from sqlalchemy import select

    from bot.storage.tables import metadata

    found = []
    async with database.connect() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(select(table))
            found += [table.name for row in rows if number in str(tuple(row))]
    return found


async def test_a_location_without_a_zone_is_asked_for_otherwise(visitor):
    await walk_to(visitor, "place")
    assert await visitor.ask(onboarding.answer_location, 999.0, 0.0) is True
    assert "could not read a time zone" in (await visitor.last()).text
    assert (await visitor.patient()).onboarding_step == "place"


async def test_a_guess_of_the_engine_may_confirm_a_time(visitor):
    await walk_to(visitor, "place_confirm")
    await visitor.says("ya that seems about it", "affirm", 0.9)
    assert (await visitor.patient()).onboarding_step == "name"


# Name and hour.


async def test_a_name_is_taken_as_the_person_gives_it(visitor):
    names = {
        "Kim": "Kim",
        "my name is kim": "Kim",
        "Call me Kim, please": "Kim",
        "I'm Anne-Marie": "Anne-Marie",
        "just J.": "J",
        "Ólafur": "Ólafur",
        "محمد": "محمد",
        "x" * 90: "X" + "x" * 39,
        "  Mary   Ann  ": "Mary Ann",
        "*Kim*": "Kim",
        "Kim!": "Kim",
        "{name}": "Name",
    }
    assert await reads(visitor, "name", *names) == list(names.values())
    none = ["skip", "no name", "I'd rather not", "no thanks", "No."]
    assert await reads(visitor, "name", *none) == [""] * len(none)
    unclear = ["??", "123", "yes", "I would like to think about that one first", "@@"]
    assert await reads(visitor, "name", *unclear) == [None] * len(unclear)


async def test_call_me_names_a_person_whatever_it_is_taken_for(visitor):
    await walk_to(visitor, "name")
    assert await visitor.says("call me Kim", "contact_team", 0.95) is Taken.TAKEN
    assert (await visitor.patient()).called_name == "Kim"


@pytest.mark.parametrize("words", ["call me back", "please call me when you can", "call me asap"])
async def test_a_wish_for_a_call_is_no_name(visitor, words):
    await walk_to(visitor, "name")
    assert await visitor.says(words, "contact_team", 0.95) is Taken.NOT_AN_ANSWER
    assert (await visitor.patient()).called_name is None


@pytest.mark.parametrize("words", ["hi", "Hello there!", "thank you so much"])
async def test_a_greeting_and_thanks_are_no_name(visitor, words):
    await walk_to(visitor, "name")
    await visitor.says(words)
    assert (await visitor.patient()).onboarding_step == "name"
    await visitor.says("Hi, I'm Kim")
    assert (await visitor.patient()).called_name == "Kim"


async def test_later_leaves_the_question_and_is_no_wish_for_another_hour(visitor):
    await walk_to(visitor, "hour")
    assert await visitor.says("later please", "change_prompt_time", 0.95) is Taken.DONE
    assert "Everything so far is kept" in (await texts(visitor))[-1]


@pytest.mark.parametrize("by", ["Skip", None])
async def test_without_a_name_all_goes_on(visitor, by):
    await walk_to(visitor, "name")
    await answer(visitor, by, "no thanks")
    await visitor.presses("08:00")
    assert (await visitor.patient()).called_name is None
    assert (await visitor.last()).text.startswith("Thank you, that was all.")


async def test_what_is_no_name_is_asked_again(visitor):
    await walk_to(visitor, "name")
    await visitor.says("??")
    patient = await visitor.patient()
    assert (patient.called_name, patient.onboarding_step) == (None, "name")


async def test_an_hour_is_understood_in_words(visitor):
    hours = {
        "8": "08:00",
        "half past six in the evening": "18:30",
        "20.15": "20:15",
        "8pm": "20:00",
        "noon": "12:00",
        "whenever": None,
    }
    assert await reads(visitor, "hour", *hours) == list(hours.values())


async def test_an_hour_at_night_is_refused_kindly_and_never_twice_alike(visitor):
    await walk_to(visitor, "hour")
    for _ in range(4):
        assert await visitor.says("23:00") is Taken.TAKEN
    said = await texts(visitor)
    assert all(one != other for one, other in zip(said, said[1:], strict=False))
    assert "21:00" in said[-1]
    assert (await visitor.patient()).check_in_at is None
    await visitor.presses("20:00")
    assert (await visitor.patient()).check_in_at == time(20)


async def test_no_hour_of_the_quiet_hours_is_offered(visitor):
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        patient.quiet_from, patient.quiet_until = time(18), time(9)
    await walk_to(visitor, "hour")
    assert (await visitor.last()).labels == ["09:00", "10:00", "12:00", "14:00", "16:00", "17:00"]


# Changing things later.


@pytest.fixture
async def member(desk, database) -> Visitor:
    return await Visitor(desk, database).enter(
        status=PatientStatus.ACTIVE,
        country="no",
        timezone="Europe/Oslo",
        check_in_at=time(9),
        onboarded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


async def test_the_hour_is_changed_from_the_wish_itself(member):
    await member.ask(onboarding.change_hour, "please ask me at 8 in the evening")
    patient = await member.patient()
    assert (patient.check_in_at, patient.focus, patient.onboarding_step) == (time(20), None, None)
    assert "20:00" in (await member.last()).text


@pytest.mark.parametrize("words", [None, "change my reminder"])
async def test_the_hour_is_asked_for_when_the_wish_holds_none(member, words):
    await member.ask(onboarding.change_hour, words)
    assert (await member.patient()).focus is Flow.ONBOARDING
    assert await member.says("19:30") is Taken.DONE
    patient = await member.patient()
    assert (patient.check_in_at, patient.focus) == (time(19, 30), None)
    assert patient.status is PatientStatus.ACTIVE


async def test_a_new_hour_at_night_is_refused_and_asked_again(member):
    await member.ask(onboarding.change_hour, "at 23:30")
    assert "I never write on my own" in (await member.last()).text
    await member.presses("20:00")
    assert (await member.patient()).check_in_at == time(20)


async def test_a_new_hour_moves_the_planned_prompt(member, clock):
    from bot.services import prompting

    async with member.work() as work:
        assert await prompting.plan_prompts(work) == 1
    await member.ask(onboarding.change_hour, "19:00")
    async with member.work() as work:
        patient = await work.uow.patients.by_chat(member.chat_id)
        (prompt,) = await work.uow.prompts.open_of(patient.id)
    assert prompt.due_at == datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


async def test_the_place_is_changed_and_confirmed_by_its_time(member):
    await member.ask(onboarding.change_place, "I moved to Lisbon")
    assert (await member.patient()).timezone == "Europe/Oslo"
    assert "Lisbon, Portugal: it is 12:00 there now" in (await member.last()).text
    await member.presses("That's right")
    patient = await member.patient()
    assert (patient.timezone, patient.focus) == ("Europe/Lisbon", None)
    said = await member.last()
    assert "The numbers to call are still those for Norway" in said.text
    assert said.labels == ["Country", "Settings"]


async def test_the_place_is_asked_for_and_may_be_shared(member):
    await member.ask(onboarding.change_place, None)
    assert await member.ask(onboarding.answer_location, 38.72, -9.14) is True
    await member.says("yes")
    assert (await member.patient()).timezone == "Europe/Lisbon"


async def test_a_country_is_changed_by_a_city_and_the_clock_with_it(member):
    await member.ask(onboarding.change_country)
    await member.says("I moved to Chicago")
    await member.presses("That's right")
    patient = await member.patient()
    assert (patient.country, patient.timezone, patient.focus) == ("us", "America/Chicago", None)
    said = (await member.last()).text
    assert "call 911" in said
    assert "I go by Chicago time now" in said


async def test_a_country_that_is_changed_alone_leaves_the_clock(member):
    await member.ask(onboarding.change_country)
    await member.says("United States")
    assert (await member.patient()).timezone == "Europe/Oslo"
    assert "Your clock stays as it was" in (await member.last()).text


async def test_after_a_change_the_running_exercise_has_the_floor_again(member):
    await member.ask(exercises.start, "paced-breathing-1")
    await member.ask(onboarding.change_hour, "20:00")
    assert (await member.patient()).focus is Flow.EXERCISE


async def test_leaving_a_change_leaves_everything_as_it_was(member):
    await member.ask(onboarding.change_hour, None)
    await member.ask(onboarding.leave)
    patient = await member.patient()
    assert (patient.check_in_at, patient.focus, patient.onboarding_step) == (time(9), None, None)
    with pytest.raises(NoButton):
        await member.presses("20:00")


async def test_three_unclear_words_end_a_change_and_nothing_else(member):
    await member.ask(onboarding.change_hour, None)
    for _ in range(3):
        taken = await member.says("blurbl")
    assert taken is Taken.DONE
    patient = await member.patient()
    assert (patient.status, patient.check_in_at) == (PatientStatus.ACTIVE, time(9))
    assert patient.focus is None


async def test_a_change_before_the_end_of_onboarding_goes_on_with_onboarding(visitor):
    await walk_to(visitor, "country")
    await visitor.ask(onboarding.change_hour, "20:00")
    patient = await visitor.patient()
    assert (patient.onboarding_step, patient.check_in_at) == ("country", None)
