"""Compiled templates are kept, and used only while they are what compiling would give."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from sz_assess.reports.manifest import templates
from sz_assess.reports.templates.kept import Kept

Render = Callable[[], str]


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def maker(tmp_path: Path) -> Path:
    path = tmp_path / "maker.py"
    path.write_text("SETTINGS = 1", encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "page.html.j2"
    path.parent.mkdir()
    path.write_text("{{ name }}: one", encoding="utf-8")
    return path


@pytest.fixture
def render(page: Path, maker: Path, monkeypatch: pytest.MonkeyPatch) -> Render:
    """Renders in a new environment, and tells whether the template was compiled for it."""

    def rendered() -> str:
        made = Environment(loader=FileSystemLoader(page.parent), bytecode_cache=Kept(str(maker)), autoescape=True)
        compiled: list[str] = []
        compile_it: Any = made.compile

        def noted(*args: Any) -> Any:
            compiled.append("page")
            return compile_it(*args)

        monkeypatch.setattr(made, "compile", noted)
        text = made.get_template("page.html.j2").render(name="县")
        return f"{text}, {'compiled' if compiled else 'kept'}"

    return rendered


def kept(page: Path) -> Path:
    return Path(cache_from_source(str(page)))


def test_the_second_time_nothing_is_compiled(render: Render, page: Path) -> None:
    assert [render(), render()] == ["县: one, compiled", "县: one, kept"]
    assert [path.name for path in page.parent.rglob("*.pyc")] == [kept(page).name], "nothing half-written is left"


def test_a_changed_template_is_compiled_again_whatever_its_date(render: Render, page: Path) -> None:
    before = page.stat()
    render()
    page.write_text("{{ name }}: two", encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [render(), render()] == ["县: two, compiled", "县: two, kept"]


def test_other_settings_of_the_compiler_compile_again(render: Render, maker: Path) -> None:
    render()
    maker.write_text("SETTINGS = 2", encoding="utf-8")
    assert [render(), render()] == ["县: one, compiled", "县: one, kept"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda code: code[:-3],
        lambda code: code[:40] + bytes([code[40] ^ 1]) + code[41:],
        lambda _: b"",
    ],
    ids=["cut short", "a bit turned", "empty"],
)
def test_a_file_that_is_not_whole_is_not_used(render: Render, page: Path, damage: Callable[[bytes], bytes]) -> None:
    render()
    kept(page).write_bytes(damage(kept(page).read_bytes()))
    assert [render(), render()] == ["县: one, compiled", "县: one, kept"]


def test_code_of_another_template_is_not_used(render: Render, page: Path) -> None:
    render()
    taken = kept(page).read_bytes()
    page.write_text("{{ name }}: two", encoding="utf-8")
    render()
    kept(page).write_bytes(taken)
    assert render() == "县: two, compiled"


def test_a_folder_that_cannot_be_written_keeps_nothing(render: Render, page: Path) -> None:
    kept(page).parent.write_text("a file where the folder would be", encoding="utf-8")
    assert [render(), render()] == ["县: one, compiled", "县: one, compiled"]


def test_no_code_is_kept_where_python_keeps_none(render: Render, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [render(), render()] == ["县: one, compiled", "县: one, compiled"]
    assert not kept(page).exists()


def test_a_template_that_is_no_file_is_compiled(maker: Path) -> None:
    made = Environment(bytecode_cache=Kept(str(maker)), autoescape=True)
    assert made.from_string("{{ 1 + 1 }}").render() == "2"


def test_what_is_kept_is_no_input_of_a_run() -> None:
    assert not [path for path in templates() if path.suffix == ".pyc"]
