"""`sz-assess tasks`: a task book for each unit, as a document and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options
from sz_assess.cli.help import Command, Option
from sz_assess.cli.settings import Settings
from sz_assess.text import msg

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.periods import Period


@click.command(
    "tasks",
    cls=Command,
    help=msg(
        "Write a task book for each unit.\n\n"
        "The city's targets of the year are shared out to the units as decisions.yaml says, so that counts add up "
        "exactly. A task book holds the unit's targets with the arithmetic, what is due by the end of each month, "
        "measures, key projects, and who delivers what by when: a docx file and an html page with the same content. "
        "Nothing is scored, so that it can be written when the year begins. A file that is there already is never "
        "overwritten. The same files give the same bytes."
    ),
)
@options.folder
@click.option("--unit", cls=Option, metavar="UNIT", help=msg("Write the task book of this unit alone: code or name."))
@options.out(msg("Write to this folder. Default: DIR/tasks."))
@options.period
@options.weights
@options.called_with
@click.pass_obj
def command(
    settings: Settings, folder: Path, unit: str | None, out: Path | None, period: Period | None, weights: str | None
) -> None:
    """Write the task books, then name them."""
    from sz_assess.task_books import write_task_books

    written = write_task_books(folder, out, period=period, weights=weights, unit=unit, language=settings.reports)
    for path in written:
        click.echo(path)
