"""ASEM, COINr 1.1.14, as a user runs it: the folder through the command line, the written result against the tables.

``b_minmax`` leaves the gaps in and shares their weight; ``c_zscore`` fills them with the group's mean and standardises.
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sz_assess.cli import program
from tests.golden.asem_folder import asem, rows, write_folder

PIPELINES: dict[str, tuple[str, dict[str, Any], str]] = {
    "min-max": ("b_minmax/amean_0_100_withNA", {"rule": "min_max", "when_equal": 0}, "exclude"),
    "z-score": (
        "c_zscore/m0_sd1_imputed_amean", {"rule": "z_score", "deviation": "sample", "when_equal": 0}, "group_mean",
    ),
}  # fmt: skip
# Numbers that a program wrote a last digit apart, and that COINr ranks by it: Greece has 5.1000000000000005 where
# Bulgaria and Czechia have 5.0999999999999996; Japan 3.4000000000000004 where Norway has 3.3999999999999999, which
# min-max happens to make the same. Here they share a place.
NOISE = {"min-max": {("TolMin", "GRC"): "BGR"}, "z-score": {("TolMin", "GRC"): "BGR", ("TolMin", "JPN"): "NOR"}}
Written = Mapping[str, Mapping[str, Any]]
"""What result.json says of each node, by unit and the node's name in the tables."""


def folder_of(repository: Path, tmp_path_factory: pytest.TempPathFactory, pipeline: str) -> Path:
    _, scoring, missing = PIPELINES[pipeline]
    folder = tmp_path_factory.mktemp(pipeline)
    return write_folder(asem(repository), folder, scoring=scoring, missing=missing)


@pytest.fixture(scope="module", params=PIPELINES)
def pipeline(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tables(pipeline: str, repository: Path) -> Path:
    return asem(repository) / PIPELINES[pipeline][0]


@pytest.fixture(scope="module")
def output(pipeline: str, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = folder_of(repository, tmp_path_factory, pipeline)
    done = CliRunner().invoke(program, ["run", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "output" / "results"


@pytest.fixture(scope="module")
def written(output: Path) -> Written:
    units = json.loads((output / "result.json").read_text(encoding="utf-8"))["units"]
    return {
        unit["code"]: {"Index" if code == "total" else code: node for code, node in unit["nodes"].items()}
        for unit in units
    }


def test_scores_of_all_nodes(written: Written, tables: Path) -> None:
    table = rows(tables / "Aggregated.csv")
    assert len(table) == 51
    nodes = [name for name in table[0] if name != "uCode"]
    assert set(nodes) == set(written["AUT"])
    gaps = 0
    for row in table:
        for node in nodes:
            score = written[row["uCode"]][node]["score"]
            if row[node]:
                assert score == pytest.approx(float(row[node]), rel=1e-9, abs=1e-9), (row["uCode"], node)
            else:
                gaps += 1
                assert score is None, (row["uCode"], node)
    assert gaps == (65 if "minmax" in tables.parent.name else 0)


def test_values_of_all_indicators(written: Written, tables: Path) -> None:
    imputed = tables / "Imputed.csv"
    for row in rows(imputed if imputed.exists() else tables / "Denominated.csv"):
        for indicator, cell in row.items():
            if indicator != "uCode":
                value = written[row["uCode"]][indicator]["value"]
                assert (value is None) == (not cell)
                assert not cell or value == pytest.approx(float(cell), rel=1e-12)


def test_ranks_of_all_nodes(pipeline: str, written: Written, tables: Path) -> None:
    table = rows(tables / "results_ranks.csv")
    assert len(table) == 51
    wrong = set()
    for row in table:
        for node, place in row.items():
            if node != "uCode":
                found = written[row["uCode"]][node]["rank"]
                if (None if found is None else str(int(found))) != (place or None):
                    wrong.add((node, row["uCode"]))
    assert wrong == NOISE[pipeline].keys()
    for (node, unit), other in NOISE[pipeline].items():
        assert written[unit][node]["raw"] == pytest.approx(written[other][node]["raw"], rel=1e-15)
        assert written[unit][node]["rank"] == written[other][node]["rank"]


def test_the_ranking_that_is_handed_out(output: Path, tables: Path) -> None:
    """ranking.csv lists the countries in the order of the index."""
    with (output / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(row["unit"], int(row["rank"])) for row in csv.DictReader(file)]
    index = [(row["uCode"], int(row["Index"])) for row in rows(tables / "results_ranks.csv")]
    assert found == sorted(index, key=lambda pair: pair[1])


def test_scores_csv_has_the_same_ranks_as_result_json(output: Path, written: Written) -> None:
    with (output / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 51 * 60
    for line in lines:
        node = written[line["unit"]]["Index" if line["node"] == "total" else line["node"]]
        assert line["rank"] == ("" if node["rank"] is None else str(int(node["rank"])))
        assert line["score"] == "" or float(line["score"]) == pytest.approx(node["score"], abs=1e-9)


def test_in_a_process_of_its_own(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = folder_of(repository, tmp_path_factory, "min-max")
    done = subprocess.run(
        [sys.executable, "-m", "sz_assess", "run", str(folder), "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    table = {
        row["Index"]: row["uCode"] for row in rows(asem(repository) / PIPELINES["min-max"][0] / "results_ranks.csv")
    }
    ranking = (folder / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in ranking[1:4]] == [table["1"], table["2"], table["3"]]
