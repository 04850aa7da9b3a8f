"""Recognises languages offline, by py3langid."""

from __future__ import annotations

import re
from collections.abc import Iterable

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.errors import ConfigError

# Below this share for the patient's own language, the text is in another one. Of 22,000 English
# sentences, typos and slang among them, nine fall below, and most of these are not English.
_LEAST_OWN = 0.02
_FEWEST_WORDS = 3  # one or two tell no language: "no", "hallo", a name
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u3000-\ud7ff]")  # neither Latin nor signs
_NUMBER = re.compile(r"\d")


class LanguageDetector:
    """Tells whether a text is in another language than the expected one."""

    def __init__(self, codes: Iterable[str], own: Iterable[str] = ("en",)) -> None:
        """Read the model, and keep of it what the given languages need (about 60 MB).

        Args:
            codes: The languages to recognise, as ISO 639-1 codes.
            own: The languages that patients are expected to write. Where the library does not
                know one, such as nb, no text of its speakers is taken for another's.

        Raises:
            ConfigError: A language to recognise that the library does not know.
        """
        whole = LanguageIdentifier.from_model_file(MODEL_FILE)
        known, named = set(whole.nb_classes), set(codes)
        wanted = named | (known & set(own))
        if unknown := sorted(named - known):
            raise ConfigError(
                f"content/other_languages names {', '.join(unknown)}, which cannot be recognised; "
                "take the line away."
            )
        whole.set_languages(wanted)
        self._identifier = LanguageIdentifier(
            whole.nb_ptc,
            whole.nb_pc,
            whole.nb_classes,
            whole.tk_nextmove,
            whole.tk_output,
            norm_probs=True,
            tk_row=whole.tk_row,
        )

    def other_than(self, own: str, text: str) -> str | None:
        """Return the language of ``text`` where it is surely another one than ``own``.

        A text with a number is never another's: the number can be read.
        """
        words = _WORD.findall(text)
        is_long_enough = len(words) >= _FEWEST_WORDS or _OTHER_SCRIPT.search(text)
        if not is_long_enough or _NUMBER.search(text):
            return None
        shares = dict(self._identifier.rank(" ".join(words).lower()))
        if shares.get(own, 1.0) >= _LEAST_OWN:
            return None
        return str(max(shares, key=lambda code: shares[code]))
