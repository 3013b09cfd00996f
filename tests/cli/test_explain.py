"""A unit's score in the terminal, with the arithmetic of tests/cli/conftest.py written out."""

import io
import sys
from pathlib import Path

import pytest

from sz_assess.cli import explain
from sz_assess.cli.explain import Branch, plain
from tests.cli.conftest import Call
from tests.cli.test_check import change


def lines(call: Call, assessment: Path, *words: str) -> list[str]:
    done = call("explain", assessment, "--lang", "en", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_whole_tree_of_a_unit(call: Call, assessment: Path) -> None:
    found = lines(call, assessment, "--unit", "south")
    heads = [line for line in found if " points" in line and "(" in line and ":" in line and "score" in line]
    assert [head.strip() for head in heads] == [
        "South County (south): Total (total)  score 70 at weight 100: 70 points",
        "Growth (growth)  score 70 at weight 100: 70 points",
        "Growth of output (output_growth)  score 50 at weight 60: 30 points",
        "Number of firms (firm_count)  score 100 at weight 40: 40 points",
    ]
    assert [len(head) - len(head.lstrip()) for head in heads] == [0, 4, 8, 8]
    text = "\n".join(found)
    assert "Total: 70 + 0 + 0 = 70, published as 70" in text
    assert "Place: 2 of 3; in its group: 2" in text
    assert "0.6 × 50 + 0.4 × 100 = 70" in text


def test_an_indicator_with_figures_and_cells(call: Call, assessment: Path) -> None:
    found = [line.strip() for line in lines(call, assessment, "--unit", "south", "--indicator", "output_growth")]
    assert found[0] == "Growth of output (output_growth)  score 50 at weight 60: 30 points"
    assert "= (105 − 100) ÷ |100| × 100 = 5" in found
    assert "Output 2017: 100  [data/figures.csv:4:C]" in found
    assert "Output 2018: 105  [data/figures.csv:5:C]" in found
    assert "where target = 10" in found
    assert found[-1].endswith("= 50")


@pytest.mark.parametrize("unit", ["park", "高新区", "High-tech Park"])
def test_a_unit_by_code_or_name(unit: str, call: Call, assessment: Path) -> None:
    assert lines(call, assessment, "--unit", unit)[0].startswith("High-tech Park (park)")


def test_an_indicator_by_name_and_a_dimension(call: Call, assessment: Path) -> None:
    assert lines(call, assessment, "--unit", "park", "--indicator", "产值增速")[0].startswith("Growth of output")
    assert lines(call, assessment, "--unit", "park", "--indicator", "growth")[0].startswith("Growth (growth)")


def test_a_missing_figure_is_told(call: Call, assessment: Path) -> None:
    data = assessment / "data" / "figures.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("110,10", "110,"), encoding="utf-8")
    text = "\n".join(lines(call, assessment, "--unit", "north", "--indicator", "firm_count"))
    assert "score 25 at weight 40: 10 points" in text  # the lowest of the others: the park's
    assert "Note: no figure: the lowest score of the units" in text
    assert "[not delivered]" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unit", "nroth"], "there is no unit nroth; did you mean north?"),
        (["--unit", "南"], "there is no unit 南; did you mean 南县?"),
        (["--unit", "zzz"], "there is no unit zzz; there are north, south, park"),
        (["--unit", "北县", "--indicator", "企业"], "there is no indicator 企业; did you mean"),
        (
            ["--unit", "north", "--indicator", "firm_cuont"],
            "there is no indicator firm_cuont; did you mean firm_count?",
        ),
    ],
)
def test_names_that_do_not_exist(words: list[str], said: str, call: Call, assessment: Path) -> None:
    done = call("explain", assessment, *words)
    assert done.exit_code == 2
    assert said in done.stderr.splitlines()[0]


def test_a_name_that_several_bear(call: Call, assessment: Path) -> None:
    units = assessment / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("南县", "北县"), encoding="utf-8")
    done = call("explain", assessment, "--unit", "北县")
    assert done.exit_code == 2
    assert "several are called 北县; give a code: north, south" in done.stderr


TREE = Branch("Total  80 points", ("= [red]0.6[/red] × 100",), (Branch("Growth  60 points", ("note",), ()),))


def test_plain_lines_can_be_copied() -> None:
    assert list(plain(TREE)) == [
        "Total  80 points", "    = [red]0.6[/red] × 100", "    Growth  60 points", "        note",
    ]  # fmt: skip


def test_on_a_terminal_it_is_a_tree_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "dumb")
    explain._print(TREE)
    said = screen.getvalue()
    assert "└──" in said or "`--" in said
    for line in plain(TREE):
        assert line.strip() in said


def test_points_of_a_rule_for_nothing_counted(call: Call, assessment: Path) -> None:
    """A deduction of 3 for having no firm: the count is 0, and yet it moves the total."""
    change(assessment / "data" / "figures.csv", "park,2018,132,5", "park,2018,132,0")
    (assessment / "indicator_specs" / "small" / "adjustments.yaml").write_text(
        """\
adjustments:
  - code: no_firm
    name: {zh: 没有企业, en: No firm at all}
    kind: deduction
    formula: firms
    unit: firms
    source: {clause: 二}
    missing: refuse
    scoring: {rule: ladder, steps: [["< 1", 3], ["otherwise", 0]]}
""",
        encoding="utf-8",
    )
    with (assessment / "weights" / "small.yaml").open("a", encoding="utf-8") as weights:
        weights.write("adjustments: {items: {no_firm: {}}}\n")
    text = "\n".join(lines(call, assessment, "--unit", "park"))
    assert "Total: 60 + 0 − 3 = 57, published as 57" in text  # park: growth 100 × 60 %, firms 0 of 20
    told = next(line for line in text.splitlines() if "No firm at all" in line)
    assert told.endswith(": − 3")


def test_a_unit_without_a_total_is_told_plainly(call: Call, assessment: Path) -> None:
    """No indicator applies to the park: there is no total, and so nothing that bounds could hold."""
    file = assessment / "indicator_specs" / "small" / "1_growth.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("missing: refuse", "missing: refuse\n    not_applicable: {units: [park]}").replace(
            "missing: worst", "missing: worst\n    not_applicable: {units: [park]}"
        ),
        encoding="utf-8",
    )
    found = "\n".join(lines(call, assessment, "--unit", "park"))
    assert "bounds" not in found
    assert "nan" not in found
