"""A result worked out by hand: four units in two groups, two dimensions, four indicators, and what can befall them.

East reaches all targets; West goes beyond one; the zone is alone in its group and has no losses to report; North, whose
name holds markup, lacks a figure, shrinks, and is struck by a veto.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sz_assess.method.adjustment import Adjustment, Veto
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.city import CityTarget
from sz_assess.method.common import Name
from sz_assess.method.decisions.decision import Award, Use
from sz_assess.method.indicator import Dimension
from sz_assess.method.model import Assessment, Method, MethodFile
from sz_assess.method.statistic import Statistic
from sz_assess.method.weights import Weights
from sz_assess.periods import Period
from sz_assess.result import AdjustmentOutcome, Node, Result, Status, VetoOutcome
from sz_assess.scoring.aggregators.means import Arithmetic
from sz_assess.statistics.panel import Cells, DeliveredFile, Panel

NAN = np.nan
MARKUP = "<b>北 & 南</b>"
"""A name that must be shown as it is written."""

UNITS = (
    Unit("east", "东县", "East County", "county"),
    Unit("west", "西县", "West County", "county"),
    Unit("park", "高新区", "High-tech Zone", "zone"),
    Unit("north", MARKUP, "North <i>County</i>", "county"),
)

ABOUT: dict[str, Any] = {
    "code": "sample",
    "name": {"zh": "样本考核办法", "en": "Sample method"},
    "document": {
        "title": {"zh": "样本方案", "en": "The sample plan"},
        "number": "样政发〔2018〕1号",
        "date": "2018-07-01",
    },
    "years": [2018, 2020],
    "over": "all",
    "measures": [
        {"code": "CNY", "name": {"zh": "亿元", "en": "100 million CNY"}},
        {"code": "%", "name": "%"},
        {"code": "cases", "name": {"zh": "件", "en": "cases"}, "one": "case"},
    ],
    "departments": [
        {"code": "stats", "name": {"zh": "统计局", "en": "Bureau of Statistics"}},
        {"code": "tax", "name": {"zh": "税务局", "en": "Tax Service"}},
    ],
    "groups": [
        {"code": "county", "name": {"zh": "县市区", "en": "Counties"}},
        {"code": "zone", "name": {"zh": "开发区", "en": "Zones"}},
    ],
}

STATISTICS: list[dict[str, Any]] = [
    {"code": "investment", "name": {"zh": "工业投资", "en": "Industrial investment"}, "unit": "CNY",
     "department": "stats"},
    {"code": "output", "name": {"zh": "工业产值", "en": "Industrial output"}, "unit": "CNY", "department": "stats"},
    {"code": "loss", "name": {"zh": "亏损面", "en": "Share of firms at a loss"}, "unit": "%", "department": "tax",
     "not_applicable": {"group": "zone"}},
    {"code": "patents", "name": {"zh": "专利数", "en": "Patents"}, "unit": "cases", "department": "stats"},
    {"code": "honours", "name": {"zh": "质量奖", "en": "Quality awards"}, "unit": "cases", "department": "stats"},
    {"code": "accidents", "name": {"zh": "事故", "en": "Accidents"}, "unit": "cases", "department": "stats"},
    {"code": "steel", "name": {"zh": "地条钢案件", "en": "Ground steel cases"}, "unit": "cases", "department": "stats"},
]  # fmt: skip

DIMENSIONS: list[dict[str, Any]] = [
    {
        "dimension": "growth",
        "name": {"zh": "稳增长", "en": "Stable growth"},
        "indicators": [
            {"code": "investment_growth", "name": {"zh": "工业投资增速", "en": "Growth of industrial investment"},
             "unit": "%", "direction": "positive", "formula": "growth(investment)", "targets": {2018: 10},
             "source": {"clause": "一(一)", "says": {"zh": "工业投资年均增长10%以上", "en": "at least 10 % a year"}},
             "scoring": {"rule": "completion", "cap": 120}, "missing": "refuse"},
            {"code": "output_level", "name": {"zh": "工业产值", "en": "Industrial output"},
             "unit": "CNY", "direction": "positive", "formula": "output", "source": {"clause": "一(二)"},
             "scoring": {"rule": "min_max", "when_equal": "full"}, "missing": "exclude"},
        ],
    },
    {
        "dimension": "quality",
        "name": {"zh": "高质量", "en": "High quality"},
        "indicators": [
            {"code": "loss_share", "name": {"zh": "企业亏损面", "en": "Share of firms at a loss"},
             "unit": "%", "direction": "negative", "formula": "loss", "source": {"clause": "一(三)"},
             "targets": {2018: 5}, "not_applicable": {"group": "zone"}, "missing": "worst",
             "scoring": {"rule": "ladder", "steps": [["<= 2", 100], ["<= 5", 60], ["otherwise", 20]]}},
            {"code": "patent_count", "name": {"zh": "专利数", "en": "Patents"},
             "unit": "cases", "direction": "positive", "formula": "patents", "source": {"clause": "一(四)"},
             "missing": "zero", "scoring": {"rule": "position", "top": 100, "step": 10, "ties": "shared"}},
        ],
    },
]  # fmt: skip

ADJUSTMENTS: list[dict[str, Any]] = [
    {"code": "honour", "name": {"zh": "质量奖加分", "en": "Quality awards"}, "kind": "bonus", "formula": "honours",
     "unit": "cases", "source": {"clause": "二(十)"}, "missing": "zero"},
    {"code": "accident", "name": {"zh": "事故扣分", "en": "Accidents"}, "kind": "deduction", "formula": "accidents",
     "unit": "cases", "source": {"clause": "四(四)"}, "missing": "zero"},
]  # fmt: skip

VETOES: list[dict[str, Any]] = [
    {"code": "ground_steel", "name": {"zh": "地条钢", "en": "Ground steel"}, "when": "steel > 0",
     "effect": "grade_at_most", "grade": "fair", "source": {"clause": "二(八)"}},
]  # fmt: skip

CITY_TARGETS: list[dict[str, Any]] = [
    {"code": "city_investment", "name": {"zh": "全市工业投资增速", "en": "City growth of investment"}, "unit": "%",
     "source": {"clause": "一(一)"}, "formula": "growth(investment)", "compare": "at_least", "targets": {2018: 10},
     "stretch": {2018: 15}},
    {"code": "city_patents", "name": {"zh": "全市专利数", "en": "City patents"}, "unit": "cases",
     "source": {"clause": "一(四)"}, "formula": "patents", "compare": "at_least", "targets": {2018: 10, 2020: 20},
     "by_end": True},
]  # fmt: skip

AWARDS: list[dict[str, Any]] = [
    {"code": "quality_prize", "name": {"zh": "质量奖奖励", "en": "Quality prize"}, "count": "honours",
     "payments": [{"to": {"zh": "企业", "en": "the firm"}, "amount": 300000}],
     "source": {"clause": "二(十)"}},
]  # fmt: skip

USES: list[dict[str, Any]] = [
    {"code": "year_end", "name": {"zh": "年终通报", "en": "Year-end notice"}, "kind": "notice",
     "source": {"clause": "四(四)"}},
    {"code": "visits", "name": {"zh": "走访企业", "en": "Firms visited"}, "kind": "responsibility", "figure": "1/3",
     "source": {"clause": "四(一)"}},
]  # fmt: skip

WEIGHTS: dict[str, Any] = {
    "method": "sample",
    "name": {"zh": "样本权重", "en": "Sample weights"},
    "decided": {
        "by": {"zh": "考核办", "en": "Assessment office"},
        "on": "2018-11-30",
        "basis": {"zh": "会议", "en": "meeting"},
    },
    "total": 100,
    "weights": {
        "growth": {"weight": 60, "investment_growth": 40, "output_level": 20},
        "quality": {"weight": 40, "loss_share": 25, "patent_count": 15},
    },
    "not_applicable": "within_dimension",
    "adjustments": {"items": {"honour": {"each": 2, "cap": 4}, "accident": {"each": 1.5}}, "bonus_cap": 5},
    "ranking": {"on": "unrounded", "decimals": 2, "ties": ["investment_growth"]},
    "aggregate": "arithmetic",
    "grades": {"by": "score", "grades": [
        {"code": "good", "name": {"zh": "优秀", "en": "Good"}, "from_score": 90},
        {"code": "fair", "name": {"zh": "良好", "en": "Fair"}, "from_score": 60},
        {"code": "poor", "name": {"zh": "一般", "en": "Poor"}},
    ]},
}  # fmt: skip

# By statistic and unit: the figure of the year before, and of the year.
FIGURES = [
    [[100, 110], [80, 100], [50, 55], [40, 36]],
    [[190, 200], [140, 150], [90, 100], [30, NAN]],
    [[3, 2], [4, 4], [NAN, NAN], [5, 6]],
    [[4, 5], [3, 3], [2, 3], [1, 1]],
    [[0, 0], [0, 3], [0, 1], [0, 0]],
    [[0, 0], [0, 0], [0, 0], [0, 1]],
    [[0, 0], [0, 0], [0, 0], [0, 2]],
]

# total, growth, investment_growth, output_level, quality, loss_share, patent_count
VALUE = [
    [NAN, NAN, 10, 200, NAN, 2, 5],
    [NAN, NAN, 25, 150, NAN, 4, 3],
    [NAN, NAN, 10, 100, NAN, NAN, 3],
    [NAN, NAN, -10, NAN, NAN, 6, 1],
]
SCORE = [
    [100, 100, 100, 100, 100, 100, 100],
    [86.5, 5800 / 60, 120, 50, 71.25, 60, 90],
    [76, 4000 / 60, 100, 0, 90, NAN, 90],
    [15.5, 0, 0, NAN, 38.75, 20, 70],
]
WEIGHT = [
    [100, 60, 40, 20, 40, 25, 15],
    [100, 60, 40, 20, 40, 25, 15],
    [100, 60, 40, 20, 40, 0, 40],
    [100, 60, 60, 0, 40, 25, 15],
]
CONTRIBUTION = [
    [100, 60, 40, 20, 40, 25, 15],
    [86.5, 58, 48, 10, 28.5, 15, 13.5],
    [76, 40, 40, 0, 36, 0, 36],
    [15.5, 0, 0, 0, 15.5, 5, 10.5],
]
NOMINAL = [[100, 60, 40, 20, 40, 25, 15]] * 4


SUM = Arithmetic(method="arithmetic")


def grid(rows: Any) -> NDArray[np.float64]:
    return np.array(rows, dtype=float)


def sample_method() -> Method:
    return Method(
        about=MethodFile.model_validate(ABOUT),
        statistics=tuple(Statistic.model_validate(entry) for entry in STATISTICS),
        dimensions=tuple(Dimension.model_validate(entry) for entry in DIMENSIONS),
        adjustments=tuple(Adjustment.model_validate(entry) for entry in ADJUSTMENTS),
        vetoes=tuple(Veto.model_validate(entry) for entry in VETOES),
        awards=tuple(Award.model_validate(entry) for entry in AWARDS),
        uses=tuple(Use.model_validate(entry) for entry in USES),
        city_targets=tuple(CityTarget.model_validate(entry) for entry in CITY_TARGETS),
    )


def sample_panel(method: Method) -> Panel:
    """Every figure stands in one file, a line for each unit and year, a column for each statistic."""
    values = grid(FIGURES)
    there = ~np.isnan(values)
    origin = np.where(there, np.cumsum(there).reshape(values.shape) - 1, -1)
    statistic, unit, period = np.nonzero(there)
    count = statistic.size
    return Panel(
        statistics=tuple(each.code for each in method.statistics),
        units=tuple(unit.code for unit in UNITS),
        periods=(Period(2017), Period(2018)),
        values=values,
        origin=origin,
        cells=Cells(
            files=(DeliveredFile("data/figures.csv", "ab" * 32, count),),
            sheets=(),
            file=np.zeros(count, dtype=np.intp),
            sheet=np.full(count, -1, dtype=np.intp),
            row=2 + unit * 2 + period,
            column=3 + statistic,
        ),
    )


def sample_nodes(method: Method) -> tuple[Node, ...]:
    growth, quality = method.dimensions
    total = Node("total", Name(zh="总分", en="Total"), "total", 0, -1, (1, 4), None, SUM)
    nodes = [total]
    for dimension, at in ((growth, 1), (quality, 4)):
        nodes.append(Node(dimension.dimension, dimension.name, "dimension", 1, 0, (at + 1, at + 2), dimension, SUM))
        nodes.extend(Node(leaf.code, leaf.name, "indicator", 2, at, (), leaf, None) for leaf in dimension.indicators)
    return tuple(nodes)


def sample_status() -> NDArray[np.intp]:
    status = np.zeros((4, 7), dtype=np.intp)
    status[2, 5] = Status.NOT_APPLICABLE
    status[3, 3] = Status.MISSING_EXCLUDED
    return status


def small_result(folder: Path, **about: Any) -> Result:
    """The result; ``about`` changes entries of assessment.yaml."""
    method = sample_method()
    entries: dict[str, Any] = {
        "title": {"zh": "样本市2018年度工业考核结果", "en": "Sample City: industrial assessment 2018"},
        "issuer": {"zh": "样本市人民政府", "en": "Sample City Government"},
        "period": 2018,
        "method": "sample",
        "weights": "sample_2018",
        "previous": {"period": 2017, "ranking": "previous/ranking.csv"},
    } | about
    assessment = Assessment(
        folder=folder,
        about=AssessmentFile.model_validate(entries),
        method=method,
        weights=Weights.model_validate(WEIGHTS),
        units=UNITS,
        files=(),
    )
    steady = np.ones(4)
    return Result(
        assessment=assessment,
        panel=sample_panel(method),
        units=UNITS,
        nodes=sample_nodes(method),
        value=grid(VALUE),
        score=grid(SCORE),
        weight=grid(WEIGHT),
        contribution=grid(CONTRIBUTION),
        status=sample_status(),
        references={
            "investment_growth": {"target": 10 * steady, "full": 100 * steady},
            "output_level": {"min": 100 * steady, "max": 200 * steady, "full": 100 * steady},
            "loss_share": {"target": 5 * steady, "full": 100 * steady},
            "patent_count": {"place": grid([1, 2, 2, 4]), "full": 100 * steady},
        },
        nominal=grid(NOMINAL),
        adjustments=(
            AdjustmentOutcome(
                method.adjustments[0], 2 * steady, 4 * steady, grid([0, 3, 1, 0]), grid([0, 4, 2, 0]), {}
            ),
            AdjustmentOutcome(method.adjustments[1], 1.5 * steady, None, grid([0, 0, 0, 1]), grid([0, 0, 0, -1.5]), {}),
        ),
        vetoes=(VetoOutcome(method.vetoes[0], np.array([False, False, False, True])),),
        base=grid([100, 86.5, 76, 15.5]),
        bonus=grid([0, 4, 2, 0]),
        deduction=grid([0, 0, 0, -1.5]),
        adjustment_groups={},
        adjusted=grid([0, 4, 2, -1.5]),
        total=grid([100, 90.5, 78, 14]),
        published=grid([100, 90.5, 78, 14]),
        rank=grid([1, 2, 3, 4]),
        group_rank=grid([1, 2, 1, 3]),
        previous_rank=grid([2, 1, NAN, 3]),
        rank_change=grid([1, -1, NAN, 0]),
        grade=("good", "good", "fair", "poor"),
    )


@pytest.fixture
def result(tmp_path: Path) -> Result:
    return small_result(tmp_path)


@pytest.fixture
def make_result(tmp_path: Path) -> Callable[..., Result]:
    """The same result with other entries in assessment.yaml, or other fields."""

    def make(fields: dict[str, Any] | None = None, **about: Any) -> Result:
        return replace(small_result(tmp_path, **about), **(fields or {}))

    return make
