"""Fills forms in as people and their programs do: cells of the sheet are written into its XML."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

from sz_assess.statistics.forms.mark import SHEET
from sz_assess.statistics.tables.letters import column_letters
from tests.statistics.conftest import repacked

FORM_PART = "xl/worksheets/sheet2.xml"


def rows_of(form: bytes, sheet: int = 1) -> list[list[Any]]:
    """The cells of a form's sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(form))
    return [*book.get_sheet_by_name(book.sheet_names[sheet]).to_python(skip_empty_area=False)]


def keys_of(form: bytes) -> dict[str, int]:
    """The row of the sheet, from 1, of each statistic/unit."""
    return {row[0]: n for n, row in enumerate(rows_of(form), start=1) if "/" in str(row[0])}


def filled(form: bytes, cells: Mapping[str, str]) -> bytes:
    """The form with cells (such as F5) that hold what the XML says: see the functions below."""
    xml = zipfile.ZipFile(io.BytesIO(form)).read(FORM_PART).decode()
    for cell, content in cells.items():
        style = re.search(rf'<c r="{cell}" s="(\d+)"/>', xml)
        assert style is not None, f"{cell} is not there, or not blank"
        kind, body = content.split("|", 1)
        xml = xml.replace(style[0], f'<c r="{cell}" s="{style[1]}"{kind}>{body}</c>')
    return repacked(form, {FORM_PART: xml.encode()})


def number(value: float | str) -> str:
    return f"|<v>{value}</v>"


def text(value: str) -> str:
    return f' t="inlineStr"|<is><t xml:space="preserve">{escape(value)}</t></is>'


def formula(written: str, value: float) -> str:
    return f"|<f>{written}</f><v>{value}</v>"


def figures(form: bytes, values: Mapping[str, float | str]) -> bytes:
    """The form with the figures of these statistics and units (``statistic/unit``), each as it is given."""
    rows, letters = keys_of(form), column_letters(6)
    cells = {
        f"{letters}{rows[key]}": value if isinstance(value, str) and "|" in value else number(value)
        for key, value in values.items()
    }
    return filled(form, cells)


def mark_rows(form: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(form))
    return [*book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)]
