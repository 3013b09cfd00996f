"""The front page: the ranking, the groups' rankings, the heat map, who gains and loses where, the indicators."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.compare import strengths, weaknesses
from sz_assess.numeric import FloatArray
from sz_assess.reports import shown
from sz_assess.reports.book import Book, Link
from sz_assess.reports.marks import Bar, heat
from sz_assess.reports.parts import Chip, Move, chips, move
from sz_assess.reports.views.lists import ListTable, list_tables
from sz_assess.text import Text, msg, number

MOST_TOLD = 60
"""Up to so many units the front page tells each one's gains and losses; beyond, those of both ends."""
TOLD_AT_EACH_END = 15
MOST_BEST = 2
"""Units named as best at an indicator."""


@dataclass(frozen=True)
class RankRow:
    """A unit in the ranking."""

    unit: Link
    place: str
    group: str
    group_code: str
    group_place: str
    score: str
    bar: Bar | None
    base: str
    bonus: str
    deduction: str
    move: Move
    grade: str
    struck: tuple[str, ...]


@dataclass(frozen=True)
class GroupRow:
    """A unit in the ranking of its group."""

    unit: Link
    place: str
    score: str
    bar: Bar | None
    behind: str
    overall: str
    grade: str


@dataclass(frozen=True)
class GroupTable:
    """The ranking of one group."""

    code: str
    name: str
    count: int
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class HeatCell:
    """A score (or place) with the class of its shade. ``aside`` says in figures what the shade does: the distance from
    the mean, or of how many places; ``words`` stand in for a dash."""

    text: str
    aside: str
    shade: str
    words: str
    sort: str


@dataclass(frozen=True)
class HeatRow:
    """A unit's cells."""

    unit: Link
    place: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatMap:
    """Units by the nodes right below the total."""

    columns: tuple[Link, ...]
    means: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    reach: str


@dataclass(frozen=True)
class GainRow:
    """Where a unit gains and loses on its peers."""

    unit: Link
    strong: tuple[Chip, ...]
    weak: tuple[Chip, ...]


@dataclass(frozen=True)
class Overview:
    """An indicator on the front page."""

    node: Link
    level: int
    weight: str
    mean: str
    bar: Bar | None
    best: tuple[Link, ...]
    more: int
    """Units that are level with the best, beyond those named."""


@dataclass(frozen=True)
class IndexView:
    """The front page."""

    lede: tuple[str, ...]
    ranking: tuple[RankRow, ...]
    has_moves: bool
    has_grades: bool
    has_adjustments: bool
    groups: tuple[GroupTable, ...]
    lists: tuple[ListTable, ...]
    heat: HeatMap
    gains: tuple[GainRow, ...]
    gains_partial: bool
    indicators: tuple[Overview, ...]


def index_view(book: Book) -> IndexView:
    """All that the front page shows."""
    result = book.result
    told = _told(book)
    return IndexView(
        lede=tuple(book.say(line) for line in _lede(book)),
        ranking=tuple(_rank_row(book, unit) for unit in book.order),
        has_moves=bool(np.any(~np.isnan(result.rank_change))),
        has_grades=bool(book.grades),
        has_adjustments=bool(result.adjustments),
        groups=tuple(_group(book, code, name) for code, name in book.groups.items()) if len(book.groups) > 1 else (),
        lists=list_tables(book),
        heat=_heat_map(book),
        gains=tuple(_gain_row(book, unit) for unit in told),
        gains_partial=len(told) < len(result.units),
        indicators=tuple(_overview(book, n) for n in range(1, len(result.nodes))),
    )


def _rank_row(book: Book, unit: int) -> RankRow:
    result = book.result
    group = result.units[unit].group
    total = float(result.published[unit])
    return RankRow(
        unit=book.units[unit],
        place=shown.short(float(result.rank[unit])),
        group=book.groups[group],
        group_code=group,
        group_place=shown.place_of(float(result.group_rank[unit]), book.group_sizes[group]),
        score=shown.score(total, book.decimals),
        bar=book.total_scale.bar(total),
        base=shown.score(float(result.base[unit]), book.decimals),
        bonus=shown.signed(float(result.bonus[unit]), book.decimals),
        deduction=shown.signed(float(result.deduction[unit]), book.decimals),
        move=move(book, unit),
        grade=book.grade(unit),
        struck=tuple(book.name(veto.spec.name) for veto in result.vetoes if veto.struck[unit]),
    )


def _group(book: Book, code: str, name: str) -> GroupTable:
    result = book.result
    members = [unit for unit in book.order if result.units[unit].group == code]
    members.sort(key=lambda unit: math.inf if math.isnan(result.group_rank[unit]) else float(result.group_rank[unit]))
    best = max((float(result.published[unit]) for unit in members if not math.isnan(result.published[unit])), default=0)
    ranked = book.group_sizes[code]
    rows = tuple(
        GroupRow(
            unit=book.units[unit],
            place=shown.short(float(result.group_rank[unit])),
            score=shown.score(float(result.published[unit]), book.decimals),
            bar=book.total_scale.bar(float(result.published[unit])),
            behind=shown.signed(float(result.published[unit]) - best, book.decimals),
            overall=shown.place_of(float(result.rank[unit]), book.placed),
            grade=book.grade(unit),
        )
        for unit in members
    )
    return GroupTable(code, name, ranked, rows)


def _heat_map(book: Book) -> HeatMap:
    result, columns = book.result, list(book.columns)
    scores = result.score[:, columns]
    means = _column_means(scores[result.once])
    reach = float(np.nanmax(np.abs(scores - means), initial=0.0))
    return HeatMap(
        columns=tuple(book.nodes[n] for n in columns),
        means=tuple(shown.score(mean) for mean in means.tolist()),
        rows=tuple(
            HeatRow(
                unit=book.units[unit],
                place=shown.short(float(result.rank[unit])),
                cells=tuple(
                    _heat_cell(book, unit, node, mean, reach)
                    for node, mean in zip(columns, means.tolist(), strict=True)
                ),
            )
            for unit in book.order
        ),
        reach=shown.short(reach),
    )


def _heat_cell(book: Book, unit: int, node: int, mean: float, reach: float) -> HeatCell:
    result = book.result
    score = float(result.score[unit, node])
    if math.isnan(score):
        return HeatCell(shown.NOTHING, "", "hx", book.say(msg("does not count")), "")
    if book.scores_shown:
        text = shown.rounded(float(book.rounded[unit, node]))
        return HeatCell(text, shown.signed(score - mean), heat(score, mean, reach), "", text)
    place, count = float(result.node_rank[unit, node]), book.ranked[node]
    middle = (count + 1) / 2
    return HeatCell(number(place), f"/{count}", heat(-place, -middle, middle - 1), "", number(place))


def _column_means(scores: FloatArray) -> FloatArray:
    out = np.full(scores.shape[1], np.nan)
    for column in range(scores.shape[1]):
        known = scores[:, column][~np.isnan(scores[:, column])]
        if known.size:
            out[column] = math.fsum(known.tolist()) / known.size
    return out


def _told(book: Book) -> tuple[int, ...]:
    if len(book.order) <= MOST_TOLD:
        return book.order
    return (*book.order[:TOLD_AT_EACH_END], *book.order[-TOLD_AT_EACH_END:])


def _gain_row(book: Book, unit: int) -> GainRow:
    result, found = book.result, book.comparison
    return GainRow(
        unit=book.units[unit],
        strong=chips(book, strengths(result, found, unit)),
        weak=chips(book, weaknesses(result, found, unit)),
    )


def _overview(book: Book, node: int) -> Overview:
    result = book.result
    score = result.score[:, node]
    known = np.flatnonzero(~np.isnan(score) & result.once)
    mean = math.fsum(score[known].tolist()) / known.size if known.size else math.nan
    leaf = result.nodes[node].kind == "indicator"
    best = [unit for unit in book.order if result.node_rank[unit, node] == 1] if leaf else []
    return Overview(
        node=book.nodes[node],
        level=result.nodes[node].level,
        weight=shown.weight_range(result.nominal[:, node]),
        mean=shown.score(mean),
        bar=book.scale.bar(mean),
        best=tuple(book.units[unit] for unit in best[:MOST_BEST]),
        more=max(len(best) - MOST_BEST, 0),
    )


def _lede(book: Book) -> list[Text]:
    """What to know first, in sentences."""
    result = book.result
    sizes = [msg("{group}: {count}", group=name, count=_size(book, code)) for code, name in book.groups.items()]
    count = len(result.units)
    lines = [
        msg("{count} units are assessed ({groups}) on {indicators} indicators.", count=count, groups=sizes,
            indicators=len(book.leaves)),
    ]  # fmt: skip
    leaders = [unit for unit in book.order if result.rank[unit] == 1]
    if leaders:
        names = [book.units[unit].name for unit in leaders]
        if book.scores_shown:
            points = shown.score(float(result.published[leaders[0]]), book.decimals)
            lines.append(msg("First overall: {names}, {points} points.", names=names, points=points))
        else:
            lines.append(msg("First overall: {names}.", names=names))
    changes = result.rank_change
    if np.any(changes > 0):
        best = float(np.nanmax(changes))
        names = [book.units[unit].name for unit in book.order if changes[unit] == best]
        lines.append(msg("Largest rise: {names}, by {places}.", names=names[:3], places=number(best)))
    if np.any(changes < 0):
        worst = float(np.nanmin(changes))
        names = [book.units[unit].name for unit in book.order if changes[unit] == worst]
        lines.append(msg("Largest fall: {names}, by {places}.", names=names[:3], places=number(-worst)))
    return lines


def _size(book: Book, group: str) -> int:
    return sum(unit.group == group for unit in book.result.units)
