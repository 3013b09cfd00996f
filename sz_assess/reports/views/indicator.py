"""An indicator's page: what it measures and how it is scored, all units on one strip, and each unit's figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.method.indicator import Indicator
from sz_assess.numeric import FloatArray
from sz_assess.reports import shown
from sz_assess.reports.book import Book, Link
from sz_assess.reports.definition import Definition, definition
from sz_assess.reports.marks import Bar, Strip, strip
from sz_assess.reports.views.deliveries import GrowthRow, growth_rows
from sz_assess.reports.wording import TAGS
from sz_assess.result import Status
from sz_assess.text import Text, msg, number, plural

SHAPES = 4
"""Kinds of dots on a strip; a fifth group begins again."""
BESIDE = 4
"""The dot of what is not assessed."""


@dataclass(frozen=True)
class ValueRow:
    """A unit's line."""

    unit: Link
    group: str
    group_code: str
    tag: str
    value: str
    sort: str
    target: str
    gap: str
    met: str
    score: str
    bar: Bar | None
    place: str
    place_sort: str
    group_place: str


@dataclass(frozen=True)
class IndicatorView:
    """One indicator's page. ``legend`` pairs a dot's shape with its group."""

    node: Link
    code: str
    path: tuple[str, ...]
    definition: Definition
    strip: Strip | None
    strip_words: str
    legend: tuple[tuple[int, str], ...]
    facts: tuple[tuple[str, str], ...]
    rows: tuple[ValueRow, ...]
    growths: tuple[GrowthRow, ...]
    """Growth of its statistics as reported, beside growth from the levels."""
    before: Link | None
    after: Link | None


def indicator_view(book: Book, node: int) -> IndicatorView:
    """All that an indicator's page shows."""
    result = book.result
    spec = result.nodes[node].spec
    if not isinstance(spec, Indicator):
        raise TypeError(f"{result.nodes[node].code} is no indicator")
    leaves = book.leaves
    at = leaves.index(node)
    drawn = _strip(book, node)
    return IndicatorView(
        node=book.nodes[node],
        code=spec.code,
        path=_path(book, node),
        definition=definition(book, spec, node),
        strip=drawn,
        strip_words=book.say(_strip_words(book, node)),
        legend=_legend(book, node) if drawn is not None and drawn.dots else (),
        facts=_facts(book, node),
        rows=(*(_row(book, unit, node) for unit in _ordered(book, node)), *_beside(book, node)),
        growths=growth_rows(book, [name for name, _ in book.explainer.formula(spec.formula).rates]),
        before=book.nodes[leaves[at - 1]] if at else None,
        after=book.nodes[leaves[at + 1]] if at + 1 < len(leaves) else None,
    )


def _path(book: Book, node: int) -> tuple[str, ...]:
    nodes, path = book.result.nodes, []
    above = nodes[node].parent
    while above > 0:
        path.append(book.nodes[above].name)
        above = nodes[above].parent
    return tuple(reversed(path))


def _ordered(book: Book, node: int) -> list[int]:
    """Units by their place at the indicator; those without one last."""
    places = book.result.node_rank[:, node]
    return sorted(book.order, key=lambda unit: math.inf if math.isnan(places[unit]) else float(places[unit]))


def _common_target(book: Book, node: int) -> float:
    """The target where it is one for all units, else NaN."""
    targets = book.comparison.target[:, node]
    known = targets[~np.isnan(targets)]
    return float(known[0]) if known.size and np.all(known == known[0]) else math.nan


def _known(book: Book, node: int) -> FloatArray:
    """The values that there are, each unit's once."""
    values = book.result.value[book.result.once, node]
    return np.asarray(values[~np.isnan(values)])


def _mean(book: Book, node: int) -> float:
    known = _known(book, node)
    return math.fsum(known.tolist()) / known.size if known.size else math.nan


def _strip(book: Book, node: int) -> Strip | None:
    result = book.result
    target, mean = _common_target(book, node), _mean(book, node)
    marks = [
        (target, book.say(msg("target {value}", value=shown.short(target))), "target"),
        (mean, book.say(msg("mean {value}", value=shown.short(mean))), "mean"),
    ]
    shapes = [int(label) % SHAPES for label in result.labels]
    names = [unit.name for unit in book.units]
    beside = _neighbours(book, node)
    values = np.append(result.value[:, node], [value for _, value in beside])
    return strip(values, [*names, *(name for name, _ in beside)], [*shapes, *[BESIDE] * len(beside)], marks)


def _neighbours(book: Book, node: int) -> list[tuple[str, float]]:
    """Names and values of what is not assessed, as far as they are known."""
    found = book.neighbours.indicators.get(book.result.nodes[node].code, ())
    pairs = zip(book.neighbours.units, found, strict=False)
    return [(book.name(unit), value) for unit, value in pairs if not math.isnan(value)]


def _beside(book: Book, node: int) -> list[ValueRow]:
    """Lines of what is not assessed: a value, and no place or score."""
    nothing = shown.NOTHING
    tag = book.say(msg("not assessed"))
    return [
        ValueRow(
            Link(name), nothing, "", tag, shown.short(value), f"{value:.12g}", nothing, nothing, "", nothing, None,
            nothing, "", nothing,
        )
        for name, value in _neighbours(book, node)
    ]  # fmt: skip


def _strip_words(book: Book, node: int) -> Text:
    """What the strip shows, for those who don't see it."""
    known = _known(book, node)
    if not known.size:
        return msg("no unit has a value")
    words = plural(
        "{n} unit from {low} to {high}, mean {mean}", "{n} units from {low} to {high}, mean {mean}", n=known.size,
        low=shown.short(float(known.min())), high=shown.short(float(known.max())), mean=shown.short(_mean(book, node)),
    )  # fmt: skip
    target = _common_target(book, node)
    if not math.isnan(target):
        words = msg("{words}, target {value}", words=words, value=shown.short(target))
    beside = [msg("{name} {value}", name=name, value=shown.short(value)) for name, value in _neighbours(book, node)]
    return msg("{words}; not assessed: {beside}", words=words, beside=beside) if beside else words


def _legend(book: Book, node: int) -> tuple[tuple[int, str], ...]:
    beside = ((BESIDE, book.say(msg("not assessed"))),) if _neighbours(book, node) else ()
    if len(book.groups) < 2 and not beside:
        return ()
    order = [group.code for group in book.result.assessment.method.about.groups]
    return (*((order.index(code) % SHAPES, name) for code, name in book.groups.items()), *beside)


def _facts(book: Book, node: int) -> tuple[tuple[str, str], ...]:
    values = book.result.value[:, node]
    known = values[~np.isnan(values)]
    if not known.size:
        return ()
    measure = book.measure(book.result.nodes[node])
    rows = [
        (msg("lowest"), float(known.min())),
        (msg("median"), float(np.median(known))),
        (msg("mean"), _mean(book, node)),
        (msg("highest"), float(known.max())),
    ]
    facts = [(book.say(label), shown.measured(shown.short(value), measure)) for label, value in rows]
    compared = ~np.isnan(book.comparison.gap[:, node])
    if np.any(compared):
        reached = np.count_nonzero(book.comparison.met[compared, node])
        facts.append((book.say(msg("at target")), f"{reached}/{np.count_nonzero(compared)}"))
    return tuple(facts)


def _row(book: Book, unit: int, node: int) -> ValueRow:
    result, found = book.result, book.comparison
    group = result.units[unit].group
    value, gap = float(result.value[unit, node]), float(found.gap[unit, node])
    place = float(result.node_rank[unit, node])
    return ValueRow(
        unit=book.units[unit],
        group=book.groups[group],
        group_code=group,
        tag=book.say(TAGS[Status(int(result.status[unit, node]))]),
        value=shown.short(value),
        sort="" if math.isnan(value) else f"{value:.12g}",
        target=shown.short(float(found.target[unit, node])),
        gap=shown.signed_short(gap),
        met="" if math.isnan(gap) else "met" if found.met[unit, node] else "missed",
        score=shown.rounded(float(book.rounded[unit, node])),
        bar=book.scale.bar(float(result.score[unit, node]), float(found.mean[unit, node])),
        place=shown.NOTHING if math.isnan(place) else number(place),
        place_sort="" if math.isnan(place) else f"{place:g}",
        group_place=shown.place_of(float(result.node_group_rank[unit, node]), book.group_ranked(unit, node)),
    )
