"""A patient's copy of everything that is kept of them: a page to read, tables, and pictures."""

from bot.services.patient_copy.pack import pack
from bot.services.patient_copy.teller import Teller

__all__ = ["Teller", "pack"]
