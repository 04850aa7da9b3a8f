"""Infection: fever with pain, a hot joint, a bad wound, signs of sepsis.

Source:
    NHS advice on back pain (high temperature: same day); the Hull neurosurgery list (weakened
    defences, steroids, feeling ill all over); confusion with fever and a hot swollen joint with
    fever as in the project's clinical notes. The words are the project's own and await a
    clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import CONFUSED, ILL, PAINFUL, SEVERE
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet

DEGREES = concept(
    "38|38p*|39|39p*|40|40p*|41|41p*|100p*|101|101p*|102|102p*|103|103p*|104|104p*|105",
    "thirty eight|nine",
)
FEVER = concept(
    "fever|fevers|febrile|feverish|feverishly|feverrish",
    "high|raised|a|running|run|got|spiked ~1 temperature|temp",
    "temperature|temp after|since ~3 injection|operation|surgery|epidural|op",
    "temperature|temp ~5 @d",
    "temperature|temp ~1 not ~1 come|coming|go down",
    "temperature ~2 high|up",
    "@d degrees|c|f|celsius",
    "body ~2 hot",
    "burning up|hot",
    "hot and shivery|cold|shaking",
    "temperature|temp and ~1 vomit*|shaking|sick|chills|shivering|sweating|confused|feel",
    "fiver and ~2 pain",
    "fewer @d",
    d=DEGREES,
)
HIGH_FEVER = concept(
    "thermometer ~4 @d",
    "temperature|temp ~5 @d",
    "fever ~3 @d",
    "fewer @d",
    "@d degrees|celsius",
    "febrile @d",
    "@d and half",
    "high fever",
    "spiked ~1 temp|temperature|fever",
    d=DEGREES,
)
NOT_FEVER = concept(
    "hay|cabin|spring|boogie|saturday|dance|gold|baby|yellow|holiday|night|cup|football|election"
    "|derby|wedding fever",
    "degrees here|today|outside",
    "greenhouse|tomatoes|tiles|sauna",
    "fever pitch|dream",
    "degrees in|out",
    "froze|bus|frost|snow|outside|outdoors|weather|sun|sunny|heatwave|oven|bath|shower|room|flat"
    "|pool|water|heating|office"
    "|boiler",
    "embarrass*",
    "normal temperature|temp",
    "temperature|temp ~1 normal|36|37|fine|ok",
    "hot|cold flush*|flash*",
    "menopause",
)
SHAKING = concept(
    "shaking|shivering|shivery|shivers|shiver|chills|rigors|rigor|trembling",
    "teeth ~1 chatter*",
    "not stop ~1 shaking|shivering",
)
SHIVERING = concept(
    "shivering|shivery|shivers|chills|rigors", "not stop shaking", "uncontroll* ~1 shak*"
)
NOT_SHAKING = concept(
    "laugh*|heating|boiler|cold+outside|nerves|nervous|netflix|spine|song|cold+bus|anger"
    "|excitement|my+head"
    "|hands"
)
WITH_FEVER = (
    CONFUSED
    | ILL
    | SHAKING
    | concept(
        "back|spine|spinal|neck|joint|knee|hip|kidney|kidneys|wound|scar|surgery|operation|op"
        "|epidural|injection|stimulator|pump|port|catheter|implant",
        "stiff neck",
        "rash",
        "pain|agony|ache",
        "steroids|steroid|chemo|chemotherapy|methotrexate|immuno*|immune|biologic|biologics"
        "|transplant",
        "heart ~2 racing|fast",
        "burning|pain ~3 pee|wee|urine",
        "hardly|barely|no ~4 water|urine|pee",
        "weight",
        "night sweats",
        "racing",
        "not think straight",
        "headache",
        "for ~2 days|week",
        "all week",
        "very|really|so|getting ~1 ill|sick|unwell|worse",
        "not ~1 walk|move",
    )
)
JOINT = words("joint joints knee knees elbow ankle wrist hip shoulder toe finger thumb hand foot")
HOT = words("hot burning boiling heat warm")
SWOLLEN = words("swollen swelling swelled red puffy swell") | concept("blown up", "blew up")
HOT_JOINT_FINE = concept("heat pad|pack|water|bath|garden*|gym|rheumatoid|gout|sunburn*|sun")
SKIN = words("leg arm foot hand skin shin calf thigh") | concept("lower leg")
WOUND = concept(
    "wound|wounds|scar|incision|stitches|cut|port|pump|stimulator|drain|ulcer|bite|site|scratch"
    "|toe",
    "surgical|injection|pump|port|operation|epidural|stimulator|entry site|scar|wound|pocket",
    "where|place ~6 needle|injection|operated|cut|surgery",
)
BAD_WOUND = concept(
    "pus|pussy|pusy",
    "ooz*",
    "infected|infection|septic",
    "leak*|weep*",
    "smell*|stink*",
    "red ~2 hot|swollen|sore|warm",
    "hot ~2 red|swollen",
    "yellow|green ~2 stuff|fluid|discharge|pus",
    "discharge|discharging",
    "opened|burst|gaping|coming+apart|came+out",
    "spreading red*|hot",
    "opened up",
    "swollen and hot|red",
)
CHANGED_WOUND = words("red hot swollen smelly smells open yellow green throbbing manky gunk")
PUS = concept("pus|pussy ~2 coming|from|out|wound|stitches|skin|cut|scar", "pus")
INFECTED = words("infected infection")
BODY_PART = SKIN | JOINT | words("back spine wound scar skin bone blood kidney bladder tooth nail")
WOUND_FINE = concept(
    "cleared|clearing|healed|healing|itchy|itches|pulls", "control|prevention", "cut down|back|out"
)
SEPSIS = concept(
    "spreading red*",
    "red* ~2 spread*",
    "sepsis|septic|septicaemia|septicemia|cellulitis|meningitis|discitis|osteomyelitis",
    "blood poisoning",
    "red line(s)|streak(s) ~4 up|leg|arm|from",
    "rash|spots ~6 not ~1 fade|disappear|blanch|go",
    "rash ~6 glass",
    "abscess",
)
NOT_SEPSIS = concept("septic tank", "as a baby", "vaccine", "had|when sepsis|meningitis")
MOTTLED = concept("mottled|blotchy|clammy ~4 skin", "skin ~3 mottled|blotchy|blue|grey")
COLD_OR_FAST = concept("freezing|shaking|shivering|cold|racing|confused|fever", "heart", "breath*")
NIGHT_SWEATS = concept("night sweats", "drenched|soaked ~2 night|sheets", "sweating at night")
WEIGHT_LOSS = concept(
    "losing|lost ~2 weight without trying|dieting", "losing|lost ~2 weight", "weight loss", "fever"
)
NECK_RASH = concept("rash|fever|temperature|headache|light|temp|vomit*")
STIFF_NECK = concept("stiff neck", "neck ~2 stiff|bend")

RULES = (
    Rule(
        "fever-and-more",
        Outcome.ACT,
        (FEVER, WITH_FEVER),
        within=14,
        across=True,
        unless=NOT_FEVER,
    ),
    Rule("high-fever", Outcome.ACT, (HIGH_FEVER,), unless=NOT_FEVER),
    Rule("fever", Outcome.ASK, (FEVER,), unless=NOT_FEVER),
    Rule("shaking-ill", Outcome.ACT, (SHAKING, ILL | CONFUSED | HOT), within=8),
    Rule("shivering", Outcome.ASK, (SHIVERING,), unless=NOT_SHAKING | NOT_FEVER),
    Rule("shaking-with-pain", Outcome.ACT, (SHAKING, PAINFUL, SEVERE), within=10),
    Rule("hot-joint", Outcome.ACT, (JOINT, HOT, SWOLLEN), within=6, unless=HOT_JOINT_FINE),
    Rule("hot-skin", Outcome.ACT, (SKIN, HOT, SHAKING), within=8),
    Rule("bad-wound", Outcome.ACT, (WOUND, BAD_WOUND), within=8, unless=WOUND_FINE),
    Rule("wound-changed", Outcome.ASK, (WOUND, CHANGED_WOUND), within=4, unless=WOUND_FINE),
    Rule("pus", Outcome.ACT, (PUS,)),
    Rule("infected", Outcome.ASK, (INFECTED, BODY_PART), within=5, unless=WOUND_FINE),
    Rule("sepsis-feared", Outcome.ACT, (SEPSIS,), unless=NOT_SEPSIS),
    Rule("mottled", Outcome.ACT, (MOTTLED, COLD_OR_FAST), within=10),
    Rule("sweats-and-weight", Outcome.ACT, (NIGHT_SWEATS, WEIGHT_LOSS), within=8),
    Rule("stiff-neck", Outcome.ACT, (STIFF_NECK, NECK_RASH), within=8),
    Rule(
        "red-and-spreading",
        Outcome.ACT,
        (SKIN, SWOLLEN, concept("spreading|spread|spreads")),
        within=8,
    ),
)

RULE_SET = RuleSet(
    RiskKind.INFECTION_FEVER,
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
