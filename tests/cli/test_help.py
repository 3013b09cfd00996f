"""Help in two languages, wrapped by what is seen on the screen; and the page of commands that is made from it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.cli.help import Argument, Command, Context, Option, wrap
from sz_assess.cli.program import COMMANDS, program
from sz_assess.text import width_of
from tests.cli.conftest import Call, Process
from tools import commands

CHINESE = "检查考核文件夹：读入方法、权重（weights/）、单位和数据，列出全部问题。不写任何文件。Exit codes 0 and 1。"


def test_widths() -> None:
    assert [width_of(text) for text in ("abc", "考核", "（a）", "")] == [3, 4, 5, 0]


@pytest.mark.parametrize("width", [14, 20, 31, 60])
def test_chinese_is_wrapped_between_characters(width: int) -> None:
    lines = list(wrap(CHINESE, width))
    assert len(lines) > 1
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == CHINESE.replace(" ", "")
    assert not any(line.startswith(tuple("，。、：）")) for line in lines)
    assert not any(line.endswith("（") for line in lines)


@given(st.text(alphabet="ab 考（，。", max_size=60), st.integers(10, 40))
def test_nothing_is_lost_in_wrapping(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_help_of_every_command(words: tuple[str, ...], call: Call) -> None:
    english, chinese = call(*words, "--help"), call(*words, "--help", "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 0
    assert english.stdout.startswith("Usage: sz-assess")
    assert english.stdout.isascii()
    assert "--lang zh|en" in chinese.stdout
    assert all(width_of(line) <= 78 for line in (*english.stdout.splitlines(), *chinese.stdout.splitlines()))


def test_every_parameter_has_help() -> None:
    context = Context(program)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert isinstance(command, Command)
        for parameter in command.params:
            assert isinstance(parameter, Argument | Option), f"{name} {parameter.name} has no help in two languages"
            assert str(parameter.text)


def test_help_is_as_wide_as_the_terminal(process: Process) -> None:
    narrow, wide = (process("run", "--help", COLUMNS=columns).stdout for columns in ("60", "200"))
    assert max(map(len, narrow.splitlines())) <= 58
    assert max(map(len, wide.splitlines())) <= 78  # no longer than is easily read


def test_the_page_of_commands_is_up_to_date() -> None:
    found = commands.PAGE.read_text(encoding="utf-8")
    assert found == commands.page(), "run: python tools/commands.py"


def test_the_page_says_what_the_program_says(process: Process) -> None:
    page = Path(commands.PAGE).read_text(encoding="utf-8")
    for words in ((), *((name,) for name in COMMANDS)):
        assert process(*words, "--help").stdout.strip() in page
