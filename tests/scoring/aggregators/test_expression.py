"""A formula over the parts' codes."""

import pytest

from tests.scoring.aggregators.combining import combined


def test_by_hand() -> None:
    entries = {"method": "expression", "formula": "0.4 * c0 + 0.6 * max(c1, 50)"}
    assert combined(entries, [[100, 20], [50, 90]], [0.5, 0.5]) == pytest.approx([70, 74])


def test_a_number_is_everybodys() -> None:
    assert combined({"method": "expression", "formula": "60"}, [[1, 2], [3, 4]], [0.5, 0.5]) == [60, 60]
