"""The one tree of errors; the class docstring is the default message.

Data travels as attributes and never holds a patient's words, names or scores.
"""

from __future__ import annotations


class CoachError(Exception):
    """Something went wrong in the coach."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().split("\n")[0])


class ConfigError(CoachError):
    """A setting is missing or wrong."""


class ContentError(CoachError):
    """The content has faults; each one is listed."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"The content has {len(faults)} fault(s):\n" + "\n".join(faults))


class SealBroken(CoachError):
    """A sealed value cannot be read: it was damaged or changed."""


class DomainError(CoachError):
    """A rule of the domain does not allow this."""


class UnknownPatient(DomainError):
    """No patient with this id."""


class InvalidTransition(DomainError):
    """This step is not allowed from the present state."""


class NotAuthorised(DomainError):
    """This person may not do that."""


class UnscorableError(DomainError):
    """The answers cannot be scored."""


class GatewayError(CoachError):
    """Another system could not be used."""


class TemporaryGatewayError(GatewayError):
    """Another system cannot be used right now."""


class EngineUnavailable(TemporaryGatewayError):
    """The dialogue engine did not answer in time."""


class PermanentGatewayError(GatewayError):
    """Another system refuses this for good."""


class EscalationStalled(CoachError):
    """An open alert has no next step in time."""
