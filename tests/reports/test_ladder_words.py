"""Awards that follow the result, in sentences that leave out no term of theirs."""

from typing import Any

import pytest

from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.reports.book import open_book
from sz_assess.reports.ladder_words import ladder_words
from sz_assess.result import Result

SPACE = "\u202f"


def said(result: Result, ladder: dict[str, Any]) -> str:
    award = {"code": "a", "name": "award", "to": "team", "ladder": ladder, "source": {"clause": "1"}}
    return ladder_words(open_book(result, "en"), LadderAward.model_validate(award))


@pytest.mark.parametrize(
    ("ladder", "words"),
    [
        (
            {"method": "place", "over": "all", "amounts": [300, 200], "ties": "shared", "vetoed": "passed_down"},
            ("by place among all, from the first: 300 / 200; units level with each other share the sums of the places "
            "that they fill; the place of a unit that a veto keeps from it is passed down"),
        ),
        (
            {"method": "rise", "first": 10, "first_place": 900, "first_entry": 500, "same": 100, "each": 50,
             "within": [0, 400]},
            ("for the first 10 places: 100 for an unchanged place, 50 for each place gained or lost; 900 for the first "
            "place; 500 for who is among them for the first time; at least 0; at most 400"),
        ),
        (
            {"method": "steps", "value": "output", "steps": [[100, 10], [200, 30]], "pays": "difference",
             "compared_with": "nothing", "when": "steel < 1"},
            ("for steps of Industrial output: from 100: 10, from 200: 30; the highest step newly reached is paid, less "
            "what the step reached before was worth; every year anew; only where Ground steel cases < 1"),
        ),
        (
            {"method": "excess", "value": "output", "above": 10, "each": 1500, "at_most": 9000, "steps": "whole"},
            f"1{SPACE}500 for each 1 of Industrial output above 10; only whole ones count; at most 9{SPACE}000",
        ),
    ],
)  # fmt: skip
def test_a_ladder_with_its_terms(ladder: dict[str, Any], words: str, result: Result) -> None:
    assert said(result, ladder) == words
