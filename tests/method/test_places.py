from __future__ import annotations

from pathlib import Path

import pytest

from sz_assess.errors import Refused
from sz_assess.method.places import find_method, find_weights, inside, is_path, name_in_messages
from sz_assess.resources import shipped


@pytest.mark.parametrize("text", ["data", "data/a.csv", "./data", "data\\a.csv", "数据/一月.csv", "a..b/c"])
def test_paths_within_the_folder(text: str, tmp_path: Path) -> None:
    assert inside(tmp_path, text).resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    "text",
    ["", " ", "/etc/passwd", "..", "../a", "data/../../a", "data\\..\\..\\a", "C:\\a", "c:a", "\\\\host\\share", "\\a",
     "a" * 300, "a/" * 600],
)  # fmt: skip
def test_paths_that_lead_out_or_nowhere(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        inside(tmp_path, text)


def test_a_link_out_of_the_folder_is_seen_on_any_part_of_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (tmp_path / "b").mkdir()
    (folder / "link").symlink_to(tmp_path / "b")
    (folder / "fine").symlink_to(folder)
    with pytest.raises(Refused, match="link"):
        inside(folder, "link/deep/file.csv")
    inside(folder, "fine/file.csv")


def test_what_is_not_there_is_named_with_what_is(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "trial.yaml").write_text("", encoding="utf-8")
    assert find_weights(tmp_path, "trial") == tmp_path / "weights" / "trial.yaml"
    with pytest.raises(Refused, match="did you mean trial"):
        find_weights(tmp_path, "trail")
    for name in ("../trial", "a/b", "", ".hidden", "a" * 300):
        with pytest.raises(Refused):
            find_weights(tmp_path, name)


def test_shipped_methods_are_found_from_any_folder(tmp_path: Path) -> None:
    for path in shipped("indicator_specs").glob("*/"):
        assert find_method(tmp_path, path.name).samefile(path)
        assert name_in_messages(path / "method.yaml", tmp_path) == f"indicator_specs/{path.name}/method.yaml"


def test_names_in_messages_are_short_where_they_can_be(tmp_path: Path) -> None:
    assert name_in_messages(tmp_path / "weights" / "a.yaml", tmp_path) == "weights/a.yaml"
    assert name_in_messages(Path("/elsewhere/a.yaml"), tmp_path) == "/elsewhere/a.yaml"


@pytest.mark.parametrize(("text", "is_one"), [("demo", False), ("a.yaml", True), ("x/demo", True), ("a.b", False)])
def test_a_file_or_a_name(text: str, is_one: bool) -> None:
    assert is_path(text) == is_one
