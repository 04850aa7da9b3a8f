"""Abuse and neglect: being hurt, threatened, forced, controlled or left without care.

Source:
    The project's own judgement, awaiting a clinician's sign-off. Bodily, sexual and emotional
    violence, control of money, medicine and movement, and neglect are all taken up, because each
    is met among people who depend on others for care.
"""

from __future__ import annotations

from bot.safety import abuse_control
from bot.safety.abuse_people import DEPENDANT, DOER
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet

HIT = words(
    "hit hits hitting beat beats beating beaten slap slaps slapped slapping punch punches punched"
    " punching kick kicks kicked kicking choke chokes choked choking strangle strangles strangled"
    " strangling shove shoves shoved smack smacks smacked whip whips whipped stabbed bite bites"
    " burned burnt burns attacks attacked assault assaults assaulted rape rapes raped raping abuse"
    " abuses abused abusing molest molests molested hurt hurts hurting threaten threatens"
    " threatened"
    " threatening threatning thrash thrashed bully bullies tortures torture"
)
PUSH = words("push pushes pushed pushing grab grabs grabbed drag drags dragged throw throws threw")
VIOLENT_ACT = concept(
    "@doer ~2 grabbed|grabs|squeezed|squeezes|twisted|pulled|pulls|yanked|slammed|slams|bent ~2"
    " my ~1 arm|arms|throat|neck|hair|wrist|head|face|hand|leg",
    "employer|boss|manager ~2 twisted|hit|hits|slapped|punched|grabbed|beat ~1 me|my",
    "@doer ~2 poured|pours|throws|threw|spilled|tipped ~4 on|over|at me",
    "@doer ~3 whipped|whips|lashed|hit|burned ~1 me ~1 with",
    "hands on my ~1 neck|throat",
    "not breathe when he|she",
    "@doer ~4 take|took|takes|taking off ~1 my clothes",
    "undress(ed,es,ing) me",
    "@doer ~4 twist(s,ed)|bend(s)|squeeze(s,d)|pins|pinned|holds|held|sits|sat ~1 me|my ~2 arm"
    "|leg|hand|wrist|down|neck|fingers",
    "pins|pinned|holds|held me down",
    "hiding|hide|hid|locked|lock ~5 from him|her|them|husband|partner",
    "@doer ~5 breaking|smashing|throwing|breaks|smashes|throws things|stuff|doors|plates|furniture",
    "@doer ~3 hurts|hit|hits|kicks|kicked|kills|killed|threatens ~1 my? ~1 dog|cat|pet|pets"
    "|animals",
    "said no ~5 not stop|listen",
    "said no ~3 but|and he|she",
    "outside|at ~3 door ~5 kill|hurt me",
    "@doer ~1 raise(s,d) ~1 fist|hand|hands|stick ~1 at|to|against me",
    "@doer ~2 slam(s)|slammed|throws|threw|shoves|flings me ~1 into|against|on|down|across",
    "force(s,d) himself|herself on|onto me",
    "@doer ~3 not stop hitting|hurting|beating|kicking me",
    "black eye ~2 from|off|because",
    "every time ~8 hurts|hits|beats|slaps me",
    "tie|ties|tied|tying me to|up|down",
    "come(s)|came ~1 into my room|bed ~2 night",
    "empties|emptied|drains|drained ~1 my ~1 bank|account|savings",
    "nobody ~2 find ~1 body",
    "@doer ~1 put|puts|had|has ~1 hands|hand ~2 neck|throat",
    "hands round|around my ~1 neck|throat",
    "@doer ~1 get|gets|got|gotten physical ~3",
    "@doer ~2 smash(ed,es)|broke|breaks|destroyed|threw ~1 my phone|glasses|things|stick"
    "|wheelchair|door",
    "put|puts me in hospital|ae",
    "@doer ~2 pinch(es,ed)|poke|pokes|spits|shakes|shook ~1 me",
    "makes|made me do ~2 sexual|things",
    "@doer ~3 @hit ~1 @me",
    "@doer ~3 @push ~1 me ~4 down|against|stairs|floor|wall|hair|over|neck|throat|arm|hard|ground"
    "|fell|into",
    "@doer ~3 @push ~1 me $",
    "@doer ~3 @push ~1 me ~1 and|when|because|takes",
    "@doer ~6 hits|kicks|punches|slaps|beats|hurts|abuses|threatens me",
    "@doer ~2 throw(s)|threw ~3 at me",
    "@doer ~3 spat|spits|spit at|on me",
    "@doer broke|breaks my arm|leg|nose|ribs|jaw|finger|wrist|rib|bones",
    "@doer ~2 tried|tries to ~1 kill|strangle|choke|drown|smother me",
    "@doer ~3 pulled|pulls|held|holds ~2 knife|gun|blade",
    "@doer ~2 burned|burns|burnt me with",
    "grabbed|dragged|pulled|grabs|drags|pulls me ~1 by",
    "and dragged me",
    "rough with|to me",
    "bruise(s) ~6 he|she|him|her|husband|partner",
    "hit|beats|beat|hits|slaps|kicks me with|every|again|because|when+he|when+she|on+purpose",
    "hurts|hurt me on purpose",
    "hurting my|our ~1 child|kids|children|son|daughter|baby",
    doer=DOER,
    hit=HIT,
    push=PUSH,
    me=DEPENDANT,
)
HARMLESS = concept(
    "at|in cards|scrabble|chess|bingo|golf|tennis|snooker|monopoly|football|darts|dominoes|game"
    "|games",
    "by accident|mistake",
    "accident|accidentally|toy|ball|frisbee|snowball|tail|paw",
    "physio*|massage|therapist|dentist|injection|osteopath|chiropractor|treatment|needle",
    "nurse|doctor ~4 but|plaster",
    "to go|get|do|try|exercise|walk|be|rest|take|see|keep|come|join|eat",
    "feelings|joke(s)|with+his+news|with+the+news|with+the+bill|up+for",
    "race|quiz|competition",
    "wheelchair|pram|swing",
    "news|bill|cold|pain|it hit|hits me",
    "icy|ice|kerb|stairs ~4 hold(s)|held",
    "hold(s)|held ~3 arm|hand ~4 icy|ice|stairs|kerb|road",
    "with|by what he|she|they ~1 said|wrote",
    "snooze|alarm|kisses|wasp|panto|blood+thinners",
    "tie at|was",
    "if|when he|she|they ~1 knew|see|sees ~4 ladder|mattress|price|bill|bush|cake",
    "hit me that|hard|like|then|how|again+the+pain",
)
PUSHED = concept(
    "@doer ~3 pushed|pushes|shoved|shoves|grabs|grabbed|drags|dragged|pinches me", doer=DOER
)
ANOTHER_HURT = concept(
    "husband|wife|boyfriend|girlfriend|partner|dad|father|mother|mum|stepdad|son|ex|neighbour"
    "|carer ~2"
    " hits|beats|hurts|abuses|slaps|kicks|punches|threatens|hit|beat ~1 her|him|them|the|his"
    "|kids|children|my",
)
BEEN_HURT = concept(
    "touches|touched|touching me ~3 night|bed|little|child|kid|young|sleep|there",
    "am|was|been|being|get|got|getting|be ~2 hit|beaten|abused|raped|assaulted|molested|strangled"
    "|choked|threatened|stalked|punched|slapped|bullied ~1",
    "i|me ~1 raped|assaulted|molested",
    "raped me",
    "sexual* ~1 abus*|assault*|attack*",
    "touches|touched|touching me ~5 without|not|should|consent|inappropriate*|want|private"
    "|sexually",
    "force(s,d)|make(s)|made me to? ~2 sex|sexual|touch",
    "sex ~4 force*|not+want|against",
    "had|have sex ~2 me without",
    "domestic abuse|violence",
    "victim of abuse|violence|domestic",
    "abusive|violent relationship|marriage|home|husband|wife|partner|boyfriend|girlfriend|son"
    "|father"
    "|mother|parents|ex|man|household|family",
    "relationship|marriage|husband|wife|partner|home|he|she|ex|son is|was|has ~3 abusive|violent",
    "@doer ~2 get(s)|got|become(s)|is|was|turn(s)|being ~2 violent|abusive|aggressive",
    "@doer ~2 stalk(s,ing,ed)",
    "ex|he|she|man|neighbour|someone ~2 following|follows|followed me",
    "stalking me",
    "waits|follows ~2 outside|me ~3 every|house|everywhere",
    "abuses|abusing|abused ~1 me",
    doer=DOER,
)
BY_THINGS = concept(
    "by|from a|the|my? ~1 car|bus|van|bike|lorry|truck|train|ball|door|wave|news|price|bill|pain"
    "|bug|flu|tree|goose"
    "|dog|cat|wasp|bee|cyclist|taxi|tram",
    "at ~1 chess|cards|scrabble|tennis|golf|darts|football|bingo|table|monopoly",
    "alarm clock|clock abuses",
    "choked up",
    "everywhere ~2 puppy|dog|cat|kitten|lamb",
    "puppy|dog|cat|kitten|lamb ~2 follows",
    "as if|like ~1 i|being ~2 beaten|strangled|hit|punched|kicked",
    "flight of stairs",
    "frying pan|panto",
    "law case|social studies|class|clerk|lecture|training|course",
)
THREATENED = concept(
    "will|would|going+to ~1 regret it ~3 tell",
    "regret it if i",
    "not|never ~1 tell anyone ~3 or|else|kill|hurt",
    "threat* ~4 kill|hurt|harm|beat|hit|stab|burn",
    "threat* me|us|my",
    "said|says|saying|told|tells|warns ~5 he|she|they|will|going|would ~5 kill|hurt|beat|find"
    "|break|burn|hit ~2"
    " me|us|my|children|kids|the",
    "he|she|they will|would|gonna|going+to ~1 hurt|kill|beat|hit me|us|if",
    "scared|afraid|terrified|frightened|fear ~2 he|she|they ~2 kill|hurt|beat|hit|attack|do",
)
THREAT_IN_JEST = concept(
    "if i|she ~2 was|am|were|come|forget|forgot|miss|missed|skip|skipped|ate|late|lose|lost ~4"
    " late|milk|again"
    "|bin|bins|exercise|exercises|keys|dinner|shopping|appointment|it",
    "if ~2 late",
    "if she knew",
    "kill me if|when i ~5 cake|milk|bag|bins|plants|hoover|ladder|bush|mattress|paid|shoes",
    "kill me when|if he|she|they ~5 paid|bill|price|mattress|ladder|mess|car|shoes|bush",
)
FEAR_OF = concept(
    "scared|afraid|terrified|frightened|fear|petrified of ~1 my? ~1 @who",
    "scared|afraid|terrified|frightened of him|her",
    "fear of ~1 my? husband|wife|partner|boyfriend|son|father|him|her",
    "not ~2 safe ~2 at|in|with home|here|house|my|him|her|this|our",
    "not ~1 safe for me here",
    "unsafe at|in|with home|my|house|him|her|here",
    "afraid|scared|frightened to|of ~1 go+home|going+home|be+home|come+home",
    "danger at home",
    "afraid|scared|fear|frightened for my ~1 safety|life",
    "fear|fearing for my life|safety",
    "afraid|scared|frightened ~1 of? what he|she|they ~3 do",
    "hiding|hide|hid|cover|covering ~2 bruises",
    "told me not to tell",
    "@doer ~2 coming back ~6 safe",
    "walk|walking on eggshells",
    "if he|she|they ~1 see(s)|find(s)|read(s) ~3 message(s)|this|phone|out",
    who=words(
        "husband wife partner boyfriend girlfriend son father mother dad mum ex brother carer"
        " uncle"
        " stepfather stepdad stepson grandson parents family daughter flatmate neighbour"
    ),
    doer=DOER,
)
FEAR_FOR = concept(
    "of _? _? _? leaving|losing|hurting|burdening|disappointing|dying|missing|being|spiders"
    "|getting",
    "for him|her|them",
    "husband|wife|he|she is scared|afraid|frightened of",
    "safe enough",
    "death|health|driving|diagnosis|illness|surgery|operation|dog|temper of",
)
CHILD_HURT = concept(
    "@doer ~4 hits|hit|beats|beat|hurts|hurt|slaps|slapped|touches|abuses|abused|punches|kicks"
    "|threatens"
    " my|our|the|his|her ~2 kids|children|child|son|daughter|baby|brother|sister|mother|mum|mom"
    "|boy|girl"
    "|grandchildren|grandson|granddaughter",
    doer=DOER,
)

RULES = (
    Rule("violent-act", Outcome.ACT, (VIOLENT_ACT,), unless=HARMLESS),
    Rule("pushed", Outcome.ASK, (PUSHED,), unless=HARMLESS),
    Rule("another-hurt", Outcome.ASK, (ANOTHER_HURT,), unless=HARMLESS),
    Rule("child-hurt", Outcome.ACT, (CHILD_HURT,), unless=HARMLESS),
    Rule("been-hurt", Outcome.ACT, (BEEN_HURT,), unless=BY_THINGS),
    Rule("threatened", Outcome.ACT, (THREATENED,), unless=THREAT_IN_JEST),
    Rule("fear-of-someone", Outcome.ACT, (FEAR_OF,), unless=FEAR_FOR),
)

RULE_SET = RuleSet(
    RiskKind.ABUSE,
    RULES + abuse_control.RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 1,
        Context.STORY: 2,
        Context.TOLD: 2,
        Context.DREAM: 1,
        Context.JOKE: 1,
    },
)
