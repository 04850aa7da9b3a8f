"""All content, loaded and checked, ready to be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.domain.escalation import EscalationPolicy
from bot.errors import CoachError
from bot.library.kinds import BASE_LANGUAGE
from bot.library.models import (
    Consent,
    CrisisNumbers,
    Exercise,
    Header,
    Lesson,
    Module,
    OtherLanguages,
    Questionnaire,
    SafetyWords,
    Script,
)
from bot.library.placeholders import fill

Key = tuple[str, str]  # id and language
Kind = TypeVar("Kind", bound=Header)
Playable = Exercise | Lesson | Module | Questionnaire
Versioned = Exercise | Lesson | Questionnaire


class UnknownContent(CoachError, KeyError):
    """The code asks for content that no file holds."""


@dataclass(frozen=True)
class Library:
    """All content. What is missing in a language is given in English."""

    version: str  # changes with any content file
    policy: EscalationPolicy
    _consents: Mapping[Key, Consent] = field(repr=False)
    _crisis_numbers: Mapping[Key, CrisisNumbers] = field(repr=False)
    _exercises: Mapping[Key, Exercise] = field(repr=False)
    _lessons: Mapping[Key, Lesson] = field(repr=False)
    _modules: Mapping[Key, Module] = field(repr=False)
    _questionnaires: Mapping[Key, Questionnaire] = field(repr=False)
    _safety_words: Mapping[Key, SafetyWords] = field(repr=False)
    _other_languages: tuple[OtherLanguages, ...] = field(repr=False)
    _messages: Mapping[str, Mapping[str, str]] = field(repr=False)
    _unapproved: tuple[str, ...] = field(repr=False)

    def questionnaire(self, questionnaire_id: str, language: str) -> Questionnaire:
        """Return a questionnaire."""
        return _find(self._questionnaires, questionnaire_id, language)

    def questionnaires(self, language: str) -> tuple[Questionnaire, ...]:
        """Return the questionnaires that are in use."""
        ids = sorted({questionnaire_id for questionnaire_id, _ in self._questionnaires})
        found = (self.questionnaire(questionnaire_id, language) for questionnaire_id in ids)
        return tuple(each for each in found if not each.is_retired)

    def exercise(self, exercise_id: str, language: str) -> Exercise:
        """Return an exercise, also a retired one that somebody may still be doing."""
        return _find(self._exercises, exercise_id, language)

    def exercises(self, language: str) -> tuple[Exercise, ...]:
        """Return the exercises that are offered, the shortest first."""
        ids = {exercise_id for exercise_id, _ in self._exercises}
        found = (self.exercise(exercise_id, language) for exercise_id in ids)
        offered = (exercise for exercise in found if not exercise.is_retired)
        return tuple(sorted(offered, key=lambda exercise: (exercise.minutes, exercise.id)))

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        """Return a lesson, also a retired one that somebody may still be in."""
        return _find(self._lessons, lesson_id, language)

    def script(self, script_id: str, language: str) -> Script:
        """Return an exercise or a lesson; the check sees to it that no two share an id."""
        try:
            return self.exercise(script_id, language)
        except UnknownContent:
            return self.lesson(script_id, language)

    def module(self, module_id: str, language: str) -> Module:
        """Return a module."""
        return _find(self._modules, module_id, language)

    def modules(self, language: str) -> tuple[Module, ...]:
        """Return the modules that are offered, in their order."""
        found = [self.module(module_id, language) for module_id, _ in self._modules]
        offered = {module.id: module for module in found if not module.is_retired}
        return tuple(sorted(offered.values(), key=lambda module: (module.number, module.id)))

    def playable(self, language: str) -> dict[str, Playable]:
        """Return, by id, whatever a person can be walked through."""
        tables: tuple[Mapping[Key, Playable], ...] = (
            self._questionnaires,
            self._modules,
            self._lessons,
            self._exercises,
        )
        return {
            item_id: _find(table, item_id, language) for table in tables for item_id, _ in table
        }

    def versioned(self) -> tuple[Versioned, ...]:
        """Return every file, in every language, that somebody can be in the middle of."""
        tables: tuple[Mapping[Key, Versioned], ...] = (
            self._questionnaires,
            self._exercises,
            self._lessons,
        )
        return tuple(table[key] for table in tables for key in sorted(table))

    def text(self, key: str, language: str, **params: object) -> str:
        """Return a message with its placeholders filled.

        Raises:
            UnknownContent: No such key, or a placeholder without a value.
        """
        template = self.messages(language).get(key)
        if template is None:
            raise UnknownContent(f"No text {key!r} in content/messages.")
        try:
            return fill(template, params)
        except KeyError as missing:
            raise UnknownContent(f"The text {key!r} needs a value for {missing}.") from None

    def messages(self, language: str) -> Mapping[str, str]:
        """Return all messages by their full key."""
        return self._messages.get(language, self._messages.get(BASE_LANGUAGE, {}))

    def crisis_numbers(self, country: str, language: str = BASE_LANGUAGE) -> CrisisNumbers:
        """Return the numbers of a country."""
        return _find(self._crisis_numbers, country, language)

    def countries(self) -> tuple[str, ...]:
        """Return the countries that have numbers; ``elsewhere`` is the last."""
        ids = {country for country, _ in self._crisis_numbers}
        last = ("eu", "elsewhere")  # single countries first, then what stands for the rest
        return tuple(
            sorted(ids, key=lambda country: (country in last, country == "elsewhere", country))
        )

    def consent(self, language: str) -> Consent:
        """Return the consent."""
        return _find(self._consents, "consent", language)

    def safety_words(self, kind: str, language: str) -> SafetyWords:
        """Return the fixed words for a kind of risk."""
        return _find(self._safety_words, kind, language)

    def other_languages(self) -> tuple[str, ...]:
        """Return the languages that are not read, and answered with a notice."""
        return tuple(code for file in self._other_languages for code in file.notices)

    def notice_in(self, language: str, country: str | None) -> str:
        """Return the notice in a language that is not read, with the country's emergency number."""
        for file in self._other_languages:
            if language in file.notices:
                # "Elsewhere" has words of the base language in place of a number.
                is_known = country in self.countries() and country != "elsewhere"
                number = (
                    self.crisis_numbers(str(country)).emergency
                    if is_known
                    else file.emergency_elsewhere
                )
                return fill(file.notices[language], {"emergency": number})
        raise UnknownContent(f"No notice in {language!r} in content/other_languages.")

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have messages, English first."""
        return tuple(sorted(self._messages, key=lambda code: (code != BASE_LANGUAGE, code)))

    def unapproved(self) -> tuple[str, ...]:
        """Return the files that no clinic has signed yet."""
        return self._unapproved


def by_id(items: list[Kind], name: Callable[[Kind], str] | None = None) -> dict[Key, Kind]:
    """Return items by id, or by what ``name`` makes of them, and language."""
    return {(name(item) if name else item.id, item.language): item for item in items}


def _find(table: Mapping[Key, Kind], item_id: str, language: str) -> Kind:
    for code in (language, BASE_LANGUAGE):
        if (item_id, code) in table:
            return table[(item_id, code)]
    raise UnknownContent(f"No content {item_id!r} in {language!r} or {BASE_LANGUAGE!r}.")
