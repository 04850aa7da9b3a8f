from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rhythm import OFFER_GAP_DAYS, due_on, may_offer

WELCOMED = date(2026, 3, 2)
days = st.integers(1, 365)


@given(days, st.none() | days)
def test_the_first_round_is_counted_from_the_welcome(first, every):
    assert due_on(first, every, WELCOMED, None) == WELCOMED + timedelta(days=first)


@given(days, days, st.integers(0, 400))
def test_every_other_round_is_counted_from_the_last_one(first, every, since):
    last = WELCOMED + timedelta(days=since)
    assert due_on(first, every, WELCOMED, last) == last + timedelta(days=every)


@given(days)
def test_what_is_asked_once_is_never_due_again(first):
    assert due_on(first, None, WELCOMED, WELCOMED) is None


@given(st.integers(0, 30))
def test_offers_are_two_days_apart(since):
    may = may_offer(WELCOMED + timedelta(days=since), WELCOMED)
    assert may == (since >= OFFER_GAP_DAYS == 2)


def test_the_first_offer_waits_for_none():
    assert may_offer(WELCOMED, None)
