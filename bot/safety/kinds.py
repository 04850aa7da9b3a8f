"""What screening can find, and what should follow."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What the coach does about a message."""

    ACT = "act"
    ASK = "ask"
    NONE = "none"


class SafetyGroup(StrEnum):
    """Kinds that share their wording and their urgency."""

    CRISIS = "crisis"
    MEDICINE = "medicine"
    EMERGENCY = "emergency"
    URGENT = "urgent"
    NONE = "none"


class RiskKind(StrEnum):
    """A kind of danger, in the order in which it wins over the ones below."""

    SUICIDE_SELF_HARM = "suicide_self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    MEDICATION_DANGER = "medication_danger"
    SEVERE_ALLERGIC = "severe_allergic"
    STROKE_SIGN = "stroke_sign"
    CHEST_PAIN = "chest_pain"
    CAUDA_EQUINA = "cauda_equina"
    SUDDEN_WEAKNESS = "sudden_weakness"
    INFECTION_FEVER = "infection_fever"
    BLOOD_CLOT = "blood_clot"
    NONE = "none"

    @property
    def group(self) -> SafetyGroup:
        """The group whose fixed texts and numbers fit.

        Source:
            Tiers "emergency now" and "same day or urgent" as in the NHS advice on back pain;
            where a kind is not named there the tier is the project's own judgement and awaits a
            clinician's sign-off.
        """
        return _GROUPS[self]

    @property
    def is_crisis(self) -> bool:
        """Whether people and words come first: suicide and self-harm, harm to others, abuse."""
        return self.group is SafetyGroup.CRISIS

    @property
    def is_red_flag(self) -> bool:
        """Whether a bodily sign needs a clinician, at once or the same day."""
        return self.group in {SafetyGroup.EMERGENCY, SafetyGroup.URGENT}


_GROUPS = {
    RiskKind.SUICIDE_SELF_HARM: SafetyGroup.CRISIS,
    RiskKind.HARM_TO_OTHERS: SafetyGroup.CRISIS,
    RiskKind.ABUSE: SafetyGroup.CRISIS,
    RiskKind.MEDICATION_DANGER: SafetyGroup.MEDICINE,
    RiskKind.SEVERE_ALLERGIC: SafetyGroup.EMERGENCY,
    RiskKind.STROKE_SIGN: SafetyGroup.EMERGENCY,
    RiskKind.CHEST_PAIN: SafetyGroup.EMERGENCY,
    RiskKind.CAUDA_EQUINA: SafetyGroup.EMERGENCY,
    RiskKind.SUDDEN_WEAKNESS: SafetyGroup.EMERGENCY,
    RiskKind.INFECTION_FEVER: SafetyGroup.URGENT,
    RiskKind.BLOOD_CLOT: SafetyGroup.URGENT,
    RiskKind.NONE: SafetyGroup.NONE,
}
