"""The states of an inspection item and the changes between them: one table says which change is allowed when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sz_assess.errors import Refused
from sz_assess.method.decisions.inspection import InspectionRules
from sz_assess.text import Text, msg

Action = Literal["add", "assign", "report", "return", "extend", "close", "reopen"]
State = Literal["registered", "assigned", "reported", "returned", "extended", "closed"]

ACTIONS: tuple[Action, ...] = get_args(Action)
STATES: tuple[State, ...] = get_args(State)

ALLOWED: dict[tuple[State | None, Action], State] = {
    (None, "add"): "registered",
    ("registered", "assign"): "assigned",
    ("assigned", "assign"): "assigned",
    ("returned", "assign"): "assigned",
    ("extended", "assign"): "assigned",
    ("assigned", "report"): "reported",
    ("returned", "report"): "reported",
    ("extended", "report"): "reported",
    ("reported", "return"): "returned",
    ("assigned", "extend"): "extended",
    ("returned", "extend"): "extended",
    ("extended", "extend"): "extended",
    ("reported", "close"): "closed",
    ("closed", "reopen"): "returned",
}
"""From which state (None: not in the ledger) a change leads where. What is not in the table is refused."""

OPEN: frozenset[State] = frozenset({"registered", "assigned", "returned", "extended"})
"""States in which an answer is awaited; in these alone an item can be overdue."""

WITH_DUE: frozenset[Action] = frozenset({"add", "extend", "reopen"})
"""Changes that state the day by which an answer is due."""

ACTION_WORDS: dict[Action, Text] = {
    "add": msg("registered"),
    "assign": msg("assigned"),
    "report": msg("reported"),
    "return": msg("returned for more work"),
    "extend": msg("extended"),
    "close": msg("closed out"),
    "reopen": msg("opened again"),
}
STATE_WORDS: dict[State, Text] = {
    "registered": msg("registered"),
    "assigned": msg("assigned"),
    "reported": msg("reported"),
    "returned": msg("returned for more work"),
    "extended": msg("extended"),
    "closed": msg("closed out"),
}


@dataclass(frozen=True)
class Change:
    """One row of the ledger. ``due`` is there for the changes of :data:`WITH_DUE`; ``place`` is its row in the file."""

    item: str
    action: Action
    by: str
    on: datetime.date
    note: str
    due: datetime.date | None = None
    place: str = ""


@dataclass(frozen=True)
class Standing:
    """Where an item has got. ``changes`` are all its rows, the first first."""

    item: str
    state: State
    due: datetime.date
    changes: tuple[Change, ...]

    @property
    def last(self) -> Change:
        """The latest change."""
        return self.changes[-1]

    @property
    def closed_on(self) -> datetime.date | None:
        """The day on which it was closed out; None where it is open."""
        return self.last.on if self.state == "closed" else None

    @property
    def reported_on(self) -> datetime.date | None:
        """The day of the report that stands; None where none was made, or it was sent back."""
        if self.state not in {"reported", "closed"}:
            return None
        return next(change.on for change in reversed(self.changes) if change.action == "report")

    @property
    def extensions(self) -> int:
        """How many times it was given more time."""
        return sum(change.action == "extend" for change in self.changes)

    def overdue(self, day: datetime.date | None) -> int:
        """By how many days an answer is overdue on a day: the day that it is due on is still in time."""
        return max((day - self.due).days, 0) if day is not None and self.state in OPEN else 0


def moved(standing: Standing | None, change: Change, rules: InspectionRules | None) -> Standing:
    """The item after a change. Raises :class:`Refused` for one that is not allowed."""
    state = None if standing is None else standing.state
    after = ALLOWED.get((state, change.action))
    if after is None:
        raise Refused(_no_way(state, change.action), _ways(state))
    if (change.action in WITH_DUE) != (change.due is not None):
        given = msg("{action} with the day {day}", action=change.action, day=str(change.due))
        found = given if change.due else msg("{action} without a day by which it is due", action=change.action)
        raise Refused(found, msg("a day with {actions}, and only there", actions=sorted(WITH_DUE)))
    if standing is None:
        if change.due is None or change.due < change.on:
            raise Refused(msg("due on {day}", day=str(change.due)), _not_before(change.on))
        return Standing(change.item, after, change.due, (change,))
    if change.on < standing.last.on:
        found = msg("{action} on {day}", action=change.action, day=str(change.on))
        raise Refused(found, _not_before(standing.last.on), msg("changes are written in the order of their days"))
    if change.action == "extend":
        _check_extension(standing, change)
    if change.action == "reopen":
        _check_reopening(standing, change, rules)
    due = standing.due if change.due is None else change.due
    return replace(standing, state=after, due=due, changes=(*standing.changes, change))


def _no_way(state: State | None, action: Action) -> Text:
    if state is None:
        return msg("{action} of an item that is not in the ledger", action=action)
    return msg("{action} of an item that is {state}", action=action, state=STATE_WORDS[state])


def _ways(state: State | None) -> Text:
    names = [action for (source, action) in ALLOWED if source == state]
    return msg("one of {names}", names=names)


def _not_before(day: datetime.date) -> Text:
    return msg("a day on or after {day}", day=str(day))


def _check_extension(standing: Standing, change: Change) -> None:
    """More time must be asked for before it has run out, and must be more."""
    if change.on >= standing.due:
        found = msg("an extension on {day}, of what was due on {due}", day=str(change.on), due=str(standing.due))
        raise Refused(found, msg("an extension before the day that it is due on"))
    if change.due is None or change.due <= standing.due:
        found = msg("extended to {day}, and due on {due}", day=str(change.due), due=str(standing.due))
        raise Refused(found, msg("a later day than {day}", day=str(standing.due)))


def _check_reopening(standing: Standing, change: Change, rules: InspectionRules | None) -> None:
    days = None if rules is None else rules.reopen_days
    if days is None:
        found = msg("reopen of an item that is {state}", state=STATE_WORDS["closed"])
        raise Refused(found, msg("nothing more: the method says that closed is final (inspection, closed: final)"))
    last = standing.last.on + datetime.timedelta(days=days)
    if change.on > last:
        found = msg("reopen on {day}, closed on {closed}", day=str(change.on), closed=str(standing.last.on))
        raise Refused(found, msg("a day up to {day}: the method allows {n} days", day=str(last), n=days))
    if change.due is None or change.due < change.on:
        raise Refused(msg("due on {day}", day=str(change.due)), _not_before(change.on))


def standings(changes: Iterable[Change], rules: InspectionRules | None) -> dict[str, Standing]:
    """All items after all changes. Raises :class:`Refused` at the first that is not allowed."""
    out: dict[str, Standing] = {}
    for change in changes:
        out[change.item] = moved(out.get(change.item), change, rules)
    return out
