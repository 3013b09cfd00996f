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
    assert "    firmss is not known to the method; did you mean firms?" in done.stdout.splitlines()
    done = call("test", written(assessment, "turnover"), "--lang", "en")
    assert "    turnover is not known to the method" in done.stdout.splitlines()


def test_it_is_told_in_chinese_too(call: Call, assessment: Path) -> None:
    said = call("test", written(assessment, "turnover"), "--lang", "zh").stdout
    assert "    考核办法中没有 turnover" in said.splitlines()
    assert "：附件三" in said
    assert "not known" not in said


def test_cases_that_pass_are_counted(call: Call, assessment: Path) -> None:
    done = call("test", written(assessment, "firms"), "--lang", "en")
    assert (done.exit_code, done.stdout.strip()) == (0, "1 passed, 0 failed")
