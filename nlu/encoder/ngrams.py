"""Which words and pieces of words a text holds, as numbers of a fixed-size table.

Beside the sentence vector, which knows what a text is about, these know how it was said. The table
is addressed by a hash, so nothing has to be kept to look a word up.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

TABLE = 1 << 15
_PIECES = (3, 4, 5)  # characters
_NO_WORD = re.compile(r"[^a-z0-9']+")
_QUOTES = str.maketrans("\u2018\u2019\u02bc`", "''''")


def ngrams(text: str) -> list[int]:
    """Return the places of a text's words, pairs of words and pieces of words, each once, sorted.

    Letters lose their case and their accents; what is no letter or digit parts words.
    """
    parts = unicodedata.normalize("NFKD", text).casefold().translate(_QUOTES)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    words = _NO_WORD.sub(" ", plain).split()
    if not words:
        return []
    found = {*words, *(f"{one}_{two}" for one, two in zip(words, words[1:], strict=False))}
    joined = f" {' '.join(words)} "
    for size in _PIECES:
        found.update(f"#{joined[at : at + size]}" for at in range(len(joined) - size + 1))
    return sorted({zlib.crc32(each.encode()) % TABLE for each in found})
