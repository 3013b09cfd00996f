"""`sz-assess forms`: what each department is asked for, as a workbook to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options
from sz_assess.cli.help import Command, Option
from sz_assess.cli.settings import Settings
from sz_assess.text import msg, plural

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.periods import Period


@click.command(
    "forms",
    cls=Command,
    help=msg(
        "Write a form for each department to fill in.\n\n"
        "A form is a workbook: a cover, the department's statistics by unit with last year's figures beside, and what "
        "each of them means. Cells take only what the method allows. Filled in and put into the data folder, forms are "
        "read like any other delivery, whatever Excel or WPS made of them. A file that is there already is never "
        "overwritten. The same files give the same bytes."
    ),
)
@options.folder
@options.period
@options.out(msg("Write to this folder. Default: DIR/forms."))
@click.option(
    "--department",
    cls=Option,
    metavar="CODE",
    help=msg("Write the form of this department alone."),
)
@options.called_with
@click.pass_obj
def command(settings: Settings, folder: Path, period: Period | None, out: Path | None, department: str | None) -> None:
    """Write the forms, then name them."""
    from sz_assess.collect import write_forms

    written = write_forms(folder, out, period=period, department=department, language=settings.reports)
    for path in written:
        click.echo(path)
    words = plural(
        "{n} form. Filled in, it goes into the data folder.",
        "{n} forms. Filled in, they go into the data folder.",
        n=len(written),
    )
    click.echo(words.to(settings.say))
