"""Single messages: denial, history, other people, idioms, stories, and which finding wins."""

import pytest

from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screening import NOTHING_FOUND, screen

ACT, ASK, NONE = Outcome.ACT, Outcome.ASK, Outcome.NONE


def outcomes(texts):
    return {text: screen(text).outcome for text in texts}


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal, just tired",
        "I don't want to kill myself",
        "no thoughts of suicide or self-harm",
        "I have never thought of killing myself",
        "I would never hurt myself",
        "no chest pain today",
        "no chest pain or breathlessness",
        "I haven't got any numbness between my legs",
        "no fever, no chills",
        "my husband has never hit me",
        "I have not taken too many tablets",
        "bladder and bowels are fine",
    ],
)
def test_denial_is_neither_acted_on_nor_asked_about(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop thinking about suicide",
        "I don't know if I want to die",
        "not gonna lie, I want to die",
        "I'm not joking, I will kill myself",
        "I'm not suicidal but I don't want to live",
        "no, I want to die",
        "I don't have chest pain but my bum is numb",
        "no fever, but my calf is swollen and red",
    ],
)
def test_a_negation_that_denies_something_else_hides_nothing(text):
    assert screen(text).outcome is ACT


def test_a_wish_to_die_that_is_denied_with_a_hint_is_asked_about():
    found = outcomes(
        [
            "I don't want to die but I can't live like this",
            "I don't want to kill myself, I just don't want to be here anymore",
        ]
    )
    assert NONE not in found.values(), found


@pytest.mark.parametrize(
    "text",
    [
        "I was suicidal ten years ago",
        "I tried to kill myself when I was 16",
        "I used to self harm as a teenager",
        "my father beat me when I was a child",
    ],
)
def test_a_crisis_long_past_is_asked_about(text):
    assert screen(text).outcome is ASK


@pytest.mark.parametrize(
    "text",
    [
        "I had a stroke in 2015",
        "I had a clot ten years ago",
        "my dad had chest pain last year",
        "my mother had a heart attack in 2010",
        "they ruled out a heart attack last year, it's my ribs",
        "I had chest pain last week but I went to the ER and they said it was reflux",
    ],
)
def test_a_bodily_sign_long_past_is_left_alone(text):
    assert screen(text) == NOTHING_FOUND


def test_the_past_does_not_hide_the_present():
    found = outcomes(
        [
            "I was suicidal ten years ago and now I want to die again",
            "I had chest pain last week and I'm having it again right now",
        ]
    )
    assert set(found.values()) == {ACT}, found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my mother has chest pain now", RiskKind.CHEST_PAIN),
        ("my friend wants to kill herself", RiskKind.SUICIDE_SELF_HARM),
        ("my brother is suicidal", RiskKind.SUICIDE_SELF_HARM),
        ("my wife suddenly can't walk", RiskKind.SUDDEN_WEAKNESS),
        ("my daughter's face is swelling after peanuts", RiskKind.SEVERE_ALLERGIC),
    ],
)
def test_danger_of_another_person_is_asked_about(text, kind):
    found = screen(text)
    assert (found.outcome, found.kind) == (ASK, kind)


@pytest.mark.parametrize(
    "text",
    [
        "this pain is killing me",
        "my back is killing me",
        "I'd kill for a good night's sleep",
        "dying for a coffee",
        "my back is murder",
        "that cake was to die for",
        "I nearly died laughing",
        "I'm sick to death of hospital food",
        "killing time in the waiting room",
        "stroke of luck with the parking",
        "my chest of drawers",
        "numb with boredom",
        "a heart-warming day",
        "hay fever is bad",
        "overdosed on chocolate",
        "over my dead body",
        "trapped nerve in my back",
        "hopeless at cooking",
        "I'm dying for a wee",
        "the physio pushed me hard",
        "my boss is a control freak",
        "ran 5 kms today",
        "defence is weak down the left",
        "our defence was really weak on the right side again",
        "we are too weak down the left",
        "a clot of traffic on the bypass",
        "stuck in a clot of angry tourists",
        "tight chest in this dress",
        "this dress is tight across the chest",
        "jelly legs after the rollercoaster",
        "my legs were like jelly after that ride",
        "final goodbye to my old nokia",
        "said a final goodbye to our van today",
    ],
)
def test_idioms_are_left_alone(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("my left side is weak", ACT),
        ("I was weak on the left in front of the whole team", ACT),
        ("stuck in a clot of traffic and there is a blood clot in my leg", ACT),
        ("I think it is a clot", ACT),
        ("my chest is tight and I am in a dress at a wedding", ACT),
        ("chest tight in this dress, and I can not catch my breath", ACT),
        ("my legs are like jelly since this morning", ACT),
        ("my legs suddenly went to jelly and they give way", ACT),
        ("final goodbye to my old friends", ACT),
        ("this is my final goodbye", ACT),
    ],
)
def test_the_same_words_about_a_body_or_a_life_are_found(text, outcome):
    assert screen(text).outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "shoot me now",
        "kill me now, the kids want pancakes",
        "I could kill my brother lol",
        "my chest is tight in this dress",
    ],
)
def test_idioms_that_may_be_meant_never_lead_to_acting(text):
    assert screen(text).outcome is not ACT


@pytest.mark.parametrize(
    "text",
    [
        "the book is about a girl who wants to die",
        "there was a documentary about suicide on tv",
        "true crime podcast about a man who killed his wife",
        "in the film he takes an overdose",
        "what are the symptoms of a stroke?",
        "what should I do if I get chest pain?",
        "how would I know if I had a blood clot?",
    ],
)
def test_stories_and_general_questions_are_left_alone(text):
    assert screen(text) == NOTHING_FOUND


def test_a_story_does_not_hide_what_the_writer_wants():
    assert screen("I watched a film and now I want to die").outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "my usual sciatica tingling in one leg",
        "numb toes from the neuropathy, years now",
        "both legs ache after standing, like always",
        "the foot drop I've had since 2018 is the same",
        "weak grip from arthritis like always",
    ],
)
def test_stable_known_pain_is_no_alarm(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "I've had sciatica for years but now my bum is numb",
        "my usual foot drop is suddenly much worse",
    ],
)
def test_known_pain_that_changes_is_an_alarm(text):
    assert screen(text).outcome is ACT


@pytest.mark.parametrize(
    "text",
    [
        "can I take ibuprofen with tramadol?",
        "how many paracetamol can I take in a day?",
        "is it safe to drink wine with amitriptyline?",
        "what happens if I miss a dose",
        "should I stop my gabapentin before the operation?",
    ],
)
def test_questions_about_medicines_go_to_the_dialogue(text):
    assert screen(text) == NOTHING_FOUND


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # acting comes before asking
        ("I can't do this anymore, I took the whole box of tablets", RiskKind.MEDICATION_DANGER),
        # crisis comes before bodily signs
        ("I want to kill myself and I have crushing chest pain", RiskKind.SUICIDE_SELF_HARM),
        ("I took all my pills because I want to die", RiskKind.SUICIDE_SELF_HARM),
        # what can kill sooner comes first
        ("hives all over and I can't breathe", RiskKind.SEVERE_ALLERGIC),
    ],
)
def test_the_gravest_finding_wins(text, kind):
    found = screen(text)
    assert (found.outcome, found.kind) == (ACT, kind)


@pytest.mark.parametrize(
    "text",
    [
        "I don’t want to live anymore",  # the apostrophe of phones
        "I dont want 2 live anymore",
        "i w a n t t o d i e",
        "k*ll myself",
        "su1cide",
        "I wa\u200bnt to d\u00adie",
        "I WANT TO DIE!!!",
        "iwanttodie",
        "I waaaant to diiiie",
        "i wnat to dieee",
        "kms",
        "gonna unalive myself",
        "Ｉ want to die",  # a full-width letter
        "I want to d\u0456e",  # a Cyrillic letter
    ],
)
def test_disguised_words_are_read(text):
    assert screen(text).outcome is ACT


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "6", "ok", "👍", "\ud800"])
def test_what_says_nothing_finds_nothing(text):
    assert screen(text) == NOTHING_FOUND


def test_the_reason_names_rule_and_contexts_and_no_word_of_the_message():
    found = screen("Rosalind was suicidal ten years ago, I mean I was suicidal ten years ago")
    assert found.reason == "suicidal/past"


def test_danger_is_found_wherever_it_stands_in_a_long_message():
    everyday = "I walked the dog and had a cup of tea with my neighbour. " * 60
    for place in (0, len(everyday) // 2, len(everyday)):
        text = everyday[:place] + " I want to kill myself. " + everyday[place:]
        assert screen(text[:4096]).outcome is ACT, place


RANDOM_LETTERS = "xkq wvbt kms jrdl pzfh qwn bgtk zxcv hjd mnbp lkjh gfds trwq plmk vbnh cdsx zqwr"


def test_a_word_of_danger_among_letters_struck_at_random_is_asked_about_at_most():
    assert screen(RANDOM_LETTERS).outcome is ASK
    assert screen(f"{RANDOM_LETTERS}. I want to kms").outcome is ACT
    assert screen(f"{RANDOM_LETTERS}\n\nI want to kill myself").outcome is ACT
