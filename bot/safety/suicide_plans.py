"""Suicide: plans, means, questions about ways, preparation and goodbyes.

Source:
    Warning signs (a plan, a way at hand, goodbyes, giving things away, sudden calm): NHS Tayside.
    The choice of words is the project's own judgement and awaits a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.medicines import MEDICINE
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule
from bot.safety.suicide_words import INTENT, SELF

TAKE_ALL = concept(
    "take|taking|swallow(ed,ing)|down(ing)|eat|neck|use|drink ~2 all|every|handful|everything"
    "|enough|too|lots ~4 @pills",
    "take|taking|swallow(ed,ing)|down(ing)|eat|neck ~2 whole|entire|full ~4 @pills",
    "take|taking|swallow(ed,ing)|down(ing) ~1 whole|entire|full packet|box|bottle|strip|lot",
    "take|taking|swallow(ed,ing) ~2 everything in the house|cupboard|cabinet",
    pills=MEDICINE,
)
OD = concept("overdose|overdosing|od")
ACCIDENTAL = concept("accident*|mistake|but i feel|fine|paracetamol+overdose|think|might+have|by")
TAKEN_AS_USUAL = concept(
    "organiser|organizer|prescription|pharmacy|chemist|forgot|remember|reminder|breakfast",
    "with|after|before food|meal(s)|breakfast|dinner|lunch",
    "usual|prescribed|always|evening|morning",
    "on cake|chocolate|sugar|tv|telly",
)
OD_IDIOM = concept(
    "od would on",
    "od|overdose|overdosed|overdosing on|of ~2 telly|tv|tiktok|sets|chocolate|cake|sugar|netflix"
    "|fun|biscuits|cheese|sunshine",
    "what does|do an? ~1 overdose",
)
OVERDOSE = concept(
    "overdose|overdosed|overdosing",
    "took|taken|swallowed|taking ~3 too|all|whole|handful|bunch|lot|every ~4 @pills",
    pills=MEDICINE,
)
ON_PURPOSE = concept(
    "on purpose",
    "deliberately|intentionally",
    "wanted|want|trying|tried|wish|hope|hoping|hoped to|it|i ~2 die|dead|end|over|sleep|death"
    "|never|kill|go",
    "because|as ~2 want|wanted ~2 die|dead|over|out",
    "to ~1 die|end|kill",
)
SAVED_PILLS = concept(
    "saved|saving|save|stockpil*|hoard*|collect(ing,ed)|stash(ed,ing)|storing|kept ~4 @pills",
    "@pills ~2 saved|stockpil*|hoard*|stashed",
    pills=MEDICINE,
)
PURPOSE = concept(
    "so i can|could ~3 end|die|finish|take|do",
    "to ~1 end|die|finish|kill|do it",
    "at once",
    "for when",
    "enough",
    "end it",
)
ENOUGH_PILLS = concept("enough ~3 @pills ~5 end|die|kill|finish|do", pills=MEDICINE)
PILLS_AT_HAND = concept(
    "@pills ~2 in my|the hand(s)|lap",
    "i have|got the pills|tablets|morphine|insulin ~2 hand|ready|here|beside|next|by|lined",
    "@pills ~1 ready|lined",
    "the pills|tablets are|lined ~2 front|table|bed",
    pills=MEDICINE,
)
HOW_TO_DIE = concept(
    "how many|much ~1 @pills would|will it take",
    "how many|much ~1 @pills to|for ~1 end",
    "how many|much ~1 @pills ~6 die|dies|kill(s)|fatal|lethal|dead|deadly",
    "which|what ~1 @pills ~6 die|kill(s)|fatal|lethal|deadly",
    "how many|much ~6 kill me|myself|someone|somebody|you",
    "what|which would|will|could ~2 kill me|myself|somebody",
    "how many|much ~4 to die",
    "easiest|painless|quick|quickest|best|fastest|simplest|peaceful|good|easy|painlessly way(s)?"
    " ~3"
    " die|suicide|kill|dead",
    "way(s) to die|suicide|kill",
    "way(s) ~1 ending|killing ~1 life|myself",
    "lethal|fatal dose|amount",
    "enough to ~1 kill me|myself",
    "enough to die",
    "@pills to ~1 end it|my|everything|this",
    "how to|can|do|could|would i? ~2 kill|end|hang @what",
    "painful|hurt|painless ~1 to die|overdose|hang|drown",
    "google*|search*|looked|looking ~4 die|suicide|overdose|lethal|fatal",
    pills=MEDICINE,
    what=SELF | concept("my life", "it all"),
)
WEAPON = words(
    "rope noose gun rifle pistol shotgun knife knives razor razors blade blades scalpel pills"
)
WEAPON_READY = concept(
    "@w ~3 ready|waiting",
    "@w ~1 on|to|at|against|in|across|round|around my _? wrist(s)|throat|neck|hand|head|mouth|skin",
    "blade|razor|knife ~3 wrist(s)",
    "@w ~8 on|use|for myself",
    "bought what|everything i need",
    "knife|razor|blade|gun|rope out ~1 again|$",
    "found me with ~2 @w",
    "have|got the means",
    w=WEAPON,
)
PILLS = words("pills overdose insulin morphine")
LOOKING_AT_TABLETS = concept(
    "look|looking|stare|staring at ~2 @pills", "found me with ~2 @pills", pills=MEDICINE
)
TEMPTED = concept(
    "right there|here|beside+me",
    "keep|kept|been ~1 looking|staring|thinking|holding|counting",
    "held|cried|crying",
    "put|putting ~3 back ~3 time|again|tonight",
    "back this time",
    "thought|thinking|tempted|tempting|calling|within+reach|counted|counting",
)
LOOKING = concept(
    "calling|held|cried|bath|sat|sitting",
    "looking|staring|thinking|stare|look|think at|of|about",
    "holding|hold",
)
HARMLESS_WEAPON = concept(
    "gun dog|range|shot",
    "razor clam(s)|sharp|light",
    "knife skills|block|set",
    "the ropes",
    "gun to my head ~1 i ~1 pick|choose|say|prefer",
    "on hold",
)
DECIDED = concept(
    "i have|am ~1 decided",
    "tonight is the night",
    "nothing|nobody|no one ~4 stop me",
    "ends|end it? tonight|today|tomorrow",
    "not scared|afraid of dying|death",
    "i know when|how|where",
)
PLAN = concept(
    "have|had|made|got|my|making a|the? ~1 plan ~2 end|die|kill|suicide|finish",
    "plan|planned|planning|decided ~2 end+it|end+my|end+things|die|suicide",
    "know|decided|chosen|planned how|when|where ~2 i ~2 do|did|die|end it",
    "it ends tonight|today|tomorrow|soon|here",
    "end it tonight|today|now|soon|tomorrow",
    "decided to end",
    "nearly|almost jumped",
    "tonight i die|end",
)
PLAN_OR_TIME = concept(
    "have|got|made a plan",
    "do it tonight|after|tomorrow|soon|when|on",
    "tonight",
    "it is permanent",
    "what|everything i need",
    "nobody ~3 know|stop",
)
JUMP_IDIOM = concept("jumped out|for|at|with|through", "exercise|chat|session|call|questions")
DO_IT = concept("going|will|want|ready to? do it|this")
HAVE_ALL = concept("what|everything i need", "tonight ~4 nobody", "nobody ~3 stop", "for good")
GOODBYE = concept(
    "goodbye|farewell ~1 world|forever|cruel",
    "this is my|the|a? ~1 goodbye|farewell",
    "said|saying|say|made ~1 my ~1 goodbyes|goodbye",
    "last|final goodbye|goodbyes|message|words",
    "goodbye|suicide|farewell letter(s)|note(s)|message(s)|video(s)",
    "not hear|see from? me again",
    "by the time _ read|see|get|hear",
    "affairs ~6 dead|gone|die",
    "things|belongings|dog|cat|everything|possessions|affairs|will ~10 when|after|once i ~1 dead"
    "|gone"
    "|die|do",
    "letter(s)|note(s)|video ~6 when|after|for|once ~3 gone|dead|die|go",
    "wrote|written|writing|leaving|left ~3 letter(s)|note ~2 goodbye|behind",
)
LEAVING_A_JOB = concept(
    "job|work|colleague|colleagues|team|school|college|quit|retire*|retirement|airport|class|flight"
    "|sofa|course|camping|budget|meeting|holiday|holidays|boarding|takeoff",
    "last message was|today",
    "by last message",
    "meant ~1 last message",
)
# Taking leave of a thing that is worn out; of what is dear to somebody it may be meant.
LEAVING_A_THING = concept(
    "goodbye|goodbyes|farewell to my|our|the|this|that ~1 nokia|phone|iphone|samsung|mobile|handset"
    "|laptop|computer|printer|tv|telly|fridge|freezer|boiler|car|van|banger|caravan|sofa|mattress",
)
FAREWELL_WORDS = concept(
    "goodbye|farewell ~3 everyone|everybody|all",
    "sorry ~5 letter|note",
    "tell ~2 family|kids|children|wife|husband|mum|daughter|son|everyone",
    "tell ~4 love|loved|sorry",
    "look after|take care ~1 my",
    "thank(s) ~1 for everything|trying",
    "given|giving|gave away",
    "sorted|settled|arranged|put|sorting ~1 my|the ~1 affairs|will|funeral|papers",
)
LEAVING = concept(
    "not be here|around|alive ~1 tomorrow|long|longer|next|for|much|when|anymore",
    "not be here|around $",
    "done|finished|tired ~1 of|with? living|trying",
    "i am|will|be ~1 gone|dead",
    "when i do it",
    "ends|end tonight",
    "so everything is ready",
    "bye|goodbye $",
    "love|loved ~2 bye",
    "in a letter|note",
)

RULES = (
    Rule("take-all-pills", Outcome.ACT, (INTENT, TAKE_ALL), within=4, unless=TAKEN_AS_USUAL),
    Rule("wish-to-overdose", Outcome.ACT, (INTENT, OD), within=3, unless=ACCIDENTAL | OD_IDIOM),
    Rule("overdose-on-purpose", Outcome.ACT, (OVERDOSE, ON_PURPOSE), within=12),
    Rule("saved-pills", Outcome.ACT, (SAVED_PILLS, PURPOSE), within=8),
    Rule("saved-pills-unclear", Outcome.ASK, (SAVED_PILLS,), unless=TAKEN_AS_USUAL),
    Rule("enough-pills", Outcome.ACT, (ENOUGH_PILLS,)),
    Rule("pills-at-hand", Outcome.ACT, (PILLS_AT_HAND,), unless=TAKEN_AS_USUAL),
    Rule("how-to-die", Outcome.ACT, (HOW_TO_DIE,)),
    Rule("weapon-at-hand", Outcome.ACT, (WEAPON_READY,), unless=HARMLESS_WEAPON),
    Rule("weapon-in-mind", Outcome.ACT, (WEAPON, LOOKING), within=8, unless=HARMLESS_WEAPON),
    Rule("looking-at-tablets", Outcome.ASK, (LOOKING_AT_TABLETS,), unless=TAKEN_AS_USUAL),
    Rule("pills-in-mind", Outcome.ASK, (PILLS, TEMPTED), within=8, unless=TAKEN_AS_USUAL),
    Rule("plan", Outcome.ACT, (PLAN,), unless=JUMP_IDIOM),
    Rule("decided", Outcome.ACT, (DECIDED, PLAN_OR_TIME), within=24, across=True),
    Rule("goodbye", Outcome.ACT, (GOODBYE,), unless=LEAVING_A_JOB | LEAVING_A_THING),
    Rule("about-to-do-it", Outcome.ASK, (DO_IT, HAVE_ALL), within=16, across=True),
    Rule("farewell", Outcome.ACT, (FAREWELL_WORDS, LEAVING), within=16, across=True),
)
