"""Concepts that several kinds of danger share: people, time, and what softens a finding.

Everything is written in normalised words (``normalise.py``): "don't" is "do not" here and "mum's"
is "mum".
"""

from __future__ import annotations

from bot.safety.phrases import concept, word_set, words

# --- people -----------------------------------------------------------------------------------

FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
WRITER = frozenset({"i", "me", "my", "we", "im"})

RELATIVE = words(
    "husband(s) wife wifes hubby partner(s) boyfriend(s) girlfriend(s) bf gf fiance ex mum(s)"
    " mom(s)"
    " mam mother(s) dad(s) daddy mummy father(s) parent(s) son(s) daughter(s) child childs"
    " children"
    " kid(s) baby babys babies toddler brother(s) sister(s) uncle(s) aunt(s) auntie cousin(s)"
    " nephew"
    " niece grandma gran nan granny grandmother(s) grandpa grandad grandfather(s) grandson(s)"
    " granddaughter(s) grandchild grandchildren stepfather stepdad stepmother stepmum stepson"
    " stepdaughter inlaw inlaws family friend(s) mate(s) neighbour(s) neighbor(s) flatmate"
    " roommate housemate lodger carer(s) caregiver colleague(s) boss man men guy"
)
MY_PERSON = concept(
    "my|our|his|her|their|the|a|this|that _? @who",
    "my|our best|new|old|late|own|elderly|little|big|older|younger|teenage|eldest @who",
    "my mother|father|sister|brother|son|daughter in law",
    "my ex _?",
    who=RELATIVE,
)
OTHER_PERSON = MY_PERSON | words(
    "he she him her his they them their himself herself themselves someone somebody people"
    " husband wife mum mom mother dad father hubby"
    " everyone everybody nobody anyone others woman women man men guy girl boy patient patients"
    " actor actress singer author celebrity character teenager student soldier lady neighbour"
)

# --- time -------------------------------------------------------------------------------------

SMALL_NUMBER = words(
    "a an one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty"
    " forty fifty couple few several many some 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 20 25 30 40 50"
)
YEAR = words("19* 200* 201* 202*")
LONG_AGO = concept(
    "year(s)|decade(s)|yrs ago",
    "month(s) ago",
    "years back",
    "ages|long ago",
    "long time ago",
    "last year",
    "used to",
    "in the past",
    "in my past|youth|teens|twenties|thirties|childhood",
    "back then|in|when",
    "when i was _? _? young|younger|little|small|child|kid|teenager|teen|baby|student|pregnant",
    "when i was @n",
    "when i was nineteen|eighteen|seventeen|sixteen|fourteen|thirteen",
    "when i was 1*",
    "as a _? child|kid|teenager|teen|boy|girl|baby|student",
    "after the war",
    "in|since @year",
    "history of",
    "once had",
    "no longer suicidal|thinking|have|feel",
    n=SMALL_NUMBER,
    year=YEAR,
)
# Of somebody else: it happened, and is known to those who help.
HAD_IT = concept("had|died|suffered|survived|was|were", "in hospital|hospice|care|icu")
RIGHT_NOW = words(
    "now again still today tonight lately currently nowadays recently yesterday already always"
) | concept(
    "this morning|week|weekend|evening|afternoon|time",
    "right now",
    "these days",
    "last night",
    "and|but i am",
    "every day|night",
    "the same again",
)
NO_LONGER = concept(
    "not|never now|again|anymore|since",
    "not any more|longer",
    "no longer",
    "no more",
    "fine|better|ok|okay|good now",
    "it is over",
    "i left him|her|them",
    "ever since",
)
RECENT = concept(
    "this morning|afternoon|evening|week|weekend|minute",
    "last night|week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "since _? yesterday|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend"
    "|breakfast|lunch|dinner|morning|night|week|operation|surgery|injection|epidural|fall"
    "|accident",
    "since @n hour(s)|minute(s)|min|mins|day(s)|week(s)",
    "for @n hour(s)|minute(s)|mins|day(s)",
    "for the last|past _? hour(s)|minute(s)|day(s)",
    "in|over|within @n hour(s)|minute(s)|seconds|day(s)",
    "in seconds|minutes",
    "over the last _? day(s)|week|hour(s)|weekend",
    "@n hour(s)|minute(s)|day(s) ago",
    "an hour ago",
    "on monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "since my back|neck|pain|it",
    "from yesterday|today",
    "@when",
    n=SMALL_NUMBER,
    when=words("yesterday today tonight now just overnight currently already"),
)
SUDDEN = concept(
    "sudden*",
    "all at once",
    "at once",
    "out of nowhere",
    "out of the blue",
    "from nowhere",
    "came on fast|quick|quickly|suddenly",
    "no|without warning",
    "woke up",
    "just went|gone|happened|dropped|stopped|started",
)
CHANGED = SUDDEN | concept(
    "new|newly|unusual|different|worse|worsening|worsened|progressive|progressively|spreading",
    "started|began",
    "weaker|stronger",
    "never had ~3 before",
    "never felt ~3 before",
    "never had|felt this|that|it",
    "more|weaker|worse than usual|normal",
    "not my|the usual|normal",
    "not like|as usual|normal",
    "feeling|feels the same again",
    "has|have gone|become|got|turned",
    "it is back",
    "but|and now|today|suddenly|this|since|lately",
    "now my|i|it|the|both|also|there|their|his|her",
    "weird|strange thing",
    "getting|got|gets ~1 worse|weaker|bad|stronger|number",
    "by the hour|minute",
    "week by week",
    "day by day",
)
NEW = CHANGED | RECENT

# --- what softens -----------------------------------------------------------------------------

NEGATIONS = word_set(
    "not no never none without neither nor nobody noone denies denied hardly nothing"
)
# Words that may stand between a negation and what it denies.
FILLERS = word_set(
    """
    i am going to have has had any been be being a an the of feel feeling felt feels thinking think
    thought thoughts about having planning plan plans want wanting wanted wish wishing wants get got
    getting would will do does did ever me my you it is was were are in or nor this like that really
    actually at all even seriously one single once just currently intention intend intending
    some much more than real actual signs sign symptoms problem problems trouble issue issues with
    urge urges ideas idea taken take took tried try trying hurt ever gonna so
    new sudden considered considering his her he she they kind sort type
    """
)
# Turns whose negation denies nothing that follows.
EMPTY_NEGATIONS = concept(
    "why|or|if|whether not",
    "say|said|says|saying|answered no",
    "not only|sure|joking|kidding|lying|exaggerating",
    "can not help|stop|cope|wait|go|take|bear|stand|keep|tell|get|sleep|feel|see|do|live|breathe",
    "no doubt|joke|idea|wonder|lie|choice|option|kidding|hope|point|way|matter|energy|future"
    "|reason",
    "could not stop|help|sleep|wait",
    "do not know|care|trust|see",
    "will not stop|go|lie",
    "never been so|more|this",
)
DENIED_AFTERWARDS = concept(
    "? no|none|nope|never",
    "? _? ? no|nah|nope",
    "none|nope",
    "no|never $",
    "is|are|was not an|my option|plan|answer|thing|mind",
    "is|are|was never an|my option|plan|answer|thing",
    "is|are not something i",
)
STORY = concept(
    "film|movie|novel|book|story|stories|documentary|podcast|programme|episode|netflix|tv"
    "|television|radio|newspaper|article|magazine|character|actor|actress|singer|poem|lyrics"
    "|theatre|opera|drama|thriller|soap|videogame",
    "in the news|paper|bible",
    "on the news|telly",
    "the news",
    "the _? game|show|play|series|song|band",
    "crime novel|podcast|series|story|drama",
    "true crime",
    "murder mystery",
    "i read|heard|watched|saw about|that|a|an|on",
    "reading about|a|an",
    "watching|watched a|an|the",
    "a band|song|game called",
    "video|computer game",
    "career|political|squad|prevention|awareness|hotline|helpline|samaritans",
)
GENERAL_QUESTION = concept(
    "what is|are the|a? _? _? sign(s)|symptom(s)|risk(s)|flags|effect(s)|cause(s)|chance(s)",
    "what is|are",
    "how would|will|do|can i|you|people|one know|tell|recognise|spot",
    "what should|do|must|can i|you|we do if|when|about|in",
    "when should|do|must i|you|people",
    "is _? _? ever",
    "how common|likely|dangerous",
    "can|could you|people|one|someone _? _? overdose|get|have|die|become",
    "can _? _? _? cause|lead",
    "could _? _? _? cause|lead",
    "in case i|of",
    "if i get|got",
    "risk of",
    "told me about|what",
    "warned me about|of",
    "asked me|about",
    "worried|scared|afraid|frightened of|about getting|having",
    "red flags",
    "difference between",
    "leaflet|website|brochure|lecture|course",
    "how to avoid|prevent|recognise|spot",
    "to prevent|avoid",
)
USUAL = concept(
    "usual|usually|habitual|longstanding",
    "normal for|migraine(s)|sciatica|headache(s)|pain|ache(s)|tingling",
    "my normal",
    "as|like|has|have|it|same|i|and always",
    "always has|have|been|do|does|get|had|did",
    "nothing new",
    "not changed|unusual|different|new",
    "same as",
    "as ever|before",
    "the|my old",
    "same old|place|spot|one|numb",
    "for|since @n year(s)|decades",
    "for years|ages|decades|ever",
    "for many|several|some|few years|decades",
    "years now",
    "since|from birth|childhood",
    "since _? the|my _? kids|baby|children|pregnancy",
    "ever since",
    "like any|every|in",
    "every month|winter|summer|spring|autumn|year",
    "all my life",
    "arthritis|rheumatoid|osteoarthritis|neuropathy|menopause|fibro|fibromyalgia|raynauds|prostate",
    "carpal tunnel",
    "now and then",
    "since @year",
    "have done since",
    n=SMALL_NUMBER,
    year=YEAR,
)
CHECKED = concept(
    "ruled out|it",
    "all clear",
    "was|been|got|had checked|tested|scanned",
    "doctor|gp|nurse|consultant|hospital|specialist knows|checked",
    "doctor|gp|nurse|consultant|hospital|specialist says|said it|that is|was ~1 fine|ok|okay"
    "|normal|nothing",
    "x|xray|scan|test(s)|ecg|mri was|were|came|is|are ~1 fine|clear|normal|ok|okay|good",
    "turned out to be",
    "it was|is|were ~3 gallbladder|ribs|muscle(s)|stomach|reflux|anxiety|wind|heartburn"
    "|indigestion",
    "went to|saw|been ~2 er|hospital|doctor|gp|clinic ~2 they|and+they ~1 said|found",
    "has|have healed",
    "got better",
    "better now",
    "fine once|now|after|again|then",
    "gone after|again|now|in",
    "went away",
    "survivor",
)
JOKE = concept("lol|lmao|haha*|rofl|hehe*", "just|only kidding|joking")
