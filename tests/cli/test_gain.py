"""`sz-assess gain` on the small assessment of conftest.py."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def rows(said: str) -> list[list[str]]:
    return [line.split() for line in said.splitlines() if line.startswith("  ")]


def test_what_a_place_would_take(call: Call, assessment: Path) -> None:
    """South lacks 10 points: 1.67 % of growth at 6 points each; or 5 firms at 2 each, level at 80 and ahead by the
    firms that decide ties. Five of the 15 firms between the units are a little less than 1.67 of 5 %. In its group and
    overall it is North that is next, so that it is said once."""
    done = call("gain", assessment, "--unit", "south")
    assert done.exit_code == 0
    assert "place 2/3, in its group 2/2" in done.stdout.splitlines()[0]
    assert "Overall the next place up is 1, that of North County." in done.stdout
    assert "In its group" not in done.stdout
    assert rows(done.stdout) == [
        ["indicator", "now", "needed", "points"],
        ["Number", "of", "firms", "20", "firms", "25", "firms", "+10.00"],
        ["Growth", "of", "output", "5%", "6.67%", "+10.02"],
    ]
    assert "no advice to report another figure" in done.stdout


def test_level_but_behind_by_the_tie_rule(call: Call, assessment: Path) -> None:
    """The park has South's 70 points and fewer firms: the least step is enough."""
    done = call("gain", assessment, "--unit", "park")
    assert "First in its group." in done.stdout
    assert [row[-3:] for row in rows(done.stdout)[1:]] == [["10%", "10.01%", "+0.06"], ["6", "firms", "+2.00"]]


def test_the_first_of_all(call: Call, assessment: Path) -> None:
    done = call("gain", assessment, "--unit", "north")
    assert "First of all units." in done.stdout
    assert rows(done.stdout) == []


def test_it_writes_nothing(call: Call, assessment: Path) -> None:
    call("gain", assessment, "--unit", "south")
    assert not (assessment / "output").exists()


EFFORT = "decisions: {effort: {basis: a guess, counted_in: points, indicators: {output_growth: 6, firm_count: 3}}}\n"


@pytest.fixture
def with_efforts(assessment: Path) -> Path:
    path = next((assessment / "weights").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + EFFORT, encoding="utf-8")
    return assessment


def test_the_cheapest_at_declared_efforts(call: Call, with_efforts: Path) -> None:
    """Growth costs 1 for a point, a firm 1.5 for a point. 10.02 for growth alone; 1.67 less a firm's 2 points, 1.34 in
    steps of 0.01, come to 8.04 + 3, which is more."""
    done = call("gain", with_efforts, "--unit", "south")
    assert "at 10.02 points together for +10.02 points: Growth of output from 5% to 6.67% (cost 10.02)" in done.stdout
    assert "Efforts: a guess" in done.stdout


def test_a_unit_that_is_not_there(call: Call, assessment: Path) -> None:
    done = call("gain", assessment, "--unit", "sauth")
    assert done.exit_code == 2
    assert "did you mean south?" in done.stderr
