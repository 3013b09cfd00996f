"""`sz-assess init`: a folder to start from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from sz_assess.cli import options
from sz_assess.cli.help import Argument, Command, Option
from sz_assess.cli.settings import CalledWrongly, Settings, no_such
from sz_assess.text import msg

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.periods import Period


@click.command(
    "init",
    cls=Command,
    help=msg(
        "Make a folder to start an assessment from.\n\n"
        "Writes assessment.yaml, units.csv, a table in data/ for each department to fill in, and copies of the method "
        "(indicator_specs/) and its weights (weights/) to edit. With --example: a whole assessment, ready to run."
    ),
)
@click.argument(
    "folder",
    cls=Argument,
    metavar="DIR",
    callback=options.as_path,
    help=msg("The folder to make: a new one, or an empty one."),
)
@click.option("--example", cls=Option, is_flag=True, help=msg("Copy the example of the method, with its data."))
@click.option(
    "--method",
    cls=Option,
    metavar="CODE",
    help=msg("The method to assess by, where several come with the program."),
)
@click.option(
    "--period",
    cls=Option,
    metavar="PERIOD",
    callback=options.known_period,
    help=msg("The period to assess. Default: the first year of the method."),
)
@options.called_with
@click.pass_obj
@click.pass_context
def command(
    ctx: click.Context, settings: Settings, folder: Path, example: bool, method: str | None, period: Period | None
) -> None:
    """Make the folder and say what comes next."""
    from sz_assess.start import example_of, methods, start_example, start_folder

    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise CalledWrongly(msg("{path} is there already and not empty; give a new folder", path=str(folder)), ctx)
    if example and period is not None:
        raise CalledWrongly(msg("--example has its own period: leave --period out"), ctx)
    known = methods()
    if method is None and len(known) > 1:
        raise CalledWrongly(
            msg("several methods come with the program; add --method, one of {known}", known=known), ctx
        )
    chosen = known[0] if method is None else method
    if chosen not in known:
        raise no_such(msg("method"), chosen, known, ctx)
    if example and example_of(chosen) is None:
        raise CalledWrongly(msg("there is no example of {method}", method=chosen), ctx)

    if example:
        start_example(folder, chosen)
        after = msg("{path} is ready. Next: sz-assess run {typed}", path=str(folder), typed=_typed(folder))
    else:
        start_folder(folder, chosen, settings.reports, period)
        after = msg(
            "{path} is made. Next: fill in the tables in {data}, adjust {about} and {weights}, then: "
            "sz-assess check {typed}",
            path=str(folder),
            typed=_typed(folder),
            data=str(folder / "data"),
            about=str(folder / "assessment.yaml"),
            weights=str(folder / "weights"),
        )
    click.echo(after.to(settings.say))


def _typed(folder: Path) -> str:
    """A path as it is typed: in quotation marks where a shell would take it apart."""
    text = str(folder)
    return text if re.fullmatch(r"[\w./\\:~+-]+", text) else f'"{text}"'
