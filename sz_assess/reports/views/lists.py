"""Lists that the result decides: their terms in words, who is on them, and why a unit is or is not."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.method.decisions.decision import NamedList
from sz_assess.reports.book import Book, Link
from sz_assess.reports.wording import requirement_words, selection_words
from sz_assess.result import ListOutcome
from sz_assess.text import Text, msg, plural

LIST_KINDS: dict[str, Text] = {"honour": msg("honour"), "consequence": msg("consequence")}

_ORDERS: dict[str, Text] = {
    "place": msg("by place among all"),
    "group_place": msg("by place in the group"),
    "rise": msg("by places gained"),
}


@dataclass(frozen=True)
class ListTable:
    """A list on the front page: the units on it in order, and those taken off after publication with the reason."""

    name: str
    kind: str
    units: tuple[Link, ...]
    withdrawn: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class ListItem:
    """A list as it stands for one unit: whether it is on it, and each term with whether the unit meets it."""

    name: str
    on: bool
    outcome: str
    terms: tuple[tuple[str, bool], ...]


def list_terms(book: Book, spec: NamedList) -> tuple[str, ...]:
    """What it takes to be on a list, in words."""
    terms: list[Text] = [requirement_words(book, each) for each in spec.requires]
    if spec.among is not None:
        terms.append(msg("among: {units}", units=selection_words(book, spec.among)))
    if spec.not_on:
        names = {each.code: book.name(each.name) for each in book.result.assessment.method.lists}
        terms.append(msg("not on: {lists}", lists=[names.get(code, code) for code in spec.not_on]))
    terms += _seats(book, spec)
    return tuple(book.say(term) for term in terms)


def _seats(book: Book, spec: NamedList) -> list[Text]:
    if spec.take is None or spec.by is None:
        return []
    nodes = {node.code: book.nodes[n].name for n, node in enumerate(book.result.nodes)}
    order = _ORDERS.get(spec.by, msg("by the score at {node}", node=nodes.get(spec.by, spec.by)))
    if isinstance(spec.take, dict):
        each = [f"{book.groups.get(group, group)} {number}" for group, number in spec.take.items()]
        seats = msg("seats: {groups}, {order}", groups=each, order=order)
    else:
        seats = plural("{n} seat, {order}", "{n} seats, {order}", n=spec.take, order=order)
    ties = (
        msg("units level across the last seat are all on the list")
        if spec.ties == "include"
        else msg("of units level across the last seat none is on the list")
    )
    vacant = (
        msg("the seat of who does not meet the terms stays empty")
        if spec.vacant == "left"
        else msg("the seat of who does not meet the terms goes to the next")
    )
    return [seats, ties, vacant]


def list_tables(book: Book) -> tuple[ListTable, ...]:
    """Every list, for the front page."""
    return tuple(
        ListTable(
            name=book.name(outcome.spec.name),
            kind=book.say(LIST_KINDS[outcome.spec.kind]),
            units=tuple(book.units[row] for row in outcome.on),
            withdrawn=tuple((book.units[row], _reason(book, outcome, row)) for row in outcome.withdrawn),
        )
        for outcome in book.result.lists
    )


def _reason(book: Book, outcome: ListOutcome, row: int) -> str:
    """Why a unit was taken off."""
    for each in book.result.assessment.about.withdrawn:
        if each.unit == book.result.units[row].code and outcome.spec.code in each.lists:
            seat = msg("the next moved up") if each.back_fill else msg("the seat stays empty")
            return book.say(msg("{reason}; {seat}", reason=book.name(each.reason), seat=seat))
    return ""


def list_items(book: Book, unit: int) -> tuple[ListItem, ...]:
    """Every list as it stands for one unit."""
    return tuple(_item(book, unit, outcome) for outcome in book.result.lists if outcome.among[unit])


def _item(book: Book, unit: int, outcome: ListOutcome) -> ListItem:
    terms = [
        (book.say(requirement_words(book, each)), bool(met))
        for each, met in zip(outcome.spec.requires, outcome.met[unit], strict=True)
    ]
    if outcome.barred[unit]:
        terms.append((book.say(msg("no veto that bars from it")), False))
    on = unit in outcome.on
    if unit in outcome.withdrawn:
        words = msg("taken off after publication: {reason}", reason=_reason(book, outcome, unit))
    elif on and outcome.spec.take is not None:
        words = msg("on the list, number {n}", n=outcome.on.index(unit) + 1)
    elif on:
        words = msg("on the list")
    elif all(met for _, met in terms):
        words = msg("not on the list: no seat left")
    else:
        words = msg("not on the list")
    return ListItem(book.name(outcome.spec.name), on, book.say(words), tuple(terms))
