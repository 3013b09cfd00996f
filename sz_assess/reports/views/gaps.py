"""A unit's gaps, and what one more place would take, in words and as a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.gain import Over, Sought, places_of_result
from sz_assess.analysis.gaps import Gaps
from sz_assess.analysis.mix import Change
from sz_assess.reports import shown
from sz_assess.reports.book import Book, Link
from sz_assess.text import Text, msg, number


@dataclass(frozen=True)
class Step:
    """One more place, in the group or among all: whom it would be past, and the ways there."""

    head: str
    ways: tuple[str, ...]
    mix: str
    """The cheapest mix at the efforts that are declared; empty where none are."""


@dataclass(frozen=True)
class GapRow:
    """An indicator. ``needed`` holds, for each kind of place, the value needed and the points it brings."""

    node: Link
    value: str
    measure: str
    target: str
    best: str
    last_year: str
    neighbours: str
    needed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GapsView:
    """The section of a unit's page."""

    steps: tuple[Step, ...]
    overs: tuple[str, ...]
    rows: tuple[GapRow, ...]
    neighbours: bool
    held: str
    effort: str
    """What the costs of mixes rest on."""
    left_out: str


def gaps_view(book: Book, unit: int) -> GapsView | None:
    """All that the section shows; None where gaps were not worked out."""
    found = book.gaps
    if found is None:
        return None
    overs = overs_of(book, unit) if book.scores_shown else ()
    names: dict[Over, Text] = {"group": msg("One place up in its group"), "all": msg("One place up overall")}
    if len(overs) == 1:
        names["group"] = names["all"] = msg("One more place")
    steps = tuple(_step(book, found, unit, over) for over in overs)
    not_tried = any((found.gains.sought[over][unit] == Sought.NOT_TRIED).any() for over in overs)
    return GapsView(
        steps=steps,
        overs=tuple(book.say(names[over]) for over in overs if found.gains.ahead[over][unit] >= 0),
        rows=tuple(_row(book, found, unit, node, overs) for node in book.leaves if _has_value(book, unit, node)),
        neighbours=bool(found.neighbour_values),
        held=book.say(HELD),
        effort=book.say(effort_words(book)) if any(step.mix for step in steps) else "",
        left_out=book.say(LEFT_OUT) if not_tried else "",
    )


HELD = msg(
    "Found by scoring all units again with that one value changed and every other figure, the other units' too, held "
    "as it is. It shows how the scoring works; it is no target, and no advice to report another figure: figures are "
    "checked."
)
LEFT_OUT = msg(
    "… was left out to keep the report quick: whatever else moves with these values would have to be worked out again "
    "many times. sz-assess gain works it out for one unit."
)


def overs_of(book: Book, unit: int) -> tuple[Over, ...]:
    """Its group and all units; one of them where both come to the same; neither for a unit without a place."""
    found = book.gaps
    if found is None or math.isnan(float(book.result.group_rank[unit])):
        return ()
    ahead, needed, steps = found.gains.ahead, found.gains.needed, found.steps
    same = (
        ahead["group"][unit] == ahead["all"][unit]
        and np.array_equal(needed["group"][unit], needed["all"][unit], equal_nan=True)
        and steps["group"][unit] == steps["all"][unit]
    )
    return ("all",) if same else ("group", "all")


def _has_value(book: Book, unit: int, node: int) -> bool:
    return not math.isnan(float(book.result.value[unit, node]))


def _step(book: Book, found: Gaps, unit: int, over: Over) -> Step:
    head, ways = words(book, found, unit, over)
    return Step(book.say(head), tuple(book.say(way) for way in ways), book.say(mix_words(book, found, unit, over)))


def words(book: Book, found: Gaps, unit: int, over: Over) -> tuple[Text, tuple[Text, ...]]:
    """What one more place would take: a sentence, and the ways that are nearest."""
    ahead = int(found.gains.ahead[over][unit])
    if ahead < 0:
        return (msg("First in its group.") if over == "group" else msg("First of all units.")), ()
    nodes = found.steps[over][unit]
    name, place = book.units[ahead].name, number(float(places_of_result(book.result, over)[ahead]))
    here = {
        ("group", True): msg("In its group the next place up is {place}, that of {unit}. One of these alone would be "
                             "enough:", place=place, unit=name),
        ("all", True): msg("Overall the next place up is {place}, that of {unit}. One of these alone would be enough:",
                           place=place, unit=name),
        ("group", False): msg("In its group the next place up is {place}, that of {unit}. No single indicator that was "
                              "tried is enough by itself.", place=place, unit=name),
        ("all", False): msg("Overall the next place up is {place}, that of {unit}. No single indicator that was tried "
                            "is enough by itself.", place=place, unit=name),
    }  # fmt: skip
    return here[over, bool(nodes)], tuple(way(book, found, unit, over, node) for node in nodes)


def mix_words(book: Book, found: Gaps, unit: int, over: Over) -> Text | str:
    """The cheapest mix of changes in words; empty where none was looked for."""
    effort = book.result.assessment.weights.decisions.effort
    if effort is None or found.mixes is None or unit not in found.mixes.by_unit[over]:
        return ""
    mix = found.mixes.by_unit[over][unit]
    if not mix.changes:
        return msg("Of the indicators with a declared effort no change or mix that was tried is enough.")
    changes = [_change(book, found, unit, change) for change in mix.changes]
    return msg(
        "Cheapest at the declared efforts, at {cost} {counted_in} together for {points} points: {changes}",
        cost=number(mix.cost, 2), counted_in=book.name(effort.counted_in), points=shown.signed(mix.points),
        changes=changes,
    )  # fmt: skip


def _change(book: Book, found: Gaps, unit: int, change: Change) -> Text:
    result, decimals = book.result, int(found.gains.decimals[change.node])
    measure = book.measure(result.nodes[change.node])
    value = _present(float(result.value[unit, change.node]), change.needed, decimals)
    return msg(
        "{indicator} from {value} to {needed} (cost {cost})",
        indicator=book.nodes[change.node].name,
        value=shown.measured(value, measure),
        needed=shown.measured(number(change.needed, decimals), measure),
        cost=number(change.cost, 2),
    )


def effort_words(book: Book) -> Text | str:
    """What the costs rest on, and which indicators the mix can't hold."""
    effort, found = book.result.assessment.weights.decisions.effort, book.gaps
    if effort is None or found is None or found.mixes is None:
        return ""
    basis = msg("Efforts: {basis}", basis=book.name(effort.basis))
    if not found.mixes.alone:
        return basis
    names = [book.nodes[node].name for node in found.mixes.alone]
    return msg(
        "{basis} Only tried alone, as their scores are no fixed straight lines of the value: {indicators}.",
        basis=basis, indicators=names,
    )  # fmt: skip


def cells(book: Book, found: Gaps, unit: int, over: Over, node: int) -> tuple[str, str, str, str]:
    """One single change in a table: the indicator, its value, the value needed, the points it brings."""
    result, decimals = book.result, int(found.gains.decimals[node])
    measure = book.measure(result.nodes[node])
    value, needed = float(result.value[unit, node]), float(found.gains.needed[over][unit, node])
    return (
        book.nodes[node].name,
        shown.measured(_present(value, needed, decimals), measure),
        shown.measured(number(needed, decimals), measure),
        shown.signed(float(found.gains.points[over][unit, node])),
    )


def way(book: Book, found: Gaps, unit: int, over: Over, node: int) -> Text:
    """One single change in words."""
    indicator, value, needed, points = cells(book, found, unit, over, node)
    return msg("{indicator} from {value} to {needed}: {points} points", indicator=indicator, value=value, needed=needed,
               points=points)  # fmt: skip


def _present(value: float, needed: float, decimals: int) -> str:
    """The present value, with as many decimals as it takes to tell it from the one needed."""
    places = max(decimals, shown.PUBLISHED_DECIMALS)
    while places < _MOST_PLACES and number(value, places) == number(needed, places):
        places += 1
    return number(value, places)


_MOST_PLACES = 9


def _row(book: Book, found: Gaps, unit: int, node: int, overs: tuple[Over, ...]) -> GapRow:
    value = float(book.result.value[unit, node])
    return GapRow(
        node=book.nodes[node],
        value=shown.short(value),
        measure=shown.beside(book.measure(book.result.nodes[node]), shown.short(value)),
        target=shown.signed_short(value - float(found.target[unit, node])),
        best=shown.signed_short(value - float(found.best[unit, node])),
        last_year=shown.signed_short(value - float(found.last_year[unit, node])),
        neighbours=shown.signed_short(value - float(found.neighbours[node])),
        needed=tuple(_needed(book, found, unit, node, over) for over in overs if found.gains.ahead[over][unit] >= 0),
    )


def _needed(book: Book, found: Gaps, unit: int, node: int, over: Over) -> tuple[str, str]:
    match Sought(int(found.gains.sought[over][unit, node])):
        case Sought.FOUND:
            needed = number(float(found.gains.needed[over][unit, node]), int(found.gains.decimals[node]))
            return needed, shown.signed(float(found.gains.points[over][unit, node]))
        case Sought.NOT_ALONE:
            return book.say(msg("not by this alone")), ""
        case Sought.NOT_TRIED:
            return "…", ""
        case Sought.NOT_SOUGHT:
            return shown.NOTHING, ""
