"""A severe allergic or skin reaction: swelling of face or throat, hives with breathing, peeling.

Source:
    Rash or swelling after a medicine is named in the project's clinical notes as a reason for a
    clinician; that a swelling face or throat, or skin that blisters, is an emergency is common
    public advice on anaphylaxis. The words are the project's own and await sign-off.
"""

from __future__ import annotations

from bot.safety.body import BREATHLESS, FAINT, ILL
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.medicines import MEDICINE
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW

FACE = words("face lips lip tongue mouth throat neck eyelids cheeks airway")
EYES = words("eye eyes eyelid eyelids")
EYES_TIRED = concept(
    "eyes ~2 closing|closed|shut ~4 tonight|tired|bed|sleepy|puppy|late|sermon",
    "tonight|tired|stop|sleepy|bedtime|sermon|closed+my|shut+my ~4 eyes",
    "closed|shut|close my eyes",
)
SWOLLEN_SHUT = concept(
    "swollen|swelling|swell|swelled",
    "puff* ~2 after|up|since|shut",
    "shut|closing",
    "closed up|over",
)
THROAT = words("throat tongue airway windpipe")
SWELLING = concept(
    "swollen|swell|swells|swelled|swelling|swole|swellings",
    "puff*",
    "blown|blew|blowing|blow up",
    "balloon*",
    "getting|got|gets ~1 bigger|fat|fatter|thicker",
    "huge|fat|enormous",
)
CLOSING = concept(
    "clos(ing,es,ed)|close|shut|shutting|constrict*",
    "tight(ness,ening)",
    "thick",
    "funny|strange|weird|itchy",
    "narrow*",
    "not ~1 swallow",
)
THROAT_FINE = concept(
    "lump+in|cold|flu|runny+nose|reflux|sang|crying|cried|cheek|dry|tonsil*|shouting|singing"
)
SWELLING_FINE = concept(
    "little|slight|slightly|bit ~1 puff*",
    "crying|cried|dentist|tooth|wisdom|bruise|fell|fall|punched|boxing|smiling|lymph|glands|bag"
    "|bags"
    "|hay",
)
HIVES = concept("hives|urticaria|welts|wheals")
RASH = concept("rash|rashes|itchy|itching|itch|blotches|spots", "red all over", "skin ~2 red")
ALL_OVER = concept("all over|everywhere|body", "everywhere", "covered in|with", "whole body")
MILD_RASH = concept(
    "plaster|powder|eczema|psoriasis|hay|season|nappy|heat|patch|mosquito|nettles|shaving|washing"
    "|scar|nose|detergent|wool"
)
MEDICINE_NEW = concept(
    "new|after|started|since|from|took|taken|taking|starting|on ~3 @m",
    "@m made",
    m=MEDICINE
    | words(
        "antibiotic antibiotics penicillin amoxicillin injection jab vaccine contrast cream"
        " ramipril"
    ),
)
TRIGGER = concept(
    "stung|sting|bee|wasp|hornet|nuts|nut|peanut|peanuts|shrimp|prawns|shellfish|egg|sesame|latex"
)
REACTION = concept(
    "allergic|allergy reaction|shock|attack",
    "anaphyl*",
    "epipen|adrenaline+pen|jext|emerade",
    "reaction ~3 allergic",
    "having|bad|severe a? ~1 reaction",
    "adrenaline injector|autoinjector",
)
REACTION_FINE = concept(
    "carry|carries|prescription|renew|expired|always+have|in+my+bag|bathroom+cabinet|course"
    "|training",
    "to cats|mornings|exercise|work|mondays|dust|pollen",
)
ALLERGIC_TO = concept(
    "am|is|very ~1 allergic ~2 it|nuts|peanuts|penicillin|them|that|nut", "am allergic $"
)
ATE = words("ate eaten took taken had swallowed drank given stung")
WHEEZE = concept("wheez*", "chest ~2 wheezy|tight")
ASTHMA = concept("asthma|copd|cold|usual|always")
PEELING = concept(
    "skin ~2 peel*|blister*|coming+off|falling+off",
    "peel*|blister* ~2 skin",
    "blister(s,ing) ~4 mouth|all+over|everywhere|lips|eyes|fever",
    "mouth ~3 blister*",
    "rash ~2 blister*",
    "sheets",
)
PEELING_FINE = concept("sun|sunburn*|shoes|boots|walking|heel|toe|foot|feet|burn|onion|garden")
SWALLOW = concept(
    "not ~2 swallow|talk", "drool*", "hoarse", "difficult*|trouble|hard|harder ~2 swallow*"
)
TINGLE = concept("tingl*|itch*|numb")
EYES_FINE = SWELLING_FINE | EYES_TIRED

RULES = (
    Rule("throat-closing", Outcome.ACT, (THROAT, CLOSING), within=5, unless=THROAT_FINE),
    Rule("face-swelling", Outcome.ACT, (FACE, SWELLING), within=5, unless=SWELLING_FINE),
    Rule("eyes-swelling", Outcome.ACT, (EYES, SWOLLEN_SHUT), within=4, unless=EYES_FINE),
    Rule("swelling-after-medicine", Outcome.ACT, (SWELLING, MEDICINE_NEW), within=8),
    Rule("lips-tingling", Outcome.ACT, (concept("lips|tongue|mouth"), TINGLE, NEW), within=5),
    Rule("hives-and-more", Outcome.ACT, (HIVES, BREATHLESS | FAINT | ILL | THROAT), within=12),
    Rule("hives-all-over", Outcome.ACT, (HIVES, ALL_OVER | MEDICINE_NEW), within=8),
    Rule("hives", Outcome.ASK, (HIVES,)),
    Rule("rash-and-breath", Outcome.ACT, (RASH, BREATHLESS | FAINT | WHEEZE), within=12),
    Rule("rash-and-swelling", Outcome.ACT, (RASH, SWELLING), within=10, unless=MILD_RASH),
    Rule("rash-after-medicine", Outcome.ASK, (RASH, MEDICINE_NEW), within=8, unless=MILD_RASH),
    Rule("reaction", Outcome.ACT, (REACTION,), unless=REACTION_FINE),
    Rule("took-what-allergic-to", Outcome.ACT, (ALLERGIC_TO, ATE), within=10),
    Rule("sting-and-more", Outcome.ACT, (TRIGGER, SWELLING | BREATHLESS | CLOSING), within=10),
    Rule("wheeze-and-ill", Outcome.ACT, (WHEEZE, ILL | FAINT), within=8),
    Rule("wheeze", Outcome.ASK, (WHEEZE,), unless=ASTHMA),
    Rule("wheeze-after", Outcome.ACT, (WHEEZE, MEDICINE_NEW | RASH | FACE | TRIGGER), within=8),
    Rule("itch-and-ill", Outcome.ACT, (RASH, SWELLING | ILL, TRIGGER), within=8),
    Rule("skin-peeling", Outcome.ACT, (PEELING, MEDICINE_NEW | ILL | RASH), within=10),
    Rule("skin-blistering", Outcome.ACT, (PEELING,), unless=PEELING_FINE),
    Rule("swallowing", Outcome.ACT, (SWALLOW, TRIGGER | MEDICINE_NEW | BREATHLESS), within=8),
    Rule("voice-and-throat", Outcome.ACT, (SWALLOW, THROAT), within=8, unless=THROAT_FINE),
)

RULE_SET = RuleSet(
    RiskKind.SEVERE_ALLERGIC,
    RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 2,
        Context.OTHER_PERSON: 1,
        Context.STORY: 2,
        Context.TOLD: 2,
        Context.DREAM: 2,
        Context.GENERAL_QUESTION: 2,
        Context.USUAL: 2,
        Context.CHECKED: 2,
    },
)
