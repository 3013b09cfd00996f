"""``inspection/ledger.csv``: every change of every inspection item, signed and dated, one a row, never rewritten."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from sz_assess.errors import Problem, Refused
from sz_assess.expression import suggest
from sz_assess.method.decisions.inspection import InspectionRules
from sz_assess.method.load import INSPECTION_LEDGER
from sz_assess.method.model import Assessment
from sz_assess.statistics.inspections.states import ACTIONS, Action, Change, Standing, moved
from sz_assess.statistics.rows import Rows, read_table
from sz_assess.statistics.tables.table import Table, quoted
from sz_assess.text import msg

COLUMNS: dict[str, tuple[str, ...]] = {
    "item": ("item", "督查事项"),
    "action": ("action", "办理"),
    "by": ("by", "签批人"),
    "on": ("on", "日期"),
    "due": ("due", "办结期限"),
    "note": ("note", "说明"),
}
"""Accepted headings, the first one as it is written."""


@dataclass(frozen=True)
class ItemsLedger:
    """All items that the ledger names, in its order, and where they have got. ``kept``: whether there is a ledger."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    kept: bool = False


def load_ledger(assessment: Assessment, problems: list[Problem]) -> ItemsLedger:
    """Read and check the assessment's ledger; an empty one where there is no file. What is wrong is noted."""
    path = assessment.folder / INSPECTION_LEDGER
    if not path.is_file():
        return ItemsLedger()
    table = read_table(INSPECTION_LEDGER, path, problems)
    return ItemsLedger() if table is None else read_items(table, assessment.method.inspection, problems)


def read_items(table: Table, rules: InspectionRules | None, problems: list[Problem]) -> ItemsLedger:
    """The items of a table of changes. What is wrong is noted."""
    rows = Rows(table, COLUMNS)
    found: dict[str, Standing] = {}
    broken: set[str] = set()
    for row, text in rows:
        change = _change(rows, row, text)
        if change is None or change.item in broken:
            broken.add(text["item"])
            continue
        try:
            found[change.item] = moved(found.get(change.item), change, rules)
        except Refused as refused:
            # What follows of this item rests on a change that is none; one problem says so.
            rows.refuse(row, "action", refused.found, refused.expected, refused.mend)
            broken.add(change.item)
    problems += rows.problems
    return ItemsLedger(found, kept=True)


def _change(rows: Rows, row: int, text: Mapping[str, str]) -> Change | None:
    before = len(rows.problems)
    rows.needed(
        row, text, item=msg("the code of an item, as inspect list shows it"),
        by=msg("the name of whoever signs the change"), on=msg("the day of the change"),
    )  # fmt: skip
    if text["action"] not in ACTIONS:
        found = quoted(text["action"]) if text["action"] else msg("a blank cell")
        mend = suggest(text["action"], list(ACTIONS))
        rows.refuse(row, "action", found, msg("one of {names}", names=list(ACTIONS)), mend)
    on, due = rows.day(row, text, "on"), rows.day(row, text, "due")
    if len(rows.problems) > before:
        return None
    place = f"{rows.table.file}:{row}"
    return Change(
        text["item"], cast(Action, text["action"]), text["by"], cast(datetime.date, on), text["note"], due, place
    )
