"""Sudden or growing weakness: legs that give way, a dropping foot, hands that fail.

Source:
    NHS advice on back pain (weakness in both legs: emergency); Oxford University Hospitals
    leaflet (new trouble walking, leg paralysis); new foot drop as in the project's clinical
    notes. The words are the project's own and await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import ARM, LEG
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW

LIMB = LEG | ARM
WEAK = concept(
    "like lead|cotton|spaghetti|rubber",
    "weak|weakness|weaker|weaken*|weaknes",
    "no|not|lost|losing|loss ~2 strength|power|strong|force|control",
    "floppy",
    "gave|give|gives|giving|given way|out",
    "buckl*",
    "collaps*",
    "not ~1 push|work|working|move|moving|hold|carry|respond|obey|lift|support",
    "stopped working",
    "paralys*|paralyz*",
    "jelly",
    "gone|went|feels|feel|is dead|floppy|limp",
    "went from under",
    "suddenly|just went|goes|gone",
    "turned to jelly",
    "clumsy",
    "lost ~1 grip",
    "not grip",
)
GONE = concept(
    "not ~1 feel my|both|the ~1 legs",
    "los(ing,t)|lost ~2 use of ~2 leg|legs|foot|feet|hand|hands|arm|arms",
    "legs have gone",
    "@leg ~2 not do what",
    "not ~2 move ~2 @leg",
    "not ~2 feel or move",
    "not ~1 move ~2 @leg",
    "paralys*|paralyz* ~2 waist|legs|leg|down|from",
    "i am|think|feel ~2 paralys*|paralyz*",
    "legs|leg|foot ~2 paralys*|paralyz*",
    "@leg ~1 not|stopped ~2 work|working|move|moving|respond|obey|hold|carry|walk",
    "@leg ~2 gave|give|giving|gives way",
    "@leg ~3 from under",
    leg=LEG,
)
ARM_GONE = concept(
    "not|unable ~2 move|raise|lift ~2 @arm",
    "@arm ~2 not ~1 work|move|grip|lift",
    arm=ARM,
)
FOOT_DROP = concept(
    "foot drop|dropped|dropping",
    "drop foot",
    "dropfoot|footdrop",
    "foot|feet ~3 floppy|dropping|drops|drags|dragging|slaps|slapping|flops",
    "drag(s,ging) ~2 foot|leg|feet|toes",
    "not ~2 lift|raise|pull ~3 toes|foot|feet|toe",
    "toes|foot ~1 not ~1 lift|move|up",
    "trip(s,ping) ~3 over? ~1 foot|feet|toes",
    "not ~2 stand|walk|go|push ~3 toes|tiptoe|tiptoes|heels|foot",
)
CANNOT_WALK = concept(
    "not|unable|hardly|barely ~2 walk|stand|get+up|climb|rise",
    "not ~2 put ~1 weight ~1 on",
)
WALK_FINE = concept(
    "walk|stand ~1 as|more|far|further|long|much|fast|for|without|than|on+the|to+the+shop"
    "|properly+in",
    "stand the|this|that|it|him|her|my|being|when|people|noise|long",
    "stand|walk in heels|queue",
    "because|due|from|of ~2 pain|hip|knee|weather|ice|snow|rain|sore",
    "dog",
    "get up early|in+the+morning|today",
    "not get up ~2 bed",
)
FALLING = concept(
    "unsteady|stumbl*|wobbly|shuffling|staggering ~4 feet|legs|walk|walking",
    "legs|feet|walk|walking ~4 unsteady|stumbl*|wobbly|shuffling|drunk",
    "foot catches|catching",
    "fell|fallen|falling|fall ~4 leg|legs",
    "legs|leg ~4 fell|falling|fall",
    "keep|kept|keeps falling|tripping ~4 leg|foot|legs|over",
    "trip(ping) ~4 sudden*|since",
)
NECK_SIGNS = concept("hands|hand|fingers ~4 clumsy|buttons|weak|numb", "clumsy hands")
TIRED_LIMBS = concept(
    "gym|workout|squats|hike|hiking|swim|run|exercise|physio|massage|flu|cold|knees+with+love|haha",
    "after|from the|my|a|any ~2 walk|gym|day|shift|shopping|garden",
    "at the knees",
    "coffee|tea|link|signal|moment|spot",
    "arthritis",
    "went to sleep",
    "dead arm|leg|line",
    "tired|ache|aching",
    "hoover",
)
JELLY_AFTER_A_RIDE = concept(
    "jelly ~1 after|off|from ~2 rollercoaster|coaster|waltzer|waltzers|ride|rides|zipwire|bungee"
    "|waterslide",
)
SPREADING_WEAKNESS = concept(
    "weakness ~2 spread(s,ing)|worse|worsening|moving|climbing|up|progress*",
    "weaker and weaker",
    "getting|becoming|got|become|growing ~2 weaker",
    "progressive weakness",
)
AFTER_FALL = concept("after|since ~2 accident|fall|falling|crash|fell|ladder")
NUMB_OR_WEAK = concept("not ~1 move|feel|lift", "numb|weak|dead|useless")

RULES = (
    Rule("limb-weak-new", Outcome.ACT, (LIMB, WEAK, NEW), within=6, unless=TIRED_LIMBS),
    Rule("legs-gone", Outcome.ACT, (GONE,), unless=TIRED_LIMBS),
    Rule("arm-gone-new", Outcome.ACT, (ARM_GONE, NEW), within=8),
    Rule("foot-drop", Outcome.ACT, (FOOT_DROP,), unless=TIRED_LIMBS),
    Rule("cannot-walk-new", Outcome.ACT, (CANNOT_WALK, NEW), within=8, unless=WALK_FINE),
    Rule("cannot-walk-weak", Outcome.ACT, (CANNOT_WALK, WEAK), within=8, unless=TIRED_LIMBS),
    Rule("cannot-walk", Outcome.ASK, (CANNOT_WALK, LEG), within=6, unless=WALK_FINE),
    Rule("falling", Outcome.ACT, (FALLING, NEW | WEAK), within=8),
    Rule("hands-clumsy", Outcome.ACT, (NECK_SIGNS, NEW), within=10, unless=TIRED_LIMBS),
    Rule("weakness-spreads", Outcome.ACT, (SPREADING_WEAKNESS,), unless=TIRED_LIMBS),
    Rule("after-fall", Outcome.ACT, (AFTER_FALL, LIMB, NUMB_OR_WEAK), within=8),
    Rule(
        "limb-weak",
        Outcome.ASK,
        (LEG, WEAK),
        within=4,
        unless=TIRED_LIMBS | JELLY_AFTER_A_RIDE,
    ),
)

RULE_SET = RuleSet(
    RiskKind.SUDDEN_WEAKNESS,
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
