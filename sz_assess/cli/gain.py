"""`sz-assess gain`: what one more place would take for one unit, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress
from sz_assess.cli.columns import table
from sz_assess.cli.help import Command
from sz_assess.cli.names import unit_named
from sz_assess.cli.settings import Settings
from sz_assess.text import msg

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.analysis.gain import Over
    from sz_assess.periods import Period
    from sz_assess.reports.book import Book


@click.command(
    "gain",
    cls=Command,
    options_metavar="--unit UNIT [OPTIONS]",
    help=msg(
        "Show what one more place would take for a unit; write nothing.\n\n"
        "For each indicator: the value nearest to the present one with which fewer units are ahead, in the unit's "
        "group and among all, found by scoring all units again. Every other figure is held as it is, those of the "
        "other units too. It shows how the scoring works; it is no advice to report another figure."
    ),
)
@options.folder
@options.needed_unit
@options.period
@options.weights
@options.called_with
@click.pass_obj
@click.pass_context
def command(
    ctx: click.Context, settings: Settings, folder: Path, unit: str, period: Period | None, weights: str | None
) -> None:
    """Assess the folder, search, print."""
    from sz_assess.analysis.gaps import gaps
    from sz_assess.reports.book import open_book
    from sz_assess.run import assess_folder

    with progress.shown(settings.say) as tell:
        result = assess_folder(folder, period=period, weights=weights, progress=tell)
        row = unit_named(result, unit, ctx)
        if tell is not None:
            tell(msg("Working out what one more place would take"))
        found = gaps(result, [row])
    book = open_book(result, settings.say.language, gaps=found)
    click.echo("\n".join(_lines(book, row)))


def _lines(book: Book, row: int) -> Iterator[str]:
    from sz_assess.reports import shown
    from sz_assess.reports.views.gaps import HELD, effort_words, overs_of

    result, say = book.result, book.say
    who = result.units[row]
    place = msg(
        "{unit} ({code}): place {place}, in its group {group_place}",
        unit=book.name(who), code=who.code,
        place=shown.place_of(float(result.rank[row]), book.placed),
        group_place=shown.place_of(float(result.group_rank[row]), book.group_sizes[who.group]),
    )  # fmt: skip
    yield say(place)
    if result.assessment.about.synthetic is not None:
        yield book.name(result.assessment.about.synthetic)
    overs = overs_of(book, row)
    if not overs:
        yield say(msg("It has no place, and so none to gain."))
    for over in overs:
        yield ""
        yield from _towards(book, row, over)
    yield ""
    yield say(HELD)
    if efforts := say(effort_words(book)):
        yield efforts


def _towards(book: Book, row: int, over: Over) -> Iterator[str]:
    from sz_assess.analysis.gain import Sought
    from sz_assess.analysis.gaps import by_nearness
    from sz_assess.reports.views.gaps import cells, mix_words, words

    found = book.gaps
    assert found is not None
    head, _ = words(book, found, row, over)
    yield book.say(head)
    heading = [book.say(each) for each in (msg("indicator"), msg("now"), msg("needed"), msg("points"))]
    nodes = by_nearness(book.result, found.gains, over, row)
    if not nodes:
        if mix := book.say(mix_words(book, found, row, over)):
            yield mix
        return
    yield from table([heading, *([*cells(book, found, row, over, node)] for node in nodes)], right=(1, 2, 3))
    alone = found.gains.sought[over][row] == Sought.NOT_ALONE
    names = [book.nodes[node].name for node in book.leaves if alone[node]]
    if names:
        yield book.say(msg("Not by this alone: {indicators}", indicators=names))
    if mix := book.say(mix_words(book, found, row, over)):
        yield mix
