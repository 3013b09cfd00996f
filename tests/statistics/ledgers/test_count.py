"""Figures counted from rows: hand-counted, and against another way of counting."""

import io
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.statistics.ledgers.load import load_ledgers
from tests.statistics.ledgers.conftest import LICENCES, PROJECTS, Office, figures

HEADING = "年度,企业代码,企业名称,所在地,主营业务收入（百万元）,从业人数,有研发机构,类型\n"
ROWS = (
    "2018,1,甲公司,东县,600.10,120,是,民营\n"
    "2018,2,乙公司,东县,499.99,,否,民营\n"
    "2018,3,丙公司,west,500,80,true,public\n"
    "2018,4,丁公司,西县,700.2,60,否,国有\n"
    "2017,1,甲公司,东县,510.5,110,是,民营\n"
)


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def of(**spec: Any) -> dict[str, Any]:
    return {"ledger": "firms", **spec}


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (of(count="rows"), {"east": 2, "west": 2}),
        (of(count="firm", where="revenue >= 500"), {"east": 1, "west": 2}),
        (of(count="firm", where="revenue >= 500 and rd"), {"east": 1, "west": 1}),
        (of(count="firm", where="not rd or sort == public"), {"east": 1, "west": 2}),
        (of(count="sort"), {"east": 1, "west": 1}),
        (of(count="rows", where="one_of(sort, public, private)"), {"east": 2, "west": 2}),
        (of(sum="revenue"), {"east": 1100.09, "west": 1200.2}),
        (of(sum="revenue", where="sort != private"), {"east": 0, "west": 1200.2}),
        (of(share="rd"), {"east": 50, "west": 50}),
        (of(share="rd", where="revenue >= 500"), {"east": 100, "west": 50}),
        (of(share="rd", where="revenue > 1e6"), {}),
        (of(mean="revenue"), {"east": 550.045, "west": 600.1}),
        (of(median="revenue"), {"east": 550.045, "west": 600.1}),
        (of(min="revenue"), {"east": 499.99, "west": 500}),
        (of(max="revenue - 100"), {"east": 500.1, "west": 600.2}),
        (of(sum="staff", where="known(staff)"), {"east": 120, "west": 140}),
        (of(count="rows", where="period.year == 2018 and revenue < 500"), {"east": 1, "west": 0}),
        # 600.10 / 3 = 200.0333..., 500 / 3 = 166.66666667, 700.2 / 3 = 233.4, to eight decimals
        (of(sum="revenue / 3", where="rd"), {"east": 200.03333333, "west": 166.66666667}),
    ],
)
def test_what_is_counted_of_four_firms(spec: dict[str, Any], expected: dict[str, float], office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    panel = office.load({"counted": spec})
    assert figures(panel, "counted") == expected


def test_a_year_has_its_own_rows(office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    panel = office.load({"counted": of(count="rows")})
    assert figures(panel, "counted", "2017") == {"east": 1, "west": 0}
    assert figures(panel, "counted", "2019") == {}


def test_what_is_not_known_leaves_the_figure_missing_and_is_said(office: Office) -> None:
    """乙公司 has no staff in its row: whether it has more than 100 is not known; that 西县 has none is."""
    office.deliver("firms.csv", HEADING + ROWS)
    panel = office.load({"large": of(count="rows", where="staff > 100"), "staff": of(sum="staff")})
    assert figures(panel, "large") == {"west": 0}
    assert figures(panel, "staff") == {"west": 140}
    unknown = {key[:2]: n for key, n in panel.ledgers.counts.unknown.items()}
    assert unknown == {("large", "east"): 1, ("staff", "east"): 1}


def test_the_place_of_a_counted_figure_is_its_file(office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    panel = office.load({"counted": of(count="rows")})
    assert panel.place("counted", "east", panel.periods[-1]) == "ledgers/firms.csv"
    assert [file.path for file in panel.cells.files] == ["data/reported.csv", "ledgers/firms.csv"]


def test_of_several_files_the_place_is_the_one_that_has_the_rows(office: Office) -> None:
    """Private firms are in both files, public ones in the second alone."""
    office.deliver("firms_a.csv", HEADING + ROWS.splitlines()[0] + "\n")
    office.deliver("firms_b.csv", HEADING + "".join(line + "\n" for line in ROWS.splitlines()[1:4]))
    panel = office.load({
        "all": of(count="rows"), "public": of(count="rows", where="sort == public"),
        "none": of(count="rows", where="revenue > 1e6"),
        "by_year": of(count="rows", where="period.year == 2018 and sort == public"),
    })  # fmt: skip
    places = {code: panel.place(code, "west", panel.periods[-1]) for code in ("all", "public", "none", "by_year")}
    assert places.pop("public") == "ledgers/firms_b.csv"
    assert set(places.values()) == {"ledgers/firms_a.csv"}, "the ledger's first stands for it"
    taken = {file.path: file.figures for file in panel.cells.files}
    assert taken == {"data/reported.csv": 1, "ledgers/firms_a.csv": 6, "ledgers/firms_b.csv": 2}


def test_the_city_is_counted_over_all_rows(office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    panel = office.load({"counted": {**of(median="revenue"), "level": "city", "total": "none"}})
    assert figures(panel, "counted") == {"whole": (500 + 600.10) / 2}


PROJECT_ROWS = (
    "项目代码,所在地,开工日期,总投资\n"
    "p1,东县,2018-01-31,5\n"
    "p2,东县,2018/4/1,1.5\n"
    "p3,西县,2018年12月31日,2\n"
    "p4,东县,20170630,3\n"
)


@pytest.mark.parametrize(
    ("period", "cumulative", "expected"),
    [
        ("2018M01", True, {"east": 1, "west": 0}),
        ("2018M03", True, {"east": 1, "west": 0}),
        ("2018M03", False, {"east": 0, "west": 0}),
        ("2018M04", True, {"east": 2, "west": 0}),
        ("2018Q2", True, {"east": 2, "west": 0}),
        ("2018Q2", False, {"east": 1, "west": 0}),
        ("2018H2", False, {"east": 0, "west": 1}),
        ("2018", True, {"east": 2, "west": 1}),
        ("2018", False, {"east": 2, "west": 1}),
        ("2017M07", True, {"east": 1, "west": 0}),
    ],
)
def test_what_happened_on_a_date(period: str, cumulative: bool, expected: dict[str, float], office: Office) -> None:
    office.deliver("projects.csv", PROJECT_ROWS)
    begun = {"ledger": "projects", "count": "rows", "frequency": "monthly", "cumulative": cumulative}
    panel = office.load({"begun": begun}, ledgers=[PROJECTS], covers={"projects": (2017, 2018)}, period=period)
    assert figures(panel, "begun", period) == expected


NOTHING = {name: pa.array([], kind) for name, kind in (
    ("项目代码", pa.string()), ("所在地", pa.string()), ("开工日期", pa.date32()), ("总投资", pa.float64()),
)}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("projects.csv", PROJECT_ROWS.splitlines()[0].encode()), ("projects.parquet", parquet(**NOTHING))],
)
def test_where_there_was_nothing_to_enter_the_count_is_0(name: str, content: bytes, office: Office) -> None:
    """Said of the ledger: without a word it is refused, as a table that nobody has filled in looks alike."""
    office.deliver(name, content)
    begun = {"ledger": "projects", "count": "rows", "where": "total > 1"}
    how: dict[str, Any] = {"ledgers": [PROJECTS], "covers": {"projects": (2018, 2018)}}
    (problem,) = office.refused({"begun": begun}, **how)
    assert "projects: {covers: [..., ...], no_rows: true}" in str(problem.mend)
    panel = office.load({"begun": begun}, no_rows=True, **how)
    assert figures(panel, "begun") == {"east": 0, "west": 0}
    assert list(panel.ledgers.rows_behind("begun", "east", panel.periods)) == []


def test_rows_where_none_are_said_to_be(office: Office) -> None:
    office.deliver("projects.csv", PROJECT_ROWS)
    begun = {"ledger": "projects", "count": "rows"}
    (problem,) = office.refused({"begun": begun}, ledgers=[PROJECTS], covers={"projects": (2017, 2018)}, no_rows=True)
    assert problem.place.startswith("ledgers/projects.csv:1")
    assert str(problem.found) == "4 rows"
    assert "no_rows: true" in str(problem.expected)


def test_what_holds_from_one_day_to_another_counts_at_the_end(office: Office) -> None:
    office.deliver(
        "licences.csv",
        "证书编号,所在地,发证日期,终止日期\n"
        "1,东县,2015-05-01,2018-12-31\n"
        "2,东县,2018-07-01,\n"
        "3,东县,2016-01-01,2018-12-30\n"
        "4,西县,2019-01-01,\n",
    )
    held = {"ledger": "licences", "count": "number", "frequency": "quarterly", "cumulative": False}
    covers = {"licences": (2018, 2019)}
    years = office.load({"held": held}, ledgers=[LICENCES], covers=covers)
    assert figures(years, "held", "2018") == {"east": 2, "west": 0}
    assert figures(years, "held", "2019") == {"east": 1, "west": 1}
    # Quarters are counted where a quarter is assessed.
    assert figures(years, "held", "2018Q3") == {}
    quarters = office.load({"held": held}, ledgers=[LICENCES], covers=covers, period="2018Q3")
    assert figures(quarters, "held", "2018Q2") == {"east": 2, "west": 0}
    assert figures(quarters, "held", "2018Q3") == {"east": 3, "west": 0}


def test_parquet_and_csv_of_the_same_rows_count_alike(office: Office) -> None:
    office.deliver("firms_2018.csv", HEADING + "".join(ROWS.splitlines(keepends=True)[:4]))
    office.deliver(
        "firms_2017.parquet",
        parquet(年度=[2017], 企业代码=["1"], 企业名称=["甲公司"], 所在地=["东县"], 主营业务收入=[Decimal("510.50")],
                从业人数=[110], 有研发机构=[True], 类型=["民营"]),
    )  # fmt: skip
    panel = office.load({"counted": of(sum="revenue", where="rd and sort == private")})
    assert figures(panel, "counted", "2017") == {"east": 510.5, "west": 0}
    assert figures(panel, "counted", "2018") == {"east": 600.1, "west": 0}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["东县", "西县", "east"]), st.integers(0, 10**9), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_says_nothing(rows: list[tuple[str, int, bool]], chance: Any) -> None:
    """Cents are added in whole numbers here; the ledger in any order gives the same figure to the last bit."""
    import tempfile
    from pathlib import Path

    cents: dict[str, int] = defaultdict(int)
    for name, amount, rd in rows:
        if rd:
            cents["west" if name == "西县" else "east"] += amount
    lines = [f"2018,{n},x,{name},{amount // 100}.{amount % 100:02},1,{'是' if rd else '否'},民营\n"
             for n, (name, amount, rd) in enumerate(rows)]  # fmt: skip
    chance.shuffle(lines)
    with tempfile.TemporaryDirectory() as place:
        office = Office(Path(place))
        office.deliver("firms.csv", HEADING + "".join(lines))
        problems: list[Any] = []
        found = load_ledgers(office.assessment({"sum": of(sum="revenue", where="rd")}), problems)
    assert not problems
    assert {key[1]: value for key, value in found.counts.figures.items()} == {
        unit: float(Decimal(cents[unit]) / 100) for unit in ("east", "west")
    }
