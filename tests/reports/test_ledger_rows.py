"""Every count opens to its rows: a table for each unit and statistic, linked, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from sz_assess.run import Run, run

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "suizhou_2018"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The example with a project that is named like a formula."""
    folder = tmp_path_factory.mktemp("rows") / "a"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output"))
    path = folder / "ledgers" / "projects.csv"
    text = path.read_bytes().decode("gb18030")
    name = next(line.split(",")[1] for line in text.splitlines() if ",曾都区,2018-" in line and ",扩建," in line)
    path.write_bytes(text.replace(name, "=1+1").encode("gb18030"))
    return run(folder, folder.parent / "out")


def rows(done: Run, unit: str, statistic: str) -> list[dict[str, str]]:
    path = done.folder / "report" / "units" / unit / f"{statistic}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_unit_has_a_table_of_every_count(done: Run) -> None:
    """The scenic area has none of what does not apply to it."""
    counted = done.result.panel.ledgers.statistics
    assert len(list((done.folder / "report" / "units" / "zengdu").iterdir())) == len(counted)
    scenic = {path.stem for path in (done.folder / "report" / "units" / "dahongshan").iterdir()}
    assert "problems_raised" in scenic
    assert "large_firms" not in scenic


def test_there_are_as_many_rows_as_were_counted(done: Run) -> None:
    found = [row for row in rows(done, "zengdu", "firms_over_1bn") if row["考核期"] == "2018"]
    assert len(found) == 5
    assert all(float(row["主营业务收入"]) >= 100_000 for row in found)


def test_the_periods_are_those_that_formulas_read(done: Run) -> None:
    """Net new firms compare with the year before."""
    assert {row["考核期"] for row in rows(done, "suixian", "large_firms")} == {"2017", "2018"}


def test_what_is_not_known_is_in_the_table(done: Run) -> None:
    found = [row for row in rows(done, "guangshui", "problems_closed") if row["考核期"] == "2018"]
    assert len(found) == 74
    assert {row["年末前已销号"] for row in found} == {""}


def test_no_cell_is_taken_for_a_formula(done: Run) -> None:
    names = {row["项目名称"] for row in rows(done, "zengdu", "projects_over_100m")}
    assert "'=1+1" in names
    assert not [name for name in names if name.startswith("=")]


def test_the_pages_lead_to_the_rows(done: Run) -> None:
    link = 'href="../units/gaoxin/firms_over_1bn.csv"'
    assert link in (done.folder / "report" / "units" / "gaoxin.html").read_text(encoding="utf-8")
    data = (done.folder / "report" / "data.html").read_text(encoding="utf-8")
    assert 'href="units/gaoxin/firms_over_1bn.csv"' in data
    assert "74" in data


def test_the_tables_are_in_the_manifest(done: Run) -> None:
    assert "report/units/gaoxin/firms_over_1bn.csv" in done.files
