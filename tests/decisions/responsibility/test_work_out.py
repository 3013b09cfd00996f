"""Yearly assessments, worked by hand: parts, policies for what is missing, quotas, vetoes, departments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.decisions.responsibility import Judged, PartOutcome, Year, responsibilities
from sz_assess.errors import InputError
from sz_assess.method.decisions.responsibility import DutyPart
from tests.decisions.small import YEAR, decided

STEEL = {"code": "steel", "when": "steel > 0", "effect": "no_award"}
QUOTA = {
    "by": "quota",
    "rounding": "down",
    "grades": [{"code": "a", "name": "a", "share": 50}, {"code": "b", "name": "b"}],
}


def duty(*parts: Mapping[str, Any], of: str = "units", **more: Any) -> dict[str, Any]:
    named = [{"name": part["code"], "missing": "refuse", **part} for part in parts]
    own = {"vetoed": "last_grade"} if of == "units" else {}
    return {"code": "year", "name": "year", "of": of, "source": {"clause": "1"}, "parts": named, **own, **more}


def judged(
    folder: Path,
    spec: Mapping[str, Any],
    figures: Mapping[str, Any],
    totals: Sequence[float] = (80.0, 60),
    columns: Mapping[str, Sequence[float]] | None = None,
    **more: Any,
) -> Judged:
    result = decided(folder, totals, columns, decisions={"responsibility": [spec]},
                     figures={"responsibility": {"year": figures}}, **more)  # fmt: skip
    return responsibilities(result).judged[0]


def refused(folder: Path, spec: Mapping[str, Any], figures: Mapping[str, Any], **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        judged(folder, spec, figures, **more)
    return str(caught.value)


def scores(found: Judged) -> list[float]:
    return [year.published for year in found.years]


RESULT = {"code": "result", "score": "total"}
FAULTS = {"code": "faults", "value": "faults",
          "scoring": {"rule": "curve", "points": [[0, 100], [4, 0]], "beyond": "hold"}}  # fmt: skip
WORK = {"code": "work", "value": "work", "missing": "exclude"}


def test_a_year_is_the_weighted_sum_of_its_parts(tmp_path: Path) -> None:
    found = judged(tmp_path, duty(RESULT, FAULTS, WORK), {"weights": {"result": 60, "faults": 25, "work": 15}},
                   columns={"faults": [1.0, 5], "work": [90.0, 70]})  # fmt: skip
    # 80 × 0.6 + 75 × 0.25 + 90 × 0.15; a fifth fault costs no more than the fourth.
    assert scores(found) == [48 + 18.75 + 13.5, 36 + 0 + 10.5]
    assert found.years[0].derivation == "80 × 60% + 75 × 25% + 90 × 15%"
    assert [year.place for year in found.years] == [1, 2]


def test_a_part_without_a_figure_gives_its_weight_up(tmp_path: Path) -> None:
    found = judged(tmp_path, duty(RESULT, FAULTS, WORK), {"weights": {"result": 60, "faults": 20, "work": 20}},
                   columns={"faults": [1.0, 0], "work": [math.nan, 70]})  # fmt: skip
    # (80 × 60 + 75 × 20) ÷ 80
    assert scores(found) == [78.75, 36 + 20 + 14]
    assert found.years[0].derivation == "(80 × 60 + 75 × 20) ÷ 80"
    assert found.years[0].parts[2].state == "excluded"
    assert [part.weight for part in found.years[0].parts] == [75, 25, 0]


def test_a_part_without_a_figure_is_0_where_the_file_says_so(tmp_path: Path) -> None:
    found = judged(tmp_path, duty(RESULT, {**WORK, "missing": "zero"}), {"weights": {"result": 50, "work": 50}},
                   columns={"work": [math.nan, 70]})  # fmt: skip
    assert scores(found) == [40, 65]
    assert found.years[0].parts[1].state == "zero"


def test_a_year_without_any_figure_has_neither_place_nor_grade(tmp_path: Path) -> None:
    found = judged(tmp_path, duty(WORK), {"weights": {"work": 100}, "grades": QUOTA},
                   columns={"work": [math.nan, 70]})  # fmt: skip
    assert math.isnan(found.years[0].published)
    assert math.isnan(found.years[0].place)
    # Half of one unit that is ranked, rounded down: nobody.
    assert [year.grade for year in found.years] == [None, "b"]


def test_a_missing_figure_is_refused_by_name(tmp_path: Path) -> None:
    said = refused(tmp_path, duty({**WORK, "missing": "refuse"}), {"weights": {"work": 100}},
                   columns={"work": [math.nan, 70]})  # fmt: skip
    assert "year.work, u0" in said
    assert "missing: exclude" in said


def test_a_value_that_is_no_score_needs_a_rule(tmp_path: Path) -> None:
    said = refused(tmp_path, duty(WORK), {"weights": {"work": 100}}, columns={"work": [101.0, 70]})
    assert "101 as a score" in said
    assert "data/data.csv:2" in said


def test_places_and_grades_follow_the_score_as_rounded(tmp_path: Path) -> None:
    spec = duty(WORK)
    figures = {"weights": {"work": 100}, "decimals": 0, "grades": QUOTA}
    found = judged(tmp_path, spec, figures, totals=[50.0] * 4, columns={"work": [89.6, 90.4, 80, 70]})
    assert scores(found) == [90, 90, 80, 70]
    assert [year.place for year in found.years] == [1, 1, 3, 4]
    assert [year.grade for year in found.years] == ["a", "a", "b", "b"]


def test_grades_within_groups(tmp_path: Path) -> None:
    figures = {"weights": {"work": 100}, "grades": {**QUOTA, "over": "group"}}
    found = judged(tmp_path, duty(WORK), figures, totals=[50.0] * 4, columns={"work": [90.0, 80, 70, 60]},
                   groups=["a", "a", "b", "b"])  # fmt: skip
    assert [year.grade for year in found.years] == ["a", "b", "a", "b"]


@pytest.mark.parametrize(("vetoed", "vacant", "grades"), [
    ("last_grade", "left", ["b", "b", "b", "b"]),
    ("last_grade", "passed_down", ["b", "a", "b", "b"]),
    ("no_effect", "left", ["a", "b", "b", "b"]),
])  # fmt: skip
def test_a_veto_wins_over_the_score(tmp_path: Path, vetoed: str, vacant: str, grades: list[str]) -> None:
    quota = {**QUOTA, "vacant": vacant, "grades": [{"code": "a", "name": "a", "count": 1}, {"code": "b", "name": "b"}]}
    found = judged(tmp_path, duty(WORK, vetoed=vetoed), {"weights": {"work": 100}, "grades": quota},
                   totals=[50.0] * 4, columns={"work": [90.0, 80, 70, 60], "steel": [1.0, 0, 0, 0]},
                   vetoes=[STEEL])  # fmt: skip
    assert [year.grade for year in found.years] == grades
    assert (found.years[0].veto is not None) == (vetoed == "last_grade")


def test_who_is_not_assessed_this_way_takes_no_place(tmp_path: Path) -> None:
    spec = duty(RESULT, not_applicable={"units": ["u0"]})
    found = judged(tmp_path, spec, {"weights": {"result": 100}}, totals=[90.0, 80, 70])
    assert [(year.holder, year.place) for year in found.years] == [(1, 1), (2, 2)]


# --- departments ------------------------------------------------------------------------------------------------

OF_DEPARTMENTS = duty(
    {"code": "complete", "value": "share(figures_delivered, figures_expected)", "missing": "exclude"},
    {"code": "on_time", "value": "share(figures_on_time, figures_dated)", "missing": "exclude"},
    {"code": "closed", "value": "share(closed, due)", "missing": "exclude"},
    {"code": "work", "value": "work"},
    of="departments",
    figures=[{"code": "due", "name": "due", "range": [0, None]}, {"code": "closed", "name": "closed"},
             {"code": "work", "name": "work", "range": [0, 100]}],
)  # fmt: skip
WEIGHTS = {"weights": {"complete": 30, "on_time": 10, "closed": 40, "work": 20}}
TABLE = f"department,period,due,closed,work\nbureau,{YEAR},4,3,90\noffice,{YEAR},0,0,80\n"


def departments(folder: Path, table: str, on: str | None = None, deadline: str | None = "2019-01-20") -> Judged:
    folder.mkdir(exist_ok=True)
    (folder / "departments.csv").write_text(table, encoding="utf-8")
    if on is not None:
        (folder / "deliveries.csv").write_text(
            f"file,on,by,supersedes,note\ndata/data.csv,{on},A,,\n", encoding="utf-8"
        )
    collection = {} if deadline is None else {"bureau": {"deadline": deadline}}
    return judged(folder, OF_DEPARTMENTS, WEIGHTS, departments=("bureau", "office"), about={"collection": collection},
                  columns={"x": [1.0, math.nan]})  # fmt: skip


@pytest.mark.parametrize(("on", "in_time"), [("2019-01-20", 100), ("2019-01-21", 0)])
def test_departments_by_delivery_items_and_work(tmp_path: Path, on: str, in_time: float) -> None:
    found = departments(tmp_path, TABLE, on)
    bureau, office = found.years
    # Of the two units' two figures each three came: 75 per cent; of four items three were closed in time.
    assert [part.score for part in bureau.parts] == [75, in_time, 75, 90]
    assert bureau.published == 22.5 + in_time / 10 + 30 + 18
    # The office delivers no figures and had no items due: its work score is all.
    assert [part.state for part in office.parts] == ["excluded", "excluded", "excluded", "scored"]
    assert office.published == 80
    assert office.derivation == "(80 × 20) ÷ 20"


@pytest.mark.parametrize(("on", "deadline"), [(None, "2019-01-20"), ("2019-01-20", None)])
def test_without_a_day_or_a_deadline_nothing_is_said_of_time(
    tmp_path: Path, on: str | None, deadline: str | None
) -> None:
    bureau = departments(tmp_path, TABLE, on, deadline).years[0]
    assert bureau.parts[1].state == "excluded"
    assert bureau.published == 78.33  # (75 × 30 + 75 × 40 + 90 × 20) ÷ 90


def test_a_department_without_a_row_is_refused_where_the_part_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        departments(tmp_path, f"department,period,due,closed,work\nbureau,{YEAR},4,3,90\n")
    assert "departments.csv" in str(caught.value)
    assert "year.work, office" in str(caught.value)


# --- what the files may not say -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("spec", "figures", "words"), [
    (duty(RESULT, WORK), {"weights": {"result": 60, "work": 30}}, "add up to 90"),
    (duty(RESULT, WORK), {"weights": {"result": 100}}, "no weight of work"),
    (duty(RESULT), {"weights": {"result": 100, "resul": 0}}, "the weight of resul"),
    (duty({**RESULT, "score": "totl"}), {"weights": {"result": 100}}, "the score of totl"),
    (duty({**RESULT, "value": "work"}), {"weights": {"result": 100}}, "both value and score"),
    (duty({"code": "w", "value": "wrok"}), {"weights": {"w": 100}}, "wrok in the formula"),
    (duty(RESULT, vetoed=None), {"weights": {"result": 100}}, "units without vetoed"),
    (duty(RESULT, of="departments"), {"weights": {"result": 100}}, "the score of total for departments"),
    (duty(WORK, of="departments"), {"weights": {"work": 100}}, "work in the formula"),
    (duty(RESULT, departments=["bureau"]), {"weights": {"result": 100}}, "departments with of: units"),
    (duty({**FAULTS, "scoring": {"rule": "completion", "cap": 100}}), {"weights": {"faults": 100}}, "target"),
])  # fmt: skip
def test_files_that_do_not_fit(tmp_path: Path, spec: dict[str, Any], figures: dict[str, Any], words: str) -> None:
    said = refused(tmp_path, spec, figures, columns={"work": [90.0, 80], "faults": [0.0, 0]})
    assert words in said


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 50), st.booleans()), min_size=1, max_size=6))
def test_a_derivation_can_be_worked_out_again(parts: list[tuple[float, int, bool]]) -> None:
    kept = sum(weight for _, weight, out in parts if not out)
    part = DutyPart.model_validate({"code": "p", "name": "p", "value": "x", "missing": "exclude"})
    outcomes = tuple(
        PartOutcome(part, round(score, 2), round(score, 2), weight, 0.0 if out else weight / kept * 100, 0.0,
                    "excluded" if out else "scored")
        for score, weight, out in parts
    )  # fmt: skip
    text = Year(0, outcomes, 0.0, 0.0, 1.0, None).derivation
    if not kept:
        assert text == ""
        return
    again = eval(text.replace("%", " / 100").replace("×", "*").replace("÷", "/"))  # noqa: S307
    if any(out for *_, out in parts):
        mean = sum(round(score, 2) * weight for score, weight, out in parts if not out) / kept
    else:
        mean = sum(round(score, 2) * weight for score, weight, _ in parts) / 100
    assert again == pytest.approx(mean)
