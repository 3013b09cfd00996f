"""`sz-assess data log`: what was delivered when and by whom, and which figures later files changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress
from sz_assess.cli.columns import table
from sz_assess.cli.help import Command
from sz_assess.cli.settings import Settings
from sz_assess.i18n import Translator
from sz_assess.text import msg, number

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.statistics.deliveries import Revision
    from sz_assess.statistics.panel import Panel


@click.command(
    "data",
    cls=Command,
    help=msg(
        "Tell what was delivered when, and what later files changed.\n\n"
        "The log lists the rows of deliveries.csv by day, and below each file the figures that it gives in place of an "
        "earlier file's: both figures, and the cells of both."
    ),
)
@options.action(("log",), msg("log."), expose_value=False)
@options.folder
@options.called_with
@click.pass_obj
def command(settings: Settings, folder: Path) -> None:
    """Read the folder's data and print their log."""
    from sz_assess.method.load import load_assessment
    from sz_assess.statistics.load import load_panel

    assessment = load_assessment(folder)
    with progress.shown(settings.say) as tell:
        panel = load_panel(assessment, tell)
    click.echo("\n".join(log(panel, settings.say)))


def log(panel: Panel, say: Translator) -> list[str]:
    """The lines of the log: deliveries by day, then what inspectors corrected."""
    from sz_assess.statistics.deliveries import words_of

    corrected = [each for each in panel.revisions if each.delivered not in panel.deliveries]
    if not panel.deliveries and not corrected:
        return [msg("There is no deliveries.csv, or it is empty: no file supersedes another.").to(say)]
    lines: list[str] = []
    for delivered in sorted(panel.deliveries, key=lambda each: each.on):
        lines.append(words_of(delivered).to(say) + (f" ({delivered.note})" if delivered.note else ""))
        own = [each for each in panel.revisions if each.delivered == delivered]
        if own:
            lines += _figures(own, say)
        elif delivered.supersedes:
            lines.append("  " + msg("no figure changes").to(say))
    for each in sorted(corrected, key=lambda each: each.delivered.on):
        words = msg("{on} {by}: corrected by inspection", on=each.delivered.on, by=each.delivered.by)
        lines.append(words.to(say) + (f" ({each.delivered.note})" if each.delivered.note else ""))
        lines += _figures([each], say)
    if any(each.supersedes for each in panel.deliveries):
        rule = msg(
            "A blank cell of a later file takes nothing away: the earlier figure still counts. A figure is withdrawn "
            "by its statistic:unit:period in the column withdraws of deliveries.csv."
        )
        lines.append(rule.to(say))
    return lines


def _figures(revisions: Sequence[Revision], say: Translator) -> list[str]:
    """Both figures of each, and the cells of both."""
    withdrawn = msg("withdrawn").to(say)
    rows = [
        [
            f"{each.statistic}, {each.unit}, {each.period}",
            number(each.before, 10),
            "→",
            withdrawn if math.isnan(each.after) else number(each.after, 10),
            f"[{each.place_before} → {each.place_after}]",
        ]
        for each in revisions
    ]
    return table(rows, right={1, 3})
