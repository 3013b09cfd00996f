"""The report as plain files: one folder of pages that need no network, and no script to be read.

Every number on a page comes from a view in ``views/``, which takes it from the result; templates only place it.
Pages are written one by one, so that memory does not grow with their number; many of them by several processes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from sz_assess.analysis.gaps import Gaps
from sz_assess.decisions import Decisions
from sz_assess.errors import Words
from sz_assess.i18n import Language
from sz_assess.reports.award_rows import write_award_rows
from sz_assess.reports.book import Book, Link, open_book
from sz_assess.reports.decision_pages import pages_of
from sz_assess.reports.ledger_rows import write_rows
from sz_assess.reports.parallel import Helpers, Share, processes_for
from sz_assess.reports.templates import environment
from sz_assess.reports.views.data import data_view
from sz_assess.reports.views.index import index_view
from sz_assess.reports.views.indicator import indicator_view
from sz_assess.reports.views.method import method_view
from sz_assess.reports.views.plausibility import PATH as PLAUSIBILITY
from sz_assess.reports.views.plausibility import plausibility_view
from sz_assess.reports.views.progress import progress_view
from sz_assess.reports.views.unit import unit_view
from sz_assess.resources import shipped
from sz_assess.result import Result
from sz_assess.text import msg

ASSETS = "assets"
TOLD_EVERY = 200
"""After so many pages progress is told."""


@dataclass(frozen=True)
class Page:
    """A page to be written: its path below the report's folder, its template, and how to make its view."""

    path: str
    template: str
    view: Callable[[], Any]


@dataclass(frozen=True)
class Job:
    """A report to be written, and where."""

    result: Result
    folder: Path
    language: Language
    decisions: Decisions | None = None
    gaps: Gaps | None = None


def write_report(
    result: Result,
    folder: Path,
    language: Language,
    progress: Callable[[Words], None] | None = None,
    decisions: Decisions | None = None,
    processes: int | None = None,
    *,
    gaps: Gaps | None = None,
) -> tuple[Path, ...]:
    """Write all pages into ``folder``, which is made where it is missing, and return their paths, sorted.

    ``decisions`` are worked out from the result where they are not given; pages say nothing of ``gaps`` that are not
    given. The same result gives the same bytes, however many ``processes`` write them (as many as are worth it where
    that is not said). Raises :class:`~sz_assess.errors.InputError` where a city figure can't be taken, and OSError
    where the folder can't be written.
    """
    book = open_book(result, language, decisions)
    job = Job(result, folder, language, book.decisions, gaps)
    planned = [folder / page.path for page in pages(book)]
    for parent in sorted({path.parent for path in planned}):
        parent.mkdir(parents=True, exist_ok=True)
    assets = _assets(folder)
    count = processes_for(len(planned)) if processes is None else processes
    own, *others = (Share(first, count) for first in range(count))
    with Helpers(job, others) as helpers:
        write_pages(job, own, progress)
        for share in helpers.unfinished():
            write_pages(job, share)
    rows = [*write_rows(book, folder), *write_award_rows(book, folder)]
    return tuple(sorted([*assets, *planned, *rows], key=Path.as_posix))


def write_pages(job: Job, share: Share, progress: Callable[[Words], None] | None = None) -> None:
    """Write a share of the pages into folders that are there."""
    book = open_book(job.result, job.language, job.decisions, job.gaps)
    templates = environment(book.language)
    planned = list(pages(book))
    further = further_pages(book)
    told = 0
    for n in range(share.first, len(planned), share.of):
        _write(job.folder, planned[n], book, templates, further)
        if progress is not None and n + 1 >= told + TOLD_EVERY:
            told = n + 1
            progress(msg("Writing the report: page {n} of {count}", n=told, count=len(planned)))


def further_pages(book: Book) -> tuple[Link, ...]:
    """Pages that not every report has, as the navigation names them."""
    decided = [Link(book.say(page.name), page.path) for page in pages_of(book.decisions)]
    if not book.result.assessment.method.plausibility.empty:
        decided.append(Link(book.say(msg("Plausibility")), PLAUSIBILITY))
    return tuple(decided)


def pages(book: Book) -> Iterator[Page]:
    """Every page of a report; a view is made when its page is written."""
    yield Page("index.html", "index.html.j2", partial(index_view, book))
    yield Page("method.html", "method.html.j2", partial(method_view, book))
    yield Page("data.html", "data.html.j2", partial(data_view, book))
    yield Page("progress.html", "progress.html.j2", partial(progress_view, book))
    if not book.result.assessment.method.plausibility.empty:
        yield Page(PLAUSIBILITY, "plausibility.html.j2", partial(plausibility_view, book))
    for decision in pages_of(book.decisions):
        yield Page(decision.path, decision.template, partial(decision.view, book))
    for node in book.leaves:
        yield Page(book.nodes[node].href, "indicator.html.j2", partial(indicator_view, book, node))
    for position, unit in enumerate(book.order):
        yield Page(book.units[unit].href, "unit.html.j2", partial(unit_view, book, unit, position))


def _write(folder: Path, page: Page, book: Book, templates: Environment, further: tuple[Link, ...]) -> None:
    text = templates.get_template(page.template).render(
        view=page.view(), frame=book.frame, further=further, up="../" * page.path.count("/"), here=page.path
    )
    (folder / page.path).write_text(text, encoding="utf-8", newline="\n")


def _assets(folder: Path) -> list[Path]:
    """Copy the style sheet and the script."""
    target = folder / ASSETS
    target.mkdir(exist_ok=True)
    files = sorted(file for file in (shipped("report_templates") / ASSETS).iterdir() if file.suffix in {".css", ".js"})
    for file in files:
        shutil.copyfile(file, target / file.name)
    return [target / file.name for file in files]
