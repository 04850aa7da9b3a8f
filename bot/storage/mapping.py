"""Ties the domain's dataclasses to their tables.

The domain stays free of SQLAlchemy; a row is the dataclass itself, and changes to it are
written when the unit of work commits.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import registry

from bot.domain.alerts import Alert, AlertLogEntry, SafetyCheck
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.data_reads import DataRead
from bot.domain.erasure import Erasure
from bot.domain.exercises import ExerciseSession
from bot.domain.favourites import Favourite
from bot.domain.flare_ups import FlareUp
from bot.domain.messages import Attachment, Button, InboxUpdate, OutboxMessage
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt
from bot.domain.providers import Invitation, Provider
from bot.storage import tables


@cache
def map_domain() -> registry:
    """Map every entity once per process."""
    mapper = registry(metadata=tables.metadata)
    for entity, table in (
        (Patient, tables.patients),
        (Provider, tables.providers),
        (Invitation, tables.invitations),
        (InboxUpdate, tables.inbox),
        (OutboxMessage, tables.outbox),
        (Attachment, tables.attachments),
        (Button, tables.buttons),
        (CheckIn, tables.check_ins),
        (Answer, tables.answers),
        (ExerciseSession, tables.exercise_sessions),
        (Favourite, tables.favourites),
        (Prompt, tables.prompts),
        (Alert, tables.alerts),
        (AlertLogEntry, tables.alert_log),
        (SafetyCheck, tables.safety_checks),
        (FlareUp, tables.flare_ups),
        (DataRead, tables.data_reads),
        (Erasure, tables.erasures),
    ):
        mapper.map_imperatively(entity, table)
    return mapper
