"""Concepts that the files on suicide and self-harm share."""

from __future__ import annotations

from bot.safety.phrases import concept

SELF = concept("myself|meself", "my self", "me self")
LIFE = concept("my _? life|existence", "own life")
WISH = concept(
    "want|wants|wanted|wanting|wish|wishing|need|hope|hoping|long|longing|pray|praying|prefer"
    "|choose|decided|desire|desperate|prepared|love|trying|try|tried|tempted|intend|intending",
    "would like",
    "i like",
)
INTENT = WISH | concept(
    "will|would|going|plan|plans|planning|planned|ready|think|thinking|thoughts|thought"
    "|contemplat*|consider*|urge|urges|urged|craving|like|dream|dreaming|fantasi*|could|should"
    "|might|must|feel|feels|feeling|keep|about|if|let|imagin*|afraid|scared|stop|guts|courage",
    "have|has to",
)
# Slips and knocks: nobody meant to come to harm.
ACCIDENT = concept(
    "garden*|shav*|onion(s)|chopping|cooking|kitchen|oven|stove|iron|knitting|accident*|falling"
    "|exercise(s)|exercising|training|physio|gym|football|ladder|bike|cooker|kettle",
    "if i move|bend|lift|exercise|do|walk|push|go",
    "when|while|by i? lift*|mov*|walk*|carry*|bend*|work*|play*|doing",
    "without|avoid|careful|not ~2 hurting|injuring|hurt|injure",
    "on the|a|my|some _? stairs|ice|oven|door|table|glass|paper|step|cupboard|edge|corner",
    "slice of",
    "on ~2 glass|tin|can|metal",
    "carrying|playing|boxes|lifting|football|basketball|tennis|dancing|cleaning|hoovering|ironing",
    "silly me",
    "clumsy",
)
