"""Suicide: hints that an end has been set, or that somebody takes leave.

Source:
    Goodbyes, giving things away and sudden calm as warning signs: NHS Tayside. The line to everyday
    endings (an exercise, a holiday, a job) is the project's own judgement and awaits a clinician's
    sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.phrases import concept, words
from bot.safety.rules import Rule
from bot.safety.suicide_words import WISH

ALL_TO_END = concept(
    "will|going+to|gonna|could|might|should|want+to|need+to ~1 end it $",
    "will|going+to|gonna|could|might|should ~1 end it now|tonight|all|soon|myself|then",
    "then ~1 i ~1 end it",
    "begging|beg|pray|praying|longing ~2 it|this|everything to ~1 end|be+over|stop",
    "please ~1 make it|this ~1 stop",
    "wanted to ~1 end it|everything|things",
    "just|want|need|wish|wanna to? end|stop the|this|my|all ~1 pain|suffering|misery $",
    "want|need|wish ~1 the|this|my ~1 pain|suffering to? ~1 stop|end|over|gone ~1 forever"
    "|permanently|for+good",
    "stop|end it|this forever|permanently|for+good",
    "done with ~3 permanently|forever|for+good",
    "end|stop the|this|my ~1 pain|suffering permanently|forever|once|for+good",
    "make the|this|it|my ~1 pain|suffering? stop|end permanently|forever|for+good",
    "will|would|going+to|gonna ~2 be over soon|tonight|tomorrow|for+me|then",
    "going|gonna|want|plan|planning to? ~1 end this|it|things|everything|my+pain|my+suffering"
    " tonight|today|soon|now|tomorrow",
    "over soon|tonight for me",
    "want|wanted|wish|need|let|wishing ~2 everything|all|life|it+all to? ~1 end|stop|over|finish"
    "|finished|be+over",
    "just want it|this to ~1 end|stop|be+over",
    "want|wish|hope|need|please|let it|this to? just? end|be+over|be+finished $",
    "want|need it|this|everything|all|them to? ~1 stop|end|over ~1 for+good|forever",
    "let it ~1 be over|end",
    "want ~2 to|just end it|this $",
    "just end it",
    "end|ending|stop|stopping everything|it|this|things for+good",
    "ending|end things|everything $",
    "@wish my|this life over|finished|ended",
    "for good $",
    "i end it",
    wish=WISH,
)
NOT_LIFE_TO_END = concept(
    "flare|winter|summer|week|day|weekend|exercise|chat|questions|question|session|meeting|call"
    "|film"
    "|wait|waiting|form|book|rain|school|year|month|show|game|walk|subscription|messages|prompts"
    "|cream|gave|given|moved|left+london|stopped+smoking|smoking",
)
ENGINE = concept("engine ~1 running|on", "exhaust|hosepipe|fumes")
GARAGE = words("garage car exhaust")
LAST_TIME = concept(
    "picked|chosen|set|got|have a ~1 date $",
    "picked|chosen|set a ~1 date|day|time ~4 end|die|go|leave",
    "counted|counting|sorted|lined ~2 all|my ~3 pills|tablets|morphine",
    "driving|drive|drove ~2 fast ~3 on+purpose|deliberately",
    "drove|drive|walked|cycled past the ~1 bridge|cliff|tracks ~3 stopped|stop",
    "researched|worked+out|figured+out|found+out|know how ~1 to|i ~1 do|would|will ~1 it|$",
    "worked|figured out how $",
    "know which bridge|tree|road|train",
    "been|went|go|going|back ~1 to the ~1 cliff|bridge|tracks ~1 again|$",
    "quit life|living",
    "see|meet you|u on|at the ~1 other side",
    "on|off the roof|ledge|edge|bridge $",
    "standing|stood|sitting|sat|am on ~2 roof|ledge|bridge|tracks|windowsill",
    "engine ~1 running|on ~4 garage|closed|car",
    "will|letters ~2 done|written|ready ~8 ready|home",
    "go|going|leave|leaving|depart ~2 this world|earth",
    "it is time|over for me to? go",
    "this|my is|be|was ~2 last night|day|message|birthday|christmas|week|letter|words|check",
    "my last night|day|message|birthday|christmas on|alive|here|with|$",
    "last time ~3 hear|see|talk ~2 me",
    "not need ~3 where i am going|gone",
    "where i am going",
    "gave|giving|given|give away ~1 all? ~1 my|everything ~1 stuff|things|belongings|possessions"
    "|clothes|$",
    "gave|giving|given|give ~1 my ~1 things|stuff|belongings away",
    "putting|put|getting|got|have|setting ~1 my? affairs in order",
    "bought|buying|ordered|found|got ~1 rope|pills|blades|noose",
    "found|know|have|got a way out",
    "think|thinking|thought|looked|looking|standing|stood|sat|walk|walked ~3 bridge|ledge"
    "|platform|edge|cliff|railway",
    "did|do|doing it last|tonight|this time",
    "almost|nearly did it",
    "checking|check out early|for+good|permanently",
    "not expect|expecting ~2 me ~2 next|around|long|alive",
    "not plan|planning|intend|expect ~2 be|being around|here|alive",
)
LAST_OF_SOMETHING = concept(
    "last night|day|week|message ~3 work|school|job|holiday|treatment|term|physio|course"
    "|hospital|rehab",
    "kittens|puppies|charity|jumble|coat|samples|stairs|exercise|session|walk",
    "last night i|was|we|pain",
    "terrace|coffee|sun|sunbathing|repair|repairs|fix|root|dentist|worms",
)
GOODBYE_SAID = concept("saying|say|said goodbye to everyone|everybody|all")

RULES = (
    Rule("engine-running", Outcome.ACT, (ENGINE, GARAGE), within=8),
    Rule("all-to-end", Outcome.ASK, (ALL_TO_END,), unless=NOT_LIFE_TO_END),
    Rule("goodbye-said", Outcome.ASK, (GOODBYE_SAID,)),
    Rule("last-time", Outcome.ASK, (LAST_TIME,), unless=LAST_OF_SOMETHING),
)
