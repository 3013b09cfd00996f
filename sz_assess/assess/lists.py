"""Lists 名单: whom the result commends, stars, or strikes off; and what was withdrawn after publication."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.requirements import Standing, met
from sz_assess.assess.values import selected
from sz_assess.method.decisions.decision import NamedList
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.result import ListOutcome
from sz_assess.scoring.grade import by_quota
from sz_assess.scoring.rank import rank


def listed(standing: Standing) -> tuple[ListOutcome, ...]:
    """Every list of the method, in its order."""
    done: dict[str, ListOutcome] = {}
    for spec in standing.work.assessment.method.lists:
        done[spec.code] = _listed(spec, standing, done)
    return tuple(done.values())


def _listed(spec: NamedList, standing: Standing, above: dict[str, ListOutcome]) -> ListOutcome:
    units = standing.work.figures.units
    size = standing.work.size
    among = selected(spec.among, units) if spec.among is not None else np.ones(size, dtype=bool)
    for code in spec.not_on:
        # Who was withdrawn from the other list had its seat there: its withdrawal does not open another list to it.
        among[[*above[code].on, *above[code].withdrawn]] = False
    each = [met(requirement, standing) for requirement in spec.requires]
    lost = _lost(spec, standing)
    may = np.all([~lost, *each], axis=0)
    emptied, replaced = _withdrawn(spec, standing)
    if spec.take is None:
        on = among & may & ~replaced
        order = np.where(on, 0.0, np.nan)
    else:
        order = _order(spec, standing)
        on = _taken(spec, standing, np.where(among & ~replaced, order, np.nan), may)
    withdrawn = tuple(int(row) for row in np.flatnonzero((emptied & on) | replaced))
    on = on & ~emptied
    rows = sorted((int(row) for row in np.flatnonzero(on)), key=lambda row: (order[row], row))
    return ListOutcome(spec, tuple(rows), among, np.array(each, dtype=bool).T.reshape(size, len(each)), lost, withdrawn)


def _lost(spec: NamedList, standing: Standing) -> BoolArray:
    """(units,) whom a veto bars: from every honour, or from this list by name."""
    out = np.zeros(standing.work.size, dtype=bool)
    for veto in standing.vetoes:
        if (veto.spec.effect == "no_award" and spec.kind == "honour") or (
            veto.spec.effect == "cancel" and spec.code in veto.spec.awards
        ):
            out |= veto.struck
    return out


def _withdrawn(spec: NamedList, standing: Standing) -> tuple[BoolArray, BoolArray]:
    """(units,) who is taken off and leaves an empty seat, and who is taken off and makes way for the next."""
    codes = [unit.code for unit in standing.work.figures.units]
    out = {False: np.zeros(len(codes), dtype=bool), True: np.zeros(len(codes), dtype=bool)}
    for each in standing.work.assessment.about.withdrawn:
        if spec.code in each.lists and each.unit in codes:
            out[each.back_fill][codes.index(each.unit)] = True
    return out[False], out[True]


def _order(spec: NamedList, standing: Standing) -> FloatArray:
    """(units,) competition places by what the list goes by; NaN for who has none."""
    match spec.by:
        case "place":
            key = -_known(standing.place, standing)
        case "group_place":
            key = -_known(standing.group_place, standing)
        case "rise":
            key = _known(standing.rise, standing)
        case node:
            key = standing.work.scores[:, next(n for n, each in enumerate(standing.work.nodes) if each.code == node)]
    return rank(key)


def _known(array: FloatArray | None, standing: Standing) -> FloatArray:
    return np.full(standing.work.size, np.nan) if array is None else array


def _taken(spec: NamedList, standing: Standing, order: FloatArray, may: BoolArray) -> BoolArray:
    """(units,) who has a seat: of all, or of each group's own."""
    groups = [group.code for group in standing.work.assessment.method.about.groups]
    seats = spec.take if isinstance(spec.take, dict) else {"": spec.take or 0}
    out = np.zeros(order.size, dtype=bool)
    for group, number in seats.items():
        here = np.ones(order.size, dtype=bool) if not group else standing.work.labels == groups.index(group)
        own = rank(np.where(here, -order, np.nan))
        grade = by_quota(own, [number], spec.ties or "include", may[:, np.newaxis], spec.vacant or "left")
        out |= here & (grade == 0)
    return out
