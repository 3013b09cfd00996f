"""The kinds of file that people edit: where they stand, what they are for, and a small example of each."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from sz_assess.method.adjustment import AdjustmentsFile
from sz_assess.method.assessment import AssessmentFile
from sz_assess.method.city import CityTargetsFile
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.indicator import Dimension
from sz_assess.method.ledger import LedgersFile
from sz_assess.method.model import MethodFile
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.statistic import StatisticsFile
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.weights import Weights


@dataclass(frozen=True)
class FileKind:
    """``name`` names its schema; ``place`` is a pattern for where such files stand in an assessment folder."""

    name: str
    place: str
    model: type[BaseModel]
    about: str
    example: str


FILE_KINDS = (
    FileKind(
        "assessment",
        "assessment.yaml",
        AssessmentFile,
        "What is assessed, when, by which method, on which data. A folder with this file is an assessment.",
        """\
title: {zh: 2018年度工业经济考核, en: Industrial assessment for the year}
issuer: 某市人民政府
period: 2018
method: demo
weights: demo
data: [data]
""",
    ),
    FileKind(
        "method",
        "indicator_specs/<method>/method.yaml",
        MethodFile,
        "What the method is called, and the lists that its other files draw on. Its folder bears its code.",
        """\
code: demo
name: {zh: 考核方案, en: Assessment method}
document: {title: 考核方案, number: 某政发〔2018〕1号, date: 2018-01-05}
years: [2018, 2020]
over: all
measures:
  - {code: per_cent, name: "%"}
  - {code: million, name: {zh: 百万元, en: million CNY}}
departments:
  - {code: statistics_office, name: {zh: 统计局, en: Statistics office}}
groups:
  - {code: county, name: {zh: 县市区, en: Counties}}
  - {code: zone, name: {zh: 开发区, en: Zones}}
""",
    ),
    FileKind(
        "statistics",
        "indicator_specs/<method>/statistics.yaml",
        StatisticsFile,
        "The statistical system: which figures are reported, by whom, in what unit of measure, within what range.",
        """\
statistics:
  - code: output
    name: {zh: 工业总产值, en: Industrial output}
    unit: million
    department: statistics_office
    range: [0, null]
  - code: pass_rate
    name: {zh: 产品合格率, en: Pass rate of products}
    unit: per_cent
    department: statistics_office
    range: [0, 100]
    total: {weighted_by: output}
""",
    ),
    FileKind(
        "ledgers",
        "indicator_specs/<method>/ledgers.yaml",
        LedgersFile,
        "Lists with one row each (台账), such as firms or projects, that figures are counted from. May be left out.",
        """\
ledgers:
  - code: firms
    name: {zh: 企业台账, en: Ledger of firms}
    department: statistics_office
    key: [year, firm_code]
    unit: county
    period: {column: year}
    columns:
      - {code: year, name: {zh: 年度, en: Year}, type: period}
      - {code: firm_code, name: {zh: 统一社会信用代码, en: Firm's code}, type: text}
      - {code: county, name: {zh: 所在地, en: County}, type: text}
      - {code: revenue, name: {zh: 主营业务收入, en: Revenue}, type: number, unit: million, range: [0, null]}
      - {code: has_rd, name: {zh: 有研发机构, en: Has a research body}, type: boolean}
""",
    ),
    FileKind(
        "dimension",
        "indicator_specs/<method>/*.yaml",
        Dimension,
        "One dimension of the indicator system, in a file of any other name; files are taken in the order of their "
        "names. Dimensions may hold indicators, further dimensions, or both.",
        """\
dimension: growth
name: {zh: 稳增长, en: Steady growth}
indicators:
  - code: output_growth
    name: {zh: 产值增速, en: Growth of output}
    unit: per_cent
    direction: positive
    source: {clause: 一(一)}
    formula: growth(output)
    targets: {2018: 7, 2019: 7, 2020: {value: 7, groups: {zone: 9}}}
    scoring: {rule: completion, cap: 120}
    missing: refuse
    base: {zero: missing}
""",
    ),
    FileKind(
        "adjustments",
        "indicator_specs/<method>/adjustments.yaml",
        AdjustmentsFile,
        "What adds, deducts or vetoes, outside the weighted tree. May be left out.",
        """\
adjustments:
  - code: quality_award
    name: {zh: 质量奖, en: Quality award}
    kind: bonus
    formula: quality_awards
    unit: awards
    source: {clause: 二(十)}
    missing: zero
vetoes:
  - code: grave_accident
    name: {zh: 重大事故, en: Grave accident}
    when: grave_accidents > 0
    effect: grade_at_most
    grade: good
    source: {clause: 四(三)}
""",
    ),
    FileKind(
        "decisions",
        "indicator_specs/<method>/decisions.yaml",
        DecisionsFile,
        "What follows from the result: awards in money, and uses that the document lays down. May be left out.",
        """\
awards:
  - code: new_firm_award
    name: {zh: 新增规上企业奖励, en: Award for new large firms}
    count: change(large_firms)
    payments:
      - {to: {zh: 所在地政府, en: The local government}, amount: 30000}
    source: {clause: 二(六)}
uses:
  - code: year_end_notice
    name: {zh: 年终通报, en: Year-end notice}
    kind: notice
    source: {clause: 四(四)}
""",
    ),
    FileKind(
        "city_targets",
        "indicator_specs/<method>/city_targets.yaml",
        CityTargetsFile,
        "Figures that are set for the city as a whole: followed on the plan-progress page, not scored. May be left "
        "out.",
        """\
city_targets:
  - code: output_growth_of_the_city
    name: {zh: 全市产值增速, en: Growth of the city's output}
    unit: per_cent
    source: {clause: 一(一)}
    formula: growth(output)
    compare: at_least
    targets: {2018: 7, 2019: 7, 2020: 7}
    stretch: {2018: 8}
""",
    ),
    FileKind(
        "treatment",
        "indicator_specs/<method>/treatment.yaml",
        TreatmentFile,
        "What is done to the data before they are scored: gaps, units with too little data, outliers. Without the "
        "file, nothing is.",
        """\
missing: {impute: group_median, at_most: 20%, beyond: refuse}
screening: {of: delivered, data_at_least: 66%, effect: unranked}
""",
    ),
    FileKind(
        "plausibility",
        "indicator_specs/<method>/plausibility.yaml",
        PlausibilityFile,
        "Which figures ought to move together, and whose digits are looked at. It names what looks odd and moves no "
        "score. May be left out.",
        """\
related:
  - code: output_and_inputs
    name: {zh: 产值与用电、货运, en: Output with electricity and freight}
    figure: {name: {zh: 工业总产值, en: Output}, formula: growth(output)}
    moves_with:
      - {name: {zh: 工业用电量, en: Electricity}, formula: growth(electricity)}
      - {name: {zh: 公路货运量, en: Road freight}, formula: growth(freight)}
    scatter: differences
    compare: within_year
    years: 4
    least: 12
    warn_beyond: 3.5
    source: {clause: 四(二)}
digits:
  - code: digits_of_revenue
    name: {zh: 企业收入的数字, en: Digits of firms' revenue}
    ledger: firms
    column: revenue
    tests: [first, last]
    least: 200
    significance: 0.01
    source: {clause: 四(二)}
""",
    ),
    FileKind(
        "weights",
        "weights/<name>.yaml",
        Weights,
        "Everything that policy staff tune without touching the method: weights, points of adjustments, ranking, "
        "aggregation, grades.",
        """\
method: demo
name: {zh: 权重方案, en: Weights}
decided: {by: 考核办, on: 2018-02-01, basis: 专家打分}
total: 100
weights:
  growth: {weight: 60, output_growth: 35, investment_growth: 25}
  quality: {weight: 40, pass_rate: 40}
groups:
  zone:
    growth: {output_growth: 40, investment_growth: 20}
not_applicable: within_dimension
adjustments:
  items:
    quality_award: {each: 2, cap: 4}
  bonus_cap: 5
ranking: {on: unrounded, decimals: 2, ties: [output_growth]}
aggregate: {method: arithmetic, at: {growth: geometric}}
grades:
  by: score
  grades:
    - {code: excellent, name: {zh: 优秀, en: Excellent}, from_score: 90}
    - {code: good, name: {zh: 良好, en: Good}, from_score: 80}
    - {code: fair, name: {zh: 一般, en: Fair}}
""",
    ),
)
