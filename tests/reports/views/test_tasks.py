"""Tables of the task book."""

import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sz_assess.decisions import Decisions
from sz_assess.decisions.tasks import Project, Tasks
from sz_assess.method.ledger import LedgerColumn
from sz_assess.reports.tables import write_table
from sz_assess.reports.views.tasks import task_tables
from sz_assess.result import Result


def test_key_projects_keep_numbers_and_days_as_they_are(result: Result, tmp_path: Path) -> None:
    """A negative number is no text that needs guarding, and a truth is told in a word."""
    kinds = {"name": "text", "profit": "number", "built": "boolean", "since": "date", "jobs": "integer"}
    columns = [LedgerColumn.model_validate({"code": code, "name": code, "type": kind}) for code, kind in kinds.items()]
    cells: tuple[Any, ...] = ("=厂房", Decimal("-3.50"), True, datetime.date(2018, 5, 1), None)
    found = Tasks(None, (), tuple(columns), (Project(1, cells, "ledgers/p.csv:2"),), datetime.date(2018, 12, 31))
    tables = task_tables(result, cast(Decisions, SimpleNamespace(tasks=found)), "zh")
    table = next(each for each in tables if each.name == "key_projects")
    lines = write_table(tmp_path / "p.csv", table.heading, table.rows).read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "unit,name,profit,built,since,jobs,row", "west,'=厂房,-3.50,yes,2018-05-01,,ledgers/p.csv:2"
    ]  # fmt: skip
