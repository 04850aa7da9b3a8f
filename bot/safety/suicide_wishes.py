"""Suicide: the wish to be gone, said softly. It leads to one kind, direct question.

Source:
    Passive wishes to be dead or away, and talk of death, as warning signs: NHS Tayside. The line
    to everyday words ("wake up early", "here at work") is the project's own judgement and awaits a
    clinician's sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.phrases import concept
from bot.safety.rules import Rule
from bot.safety.suicide_words import WISH

DEATH = concept(
    "die|dying|death|dead|died",
    "my ~1 funeral|grave|coffin",
    "heart ~1 stopped|stop|stopping|gave+out",
    "stop breathing",
    "something terminal",
    "terminal illness|diagnosis|cancer",
    "not|never ~1 wake|waking|woke up?",
)
LONGED_FOR = concept(
    "wish|wishing|hope|hoping|pray|praying|prayed|want|wanting|longing|dream|dreaming|imagin*"
    "|pictur*|fantas*"
    "|mercy|relief|relieved|peaceful|kinder|easier|better|bliss|freedom|welcome|envy|jealous",
    "look(ing)|looking forward to",
    "only way|solution|answer|thing+left",
    "be nice|good|lovely|great|glad",
)
LIVING = concept(
    "living|alive|existing|existence",
    "this life|world|earth",
    "on earth",
    "life $",
    "my life",
    "life ~1 no|not|thing",
    "being here",
)
REFUSED = concept(
    "not ~2 stand|bear|face|stay|keep|take|want|see|find|have",
    "hurts|unbearable|impossible|exhausting|torture ~1 too? much?",
    "not for me",
    "fuck|sod|screw|enough|pointless|sick|tired",
    "am|so over",
    "no ~2 point|sense|meaning|reason|purpose|use",
    "why should|am|do|would|bother",
    "what ~1 for",
    "giving|give|gave|given up",
    "quit|leave|leaving|go+from|going+from|depart|finish|done+with",
    "not ~2 much longer",
)
LIVING_FINE = concept(
    "love|enjoy|save|saved|social|night|sex|working|family|wild|real|long|changed|change"
    "|changing|whole|daily"
    "|everyday|busy|easier|back|room",
    "life back",
    "in|of my life",
    "living with|in|at|near|alone|room|together|expenses|on",
    "earn|make a living",
    "part of life",
    "life ~2 good|better|great|full|hard|goes",
)
DEATH_THOUGHTS = concept(
    "dying|death ~2 only|best|last ~1 option|choice|way|answer|thing",
    "join|joining my ~1 late|dead|deceased|departed|loved|husband|wife|mum|dad|son",
    "better place",
    "go|going|be|get to ~1 heaven",
    "come|came to my funeral",
    "my funeral",
    "wonder*|think* ~5 stopped|stop existing|living|breathing",
    "waiting to|for ~1 die|death|end|it+to+end",
    "waiting for something to ~1 end",
    "part of me ~1 want(s) to? ~1 die|disappear|end|go|give+up",
    "hate|hated|hating living|being+alive|existing|life",
    "fade|fading|slip|slipping away $",
    "no version of tomorrow",
    "tempting|tempted ~5 stop|end|go|sleep|jump $",
    "not ~3 meant|made|cut+out|built|fit for this|the ~1 world|life",
    "my time is up|over|here|near",
    "my time has come",
    "imagin*|pictur*|think(ing) ~3 funeral",
    "hope|wish|wishing|hoping|pray|want ~5 kill(s,ed) me",
    "disappointed|sad|angry|gutted|upset|devastated|cried ~3 woke|wake|waking up",
    "have been me instead",
    "should have been me",
    "not see|picture|imagine|expect ~1 myself|me ~3 old|older|next+year|around|alive|here|forty"
    "|fifty|sixty",
    "put me down",
    "put ~2 dog|animal|horse|cat down ~3 pain|suffering|this|like|if",
    "they|would|you put ~2 dog|animal down",
    "dog|animal ~5 put down",
    "assisted dying|suicide|death",
    "euthanas*",
    "six feet under",
    "happier|better|rather|belong in|under the ground|soil|earth",
    "let myself fall|go|drown|die|starve|bleed",
    "want|need|just ~1 peace ~1 forever|finally|at+last",
    "dark|black|intrusive thoughts",
    "my|the|an|last ~1 attempt on|again|sunday|$",
    "after|since my ~2 attempt",
    "sleep ~3 not ~1 come back",
    "switch|switched|switching ~2 off ~2 permanently|forever|for+good",
    "go|be|with|to ~1 god|jesus|allah now|soon",
    "feel|feeling|urge|want|wanted|close|keep ~2 jumping|jump $",
    "only ~3 keeps|keeping|stops|stopping|holding me ~1 alive|here|going|from|back|is|are",
    "only thing ~2 stops|stopping|keeping|keeps me",
    "if it was|were not for my ~4 done|gone|dead|here|would",
    "would have done it ~2 already|$",
    "not ~2 stop at the red",
    "life insurance",
    "free|freed if|when|once i ~2 went|go|gone|died|dead",
    "one less burden|problem|mouth|patient",
    "wish|hope|pity|shame ~3 surgery|operation|accident|crash|fall|stroke|anaesthetic|cancer|it"
    " ~1 had|would|has? ~1 killed|kill|taken|finished me",
    "should|could have died ~3 accident|crash|surgery|operation|$",
    "wish i ~1 had died",
    "wish i ~1 died",
    "long|eternal|permanent|forever sleep|rest|peace",
    "rest in peace",
    "think(ing,s)|thought(s)|obsess*|dream(ing,s)|fantasi*|wonder*|imagin* ~5 death|dying|die|dead",
    "think(ing)|thought(s) ~4 not being|be around|here|alive|there",
    "think(ing)|thought(s)|feel|feeling ~3 end|ending ~1 everything|things|it|all|this|life",
    "dying|death|dead is|would|will|sounds|seems|looks|might|must ~2"
    " easier|better|relief|peaceful|nice|release|good|kinder|fine|solution|answer|welcome|freedom",
    "not mind|care ~2 if|about|whether? ~2 die|died|dying|dead|live|alive",
    "not mind|care die|dying|dead",
    "not care|bother ~1 if|whether|about ~3 live|die|wake|alive",
    "not scared|afraid of dying|death",
    "if i ~1 died|die|dropped ~4 be|fine|better|ok|okay|matter|care|dead",
    "if ~2 bus|car|lorry|truck|train ~2 hit|hits|ran|runs ~2 me",
    "hope|wish|want|pray ~3 bus|car|lorry|truck|train|lightning ~2 hit|hits|run|runs|strikes ~1 me",
    "hope|wish|pray|want ~4 die|dying|dead",
    "hope|wish|pray|want|rather|better ~4 not ~1 wake|waking",
    "not wake|waking up $",
    "not want|wish|like|need|care to ~1 wake up ~1 tomorrow|anymore|again|ever|in|and|to|$",
    "never ~1 wake|waking|woken up|again|anymore",
    "sleep|rest forever",
    "sleep|sleeping ~2 never|not ~1 wake|waking",
    "wish|better i ~2 never|not ~2 born|existed|exist",
    "never been born",
    "god|lord|jesus|allah|heaven ~3 take(s) ~1 me",
    "take me home|away|lord|god",
    "pray* ~3 take(s) me",
    "meet|meeting my|the maker",
    "be|join|go|see ~2 with? my|him|her|mum|dad|them ~4 heaven|grave|other+side",
    "ready to leave this|the ~1 world|life|earth",
    "death wish",
    "feel|feels|am|is ~1 like? ~1 dying $",
    "am|feel|are going to die",
    "not|never deserve to? ~1 live|alive|here|exist",
    "live or die",
    "dead or alive",
    "kill me $",
    "kill me now|please|already",
    "please kill me",
    "shoot me",
    "want|wish|need someone|somebody|doctor to kill me",
    "dignitas",
    "would be dead soon|by",
)
NOT_DEATH = concept(
    "shoot me a|an|the ~1 reminder|message|text|email|mail",
    "take me away ~3 plane|beach|holiday|sun|sea",
    "insurance man|salesman|company|form|letter|called|rang|phoned|came|papers",
    "keeping|keeps me going|sane ~2 chocolate|tea|coffee|cake|music|biscuits",
    "sleep forever on sundays|weekends",
    "thought i ~1 die on|in|at|during|from",
    "laws|debate",
    "film|book|movie|phone|battery|plant|plants|laptop|hamster",
    "my|his|her|the ~1 mum|mother|dad|father|aunt|uncle|brother|sister|gran|husband|wife|friend"
    "|cat"
    "|dog|nan|grandad|son|daughter ~1 death|funeral|dying",
    "wake|waking up ~1 my|the|him|her|early|late|at|with|without|so|before|tired|stiff|sore"
    "|to+find"
    "|from|every|husband|wife|in+pain|in+agony",
    "die|died|dying laughing|of|hard|for|to|from+embarrassment",
    "will|would|going+to|gonna|might|could kill me",
    "is|are|was|were|nearly|almost|walking|that kill|killing|killed me",
    "dead line|weight|leg|arm|on|tired|beat|end",
    "fear|scared|afraid|worry|worried|anxious ~3 dying|death",
)
IF_I_GONE = concept(
    "if|when|once|that i ~2 not? ~2 here|around|there|alive|exist|existed|existing|gone|dead"
    "|disappear"
    "|disappeared|died|die|vanished|born",
    "if|when|once i ~2 not in the picture",
    "if|when|once i ~2 stop|stopped|cease|ceased existing|being|breathing",
    "just|simply not being here|around",
    "move on ~1 without me",
    "disappearing|vanishing ~3 without|everyone|forever|$",
)
DISAPPEAR = concept(
    "want|wish|need|could|like|love|going to? ~1 disappear|vanish",
    "disappear|vanish forever|completely|for+good",
    "not want|wish|like to ~1 be ~1 here|around|there ~1 anymore|longer|now|any|$",
    "not want be here",
    "no longer want to be here|around|alive",
    "see|have|find|know ~3 reason ~2 be here",
    "wish i ~2 not ~1 here|around|there|alive",
    "wish i ~1 gone",
    "wish to be gone",
    "go away for good|ever|always",
    "not being here|around|there ~1 anymore|longer|$",
    "if|when|once i ~1 gone ~1",
    "if i was|were|am not here|around|there|alive",
    "not be here|around|alive ~1 tomorrow|much|for|long|next|anymore|when|$",
    "be gone soon|tomorrow|by|and",
    "not ~2 be ~1 around|here ~1 for|at|much|long|next|tomorrow",
    "leave|leaving this|the world|earth|life",
    "@wish to ~2 stop|cease existing|to+exist",
    "maybe|should|just|better|want|would|could ~2 stop|not|cease exist|existing",
    "rather not exist|be",
    "not exist",
    wish=WISH,
)
HERE_SOMEWHERE = concept(
    "here at|in|on|for|today|tonight|with",
    "at my ~1 sister|mum|mums|daughter|son|brother|friend|parents|dad|house",
    "hospital|duvet|blanket|beach|sofa|hour|island|while|moment|holiday|holidays|appointment|visiting"
    "|spain|portugal|greece|crete|italy|france|camping|caravan|cruise|grandbaby|lunch|wedding|bit"
    "|travelling|trip|session|check|shopping|sisters|vacation|instagram|facebook|social|media"
    "|internet"
    "|online|twitter",
)

RULES = (
    Rule("death-longed-for", Outcome.ASK, (DEATH, LONGED_FOR), within=4, unless=NOT_DEATH),
    Rule("life-refused", Outcome.ASK, (LIVING, REFUSED), within=3, unless=LIVING_FINE),
    Rule("thoughts-of-death", Outcome.ASK, (DEATH_THOUGHTS,), unless=NOT_DEATH),
    Rule("if-i-was-gone", Outcome.ASK, (IF_I_GONE,), unless=HERE_SOMEWHERE | NOT_DEATH),
    Rule("disappear", Outcome.ASK, (DISAPPEAR,), unless=HERE_SOMEWHERE),
)
