"""Collecting figures from departments: forms that are sent to them, and copies of their files with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sz_assess.errors import InputError, Problem
from sz_assess.expression import suggest
from sz_assess.i18n import Language
from sz_assess.method.common import Name
from sz_assess.method.load import load_assessment
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.reports.marked import Mark, marked_copy
from sz_assess.reports.new_files import write_new
from sz_assess.statistics.forms.content import Form, forms_of
from sz_assess.statistics.forms.write import write_form
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.sources import Source, find_sources
from sz_assess.text import msg

FORMS = "forms"
"""Where forms are written within their assessment folder unless told otherwise."""


def write_forms(
    folder: Path,
    out: Path | None = None,
    *,
    period: Period | None = None,
    department: str | None = None,
    language: Language = "zh",
) -> tuple[Path, ...]:
    """Write a form for each department (or for one, by code or name) to ``out``, by default ``forms`` in the folder.

    Figures of the year before come from what was delivered; where nothing was, they stay blank. A file that is there
    already is never overwritten: it may be filled in. Raises :class:`InputError`; then nothing was written.
    """
    # A month or an earlier year may be collected that can't be assessed: the method has no targets for it.
    assessment = load_assessment(folder)
    asked = period or assessment.about.period
    forms = _chosen(forms_of(assessment, _delivered(assessment), asked), department, asked, assessment)
    files = {f"{form.department.code}_{asked}.xlsx": write_form(form, language) for form in forms}
    return write_new(folder / FORMS if out is None else out, files)


def write_marked(
    folder: Path, out: Path, problems: Iterable[Problem], warnings: Iterable[Problem], language: Language = "zh"
) -> tuple[Path, ...]:
    """Write a copy of every delivered file that anything is wrong or odd with, its cells marked, to ``out``.

    What is said of other files (of the method, of confirmations) has no copy. Raises :class:`InputError` as
    :func:`write_forms` does, and where ``out`` is one of the data folders.
    """
    assessment = load_assessment(folder)
    for text in assessment.about.data:
        data = (folder / text).resolve()
        if out.resolve().is_relative_to(data):
            found = msg("a folder that statistics are read from")
            expected = msg("another folder: copies there would be read as deliveries")
            raise InputError([Problem(str(out), found, expected)])
    marks: dict[str, list[Mark]] = {}
    for is_error, own in ((True, problems), (False, warnings)):
        for problem in own:
            marks.setdefault(problem.file, []).append(Mark(problem, is_error))
    sources = [source for source in find_sources(assessment, []) if source.name in marks]
    files = {
        f"{name}.xlsx": marked_copy(source, marks[source.name], language)
        for name, source in zip(_copy_names(sources), sources, strict=True)
    }
    return write_new(out, files) if files else ()


def _copy_names(sources: Sequence[Source]) -> list[str]:
    """What each copy is called: the file's path in one word; of files that come to the same also the kind of file, and
    where that is the same too a number. Capitals alone keep no two files apart."""
    plain = [source.name.replace("/", "_").removesuffix(source.path.suffix) for source in sources]
    counts = Counter(map(str.casefold, plain))
    out: list[str] = []
    taken: set[str] = set()
    for name, source in zip(plain, sources, strict=True):
        stem = name if counts[name.casefold()] == 1 else f"{name}{source.path.suffix.replace('.', '_')}"
        tries = (stem, *(f"{stem}_{n}" for n in range(2, len(sources) + 2)))
        out.append(next(each for each in tries if each.casefold() not in taken))
        taken.add(out[-1].casefold())
    return out


def _delivered(assessment: Assessment) -> Panel | None:
    """What was delivered so far; None where nothing was."""
    return load_panel(assessment) if find_sources(assessment, []) else None


def _chosen(
    forms: tuple[Form, ...], department: str | None, period: Period, assessment: Assessment
) -> tuple[Form, ...]:
    named = {
        name: each.code
        for each in assessment.method.about.departments
        for name in (each.name.en, each.name.zh, each.code)
    }
    code = None if department is None else named.get(department, department)
    own = [form for form in forms if code in {None, form.department.code}]
    if own:
        return tuple(own)
    expected = msg("a department that delivers figures for such a period")
    asked_of = {form.department.code for form in forms}
    known = [name for name, of in named.items() if of in asked_of]
    found = msg("nothing is due for {period}", period=str(period))
    if department is not None:
        found = msg("nothing is due from {department} for {period}", department=department, period=str(period))
    mend = suggest(department or "", known)
    if ledgers := _ledgers_of(assessment, code):
        mend = msg("it has no form: it delivers the rows that its figures are counted from, in {ledgers}",
                   ledgers=ledgers)  # fmt: skip
    raise InputError([Problem("statistics.yaml", found, expected, mend)])


def _ledgers_of(assessment: Assessment, department: str | None) -> list[Name]:
    """Names of the ledgers that a department's statistics are counted from."""
    counted = {
        each.counted.ledger
        for each in assessment.method.statistics
        if each.department == department and each.counted is not None
    }
    return [ledger.name for ledger in assessment.method.ledgers if ledger.code in counted]
