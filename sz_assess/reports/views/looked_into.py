"""What is looked into at one unit: its inspection items and where they have got, its figures that look odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.analysis.plausibility import Finding
from sz_assess.reports.book import Book, Link
from sz_assess.reports.views.inspection import StateShown, item_href, item_words, of_other, state_of
from sz_assess.reports.views.plausibility import href
from sz_assess.text import msg


@dataclass(frozen=True)
class Matter:
    """An inspection item."""

    link: Link
    state: StateShown
    due: str


@dataclass(frozen=True)
class LookedInto:
    """``inspected`` and ``examined``: whether the method has rules of inspection, and looks for odd figures.
    ``findings`` are links and sentences."""

    inspected: bool
    examined: bool
    items: tuple[Matter, ...]
    findings: tuple[tuple[Link, str], ...]


def looked_into(book: Book, unit: int) -> LookedInto | None:
    """A unit's items, with those of earlier lists that are still open, and its odd figures; None where the method
    looks for neither."""
    method = book.result.assessment.method
    inspected, examined = method.inspection is not None, not method.plausibility.empty
    if not inspected and not examined:
        return None
    return LookedInto(inspected, examined, tuple(_items(book, unit)) if inspected else (), tuple(_findings(book, unit)))


def _items(book: Book, unit: int) -> Iterator[Matter]:
    found, who = book.decisions.inspection, book.result.units[unit].code
    for item in found.of_unit(unit):
        name = book.say(msg("{name}: {words}", name=item.rule.name, words=item.says))
        due = item.standing.due if item.standing is not None else item.due
        yield _matter(book, Link(name, item_href(book, item.code)), state_of(book, item.standing), due)
    for standing in found.gone:
        if standing.item.split(":")[1:2] == [who] and standing.state != "closed":
            words = msg("{item}, of an earlier list", item=item_words(book, standing.item))
            if not of_other(standing, book.result.assessment.about.period):
                words = msg("{item}, no longer on the list", item=item_words(book, standing.item))
            link = Link(book.say(words), item_href(book, standing.item))
            yield _matter(book, link, state_of(book, standing), standing.due)


def _matter(book: Book, link: Link, state: StateShown, due: object) -> Matter:
    return Matter(link, state, "" if due is None else book.say(msg("due {day}", day=str(due))))


def _findings(book: Book, unit: int) -> Iterator[tuple[Link, str]]:
    if book.result.assessment.method.plausibility.empty:
        return
    for found in book.plausibility.odd_of(book.result.units[unit].source):
        spec = found.group if isinstance(found, Finding) else found.spec
        yield Link(book.name(spec.name), href(found)), book.say(found.sentence)
