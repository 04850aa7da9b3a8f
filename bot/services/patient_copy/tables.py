"""A patient's copy as tables: every field of every row, with what makes it readable in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from bot.domain.alerts import Alert, AlertLogEntry, SafetyCheck
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.data_reads import DataRead
from bot.domain.exercises import ExerciseSession
from bot.domain.favourites import Favourite
from bot.domain.flare_ups import FlareUp
from bot.domain.messages import InboxUpdate, OutboxMessage
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt
from bot.domain.providers import Invitation
from bot.services.alert_words import title_of
from bot.services.patient_copy.messages import words_of
from bot.services.patient_copy.teller import Cell, Teller

# Fields that are not in the copy, and why.
LEFT_OUT: Mapping[type, Mapping[str, str]] = {
    OutboxMessage: {"buttons": "what opens a button; its words are in the column labels"},
    Alert: {"policy": "the clinic's rules for all; what they call this alert is its title"},
    Invitation: {"code_hash": "a fingerprint of a link, which tells nothing about anybody"},
}
Added = Callable[[Any], Any]


@dataclass(frozen=True)
class Table:
    """One kind of thing that is kept, a row for each."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def tables(teller: Teller) -> list[Table]:
    """Return everything that is kept."""
    file, of = teller.file, _Maker(teller).table
    rounds = {check_in.id: check_in for check_in in file.check_ins}

    def asked(answer: Answer) -> CheckIn:
        return rounds[answer.check_in_id]

    def question(answer: Answer) -> str:
        item = teller.item(asked(answer).questionnaire_id, answer.item_id)
        return item.question if item else ""

    def who(entry: Any) -> str:
        return teller.provider(entry.provider_id)

    return [
        of("you", Patient, [file.patient]),
        of("check_ins", CheckIn, file.check_ins),
        of(
            "answers",
            Answer,
            file.answers,
            on_date=lambda each: asked(each).on_date,
            questionnaire_id=lambda each: asked(each).questionnaire_id,
            question=question,
        ),
        of(
            "exercise_sessions",
            ExerciseSession,
            file.exercise_sessions,
            title=lambda each: teller.script_title(each.exercise_id),
        ),
        of(
            "favourites",
            Favourite,
            file.favourites,
            title=lambda each: teller.script_title(each.exercise_id),
        ),
        of("prompts", Prompt, file.prompts),
        of("flare_ups", FlareUp, file.flare_ups),
        of("received", InboxUpdate, file.received, words=lambda each: words_of(each.payload)),
        of("sent", OutboxMessage, file.sent, labels=_labels),
        of("sent_to_providers", OutboxMessage, file.sent_to_providers, who=who),
        of("alerts", Alert, file.alerts, title=title_of),
        of("alert_log", AlertLogEntry, file.alert_log, who=who),
        of("safety_checks", SafetyCheck, file.safety_checks),
        of("data_reads", DataRead, file.data_reads, who=who),
        of("invitations", Invitation, file.invitations),
    ]


@dataclass(frozen=True)
class _Maker:
    teller: Teller

    def table(self, name: str, kind: type, rows: Sequence[Any], **added: Added) -> Table:
        """Return the rows of a kind, whatever fields it has or will have."""
        kept = [field for field in fields(kind) if field.name not in LEFT_OUT.get(kind, {})]
        told = [
            [
                *(self.teller.cell(make(row)) for make in added.values()),
                *(self.teller.cell(getattr(row, field.name)) for field in kept),
            ]
            for row in rows
        ]
        columns = (*added, *(_heading(field.name, str(field.type)) for field in kept))
        return Table(name, columns, told)


def _heading(name: str, type_: str) -> str:
    """Return the name of a column; that of a moment says whose clock it is."""
    return f"{name}_local" if type_.startswith("datetime") else name


def _labels(message: OutboxMessage) -> str:
    return " | ".join(shown["label"] for row in message.buttons for shown in row)
