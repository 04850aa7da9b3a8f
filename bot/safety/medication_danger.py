"""Danger from medicines: too much, mixed, too sleepy, stopped at once, bleeding.

Source:
    Signs of an opioid overdose and what raises its danger (alcohol, benzodiazepines,
    gabapentinoids, restarting an old dose): hospital and patient-safety pages on opioids.
    Withdrawal after stopping: Health Canada. That a paracetamol overdose is an emergency without
    any symptom, and what goes to a clinician rather than to the emergency number (more than
    prescribed, running out early, borrowed tablets, black stools): the project's clinical notes.
    The words and the numbers of tablets are the project's own and await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import CONFUSED
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.medicines import (
    ALCOHOL,
    ANALGESIC,
    CONTAINER,
    MANY,
    MEDICINE,
    OPIOID,
    SEDATIVE,
    SOME,
    TOOK,
)
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import RELATIVE

DONE = words(
    "popping popped took taken taking swallowed ate eaten had necked downed popped eat drink take"
)
OVERDOSE = concept("overdos*", "took an od")
NOT_OVERDOSE = concept(
    "on ~1 chocolate|cake|sugar|tv|telly|coffee|sun|netflix|christmas|sweets|crisps"
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
    "coffee|tea|cake|sugar|food|salt|sun|water|time|space",
    "is it too",
    "prescribe too",
    "costs too",
)
WHOLE = concept(
    "@took ~2 whole|entire|full|all|every|half ~3 @box",
    "@took ~1 a|two|2|three|3|several|some ~1 packet(s)|pack(s)|box(es)|handful(s)|fistful|strip(s)|bottle|load(s)|bunch|tub ~1 of ~2 @m",
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
CANNOT_WAKE = concept(
    "not ~1 wake him|her|them|mum|dad",
    "he|she|husband|wife|mum|dad not wake|waking up?",
    "unconscious|unresponsive",
    "hard|difficult|impossible to wake|rouse",
)
TOLD = concept(
    "doctor|gp|nurse|consultant|pharmacist|they|surgeon|clinic ~3"
    " doubled|double|increased|upped|put|wants|said|told|changed|reduced|took|lower",
    "as|like ~2 told|said|agreed|prescribed",
    "should|can|could|may|must i ~1 take|double|have",
    "doubled up ~1 pain|laughing",
    "with my|the doctor|gp|nurse",
)
TWO_PATCHES = concept(
    "two|2|both|another|second|three ~2 patches|patch ~4",
    "old ~2 patch ~4 new",
    "patch ~5 new one",
    "hot|heat|hottie|electric|sauna|bath ~5 patch",
)
PATCH_FINE = concept("plaster|nicotine|eye|cabbage|grass|changed|removed|took+off|rough")
TOO_SLEEPY = concept(
    "not ~2 stay|keep awake",
    "not ~2 keep ~1 eyes open",
    "not ~1 wake ~1 up|him|her|properly|me|my",
    "hard|difficult|impossible to wake|rouse",
    "not ~1 wake|waking up",
    "not ~2 wake",
    "pass(ing,ed) out",
    "nodding off|out",
    "fall|falling asleep mid|in+the+middle|all|while",
    "unresponsive|unconscious|limp|gurgl*",
    "knocked|zonked out",
)
SLEEPY = concept(
    "so|very|really|too|extremely|super|such|all ~1 drowsy|sleepy|sleep|woozy|groggy|tired|spaced",
    "drowsy|woozy|drowsiness",
    "sleepy|sleep too much",
    "feel ~1 strange|weird|awful|funny|odd|sick|spaced|drunk|high|terrible",
    "room ~1 spinning",
    "twitching|shaking|jerking",
)
VERY_SLEEPY = concept("so|very|really|too|extremely|dangerously|incredibly drowsy|sleepy|woozy|groggy")
SLEEPY_FINE = concept("bed|night|helps|good|doctor+knows|gp+knows|wears+off|morning")
SLOW_BREATH = concept(
    "breath* ~2 slow|slowly|shallow|stopped|stopping|heavy+and",
    "slow|shallow|slowed ~1 breath*",
    "lips|fingers|nails ~2 blue",
    "blue lips",
    "pupils ~2 tiny|small|pinpoint|pinprick",
    "tiny|pinpoint|small pupils",
)
SLOW_BREATH_FINE = concept(
    "exercise|exercises|calm|calming|relax*|meditation|deep|practice|nice|helped"
)
STRONG = OPIOID | SEDATIVE
DRANK = ALCOHOL | concept(
    "i drink every|a|too",
    "lot to drink",
    "few|some drinks",
    "drank|drunk|pissed|hungover",
    "a drink with",
)
ASKING = concept(
    "can|may|could|should|is|are|would|do i|it|you|they|one ~2",
    "is|are it|they|there ok|okay|safe|dangerous|bad|fine|all",
    "how long|many|much|soon",
    "what happens|if",
    "allowed to",
    "ok|safe to",
)
HABIT_DRINK = concept(
    "every night|day|evening", "drink ~3 with", "make it work", "few drinks", "drink with|on"
)
NOT_MIXED = concept("tea|coffee|water|lemon|juice|ginger|lunch|dinner|meal|quit|stopped|sober")
ANOTHERS = concept(
    "took|taken|taking|using|borrowed|given|gave|have|take ~4 someone+else|somebody+else|friend|mates|mate"
    "|wife|wifes|husband|mum|mums|mother|dad|sister|neighbour|neighbours|brother|dads|hers|his ~3 @m",
    "friend|mum|neighbour|sister|mate|husband|wife gave me ~4 @m",
    "bought ~3 @m ~3 street|online|dealer|internet",
    took=DONE,
    m=STRONG | words("tablets pills painkillers meds medicine patches"),
)
ODD_WAY = concept(
    "snort*|inject*|chew(ed,ing)|crush(ed,ing)|smok(ed,ing) ~4 @m",
    m=OPIOID | SEDATIVE | words("tablet tablets pill pills patch meds release"),
)
STOPPED = concept(
    "stop(ped,ping)|quit|quitting|came+off|come+off|coming+off|gave+up ~4 @m",
    "ran|run|running out ~3 @m",
    m=STRONG
    | words(
        "tablets pills painkillers meds medication medicine antidepressants prednisolone steroids"
        " sertraline duloxetine venlafaxine"
    ),
)
AT_ONCE = concept(
    "sudden*|abrupt*|overnight|yesterday|today|completely",
    "cold turkey",
    "all at once",
    "straight away|off",
    "just like that",
    "days ago",
    "this morning|week",
    "all my|the",
)
WITHDRAWAL = concept(
    "withdraw*",
    "shak(ing,y)|vomit*|sweat*|fever|fit|fits|seizure|seizures|convuls*|spasm|spasms|hallucinat*"
    "|confus*|terrible|awful|diarrhoea|cramps|racing",
    "seeing|hearing things",
)
STOP_FINE = concept(
    "gp|doctor|nurse|pharmacist|consultant ~3 told|said|took|agreed|knows|with|stopped",
    "as ~2 told",
    "taper*|slowly|gradually|want+to|how+do|how+to|should+i|can+i|who",
    "stopped smoking|drinking",
    "pharmacy|chemist opens|open",
    "of tablets need",
    "need a ~1 new? prescription",
)
SEEING_THINGS = concept(
    "hallucinat*",
    "seeing|hearing things|voices|people",
    "seizure|seizures|fit|fits|convuls*",
    "withdrawal ~6 things",
)
WITH_MEDICINE = MEDICINE | concept("withdrawal|dose|stopping|stopped|medication")
BLEEDING = concept(
    "vomit*|throwing+up|threw+up|being+sick|sick ~2 blood",
    "blood ~2 vomit|sick",
    "coffee grounds",
    "black ~3 poo|poop|stool|stools|shit|bowel|faeces|feces",
    "poo|poop|stool|stools|shit ~2 black|tarry|bloody",
    "tarry",
)
FOOD = words("dinner lunch cake biscuit biscuits sweets scones soup bread chocolate food apple")
CHILD_TOOK_SOME = concept(
    "year|years|month|months old ~1 ate|swallowed|took|chewed|drank|got+into",
    "toddler|baby|child|kid|grandson|granddaughter|son|daughter ~2 swallowed|chewed|ate|drank ~2 some|one|few"
    "|handful|couple ~1 of ~1 my|the|grandmas|grandma|his|her|our",
)
BLEEDING_FINE = concept("iron|liquorice|licorice|olives|beetroot")
CHILD_TOOK = concept(
    "@c ~3 ate|swallowed|took|eaten|swallow|eat|got+into|chewed|drank|drunk ~6 @m",
    c=words(
        "child kid kids baby toddler grandson granddaughter grandchild son daughter boy girl nephew"
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
    Rule("cannot-wake", Outcome.ACT, (CANNOT_WAKE,)),
    Rule("two-patches", Outcome.ACT, (TWO_PATCHES,), unless=PATCH_FINE),
    Rule("cannot-stay-awake", Outcome.ACT, (TOO_SLEEPY, WITH_MEDICINE), within=12, across=True),
    Rule("sleepy-and-extra", Outcome.ASK, (SLEEPY, concept("extra|another|new|more")), within=6),
    Rule("sleepy-and-confused", Outcome.ACT, (SLEEPY, CONFUSED, MEDICINE), within=6),
    Rule("very-sleepy", Outcome.ASK, (VERY_SLEEPY, MEDICINE), within=5, unless=SLEEPY_FINE),
    Rule("breathing-slow", Outcome.ACT, (SLOW_BREATH,), unless=SLOW_BREATH_FINE),
    Rule("medicine-and-alcohol", Outcome.ACT, (DRANK, MEDICINE, SLEEPY | TOO_SLEEPY), within=10),
    Rule("strong-and-alcohol", Outcome.ACT, (DRANK, STRONG), within=5, unless=ASKING | NOT_MIXED),
    Rule("alcohol-habit", Outcome.ASK, (DRANK, MEDICINE, HABIT_DRINK), within=6, unless=ASKING),
    Rule("opioid-and-sedative", Outcome.ACT, (OPIOID, SEDATIVE, SLEEPY | TOO_SLEEPY), within=8),
    Rule(
        "mixed",
        Outcome.ACT,
        (concept("mix(ed,ing)"), MEDICINE, MEDICINE | DRANK),
        within=5,
        unless=ASKING,
    ),
    Rule("anothers-medicine", Outcome.ASK, (ANOTHERS,)),
    Rule("odd-way", Outcome.ACT, (ODD_WAY,)),
    Rule("stopped-and-ill", Outcome.ACT, (STOPPED, WITHDRAWAL), within=14, across=True),
    Rule("stopped-at-once", Outcome.ASK, (STOPPED, AT_ONCE), within=5, unless=STOP_FINE),
    Rule("withdrawal", Outcome.ASK, (concept("withdrawal|withdrawals"),)),
    Rule("seeing-things", Outcome.ACT, (SEEING_THINGS, WITH_MEDICINE), within=10),
    Rule("bleeding", Outcome.ACT, (BLEEDING,), unless=BLEEDING_FINE),
    Rule("child-took-some", Outcome.ACT, (CHILD_TOOK_SOME,), unless=FOOD),
    Rule("child-took", Outcome.ACT, (CHILD_TOOK,), unless=TOLD),
    Rule("more-than-told", Outcome.ASK, (MORE_THAN_TOLD,), unless=MORE_FINE),
)

RULE_SET = RuleSet(
    RiskKind.MEDICATION_DANGER,
    RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 2,
        Context.OTHER_PERSON: 0,
        Context.STORY: 2,
        Context.GENERAL_QUESTION: 2,
        Context.CHECKED: 2,
    },
)
