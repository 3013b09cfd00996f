"""A folder to start from: complete, editable, and what the other commands take."""

import csv
from pathlib import Path

import pytest

from sz_assess.start import example_of, methods
from tests.cli.conftest import Call


def test_the_example_is_ready_to_run(call: Call, tmp_path: Path) -> None:
    made = call("init", tmp_path / "a", "--example")
    assert made.exit_code == 0
    assert f"sz-assess run {tmp_path / 'a'}" in made.stdout
    assert {"assessment.yaml", "units.csv", "data", "indicator_specs", "weights"} <= {
        path.name for path in (tmp_path / "a").iterdir()
    }
    assert not list((tmp_path / "a").rglob("*.py"))
    cases = call("test", tmp_path / "a", "--lang", "en")
    assert cases.exit_code == 0, cases.stdout
    assert int(cases.stdout.split()[0]) > 50, "the method's own cases came with it"
    done = call("run", tmp_path / "a")
    assert done.exit_code == 0, done.stderr
    # The method is the folder's own copy, so that edits count.
    manifest = (tmp_path / "a" / "output" / "manifest.json").read_text(encoding="utf-8")
    assert "shipped:indicator_specs" not in manifest
    assert "shipped:weights" not in manifest


def test_a_folder_to_fill_in(call: Call, tmp_path: Path) -> None:
    made = call("init", tmp_path / "a")
    assert made.exit_code == 0
    assert f"sz-assess check {tmp_path / 'a'}" in made.stdout
    checked = call("check", tmp_path / "a")
    assert checked.exit_code == 1
    # All that is wrong with it is that nothing has been filled in.
    assert "no figure in any file" in checked.stderr
    assert checked.stderr.count("a ledger without rows") == 13
    assert "14 problems in 14 files." in checked.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_filled_in_it_passes(language: str, call: Call, tmp_path: Path) -> None:
    """Every cell of every table set to 1: no heading, unit, statistic or measure of them is refused."""
    call("init", tmp_path / "a", "--lang", language)
    tables = sorted((tmp_path / "a" / "data").glob("*.csv"))
    assert len(tables) > 5
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        assert rows
        filled = [[*row[:3], *["1"] * (len(heading) - 3)] for row in rows]
        with table.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([heading, *filled])
    done = call("check", tmp_path / "a", "--lang", "en")
    refused = [line for line in done.stderr.splitlines() if line.startswith("data/")]
    assert refused == []
    assert "figures delivered" in done.stdout or "data" not in done.stderr


def test_tables_ask_for_the_years_that_formulas_reach(call: Call, tmp_path: Path) -> None:
    call("init", tmp_path / "a", "--period", "2019", "--lang", "en")
    headings = {
        tuple(table.read_text(encoding="utf-8-sig").splitlines()[0].split(",")[3:])
        for table in (tmp_path / "a" / "data").glob("*.csv")
    }
    assert ("2019",) in headings  # nothing but the period itself
    assert any("2018" in heading for heading in headings)  # growth reaches a year back
    assert not any(year > "2019" for heading in headings for year in heading)
    assert "period: 2019" in (tmp_path / "a" / "assessment.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", [(), ("--example",)])
def test_a_folder_with_anything_in_it_is_refused(example: tuple[str, ...], call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = call("init", tmp_path, *example)
    assert done.exit_code == 2
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_taken(call: Call, tmp_path: Path) -> None:
    assert call("init", tmp_path).exit_code == 0
    assert (tmp_path / "assessment.yaml").is_file()


def test_an_unknown_method(call: Call, tmp_path: Path) -> None:
    done = call("init", tmp_path / "a", "--method", "nowhere_2018")
    assert done.exit_code == 2
    assert "there is no method nowhere_2018" in done.stderr
    assert not (tmp_path / "a").exists()


def test_an_example_has_its_own_period(call: Call, tmp_path: Path) -> None:
    assert call("init", tmp_path / "a", "--example", "--period", "2019").exit_code == 2


def test_every_shipped_method_can_be_started(call: Call, tmp_path: Path) -> None:
    assert methods()
    for method in methods():
        assert call("init", tmp_path / method, "--method", method).exit_code == 0
        assert example_of(method) is not None


def test_there_is_no_example_of_an_unknown_method() -> None:
    assert example_of("nowhere") is None


def test_a_path_with_blanks_can_be_copied_from_what_is_said(call: Call, tmp_path: Path) -> None:
    made = call("init", tmp_path / "考核 2018（一）", "--example")
    assert made.stdout.endswith(f'sz-assess run "{tmp_path / "考核 2018（一）"}"\n')
