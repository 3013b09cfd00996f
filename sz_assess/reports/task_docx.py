"""A task book for the word processor: A4, laid out as official documents are (GB/T 9704), the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from sz_assess.reports.task_document import Document, Grid

BODY, HEADING, TITLE = ("仿宋_GB2312", "FangSong"), ("黑体", "SimHei"), ("方正小标宋简体", "SimSun")
"""Fonts as official documents have them: for Chinese, and for Latin letters where the first is not there."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LINE = 156
"""Millimetres between the margins."""
_LEAST, _MOST = 6, 40
"""Letters that a column is wide."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that XML does not take. A cell of a ledger may hold them: a line break pasted from a word processor is one."""


def task_docx(document: Document) -> bytes:
    """The bytes of a docx file."""
    made = docx.Document()
    _set_up(made)
    for remark in document.remarks:
        _text(made.add_paragraph(), remark, HEADING, 10.5)
    _text(made.add_paragraph(), document.title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    _text(made.add_paragraph(), document.addressee, BODY, 16)
    _body(made, document.opening)
    for section in document.sections:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _text(paragraph, section.heading, HEADING, 16, indent=True)
        for text in section.paragraphs:
            _body(made, text)
        for grid in section.tables:
            _table(made, grid)
    if document.signature:
        _text(made.add_paragraph(), document.signature, BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    stream = io.BytesIO()
    made.save(stream)
    return _without_clock(stream.getvalue())


def _set_up(made: Docx) -> None:
    """A4 with the margins of GB/T 9704 (37 above, 35 below, 28 left, 26 right), and no clock in the properties."""
    page = made.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    properties = made.core_properties
    properties.created = properties.modified = _MADE
    properties.author = properties.last_modified_by = "sz_assess"
    properties.comments = ""
    properties.revision = 1
    made.styles["Normal"].paragraph_format.space_after = Pt(0)


def _text(
    paragraph: Paragraph, text: str, font: tuple[str, str], size: float,
    at: WD_ALIGN_PARAGRAPH | None = None, *, indent: bool = False,
) -> None:  # fmt: skip
    run = paragraph.add_run(_UNSEEN.sub(" ", text))
    run.font.name, run.font.size = font[1], Pt(size)
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font[0])
    if at is not None:
        paragraph.alignment = at
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)


def _body(made: Docx, text: str) -> None:
    """A paragraph in size three (16 points), two signs in, lines 28 points apart."""
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(28)
    _text(paragraph, text, BODY, 16, indent=True)


def _table(made: Docx, grid: Grid) -> None:
    table = made.add_table(rows=1, cols=len(grid.heading))
    table.style = made.styles["Table Grid"]
    table.autofit = False
    for column, width in zip(table.columns, _widths(grid), strict=True):
        column.width = width
    size = 9.0 if len(grid.heading) > 8 else 10.5
    for cell, text in zip(table.rows[0].cells, grid.heading, strict=True):
        _text(cell.paragraphs[0], text, HEADING, size, WD_ALIGN_PARAGRAPH.CENTER)
    # The heading is said again on each page that the table goes on to.
    repeated = table.rows[0]._tr.get_or_add_trPr().makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in grid.rows:
        added = table.add_row()
        # No row is cut in two by the end of a page.
        whole = added._tr.get_or_add_trPr()
        whole.append(whole.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
        cells = added.cells
        for n, (cell, text) in enumerate(zip(cells, row, strict=True)):
            at = WD_ALIGN_PARAGRAPH.RIGHT if n in grid.numbers else WD_ALIGN_PARAGRAPH.LEFT
            _text(cell.paragraphs[0], text, BODY, size, at)
    for made_row in table.rows:
        for cell, column in zip(made_row.cells, table.columns, strict=True):
            cell.width = column.width


def _widths(grid: Grid) -> list[int]:
    """Widths of the columns, which fill the line: by the longest text of each, within bounds."""
    longest = [
        min(max(*map(_length, texts), _LEAST), _MOST) + 2 for texts in zip(grid.heading, *grid.rows, strict=True)
    ]
    return [Mm(_LINE) * length // sum(longest) for length in longest]


def _length(text: str) -> int:
    """In Latin letters, two of which are as wide as a Chinese sign."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def _without_clock(data: bytes) -> bytes:
    """The same parts in the same order, dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
