"""The log of data: who changed which figure, when, from which cell to which."""

import json
from pathlib import Path

from tests.cli.conftest import Call

HEADING = "file,on,by,supersedes,note,withdraws"
FIRST = "data/figures.csv,2019-01-20,Zhang,,,"


def told(call: Call, folder: Path, figures: str, delivered: str) -> list[str]:
    """The lines of the log, once a later file (``figures``) stands as delivered by Li."""
    (folder / "data" / "later.csv").write_text(figures, encoding="utf-8")
    rows = (HEADING, FIRST, f"data/later.csv,2019-02-01,Li,data/figures.csv,{delivered}")
    (folder / "deliveries.csv").write_text("\n".join((*rows, "")), encoding="utf-8")
    done = call("data", "log", folder, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()


def test_what_changed_when_and_by_whom(call: Call, assessment: Path) -> None:
    lines = told(call, assessment, "unit,period,output\nsouth,2018,106.5\n", "final figures,")
    assert lines[0] == "2019-01-20 Zhang: data/figures.csv"
    assert lines[1] == "2019-02-01 Li: data/later.csv, supersedes data/figures.csv (final figures)"
    assert "output, south, 2018" in lines[2]
    assert "105  →  106.5" in lines[2]
    assert "data/later.csv:2:C]" in lines[2]
    assert call("run", assessment).exit_code == 0
    manifest = (assessment / "output" / "manifest.json").read_text(encoding="utf-8")
    assert '"deliveries.csv"' in manifest


def test_a_withdrawal_is_told_and_so_is_what_a_blank_means(call: Call, assessment: Path) -> None:
    lines = told(call, assessment, "unit,period,output,firms\nsouth,2018,,21\n", ",firms:park:2018")
    changed, gone = (" ".join(line.split()) for line in lines[2:4])
    assert changed == "firms, south, 2018 20 → 21 [data/figures.csv:5:D → data/later.csv:2:D]"
    assert gone == "firms, park, 2018 5 → withdrawn [data/figures.csv:7:D → deliveries.csv:3]"
    assert "takes nothing away" in lines[4]
    assert call("run", assessment, "--lang", "en").exit_code == 0
    page = (assessment / "output" / "report" / "data.html").read_text(encoding="utf-8")
    assert "data/later.csv:2:D" in page
    assert "withdrawn" in page
    result = json.loads((assessment / "output" / "results" / "result.json").read_text(encoding="utf-8"))
    assert [(each["unit"], each["before"], each["after"], each["by"]) for each in result["revisions"]] == [
        ("south", 20, 21, "Li"), ("park", 5, None, "Li"),
    ]  # fmt: skip


def test_nothing_to_tell(call: Call, assessment: Path) -> None:
    done = call("data", "log", assessment, "--lang", "en")
    assert done.exit_code == 0
    assert "no file supersedes another" in done.stdout


def test_another_action(call: Call, assessment: Path) -> None:
    done = call("data", "lgo", assessment, "--lang", "en")
    assert done.exit_code == 2
    assert "did you mean log?" in done.stderr
