"""The method page on the small result: every weight and rule, with its clause."""

from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.views.method import MethodView, method_view
from sz_assess.result import Result


def view(result: Result) -> MethodView:
    return method_view(Book(result, translator("en")))


def test_every_weight(result: Result) -> None:
    assert [(row.name, row.weight, row.level, row.leaf) for row in view(result).tree] == [
        ("Stable growth", "60", 1, False),
        ("Growth of industrial investment", "40", 2, True),
        ("Industrial output", "20", 2, True),
        ("High quality", "40", 1, False),
        ("Share of firms at a loss", "25", 2, True),
        ("Patents", "15", 2, True),
    ]
    assert view(result).group_names == (), "the groups have the same weights"


def test_every_indicator_with_its_rule_and_clause(result: Result) -> None:
    growth, quality = view(result).chapters
    investment = growth.definitions[0]
    assert investment.direction == "more is better"
    assert investment.clause.place == "样政发〔2018〕1号 一(一)"
    assert investment.series == (("target", (("2018", "10%"),)),)
    assert investment.supplied == (("Industrial investment", "Bureau of Statistics"),)
    assert investment.missing == "the run is refused until the figure is there"
    loss = quality.definitions[0]
    assert loss.direction == "less is better"
    assert loss.not_applicable.startswith("Zones: its weight goes to the other indicators of its dimension")
    assert loss.over == "", "a ladder asks nothing of the other units"
    assert growth.definitions[1].over == "all units"
    assert all(each.rule for chapter in (growth, quality) for each in chapter.definitions)


def test_rules_of_the_whole(result: Result) -> None:
    rules = dict(view(result).rules)
    assert rules["full marks"] == "100 points"
    assert rules["published scores"] == "with 2 decimals, halves up"
    assert rules["a tie is decided by"] == "the scores at: Growth of industrial investment"
    assert rules["all bonuses"] == "at most 5 points"
    assert rules["weights decided by"] == "Assessment office; basis: meeting; on 2018-11-30"


def test_adjustments_vetoes_and_grades(result: Result) -> None:
    found = view(result)
    honour, accident = found.adjustments
    assert (honour.kind, honour.each, honour.cap, honour.missing) == ("bonus", "2", "4", "nothing is counted")
    assert (accident.kind, accident.each, accident.cap) == ("deduction", "1.5", "")
    (veto,) = found.vetoes
    assert (veto.condition, veto.effect) == ("Ground steel cases > 0", "no grade above Fair")
    assert found.grades == (("Good", "from 90 points"), ("Fair", "from 60 points"), ("Poor", "all others"))


def test_awards_uses_and_city_targets(result: Result) -> None:
    found = view(result)
    assert [(each.name, each.payments, each.once) for each in found.awards] == [
        ("Quality prize", (("the firm", "300\u202f000"),), False)
    ]
    assert [(each.kind, each.figure) for each in found.uses] == [("notice", ""), ("responsibility", "1/3")]
    city = {each.name: each for each in found.city}
    assert city["City growth of investment"].targets == (("2018", "10%"),)
    assert city["City growth of investment"].stretch == (("2018", "15%"),)
    assert city["City patents"].compare == "≥"
