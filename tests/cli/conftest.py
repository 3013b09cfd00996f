"""A small assessment, worked out by hand, and the command line to run it with.

Growth of output (weight 60, target 10 %): North 110 on 100 is 10 %, score 100; South 105 on 100 is 5 %, score 50; the
park 132 on 120 is 10 %, score 100. Firms (weight 40, target 20): North 10 is 50; South 20 is 100; the park 5 is 25.
Totals: North 60 + 20 = 80; South 30 + 40 = 70; park 60 + 10 = 70, behind South where the tie is broken by firms.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sz_assess.cli import program

METHOD = {
    "method.yaml": """\
code: small
name: {zh: 小办法, en: Small method}
document: {title: {zh: 小方案, en: Small plan}, number: 小政发〔2018〕1号, date: 2018-01-05}
years: [2018, 2020]
over: all
measures:
  - {code: percent, name: {zh: "%", en: "%"}}
  - {code: million, name: {zh: 百万元, en: million yuan}}
  - {code: firms, name: {zh: 家, en: firms}}
departments:
  - {code: statistics, name: {zh: 统计局, en: Statistics Bureau}}
  - {code: industry, name: {zh: 经信局, en: Industry Bureau}}
groups:
  - {code: county, name: {zh: 县, en: Counties}}
  - {code: zone, name: {zh: 区, en: Zones}}
""",
    "statistics.yaml": """\
statistics:
  - {code: output, name: {zh: 产值, en: Output}, unit: million, department: statistics, range: [0, null]}
  - {code: firms, name: {zh: 企业数, en: Firms}, unit: firms, department: industry, integer: true}
""",
    "1_growth.yaml": """\
dimension: growth
name: {zh: 增长, en: Growth}
indicators:
  - code: output_growth
    name: {zh: 产值增速, en: Growth of output}
    unit: percent
    direction: positive
    source: {clause: 一(一)}
    formula: growth(output)
    targets: {2018: 10}
    scoring: {rule: completion, cap: 150}
    missing: refuse
  - code: firm_count
    name: {zh: 企业数量, en: Number of firms}
    unit: firms
    direction: positive
    source: {clause: 一(二)}
    formula: firms
    targets: {2018: 20}
    scoring: {rule: completion, cap: 150}
    missing: worst
""",
}
WEIGHTS = """\
method: small
name: {zh: 小权重, en: Small weights}
decided: {by: 办公室, on: 2018-02-01, basis: 会议}
total: 100
weights:
  growth: {weight: 100, output_growth: 60, firm_count: 40}
not_applicable: within_dimension
ranking: {on: unrounded, ties: [firm_count]}
aggregate: arithmetic
"""
ABOUT = """\
title: {zh: 小市工业考核, en: The small city's assessment}
period: 2018
method: small
weights: small
"""
UNITS = """\
code,name,name_en,group
north,北县,North County,county
south,南县,South County,county
park,高新区,High-tech Park,zone
"""
DATA = """\
unit,period,output,firms
north,2017,100,
north,2018,110,10
south,2017,100,
south,2018,105,20
park,2017,120,
park,2018,132,5
"""
RANKING = """\
unit,name,group,score,rank,group_rank,grade,rank_change
north,North County,county,80,1,1,,
south,South County,county,70,2,2,,
park,High-tech Park,zone,70,3,1,,
"""

# Before click 8.2 the two outputs are mixed unless told otherwise.
APART: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}

Call = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


def make_assessment(folder: Path) -> Path:
    """Write the assessment's files."""
    specs = folder / "indicator_specs" / "small"
    for place in (specs, folder / "weights", folder / "data"):
        place.mkdir(parents=True)
    for name, text in METHOD.items():
        (specs / name).write_text(text, encoding="utf-8")
    (folder / "weights" / "small.yaml").write_text(WEIGHTS, encoding="utf-8")
    (folder / "assessment.yaml").write_text(ABOUT, encoding="utf-8")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "data" / "figures.csv").write_text(DATA, encoding="utf-8")
    return folder


@pytest.fixture
def assessment(tmp_path: Path) -> Path:
    return make_assessment(tmp_path / "small")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line within this process, in English unless --lang says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "SZ_ASSESS_LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def invoke(*words: str | Path) -> Result:
        result = CliRunner(**APART).invoke(program, [str(word) for word in words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def process(repository: Path) -> Process:
    """The command line in a process of its own."""

    def start(*words: str | Path, cwd: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SZ_"))}
        return subprocess.run(
            [sys.executable, "-m", "sz_assess", *map(str, words)],
            cwd=cwd,
            env={**inherited, "PYTHONPATH": str(repository), "LANG": "C.UTF-8", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return start
