"""What is offered at the end of a daily check-in: one thing at most, and never unasked."""

from __future__ import annotations

from bot.domain.check_ins import CheckIn
from bot.domain.patients import Patient, PatientStatus
from bot.services import flare_up_plan, goal_look_back, questionnaire_offer
from bot.services.crisis import is_in_crisis
from bot.services.work import Work

# In this order; the first that has something to offer is the only one.
_OFFERS = (questionnaire_offer.offer_due, goal_look_back.offer, flare_up_plan.offer)


async def offer_one(work: Work, patient: Patient, check_in: CheckIn) -> None:
    """Offer what is due, if this is the moment for it.

    Args:
        work: The work at hand.
        patient: Who has just finished a daily check-in.
        check_in: That check-in; an offer stands as long as it can be changed.
    """
    if not await _is_good_moment(work, patient):
        return
    for offer in _OFFERS:
        if await offer(work, patient, check_in):
            return


async def _is_good_moment(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    return (
        patient.status is PatientStatus.ACTIVE
        and patient.focus is None
        and not patient.has_lighter_load(work.now)
        and await work.uow.safety_checks.open_of(patient.id) is None
        and not await is_in_crisis(work, patient)
    )
