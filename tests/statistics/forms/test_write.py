"""What a form's workbook is made of: locked and open cells, bounds, hidden marks, paper; the same bytes every time."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from sz_assess.method.assessment import Unit
from sz_assess.periods import Period
from sz_assess.statistics.forms.content import Form, forms_of
from sz_assess.statistics.forms.write import write_form
from sz_assess.statistics.load import load_panel
from tests.statistics.conftest import UNITS, Desk
from tests.statistics.forms.filling import FORM_PART, keys_of, rows_of

YEAR = Period(2018)


def form_of(desk: Desk, department: str, period: Period = YEAR) -> Form:
    desk.deliver("a.csv", "unit,period,firms,investment\neast,2017,120,33.5\nnation,2017,9,\nwhole,2017,,100\n")
    assessment = desk.assessment(
        collection={"stats": {"deadline": "2019-01-20", "contact": {"zh": "李四，0722-1", "en": "Li Si"}}}
    )
    panel = load_panel(assessment)
    return next(each for each in forms_of(assessment, panel, period) if each.department.code == department)


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_same_form_gives_the_same_bytes(desk: Desk) -> None:
    form = form_of(desk, "stats")
    assert write_form(form, "zh") == write_form(form, "zh")
    assert write_form(form, "en") != write_form(form, "zh")


def test_who_is_asked_for_what(desk: Desk) -> None:
    keys = list(keys_of(write_form(form_of(desk, "stats"), "zh")))
    # The scenic area has no investment; the nation stands only where it has figures already.
    assert keys == [
        "investment/east", "investment/west", "investment/421321", "investment/whole",
        "firms/east", "firms/west", "firms/421321", "firms/scenic", "firms/whole", "firms/nation",
        "wages/east", "wages/west", "wages/421321", "wages/scenic", "wages/whole",
    ]  # fmt: skip
    assert list(keys_of(write_form(form_of(desk, "energy"), "zh"))) == [
        "power/east", "power/west", "power/421321", "power/scenic", "power/whole", "rank_in_province/whole",
    ]  # fmt: skip


def test_only_what_is_reported_so_often(desk: Desk) -> None:
    form = form_of(desk, "energy", Period(2018, "M", 3))
    assert [each.code for each in form.statistics] == ["power"]
    assert "stats" not in {each.department.code for each in forms_of(form.assessment, None, Period(2018, "M", 3))}


def test_last_year_stands_beside(desk: Desk) -> None:
    rows = {row[0]: row for row in rows_of(write_form(form_of(desk, "stats"), "zh"))}
    assert rows["investment/east"][1:6] == ["工业投资", "亿元", "东县", 33.5, ""]
    assert rows["firms/east"][4] == 120
    assert rows["firms/west"][4] == ""


def test_the_cover_says_by_when_and_whom_to_ask(desk: Desk) -> None:
    cover = {row[0]: row[1] for row in rows_of(write_form(form_of(desk, "stats"), "zh"), 0)}
    assert (cover["报送截止日期"], cover["联系人"], cover["数据部门"]) == ("2019-01-20", "李四，0722-1", "统计局")
    assert cover["应报数据（个）"] == "11"


def test_only_figures_and_notes_may_be_written(desk: Desk) -> None:
    data = write_form(form_of(desk, "stats"), "zh")
    xml, styles = part(data, FORM_PART), part(data, "xl/styles.xml")
    assert "<sheetProtection sheet=" in xml
    assert "password" not in xml
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    open_styles = {str(n) for n, each in enumerate(formats) if 'locked="0"' in each}
    cells = re.findall(r'<c r="([A-Z])(\d+)" s="(\d+)"', xml)
    assert {column for column, _, style in cells if style in open_styles} == {"F", "G"}
    assert all(style in open_styles for column, row, style in cells if column == "F" and int(row) > 4)


def test_cells_take_only_what_the_method_allows(desk: Desk) -> None:
    xml = part(write_form(form_of(desk, "stats"), "en"), FORM_PART)
    found = re.findall(r"<dataValidation (.*?)>(.*?)</dataValidation>", xml)
    rules = {
        re.search(r'sqref="(.*?)"', head)[1]: (  # type: ignore[index]
            re.search(r'type="(.*?)"', head)[1],  # type: ignore[index]
            re.findall(r"<formula\d>(.*?)</formula\d>", body),
        )
        for head, body in found
    }
    assert rules["F5:F8"] == ("decimal", ["0.0", "1000000000000000.0"])
    assert rules["F9:F14"] == ("whole", ["0", "5000"])
    assert "a whole number from 0 to 5000" in xml


def test_marks_are_not_seen_and_the_heading_stays(desk: Desk) -> None:
    data = write_form(form_of(desk, "stats"), "zh")
    xml = part(data, FORM_PART)
    assert '<sheet name="_sz_assess" sheetId="4" state="veryHidden"' in part(data, "xl/workbook.xml")
    assert re.search(r'<row r="3"[^>]*hidden="1"', xml)
    assert re.search(r'<col min="1" max="1"[^>]*hidden="1"', xml)
    assert 'topLeftCell="E5"' in xml
    assert 'paperSize="9"' in xml


@pytest.mark.parametrize("evil", ["=1+1", "@x", "+1", "-1"])
def test_texts_of_the_method_are_texts(desk: Desk, evil: str) -> None:
    from tests.statistics.conftest import STATISTICS

    statistics = [{**each, "name": evil} for each in STATISTICS if each["code"] == "investment"]
    (form,) = forms_of(desk.assessment(statistics=statistics), None, Period(2018))
    data = write_form(form, "zh")
    assert "<f>" not in part(data, FORM_PART)
    assert evil in part(data, "xl/sharedStrings.xml")


def test_nothing_is_asked_of_a_unit_that_is_scored_on_anothers_figures(desk: Desk) -> None:
    units = (*UNITS, Unit("again", "东县(二)", "East too", "scenic", figures_of="east"))
    for form in forms_of(desk.assessment(units=units), None, Period(2018)):
        assert "again" not in {line.unit.code for line in form.lines}


def test_a_row_is_as_high_as_its_words(desk: Desk) -> None:
    """Programs that do not do it by themselves would print one row over the next."""
    long = "Growth of the value added of industrial firms above designated size at comparable prices"
    plain = form_of(desk, "stats")
    name = plain.lines[0].statistic.name.model_copy(update={"en": long})
    first = plain.lines[0].statistic.model_copy(update={"name": name})
    lines = tuple(replace(each, statistic=first) if n == 0 else each for n, each in enumerate(plain.lines))
    sheet = part(write_form(replace(plain, lines=lines), "en"), FORM_PART)
    # 88 letters want two lines of a column of 38, "100 million CNY" one of one of 15: a row like any other.
    heights = {int(row): float(high) for row, high in re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet)}
    assert heights[5] == pytest.approx(2 * 15.5, abs=0.5)
    assert 6 not in heights
