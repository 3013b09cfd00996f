"""The log of data: who changed which figure, when, from which cell to which."""

from pathlib import Path

from tests.cli.conftest import Call


def test_what_changed_when_and_by_whom(call: Call, assessment: Path) -> None:
    (assessment / "data" / "later.csv").write_text("unit,period,output\nsouth,2018,106.5\n", encoding="utf-8")
    (assessment / "deliveries.csv").write_text(
        "file,on,by,supersedes,note\n"
        "data/figures.csv,2019-01-20,Zhang,,\n"
        "data/later.csv,2019-02-01,Li,data/figures.csv,final figures\n",
        encoding="utf-8",
    )
    done = call("data", "log", assessment, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "2019-01-20 Zhang: data/figures.csv"
    assert lines[1] == "2019-02-01 Li: data/later.csv, supersedes data/figures.csv (final figures)"
    assert "output, south, 2018" in lines[2]
    assert "105  →  106.5" in lines[2]
    assert "data/later.csv:2:C]" in lines[2]
    assert call("run", assessment).exit_code == 0
    manifest = (assessment / "output" / "manifest.json").read_text(encoding="utf-8")
    assert '"deliveries.csv"' in manifest


def test_nothing_to_tell(call: Call, assessment: Path) -> None:
    done = call("data", "log", assessment, "--lang", "en")
    assert done.exit_code == 0
    assert "no file supersedes another" in done.stdout


def test_another_action(call: Call, assessment: Path) -> None:
    done = call("data", "lgo", assessment, "--lang", "en")
    assert done.exit_code == 2
    assert "did you mean log?" in done.stderr
