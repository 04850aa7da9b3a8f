"""Whose danger, when, and whether it is real: softened where it is over, and only there."""

import time

import pytest

from bot.safety.contexts import Context, contexts
from bot.safety.kinds import Outcome
from bot.safety.normalise import normalise
from bot.safety.screening import NOTHING_FOUND, screen
from bot.safety.windows import Span, windows

ACT, ASK = Outcome.ACT, Outcome.ASK


def around(text: str, finding: str) -> set[Context]:
    """The contexts of the words that a finding rests on."""
    window = next(windows(normalise(text)))
    words = finding.split()
    start = next(n for n in range(len(window.words)) if window.words[n : n + len(words)] == words)
    return set(contexts(window, Span(start, start + len(words))))


@pytest.mark.parametrize(
    "text",
    [
        "my uncle hanged himself in the eighties, we talked about it yesterday",
        "my grandfather shot himself before I was born",
        "our lodger took an overdose years ago, she is a nurse now",
        "my father beat my mother until 1971 when she left",
        "my brother was suicidal in his twenties, now he coaches football",
        "my aunt had an allergic reaction last summer, she's fine",
        "a colleague had a blood clot after flying, she's back at work",
    ],
)
def test_somebody_elses_danger_that_is_over_is_left_alone(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "my brother killed himself in May and I want to follow him",
        "my sister is suicidal again",
        "my friend says she wants to die",
        "my dad beats my mother",
        "my cousin took an overdose years ago and tonight she did it again",
        "what should people do if somebody says they want to die",
    ],
)
def test_somebody_elses_danger_that_goes_on_is_not(text):
    assert screen(text).outcome is not Outcome.NONE


@pytest.mark.parametrize(
    "text",
    [
        "my ex held a knife to my throat, he is in prison now, he was my husband",
        "my husband hit me last night, he is fine now",
        "my mum is fine but I want to die",
    ],
)
def test_the_writers_own_danger_is_not_told_of_another(text):
    assert screen(text).outcome is ACT


def test_my_belongs_to_the_other_in_my_sister_and_to_the_writer_in_my_throat():
    assert Context.TOLD in around("my sister was beaten in 1990, she is fine", "was beaten")
    assert Context.TOLD in around("he hit my sister in 1990, she is fine", "hit my sister")
    assert Context.TOLD not in around("he cut my throat in 1990, he is fine", "cut my throat")
    assert Context.TOLD not in around("he hit me in 1990, he is fine", "hit me")


@pytest.mark.parametrize(
    "text",
    [
        "my wife just collapsed and can't speak",
        "dad's face is drooping and he talks nonsense, it began ten minutes ago",
        "my mother has crushing chest pain right now, what do I do",
        "my wife is on the kitchen floor and won't answer me",
        "he is not breathing and has no pulse",
        "my son's lips are swelling and he's wheezing",
        "my husband has chest pain and has gone grey, help",
    ],
)
def test_what_happens_to_another_at_this_minute_is_acted_on(text):
    assert screen(text).outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "my wife collapsed at a wedding in 2011 and could not speak, just the heat",
        "my mother had chest pain last year, the help came fast",
    ],
)
def test_what_happened_to_another_long_ago_is_not(text):
    assert screen(text).outcome is not ACT


@pytest.mark.parametrize(
    "text",
    [
        "had a heart attack in 2008, rehab done, feeling good",
        "I took too much tramadol once back in 2012, learned my lesson",
        "I had a clot in the nineties and never had another",
        "I had anaphylaxis once, 2003",
        "I had a stroke when I was at school",
    ],
)
def test_a_bodily_danger_of_the_past_is_left_alone(text):
    assert screen(text) == NOTHING_FOUND


def test_a_violent_past_is_asked_about_and_the_present_acted_on():
    assert screen("He hit me. That was 1983.").outcome is ASK
    assert screen("He hit me. That was an hour ago.").outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "I dreamt I was having a heart attack, woke up fine",
        "dreamed my legs were paralysed, then the alarm went",
        "we had a sepsis drill at work",
        "I played the casualty with crushing chest pain in the first aid course",
        "in chapter 9 my heroine jumped off the bridge",
    ],
)
def test_dreams_drills_and_fiction_are_left_alone(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("I dreamt that I killed myself", ASK),  # a dream of it is worth a question
        ("I dream of killing myself", ACT),
        ("I woke from a nightmare and my face is drooping", ACT),
        ("I read chapter 9 and now I want to die", ACT),
    ],
)
def test_a_dream_or_a_book_does_not_hide_what_is_real(text, outcome):
    assert screen(text).outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "slight incontinence since childbirth in 1988, pads, nothing new",
        "my foot drop is from 2013, the splint fits well",
        "one leg is no weaker than it was, the old polio leg",
        "both legs numb, unchanged since the operation in 2015",
        "chest pain by the breastbone, costochondritis, the cardiologist knows it",
    ],
)
def test_what_is_said_to_be_unchanged_is_no_alarm(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "known disc trouble, now no feeling when I wipe",
        "both legs numb, usually only one, worse by the hour",
        "nothing new in the back, but my bum is numb",
        "numb between my legs since yesterday, I have a known prolapse",
        "my thighs have no strength, this is new",
        "what does it mean if I can't feel my private parts",
    ],
)
def test_what_is_new_stays_an_alarm_beside_what_is_known(text):
    assert screen(text).outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "You asked me if I want to hurt myself: no. I want to hurt less.",
        "The doctor asked if I had suicidal thoughts. I don't.",
        "I was asked if someone hit me. No.",
        "suicidal, no",
    ],
)
def test_a_question_that_was_answered_with_no_is_left_alone(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "You asked me if I want to hurt myself. Yes.",
        "The doctor asked if I want to die. I said no. I lied.",
        "You asked if I want to kill myself. No idea.",
        "The nurse asked if I am suicidal. I do not know.",
    ],
)
def test_a_question_that_was_not_answered_with_no_is_not(text):
    assert screen(text).outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "I overdosed on gingerbread",
        "an overdose of mince pies",
        "I can't breathe in these jeans",
        "my bum is numb from the church pew",
        "it's 40 degrees here and I lie on the tiles",
        "World Cup fever in this house",
        "my phone had a stroke",
        "I'd like to throw this laptop out of the window",
        "goodbye cruel world, I'm off to a budget meeting",
        "last message before the flight",
        "lost the will to live in the IKEA queue",
        "my eyes are closing, bed",
        "slow breathing really helps me",
        "I was beaten by my nephew at chess",
        "she'll kill me if I forget the cake",
        "the ache under my shoulder blade goes into the arm",
        "my soles are burning again",
        "numb lips from the ice lolly",
        "he follows me everywhere, the puppy",
        "my speech is on Saturday, best man, nervous",
        "do my tablets fit together",
    ],
)
def test_more_figures_of_speech_are_never_acted_on(text):
    assert screen(text).outcome is not ACT


@pytest.mark.parametrize(
    "text",
    [
        "I overdosed on tramadol",
        "I can't breathe and it isn't the jeans",
        "my bum is numb and it isn't the church pew",
        "it's 40 degrees by the thermometer, I have a fever",
        "I had a stroke this morning",
        "I'd like to throw myself out of the window",
        "goodbye cruel world",
        "this is my last message",
        "my eyes are swollen shut",
        "her breathing is slow and her lips are blue",
        "I was beaten by my nephew",
        "she'll kill me if I leave",
        "I put the blade to my arm",
        "burning myself again",
        "he follows me everywhere",
        "my speech is slurred",
        "I had a fit after my tablets",
    ],
)
def test_the_same_words_meant_are_acted_on(text):
    assert screen(text).outcome is ACT


def test_a_message_takes_no_more_than_two_thousandths_of_a_second():
    text = "My aunt had chest pain years ago and I dreamt of it, no fever now, usual sciatica. " * 3
    screen(text[:200])
    fastest = min(_seconds(text[:200]) for _ in range(30))
    assert fastest < 0.002


def _seconds(text: str) -> float:
    start = time.perf_counter()
    screen(text)
    return time.perf_counter() - start
