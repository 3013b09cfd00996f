"""Task books as files: what stands in them, the same bytes, LibreOffice, kind refusals."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from sz_assess.errors import InputError
from sz_assess.periods import Period
from sz_assess.task_books import write_task_books

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "suizhou_2018"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("books")
    write_task_books(EXAMPLE, out)
    return out


def test_a_book_of_each_kind_for_each_unit(books: Path) -> None:
    with (EXAMPLE / "units.csv").open(encoding="utf-8") as file:
        units = [row["code"] for row in csv.DictReader(file) if row["role"] == "assessed"]
    assert {path.name for path in books.iterdir()} == {
        f"{unit}_2018.{kind}" for unit in units for kind in ("docx", "html")
    }


def test_both_kinds_say_the_same(books: Path) -> None:
    made = docx.Document(str(books / "zengdu_2018.docx"))
    cells = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    page = (books / "zengdu_2018.html").read_text(encoding="utf-8")
    shown = [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", page)
    ]
    assert len(cells) > 20
    assert cells == shown
    for paragraph in made.paragraphs:
        assert paragraph.text in page


def test_what_stands_in_it(books: Path) -> None:
    made = docx.Document(str(books / "zengdu_2018.docx"))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "合成数据" in texts[1]
    assert "曾都区" in texts[2]
    assert texts[3] == "曾都区："
    headings = [text for text in texts if re.match("[一二三四五]、", text)]
    assert headings == ["一、年度目标", "二、序时进度", "三、主要措施", "四、重点项目", "五、责任分工和完成时限"]
    targets = {row.cells[0].text: [cell.text for cell in row.cells] for row in made.tables[0].rows}
    assert targets["净增规模以上工业企业"][2:4] == ["30", "10"]
    assert "30 × 187 ÷ 590 = 9.5085" in targets["净增规模以上工业企业"][4]
    assert targets["净增规模以上工业企业"][5] == "9.51"
    months = [cell.text for cell in made.tables[1].rows[1].cells]
    assert months[1:] == ["1", "2", "3", "3", "4", "5", "6", "7", "8", "8", "9", "10"]


def test_the_same_bytes_again_and_no_clock(books: Path, tmp_path: Path) -> None:
    write_task_books(EXAMPLE, tmp_path, unit="zengdu")
    again = (tmp_path / "zengdu_2018.docx").read_bytes()
    assert again == (books / "zengdu_2018.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(again)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_in_english(tmp_path: Path) -> None:
    write_task_books(EXAMPLE, tmp_path, unit="Zengdu District", language="en")
    page = (tmp_path / "zengdu_2018.html").read_text(encoding="utf-8")
    assert "1. Targets of the year" in page
    assert '<html lang="en">' in page
    assert not re.search("[\u4e00-\u9fff]", page.split("<body>")[1].split("1. Targets")[1].split("4. Key projects")[0])


def test_a_book_can_be_written_before_the_year_is_over(tmp_path: Path) -> None:
    """2018 has targets although nothing of it was delivered but last year's figures."""
    folder = tmp_path / "a"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output", "tasks"))
    for path in sorted((folder / "data").glob("*.csv")):
        raw = path.read_bytes()
        encoding = "utf-8" if raw.startswith((b"# \xe5", b"\xef")) else "gb18030"
        lines = raw.decode(encoding).splitlines()
        kept = [line for line in lines if not re.search(r"(^|,)20(18|19|20)(,|$)", line)]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    files = write_task_books(folder, tmp_path / "out", unit="zengdu", period=Period(2018))
    assert [path.suffix for path in files] == [".docx", ".html"]


def test_an_unknown_unit_and_a_file_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean zengdu"):
        write_task_books(EXAMPLE, tmp_path, unit="zengd")
    (tmp_path / "zengdu_2018.docx").write_bytes(b"signed")
    with pytest.raises(InputError, match="worked on"):
        write_task_books(EXAMPLE, tmp_path, unit="zengdu")
    assert (tmp_path / "zengdu_2018.docx").read_bytes() == b"signed"


@pytest.mark.office
def test_it_opens_in_an_office(books: Path, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("no LibreOffice or no pdftotext on this machine")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(books / "suixian_2018.docx")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    done = subprocess.run([reader, str(tmp_path / "suixian_2018.pdf"), "-"], check=True, capture_output=True, text=True)
    text = re.sub(r"\s", "", done.stdout)
    assert "随县：" in text
    assert "责任分工和完成时限" in text
