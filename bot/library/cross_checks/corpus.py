"""All documents of one content folder, and what checks ask of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.library.faults import Fault
from bot.library.kinds import BASE_LANGUAGE
from bot.library.place import Place
from bot.library.yaml_source import Document


@dataclass(frozen=True)
class Corpus:
    """All documents that could be read."""

    root_name: str
    documents: Sequence[Document]
    unreadable: frozenset[str] = frozenset()  # files, as shown; they are reported already

    def tops(self, folder: str) -> list[Place]:
        """Return the files of one kind."""
        return [Place.top(each) for each in self.documents if each.folder == folder]

    def tops_in(self, folder: str, language: str = BASE_LANGUAGE) -> list[Place]:
        """Return the files of one kind in one language that are in use."""
        return [
            top
            for top in self.tops(folder)
            if top.at("language").text == language and top.at("status").text != "retired"
        ]

    def ids(self, folder: str, language: str = BASE_LANGUAGE) -> set[str]:
        """Return the ids of one kind in one language that are in use."""
        return {top.at("id").text or "" for top in self.tops_in(folder, language)}

    def languages(self) -> list[str]:
        """Return every language that some file in its right place is written in."""
        tops = [Place.top(each) for each in self.documents]
        found = {
            top.at("language").text
            for top in tops
            if language_folder(top.document) in (None, top.at("language").text)
        }
        return sorted(language for language in found if language)

    def can_read_all_of(self, folder: str) -> bool:
        """Return whether no file of a kind had to be left out of the checks."""
        return not any(f"/{folder}/" in file for file in self.unreadable)

    def measures(self) -> dict[str, str]:
        """Return the measures of all questionnaires, each with the kind of its item.

        Empty when some questionnaire could not be read: then nobody can say what is missing.
        """
        if not self.can_read_all_of("questionnaires"):
            return {}
        return {
            item.at("measure").text or "": item.at("kind").text or ""
            for top in self.tops("questionnaires")
            for item in top.at("items").entries()
        }

    def absent(self, path: str, remedy: str) -> Iterator[Fault]:
        """Return a fault about a file that should be there, unless it is only unreadable."""
        file = f"{self.root_name}/{path}"
        if file not in self.unreadable:
            yield Fault(file, 1, "file", "", "is missing", remedy)


def language_folder(document: Document) -> str | None:
    """Return the language that a file's folder stands for, if it stands for one."""
    return next((name for name in document.subfolders if len(name) in (2, 3)), None)


def repeated(places: Iterator[Place], what: str, remedy: str = "") -> Iterator[Fault]:
    """Return a fault for each text or number that an earlier place holds already."""
    seen: dict[str | int, Place] = {}
    for place in places:
        value = place.number if place.text is None else place.text
        if value is None:
            continue
        first = seen.setdefault(value, place)
        if first is not place:
            line = first.document.line_of(first.path)
            where = f"line {line}"
            if first.document is not place.document:
                where = f"{first.document.file}:{line}"
            yield place.fault(
                f"is the {what} of {where} already", remedy or f"give each its own {what}"
            )
