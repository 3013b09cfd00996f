"""How one unit's amount came about, in writing, so that it can be worked out again by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sz_assess.decisions.funding.claims import FIXED
from sz_assess.decisions.funding.model import Block, Share, Split
from sz_assess.decisions.money import total, written
from sz_assess.text import Text, msg, number


@dataclass(frozen=True)
class Step:
    """One step: what is worked out, the expression with its numbers, what comes out. Where there is an expression it
    equals the outcome, as far as decimals are shown."""

    label: Text
    expression: str
    outcome: str


def steps(split: Split, unit: int) -> tuple[Step, ...]:
    """The arithmetic of one unit's amount, from its figures to the money. Empty for a unit that takes no part."""
    if split.basis.states[unit] != "shares":
        return ()
    return tuple(_Writer(split, unit).steps())


class _Writer:
    """Writes one unit's arithmetic. Shares have so many decimals that a calculator gets the money that is printed,
    which has two places more than are paid."""

    def __init__(self, split: Split, unit: int) -> None:
        self.split, self.unit, self.row = split, unit, split.rows[unit]
        largest = len(str(int(split.shared.scaleb(split.fund.decimals))))
        self.places = min(max(6, largest + 3), 12)

    def steps(self) -> Iterator[Step]:
        split, row = self.split, self.row
        blocks = split.basis.blocks
        if any(each.code == FIXED for block in blocks for each in block.terms):
            yield from self._of_grade(blocks)
        else:
            yield from self._lacking()
            for block in blocks:
                yield from self._block(block)
            if len(blocks) > 1:
                parts = [f"{_decimal(block.share)} × {self._fraction(_part(block, self.unit))}" for block in blocks]
                yield Step(msg("share of the whole"), " + ".join(parts), self._fraction(row.part))
        yield from self._money()
        if row.state == "vetoed":
            yield Step(msg("lost by a veto"), "", "0")
        elif row.exact != Fraction(row.amount):
            yield Step(msg("rounded so that all add up"), "", written(row.amount, split.fund.decimals))

    def _lacking(self) -> Iterator[Step]:
        """How a gap came about where means are standard: each source at the others' rate, then needs less means."""
        found, unit = self.split.basis.lacking, self.unit
        if found is None:
            return
        for source in found.means:
            collected = total(source.receipts) - source.receipts[unit]
            drawn_on = total(source.bases) - source.bases[unit]
            label = msg("{source}: own base × what the others collected ÷ their bases", source=source.name)
            expression = f"{written(source.bases[unit])} × {written(collected)} ÷ {written(drawn_on)}"
            yield Step(label, expression if drawn_on else "", self._means(source.means[unit]))
        means = [self._means(source.means[unit]) for source in found.means]
        gap = " − ".join([written(found.needs[unit]), *means])
        if found.coefficient is not None:
            gap = f"({gap}) × {written(found.coefficient[unit])}"
        term = self.split.basis.blocks[0].terms[0]
        yield Step(msg("needs less standard means"), gap, self._means(term.figures[unit]))

    def _means(self, amount: Decimal) -> str:
        return number(float(amount), self.places)

    def _money(self) -> Iterator[Step]:
        """From the share to the amount before rounding."""
        split, row = self.split, self.row
        if split.distributed != split.shared:
            back = split.shared - split.distributed
            label = msg("shared out, less what goes back")
            yield Step(label, f"{written(split.shared)} − {written(back)}", written(split.distributed))
        held = [each for each in split.rows if each.held != "free"]
        if not held:
            expression = f"{self._fraction(row.part)} × {written(split.distributed)}"
            yield Step(msg("share × what is shared out"), expression, self._sum(row.exact))
            return
        if split.rate:
            yield self._rate(held)
            product = row.part * split.rate
            expression = f"{self._fraction(row.part)} × {self._sum(split.rate, 1)}"
            label = msg("share × rate of those that no floor or cap holds")
            yield Step(label, expression, self._sum(product))
        if split.keeps_advance(row):
            yield Step(msg("that lies below what it was paid in advance, which it keeps"), "", written(row.floor))
        elif row.held == "floor":
            yield Step(msg("that lies below the floor, which it gets"), "", written(row.floor))
        elif row.held == "cap":
            yield Step(msg("that lies above the cap, which it gets"), "", written(row.cap or Decimal(0)))

    def _rate(self, held: list[Share]) -> Step:
        """What is left for those that no bound holds, by the sum of their shares."""
        split = self.split
        free = sum((each.part for each in split.rows if each.held == "free"), Fraction(0))
        left = " − ".join([written(split.distributed), *(self._sum(each.exact) for each in held)])
        expression = f"({left}) ÷ {self._fraction(free)}"
        return Step(msg("left over by floors and caps ÷ shares of the others"), expression, self._sum(split.rate, 1))

    def _of_grade(self, blocks: tuple[Block, ...]) -> Iterator[Step]:
        """The share of its grade, divided alike among the grade's units; then of the grades that have any."""
        own = next(block for block in blocks if block.terms[0].figures[self.unit])
        each = Fraction(own.share) / Fraction(own.terms[0].total)
        expression = f"{_decimal(own.share)} ÷ {written(own.terms[0].total)}"
        yield Step(msg("share of its grade ÷ units of the grade"), expression, self._fraction(each))
        claimed = sum((block.share for block in blocks if any(block.claims)), Decimal(0))
        if claimed != 1:
            label = msg("as a share of what the grades with units have")
            yield Step(label, f"{self._fraction(each)} ÷ {_decimal(claimed)}", self._fraction(self.row.part))

    def _block(self, block: Block) -> Iterator[Step]:
        """A unit's share of one part of the pool."""
        terms = [
            f"{_decimal(term.weight)} × {written(term.figures[self.unit])} ÷ {written(term.total)}"
            if len(block.terms) > 1
            else f"{written(term.figures[self.unit])} ÷ {written(term.total)}"
            for term in block.terms
        ]
        parts = [_quotient(term.weight * term.figures[self.unit], term.total) for term in block.terms]
        weighed = sum(parts, Fraction(0))
        labels = {"equal": msg("share of the base"), "gap": msg("share of all gaps")}
        label = labels.get(block.terms[0].code, msg("share in the factors"))
        yield Step(label, " + ".join(terms), self._fraction(weighed))
        if block.coefficients is None:
            return
        coefficient = block.coefficients[self.unit]
        product = weighed * Fraction(coefficient)
        expression = f"{self._fraction(weighed)} × {_decimal(coefficient)}"
        yield Step(msg("× performance coefficient"), expression, self._fraction(product))
        part = _part(block, self.unit)
        if part:
            expression = f"{self._fraction(product)} ÷ {self._fraction(product / part)}"
            yield Step(msg("as a share of all units' together"), expression, self._fraction(part))

    def _fraction(self, figure: Fraction) -> str:
        """A share."""
        return number(float(figure), self.places)

    def _sum(self, money: Fraction, more: int = 0) -> str:
        """Money before it is rounded."""
        whole, dot, rest = number(float(money), self.split.fund.decimals + 2 + more).partition(".")
        return written(Decimal(whole)) + dot + rest


def _part(block: Block, unit: int) -> Fraction:
    """The unit's share of the block."""
    return Fraction(block.claims[unit], sum(block.claims) or 1)


def _quotient(over: Decimal, under: Decimal) -> Fraction:
    return Fraction(over) / Fraction(under) if under else Fraction(0)


def _decimal(figure: Decimal) -> str:
    return number(float(figure), 6)
