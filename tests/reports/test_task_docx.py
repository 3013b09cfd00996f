"""A document for the word processor by itself."""

import io

import docx

from sz_assess.reports.task_document import Document, Grid, Section
from sz_assess.reports.task_docx import task_docx

MILLIMETRE = 36_000
"""In the unit of length of the file format."""


def document(cell: str) -> Document:
    grid = Grid(("Name", "Sum"), ((cell, "12.50"), ("b", "3")), numbers=(1,))
    return Document(
        "Task book", "East County:", "By the plan.", (Section("1. Projects", ("Two.",), (grid,)),), "City", ()
    )


def test_a_cell_may_hold_what_a_file_can_not() -> None:
    """A line break pasted from a word processor, a stray control sign."""
    made = docx.Document(io.BytesIO(task_docx(document("one\x0btwo\x01"))))
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["one two ", "12.50"]


def test_what_it_says_in_order_and_the_same_bytes() -> None:
    data = task_docx(document("a"))
    assert task_docx(document("a")) == data
    made = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts == ["Task book", "East County:", "By the plan.", "1. Projects", "Two.", "City"]
    # A4 with margins of 28 and 26 mm leaves 156 mm for the table.
    widths = [column.width or 0 for column in made.tables[0].columns]
    assert 154 <= sum(widths) / MILLIMETRE <= 156
