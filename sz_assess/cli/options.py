"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sz_assess.cli.help import Argument, Option
from sz_assess.cli.settings import CalledWrongly, as_language, no_such
from sz_assess.i18n import LANGUAGES
from sz_assess.text import Text, msg

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.periods import Period

Function = TypeVar("Function", bound=Callable[..., Any])


def called_with(function: Function) -> Function:
    """``--lang`` and ``--debug``, before or after the name of a command. Both are read before parsing, by
    :class:`~sz_assess.cli.settings.Settings`; here they are only checked."""
    for decorate in (
        click.option(
            "--debug",
            cls=Option,
            is_flag=True,
            expose_value=False,
            help=msg("Show the traceback of whatever goes wrong."),
        ),
        click.option(
            "--lang",
            cls=Option,
            metavar="|".join(LANGUAGES),
            callback=known_language,
            expose_value=False,
            help=msg(
                "Language of messages and of what is written. Without it the variable SZ_ASSESS_LANG; without that, "
                "messages follow the system and reports are in Chinese."
            ),
        ),
    ):
        function = decorate(function)
    return function


def as_path(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """The path of an argument or option."""
    from pathlib import Path

    return None if value is None else Path(value)


def existing_folder(ctx: click.Context, _: click.Parameter, value: str) -> Path:
    """The folder of an argument. Raises :class:`CalledWrongly` where there is none."""
    from pathlib import Path

    folder = Path(value)
    if folder.is_dir():
        return folder
    if folder.exists():
        raise CalledWrongly(msg("{path} is a file; give the assessment's folder", path=value), ctx)
    raise CalledWrongly(msg("there is no folder {path}", path=value), ctx)


def action(actions: Sequence[str], words: Text, **rest: Any) -> Callable[[Function], Function]:
    """An argument that says what to do: one of ``actions``."""

    def known(ctx: click.Context, _: click.Parameter, value: str) -> str:
        if value not in actions:
            raise no_such(msg("action"), value, actions, ctx)
        return value

    return click.argument("action", cls=Argument, callback=known, help=words, **rest)


def out(words: Text, metavar: str = "OUT") -> Callable[[Function], Function]:
    """``--out``: where to write."""
    return click.option("--out", cls=Option, metavar=metavar, callback=as_path, help=words)


def known_period(ctx: click.Context, _: click.Parameter, value: str | None) -> Period | None:
    """The period of an option."""
    from sz_assess.periods import Period

    try:
        return None if value is None else Period.parse(value)
    except ValueError:
        found = msg("--period {value}; write 2018, 2018H1, 2018Q3 or 2018M06", value=value)
        raise CalledWrongly(found, ctx) from None


def known_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Refuse a language that is not offered."""
    if value is not None and as_language(value) is None:
        raise CalledWrongly(msg("--lang {value}; it may be {languages}", value=value, languages=list(LANGUAGES)), ctx)


folder = click.argument(
    "folder", cls=Argument, metavar="DIR", callback=existing_folder, help=msg("The assessment's folder.")
)

period = click.option(
    "--period",
    cls=Option,
    metavar="PERIOD",
    callback=known_period,
    help=msg("Assess this period (2018, 2018H1, 2018Q3, 2018M06) in place of the one in assessment.yaml."),
)

needed_unit = click.option(
    "--unit", cls=Option, required=True, metavar="UNIT", help=msg("The unit: its code or its name. Needed.")
)

weights = click.option(
    "--weights",
    cls=Option,
    metavar="NAME|FILE",
    help=msg("Use these weights in place of those in assessment.yaml: a name in weights/, or a file."),
)
