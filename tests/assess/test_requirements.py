"""Requirements over several years, by hand."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from sz_assess.assess.requirements import Standing, met, years_met
from sz_assess.assess.workings import Workings
from sz_assess.method.requirement import Requirement
from sz_assess.periods import Period
from sz_assess.statistics.earlier import Earlier, Place

NAN = float("nan")
UNITS = ("a", "b", "c", "d", "new")
# The second and third share the third place; the fourth was not ranked; e has gone since.
BEFORE = Earlier(
    Period(2019),
    {
        "a": Place(1, 1, 92.0, "x", "good"),
        "b": Place(3, 1, 80.0, "y", "fair"),
        "c": Place(3, 2, 80.0, "x", None),
        "d": Place(NAN, NAN, NAN, "y", None),
        "e": Place(2, 2, 85.0, "y", "good"),
    },
)


def standing(place: list[float] | None = None, labels: tuple[int, ...] = (0, 1, 0, 1, 1)) -> Standing:
    figures = SimpleNamespace(units=[SimpleNamespace(code=code) for code in UNITS], period=Period(2020))
    work = SimpleNamespace(figures=figures, size=len(UNITS), labels=np.array(labels))
    known = None if place is None else np.array(place)
    return Standing(cast(Workings, work), np.zeros(len(UNITS)), place=known, group_place=known, earlier=(BEFORE,))


@pytest.mark.parametrize(
    ("requirement", "then"),
    [
        ({"grade": "good"}, [True, False, False, False, False]),
        ({"score_from": 80}, [True, True, True, False, False]),
        ({"first": 2, "over": "all"}, [True, False, False, False, False]),
        ({"first": 1, "over": "group"}, [True, True, False, False, False]),
        # Nobody is behind those who share the last place.
        ({"last": 1, "over": "all"}, [False, True, True, False, False]),
        ({"last": 3, "over": "all"}, [False, True, True, False, False]),
        ({"last": 4, "over": "all"}, [True, True, True, False, False]),
        # Within y the unit that has gone was second, and so last.
        ({"last": 1, "over": "group"}, [False, False, True, False, False]),
        ({"last": 2, "over": "group"}, [True, True, True, False, False]),
    ],
)
def test_an_earlier_result_tells_who_met_it(requirement: dict[str, Any], then: list[bool]) -> None:
    spec = Requirement.model_validate({**requirement, "times": 1, "within": 2})
    nobody = np.zeros(len(UNITS), dtype=bool)
    assert years_met(spec, standing(), nobody)[:, 1].tolist() == then


def test_the_last_places_of_this_year() -> None:
    last = Requirement(last=2, over="all")
    assert met(last, standing([1, 2, 3, 3, NAN])).tolist() == [False, False, True, True, False]
    within = Requirement(last=1, over="group")
    # In the first group a and c, in the second b and d.
    assert met(within, standing([1, 1, 2, 2, NAN])).tolist() == [False, False, True, True, False]
