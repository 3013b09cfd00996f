"""The arithmetic that is written out comes to the score, when another program works it out."""

from typing import Any

import pytest
from hypothesis import given, settings

from sz_assess.numeric import FloatArray
from tests.arithmetic import read_back
from tests.scoring.aggregators.combining import MEANS, combined, read, tables

WRITTEN: tuple[dict[str, Any], ...] = (
    *MEANS,
    {"method": "mazziotta_pareto"},
    {"method": "mazziotta_pareto", "penalty": "plus"},
)


@pytest.mark.parametrize("entries", WRITTEN, ids=lambda entries: "-".join(str(part) for part in entries.values()))
@settings(max_examples=40)
@given(table=tables(least=1))
def test_what_is_written_is_what_was_done(entries: dict[str, Any], table: tuple[FloatArray, FloatArray]) -> None:
    """To the six digits that are shown."""
    scores, weights = table
    for row, found in zip(scores, combined(entries, scores, weights), strict=True):
        written = read(entries).written(row.tolist(), weights.tolist())
        assert read_back(written.replace("\u202f", "")) == pytest.approx(found, rel=1e-4)


def test_ordered_weights_are_written_best_first() -> None:
    owa = read({"method": "owa", "order_weights": [0.2, 0.3, 0.5]})
    assert owa.written([50, 90, 70], [1 / 3] * 3) == "0.2 × 90 + 0.3 × 70 + 0.5 × 50"
