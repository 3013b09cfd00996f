"""Writes docs/plan.md, the shipped method clause by clause, from its files: `python tools/plan_page.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sz_assess.expression import Expression
from sz_assess.method.common import Name, Source
from sz_assess.method.indicator import Series
from sz_assess.method.load import load_method
from sz_assess.method.model import Method
from sz_assess.text import number

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "plan.md"
METHOD = ROOT / "indicator_specs" / "suizhou_2018_2020"

HEAD = """\
# The plan, clause by clause 方案条款对照表

<!-- Written by tools/plan_page.py from indicator_specs/suizhou_2018_2020. -->

Where each figure and rule of Suizhou's action plan (随政发〔2018〕24号) stands in the method. An **indicator** scores
units. A **city target** is followed on the report's progress page and scores nobody. The plan sets targets and no
weights: those, and measuring units by targets set for the city, are the method's proposal.

方案中每个数字、每条规则在考核办法中的位置。**指标**给各单位计分；**全市目标**只在报告“方案进度”页跟踪，不给任何单位计分。方案只定目标、没有定权重，权重和用全市目标
衡量各单位的做法都是本办法的建议。
"""

KINDS = {
    "indicator": "指标 indicator",
    "bonus": "加分 bonus",
    "deduction": "扣分 deduction",
    "veto": "一票否决 veto",
    "award": "奖励 award",
    "use": "结果运用 use",
    "city": "全市目标 city target",
}
SIGNS = {"at_least": "≥", "at_most": "≤", "about": "≈", "above": ">"}
ORDER = "一二三四五六七八九十"


@dataclass(frozen=True)
class Entry:
    """One figure or rule of the method. ``figure`` is its target, where it has one."""

    source: Source
    kind: str
    name: Name
    code: str
    figure: str = ""


def entries(method: Method) -> Iterator[Entry]:
    """Everything in the method that a clause lays down."""
    measures = {measure.code: measure.name.zh for measure in method.about.measures}
    for indicator in method.indicators():
        figure = target_of(indicator.targets, "", measures[indicator.unit])
        yield Entry(indicator.source, "indicator", indicator.name, indicator.code, figure)
    for adjustment in method.adjustments:
        yield Entry(adjustment.source, adjustment.kind, adjustment.name, adjustment.code)
    for veto in method.vetoes:
        yield Entry(veto.source, "veto", veto.name, veto.code)
    for award in method.awards:
        paid = ", ".join(f"{payment.amount:f}元" for payment in award.payments)
        yield Entry(award.source, "award", award.name, award.code, paid)
    for honours in method.firm_awards:
        paid = ", ".join(f"{amount:f}元" for amount in honours.amounts.values())
        yield Entry(honours.source, "award", honours.name, honours.code, paid)
    for back in method.returns:
        yield Entry(back.source, "award", back.name, back.code, f"{back.share:f}%，{back.years}年")
    for use in method.uses:
        yield Entry(use.source, "use", use.name, use.code, use.figure or "")
    for target in method.city_targets:
        figure = target_of(target.targets, SIGNS[target.compare], measures[target.unit])
        yield Entry(target.source, "city", target.name, target.code, figure)


def target_of(targets: Series, sign: str, measure: str) -> str:
    """The target of the last year, as it is shown; empty where there is none."""
    if not targets:
        return ""
    last = targets[max(targets)].value
    constant = last.constant if isinstance(last, Expression) else last
    if constant is None:
        return "按单位分解 handed down to units"
    return f"{sign} {number(constant, 2)} {measure}".strip()


def place(clause: str) -> tuple[int, ...]:
    """A clause's place in the document: 二(十) comes after 二(九)."""
    return tuple(ORDER.index(sign) for sign in re.findall(f"[{ORDER}]", clause))


def page(method: Method) -> str:
    """The whole page."""
    by_clause: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(method):
        by_clause[entry.source.clause].append(entry)
    parts = [HEAD]
    for clause in sorted(by_clause, key=place):
        parts.append(f"\n## {clause}\n\n| | 名称 name | 代码 code | |\n|---|---|---|---|\n")
        for entry in sorted(by_clause[clause], key=lambda entry: list(KINDS).index(entry.kind)):
            name = f"{entry.name.zh} {entry.name.en}".replace("|", "\\|")
            parts.append(f"| {KINDS[entry.kind]} | {name} | `{entry.code}` | {entry.figure} |\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(load_method(METHOD)), encoding="utf-8", newline="\n")
