"""Deletes what is kept no longer than the installation's terms allow."""

from __future__ import annotations

import logging
import secrets

from bot.domain.erasure import Erasure
from bot.domain.patients import Patient
from bot.services.ports import TICK_BATCH
from bot.services.work import Work

ROWS_AT_ONCE = 200  # messages of one transaction: nobody waits long for it
log = logging.getLogger(__name__)


async def forget_old(work: Work) -> int:
    """Delete old messages, and everything of those who left long ago; return how much."""
    before = work.retention.messages_before(work.now)
    forgotten = await work.uow.old_messages.forget(before, ROWS_AT_ONCE)
    for patient in await work.uow.patients.left_before(
        work.retention.left_before(work.now), TICK_BATCH
    ):
        forgotten += await _let_go(work, patient)
    return forgotten


async def _let_go(work: Work, patient: Patient) -> bool:
    """Have everything of somebody deleted, unless it was asked for or an alert is open."""
    assert patient.id is not None
    if await work.uow.erasures.open_of(patient.id) is not None:
        return False
    if any(alert.patient_id == patient.id for alert in await work.uow.alerts.open_all()):
        return False
    receipt = secrets.token_hex(8)  # nobody is told: the person left, and is left alone
    work.uow.add(Erasure(receipt=receipt, patient_id=patient.id, asked_at=work.now))
    await work.uow.flush()
    log.info("patient let go", extra={"event": "patient_let_go"})
    return True
