"""Checking an assessment: all problems with their places, or what is there and what is missing."""

import re
from pathlib import Path

from tests.cli.conftest import Call


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_assessment_in_order(call: Call, assessment: Path) -> None:
    done = call("check", assessment)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = {tuple(line.split()) for line in done.stdout.splitlines()}
    assert {
        ("period", "2018"), ("units", "assessed", "3"), ("indicators", "2"), ("statistics", "2"),
        ("figures", "delivered", "9"), ("data", "files", "1"),
        ("Statistics", "Bureau", "3", "3", "0"), ("Industry", "Bureau", "3", "3", "0"), ("No", "problem", "found."),
    } <= lines  # fmt: skip
    assert "Missing" not in done.stdout
    assert not (assessment / "output").exists()


def test_what_is_missing_is_named(call: Call, assessment: Path) -> None:
    change(assessment / "data" / "figures.csv", "north,2018,110,10", "north,2018,110,")
    done = call("check", assessment)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["Industry", "Bureau", "3", "2", "1"] in lines
    assert ["Firms", "(firms):", "North", "County"] in lines


def test_in_chinese(call: Call, assessment: Path) -> None:
    done = call("check", assessment, "--lang", "zh")
    assert done.exit_code == 0
    assert done.stdout.startswith("小市工业考核")
    assert "统计局" in done.stdout


def test_all_problems_of_the_method_files_with_their_places(call: Call, assessment: Path) -> None:
    specs = assessment / "indicator_specs" / "small"
    change(specs / "1_growth.yaml", "formula: growth(output)", "formula: growth(outputs)")
    change(assessment / "weights" / "small.yaml", "firm_count: 40", "firm_count: 39.9")
    change(assessment / "units.csv", "park,高新区", "south,高新区")
    done = call("check", assessment)
    assert done.exit_code == 1
    assert done.stdout == ""
    places = re.findall(r"^(\S+?):(\d+)", done.stderr, re.MULTILINE)
    assert {
        ("indicator_specs/small/1_growth.yaml", "9"),
        ("weights/small.yaml", "6"),
        ("units.csv", "4"),
    } <= set(places)
    for words in ("did you mean output?", "99.9", f"{len(places)} problems in 3 files."):
        assert words in done.stderr
    assert "Nothing was written" not in done.stderr  # it never writes


def test_all_problems_of_the_data_with_their_places(call: Call, assessment: Path) -> None:
    data = assessment / "data" / "figures.csv"
    change(data, "north,2018,110,10", "north,2018,abc,10.5")
    change(data, "south,2017,100,", "sooth,2017,100,")
    done = call("check", assessment)
    assert done.exit_code == 1
    places = re.findall(r"^(data/figures\.csv:\d+\S*)", done.stderr, re.MULTILINE)
    assert {place.split(":")[1] for place in places} == {"3", "4"}
    for words in ("abc", "10.5", "sooth", "did you mean"):
        assert words in done.stderr
    assert done.stderr.splitlines()[-1] == f"{len(places)} problems in 1 file."


def test_problems_of_the_data_and_of_the_previous_result_together(call: Call, assessment: Path) -> None:
    change(assessment / "data" / "figures.csv", "110,10", "abc,10")
    (assessment / "earlier.csv").write_text("unit,rank,group_rank\nnorth,first,1\n", encoding="utf-8")
    with (assessment / "assessment.yaml").open("a", encoding="utf-8") as about:
        about.write("previous: {period: 2017, ranking: earlier.csv}\n")
    done = call("check", assessment)
    assert done.exit_code == 1
    assert "abc" in done.stderr
    assert "earlier.csv:2" in done.stderr
    assert done.stderr.splitlines()[-1] == "2 problems in 2 files."


def test_what_only_scoring_refuses_is_found_as_well(call: Call, assessment: Path) -> None:
    change(assessment / "data" / "figures.csv", "north,2017,100,", "north,2017,0,")
    done = call("check", assessment)
    assert done.exit_code == 1
    assert "output_growth, north" in done.stderr
    assert "division by zero" in done.stderr


def warned_of(assessment: Path) -> None:
    """South's output is a part of nothing, but jumps by 5 %."""
    change(assessment / "indicator_specs" / "small" / "statistics.yaml", "range: [0, null]", "change: {warn_above: 9%}")


def test_warnings_are_told_and_settled(call: Call, assessment: Path) -> None:
    warned_of(assessment)
    done = call("check", assessment)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "data/figures.csv:3:C: output, north, 2018" in lines
    assert "  found: Output: 110, up 10% on 2017, when it was 100" in lines
    assert lines[-1] == "No error found. Warnings: 2 not confirmed, 0 confirmed."
    offered = [line.rpartition(": jump")[2] for line in lines if "what to do" in line]
    rows = "".join(f"jump{row}Li,2019-01-20,a new works\n" for row in offered)
    text = f"warning,figure,against,by,on,why\n{rows}jump:output:south:2018,1,2,Li,2019-01-20,once\n"
    (assessment / "confirmations.csv").write_text(text, encoding="utf-8")
    done = call("check", assessment)
    assert "  jump:output:park:2018: Li, 2019-01-20: a new works" in done.stdout.splitlines()
    assert "  confirmations.csv:4: jump:output:south:2018" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "No error found. Warnings: 0 not confirmed, 2 confirmed."


def test_a_file_of_confirmations_that_is_wrong(call: Call, assessment: Path) -> None:
    (assessment / "confirmations.csv").write_text("warning,figure\n", encoding="utf-8")
    done = call("check", assessment)
    assert done.exit_code == 1
    assert "confirmations.csv:1" in done.stderr


def test_nothing_to_mark_is_said(call: Call, assessment: Path, tmp_path: Path) -> None:
    done = call("check", assessment, "--out", tmp_path / "marked")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        0,
        "No marked copies: no cell of a delivered file is wrong or odd.",
    )
    assert not (tmp_path / "marked").exists()
    change(assessment / "weights" / "small.yaml", "total: 100", "total: 99")
    done = call("check", assessment, "--out", tmp_path / "marked")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("No marked copies: the files of the method")
