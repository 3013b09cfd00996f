"""The manifest names every file by its SHA-256, and nothing of the machine."""

import hashlib
import json
from pathlib import Path

import pytest

from sz_assess.reports.manifest import MANIFEST, Manifest, about, inputs_of, named, outputs_of, sha256, templates
from sz_assess.resources import shipped
from sz_assess.result import Result


def test_sha256_of_a_known_text(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    # The example of FIPS 180-2, appendix B.1.
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_inputs_are_named_the_same_on_every_machine(tmp_path: Path) -> None:
    folder = tmp_path / "assessment"
    assert named(folder / "weights" / "w.yaml", folder) == "weights/w.yaml"
    assert named(tmp_path / "tried" / "w.yaml", folder) == "elsewhere:w.yaml"
    assert named(shipped("weights") / "w.yaml", folder) == "shipped:weights/w.yaml"
    # Also where the folder itself is a shipped example.
    assert named(shipped("examples") / "a" / "units.csv", shipped("examples") / "a") == "units.csv"


def test_inputs_hold_method_and_data(result: Result, tmp_path: Path) -> None:
    own = tmp_path / "assessment.yaml"
    own.write_bytes(b"title: x\n")
    found = inputs_of(result, [own])
    assert found == {
        "assessment.yaml": hashlib.sha256(b"title: x\n").hexdigest(),
        "data/figures.csv": "ab" * 32,  # as taken when it was read
    }


def test_outputs_are_all_files_but_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "report" / "units").mkdir(parents=True)
    (tmp_path / "report" / "units" / "east.html").write_bytes(b"abc")
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / MANIFEST).write_bytes(b"{}")
    assert list(outputs_of(tmp_path)) == ["a.csv", "report/units/east.html"]


def test_a_manifest_comes_back(result: Result, tmp_path: Path) -> None:
    written = Manifest(about(result, "en"), {"data/a.csv": "00"}, {"results/ranking.csv": "11"})
    written.write(tmp_path)
    found = Manifest.read(tmp_path)
    assert found is not None
    assert (found.inputs, found.outputs) == (written.inputs, written.outputs)
    assert found.about["language"] == "en"
    assert found.about["libraries"]["numpy"]


def test_nothing_tells_the_time_or_the_machine(result: Result, tmp_path: Path) -> None:
    Manifest(about(result, "zh"), inputs_of(result), {}).write(tmp_path)
    content = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert content.keys() == {
        "format", "sz_assess", "python", "libraries", "period", "method", "weights", "language", "warnings",
        "inputs", "outputs",
    }  # fmt: skip
    assert str(tmp_path) not in json.dumps(content)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "other", "inputs": {}, "outputs": {}}', "{'", "\x00"])
def test_what_is_no_manifest_of_ours(content: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    assert Manifest.read(tmp_path) is None
    assert Manifest.read(tmp_path / "nowhere") is None


def test_templates_are_files() -> None:
    assert all(path.is_file() for path in templates())
