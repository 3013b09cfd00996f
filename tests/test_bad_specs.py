"""One mistake at a time: a file of tests/bad_specs says what is changed, where it must be found, in which words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment

HERE = Path(__file__).resolve().parent
DEMO = HERE / "method" / "data" / "demo"
CASES = sorted((HERE / "bad_specs").glob("*.yaml"))
JARGON = ("pydantic", "errors.pydantic.dev", "Input should", "validation error", "function-before", "Traceback", "None")


def read(case: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = YAML(typ="safe", pure=True).load(case)
    assert set(found) <= {"file", "old", "new", "at", "says"}
    return found


def broken(case: Mapping[str, Any], folder: Path) -> Path:
    """The demo assessment with the mistake in it: ``old`` replaced by ``new``, or the whole file."""
    shutil.copytree(DEMO, folder)
    path = folder / case["file"]
    if "old" in case:
        text = path.read_text(encoding="utf-8")
        assert text.count(case["old"]) >= 1, "the case no longer fits the demo"
        path.write_text(text.replace(case["old"], case["new"], 1), encoding="utf-8")
    else:
        path.write_text(case["new"], encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_mistake_is_found(path: Path, tmp_path: Path) -> None:
    case = read(path)
    with pytest.raises(InputError) as caught:
        load_assessment(broken(case, tmp_path / "a"))
    said = str(caught.value)
    assert any(problem.place.startswith(case["at"]) for problem in caught.value.problems), said
    for words in case["says"]:
        assert words in said
    assert not [word for word in JARGON if word in said], said


def test_the_demo_has_no_mistake(tmp_path: Path) -> None:
    assert len(CASES) > 100
    load_assessment(Path(shutil.copytree(DEMO, tmp_path / "a")))
