"""Pages and tables of decisions: every amount is found again by adding up the rows behind it."""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions import decide
from sz_assess.reports.book import open_book
from sz_assess.reports.decision_pages import write_decisions
from sz_assess.reports.html import write_report
from sz_assess.reports.views.awards import awards_view
from sz_assess.reports.views.funding import funding_view
from tests.decisions.small import decided

SOURCE = {"clause": "1"}
FUND: dict[str, Any] = {
    "code": "fund", "name": {"zh": "资金", "en": "The fund"}, "source": SOURCE, "money": "10k_yuan", "decimals": 2,
    "proposal": True, "vetoed": {"share": "returned"},
    "allocation": {"method": "factors", "performance": "grade", "factors": [
        {"code": "f_x", "name": "firms", "value": "x"}, {"code": "f_s", "name": "score", "score": "total"},
    ]},
}  # fmt: skip
FIGURES = {"funds": {"fund": {
    "pool": 1000, "reserve": "3.3%", "weights": {"f_x": 0.4, "f_s": 0.6}, "cap": "40%",
    "performance": {"grades": {"good": 1.1, "fair": 1, "poor": 0.9}}, "paid": {"u1": 100}, "overpaid": "reclaimed",
    "parts": [{"name": "advance", "share": 0.7}, {"name": "settlement", "share": 0.3}],
}}}  # fmt: skip
RULES = {
    "awards": [
        {"code": "firms", "name": "firms", "count": "x", "source": SOURCE,
         "payments": [{"to": "government", "amount": 30000}, {"to": "department", "amount": 5000}]},
    ],
    "ladders": [
        {"code": "first", "name": "first", "to": "government", "source": SOURCE,
         "ladder": {"method": "place", "over": "all", "amounts": [50000], "ties": "each", "vetoed": "left"}},
    ],
    "funds": [FUND, {**FUND, "code": "unset"}],
}  # fmt: skip


@pytest.fixture
def result(tmp_path: Path) -> Any:
    veto = {"code": "steel_veto", "when": "steel > 0", "effect": "no_award"}
    return decided(tmp_path / "in", [91.0, 75, 60, 40], {"x": [3.0, 0, 2, 7], "steel": [0.0, 0, 0, 1]}, decisions=RULES,
                   figures=FIGURES, vetoes=[veto])  # fmt: skip


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "decisions" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal:
    return Decimal(re.sub("[\u202f+]", "", text).replace("−", "-"))


def test_sums_of_awards_are_those_of_their_rows(result: Any, tmp_path: Path) -> None:
    decisions = decide(result)
    write_decisions(result, decisions, tmp_path, "en")
    rows = table(tmp_path, "awards")
    by_unit: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        by_unit[row["unit"]] += Decimal(row["amount"])
        if row["counted"]:
            assert Decimal(row["counted"]) * Decimal(row["each"]) == Decimal(row["earned"])
    assert {row["unit"]: Decimal(row["amount"]) for row in table(tmp_path, "awards_by_unit")} == by_unit
    assert by_unit == {"u0": 105000 + 50000, "u1": 0, "u2": 70000, "u3": 0}
    assert {row["state"] for row in rows if row["unit"] == "u3"} == {"vetoed", "nothing"}
    view = awards_view(open_book(result, "en", decisions))
    assert number(view.total) == sum(by_unit.values()) == sum(number(amount) for _, amount in view.payees)
    assert sum(number(award.amount) for award in view.chapters) == number(view.total)
    for award in view.chapters:
        assert sum((number(row.amount) for row in award.rows), Decimal(0)) == number(award.amount)


def test_sums_of_funds_are_those_of_their_rows(result: Any, tmp_path: Path) -> None:
    decisions = decide(result)
    write_decisions(result, decisions, tmp_path, "en")
    (sums,) = table(tmp_path, "funding_sums")
    rows, parts = table(tmp_path, "funding"), table(tmp_path, "funding_parts")
    amounts = sum(Decimal(row["amount"]) for row in rows)
    assert amounts == Decimal(sums["amounts"]) == sum(Decimal(row["amount"]) for row in parts)
    assert Decimal(sums["reserve"]) == 33
    assert Decimal(sums["reserve"]) + amounts + Decimal(sums["returned"]) == Decimal(sums["pool"]) == 1000
    assert {row["unit"]: row["state"] for row in rows}["u3"] == "vetoed"
    for row in rows:
        assert sum(Decimal(part["amount"]) for part in parts if part["unit"] == row["unit"]) == Decimal(row["amount"])
        assert Decimal(row["settlement"]) == Decimal(row["amount"]) - Decimal(row["paid"])
    (chapter,) = funding_view(open_book(result, "en", decisions)).chapters
    assert sum(number(row.amount) for row in chapter.rows) == number(chapter.whole) == amounts
    for n, whole in enumerate(chapter.part_sums):
        assert sum(number(row.parts[n]) for row in chapter.rows) == number(whole)
    assert sum(number(row.settlement) for row in chapter.rows) == number(chapter.settlement)


def test_the_written_arithmetic_comes_to_the_amount(result: Any) -> None:
    """The last step but the rounding is the exact amount, and each product is what it says."""
    (chapter,) = funding_view(open_book(result, "en")).chapters
    for row in chapter.rows[:3]:
        *_, exact, rounded = row.steps if row.steps[-1].expression == "" else (*row.steps, row.steps[-1])
        assert abs(number(exact.result) - number(row.amount)) < Decimal("0.01")
        assert number(rounded.result) == number(row.amount)
        for step in row.steps:
            if " × " in step.expression and "÷" not in step.expression:
                left, right = step.expression.split(" × ")
                assert abs(number(left) * number(right) - number(step.result)) < Decimal("0.01")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_written_and_led_to(result: Any, tmp_path: Path, language: Any) -> None:
    write_report(result, tmp_path / "report", language)
    index = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    for page in ("awards.html", "funding.html"):
        assert f'href="{page}"' in index
        assert (tmp_path / "report" / page).is_file()
    funding = (tmp_path / "report" / "funding.html").read_text(encoding="utf-8")
    assert {"zh": "建议方案", "en": "A proposal"}[language] in funding
    assert {"zh": "未作分配", "en": "it is not split"}[language] in funding


def test_scores_that_are_not_published_are_not_told(tmp_path: Path) -> None:
    result = decided(tmp_path / "in", [91.0, 75], {"x": [3.0, 2]}, decisions={"funds": [FUND]},
                     figures={"funds": {"fund": {**FIGURES["funds"]["fund"], "cap": None}}},
                     about={"disclosure": "ranks"})  # fmt: skip
    (chapter,) = funding_view(open_book(result, "en")).chapters
    assert not chapter.more_shown
    assert [row.steps for row in chapter.rows] == [(), ()]


def test_without_decisions_there_are_no_pages(tmp_path: Path) -> None:
    result = decided(tmp_path / "in", [91.0, 75])
    write_report(result, tmp_path / "report", "en")
    assert not (tmp_path / "report" / "awards.html").exists()
    assert write_decisions(result, decide(result), tmp_path / "results", "en") == ()
