"""Everything that is kept of one patient, read at one moment, for their own copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class PatientFile:
    """All rows of one patient, each kind in the order in which it came."""

    patient: Patient
    check_ins: Sequence[CheckIn]
    answers: Sequence[Answer]  # those that were changed later as well
    exercise_sessions: Sequence[ExerciseSession]
    favourites: Sequence[Favourite]
    prompts: Sequence[Prompt]
    flare_ups: Sequence[FlareUp]
    received: Sequence[InboxUpdate]
    sent: Sequence[OutboxMessage]
    sent_to_providers: Sequence[OutboxMessage]  # about the patient's alerts
    alerts: Sequence[Alert]
    alert_log: Sequence[AlertLogEntry]
    safety_checks: Sequence[SafetyCheck]
    data_reads: Sequence[DataRead]
    invitations: Sequence[Invitation]
