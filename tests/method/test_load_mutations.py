"""Any one thing wrong with any one file: a problem with file and line, or a file that is still legal. Never a crash."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sz_assess.errors import InputError, describe
from sz_assess.i18n import translator
from sz_assess.method.load import load_assessment
from sz_assess.method.reading.yaml_reader import parse_yaml
from tests.test_bad_specs import JARGON

DEMO = Path(__file__).resolve().parent / "data" / "demo"
FILES = sorted(path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*.yaml"))
VALUES: list[Any] = [
    None, True, "", "x", "2021", "growth(", "growth(output)", "output", "total", "target", 0, -1, 5, 2021, 1e300, 0.5,
    [], [1], ["a", "b"], [[1, 2], [3]], {}, {"a": 1}, {"zh": 1}, {"group": "x"}, {"points": "x"}, {"rule": "curve"},
    {"rule": 5}, {"method": "power"}, {"weight": 5}, {"value": None}, {"impute": "linear"}, "a" * 2000, "{x}", "%s",
]  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in entries:
        yield from places(part, (*path, key))


def plain(part: Any) -> Any:
    if isinstance(part, dict):
        return {str(key): plain(value) for key, value in part.items()}
    return [plain(value) for value in part] if isinstance(part, tuple) else part


ORIGINAL = {name: plain(parse_yaml((DEMO / name).read_text(encoding="utf-8"), name).data) for name in FILES}


def mutated(data: Any, path: tuple[Any, ...], how: str, value: Any, chance: random.Random) -> Any:
    """One entry dropped, misspelt, exchanged for another value, doubled, or moved in beside a foreign key."""
    out = json.loads(json.dumps(data))
    parent = out
    for step in path[:-1]:
        parent = parent[step]
    last = path[-1]
    if how == "drop":
        del parent[last]
    elif how == "misspell" and isinstance(parent, dict) and len(last) > 1:
        at = chance.randrange(len(last) - 1)
        wrong = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
        parent[wrong] = parent.pop(last)
    elif how == "double" and isinstance(parent, list):
        parent.insert(last, parent[last])
    elif how == "foreign" and isinstance(parent, dict):
        parent["foreign"] = value
    else:
        parent[last] = value
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path_factory.mktemp("mutations") / "demo"))


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.sampled_from(FILES), st.floats(0, 1, exclude_max=True), st.sampled_from(VALUES), st.integers(0, 10**6),
    st.sampled_from(["drop", "misspell", "swap", "swap", "double", "foreign"]),
)  # fmt: skip
def test_one_change_is_legal_or_a_problem_with_its_line(
    folder: Path, file: str, where: float, value: Any, seed: int, how: str
) -> None:
    found = list(places(ORIGINAL[file]))
    path = found[int(where * len(found))]
    change = mutated(ORIGINAL[file], path, how, value, random.Random(seed))
    before = (folder / file).read_bytes()
    (folder / file).write_text(json.dumps(change, ensure_ascii=False, indent=1), encoding="utf-8")
    try:
        load_assessment(folder)
    except InputError as error:
        for problem in error.problems:
            assert problem.line is not None or not (folder / problem.file).is_file(), problem
            said = describe(problem, translator("en")) + describe(problem, translator("zh"))
            assert not [word for word in (*JARGON, "another value") if word in said], said
    finally:
        (folder / file).write_bytes(before)


def test_a_dropped_key_that_is_needed_is_a_problem_in_its_own_file(folder: Path) -> None:
    for file, key in [("weights/demo.yaml", "total"), ("assessment.yaml", "period"), (FILES[1], "name")]:
        before = (folder / file).read_bytes()
        change = mutated(ORIGINAL[file], (key,), "drop", None, random.Random(0))
        (folder / file).write_text(json.dumps(change, ensure_ascii=False, indent=1), encoding="utf-8")
        with pytest.raises(InputError, match=f"no {key}") as caught:
            load_assessment(folder)
        assert file in {problem.file for problem in caught.value.problems}
        (folder / file).write_bytes(before)
