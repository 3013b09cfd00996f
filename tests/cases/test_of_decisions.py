"""Cases of decisions: what is wrong with one is told at its place, and a wrong expectation is seen."""

import re
from pathlib import Path

import pytest

from sz_assess.cases.files import run_cases
from sz_assess.cases.outcome import CaseOutcome
from sz_assess.errors import InputError

CASE = """\
method: suizhou_2018_2020
weights: suizhou_2018
cases:
  - case: 各类决定
    worked_by: 手算
    period: 2018
    units: {a: county, b: zone}
    statistics:
      large_firms: {a: {2017: 10, 2018: 10}, b: {2017: 20, 2018: 20}}
      renovation_investment: {a: 1, b: 1}
    result: {a: {score: 80, grade: good}, b: {score: 80, grade: good}}
    earlier: {2017: {a: {rank: 1}, b: {rank: 2}}}
    pools: {industry_policy_fund: 1000}
    inspection: {notice: 2019-01-10, reference: 2019-01-31}
    departments:
      tax_bureau: {figures_expected: 4, figures_delivered: 3, leaders_score: 90, units_score: 80}
    ledgers:
      quality_honours:
        - [certificate, holder, county, honour_type, granted]
        - [Z1, 甲厂, a, changjiang_quality, 2018-05-20]
        - [Z2, 乙厂, b, 编钟质量奖, 2018-11-02]
      renovation_projects:
        - [report_year, project_code, project_name, county, revenue_gain, accepted_on]
        - [2018, 1, 一号线, a, 8.5, 2018-01-01]
    expect:
      by_firm: {award_quality_prizes: {甲厂: {changjiang_quality: 300000}}}
      schedule: {award_renovation_revenue: {一号线: {2018: 85000}}}
      reserve: {industry_policy_fund: 50}
      coefficient: {industry_policy_fund: {a: 1}}
      year_score: {departments_year: {tax_bureau: 80}}
      year_grade: {departments_year: {tax_bureau: good}}
      task: {task_net_new_large_firms: {a: 10, b: 20}}
      inspection: {in_doubt: []}
      sample: {}
"""


def ran(folder: Path, text: str) -> CaseOutcome:
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    ((case,),) = (file.cases for file in run_cases(file))
    return case


def told(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        ran(folder, text)
    return "\n".join(f"{each.place}: {each.found}; {each.expected}; {each.mend}" for each in caught.value.problems)


HOLDS = CASE.replace(
    "      reserve: {industry_policy_fund: 50}\n      coefficient: {industry_policy_fund: {a: 1}}\n", ""
)


def test_the_case_that_is_bent_below_holds(tmp_path: Path) -> None:
    case = ran(tmp_path, HOLDS)
    assert case.passed, (case.refused, [each for each in case.compared if not each.agrees])


def test_what_a_decision_refuses_is_told_of_the_case(tmp_path: Path) -> None:
    """950 for two units that are capped at 35 %, which is 332 each: 286 are left."""
    case = ran(tmp_path, CASE)
    assert "caps that leave 286 of the 950" in " ".join(map(str, case.refused))


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("300000", "300001", ("by_firm", "award_quality_prizes", "甲厂, changjiang_quality")),
        ("{2018: 85000}", "{2018: 85001}", ("schedule", "award_renovation_revenue", "一号线, 2018")),
        ("{2018: 85000}", "{2017: 85000}", ("schedule", "award_renovation_revenue", "一号线, 2017")),
        ("{tax_bureau: 80}", "{tax_bureau: 81}", ("year_score", "departments_year", "tax_bureau")),
        ("{tax_bureau: good}", "{tax_bureau: excellent}", ("year_grade", "departments_year", "tax_bureau")),
        ("{a: 10, b: 20}", "{a: 11, b: 20}", ("task", "task_net_new_large_firms", "a")),
        ("in_doubt: []", "in_doubt: [a]", ("inspection", "in_doubt", "")),
        ("sample: {}", "sample: {in_doubt: {a: 6}}", ("sample", "in_doubt", "a")),
        ("sample: {}", "awards: {award_quality_prizes: {b: 1}}", ("awards", "award_quality_prizes", "b")),
    ],
)
def test_a_wrong_expectation_is_seen(right: str, wrong: str, what: tuple[str, str, str], tmp_path: Path) -> None:
    assert right in HOLDS
    case = ran(tmp_path, HOLDS.replace(right, wrong, 1))
    assert [(each.what, each.node, each.unit) for each in case.compared if not each.agrees] == [what]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        # What a case brings.
        ("ledgers:", "ledger:", ":17:5: .*did you mean ledgers"),
        ("quality_honours:", "quality_honour:", ":18:7: quality_honour is not known; .*did you mean quality_honours"),
        ("honour_type, granted", "honor_type, granted", ":19:.*the heading .honor_type.; .*did you mean honour_type"),
        ("[certificate, holder,", "[certificate,", ":20:11: a row of 5 cells; 4 cells, one below each.*; write null"),
        ("county, honour_type, granted]", "county, honour_type, 备注]", ":19:11: no column .*; a column "),
        ("changjiang_quality, 2018-05-20", "changjiang, 2018-05-20", ":20:23: .changjiang.; one of .*; did you mean"),
        ("2018-05-20", "2018-05-40", ":20:43: .*a day that the calendar does not have"),
        ("8.5,", "八点五,", ":24:29: the text .八点五."),
        ("甲厂, a,", "甲厂, c,", ":20:20: the unit .c.; the code or name of a unit"),
        ("- [Z2,", "- [Z1,", ":21:12: Z1, which .*case.yaml:quality_honours!A2 has too"),
        ("tax_bureau: {fig", "tax_bureaus: {fig", ":16:7: tax_bureaus is not known; .*did you mean tax_bureau"),
        ("leaders_score: 90", "leader_score: 90", ":16:.*leader_score is not known.*did you mean leaders_score"),
        ("b: {score: 80, grade: good}", "c: {score: 80}", ":11:43: c is not known; one of a, b"),
        ("b: {score: 80, grade: good}", "b: {scores: 80}", ":11:47: .*did you mean score"),
        ("b: {score: 80, grade: good}", "b: {grade: goood}", ":11:54: goood is not known; .*did you mean good"),
        ("pools: {industry", "pools: {industrial", ":13:13: .* is not known; .*did you mean industry_policy_fund"),
        ("reference: 2019-01-31", "reference: 2019-01-01", ":14:17: .*a day on or after that of the notice"),
        # What it expects.
        ("firm: {award_quality_prizes", "firm: {award_quality_prize", ":26:17: .*did you mean award_quality_prizes"),
        ("{甲厂: {chang", "{甲场: {chang", ":26:40: 甲场 is not known; one of 甲厂, 乙厂"),
        ("{changjiang_quality: 3", "{changjiang: 3", ":26:.*changjiang is not known; one of china_quality, "),
        ("{一号线: {2018", "{二号线: {2018", ":27:.*二号线 is not known; one of 一号线"),
        ("reserve: {industry_p", "reserve: {p", ":28:.*did you mean industry_policy_fund"),
        ("{industry_policy_fund: {a: 1}}", "{industry_policy_fund: {x: 1}}", ":29:44: x is not known; one of a, b"),
        ("year_score: {departments_year: {tax", "year_score: {departments_year: {tix", ":30:.*did you mean tax_bureau"),
        ("year_grade: {departments", "year_grade: {department", ":31:20: .*did you mean departments_year"),
        ("{tax_bureau: good}", "{tax_bureau: goood}", ":31:51: goood is not known; .*did you mean good"),
        ("task: {task_net", "task: {tusk_net", ":32:14: .*did you mean task_net_new_large_firms"),
        ("{in_doubt: []}", "{in_doubt: [ab:jump]}", ":33:31: ab:jump is not known; one of a, b"),
        ("inspection: {in_doubt", "inspection: {in_douby", ":33:20: .*did you mean in_doubt"),
        ("sample: {}", "samples: {}", ":34:7: .*did you mean sample"),
        ("certificate, holder", "certificate, holders", ":19:.*; did you mean holder"),
        ("inspection: {in_doubt: []}", "inspection: {problems_overdue: []}", ":33:20: no rows of the ledger problems"),
        ("sample: {}", "total: {a: 80}", ":4:.*result, and totals"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(right: str, wrong: str, says: str, tmp_path: Path) -> None:
    assert right in CASE
    text = told(tmp_path, CASE.replace(right, wrong, 1))
    assert re.search(says, text), text


def test_decisions_without_the_rows_or_the_day_that_they_need_are_told(tmp_path: Path) -> None:
    """Nothing found for want of a ledger is not nothing found."""
    text = (
        HOLDS[: HOLDS.index("    inspection:")]
        + """\
    expect:
      inspection: {problems_overdue: []}
      awards: {award_standards: {a: 0}, award_renovation_revenue: {a: 0}}
"""
    )
    said = told(tmp_path, text)
    assert re.search(":15:20: no day as of which problems are looked at; write inspection:", said), said
    assert re.search(":15:20: no rows of the ledger problems; write ledgers: {problems:", said), said
    assert re.search(":16:16: no rows of the ledger quality_honours", said), said
    assert re.search(":16:41: no rows of the ledger renovation_projects", said), said


ITEMS = """\
    items:
      - [item, action, by, on, due, note]
      - [last_in_all:a:2017, add, 督查室, 2018-03-01, 2018-03-31, null]
      - [last_in_all:a:2017, assign, 督查室, 2018-03-02, null, null]
"""
WITH_ITEMS = HOLDS.replace("    ledgers:\n", ITEMS + "    ledgers:\n")


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (
            "due, note]",
            "du, note]",
            ":18:32: the heading .du.; each once: item, action, by, on, due, note; did you mean",
        ),
        ("assign, ", "asign, ", ":20:30: .asign.; one of add, .*; did you mean assign"),
        ("2018-03-02, null", "2018-03-40, null", ":20:43: .2018-03-40.; a day, such as"),
        ("assign, ", "close, ", ":20:30: close of an item that is registered; one of assign"),
        ("2018-03-31, null]", "2018-03-31]", ":19:9: a row of 5 cells; 6 cells"),
        ("leaders_score: 90", "duty_items_due: 90", ":16:.*duty_items_due is not known"),
    ],
)
def test_what_is_wrong_with_inspection_items_is_told(right: str, wrong: str, says: str, tmp_path: Path) -> None:
    assert ran(tmp_path, WITH_ITEMS.replace("{tax_bureau: 80}", "{tax_bureau: null}")).compared
    assert right in WITH_ITEMS
    text = told(tmp_path, WITH_ITEMS.replace(right, wrong, 1))
    assert re.search(says, text), text


COUNTED = """\
method: suizhou_2018_2020
weights: suizhou_2018
cases:
  - case: 数字由台账数出，写明的以写明的为准
    worked_by: 手算
    period: 2018
    units: {a: county, b: county}
    statistics: {large_firms: {b: {2018: 40}}, firms_visited: {b: null}}
    ledgers:
      firms:
        - [report_year, firm_code, firm_name, county, revenue, visited]
        - [2018, A1, 甲一, a, 5000, 是]
        - [2018, A2, 甲二, a, 5000, 否]
        - [2018, B1, 乙一, b, 5000, 是]
    expect:
"""


def test_figures_are_counted_from_rows_unless_they_are_stated(tmp_path: Path) -> None:
    """a: 1 of 2 visited, 50 %. b: 40 firms as stated, none reported visited though a row says so: no value."""
    case = ran(tmp_path, COUNTED + "      value: {firm_visit_coverage: {a: 50, b: null}}\n")
    assert case.passed, (case.refused, case.compared)
    case = ran(tmp_path, COUNTED.replace("b: null", "b: 10") + "      value: {firm_visit_coverage: {a: 50, b: 25}}\n")
    assert case.passed, (case.refused, case.compared)


def test_a_column_that_nothing_needs_may_be_left_out_and_is_not_known(tmp_path: Path) -> None:
    """Without the column of visits nobody's are counted: the figure is missing, and not 0."""
    text = COUNTED.replace(", visited]", "]").replace(", 是]", "]").replace(", 否]", "]")
    case = ran(tmp_path, text + "      value: {firm_visit_coverage: {a: null}}\n")
    assert case.passed, (case.refused, case.compared)
    case = ran(tmp_path, text + "      value: {firm_visit_coverage: {a: 0}}\n")
    assert not case.passed
    said = told(
        tmp_path, text.replace(", revenue]", "]").replace(", 5000]", "]") + "      struck: {veto_ground_steel: []}\n"
    )
    assert re.search(":11:11: no column Main business revenue; a column Main business revenue; add it", said), said


TWO_GROUPS = """\
method: suizhou_2018_2020
weights: suizhou_2018
cases:
  - case: 参加两类考核的单位，资金、任务、督查、年度考核只算一次
    worked_by: 手算
    period: 2018
    units: {a: county, b: county, c: county, d: county, a2: {group: zone, figures_of: a}}
    statistics:
      large_firms: {a: {2017: 40, 2018: 43}, b: {2017: 30, 2018: 30}, c: {2017: 20, 2018: 20}, d: {2017: 10, 2018: 10}}
      renovation_investment: {a: 43, b: 30, c: 20, d: 10}
      firms_visited: {a: 10, b: 30, c: 20, d: 10}
      inspection_criticisms: {a: 0, b: 0, c: 0, d: 0}
      department_work_score: {a: 80, b: 80, c: 80, d: 80}
    result:
      a: {score: 80, rank: 1, grade: good}
      b: {score: 80, rank: 1, grade: good}
      c: {score: 80, rank: 1, grade: good}
      d: {score: 80, rank: 1, grade: good}
      a2: {score: 80, grade: good}
    pools: {industry_policy_fund: 2000}
    expect:
      awards: {award_new_large_firm: {a: 105000, a2: 0}}
      fund: {industry_policy_fund: {a2: 0}}
      task: {task_net_new_large_firms: {a: 12, b: 9, c: 6, d: 3, a2: null}}
      inspection: {short_of_target: [a]}
      year_score: {units_year: {a: 83, b: 83, c: 83, d: 83}}
"""


def test_a_unit_in_two_groups_is_paid_and_judged_once(tmp_path: Path) -> None:
    """3 new firms × 35 000. 30 firms by 40, 30, 20, 10 of 100. 10 of 43 visited, 23 %, is short of a third; the others
    reach it. Years: 80 × 70 % + 100 × 15 % + 80 × 15 % = 83."""
    case = ran(tmp_path, TWO_GROUPS)
    assert case.passed, (case.refused, [each for each in case.compared if not each.agrees])
    case = ran(tmp_path, TWO_GROUPS.replace("{units_year: {a: 83", "{units_year: {a2: 83"))
    assert [(each.what, each.unit, each.found) for each in case.compared if not each.agrees] == [
        ("year_score", "a2", None)
    ]


ALIKE = """\
method: suizhou_2018_2020
weights: suizhou_2018
cases:
  - case: 四家相同，各得四分之一
    worked_by: 手算
    period: 2018
    units: {a: county, b: county, c: county, d: county, a2: {group: zone, figures_of: a}}
    statistics: {large_firms: {a: 9, b: 9, c: 9, d: 9}, renovation_investment: {a: 9, b: 9, c: 9, d: 9}}
    result:
      a: {score: 80, grade: good}
      b: {score: 80, grade: good}
      c: {score: 80, grade: good}
      d: {score: 80, grade: good}
      a2: {score: 80, grade: good}
    pools: {industry_policy_fund: 2000}
    expect: {fund: {industry_policy_fund: {a: 475, b: 475, c: 475, d: 475, a2: 0}}}
"""


def test_the_shares_of_the_others_are_as_if_the_second_row_were_not_there(tmp_path: Path) -> None:
    """Each of four alike has a quarter of 1 900."""
    case = ran(tmp_path, ALIKE)
    assert case.passed, (case.refused, [each for each in case.compared if not each.agrees])
