"""Deletes what is kept no longer than the installation's terms allow."""

from __future__ import annotations

from bot.services import erasing
from bot.services.ports import TICK_BATCH
from bot.services.work import Work

ROWS_AT_ONCE = 200  # messages of one transaction: nobody waits long for it
PEOPLE_AT_ONCE = 5  # each of them is many rows


async def note_leavers(work: Work) -> int:
    """Count those as having left who dropped out without a word; return how many were new.

    They hear nothing of it, and one message of theirs brings them back.
    """
    silent_before = work.retention.silent_before(work.now)
    leavers = await work.uow.patients.silent_since(silent_before, TICK_BATCH)
    for patient in leavers:
        patient.left_at = work.now
    return len(leavers)


async def forget_old(work: Work) -> int:
    """Delete old messages, and everything of those who left long ago; return how much."""
    before = work.retention.messages_before(work.now)
    forgotten = await work.uow.old_messages.forget(before, ROWS_AT_ONCE)
    left_before = work.retention.left_before(work.now)
    for patient in await work.uow.patients.left_before(left_before, PEOPLE_AT_ONCE):
        forgotten += await erasing.let_go(work, patient)
    return forgotten
