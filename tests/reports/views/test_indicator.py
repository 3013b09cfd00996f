"""An indicator's page on the small result."""

from dataclasses import replace

import numpy as np
import pytest

from sz_assess.i18n import Language, translator
from sz_assess.method.assessment import Unit
from sz_assess.method.indicator import Indicator
from sz_assess.reports.book import Book
from sz_assess.reports.definition import definition
from sz_assess.reports.views.indicator import BESIDE, IndicatorView, indicator_view
from sz_assess.reports.wording import reference_name, with_names
from sz_assess.result import Result
from tests.scoring.applying import read_rule


def view(result: Result, code: str) -> IndicatorView:
    return indicator_view(Book(result, translator("en")), result.index(code))


def test_units_by_their_place(result: Result) -> None:
    rows = view(result, "investment_growth").rows
    assert [(row.place, row.unit.name, row.value, row.gap, row.met) for row in rows] == [
        ("1", "West County", "25", "+15", "met"),
        ("2", "East County", "10", "0", "met"),
        ("2", "High-tech Zone", "10", "0", "met"),
        ("4", "North <i>County</i>", "−10", "−20", "missed"),
    ]
    assert [row.group_place for row in rows] == ["1/3", "2/3", "1/1", "3/3"]


def test_a_unit_without_a_value_comes_last(result: Result) -> None:
    last = view(result, "loss_share").rows[-1]
    assert (last.unit.name, last.place, last.place_sort, last.tag) == ("High-tech Zone", "—", "", "not applicable")


def test_facts_count_only_units_that_have_a_value(result: Result) -> None:
    assert dict(view(result, "loss_share").facts) == {
        "lowest": "2%", "median": "4%", "mean": "4%", "highest": "6%", "at target": "2/3",
    }  # fmt: skip
    assert "at target" not in dict(view(result, "patent_count").facts)


def test_a_second_row_of_a_unit_is_not_counted_again(result: Result) -> None:
    """Growth of 10, 25, 10 and −10; the zone is made West's second row, so that 10, 25 and −10 are left."""
    units = tuple(replace(unit, figures_of="west") if unit.code == "park" else unit for unit in result.units)
    words = view(replace(result, units=units), "investment_growth").strip_words
    assert words == "3 units from −10 to 25, mean 8.33, target 10"


def test_the_strip_has_words(result: Result) -> None:
    assert view(result, "investment_growth").strip_words == "4 units from −10 to 25, mean 8.75, target 10"
    assert view(result, "patent_count").strip_words == "4 units from 1 to 5, mean 3"


def test_the_strip_marks_target_and_mean(result: Result) -> None:
    drawn = view(result, "investment_growth").strip
    assert drawn is not None
    assert [(mark.kind, mark.label) for mark in drawn.marks] == [("target", "target 10"), ("mean", "mean 8.75")]
    assert len(drawn.dots) == 4
    assert view(result, "investment_growth").legend == ((0, "Counties"), (1, "Zones"))


def test_the_way_there_and_on(result: Result) -> None:
    found = view(result, "output_level")
    assert found.path == ("Stable growth",)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.name, found.after.name) == ("Growth of industrial investment", "Share of firms at a loss")
    assert found.definition.weight == "20"


def test_a_dimension_has_no_such_page(result: Result) -> None:
    with pytest.raises(TypeError, match="growth is no indicator"):
        view(result, "growth")


def with_a_neighbour(result: Result) -> Result:
    """The same with a neighbouring city whose investment rose from 200 to 240, and nothing else is known of it."""
    panel, assessment = result.panel, result.assessment
    own = np.full((len(panel.statistics), 1, len(panel.periods)), np.nan)
    own[panel.statistics.index("investment"), 0] = [200, 240]
    panel = replace(
        panel,
        units=(*panel.units, "rival"),
        values=np.concatenate([panel.values, own], axis=1),
        origin=np.concatenate([panel.origin, np.full(own.shape, -1)], axis=1),
    )
    units = (*assessment.units, Unit("rival", "邻市", "Neighbouring city", "", "benchmark"))
    return replace(result, panel=panel, assessment=replace(assessment, units=units))


def test_a_neighbour_stands_beside_the_units_and_has_no_place(result: Result) -> None:
    shown = view(with_a_neighbour(result), "investment_growth")
    last = shown.rows[-1]
    assert (last.unit.name, last.unit.href, last.tag, last.value) == ("Neighbouring city", "", "not assessed", "20")
    assert (last.place, last.score, last.gap, last.group_place) == ("—", "—", "—", "—")
    assert shown.strip is not None
    assert {dot.name: dot.shape for dot in shown.strip.dots}["Neighbouring city"] == BESIDE
    assert shown.legend[-1] == (BESIDE, "not assessed")
    assert shown.strip_words.endswith("mean 8.75, target 10; not assessed: Neighbouring city 20")
    assert dict(shown.facts) == dict(view(result, "investment_growth").facts)


def test_a_neighbour_without_figures_is_not_shown(result: Result) -> None:
    shown = view(with_a_neighbour(result), "patent_count")
    assert len(shown.rows) == 4
    assert shown.legend == view(result, "patent_count").legend


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Neighbouring city scores 80; for each 1 above"), ("zh", "邻市计80分；每高（低）1加（减）2分")],
)
def test_a_rule_names_the_neighbour_that_it_measures_by(language: Language, told: str, result: Result) -> None:
    rule = {"rule": "margin", "reference": "benchmark.rival", "base": 80, "each": 2, "within": [0, 100]}
    book = Book(with_a_neighbour(result), translator(language))
    words = read_rule(rule).clause("positive")
    assert with_names(book, book.say(words)).startswith(told)
    assert reference_name(book, "benchmark.nobody") == "benchmark.nobody"


def test_of_a_band_neither_more_nor_less_is_better(result: Result) -> None:
    band = {"rule": "band", "low": "target - 2", "high": "target + 2", "reach": 18}
    (node,) = (each for each in result.nodes if each.code == "investment_growth")
    assert isinstance(node.spec, Indicator)
    spec = node.spec.model_copy(update={"scoring": read_rule(band)})
    book = Book(result, translator("en"))
    assert definition(book, node.spec, result.index(node.code)).direction == "more is better"
    assert definition(book, spec, result.index(node.code)).direction == "best within the band"
