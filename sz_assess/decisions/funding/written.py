"""How one unit's amount came about, in writing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sz_assess.decisions.funding.model import Block, Split
from sz_assess.decisions.money import written
from sz_assess.text import Text, msg, number


@dataclass(frozen=True)
class Step:
    """One step: what is worked out, the expression with its numbers, what comes out."""

    label: Text
    expression: str
    outcome: str


def steps(split: Split, unit: int) -> tuple[Step, ...]:
    """The arithmetic of one unit's amount, from its figures to the money. Empty for a unit that takes no part."""
    row = split.rows[unit]
    if split.basis.states[unit] != "shares":
        return ()
    out = [step for block in split.basis.blocks for step in _block(block, unit)]
    if len(split.basis.blocks) > 1:
        parts = [f"{_decimal(block.share)} × {_fraction(_part(block, unit))}" for block in split.basis.blocks]
        out.append(Step(msg("share of the whole"), " + ".join(parts), _fraction(row.part)))
    money = written(split.shared)
    if row.held == "floor":
        out.append(Step(msg("its share lies below the floor"), _product(split, unit), written(row.floor)))
    elif row.held == "cap":
        out.append(Step(msg("its share lies above the cap"), _product(split, unit), written(row.cap or Decimal(0))))
    elif any(each.held != "free" for each in split.rows) or split.basis.most is not None:
        label = msg("share × rate of those that no floor or cap holds")
        out.append(Step(label, f"{_fraction(row.part)} × {_fraction(split.rate)}", _fraction(row.exact)))
    else:
        out.append(Step(msg("share × what is shared out"), f"{_fraction(row.part)} × {money}", _fraction(row.exact)))
    if row.state == "vetoed":
        out.append(Step(msg("lost by a veto"), "", "0"))
    elif row.exact != Fraction(row.amount):
        label = msg("rounded so that all add up")
        out.append(Step(label, "", written(row.amount, split.fund.decimals)))
    return tuple(out)


def _product(split: Split, unit: int) -> str:
    return f"{_fraction(split.rows[unit].part)} × {_fraction(split.rate)}" if split.rate else ""


def _block(block: Block, unit: int) -> list[Step]:
    """A unit's share of one part of the pool."""
    terms = [
        f"{_decimal(term.weight)} × {_figure(term.figures[unit])} ÷ {_figure(term.total)}"
        if len(block.terms) > 1
        else f"{_figure(term.figures[unit])} ÷ {_figure(term.total)}"
        for term in block.terms
    ]
    weighed = sum((_quotient(term.weight * term.figures[unit], term.total) for term in block.terms), Fraction(0))
    out = [Step(msg("share in the factors") if block.terms[0].code != "equal" else msg("share of the base"),
                " + ".join(terms), _fraction(weighed))]  # fmt: skip
    if block.coefficients is None:
        return out
    coefficient = block.coefficients[unit]
    product = weighed * Fraction(coefficient)
    out.append(Step(msg("× performance coefficient"), f"{_fraction(weighed)} × {_decimal(coefficient)}",
                    _fraction(product)))  # fmt: skip
    part = _part(block, unit)
    if part:
        label = msg("as a share of all units' together")
        out.append(Step(label, f"{_fraction(product)} ÷ {_fraction(product / part)}", _fraction(part)))
    return out


def _part(block: Block, unit: int) -> Fraction:
    """The unit's share of the block."""
    return Fraction(block.claims[unit], sum(block.claims) or 1)


def _quotient(over: Decimal, under: Decimal) -> Fraction:
    return Fraction(over) / Fraction(under) if under else Fraction(0)


def _figure(figure: Decimal) -> str:
    return written(figure)


def _decimal(figure: Decimal) -> str:
    return number(float(figure), 6)


def _fraction(figure: Fraction) -> str:
    """A number inside the arithmetic, at six decimals."""
    return number(float(figure), 6)
