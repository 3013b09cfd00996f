"""Help in two languages: click's commands and options with a :class:`Text` for help, and wrapping that knows how
wide a Chinese character is.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any

import click

from sz_assess.cli.settings import CalledWrongly, settings_of
from sz_assess.text import Text, msg, width_of

_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee"
# A word, or one wide character with the closing punctuation that must not start a line; opening marks stay in front.
_PIECE = rf"([（《「“]*(?:[^\s{_WIDE}]+|[{_WIDE}])[，。、；：？！）》」”]*)(\s*)"
_FIRST_COLUMN = 30


class Formatter(click.HelpFormatter):
    """Wraps by the width on the screen, where a Chinese character takes two columns."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, min(columns(), max_width or 80) - 2 if width is None else width, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"{prefix or ''}{prog} {args}\n")

    def write_text(self, text: str) -> None:
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            for line in wrap(paragraph, self.width - self.current_indent):
                self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max((len(term) for term, _ in rows), default=0), col_max) + col_spacing
        indent = self.current_indent
        for term, words in rows:
            lines = list(wrap(words, max(self.width - indent - column, 20)))
            head = f"{'':>{indent}}{term}"
            if not lines or len(term) + col_spacing > column:
                self.write(head + "\n")
            else:
                self.write(f"{head:<{indent + column}}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{'':>{indent + column}}{line}\n")


def columns() -> int:
    """The width of the terminal; the variable COLUMNS overrules it, 80 where neither is known."""
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        pass
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` columns, broken at spaces and between Chinese characters."""
    line, gap = "", ""
    # The pattern is slow to compile, and a text in ASCII does without it.
    pieces = [(word, " ") for word in text.split()] if text.isascii() else re.findall(_PIECE, text)
    for piece, space in pieces:
        if line and width_of(line + gap + piece) > width:
            yield line
            line = piece
        else:
            line += gap + piece
        gap = " " if space else ""
    if line:
        yield line


class Context(click.Context):
    """A context whose help wraps Chinese rightly."""

    formatter_class = Formatter


class Option(click.Option):
    """An option with its help in two languages."""

    def __init__(self, param_decls: Sequence[str], *, help: Text, **rest: Any) -> None:  # noqa: A002 - click's word
        super().__init__(param_decls, help=str(help), **rest)
        self.text = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        shown = copy(self)
        shown.required = False  # click would say so in English; the help says it
        shown.help = self.text.to(settings_of(ctx).say)
        return click.Option.get_help_record(shown, ctx)


class Argument(click.Argument):
    """An argument with its help in two languages."""

    def __init__(self, param_decls: Sequence[str], *, help: Text, **rest: Any) -> None:  # noqa: A002 - as of options
        super().__init__(param_decls, **rest)
        self.text = help


class Command(click.Command):
    """A command with its help in two languages. The first sentence of ``help`` is its line in the list of commands."""

    context_class = Context

    def __init__(self, name: str | None, *, help: Text, **rest: Any) -> None:  # noqa: A002 - click's word
        super().__init__(name, help=str(help), **rest)
        self.text = help

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # so that they are refused here, in the reader's language
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise CalledWrongly(msg("too many arguments: {rest}", rest=" ".join(rest)), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        usage = msg("Usage: ").to(settings_of(ctx).say)
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=usage)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.text.to(settings_of(ctx).say))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = settings_of(ctx).say
        arguments = [(each.metavar or "", each.text.to(say)) for each in self.params if isinstance(each, Argument)]
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        if arguments:
            with formatter.section(msg("Arguments").to(say)):
                formatter.write_dl(arguments)
        with formatter.section(msg("Options").to(say)):
            formatter.write_dl(filter(None, (each.get_help_record(ctx) for each in options)))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = msg("Show this help and exit.").to(settings_of(ctx).say)
        return option
