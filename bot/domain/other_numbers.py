"""Numbers that are no rating: dates, times, doses, durations, counts.

All texts here are folded and have their numbers in digits (see ``bot.domain.number_words``).
"""

from __future__ import annotations

import re

_N = r"\d+(?:[.:]\d+)?"
_RANGE = rf"{_N}(?:\s?(?:-|to|or|and)\s?{_N})?"
_AND_AT = rf"(?:(?: ,)?(?: (?:and|then|again))* at {_RANGE}\b)*"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! be| have| not)|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_COUNTED = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|years?|yrs?"
    r"|times?|x (?:a|per|daily|\d)|mg|mcg|ml|kg|km|miles?|steps?|stairs?|degrees?|percent"
    r"|tab(?:let)?s?|pills?|capsules?|dose|patch|glass|drinks?|people|children|more|of (?:my|the"
    r"|them|these|those|it)|paracet(?:amol)?|ibuprofen|ibux|aspirin|naproxen|co-?codamol|codeine"
    r"|tramadol|morphine|gabapentin|pregabalin|oxy\w*)"
)
_SORT = (
    r"(?:(?:more|extra|full|whole|other|good|bad|long|short|solid|straight|nice|little|big|small"
    r"|rough|broken|decent|different|hard) )?"
)
_TO_BED_AND_UP = (
    r"(?:woke|wake|waking|woken|up|bed|asleep|sleep|slept|awake|crashed|zonked|conked|retired"
    r"|(?:dropped|drifted|nodded|went|got) off)"
)
# A number before a plural counts things; these words end in "s" and count nothing.
_NO_PLURAL = (
    r"\w{1,3}\b|\w*(?:ss|us|is)\b|(?:points|thanks|always|perhaps|sometimes|feels|seems|sounds"
    r"|hurts|aches|burns|stays|gets|goes|does|means|comes|says|towards|besides|across|legs|knees"
    r"|hips|hands|shoulders|wrists|arms|fingers|ankles|elbows|toes|ribs|joints|muscles)\b"
)
_OTHER = re.compile(
    "|".join(
        (
            r"\b\d{1,4}([./-])\d{1,2}\1\d{2,4}\b",  # dates
            rf"\b\d{{1,2}} (?:of )?{_MONTH}\b(?: \d{{4}}\b)?",
            rf"\b{_MONTH} \d{{1,2}}\b(?! ?/)(?:,? \d{{4}}\b)?",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\b(?:in|since|from|year) (?:19|20)\d{2}\b",
            r"\b\d{1,2}:\d{2}\b(?: ?[ap]\.? ?m\b)?",  # times
            r"\bat \d{1,2}\.\d{2}\b",
            r"\b(?:\d{1,2} ?(?:-|to|or) ?)?\d{1,2}(?:\.\d{2})? ?[ap]\.? ?m\b",
            r"\b\d{1,2} ?o ?'? ?clock\b",
            r"\b(?:\d{1,2}|half|quarter) past \d{1,2}\b",
            r"\b(?:half|quarter to) \d{1,2}\b",
            rf"\b{_RANGE} in the (?:morning|afternoon|evening|night)\b",
            rf"\b{_TO_BED_AND_UP}(?: \w+){{0,2}}"
            rf" (?:at|by|till?|until|before|after|from) {_RANGE}\b{_AND_AT}",
            rf"\b(?:woke|woken|asleep)(?: up)? (?:around|about) {_RANGE}\b{_AND_AT}",
            rf"\b(?:since|until|till?)(?: (?:the|gone|past|about|around|well|nearly))* {_RANGE}\b",
            rf"\b(?:while|just) gone {_RANGE}\b",
            rf"\b(?:rose|breakfast|lunch|dinner|supper|tea) at {_RANGE}\b{_AND_AT}",
            r"\b24[/-]7\b",
            r"\b(?:took|taken|taking|take)(?: (?:about|another|my|only|just))?"
            rf" {_RANGE}\b(?! ?/)",  # counts
            rf"\b{_RANGE}[ -]?{_SORT}(?:{_COUNTED}\b|%)",
            rf"\b{_RANGE} {_SORT}(?!{_NO_PLURAL})[a-z]{{3,}}s\b",
            r"\b(?:up|down|rose|risen|dropped|fell|fallen|increased|decreased|by)(?: by)?"
            rf"(?: about| another| a)? {_N}\b",  # a difference
            r"\b(?:day|week|month|year|page|chapter|room|aged?|exercise|question|item|step|module"
            r"|stage) \d+\b",
            r"\b[a-z]\d+(?:[/-][a-z]?\d+)?\b",  # "L4/5", "B12"
        )
    )
)


def without_other_numbers(text: str) -> str:
    """Return ``text`` without the numbers that may be something else than a rating."""
    return _OTHER.sub(" ; ", text)
