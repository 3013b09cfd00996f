"""Whatever is wrong with what comes in: a clear error with its place, exit code 1, the previous output to the byte."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.cli import program
from tests.cli.conftest import APART, Call, Process, make_assessment
from tests.statistics.conftest import a_workbook
from tests.test_bad_specs import JARGON

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

SPEC = "indicator_specs/small/1_growth.yaml"
WEIGHTS = "weights/small.yaml"
DATA = "data/figures.csv"
BIG = 200_000_000

Files = dict[str, bytes]


def files(folder: Path) -> Files:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def before(call: Call, assessment: Path) -> Files:
    assert call("run", assessment).exit_code == 0
    found = files(assessment / "output")
    assert "manifest.json" in found
    return found


@pytest.fixture
def refused(call: Call, assessment: Path, before: Files) -> Callable[..., str]:
    """Runs again, which must fail and leave everything as it was; what was said of it."""

    def run_again(*words: str) -> str:
        done = call("run", assessment, *words)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "A fault of the program" not in done.stderr
        assert not [word for word in JARGON if word in done.stderr], done.stderr
        assert done.stderr.endswith("Nothing was written; any previous output is untouched.\n")
        assert files(assessment / "output") == before
        assert not [path.name for path in assessment.iterdir() if path.name.startswith(".")]
        return str(done.stderr)

    return run_again


Refused = Callable[..., str]


# --- the method -------------------------------------------------------------------------------------------------

TEXTS = {
    "a misspelt key": (SPEC, "missing: refuse", "mising: refuse", [f"{SPEC}:12:5", "mising", "did you mean missing?"]),
    "weights that add up to 99.9": (WEIGHTS, "firm_count: 40", "firm_count: 39.9", [f"{WEIGHTS}:6", "99.9", "100"]),
    "a repeated unit": ("units.csv", "park,高新区", "south,高新区", ["units.csv:4", "south"]),
    "a text in a number cell": (DATA, "110,10", "about 110,10", [f"{DATA}:3", "about 110"]),
    "a number with a comma": (DATA, "110,10", '"1,100",10', [f"{DATA}:3", "1,100", "write 1100"]),
    "an unknown unit": (DATA, "south,2017", "soutj,2017", [f"{DATA}:4", "soutj", "did you mean south?"]),
    "a misspelt heading in the only file": (
        DATA, "output,firms", "outptu,firms", [f"{DATA}:1", "outptu", "did you mean output?"],
    ),
    "a byte of zero in the only file": (DATA, "unit,period", "unit\0,period", [DATA]),
    "a figure delivered twice": (DATA, "south,2017", "north,2017", [f"{DATA}:4", f"{DATA}:2"]),
    "a zero base": (
        DATA, "north,2017,100", "north,2017,0",
        [f"{DATA}:2", "output_growth, north", "division by zero", "\n1 problem "],
    ),
    "a figure out of its range": (DATA, "110,10", "-110,10", [f"{DATA}:3", "−110", "0 or more"]),
    "not a number": (DATA, "110,10", "nan,10", [f"{DATA}:3", "nan"]),
    "no number of this world": (DATA, "110,10", "1e999,10", [f"{DATA}:3", "1e999"]),
    "a path that leaves the folder": (
        "assessment.yaml", "weights: small\n", "weights: small\ndata: [../figures]\n",
        ["assessment.yaml:5", "../figures"],
    ),
    "a list of units outside": (
        "assessment.yaml", "weights: small\n", "weights: small\nunits: /etc/passwd\n",
        ["assessment.yaml:5", "/etc/passwd"],
    ),
    "an earlier result outside": (
        "assessment.yaml", "weights: small\n",
        "weights: small\nprevious: {period: 2017, ranking: ../../ranking.csv}\n",
        ["assessment.yaml:5", "../../ranking.csv"],
    ),
    "a method outside": ("assessment.yaml", "method: small", "method: ../small", ["assessment.yaml:3", "../small"]),
    "no word on all being equal": (
        SPEC, "scoring: {rule: completion, cap: 150}\n    missing: worst",
        "scoring: {rule: min_max}\n    missing: worst",
        [f"{SPEC}:20:5", "when_equal"],
    ),
    "a tag": (WEIGHTS, "total: 100", "total: !!python/object/apply:os.system [id]", [f"{WEIGHTS}:4"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", TEXTS)
def test_a_mistake_in_a_text(mistake: str, assessment: Path, refused: Refused) -> None:
    file, old, new, said = TEXTS[mistake]
    change(assessment / file, old, new)
    told = refused()
    for words in said:
        assert words in told


def test_all_mistakes_at_once(assessment: Path, refused: Refused) -> None:
    """The sum of the weights is only looked at where the method can be read."""
    for mistake in ("a misspelt key", "a tag", "a repeated unit"):
        file, old, new, _ = TEXTS[mistake]
        change(assessment / file, old, new)
    told = refused()
    for words in ("did you mean missing?", f"{WEIGHTS}:4", "units.csv:4", "3 problems in 3 files."):
        assert words in told


def test_an_alias_bomb(assessment: Path, refused: Refused) -> None:
    """Each of nine names stands for nine of the one before: unfolded a billion words."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    with (assessment / WEIGHTS).open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    assert f"{WEIGHTS}:10" in refused()


# --- the data ---------------------------------------------------------------------------------------------------


def deliver_workbook(assessment: Path, cell: Callable[..., object]) -> None:
    """The figures as a workbook; ``cell`` fills the sheet's cell C3, North's output of 2018."""
    rows = [line.split(",") for line in (assessment / DATA).read_text(encoding="utf-8").splitlines()]
    (assessment / DATA).unlink()

    def build(book: object) -> None:
        sheet = book.add_worksheet("Figures")  # type: ignore[attr-defined]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text:
                    sheet.write(row, column, float(text) if text.isdigit() else text)
        cell(sheet)

    (assessment / "data" / "figures.xlsx").write_bytes(a_workbook(build))


def test_the_workbook_is_taken_where_nothing_is_wrong(call: Call, assessment: Path, before: Files) -> None:
    deliver_workbook(assessment, lambda sheet: sheet.write_number("C3", 110))
    assert call("run", assessment).exit_code == 0
    assert files(assessment / "output")["results/ranking.csv"] == before["results/ranking.csv"]


WORKBOOKS: dict[str, tuple[Callable[..., object], list[str]]] = {
    "a formula without a stored result": (lambda sheet: sheet.write_formula("C3", "=100+10", None, ""), ["formula"]),
    "an error": (lambda sheet: sheet.write_formula("C3", "=1/0", None, "#DIV/0!"), ["#DIV/0!"]),
    "a number kept as a text": (lambda sheet: sheet.write_string("C3", "110"), ["turn it into a number"]),
    "a truth value": (lambda sheet: sheet.write_boolean("C3", True), ["TRUE"]),
}


@pytest.mark.parametrize("mistake", WORKBOOKS)
def test_a_mistake_in_a_workbook(mistake: str, assessment: Path, refused: Refused) -> None:
    cell, said = WORKBOOKS[mistake]
    deliver_workbook(assessment, cell)
    told = refused()
    for words in ("data/figures.xlsx", "Figures!C3", *said):
        assert words in told


def test_a_unit_without_any_data(assessment: Path, refused: Refused) -> None:
    """One indicator refuses gaps, the other gives the worst score: the refusal names the unit and the department."""
    change(assessment / DATA, "north,2017,100,\nnorth,2018,110,10\n", "")
    told = refused()
    assert "output_growth, north" in told
    assert "Statistics Bureau" in told
    assert "1 problem in 1 file." in told


def test_a_unit_without_any_data_where_the_method_says_what_that_means(call: Call, assessment: Path) -> None:
    """North has the lowest score of the others in each: 50 for growth (60 points), 25 for firms (40 points)."""
    change(assessment / DATA, "north,2017,100,\nnorth,2018,110,10\n", "")
    change(assessment / SPEC, "missing: refuse", "missing: worst")
    assert call("run", assessment, "--lang", "en").exit_code == 0
    ranking = (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    assert ranking[1:] == [
        "south,South County,county,70,1,1,,", "park,High-tech Park,zone,70,2,1,,", "north,North County,county,40,3,2,,",
    ]  # fmt: skip


def test_an_indicator_in_which_all_are_equal(call: Call, assessment: Path) -> None:
    """All get what the method says: 30 % of 40 points are 12, beside 60, 30 and 60 for growth."""
    for old, new in (("110,10", "110,7"), ("105,20", "105,7"), ("132,5", "132,7")):
        change(assessment / DATA, old, new)
    spec = assessment / SPEC
    text = spec.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("scoring: {rule: completion, cap: 150}")
    spec.write_text(head + "scoring: {rule: min_max, when_equal: 30}" + tail, encoding="utf-8")
    assert call("run", assessment, "--lang", "en").exit_code == 0
    ranking = (assessment / "output" / "results" / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[3:5] for line in ranking[1:]] == [["72", "1"], ["72", "1"], ["42", "3"]]


@pytest.mark.parametrize("name", ["data/huge.csv", "data/huge.xlsx", "data/huge.parquet", WEIGHTS, "units.csv"])
def test_a_file_of_200_mb(name: str, assessment: Path, refused: Refused) -> None:
    """It is refused by its size, before it is read: the file has a hole where its content would be."""
    with (assessment / name).open("ab") as file:
        file.truncate(BIG)
    told = refused()
    assert name in told
    assert "MB" in told


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_that_leaves_the_folder(kind: str, assessment: Path, tmp_path: Path, refused: Refused) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "more.csv").write_text("unit,period,output\nnorth,2016,90\n", encoding="utf-8")
    link = assessment / "data" / ("more.csv" if kind == "file" else "more")
    link.symlink_to(outside / "more.csv" if kind == "file" else outside)
    told = refused()
    assert f"data/{link.name}" in told
    assert "a link" in told


def test_pandera_can_not_be_switched_off(process: Process, assessment: Path) -> None:
    assert process("run", assessment).returncode == 0
    before = files(assessment / "output")
    change(assessment / DATA, "110,10", "-110,10.5")
    change(assessment / DATA, "south,2017", "soutj,2017")
    done = process("run", assessment, PANDERA_VALIDATION_ENABLED="False", PANDERA_VALIDATION_DEPTH="SCHEMA_ONLY")
    assert done.returncode == 1
    for words in ("−110", "10.5", "soutj", "3 problems in 1 file."):
        assert words in done.stderr
    assert files(assessment / "output") == before


# --- the disk ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
@pytest.mark.parametrize("limit", [0, 3_000, 12_000])
def test_a_disk_that_takes_no_more(limit: int, assessment: Path, repository: Path, before: Files) -> None:
    """The system refuses to let a file grow beyond so many bytes: the first one written, or one of the later ones."""
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from sz_assess.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "run", str(assessment), "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(repository), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "the disk is full" in done.stderr
    assert "any previous output is untouched" in done.stderr
    assert files(assessment / "output") == before
    assert not [path.name for path in assessment.iterdir() if path.name.startswith(".")]


# --- what is shown ----------------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script>&\"'</td><img src=x onerror=alert(2)>"
MARK = "alert(1)"


class Shown(HTMLParser):
    """The words of a page and what its markup could run."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_names_is_shown_as_it_was_written(language: str, call: Call, assessment: Path) -> None:
    """In the names of units, indicators, dimensions, statistics, departments, in titles and clauses."""
    quoted = HOSTILE.replace("'", "''")
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    change(assessment / "units.csv", "北县,North County", f"{cell},{cell}")
    for file, old in (
        (SPEC, "{zh: 产值增速, en: Growth of output}"), (SPEC, "{zh: 增长, en: Growth}"), (SPEC, "clause: 一(一)"),
        ("indicator_specs/small/statistics.yaml", "{zh: 产值, en: Output}"),
        ("indicator_specs/small/method.yaml", "{zh: 统计局, en: Statistics Bureau}"),
        ("indicator_specs/small/method.yaml", "{zh: 小办法, en: Small method}"),
        ("assessment.yaml", "{zh: 小市工业考核, en: The small city's assessment}"),
        (WEIGHTS, "basis: 会议"),
    ):  # fmt: skip
        key, _, _ = old.rpartition(": ") if not old.startswith("{") else ("", "", "")
        change(assessment / file, old, f"{key}: '{quoted}'" if key else f"'{quoted}'")
    done = call("run", assessment, "--lang", language)
    assert done.exit_code == 0, done.stderr
    pages = sorted((assessment / "output" / "report").rglob("*.html"))
    assert len(pages) >= 9
    plain = 0
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        page = Shown()
        page.feed(text)
        assert "img" not in page.tags
        assert not [name for name, _ in page.attributes if name.startswith("on")], path
        plain += HOSTILE in "".join(page.words)
        loose = [value for _, value in page.attributes if MARK in value and HOSTILE not in value]
        assert not loose, path
    assert plain == len(pages)  # the title stands on every page


@pytest.mark.browser
def test_no_page_runs_what_a_name_says(call: Call, assessment: Path, page: "Page") -> None:
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    change(assessment / "units.csv", "北县,North County", f"{cell},{cell}")
    assert call("run", assessment).exit_code == 0
    said: list[str] = []

    def hear(dialog: "Dialog") -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    for path in sorted((assessment / "output" / "report").rglob("*.html")):
        page.goto(path.as_uri())
        page.wait_for_timeout(20)
    assert said == []


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_name_that_is_a_formula_is_a_text_in_tables(name: str, call: Call, assessment: Path) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    change(assessment / "units.csv", "北县", cell)
    assert call("run", assessment).exit_code == 0
    for table in (assessment / "output" / "results").glob("*.csv"):
        text = table.read_text(encoding="utf-8-sig")
        cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], table.name


# --- anything ---------------------------------------------------------------------------------------------------


class Ready:
    """An assessment that has run once, and its output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.again()
        self.before = self.output()

    def again(self) -> None:
        assert CliRunner(**APART).invoke(program, ["run", str(self.folder)]).exit_code == 0

    def output(self) -> Files:
        return files(self.folder / "output")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return Ready(make_assessment(tmp_path_factory.mktemp("anything") / "small"))


INPUTS = ["assessment.yaml", "units.csv", DATA, WEIGHTS, SPEC, "indicator_specs/small/method.yaml",
          "indicator_specs/small/statistics.yaml"]  # fmt: skip
SCRAPS = [b"", b"\x00", b"\xff\xfe", b"\n", b"\t", b",", b":", b'"', b"'", b"{", b"]", b"-", b"0", b"9" * 400, b"*a",
          b"!!x", b"%", "　".encode(), "一".encode(), b"<b>", b"growth(", b"# ", b"\r", b"null", b"1e308"]  # fmt: skip


@settings(max_examples=40)
@given(file=st.sampled_from(INPUTS), scrap=st.sampled_from(SCRAPS), seed=st.integers(0, 10**6), cut=st.integers(0, 9))
def test_a_scrap_anywhere_is_refused_or_means_something(
    ready: Ready, file: str, scrap: bytes, seed: int, cut: int
) -> None:
    """Some bytes of some file exchanged for others: a run as good as any, or exit code 1 and nothing touched."""
    path = ready.folder / file
    original = path.read_bytes()
    at = random.Random(seed).randrange(len(original))
    path.write_bytes(original[:at] + scrap + original[at + cut :])
    try:
        done = CliRunner(**APART).invoke(program, ["run", str(ready.folder), "--lang", "en"])
    finally:
        path.write_bytes(original)
    assert done.exit_code in {0, 1}, (done.exception, done.stderr)
    assert "A fault of the program" not in done.stderr, done.stderr
    if done.exit_code == 1:
        assert "Nothing was written" in done.stderr
        assert ready.output() == ready.before
    else:
        ready.again()
