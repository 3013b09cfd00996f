"""Every number worked out, on the result of tests/reports/conftest.py, whose figures and scores are made by hand."""

import math
from pathlib import Path

import pytest

from sz_assess.analysis.explain import explain, explain_adjustment, note_of
from sz_assess.method.indicator import Indicator
from sz_assess.result import Result, Status
from tests.reports.conftest import small_result

EAST, WEST, PARK, NORTH = range(4)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    return small_result(tmp_path)


def test_a_leaf_from_its_cells_to_its_points(result: Result) -> None:
    """West invested 100 after 80: 25 %, of a target of 10 %: 250, held at 120; 120 at a weight of 40 are 48 points."""
    found = explain(result, WEST, result.index("investment_growth"), language="en")
    assert found.formula_numbers == "(100 − 80) ÷ |80| × 100"
    assert [(each.statistic, str(each.period), each.value, each.place) for each in found.figures] == [
        ("investment", "2017", 80, "data/figures.csv:4:C"),
        ("investment", "2018", 100, "data/figures.csv:5:C"),
    ]
    assert [line.result for line in found.lines] == [250, 120]
    assert (found.value, found.raw, found.score, found.weight, found.contribution) == (25, 25, 120, 40, 48)
    assert found.references == {"target": 10, "full": 100}
    assert not found.note.template


def test_an_inner_node_from_its_parts_at_their_shares(result: Result) -> None:
    """40 and 20 of 60 points are two thirds and one third."""
    found = explain(result, WEST, result.index("growth"), language="en")
    assert found.formula_numbers == "0.666667 × 120 + 0.333333 × 50"
    assert (found.formula_words, found.figures, found.lines) == ("", (), ())
    assert [child.node.code for child in found.children] == ["investment_growth", "output_level"]
    assert explain(result, WEST, result.index("growth"), deep=False).children == ()


def test_a_part_without_a_score_is_no_term(result: Result) -> None:
    """North has no figure of output: growth is that of investment alone."""
    assert explain(result, NORTH, result.index("growth")).formula_numbers == "1 × 0"


@pytest.mark.parametrize(
    ("unit", "code", "note"),
    [
        (PARK, "loss_share", "does not apply to this unit"),
        (NORTH, "output_level", "no figure: left out, its weight goes to the others"),
    ],
)
def test_what_has_no_score_is_told_and_not_worked_out(unit: int, code: str, note: str, result: Result) -> None:
    found = explain(result, unit, result.index(code), language="en")
    assert str(found.note) == note
    assert (found.formula_numbers, found.lines) == ("", ())
    assert math.isnan(found.score)
    assert [each.place for each in found.figures] == [None]


def test_adjustments_up_to_their_caps(result: Result) -> None:
    """Three awards at 2 are 6, at most 4; one accident at 1.5."""
    honour, accident = result.adjustments
    assert [(line.expression, line.result) for line in explain_adjustment(honour, WEST)] == [("3 × 2", 6), ("4", 4)]
    assert [(line.expression, line.result) for line in explain_adjustment(honour, PARK)] == [("1 × 2", 2)]
    assert [line.result for line in explain_adjustment(accident, NORTH)] == [1.5]


def test_every_status_but_scored_has_words(result: Result) -> None:
    spec = result.nodes[result.index("output_level")].spec
    assert isinstance(spec, Indicator)
    said = {status: str(note_of(status, spec)) for status in Status}
    assert said.pop(Status.SCORED) == ""
    assert all(said.values())
    assert len(set(said.values())) == len(said)
