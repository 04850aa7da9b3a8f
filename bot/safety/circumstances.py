"""Concepts of what stands around a finding: over, acute, dreamt, unchanged.

The plain ones (people, time, denial) are in ``vocabulary.py``. Written in normalised words.
"""

from __future__ import annotations

from bot.safety import vocabulary as v
from bot.safety.phrases import concept, words

_AGE = words(
    " ".join(map(str, range(13, 60))) + " thirteen fourteen fifteen sixteen seventeen eighteen"
)

# --- time -------------------------------------------------------------------------------------

LONG_AGO = v.LONG_AGO | concept(
    "in|from|during|since the _? fifties|sixties|seventies|eighties|nineties|50s|60s|70s|80s|90s",
    "in|since his|her|their _? teens|twenties|thirties|youth|childhood",
    "before i|he|she|we was|were|got born|met|married",
    "when i|he|she was ~1 at|in school|college|university|uni|army|navy",
    "in|back+in the army|navy|war",
    "long before",
    "last spring|summer|autumn|winter",
    "winter(s)|summer(s) back|ago",
    "at|aged|age @age i|he|she ~1 took|tried|wanted|had|was|got|cut|lost|hit",
    "at @age that|it was",
    "attack|stroke|clot was at|in|back",
    "that|this|it was in? @year",
    "once ~1 @year",
    "until|till @year",
    age=_AGE,
    year=v.YEAR,
)
NO_LONGER = v.NO_LONGER | concept(
    "learned|learnt my lesson",
    "in a good|better|happy place",
    "behind me",
    "long over|gone|past",
    "all stable|quiet|well|good since|now",
    "clean|sober since|for",
    "since then",
    "never came back",
    "glad|grateful ~2 day|since|alive",
    "doing|feeling|walking|all ~1 well|good|fine|okay|ok",
    "that|it was in? @year",
    "never had another",
    "healed|rehab|stents",
    year=v.YEAR,
)
# Said of the sentence before it: "He hit me. That was 1983."
THAT_WAS = concept(
    "that|this|it was in? @year",
    "that|it is|was @n years|decades ago",
    "i left ~2 in @year",
    "not since",
    n=v.SMALL_NUMBER,
    year=v.YEAR,
)
OTHER_PERSON = v.OTHER_PERSON | words(
    "mate colleague friend uncle aunt auntie lad lady bloke cyclist priest godson nephew niece"
    " cousin grandma grandad grandpa nan gran granny brother sister son daughter kids"
    " neighbor boss teacher paramedic pensioner"
)
# Of somebody else: it ended, well or badly, and nothing is to be done today.
OVER = LONG_AGO | concept(
    "is|are|am|was|doing|feels|feeling ~1 fine|well|safe|healthy|happy|recovered|clean|sober|okay"
    "|ok|alright|better|home",
    "all fine|well|good|ok|okay",
    "fine|okay|ok|safe|happy|well|better now|since|again|today",
    "now he|she|they ~1 runs|works|lives|dances|coaches|teaches",
    "is|are a|an _? _ now",
    "on the mend",
    "back at|to|in work|school|home",
    "home again",
    "got|is over it",
    "lived to be",
    "passed away|on|peacefully|in",
    "died|dead|funeral|grave|memorial|anniversary",
    "lost ~4 to suicide|cancer|drugs|an+overdose",
    "died|death by suicide",
    "left him|her|them|her+violent|his+violent ~4 ago|in|and|last|since|she|he",
    "in jail|prison|court",
    "different times",
    "graduated|discharged|sober",
    "divorced|escaped|rescued",
    "grief|bereaved|widow|widower|widowed|late",
    "had ~4 in @month",
    month=words(
        "january february march april may june july august september october november december"
    ),
)
# What happens to somebody else at this minute.
ACUTE_NOW = concept(
    "just|suddenly collapsed|collapses|fainted|fell|dropped|passed+out",
    "right now",
    "happening now",
    "minute(s)|mins|seconds ago",
    "since ~1 @n minutes|mins|minute|hour",
    "for ~1 @n minutes|mins",
    "is|are|lies|lying|sits|sitting|sat ~3 here|floor|ground",
    "^ help",
    "help $",
    "help me|him|her|us|please|now",
    "please|need ~1 help",
    "what do|should|shall|can i do",
    "not breathing",
    "unconscious|unresponsive|pulse",
    "keep|wake|rouse him|her|them",
    "has|have|is|gone|turned|going|went grey|gray|blue|white|limp|floppy|purple",
    "lips ~2 swelling|blue|swollen",
    "swelling and",
    "suddenly ~4 talk|speak",
    "since this morning|lunch|breakfast|noon",
    "now he|she|they ~1 can|could not",
    "not fade",
    "talk(s,ing)|speak(s,ing) nonsense|rubbish|mush|gibberish",
    "not ~2 move|raise|lift|speak|talk ~4 today",
    "an hour",
    n=v.SMALL_NUMBER,
)
# A danger of somebody else that is not over, or that the writer takes to heart.
NOT_OVER = concept(
    "tonight|tomorrow he|she|they|i|again",
    "worried|scared|afraid|follow|envy|jealous|understand",
    "need|needs|please ~1 help",
    "started|happened|happening|did|doing|tried|trying|at+it again",
    "again now|today|tonight|and|but",
    "still ~1 in|has|is|wants|not|feels|hears|does|hits|hurts|there|lives",
    "but ~1 i|my|now|still|today",
    "me|i too|next|same",
    "same spot|way|thing|thoughts|thing",
    "wants|wishes|plans|threatens|keeps|says|tells|talks",
    "is|are ~1 going|planning|suicidal",
    "i want|wish|could|will|would|should|might|think|keep",
    "wish i|it+was+me",
    "what do|should|can i do",
    "stop thinking",
    "join him|her|them",
)

# --- not of this world ------------------------------------------------------------------------

DREAM = concept(
    "dreamt|dreamed _? i|my|he|she|we|someone|somebody|that|about|of",
    "in my|a|the|last _? dream|dreams|nightmare",
    "nightmare(s) i|my|that|about|where|of|he|she",
    "had|have a _? dream|nightmare",
    "^ nightmare",
)
WISHED_FOR = concept("dream|dreams|dreaming of", "come true|real", "awake|daydream*", "wish|want")
STORY = v.STORY | concept(
    "lyrics|thriller(s)|novelist|memoir|hamlet|shakespeare|plague|heroine|podcasts",
    "chapter @n",
    "my|the|our _? heroine|protagonist|villain|novel|thriller|character",
    "murder mystery",
    "mock|emergency|first+aid|fire|sepsis|leak ~1 drill|exercise|course|refresher",
    "played|play|acted|acting the|a _? corpse|casualty|victim|body|villain|part",
    "i write|wrote ~1 thriller(s)|novel(s)|crime|stories",
    "law case",
    "vicar|priest|pastor spoke|preached|talked about",
    "psychology|biology|sociology|history|social class|lesson|lessons|studies|club",
    "thesis|essay|dissertation|memoir|leaflet|talk|lecture on|about",
    "paramedic|ambulance|psych ~2 here|nurse|man|seen|saw|worked|drove|ward",
    "used to drive|work|answer ~2 ambulances|ambulance|ward|calls",
    n=v.SMALL_NUMBER,
)

# --- known and unchanged ----------------------------------------------------------------------

CHANGED = v.CHANGED | concept(
    "now no|not|nothing|can|could",
    "but my|there|both|now|the|also",
    "since ~1 yesterday|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend"
    "|lunch|breakfast|morning|night|noon",
    "this is not",
    "each|every time ~1 longer|worse|more",
    "growing|spreading|increasing",
)
# What says that nothing changed; the words of change inside it mean the opposite.
UNCHANGED = concept(
    "nothing|not _? new|different|changed|unusual|sudden|suddenly|strange|weird"
    "|worse|worsening|stronger",
    "no change|changes|news",
    "no new|different _? signs|symptoms|pain|weakness|numbness",
    "no weaker|worse|stronger|bigger",
    "always ~1 been ~1 weaker|weak|worse|bad",
    "weaker|weak since|from ~1 polio|accident|stroke|birth|operation|op|surgery",
    "new splint|brace|stick|cushion|shoes|insoles|pillow|job",
    "not any|got worse|different|weaker",
)
USUAL = (
    v.USUAL
    | UNCHANGED
    | concept(
        "well|long|old|my|all|is|are|been known",
        "long standing",
        "known for|since|about|and|to|by|from|harmless|thing|ones|$",
        "unchanged|permanent|permanently|lifelong|chronic|baseline|familiar",
        "steady|stable at|on|as|for|same|since|dull|not|ten|crutch|known",
        "as expected",
        "no change|changes|news",
        "@n years|yrs|winters|decades now|same|unchanged|nothing|running|stable|steady|no",
        "year|years in+a+row|running",
        "since @y",
        "been like it|that since",
        "like it does|did|has",
        "as it does|always|has",
        "like every|each",
        "each|every autumn|month|spring|winter|summer|year|flare",
        "old injury|weakness|damage|friend|scar|fracture|stroke|palsy|polio",
        "since i|he|she was young|a|an|small|little|born|four|five|six|seven|eight|nine|ten",
        "since i|he|she was @age",
        "from @y",
        "i wear a|the|my splint|calliper|stocking|stockings|pads",
        "i wear splint|pads|stockings",
        "splint ~1 fits|works",
        "polio|palsy|lymphoedema|lymphedema|thoracotomy|radiotherapy|mastectomy|globus|raynauds|copd",
        "@n years|yrs ago",
        n=v.SMALL_NUMBER,
        age=_AGE,
        y=v.YEAR,
    )
)
CHECKED = v.CHECKED | concept(
    "doctor|gp|nurse|consultant|specialist|cardiologist|neurologist|oncologist|surgeon|rheum"
    "|rheumatologist|urologist|clinic|physio|therapist|team|neuro|cardiology ~2"
    " knows|know|aware|checked|ok|okay|happy|looked|tested|cleared|emailed|measured|fine",
    "cleared by",
    "scanned|scan negative|clear",
    "they looked|checked|tested",
    "had the camera",
    "checked|looked|tested|measured ~3 times|twice|yesterday|monday|last|both",
    "both checked",
    "by|under ~1 rheumatologist|cardiologist|neurologist|clinic|team",
)
# Strong enough to hold for the sentences beside it as well.
STEADY = concept(
    "nothing new|different|changed",
    "no change",
    "unchanged",
    "same as always|ever|usual|before|last",
    "as always|ever|usual",
    "cardiologist|doctor|gp|consultant|nurse|neurologist ~2 both? checked|knows|aware",
    "both checked",
)
GENERAL_QUESTION = v.GENERAL_QUESTION | concept(
    "what do|does doctors|nurses|physios|they|people|the+leaflet ~1 mean",
    "how would|do|does|can|could a? person|one|people|somebody ~1 notice|recognise|tell|know|spot",
    "are|is _? _? _? risk|common|possible|dangerous",
    "is _? possible|common|dangerous|a+risk",
    "do|does people",
    "hypothetically|hypothetical|statistically",
    "in general",
    "general interest|question",
    "just testing|asking|curious",
    "what would|will you do",
    "what happens if",
    "for my _? course|thesis|class|novel|article|presentation|debate",
)

# --- asked and answered -----------------------------------------------------------------------

ASKED = concept(
    "you|doctor|gp|nurse|they|team|clinic|form|he|she ~1 ask(s,ed,ing) ~2 if|whether|about",
    "you|doctor|gp|nurse|they|team|clinic ask(s,ed) me ~2 if|whether|about",
    "was|were|been asked ~6 if|whether|about",
    "answer|to your|the ~1 question",
    "question ~2 on|about|if|whether",
    "dictation|autocorrect|keyboard wrote|typed|changed|made",
    "never said|wrote|meant",
)
ANSWERED_NO = concept(
    "^ no|nope|nah|never just|thanks|thank|not|only|i|$",
    "no|none|never|nope $",
    "i do|did|have|am not $",
    "not at all $",
    "i said|meant|wrote",
)
ANSWERED_YES = concept(
    "yes|yeah|sometimes|maybe|honest|honestly|lied|lying|true|truth|know|sure|idea|certain|think"
    "|often|worse|again|lie|but",
)
