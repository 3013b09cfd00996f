"""Each department's inspection items whose deadline falls in a period, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.errors import Problem
from sz_assess.method.decisions.responsibility import ItemsCount
from sz_assess.method.load import INSPECTION_LEDGER
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.statistics.inspections.states import Standing
from sz_assess.text import msg


@dataclass(frozen=True)
class DutyItem:
    """An item of the ledger that was due. ``department`` is the code of the one that its rule names."""

    department: str
    standing: Standing

    @property
    def closed_in_time(self) -> bool:
        """Whether it is closed out, on the day of the deadline or before."""
        day = self.standing.closed_on
        return day is not None and day <= self.standing.due

    @property
    def reported_in_time(self) -> bool:
        """Whether a report that was not sent back came on the day of the deadline or before."""
        day = self.standing.reported_on
        return day is not None and day <= self.standing.due


def items_due(result: Result, period: Period, problems: list[Problem]) -> tuple[DutyItem, ...]:
    """The ledger's items whose deadline, as extended, falls in the period and has come by the day of reference, in
    the ledger's order. What no rule of the method answers for is noted: nobody could say whose it is."""
    rules = result.assessment.method.inspection
    departments = {} if rules is None else {rule.code: rule.department for rule in rules.rules}
    key = result.assessment.about.inspection
    out = []
    for standing in result.inspected.standings.values():
        if not period.start <= standing.due <= period.end:
            continue
        if key is not None and standing.due.isoformat() > key.reference:
            continue
        rule = standing.item.partition(":")[0]
        if rule not in departments:
            found = msg("the item {code}, of a rule that decisions.yaml does not have", code=standing.item)
            expected = msg("an item whose rule says which department answers for it")
            mend = msg("keep the rule {rule} under inspection:; without figures in the weights file it is not applied",
                       rule=rule)  # fmt: skip
            problems.append(Problem(standing.changes[0].place or INSPECTION_LEDGER, found, expected, mend))
            continue
        out.append(DutyItem(departments[rule], standing))
    return tuple(out)


def count(items: tuple[DutyItem, ...], department: str, what: ItemsCount) -> int:
    """How many items a department had, or had closed or reported in time."""
    own = [item for item in items if item.department == department]
    if what == "items_closed_in_time":
        return sum(item.closed_in_time for item in own)
    if what == "items_reported_in_time":
        return sum(item.reported_in_time for item in own)
    return len(own)
