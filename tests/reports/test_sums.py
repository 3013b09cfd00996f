"""How a total adds up in writing, on the result of tests/reports/conftest.py and with what can befall a sum."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sz_assess.i18n import translator
from sz_assess.reports.book import open_book
from sz_assess.reports.sums import held, sums
from sz_assess.result import Result
from sz_assess.text import Text
from tests.reports.conftest import NAN, grid

EAST, WEST, PARK, NORTH = range(4)


def said(words: Text | str) -> str:
    return words.to(translator("en")) if isinstance(words, Text) else words


def lines(result: Result, unit: int) -> list[tuple[str, str]]:
    return list(sums(open_book(result, "en"), unit))


def test_a_unit_with_a_bonus(result: Result) -> None:
    """West: 58 of growth and 28.5 of quality, and a bonus of 4."""
    assert lines(result, WEST) == [
        ("base", "58 + 28.5 = 86.5"),
        ("bonus", "4"),
        ("total", "86.5 + 4 = 90.5"),
        ("published", "90.5 → 90.50"),
    ]


def test_a_unit_without_anything_besides(result: Result) -> None:
    assert [words for _, words in lines(result, EAST)] == ["60 + 40 = 100", "100", "100 → 100.00"]


def test_no_total_no_lines(make_result: Callable[..., Result]) -> None:
    assert lines(make_result({"total": grid([100, NAN, 78, 14])}), WEST) == []


def test_a_total_that_a_bound_holds(make_result: Callable[..., Result]) -> None:
    found = make_result({"total": grid([100, 90, 78, 14]), "published": grid([100, 90, 78, 14])})
    assert ("total", "86.5 + 4 = 90.5, held at 90") in lines(found, WEST)


def test_a_score_of_0_by_a_veto_is_no_sum(result: Result) -> None:
    zeroed = replace(result.vetoes[0], spec=result.vetoes[0].spec.model_copy(update={"effect": "zero_score"}))
    found = replace(result, vetoes=(zeroed,), total=grid([100, 90.5, 78, 0]), published=grid([100, 90.5, 78, 0]))
    assert lines(found, NORTH)[-2][1].startswith("0, by veto: ")
    assert lines(found, NORTH)[-1] == ("published", "0 → 0.00")


@pytest.mark.parametrize(
    ("parts", "outcome", "written"),
    [
        ([60.0, 40.0], 100.0, "60 + 40 = 100"),
        ([1 / 3, 1 / 3, 1 / 3], 1.0, "0.333333 + 0.333333 + 0.333333 ≈ 1"),
        ([4.0, -1.5], 2.5, "4 + (−1.5) = 2.5"),
        ([], 0.0, "0 = 0"),
        ([5.0], 3.0, "5, held at 3"),
    ],
)
def test_a_sum_in_writing(parts: list[float], outcome: float, written: str) -> None:
    assert said(held(parts, outcome)) == written
