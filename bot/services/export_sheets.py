"""A patient's copy of their data as sheets: one for each kind of thing that is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.domain.patient_file import PatientFile
from bot.domain.patients import Patient
from bot.library.library import UnknownContent
from bot.services.alert_words import title_of
from bot.services.clock_words import patient_zone
from bot.services.work import Work

Cell = str | int
Row = Sequence[Any]

_OF_PATIENT = (
    *("ref", "status", "called_name", "language", "country", "timezone", "check_in_at"),
    *("prompt_every_days", "quiet_from", "quiet_until", "is_discreet", "lighter_until"),
    *("paused_until", "consent_version", "consented_at", "created_at", "onboarded_at"),
)


@dataclass(frozen=True)
class Sheet:
    """One kind of thing, a row for each; ``name`` and ``columns`` are keys of the content."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


async def sheets(work: Work, file: PatientFile) -> list[Sheet]:
    """Return everything that is kept, in the words and on the clock of the patient."""
    names = {each.id: each.display_name for each in await work.uow.providers.all()}
    writer = _Writer(work, file, names)
    return [
        Sheet(name, columns, [[writer.cell(value) for value in row] for row in rows(writer)])
        for name, (columns, rows) in _SHEETS.items()
    ]


@dataclass(frozen=True)
class _Writer:
    """Turns rows of the tables into what a person can read."""

    work: Work
    file: PatientFile
    provider_names: Mapping[int | None, str]

    @property
    def patient(self) -> Patient:
        return self.file.patient

    def cell(self, value: Any) -> Cell:
        """Return a value as it is written in a cell."""
        if isinstance(value, datetime):
            return f"{value.astimezone(patient_zone(self.work, self.patient)):%Y-%m-%d %H:%M}"
        if isinstance(value, bool):
            return self.work.library.text(f"export.{str(value).lower()}", self.patient.language)
        if isinstance(value, int):
            return value
        if isinstance(value, StrEnum):
            return value.value.replace("_", " ")
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def you(self) -> Iterator[Row]:
        for name in _OF_PATIENT:
            label = self.work.library.text(f"export.you_{name}", self.patient.language)
            yield label, getattr(self.patient, name)

    def answers(self) -> Iterator[Row]:
        rounds = {check_in.id: check_in for check_in in self.file.check_ins}
        for answer in self.file.answers:
            check_in = rounds[answer.check_in_id]
            asked, question, shown = self._asked(
                check_in.questionnaire_id, answer.item_id, answer.value_nrs
            )
            said = answer.value_text or shown
            replaced = answer.superseded_at
            yield check_in.on_date, asked, question, said, answer.answered_at, replaced

    def _asked(self, questionnaire_id: str, item_id: str, points: int | None) -> tuple[str, ...]:
        """Return the title, the question and the answer as shown; ids where they are no more."""
        number = "" if points is None else str(points)
        try:
            asked = self.work.library.questionnaire(questionnaire_id, self.patient.language)
        except UnknownContent:
            return questionnaire_id, item_id, number
        item = next((each for each in asked.items if each.id == item_id), None)
        if item is None:
            return asked.title, item_id, number
        return asked.title, item.question, number if points is None else item.label_of(points)

    def rounds(self) -> Iterator[Row]:
        for each in self.file.check_ins:
            asked, _, _ = self._asked(each.questionnaire_id, "", None)
            yield each.on_date, asked, each.status, each.started_at, each.completed_at

    def exercises(self) -> Iterator[Row]:
        for each in self.file.exercise_sessions:
            choices = "; ".join(each.choices.values())
            ratings = each.rating_before_nrs, each.rating_after_nrs
            title = self._title(each.exercise_id)
            yield (
                title,
                each.status,
                each.started_at,
                each.ended_at,
                *map(_number, ratings),
                choices,
            )

    def _title(self, script_id: str) -> str:
        try:
            return self.work.library.script(script_id, self.patient.language).title
        except UnknownContent:
            return script_id

    def prompts(self) -> Iterator[Row]:
        for each in self.file.prompts:
            yield each.on_date, each.kind, each.due_at, each.status, each.snoozes

    def flare_ups(self) -> Iterator[Row]:
        for each in self.file.flare_ups:
            yield each.begun_at, each.ends_at, each.ended_at, each.team_told_at

    def messages(self) -> Iterator[Row]:
        """Yield what either said, in the order of time."""
        you, coach = (
            self.work.library.text(f"export.from_{who}", self.patient.language)
            for who in ("you", "coach")
        )
        said: list[tuple[datetime, str, str]] = [
            (each.received_at, you, words_of(each.payload)) for each in self.file.received
        ]
        said += [
            (each.sent_at or each.created_at, coach, each.text)
            for each in self.file.sent
            if each.text and each.edits_outbox_id is None
        ]
        yield from sorted(said, key=lambda each: each[0])

    def alerts(self) -> Iterator[Row]:
        for each in self.file.alerts:
            who = self.provider_names.get(each.acknowledged_by, "")
            facts = json.dumps(each.facts, ensure_ascii=False) if each.facts else ""
            yield (
                *(each.raised_at, title_of(each), each.urgency, each.status, facts),
                *(each.acknowledged_at, who, each.resolved_at, each.outcome),
            )

    def alert_log(self) -> Iterator[Row]:
        for each in self.file.alert_log:
            detail = json.dumps(each.detail, ensure_ascii=False) if each.detail else ""
            event = each.event.replace("_", " ")
            yield each.at, event, self.provider_names.get(each.provider_id, ""), detail

    def safety_checks(self) -> Iterator[Row]:
        for each in self.file.safety_checks:
            yield each.asked_at, each.kind.replace("_", " "), each.answer, each.answered_at

    def data_reads(self) -> Iterator[Row]:
        for each in self.file.data_reads:
            yield each.read_at, self.provider_names.get(each.provider_id, ""), each.kind

    def invitations(self) -> Iterator[Row]:
        for each in self.file.invitations:
            who = self.provider_names.get(each.created_by, "")
            yield each.created_at, who, each.expires_at, each.used_at


def words_of(payload: Mapping[str, Any]) -> str:
    """Return what a person sent: its words, or what kind of message it was."""
    message = payload.get("message") or payload.get("edited_message")
    if isinstance(message, Mapping):
        words = message.get("text") or message.get("caption")
        return str(words) if words else "(" + ", ".join(_kinds(message)) + ")"
    return "(" + ", ".join(key for key in payload if key != "update_id") + ")"


def _kinds(message: Mapping[str, Any]) -> list[str]:
    around = {"message_id", "date", "edit_date", "chat", "from"}
    return sorted(set(message) - around)


def _number(points: int | None) -> Cell:
    return "" if points is None else points


_SHEETS: dict[str, tuple[tuple[str, ...], Callable[[_Writer], Iterator[Row]]]] = {
    "you": (("what", "value"), _Writer.you),
    "answers": (
        ("on_date", "asked", "question", "answer", "answered_at", "replaced_at"),
        _Writer.answers,
    ),
    "rounds": (("on_date", "asked", "status", "started_at", "completed_at"), _Writer.rounds),
    "exercises": (
        (
            *("title", "status", "started_at", "ended_at"),
            *("rating_before_nrs", "rating_after_nrs", "choices"),
        ),
        _Writer.exercises,
    ),
    "flare_ups": (("begun_at", "ends_at", "ended_at", "team_told_at"), _Writer.flare_ups),
    "messages": (("at", "from", "words"), _Writer.messages),
    "prompts": (("on_date", "kind", "due_at", "status", "snoozes"), _Writer.prompts),
    "alerts": (
        (
            *("raised_at", "title", "urgency", "status", "facts"),
            *("acknowledged_at", "acknowledged_by", "resolved_at", "outcome"),
        ),
        _Writer.alerts,
    ),
    "alert_log": (("at", "event", "who", "detail"), _Writer.alert_log),
    "safety_checks": (("asked_at", "kind", "answer", "answered_at"), _Writer.safety_checks),
    "data_reads": (("read_at", "who", "kind"), _Writer.data_reads),
    "invitations": (("created_at", "who", "expires_at", "used_at"), _Writer.invitations),
}
