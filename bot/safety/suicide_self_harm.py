"""Suicide and self-harm: the thought said outright. Plans, hints and self-harm have own files.

Source:
    Warning words (hopeless, trapped, burden, unbearable pain, goodbye, giving things away): NHS
    Tayside. That any disclosure takes the same path, with no label of low or high risk: NICE
    NG225. Which words lead to acting and which to one kind question is the project's own
    judgement and awaits a clinician's sign-off.
"""

from __future__ import annotations

from bot.safety import (
    other_languages,
    self_harm,
    suicide_endings,
    suicide_hints,
    suicide_plans,
    suicide_wishes,
)
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import concept
from bot.safety.rules import Rule, RuleSet
from bot.safety.suicide_words import ACCIDENT, INTENT, LIFE, SELF, WISH

KILL_SELF = concept(
    "kill(ed,ing)|murder(ing)|hang(ing,ed)|hung|drown(ing,ed)|shoot(ing)|shot|gas(sing)"
    "|strangle|suffocate|electrocute|stab(bing)|destroy ~1 @self",
    "to|will|might|could|should|just|gonna off|top|neck|end|finish|delete|kill @self",
    "topped|offed|topping|offing|necking|ending|finishing @self",
    "do|doing @self in",
    "end(ed,ing)|take(n)|taking|took|finish(ed,ing)|terminate ~1 @life",
    "end|ending|ended it all",
    "slit(ting)|slash(ing)|cut(ting)|slice|open(ing) ~1 wrist(s)|throat|veins",
    "jump(ing,ed)|throw(ing)|threw|leap(ing)|throwing ~2 off|from|out+of ~3"
    " bridge|roof|building|cliff|balcony|window|platform|flat|tower|pier",
    "jump(ing,ed)|throw(ing)|threw|step(ped,ping)|walk(ing,ed)|run|lie|lying|leap ~3"
    " front+of|under|into ~2 train(s)|bus|lorry|truck|traffic|tube|car(s)|tram|river|sea",
    "lie|lying|stand on ~1 tracks|rails",
    "i _? _? kill|hang|drown|shoot me",
    "want|wish|like|think|need|going|have to kill me $",
    self=SELF,
    life=LIFE,
)
KILL_SELF_IDIOM = ACCIDENT | concept(
    "laughing|laughter|curiosity",
    "trying to _",
    "for the team|job|company|boss",
    "in the foot",
    "pain|illness|it|disease|accident|job|injury|back|work|this has|have? ~1"
    " taken|took|takes|taking|ended|ending|kill",
    "as i knew|know it",
    "working|sex|social|love life",
    "will|would|going+to|gonna kill me",
    "throw|throwing|threw ~1 this|that|my|the|his|her ~1 phone|laptop|computer|printer|tablet|alarm"
    "|thing|radio|tv|telly|scales|book",
    "threw|throw me|him|her|us under the bus",
    "jump(ed,ing)|walk ~3 with my|the ~1 grandkids|kids|grandson|granddaughter|family",
    "easier than touching",
    "than ~3 karaoke|sing|dance|burpees|ikea",
    "heroine|hero|character|chapter",
    "homework",
)
DRIVE_INTO = concept(
    "drive|driving|drove|crash(ing,ed)|steer(ing)|ride ~4 into|off|at ~2"
    " wall|tree|bridge|cliff|river|lorry|truck|oncoming|lamppost|sea|traffic|barrier",
    "drive|driving|drove|crash ~5 on purpose",
    "crash(ing) ~1 my|the car",
)
MEANT = WISH | concept(
    "on purpose|wheel",
    "deliberately|fantas*|urge*|tempted|picture*|imagin*",
    "nearly|almost|plan|going|gonna|could|will|would|urge|thoughts|thinking|thought|think"
    "|imagine|keep",
)
WANT_DEATH = concept(
    "better ~2 to? die|dead",
    "rather|sooner|prefer ~1 die $",
    "worth more dead",
    "want to ~1 stop breathing",
    "kill me please",
    "someone|somebody to kill me",
    "think ~1 to finish|end all|everything|it|life",
    "picture|picturing|imagine|imagining my ~1 own? ~1 funeral|death|suicide",
    "@wish to? ~1 die|death",
    "@wish to ~1 be ~1 dead|gone",
    "want|wanted|wish|need die|death|dead",
    "want|wish|hope|pray|wishing|hoping|praying i ~2 die|died|dead",
    "wish i was|were|am|be|had|could _? dead|died|gone|die|not",
    "ready to ~1 die",
    "rather|sooner be dead",
    "better ~1 dead",
    "better|best if i ~1 dead",
    "i ~1 should|deserve|must|have ~2 die|dead",
    "let me die",
    "thinking|think|thought|dream|dreaming|fantasi* ~3 being dead",
    "end|ending|finish my suffering|misery",
    "i am suicidal",
    "like|love to _? die",
    "wish for|to _? death|die",
    "have wish to? die",
    "i will ~1 die by|with|from my own",
    wish=WISH,
)
DIE_IDIOM = concept(
    "die|died|dying|dead of|from embarrass*|shame|laugh*|boredom|heat|cold|hunger|thirst",
    "die|died|dying laughing",
    "die than _",
    "die for a|an|that|it|some|this|these|$",
    "to die for $",
    "never die",
    "die hard",
    "live forever",
    "meeting|exam|homework|zoom|mondays|hangover|karaoke|queue|cringe",
    "dead weight|line|leg|arm",
)
DIE_OF = concept(
    "die|died|dying|dead of|from embarrass*|shame|laugh*|boredom|heat|cold|hunger|thirst",
    "die|died|dying laughing",
    "to die for $",
    "dead weight|line|leg|arm",
)
NOT_LIVE = concept(
    "not want|wish|care|desire|like|intend|deserve to ~1 live|alive|exist|survive",
    "not want|wish to be ~1 alive|living|existing",
    "not want|wish live|life|living|alive|exist",
    "not want ~1 this life",
    "no longer|more ~4 live|alive|exist|living",
    "rather not exist|live|wake|be+alive|be+here",
    "stop living|existing|being alive",
    "not feel like living|being+alive|existing",
    "refuse|cannot to? live",
    "not be alive",
    "not live|exist anymore|any|more|longer",
)
LIVE_SOMEWHERE = concept(
    "live|living|alive in|near|at|here|there|alone|with+my|with+him|with+her|with+them|together|by"
    "|next|on|forever|off|without|like+a"
)
SUICIDAL = concept(
    "suicidal*",
    "suicide ~1 thought(s)|ideation|feelings|urges|plan|note|attempt|mood",
    "suicide ~3 mind|head|only|option|answer|solution|good|better|want|please|tonight",
    "want|wish|need ~2 suicide",
    "commit*|attempt* ~1 suicide",
    "do|did|make|making|doing suicide",
    "my|i suicide",
    "^ suicide $",
    "self deletion|delete",
)
SUICIDE_MEANT = concept("@intent ~4 suicide", "suicide ~4 @wish", intent=INTENT, wish=WISH)
SUICIDE_NAMED = concept("suicid*")
NOT_MINE = concept(
    "suicide squeeze|sprint|sprints|drill|drills|squad|prevention|bomber|bombers|bombing|door"
    "|doors|mission|watch|hotline|helpline"
    "|rate|rates|awareness|forest",
    "career|political|social|financial|commercial|brand suicide",
    "suicide run|runs|clause|clauses",
    "plant(s)|basil ~3 suicide",
    "talk|lecture|leaflet|workshop|assembly about|on suicide",
)
ANOTHER_IN_DANGER = concept(
    "gun|knife ~1 to his|her|their ~1 head|throat|wrists",
    "kill(s,ed,ing)|hang(s,ing,ed)|shoot(s,ing)|shot|drown(s,ed,ing)|hurt(s,ing)|harm(s,ing,ed)"
    "|cut(s,ting) himself|herself|themselves|themself",
    "take(s,n)|taking|took|end(s,ed,ing) his|her|their ~1 life",
)
DIED_BY_SUICIDE = NOT_MINE | concept("died|dies|death|lost|dead|loss ~3 by|to|from|of suicide")


RULES = (
    Rule("suicidal", Outcome.ACT, (SUICIDAL,), unless=DIED_BY_SUICIDE),
    Rule("suicide-meant", Outcome.ACT, (SUICIDE_MEANT,), unless=DIED_BY_SUICIDE),
    Rule("suicide-named", Outcome.ASK, (SUICIDE_NAMED,), unless=NOT_MINE),
    Rule(
        "another-in-danger",
        Outcome.ASK,
        (ANOTHER_IN_DANGER,),
        unless=KILL_SELF_IDIOM,
        ignores=frozenset({Context.OTHER_PERSON}),
    ),
    Rule("kill-self", Outcome.ACT, (KILL_SELF,), unless=KILL_SELF_IDIOM),
    Rule("kill-self-unclear", Outcome.ASK, (KILL_SELF, INTENT), within=4, unless=DIE_IDIOM),
    Rule("drive-into", Outcome.ACT, (MEANT, DRIVE_INTO), within=6),
    Rule("want-to-die", Outcome.ACT, (WANT_DEATH,), unless=DIE_IDIOM),
    Rule("want-to-die-unclear", Outcome.ASK, (WANT_DEATH,), unless=DIE_OF),
    Rule("not-live", Outcome.ACT, (NOT_LIVE,), unless=LIVE_SOMEWHERE),
)

RULE_SET = RuleSet(
    RiskKind.SUICIDE_SELF_HARM,
    RULES
    + suicide_plans.RULES
    + other_languages.RULES
    + self_harm.RULES
    + suicide_hints.RULES
    + suicide_wishes.RULES
    + suicide_endings.RULES,
    softening={
        Context.DENIED: 2,
        Context.PAST: 1,
        Context.OTHER_PERSON: 1,
        Context.STORY: 2,
        Context.TOLD: 2,
        Context.DREAM: 1,
    },
)
