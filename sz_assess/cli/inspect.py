"""`sz-assess inspect`: the list of inspection, the ledger of its items, the inspectors' workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from sz_assess.cli import options, progress, warned
from sz_assess.cli.columns import table
from sz_assess.cli.help import Argument, Command, Option
from sz_assess.cli.settings import CalledWrongly, Settings
from sz_assess.i18n import Translator
from sz_assess.text import msg, plural

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from sz_assess.decisions.inspection import Inspection
    from sz_assess.result import Result
    from sz_assess.statistics.inspections.states import Action

CHANGES = ("add", "assign", "report", "return", "extend", "close", "reopen")
ACTIONS = ("list", *CHANGES, "workbook", "read")
TAKES: dict[str, tuple[str, ...]] = {
    "list": ("on",), "workbook": ("out",), "read": (), **dict.fromkeys(CHANGES, ("by", "on", "note", "due"))
}  # fmt: skip
"""Options by action; which changes go with a day that is due is the ledger's matter."""


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> datetime.date | None:
    import datetime

    from sz_assess.errors import Refused
    from sz_assess.method.collection import as_day

    try:
        return None if value is None else datetime.date.fromisoformat(as_day(value))
    except Refused:
        found = msg("--{option} {value}; write a day such as 2019-03-31", option=option.name or "", value=str(value))
        raise CalledWrongly(found, ctx) from None


@click.command(
    "inspect",
    cls=Command,
    help=msg(
        "List what is to be inspected, and keep the ledger of it.\n\n"
        "list prints the items that the result makes, where the ledger has got with each, and what is overdue. add, "
        "assign, report, return, extend, close and reopen write one signed and dated change of an item into "
        "inspection/ledger.csv; what may not follow is refused, and no earlier row is ever touched. workbook writes "
        "the workbook that inspectors fill in, read adds what they filled in to inspection/findings.csv."
    ),
)
@options.action(ACTIONS, msg("One of: list, add, assign, report, return, extend, close, reopen, workbook, read."))
@options.folder
@click.argument(
    "what", cls=Argument, required=False, metavar="[ITEM|FILE]",
    help=msg("The code of an item, as list shows it; for read, the workbook."),
)  # fmt: skip
@click.option("--by", cls=Option, metavar="NAME", help=msg("Who signs the change."))
@click.option(
    "--on", cls=Option, metavar="DATE", callback=_day,
    help=msg("The day of the change; for list, the day as of which it is said what is overdue."),
)  # fmt: skip
@click.option("--note", cls=Option, metavar="TEXT", default="", help=msg("A remark."))
@click.option(
    "--due", cls=Option, metavar="DATE", callback=_day,
    help=msg("The day by which it is due, with add (default: the list's), extend and reopen."),
)  # fmt: skip
@options.out(msg("Where workbook writes. Default: DIR/inspection/workbook.xlsx."), "FILE")
@options.called_with
@click.pass_obj
@click.pass_context
def command(
    ctx: click.Context,
    settings: Settings,
    action: str,
    folder: Path,
    what: str | None,
    by: str | None,
    on: datetime.date | None,
    note: str,
    due: datetime.date | None,
    out: Path | None,
) -> None:
    """Do what the action says."""
    given = {"by": by, "on": on, "note": note, "due": due, "out": out}
    for option in (name for name, value in given.items() if value and name not in TAKES[action]):
        raise CalledWrongly(msg("{action} takes no {option}", action=action, option=f"--{option}"), ctx)
    if action in {"list", "workbook"} and what is not None:
        raise CalledWrongly(msg("{action} with {what}; it takes the folder alone", action=action, what=what), ctx)
    if action in CHANGES or action == "read":
        if what is None:
            expected = msg("the file") if action == "read" else msg("the code of an item")
            raise CalledWrongly(msg("{action} without {what}", action=action, what=expected), ctx)
        if action == "read":
            _read(ctx, settings, folder, what)
            return
        if by is None or on is None or not by.strip():
            raise CalledWrongly(msg("{action} without --by or --on: changes are signed and dated", action=action), ctx)
        _change(settings, folder, cast("Action", action), (what, by.strip(), on, note, due))
    elif action == "list":
        from sz_assess.inspecting import inspected

        with progress.shown(settings.say) as tell:
            result, found = inspected(folder, on, tell)
        click.echo("\n".join(listed(result, found, settings.say)))
    else:
        from sz_assess.inspecting import write_inspection_workbook

        with progress.shown(settings.say) as tell:
            written = write_inspection_workbook(folder, out, language=settings.reports, progress=tell)
        for path in written:
            click.echo(path)


def _change(
    settings: Settings,
    folder: Path,
    action: Action,
    about: tuple[str, str, datetime.date, str, datetime.date | None],
) -> None:
    from sz_assess.inspecting import change
    from sz_assess.statistics.inspections.states import STATE_WORDS, Change

    item, by, on, note, due = about
    with progress.shown(settings.say) as tell:
        after = change(folder, Change(item, action, by, on, note, due), tell)
    words = msg("{item}: {state}, due {due}", item=item, state=STATE_WORDS[after.state], due=str(after.due))
    click.echo(words.to(settings.say))


def _read(ctx: click.Context, settings: Settings, folder: Path, file: str) -> None:
    from pathlib import Path as Of

    from sz_assess.inspecting import read_inspection_workbook

    path = Of(file)
    if not path.is_file():
        raise CalledWrongly(msg("there is no file {path}", path=file), ctx)
    filled = read_inspection_workbook(folder, path)
    words = plural(
        "{n} finding added to inspection/findings.csv; there already: {known}.",
        "{n} findings added to inspection/findings.csv; there already: {known}.",
        n=len(filled.new), known=filled.known,
    )  # fmt: skip
    click.echo(words.to(settings.say))
    if filled.uncounted:
        click.echo(warned.nowhere(filled.uncounted).to(settings.say))


def listed(result: Result, found: Inspection, say: Translator) -> list[str]:
    """The lines of the list."""
    from sz_assess.reports.views.inspection import of_other, state_words

    if found.rules is None:
        return [msg("The method has no rules of inspection; they stand under inspection: in decisions.yaml.").to(say)]
    heading = [msg("item"), msg("unit"), msg("matter"), msg("due by"), msg("state")]
    rows = [[words.to(say) for words in heading]]
    for item in found.items:
        due = item.standing.due if item.standing is not None else item.due
        state = state_words(item.standing, item.overdue(found.reference)).to(say)
        unit = result.units[item.unit].of(say.language)
        rows.append([item.code, unit, item.says.to(say), "—" if due is None else str(due), state])
    lines = [*table(rows)] if found.items else [msg("Nothing is to be inspected.").to(say)]
    period = result.assessment.about.period
    settled = [each for each in found.gone if of_other(each, period) and each.state == "closed"]
    if settled:
        lines.append(
            plural(
                "{n} item of other periods is closed out.", "{n} items of other periods are closed out.", n=len(settled)
            ).to(say)
        )
    for standing in (each for each in found.gone if each not in settled):
        where = state_words(standing, standing.overdue(found.reference))
        if of_other(standing, period):
            said = msg("{item}: from the list of another period; {state}", item=standing.item, state=where)
        else:
            said = msg("{item}: no longer on the list; {state}", item=standing.item, state=where)
        lines.append(said.to(say))
    for rule in (*found.unset, *found.undated):
        reason = msg("its figures are not in the weights file") if rule in found.unset else msg(
            "assessment.yaml states no day of reference"
        )  # fmt: skip
        lines.append(msg("The rule {code} was not applied: {reason}.", code=rule.code, reason=reason).to(say))
    return lines
