"""A small complete assessment, copied for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parent / "data" / "demo"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo assessment folder: two dimensions, one of them uneven, five indicators, six rows of units."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))
