"""Counting from ledgers: 600 000 firms in 36 months beside a query that somebody wrote by hand for the same figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import pytest

from benchmarks.conftest import Claim
from benchmarks.timing import ROOT, ratio
from sz_assess.method.assessment import Unit
from sz_assess.method.ledger import Ledger, LedgerDelivery
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.book import LedgerBook, database_of, open_book
from sz_assess.statistics.ledgers.check import check_rows
from sz_assess.statistics.ledgers.count import count
from sz_assess.statistics.sources import READERS, Source

FIRMS, MONTHS, COUNTIES = 600_000, 36, 103
"""As many counties as a province has, some 21.6 million rows."""

LEDGER: dict[str, Any] = {
    "code": "firms", "name": "firms", "department": "stats", "key": ("month", "firm"), "unit": "county",
    "period": {"column": "month"},
    "columns": (
        {"code": "month", "name": "month", "type": "period"},
        {"code": "firm", "name": "firm", "type": "integer"},
        {"code": "county", "name": "county", "type": "text"},
        {"code": "revenue", "name": "revenue", "type": "number", "range": (0, None)},
        {"code": "has_rd", "name": "has_rd", "type": "boolean"},
    ),
}  # fmt: skip
STATISTICS: dict[str, dict[str, Any]] = {
    "firms": {"count": "firm"},
    "large": {"count": "firm", "where": "revenue >= 5000 and has_rd"},
    "revenue": {"sum": "revenue"},
    "covered": {"share": "has_rd", "where": "revenue >= 5000"},
}
BY_HAND = """
SELECT county, month, count(*), count(*) FILTER (WHERE revenue >= 5000 AND has_rd), sum(revenue),
       100.0 * count(*) FILTER (WHERE revenue >= 5000 AND has_rd) / count(*) FILTER (WHERE revenue >= 5000)
FROM read_parquet('{path}') GROUP BY county, month
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger, made by the database itself: synthetic, the same every time."""
    path = tmp_path_factory.mktemp("ledger") / "firms.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"""
            COPY (
                SELECT format('{{}}M{{:02d}}', 2016 + m // 12, m % 12 + 1) AS month, CAST(f AS INTEGER) AS firm,
                       'county' || (f * 7919 % {COUNTIES}) AS county,
                       CAST((hash(f * 40 + m) % 1000000) / 100.0 AS DECIMAL(18, 2)) AS revenue,
                       hash(f * 40 + m + 7) % 3 = 0 AS has_rd
                FROM range({MONTHS}) AS months(m), range({FIRMS}) AS firms(f)
            ) TO '{path}' (FORMAT parquet)""")
    return path


def a_book(path: Path) -> LedgerBook:
    problems: list[Any] = []
    source = Source(path.name, path, READERS[".parquet"])
    book = open_book(Ledger.model_validate(LEDGER), [source], LedgerDelivery(), database_of([source]), problems)
    assert book is not None, problems
    return book


def specs() -> list[Statistic]:
    common = {"name": "x", "unit": "x", "department": "stats", "frequency": "monthly", "cumulative": False}
    return [
        Statistic.model_validate({"code": code, "from": {"ledger": "firms", **how}, **common})
        for code, how in STATISTICS.items()
    ]


def checked(book: LedgerBook) -> LedgerBook:
    """After its rows have been checked, as they always are before they are counted."""
    units = tuple(Unit(f"county{n}", f"县{n}", f"County {n}", "county") for n in range(COUNTIES))
    assert not check_rows(book, cast(Assessment, SimpleNamespace(units=units)))
    return book


def test_counting_takes_no_longer_than_a_query_by_hand(benchmark: Any, rows: Path, claim: Claim) -> None:
    book, statistics = checked(a_book(rows)), specs()
    by_hand = duckdb.connect(config={"threads": 2})
    query = BY_HAND.format(path=rows)
    found = count(book, statistics, list(book.units), None, "M")
    expected = {(row[0], row[1]): row[2:] for row in by_hand.execute(query).fetchall()}
    assert len(found.figures) == len(STATISTICS) * len(expected) == len(STATISTICS) * COUNTIES * MONTHS
    for (county, month), figures in expected.items():
        mine = [found.figures[code, county, Period.parse(month)] for code in STATISTICS]
        assert mine == pytest.approx([float(figure) for figure in figures], rel=1e-12)
    slower = ratio(
        benchmark,
        lambda: count(book, statistics, list(book.units), None, "M"),
        lambda: by_hand.execute(query).fetchall(),
        rounds=5,
    )
    claim("21.6 million rows to county-month statistics, times a DuckDB query by hand", slower, 1.3)


def test_checking_and_counting_stays_in_bounds_of_memory(rows: Path, claim: Claim) -> None:
    """All of it in a process of its own: keys, ranges, units and periods of every row, then the figures."""
    script = f"""
import resource, time
from pathlib import Path
from benchmarks.test_ledgers import a_book, checked, specs
from sz_assess.statistics.ledgers.check import check_rows
from sz_assess.statistics.ledgers.count import count
start = time.perf_counter()
book = checked(a_book(Path({str(rows)!r})))
took = time.perf_counter() - start
assert count(book, specs(), list(book.units), None, "M").figures
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    took, gigabytes = map(float, done.stdout.split())
    claim("GB of memory to check and count 21.6 million rows", gigabytes, 1.5)
    claim("seconds to check the keys, ranges, units and periods of 21.6 million rows", took, 60)
