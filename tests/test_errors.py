"""Problems are told all together, in order, once each, in the reader's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.errors import AssessError, InputError, Problem, Refused, describe, noted
from sz_assess.i18n import translator
from sz_assess.text import msg


def problem(file: str, line: int | None = None, column: int | None = None, key: str = "") -> Problem:
    return Problem(file, msg("found this"), msg("expected that"), line=line, column=column, key=key)


def test_places_of_texts_and_workbooks() -> None:
    assert problem("weights/a.yaml", 12, 5).place == "weights/a.yaml:12:5"
    assert problem("units.csv", 3).place == "units.csv:3"
    assert problem("data").place == "data"
    assert Problem("data/a.xlsx", "1", "2", sheet="表1", cell="C7").place == "data/a.xlsx:表1!C7"
    assert Problem("data/a.xlsx", "1", "2", sheet="表1").place == "data/a.xlsx:表1"


PLACES = st.tuples(st.sampled_from(["a.yaml", "b.yaml"]), st.none() | st.integers(1, 20), st.none() | st.integers(1, 9))


@given(st.lists(PLACES, min_size=1, max_size=12))
def test_all_problems_in_order_and_each_once(places: list[tuple[str, int | None, int | None]]) -> None:
    error = InputError([problem(*place) for place in (*places, *places)])
    assert isinstance(error, AssessError)
    assert {found.place for found in error.problems} == {problem(*place).place for place in places}
    assert len(error.problems) == len(set(places))
    order = [(found.file, found.line or 0, found.column or 0) for found in error.problems]
    assert order == sorted(order)
    assert len(str(error).split("found this")) == len(set(places)) + 1


def test_a_problem_in_words() -> None:
    whole = Problem("a.yaml", "90", msg("at most {n}", n=80.5), "write 80", key="weights.x", line=3, column=7)
    assert describe(whole, translator("en")).splitlines() == [
        "a.yaml:3:7: weights.x",
        "  found: 90",
        "  expected: at most 80.5",
        "  what to do: write 80",
    ]
    without = Problem("a.yaml", "90", "80")
    assert describe(without, translator("en")) == "a.yaml\n  found: 90\n  expected: 80"
    assert "found" not in describe(whole, translator("zh"))


def test_what_is_refused_says_what_to_do() -> None:
    refused = Refused("90", msg("at most {n}", n=80), "write 80")
    assert str(refused) == "90; expected at most 80; write 80"
    assert str(Refused("90", "80")) == "90; expected 80"


def test_noted_problems_let_others_tell_theirs() -> None:
    problems: list[Problem] = []
    done: list[int] = []
    for line in (2, 0, 1):
        with noted(problems):
            if line:
                raise InputError([Problem("a.yaml", "found", "expected", line=line)])
            done.append(line)
    assert ([each.line for each in problems], done) == ([2, 1], [0])
    with pytest.raises(ValueError, match="no problem of the files"), noted(problems):
        raise ValueError("no problem of the files")
