"""Task books for units to sign: a document for the word processor and the same as a page, one of each a unit."""

from __future__ import annotations

from pathlib import Path

from sz_assess.decisions.tasks import Tasks, tasks
from sz_assess.errors import InputError, Problem
from sz_assess.expression import suggest
from sz_assess.i18n import Language, translator
from sz_assess.method.load import load_assessment
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.reports.book import file_names
from sz_assess.reports.new_files import write_new
from sz_assess.reports.task_document import task_document
from sz_assess.reports.task_docx import task_docx
from sz_assess.reports.templates import environment
from sz_assess.statistics.load import load_panel
from sz_assess.text import msg

TASKS = "tasks"
"""Where task books are written within their assessment folder unless told otherwise."""


def write_task_books(
    folder: Path,
    out: Path | None = None,
    *,
    period: Period | None = None,
    weights: str | None = None,
    unit: str | None = None,
    language: Language = "zh",
) -> tuple[Path, ...]:
    """Write a task book for each unit (or one of them) to ``out``, by default ``tasks`` in the folder.

    Nothing is scored: a task book can be written when the year begins, as soon as the figures that targets are shared
    out by are there. A file that is there already is never overwritten. The same files give the same bytes. Raises
    :class:`InputError`; then nothing was written.
    """
    assessment = load_assessment(folder, period=period, weights=weights)
    if assessment.method.task_book is None:
        expected = msg("task_book: with at least one task")
        raise InputError([Problem("decisions.yaml", msg("a method without a task book"), expected)])
    rows = _chosen(assessment, unit)
    found = tasks(assessment, load_panel(assessment))
    codes = file_names([each.code for each in assessment.assessed])
    files: dict[str, bytes] = {}
    for row in rows:
        files |= _books(assessment, found, row, f"{codes[row]}_{assessment.about.period}", language)
    return write_new(folder / TASKS if out is None else out, files)


def _books(assessment: Assessment, found: Tasks, row: int, name: str, language: Language) -> dict[str, bytes]:
    say = translator(language)
    document = task_document(assessment, found, row, say)
    page = environment(say).get_template("task_book.html.j2")
    text = page.render(document=document, lang="zh-CN" if language == "zh" else "en")
    return {f"{name}.docx": task_docx(document), f"{name}.html": text.encode("utf-8")}


def _chosen(assessment: Assessment, asked: str | None) -> list[int]:
    units = assessment.assessed
    found = [n for n, unit in enumerate(units) if asked in {None, unit.code, unit.name, unit.name_en}]
    if found:
        return found
    known = [word for unit in units for word in (unit.code, unit.name, unit.name_en)]
    expected = msg("the code or name of a unit that is assessed")
    raise InputError(
        [Problem(assessment.about.units, msg("{code}", code=asked), expected, suggest(asked or "", known))]
    )
