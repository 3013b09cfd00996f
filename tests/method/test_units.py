from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.errors import InputError
from sz_assess.method.assessment import Membership
from sz_assess.method.units import UnitsFile, overlap, read_units
from sz_assess.periods import Period

HEAD = "code,name,name_en,group,role,from,to\n"
GROUPS = ["county", "zone"]


def read(folder: Path, text: str, period: int | None = 2020, encoding: str = "utf-8") -> UnitsFile:
    path = folder / "units.csv"
    path.write_text(text, encoding=encoding)
    return read_units(path, "units.csv", GROUPS, None if period is None else Period(period))


DATED = (
    HEAD
    + "east,东县,East,county,,,\nwest,西县,West,county,,,2018\nwest,西区,West,zone,,2019,\nold,旧县,Old,county,,,2017\n"
)


@pytest.mark.parametrize(
    ("year", "groups"),
    [
        (2017, {"east": "county", "west": "county", "old": "county"}),
        (2018, {"east": "county", "west": "county"}),
        (2019, {"east": "county", "west": "zone"}),
    ],
)
def test_the_row_in_force_in_the_period_counts(year: int, groups: dict[str, str], tmp_path: Path) -> None:
    found = read(tmp_path, DATED, year)
    assert {unit.code: unit.group for unit in found.units} == groups
    assert found.codes == {"east", "west", "old"}


def test_a_name_changes_with_its_row(tmp_path: Path) -> None:
    assert [unit.name for unit in read(tmp_path, DATED, 2019).units] == ["东县", "西区"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_a_spreadsheet(encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, DATED, 2020, encoding) == read(tmp_path, DATED, 2020)


def test_only_the_first_four_columns_are_needed_in_any_order(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, 'group,name_en,code,name\nzone,"Park, north",p-1,北园\n\n').units
    assert (unit.code, unit.name, unit.name_en, unit.group, unit.role) == (
        "p-1",
        "北园",
        "Park, north",
        "zone",
        "assessed",
    )


def test_markup_in_a_name_is_a_name(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, HEAD + "a,<b>县</b>,<script>alert(1)</script>,zone,,,\n").units
    assert unit.name_en == "<script>alert(1)</script>"


def test_only_what_is_assessed_needs_a_group(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "a,甲,A,zone,,,\nb,乙,B,,benchmark,,\nc,丙,C,,city,,\n")
    assert [unit.role for unit in found.units] == ["assessed", "benchmark", "city"]
    with pytest.raises(InputError, match="no group"):
        read(tmp_path, HEAD + "a,甲,A,,,,\n")


def test_all_wrong_rows_are_told_with_their_lines(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'a,"甲\n县",A,zone,,,\n,乙,B,zone,,,\nc,,C,zone,,,\nd,丁,D,nowhere,,,\ne,戊,E,zone,boss,,\nf,己,F,zone,,x,\n'
    )
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert [problem.line for problem in caught.value.problems] == [4, 5, 6, 7, 8]


years = st.none() | st.integers(2000, 2012)


@given(years, years, years, years)
def test_spans_overlap_when_a_year_is_in_both(a: int | None, b: int | None, c: int | None, d: int | None) -> None:
    one, two = Membership("x", "g", a, b), Membership("x", "h", c, d)
    ordered = all(m.since is None or m.until is None or m.since <= m.until for m in (one, two))
    shared = any(one.covers(Period(year)) and two.covers(Period(year)) for year in range(1990, 2030))
    if ordered:
        assert overlap(one, two) == shared


def test_thirty_thousand_units_are_read_in_seconds(tmp_path: Path) -> None:
    rows = "".join(f"u{n},单位{n},Unit {n},zone,,,\n" for n in range(30_000))
    assert len(read(tmp_path, HEAD + rows).units) == 30_000


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("west2,西区,West,zone,,west", None),
        ("west2,西区,West,county,,west", "the group county, which west is in already"),
        ("west2,西区,West,zone,,far", "far, which is no unit of its own"),
        ("west2,西区,West,zone,,wets", "the unit wets"),
        ("west2,西区,West,,benchmark,west", "west, which is no unit of its own"),
    ],
)
def test_a_second_row_borrows_from_an_assessed_unit_of_another_group(
    row: str, found: str | None, tmp_path: Path
) -> None:
    head = "code,name,name_en,group,role,figures_of\nwest,西县,West,county,,\nfar,邻市,Far,,benchmark,\n"
    if found is None:
        assert read(tmp_path, f"{head}{row}\n").units[2].figures_of == "west"
        return
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{head}{row}\n")
    (problem,) = caught.value.problems
    assert (problem.place, str(problem.found)) == ("units.csv:4", found)


NAMING = HEAD.replace("to\n", "to,part_of,figures_of\n")


@pytest.mark.parametrize("column", ["part_of", "figures_of"])
def test_a_unit_that_is_named_must_be_there_in_the_period(column: str, tmp_path: Path) -> None:
    naming = "b,乙,B,zone,,,,,a\n" if column == "figures_of" else "b,乙,B,zone,,,,a,\n"
    rows = f"{NAMING}a,甲,A,county,,,2019,,\n{naming}c,丙,C,county,,,,,\n"
    assert [unit.code for unit in read(tmp_path, rows, 2019).units] == ["a", "b", "c"]
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows, 2020)
    assert [(problem.place, problem.key) for problem in caught.value.problems] == [("units.csv:3", f"b: {column}")]
    assert "not there when this row is in force" in str(caught.value.problems[0].found)


def test_a_second_group_is_another_than_that_of_the_same_years(tmp_path: Path) -> None:
    # Until 2018 a county, and beside it in the zones; since 2019 a zone, and the row for the zones has ended.
    dated = f"{NAMING}a,甲,A,county,,,2018,,\na,甲,A,zone,,2019,,,\nb,甲,A too,zone,,,2018,,a\n"
    assert [unit.group for unit in read(tmp_path, dated, 2018).units] == ["county", "zone"]
    with pytest.raises(InputError, match="the group zone, which a is in already"):
        read(tmp_path, dated.replace("zone,,,2018,,a", "zone,,,,,a"), 2020)
