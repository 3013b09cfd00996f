"""Case files among the files that people edit: what their schema is called, and a small example."""

from __future__ import annotations

from sz_assess.cases.spec import CasesFile
from sz_assess.method.describe.file_kinds import FILE_KINDS, FileKind

CASE_FILES = FileKind(
    "cases",
    "indicator_specs/<method>/tests/*.yaml",
    CasesFile,
    "Cases: small inputs and what must come out of them, worked out by hand. May be left out. An assessment folder may "
    "have some of its own in `tests/`.",
    """\
weights: demo
cases:
  - case: 完成率92.5%得92.5分，超额封顶120分
    worked_by: 张某, 2018-11-20
    rule: {rule: completion, cap: 120}
    given: {target: 20}
    values: {a: 18.5, b: 30}
    scores: {a: 92.5, b: 120}
  - case: 产值增长8%得80分，县的企业不足保底的补足
    worked_by: 张某, 2018-11-20
    period: 2018
    units: {a: county, b: {group: county, role: assessed}}
    statistics: {output: {a: {2017: 100, 2018: 108}, b: {2017: 100, 2018: 110}}}
    expect: {score: {output_growth: {a: 80, b: 100}}}
""",
)

EVERY_KIND = (*FILE_KINDS, CASE_FILES)
"""All files that people edit."""
