"""What was asked for, delivered and missing, counted by hand."""

from sz_assess.periods import Period
from sz_assess.statistics.completeness import completeness
from tests.statistics.conftest import Desk


def test_counts_by_statistic_in_the_order_of_departments(desk: Desk) -> None:
    """Investment is asked of three units, firms, power and wages of four, the place in the province of the city."""
    desk.deliver("a.csv", "unit,period,investment,firms\neast,2018,1,2\nwest,2018,,3\nnation,2018,9,9\n")
    found = completeness(desk.load(), desk.assessment())
    assert [(each.statistic, each.expected, each.delivered, each.missing) for each in found.entries] == [
        ("power", 4, 0, ("east", "west", "421321", "scenic")),
        ("rank_in_province", 1, 0, ("whole",)),
        ("investment", 3, 1, ("west", "421321")),
        ("firms", 4, 2, ("421321", "scenic")),
        ("wages", 4, 0, ("east", "west", "421321", "scenic")),
    ]
    assert [each.department for each in found.entries] == ["energy", "energy", "stats", "stats", "stats"]
    assert found.undelivered == ("power", "rank_in_province", "wages")
    assert found.silent == ("421321", "scenic")


def test_a_month_is_asked_of_what_is_reported_by_month(desk: Desk) -> None:
    desk.deliver("a.csv", "unit,period,power\neast,2018M06,1\n")
    found = completeness(desk.load(), desk.assessment())
    assert {each.statistic for each in found.entries if each.period == Period(2018, "M", 6)} == {"power"}
