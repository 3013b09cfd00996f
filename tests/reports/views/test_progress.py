"""The plan's progress on the small result: the city's figures are sums over its units."""

from dataclasses import replace

from sz_assess.i18n import translator
from sz_assess.method.city import CityTarget
from sz_assess.reports.book import Book
from sz_assess.reports.views.progress import ProgressView, progress_view
from sz_assess.result import Result
from tests.reports.conftest import CITY_TARGETS
from tests.reports.views.test_indicator import with_a_neighbour


def view(result: Result) -> ProgressView:
    return progress_view(Book(result, translator("en")))


def with_targets(result: Result, targets: tuple[CityTarget, ...]) -> Result:
    method = replace(result.assessment.method, city_targets=targets)
    return replace(result, assessment=replace(result.assessment, method=method))


def test_every_target_with_its_value_and_state(result: Result) -> None:
    growth, patents = view(result).rows
    # Investment: 110 + 100 + 55 + 36 = 301 on 100 + 80 + 50 + 40 = 270.
    assert (growth.value, growth.target, growth.gap, growth.state) == ("11.48", "10", "+1.48", "met")
    assert growth.numbers == "(301 − 270) ÷ |270| × 100 = 11.481481%"
    assert (growth.compare, growth.stretch, growth.due, growth.measure) == ("≥", "15", "2018", "%")
    # Patents: 5, 3, 3 and 1 are 12.
    assert (patents.value, patents.target, patents.due, patents.gap) == ("12", "10", "2018", "+2")
    assert patents.state == "met"


def test_what_is_due_later_is_on_the_way(result: Result) -> None:
    _, patents = result.assessment.method.city_targets
    later = CityTarget.model_validate(CITY_TARGETS[1] | {"targets": {2020: 20}})
    found = view(with_targets(result, (patents, later)))
    assert found.counts == (("met", "met", 1), ("on_the_way", "on the way", 1))
    assert (found.rows[1].target, found.rows[1].due, found.rows[1].gap) == ("20", "2020", "−8")


def test_the_bar_marks_the_target(result: Result) -> None:
    patents = view(result).rows[1]
    assert patents.bar is not None
    # To 15 % beyond the larger of the two: 12 / 13.8 and 10 / 13.8.
    assert (patents.bar.length, patents.bar.tick) == ("87%", "72.5%")


def test_a_method_without_city_targets(result: Result) -> None:
    assert view(with_targets(result, ())) == ProgressView((), (), ("The city",))


def test_the_city_beside_a_neighbour(result: Result) -> None:
    found = view(with_a_neighbour(result))
    assert found.places == ("The city", "Neighbouring city")
    (row,) = found.beside  # nothing is known of its patents
    # 11.48 % here, from 200 to 240 there.
    assert (row.values, row.best, row.place, row.target) == (("11.48", "20"), (False, True), "2/2", "≥ 10")
    assert view(result).beside == ()
