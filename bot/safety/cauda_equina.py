"""Signs of pressure on the cauda equina: saddle numbness, bladder, bowel, both legs, sex.

Source:
    NHS advice on back pain (numbness around genitals or buttocks, trouble passing urine, loss of
    bladder or bowel control, signs in both legs: emergency); the cauda equina card and the Oxford
    University Hospitals leaflet for the finer signs in everyday words (wiping, not knowing
    whether the bladder is full, changed sexual feeling). The words are the project's own and
    await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import BACK, BOTH_LEGS, NUMB
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW

SADDLE = words(
    "bum bottom buttock buttocks backside arse ass butt crotch groin genital genitals vagina penis"
    " balls testicles testicle scrotum labia vulva clitoris undercarriage perineum perineal anus"
    " anal rectum saddle privates willy fanny tailbone bumhole pelvis"
) | concept(
    "private|intimate|lady|nether parts|part|area|bits|regions|region",
    "sit bones|bone",
    "where i sit",
    "bottom half",
    "nethers|foof|bikini+area|underneath",
    "my bits|behind|rear|seat",
    "back passage",
    "down below|there",
    "between my? ~1 legs|thighs",
    "inner thighs",
    "inside of ~1 ~1 thighs",
    "tail bone",
    "area i sit",
    "sit|sitting on feels",
    "seat area",
    "toilet seat",
)
NOT_SADDLE = concept(
    "bottom of",
    "hard|plastic|wooden chair|chairs|seat|bench",
    "long|the drive|flight|journey|train|film|meeting|car|bus",
    "from|after|when|while ~2 sitting|cycling|bike|riding|kneeling|crossed|chair",
    "numb ~3 from|on|in ~2 pew(s)|bench|benches|seat|seats|bleachers",
    "pew(s)|bench|seats numb bum|bottom",
    "sat on my ~1 wallet|phone|keys",
    "cross legged",
    "bike|cycling|saddle+sore|horse",
    "boredom|bored|cold|snow|ice",
    "new saddle",
    "haemorrhoid*|piles",
)
WIPE = concept("wipe|wiping|wiped", "toilet|loo paper|tissue")
PASSING = concept(
    "pee|peeing|wee|weeing|urinate|urinating|piss|pissing",
    "pass|passing ~1 urine|water|wee|pee",
    "empty|emptying ~1 ~1 bladder",
    "start|starting ~2 pee|wee|urine|stream",
    "get ~2 wee|pee|urine out",
    "go|going for a|to wee|pee|the+toilet",
    "poo|pooing|poop",
)
CANNOT_PASS = concept(
    "not|unable|hardly|barely ~2 @pass",
    "not been able to ~1 @pass",
    "trouble|difficult*|struggl*|problem(s)|hard ~4 @pass",
    "push|strain|straining|pushing|force ~4 @pass",
    "pee|wee|urine|bladder ~2 not come|coming|start|starting|empty|working|work",
    "nothing comes|coming out|$",
    "no ~1 urge|need|desire|feeling to ~1 pee|wee|urinate|poo|go",
    "retention",
    "not ~1 peed|weed|urinated|passed+water|passed+urine|pissed ~3 hours|since|day|days|all|today",
    "not been able to ~1 go ~1 toilet|loo",
    "not get ~2 started",
    "bladder|bowel|bowels ~1 not|stopped ~1 working|work",
    "no pee|wee|urine",
    "passing|passed hardly|no|little|barely ~2 water|urine",
    "cannot pee",
    "stopped peeing|weeing",
    **{"pass": PASSING},
)
PASSING_FINE = concept(
    "prostate|public|uti|cystitis|constipat*",
    "pee|wee ~1 fine|ok|okay|normally",
    "not|no problem|problems|trouble ~3 bladder|pee|wee",
    "at|in night|public",
    "without waking|help|getting",
    "because of my|the ~1 hip|knee|knees|bed|toilet",
)
INCONTINENT = concept(
    "incontinen*",
    "lost|lose|losing|loss|no|not ~3 control|hold ~3 bladder|bowel|bowels|pee|urine|wee|poo"
    "|stool|myself",
    "lost|losing|no|loss ~2 bladder|bowel control",
    "bladder|bowel|bowels control ~2 gone|lost|loss",
    "not control ~2 bladder|bowel|bowels|pee|wee|poo",
    "not hold ~2 urine|pee|wee|poo|bladder|bowels|water|it ~1 in|$",
    "wet|wetting|peed|pissed|pooed|pooped|soiled|messed|shat|weed|pooing|peeing ~1 myself|pants"
    "|bed"
    "|trousers",
    "pooped|pooed|peed in? my",
    "leak(s,ing,ed) ~2 urine|wee|pee|poo|stool",
    "urine|wee|pee|poo ~3 leak(s,ing,ed)",
    "wee|pee|urine|poo ~1 just? ~1 comes|came|coming|runs|run|falls|pours out|away",
    "accident ~2 in my ~1 pants|trousers|underwear|bed|knickers",
    "not ~2 make|making|get|getting ~1 to the ~1 toilet|loo|bathroom ~1 in+time|quick",
    "dribbl* ~2 wee|pee|urine",
    "pee|wee|urine ~1 dribbl*",
    "not|without knowing|realise|realising|noticing ~3 peed|wet|pooed|soiled",
)
LEAKING = concept("leak(s,ing,ed)", "pads")
INCONTINENT_FINE = concept(
    "sneez*|cough*|laugh*|jump|trampoline|menopause|prostate",
    "since _? my|the|our _? _? baby|child|kids|children|birth",
    "water tablets",
    "tap|roof|pipe|battery|pen|washing",
)
NOT_KNOWING = concept(
    "not _? know|tell|feel|sense|notice ~3 when|if|whether|that ~4"
    " bladder|full|peeing|weeing|going|finished|empty|wee|pee|poo|urine|need",
    "not feel ~1 myself|it|me ~1 pee|peeing|wee|weeing|poo|pooing|going|coming",
    "not feel when i ~1 poo|poop|pee|wee|go",
    "not know when my bladder",
    "not feel ~1 bladder|need",
    "not notice ~3 wet|pee*|poo*",
    "not _? tell|know if|when|whether i ~3 toilet|loo|gone|been|bathroom",
    "no|not|lost|less ~1 feel|feeling|sensation ~5 toilet|loo|peeing|weeing|poo|going",
    "feeling ~3 changed|different|gone|strange|weird ~4 toilet|down+there|below",
    "not _? feel it coming",
)
NUMB_TO_FEEL = concept("not ~1 feel", "numb", "nothing|strange|different|cotton")
SITTING_ODDLY = concept("sitting on ~2 cushion|cotton+wool|ball|pillow|sponge|nothing")
CHANGED_FEELING = concept(
    "feeling|sensation|feels|feel ~6 odd|changed|different|weird|strange|funny"
)
SEX_CHANGED = concept(
    "sex|orgasm ~3 nothing|numb|feeling|feel|sensation",
    "no|lost|less|any ~2 feeling|sensation ~4 sex",
    "not _? _? erect*|get+hard|erection|orgasm",
    "not get ~2 erection|hard",
    "erection ~4 gone|lost|sudden*",
)
NUMB_LEGS = concept(
    "my|the legs are|feel|feels|have|went|gone|is|got ~2 numb|tingl*|dead",
    "numb|tingling legs",
    "pain|sciatica ~3 both|two ~1 legs|sides",
    "both legs ~3 pain|hurt|shooting",
    "sciatica|pain|shooting ~4 both legs",
)
WEAKENED = concept("weak|weakness|weaker|heavy", "not work|working|hold|move")
NOW_WORSE = NEW | concept("never before", "it used to")
BLADDER_OR_BACK = BACK | words("bladder pee wee urinate legs leg numb tingly tingling tingle new")
NAMED = concept("cauda equina", "saddle numbness|numb")
KNOWN = concept(
    "surgery|operation|op|told+me|asked|not+have|survivor|leaflet", "years ago", "what is"
)

RULES = (
    Rule("saddle-numb", Outcome.ACT, (NUMB, SADDLE), within=5, unless=NOT_SADDLE),
    Rule("no-feeling-when-wiping", Outcome.ACT, (NUMB | NUMB_TO_FEEL, WIPE), within=6),
    Rule("cannot-pass-urine", Outcome.ACT, (CANNOT_PASS,), unless=PASSING_FINE),
    Rule("incontinent", Outcome.ACT, (INCONTINENT,), unless=INCONTINENT_FINE),
    Rule(
        "leaking",
        Outcome.ACT,
        (LEAKING, BLADDER_OR_BACK),
        within=10,
        unless=INCONTINENT_FINE,
    ),
    Rule("bladder-not-felt", Outcome.ACT, (NOT_KNOWING,)),
    Rule("saddle-changed", Outcome.ASK, (CHANGED_FEELING, SADDLE), within=6, unless=NOT_SADDLE),
    Rule("sitting-oddly", Outcome.ASK, (SITTING_ODDLY, concept("feels|feel|like|numb")), within=4),
    Rule("both-legs-numb", Outcome.ACT, (BOTH_LEGS, NUMB), within=6),
    Rule("both-legs-weak", Outcome.ACT, (BOTH_LEGS, WEAKENED, NEW), within=6),
    Rule("both-legs-pain-new", Outcome.ACT, (NUMB_LEGS, NOW_WORSE), within=8),
    Rule("both-legs", Outcome.ASK, (NUMB_LEGS,)),
    Rule("both-legs-weak-unclear", Outcome.ASK, (BOTH_LEGS, WEAKENED), within=4),
    Rule("sex-changed", Outcome.ACT, (SEX_CHANGED, NEW | NUMB), within=8),
    Rule("cauda-equina-named", Outcome.ASK, (NAMED,), unless=KNOWN),
)

RULE_SET = RuleSet(
    RiskKind.CAUDA_EQUINA,
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
