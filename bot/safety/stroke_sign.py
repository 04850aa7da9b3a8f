"""Signs of a stroke, and a sudden headache or loss of sight that cannot wait.

Source:
    Face, arm and speech signs, a sudden worst-ever headache, a new one-sided headache with jaw
    pain or loss of sight: the project's clinical notes (own knowledge there, common public advice
    on stroke). The words are the project's own and await a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.body import ARM, LEG, NUMB
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import NEW, SUDDEN

FACE = words("face mouth smile lip lips eyelid eyelids cheek facial")
DROOP = concept(
    "droop*",
    "drop|dropped|dropping",
    "hang|hangs|hanging|hung",
    "lop sided",
    "lopsided|crooked|wonky|asymmetric",
    "fallen|fell|slip(s,ped,ping)|sagging|sags|sagged|slid|sliding",
    "twisted",
    "not ~1 mov(ing)|move|moving|smile",
    "pulled to one",
    "one side",
    "paralysed|paralyzed|palsy",
)
DROOP_FINE = concept(
    "jaw dropped",
    "dropped my|the",
    "face mask|cream",
    "bell palsy years",
    "pumpkin|clown|painted|carved|drawing|snowman",
    "runs in ~1 family",
)
SIDE = concept(
    "one|left|right|same|whole+left|whole+right side|half",
    "half of? ~1 my|body|me|face",
    "side of my|the ~1 body|face",
    "same side",
    "on|down the|my left|right",
    "arm and ~2 leg|face",
    "face ~2 and? ~2 arm",
    "leg and arm",
)
LOST = NUMB | concept(
    "weak|weakness|weaker",
    "paralys*|paralyz*",
    "not ~1 move|moving|work|lift|respond",
    "dead|limp|heavy|useless|gone",
)
ARM_LOST = concept(
    "not ~2 lift|raise|move|hold|use|grip ~2 @arm",
    "not ~2 hold ~2 cup|pen|fork|things|anything",
    "@arm ~2 suddenly? dropped|drops|drop|fell",
    "@arm ~2 weak|numb|limp|heavy|useless|paralysed|paralyzed|dead|tingly",
    "weak|numb|weakness|numbness ~3 @arm",
    "@arm ~2 not ~1 work|working|move|lift|respond",
    "@arm stopped working",
    "arm|hand no power|strength",
    "@arm ~2 not do what",
    "one|left|right ~1 @arm ~2 floppy|weak|numb|dead|limp|heavy|useless",
    arm=ARM,
)
SHOULDER = concept(
    "cold|snow|frost|ice|gloves",
    "shoulder|elbow|arthritis|sleep|slept|sleeping|lying|asleep|tunnel|carrying|lifting+bags"
    "|cast|cuff",
    "not lift heavy",
    "neck",
)
# "Our defence is weak down the left": said of a team, in the words of a body.
TEAM = concept(
    "defence|defense|defenders|midfield|backline|squad|team|we is|are|was|were|looks|look|looked"
    " so|too|very|really|quite? weak|weaker|useless|dead",
    "weak|weakness|weaker in ~1 defence|defense|midfield",
)
SPEECH = concept(
    "slur*|sluring",
    "speech ~2 slurred|strange|weird|funny|gone|odd|difficult|bad|unclear|wrong|thick",
    "can+not|could+not|difficult*|trouble|hard|unable ~1 to? ~1 speak|speaking|talk|talking"
    "|get+words",
    "lost ~1 ~1 speech|my+speech",
    "word(s) ~3 wrong|jumbled|mixed|garbled|funny|muddled|strange|nonsense",
    "not|lost ~1 ~1 find|get|form|say ~2 word(s)",
    "word(s) ~2 not ~2 come|coming|out",
    "talk|talking|speaking|speak|sound ~1 ~1 funny|strange|weird|drunk|nonsense|gibberish",
    "speak difficult|hard",
    "speech ~1 sounds|is|seems|has|went|gone",
    "wrong|problem|problems|trouble with my speech|talking|words",
)
SPEECH_SLURRED = concept(
    "slur*|sluring ~2 word(s)|speech|my",
    "speech ~3 slurred|slurring",
    "slurred|slurry",
    "tongue not ~1 work|move|working|moving",
    "slurring",
    "can+not|could+not|difficult*|trouble|unable ~1 to? ~1 speak|speaking|talk|talking ~1"
    " properly|clearly|right|well|good|normally",
    "word(s) ~4 wrong|jumbled|mixed|garbled",
    "lost ~1 ~1 speech",
    "lost my speech",
    "talk|talking ~1 ~1 funny|drunk|gibberish",
    "sound|sounding|sounds ~1 drunk|slurred|funny",
    "not ~2 make|get ~2 mouth|tongue|words ~3 say|work|words",
    "not ~2 string ~2 sentence|words",
    "not|cannot ~2 say ~1 words",
)
SPEECH_FINE = concept(
    "face ~1 talking|speaking to? ~1 people|anyone|anybody|him|her|them",
    "impression|on purpose",
    "best man|bride|speech",
    "speech ~2 saturday|sunday|wedding|birthday|class",
    "tooth ~1 filling",
    "lolly|lollies|icecream|snowball|minus",
    "fog|foggy|fibro|fibromyalgia|dentist|wedding|audience|public|crowd|phone|shy|accent|language"
    "|norwegian|german|french|emotional|cold|typing|thumb|voice",
    "speak to|with my|the|him|her|you|someone|a|them",
    "talk about|to|with",
    "not find|get ~1 words ~1 to describe|for|how",
    "good|my speech at|was|went",
    "speech is|was fine|good|normal|ok|okay|clear",
    "talk|speak normally|fine|well|now",
)
SPEECH_ODD = concept(
    "not ~2 get|make|force ~2 words ~1 out|come",
    "speech ~2 strange|weird|funny|gone|odd|difficult|bad|unclear|wrong|thick|different|slow"
    "|slurred",
    "wrong|problem|trouble|difficult*|struggling with|to|in? ~1 speech|speak|talk|form|forming"
    "|say|saying|find+words"
    " ~1 words?",
    "voice sounds ~1 different|strange|slurred|odd",
)
HEADACHE = words("headache headaches headach migraine") | concept(
    "pain in my? head", "head pain|hurts"
)
WORST = concept(
    "worst ~3 life|ever|had",
    "worst headache",
    "headache ~3 worst",
    "never had|felt ~4 like|this|that",
    "like never before",
    "never before",
    "explo*",
    "thunderclap",
    "hammer",
    "stiff neck",
    "neck ~2 stiff",
    "fever|temperature",
    "light hurts",
    "struck|hit by lightning",
)
THUNDERCLAP = concept(
    "thunderclap|thunderbolt", "thunder clap", "headache ~3 explo*|thunder*", "head explo*"
)
HEAD_FULL = concept(
    "explod* ~4 appointments|exam|exams|revision|noise|names|numbers|information|emails|ideas",
    "exploding|explode from|with ~3",
    "thunderclap woke|outside|storm|and",
    "storm",
)
HEAD_SUDDEN = SUDDEN | concept("came on ~3", "in seconds", "in an instant")
TEMPLE = concept("jaw|chew|chewing|scalp|temple", "one side", "sight|vision")
NEW_HEADACHE = concept("new|sudden*|never ~2 headache", "headache ~3 new")
SIGHT = concept(
    "lost|loss|losing|lose ~4 vision|sight|eyesight|seeing",
    "not _? see ~3 eye|eyes|out+of|from|anything|one+side",
    "gone blind",
    "blind|blindness",
    "vision|sight ~3 gone|black|went|blurr*|blurry|double",
    "double vision",
    "see|seeing double",
    "blurred|blurry vision|sight",
    "curtain ~3 eye",
)
SIGHT_LOST = concept(
    "not _? see ~2 out|from|with ~3 eye",
    "gone|going|went blind",
    "vision|sight ~2 went|gone ~1 black|one|dark",
    "loss|lost ~4 vision|sight ~1",
    "curtain ~3 eye",
)
SIGHT_FINE = concept(
    "glasses|screens|screen|migraine|aura|colour+blind|blind+date|dark|contact+lenses"
)
BALANCE = concept("balance|dizz*|vertigo", "not walk straight", "room ~2 spinning", "stagger*")
CONFUSED = concept("confus*", "not understand ~3 people|say|words|talk*", "not ~1 read", "muddled")
STROKE = concept(
    "having|have|had|another|think|mini|sign(s)|symptom(s)|be|a|feel|like|of ~3 stroke",
    "stroke symptoms|signs",
    "a|another|had|have|having|mini|my tia",
    "^ stroke $",
    "stroke now",
)
NOT_STROKE = concept(
    "stroke of",
    "breast|back|butterfly|swimming|different stroke(s)|strokes",
    "stroke(s,d)|stroking the|my|a cat|dog|horse|cats",
    "stroke survivor|survivors|patient|group|association|ward|unit|nurse|charity",
    "phone|laptop|computer|brain|printer ~1 had|having a stroke",
    "about|nearly|almost|practically|would ~1 had|have a stroke",
    "stroke at a time",
    "cat|dog|horse|ewe|ram|pony|rabbit|hamster ~2 a stroke",
    "likes a stroke",
    "stroke like",
    "stroke play",
    "stroked",
)

RULES = (
    Rule("face-drooping", Outcome.ACT, (FACE, DROOP), within=5, unless=DROOP_FINE),
    Rule("one-side-lost", Outcome.ACT, (SIDE, LOST), within=5, unless=SHOULDER | TEAM),
    Rule("face-and-arm", Outcome.ACT, (FACE, ARM, LOST | DROOP), within=8),
    Rule("face-numb", Outcome.ASK, (FACE, NUMB), within=3, unless=SPEECH_FINE),
    Rule("arm-lost-suddenly", Outcome.ACT, (ARM_LOST, NEW), within=8, unless=SHOULDER),
    Rule("arm-and-speech", Outcome.ACT, (ARM_LOST, SPEECH | FACE), within=12, across=True),
    Rule("arm-lost", Outcome.ASK, (ARM_LOST,), unless=SHOULDER),
    Rule("arm-and-leg", Outcome.ACT, (ARM, LEG, LOST, NEW | SIDE), within=6),
    Rule("speech-slurred", Outcome.ACT, (SPEECH_SLURRED,), unless=SPEECH_FINE),
    Rule("speech-suddenly", Outcome.ACT, (SPEECH, NEW), within=8, unless=SPEECH_FINE),
    Rule("speech-odd", Outcome.ASK, (SPEECH_ODD,), unless=SPEECH_FINE),
    Rule("worst-headache", Outcome.ACT, (HEADACHE, WORST), within=8),
    Rule("sudden-headache", Outcome.ACT, (HEADACHE, HEAD_SUDDEN), within=6),
    Rule("thunderclap", Outcome.ACT, (THUNDERCLAP,), unless=HEAD_FULL),
    Rule("headache-jaw-sight", Outcome.ACT, (NEW_HEADACHE, TEMPLE), within=14),
    Rule("sight-suddenly", Outcome.ACT, (SIGHT, SUDDEN), within=6, unless=SIGHT_FINE),
    Rule("sight-lost", Outcome.ACT, (SIGHT_LOST,), unless=SIGHT_FINE),
    Rule("confused-suddenly", Outcome.ACT, (CONFUSED, SUDDEN), within=5),
    Rule("balance-suddenly", Outcome.ACT, (BALANCE, SUDDEN, NUMB | SPEECH | SIGHT), within=8),
    Rule("balance-suddenly-unclear", Outcome.ASK, (BALANCE, SUDDEN), within=4),
    Rule("stroke-feared", Outcome.ACT, (STROKE,), unless=NOT_STROKE),
)

RULE_SET = RuleSet(
    RiskKind.STROKE_SIGN,
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
