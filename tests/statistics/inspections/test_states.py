"""The ledger of items: every change from every state, days, and what is overdue when."""

import datetime
from datetime import timedelta

import pytest

from sz_assess.errors import Refused
from sz_assess.method.decisions.inspection import InspectionRules
from sz_assess.statistics.inspections.states import ACTIONS, STATES, Action, Change, Standing, State, moved

DAY = datetime.date(2019, 3, 1)
DUE = datetime.date(2019, 3, 31)
RULE = {"code": "last", "name": "last", "finds": {"what": "falls"}, "check": "look", "department": "bureau"}
FINAL = InspectionRules.model_validate({"rules": [RULE], "closed": "final"})
AGAIN = InspectionRules.model_validate({"rules": [RULE], "closed": "may_reopen", "reopen_days": 30})

# How to get into each state.
WAYS: dict[State, list[Action]] = {
    "registered": ["add"],
    "assigned": ["add", "assign"],
    "reported": ["add", "assign", "report"],
    "returned": ["add", "assign", "report", "return"],
    "extended": ["add", "assign", "extend"],
    "closed": ["add", "assign", "report", "close"],
}
# Written out once more, by hand: what is allowed from each state, and where it leads.
ALLOWED: dict[State, dict[Action, State]] = {
    "registered": {"assign": "assigned"},
    "assigned": {"assign": "assigned", "report": "reported", "extend": "extended"},
    "reported": {"return": "returned", "close": "closed"},
    "returned": {"assign": "assigned", "report": "reported", "extend": "extended"},
    "extended": {"assign": "assigned", "report": "reported", "extend": "extended"},
    "closed": {"reopen": "returned"},
}


def change(action: Action, on: datetime.date = DAY, due: datetime.date | None = None) -> Change:
    if due is None and action in {"add", "extend", "reopen"}:
        due = DUE if action == "add" else DUE + timedelta(days=10)
    return Change("last:north:2018", action, "Zhang", on, "", due)


def after(*actions: Action) -> Standing:
    standing: Standing | None = None
    for action in actions:
        standing = moved(standing, change(action), AGAIN)
    assert standing is not None
    return standing


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_change_from_each_state(state: State, action: Action) -> None:
    standing = after(*WAYS[state])
    assert standing.state == state
    later = change(action, due=DUE + timedelta(days=30) if action == "extend" else None)
    if action in ALLOWED[state]:
        found = moved(standing, later, AGAIN)
        assert found.state == ALLOWED[state][action]
        assert found.changes == (*standing.changes, later)
    else:
        with pytest.raises(Refused) as refused:
            moved(standing, later, AGAIN)
        for allowed in ALLOWED[state]:
            assert allowed in str(refused.value.expected)


@pytest.mark.parametrize("action", [each for each in ACTIONS if each != "add"])
def test_nothing_begins_but_by_being_registered(action: Action) -> None:
    with pytest.raises(Refused, match="not in the ledger"):
        moved(None, change(action), AGAIN)


def test_overdue_begins_the_day_after() -> None:
    standing = after("add", "assign")
    assert [standing.overdue(DUE + timedelta(days=n)) for n in (-1, 0, 1, 31)] == [0, 0, 1, 31]
    assert standing.overdue(None) == 0


@pytest.mark.parametrize("state", STATES)
def test_only_what_awaits_an_answer_can_be_overdue(state: State) -> None:
    late = after(*WAYS[state]).overdue(DUE + timedelta(days=30))
    assert (late > 0) == (state in {"registered", "assigned", "returned", "extended"})


def test_what_was_extended_is_overdue_after_the_new_day() -> None:
    standing = after("add", "assign", "extend")
    assert [standing.overdue(DUE + timedelta(days=n)) for n in (1, 10, 11)] == [0, 0, 1]


def test_more_time_is_asked_for_before_it_has_run_out() -> None:
    standing = after("add", "assign")
    longer = DUE + timedelta(days=5)
    assert moved(standing, change("extend", DUE - timedelta(days=1), longer), FINAL).due == longer
    for day in (DUE, DUE + timedelta(days=1)):
        with pytest.raises(Refused, match="before the day that it is due on"):
            moved(standing, change("extend", day, longer), FINAL)
    with pytest.raises(Refused, match="a later day"):
        moved(standing, change("extend", DAY, DUE), FINAL)


def test_days_never_run_backwards() -> None:
    with pytest.raises(Refused, match="a day on or after 2019-03-01"):
        moved(after("add"), change("assign", DAY - timedelta(days=1)), FINAL)
    with pytest.raises(Refused, match="a day on or after 2019-03-01"):
        moved(None, change("add", due=DAY - timedelta(days=1)), FINAL)


def test_closed_is_final_where_the_method_says_so() -> None:
    with pytest.raises(Refused, match="closed is final"):
        moved(after(*WAYS["closed"]), change("reopen"), FINAL)


def test_closed_is_opened_again_within_the_days_of_the_method() -> None:
    closed = after(*WAYS["closed"])
    due = DAY + timedelta(days=60)
    assert moved(closed, change("reopen", DAY + timedelta(days=30), due), AGAIN).state == "returned"
    with pytest.raises(Refused, match="up to 2019-03-31"):
        moved(closed, change("reopen", DAY + timedelta(days=31), due), AGAIN)


def test_a_day_that_it_is_due_on_belongs_to_some_changes_only() -> None:
    with pytest.raises(Refused, match="without a day"):
        moved(None, Change("x", "add", "Zhang", DAY, ""), FINAL)
    with pytest.raises(Refused, match="only there"):
        moved(after("add"), change("assign", due=DUE), FINAL)
