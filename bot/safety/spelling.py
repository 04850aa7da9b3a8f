"""Slang, short forms and typing slips, read as the words that the rules are written in.

Two kinds of table: fixed ones, for what people really type, and slips that are worked out from the
critical words (one letter left out, doubled, swapped or struck beside its key).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

# Words that a rule hangs on; only these are mended, because a mended everyday word may harm.
CRITICAL = frozenset(
    """
    suicide suicidal suicidally kill killing killed myself himself herself yourself themselves
    die dying died dead death alive live living life exist wake hurt hurting harm harming harmed
    cut cutting overdose overdosed overdosing hang hanging hanged hopeless pointless worthless
    burden goodbye forever anymore self murder murdering stab stabbing strangle strangling
    strangled shoot shooting poison poisoning violent violence beats beating punch punched punches
    kicked slapped choked threatens threatened threatening abused abuse abusive abuses raped rape
    assaulted afraid scared frightened terrified husband partner boyfriend girlfriend
    numb numbness tingling tingles bladder bowel bowels urinate urine genitals buttocks bottom
    private privates vagina penis groin saddle incontinent incontinence leaking wipe wiping
    chest breath breathe breathing breathless crushing squeezing tight tightness pressure sweating
    heart attack stroke droop drooping drooped slurred slurring speech headache vision sudden
    suddenly weakness weak paralysed paralyzed confused confusion fever feverish temperature
    shivering chills swollen swelling infected infection sepsis wound calf clot thrombosis
    throat tongue lips allergic anaphylaxis anaphylactic reaction hives rash wheezing epipen
    tablets tablet pills pill medicine medication paracetamol ibuprofen codeine tramadol morphine
    oxycodone fentanyl pregabalin gabapentin amitriptyline diazepam alcohol drowsy sleepy awake
    withdrawal hallucinating vomiting legs walk move drunk pain pains weaker feel
    """.split()
)

# Typed by many; each reads as the words behind it.
_SHORT_FORMS = {
    "kms": "kill myself", "kys": "kill yourself", "ctb": "kill myself", "unalive": "kill",
    "unaliving": "killing", "unalived": "killed", "sewerslide": "suicide", "sewercide": "suicide",
    "suislide": "suicide",
    "od": "overdose", "oding": "overdosing", "oded": "overdosed", "selfharm": "self harm",
    "selfharming": "self harming", "selfharmed": "self harmed",
    "wanna": "want to", "wannna": "want to", "gonna": "going to", "gunna": "going to",
    "goin": "going", "gon": "going to", "gotta": "have to", "tryna": "trying to", "hafta": "have to",
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
    "dieing": "dying", "dyin": "dying", "killin": "killing", "livin": "living", "feelin": "feeling",
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
    "wud": "would", "shud": "should", "cud": "could", "wen": "when", "wat": "what", "bcoz": "because",
    "bcos": "because", "wnt": "want", "wana": "want to", "feal": "feel",
    "lyf": "life", "nd": "and", "stil": "still", "hav": "have", "luv": "love", "luving": "loving",
    "choakd": "choked", "choaked": "choked", "thretened": "threatened", "hert": "hurt",
    "herts": "hurts", "beets": "beats", "sucidal": "suicidal", "anaesthesia": "numbness",
    "anesthesia": "numbness", "taked": "taken",
    "throug": "through", "thru": "through", "abt": "about", "bout": "about", "ppl": "people",
    "w": "with",
}  # fmt: skip

# Everyday words that lie one slip beside a critical word; they are left as they are.
_EVERYDAY = frozenset(
    """
    live love like lie lid lip tie pie did dig dye dip due cue den dean deed deaf dear read lead
    bead head dad bed deal heath heat hear heard hears hearth teeth wave wade ware wale woke make
    cake take bake lake sake fake rake waken awoke aware hurts hurl hunt hut cute cuts but out put
    gut hut nut cult cat cot cup cur farm harms hard hare warm charm pill pills pull pulls poll
    till tills tell tells bill bills hill hills fill fills gill mill mills will wills kilt kiln
    skill skills still spill chill chills thrill milling filling billing skilling calling falling
    wife lift lite line lied fire file five fine wine wide wise wipe wiped ripe pipe swipe write
    ex exit exits eat wall talk wall wake walk weak week weeks wear wean leak bleak peak speak
    being bearing beating heating seating meeting best beast beasts bears boats beats treats
    bunch lunch munch hunch punch peach kicker licked picked ticked clicked sipped snapped
    clapped flapped slipped choke joked cooked cooked poked soaked cloaked choker
    tread treats threads threaten abuser used reaped rapid rated raced taped draped grape drape
    scaled scored shared spared cared square stared fright partners parent pattern
    tingle tingling jingling tangling mingling lingering ladder madder badder bladders bowl bowls
    towel towels vowel owl bow below elbow urinal unite ruin buttons bottom button bottle bottles
    bosom cotton pride privet grown groan groin paddle saddles sadder settle middle peaking
    speaking leading leaning reaking breaking linking licking wife wiper swiping whipping piping
    chess chests cheat chat chased crest vest test breathed bread break broth wreath birth death
    bath both breadth breeding breathes crashing brushing rushing blushing cruising light night
    sight right fight might eight tights weight height tightens lightness pressures measure
    treasure leisure preserve seating swearing sweeping sweetening hearts hear heard hearth earth
    heat hearty attach attic strokes strike stoke stoked strobe stroked stoop drop dropping
    dropped dripping grooming slurping blurred blurring spinning peach beach speeches reach teach
    visions fission mission sudden sodden sadden suddenly saddened ribbon forever never ever
    fiver river lever level favor fevers seven feather father weather shimmering shaving shining
    serving chill child chilli chins chips swollen swelling smelling spelling selling dwelling
    inject injected insects affected inspection infections injection round sound bound pound
    found would wounded mound calm call half calf calves calfs cal clue clots cloth cloud plot
    slot cot colt slow lot through throats threat throne though thought tongues tone lip lips
    slips tips hips ships laps lisp list limps lipstick react reactions action relation redaction
    fraction hive dives lives gives fives haves hikes hires hides rush rash trash crash cash dash
    lash wash wheeling sneezing freezing weeding tables table cables tabled tackles stable able
    pillow spill spills polls pile piles pals palls medical meditation mediation dedication
    medicines mediate coding come drowsy browsy sleep sleeps sleeper sleet asleep away awake
    withdraw drawl vomit voting waiting knitting legs lugs logs lets less leg pegs begs moved
    more love mode mole movie mover drink drank dunk trunk skunk pain paid pan pin gain main rain
    vain train plain paint pains spain again pair paints pints gains feel feet fell fuel felt heel
    peel reel steel feeling feels feed free self sell shelf elf sel selfie felt yell burned
    burdens bird garden harden purden goodby everyone death dearth deaths heath health wealth
    teeth
    bean beans beats years bear dyeing drying trying frying prying crying flying lying tying
    living loving giving liking leaving diving driving having moving giving lining
    weaken weakly wear weaker week weekend beak meaner leaner
    clone alive olive alike hive slice alice movies wokes stab stabs slab scab star stay stag
    overdoing poisson shot strange pens pins violet pinched drooling drooled bats bets beasts beat betas
    hart ding shoo chokes grin confuses confuse killer killers hanger hangers jinxed
    scabbing stabling scared scarred sacred scarf scare scares scary shared afraid
    """.split()
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
