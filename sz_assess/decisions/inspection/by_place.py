"""Last places, and places lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sz_assess.decisions.inspection.found import OF_RESULT, Found, Scene, needed
from sz_assess.decisions.inspection.model import Evidence
from sz_assess.method.decisions.inspection import Falls, LastPlaces
from sz_assess.method.decisions.inspection_figures import RuleFigures
from sz_assess.text import msg, number, plural


def last_places(scene: Scene, rule: LastPlaces, figures: RuleFigures) -> Iterator[Found]:
    """Units that fewer than so many ranked units stand behind: those level with each other are in it together."""
    result, last = scene.result, needed(figures.last)
    places = result.rank if rule.over == "all" else result.group_rank
    labels = np.zeros(len(result.units), dtype=np.intp) if rule.over == "all" else result.labels
    names = {group.code: group.name for group in result.assessment.method.about.groups}
    for unit, place in enumerate(places.tolist()):
        among = places[(labels == labels[unit]) & ~np.isnan(places)]
        if np.isnan(place) or among.size < rule.least_units or np.count_nonzero(among > place) >= last:
            continue
        if rule.over == "all":
            says = msg("place {place} of {n}", place=number(place), n=int(among.size))
        else:
            group = names[result.units[unit].group]
            says = msg("place {place} of {n} in the group {group}", place=number(place), n=int(among.size), group=group)
        told = msg("score {score}", score=float(result.published[unit])) if scene.scores_told else says
        yield Found(unit, "", says, (Evidence(told, OF_RESULT),))


def falls(scene: Scene, _: Falls, figures: RuleFigures) -> Iterator[Found]:
    """Units that lost so many places on the earlier result; one that has no place in either is passed over."""
    result, places = scene.result, needed(figures.places)
    earlier = result.assessment.about.previous
    for unit, change in enumerate(result.rank_change.tolist()):
        if not np.isnan(change) and -change >= places:
            says = plural("1 place lost", "{n} places lost", n=int(-change))
            before = float(result.previous_rank[unit])
            was = msg("place {place} in {period}", place=number(before), period=str(earlier[0].period))
            now = msg("place {place} now", place=number(float(result.rank[unit])))
            yield Found(unit, "", says, (Evidence(was, earlier[0].ranking), Evidence(now, OF_RESULT)))
