"""What a call names, such as a unit: found by its code, or by one of its names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sz_assess.cli.settings import CalledWrongly, no_such
from sz_assess.text import Text, msg

if TYPE_CHECKING:
    import click

    from sz_assess.result import Result


def unit_named(result: Result, asked: str, ctx: click.Context) -> int:
    """The position of a unit in a result. Raises :class:`CalledWrongly`."""
    return found_in(msg("unit"), asked, [(each.code, each.name, each.name_en) for each in result.units], ctx)


def found_in(kind: Text, asked: str, known: Sequence[tuple[str, ...]], ctx: click.Context) -> int:
    """The position of what was asked for; ``known`` are codes, each with its names.

    Raises :class:`CalledWrongly` where nothing is called so, or several are.
    """
    by_code = [position for position, names in enumerate(known) if names[0] == asked]
    found = by_code or [position for position, names in enumerate(known) if asked in names]
    if len(found) > 1:
        codes = [known[position][0] for position in found]
        raise CalledWrongly(msg("several are called {name}; give a code: {codes}", name=asked, codes=codes), ctx)
    if not found:
        every = dict.fromkeys(name for names in known for name in names)
        raise no_such(kind, asked, every, ctx, codes=[names[0] for names in known])
    return found[0]
