"""The plan's progress: every target that the plan sets for the city as a whole."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from sz_assess.analysis.city import CityProgress, State, city_progress
from sz_assess.analysis.neighbours import place_among
from sz_assess.numeric import level
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book
from sz_assess.reports.marks import Bar, Scale
from sz_assess.text import Text, msg, number

STATES: dict[State, Text] = {
    "met": msg("met"),
    "missed": msg("not met"),
    "on_the_way": msg("on the way"),
    "unknown": msg("not known"),
}

COMPARE: dict[str, str] = {"at_least": "≥", "at_most": "≤", "about": "≈", "above": ">"}


@dataclass(frozen=True)
class TargetRow:
    """One target of the plan."""

    anchor: str
    name: str
    due: str
    compare: str
    target: str
    stretch: str
    value: str
    target_measure: str
    measure: str
    gap: str
    state: State
    state_words: str
    bar: Bar | None
    formula: str
    numbers: str
    note: str
    clause: Clause


@dataclass(frozen=True)
class BesideRow:
    """A target's figure of the city beside those of places that are not assessed. ``place``: the city's among all that
    are known, 1 for the best; ``best`` marks the best of ``values``, the city's first."""

    anchor: str
    name: str
    measure: str
    values: tuple[str, ...]
    best: tuple[bool, ...]
    place: str
    target: str


@dataclass(frozen=True)
class ProgressView:
    """The page. ``counts``: state, its words, how many. ``places``: the city and what it is compared with."""

    counts: tuple[tuple[str, str, int], ...]
    rows: tuple[TargetRow, ...]
    places: tuple[str, ...] = ()
    beside: tuple[BesideRow, ...] = ()


def progress_view(book: Book) -> ProgressView:
    """All that the plan-progress page shows. Raises InputError where a city figure can't be taken."""
    found = city_progress(book.result)
    counts = Counter(each.state for each in found)
    return ProgressView(
        counts=tuple((state, book.say(words), counts[state]) for state, words in STATES.items() if counts[state]),
        rows=tuple(_row(book, each) for each in found),
        places=(_city(book), *(book.name(unit) for unit in book.neighbours.units)),
        beside=tuple(
            _beside(book, each, book.neighbours.targets[each.spec.code])
            for each in found
            if each.spec.code in book.neighbours.targets
        ),
    )


def _city(book: Book) -> str:
    city = next((unit for unit in book.result.assessment.units if unit.role == "city"), None)
    return book.say(msg("The city")) if city is None else book.name(city)


def _beside(book: Book, found: CityProgress, others: tuple[float, ...]) -> BesideRow:
    spec = found.spec
    place = place_among(spec, found.value, others)
    values = (found.value, *others)
    best: tuple[bool, ...] = (False,) * len(values)
    if place is not None:
        known = [value for value in values if not math.isnan(value)]
        top = min(known) if spec.compare == "at_most" else max(known)
        best = tuple(not math.isnan(value) and level(value, top) for value in values)
    return BesideRow(
        anchor=f"c-{spec.code}",
        name=book.name(spec.name),
        measure=shown.beside(book.measures.get(spec.unit, spec.unit)),
        values=tuple(shown.short(value) for value in values),
        best=best,
        place=shown.NOTHING if place is None else f"{place[0]}/{place[1]}",
        target=f"{COMPARE[spec.compare]} {shown.short(found.target)}",
    )


def _row(book: Book, found: CityProgress) -> TargetRow:
    spec = found.spec
    measure = book.measures.get(spec.unit, spec.unit)
    known = not math.isnan(found.value)
    target, value = shown.short(found.target), shown.short(found.value)
    return TargetRow(
        anchor=f"c-{spec.code}",
        name=book.name(spec.name),
        due=str(found.due),
        compare=COMPARE[spec.compare],
        target=target,
        stretch="" if found.stretch is None else shown.short(found.stretch),
        value=value,
        target_measure=shown.beside(measure, target),
        measure=shown.beside(measure, value),
        gap=shown.signed_short(found.gap),
        state=found.state,
        state_words=book.say(STATES[found.state]),
        bar=_bar(found),
        formula=book.explainer.formula(spec.formula).words,
        numbers=f"{found.written} = {shown.measured(number(found.value, 6), measure)}" if known else "",
        note=book.name(spec.note) if spec.note else "",
        clause=clause(book, spec.source),
    )


def _bar(found: CityProgress) -> Bar | None:
    """The value, with the target as its tick."""
    if math.isnan(found.value) or math.isnan(found.target):
        return None
    reach = max(abs(found.value), abs(found.target), abs(found.stretch or 0.0)) * 1.15 or 1.0
    return Scale(-reach if min(found.value, found.target) < 0 else 0.0, reach).bar(found.value, found.target)
