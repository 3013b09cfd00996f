"""The database reads the files that it was given, and can reach nothing else."""

import pickle
from pathlib import Path

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from sz_assess.statistics.ledgers.database import Database, is_plain


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "it's 台账.parquet"
    pq.write_table(pa.table({"a": [1, 2]}), path)
    pq.write_table(pa.table({"a": [3]}), tmp_path / "other.parquet")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    return path


def test_it_reads_what_it_was_given(given: Path) -> None:
    path = str(given.resolve()).replace("'", "''")
    with Database([given]).cursor() as connection:
        assert connection.execute(f"SELECT sum(a) FROM read_parquet('{path}')").fetchone() == (3,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_parquet('{folder}/other.parquet')",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "COPY (SELECT 1) TO '{folder}/written.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/etc/passwd']",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "SELECT * FROM local_frame",
    ],
)
def test_it_reaches_nothing_else(query: str, given: Path) -> None:
    local_frame = pa.table({"a": [1]})
    assert local_frame.num_rows == 1
    before = sorted(given.parent.iterdir())
    with Database([given]).cursor() as connection, pytest.raises(duckdb.Error):
        connection.execute(query.format(folder=given.parent)).fetchall()
    assert sorted(given.parent.iterdir()) == before


def test_ledgers_that_share_it_see_their_own_tables_only(given: Path) -> None:
    shared = Database([given])
    one, other = shared.cursor(), shared.cursor()
    one.register("table 0", pa.table({"a": [1]}))
    other.register("table 0", pa.table({"a": [2]}))
    rest = one.execute("SELECT * FROM range(3)")
    assert other.execute('SELECT a FROM "table 0"').fetchall() == [(2,)]
    assert rest.fetchall() == [(0,), (1,), (2,)], "a question to one leaves the other's answer alone"
    assert one.execute('SELECT a FROM "table 0"').fetchall() == [(1,)]
    assert one.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)


def test_another_process_opens_its_own(given: Path) -> None:
    shared = Database([given])
    shared.cursor()
    again = pickle.loads(pickle.dumps(shared))  # noqa: S301 - its own
    path = str(given.resolve()).replace("'", "''")
    assert again.cursor().execute(f"SELECT sum(a) FROM read_parquet('{path}')").fetchone() == (3,)


def test_a_name_that_would_mean_several_files(tmp_path: Path) -> None:
    assert not is_plain(tmp_path / "firms[1].parquet")
    assert not is_plain(tmp_path / "firms*.parquet")
    assert is_plain(tmp_path / "企业 2018.parquet")
