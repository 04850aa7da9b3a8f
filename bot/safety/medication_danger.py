"""Danger from medicines: mixed, too sleepy, stopped at once, bleeding. Too much: its own file.

Source:
    Signs of an opioid overdose and what raises its danger (alcohol, benzodiazepines,
    gabapentinoids, restarting an old dose): hospital and patient-safety pages on opioids.
    Withdrawal after stopping: Health Canada. That a paracetamol overdose is an emergency without
    any symptom, and what goes to a clinician rather than to the emergency number (more than
    prescribed, running out early, borrowed tablets, black stools): the project's clinical notes.
    The words and the numbers of tablets are the project's own and await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety import medication_overdose
from bot.safety.body import CONFUSED
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.medicines import (
    ALCOHOL,
    DONE,
    MEDICINE,
    OPIOID,
    SEDATIVE,
    SLEEPY,
    TOO_SLEEPY,
)
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet

CANNOT_WAKE = concept(
    "not ~1 wake him|her|them|mum|dad",
    "he|she|husband|wife|mum|dad not wake|waking up?",
    "unconscious|unresponsive",
    "on|onto the _? floor|ground ~2 not answer|answering|respond|responding|move|moving|react",
    "collapsed ~2 not answer|respond|responding|move|moving",
    "he|she|dad|mum|mother|father|husband|wife|son|daughter|baby is? not breathing",
    "no pulse",
    "hard|difficult|impossible to wake|rouse",
)
VERY_SLEEPY = concept(
    "so|very|really|too|extremely|dangerously|incredibly drowsy|sleepy|woozy|groggy"
)
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
    "exercise|exercises|calm|calming|relax*|meditation|deep|practice|nice|helped",
    "slow breathing|breath helps|helped|out|in|really|before|when",
    "slow breath* ~3 helps|help|eased|calms",
    "slow breathing 1|3|10 minute|minutes",
    "rest and slow breath*",
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
    "took|taken|taking|using|borrowed|given|gave|have|take ~4 someone+else|somebody+else|friend"
    "|mates|mate"
    "|wife|wifes|husband|mum|mums|mother|dad|sister|neighbour|neighbours|brother|dads|hers|his"
    " ~3 @m",
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
FIT_FINE = concept("fit together|giggles|well|into|in|my|the", "fits into|in|my|the|well")
WITH_MEDICINE = MEDICINE | concept("withdrawal|dose|stopping|stopped|medication")
BLEEDING = concept(
    "vomit*|throwing+up|threw+up|being+sick|sick ~2 blood",
    "blood ~2 vomit|sick",
    "coffee grounds",
    "black ~3 poo|poop|stool|stools|shit|bowel|faeces|feces",
    "poo|poop|stool|stools|shit ~2 black|tarry|bloody",
    "tarry",
)
BLEEDING_FINE = concept("iron|liquorice|licorice|olives|beetroot")

RULES = (
    Rule("cannot-wake", Outcome.ACT, (CANNOT_WAKE,)),
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
    Rule(
        "seeing-things",
        Outcome.ACT,
        (SEEING_THINGS, WITH_MEDICINE),
        within=10,
        unless=FIT_FINE,
    ),
    Rule("bleeding", Outcome.ACT, (BLEEDING,), unless=BLEEDING_FINE),
)

RULE_SET = RuleSet(
    RiskKind.MEDICATION_DANGER,
    RULES + medication_overdose.RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 2,
        Context.OTHER_PERSON: 0,
        Context.STORY: 2,
        Context.TOLD: 2,
        Context.DREAM: 2,
        Context.GENERAL_QUESTION: 2,
        Context.CHECKED: 2,
    },
)
