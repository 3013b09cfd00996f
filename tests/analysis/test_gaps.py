"""What indicators are held against: target, best peer, last year, neighbours."""

import csv
from pathlib import Path

import numpy as np
import pytest

from sz_assess.analysis.gaps import gaps
from sz_assess.reports.gaps_table import write_gaps
from sz_assess.result import Result
from sz_assess.run import assess_folder
from tests.analysis.test_gain import LINEAR, scored
from tests.assess.small import YEAR, assessed

NAN = np.nan


@pytest.fixture
def result(tmp_path: Path) -> Result:
    """Growth on the year before: u0 10 %, u1 20 %; the year before that is known of u0 alone: 25 %. The target is 15.
    The neighbours n0 and n1 grew 30 % and 50 %; n2 has no figure of the year before."""
    folder = tmp_path / "a"
    indicators = {"i_a": scored(LINEAR, formula="growth(a)", targets={YEAR: 15})}
    earlier = {YEAR - 1: {"a": [100.0, 50.0]}, YEAR - 2: {"a": [80.0, NAN]}}
    assessed(folder, {"a": [110.0, 60.0]}, missing="exclude", indicators=indicators, earlier=earlier)
    rows = [
        ["code", "name", "name_en", "group", "role"],
        *([f"u{n}", f"u{n}", f"u{n}", "a", "assessed"] for n in (0, 1)),
    ]
    rows += [[f"n{n}", f"n{n}", f"n{n}", "", "benchmark"] for n in (0, 1, 2)]
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with (folder / "data" / "data.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [["n0", YEAR, 130], ["n0", YEAR - 1, 100], ["n1", YEAR, 30], ["n1", YEAR - 1, 20], ["n2", YEAR, 7]]
        )
    return assess_folder(folder)


def test_what_they_are_held_against(result: Result) -> None:
    found, column = gaps(result), result.index("i_a")
    assert found.target[:, column].tolist() == [15, 15]
    assert found.best[:, column] == pytest.approx([20, 10])
    assert found.last_year[:, column] == pytest.approx([25, NAN], nan_ok=True)
    assert found.neighbours[column] == pytest.approx(40)
    assert dict(found.neighbour_values[column]) == pytest.approx({"n0": 30, "n1": 50})


def test_the_table(result: Result, tmp_path: Path) -> None:
    """u0 lacks 1 point, 10 % of growth: level with u1 at 20 %."""
    (path,) = write_gaps(result, gaps(result), tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first == {
        "unit": "u0", "indicator": "i_a", "value": "10", "target_gap": "-5", "best_peer_gap": "-10",
        "last_year_gap": "-15", "neighbours_gap": "-30",
        "next_in_group": "u1", "needed_in_group": "20", "points_in_group": "1", "state_in_group": "found",
        "next_overall": "u1", "needed_overall": "20", "points_overall": "1", "state_overall": "found",
    }  # fmt: skip
    assert (second["last_year_gap"], second["next_overall"], second["state_overall"]) == ("", "", "")
