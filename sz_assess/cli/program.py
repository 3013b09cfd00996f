"""`sz-assess` itself: its commands, what it does with whatever goes wrong, and its exit codes.

0 done; 1 the input is wrong, or the run could not be completed; 2 called wrongly; 130 stopped by the user.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from sz_assess import __version__
from sz_assess.cli.help import Command, Option
from sz_assess.cli.options import called_with
from sz_assess.cli.settings import CALLED_WRONGLY, FAILED, PLAIN, Settings, no_such, settings_of
from sz_assess.text import msg

NAME = "sz-assess"
COMMANDS = ("init", "forms", "check", "run", "explain", "gain", "data", "fund", "inspect", "tasks", "test", "schema")
"""In the order in which they are used; each is the ``command`` of the module of its name."""


class Program(Command, click.Group):
    """The group of all commands. ``main`` never shows a traceback unless it is asked to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sz_assess.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise no_such(msg("command"), name, COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = settings_of(ctx).say
        super().format_options(ctx, formatter)
        rows = []
        for name in COMMANDS:
            command = self.get_command(ctx, name)
            if isinstance(command, Command):
                rows.append((name, command.text.to(say).split("\n\n")[0]))
        with formatter.section(msg("Commands").to(say)):
            formatter.write_dl(rows)

    def main(  # type: ignore[override]  # click's own is overloaded by its standalone mode, which this one has not
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Do what the arguments say (those of the process by default) and exit. It is always called sz-assess."""
        arguments = list(sys.argv[1:] if args is None else args)
        spoken_leniently()
        settings = PLAIN
        try:
            settings = Settings.read(arguments, os.environ)
            extra |= {"obj": settings, "standalone_mode": False}
            code = super().main(arguments, NAME, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            nobody_listens()
            code = FAILED
        except Exception as error:  # noqa: BLE001 - this is where everything ends
            from sz_assess.cli import failures

            code = failures.report(error, settings)
        sys.exit(code if isinstance(code, int) else 0)


@click.command(
    cls=Program,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    help=msg(
        "Score units by a method that is written in files.\n\n"
        "An assessment is a folder: assessment.yaml says what is assessed, by which method and weights, on which data. "
        "Start with: sz-assess init DIR --example, then sz-assess run DIR.\n\n"
        "Exit codes: 0 done; 1 the input is wrong, or the run could not be completed (the previous output is "
        "untouched); 2 called wrongly; 130 stopped."
    ),
)
@click.version_option(__version__, "--version", prog_name=NAME, cls=Option, help=msg("Show the version and exit."))
@called_with
@click.pass_context
def program(ctx: click.Context) -> None:
    """Show the help where no command is named; that is a wrong call."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(CALLED_WRONGLY)


RINGS = (200_000, 20, 20)
"""When to look for rings of objects: libraries and files bring many objects that stay, and looking through them takes a
tenth of the time, while the pages of a large report leave many behind."""


def main() -> NoReturn:
    """Run the program with the arguments of the process."""
    gc.set_threshold(*RINGS)
    try:
        program.main()
    finally:
        gc.freeze()  # nor are they looked through once more at the end: the system takes all memory back


def spoken_leniently() -> None:
    """A character that the terminal's encoding lacks becomes a question mark, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def nobody_listens() -> None:
    """Whoever read the output has gone: let nothing complain when the rest is flushed at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
