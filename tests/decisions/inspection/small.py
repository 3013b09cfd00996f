"""A small assessment with everything that inspection looks at, worked out by hand.

Firms (plan 20): North 10 is 50 %, South 20 is 100 %, the park 5 is 25 %. Growth of output (target 10 %): North 10,
South 5, the park 10. Totals: North 80, South 70, the park 70, behind South by its firms. Places a year before: South 1,
North 2, the park 3.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sz_assess.decisions.inspection import Inspection, inspection
from sz_assess.run import assess_folder
from tests.cli.conftest import make_assessment

SAMPLE = {
    "code": "by_size", "ledger": "works", "name_column": "title",
    "strata": [{"code": "large", "name": "large", "where": "revenue >= 100"}, {"code": "small", "name": "small"}],
}  # fmt: skip
LEDGERS = {"ledgers": [
    {"code": "works", "name": "works", "department": "industry", "key": ["year", "number"], "unit": "place",
     "period": {"column": "year"}, "columns": [
        {"code": "year", "name": "year", "type": "period"}, {"code": "number", "name": "number", "type": "text"},
        {"code": "title", "name": "title", "type": "text"}, {"code": "place", "name": "place", "type": "text"},
        {"code": "revenue", "name": "revenue", "type": "number", "optional": True}]},
    {"code": "complaints", "name": "complaints", "department": "industry", "key": ["number"], "unit": "place",
     "period": {"date": "entered"}, "columns": [
        {"code": "number", "name": "number", "type": "text"}, {"code": "place", "name": "place", "type": "text"},
        {"code": "entered", "name": "entered", "type": "date"},
        {"code": "promised", "name": "promised", "type": "date", "optional": True},
        {"code": "shut", "name": "shut", "type": "date", "optional": True},
        {"code": "done", "name": "done", "type": "boolean", "optional": True}]},
]}  # fmt: skip
WORKS = [("north", n, 50 + 10 * n) for n in range(10)] + [("south", n, 200) for n in range(3)]
COMPLAINTS = """\
number,place,entered,promised,shut,done
c1,north,2018-03-01,2018-04-01,,no
c2,north,2018-03-01,2019-03-30,,no
c3,north,2018-03-01,2019-03-31,,no
c4,north,2018-03-01,2018-04-01,2018-05-01,yes
c5,north,2018-12-20,2018-12-30,,
c6,south,2017-03-01,2017-04-01,,no
c7,park,2018-11-01,2018-12-31,2019-04-01,no
"""
EARLIER = """\
unit,name,group,score,rank,group_rank,grade,rank_change
south,,county,,1,1,,
north,,county,,2,2,,
park,,zone,,3,1,,
"""


def rule(code: str, finds: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "finds": finds, "check": "look", "department": "industry", **more}


def made(
    folder: Path, rules: list[dict[str, Any]], figures: dict[str, Any], *, closed: str = "final", more: str = ""
) -> Path:
    """Write the assessment's files."""
    make_assessment(folder)
    specs = folder / "indicator_specs" / "small"
    spec: dict[str, Any] = {"rules": rules, "samples": [SAMPLE], "closed": closed}
    if closed == "may_reopen":
        spec["reopen_days"] = 30
    _json(specs / "decisions.yaml", {"inspection": spec})
    _json(specs / "ledgers.yaml", LEDGERS)
    with (folder / "weights" / "small.yaml").open("a", encoding="utf-8") as file:
        decided = {"inspection": {"seed": "s", "rules": {code: {"days": 20, **own} for code, own in figures.items()}}}
        file.write(f"decisions: {json.dumps(decided)}\n{more}")
    with (folder / "assessment.yaml").open("a", encoding="utf-8") as file:
        file.write("previous: {period: 2017, ranking: previous.csv}\n"
                   "inspection: {notice: 2019-02-15, reference: 2019-03-31}\n"
                   "ledgers: {complaints: {covers: [2017, 2018]}}\n")  # fmt: skip
    (folder / "previous.csv").write_text(EARLIER, encoding="utf-8")
    (folder / "ledgers").mkdir()
    works = "".join(f"2018,w{n},Works {n} of {place},{place},{revenue}\n" for place, n, revenue in numbered())
    (folder / "ledgers" / "works.csv").write_text(f"year,number,title,place,revenue\n{works}", encoding="utf-8")
    (folder / "ledgers" / "complaints.csv").write_text(COMPLAINTS, encoding="utf-8")
    return folder


def numbered() -> list[tuple[str, int, int]]:
    """Works with numbers of their own."""
    return [(place, n, revenue) for n, (place, _, revenue) in enumerate(WORKS)]


def listed(folder: Path, rules: list[dict[str, Any]], figures: dict[str, Any]) -> Inspection:
    """The list that such rules make."""
    return inspection(assess_folder(made(folder, rules, figures)))


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
