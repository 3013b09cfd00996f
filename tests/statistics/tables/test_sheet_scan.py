"""What a search of a sheet's XML finds, on cells written out by hand as several programs write them."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from sz_assess.errors import Refused
from sz_assess.statistics.tables.limits import MAX_COLUMNS
from sz_assess.statistics.tables.sheet_scan import Scan, percent_styles, scan_sheet
from sz_assess.statistics.tables.table import Kind

PART = "xl/worksheets/sheet1.xml"


def scan(cells: str, percent: tuple[int, ...] = (), *, with_results: bool = False) -> Scan:
    """A sheet whose second row holds these cells."""
    xml = f'<worksheet><sheetData><row r="1"/><row r="2">{cells}</row></sheetData></worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(PART, xml)
    with zipfile.ZipFile(stream) as archive:
        return scan_sheet(archive, PART, percent, with_results=with_results)


def test_how_far_a_sheet_reaches() -> None:
    found = scan('<c r="B2"><v>1</v></c><c r="AB2"><v>2</v></c>')
    assert (found.rows, found.columns) == (2, 28)
    assert found.flaws == {}
    # Attributes in another order, and an attribute that only looks like a place.
    found = scan('<c s="1" r="C2" t="n"><v>1</v></c><c r="A2" spanr="ZZ99"><v>2</v></c>')
    assert (found.rows, found.columns) == (2, 3)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2"><f>A2+B2</f></c>',
        '<c r="C2"><f>A2+B2</f><v></v></c>',
        '<c r="C2"><f t="shared" si="0"/></c>',
        '<x:c r="C2"><x:f>A2</x:f></x:c>',
        "<c r='C2'><f>A2</f></c>",
    ],
)
def test_a_formula_whose_result_was_never_stored(cell: str) -> None:
    assert scan(f'<c r="B2"><v>1</v></c>{cell}').flaws == {(2, 3): (Kind.NO_RESULT, "")}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2"><f>A2+B2</f><v>3</v></c>',
        '<x:c r="C2"><x:f>A2</x:f><x:v>3</x:v></x:c>',
        # A formula may result in an empty text; the cell says that it is one.
        '<c r="C2" t="str"><f>IF(A2,"","x")</f><v></v></c>',
    ],
)
def test_a_formula_with_its_result_is_no_flaw(cell: str) -> None:
    assert scan(cell).flaws == {}


def test_results_of_formulas_are_named_where_they_are_asked_for() -> None:
    cells = '<c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c><c r="C2"><f>A2</f></c>'
    assert scan(cells).results == set()
    assert scan(cells, with_results=True).results == {(2, 2)}


def test_errors_with_their_names() -> None:
    cells = '<c r="B2" t="e"><v>#DIV/0!</v></c><c r="C2" t="e"><f>1/0</f><v>#N/A</v></c><c r="D2" t="e"/>'
    assert scan(cells).flaws == {
        (2, 2): (Kind.ERROR, "#DIV/0!"), (2, 3): (Kind.ERROR, "#N/A"), (2, 4): (Kind.ERROR, ""),
    }  # fmt: skip


def test_numbers_that_are_shown_as_percentages() -> None:
    cells = (
        '<c r="A2" s="3"><v>0.125</v></c><c r="B2" s="13"><v>0.5</v></c><c r="C2" s="3" t="s"><v>0</v></c>'
        '<c r="D2" s="3"/><c r="E2" s="3" t="d"><v>2018-03-01</v></c><c s="4" r="F2"><v>1</v></c>'
    )
    # Style 3 and 4 show per cent; 13 is another, C holds a text, D nothing, E a date.
    assert scan(cells, (3, 4)).flaws == {(2, 1): (Kind.PERCENT, "0.125"), (2, 6): (Kind.PERCENT, "1")}


def test_which_styles_show_per_cent() -> None:
    styles = ElementTree.fromstring(
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
        '<numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="166" formatCode="0\\%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
        '<xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    # A sign of per cent in quotation marks or after a backslash is only shown; nothing is multiplied.
    assert percent_styles(styles) == {1, 2, 5}


def test_a_sheet_that_reaches_too_far_is_refused() -> None:
    with pytest.raises(Refused, match=f"beyond the column {MAX_COLUMNS}"):
        scan('<c r="XFD2"><v>1</v></c>')
    with pytest.raises(Refused, match="1048576 rows"):
        scan('<c r="AZ1048576"><v>1</v></c>')


def test_a_flaw_that_does_not_say_where_it_stands_is_refused() -> None:
    with pytest.raises(Refused, match="does not say where it stands"):
        scan("<c><f>A1</f></c>")
