"""The forms command: what it writes, and what comes of forms that were filled in."""

from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.test_check import change
from tests.statistics.forms.filling import figures, text


def test_forms_are_written_filled_in_and_read(call: Call, assessment: Path) -> None:
    done = call("forms", assessment)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "2 forms. Filled in, they go into the data folder."
    written = assessment / "forms"
    assert sorted(path.name for path in written.iterdir()) == ["industry_2018.xlsx", "statistics_2018.xlsx"]
    change(assessment / "data" / "figures.csv", "north,2018,110,10\n", "")
    form = (written / "statistics_2018.xlsx").read_bytes()
    (assessment / "data" / "统计局.xlsx").write_bytes(figures(form, {"output/north": text("１１０")}))
    form = (written / "industry_2018.xlsx").read_bytes()
    (assessment / "data" / "经信局.xlsx").write_bytes(figures(form, {"firms/north": 10}))
    done = call("check", assessment)
    assert done.exit_code == 0
    assert 'data/统计局.xlsx:报表!F5: the text "１１０": 110' in done.stdout
    assert call("run", assessment).exit_code == 0
    ranking = (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8")
    assert "north,北县,county,80,1,1" in ranking
    page = (assessment / "output" / "report" / "data.html").read_text(encoding="utf-8")
    assert "１１０" in page


def test_nothing_is_written_over(call: Call, assessment: Path) -> None:
    assert call("forms", assessment).exit_code == 0
    form = assessment / "forms" / "industry_2018.xlsx"
    form.write_bytes(b"filled in")
    done = call("forms", assessment)
    assert done.exit_code == 1
    assert "may have been worked on" in done.stderr
    assert form.read_bytes() == b"filled in"
    one = call("forms", assessment, "--out", assessment / "other", "--department", "industry")
    assert (one.exit_code, one.stdout.splitlines()[-1]) == (0, "1 form. Filled in, it goes into the data folder.")
    assert [path.name for path in (assessment / "other").iterdir()] == ["industry_2018.xlsx"]


def test_a_period_that_nothing_is_due_for(call: Call, assessment: Path) -> None:
    done = call("forms", assessment, "--period", "2018M03")
    assert done.exit_code == 1
    assert "nothing is due for 2018M03" in done.stderr
    assert call("forms", assessment, "--period", "x").exit_code == 2
