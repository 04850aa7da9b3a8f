"""Signs of a blood clot in leg, arm or lung.

Source:
    Calf swelling as an urgent sign: the project's clinical notes (own knowledge there, common
    public advice on deep vein thrombosis). Coughing blood and sudden breathlessness beside it are
    the project's own judgement. All await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import BREATHLESS, PAINFUL
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW

CALF = words("calf calves shin") | concept("lower leg", "back of my leg|knee", "behind ~1 knee")
ONE_LEG = words("leg thigh arm") | concept(
    "one leg|ankle|foot|arm|thigh|side", "left|right leg|ankle|foot|arm|thigh|calf"
)
JUST_ONE = concept(
    "one of my legs",
    "one|the+one|only+one leg|side|ankle|foot|calf",
    "just|only ~1 one|left|right ~1 side|leg|$",
    "left|right|whole ~1 leg",
    "than the other|left|right",
    "other ~2 normal|fine",
    "one side",
)
SWOLLEN = concept(
    "double|twice the ~1 size|normal",
    "huge|massive|enormous",
    "swollen|swell|swells|swelled|swelling|swelled|swole|swoll|swellings",
    "puff*",
    "bigger|fatter|thicker|larger",
    "balloon*|balooned",
    "twice the size",
    "fat",
    "big swell",
    "cm bigger|thicker",
    "blown|blew up",
)
CLOT_SKIN = concept(
    "like ~1 rock|brick|stone|wood",
    "hot|warm|red|redness|purple|blue|hard|shiny|discolour*|discolor*|dark|tender|throb*|bluish",
    "rock hard",
    "veins",
    "hot to touch",
)
CALF_FINE = concept(
    "raises|raise|stretch*|exercise|cow|cows|machine|workout|muscle",
    "from ~3 walk|hike|run|gym|football|hill",
    "after ~2 walk|hike|run|gym|football|hill|day",
    "gone after",
    "cramp ~3 bed|night|minute|minutes",
    "both|feet|ankles|summer|heat|arthritis|rheumatoid|gardening",
    "stretching",
    "sunburn*|sunburnt|heat pad",
    "lymphoedema|lipoedema",
)
CLOT_CAUSE = concept(
    "flight|fly|flew|plane|journey|drive",
    "operation|surgery|replacement|op|plaster|cast|pill|hrt",
    "in bed for|all|since",
    "bed rest",
    "since the|my ~1 drip|cannula|injection",
    "clot|dvt",
)
FLIGHT_OR_BED = concept(
    "flight|plane|flew", "long journey|drive|trip", "in bed for|a|all", "bed rest"
)
CLOT = concept(
    "blood clot|clots",
    "clot in|on|or",
    "dvt|thrombosis|embolism|embolus",
    "deep vein",
    "a pe",
    "check for a clot",
)
SOME_CLOT = concept("a|another clot")
CLOT_OF_MANY = concept("clot of ~1 traffic|cars|lorries|vans|buses|people|tourists|shoppers|fans")
NOT_CLOT = concept(
    "clotted",
    "cream",
    "cat|dog|horse ~2 clot",
    "blog|exam|lecture|risk ~3 clot|clots|dvt",
    "nothing like ~4 clot",
    "thinner|thinners|anticoagulant|stockings",
    "check ~2 up",
    "pe teacher|lesson|class|at+school",
)
COUGH_BLOOD = concept(
    "cough(ing,ed,s) ~4 blood|bloody",
    "blood ~3 cough|coughing",
    "spit(ting)|spat ~1 blood ~3 cough|when",
    "spitting|coughing blood",
)
GUMS = concept("gums|teeth|nosebleed|nose|tooth")
LUNG_PAIN = concept("pain|hurts|sharp ~4 breath*")

RULES = (
    Rule("calf-swollen", Outcome.ACT, (CALF, SWOLLEN), within=8, unless=CALF_FINE),
    Rule("calf-red-or-hot", Outcome.ACT, (CALF, CLOT_SKIN), within=6, unless=CALF_FINE),
    Rule("calf-after-cause", Outcome.ACT, (CALF, PAINFUL, CLOT_CAUSE), within=12, unless=CALF_FINE),
    Rule("calf-pain-new", Outcome.ASK, (CALF, PAINFUL, NEW), within=8, unless=CALF_FINE),
    Rule("one-leg-swollen", Outcome.ACT, (SWOLLEN, JUST_ONE), within=6, unless=CALF_FINE),
    Rule("leg-swollen-changed", Outcome.ACT, (ONE_LEG, SWOLLEN, CLOT_SKIN), within=6),
    Rule("leg-swollen-cause", Outcome.ACT, (ONE_LEG, SWOLLEN, CLOT_CAUSE), within=10),
    Rule("leg-and-breath", Outcome.ACT, (ONE_LEG | CALF, SWOLLEN | PAINFUL, BREATHLESS), within=8),
    Rule("leg-swollen", Outcome.ASK, (ONE_LEG, SWOLLEN), within=5, unless=CALF_FINE),
    Rule("leg-pain-after-cause", Outcome.ASK, (ONE_LEG | CALF, PAINFUL, FLIGHT_OR_BED), within=8),
    Rule("leg-purple", Outcome.ACT, (ONE_LEG, concept("purple|blue|black")), within=4),
    Rule(
        "leg-red-hot",
        Outcome.ACT,
        (ONE_LEG, concept("hot|warm"), concept("red|painful|fat|swollen|hard")),
        within=4,
        unless=CALF_FINE,
    ),
    Rule("clot-feared", Outcome.ACT, (CLOT,), unless=NOT_CLOT),
    Rule("some-clot-feared", Outcome.ACT, (SOME_CLOT,), unless=NOT_CLOT | CLOT_OF_MANY),
    Rule("coughing-blood", Outcome.ACT, (COUGH_BLOOD,), unless=GUMS),
    Rule("lung-pain-after-clot", Outcome.ACT, (LUNG_PAIN, CLOT | SOME_CLOT), within=12),
    Rule("breath-after-surgery", Outcome.ACT, (BREATHLESS, CLOT_CAUSE), within=8),
)

RULE_SET = RuleSet(
    RiskKind.BLOOD_CLOT,
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
