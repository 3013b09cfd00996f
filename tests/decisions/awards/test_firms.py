"""Honours of firms from a ledger: one row each, once, the highest only."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.awards import Awards, awards
from sz_assess.errors import InputError
from sz_assess.run import assess_folder
from tests.decisions.small import decided

HONOURS: dict[str, Any] = {
    "key": ["firm", "honour", "won"], "unit": "county", "period": {"date": "won"},
    "columns": [
        {"code": "firm", "name": "firm", "type": "text"},
        {"code": "county", "name": "county", "type": "text"},
        {"code": "won", "name": "won", "type": "date"},
        {"code": "honour", "name": "honour", "type": "choice", "choices": ["china", "river", "chime", "other"]},
    ],
}  # fmt: skip
ROWS = """\
firm,county,won,honour
A,u0,2018-03-01,chime
A,u0,2018-05-01,river
B,u1,2016-04-01,chime
B,u1,2018-04-01,chime
C,u1,2018-06-01,china
D,u0,2018-07-01,other
E,u0,2019-01-01,china
"""


def honours(folder: Path, rows: str = ROWS, **given: Any) -> Awards:
    rule = {
        "code": "prizes", "name": "prizes", "to": "firm", "ledger": "honours", "firm": "firm", "honour": "honour",
        "amounts": {"china": 1_000_000, "river": 300_000, "chime": 100_000}, "once": True, "highest_only": True,
        "source": {"clause": "1"}, **given,
    }  # fmt: skip
    about = {"ledgers": {"honours": {"covers": [2016, 2019]}}}
    ledgers = {"honours": (HONOURS, rows)}
    vetoes = [{"code": "steel_veto", "when": "steel > 0", "effect": "cancel", "awards": ["prizes"]}]
    return awards(decided(folder, [50.0, 50.0], {"steel": [0.0, 0.0]}, decisions={"firm_awards": [rule]}, about=about,
                          ledgers=ledgers, vetoes=vetoes))  # fmt: skip


def told(found: Awards) -> list[tuple[str, str, float]]:
    return [(row.item, row.state, float(row.amount)) for row in found.rows]


def test_once_and_the_highest_only(tmp_path: Path) -> None:
    """A won two in the year: the higher counts. B won the same in 2016. D's is none that pays, E's is of next year."""
    found = honours(tmp_path)
    assert told(found) == [
        ("A", "lower", 0), ("B", "repeated", 0), ("A", "paid", 300_000), ("C", "paid", 1_000_000),
    ]  # fmt: skip
    assert "ledgers/honours.csv:4" in str(found.rows[1].note)
    assert found.rows[2].place == "ledgers/honours.csv:3"
    assert [float(sum_) for sum_ in found.by_unit(2)] == [300_000, 1_000_000]


def test_each_honour_each_time(tmp_path: Path) -> None:
    found = honours(tmp_path, once=False, highest_only=False)
    assert [amount for _, _, amount in told(found)] == [100_000, 100_000, 300_000, 1_000_000]


def test_the_same_honour_twice_in_a_year(tmp_path: Path) -> None:
    rows = "firm,county,won,honour\nA,u0,2018-03-01,chime\nA,u0,2018-05-01,chime\n"
    assert told(honours(tmp_path, rows)) == [("A", "paid", 100_000), ("A", "repeated", 0)]


def test_a_ledger_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    rule = {"code": "p", "name": "p", "to": "firm", "ledger": "honours", "firm": "firm", "honour": "honour",
            "amounts": {"china": 1}, "once": True, "highest_only": False, "source": {"clause": "1"}}  # fmt: skip
    result = decided(tmp_path, [50.0, 50.0], decisions={"firm_awards": [rule]}, ledgers={"honours": (HONOURS, ROWS)},
                     about={"ledgers": {"honours": {"covers": [2016, 2019]}}})  # fmt: skip
    result.panel.ledgers.books.clear()
    with pytest.raises(InputError, match=r"ledgers/honours.csv"):
        awards(result)


def test_a_ledger_that_awards_are_read_from_must_be_delivered(tmp_path: Path) -> None:
    honours(tmp_path)
    (tmp_path / "ledgers" / "honours.csv").unlink()
    with pytest.raises(InputError, match=r"ledgers/honours.csv"):
        assess_folder(tmp_path)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ledger": "honors"}, "honours"),
        ({"firm": "company"}, "the column company"),
        ({"honour": "firm"}, "a column of the type choice"),
        ({"amounts": {"chinese": 5}}, "did you mean china"),
    ],
)
def test_what_is_not_in_the_ledger(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        honours(tmp_path, **given)
    assert words in str(caught.value)


def test_a_firm_is_never_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank firms would be one and the same, and only the first of them would be paid."""
    columns = [{**each, "optional": each["code"] == "firm"} for each in HONOURS["columns"]]
    monkeypatch.setitem(HONOURS, "columns", columns)
    monkeypatch.setitem(HONOURS, "key", ["won"])
    with pytest.raises(InputError, match="firm, which may be blank"):
        honours(tmp_path)


@pytest.mark.parametrize("kind", ["awards", "ladders"])
def test_once_is_said_only_where_it_can_be_looked_up(tmp_path: Path, kind: str) -> None:
    rules: dict[str, dict[str, Any]] = {
        "awards": {"count": "steel", "payments": [{"to": "firm", "amount": 1}]},
        "ladders": {"to": "unit", "ladder": {"method": "grade", "amounts": {"good": 1}}},
    }
    rule = {"code": "p", "name": "p", "source": {"clause": "1"}, **rules[kind], "once": True}
    with pytest.raises(InputError) as caught:
        decided(tmp_path, [50.0, 50.0], {"steel": [0.0, 0.0]}, decisions={kind: [rule]})
    assert "once" in str(caught.value)
    assert "firm_awards" in str(caught.value)
