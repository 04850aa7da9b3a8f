"""Names of medicines, of taking them and of what they do, as people write them."""

from __future__ import annotations

from bot.safety.phrases import concept, words

OPIOID = words(
    "opioid(s) opiate(s) morphine oramorph codeine codamol tramadol tramacet oxycodone oxycontin"
    " oxy"
    " oxynorm longtec shortec percocet vicodin hydrocodone norco fentanyl fentanil buprenorphine"
    " butrans suboxone methadone tapentadol palexia dihydrocodeine hydromorphone dilaudid zapain"
    " dolcontin targiniq temgesic matrifen durogesic mst zomorph sevredol solpadol"
)
SEDATIVE = words(
    "benzo(s) benzodiazepine(s) diazepam valium lorazepam ativan xanax alprazolam temazepam"
    " clonazepam klonopin oxazepam nitrazepam zopiclone zolpidem ambien pregabalin lyrica"
    " gabapentin"
    " neurontin amitriptyline nortriptyline mirtazapine quetiapine baclofen tizanidine"
    " carisoprodol"
)
ANALGESIC = words(
    "paracetamol acetaminophen tylenol panadol ibuprofen nurofen advil motrin aspirin naproxen"
    " aleve"
    " diclofenac voltarol etoricoxib celecoxib anadin excedrin paracet ibux pinex"
)
OTHER_MEDICINE = words(
    "duloxetine cymbalta sertraline fluoxetine citalopram venlafaxine methotrexate prednisolone"
    " metformin lisinopril ramipril amlodipine bisoprolol atorvastatin simvastatin statin statins"
    " levothyroxine omeprazole digoxin lithium propranolol salbutamol contraceptive sleepers"
    " steroids lamotrigine carbamazepine insulin warfarin antidepressant(s) antihistamine(s)"
)
MEDICINE = (
    OPIOID
    | SEDATIVE
    | ANALGESIC
    | OTHER_MEDICINE
    | words(
        "tablet(s) pill(s) med(s) medicine(s) medication(s) painkiller(s) dose(s) doses capsule(s)"
        " patch(es) drug(s) prescription(s) caplets"
    )
    | concept("sleeping pills|tablets", "pain killers|killer|relief")
)
CONTAINER = words(
    "packet(s) pack(s) box(es) bottle(s) strip(s) sheet(s) blister handful(s) fistful bunch"
    " load(s)"
    " lot tub"
)
MANY = words(
    "9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 32 35 36 40 42 45 48 50 56"
    " 60"
    " 64 70 80 84 90 96 98 100 112 120 150 200 nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty hundred dozens"
)
SOME = words("5 6 7 8 five six seven eight dozen")
ALCOHOL = words(
    "alcohol wine beer(s) vodka whisky whiskey gin rum drunk booze boozing cider drinking drinks"
    " spirits tequila brandy prosecco champagne schnapps pints"
)
TOOK = words(
    "took taken take taking takes had swallowed swallow swallowing ate eaten eat necked downed had"
    " popped used drank"
)
DONE = words(
    "popping popped took taken taking swallowed ate eaten had necked downed eat drink take"
)
TOO_SLEEPY = concept(
    "not ~2 stay|keep awake",
    "not ~2 keep ~1 eyes open",
    "not ~1 wake ~1 up|him|her|properly|me|my",
    "hard|difficult|impossible to wake|rouse",
    "not ~1 wake|waking up",
    "not ~2 wake",
    "pass(ing,ed) out",
    "nodding off|out",
    "fall|falling asleep mid|in+the+middle|all|while",
    "unresponsive|unconscious|limp|gurgl*",
    "knocked|zonked out",
)
SLEEPY = concept(
    "so|very|really|too|extremely|super|such|all ~1 drowsy|sleepy|sleep|woozy|groggy|tired|spaced",
    "drowsy|woozy|drowsiness",
    "sleepy|sleep too much",
    "feel ~1 strange|weird|awful|funny|odd|sick|spaced|drunk|high|terrible",
    "room ~1 spinning",
    "twitching|shaking|jerking",
)
