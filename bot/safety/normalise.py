"""From what a person typed to plain words that rules can be written in.

Nothing here judges; it only undoes what keyboards, dictation, haste and disguise do to words.
"""

from __future__ import annotations

import re
import unicodedata

from bot.safety.phrases import word_set
from bot.safety.spelling import CRITICAL, mended

# Letters of other scripts that look like ours; used only in words that mix them.
_LOOKALIKES = str.maketrans("асеорхуіјԁѕһκνοιτ", "aceopxyijdshkvoit")
_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032`\u00b4\uff07", "'")
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# Letters that are no base letter with an accent, and so survive its removal.
_WHOLE_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d"})
_EMOJI = {
    "\U0001f52b": " gun ", "\U0001f52a": " knife ", "\U0001f5e1": " knife ",
    "\U0001f48a": " pills ", "\U0001f480": " skull ", "\u2620": " skull ",
    "\u26b0": " coffin ", "\U0001f602": " lol ", "\U0001f923": " lol ", "\U0001f605": " lol ",
}  # fmt: skip
_LEET = str.maketrans("013457@$!|+", "oieastasiit")
_LEET_SIGNS = frozenset("013457@$!|+*")
_SPACED = re.compile(r"(?<!\S)[a-z](?:[ .\-_*]{1,3}[a-z](?![a-z'])){2,}")
_NOT_A_LETTER = re.compile(r"[^a-z]")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?|\.{2,}|[.!?;\n]|,")
_DECIMAL = re.compile(r"[.,]")  # a point inside a number must not look like a sentence's end
_PAUSE = re.compile(r"\.{2,}|\u2026")
_CONTRACTIONS = {
    "n't": " not", "'m": " am", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would",
}  # fmt: skip
_IS_AFTER = word_set("it he she that what there here who how where everything")
# Words run together on purpose or by dictation.
_RUN_TOGETHER = {
    "killmyself": "kill myself", "killingmyself": "killing myself", "wanttodie": "want to die",
    "iwanttodie": "i want to die", "wannadie": "want to die", "iwannadie": "i want to die",
    "endmylife": "end my life", "endit": "end it", "enditall": "end it all",
    "hurtmyself": "hurt myself", "harmmyself": "harm myself", "cutmyself": "cut myself",
    "hangmyself": "hang myself", "shootmyself": "shoot myself", "hatemylife": "hate my life",
    "ihatemylife": "i hate my life", "idontwanttolive": "i do not want to live",
    "ihatemyself": "i hate myself", "killme": "kill me", "killhim": "kill him",
    "killher": "kill her", "killthem": "kill them", "wanttolive": "want to live",
}  # fmt: skip
# Two words that people write apart, and the one word that the rules know.
_PAIRS = {
    ("any", "more"): "anymore", ("no", "one"): "nobody", ("my", "self"): "myself",
    ("me", "self"): "myself", ("him", "self"): "himself", ("her", "self"): "herself",
    ("for", "ever"): "forever", ("to", "night"): "tonight", ("any", "one"): "anyone",
    ("every", "one"): "everyone", ("every", "body"): "everybody", ("some", "one"): "someone",
    ("some", "body"): "somebody", ("any", "body"): "anybody", ("no", "body"): "nobody",
    ("good", "bye"): "goodbye", ("good", "byes"): "goodbyes", ("over", "dose"): "overdose",
    ("over", "dosed"): "overdosed", ("head", "ache"): "headache",
    ("pain", "killers"): "painkillers", ("pain", "killer"): "painkiller",
    ("epi", "pen"): "epipen", ("epipen", "pen"): "epipen", ("x", "ray"): "xray",
    ("with", "out"): "without", ("un", "alive"): "kill", ("sewer", "slide"): "suicide",
    ("suicide", "side"): "suicide", ("out", "side"): "outside",
}  # fmt: skip
_BEFORE_TO = word_set("want have going need like trying used wish ready")  # "want 2 go"


def normalise(text: str) -> list[str]:
    """Return plain lower-case words; a comma and a sentence's end are tokens of their own."""
    plain = _plain_letters(text)
    plain = _SPACED.sub(_joined, plain)
    plain = " ".join(_without_leet(piece) for piece in plain.split(" "))
    words: list[str] = []
    for piece in _TOKEN.findall(_PAUSE.sub(" , ", plain)):
        is_distance = piece == "kms" and bool(words) and words[-1][0].isdigit()
        words.extend(["km"] if is_distance else _expanded(piece))
    return _paired(words)


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES)
    text = "".join(_EMOJI.get(sign, sign) for sign in text).casefold()
    decomposed = unicodedata.normalize("NFKD", text).translate(_WHOLE_LETTERS)
    kept = "".join(sign for sign in decomposed if _is_kept(sign))
    return " ".join(_without_lookalikes(piece) for piece in kept.split(" "))


def _is_kept(sign: str) -> bool:
    """Drop accents, zero-width and soft-hyphen signs; keep line breaks."""
    return unicodedata.category(sign) not in {"Mn", "Me", "Cf", "Cs"}


def _without_lookalikes(piece: str) -> str:
    if piece.isascii() or not any("a" <= sign <= "z" for sign in piece):
        return piece
    return piece.translate(_LOOKALIKES)


def _joined(match: re.Match[str]) -> str:
    """Join "k i l l  m y s e l f" when that gives words worth mending."""
    letters = _NOT_A_LETTER.sub("", match[0])
    if letters in _RUN_TOGETHER:
        return _RUN_TOGETHER[letters]
    return " ".join(_split_critical(letters)) or match[0]


def _split_critical(letters: str) -> list[str]:
    """Split run-together letters into known words, the longest first; nothing if some are left."""
    found: list[str] = []
    start = 0
    while start < len(letters):
        ends = range(min(len(letters), start + 12), start, -1)
        end = next((e for e in ends if letters[start:e] in _SPLITTABLE), None)
        if end is None:
            return []
        found.append(letters[start:end])
        start = end
    return found


_SPLITTABLE = CRITICAL | word_set(
    "i a to my want the all it end me not do go no in of wish hate life been was"
)


def _without_leet(piece: str) -> str:
    """Read "su1cide" and "k*ll" when a critical word comes out; leave all else alone."""
    core = piece.strip(".,?;:\"'()[]#\n")
    if not core or _LEET_SIGNS.isdisjoint(core) or core.isdigit():
        return piece
    if not any("a" <= sign <= "z" for sign in core):
        return piece
    for candidate in (core, core.rstrip("!")):
        read = _read_leet(candidate)
        if read:
            return piece.replace(candidate, read, 1)
    return piece


def _read_leet(word: str) -> str | None:
    if "*" in word:
        return _starred(word)
    for plain in (word.translate(_LEET), word.replace("1", "l").translate(_LEET)):
        if plain != word and (plain in CRITICAL or plain in _RUN_TOGETHER):
            return plain
    return None


def _starred(word: str) -> str | None:
    """Find the critical word that a starred one stands for, if half its letters are left."""
    stars = word.count("*")
    if word[0] == "*" or stars > len(word) - stars:
        return None
    fitting = (
        known
        for known in sorted(CRITICAL)
        if len(known) == len(word)
        and all(mark in ("*", letter) for mark, letter in zip(word, known, strict=True))
    )
    return next(fitting, None)


def _paired(words: list[str]) -> list[str]:
    paired: list[str] = []
    for word in words:
        if paired and (paired[-1], word) in _PAIRS:
            paired[-1] = _PAIRS[paired[-1], word]
        elif paired and word == "2" and paired[-1] in _BEFORE_TO:
            paired.append("to")
        else:
            paired.append(word)
    return paired


def _expanded(token: str) -> list[str]:
    if token in {"\n", ";"}:
        return ["."]
    if token[0].isdigit():
        return [_DECIMAL.sub("p", token)]
    if "'" in token:
        return _without_apostrophe(token)
    if token in _RUN_TOGETHER:
        return _RUN_TOGETHER[token].split()
    return mended(token).split()


def _without_apostrophe(token: str) -> list[str]:
    stem, _, tail = token.partition("'")
    bare = stem + tail
    if stem in _IS_AFTER and tail == "s":
        return [stem, "is"]
    if tail == "s":
        return mended(stem).split()
    if tail == "t" and stem.endswith("n"):
        return mended(bare).split()
    for ending, words in _CONTRACTIONS.items():
        if token.endswith(ending):
            return mended(token.removesuffix(ending)).split() + words.split()
    return mended(bare).split()
