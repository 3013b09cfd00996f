"""The province and neighbouring cities of the example, by hand from what was delivered for them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from sz_assess.analysis.neighbours import Neighbours, neighbours, place_among
from sz_assess.assess import assess
from sz_assess.method.city import CityTarget
from sz_assess.method.indicator import Dimension
from sz_assess.result import Result
from sz_assess.run import assess_folder
from sz_assess.scoring.rules import AnyRule

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "suizhou_2018"
NAN = float("nan")


@pytest.fixture(scope="module")
def result() -> Result:
    return assess_folder(EXAMPLE)


@pytest.fixture(scope="module")
def found(result: Result) -> Neighbours:
    return neighbours(result)


def test_values_by_the_units_formulas(found: Neighbours) -> None:
    assert [unit.code for unit in found.units] == ["hubei", "xiangyang", "xiaogan", "jingmen"]
    assert found.indicators["value_added_growth"] == (7.1, 7.5, 8.0, 8.1)
    # 12 900 grows by 9.8 % to 14 164.2, which is what was delivered.
    assert found.indicators["industrial_investment_growth"][0] == pytest.approx(9.8)


def test_targets_of_the_city_by_the_same_formulas(found: Neighbours) -> None:
    # Profits of 2 520 x 1.101 = 2 774.52 in revenue of 43 300 x 1.09 = 47 197.
    rates = [values[0] for values in found.targets.values() if values[0] == pytest.approx(277_452 / 47_197)]
    assert len(rates) == 1


def test_what_nobody_delivered_and_what_is_a_size_is_left_out(result: Result, found: Neighbours) -> None:
    assert "net_new_large_firms" not in found.indicators
    assert "city_firms_over_10bn" not in found.targets  # counted from a ledger that has no rows of them: not 0
    assert "city_renovation_investment" not in found.targets
    assert not any(np.isnan(values).all() for values in found.indicators.values())
    assert {unit.code for unit in result.units}.isdisjoint(unit.code for unit in found.units)


def test_without_benchmarks_there_is_nothing(result: Result) -> None:
    units = tuple(unit for unit in result.assessment.units if unit.role != "benchmark")
    bare = replace(result, assessment=replace(result.assessment, units=units))
    assert neighbours(bare) == Neighbours((), {}, {})


def test_a_neighbour_is_a_reference_point_of_a_rule(result: Result) -> None:
    """Scored against the province's 9.8 %, a unit at 9.8 % would get 100; Zengdu gets its growth as a share of it."""
    rule = TypeAdapter(AnyRule).validate_python({"rule": "completion", "target": "benchmark.hubei", "cap": 200})
    code = "industrial_investment_growth"

    def changed(dimension: Dimension) -> Dimension:
        own = tuple(
            each.model_copy(update={"scoring": rule}) if each.code == code else each for each in dimension.indicators
        )
        return dimension.model_copy(update={"indicators": own})

    method = result.assessment.method
    method = replace(method, dimensions=tuple(map(changed, method.dimensions)))
    other = assess(replace(result.assessment, method=method), result.panel)
    node = other.index(code)
    assert other.references[code]["benchmark.hubei"] == pytest.approx([9.8] * 5)
    expected = other.value[0, node] / 9.8 * 100
    assert other.score[0, node] == pytest.approx(expected)


def target(compare: str) -> CityTarget:
    stated = {
        "code": "t", "name": "t", "unit": "x", "source": {"clause": "1"}, "formula": "a", "compare": compare,
        "targets": {2018: 1}, **({"tolerance": 1} if compare == "about" else {}),
    }  # fmt: skip
    return CityTarget.model_validate(stated)


@pytest.mark.parametrize(
    ("compare", "value", "others", "place"),
    [
        ("at_least", 8.0, (7.0, 9.0, NAN), (2, 3)),
        ("at_most", 8.0, (7.0, 9.0, 6.0), (3, 4)),
        ("above", 8.0, (8.0, 8.0), (1, 3)),
        ("at_least", 0.3, (0.1 + 0.2,), (1, 2)),  # level but for noise
        ("about", 80.0, (79.0,), None),
        ("at_least", NAN, (1.0,), None),
        ("at_least", 1.0, (NAN,), None),
    ],
)
def test_the_place_of_the_city(
    compare: str, value: float, others: tuple[float, ...], place: tuple[int, int] | None
) -> None:
    assert place_among(target(compare), value, others) == place
