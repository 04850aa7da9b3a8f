"""Chest pain, a heart attack feared, and trouble with breathing.

Source:
    NHS advice on back pain (with chest pain: emergency); chest pain with breathlessness or
    spread to arm or jaw as in the project's clinical notes. That plain chest pain leads to a
    question first is the project's own judgement (people with long-lasting pain often have sore
    chest walls) and awaits a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import BREATHLESS, FAINT, ILL, PAINFUL, SEVERE
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW, SUDDEN

CHEST = words("chest breastbone sternum chests") | concept("my|the heart", "heart is|feels|hurts")
NOT_CHEST = concept(
    "chest of drawers",
    "chest freezer|press|xray|hair|infection|physio|expander|rub|workout|muscles|day|fly",
    "treasure|toy|war|medicine|blanket|linen|ice chest",
    "off my|his|her chest",
    "hand|hands|arms|cat|dog|baby|bag on|across my|the chest",
    "cough|coughing|coughed",
    "heart ~2 sank|broke|broken|warm*|melt*|was+not|goes+out|leaps|full|skipped",
    "heart aches|hurts|bleeds for|to|when|that",
    "warm ~2 chest",
    "with all my heart",
    "bottom of my heart",
    "by heart",
    "broke|breaks|warmed|poured|melted ~1 my heart",
    "heart rate",
    "sat|sleeps|jumped|lies on my chest ~2 wake",
    "blanket on ~1 chest",
)
# What is worn presses on a chest; "tight", and the garment right behind it or before it.
TIGHT_CLOTHES = concept(
    "chest|tight in|from this|that|these|those|my|the ~1 dress|shirt|jumper|jacket|coat|suit|bra"
    "|top|waistcoat|corset|costume|binder|wetsuit",
    "dress|shirt|jumper|jacket|coat|suit|bra|top|waistcoat|corset|costume|binder|wetsuit"
    " is|was|feels|fits so|too|very|really|quite? tight",
)
PRESSED = concept(
    "tight(ness,ening)|tightens",
    "pressure|pressing",
    "squeez*",
    "crush*",
    "heavy|heaviness|weight",
    "vice|vise|clamp",
    "elephant",
    "sitting|standing|stood|sat on",
    "band|belt",
    "gripping",
    "constrict*",
)
CHEST_PAIN = concept(
    "chest ~2 @p",
    "@p ~4 chest",
    "chest pains",
    "heart ~2 hurts|hurting|pain|aches",
    "pain ~2 my heart",
    "burning ~3 chest|breastbone",
    "stabbing|stab|squeezing|crushing|gripping ~2 heart",
    "chest ~2 burning|burns",
    p=PAINFUL,
)
ODD_CHEST = concept(
    "palpitations",
    "heart ~2 fluttering|flutters|racing|pounding|skipping|jumping|irregular",
    "left arm ~2 pain|hurts|aches|heavy|aching",
    "pain ~3 left arm",
    "chest feels|is ~2 weird|funny|strange|odd|fluttery|uncomfortable|bad",
    "funny|weird|strange|odd ~2 feeling ~2 chest",
)
SPREAD = words("arm arms jaw neck shoulder shoulders") | concept("shoulder blades")
HEART = concept(
    "heart ~2 racing|pounding|fluttering|irregular|beating+fast|thumping|skipping",
    "palpitations",
)
HEART_ATTACK_IDIOM = concept(
    "nearly|almost|practically ~1 had|have|gave|give|having|giving ~3 heart attack",
    "gave|give|gives|giving me|him|her|us|them a heart attack",
    "heart attack on a plate",
    "faked|fakes|pretended|played ~2 heart attack",
    "die(d)|dropped|dead ~2 of|from a heart attack",
    "funeral ~6 heart attack",
)
HEART_BURSTS = concept("heart ~4 burst|explode|stopping|stop|stopped|failing")
DIGESTION = words("indigestion heartburn wind reflux")
HEART_ATTACK = concept("heart attack", "cardiac arrest", "heart failing")
SPREADING = concept(
    "spread(s,ing)|going|goes|radiat*|moving|down|into|shooting ~4 left arm|jaw",
    "left arm and|or jaw",
    "left arm ~4 sweat*|sick|clammy|heavy ~3",
)
LEFT_ARM = concept("left arm ~2 hurts|hurt|pain|heavy|aches|aching|numb", "pain ~3 left arm|jaw")
ANGINA = concept("angina ~4 attack|worse|bad|again|today|not", "spray ~2 not ~1 help*|work*")
BREATH_WORSE = (
    SUDDEN
    | SEVERE
    | concept(
        "very",
        "blue",
        "lips",
        "worse",
        "not ~1 breathe",
        "struggl*",
        "now",
    )
)
CANNOT_BREATHE = concept(
    "not|hardly|barely ~1 ~1 breath|breathe $",
    "not|hardly|barely ~1 breath|breathe ~1 properly|well|good|right|now|anymore",
    "i|he|she|husband|wife can|could not breath|breathe",
    "hard time breath*",
    "can|could not breath|breathe",
    "hard|difficult|struggling|struggle|trouble|trying to? ~1 get|getting ~1 air|breath|oxygen",
    "not get ~2 enough? breath|air",
    "can hardly|barely breathe|breath",
    "not get ~2 air|breath|oxygen",
    "not catch my breath",
    "struggl* ~2 breath|breathe|breathing|air",
    "breathing is ~2 difficult|hard|awful|bad|tough|worse",
    "trouble|difficult* ~1 breath*",
    "gasp* ~2 air|breath",
    "fighting for breath|air",
    "hard to breath|breathe",
    "lips ~2 blue",
    "very|really|so short of breath",
    "suffocating",
)
BREATHING_FINE = concept(
    "nose|mask|laugh*|exercise|smoke|perfume|cold|polluted|pollen|underwater|heat+outside|noisy",
    "after|from|up|climbing|with the? ~1 stairs|hill|run|gym|walk|jog",
    "unfit|overweight|smoker",
    "not fit",
    "in ~1 this|that|these|those|my|the jeans|jumper|dress|trousers|shirt|suit|bra|skirt|tie",
    "for laughing|paperwork",
    "paperwork|humidity|crowded",
    "to do list",
    "after the dance|dancing|song|game|match|sprint|swim",
    "as|like usual|always",
    "copd|asthma as|is",
)
LITTLE_BREATH = concept("short of breath", "breathless*", "out of breath", "shortness of breath")

RULES = (
    Rule(
        "pressure-on-chest",
        Outcome.ACT,
        (CHEST, PRESSED),
        within=5,
        unless=NOT_CHEST | TIGHT_CLOTHES,
    ),
    Rule("chest-pain-spreading", Outcome.ACT, (CHEST_PAIN, SPREAD), within=10, unless=NOT_CHEST),
    Rule(
        "chest-pain-and-more",
        Outcome.ACT,
        (CHEST_PAIN, BREATHLESS | FAINT | ILL | HEART),
        within=12,
        across=True,
        unless=NOT_CHEST,
    ),
    Rule("chest-pain-severe", Outcome.ACT, (CHEST_PAIN, SEVERE), within=4, unless=NOT_CHEST),
    Rule("chest-pain-new", Outcome.ACT, (CHEST_PAIN, NEW), within=8, unless=NOT_CHEST),
    Rule("chest-pain", Outcome.ASK, (CHEST_PAIN,), unless=NOT_CHEST),
    Rule("odd-chest", Outcome.ASK, (ODD_CHEST,), unless=NOT_CHEST),
    Rule("chest-and-breath", Outcome.ACT, (CHEST, BREATHLESS), within=8, unless=NOT_CHEST),
    Rule("chest-and-faint", Outcome.ACT, (CHEST, FAINT), within=8, unless=NOT_CHEST),
    Rule("heart-attack-feared", Outcome.ACT, (HEART_ATTACK,), unless=HEART_ATTACK_IDIOM),
    Rule("heart-bursting", Outcome.ASK, (HEART_BURSTS,), unless=NOT_CHEST),
    Rule("digestion-and-more", Outcome.ASK, (DIGESTION, SPREAD | FAINT | BREATHLESS), within=8),
    Rule("arm-and-jaw", Outcome.ACT, (SPREADING,)),
    Rule("left-arm-and-ill", Outcome.ACT, (LEFT_ARM, ILL | FAINT | BREATHLESS), within=10),
    Rule("angina", Outcome.ACT, (ANGINA,)),
    Rule("cannot-breathe", Outcome.ACT, (CANNOT_BREATHE,), unless=BREATHING_FINE),
    Rule(
        "breathless-worse",
        Outcome.ACT,
        (LITTLE_BREATH, BREATH_WORSE),
        within=6,
        unless=BREATHING_FINE,
    ),
    Rule("breathless", Outcome.ASK, (LITTLE_BREATH,), unless=BREATHING_FINE),
)

RULE_SET = RuleSet(
    RiskKind.CHEST_PAIN,
    RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 2,
        Context.OTHER_PERSON: 1,
        Context.STORY: 2,
        Context.TOLD: 2,
        Context.DREAM: 2,
        Context.GENERAL_QUESTION: 2,
        Context.USUAL: 1,
        Context.CHECKED: 2,
    },
)
