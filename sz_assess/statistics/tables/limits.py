"""How much a delivered file may hold. Above these it is refused before it costs memory or time."""

from __future__ import annotations

MAX_BYTES = 100_000_000
"""Size of a data file on disk."""

MAX_UNPACKED = 500_000_000
"""Size of all parts of a workbook once unpacked, by its own directory."""

MAX_RATIO = 300
"""How many times its packed size a part of a workbook may unpack to; repetitive sheets reach some 50."""

RATIO_MATTERS = 20_000_000
"""Unpacked size up to which the ratio says nothing."""

MAX_CELLS = 20_000_000
"""Cells of one table: rows times columns of the area that it takes up."""

MAX_COLUMNS = 2_000
"""Columns of one table; a statistic or period each is the most that a layout needs."""

MAX_PANEL = 100_000_000
"""Statistics times units times periods: what the panel holds in memory."""

MAX_LISTED = 500
"""Cells listed one by one for one mistake in one table; a last entry counts the rest."""
