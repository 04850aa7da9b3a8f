"""Stores about the data itself, and about the ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.data_reads import DataRead
from bot.domain.erasure import Erasure
from bot.domain.patient_file import PatientFile
from bot.domain.patients import Patient


@dataclass(frozen=True, kw_only=True)
class TickRun:
    """When a tick last ran, and what came of it."""

    name: str
    started_at: datetime
    finished_at: datetime
    handled: int
    error: str | None


class TickRuns(Protocol):
    """The record of the ticks, for the auditor and the operator."""

    async def record(self, run: TickRun) -> None: ...
    async def all(self) -> Sequence[TickRun]: ...


class DataReads(Protocol):
    """Who has looked at what; it only ever grows."""

    async def of(self, patient_id: int, since: datetime) -> Sequence[DataRead]: ...


class Erasures(Protocol):
    """Wishes to have everything deleted."""

    async def open_all(self) -> Sequence[Erasure]: ...
    async def open_of(self, patient_id: int) -> Erasure | None: ...
    async def erase(self, erasure: Erasure, now: datetime) -> None: ...


class OldMessages(Protocol):
    """Messages whose time is over."""

    async def forget(self, before: datetime, limit: int) -> int: ...


class Exports(Protocol):
    """Everything of one patient."""

    async def of(self, patient: Patient) -> PatientFile: ...
