"""Schemas for editors."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_schemas_are_written_and_named(call: Call, tmp_path: Path) -> None:
    done = call("schema", tmp_path / "new" / "schemas")
    assert done.exit_code == 0
    files = sorted((tmp_path / "new" / "schemas").iterdir())
    assert sorted(done.stdout.split()) == [str(path) for path in files]
    assert len(files) > 3
    for path in files:
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"].startswith("https://json-schema.org/")


def test_by_default_they_go_to_the_current_folder(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("schema").exit_code == 0
    assert list((tmp_path / "schemas").iterdir())


def test_a_file_is_no_folder(call: Call, tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("mine", encoding="utf-8")
    done = call("schema", tmp_path / "schemas")
    assert done.exit_code == 2
    assert (tmp_path / "schemas").read_text(encoding="utf-8") == "mine"
