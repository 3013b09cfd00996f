"""What the report says of data treatment, and that the pages show it."""

import math
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.html import write_report
from sz_assess.reports.views.treatment import outlier_rows, treatment_rules
from tests.assess.small import assessed

STEADY = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
TEST = {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either"}


def book(folder: Path, **stated: Any) -> Book:
    """Eleven units: an indicator with one value far out, one that passes, one with gaps."""
    columns = {"far": [*STEADY, 100.0], "even": [*STEADY, 11.0], "thin": [*[math.nan] * 6, 1.0, 2, 3, 4, 5]}
    treatment = {
        "outliers": {
            "minimum_units": 8, "too_few": "leave", "test": TEST, "if_none_passes": "keep_last",
            "steps": [{"method": "winsorise", "at_most": 2}],
        },
        **stated,
    }  # fmt: skip
    return Book(assessed(folder, columns, missing="exclude", treatment=treatment), translator("en"))


def test_every_indicator_that_is_tested_has_a_row(tmp_path: Path) -> None:
    far, even, thin = outlier_rows(book(tmp_path))
    # Skewness and kurtosis as scipy.stats has them with bias=False, and a spreadsheet's SKEW and KURT.
    assert (far.node.name, far.values, far.moved) == ("far", 11, 1)
    assert far.skewness == "3.26 → −0.13"
    assert far.kurtosis == "10.71 → −1.34"
    assert far.words == "passes after treatment: the highest value brought down to 10"
    assert (even.skewness, even.kurtosis, even.words, even.moved) == ("0", "−1.2", "passes", 0)
    assert (thin.values, thin.skewness, thin.moved) == (5, "", 0)
    assert thin.words == "values of too few units to be tested: left untreated"


def test_a_treatment_that_did_not_help_is_told(tmp_path: Path) -> None:
    result = assessed(
        tmp_path,
        {"x": [float(2**n) for n in range(20)]},
        missing="refuse",
        treatment={
            "outliers": {
                "minimum_units": 8, "too_few": "leave", "test": TEST, "if_none_passes": "leave_untreated",
                "steps": [{"method": "winsorise", "at_most": 1}],
            }
        },
    )  # fmt: skip
    (row,) = outlier_rows(Book(result, translator("en")))
    assert row.words == "no step helps: left untreated"
    assert "→" not in row.skewness


def rules(folder: Path, **stated: Any) -> dict[str, str]:
    return {str(label): str(words) for label, words in treatment_rules(book(folder, **stated))}


def test_the_method_in_sentences(tmp_path: Path) -> None:
    said = rules(
        tmp_path,
        imputation={
            "per_indicator": {"at_most": "20%", "beyond": "drop"},
            "per_unit": {"at_most": 2, "beyond": "unranked"},
        },
        screening={"of": "delivered", "data_at_least": "60%", "non_zero_at_least": "50%", "effect": "flag"},
        outliers={
            "minimum_units": 8, "too_few": "leave", "test": TEST, "if_none_passes": "leave_untreated",
            "steps": [{"method": "winsorise", "at_most": 2}, {"method": "log_shift", "margin": 0.01}],
            "each_step": "afresh",
            "indicators": {"i_even": "none", "i_thin": {"test": {**TEST, "skewness_below": 1.5}}},
        },
    )  # fmt: skip
    assert list(said) == [
        "imputed in one indicator", "imputed for one unit", "units with too little data", "test for outliers",
        "treatment of outliers", "outliers at even", "outliers at thin",
    ]  # fmt: skip
    assert (
        "at most 20 % of the units; beyond that the indicator is left out for all" in said["imputed in one indicator"]
    )
    assert "at most 2 of its indicators; beyond that the unit is scored, but not ranked" in said["imputed for one unit"]
    thin = said["units with too little data"]
    assert (
        "values of at least 60 per cent of its indicators and at least 50 per cent of its values other than 0" in thin
    )
    assert "with values of fewer than 8 units an indicator is left untreated" in said["test for outliers"]
    steps = said["treatment of outliers"]
    assert steps.index("at most 2 units") < steps.index("from the untreated values") < steps.index("0.01 × range")
    assert steps.endswith("if no step helps, the indicator is left untreated")
    assert said["outliers at even"] == "not treated"
    assert "between −1.5 and 1.5" in said["outliers at thin"]


def test_without_treatment_nothing_is_said(tmp_path: Path) -> None:
    found = Book(assessed(tmp_path, {"x": [1.0, 2]}, missing="refuse"), translator("en"))
    assert treatment_rules(found) == []
    assert outlier_rows(found) == ()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("data.html", ["Indicators tested for outliers", "3.26 → −0.13", "brought down to 10"]),
        ("method.html", ["test for outliers", "between −2 and 2 or its excess kurtosis is below 3.5"]),
        ("units/u10.html", ["treated against outliers: 100 became 10", "brought down to 10"]),
    ],
)
def test_the_pages_show_it(page: str, shown: list[str], tmp_path: Path) -> None:
    found = book(tmp_path / "a")
    write_report(found.result, tmp_path / "report", "en")
    parser = _Words()
    parser.feed((tmp_path / "report" / page).read_text(encoding="utf-8"))
    for words in shown:
        assert words in parser.words
