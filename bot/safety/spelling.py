"""Slang, short forms and typing slips, read as the words that the rules are written in.

Two kinds of table: fixed ones, for what people really type, and slips that are worked out from the
critical words (one letter left out, doubled, swapped or struck beside its key).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from bot.safety.phrases import word_set

# Words that a rule hangs on; only these are mended, because a mended everyday word may harm.
CRITICAL = word_set(
    """
    abuse abused abuses abusive afraid alcohol alive allergic amitriptyline anaphylactic
    anaphylaxis anymore assaulted attack awake beating beats bladder bottom bowel bowels boyfriend
    breath breathe breathing breathless burden buttocks calf chest chills choked clot codeine
    confused confusion crushing cut cutting dead death diazepam die died droop drooped drooping
    drowsy drunk dying epipen exist feel fentanyl fever feverish forever frightened gabapentin
    genitals girlfriend goodbye groin hallucinating hang hanged hanging harm harmed harming
    headache heart herself himself hives hopeless hurt hurting husband ibuprofen incontinence
    incontinent infected infection kicked kill killed killing leaking legs life lips live living
    medication medicine morphine move murder murdering myself numb numbness overdose overdosed
    overdosing oxycodone pain pains paracetamol paralysed paralyzed partner penis pill pills
    pointless poison poisoning pregabalin pressure private privates punch punched punches rape
    raped rash reaction saddle scared self sepsis shivering shoot shooting slapped sleepy slurred
    slurring speech squeezing stab stabbing strangle strangled strangling stroke sudden suddenly
    suicidal suicidally suicide sweating swelling swollen tablet tablets temperature terrified
    themselves threatened threatening threatens throat thrombosis tight tightness tingles tingling
    tongue tramadol urinate urine vagina violence violent vision vomiting wake walk weak weaker
    weakness wheezing wipe wiping withdrawal worthless wound yourself
    """
)

# Typed by many; each reads as the words behind it.
_SHORT_FORMS = {
    "kms": "kill myself", "kys": "kill yourself", "ctb": "kill myself", "unalive": "kill",
    "unaliving": "killing", "unalived": "killed", "sewerslide": "suicide", "sewercide": "suicide",
    "suislide": "suicide",
    "oding": "overdosing", "oded": "overdosed", "selfharm": "self harm",
    "selfharming": "self harming", "selfharmed": "self harmed",
    "wanna": "want to", "wannna": "want to", "gonna": "going to", "gunna": "going to",
    "goin": "going", "gon": "going to", "gotta": "have to", "tryna": "trying to", "hafta": "have"
    " to",
    "gimme": "give me", "lemme": "let me", "kinda": "kind of", "sorta": "sort of",
    "dunno": "do not know", "outta": "out of", "cuz": "because", "cos": "because",
    "coz": "because", "bc": "because", "becuase": "because", "u": "you", "ur": "your",
    "ya": "you", "r": "are", "n": "and", "pls": "please", "plz": "please", "rn": "right now",
    "tmr": "tomorrow", "tmrw": "tomorrow", "tomoro": "tomorrow", "tomorow": "tomorrow",
    "2moro": "tomorrow", "2nite": "tonight", "tonite": "tonight", "2day": "today",
    "nite": "night", "wnat": "want", "wont": "will not", "cant": "can not",
    "cannot": "can not", "carnt": "can not", "dont": "do not", "dnt": "do not",
    "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not",
    "hadnt": "had not", "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not",
    "aint": "is not", "mustnt": "must not", "neednt": "need not",
    "im": "i am", "iam": "i am", "ive": "i have", "youre": "you are", "theyre": "they are",
    "theyve": "they have", "weve": "we have", "hes": "he is", "shes": "she is",
    "thats": "that is", "theres": "there is", "whats": "what is", "wheres": "where is",
    "whos": "who is", "id": "i would", "itll": "it will", "theyd": "they would",
    "theyll": "they will", "youll": "you will", "youd": "you would", "thatll": "that will",
    "hows": "how is", "heres": "here is", "lets": "let us", "itd": "it would",
    "dieing": "dying", "dyin": "dying", "killin": "killing", "livin": "living",
    "feelin": "feeling",
    "hurtin": "hurting", "cuttin": "cutting", "nothin": "nothing", "somethin": "something",
    "mself": "myself", "meself": "myself", "myslef": "myself", "mysef": "myself",
    "anymor": "anymore", "any1": "anyone", "no1": "no one", "every1": "everyone",
    "some1": "someone", "noone": "no one", "everbody": "everybody", "alot": "a lot",
    "fase": "face", "brething": "breathing",
    "breathin": "breathing", "ches": "chest", "chst": "chest", "pian": "pain", "pane": "pain",
    "panes": "pains", "tounge": "tongue", "tung": "tongue", "alergic": "allergic",
    "alergy": "allergy", "anafilactic": "anaphylactic", "anaphilactic": "anaphylactic",
    "anaphilaxis": "anaphylaxis", "anafilaxis": "anaphylaxis", "anaphalaxis": "anaphylaxis",
    "anaphalactic": "anaphylactic",  "throt": "throat", "swolen": "swollen",
    "swollon": "swollen", "calve": "calf", "calfs": "calves", "numbess": "numbness",
    "saddel": "saddle", "weaknes": "weakness", "dorp": "drop", "moring": "morning",
    "mornin": "morning", "temperture": "temperature", "tempature": "temperature",
    "temprature": "temperature", "codiene": "codeine", "paracetomol": "paracetamol",
    "paracetemol": "paracetamol", "ibruprofen": "ibuprofen", "ibuprofin": "ibuprofen",
    "tramadal": "tramadol", "morphene": "morphine", "diarrhea": "diarrhoea",
    "arround": "around", "cocodamol": "codamol", "cocodomol": "codamol",
    "parcetamol": "paracetamol", "headach": "headache", "hedache": "headache",
    "siezure": "seizure", "seisure": "seizure", "suicidial": "suicidal", "sucide": "suicide",
    "suside": "suicide", "suiside": "suicide", "suicied": "suicide", "siucide": "suicide",
    "suisidal": "suicidal", "kil": "kill", "kll": "kill", "kiil": "kill", "overdoze": "overdose",
    "overdosd": "overdosed", "brethe": "breathe", "breeth": "breathe", "cudnt": "could not",
    "wud": "would", "shud": "should", "cud": "could", "wen": "when", "wat": "what",
    "bcoz": "because",
    "bcos": "because", "wnt": "want", "wana": "want to", "feal": "feel",
    "lyf": "life", "nd": "and", "stil": "still", "hav": "have", "luv": "love", "luving": "loving",
    "choakd": "choked", "choaked": "choked", "thretened": "threatened", "hert": "hurt",
    "herts": "hurts", "beets": "beats", "sucidal": "suicidal", "anaesthesia": "numbness",
    "anesthesia": "numbness", "taked": "taken",
    "throug": "through", "thru": "through", "abt": "about", "bout": "about", "ppl": "people",
    "w": "with",
}  # fmt: skip

# Everyday words that lie one slip beside a critical word; they are left as they are.
_EVERYDAY = word_set(
    """
    badder bats bearing beast beat betas bets bowl bowls chill choke chokes confuse confuses ding
    drooled drooling drop dropped dropping dunk exit exits goodby grin hart hear heat hive loving
    mediation overdoing pans pens pinched pins poisson sacred scare scares scarred seating selling
    shoo shot sleep stoke strange strike swearing table tables threaten tingle violet
    """
)

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb",
    "h": "gyjn", "j": "hukm", "k": "jil", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_SHORTEST_FOR_SLIPS = 5
_SHORTEST_FOR_STRIKES = 6


def _slips(word: str) -> Iterator[str]:
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        yield word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
        if len(word) >= _SHORTEST_FOR_STRIKES:
            for letter in _NEIGHBOURS[word[place]]:
                yield word[:place] + letter + word[place + 1 :]


def _all_slips() -> dict[str, str]:
    slips: dict[str, str] = {}
    for word in sorted(CRITICAL):
        if len(word) >= _SHORTEST_FOR_SLIPS:
            for slip in _slips(word):
                if slip not in CRITICAL and slip not in _EVERYDAY:
                    slips.setdefault(slip, word)
    return slips


_SLIPS = _all_slips()
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_ANY_RUN = re.compile(r"([a-z])\1+")
_MOST_RUNS = 4


def mended(word: str) -> str:
    """Return the word, or words, that somebody meant to type."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word in CRITICAL:
        return word
    if _LONG_RUN.search(word):
        word = _without_long_runs(word)
        return _SHORT_FORMS.get(word, word)
    return _SLIPS.get(word, word)


def _without_long_runs(word: str) -> str:
    """Read "kiiill" as "kill" and "soooo" as "so": critical words keep their double letters."""
    short = _LONG_RUN.sub(r"\1\1", word)
    runs = list(_ANY_RUN.finditer(short))[:_MOST_RUNS]
    for choice in product((1, 2), repeat=len(runs)):
        candidate = _with_runs(short, runs, choice)
        if candidate in CRITICAL:
            return candidate
    return _LONG_RUN.sub(r"\1", word)


def _with_runs(word: str, runs: list[re.Match[str]], lengths: tuple[int, ...]) -> str:
    pieces: list[str] = []
    last = 0
    for run, length in zip(runs, lengths, strict=True):
        pieces += [word[last : run.start()], run[1] * length]
        last = run.end()
    return "".join([*pieces, word[last:]])
