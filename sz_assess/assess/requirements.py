"""Whether units' results are as a requirement says: this year's, and where it counts over years, earlier ones too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sz_assess.assess.targets import at_target
from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem
from sz_assess.method.indicator import Indicator
from sz_assess.method.requirement import Requirement
from sz_assess.numeric import BoolArray, FloatArray, IntArray, at_least
from sz_assess.result import Status, VetoOutcome
from sz_assess.statistics.earlier import Earlier, Place
from sz_assess.text import msg


@dataclass(frozen=True)
class Standing:
    """What is known of the units' results when a requirement is asked. Arrays are (units,)."""

    work: Workings
    score: FloatArray
    """The total on which grades and places rest."""
    vetoes: tuple[VetoOutcome, ...] = ()
    place: FloatArray | None = None
    group_place: FloatArray | None = None
    rise: FloatArray | None = None
    grade: tuple[str | None, ...] = ()
    earlier: tuple[Earlier, ...] = ()


def all_met(requirements: tuple[Requirement, ...], standing: Standing) -> BoolArray:
    """(units,) who meets all of them."""
    out = np.ones(standing.work.size, dtype=bool)
    for each in requirements:
        out &= met(each, standing)
    return out


def met(requirement: Requirement, standing: Standing) -> BoolArray:
    """(units,) who meets it; over several years, who has met it often enough."""
    now = _KINDS[requirement.kind](requirement, standing)
    if requirement.within is None or requirement.times is None:
        return now
    return np.asarray(years_met(requirement, standing, now).sum(axis=1) >= requirement.times)


def years_met(requirement: Requirement, standing: Standing, now: BoolArray) -> BoolArray:
    """(units, years) in which of the years it counts over each unit has met it; this year first."""
    work = standing.work
    results = {each.period: each for each in standing.earlier}
    columns = [now]
    for years in range(1, requirement.within or 1):
        result = results.get(work.figures.period.years_back(years))
        met_then = set() if result is None else _met_then(requirement, result)
        columns.append(np.array([unit.code in met_then for unit in work.figures.units], dtype=bool))
    return np.stack(columns, axis=1)


def _met_then(requirement: Requirement, result: Earlier) -> set[str]:
    """The units that met it in an earlier result; a unit that was not in it did not."""
    places = result.places
    match requirement.kind:
        case "grade":
            return {unit for unit, place in places.items() if place.grade in (requirement.grade or ())}
        case "score_from":
            line = float(requirement.score_from or 0)
            found = at_least(np.array([place.score for place in places.values()]), np.array(line))
        case "first":
            found = np.array([_place(place, requirement) for place in places.values()]) <= (requirement.first or 0)
        case _:
            groups = ["" if requirement.over == "all" else place.group for place in places.values()]
            number = {group: n for n, group in enumerate(dict.fromkeys(groups))}
            labels = np.array([number[group] for group in groups], dtype=np.intp)
            own = np.array([_place(place, requirement) for place in places.values()])
            found = _among_last(own, labels, requirement.last or 0)
    return {unit for unit, holds in zip(places, found.tolist(), strict=True) if holds}


def _place(place: Place, requirement: Requirement) -> float:
    return place.group_rank if requirement.over == "group" else place.rank


def _score_from(requirement: Requirement, standing: Standing) -> BoolArray:
    score = standing.score
    if requirement.node is not None:
        position = next(n for n, node in enumerate(standing.work.nodes) if node.code == requirement.node)
        score = standing.work.scores[:, position]
    return at_least(score, np.array(float(requirement.score_from or 0)))


def _targets_met(requirement: Requirement, standing: Standing) -> BoolArray:
    """A target that does not apply is met; a value that is not there can't be judged, and is a problem."""
    work = standing.work
    out = np.ones(work.size, dtype=bool)
    for position, spec in work.leaves():
        if spec.targets and (requirement.targets_met == "all" or spec.code in (requirement.targets_met or ())):
            out &= _target_met(work, position, spec)
    return out


def _target_met(work: Workings, position: int, spec: Indicator) -> BoolArray:
    value, target = work.values[:, position], work.references[spec.code].get("target")
    applies = work.status[:, position] != Status.NOT_APPLICABLE
    if target is None:
        return np.ones(work.size, dtype=bool)
    unknown = applies & (np.isnan(value) | np.isnan(target))
    for row in np.flatnonzero(unknown):
        work.figures.problems.append(
            Problem(
                file="data",
                key=f"{spec.code}, {work.figures.units[row].code}",
                found=msg("no value to hold against the target"),
                expected=msg("a figure, as something else depends on the target being met"),
            )
        )
    return np.asarray(at_target(spec, value, work.references[spec.code]) | ~applies)


def _no_veto(requirement: Requirement, standing: Standing) -> BoolArray:
    out = np.ones(standing.work.size, dtype=bool)
    for veto in standing.vetoes:
        if requirement.no_veto == "all" or veto.spec.code in (requirement.no_veto or ()):
            out &= ~veto.struck
    return out


def _grade(requirement: Requirement, standing: Standing) -> BoolArray:
    return np.array([grade in (requirement.grade or ()) for grade in standing.grade], dtype=bool)


def _own_places(requirement: Requirement, standing: Standing) -> FloatArray:
    place = standing.group_place if requirement.over == "group" else standing.place
    return np.full(standing.work.size, np.nan) if place is None else place


def _first(requirement: Requirement, standing: Standing) -> BoolArray:
    return np.asarray(_own_places(requirement, standing) <= (requirement.first or 0))


def _last(requirement: Requirement, standing: Standing) -> BoolArray:
    place, labels = _own_places(requirement, standing), standing.work.labels
    return _among_last(place, labels if requirement.over == "group" else np.zeros_like(labels), requirement.last or 0)


def _among_last(place: FloatArray, labels: IntArray, last: int) -> BoolArray:
    """(units,) who has fewer than so many units of its label behind it; a unit without a place is none of them."""
    out = np.zeros(place.size, dtype=bool)
    for label in np.unique(labels):
        here = np.flatnonzero((labels == label) & ~np.isnan(place))
        ordered = np.sort(place[here])
        out[here] = here.size - np.searchsorted(ordered, place[here], side="right") < last
    return out


def _rise(requirement: Requirement, standing: Standing) -> BoolArray:
    rise = np.full(standing.work.size, np.nan) if standing.rise is None else standing.rise
    return np.asarray(rise >= (requirement.rise_from or 0))


_KINDS: dict[str, Callable[[Requirement, Standing], BoolArray]] = {
    "score_from": _score_from,
    "targets_met": _targets_met,
    "no_veto": _no_veto,
    "grade": _grade,
    "first": _first,
    "last": _last,
    "rise_from": _rise,
}
