"""A unit's page: where it stands, how its total adds up, its scorecard, and every score's arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.compare import strengths, weaknesses
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import AdjustmentItem, Item, VetoItem, adjustment_item, item, veto_item
from sz_assess.reports.book import Book, Link
from sz_assess.reports.marks import Bar
from sz_assess.reports.parts import Chip, Move, chips, move
from sz_assess.reports.sums import sums
from sz_assess.reports.views.gaps import GapsView, gaps_view
from sz_assess.reports.views.lists import ListItem, list_items
from sz_assess.reports.views.looked_into import LookedInto, looked_into
from sz_assess.reports.wording import TAGS
from sz_assess.result import Status
from sz_assess.text import number


@dataclass(frozen=True)
class Part:
    """An inner node below the total: what it brings."""

    name: str
    level: int
    score: str
    bar: Bar | None
    weight: str
    contribution: str
    lead: str
    lead_kind: str
    place: str
    group_place: str
    method: str
    """How its parts are combined, where that is not as for the total."""


@dataclass(frozen=True)
class ScoreRow:
    """An indicator in the scorecard. ``met`` is "met", "missed" or empty; ``best`` is the best peer."""

    node: Link
    anchor: str
    counts: bool
    tag: str
    value: str
    measure: str
    target: str
    gap: str
    met: str
    score: str
    bar: Bar | None
    weight: str
    contribution: str
    group_place: str
    place: str
    best: Link | None
    best_score: str


@dataclass(frozen=True)
class Section:
    """The indicators right below one inner node."""

    name: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class UnitView:
    """One unit's page."""

    unit: Link
    code: str
    group: str
    score: str
    full: str
    bar: Bar | None
    place: str
    group_place: str
    move: Move
    grade: str
    struck: tuple[str, ...]
    strong: tuple[Chip, ...]
    weak: tuple[Chip, ...]
    parts: tuple[Part, ...]
    root_method: str
    sums: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    gaps: GapsView | None
    items: tuple[Item, ...]
    adjustments: tuple[AdjustmentItem, ...]
    vetoes: tuple[VetoItem, ...]
    lists: tuple[ListItem, ...]
    looked_into: LookedInto | None
    before: Link | None
    after: Link | None


def unit_view(book: Book, unit: int, position: int) -> UnitView:
    """All that a unit's page shows. ``position`` is the unit's in the book's order."""
    result = book.result
    group = result.units[unit].group
    total = float(result.published[unit])
    order, leaves = book.order, set(book.leaves)
    return UnitView(
        unit=book.units[unit],
        code=result.units[unit].code,
        group=book.groups[group],
        score=shown.score(total, book.decimals),
        full=number(float(result.assessment.weights.total)),
        bar=book.total_scale.bar(total),
        place=shown.place_of(float(result.rank[unit]), book.placed),
        group_place=shown.place_of(float(result.group_rank[unit]), book.group_sizes[group]),
        move=move(book, unit),
        grade=book.grade(unit),
        struck=tuple(book.name(veto.spec.name) for veto in result.vetoes if veto.struck[unit]),
        strong=chips(book, strengths(result, book.comparison, unit)),
        weak=chips(book, weaknesses(result, book.comparison, unit)),
        parts=tuple(_part(book, unit, n) for n, node in enumerate(result.nodes) if node.kind == "dimension"),
        root_method=_method(book, 0),
        sums=sums(book, unit) if book.scores_shown else (),
        sections=tuple(_sections(book, unit)),
        gaps=gaps_view(book, unit),
        items=tuple(
            item(book, unit, node) for node in range(1, len(result.nodes)) if book.scores_shown or node in leaves
        ),
        adjustments=tuple(adjustment_item(book, unit, outcome) for outcome in result.adjustments),
        vetoes=tuple(veto_item(book, unit, outcome) for outcome in result.vetoes),
        lists=list_items(book, unit),
        looked_into=looked_into(book, unit),
        before=book.units[order[position - 1]] if position else None,
        after=book.units[order[position + 1]] if position + 1 < len(order) else None,
    )


def _part(book: Book, unit: int, node: int) -> Part:
    result, found = book.result, book.comparison
    lead = float(book.leads[unit, node])
    counts = not np.isnan(result.score[unit, node])
    return Part(
        name=book.nodes[node].name,
        level=result.nodes[node].level,
        score=shown.rounded(float(book.rounded[unit, node])),
        bar=book.scale.bar(float(result.score[unit, node]), float(found.mean[unit, node])),
        weight=shown.short(float(result.weight[unit, node])) if counts else shown.NOTHING,
        contribution=shown.rounded(float(book.points[unit, node]), shown.POINT_DECIMALS),
        lead=shown.rounded_signed(lead),
        lead_kind="" if math.isnan(lead) or lead == 0 else "up" if lead > 0 else "down",
        place=shown.place_of(float(result.node_rank[unit, node]), book.ranked[node]),
        group_place=shown.place_of(float(result.node_group_rank[unit, node]), book.group_ranked(unit, node)),
        method="" if (method := _method(book, node)) == _method(book, 0) else method,
    )


def _method(book: Book, node: int) -> str:
    aggregator = book.result.nodes[node].aggregator
    return "" if aggregator is None else book.say(aggregator.words())


def _sections(book: Book, unit: int) -> list[Section]:
    """Indicators under the names of what they stand below: growth, or quality › efficiency."""
    nodes = book.result.nodes
    sections = []
    for n, node in enumerate(nodes):
        leaves = [child for child in node.children if nodes[child].kind == "indicator"]
        if leaves:
            path, above = [], n
            while above > 0:
                path.append(book.nodes[above].name)
                above = nodes[above].parent
            sections.append(Section(" › ".join(reversed(path)), tuple(_row(book, unit, leaf) for leaf in leaves)))
    return sections


def _row(book: Book, unit: int, node: int) -> ScoreRow:
    result, found = book.result, book.comparison
    spec = result.nodes[node]
    counts = not np.isnan(result.score[unit, node])
    best = int(found.best[unit, node]) if counts else -1
    gap, value = float(found.gap[unit, node]), shown.short(float(result.value[unit, node]))
    return ScoreRow(
        node=book.nodes[node],
        anchor=f"i-{spec.code}",
        counts=counts,
        tag=book.say(TAGS[Status(int(result.status[unit, node]))]),
        value=value,
        measure="" if math.isnan(result.value[unit, node]) else shown.beside(book.measure(spec), value),
        target=shown.short(float(found.target[unit, node])),
        gap=shown.signed_short(gap),
        met="" if math.isnan(gap) else "met" if found.met[unit, node] else "missed",
        score=shown.rounded(float(book.rounded[unit, node])),
        bar=book.scale.bar(float(result.score[unit, node]), float(found.mean[unit, node])),
        weight=shown.short(float(result.weight[unit, node])) if counts else shown.NOTHING,
        contribution=shown.rounded(float(book.points[unit, node]), shown.POINT_DECIMALS),
        group_place=shown.place_of(float(result.node_group_rank[unit, node]), book.group_ranked(unit, node)),
        place=shown.place_of(float(result.node_rank[unit, node]), book.ranked[node]),
        best=None if best < 0 else book.units[best],
        best_score="" if best < 0 else shown.rounded(float(book.rounded[best, node])),
    )
