"""The database that ledgers are counted with: in memory, and held in.

It may read the ledger files that it was given and nothing else: no other file, no network, no extension, no setting
can be reached, whatever SQL it is asked to run. Sums are of decimals, so that they do not depend on the order of rows
or the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from sz_assess.expression.to_sql import literal

MEMORY = "1GB"
THREADS = 2
"""As many on every machine."""

_GLOB = set("*?[]{}")


def is_plain(path: Path) -> bool:
    """Whether the database would take a path as the one file that it names."""
    return not _GLOB & set(str(path.resolve()))


class Database:
    """An empty database that may read these files only, opened when it is first asked. Ledgers share it: each asks
    through a cursor of its own, which sees no table that another registered."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = tuple(files)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A way of asking that does not disturb the others."""
        return self._opened.cursor()

    @cached_property
    def _opened(self) -> duckdb.DuckDBPyConnection:
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
        allowed = ", ".join(literal(str(path.resolve())) for path in self.files)
        for setting in (
            "SET GLOBAL temp_directory = ''",
            "SET GLOBAL TimeZone = 'UTC'",
            f"SET GLOBAL allowed_paths = [{allowed}]",
            "SET GLOBAL enable_external_access = false",
            "SET GLOBAL lock_configuration = true",
        ):
            connection.execute(setting)
        return connection

    def __getstate__(self) -> dict[str, Any]:
        """Only what may be read: another process opens its own."""
        return {"files": self.files}
