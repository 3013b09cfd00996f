"""Every fund of a result: reserve, claims, floors and caps, rounding, vetoes, parts, advances."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from sz_assess.assess.values import Figures
from sz_assess.decisions.funding.claims import Claims, struck
from sz_assess.decisions.funding.model import Basis, Funding, Share, Split, State
from sz_assess.decisions.funding.share_out import Infeasible, Shares, share_out
from sz_assess.decisions.funding.table import split as split_rows
from sz_assess.decisions.money import NONE, plain
from sz_assess.errors import InputError, Problem, Words, noted
from sz_assess.method.decisions.fund import Fund
from sz_assess.method.decisions.fund_figures import FundFigures
from sz_assess.result import Result
from sz_assess.text import msg


def funding(result: Result, pools: Mapping[str, Decimal] | None = None, only: Collection[str] | None = None) -> Funding:
    """Split every fund that the weights file has figures of, or ``only`` those of these codes.

    ``pools`` take the place of the file's pools, by code of fund.

    Raises :class:`InputError` with all that a fund refuses: missing figures, floors and caps that can't be kept.
    """
    stated = result.assessment.weights.decisions.funds
    problems: list[Problem] = []
    splits: list[Split] = []
    funds = [fund for fund in result.assessment.method.funds if only is None or fund.code in only]
    for fund in funds:
        if fund.code not in stated:
            continue
        figures = stated[fund.code]
        if pools is not None and fund.code in pools:
            figures = figures.model_copy(update={"pool": pools[fund.code]})
        with noted(problems):
            splits.append(split(result, fund, figures))
    if problems:
        raise InputError(problems)
    unset = tuple(fund for fund in funds if fund.code not in stated)
    return Funding(tuple(splits), unset)


def split(result: Result, fund: Fund, figures: FundFigures) -> Split:
    """Split one fund. Raises :class:`InputError` as :func:`funding` does."""
    work = Figures(result.assessment, result.panel)
    basis = Claims(result, work, fund, figures).basis()
    step = Decimal(1).scaleb(-fund.decimals)
    problems = list(work.problems)
    if (whole := figures.pool.quantize(step)) != figures.pool:
        found = msg("a pool of {pool}", pool=f"{figures.pool:f}")
        expected = msg("a pool of whole units of {step}, to which amounts are rounded", step=f"{step:f}")
        mend = msg("round the pool, or let the fund pay smaller sums (decimals: in decisions.yaml)")
        problems.append(_problem(fund, "pool", found, expected, mend))
    for code, paid in figures.paid.items():
        if paid != paid.quantize(step):
            found = msg("an advance of {paid}", paid=f"{paid:f}")
            expected = msg("an advance in whole units of {step}, in which the fund pays", step=f"{step:f}")
            mend = msg("let the fund pay smaller sums (decimals: in decisions.yaml)")
            problems.append(_problem(fund, f"paid.{code}", found, expected, mend))
    reserve = NONE if figures.reserve is None else figures.reserve.of(whole).quantize(step, ROUND_HALF_UP)
    if reserve > whole:
        expected = msg("no more than the pool of {pool}", pool=f"{whole:f}")
        problems.append(_problem(fund, "reserve", msg("a reserve of {reserve}", reserve=f"{reserve:f}"), expected))
    if problems:
        raise InputError(problems)
    return _Maker(result, fund, figures, basis, step).made(plain(whole), plain(reserve))


def _problem(fund: Fund, key: str, found: Words, expected: Words, mend: Words = "") -> Problem:
    return Problem("decisions", found, expected, mend, f"funds.{fund.code}.{key}")


@dataclass(frozen=True)
class _Maker:
    """Splits one fund whose basis is known. Money is counted in steps, the smallest unit that is paid out."""

    result: Result
    fund: Fund
    figures: FundFigures
    basis: Basis
    step: Decimal

    def made(self, pool: Decimal, reserve: Decimal) -> Split:
        shared = pool - reserve
        floors, caps = self._bounds(shared)
        distributed = self._steps(shared * (1 - self.basis.unclaimed), ROUND_FLOOR)
        if "shares" not in self.basis.states:
            # Nobody takes part: all of it goes back but for advances that are kept.
            distributed = min(distributed, sum(floors))
        if self.basis.most is not None:
            distributed = min(distributed, sum(cap or 0 for cap in caps))
        shares = self._shared_out(distributed, floors, caps)
        lost = struck(self.result, self.fund)
        amounts = [0 if hit else amount for amount, hit in zip(shares.amounts, lost, strict=True)]
        states: list[State] = [
            "vetoed" if hit and state == "shares" else state for state, hit in zip(self.basis.states, lost, strict=True)
        ]
        parts = split_rows(amounts, [Fraction(part.share) for part in self.figures.parts] or [Fraction(1)])
        whole = sum(self.basis.claims) or 1
        held: dict[int, Literal["floor", "cap", "free"]] = {-1: "floor", 0: "free", 1: "cap"}
        rows = tuple(
            Share(
                unit=n,
                state=states[n],
                part=Fraction(self.basis.claims[n], whole),
                exact=shares.exact[n] * Fraction(self.step),
                amount=self._money(amount),
                held=held[shares.held[n]] if floors[n] or shares.held[n] >= 0 else "free",
                floor=self._money(floors[n]),
                cap=None if (cap := caps[n]) is None else self._money(cap),
                parts=tuple(map(self._money, parts[n])) if self.figures.parts else (),
                paid=self.figures.paid.get(self.result.units[n].code, NONE) if self.figures.paid else None,
                settlement=None,
            )
            for n, amount in enumerate(amounts)
        )
        rows = tuple(row if row.paid is None else replace(row, settlement=plain(row.amount - row.paid)) for row in rows)
        returned = shared - self._money(sum(amounts))
        rate = shares.rate * whole * Fraction(self.step)
        return Split(
            self.fund, self.figures, pool, reserve, plain(shared), plain(returned), self.basis, rows, rate,
            self._money(distributed),
        )  # fmt: skip

    def _bounds(self, shared: Decimal) -> tuple[list[int], list[int | None]]:
        """(units,) floors and caps in steps; units that take no part have 0 for both."""
        floors: list[int] = []
        caps: list[int | None] = []
        problems: list[Problem] = []
        for n, unit in enumerate(self.result.units):
            advance = self._steps(self.figures.paid.get(unit.code, NONE), ROUND_CEILING)
            kept = advance if self.figures.overpaid == "kept" else 0
            if self.basis.states[n] != "shares":
                # Who lacks nothing gets nothing more, but keeps what it has.
                floors.append(kept if self.basis.states[n] == "no_gap" else 0)
                caps.append(floors[-1])
                continue
            low = None if self.figures.floor is None else self.figures.floor.of(unit.code, unit.group)
            high = None if self.figures.cap is None else self.figures.cap.of(unit.code, unit.group)
            floor = 0 if low is None else self._steps(low.of(shared), ROUND_CEILING)
            floor = max(floor, kept)
            cap = None if high is None else self._steps(high.of(shared), ROUND_FLOOR)
            if self.basis.most is not None:
                cap = max(self._steps(self.basis.most[n], ROUND_FLOOR), kept)
            if cap is not None and floor > cap:
                problems.append(self._crossed(unit.code, floor, cap, kept=floor == kept))
            floors.append(floor)
            caps.append(cap)
        if problems:
            raise InputError(problems)
        return floors, caps

    def _crossed(self, unit: str, floor: int, cap: int, *, kept: bool) -> Problem:
        low, high = f"{self._money(floor):f}", f"{self._money(cap):f}"
        if kept:
            found = msg("an advance of {low} that is kept, above the cap of {high}", low=low, high=high)
            mend = msg("have it paid back (overpaid: reclaimed), or raise the cap")
            return _problem(self.fund, f"paid, {unit}", found, msg("advances within the cap"), mend)
        found = msg("a floor of {low} above the cap of {high}", low=low, high=high)
        mend = msg("lower the floor, or raise the cap or the pool")
        return _problem(self.fund, f"floor, {unit}", found, msg("a floor below the cap"), mend)

    def _shared_out(self, distributed: int, floors: list[int], caps: list[int | None]) -> Shares:
        try:
            return share_out(distributed, self.basis.claims, floors, caps)
        except Infeasible as error:
            by, pool = f"{self._money(error.by):f}", f"{self._money(distributed):f}"
            if error.kind == "floors":
                found = msg("floors that come to {by} more than the {pool} to be shared out", by=by, pool=pool)
                mend = msg("lower the floors, or raise the pool by {by}", by=by)
            elif not any(self.basis.claims):
                found = msg("no unit that has a claim to the {pool} to be shared out", pool=pool)
                mend = msg("look at the factors, the vetoes and not_applicable")
            else:
                found = msg("caps that leave {by} of the {pool} to be shared out", by=by, pool=pool)
                mend = msg("raise the caps, or keep {by} as a reserve", by=by)
            key = "floor" if error.kind == "floors" else "cap"
            expected = msg("floors and caps between which the whole pool can be shared out")
            raise InputError([_problem(self.fund, key, found, expected, mend)]) from None

    def _steps(self, money: Decimal, rounding: str) -> int:
        return int((money / self.step).to_integral_value(rounding=rounding))

    def _money(self, steps: int) -> Decimal:
        return plain(steps * self.step)
