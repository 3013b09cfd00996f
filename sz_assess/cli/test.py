"""`sz-assess test`: do the cases that people worked out by hand still come out?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options
from sz_assess.cli.columns import table
from sz_assess.cli.help import Argument, Command, Option
from sz_assess.cli.settings import FAILED, CalledWrongly, Settings
from sz_assess.text import Text, msg, number

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.cases.files import FileOutcome
    from sz_assess.cases.outcome import CaseOutcome, Compared, Number
    from sz_assess.cases.working import Step
    from sz_assess.i18n import Translator


WHAT = {
    "value": msg("value"),
    "score": msg("score"),
    "weight": msg("weight"),
    "nominal": msg("weight by the scheme"),
    "points": msg("points added or deducted"),
    "awards": msg("award in yuan"),
    "total": msg("total"),
    "rank": msg("place"),
    "group_rank": msg("place in its group"),
    "grade": msg("grade"),
    "list": msg("units on the list"),
    "struck": msg("units struck by the veto"),
    "city": msg("the city's value"),
    "met": msg("target met"),
    "by_firm": msg("award in yuan"),
    "schedule": msg("revenue returned in yuan"),
    "fund": msg("share of the fund"),
    "coefficient": msg("performance coefficient"),
    "reserve": msg("reserve of the fund"),
    "inspection": msg("units to be inspected"),
    "sample": msg("firms or projects drawn"),
    "year_score": msg("score of the year"),
    "year_grade": msg("grade of the year"),
    "task": msg("target of the task"),
}
"""What a case compares, in words."""


def _existing(ctx: click.Context, _: click.Parameter, value: str) -> Path:
    from pathlib import Path

    path = Path(value)
    if not path.exists():
        raise CalledWrongly(msg("there is no file or folder {path}", path=value), ctx)
    return path


@click.command(
    "test",
    cls=Command,
    help=msg(
        "Run the cases of a file or folder.\n\n"
        "A case is a small input and what must come out of it, worked out by hand. What does not come out is listed "
        "with what was expected and what was found; nothing is written."
    ),
)
@click.argument(
    "path",
    cls=Argument,
    callback=_existing,
    help=msg("A case file, or a folder: its tests/, and the tests/ of the methods in it."),
)
@click.option(
    "-v",
    "--verbose",
    cls=Option,
    is_flag=True,
    help=msg("Show the arithmetic of each case that fails or is about a decision, and the names of those that pass."),
)
@options.called_with
@click.pass_obj
def command(settings: Settings, path: Path, verbose: bool) -> int:
    """Run the cases; exit code 1 where one fails."""
    from sz_assess.cases.files import run_cases

    outcomes = run_cases(path)
    click.echo("\n".join(report(outcomes, settings.say, verbose)))
    return 0 if all(case.passed for file in outcomes for case in file.cases) else FAILED


def report(files: tuple[FileOutcome, ...], say: Translator, verbose: bool) -> list[str]:
    """Failures in full, and how many passed."""
    lines: list[str] = []
    for file in files:
        for case in file.cases:
            if not case.passed:
                lines += _failure(file, case, say, verbose)
            elif verbose:
                lines.append(msg("passed: {case}", case=case.spec.case).to(say))
                if case.spec.decides and case.working:
                    lines += [*_working(case, say), ""]
    cases = [case for file in files for case in file.cases]
    passed = sum(case.passed for case in cases)
    lines.append(msg("{passed} passed, {failed} failed", passed=passed, failed=len(cases) - passed).to(say))
    return lines


def _failure(file: FileOutcome, case: CaseOutcome, say: Translator, verbose: bool) -> list[str]:
    lines = [msg("FAILED: {case}", case=case.spec.case).to(say), f"  {file.path.as_posix()}"]
    for label, text in (
        (msg("source"), case.spec.source), (msg("worked by"), case.spec.worked_by), (msg("note"), case.spec.note),
    ):  # fmt: skip
        if text:
            lines.append("  " + msg("{label}: {text}", label=label, text=text).to(say))
    if case.refused:
        return [
            *lines,
            "  " + msg("could not be worked out:").to(say),
            *_indented("\n".join(_said(words, say) for words in case.refused)),
            "",
        ]
    heading = [words.to(say) for words in (msg("what"), msg("node"), msg("unit"), msg("expected"), msg("found"))]
    lines += table([heading, *(_row(each, say) for each in case.compared if not each.agrees)])
    return [*lines, *(_working(case, say) if verbose else ()), ""]


def _working(case: CaseOutcome, say: Translator) -> list[str]:
    return ["  " + msg("worked out:").to(say), *(f"    {_step(each, say)}" for each in case.working)]


def _said(words: Text | str, say: Translator) -> str:
    return words.to(say) if isinstance(words, Text) else words


def _step(step: Step, say: Translator) -> str:
    text = _said(step.text, say)
    label = _said(step.label, say)
    return "  " * step.depth + (msg("{label}: {text}", label=label, text=text).to(say) if text else label)


def _row(each: Compared, say: Translator) -> list[str]:
    what = WHAT[each.what].to(say) if each.what in WHAT else each.what
    return [what, each.node or "—", each.unit or "—", _shown(each.expected, say), _shown(each.found, say)]


def _shown(value: Number, say: Translator) -> str:
    if isinstance(value, bool):
        return (msg("yes") if value else msg("no")).to(say)
    return number(value, 10) if isinstance(value, float) else "—" if value is None else str(value)


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
