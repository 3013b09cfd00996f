"""Every claim of speed is asserted, and told at the end with what was measured."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.folder import write_folder
from sz_assess.cli.program import RINGS

# Matrix products of a floor run on one processor, as what is measured against them does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
gc.set_threshold(*RINGS)  # as the program has it

Claim = Callable[[str, float, float], None]
_TOLD: list[str] = []


@pytest.fixture
def claim() -> Claim:
    """``claim(words, found, bound)`` fails where what was found is above the bound."""

    def check(words: str, found: float, bound: float) -> None:
        _TOLD.append(f"{words}: {found:.3g} (at most {bound:g})")
        assert found <= bound, words

    return check


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Synthetic assessment folders by number of units, each made once."""
    made: dict[int, Path] = {}

    def of(units: int) -> Path:
        if units not in made:
            made[units] = write_folder(tmp_path_factory.mktemp(f"units{units}"), units)
        return made[units]

    return of


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _TOLD:
        terminalreporter.section("claims")
        for line in _TOLD:
            terminalreporter.write_line(line)
