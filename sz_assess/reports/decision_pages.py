"""The kinds of decision that reports show: for each its page, its name in the navigation, and its tables.

A new kind is a module in ``decisions/``, a view that ends in a :class:`DecisionPage`, a template, and a line here.
"""

from __future__ import annotations

from pathlib import Path

from sz_assess.decisions import Decisions
from sz_assess.i18n import Language
from sz_assess.reports.decision_page import DecisionPage
from sz_assess.reports.tables import write_table
from sz_assess.reports.views import awards as view_awards
from sz_assess.reports.views import funding as view_funding
from sz_assess.reports.views import inspection as view_inspection
from sz_assess.reports.views import responsibility as view_responsibility
from sz_assess.reports.views import tasks as view_tasks
from sz_assess.result import Result

DECISION_PAGES: tuple[DecisionPage, ...] = (
    view_awards.PAGE,
    view_funding.PAGE,
    view_inspection.PAGE,
    view_responsibility.PAGE,
    view_tasks.PAGE,
)
"""In the order of the navigation."""

FOLDER = "decisions"
"""Below results/."""


def pages_of(decisions: Decisions) -> tuple[DecisionPage, ...]:
    """The kinds that the method uses."""
    return tuple(page for page in DECISION_PAGES if page.used(decisions))


def write_decisions(result: Result, decisions: Decisions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the tables of all kinds of decision that the method uses; ``folder`` is that of the results."""
    written = []
    for page in pages_of(decisions):
        for table in page.tables(result, decisions, language):
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            written.append(write_table(folder / FOLDER / f"{table.name}.csv", table.heading, table.rows))
    return tuple(written)
