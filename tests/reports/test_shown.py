"""Numbers with their units of measure, as readers of each language write them."""

import pytest

from sz_assess.i18n import Language, translator
from sz_assess.reports import shown
from sz_assess.reports.book import Book
from sz_assess.result import Result

FIRMS = shown.MeasureWord("firms", "firm")


@pytest.mark.parametrize(
    ("number", "measure", "told"),
    [
        ("1", FIRMS, "1 firm"),
        ("−1", FIRMS, "−1 firm"),
        ("0", FIRMS, "0 firms"),
        ("2", FIRMS, "2 firms"),
        ("1.5", FIRMS, "1.5 firms"),
        ("11", FIRMS, "11 firms"),
        ("1", shown.MeasureWord("家"), "1 家"),
        ("1", shown.MeasureWord("10 000 yuan"), "1 × 10 000 yuan"),
        ("12.5", shown.MeasureWord("%"), "12.5%"),
        (shown.NOTHING, FIRMS, shown.NOTHING),
    ],
)
def test_one_firm_and_two_firms(number: str, measure: str, told: str) -> None:
    assert shown.measured(number, measure) == told


@pytest.mark.parametrize(("language", "told"), [("en", ["1 case", "2 cases"]), ("zh", ["1 件", "2 件"])])
def test_the_method_says_the_word_after_one(language: Language, told: list[str], result: Result) -> None:
    measure = Book(result, translator(language)).measures["cases"]
    assert [shown.measured(number, measure) for number in ("1", "2")] == told
