"""The tables of a result worked out by hand: tests/reports/conftest.py has the four units and their scores."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.method.assessment import Unit
from sz_assess.reports.results import write_results
from sz_assess.result import DataTrace, DroppedIndicator, Result, Status, ThinUnit
from sz_assess.scoring.treatment.outliers import Attempt, Outcome
from sz_assess.scoring.treatment.shape import Measured
from sz_assess.scoring.treatment.step import Taken
from sz_assess.scoring.treatment.winsorise import Winsorise
from sz_assess.text import msg

NAN = np.nan


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def written(result: Result, tmp_path: Path) -> Path:
    files = write_results(result, tmp_path / "results", "zh")
    assert {path.name for path in files} == {path.name for path in (tmp_path / "results").iterdir()}
    return tmp_path / "results"


@pytest.fixture
def whole(written: Path) -> Any:
    return json.loads((written / "result.json").read_text(encoding="utf-8"))


# --- tables -----------------------------------------------------------------------------------------------------


def test_the_ranking_to_the_byte(written: Path) -> None:
    lines = [
        "unit,name,group,score,rank,group_rank,grade,rank_change",
        "east,东县,county,100,1,1,good,1",
        "west,西县,county,90.5,2,2,good,-1",
        "park,高新区,zone,78,3,1,fair,",
        "north,<b>北 & 南</b>,county,14,4,3,poor,0",
    ]
    assert (written / "ranking.csv").read_bytes() == ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def test_the_ranking_lists_the_best_first_and_the_unranked_last(result: Result, tmp_path: Path) -> None:
    places = np.array([NAN, 2.0, 1.0, 2.0])
    write_results(replace(result, rank=places), tmp_path, "en")
    rows = read(tmp_path / "ranking.csv")
    assert [row["unit"] for row in rows] == ["park", "west", "north", "east"]
    assert [row["rank"] for row in rows] == ["1", "2", "2", ""]
    assert rows[0]["name"] == "High-tech Zone"


def test_the_ranking_holds_the_published_score(result: Result, tmp_path: Path) -> None:
    write_results(replace(result, total=result.total + 0.004), tmp_path, "zh")
    assert read(tmp_path / "ranking.csv")[0]["score"] == "100"


def test_scores_of_every_node_of_every_unit(written: Path) -> None:
    rows = read(written / "scores.csv")
    assert len(rows) == 4 * 7
    west = [row for row in rows if row["unit"] == "west"]
    assert [row["node"] for row in west] == [
        "total", "growth", "investment_growth", "output_level", "quality", "loss_share", "patent_count",
    ]  # fmt: skip
    assert [row["level"] for row in west] == ["0", "1", "2", "2", "1", "2", "2"]
    # West: growth = (120 × 40 + 50 × 20) ÷ 60 = 96.67, quality = (60 × 25 + 90 × 15) ÷ 40 = 71.25.
    assert west[1] == {
        "unit": "west", "node": "growth", "level": "1", "value": "", "score": "96.6666666667", "weight": "60",
        "contribution": "58", "rank": "2", "status": "scored", "note": "",
    }  # fmt: skip
    assert (west[2]["value"], west[2]["score"], west[2]["contribution"]) == ("25", "120", "48")


def test_the_place_of_the_total_is_the_official_one(result: Result, tmp_path: Path) -> None:
    """By the tree alone East is first; a veto has made it last."""
    write_results(replace(result, rank=np.array([4.0, 1.0, 2.0, 3.0])), tmp_path, "zh")
    assert [row["rank"] for row in read(tmp_path / "scores.csv") if row["node"] == "total"] == ["4", "1", "2", "3"]


def test_a_status_is_named_and_explained(written: Path, result: Result, tmp_path: Path) -> None:
    found = {(row["unit"], row["node"]): row for row in read(written / "scores.csv")}
    outside, excluded = found["park", "loss_share"], found["north", "output_level"]
    assert (outside["status"], outside["value"], outside["score"], outside["weight"]) == ("not_applicable", "", "", "0")
    assert excluded["status"] == "missing_excluded"
    assert outside["note"]
    assert outside["note"] != excluded["note"]
    write_results(result, tmp_path / "en", "en")
    english = {(row["unit"], row["node"]): row["note"] for row in read(tmp_path / "en" / "scores.csv")}
    assert english["park", "loss_share"] == "does not apply to this unit"


def test_every_status_has_a_name_of_its_own() -> None:
    assert len({status.name.lower() for status in Status}) == len(Status)


def test_what_was_added_and_deducted(written: Path) -> None:
    rows = read(written / "adjustments.csv")
    west, north = ([row for row in rows if row["unit"] == unit] for unit in ("west", "north"))
    # Three awards at 2 points would be 6; the cap is 4.
    assert west[0] == {
        "unit": "west", "code": "honour", "kind": "bonus", "counted": "3", "each": "2", "cap": "4", "points": "4",
        "effect": "",
    }  # fmt: skip
    assert [(row["code"], row["kind"], row["points"], row["effect"]) for row in north] == [
        ("honour", "bonus", "0", ""),
        ("accident", "deduction", "-1.5", ""),
        ("ground_steel", "veto", "", "grade_at_most"),
    ]


def test_a_name_that_a_spreadsheet_would_run(result: Result, tmp_path: Path) -> None:
    east = Unit("east", "=HYPERLINK(A1)", "@SUM(1)", "county")
    write_results(replace(result, units=(east, *result.units[1:])), tmp_path, "zh")
    assert read(tmp_path / "ranking.csv")[0]["name"] == "'=HYPERLINK(A1)"


# --- result.json ------------------------------------------------------------------------------------------------


def test_the_whole_of_one_cell(whole: Any) -> None:
    west = whole["units"][1]
    assert west["nodes"]["output_level"] == {
        "raw": 150.0, "imputed": 150.0, "value": 150.0, "score": 50.0, "nominal_weight": 20.0, "weight": 20.0,
        "contribution": 10.0, "rank": 2.0, "group_rank": 2.0, "status": "scored",
        "references": {"full": 100.0, "max": 200.0, "min": 100.0},
    }  # fmt: skip


def test_the_whole_of_one_unit(whole: Any) -> None:
    north = {key: value for key, value in whole["units"][3].items() if key not in {"nodes", "adjustments"}}
    assert north == {
        "code": "north", "name": {"zh": "<b>北 & 南</b>", "en": "North <i>County</i>"}, "group": "county",
        "base": 15.5, "bonus": 0.0, "deduction": -1.5, "adjusted": -1.5, "total": 14.0, "published": 14.0,
        "rank": 4.0, "group_rank": 3.0, "previous_rank": 3.0, "rank_change": 0.0, "grade": "poor",
        "adjustment_groups": {}, "vetoes": ["ground_steel"],
    }  # fmt: skip


def test_every_adjustment_of_one_unit(whole: Any) -> None:
    west = whole["units"][1]["adjustments"]
    assert west["honour"] == {"counted": 3.0, "each": 2.0, "cap": 4.0, "points": 4.0, "references": {}}
    assert west["accident"] == {"counted": 0.0, "each": 1.5, "cap": None, "points": 0.0, "references": {}}


def test_nothing_is_rounded_in_it(whole: Any) -> None:
    assert whole["units"][1]["nodes"]["growth"]["score"] == 5800 / 60


def test_what_was_done_to_the_data(result: Result, tmp_path: Path) -> None:
    untreated = result.value.copy()
    untreated[1, 3] = NAN
    step = Winsorise(method="winsorise", at_most=1)
    column = result.value[:, 3]
    outcome = Outcome(
        3, Measured(2.5, 4.0, False),
        (Attempt(step, Taken(column, np.array([True, False, False, False]), {}), Measured(0.5, NAN, True)),),
        "treated", column, np.array([True, False, False, False]),
    )  # fmt: skip
    trace = DataTrace(
        raw=untreated, imputed=result.value, screened=None,
        thin=(ThinUnit(3, msg("too few values"), "flag"),),
        dropped=(DroppedIndicator("patent_count", 3, 4),),
        outliers={"output_level": outcome},
    )  # fmt: skip
    write_results(replace(result, data=trace), tmp_path, "zh")
    whole = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    cell = whole["units"][1]["nodes"]["output_level"]
    assert (cell["raw"], cell["imputed"], cell["value"]) == (None, 150.0, 150.0)
    assert whole["data"]["thin"][0]["unit"] == "north"
    assert whole["data"]["dropped"] == [{"indicator": "patent_count", "missing": 3, "due": 4}]
    assert whole["data"]["outliers"]["output_level"] == {
        "verdict": "treated",
        "before": {"skewness": 2.5, "kurtosis": 4.0, "passes": False},
        "attempts": [{
            "step": {"method": "winsorise", "at_most": 1}, "parameters": {}, "moved": 1,
            "after": {"skewness": 0.5, "kurtosis": None, "passes": True},
        }],
    }  # fmt: skip


def test_no_number_is_null(written: Path, whole: Any) -> None:
    text = (written / "result.json").read_text(encoding="utf-8")
    assert "NaN" not in text
    assert "Infinity" not in text
    park = whole["units"][2]
    assert park["previous_rank"] is None
    assert park["nodes"]["loss_share"]["value"] is None


def test_every_figure_with_its_cell(whole: Any, result: Result) -> None:
    figures = {(each["statistic"], each["period"]): each["figures"] for each in whole["figures"]}
    # North's investment of 2018: unit 4 of 4, second year: line 9; the first statistic: column C.
    assert figures["investment", "2018"]["north"] == [36.0, "data/figures.csv:9:C"]
    assert "park" not in figures["loss", "2018"]
    assert sum(map(len, figures.values())) == int((result.panel.origin >= 0).sum())


def test_every_node_with_its_rule_and_clause(whole: Any) -> None:
    nodes = {node["code"]: node for node in whole["nodes"]}
    assert [node["level"] for node in whole["nodes"]] == [0, 1, 2, 2, 1, 2, 2]
    growth = nodes["investment_growth"]
    assert growth["parent"] == "growth"
    assert growth["indicator"]["formula"] == "growth(investment)"
    assert growth["indicator"]["source"]["clause"] == "一(一)"
    assert growth["indicator"]["scoring"]["rule"] == "completion"
    assert float(growth["indicator"]["targets"]["2018"]["value"]) == 10
    assert all(growth["rule_words"].values())
    assert nodes["total"]["parent"] is None


def test_the_head_says_what_was_assessed(whole: Any) -> None:
    assert whole["assessment"]["period"] == "2018"
    assert whole["method"]["document"]["number"] == "样政发〔2018〕1号"
    assert whole["weights"]["total"] == "100"
    assert [veto["effect"] for veto in whole["vetoes"]] == ["grade_at_most"]


def test_a_path_of_this_machine_is_not_written(make_result: Callable[..., Result], tmp_path: Path) -> None:
    write_results(make_result(weights=str(tmp_path / "trial.yaml")), tmp_path / "results", "zh")
    text = (tmp_path / "results" / "result.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert json.loads(text)["assessment"]["weights"] == "trial.yaml"


def test_the_order_of_looking_up_references_does_not_show(result: Result, tmp_path: Path) -> None:
    turned = {code: dict(reversed(list(found.items()))) for code, found in result.references.items()}
    write_results(result, tmp_path / "a", "zh")
    write_results(replace(result, references=turned), tmp_path / "b", "zh")
    assert (tmp_path / "a" / "result.json").read_bytes() == (tmp_path / "b" / "result.json").read_bytes()


# --- documentation ----------------------------------------------------------------------------------------------


def test_the_reference_names_every_column_and_key(whole: Any, written: Path, repository: Path) -> None:
    text = (repository / "docs" / "reference" / "result.md").read_text(encoding="utf-8")
    unit = whole["units"][0]
    keys = {*whole, *unit, *unit["nodes"]["total"], *whole["nodes"][2], *whole["figures"][0]}
    for table in ("ranking", "scores", "adjustments"):
        keys |= read(written / f"{table}.csv")[0].keys()
    keys |= {status.name.lower() for status in Status}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []
