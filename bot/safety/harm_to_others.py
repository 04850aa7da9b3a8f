"""Harm to others: the wish, the plan, the fear of doing it, and having done it.

Source:
    The project's own judgement, awaiting a clinician's sign-off. Voices that command and a plan
    against a named person are handled like a plan against oneself: people and numbers first.
"""

from __future__ import annotations

from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule, RuleSet
from bot.safety.vocabulary import RELATIVE

PERSON = concept(
    "him|her|them|someone|somebody|people|others|everyone|everybody|anyone|anybody",
    "my|our|his|her|their|this|that|the|a|some|these|those _? _? @who",
    "the|my|that|this|a|his _? @role",
    "that|the bastard|bitch|man|woman|guy|idiot|fucker|cow|pig",
    "man|woman who",
    "husband|wife|partner|ex|neighbour|children|kids|mother|father|nurse|doctor|boss",
    who=RELATIVE | words("people person child children"),
    role=words(
        "doctor(s) surgeon(s) nurse(s) physio consultant therapist driver boss manager landlord"
        " teacher social judge officer man woman lawyer gp dentist colleague(s) kids child"
        " children"
    ),
)
VIOLENCE = words(
    "kill killing murder murdering stab stabbing shoot shooting strangle strangling choke choking"
    " poison poisoning smother smothering suffocate attack attacking hurt hurting harm harming hit"
    " hitting punch punching smash smashing burn burning beat beating slap slapping kick kicking"
    " bash bashing injure behead butcher torture torturing slaughter drown drowning"
)
STRONG_VIOLENCE = words(
    "kill killing murder murdering stab stabbing shoot shooting strangle strangling poison"
    " poisoning"
    " smother smothering suffocate torture slaughter drown drowning behead"
)
MEAN_TO = concept(
    "want(s,ed,ing)|going|gonna|will|wanna|plan(ning,ned)|intend|ready|decided|wish|tempted|about"
    "|thinking|think|thoughts|thought|urge(s)|fantasi*|dream(ing)|imagin*|might|keep|swear|feel"
    "|feeling|need|must|how|like|nearly|almost|wishing|obsess*|planned|trying",
    "afraid|scared|worried|frightened ~2 will|might|may|could",
    "not stop",
    "from",
)
COULD = concept("could|would", "feel like i could")
GAME_OR_JOKE = concept(
    "at|in cards|scrabble|chess|bingo|golf|tennis|snooker|monopoly|football|darts|dominoes|game"
    "|games|poker|table|bowls",
    "game|games|level|levels|xbox|playstation|zombie|zombies",
    "feelings|surprise|dust|carpet|egg|eggs|record|drum|gym|road|hay|roof|sack",
    "with kindness|love|snowball|pillow|toy",
    "his|her|their record|score|time",
    "kill two birds",
    "by accident|mistake",
    "cat|cats|dog|dogs|alarm|clock|printer|computer",
    "wheelchair|swing|pram|buggy|trolley|stroller|rattle|lego|cushion|osteopath",
    "but i ~1 said ~2 nice|thank|thanks|hello",
    "bless them|him|her",
)
TRIVIAL = concept(
    "for eating|forgetting|leaving|waking|not|that|breaking|snoring|being|losing|telling|making",
    "if you|he|she|they|it ~2 send|eat|leave|forget|snore|sing|miss|late",
    "biscuit*|milk|reminder|reminders|session|alarm|remote|dishes|snoring|cat|chocolate|bins",
)
DOING_HARM = concept(
    "feel|feeling|felt ~1 violent|murderous towards|toward|to|at|about @person",
    "violent|murderous towards|toward @person",
    "pull|pulled|draw|drew ~1 knife|gun|blade on|at @person",
    "make sure he|she|they|him|her ~1 never|suffer|pays|pay",
    "shaking|shook|shake my|the ~1 baby",
    "rip|ripping|tear|smash|cut|bite|blow|kick ~4 head|face|throat|brains off|in|out",
    "my hands ~1 round|around|on ~1 his|her|their|my _? throat|neck",
    "get|getting|pay|paying him|her|them back ~6 knife|gun|bat|weapon",
    "i have been|am|was|got|get ~1 violent|aggressive to|towards|with|against @person",
    "@mean to? ~3 @violence ~1 @person",
    "@mean to? ~2 run|running ~1 over|down ~1 @person",
    "run|running @person over|down",
    "@mean to? ~2 break|smash|cut|snap|cave ~1 his|her|their|my|that|someone ~2"
    " neck|legs|arms|head|face|throat|skull|bones|leg|arm|jaw|in",
    "will|going|gonna|want ~2 make|let him|her|them|that|the ~2 pay|suffer|bleed|regret|die",
    "@mean to? ~3 slit|cut his|her|their ~1 throat",
    mean=MEAN_TO,
    violence=VIOLENCE,
    person=PERSON,
)
KILLING = concept(
    "put|stick|plunge ~1 knife|blade in|into @person",
    "push|throw|shove @person ~2 under|off|front|into|down ~3",
    "@mean ~2 push|shove|throw @person",
    "will|going+to|gonna|must ~1 @violence @person",
    "@mean ~1 throw ~3 at @person",
    "wish|want|hope|make|like @person ~2 dead|die|suffer|bleed|gone+for+good",
    "wish|want|hope @person to|would ~1 die|suffer|bleed|dead|be+dead",
    "@person ~1 deserve(s) to die",
    "they|he|she|people|doctors deserve(s) to die",
    "gun|knife|rifle to ~1 shoot|kill|stab @person",
    "he|she|they must die",
    "@person are|is ~2 going to ~2 die|pay",
    mean=MEAN_TO,
    violence=STRONG_VIOLENCE,
    person=PERSON,
)
HARM_PICTURED = concept(
    "pictur*|imagin*|visuali*|fantas*|dream*|think|thinking|thoughts|urge|urges|impulse|impulses"
    "|keep ~4"
    " @violence ~1 @person",
    "ways to ~1 @violence ~1 @person",
    "hate|hating ~1 @person ~4 kill|hurt|dead",
    violence=VIOLENCE | words("pushing push"),
    person=PERSON,
)
COULD_HARM = concept(
    "@could ~2 @violence ~1 @person",
    "could put|hold ~1 pillow ~1 over",
    could=COULD,
    violence=STRONG_VIOLENCE | words("hurt hit punch attack"),
    person=PERSON,
)
SERIOUS = concept(
    "serious|seriously|really|mean it",
    "i mean it",
    "right now",
    "knife|gun|weapon|bat|hammer|axe|pillow",
    "angry|anger|rage|furious",
    "and it would be over",
)
DONE_HARM = concept(
    "i|have|had|just|nearly|almost|and|then|temper hit|slapped|punched|beat|shook|kicked|choked"
    "|strangled|smacked"
    "|pushed|shoved|threw|burned|hurt|attacked|stabbed|whipped ~1 @close",
    "i ~4 went for @close",
    "i ~1 threw|chucked|hurled ~3 at @close",
    "i ~3 cut|burned|burnt|bit|scratched|stabbed @close",
    "grabbed ~3 knife",
    "shook the|my baby",
    close=concept(
        "my|the|our _? _? @who",
        "him|her|them",
        who=words(
            "wife husband partner girlfriend boyfriend baby child children kid kids son daughter"
            " mum"
            " mother mom dad father brother sister grandson granddaughter gran grandmother"
            " neighbour"
            " toddler stepson stepdaughter ex carer nurse boy girl boys girls grandad gran dog"
        ),
    ),
)
VIOLENT_MIND = concept(
    "homicidal*",
    "violent thoughts|urges|fantasies|impulses|dreams",
    "thoughts|urges|impulses of? ~2 violence|harming|hurting|killing",
    "urge(s) to ~1 hurt|harm|kill|attack|hit|stab|strangle",
    "danger|dangerous to|for ~1 others|family|people|children|kids|wife|husband|everyone|them",
    "want|need revenge ~4 die|kill|pay|blood",
    "someone|somebody|people|they|everyone ~2 will|going+to ~1 get|be hurt|killed",
    "following|watching|stalking him|her|them ~2 for|every",
    "he|she|they will ~1 pay|regret|suffer ~4",
    "know where he|she|they ~1 live|lives|works|work|parks|sleeps",
    "make|making him|her|them ~2 pay|suffer|regret",
    "going|about to ~1 snap|explode ~4 hurt|kill|someone",
    "going|want to ~1 do something ~1 terrible|violent|bad to",
)
VOICES = concept(
    "voice(s) ~4 kill|hurt|stab|attack|harm|burn",
    "told by god|voices|him to kill|hurt",
)
AFRAID_OF_MYSELF = concept(
    "afraid|scared|frightened|worried|know ~1 of? what i ~1 might|could|will|would|may|am ~2 do"
    " to ~1 @person",
    "losing|lose|lost control|it|temper ~5 hurt|kill|hit|attack|harm ~2 @person",
    "not control ~2 anger|temper|myself ~5 hurt|kill|hit|attack|harm",
    person=PERSON,
)
WEAPON_AGAINST = concept(
    "knife|gun|bat|axe|hammer|weapon|rifle|petrol|acid ~8 on|at|against|to|for|shoot|and"
    " him|her|them|my|the|that",
    "knife|gun|bat|axe|hammer|weapon|rifle ~8 pay|going+to|use|neighbour|neighbours",
)
THREAT = concept(
    "going|will|and|gonna to? ~3 pay|house|use+it|shoot|stab|kill|him|her|them",
    "use it on",
)
MASS = concept(
    "shoot|shooting|blow|blowing|burn|burning ~1 up|down the|that|this|my|his|her|their|a"
    "|everyone|everything",
    "shoot|shooting|blow|blowing up the|that|this|my",
    "bomb|torch|burn the|his|her|their|that|this ~1 house|clinic|hospital|office|place|building"
    "|car",
    "burn ~2 house down",
    "burn|burning down ~2 house|clinic|hospital|office|place|building|flat",
    "put a bomb",
)
BLOWN_UP_BALLOONS = concept(
    "balloon(s)|airbed|mattress|photo|picture|legs|leg|feet|back|hands|calories|fat|candle(s)"
    "|rubbish|leaves|nerve|pain"
)

RULES = (
    Rule("doing-harm", Outcome.ACT, (DOING_HARM,), unless=GAME_OR_JOKE | TRIVIAL),
    Rule("killing", Outcome.ACT, (KILLING,), unless=GAME_OR_JOKE | TRIVIAL),
    Rule("doing-harm-unclear", Outcome.ASK, (DOING_HARM,), unless=GAME_OR_JOKE),
    Rule("harm-pictured", Outcome.ACT, (HARM_PICTURED,), unless=GAME_OR_JOKE | TRIVIAL),
    Rule("could-harm-serious", Outcome.ACT, (COULD_HARM, SERIOUS), within=12, unless=TRIVIAL),
    Rule("could-harm", Outcome.ASK, (COULD_HARM,), unless=GAME_OR_JOKE),
    Rule("done-harm", Outcome.ACT, (DONE_HARM,), unless=GAME_OR_JOKE),
    Rule("violent-mind", Outcome.ACT, (VIOLENT_MIND,)),
    Rule("voices", Outcome.ACT, (VOICES,)),
    Rule("afraid-of-what-i-do", Outcome.ACT, (AFRAID_OF_MYSELF,)),
    Rule("weapon-against", Outcome.ACT, (WEAPON_AGAINST, THREAT), within=8),
    Rule("mass-harm", Outcome.ACT, (MASS,), unless=BLOWN_UP_BALLOONS),
)

RULE_SET = RuleSet(
    RiskKind.HARM_TO_OTHERS,
    RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 1,
        Context.OTHER_PERSON: 2,
        Context.STORY: 2,
        Context.DREAM: 1,
        Context.JOKE: 1,
    },
)
