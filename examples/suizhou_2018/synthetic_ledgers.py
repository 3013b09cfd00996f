"""The synthetic ledgers of the example: made-up firms, projects, awards and problems, as many as the figures count.

``synthetic_figures.COUNTS`` says how many there are of each kind, unit and year; here the rows behind them are made. No
row stands for anything real.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
from synthetic_figures import COUNTS, INDUSTRIAL, MISSING, SEED, UNITS, YEARS, Figures

Cell = str | float | datetime.date | None
Row = list[Cell]
Rows = list[Row]

MARK = "合成数据"
FIRMS = ["年度", "企业代码", "企业名称", "所在地", "主营业务收入（万元）", "有研发技术机构", "当年实施技改",
         "当年首次完成技改", "当年接受走访服务", "当年新增产值（万元）", "当年新增释放产能", "当年解困脱困",
         "当年新增智能化或两化融合试点", "备注"]  # fmt: skip
PROJECTS = ["项目代码", "项目名称", "所在地", "开工日期", "总投资（万元）", "项目类型", "市级重点项目", "备注"]
HONOURS = ["证书编号", "单位名称", "所在地", "荣誉类型", "认定日期", "备注"]
RENOVATIONS = ["年度", "项目代码", "项目名称", "所在地", "验收合格日期", "当年地方新增财力（万元）", "备注"]
PROBLEMS = ["问题编号", "企业名称", "所在地", "入账日期", "年末前已销号", "备注"]

# Main business revenue in 10 000 yuan: the lowest of each class, and the class's statistic.
CLASSES = ((1_000_000, "firms_over_10bn"), (500_000, "firms_over_5bn"), (100_000, "firms_over_1bn"),
           (50_000, "firms_over_500m"))  # fmt: skip
LEAST = 2_000
"""What makes a firm one above designated size."""

QUALITY = {
    "china_quality_awards": "中国质量奖",
    "changjiang_quality_awards": "长江质量奖",
    "bianzhong_quality_awards": "编钟质量奖",
    "hubei_brand_products": "湖北名牌产品",
    "national_standards_led": "主导制定国家标准",
    "industry_standards_led": "主导制定行业标准",
    "geographical_indications": "地理标志保护产品",
}
TRADEMARKS = {"wellknown_trademarks": "中国驰名商标"}
AGAIN = {("hubei_brand_products", "zengdu", 2018, 2): 0, ("bianzhong_quality_awards", "guangshui", 2018, 0): 0}
"""Honours of firms that had them before: which of the unit's honours of the kind, and whose of the year before."""
ONCE = ("capacity_released_firms", "firms_relieved", "smart_pilot_firms")
"""What a firm is marked for once."""
RETURNED = 3
"""For so many years from acceptance a project's gain goes back."""

COUNTED = (
    "large_firms", *(code for _, code in CLASSES), "firms_over_500m_with_rd", "renovating_firms",
    "firms_first_renovated", "firms_visited", "growth_points", "capacity_released_firms", "firms_relieved",
    "smart_pilot_firms", "projects_over_100m", "projects_over_500m", "renovation_projects_100m",
    "new_projects_landed", *QUALITY, *TRADEMARKS, "problems_raised", "problems_closed",
)  # fmt: skip
"""What these ledgers are made for: no department delivers it."""


class Chance:
    """A seeded generator, of which only ``random()`` is used: its stream does not change between versions."""

    def __init__(self, of: int) -> None:
        self.of = np.random.Generator(np.random.PCG64(SEED + of))

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * float(self.of.random())

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return min(low + int((high - low + 1) * float(self.of.random())), high)

    def some(self, count: int, of: list[int]) -> set[int]:
        """So many of a list."""
        return set(sorted(of, key=lambda _: float(self.of.random()))[:count])

    def day(self, year: int) -> datetime.date:
        return datetime.date(year, 1, 1) + datetime.timedelta(days=self.whole(0, 364))


def count_of(code: str, unit: str, n: int) -> int:
    """How many there are in the year ``YEARS[n]``; none where the figures have no such unit."""
    paths = COUNTS[code]
    at = UNITS.index(unit)
    return paths[at][n] if at < len(paths) else 0


def firms(made: Figures, names: dict[str, str]) -> dict[str, Rows]:
    """A sheet a year: every firm above designated size, its revenue adding up to what the bureau reports."""
    chance, further = Chance(1), Chance(6)
    sheets: dict[str, Rows] = {f"{year}年": [list(FIRMS)] for year in YEARS}
    for number, unit in enumerate(INDUSTRIAL, start=1):
        done: set[int] = set()
        once: dict[str, set[int]] = {code: set() for code in ONCE}
        for n, year in enumerate(YEARS):
            everyone = list(range(count_of("large_firms", unit, n)))
            revenue = _revenue(everyone, unit, n, made, chance)
            large = [firm for firm in everyone if revenue[firm] >= CLASSES[-1][0]]
            with_rd = chance.some(count_of("firms_over_500m_with_rd", unit, n), large)
            with_rd |= {firm for firm in everyone if firm not in large and chance.between(0, 1) < 0.08}
            fresh = [firm for firm in everyone if firm not in done]
            first = chance.some(count_of("firms_first_renovated", unit, n), fresh)
            done |= first
            others = [firm for firm in everyone if firm not in first]
            # A renovation completed early in the year may no longer be counted as under way.
            under_way = count_of("renovating_firms", unit, n)
            renovating = chance.some(min(under_way, len(first)), sorted(first))
            renovating |= chance.some(under_way - len(renovating), others)
            visited = chance.some(count_of("firms_visited", unit, n), everyone)
            gains = _gains(revenue, unit, n, further)
            marked = [_anew(code, unit, n, everyone, once[code], further) for code in ONCE]
            for firm in everyone:
                marks = [_yes(firm in those) for those in (with_rd, renovating, first, visited)]
                more = [gains[firm], *(_yes(firm in those) for those in marked)]
                code = f"{number}{firm + 1:04d}"
                row: Row = [year, f"SYN{code}", f"示例企业{code}", names[unit], revenue[firm], *marks, *more, MARK]
                sheets[f"{year}年"].append(row)
    return sheets


def _yes(holds: bool) -> str:
    return "是" if holds else "否"


def _gains(revenue: list[float], unit: str, n: int, chance: Chance) -> list[float]:
    """Output gained by each firm: over 100 million yuan by as many of the larger firms as there are growth points."""
    points = count_of("growth_points", unit, n)
    growing = chance.some(points, list(range(4 * points)))
    return [
        float(chance.whole(10_200, 30_000) if firm in growing else int(min(own * chance.between(-0.1, 0.15), 9_800)))
        for firm, own in enumerate(revenue)
    ]


def _anew(code: str, unit: str, n: int, firms: list[int], before: set[int], chance: Chance) -> set[int]:
    """Firms that are marked in the year, and were in none before; they are added to ``before``."""
    found = chance.some(count_of(code, unit, n), [firm for firm in firms if firm not in before])
    before |= found
    return found


def _revenue(firms: list[int], unit: str, n: int, made: Figures, chance: Chance) -> list[float]:
    """The largest first: as many in each class as the figures say; the rest share what is left of the whole."""
    out: list[float] = []
    upper = 2 * CLASSES[0][0]
    for least, code in CLASSES:
        more = count_of(code, unit, n) - len(out)
        out += [float(int(chance.between(least * 1.02, min(least * 1.4, upper)))) for _ in range(more)]
        upper = least
    left = round(made["industrial_revenue"][unit][n] * 10_000) - sum(out)
    rest = len(firms) - len(out)
    weights = [chance.between(0.5, 1.5) for _ in range(rest)]
    spare = left - LEAST * rest
    out += [float(LEAST + int(spare * weight / sum(weights))) for weight in weights]
    out[-1] += round(made["industrial_revenue"][unit][n] * 10_000) - sum(out)
    return out


def projects(names: dict[str, str]) -> Rows:
    """Every project that was begun, small ones included."""
    chance = Chance(2)
    rows: Rows = [list(PROJECTS)]
    for n, year in enumerate(YEARS):
        for unit in INDUSTRIAL:
            large, huge = count_of("projects_over_100m", unit, n), count_of("projects_over_500m", unit, n)
            sums = [chance.whole(50_000, 120_000) for _ in range(huge)]
            sums += [chance.whole(10_000, 48_000) for _ in range(large - huge)]
            order = sorted(range(large), key=lambda _: chance.between(0, 1))
            renovations = set(order[: count_of("renovation_projects_100m", unit, n)])
            landed = set(order[len(renovations) :][: count_of("new_projects_landed", unit, n)])
            small = chance.whole(5, 9)
            sums += [chance.whole(800, 9_500) for _ in range(small)]
            for at, total in enumerate(sums):
                kind = "新建" if at in landed or (at >= large and at % 2) else "改造" if at in renovations else "扩建"
                key = "是" if at in landed else "否"
                code = f"{year}{len(rows):04d}"
                rows.append(
                    [code, f"示例项目{code}", names[unit], chance.day(year).isoformat(), total, kind, key, MARK]
                )
    return rows


def honours(names: dict[str, str], kinds: dict[str, str]) -> Rows:
    """A row for each honour or standard."""
    chance = Chance(3)
    rows: Rows = [list(HONOURS)]
    holders: dict[tuple[str, str, int, int], str] = {}
    for n, year in enumerate(YEARS):
        for code, kind in kinds.items():
            for unit in UNITS:
                for at in range(count_of(code, unit, n)):
                    number = f"{list(COUNTS).index(code):02d}-{year}-{len(rows):03d}"
                    before = AGAIN.get((code, unit, year, at))
                    holder = f"示例单位{number}" if before is None else holders[code, unit, year - 1, before]
                    holders[code, unit, year, at] = holder
                    rows.append([number, holder, names[unit], kind, chance.day(year).isoformat(), MARK])
    return rows


def renovations(made: Figures, names: dict[str, str]) -> Rows:
    """A row a year for each renovation project: in every unit one is accepted each year, and one is not accepted yet.

    The gains of projects within three years of acceptance add up to what the finance bureau reports. A project goes on
    gaining when they are over, which is not returned any more.
    """
    chance = Chance(5)
    projects: list[tuple[str, str, datetime.date | None]] = []
    for number, unit in enumerate(INDUSTRIAL, start=1):
        years = range(YEARS[0] - RETURNED + 1, YEARS[-1] + 1)
        projects += [(f"JG{number}{year}", unit, chance.day(year)) for year in years]
        projects.append((f"JG{number}0000", unit, None))
    rows: Rows = [list(RENOVATIONS)]
    for n, year in enumerate(YEARS):
        for unit in INDUSTRIAL:
            own = [(code, day) for code, of, day in projects if of == unit and (day is None or day.year <= year)]
            counts = [day is not None and year < day.year + RETURNED for _, day in own]
            gains = [chance.whole(40, 160) for _ in own]
            left = round(made["renovation_local_revenue"][unit][n])
            weight = sum(gain for gain, counted in zip(gains, counts, strict=True) if counted)
            gains = [
                int(left * gain / weight) if counted else int(gain) for gain, counted in zip(gains, counts, strict=True)
            ]
            gains[counts.index(True)] += left - sum(
                gain for gain, counted in zip(gains, counts, strict=True) if counted
            )
            for (code, day), gain in zip(own, gains, strict=True):
                accepted = None if day is None else day.isoformat()
                rows.append([year, code, f"示例技改项目{code}", names[unit], accepted, gain, MARK])
    return rows


def problems(names: dict[str, str]) -> Rows:
    """A row for each problem that a firm raised, whether it was closed out by the end of the year; blank where the
    unit did not report that."""
    chance = Chance(4)
    rows: Rows = [list(PROBLEMS)]
    for unit, n, year in units_by_year():
        raised = list(range(count_of("problems_raised", unit, n)))
        closed = chance.some(count_of("problems_closed", unit, n), raised)
        unreported = ("problems_closed", unit, year) in MISSING
        for at in raised:
            state = None if unreported else at in closed
            number = f"W{year}{len(rows):04d}"
            rows.append([number, f"示例企业{number}", names[unit], chance.day(year), state, MARK])
    return rows


def units_by_year() -> Iterator[tuple[str, int, int]]:
    """Every unit in every year: the unit, the year's place in ``YEARS``, the year."""
    for n, year in enumerate(YEARS):
        for unit in UNITS:
            yield unit, n, year
