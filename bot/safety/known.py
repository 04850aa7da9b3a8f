"""Whether a whole message says that what it tells of is known and unchanged.

The classifier judges a message as a whole, so no finding tells where to look. Only the plainest
words count here, and any word of change or doubt outweighs them.
"""

from __future__ import annotations

from bot.safety import circumstances as c
from bot.safety import vocabulary as v
from bot.safety.normalise import normalise
from bot.safety.phrases import concept
from bot.safety.windows import windows

_KNOWN = c.STEADY | concept(
    "for|since years|decades|ages|ever",
    "for @n years|decades",
    "@n years|decades now|same|unchanged|the+same|stable|of+it",
    "since @year",
    "from @year",
    "same old|spot|rib|strip|pattern|pain|path|size",
    "same as _? always|ever|usual|before|last|normal",
    "like always|every|each|before",
    "as _? always|ever|usual|normal|before",
    "as it|i always|does|do|did|has|have",
    "each|every autumn|month|spring|winter|summer|year",
    "well|long|old known",
    "known for|since|$",
    "longstanding|lifelong|permanent|permanently",
    "always has|have|had|did|do",
    "my usual|normal|baseline ~1 $",
    "the usual $",
    "usual spot|spots|pattern|place|flare|trouble|migraine|sciatica|ache|heaviness|stiffness",
    "usual numbness|tingling|weakness|swelling|tightness|headache|burning|throbbing|soreness",
    "nothing new",
    "@n years ago",
    "know|known|knows ~1 well",
    "like it does|did when|every|each|in",
    "now and then|again since",
    "used to it|the|this|that",
    "rheumatologist|doctor|gp|physio|consultant saw|checked|scanned ~3 last month|year|spring",
    "stronger by|every|each|week|day",
    "doctor|gp|nurse|consultant|specialist|cardiologist|neurologist|surgeon|physio ~2 knows|aware",
    "old injury|break|friend|fracture",
    n=v.SMALL_NUMBER,
    year=v.YEAR,
)
_DOUBT = (
    c.CHANGED
    | v.RECENT
    | concept(
        "than",
        "this|first time",
        "one day",
        "maybe|perhaps|probably|wonder",
        "nothing like",
        "not my|the|like|usual|usually|normal|always",
        "usually ~3 not",
        "not|nothing ~3 help|helped|help|helps|work|works",
        "bigger|hotter|slower|faster|fever|rigors|blood",
        "gone|went weak|dead|numb|limp|blind",
        "took ~2 my? usual|always",
        "swelling of",
        "not always",
    )
)


def is_known(text: str) -> bool:
    """Say whether a message tells of known, unchanged trouble and asks nothing.

    Source:
        That stable known pain must not trigger alarm, as alarms wear out and frighten: the
        project's clinical notes, awaiting a clinician's sign-off.
    """
    found = list(windows(normalise(text)))
    if len(found) != 1 or "?" in text or not found[0].has(_KNOWN):
        return False
    window = found[0]
    same = window.find(c.UNCHANGED)
    return all(any(whole.holds(sign) for whole in same) for sign in window.find(_DOUBT))
