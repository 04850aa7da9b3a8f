"""Who does it, and to whom: concepts that the files on abuse share."""

from __future__ import annotations

from bot.safety.phrases import concept, words
from bot.safety.vocabulary import RELATIVE

DOER = concept(
    "he|she|they|someone|somebody|dad|man+who|man+that|woman+who|person+who|people+who",
    "my|the|our|her|his|mum _? _? @who",
    "husband|wife|partner|boyfriend|girlfriend|dad|mum|son|daughter|ex|carer|stepdad|stepfather",
    who=RELATIVE
    | words("worker nurse staff man landlord stepdad helper aide assistant manager pa"),
)
DEPENDANT = concept(
    "me|us",
    "my hand|hands|face|arm|arms|leg|legs|head|back|neck|throat|hair|stomach|ribs|wrist",
    "my|our|the|his|her|their _? _? kids|children|child|son|daughter|baby|brother|sister|mum"
    "|mother|mom"
    "|dad|gran|grandmother|boys|girls",
)
