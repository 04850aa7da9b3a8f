"""Danger from medicines: more was taken than should be, on purpose or not.

Source:
    That a paracetamol overdose is an emergency without any symptom: the project's clinical notes.
    The words and the numbers of tablets are the project's own and await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.medicines import (
    ANALGESIC,
    CONTAINER,
    DONE,
    MANY,
    MEDICINE,
    SLEEPY,
    SOME,
    TOO_SLEEPY,
    TOOK,
)
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule

OVERDOSE = concept("overdos*", "took an od")
NOT_OVERDOSE = concept(
    "on|of ~2 chocolate|cake|cakes|sugar|tv|telly|coffee|sun|netflix|christmas|sweets|crisps|tiktok"
    "|bun|buns|pies|biscuits|gingerbread|cheese|series|sets|cards|culture|fun|joy|sunshine|football"
    "|bridgerton|pizza|pasta|ice|food|buffet|memes|news|work|exercise|gardening",
    "plant(s) ~2 overdosed",
    "overdosed it|them ~1 on|with",
    "celebrity|risk|risks overdose(s)?",
    "overdose risk|risks|awareness|training",
    "seen ~2 overdoses",
)
TOO_MANY = concept(
    "@took ~1 ~1 too|to|2|way+too many|much ~4 @m",
    "took|taken|swallowed so many|much ~3 @m",
    "@took ~1 too|way+too|far+too many|much $",
    "@took ~2 too|way+too|far+too many|much",
    "@took ~1 way|much|far more than ~4 should|prescribed|meant|supposed|allowed|normal|usual",
    "@took more than i should ~2 today|last|tonight|yesterday",
    "too many|much ~1 @m",
    "overdid ~2 @m",
    "way over the limit|max|dose",
    "over ~1 the|my ~1 limit|max|maximum ~3 @m",
    "more than the ~1 max|maximum|limit",
    "@took ~3 over the limit|max|dose",
    took=DONE,
    m=MEDICINE,
)
TOO_MANY_FINE = concept(
    "not|never take ~3 too",
    "worried|afraid|scared ~3 taking",
    "how much|many is",
    "coffee|tea|cake|sugar|food|salt|sun|water|time|space|biscuits",
    "too much on ~1 again|today|at|with|$",
    "too many ~1 @m ~1 in my|the|his|her ~1 box|bag|drawer|cupboard|list",
    "is it too",
    "prescribe too",
    "costs too",
    m=MEDICINE,
)
WHOLE = concept(
    "@took ~2 whole|entire|full|all|every|half ~3 @box",
    "@took ~1 a|two|2|three|3|several|some ~1 packet(s)|pack(s)|box(es)|handful(s)|fistful"
    "|strip(s)|bottle|load(s)|bunch|tub ~1 of ~2 @m",
    "took|taken|swallowed|downed|ate a|two|2|several|whole packet|pack|box|strip|handful|bottle $",
    "@box ~2 gone since|today|yesterday",
    "handful ~1 of @m",
    "@took ~1 the|my whole|entire ~2 @m",
    "@took all|every ~3 @m ~3 one|once|go|time",
    "all|every ~2 @m ~1 in|at one|once",
    "@box of @m gone|since",
    "ate|eat|eaten|swallowed|drunk|drink ~1 all ~3 @m",
    took=DONE,
    box=CONTAINER,
    m=MEDICINE,
)
PICKED_UP = concept(
    "picked|bought|collected|dropped|lost|need|order|ordered|prescription|pharmacy|chemist|threw",
    "of|for ~1 biscuits|chocolate|chocolates|crisps|wine|eggs|cereal",
)
ALL_MINE = concept("took|taken all ~1 my ~1 @m", m=MEDICINE)
TAKEN_RIGHT = concept(
    "today|morning|evening|as|on+time|prescribed|usual|always|this|breakfast|except"
)
COUNTED = concept(
    "@took ~2 @n ~1 extra|more|of|my|x|the? ~1 @m",
    "@took ~2 @n @m",
    "@took ~2 more than @n ~2 @m",
    "had|taken|took|swallowed ~2 @n of them|these|those",
    "been taking|popping @n ~2 @m",
    "popping ~1 @m",
    "had ~2 @n ~1 @m",
    "more than @n ~2 @a",
    "more than 8 ~2 @a",
    "@took @n tablets|pills|of",
    took=DONE,
    n=MANY,
    m=MEDICINE,
    a=ANALGESIC,
)
COUNTED_EXTRA = concept(
    "@took ~2 @n extra|more|too",
    "@took @n ~2 @m ~1 at+once|in+one|together",
    took=DONE,
    n=SOME,
    m=MEDICINE,
)
COUNT_FINE = concept(
    "mg|mcg|ml|minutes|years|prescribed|as|a+day+as|allowed|maximum|can+i|how",
    "day all prescribed",
)
DOUBLE = concept(
    "double|doubled|doubling|triple|tripled|twice|quadruple",
    "two|three|four|2|3|4|5|several times|x ~2 dose|normal|amount|usual",
    "two|2 doses|lots",
    "took|taken ~3 another lot",
    "forgot ~5 taken ~5 again|another|more|took",
)
DOSE = MEDICINE | concept("dose|amount|max|maximum|limit")
TOOK_NOW = concept(
    "took|taken|accident*|mistake|had|taking|swallowed|have",
    "i ~1 doubled",
)
MISTAKE = concept(
    "by mistake|accident",
    "accidentally",
    "mixed up",
    "wrong",
    "instead of",
    "confused ~2 tablets|pills",
)
SOME_MORE = concept(
    "@took ~2 two|three|four|2|3|4|more|extra extra ~2 @m",
    "@took ~1 extra ~2 @m",
    "@took ~3 @m ~2 instead of",
    "@took ~2 more|extra ~2 @m ~3 than",
    "@took ~2 tablets|pills|meds|them|dose again",
    "not remember|know|sure ~3 took|taken ~6 again|another|twice|more",
    took=DONE,
    m=MEDICINE,
)
TOLD = concept(
    "doctor|gp|nurse|consultant|pharmacist|they|surgeon|clinic ~3"
    " doubled|double|increased|upped|put|wants|said|told|changed|reduced|took|lower",
    "as|like ~2 told|said|agreed|prescribed",
    "should|can|could|may|must i ~1 take|double|have",
    "doubled up ~1 pain|laughing",
    "at @n instead of",
    "fertiliser|fertilizer|plants",
    "with my|the doctor|gp|nurse",
    n=concept("6|7|8|9|10|11|12|six|seven|eight|nine|ten|noon|lunch|breakfast"),
)
TWO_PATCHES = concept(
    "two|2|both|another|second|three ~2 patches|patch ~4",
    "old ~2 patch ~4 new",
    "patch ~5 new one",
    "hot|heat|hottie|electric|sauna|bath ~5 patch",
)
PATCH_FINE = concept(
    "plaster|nicotine|eye|cabbage|grass|changed|removed|took+off|rough", "^ heat patch"
)
FOOD = words("dinner lunch cake biscuit biscuits sweets scones soup bread chocolate food apple")
CHILD_TOOK_SOME = concept(
    "year|years|month|months old ~1 ate|swallowed|took|chewed|drank|got+into",
    "toddler|baby|child|kid|grandson|granddaughter|son|daughter ~2 swallowed|chewed|ate|drank ~2"
    " some|one|few"
    "|handful|couple ~1 of ~1 my|the|grandmas|grandma|his|her|our",
)
CHILD_TOOK = concept(
    "@c ~3 ate|swallowed|took|eaten|swallow|eat|got+into|chewed|drank|drunk ~6 @m",
    c=words(
        "child kid kids baby toddler grandson granddaughter grandchild son daughter boy girl"
        " nephew"
        " niece dog cat puppy nan grandma gran old"
    ),
    m=MEDICINE,
)
MORE_THAN_TOLD = concept(
    "@took ~3 more ~3 than ~2 should|prescribed|told|doctor|meant|allowed|supposed|say|says",
    "@took ~2 extra ~3 @m ~4 cope|sleep|numb|every+day|day|get+through|and+feel",
    "taking ~2 more|extra ~3 @m",
    "over ~1 prescribed dose",
    "used|gone|went|got up|through ~5 @m ~3 in|within ~2 weeks|days",
    "keep ~1 taking more|extra|too",
    "run|running|ran out ~3 @m ~2 early|again|before",
    "ran out of ~1 @m ~3 early|again",
    "not ~1 stop taking",
    "addicted|hooked to|on ~2 @m",
    "doctor shopping",
    took=DONE,
    m=MEDICINE,
)
MORE_FINE = concept("like|as the? ~1 doctor|gp|nurse|told", "side effects", "than last week")

RULES = (
    Rule("overdose", Outcome.ACT, (OVERDOSE,), unless=NOT_OVERDOSE),
    Rule("too-many", Outcome.ACT, (TOO_MANY,), unless=TOO_MANY_FINE),
    Rule("whole-pack", Outcome.ACT, (WHOLE,), unless=PICKED_UP | NOT_OVERDOSE),
    Rule("all-my-tablets", Outcome.ASK, (ALL_MINE,), unless=TAKEN_RIGHT),
    Rule("many-counted", Outcome.ACT, (COUNTED,), unless=COUNT_FINE),
    Rule("some-extra", Outcome.ACT, (COUNTED_EXTRA,), unless=COUNT_FINE),
    Rule("double-and-sleepy", Outcome.ACT, (DOUBLE, SLEEPY | TOO_SLEEPY), within=12, unless=TOLD),
    Rule("double-dose", Outcome.ACT, (DOUBLE, DOSE, TOOK_NOW), within=6, unless=TOLD),
    Rule("double-dose-today", Outcome.ASK, (concept("i ~1 doubled"), DOSE), within=5),
    Rule("took-twice", Outcome.ACT, (concept("forgot ~5 taken ~5 another|again|more"),)),
    Rule("by-mistake", Outcome.ACT, (TOOK, MEDICINE, MISTAKE), within=6, unless=TOLD),
    Rule("some-more", Outcome.ASK, (SOME_MORE,), unless=TOLD),
    Rule("two-patches", Outcome.ACT, (TWO_PATCHES,), unless=PATCH_FINE),
    Rule("child-took-some", Outcome.ACT, (CHILD_TOOK_SOME,), unless=FOOD),
    Rule("child-took", Outcome.ACT, (CHILD_TOOK,), unless=TOLD),
    Rule("more-than-told", Outcome.ASK, (MORE_THAN_TOLD,), unless=MORE_FINE),
)
