"""Which kind of content lives in which folder."""

from __future__ import annotations

from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel

from bot.library.models import (
    Consent,
    CrisisNumbers,
    Exercise,
    ForbiddenWordsList,
    Header,
    Lesson,
    Messages,
    Module,
    OtherLanguages,
    PlaceholderList,
    Policy,
    Questionnaire,
    SafetyWords,
)

BASE_LANGUAGE = "en"

MODELS: dict[str, type[Header]] = {
    "consent": Consent,
    "crisis_numbers": CrisisNumbers,
    "escalation": Policy,
    "exercises": Exercise,
    "lessons": Lesson,
    "messages": Messages,
    "modules": Module,
    "other_languages": OtherLanguages,
    "questionnaires": Questionnaire,
    "safety": SafetyWords,
    "style": ForbiddenWordsList,
}

# The style folder holds two lists of different shape; each has one place.
STYLE_LISTS: dict[str, type[Header]] = {
    "forbidden-words": ForbiddenWordsList,
    "placeholders": PlaceholderList,
}

SCHEMAS: dict[str, str] = {
    "consent": "consent/1",
    "crisis_numbers": "crisis_numbers/1",
    "escalation": "escalation/1",
    "exercises": "exercise/2",
    "lessons": "lesson/1",
    "messages": "messages/1",
    "modules": "module/1",
    "other_languages": "other_languages/1",
    "questionnaires": "questionnaire/1",
    "safety": "safety/1",
    "style": "style/1",
}

# Folders whose texts nobody but providers and authors reads.
NOT_FOR_PATIENTS = frozenset({"escalation", "style"})

# Folders that hold data of another shape than YAML.
OTHER_FOLDERS = frozenset({"places"})

HEADER_KEYS = frozenset(field.alias or name for name, field in Header.model_fields.items())


def model_for(folder: str, stem: str) -> type[Header] | None:
    """Return the model of a file, or None when its place is unknown."""
    if folder == "style":
        return STYLE_LISTS.get(stem)
    return MODELS.get(folder)


def known_keys(model: type[BaseModel]) -> set[str]:
    """Return all keys that may stand somewhere in a file of this kind."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(field.alias or name)
        for part in _models_in(field.annotation):
            keys |= known_keys(part)
    return keys


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, UnionType):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for part in get_args(annotation) for model in _models_in(part)]
