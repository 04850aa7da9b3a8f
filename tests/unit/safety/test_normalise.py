"""What people type becomes the plain words that the rules know."""

import pytest

from bot.safety.normalise import normalise
from bot.safety.spelling import mended


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("I don’t, I can't, I won`t", "i do not , i can not , i will not"),
        ("dont cant wont didnt", "do not can not will not did not"),
        ("I’m, I've, she'll, we'd", "i am , i have , she will , we would"),
        ("im ive gonna wanna gotta", "i am i have going to want to have to"),
        ("he's her mum's tablets", "he is her mum tablets"),
        ("naïve café", "naive cafe"),
        ("a\u200bb so\u00adft", "ab soft"),
        ("well\u2026 maybe... ok", "well , maybe , ok"),
        ("one\ntwo; three", "one . two . three"),
        ("39.5 or 39,5 and 7/10", "39p5 or 39p5 and 7 10"),
        ("10mg", "10 mg"),
        ("any more, no one, my self", "anymore , nobody , myself"),
        ("🔫 and 😂", "gun and lol"),
        ("5 kms", "5 km"),
        ("kms", "kill myself"),
    ],
)
def test_keyboards_and_short_forms_are_undone(typed, plain):
    assert " ".join(normalise(typed)) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("k i l l  m y s e l f", "kill myself"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("I w-a-n-t to d_i_e", "i want to die"),
        ("su1cide", "suicide"),
        ("k!ll k*ll", "kill kill"),
        ("$uicide", "suicide"),
        ("d1e", "die"),
        ("4ft p@ck b0x", "4 ft p ck b 0 x"),  # no critical word comes out
        ("f*** d*e k**l", "f die kill"),
        ("sh*t", "sh t"),
    ],
)
def test_disguised_words_are_read_and_others_left(typed, plain):
    assert " ".join(normalise(typed)) == plain


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("suicde", "suicide"),
        ("sucidal", "suicidal"),
        ("overdsoe", "overdose"),
        ("parcetamol", "paracetamol"),
        ("swolen", "swollen"),
        ("tramadoll", "tramadol"),
        ("kiiill", "kill"),
        ("diiiie", "die"),
        ("soooo", "so"),
    ],
)
def test_slips_in_critical_words_are_mended(slip, meant):
    assert mended(slip) == meant


@pytest.mark.parametrize(
    "word",
    ["chess", "father", "shot", "strange", "pins", "swearing", "seating", "lower", "fewer", "wake"]
    + ["poisson", "confuses", "overdoing", "talking", "hurdle", "bottle", "stroke", "pinched"],
)
def test_everyday_words_beside_critical_ones_are_left_alone(word):
    assert mended(word) == word
