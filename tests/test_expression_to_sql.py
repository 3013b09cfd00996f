"""Conditions over rows as SQL: what they mean, against the same condition worked out in Python; what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.errors import Refused
from sz_assess.expression import parse
from sz_assess.expression.to_sql import SIGNATURES, Sql, SqlColumn, amount, condition, literal, quote

COLUMNS = {
    "revenue": SqlColumn("decimal"),
    "costs": SqlColumn("decimal"),
    "rd": SqlColumn("truth"),
    "begun": SqlColumn("date"),
    "sort": SqlColumn("choice", ("private", "public")),
    "title": SqlColumn("text"),
}
TABLE = (
    "CREATE TABLE t AS SELECT CAST($1 AS DECIMAL(18, 2)) AS revenue, CAST($2 AS DECIMAL(18, 2)) AS costs,"
    " CAST($3 AS BOOLEAN) AS rd, CAST($4 AS DATE) AS begun, CAST($5 AS VARCHAR) AS sort, 'x' AS title"
)


def value(sql: Sql, *cells: Any) -> Any:
    """The value in a table of one row."""
    with duckdb.connect() as connection:
        connection.execute(TABLE, list(cells))
        found = connection.execute(f"SELECT {sql.text} FROM t").fetchone()
    assert found is not None
    return found[0]


ROW = (600.5, 200.25, True, date(2018, 3, 5), "private")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("revenue >= 600.5", True),
        ("revenue > 600.5", False),
        ("0 < costs < revenue", True),
        ("revenue - costs == 400.25", True),
        ("revenue / 3 > 200.16666666666 and not rd", False),
        # In float64 0.1 + 0.2 is not 0.3; here noise is no difference.
        ("0.1 * 1 + 0.2 * 1 == 0.3 * 1", True),
        ("0.1 * 1 + 0.2 * 1 > 0.3 * 1", False),
        ("revenue / 0 > 1", None),
        ("revenue / 0 > 1 or rd", True),
        ("sort == private", True),
        ("private != sort", False),
        ("one_of(sort, public)", False),
        ("year(begun) == 2018 and month(begun) < 4", True),
        ("known(revenue)", True),
        ("min(revenue, costs) == costs", True),
        ("abs(costs - revenue) == 400.25", True),
        ("(1 if rd else 2) == 1", True),
        ("revenue ** 2 == 360600.25", True),
        ("(0 - revenue) ** 0.5 > 0", None),
        ("50% of revenue > costs", True),
        ("rd == (revenue > 1)", True),
    ],
)
def test_a_condition(text: str, expected: bool | None) -> None:
    assert value(condition(parse(text, SIGNATURES), COLUMNS), *ROW) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("revenue > 1", None),
        ("revenue > 1 and rd", None),
        ("revenue > 1 or rd", True),
        ("revenue > 1 and not rd", False),
        ("known(revenue) and revenue > 1", False),
        ("max(revenue, costs) > 1", None),
        ("(1 if revenue > 1 else 2) == 2", None),
    ],
)
def test_what_is_blank_is_not_known(text: str, expected: bool | None) -> None:
    assert value(condition(parse(text, SIGNATURES), COLUMNS), None, *ROW[1:]) is expected


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_sums_of_money_are_exact(a: int, b: int) -> None:
    sql = amount(parse("revenue + costs"), COLUMNS)
    found = value(sql, str(Decimal(a) / 100), str(Decimal(b) / 100), *ROW[2:])
    assert found * 100 == a + b


HOSTILE = [
    "read_csv('/etc/passwd')",
    'read_csv("/etc/passwd") > 0',
    "revenue > 0; drop table t",
    "revenue > 0 -- and more",
    "revenue > (select 1)",
    "select > 0",
    "revenue > 0 union select 1",
    "getenv(HOME) == 1",
    "system.revenue > 0",
    "revenue.__class__ > 0",
    "title == title",
    "sort > private",
    "begun > 2018",
    "revenue > 0 and costs",
    "sort == privat",
    "revenu > 0",
    "revenue",
    "(" * 200 + "revenue" + ")" * 200,
    "9**9**9**9 > revenue",
    "not " * 300 + "rd",
    "revenue > 1e400",
    "a" * 2000,
    "＂revenue＂ > 0",
    "$1 > 0",
    "revenue > ?",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as caught:
        condition(parse(text, SIGNATURES), COLUMNS)
    assert str(caught.value.found)
    assert str(caught.value.expected)


def test_operators_within_each_other_do_not_grow_without_bound() -> None:
    """Each comparison of quotients writes its sides several times: twelve of them would be 7 ** 12 times as long."""
    nested = "revenue / 1"
    for _ in range(12):
        nested = f"(1 if {nested} > 1 / 3 else 2) / 3"
    with pytest.raises(Refused, match="large"):
        condition(parse(f"{nested} > 0", SIGNATURES), COLUMNS)


@pytest.mark.parametrize("name", ['a"b', "a'b", '"; DROP TABLE t; --', "名"])
def test_names_and_texts_stay_what_they_are(name: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t({quote(name)} VARCHAR)")
        connection.execute(f"INSERT INTO t VALUES ({literal(name)})")
        relation = connection.execute(f"SELECT {quote(name)} FROM t")
        assert relation.description is not None
        assert relation.description[0][0] == name
        assert relation.fetchall() == [(name,)]
