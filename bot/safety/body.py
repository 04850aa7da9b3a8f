"""Concepts of the body that several red flags share."""

from __future__ import annotations

from bot.safety.phrases import concept, words

PAINFUL = words(
    "pain pains painful ache aches aching hurt hurts hurting sore soreness agony tender tenderness"
    " stabbing throbbing cramp cramping discomfort killing"
)
NUMB = concept(
    "numb|numbness|numbed|numbing|numbnes|numbb|numby",
    "tingl*",
    "prickl*",
    "pins and|n needles",
    "no feeling|sensation|feelings",
    "loss of feeling|sensation",
    "lost|losing _? _? feeling|sensation",
    "can|could|do|does|did not ~1 feel",
    "can not hardly|barely|really feel",
    "can|could hardly|barely feel",
    "not|no feel|feeling",
    "can no longer feel",
    "gone|went|is|feels|feel|are dead|asleep|wooden",
    "gone to sleep",
    "anaesthe*|anesthe*",
    "cotton wool",
    "like after|at the dentist",
    "been to the dentist",
    "less|reduced|altered|strange|funny|weird feeling|sensation",
    "feels|feel|like nothing",
    "dead",
)
BOTH_LEGS = concept(
    "both|two _? legs|feet|calves|thighs|knees|sides",
    "both of my legs|feet",
    "each leg",
    "left and right leg",
)
LEG = words("leg legs foot feet thigh thighs ankle ankles toe toes knee knees")
ARM = words("arm arms hand hands wrist wrists fingers grip")
BACK = words("back spine spinal sciatica disc discs lumbar")
BREATHLESS = concept(
    "can|could not|hardly|barely _? _? breath*",
    "can not catch|get|draw _? breath|air|enough",
    "can not catch|get my _? breath",
    "can not get enough air|oxygen|breath",
    "short|shortness of breath",
    "breathless*",
    "out of breath",
    "struggl* to|for|with ~1 breath*|air",
    "trouble|difficult*|hard|problem(s)|harder|labored|laboured ~1 breath*",
    "hurts to breath*",
    "gasp*",
    "breath* is|feels|are hard|difficult|harder|bad|tight|wheezy|laboured",
    "no air",
    "fighting for|to breath|air|breathe",
    "breath gone",
    "not|no breath*|breathe good|well|properly|right",
    "wheez*",
    "suffocating",
)
FAINT = concept(
    "faint*",
    "dizz*",
    "lightheaded",
    "light headed",
    "collaps*",
    "pass|passing|passed out",
    "black|blacking|blacked out",
    "woozy",
    "clammy",
    "sweat*",
)
ILL = concept(
    "feel|feeling|am _? _? sick|ill|unwell|awful|terrible",
    "nause*",
    "vomit*",
    "being|been|throwing sick|up",
    "clammy|sweaty|sweating|sweat|sweats",
    "grey",
)
CONFUSED = concept(
    "confus*",
    "can not think straight",
    "talking nonsense|rubbish|gibberish",
    "not making sense",
    "delirious|delirium",
    "muddled",
    "does not know where",
)
SEVERE = words(
    "severe severely terrible awful worst intense intensely unbearable excruciating strong bad"
    " badly"
    " really very extreme extremely agony horrible massive sharp stabbing tearing ripping"
)
