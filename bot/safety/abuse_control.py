"""Abuse without blows: control of money, medicine and movement, neglect, and being put down.

Source:
    The project's own judgement, awaiting a clinician's sign-off. People who depend on others for
    care meet these forms more often than blows.
"""

from __future__ import annotations

from bot.safety.abuse_people import DOER
from bot.safety.kinds import Outcome
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule

CONTROL = concept(
    "not let|lets|allow|allows|permit me|us ~4 leave|go|see|out|use|call|have|talk|doctor|phone"
    "|take|get|buy|shower|wash|move"
    "|meet|eat|sleep|speak|go+out|work|visit",
    "not allowed ~1 to ~1 leave|go|see|use|call|have|talk|out",
    "@doer ~2 lock(s,ed)|lock me|us|my|the",
    "lock me|my|us in|out|up|away|wheelchair",
    "lock(s,ed,ing) me in",
    "@doer ~4 take(s)|took|taking|steal(s)|stole|stealing|hide(s)|hiding|hid|keep(s)|keeping"
    "|withhold* ~2 my ~2 @thing",
    "@doer ~2 take(s)|hide(s)|steal(s) ~3 so i can",
    "@doer ~4 take(s)|took|steal(s)|hide(s)|keep(s) ~1 all|my ~1 my? money|pension|wages|benefits",
    "not give me ~2 tablets|pills|medicine|medication|meds|painkillers|food|money|phone|pain",
    "control(s) ~2 everything|money|phone|life+and|me|who|what+i|all",
    "@doer ~2 control(s) me|my|all|everything",
    "keep(s)|kept|treat(s)|like me|us|a ~2 prisoner|slave",
    "kept|locked|shut|left in|inside my|the|a ~1 room|house|bedroom ~3 all|day|night|$",
    "took|takes|has|keeps my passport",
    "ask ~1 his|her|their ~1 permission",
    "check(s,ing)|track(s,ing)|monitor(s,ing)|reads|spies|goes+through ~2 my ~1 phone|messages"
    "|location|emails|every",
    "permission for|to ~1 everything|go|leave|spend",
    "put|puts me in a home",
    doer=DOER,
    thing=words(
        "money pension tablets pills medicine medication meds painkillers phone card cards"
        " passport"
        " stick wheelchair walker frame crutches benefits keys bank savings glasses morphine"
    ),
)
CONTROL_FINE = concept(
    "pain|back|body|knee|hip|neck|leg|boss|work|employer|manager|doctor|physio|nurse|hospital|it"
    "|surgeon"
    "|weather|insurance|council|airline ~3 not let|allow",
    "cat|dog|biscuits|sweets|chocolate|remote|controller|doctor+not|lift|carry|hoover|vacuum|drive"
    "|cook+so",
    "safe for me",
    "so i do not",
    "mistake|accident|car|pharmacy|cupboard",
    "for me $",
    "to the pharmacy|cleaner",
    "control(s) his|her|their|the|its",
    "play(s) ~1 poker|cards",
    "school|homework|festival|hike|trip|habit|weights",
    "agreement|agreed|i asked|told him|her|them",
    "same rule",
    "charged|topped",
    "box with|because i|since i ~2 forget|forgetful|lose",
    "up till",
)
PUT_DOWN = concept(
    "@doer ~2 call(s,ed)|calling|says|tells|said ~2 me|i ~3 names|useless|worthless|stupid|mad"
    "|crazy|lazy|fat|liar"
    "|burden|pathetic",
    "@doer ~2 shout(s)|scream(s)|yell(s)|shouting|screaming at me ~3 every|all|always|and",
    "@doer ~5 laugh(s)|laughing when i ~1 fall|cry|hurt|ask",
    "humiliat* me",
    doer=DOER,
)
NEGLECT = concept(
    "go|going without ~1 meals|food|medicine|water ~2",
    "make|makes|made me ~1 go|eat|sleep without|outside|floor",
    "not ~1 feed|fed me",
    "leave|leaves|left|lying|keep me? ~1 in ~2 wet|dirty|soiled|filthy|own|urine",
    "leave|leaves|left|keep|keeps me ~2 without|hungry|dirty|alone ~2 food|water|care|help|toilet"
    "|floor|bed|wet|hungry",
    "not feed|wash|change|help|clean me ~3 toilet|food|bed|eat|wash|days",
    "me without food|water|medicine|care",
    "neglect* me|by",
    "am neglected|starved",
)

RULES = (
    Rule("control", Outcome.ACT, (CONTROL,), unless=CONTROL_FINE),
    Rule("neglect", Outcome.ACT, (NEGLECT,)),
    Rule("put-down", Outcome.ASK, (PUT_DOWN,)),
)
