"""What was answered, round by round, on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.library.markup import Markup, element
from bot.services.patient_copy.parts import Section, entry, pair
from bot.services.patient_copy.teller import Teller

By = Mapping[str, Sequence[Answer]]  # the answers to each item, in the order in which they came


def check_ins(teller: Teller) -> Section:
    """Return every round, the newest first, and what was asked in it."""
    answers: dict[int | None, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in teller.file.answers:
        answers[answer.check_in_id][answer.item_id].append(answer)
    rounds = sorted(teller.file.check_ins, key=lambda each: each.started_at, reverse=True)
    told = [_round(teller, each, answers[each.id]) for each in rounds]
    return Section("check_ins", len(rounds), [*told, *_questions(teller, rounds)])


def _round(teller: Teller, check_in: CheckIn, answers: By) -> Markup:
    asked = teller.questionnaire(check_in.questionnaire_id)
    title = asked.title if asked else check_in.questionnaire_id
    if check_in.status is not CheckInStatus.COMPLETE:
        title = f"{title} · {teller.code(check_in.status)}"
    told = [_answer(teller, check_in, item_id, each) for item_id, each in answers.items()]
    return entry(teller.day(check_in.on_date), title, element("dl", *told))


def _answer(teller: Teller, check_in: CheckIn, item_id: str, answers: Sequence[Answer]) -> Markup:
    item = teller.item(check_in.questionnaire_id, item_id)
    said = [
        element("s" if answer.superseded_at else "span", _words(teller, check_in, answer), " ")
        for answer in answers
    ]
    look = "words" if item is None or item.kind == "text" else "points"
    name = element("dt", item.short if item else item_id)
    return element("div", name, element("dd", *said), class_=look)


def _words(teller: Teller, check_in: CheckIn, answer: Answer) -> str:
    if answer.value_text is not None:
        return answer.value_text
    if answer.value_nrs is None:
        return teller.text("skipped")
    item = teller.item(check_in.questionnaire_id, answer.item_id)
    return item.label_of(answer.value_nrs) if item else str(answer.value_nrs)


def _questions(teller: Teller, rounds: Sequence[CheckIn]) -> list[Markup]:
    """Return the questions in full, once for each set of them."""
    used = dict.fromkeys(each.questionnaire_id for each in rounds)
    told = []
    for asked in filter(None, map(teller.questionnaire, used)):
        items = [pair(item.short, item.question) for item in asked.items]
        about = teller.text("questions_about")
        told.append(entry(asked.title, about, element("dl", *items, class_="asked")))
    return told
