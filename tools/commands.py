"""Writes docs/reference/commands.md from the commands themselves: python tools/commands.py.

A test compares the page with what this gives, so that the page cannot say anything else than `--help`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sz_assess.cli.help import Context
from sz_assess.cli.program import COMMANDS, NAME, program
from sz_assess.cli.settings import PLAIN

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "commands.md"
WIDTH = 78

HEAD = """\
# Commands

<!-- Written by tools/commands.py from the commands themselves. -->

`sz-assess --lang zh COMMAND --help` says the same in Chinese. Where the program is not on the path,
`python -m sz_assess` does the same.
"""

TAIL = """\
## Exit codes

| code | means |
|---|---|
| 0 | done |
| 1 | the input is wrong, or the run could not be completed: all problems are listed, the previous output is untouched |
| 2 | called wrongly: an unknown option, a folder that is not there |
| 130 | stopped from the keyboard; nothing was written |

Problems and progress go to standard error, what was asked for to standard output. Progress is only shown on a terminal.
A fault of the program is told in one line; `--debug` shows its traceback as well.

## Languages

| | messages on the screen | files that are written |
|---|---|---|
| `--lang zh`, `--lang en` | that language | that language |
| else the variable `SZ_ASSESS_LANG` | that language | that language |
| else | Chinese where the system is set to Chinese (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English | Chinese |

So what is written never depends on the machine, only on what was asked for.
"""


def page() -> str:
    """The whole page."""
    sections = [_section((NAME,), program)]
    for name in COMMANDS:
        command = program.get_command(Context(program), name)
        if command is not None:
            sections.append(_section((NAME, name), command))
    return "\n".join([HEAD, *sections, TAIL])


def _section(words: tuple[str, ...], command: click.Command) -> str:
    context: click.Context | None = None
    for word, each in zip(words, (program, command), strict=False):
        context = Context(each, parent=context, info_name=word, obj=PLAIN, terminal_width=WIDTH)
    if context is None:
        raise ValueError("a command has a name")
    return f"## `{' '.join(words)}`\n\n```text\n{command.get_help(context)}\n```\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE.relative_to(ROOT).as_posix()} is written\n")


if __name__ == "__main__":
    main()
