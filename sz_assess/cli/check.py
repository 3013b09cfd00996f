"""`sz-assess check`: is everything there, and right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress, warned
from sz_assess.cli.columns import table
from sz_assess.cli.help import Command
from sz_assess.cli.settings import Settings
from sz_assess.i18n import Translator
from sz_assess.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sz_assess.analysis.coverage import Coverage
    from sz_assess.decisions import Decisions
    from sz_assess.errors import Problem
    from sz_assess.periods import Period
    from sz_assess.result import Result

NAMED = 8
"""Units that are named where a figure is missing; more are counted."""


@click.command(
    "check",
    cls=Command,
    help=msg(
        "Check an assessment folder and write nothing.\n\n"
        "Reads everything that a run reads and computes all that a run computes. Lists every problem with its file, "
        "line, what was found, what was expected and what to do; or says what is there, what is missing, and which "
        "figures are odd and want confirming. With --out, each delivered file that anything is wrong or odd with is "
        "copied into a workbook with those cells marked and commented, so that its department can mend it."
    ),
)
@options.folder
@options.period
@options.weights
@options.out(msg("Write marked copies of delivered files to this folder; a file that is there already is left alone."))
@options.called_with
@click.pass_obj
def command(settings: Settings, folder: Path, period: Period | None, weights: str | None, out: Path | None) -> None:
    """Check, then say what is there."""
    from sz_assess.decisions import decide
    from sz_assess.errors import InputError
    from sz_assess.run import assess_folder
    from sz_assess.statistics.settling import as_problems

    try:
        with progress.shown(settings.say) as tell:
            result = assess_folder(folder, period=period, weights=weights, progress=tell)
            decided = decide(result)
    except InputError as error:
        try:
            copies = _marked(settings, folder, out, error.problems)
        except InputError as refused:
            raise InputError([*error.problems, *refused.problems]) from None
        for words in copies:
            error.add_note(f"\n{words}")
        raise
    click.echo("\n".join(summary(result, decided, settings.say)))
    warnings = as_problems(result.checks.unsettled, result.assessment, result.panel)
    for words in _marked(settings, folder, out, warnings=warnings):
        click.echo(words)


def _marked(
    settings: Settings,
    folder: Path,
    out: Path | None,
    problems: Sequence[Problem] = (),
    warnings: Sequence[Problem] = (),
) -> list[str]:
    """Write marked copies where that is asked for, and name them, or say why there are none."""
    from sz_assess.collect import write_marked

    if out is None:
        return []
    if any(each.file.endswith((".yaml", "units.csv")) for each in problems):
        return [msg("No marked copies: the files of the method are to be mended first.").to(settings.say)]
    written = write_marked(folder, out, problems, warnings, settings.reports)
    if not written:
        return [msg("No marked copies: no cell of a delivered file is wrong or odd.").to(settings.say)]
    return [msg("Marked copy: {path}", path=str(path)).to(settings.say) for path in written]


def summary(result: Result, decided: Decisions, say: Translator) -> list[str]:
    """What was read, what every department delivered and what it did not, what is odd, and what funds reward."""
    from sz_assess.analysis.coverage import coverage

    assessment, panel = result.assessment, result.panel
    covered = coverage(assessment, panel)
    counts = [
        (msg("period"), str(assessment.about.period)),
        (msg("method"), assessment.about.method),
        (msg("weights"), assessment.about.weights),
        (msg("units assessed"), str(len(result.units))),
        (msg("indicators"), str(sum(1 for _ in assessment.method.indicators()))),
        (msg("statistics"), str(len(assessment.method.statistics))),
        (msg("figures delivered"), str(int((panel.origin >= 0).sum()))),
        (msg("data files"), str(len(panel.cells.files))),
    ]
    return [
        assessment.about.title.of(say.language),
        *table([(label.to(say), value) for label, value in counts]),
        "",
        msg("Figures for {period}, by department:", period=str(assessment.about.period)).to(say),
        *_departments(covered, say),
        *_missing(covered, say),
        *warned.converted(result, say),
        *warned.lines(result, say),
        *warned.odd(result, say),
        *warned.held(result, say),
        *warned.rewarded(result, decided, say),
        "",
        warned.verdict(result).to(say),
    ]


def _departments(covered: tuple[Coverage, ...], say: Translator) -> list[str]:
    heading = [words.to(say) for words in (msg("department"), msg("due"), msg("delivered"), msg("missing"))]
    rows = [
        (each.department.name.of(say.language), str(each.due), str(each.delivered), str(each.missing))
        for each in covered
    ]
    return table([heading, *rows], right=(1, 2, 3))


def _missing(covered: tuple[Coverage, ...], say: Translator) -> list[str]:
    gaps = [gap for each in covered for gap in each.gaps]
    if not gaps:
        return []
    lines = ["", msg("Missing (the method says of each indicator what that means):").to(say)]
    for gap in gaps:
        names: list[str | Text] = [unit.of(say.language) for unit in gap.units[:NAMED]]
        if len(gap.units) > NAMED:
            names.append(msg("{n} more", n=len(gap.units) - NAMED))
        spec = gap.statistic
        words = msg("  {name} ({code}): {units}", name=spec.name, code=spec.code, units=names)
        lines.append(words.to(say))
    return lines
