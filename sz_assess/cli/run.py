"""`sz-assess run`: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress, warned
from sz_assess.cli.columns import table
from sz_assess.cli.help import Command
from sz_assess.cli.settings import Settings
from sz_assess.text import msg, number

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.periods import Period
    from sz_assess.run import Run

LISTED = 10
"""Places that are listed on the screen; ranking.csv has them all."""


@click.command(
    "run",
    cls=Command,
    help=msg(
        "Score, rank and report an assessment folder.\n\n"
        "Writes results/ (ranking.csv, scores.csv, adjustments.csv, gaps.csv, result.json), report/index.html with all "
        "its pages, and manifest.json, by default to DIR/output. All of it appears at once in place of an earlier "
        "output; where anything is wrong nothing is written and the earlier output stays. The same files give the same "
        "bytes."
    ),
)
@options.folder
@options.out(
    msg("Write to this folder: a new or empty one, or an earlier output, which is replaced. Default: DIR/output.")
)
@options.period
@options.weights
@options.called_with
@click.pass_obj
def command(settings: Settings, folder: Path, out: Path | None, period: Period | None, weights: str | None) -> None:
    """Run, then say who came first and where the report is."""
    from sz_assess.run import run

    try:
        with progress.shown(settings.say) as tell:
            done = run(folder, out, period=period, weights=weights, language=settings.reports, progress=tell)
    except BaseException as error:
        error.add_note(msg("Nothing was written; any previous output is untouched.").to(settings.say))
        raise
    click.echo(summary(done, settings))


def summary(done: Run, settings: Settings) -> str:
    """The first places, and where to read on."""
    from sz_assess.reports.shown import score

    say, result = settings.say, done.result
    title = result.assessment.about.title.of(say.language)
    places = [
        (
            number(float(result.rank[unit])),
            result.units[unit].of(say.language),
            score(float(result.published[unit]), result.assessment.weights.ranking.decimals),
        )
        for unit in result.order[:LISTED]
    ]
    heading = msg("{title} ({period})", title=title, period=str(result.assessment.about.period))
    lines = [heading.to(say), *table(places, right=(0, 2))]
    if len(result.units) > LISTED:
        lines.append(msg("  … and {n} more in ranking.csv", n=len(result.units) - LISTED).to(say))
    if result.assessment.about.synthetic is not None:
        lines.append(result.assessment.about.synthetic.of(say.language))
    if (words := warned.reminder(result)) is not None:
        lines.append(words.to(say))
    lines.append(msg("Report: {path}", path=str(done.folder / "report" / "index.html")).to(say))
    lines.append(msg("Results: {path}", path=str(done.folder / "results")).to(say))
    return "\n".join(lines)
