"""Sums of weights are exact: as the decimals that were written, within the tolerance that is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment

FLAT = """\
dimension: all_of_it
name: 全部
indicators:
"""
INDICATOR = """\
  - code: i{n}
    name: 指标
    unit: percent
    direction: positive
    source: {{clause: 一}}
    formula: output
    scoring: {{rule: min_max, when_equal: full}}
    missing: refuse
"""


def with_weights(folder: Path, parts: list[str], total: str, extra: str = "") -> Path:
    """The demo with one dimension of plain indicators, and these weights."""
    spec = folder / "indicator_specs" / "demo"
    for name in ("1_growth.yaml", "2_quality.yaml", "adjustments.yaml"):
        (spec / name).unlink()
    (spec / "1.yaml").write_text(FLAT + "".join(INDICATOR.format(n=n) for n in range(len(parts))), encoding="utf-8")
    inner = ", ".join(f"i{n}: {part}" for n, part in enumerate(parts))
    (folder / "weights" / "demo.yaml").write_text(
        "method: demo\nname: n\ndecided: {by: a, basis: b}\nnot_applicable: proportionally\n"
        f"ranking: {{on: unrounded}}\naggregate: arithmetic\ntotal: {total}\n{extra}\n"
        f"weights:\n  all_of_it: {{weight: {total}, {inner}}}\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        (["0.1"] * 10, "1"),
        (["0.1", "0.2"], "0.3"),
        (["33.333333", "33.333333", "33.333334"], "100"),
        (["1.005", "98.995"], "100"),
        (["1e-3", "0.999"], "1"),
    ],
)
def test_decimals_that_add_up_are_taken(parts: list[str], total: str, demo: Path) -> None:
    load_assessment(with_weights(demo, parts, total))


@pytest.mark.parametrize(
    ("parts", "total", "found"),
    [
        (["33.3", "33.3", "33.3"], "100", "99.9"),
        (["0.1", "0.2"], "0.30000000001", "0.3"),
        (["50", "50.000000001"], "100", "100.000000001"),
    ],
)
def test_what_does_not_add_up_is_refused_however_little_is_missing(
    parts: list[str], total: str, found: str, demo: Path
) -> None:
    with pytest.raises(InputError, match=f"add up to {found}\n"):
        load_assessment(with_weights(demo, parts, total))


def test_a_stated_tolerance_counts_at_its_edge_and_not_beyond(demo: Path) -> None:
    parts = ["33.3", "33.3", "33.3"]
    load_assessment(with_weights(demo, parts, "100", "tolerance: 0.1"))
    text = (demo / "weights" / "demo.yaml").read_text(encoding="utf-8")
    (demo / "weights" / "demo.yaml").write_text(text.replace("tolerance: 0.1", "tolerance: 0.0999"), encoding="utf-8")
    with pytest.raises(InputError, match=r"add up to 99\.9"):
        load_assessment(demo)


def test_relative_weights_need_no_sum_but_one_above_zero(demo: Path) -> None:
    load_assessment(with_weights(demo, ["3", "0", "0.5"], "7", "sums: relative"))
    text = (demo / "weights" / "demo.yaml").read_text(encoding="utf-8")
    none = text.replace("i0: 3, i1: 0, i2: 0.5", "i0: 0, i1: 0, i2: 0")
    (demo / "weights" / "demo.yaml").write_text(none, encoding="utf-8")
    with pytest.raises(InputError, match="a weight above 0"):
        load_assessment(demo)
