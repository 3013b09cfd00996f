"""Pieces that several pages show: changes of place, gains and losses."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sz_assess.analysis.compare import Gain
from sz_assess.reports import shown
from sz_assess.reports.book import Book, Link
from sz_assess.text import number


@dataclass(frozen=True)
class Move:
    """A change of place: an arrow with its number, words for those who don't see it, and a number to sort by."""

    kind: str
    arrow: str
    words: str
    sort: str


@dataclass(frozen=True)
class Chip:
    """A gain or loss at an indicator."""

    node: Link
    text: str


def move(book: Book, unit: int) -> Move:
    """A unit's change of place."""
    change = float(book.result.rank_change[unit])
    words = book.say(shown.move(change))
    if math.isnan(change):
        return Move("none", shown.NOTHING, words, "")
    if change == 0:
        return Move("same", "＝", words, "0")
    arrow = "▲" if change > 0 else "▼"
    return Move("up" if change > 0 else "down", f"{arrow}{number(abs(change))}", words, f"{change:g}")


def gain_text(gain: Gain) -> str:
    """Points on the peers' mean; where a method adds no points, the lead in score."""
    return shown.signed(gain.score if math.isnan(gain.points) else gain.points)


def chips(book: Book, gains: tuple[Gain, ...]) -> tuple[Chip, ...]:
    """Gains as a page shows them; without their size where scores are not disclosed."""
    return tuple(Chip(book.nodes[gain.node], gain_text(gain) if book.scores_shown else "") for gain in gains)
