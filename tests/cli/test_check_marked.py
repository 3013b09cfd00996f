"""Marked copies: the bad cells, what is said of them, and that a mended copy can be delivered."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment
from sz_assess.statistics.load import load_panel
from tests.cli.conftest import Call
from tests.cli.test_check import change
from tests.statistics.conftest import a_workbook, fill, repacked


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def fills(data: bytes, sheet: int) -> dict[str, str]:
    """The fill of each filled cell of a sheet."""
    styles = part(data, "xl/styles.xml")
    colours = re.findall(r"<fill>.*?</fill>", styles)
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    out = {}
    for cell, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', part(data, f"xl/worksheets/sheet{sheet}.xml")):
        fill_id = int(re.search(r'fillId="(\d+)"', formats[int(style)])[1])  # type: ignore[index]
        if found := re.search(r'fgColor rgb="FF(\w+)"', colours[fill_id]):
            out[cell] = found[1]
    return out


RED, YELLOW = "FFC7CE", "FFEB9C"


def test_a_csv_file_with_errors(call: Call, assessment: Path) -> None:
    file = assessment / "data" / "figures.csv"
    change(file, "north,2018,110,10", "north,2018,abc,10.5")
    change(file, "park,2018", "bark,2018")
    out = assessment / "marked"
    done = call("check", assessment, "--out", out)
    assert done.exit_code == 1
    assert f"Marked copy: {out / 'data_figures.xlsx'}" in done.stderr
    data = (out / "data_figures.xlsx").read_bytes()
    assert fills(data, 2) == {"C3": RED, "D3": RED, "A7": RED}
    comments = part(data, "xl/comments1.xml")
    assert "abc" in comments
    listed = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("说明_问题清单").to_python()
    assert sorted(row[0] for row in listed[1:]) == ["data!A7", "data!C3", "data!D3"]
    assert "location=" in part(data, "xl/worksheets/sheet1.xml")


def test_warnings_are_yellow(call: Call, assessment: Path) -> None:
    change(assessment / "indicator_specs" / "small" / "statistics.yaml", "range: [0, null]", "change: {warn_above: 9%}")
    out = assessment / "marked"
    assert call("check", assessment, "--out", out).exit_code == 0
    assert fills((out / "data_figures.xlsx").read_bytes(), 2) == {"C3": YELLOW, "C7": YELLOW}


def test_nothing_to_mark_writes_nothing(call: Call, assessment: Path) -> None:
    assert call("check", assessment, "--out", assessment / "marked").exit_code == 0
    assert not (assessment / "marked").exists()


def test_copies_do_not_go_among_the_data(call: Call, assessment: Path) -> None:
    change(assessment / "data" / "figures.csv", "north,2018,110,10", "north,2018,abc,10")
    done = call("check", assessment, "--out", assessment / "data" / "marked")
    assert done.exit_code == 1
    assert "would be read as deliveries" in done.stderr
    assert "abc" in done.stderr  # the problem of the file is told as well
    assert [path.name for path in (assessment / "data").iterdir()] == ["figures.csv"]


def test_a_mended_copy_of_a_form_may_be_delivered(call: Call, assessment: Path) -> None:
    """The copy keeps the form's marks, and its list is passed over."""
    from tests.statistics.forms.filling import figures, keys_of, text

    assert call("forms", assessment).exit_code == 0
    change(assessment / "data" / "figures.csv", "2018,110,10", "2018,110,")
    form = figures((assessment / "forms" / "industry_2018.xlsx").read_bytes(), {"firms/north": text("十")})
    (assessment / "data" / "经信局.xlsx").write_bytes(form)
    out = assessment / "marked"
    assert call("check", assessment, "--out", out).exit_code == 1
    copy = (out / "data_经信局.xlsx").read_bytes()
    cell = f"F{keys_of(form)['firms/north']}"
    assert fills(copy, 3)[cell] == RED
    xml = part(copy, "xl/worksheets/sheet3.xml")
    mended = re.sub(rf'<c r="{cell}" s="(\d+)" t="s"><v>\d+</v></c>', rf'<c r="{cell}" s="\1"><v>10</v></c>', xml)
    assert mended != xml
    (assessment / "data" / "经信局.xlsx").write_bytes(repacked(copy, {"xl/worksheets/sheet3.xml": mended.encode()}))
    panel = load_panel(load_assessment(assessment))
    assert panel.values[1, 0].tolist()[-1] == 10


def test_a_workbook_of_two_sheets_and_a_cell_beyond_its_rows(call: Call, assessment: Path) -> None:
    rows = [["单位", "产值"], ["北县", 110], ["南县", 105], ["高新区", "132亿"]]
    data = a_workbook(lambda book: [fill(book.add_worksheet(name), rows) for name in ("2018年", "2019年")])  # type: ignore[func-returns-value,arg-type]
    (assessment / "data" / "figures.csv").unlink()
    (assessment / "data" / "统计.xlsx").write_bytes(data)
    out = assessment / "marked"
    assert call("check", assessment, "--out", out).exit_code == 1
    copy = (out / "data_统计.xlsx").read_bytes()
    assert (fills(copy, 2), fills(copy, 3)) == ({"B4": RED}, {"B4": RED})


def test_what_can_not_be_opened_has_a_list_alone(call: Call, assessment: Path) -> None:
    (assessment / "data" / "macro.xlsx").write_bytes(
        repacked(a_workbook(lambda book: fill(book.add_worksheet(), [["x"]])), {"xl/vbaProject.bin": b"x"})
    )
    out = assessment / "marked"
    assert call("check", assessment, "--out", out).exit_code == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO((out / "data_macro.xlsx").read_bytes()))
    assert book.sheet_names == ["说明_问题清单"]
    with pytest.raises(InputError, match="macros"):
        load_panel(load_assessment(assessment))


def test_every_file_has_a_copy_of_its_own(call: Call, assessment: Path) -> None:
    """Two paths that come to the same name: a/b.csv and a_b.csv."""
    file = assessment / "data" / "figures.csv"
    change(file, "north,2018,110,10", "north,2018,abc,10")
    (assessment / "data" / "a").mkdir()
    (assessment / "data" / "a_b.csv").write_bytes(file.read_bytes())
    file.rename(assessment / "data" / "a" / "b.csv")
    out = assessment / "marked"
    assert call("check", assessment, "--out", out).exit_code == 1
    assert sorted(path.name for path in out.iterdir()) == ["data_a_b_csv.xlsx", "data_a_b_csv_2.xlsx"]
