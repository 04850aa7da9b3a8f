"""The strict shape of each kind of content file."""

from bot.library.models.consent import Consent, Screen
from bot.library.models.crisis_numbers import CrisisNumbers, EmotionalSupport, UrgentMedical
from bot.library.models.exercise import Exercise, Fit
from bot.library.models.header import Header, Source
from bot.library.models.lesson import Lesson, Module
from bot.library.models.messages import Messages
from bot.library.models.other_languages import OtherLanguages
from bot.library.models.pictures import BreathingPace, PacingWeek
from bot.library.models.policy import Policy
from bot.library.models.questionnaire import Feedback, Item, Questionnaire
from bot.library.models.safety_words import SafetyWords
from bot.library.models.script import Option, Rating, Script, Step
from bot.library.models.style import ForbiddenWords, ForbiddenWordsList, PlaceholderList

__all__ = [
    "BreathingPace",
    "Consent",
    "CrisisNumbers",
    "EmotionalSupport",
    "Exercise",
    "Feedback",
    "Fit",
    "ForbiddenWords",
    "ForbiddenWordsList",
    "Header",
    "Item",
    "Lesson",
    "Messages",
    "Module",
    "Option",
    "OtherLanguages",
    "PacingWeek",
    "PlaceholderList",
    "Policy",
    "Questionnaire",
    "Rating",
    "SafetyWords",
    "Screen",
    "Script",
    "Source",
    "Step",
    "UrgentMedical",
]
