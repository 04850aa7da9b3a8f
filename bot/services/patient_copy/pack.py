"""The file of a patient's copy: a zip with a page, tables for a spreadsheet, and pictures."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

from bot.services.patient_copy.page import page
from bot.services.patient_copy.tables import Table, tables
from bot.services.patient_copy.teller import Cell, Teller
from bot.services.speech import File

PAGE = "index.html"
_ODD = "replace"  # half a surrogate pair is no text, and can stand in Telegram's JSON
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def pack(teller: Teller, pictures: Sequence[File]) -> bytes:
    """Return the zip.

    Args:
        teller: Everything that is kept, and the words for it.
        pictures: The progress pictures; none when there is too little to draw.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, page(teller, pictures).encode(errors=_ODD))
        for table in tables(teller):
            archive.writestr(f"csv/{table.name}.csv", _as_csv(table))
        for picture in pictures:
            archive.writestr(f"pictures/{picture.name}", picture.content)
    return packed.getvalue()


def _as_csv(table: Table) -> bytes:
    """Return a table as spreadsheet programs open it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig", errors=_ODD)  # the mark is for Excel


def _harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet program takes for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS)
    return f"'{cell}" if is_formula else cell
