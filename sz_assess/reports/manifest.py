"""``manifest.json``: what went into an output and what came out, by SHA-256, so that anybody can check both.

It holds no clock, no host and no path of the machine: the same files through the same versions give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sz_assess import __version__
from sz_assess.i18n import Language
from sz_assess.resources import KINDS, shipped
from sz_assess.result import Result

MANIFEST = "manifest.json"
FORMAT = "sz_assess output 1"

LIBRARIES = (
    "duckdb",
    "jinja2",
    "numpy",
    "pandas",
    "pandera",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "ruamel.yaml",
    "scipy",
)
"""Those that have a say in the numbers or the files."""


@dataclass(frozen=True)
class Manifest:
    """Paths and their SHA-256. ``inputs`` are below the assessment folder, or start with ``shipped:`` (what came with
    the engine) or ``elsewhere:`` (a file named on the command line); ``outputs`` are below the output folder."""

    about: Mapping[str, Any]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest of an output folder, or None where there is none of ours."""
        try:
            content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            return None
        inputs, outputs = content.get("inputs"), content.get("outputs")
        if not isinstance(inputs, dict) or not isinstance(outputs, dict):
            return None
        return cls({key: value for key, value in content.items() if key not in {"inputs", "outputs"}}, inputs, outputs)

    def write(self, folder: Path) -> None:
        """Write it into an output folder."""
        content = {**self.about, "inputs": self.inputs, "outputs": self.outputs}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def named(path: Path, folder: Path) -> str:
    """How a manifest calls an input file: the same on every machine."""
    path, folder = path.resolve(), folder.resolve()
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    for kind in KINDS:
        place = shipped(kind).resolve()
        if path.is_relative_to(place):
            return f"shipped:{kind}/{path.relative_to(place).as_posix()}"
    return f"elsewhere:{path.name}"


def inputs_of(result: Result, further: Iterable[Path] = ()) -> dict[str, str]:
    """Every file that a result rests on, by name, with its SHA-256. Data files have the one taken when they were
    read."""
    folder = result.assessment.folder
    earlier = [folder / each.ranking for each in result.assessment.about.previous] if result.earlier else []
    found = {named(path, folder): sha256(path) for path in (*result.assessment.files, *earlier, *further)}
    found |= {file.path: file.sha256 for file in result.panel.cells.files}
    return dict(sorted(found.items()))


def templates() -> tuple[Path, ...]:
    """The files that a report is made from besides the result."""
    place = shipped("report_templates")
    files = (path for path in place.rglob("*") if path.is_file() and not path.name.startswith("."))
    return tuple(sorted(path for path in files if path.parent.name != "__pycache__"))


def outputs_of(folder: Path) -> dict[str, str]:
    """Every file in an output folder but the manifest."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: sha256(folder / path) for path in paths if path != MANIFEST}


def about(result: Result, language: Language) -> dict[str, Any]:
    """What was run, with which versions."""
    assessment = result.assessment
    return {
        "format": FORMAT,
        "sz_assess": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "libraries": {name: found for name in LIBRARIES if (found := _version(name))},
        "period": str(assessment.about.period),
        "method": assessment.about.method,
        "weights": Path(assessment.about.weights).name,
        "language": language,
        "warnings": {"settled": len(result.checks.settled), "unsettled": len(result.checks.unsettled)},
    }


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
