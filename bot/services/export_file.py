"""The file of a patient's copy: a readable page, tables for a spreadsheet, and pictures."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.library.markup import Markup, element
from bot.services.export_sheets import Cell, Sheet
from bot.services.speech import File

PAGE = "index.html"
_LOOK = Path(__file__).with_name("export_page.css")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# What a heading or a column is called; told by the key of the content.
Words = Callable[[str], str]


def pack(sheets: Sequence[Sheet], pictures: Sequence[File], language: str, words: Words) -> bytes:
    """Return the zip.

    Args:
        sheets: Everything that is kept.
        pictures: The progress pictures; none when there is too little to draw.
        language: The language of the words, for the page.
        words: Gives the text of a key of ``content/messages/<language>/export.yml``.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, _page(sheets, pictures, language, words))
        for sheet in sheets:
            archive.writestr(f"csv/{sheet.name}.csv", _table(sheet, words))
        for picture in pictures:
            archive.writestr(f"pictures/{picture.name}", picture.content)
    return packed.getvalue()


def _table(sheet: Sheet, words: Words) -> bytes:
    """Return a sheet as CSV that spreadsheet programs open as it is."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(sheet.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet program takes for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS)
    return f"'{cell}" if is_formula else cell


def _page(sheets: Sequence[Sheet], pictures: Sequence[File], language: str, words: Words) -> str:
    head = element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", words("page_title")),
        element("style", Markup(_LOOK.read_text(encoding="utf-8"))),
    )
    front = element("header", element("h1", words("page_title")), element("p", words("page_lead")))
    shown = [_section(sheet, words) for sheet in sheets]
    body = element("main", front, _pictures(pictures, words), *shown)
    page = element("html", head, element("body", body), lang=language)
    return f"<!doctype html>\n{page}\n"


def _pictures(pictures: Sequence[File], words: Words) -> Markup:
    if not pictures:
        return Markup()
    drawn = [
        Markup(f'<img src="pictures/{picture.name}" alt="{words("picture_alt")}">')
        for picture in pictures
    ]
    return element(
        "section", element("h2", words("pictures")), element("div", *drawn, class_="pictures")
    )


def _section(sheet: Sheet, words: Words) -> Markup:
    title = element("h2", words(f"sheet_{sheet.name}"))
    if not sheet.rows:
        return element("section", title, element("p", words("nothing"), class_="soft"))
    labels = [words(f"column_{column}") for column in sheet.columns]
    head = element("tr", *(element("th", label, scope="col") for label in labels))
    rows = [element("tr", *_cells(sheet.columns, labels, row)) for row in sheet.rows]
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("section", title, table, class_=f"sheet-{sheet.name}")


def _cells(columns: Sequence[str], labels: Sequence[str], row: Sequence[Cell]) -> list[Markup]:
    return [
        element("td", str(cell), data_label=label, **_look_of(column))
        for column, label, cell in zip(columns, labels, row, strict=True)
    ]


def _look_of(column: str) -> dict[str, str]:
    """Return what keeps a day and its time on one line."""
    is_time = column.endswith("_at") or column in ("at", "on_date")
    return {"class_": "when"} if is_time else {}
