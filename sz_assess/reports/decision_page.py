"""What a kind of decision gives to a report: a page, and tables for spreadsheets and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sz_assess.decisions import Decisions
from sz_assess.i18n import Language
from sz_assess.reports.book import Book
from sz_assess.reports.tables import Cell
from sz_assess.result import Result
from sz_assess.text import Text


@dataclass(frozen=True)
class Table:
    """A table of ``results/decisions/``: the file's name without its ending, the heading, the rows."""

    name: str
    heading: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True)
class DecisionPage:
    """``path`` is the page's below the report's folder, ``name`` its words in the navigation; ``used`` says whether
    the method has such decisions, without which there is neither page nor table."""

    path: str
    template: str
    name: Text
    used: Callable[[Decisions], bool]
    view: Callable[[Book], Any]
    tables: Callable[[Result, Decisions, Language], Iterable[Table]]
