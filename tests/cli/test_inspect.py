"""The list of inspection, its ledger and the inspectors' workbook, as people call them."""

import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from sz_assess.run import assess_folder
from tests.cli.conftest import Call
from tests.decisions.inspection.small import made, rule
from tests.test_collect import converted

FALLS = rule("falls", {"what": "falls"}, sample="by_size")
LAST = rule("last", {"what": "last_places", "over": "all", "least_units": 2}, sample="by_size")
FIGURES = {"falls": {"places": 1, "sample": 2}, "last": {"last": 3, "sample": 2}}
ITEM = "falls:south:2018"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "small", [FALLS, LAST], FIGURES, closed="may_reopen")


@pytest.fixture
def say(call: Call, folder: Path) -> Any:
    def go(action: str, *words: str | Path) -> Any:
        return call("inspect", action, folder, *words, "--lang", "en")

    return go


def signed(day: str) -> tuple[str, ...]:
    return "--by", "Zhang", "--on", day


def test_the_list(say: Any) -> None:
    done = say("list")
    assert done.exit_code == 0, done.stderr
    lines = [line.split("  ") for line in done.stdout.splitlines()[1:]]
    assert [[part.strip() for part in line if part.strip()] for line in lines] == [
        ["last:north:2018", "North County", "place 1 of 3", "2019-03-07", "not in the ledger yet"],
        [ITEM, "South County", "1 place lost", "2019-03-07", "not in the ledger yet"],
        ["last:south:2018", "South County", "place 2 of 3", "2019-03-07", "not in the ledger yet"],
        ["last:park:2018", "High-tech Park", "place 3 of 3", "2019-03-07", "not in the ledger yet"],
    ]


def test_an_item_from_its_registration_to_its_closing(say: Any, folder: Path) -> None:
    """Registered with the list's day, extended before it, reported, returned, reported again, closed, opened again."""
    steps: list[tuple[str, tuple[str, ...], str]] = [
        ("add", signed("2019-02-16"), "registered, due 2019-03-07"),
        ("assign", (*signed("2019-02-17"), "--note", "to the county"), "assigned, due 2019-03-07"),
        ("extend", (*signed("2019-03-06"), "--due", "2019-03-20"), "extended, due 2019-03-20"),
        ("report", signed("2019-03-18"), "reported, due 2019-03-20"),
        ("return", (*signed("2019-03-19"), "--note", '=no evidence, "none"\nat all'), "returned for more work"),
        ("report", signed("2019-03-25"), "reported"),
        ("close", signed("2019-03-28"), "closed out"),
        ("reopen", (*signed("2019-04-02"), "--due", "2019-04-30"), "returned for more work, due 2019-04-30"),
    ]
    path, before = folder / "inspection" / "ledger.csv", b""
    for action, words, said in steps:
        done = say(action, ITEM, *words)
        assert done.exit_code == 0, done.stderr
        assert f"{ITEM}: {said}" in done.stdout
        after = path.read_bytes()
        assert after.startswith(before), "earlier rows are never touched"
        assert after[len(before) :].count(b"\r\n") == (2 if action == "add" else 1)
        before = after
    assert '\'=no evidence, ""none"" at all' in path.read_text(encoding="utf-8-sig")
    standing = assess_folder(folder).inspected.standings[ITEM]
    assert [each.action for each in standing.changes] == [action for action, _, _ in steps]
    assert standing.due == date(2019, 4, 30)


@pytest.mark.parametrize(("day", "late"), [("2019-03-07", ""), ("2019-03-08", "overdue by 1 day")])
def test_overdue_is_said_as_of_a_day(say: Any, day: str, late: str) -> None:
    say("add", ITEM, *signed("2019-02-16"))
    line = next(line for line in say("list", "--on", day).stdout.splitlines() if ITEM in line)
    assert line.rstrip().endswith(late or "registered")


@pytest.mark.parametrize(
    ("action", "words", "said"),
    [
        ("add", ("falls:suoth:2018", *signed("2019-02-16")), "did you mean falls:south:2018"),
        ("add", (ITEM, *signed("2019-02-16"), "--due", "2019-02-15"), "a day on or after 2019-02-16"),
        ("assign", ("last:north:2018", *signed("2019-02-17")), "which is not in the ledger"),
        ("close", (ITEM, *signed("2019-02-17")), "close of an item that is registered"),
        ("assign", (ITEM, *signed("2019-02-10")), "a day on or after 2019-02-12"),
    ],
)
def test_moves_that_are_refused_write_nothing(
    say: Any, folder: Path, action: str, words: tuple[str, ...], said: str
) -> None:
    if action != "add":
        say("add", ITEM, *signed("2019-02-12"))
    path = folder / "inspection" / "ledger.csv"
    before = path.read_bytes() if path.exists() else None
    done = say(action, *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lits",), "did you mean list"),
        (("add",), "add without the code of an item"),
        (("add", ITEM, "--on", "2019-02-16"), "without --by or --on"),
        (("add", ITEM, "--by", " ", "--on", "2019-02-16"), "without --by or --on"),
        (("list", "--on", "31.3.2019"), "write a day such as 2019-03-31"),
        (("list", ITEM), "it takes the folder alone"),
        (("list", "--by", "Zhang"), "list takes no --by"),
        (("workbook", "--on", "2019-03-31"), "workbook takes no --on"),
        (("read", "filled.xlsx", "--note", "seen"), "read takes no --note"),
        (("close", ITEM, *signed("2019-03-31"), "--out", "x.xlsx"), "close takes no --out"),
        (("read", "nowhere.xlsx"), "there is no file nowhere.xlsx"),
    ],
)
def test_wrong_calls(say: Any, words: tuple[str, ...], said: str) -> None:
    done = say(*words)
    assert done.exit_code == 2
    assert said in done.stderr


LEDGER = "item,action,by,on,due,note\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEDGER + f"{ITEM},add,,2019-02-16,2019-03-07,\n", "ledger.csv:2:C"),
        (LEDGER + f"{ITEM},add,Zhang,2019-02-30,2019-03-07,\n", "2019-02-30"),
        (LEDGER + f"{ITEM},ad,Zhang,2019-02-16,2019-03-07,\n", "did you mean add"),
        (LEDGER + f"{ITEM},add,Zhang,2019-02-16,,\n", "without a day by which it is due"),
        (LEDGER + f"{ITEM},add,Zhang,2019-02-16,2019-03-07,\n{ITEM},close,Zhang,2019-02-17,,\n", "ledger.csv:3:B"),
        (LEDGER.replace("by", "who") + f"{ITEM},add,Z,2019-02-16,2019-03-07,\n", "no column by"),
    ],
)
def test_a_ledger_that_was_spoilt_by_hand(say: Any, call: Call, folder: Path, text: str, said: str) -> None:
    (folder / "inspection").mkdir()
    (folder / "inspection" / "ledger.csv").write_text(text, encoding="utf-8")
    done = call("run", folder, "--lang", "en")
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (folder / "output").exists()


def test_a_ledger_in_another_encoding_is_not_added_to(say: Any, folder: Path) -> None:
    (folder / "inspection").mkdir()
    text = LEDGER + f"{ITEM},add,张,2019-02-16,2019-03-07,\n"
    (folder / "inspection" / "ledger.csv").write_bytes(text.encode("gb18030"))
    done = say("assign", ITEM, *signed("2019-02-17"))
    assert done.exit_code == 1
    assert "save it as CSV UTF-8" in done.stderr


# --- the workbook ---------------------------------------------------------------------------------------------------


Grids = dict[str, list[list[Any]]]


def grids(path: Path) -> Grids:
    """The cells of all sheets, from the first row."""
    with CalamineWorkbook.from_path(path) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def saved(path: Path, sheets: Grids) -> None:
    """Written as another program would: cells alone, no form, nothing hidden."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for n, row in enumerate(rows):
                page.write_row(n, 0, row)
                for column, cell in enumerate(row):
                    if str(cell).startswith("="):
                        page.write_formula(n, column, cell, None, "")
    # Some programs leave the results of formulas to whoever opens the file.
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content.replace(b"<v></v>", b""))


def filled_in(path: Path, sheet: str, item: str, answers: dict[str, Any], subject: str | None = None) -> None:
    """Write answers into the row of an item."""
    sheets = grids(path)
    marks = sheets[sheet][0]
    for row in sheets[sheet][2:]:
        if row[0] == item and subject in {None, row[2]}:
            for name, value in answers.items():
                row[marks.index(f"sz:{name}")] = value
            saved(path, sheets)
            return
    raise AssertionError(item)


SIGNED = {"by": "Li", "on": date(2019, 3, 1)}
CORRECTION = {
    "kind": "figure corrected",
    "statistic": "firms",
    "period": "2018",
    "delivered": 20,
    "found": 16,
    **SIGNED,
}


def test_what_inspectors_fill_in_comes_back(say: Any, call: Call, folder: Path) -> None:
    """South's 20 firms are 16: its place at the indicator is 16/20 = 80 points, its total 30 + 32 = 62."""
    assert say("workbook").exit_code == 0
    path = folder / "inspection" / "workbook.xlsx"
    again = path.read_bytes()
    assert say("workbook").exit_code == 0
    assert path.read_bytes() == again, "the same list gives the same bytes"
    filled_in(path, "Items", ITEM, {**CORRECTION, "note": "four have closed"})
    filled_in(path, "Items", "last:park:2018", {"kind": "held against the unit", "count": 2, **SIGNED})
    drawn = [row[2] for row in grids(path)["Sample"] if row[0] == "last:north:2018"]
    assert len(drawn) == 2
    filled_in(path, "Sample", "last:north:2018", {"found": 55, **SIGNED}, drawn[0])
    done = say("read", path)
    assert done.exit_code == 0, done.stderr
    assert "3 findings added" in done.stdout
    rows = (folder / "inspection" / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1:] == [
        f"1,{ITEM},correction,south,,firms,2018,20,16,,Li,2019-03-01,four have closed",
        "2,last:park:2018,deduction,park,,,,,,2,Li,2019-03-01,",
        f"3,last:north:2018,sampled,north,{drawn[0]},,,,55,,Li,2019-03-01,",
    ]
    once_more = say("read", path)
    assert "0 findings added to inspection/findings.csv; there already: 3." in once_more.stdout
    result = assess_folder(folder)
    assert result.total[1] == pytest.approx(62)
    assert result.panel.place("firms", "south", result.assessment.about.period) == "inspection/findings.csv:2"
    log = call("data", "log", folder, "--lang", "en")
    assert "firms, south, 2018" in log.stdout
    assert "data/figures.csv:5:D → inspection/findings.csv:2" in log.stdout
    assert call("run", folder, "--lang", "en").exit_code == 0
    page = (folder / "output" / "report" / "data.html").read_text(encoding="utf-8")
    assert "inspection/findings.csv:2" in page
    assert "data/figures.csv:5:D" in page
    assert '"inspection/findings.csv"' in (folder / "output" / "manifest.json").read_text(encoding="utf-8")


def test_columns_moved_and_put_in(say: Any, folder: Path) -> None:
    """The form is read by its marks: columns the other way round, one more in front, rows sorted, a remark below."""
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", ITEM, CORRECTION)
    sheets = grids(path)
    marks, heading, *rows = sheets["Items"]
    turned = [["", *reversed(row)] for row in (marks, heading, *reversed(rows))]
    sheets["Items"] = [*turned, ["checked by the office"] + [""] * len(marks)]
    saved(path, sheets)
    assert "1 finding added" in say("read", path).stdout


def test_a_workbook_without_its_marks(say: Any, folder: Path) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    saved(path, {name: rows[1:] for name, rows in grids(path).items()})
    done = say("read", path)
    assert done.exit_code == 1
    assert "without the hidden row" in done.stderr


@pytest.mark.parametrize("note", ["@list", "- see photo", "two  lines\nof it"])
def test_a_note_that_is_written_otherwise_is_known_again(say: Any, folder: Path, note: str) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", ITEM, {"kind": "found as reported", "note": note, **SIGNED})
    assert "1 finding added" in say("read", path).stdout
    assert "0 findings added to inspection/findings.csv; there already: 1." in say("read", path).stdout


def test_a_figure_is_corrected_once(say: Any, call: Call, folder: Path) -> None:
    """Two inspectors correct the same figure: read, the second one would stop every later run."""
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", ITEM, CORRECTION)
    filled_in(path, "Items", "last:park:2018", {**CORRECTION, "found": 15})
    # The workbook names the unit of the row; a correction of the park's firms is another figure's.
    sheets = grids(path)
    for row in sheets["Items"][2:]:
        row[1] = "south" if row[0] == "last:park:2018" else row[1]
    saved(path, sheets)
    done = say("read", path)
    assert done.exit_code == 1
    assert "a correction of 20, where 16 stands" in done.stderr
    assert "1 problem in 1 file" in done.stderr
    assert not (folder / "inspection" / "findings.csv").exists()
    filled_in(path, "Items", "last:park:2018", {"delivered": 16})
    assert "2 findings added" in say("read", path).stdout
    assert call("check", folder).exit_code == 0


@pytest.mark.office
def test_a_workbook_that_went_through_libreoffice(say: Any, folder: Path, tmp_path: Path) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", ITEM, CORRECTION)
    converted([path], "xlsx", tmp_path / "saved", tmp_path / "profile")
    through = tmp_path / "saved" / path.name
    assert through.read_bytes() != path.read_bytes()
    done = say("read", through)
    assert done.exit_code == 0, done.stderr
    assert "1 finding added" in done.stdout


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"by": None}, "a blank cell"),
        ({"on": "last week"}, "a day, such as"),
        ({"kind": "maybe"}, "one of"),
        ({"statistic": "frims"}, "did you mean firms"),
        ({"delivered": 21}, "a correction of 21, where 20 stands"),
        ({"found": 16.5}, "a whole number"),
        ({"found": "sixteen"}, "the figure that was found on the spot"),
        ({"period": "2016"}, "no figure was delivered"),
        ({"kind": "held against the unit"}, "how many matters"),
        ({"kind": "fine"}, "one of found as reported, held against the unit, figure corrected"),
        ({"found": "=8+8"}, "a formula without a stored result"),
        ({"note": '=HYPERLINK("x")'}, "a formula without a stored result"),
    ],
)
def test_answers_that_do_not_fit_add_nothing(say: Any, folder: Path, answers: dict[str, Any], said: str) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", "last:park:2018", {"kind": "found as reported", **SIGNED})
    filled_in(path, "Items", ITEM, {**CORRECTION, **answers})
    done = say("read", path)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Items!" in done.stderr
    assert not (folder / "inspection" / "findings.csv").exists()


def test_a_workbook_that_was_worked_on_is_never_overwritten(say: Any, folder: Path) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", ITEM, CORRECTION)
    before = path.read_bytes()
    assert say("workbook").exit_code == 1
    assert path.read_bytes() == before


def test_a_correction_lapses_when_the_figure_is_delivered_anew(call: Call, folder: Path) -> None:
    (folder / "inspection").mkdir()
    (folder / "inspection" / "findings.csv").write_text(
        "finding,item,kind,unit,subject,statistic,period,delivered,found,count,by,on,note\n"
        f"1,{ITEM},correction,south,,firms,2018,19,16,,Li,2019-03-01,\n",
        encoding="utf-8",
    )
    done = call("run", folder, "--lang", "en")
    assert done.exit_code == 1
    assert "inspection/findings.csv:2: firms, south, 2018" in done.stderr
    assert "a correction of 19, where 20 stands" in done.stderr


# Findings as a ledger that a deduction is counted from; all of it stands in the method's files.
COUNTED = """\
  - code: findings
    name: findings
    department: industry
    key: [finding]
    unit: unit
    period: {date: on}
    columns:
      - {code: finding, name: finding, type: text}
      - {code: item, name: item, type: text}
      - {code: kind, name: kind, type: choice, choices: [confirmed, sampled, deduction, correction]}
      - {code: unit, name: unit, type: text}
      - {code: subject, name: subject, type: text, optional: true}
      - {code: statistic, name: statistic, type: text, optional: true}
      - {code: period, name: period, type: text, optional: true}
      - {code: delivered, name: delivered, type: number, optional: true}
      - {code: found, name: found, type: number, optional: true}
      - {code: count, name: count, type: number, optional: true}
      - {code: by, name: by, type: text}
      - {code: on, name: on, type: date}
      - {code: note, name: note, type: text, optional: true}
"""
STATISTIC = """\
  - code: held
    name: held
    unit: firms
    department: industry
    from: {ledger: findings, where: kind == deduction, sum: count}
"""
ADJUSTMENT = """\
adjustments:
  - code: held_by_inspection
    name: held
    kind: deduction
    formula: held
    unit: firms
    source: {clause: "1"}
    missing: refuse
"""


def test_findings_that_nothing_counts_are_told(say: Any, call: Call, folder: Path) -> None:
    say("workbook")
    path = folder / "inspection" / "workbook.xlsx"
    filled_in(path, "Items", "last:park:2018", {"kind": "held against the unit", "count": 2, **SIGNED})
    told = "1 finding is held against a unit and counted nowhere"
    assert told in say("read", path).stdout
    checked = call("check", folder)
    assert checked.exit_code == 0
    assert told in checked.stdout
    assert "inspection/findings.csv:2: last:park:2018" in checked.stdout


def test_findings_are_counted_as_deductions(call: Call, folder: Path) -> None:
    """Two matters and one at the park, half a point each: 70 less 1.5. South's finding counts the year after."""
    specs = folder / "indicator_specs" / "small"
    ledgers = json.loads((specs / "ledgers.yaml").read_text(encoding="utf-8"))
    text = "ledgers:\n" + "".join(f"  - {json.dumps(each)}\n" for each in ledgers["ledgers"]) + COUNTED
    (specs / "ledgers.yaml").write_text(text, encoding="utf-8")
    with (specs / "statistics.yaml").open("a", encoding="utf-8") as file:
        file.write(STATISTIC)
    (specs / "adjustments.yaml").write_text(ADJUSTMENT, encoding="utf-8")
    with (folder / "weights" / "small.yaml").open("a", encoding="utf-8") as file:
        file.write("adjustments: {items: {held_by_inspection: {each: 0.5}}}\n")
    about = folder / "assessment.yaml"
    more = "{findings: {files: [inspection/findings.csv], covers: [2018, 2019]}, complaints: "
    about.write_text(about.read_text(encoding="utf-8").replace("{complaints: ", more), encoding="utf-8")
    (folder / "inspection").mkdir()
    (folder / "inspection" / "findings.csv").write_text(
        "finding,item,kind,unit,subject,statistic,period,delivered,found,count,by,on,note\n"
        "1,last:park:2018,deduction,park,,,,,,2,Li,2018-06-01,\n"
        "2,last:park:2018,deduction,park,,,,,,1,Li,2018-07-01,\n"
        f"3,{ITEM},deduction,south,,,,,,1,Li,2019-01-01,\n"
        "4,last:north:2018,confirmed,north,,,,,,,Li,2018-07-01,\n",
        encoding="utf-8",
    )
    assert assess_folder(folder).total.tolist() == pytest.approx([80, 70, 68.5])
    assert "counted nowhere" not in call("check", folder).stdout


def test_rows_of_the_workbook_are_as_high_as_their_words(say: Any, folder: Path) -> None:
    """Two lines of evidence, the place before and the place now, stand one below the other in every program."""
    say("workbook")
    with zipfile.ZipFile(folder / "inspection" / "workbook.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    assert float(heights["4"]) > 30, "the second item"
