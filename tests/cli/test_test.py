"""`sz-assess test`: what is told of cases, in the reader's language."""

from pathlib import Path

from tests.cli.conftest import Call

CASE = """\
method: small
weights: small
cases:
  - case: {name}
    source: 附件三
    period: 2018
    units: {{a: county}}
    statistics: {{{code}: {{a: 12}}}}
    expect: {{value: {{firm_count: {{a: 12}}}}}}
"""


def written(assessment: Path, code: str) -> Path:
    file = assessment / "cases.yaml"
    file.write_text(CASE.format(name="twelve firms", code=code), encoding="utf-8")
    return file


def test_a_case_that_names_what_the_method_lacks(call: Call, assessment: Path) -> None:
    done = call("test", written(assessment, "firmss"), "--lang", "en")
    assert done.exit_code == 1
    assert "cases.yaml:8" in done.stderr
    assert "firmss is not known" in done.stderr
    assert "did you mean firms?" in done.stderr
    done = call("test", written(assessment, "turnover"), "--lang", "en")
    assert "turnover is not known" in done.stderr
    assert "did you mean" not in done.stderr


def test_it_is_told_in_chinese_too(call: Call, assessment: Path) -> None:
    said = call("test", written(assessment, "turnover"), "--lang", "zh").stderr
    assert "turnover" in said
    assert "没有" in said
    assert "not known" not in said


def test_cases_that_pass_are_counted(call: Call, assessment: Path) -> None:
    done = call("test", written(assessment, "firms"), "--lang", "en")
    assert (done.exit_code, done.stdout.strip()) == (0, "1 passed, 0 failed")


FAILING = """\
method: small
weights: small
cases:
  - case: twelve firms
    period: 2018
    units: {a: county}
    statistics: {firms: {a: 12}}
    expect: {value: {firm_count: {a: 13}}}
"""


def test_a_failure_is_a_table_with_the_computation_on_request(call: Call, assessment: Path) -> None:
    file = assessment / "cases.yaml"
    file.write_text(FAILING, encoding="utf-8")
    done = call("test", file, "--lang", "en")
    assert done.exit_code == 1
    assert ["value", "firm_count", "a", "13", "12"] in [line.split() for line in done.stdout.splitlines()]
    assert "worked out:" not in done.stdout
    verbose = call("test", file, "-v", "--lang", "zh").stdout
    assert ["指标值", "firm_count", "a", "13", "12"] in [line.split() for line in verbose.splitlines()]
    assert "计算过程：" in verbose
    assert "a firm_count：" in verbose
