"""Whole runs of thousands of units: their time grows with the units, their memory hardly does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.conftest import Claim
from benchmarks.timing import measured, ratio
from sz_assess.analysis.gaps import gaps
from sz_assess.reports.results import write_results
from sz_assess.run import assess_folder

FEW, MANY, MOST = 300, 3_000, 30_000


def test_a_run_with_all_pages(benchmark: Any, claim: Claim, folders: Callable[[int], Path], tmp_path: Path) -> None:
    few = measured("-m", "sz_assess", "run", folders(FEW), "--out", tmp_path / "few")
    many = benchmark.pedantic(
        lambda: measured("-m", "sz_assess", "run", folders(MANY), "--out", tmp_path / "many"), rounds=1
    )
    check = measured("-m", "sz_assess", "check", folders(MANY))
    claim(f"a run of {MANY} units with all pages, times {FEW} (10 is linear)", many.seconds / few.seconds, 15)
    claim(f"the same, most memory of a process, times that of checking {MANY}", many.memory / check.memory, 2)
    benchmark.extra_info["memory"] = many.memory


def test_results_of_most(benchmark: Any, claim: Claim, folders: Callable[[int], Path], tmp_path: Path) -> None:
    many, most = assess_folder(folders(MANY)), assess_folder(folders(MOST))
    found = ratio(
        benchmark,
        lambda: write_results(most, tmp_path / "most", "zh"),
        lambda: write_results(many, tmp_path / "many", "zh"),
        1,
    )
    claim(f"writing the results of {MOST} units, times {MANY} (10 is linear)", found, 15)


def test_gaps_of_many(benchmark: Any, claim: Claim, folders: Callable[[int], Path]) -> None:
    """What one more place would take, for every unit and every indicator whose score does not move with the others'."""
    many = assess_folder(folders(MANY))
    found = ratio(benchmark, lambda: gaps(many), lambda: assess_folder(folders(MANY)), 3)
    claim(f"gaps of {MANY} units, times reading and assessing them", found, 6)
