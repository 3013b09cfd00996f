"""Which warnings are settled: those whose figures somebody has confirmed and nobody has changed since."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sz_assess.errors import Problem
from sz_assess.method.model import Assessment
from sz_assess.numeric import level
from sz_assess.statistics.confirmations import Confirmation
from sz_assess.statistics.doubts import Doubt, find_doubts
from sz_assess.statistics.panel import Cells, Panel
from sz_assess.statistics.tables.letters import column_letters
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Checks:
    """What the soft checks found. ``idle`` are confirmations of warnings that there are not (or no longer)."""

    doubts: tuple[Doubt, ...] = ()
    idle: tuple[Confirmation, ...] = ()

    @property
    def unsettled(self) -> tuple[Doubt, ...]:
        """Warnings that nobody has confirmed."""
        return tuple(doubt for doubt in self.doubts if doubt.confirmation is None)

    @property
    def settled(self) -> tuple[Doubt, ...]:
        """Warnings that somebody has confirmed."""
        return tuple(doubt for doubt in self.doubts if doubt.confirmation is not None)


def check_softly(panel: Panel, assessment: Assessment, confirmations: Iterable[Confirmation]) -> Checks:
    """All warnings, and who stands by which. Confirmations of other years are passed over."""
    year = str(assessment.about.period.year)
    now = [each for each in confirmations if each.warning.rpartition(":")[2].startswith(year)]
    return settle(find_doubts(panel, assessment), now)


def settle(doubts: Iterable[Doubt], confirmations: Iterable[Confirmation]) -> Checks:
    """Put confirmations to warnings. One counts for the very figures that it names; of an earlier figure it lapses."""
    by_warning: dict[str, list[Confirmation]] = {}
    for each in confirmations:
        by_warning.setdefault(each.warning, []).append(each)
    out = []
    for doubt in doubts:
        own = by_warning.pop(doubt.id, [])
        fits = next((each for each in own if _same(each, doubt)), None)
        out.append(replace(doubt, confirmation=fits, lapsed=own[-1] if own and fits is None else None))
    return Checks(tuple(out), tuple(each for own in by_warning.values() for each in own))


def _same(confirmation: Confirmation, doubt: Doubt) -> bool:
    against = math.isnan(doubt.against) or level(confirmation.against, doubt.against)
    return level(confirmation.figure, doubt.figure) and against


def mend_of(doubt: Doubt, file: str) -> Text:
    """What to do about a warning that is not settled; ``file`` is that of confirmations."""
    if doubt.lapsed is not None:
        return msg(
            "{by} confirmed {figure} on {on} ({place}), and the figures have changed since: correct them, or "
            "confirm them by another row: {row}",
            by=doubt.lapsed.by, figure=doubt.lapsed.figure, on=doubt.lapsed.on, place=doubt.lapsed.place,
            row=row_of(doubt),
        )  # fmt: skip
    return msg("correct the figure, or confirm it by a row in {file}: {row}", file=file, row=row_of(doubt))


def row_of(doubt: Doubt) -> str:
    """The row that confirms a warning, its signature still to be written; figures with all their digits."""
    against = "" if math.isnan(doubt.against) else f"{doubt.against:.15g}"
    return f"{doubt.id},{doubt.figure:.15g},{against},"


def where(at: int, cells: Cells) -> dict[str, Any]:
    """Sheet, row, column and cell, as problems have them."""
    if at < 0:
        return {}
    row, column, sheet = int(cells.row[at]) or None, int(cells.column[at]), int(cells.sheet[at])
    letters = column_letters(column) if column else None
    if sheet >= 0:
        return {"line": row, "column": column, "sheet": cells.sheets[sheet], "cell": f"{letters}{row}"}
    return {"line": row, "column": column or None, "cell": letters}


def as_problems(doubts: Iterable[Doubt], assessment: Assessment, panel: Panel) -> list[Problem]:
    """Warnings told as problems are: with their cells, and what to do."""
    names = {statistic.code: statistic.name for statistic in assessment.method.statistics}
    return [
        Problem(
            panel.cells.files[panel.cells.file[doubt.at]].path if doubt.at >= 0 else doubt.place,
            msg("{name}: {found}", name=names[doubt.statistic], found=doubt.found),
            doubt.expected,
            mend_of(doubt, assessment.about.warnings.confirmations),
            f"{doubt.statistic}, {doubt.unit}, {doubt.period}",
            **where(doubt.at, panel.cells),
        )
        for doubt in doubts
    ]
