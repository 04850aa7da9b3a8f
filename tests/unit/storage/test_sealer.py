"""Sealing itself: what is sealed comes back, and nothing else passes for it."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError, SealBroken
from bot.storage.sealer import PREFIX_LENGTH, Sealer, key_id_of, new_data_key
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY, a_data_key

SEALER, OTHER = Sealer.of(DATA_KEY), Sealer.of(OTHER_DATA_KEY)


@given(st.binary(max_size=5000))
def test_what_is_sealed_comes_back(plain: bytes) -> None:
    assert SEALER.unseal(SEALER.seal(plain)) == plain


def test_the_same_words_are_sealed_differently_each_time() -> None:
    assert len({SEALER.seal(b"the heron") for _ in range(100)}) == 100


def test_a_sealed_value_names_its_key_and_shows_no_word() -> None:
    sealed = SEALER.seal(b"the heron")
    assert sealed.startswith(SEALER.prefix)
    assert len(SEALER.prefix) == PREFIX_LENGTH
    assert key_id_of(sealed) == SEALER.key_id
    assert "heron" not in sealed
    assert b"heron" not in base64.urlsafe_b64decode(sealed[PREFIX_LENGTH:])


def test_the_first_key_seals_and_every_key_unseals() -> None:
    both = Sealer.of(f"{DATA_KEY}, {OTHER_DATA_KEY},")
    assert both.unseal(OTHER.seal(b"old")) == b"old"
    assert SEALER.unseal(both.seal(b"new")) == b"new"
    assert both.key_ids == {SEALER.key_id, OTHER.key_id}


def test_without_its_key_a_value_cannot_be_read_and_the_key_is_named() -> None:
    with pytest.raises(SealBroken, match=f"data key {OTHER.key_id}, which is not at hand"):
        SEALER.unseal(OTHER.seal(b"the heron"))


def _changed(sealed: str, place: int) -> str:
    letter = "A" if sealed[place] != "A" else "B"
    return sealed[:place] + letter + sealed[place + 1 :]


def test_a_value_that_was_changed_in_any_place_is_refused_without_its_words() -> None:
    sealed = SEALER.seal(b"heron" * 4)  # of a length that leaves no bits that stand for nothing
    for place in range(len(sealed)):
        with pytest.raises(SealBroken) as caught:
            SEALER.unseal(_changed(sealed, place))
        assert sealed[PREFIX_LENGTH:] not in str(caught.value)


@pytest.mark.parametrize("cut", [0, 5, PREFIX_LENGTH, PREFIX_LENGTH + 4, PREFIX_LENGTH + 20, -1])
def test_a_value_that_was_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(SealBroken):
        SEALER.unseal(SEALER.seal(b"the heron by the lake")[:cut])


def test_a_value_of_one_key_cannot_be_passed_off_as_another_ones() -> None:
    both = Sealer.of(f"{DATA_KEY},{OTHER_DATA_KEY}")
    with pytest.raises(SealBroken):
        both.unseal(OTHER.prefix + SEALER.seal(b"the heron")[PREFIX_LENGTH:])


@pytest.mark.parametrize("plain", ["", "the heron", '{"text": "the heron"}', "sealed1:", "🪶"])
def test_plain_words_are_not_taken_for_sealed_ones(plain: str) -> None:
    with pytest.raises(SealBroken) as caught:
        SEALER.unseal(plain)
    assert "heron" not in str(caught.value)


@pytest.mark.parametrize("setting", ["", " ", ",", " , "])
def test_no_key_is_one_line_that_says_what_to_do(setting: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Sealer.of(setting)
    assert "LINDRA_DATA_KEYS is missing: `lindra keys new`" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [DATA_KEY[:-1], DATA_KEY[:-4], DATA_KEY + "A", DATA_KEY * 2, "a password", "æøå" * 14, "="],
)
def test_a_malformed_key_is_named_by_its_place_and_never_shown(wrong: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Sealer.of(f"{OTHER_DATA_KEY},{wrong}")
    assert "LINDRA_DATA_KEYS: key 2 is no data key" in str(caught.value)
    assert wrong == "=" or wrong not in str(caught.value)


def test_a_key_may_be_written_with_its_padding() -> None:
    assert Sealer.of(DATA_KEY + "=").key_id == SEALER.key_id


def test_new_keys_are_good_and_all_different() -> None:
    keys = [new_data_key() for _ in range(100)]
    assert len({Sealer.of(key).key_id for key in keys}) == 100
    assert {len(key) for key in keys} == {43}


def test_a_sealer_shows_no_key_when_it_is_printed() -> None:
    assert DATA_KEY not in repr(vars(SEALER))
    assert a_data_key(1) == DATA_KEY
