"""How soon the commands answer, against importing what they can't do without."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.conftest import Claim
from benchmarks.timing import ROOT, command, ratio, usual

EXAMPLE = "examples/suizhou_2018"


def test_help_answers_soon(benchmark: Any, claim: Claim) -> None:
    found = ratio(benchmark, command("-m", "sz_assess", "--help"), command("-c", "import click"), 15, whole=True)
    claim("sz-assess --help, times importing click", found, 1.6)


def test_the_example_takes_little_more_than_its_libraries(benchmark: Any, claim: Claim, tmp_path: Path) -> None:
    run = command("-m", "sz_assess", "run", EXAMPLE, "--out", tmp_path / "out")
    libraries = command("-c", "import " + ", ".join(libraries_of(tmp_path)))
    claim("the example run, times importing its libraries", ratio(benchmark, run, libraries, 7, whole=True), 3)


def libraries_of(folder: Path) -> list[str]:
    """The modules of other projects that the package itself names and that a run of the example has loaded."""
    named = {
        name
        for file in (ROOT / "sz_assess").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        )
    }  # fmt: skip
    script = (
        "import pathlib, sys\n"
        "from sz_assess.run import run\n"
        f"run(pathlib.Path({EXAMPLE!r}), pathlib.Path({str(folder / 'libraries')!r}))\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=usual(), capture_output=True, text=True, check=True
    )
    own = sys.stdlib_module_names | {"sz_assess", "__future__"}
    return sorted(name for name in named & set(done.stdout.split()) if name.split(".")[0] not in own)
