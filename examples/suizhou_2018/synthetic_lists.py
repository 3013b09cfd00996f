"""More synthetic ledgers of the example: firms on lists, persons trained, documents, cases, products, approvals.

As in ``synthetic_ledgers.py``, ``synthetic_figures.COUNTS`` says how many there are of each kind, unit and year. No row
stands for anything real.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from synthetic_figures import INDUSTRIAL, UNITS, YEARS
from synthetic_ledgers import MARK, Chance, Row, Rows, count_of, units_by_year

LISTED = ["名单编号", "企业名称", "所在地", "名单", "列入日期", "最后在册日期", "备注"]
TRAINED = ["学员编号", "企业名称", "所在地", "培训班", "开班日期", "3年内首次参训", "备注"]
DOCUMENTS = ["文号", "所在地", "文件类型", "印发日期", "备注"]
CASES = ["案件编号", "所在地", "案件类型", "查实或通报日期", "备注"]
INSPECTED = ["抽查编号", "产品", "所在地", "抽查日期", "合格", "备注"]
SURVEYED = ["年度", "所在地", "服务行业", "有效答卷数", "满意答卷数", "备注"]
LAUNCHED = ["产品编号", "产品名称", "所在地", "推出日期", "备注"]
APPROVED = ["办件编号", "审批事项", "所在地", "办结日期", "法定时限（个工作日）", "实际用时（个工作日）", "备注"]

ECONOMY = {
    "integration_pilots": "省级两化融合贯标试点", "hidden_champions": "隐形冠军",
    "internet_platforms": "省内领先的工业互联网平台", "solution_providers": "整体系统解决方案服务商",
    "hazardous_firms_to_move": "应搬迁危化品企业", "hazardous_firms_moved": "已完成搬迁危化品企业",
}  # fmt: skip
"""Lists that the economy commission keeps, but those of technology centres."""
CENTRES = ("tech_centres", "national_tech_centres")
SCIENCE = {"high_tech_firms": "高新技术企业"}
COMMERCE = {"above_limit_firms": "限额以上单位"}
TELECOM = {"firms_on_cloud": "上云企业"}
LEAVING = {"high_tech_firms": 12, "above_limit_firms": 30, "firms_on_cloud": 40}
"""One firm in so many leaves the list each year, and another takes its place."""
BEGUN = (2014, 2017)
BEGUN_OF = {
    "hazardous_firms_to_move": (2014, 2016),
    "hazardous_firms_moved": (2017, 2017),
    "firms_on_cloud": (2016, 2017),
}
"""The years in which a list's first firms were entered."""
FOUND = {
    "ground_steel_cases": "生产“地条钢”", "overcapacity_projects": "违规核准备案产能过剩项目",
    "unlawful_charges": "违规涉企收费", "inspection_criticisms": "督查通报批评",
}  # fmt: skip
KINDS = ("任务书", "路线图", "重点项目清单")
TRADES = ("现代物流", "研发设计", "信息技术服务", "检验检测", "商务服务")
MATTERS = {"项目备案": 10, "节能审查": 20, "用地预审": 20, "施工许可": 15, "环境影响评价": 45, "规划许可": 30}
"""With their legal time limits in working days."""
COURSES, AGAIN = 4, 16
"""Courses a year; one person in so many attends the next as well."""

LISTS_COUNTED = (
    *ECONOMY, *CENTRES, *SCIENCE, *COMMERCE, *TELECOM, "entrepreneurs_trained", "task_documents", *FOUND,
    "products_inspected", "products_passed", "service_customers_asked", "service_customers_satisfied",
    "tourism_products", "approval_days_legal", "approval_days_used",
)  # fmt: skip
"""What these ledgers are made for."""

Stay = tuple[datetime.date, datetime.date | None]
"""First and last day on a list; None while it lasts."""


def _stays(path: Sequence[int], chance: Chance, leaving: Sequence[int], begun: tuple[int, int] = BEGUN) -> list[Stay]:
    """As many firms on a list at the end of each year as ``path`` says; so many leave in each year at the least. The
    first came between the years ``begun``."""
    out: list[Stay] = []
    for n, year in enumerate(YEARS):
        held = [at for at, (_, until) in enumerate(out) if until is None]
        for at in sorted(chance.some(max(len(held) - path[n], min(leaving[n], len(held))), held)):
            out[at] = (out[at][0], min(chance.day(year), datetime.date(year, 12, 30)))
        left = sum(1 for _, until in out if until is None)
        came = (year, year) if n else begun
        out += [(chance.day(chance.whole(*came)), None) for _ in range(path[n] - left)]
    return out


def lists(names: dict[str, str], kinds: dict[str, str]) -> Rows:
    """A row for each firm and list that it is on."""
    rows: Rows = [list(LISTED)]
    for code, word in kinds.items():
        chance = Chance(100 + LISTS_COUNTED.index(code))
        for unit in UNITS:
            path = [count_of(code, unit, n) for n in range(len(YEARS))]
            leaving = [0, *(held // LEAVING[code] if code in LEAVING else 0 for held in path[:-1])]
            stays = _stays(path, chance, leaving, BEGUN_OF.get(code, BEGUN))
            for at, stay in enumerate(stays):
                rows.append(_entry(code, word, unit, at, stay, names))
    return rows


def centres(names: dict[str, str]) -> Rows:
    """Technology centres. A national one was a provincial one till the day before."""
    chance = Chance(10)
    rows: Rows = []
    for unit in INDUSTRIAL:
        every, national = ([count_of(code, unit, n) for n in range(len(YEARS))] for code in CENTRES)
        rising = [national[0], *(after - before for before, after in pairwise(national))]
        path = [whole - part for whole, part in zip(every, national, strict=True)]
        for at, stay in enumerate(_stays(path, chance, rising)):
            rows.append(_entry("tech_centres", "省级企业技术中心", unit, at, stay, names))
            if stay[1] is not None:
                since = (stay[1] + datetime.timedelta(days=1), None)
                row = _entry("national_tech_centres", "国家级企业技术中心", unit, at, since, names)
                rows.append([row[0], rows[-1][1], *row[2:]])
    return rows


def _entry(code: str, word: str, unit: str, at: int, stay: Stay, names: dict[str, str]) -> Row:
    """Firms of industry bear the names of the ledger of firms; those that have moved are of those that had to."""
    number, which = UNITS.index(unit) + 1, LISTS_COUNTED.index(code) + 1
    entry = f"M{which:02d}-{number}{at + 1:04d}"
    if code in COMMERCE or code in TELECOM:
        firm = f"示例{word}{number}{at + 1:04d}"
    else:
        first = 0 if code.startswith("hazardous") else 7 * which
        firm = f"示例企业{number}{(first + at) % count_of('large_firms', unit, 0) + 1:04d}"
    return [entry, firm, names[unit], word, *stay, MARK]


def trainees(names: dict[str, str]) -> Rows:
    """A row for each person and course. Some come a second time in the year, and do not count again."""
    chance = Chance(11)
    rows: Rows = [list(TRAINED)]
    people = 0
    for n, year in enumerate(YEARS):
        begun = [datetime.date(year, 3 * course + 1, 1 + chance.whole(4, 24)) for course in range(COURSES)]
        for number, unit in enumerate(UNITS, start=1):
            for at in range(count_of("entrepreneurs_trained", unit, n)):
                people += 1
                firm = f"示例单位{number}{chance.whole(1, 400):04d}"
                course = chance.whole(0, COURSES - 1)
                attended = [course, course + 1] if at % AGAIN == AGAIN - 1 and course + 1 < COURSES else [course]
                for each in attended:
                    name = f"{year}年第{each + 1}期"
                    rows.append([f"X{people:05d}", firm, names[unit], name, begun[each], each == course, MARK])
    return rows


def documents(names: dict[str, str]) -> Rows:
    """A row for each document; what a unit has not drawn up are the last of the three."""
    chance = Chance(12)
    rows: Rows = [list(DOCUMENTS)]
    for unit, n, year in units_by_year():
        for kind in KINDS[: count_of("task_documents", unit, n)]:
            rows.append([f"示例文〔{year}〕{len(rows)}号", names[unit], kind, chance.day(year), MARK])
    return rows


def cases(names: dict[str, str]) -> Rows:
    """A row for each case. There are few, and none of two kinds."""
    chance = Chance(13)
    rows: Rows = [list(CASES)]
    for unit, n, year in units_by_year():
        for code, kind in FOUND.items():
            for _ in range(count_of(code, unit, n)):
                rows.append([f"A{year}{len(rows):03d}", names[unit], kind, chance.day(year), MARK])
    return rows


def inspections(names: dict[str, str]) -> Rows:
    """A row for each batch of products that was inspected."""
    chance = Chance(14)
    rows: Rows = [list(INSPECTED)]
    for unit, n, year in units_by_year():
        batches = list(range(count_of("products_inspected", unit, n)))
        passed = chance.some(count_of("products_passed", unit, n), batches)
        for at in batches:
            product = f"示例产品{chance.whole(1, 60):02d}"
            rows.append([f"C{year}{len(rows):05d}", product, names[unit], chance.day(year), at in passed, MARK])
    return rows


def survey(names: dict[str, str]) -> Rows:
    """A row a year for each unit and trade, as satisfied as the unit is."""
    chance = Chance(15)
    rows: Rows = [list(SURVEYED)]
    for unit, n, year in units_by_year():
        asked, satisfied = (count_of(f"service_customers_{what}", unit, n) for what in ("asked", "satisfied"))
        answers = _shared(asked, [chance.between(0.6, 1.4) for _ in TRADES])
        content = _shared(satisfied, [float(part) for part in answers])
        for trade, whole, part in zip(TRADES, answers, content, strict=True):
            rows.append([year, names[unit], trade, whole, part, MARK])
    return rows


def tourism(names: dict[str, str]) -> Rows:
    """A row for each product launched."""
    chance = Chance(16)
    rows: Rows = [list(LAUNCHED)]
    for unit, n, year in units_by_year():
        for _ in range(count_of("tourism_products", unit, n)):
            number = f"L{year}{len(rows):04d}"
            rows.append([number, f"示例文旅产品{number}", names[unit], chance.day(year), MARK])
    return rows


def approvals(names: dict[str, str]) -> Rows:
    """A row for each approval finished; a unit's days add up to what it is said to have used and been allowed."""
    chance = Chance(17)
    rows: Rows = [list(APPROVED)]
    words = list(MATTERS)
    for unit, n, year in units_by_year():
        legal, used = (count_of(f"approval_days_{what}", unit, n) for what in ("legal", "used"))
        matters = []
        while sum(MATTERS[matter] for matter in matters) < legal:
            matters.append(words[chance.whole(0, len(words) - 1)])
        limits = [MATTERS[matter] for matter in matters]
        limits[-1] -= sum(limits) - legal
        days = _shared(used, [limit * chance.between(0.7, 1.2) for limit in limits])
        for matter, limit, own in zip(matters, limits, days, strict=True):
            number = f"B{year}{len(rows):05d}"
            rows.append([number, matter, names[unit], chance.day(year), limit, own, MARK])
    return rows


def _shared(whole: int, weights: Sequence[float]) -> list[int]:
    """A number in whole parts, near its shares by weight; the largest remainders are rounded up."""
    exact = [whole * weight / sum(weights) for weight in weights]
    out = [int(part) for part in exact]
    by_rest = sorted(range(len(out)), key=lambda at: out[at] - exact[at])
    for at in by_rest[: whole - sum(out)]:
        out[at] += 1
    return out
