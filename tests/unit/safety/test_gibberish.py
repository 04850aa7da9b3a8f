"""Letters struck at random are told from words, and no words are taken for such."""

from __future__ import annotations

from random import Random
from string import ascii_lowercase

import pytest

from bot.safety.gibberish import is_gibberish


@pytest.mark.parametrize("seed", range(5))
def test_letters_struck_at_random_are_gibberish(seed: int):
    words = "".join(Random(seed).choices(ascii_lowercase + "     ", k=4096)).split()
    assert is_gibberish(words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kms kms kms " * 30,
        "i cnt do this nymore, i wnt to be gone for gd by the mrning, pls tell them im srry",
        "jeg orker ikke mer, det gjør så vondt hele tiden og ingen hører på meg lenger",
        "nie mogę już wytrzymać tego bólu i nikt mnie nie słucha kiedy o tym mówię",
        "я больше не могу терпеть эту боль и никто меня не слушает когда я говорю",
        "my pain has been a six since this morning and the stairs were very hard today",
    ],
)
def test_what_somebody_wrote_is_none(text: str):
    assert not is_gibberish(text.split())
