"""Whom a change of content touches: counts of people, from files and archive side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from bot.domain.content_versions import ContentKind, ContentVersion, VersionKey
from bot.library.kinds import BASE_LANGUAGE
from bot.library.library import Library
from bot.services.content_archive import versions_in_use
from bot.services.exercise_course import KEPT_FOR
from bot.services.ports import Use
from bot.services.work import Work


class Change(StrEnum):
    """What became of a file since a coach was last started."""

    NEW_FILE = "new_file"
    NEW_VERSION = "new_version"
    SAME_NUMBER = "same_number"  # other words under the number of those before
    TAKEN_AWAY = "taken_away"


@dataclass(frozen=True, kw_only=True)
class Touch:
    """One change, and how many people it meets."""

    change: Change
    key: VersionKey  # of what the file holds now; of what it held when it was taken away
    in_middle: int = 0  # of what the file held before
    paused: int = 0
    without_archive: int = 0  # begun so long ago that their version was never kept
    done: int = 0


class OldConsent(NamedTuple):
    """How many people have agreed to an older consent than the one that is shown now."""

    language: str
    version: int
    people: int


async def find_touches(work: Work) -> Sequence[Touch]:
    """Return every change since a coach was last started; reads, and writes nothing."""
    use = work.uow.content_use
    scripts = await use.scripts(work.now - KEPT_FOR)
    check_ins = await use.check_ins(work.now)
    ledger = _Ledger(work.library, await work.uow.content_versions.digests(), scripts, check_ins)
    touches = [touch for each in versions_in_use(work) for touch in ledger.touches_by(each)]
    for at, touch in enumerate(touches):
        if touch.change is Change.NEW_VERSION:
            done = await use.done(touch.key, ledger.readers(touch.key))
            touches[at] = replace(touch, done=done)
    return [*touches, *ledger.taken_away()]


async def old_consents(work: Work) -> Sequence[OldConsent]:
    """Return where people have agreed to an older consent, by the language they read."""
    agreed = await work.uow.content_use.consents()
    found = []
    for language in work.library.languages():
        version = work.library.consent(language).version
        older = [use for use in agreed if use.language == language and use.version < version]
        found.append(OldConsent(language, version, sum(use.people for use in older)))
    return [each for each in found if each.people]


@dataclass(frozen=True)
class _Ledger:
    """What the files hold, what was kept of them, and who is in the middle of what."""

    library: Library
    digests: Mapping[VersionKey, str]
    scripts: Sequence[Use]
    check_ins: Sequence[Use]

    def touches_by(self, each: ContentVersion) -> Iterator[Touch]:
        """Yield the change that a version of the library is, if it is one."""
        change = self._change(each)
        if change is None:
            return
        known = {each.version, *self._kept_beside(each.key)}
        there = [
            use
            for use in self._uses(each.key)
            if use.language in self.readers(each.key)
            and (use.version == each.version) is (change is Change.SAME_NUMBER)
        ]
        lasting = [use for use in there if use.version in known]
        lost = sum(use.people for use in there if use.version not in known)
        yield replace(_counted(change, each.key, lasting), without_archive=lost)

    def taken_away(self) -> Iterator[Touch]:
        """Yield what has no file any more, and somebody in the middle of it."""
        there = {item.id for item in self.library.versioned()}
        last = {(key.kind, key.content_id): key for key in sorted(self.digests)}
        for key in last.values():
            if key.content_id not in there and self._uses(key):
                yield _counted(Change.TAKEN_AWAY, key, self._uses(key))

    def readers(self, key: VersionKey) -> Sequence[str]:
        """Return the languages of those who read a file; the base serves where there is none."""
        own = {item.language for item in self.library.versioned() if item.id == key.content_id}
        codes = self.library.languages()
        return [code for code in codes if key.language == (code if code in own else BASE_LANGUAGE)]

    def _change(self, each: ContentVersion) -> Change | None:
        if self.digests.get(each.key) == each.digest:
            return None
        if each.key in self.digests:
            return Change.SAME_NUMBER
        return Change.NEW_VERSION if self._kept_beside(each.key) else Change.NEW_FILE

    def _kept_beside(self, key: VersionKey) -> set[int]:
        return {each.version for each in self.digests if each[:3] == key[:3]} - {key.version}

    def _uses(self, key: VersionKey) -> Sequence[Use]:
        uses = self.check_ins if key.kind is ContentKind.QUESTIONNAIRE else self.scripts
        return [use for use in uses if use.content_id == key.content_id]


def _counted(change: Change, key: VersionKey, uses: Sequence[Use]) -> Touch:
    return Touch(
        change=change,
        key=key,
        in_middle=sum(use.people for use in uses if not use.is_paused),
        paused=sum(use.people for use in uses if use.is_paused),
    )
