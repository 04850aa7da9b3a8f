"""Tells what is kept: exactly for a table, in words for the page, on the patient's own clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from bot.domain.local_time import as_local
from bot.domain.patient_file import PatientFile
from bot.domain.patients import Patient
from bot.library.library import UnknownContent
from bot.library.models.questionnaire import Item, Questionnaire
from bot.services.clock_words import patient_zone
from bot.services.work import Work

Cell = str | int | float


@dataclass(frozen=True)
class Teller:
    """One patient's file, with the words for it."""

    work: Work
    file: PatientFile
    provider_names: Mapping[int | None, str]

    @property
    def patient(self) -> Patient:
        """Whose file it is."""
        return self.file.patient

    def text(self, key: str, **params: object) -> str:
        """Return a text of ``content/messages/<language>/export.yml``."""
        return self.work.library.text(f"export.{key}", self.patient.language, **params)

    def cell(self, value: Any) -> Cell:
        """Return a value for a table, as it is kept; times are the patient's own."""
        match value:
            case None:
                return ""
            case Enum():
                return str(value.value)
            case bool():
                return str(value).lower()
            case datetime():
                return f"{as_local(value, patient_zone(self.work, self.patient)):%F %T}"
            case date() | time():
                return value.isoformat()
            case dict() | list():
                return json.dumps(value, ensure_ascii=False, default=str)
            case int() | float():
                return value
        return str(value)

    def day(self, on_date: date) -> str:
        """Return a day as "Mon 2 Mar 2026"."""
        library, language = self.work.library, self.patient.language
        weekday = library.text(f"progress.weekday_{on_date.isoweekday()}", language)
        month = library.text(f"progress.month_{on_date.month}", language)
        year = on_date.year
        return self.text("day", weekday=weekday, day=on_date.day, month=month, year=year)

    def local(self, moment: datetime) -> datetime:
        """Return a moment on the patient's clock."""
        return as_local(moment, patient_zone(self.work, self.patient))

    def moment(self, moment: datetime) -> str:
        """Return a moment as "Mon 2 Mar 2026, 09:00"."""
        local = self.local(moment)
        return self.text("moment", day=self.day(local.date()), time=f"{local:%H:%M}")

    def code(self, code: str, group: str = "", **params: object) -> str:
        """Return in words what is kept as a code, such as ``passed_on``.

        Args:
            code: As it is kept.
            group: What tells it from the same code elsewhere, such as ``prompt_``.
            params: What its words may name.
        """
        key, language = f"export.code_{group}{code}", self.patient.language
        is_told = key in self.work.library.messages(language)
        return self.work.library.text(key, language, **params) if is_told else _plain(code)

    def provider(self, provider_id: int | None) -> str:
        """Return who of the care team it was; nothing where it was nobody."""
        return self.provider_names.get(provider_id, "")

    def questionnaire(self, questionnaire_id: str) -> Questionnaire | None:
        """Return a questionnaire; None where the clinic has it no more."""
        try:
            return self.work.library.questionnaire(questionnaire_id, self.patient.language)
        except UnknownContent:
            return None

    def item(self, questionnaire_id: str, item_id: str) -> Item | None:
        """Return a question; None where it is asked no more."""
        asked = self.questionnaire(questionnaire_id)
        items = asked.items if asked else ()
        return next((item for item in items if item.id == item_id), None)

    def script_title(self, script_id: str) -> str:
        """Return the title of an exercise or a lesson; its id where there is none any more."""
        try:
            return self.work.library.script(script_id, self.patient.language).title
        except UnknownContent:
            return script_id


def _plain(code: str) -> str:
    return code.replace("_", " ")
