"""What each unit's share of a fund rests on, by the fund's method.

Figures are the decimals that were delivered; shares are whole numbers of a very small unit, so that what is the same in
decimals is the same here, on any machine and in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from sz_assess.assess.values import Figures, selected
from sz_assess.decisions.funding.coefficients import coefficients
from sz_assess.decisions.funding.model import Basis, Block, Lacking, Means, State, Term
from sz_assess.decisions.money import NONE, exact, plain
from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.common import Name
from sz_assess.method.decisions.fund import ByBase, ByFactors, ByGap, Factor, Fund, StandardMeans
from sz_assess.method.decisions.fund_figures import FundFigures
from sz_assess.method.weight_tree import ROOT
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.scoring.domain import DomainError
from sz_assess.text import msg

FINE = 10**50
"""Into so many parts a share of 1 is cut."""
PLACES = 12
"""Decimals of figures, weights and coefficients that are kept: a billionth and more."""
EQUAL = Name(zh="均等", en="The same for all")
GAP = Name(zh="缺口", en="Gap")
GRADE = Name(zh="等次", en="Grade")
FIXED = "fixed share"
"""What the one term of a grade's block is called."""


class Claims:
    """Works out the basis of one fund; what it refuses is noted in the figures' problems."""

    def __init__(self, result: Result, figures: Figures, fund: Fund, settled: FundFigures) -> None:
        self.result, self.figures, self.fund, self.settled = result, figures, fund, settled
        self.anybody = True
        self.lacking: Lacking | None = None

    def basis(self) -> Basis:
        """States, blocks and claims, by the method of the fund."""
        rule, states = self.fund.allocation, self._states()
        self.anybody = "shares" in states
        most: tuple[Decimal, ...] | None = None
        unclaimed = NONE
        if isinstance(rule, ByGap):
            lacking = self._gaps(rule, states)
            states = ["no_gap" if state == "shares" and not lacking[n] else state for n, state in enumerate(states)]
            most = tuple(lacking) if rule.beyond_gap == "returned" else None
            self.anybody = "shares" in states
            blocks = [self._block(Decimal(1), [(GAP, "gap", Decimal(1), lacking)], None)]
        elif isinstance(rule, ByFactors | ByBase):
            blocks = self._by_factors(rule, states)
        elif rule.by == "shares":
            blocks = self._fixed_shares(states)
            if rule.empty == "returned" and self.anybody:
                unclaimed = sum((each.share for each in blocks if not any(each.claims)), NONE)
        else:
            ratios = [
                self.settled.ratios.get(self._grade(n, state) or "", NONE) if state == "shares" else NONE
                for n, state in enumerate(states)
            ]
            blocks = [self._block(Decimal(1), [(GRADE, "grade", Decimal(1), ratios)], None)]
        return Basis(tuple(states), tuple(blocks), _together(blocks), most, unclaimed, self.lacking)

    def _states(self) -> list[State]:
        """Who takes part, each unit once, whatever groups it is in. Those whose share goes back are reckoned with, and
        lose it at the end."""
        outside = selected(self.fund.not_applicable, self.result.units) | ~self.result.once
        states: list[State] = ["not_applicable" if out else "shares" for out in outside]
        if self.fund.vetoed.share == "reshared":
            states = [
                "vetoed" if hit and state == "shares" else state
                for state, hit in zip(states, struck(self.result, self.fund), strict=True)
            ]
        return states

    def _fixed_shares(self, states: Sequence[State]) -> list[Block]:
        """A block for each grade with the same claim for all of its units."""
        grades = [self._grade(n, state) if state == "shares" else None for n, state in enumerate(states)]
        return [
            block(share, [(GRADE, FIXED, Decimal(1), [Decimal(grade == code) for grade in grades])], None, len(grades))
            for code, share in self.settled.shares.items()
        ]

    def _by_factors(self, rule: ByFactors | ByBase, states: list[State]) -> list[Block]:
        performance = None
        if rule.performance is not None and self.settled.performance is not None:
            taking = [state == "shares" for state in states]
            performance = coefficients(
                self.result, self.fund, rule.performance, self.settled.performance, taking, self.figures.problems
            )
        terms = [self._term(factor, self.settled.weights[factor.code], states) for factor in rule.factors]
        if isinstance(rule, ByFactors):
            return [self._block(Decimal(1), terms, performance)]
        share = self.settled.base or NONE
        if isinstance(rule.base, Factor):
            base = self._term(rule.base, Decimal(1), states)
        else:
            base = (EQUAL, "equal", Decimal(1), [Decimal(state == "shares") for state in states])
        return [self._block(share, [base], None), self._block(1 - share, terms, performance)]

    def _term(self, factor: Factor, weight: Decimal, states: Sequence[State]) -> Raw:
        """A factor's figures, 0 for who takes no part. What is missing or below 0 is refused."""
        if factor.value is not None:
            found = self._evaluated(factor.code, factor.value)
            applies = np.all([self.figures.applies(name) for name in factor.value.names], axis=0)
            found = np.where(np.isnan(found) & ~np.broadcast_to(applies, found.shape), 0.0, found)
        elif factor.score == ROOT or factor.score is None:
            found = self.result.published
        else:
            found = self.result.score[:, self.result.index(factor.score)]
        return factor.name, factor.code, weight, self._decimals(factor.code, found, states)

    def _decimals(self, code: str, found: FloatArray, states: Sequence[State]) -> list[Decimal]:
        out = []
        for n, (number, state) in enumerate(zip(found.tolist(), states, strict=True)):
            if state != "shares":
                out.append(NONE)
            elif np.isnan(number) or number < 0:
                self._refuse(code, n, number)
                out.append(NONE)
            else:
                out.append(exact(number))
        return out

    def _refuse(self, code: str, unit: int, number: float) -> None:
        who, fund = self.result.units[unit], self.fund
        found = msg("no figure") if np.isnan(number) else msg("a figure below 0: {value}", value=number)
        mend = msg("deliver it, or name the unit under not_applicable of the fund {fund}", fund=fund.code)
        if not np.isnan(number):
            mend = msg("write max(…, 0) in the fund {fund} where that is meant", fund=fund.code)
        problem = Problem(
            "data", found, msg("a figure of 0 or more for every unit that takes part"), mend, f"{code}, {who.code}"
        )
        self.figures.problems.append(problem)

    def _gaps(self, rule: ByGap, states: Sequence[State]) -> list[Decimal]:
        if rule.gap is None:
            return self._standard(rule, states)
        found = self._evaluated("gap", rule.gap)
        if rule.coefficient is not None:
            found = found * self._evaluated("coefficient", rule.coefficient)
        return self._decimals("gap", np.maximum(found, 0.0), states)

    def _standard(self, rule: ByGap, states: Sequence[State]) -> list[Decimal]:
        """What is needed less the bases at the average rate of the others."""

        def figures(code: str, formula: Expression) -> tuple[Decimal, ...]:
            return tuple(self._decimals(code, self._evaluated(code, formula), states))

        means = []
        for source in rule.standard:
            bases = figures(f"{source.code}.base", source.base)
            receipts = figures(f"{source.code}.receipts", source.receipts)
            own = [self._at_others_rate(source, bases, receipts, n) for n in range(len(bases))]
            means.append(Means(source.code, source.name, bases, receipts, tuple(own)))
        needs = figures("needs", rule.needs) if rule.needs is not None else ()
        coefficient = None if rule.coefficient is None else figures("coefficient", rule.coefficient)
        self.lacking = Lacking(needs, tuple(means), coefficient)
        gaps = [max(need - sum((each.means[n] for each in means), NONE), NONE) for n, need in enumerate(needs)]
        if coefficient is not None:
            gaps = [gap * of for gap, of in zip(gaps, coefficient, strict=True)]
        return gaps

    def _at_others_rate(
        self, source: StandardMeans, bases: Sequence[Decimal], receipts: Sequence[Decimal], unit: int
    ) -> Decimal:
        """The unit's base at the rate that all other units have together."""
        if not bases[unit]:
            return NONE
        collected, drawn_on = sum(receipts, NONE) - receipts[unit], sum(bases, NONE) - bases[unit]
        if not drawn_on:
            found = msg("no other unit has a base of {source}", source=source.name)
            expected = msg("other units whose average rate can be taken")
            key = f"funds.{self.fund.code}.{source.code}, {self.result.units[unit].code}"
            self.figures.problems.append(Problem("data", found, expected, msg("write gap: for this fund"), key))
            return NONE
        exactly = Fraction(bases[unit]) * Fraction(collected) / Fraction(drawn_on)
        return plain(Decimal(round(exactly * 10**PLACES)).scaleb(-PLACES))

    def _evaluated(self, code: str, formula: Expression) -> FloatArray:
        try:
            return self.figures.of_units(formula, self.figures.period, BaseRule())
        except DomainError as error:
            for n in np.flatnonzero(np.broadcast_to(error.where, (len(self.result.units),))):
                self.figures.refuse(f"{self.fund.code}.{code}", self.result.units[n], formula, error)
            return np.zeros(len(self.result.units))

    def _grade(self, unit: int, state: State) -> str | None:
        grade = self.result.grade[unit]
        if grade is None and state == "shares":
            who = self.result.units[unit]
            mend = msg("name the unit under not_applicable of the fund {fund}", fund=self.fund.code)
            self.figures.problems.append(
                Problem("data", msg("no grade"), msg("a grade for every unit that takes part"), mend, who.code)
            )
        return grade

    def _block(self, share: Decimal, raw: list[Raw], performance: tuple[Decimal, ...] | None) -> Block:
        """A block; a factor that weighs something and that nobody has is refused, where anybody takes part at all."""
        found = block(share, raw, performance, len(self.result.units))
        for term in found.terms if share and self.anybody else ():
            if term.weight and not term.total:
                self._nothing(term)
        return found

    def _nothing(self, term: Term) -> None:
        found = msg("no unit has anything of {factor}", factor=term.name)
        expected = msg("a factor that somebody has a share in")
        key = f"funds.{self.fund.code}.{term.code}"
        self.figures.problems.append(Problem("data", found, expected, msg("give it a weight of 0"), key))


Raw = tuple[Name, str, Decimal, list[Decimal]]
"""A factor's name, code, weight and figures (units,)."""


def block(share: Decimal, raw: Sequence[Raw], performance: tuple[Decimal, ...] | None, units: int) -> Block:
    """Factors with their sums, and the claims that they make together: of each factor the unit's share times the
    weight, added up, times the coefficient."""
    terms: list[Term] = []
    claims = [0] * units
    for name, code, weight, figures in raw:
        whole = [int(figure.scaleb(PLACES)) for figure in figures]
        terms.append(Term(code, name, weight, tuple(figures), plain(Decimal(sum(whole)).scaleb(-PLACES))))
        rate = _whole(weight) * FINE // (sum(whole) or 1)
        claims = [claim + rate * figure for claim, figure in zip(claims, whole, strict=True)]
    if performance is not None:
        claims = [claim * _whole(of) for claim, of in zip(claims, performance, strict=True)]
    return Block(share, tuple(terms), performance, tuple(claims))


def struck(result: Result, fund: Fund) -> list[bool]:
    """(units,) who gets nothing for a veto."""
    counted = [veto for veto in result.vetoes if not fund.vetoed.vetoes or veto.spec.code in fund.vetoed.vetoes]
    return [any(bool(veto.struck[n]) for veto in counted) for n in range(len(result.units))]


def _whole(number: Decimal) -> int:
    return int(number.scaleb(PLACES))


def _together(blocks: Sequence[Block]) -> tuple[int, ...]:
    """(units,) claims on the whole pool."""
    if len(blocks) == 1:
        return blocks[0].claims
    claims = [0] * len(blocks[0].claims)
    for block in blocks:
        whole = sum(block.claims)
        for n, claim in enumerate(block.claims):
            claims[n] += _whole(block.share) * (claim * FINE // whole) if whole else 0
    return tuple(claims)
