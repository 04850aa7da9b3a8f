"""Self-harm: hurting oneself on purpose, the wish to, and not feeling safe with oneself.

Source:
    NICE NG225 (self-harm): ask, take seriously, no labels. The choice of words, and the line
    between accident and intention, are the project's own judgement and await sign-off.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.phrases import concept
from bot.safety.rules import Rule
from bot.safety.suicide_words import ACCIDENT, INTENT, SELF

SELF_HARM_NAMED = concept(
    "pick(ing,ed) ~3 skin|arms|legs|scabs ~3 bleed|bleeds|bled|bleeding|cope|raw",
    "starving|starve myself",
    "cutting ~1 helps|help|is|calms|again|myself",
    "burning ~1 helps|calms|myself",
    "scratch* ~2 arms|legs|skin|thighs ~1 bloody|raw",
    "not ~1 cut|harmed|self+harmed in|for ~3 years|days|months|weeks",
    "wrote|written the letters",
    "cut deeper|again|too deep",
    "shallow|fresh|new|deep cuts ~8",
    "scratch* ~5 bleed|bleeds|bled",
    "until ~2 bleed|bleeds|bled",
    "burn(ed,ing,t)|burnt ~2 arm|leg|skin|thigh|hand|myself with ~2 cigarette|lighter|iron"
    "|candle|match",
    "hit|hitting|punch|punching|punched ~2 wall(s) ~3 until|bled|bleed|knuckles|hand",
    "cuts on my ~1 arms|wrists|legs|thighs",
    "blade|razor ~4 skin|arm|thigh|wrist",
    "urge(s) to ~1 self|do it",
    "self harm*|injur*|mutilat*",
    "sh again|urges",
    "been|started|back|am|keep ~1 cutting again",
    "started|been|keep cutting $",
    "used to ~1 cut|hurt|harm|burn myself",
    "relapsed ~2 cutting|harm*",
    "urge(s) to ~1 cut|burn|harm|hurt myself|$",
)
HURT_SELF = concept(
    "hurt(ing)|harm(ing,ed)|injur*|cut(ting)|burn(ing,ed,t)|punish(ing)|stab(bing)|scratch(ing)"
    "|hit(ting)|punch(ing)|bruise|bruising|bite|biting|starving|starve ~1 @self",
    "cut(ting)|burn(ing,ed,t)|slash(ing)|slicing my|own _? arms|wrists|legs|thighs|skin|stomach",
    self=SELF,
)
HIT_HEAD = concept("hit(ting)|bang(ing,ed) my head")
PURPOSE = concept(
    "on purpose",
    "deliberate*|intentional*|purposely",
    "to|want punish|feel|cope|bleed",
    "punish",
    "again|every",
    "it|which|that helps|helped|felt|feels",
    "until it|i ~1 bleed*",
    "i wanted",
    "only thing",
)
ONLY_ACCIDENT = ACCIDENT | concept(
    "afraid|scared|worried|fear|frightened of|about hurting|injuring ~1 myself more|again"
    "|further|if"
)
NOT_SAFE = concept(
    "not ~1 feel safe $",
    "afraid|scared|frightened|worried of|about? what i ~2 do to myself",
    "not ~1 feel safe ~1 alone|tonight|myself|with+myself|on+my+own|by+myself",
    "dug|dig|digging ~2 nails ~4 bleed|bled|bleeding|skin",
    "can|could not keep|trust|stop myself",
    "do|can not trust myself",
    "not safe with|from|by|around myself|me",
    "not safe alone|tonight|right now",
    "do|doing|did something ~1 stupid|silly|terrible|drastic|bad ~2",
    "do something|anything|things to myself",
    "afraid|scared|frightened of myself",
    "afraid|scared|frightened what i ~1 do to? tonight|myself|next",
    "myself from doing",
)
PUNISHED_MILDLY = concept(
    "punish myself with|by ~1 kale|salad|running|burpees|saying|doing|housework|cleaning"
)
NO_BLADE = concept(
    "shoulder ~1 blade(s)", "vegetables|carrots|onions|wood", "ears ~2 burning", "leaflet|translat*"
)

RULES = (
    Rule("self-harm", Outcome.ACT, (SELF_HARM_NAMED,), unless=NO_BLADE),
    Rule(
        "hurt-self-on-purpose",
        Outcome.ACT,
        (HURT_SELF, PURPOSE),
        within=10,
        unless=ACCIDENT | PUNISHED_MILDLY,
    ),
    Rule("hit-head-on-purpose", Outcome.ACT, (HIT_HEAD, PURPOSE), within=10, unless=ACCIDENT),
    Rule("wish-to-hurt-self", Outcome.ACT, (INTENT, HURT_SELF), within=3, unless=ONLY_ACCIDENT),
    Rule("hurt-self", Outcome.ASK, (HURT_SELF,), unless=ONLY_ACCIDENT),
    Rule("not-safe-with-self", Outcome.ACT, (NOT_SAFE,)),
)
