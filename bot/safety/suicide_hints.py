"""Suicide: what is only hinted at. A hint leads to one kind, direct question.

Source:
    Warning words (hopeless, trapped, burden, no future, no reason to live): NHS Tayside. That
    asking does no harm and may relieve: the same. High recall with a clarifying question rather
    than a silent choice is the project's own judgement, awaiting a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.phrases import concept
from bot.safety.rules import Rule

BURDEN = concept(
    "everyone|everybody|they|world|family|kids ~1 would|will be ~1 better|happier|relieved ~1"
    " off? $",
    "taking|take|wasting up? ~1 space|air|oxygen",
    "weight|drain|strain|millstone on everyone|everybody|my|them|family|others",
    "i am ~1 only|just making ~1 things|it|life worse",
    "family|kids|wife|husband|children|they|everyone|everybody deserve(s) ~1 better",
    "ruin(ed,ing,s) ~2 everyone|everybody|family|their|your|peoples ~1 life|lives|day",
    "waste of ~3 time|space",
    "should|deserve|need to? be punished",
    "nobody ~2 have to ~1 worry|bother|care|look|deal|put ~2 me",
    "one less burden",
    "not have to ~1 worry|bother|care|deal|look ~2 me",
    "rid of me",
    "out of everyone|everybody|their|your hair|way",
    "i ~2 make|making|ruin|ruining everything|things|life ~3 worse|harder|miserable|everyone",
    "dragging|drag ~1 everyone|everybody|them|family down",
    "too much ~2 for my|them|everyone",
    "better|easier|happier|best|relieved off? without me",
    "better|easier|happier|best|cheaper ~3 if|when|once|that i ~3"
    " here|gone|dead|around|exist|existed|there|born|disappeared|died|went|alive",
    "manage|cope|fine|okay|live better? without me",
    "such|just|only|nothing|am|be|being|become|becoming a|an? _? burden",
    "am|only|just burden",
    "burden to|on|for everyone|everybody|my|all|them|others|people|family|him|her|you",
    "nobody|anyone|anybody|people|they|world|family ~2 not need me",
    "not be a? problem|burden|trouble|bother ~4 longer|more|anymore",
    "in everyone|everybody way",
    "waste of space|oxygen|air",
    "cost|costs them|everyone ~2 money",
)
NOBODY_MISSES = concept(
    "nobody ~1 cares|care ~2 me|anymore|missing|dead|alive|$",
    "nobody ~1 cares|care ~3 missing|gone|there|disappear|dead",
    "would anyone|anybody|they|you ~2 miss|notice|care ~2 me|gone|died|dead",
    "nobody|nothing can|could|will ~1 save|help|fix me",
    "nobody ~1 needs|need|love|want|wants|loves me",
    "not anyone|anybody ~2 miss|care|notice ~2 me",
    "nobody|noone|anyone|anybody|who|they|everyone ~3 miss me|if|when",
    "nobody|noone|anyone|anybody ~3 notice|mourn|care ~3 gone|died|dead|die|exist|disappeared|left",
    "nobody|noone|anyone ~2 care ~3 about? i|me",
    "not matter to anyone|anybody|them",
    "everyone|everybody|they|all hate(s) ~1 me",
    "nobody|noone loves|wants|needs me",
)
POINTLESS = concept(
    "what is ~2 point of|in ~2 waking|getting|tomorrow|anything|living",
    "not ~2 see|know|find|understand|get ~2 point of|in|to ~2 staying|sticking|being|going"
    "|living|trying|fighting|tomorrow",
    "reason|reasons to|for ~1 keep ~1 going|on|living",
    "nothing|everything|things would|will ~2 change if i",
    "what is ~1 the point $",
    "nothing|anything ~1 left to ~1 give|stay|live|lose|fight ~2 for|$",
    "what ~3 to live for",
    "no point ~2 being here|alive|around",
    "no ~1 have sense|meaning",
    "life no ~2 sense|meaning",
    "point of|in|to|with it+all|anything|tomorrow|trying|this+life|me",
    "no point to|in|of ~1 anything|living|life|it|me|being",
    "not ~2 see|know|find|understand|get ~2 point anymore|$",
    "no way to live",
    "not|hardly worth the|this|all ~1 pain|suffering|fight|struggle|effort ~1 anymore|$",
    "nothing ~2 ever|going+to|will ~2 get|change|improve|help|better",
    "never ~1 get|getting|be ~1 better|over|okay $",
    "what is left for|to ~1 me|live",
    "run|ran|running out of reasons|hope|fight",
    "not ~1 care about|what ~1 anything|myself|living|life|happens+to+me ~2 $",
    "not ~1 care what ~1 happens",
    "stopped caring ~4 happens|live|die|me|anything",
    "nothing brings|gives ~1 joy|pleasure|meaning",
    "point of|in|to|with? ~1 going|carrying|keeping on|going",
    "point of|in|to|with? ~2 living|life|alive|existing|existence|fighting|trying|live|anything",
    "point of it all",
    "no|any|the point anymore",
    "what is the point $",
    "point $ ^ of",
    "why ~4 bother ~3 alive|live|living|going|existing",
    "why ~2 i ~2 still? alive|here|living $",
    "why ~2 go|carry|keep on|going $",
    "life ~1 is|has|feels|seems ~3 pointless|meaningless|worthless|empty|over|hell|unbearable",
    "life not|no ~2 worth|meaning|point",
    "life is|has not|no ~2 worth|meaning|point",
    "not|hardly|barely worth living|going+on|carrying+on",
    "is life worth living",
    "worth living like|anymore",
    "no|any|lost|see|without ~2 meaning|purpose|sense|reason in|to|of|for? ~2"
    " life|live|living|go+on|carry+on|continue",
    "no|any|see|one|have|without ~2 reason|reasons to|for ~2"
    " live|here|go+on|carry+on|keep+going|stay|alive|exist|continue|living",
    "nothing|anything|much left|here? to live for",
    "nothing left for|to|in|here ~1 me|live|lose|life",
    "nothing matters",
    "life is|feels ~1 over|ruined|finished|done|shit|nothing",
    "this is|not no|a|not life",
    "this is no way to live",
    "hate|hating my|this ~1 life",
)
CANNOT_GO_ON = concept(
    "not _? _? see|know|think how ~3 survive|go+on|carry+on|cope|manage|live|last|get+through",
    "not _? _? survive another|one+more|much|the|like|this",
    "no|any|lost|zero ~1 hope ~1 whatsoever|at+all|left|anymore|$",
    "dark|black|bad place $",
    "in a ~2 dark|black|bad place",
    "having|in a ~1 crisis",
    "only option|choice|thing+left ~3 left|for+me|is|now",
    "breaking point $",
    "tired|sick|weary ~1 of ~1 waking|breathing|being+here|being+alive|hurting|suffering",
    "not _? see ~2 getting|get ~1 better",
    "falling|fallen apart",
    "can not anymore $",
    "in ~1 crisis",
    "mental|nervous breakdown",
    "crisis line|team|helpline|hotline",
    "suicide line|helpline|hotline|lifeline",
    "not _? _? do|take|survive|live|get+through another|one+more night|day|week|year",
    "how much longer ~1 i ~3 hold|hang|last",
    "^ hopeless $",
    "just|so|am|feel|feeling|utterly|completely hopeless $",
    "what ~1 use ~3 going+on|living|me",
    "why should i ~2 live|living|go+on|keep|carry+on|bother ~3 living|on|going|like+this|$",
    "not strong enough to|for ~2 live|living|go+on|carry+on|life",
    "not _? _? go|carry|keep on|going any|further|anymore|longer",
    "no coming|way|going back from ~1 this|it|here",
    "it is ~1 over for me",
    "the end for|of me",
    "beyond saving|help|repair|hope",
    "exhausted|tired|sick|fed ~2 of|with ~1 everything|it+all|my+life|this+life|myself|existence"
    "|existing|fighting",
    "not _? _? see|find|know ~1 a|any|another ~1 way out|forward|through",
    "want|ready|time|easy|like|need|just to? ~1 let go $",
    "let go of ~1 everything|life|it+all|this+world",
    "made my peace",
    "made up my mind ~4 end|die|go|it",
    "at peace with ~2 decision|dying|death|going",
    "how much longer ~1 i ~3 take|do|go|keep|live|last|bear|cope|stand",
    "why did i ~1 survive|live|wake",
    "why ~1 i ~1 still? alive|here|living|trying|breathing $",
    "want|need everything|this|it ~1 to? stop ~1 forever|permanently",
    "not _? _? go|carry|keep on|going $",
    "not _? _? go|carry|keep on|going ~1 like|this|anymore|much|living|so|with ~1"
    " this|anymore|longer|pain|life|living|that|it|$",
    "not _? _? do|take|bear|stand|handle|face|fight|live|endure|tolerate|manage ~2"
    " this|it|life|living|like+this|pain ~3 anymore|longer|more",
    "not _? _? do|handle|take|bear|stand|cope|live anymore|longer",
    "not _? _? keep ~1 doing|going|living|fighting|pretending ~1 this|like|on|anymore|$",
    "not _? _? do|take|bear it|this $",
    "not _? _? live like|with|so ~2",
    "not _? _? bear|stand|face|take ~2 life|live|living|another|existence|tomorrow",
    "not _? _? face|get+through|make+it+through another|one+more|the ~1 night|day|week|year",
    "not _? _? survive this|it|another|much|the",
    "not _? _? make it through|to ~1 the|another|tonight|this|tomorrow",
    "not _? _? hold|hang|last ~1 on|out? ~2 longer|more|much",
    "i _? give|giving|given up $",
    "give|giving|gave|given up on|with ~1 everything|life|living|myself|it+all|hope|all|being",
    "done|finished|over|through with ~1 everything|it+all|life|living|all|world|people|existing",
    "had|have enough of|with ~1 life|living|it+all|everything|all",
    "tired|sick|weary|exhausted|fed|done ~3 of|with? ~1 living|life|alive|existing|fighting|it+all",
    "tired to ~1 live",
    "lost|losing|no|lose|without ~1 will|wish|desire|strength to ~1 live|go+on|carry+on|fight",
    "lost|losing|lose all|my? ~1 hope",
    "no|any|without|not ~1 hope for|left|anymore ~1 me|us|anything|life|future|$",
    "hope is|has gone|left|dead|lost",
    "everything|it|life|totally|completely|so|utterly|feel|situation|future|am|feeling|seems|is"
    "|all"
    " ~1 hopeless",
    "end|edge of my|the|this ~1 rope|tether|line|road|strength|rope",
    "reached|reaching the|my end|limit",
    "no|any|only ~1 way out",
    "not think|believe|know|sure ~3 survive|make+it|last|cope|go+on|get+through",
    "no|any|other escape|way+forward|solution",
    "no future|tomorrow for|ahead|with|$",
    "no light",
    "not see|have|imagine ~3 future|tomorrow|light|ending|improving",
    "not see it ever",
    "trapped in|inside|by my|this|here|a ~1 body|pain|life|myself|head|hell|situation",
    "feel|feeling|am ~1 trapped $",
    "feel|feeling|am|completely ~1 trapped ~3 and|no|life|escape|way",
    "trapped ~3 no|escape",
    "drowning ~5 sees|notices|cares|life|anymore",
    "need|want out $",
    "want|need out ~1 of|from? this|life|now|here",
    "take me _? home|enough|had",
    "too tired to|of go+on|fight|carry+on|live",
)
NOT_ABOUT_LIFE = concept(
    "trapped nerve|wind|gas|finger|in+traffic",
    "live|living with ~1 parents|family|mum|son|daughter|him|her|them|brother|sister|ex|him",
    "go|going on ~1 holiday|holidays|vacation|a|the|monday|tuesday|wednesday|thursday|friday|trip",
    "nerve|traffic|meeting|lift|elevator|door|room|maze|village|crossword|opens|jar|bingo|builders"
    "|insurance|technology|technologies|maths|computer|computers|names|directions|football",
    "hopeless at|with|cook|driver|singer",
    "this|the|that|these ~1 exercise|exercises|question|questions|walk|form|forms|app|stairs"
    "|dishes"
    "|trip|holiday|hike|tour|bus|boat|ride|plane|train|outing|session|game|chat|weather|job"
    "|course|party|film|hill|diet|treadmill|rain",
    "smoking|drinking|chocolate|sugar|coffee|meat|alcohol|garden|physio|going+out",
    "without ~1 those|these|tablets|him|her|them",
    "hope of a|an|the",
    "not a burden",
    "point of|in|to the|these|that|rating|going|filling|doing ~1 to|on+a|for|out|rain|walk|day",
    "without me haha|lol",
    "way out of|round|around this|the ~1 meeting|party|dinner|queue|car|park",
    "only way out is",
    "play(s)|team|goalkeeper|band|choir",
)
CANNOT_TAKE_PAIN = concept(
    "not _? _? take|bear|stand|cope|live|endure ~2 pain ~3 anymore|longer|more",
)
ONLY_AT_TIMES = concept(
    "at work|school|games|sport", "but my|i ~3 cheered|better", "when i|they|people ~3 rest|help"
)
SELF_HATE = concept(
    "hate|despise|loathe ~1 myself",
    "^ _? i|am|feel|completely|totally|utterly|so ~2 worthless",
    "worthless i am|feel",
    "how worthless",
    "ashamed to be alive|exist",
    "i do not matter",
    "tired of being alive",
    "rather be anyone",
)

RULES = (
    Rule("burden", Outcome.ASK, (BURDEN,), unless=NOT_ABOUT_LIFE),
    Rule("nobody-misses-me", Outcome.ASK, (NOBODY_MISSES,)),
    Rule("pointless", Outcome.ASK, (POINTLESS,), unless=NOT_ABOUT_LIFE),
    Rule("cannot-go-on", Outcome.ASK, (CANNOT_GO_ON,), unless=NOT_ABOUT_LIFE),
    Rule("cannot-take-pain", Outcome.ASK, (CANNOT_TAKE_PAIN,)),
    Rule("self-hate", Outcome.ASK, (SELF_HATE,), unless=ONLY_AT_TIMES),
)
