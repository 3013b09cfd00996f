"""The main job from the command line: right numbers, the same bytes anywhere, all of it or nothing."""

import errno
import json
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

import sz_assess.run
from tests.cli.conftest import RANKING, Call, Process, make_assessment


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_hand_worked_ranking(call: Call, assessment: Path) -> None:
    done = call("run", assessment, "--lang", "en")
    assert done.exit_code == 0
    found = (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig")
    assert found == RANKING
    lines = done.stdout.splitlines()
    assert lines[0] == "The small city's assessment (2018)"
    assert [line.split() for line in lines[1:4]] == [
        ["1", "North", "County", "80.00"], ["2", "South", "County", "70.00"], ["3", "High-tech", "Park", "70.00"],
    ]  # fmt: skip
    assert lines[4].endswith(str(Path("small", "output", "report", "index.html")))


def test_everything_is_written(call: Call, assessment: Path) -> None:
    call("run", assessment)
    found = files(assessment / "output")
    assert {
        "manifest.json", "report/index.html", "results/adjustments.csv", "results/gaps.csv", "results/ranking.csv",
        "results/result.json", "results/scores.csv",
    } <= found.keys()  # fmt: skip
    manifest = json.loads(found["manifest.json"])
    assert manifest["outputs"].keys() == found.keys() - {"manifest.json"}
    own = {name for name in manifest["inputs"] if not name.startswith("shipped:report_templates/")}
    assert own == {
        "assessment.yaml", "data/figures.csv", "indicator_specs/small/1_growth.yaml",
        "indicator_specs/small/method.yaml", "indicator_specs/small/statistics.yaml", "units.csv", "weights/small.yaml",
    }  # fmt: skip


def test_the_same_bytes_anywhere(process: Process, tmp_path: Path) -> None:
    """Another folder, working directory, time zone, system language and seed of hashes; and a second run over it."""
    first = make_assessment(tmp_path / "first")
    second = make_assessment(tmp_path / "a b" / "第二")
    assert process("run", first, PYTHONHASHSEED="1", TZ="UTC").returncode == 0
    environment = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    for _ in range(2):
        assert process("run", ".", "--out", "out", cwd=second, **environment).returncode == 0
    assert files(first / "output") == files(second / "out")


def test_reports_are_chinese_unless_asked(call: Call, assessment: Path) -> None:
    call("run", assessment)
    assert "北县" in (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig")
    call("run", assessment, "--lang", "en")
    assert "North County" in (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig")
    assert '<html lang="en"' in (assessment / "output" / "report" / "index.html").read_text(encoding="utf-8")


def test_another_period(call: Call, assessment: Path) -> None:
    (assessment / "data" / "more.csv").write_text(
        "unit,period,output,firms\nnorth,2019,110,20\nsouth,2019,115.5,20\npark,2019,132,20\n", encoding="utf-8"
    )
    spec = assessment / "indicator_specs" / "small" / "1_growth.yaml"
    spec.write_text(
        spec.read_text(encoding="utf-8")
        .replace("{2018: 10}", "{2018: 10, 2019: 10}")
        .replace("{2018: 20}", "{2018: 20, 2019: 20}"),
        encoding="utf-8",
    )
    assert call("run", assessment, "--period", "2019").exit_code == 0
    # Only South has grown, by 10 %: 60 + 40; the others have 0 + 40.
    found = json.loads((assessment / "output" / "results" / "result.json").read_text(encoding="utf-8"))
    assert found["assessment"]["period"] == "2019"
    assert [(unit["code"], unit["total"]) for unit in found["units"]] == [("north", 40), ("south", 100), ("park", 40)]


@pytest.mark.parametrize("by_path", [False, True])
def test_other_weights(by_path: bool, call: Call, assessment: Path, tmp_path: Path) -> None:
    text = (assessment / "weights" / "small.yaml").read_text(encoding="utf-8")
    place = tmp_path / "trial.yaml" if by_path else assessment / "weights" / "trial.yaml"
    place.write_text(
        text.replace("output_growth: 60, firm_count: 40", "output_growth: 20, firm_count: 80"), encoding="utf-8"
    )
    assert call("run", assessment, "--weights", place if by_path else "trial").exit_code == 0
    output = assessment / "output"
    found = json.loads((output / "results" / "result.json").read_text(encoding="utf-8"))
    # North 20 + 40, South 10 + 80, the park 20 + 20.
    assert [unit["total"] for unit in found["units"]] == [60, 90, 40]
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["weights"] == ("trial.yaml" if by_path else "trial")
    assert ("elsewhere:trial.yaml" if by_path else "weights/trial.yaml") in manifest["inputs"]
    assert str(tmp_path) not in json.dumps(manifest)


def test_rank_change_on_an_earlier_run(call: Call, assessment: Path) -> None:
    """The ranking of one run is the previous result of the next, as it was written."""
    call("run", assessment)
    shutil.move(assessment / "output", assessment / "earlier")
    with (assessment / "assessment.yaml").open("a", encoding="utf-8") as about:
        about.write("previous: {period: 2017, ranking: earlier/results/ranking.csv}\n")
    data = assessment / "data" / "figures.csv"
    data.write_text(
        data.read_text(encoding="utf-8").replace("south,2018,105,20", "south,2018,110,20"), encoding="utf-8"
    )
    assert call("run", assessment).exit_code == 0
    lines = (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [(line.split(",")[0], line.split(",")[-1]) for line in lines[1:]] == [
        ("south", "1"), ("north", "-1"), ("park", "0"),
    ]  # fmt: skip


# --- what goes wrong leaves the earlier output ------------------------------------------------------------------


@pytest.fixture
def before(call: Call, assessment: Path) -> dict[str, bytes]:
    call("run", assessment)
    return files(assessment / "output")


def test_a_wrong_figure(call: Call, assessment: Path, before: dict[str, bytes]) -> None:
    data = assessment / "data" / "figures.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("110,10", "many,10"), encoding="utf-8")
    done = call("run", assessment)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "data/figures.csv:3" in done.stderr
    assert "many" in done.stderr
    assert done.stderr.splitlines()[-1] == (
        "1 problem in 1 file. Nothing was written; any previous output is untouched."
    )
    assert files(assessment / "output") == before


def test_a_missing_figure_that_is_refused(call: Call, assessment: Path, before: dict[str, bytes]) -> None:
    data = assessment / "data" / "figures.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("110,10", ",10"), encoding="utf-8")
    done = call("run", assessment)
    assert done.exit_code == 1
    assert "output_growth, north" in done.stderr
    assert files(assessment / "output") == before


@pytest.mark.parametrize("step", ["write_results", "write_report", "outputs_of"])
def test_a_disk_that_fills(
    step: str, call: Call, assessment: Path, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sz_assess.run, step, full)
    done = call("run", assessment)
    assert done.exit_code == 1
    assert "the disk is full" in done.stderr
    assert "any previous output is untouched" in done.stderr
    assert files(assessment / "output") == before
    assert not [path for path in assessment.iterdir() if path.name.startswith(".")]


def test_a_fault_in_a_page(
    call: Call, assessment: Path, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(sz_assess.run, "write_report", fail)
    done = call("run", assessment)
    assert done.exit_code == 1
    assert "A fault of the program" in done.stderr
    assert files(assessment / "output") == before


@pytest.mark.parametrize("place", [".", "data", "weights/out", "indicator_specs/small"])
def test_output_among_the_input(place: str, call: Call, assessment: Path) -> None:
    before = files(assessment)
    done = call("run", assessment, "--out", assessment / place)
    assert done.exit_code == 1
    assert "which the run reads" in done.stderr
    assert files(assessment) == before


def test_output_over_somebody_elses_files(call: Call, assessment: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    done = call("run", assessment, "--out", tmp_path / "mine")
    assert done.exit_code == 1
    assert "letter.txt" in done.stderr
    assert files(tmp_path / "mine") == {"letter.txt": b"mine"}


def test_an_assessment_without_files(call: Call, tmp_path: Path) -> None:
    done = call("run", tmp_path)
    assert done.exit_code == 1
    assert "assessment.yaml" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_run_tells_of_warnings_or_wants_them_settled(call: Call, assessment: Path) -> None:
    specs = assessment / "indicator_specs" / "small" / "statistics.yaml"
    text = specs.read_text(encoding="utf-8").replace("range: [0, null]", "change: {warn_above: 9%}")
    specs.write_text(text, encoding="utf-8")
    done = call("run", assessment)
    assert done.exit_code == 0
    assert "Warnings that nobody has confirmed: 2;" in done.stdout
    manifest = (assessment / "output" / "manifest.json").read_bytes()
    assert json.loads(manifest)["warnings"] == {"settled": 0, "unsettled": 2}
    with (assessment / "assessment.yaml").open("a", encoding="utf-8") as about:
        about.write("warnings: {settle_before_run: true}\n")
    done = call("run", assessment)
    assert done.exit_code == 1
    assert "data/figures.csv:3:C: output, north, 2018" in done.stderr
    assert (assessment / "output" / "manifest.json").read_bytes() == manifest
    assert call("check", assessment).exit_code == 0


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("trail", "--weights\n  found: the weights trail"),
        ("weights/trail.yaml", "--weights\n  found: weights/trail.yaml,"),
    ],
)
def test_weights_that_are_not_there(call: Call, assessment: Path, weights: str, said: str) -> None:
    done = call("run", assessment, "--weights", weights)
    assert done.exit_code == 1
    assert said in done.stderr
