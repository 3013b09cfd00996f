"""The database that ledgers are counted with: in memory, and held in.

It may read the ledger files that it was given and nothing else: no other file, no network, no extension, no setting
can be reached, whatever SQL it is asked to run. Sums are of decimals, so that they do not depend on the order of rows
or the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from sz_assess.expression.to_sql import literal

MEMORY = "1GB"
THREADS = 2
"""As many on every machine."""

_GLOB = set("*?[]{}")


def is_plain(path: Path) -> bool:
    """Whether the database would take a path as the one file that it names."""
    return not _GLOB & set(str(path.resolve()))


def database(files: Iterable[Path]) -> duckdb.DuckDBPyConnection:
    """An empty database that may read these files only."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": THREADS,
            "memory_limit": MEMORY,
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_unsigned_extensions": False,
            "allow_persistent_secrets": False,
        },
    )
    allowed = ", ".join(literal(str(path.resolve())) for path in files)
    for setting in (
        "SET temp_directory = ''",
        "SET enable_progress_bar = false",
        "SET TimeZone = 'UTC'",
        f"SET allowed_paths = [{allowed}]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ):
        connection.execute(setting)
    return connection
