"""Cases that bring pieces of the files: they come out, and what is wrong with a piece is told at its line."""

from pathlib import Path

import pytest

from sz_assess.cases.files import FileOutcome, run_cases
from sz_assess.errors import InputError

CLAUSES = Path(__file__).parent / "clauses"
FILES = sorted(file for letter in "fghi" for file in CLAUSES.glob(f"{letter}_*.yaml"))

CASE = """\
cases:
  - case: 一个单位
    clause: F1
    worked_by: 手算
    period: 2018
    units: {A: county}
    scores: {work: {A: 80}}
    files:
      weights:
        weights: {tasks: {weight: 100, work: 100}}
"""


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_cases_come_out(file: Path) -> None:
    (outcome,) = run_cases(file)
    assert not [(case.spec.case, case.refused, case.compared) for case in outcome.cases if not case.passed]


def ran(folder: Path, text: str) -> FileOutcome:
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return run_cases(file)[0]


def test_a_wrong_expectation_is_seen(tmp_path: Path) -> None:
    (right,) = ran(tmp_path, CASE + "    expect: {total: {A: 80}}\n").cases
    (wrong,) = ran(tmp_path, CASE + "    expect: {total: {A: 81}}\n").cases
    assert right.passed
    assert not wrong.passed


VETO = "      adjustments: {vetoes: [{code: v, effect: unranked, %s}]}\n"
LIST = "      decisions: {lists: [{code: a, kind: honour, %s}]}\n"
WITHDRAWN = "      assessment: {withdrawn: [{back_fill: true, reason: 公示, %s}]}\n"


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        ("        grades: {by: score, gardes: []}\n", ":11:"),
        ("        ranking: {on: unrounded, ties: [wrok]}\n", "did you mean work"),
        ("        adjustments: {groups: {g: {members: [x]}}}\n", "a group without bounds"),
        (VETO % "steps: 1", "neither when nor fails"),
        (VETO % "fails: [{targets_met: work}], at_least: 1", "work under targets_met"),
        (VETO % "fails: [{first: 3, over: all}], at_least: 1", "first in the requirements of a veto"),
        (VETO % "fails: [{score_from: 3}]", "fails without at_least"),
        (LIST % "not_on: []", "a list that everybody is on"),
        (LIST % "take: 3", "take without by"),
        (LIST % "not_on: [b], requires: [{no_veto: all}]", "a list further up"),
        (LIST % "requires: [{no_veto: all, first: 3}]", "together"),
        (LIST % "requires: [{first: 3}]", "over: —"),
        (LIST % "requires: [{grade: good, times: 3, within: 2}]", "3 times within 2 years"),
        (WITHDRAWN % "unit: A, lists: [x]", "the list x"),
        (WITHDRAWN % "unit: B, grade: x", "the unit B"),
        ("      wieghts: {}\n", "did you mean weights"),
    ],
)
def test_what_is_wrong_with_a_piece_is_told(piece: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        ran(tmp_path, CASE + piece + "    expect: {total: {A: 80}}\n")
    told = [f":{each.line}: {each.found}; {each.expected}; {each.mend}" for each in caught.value.problems]
    assert says in "\n".join(told)


LADDER = """\
      decisions: {ladders: [{code: p, ladder: {method: place, over: all, amounts: [500], ties: each, vetoed: left}}]}
"""


def test_an_award_by_place_is_compared(tmp_path: Path) -> None:
    (right,) = ran(tmp_path, CASE + LADDER + "    expect: {awards: {p: {A: 500}}}\n").cases
    (wrong,) = ran(tmp_path, CASE + LADDER + "    expect: {awards: {p: {A: 400}}}\n").cases
    assert right.passed, right
    assert not wrong.passed


SCHEMED = CASE.replace("tasks: {weight: 100, work: 100}", "tasks: {weight: 100}") + "    tree: {tasks: [work, other]}\n"


@pytest.mark.parametrize(
    ("schemes", "says"),
    [
        ("{at: {tasks: entorpy}}", "did you mean entropy"),
        ("{at: {taks: equal}}", "did you mean tasks"),
        ("{at: {total: equal}}", "a weight of tasks, which a scheme gives"),
        ("{at: {tasks: {method: entropy}}}", "normalise"),
        (
            "{at: {tasks: {method: ahp, solve: column_mean, random_index: saaty, judgements: {}}}}",
            "no judgement of work",
        ),
    ],
)
def test_a_scheme_that_is_wrong_is_told(schemes: str, says: str, tmp_path: Path) -> None:
    text = SCHEMED.replace("    tree", f"        schemes: {schemes}\n    tree") + "    expect: {total: {A: 80}}\n"
    with pytest.raises(InputError) as caught:
        ran(tmp_path, text)
    told = [f":{each.line}: {each.found}; {each.expected}; {each.mend}" for each in caught.value.problems]
    assert says in "\n".join(told)


def test_weights_from_scores_need_two_units(tmp_path: Path) -> None:
    text = SCHEMED.replace("    tree", "        schemes: {at: {tasks: critic}}\n    tree")
    (case,) = ran(tmp_path, text + "    expect: {total: {A: 80}}\n").cases
    assert "0 units" in " ".join(map(str, case.refused))
