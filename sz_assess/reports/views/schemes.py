"""Weights that schemes give, with what was worked out on the way, for the method page."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.reports import shown
from sz_assess.reports.book import Book
from sz_assess.result import SchemeOutcome
from sz_assess.text import msg, number, plural


@dataclass(frozen=True)
class PartRow:
    """A part with its share, its points, and figures in the order of the table's columns."""

    name: str
    share: str
    points: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class SchemeView:
    """One node's scheme."""

    node: str
    words: str
    basis: str
    found: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[PartRow, ...]


def scheme_views(book: Book) -> tuple[SchemeView, ...]:
    """Every scheme, in the order of the tree."""
    return tuple(_view(book, outcome) for outcome in book.result.schemes)


def _view(book: Book, outcome: SchemeOutcome) -> SchemeView:
    result = book.result
    decimals = outcome.scheme.decimals
    basis = msg("from the scores of {n} units in the period", n=outcome.units) if outcome.units else ""
    if decimals is not None:
        rounded = plural(
            "points with {n} decimal, the rest to the largest remainders",
            "points with {n} decimals, the rest to the largest remainders",
            n=decimals,
        )
        basis = msg("{basis}; {rounded}", basis=basis, rounded=rounded) if basis else rounded
    columns = [(book.say(words), values) for words, values in outcome.derived.parts]
    return SchemeView(
        node=book.nodes[result.index(outcome.node)].name,
        words=book.say(outcome.scheme.words()),
        basis=book.say(basis),
        found=tuple((book.say(words), number(value, 6)) for words, value in outcome.derived.found),
        columns=tuple(words for words, _ in columns),
        rows=tuple(
            PartRow(
                name=book.nodes[result.index(code)].name,
                share=number(float(outcome.derived.shares[n]), 6),
                points=shown.weight_range(result.nominal[:, result.index(code)]),
                figures=tuple(number(float(values[n]), 6) for _, values in columns),
            )
            for n, code in enumerate(outcome.parts)
        ),
    )
