"""Aggregators as they stand in files, applied to a table of scores: what the tests of aggregators share."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators import Aggregator, AnyAggregator, Children

NAN = float("nan")
_READER: TypeAdapter[Any] = TypeAdapter(AnyAggregator)

COMPARING: tuple[dict[str, Any], ...] = (
    *({"method": "topsis", "normalise": how, "over": "all", "when_equal": 50}
      for how in ("vector", "min_max", "sum", "max", "none")),
    {"method": "vikor", "v": 0.5, "over": "all", "when_equal": 50},
    {"method": "copeland", "over": "all"},
    {"method": "rank_sum_ratio", "over": "all"},
    {"method": "place_count", "end": "first", "places": 2, "over": "all"},
    {"method": "grey", "over": "all", "when_equal": 50},
)  # fmt: skip
MEANS: tuple[dict[str, Any], ...] = (
    {"method": "arithmetic"}, {"method": "geometric"}, {"method": "harmonic"}, {"method": "power", "power": 3},
    {"method": "power", "power": -0.5}, {"method": "minimum"}, {"method": "maximum"},
)  # fmt: skip


def read(entries: Mapping[str, Any] | str) -> Aggregator:
    aggregator: Aggregator = _READER.validate_python(entries if isinstance(entries, str) else dict(entries))
    return aggregator


def combined(
    entries: Mapping[str, Any] | str,
    scores: Any,
    weights: Any,
    labels: Sequence[int] | None = None,
) -> list[float]:
    """One score a unit; ``weights`` for all units alike, or a row a unit."""
    table = np.array(scores, dtype=float)
    each = np.atleast_2d(np.array(weights, dtype=float))
    codes = tuple(f"c{n}" for n in range(table.shape[1]))
    groups = None if labels is None else np.array(labels, dtype=np.intp)
    out: list[float] = read(entries).combine(Children(table, each, codes, groups)).tolist()
    return out


@st.composite
def tables(draw: st.DrawFn, least: int = 0) -> tuple[FloatArray, FloatArray]:
    """Scores (units, children), ties among them, and weights (children,) that add up to 1."""
    units, children = draw(st.integers(2, 7)), draw(st.integers(2, 4))
    scores = draw(
        st.lists(st.lists(st.integers(least, 12), min_size=children, max_size=children), min_size=units, max_size=units)
    )
    points = draw(st.lists(st.integers(1, 9), min_size=children, max_size=children))
    return np.array(scores, dtype=float) * 8.5, np.array(points, dtype=float) / sum(points)
