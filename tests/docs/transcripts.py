"""Plays a page's commands and edits in a folder, and gives what came out of each beside what the page says.

``console``: lines that begin with ``$`` are run, what follows must come out; a line ``...`` stands for any lines.
``<!-- exit: 1 -->`` before it: the exit code of its last command, else 0. ``diff`` after ``<!-- edit: path -->``: the
lines with ``-`` become those with ``+``. ``text`` after ``<!-- file: path -->``: what the file holds.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sz_assess.cli.program import program
from tests.docs.pages import Block, Page


@dataclass(frozen=True)
class Played:
    """A block, the text that it should be, and the exit code that it came to."""

    block: Block
    got: str
    code: int = 0


def play(page: Page, folder: Path) -> Iterator[Played]:
    """Play all blocks of a page in ``folder``, which must be the current one."""
    for block in page.blocks:
        if block.language == "console":
            yield _run(block)
        elif (mark := block.mark("edit")) is not None:
            _edit(folder / mark.rest, block)
        elif (mark := block.mark("file")) is not None:
            yield Played(block, (folder / mark.rest).read_text(encoding="utf-8-sig"))


def as_said(said: str, got: str) -> bool:
    """Whether output is what the page says, ``...`` standing for any number of lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.$\n?", said, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), got) is not None


def _run(block: Block) -> Played:
    out, code = "", 0
    for line in block.text.splitlines():
        if line.startswith("$ "):
            words = shlex.split(line.removeprefix("$ "))
            said, code = sz_assess(words[1:])
            assert words[0] == "sz-assess", f"cannot play {line}"
            out += f"{line}\n{said}"
    return Played(block, out, code)


def sz_assess(arguments: list[str]) -> tuple[str, int]:
    """What a command prints, wherever it prints it, and its exit code."""
    told = io.StringIO()
    code: object = 0
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        try:
            program.main(arguments)
        except SystemExit as end:
            code = end.code
    text = told.getvalue().replace(os.sep, "/")
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n", code if isinstance(code, int) else 0


def _edit(path: Path, block: Block) -> None:
    lines = block.text.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = path.read_bytes().decode("utf-8")
    old, new = (part.replace("\n", "\r\n") if "\r\n" in text else part for part in (old, new))
    assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
    path.write_bytes(text.replace(old, new).encode("utf-8"))
