"""The weighting schemes of a weights file. ``SCHEMES`` is the one table: a new one is its class, its line, its test."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.weighting.ahp import SAATY, AhpMethod, ahp
from sz_assess.scoring.weighting.by_scores import Critic, Deviation, Entropy, Variation
from sz_assess.scoring.weighting.combined import experts, linear, product
from sz_assess.scoring.weighting.scheme import Derived, Scheme, for_all
from sz_assess.text import Text, msg, number


def _judgement(value: object) -> object:
    """``3``, ``0.5`` or ``"1/3"``."""
    number: object = value
    if isinstance(value, str):
        above, sign, below = value.partition("/")
        try:
            number = float(above) / float(below) if sign else float(above)
        except (ValueError, ZeroDivisionError):
            number = None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < 1e9:
        raise Refused(repr(value), msg("a judgement above 0, such as 3 or 1/3"))
    return float(number)


Judgement = Annotated[float, BeforeValidator(_judgement, json_schema_input_type=float | str)]


RandomIndex = Annotated[float, Field(gt=0)]


class Ahp(Scheme):
    """层次分析法: weights from judgements of pairs."""

    method: Literal["ahp"]
    judgements: dict[str, dict[str, Judgement]] = Field(
        description="how many times a part outweighs another, such as {a: {b: 3, c: 5}, b: {c: 2}}; each pair once"
    )
    solve: AhpMethod = Field(description="column_mean (和积法), geometric (方根法) or eigenvector (特征根法)")
    random_index: Literal["saaty"] | Annotated[dict[int, RandomIndex], Field(min_length=1)] = Field(
        description="mean consistency index of random matrices by size: saaty, as he printed it, or a table"
    )
    ratio_below: float = Field(0.1, gt=0, le=1, description="judgements of a larger consistency ratio are refused")

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        table = SAATY if self.random_index == "saaty" else self.random_index
        try:
            found = ahp(self._matrix(codes), self.solve, table)
        except DomainError as error:
            raise Refused(error.found, error.expected, error.mend) from None
        if not found.ratio < self.ratio_below:
            raise Refused(
                msg("judgements with a consistency ratio of {ratio}", ratio=number(found.ratio, 6)),
                msg("a ratio below {line}", line=self.ratio_below),
                msg("ask again about the pairs that contradict each other"),
            )
        figures = [(msg("largest eigenvalue"), found.largest), (msg("consistency index CI"), found.index)]
        if len(codes) > 2:
            figures.append((msg("random index RI"), table[len(codes)]))
        return Derived(found.weights, (*figures, (msg("consistency ratio CR"), found.ratio)))

    def _matrix(self, codes: Sequence[str]) -> FloatArray:
        place = {code: n for n, code in enumerate(codes)}
        out = np.full((len(codes), len(codes)), np.nan)
        np.fill_diagonal(out, 1.0)
        for one, by_other in self.judgements.items():
            for other, times in by_other.items():
                foreign = [code for code in (one, other) if code not in place]
                if foreign:
                    raise Refused(
                        msg("judgements of {codes}", codes=foreign), msg("only the parts: {codes}", codes=list(codes))
                    )
                out[place[one], place[other]] = times
        for i, j in combinations(range(len(codes)), 2):
            if np.isnan(out[i, j]) and np.isnan(out[j, i]):
                raise Refused(msg("no judgement of {a} against {b}", a=codes[i], b=codes[j]), msg("one for every pair"))
            if np.isnan(out[i, j]):
                out[i, j] = 1.0 / out[j, i]
            elif np.isnan(out[j, i]):
                out[j, i] = 1.0 / out[i, j]
        return out

    def words(self) -> Text:
        how = {
            "column_mean": msg("column means"),
            "geometric": msg("geometric means"),
            "eigenvector": msg("the eigenvector"),
        }
        return msg("analytic hierarchy process by {how}", how=how[self.solve])


class Expert(Record):
    """One expert's weights, or those of a group of experts that speaks with several voices."""

    name: str = Field(min_length=1)
    voices: float = Field(1.0, gt=0, description="how much the answer counts, such as the number of experts in a group")
    weights: dict[str, float] = Field(description="weights of the parts; they count in proportion")


class Experts(Scheme):
    """专家调研: the mean of experts' weights, each expert's made to add up to 1."""

    method: Literal["experts"]
    experts: tuple[Expert, ...] = Field(min_length=1, description="each expert's answer")

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        for each in self.experts:
            for_all(codes, list(each.weights), msg("weights by {name}", name=each.name))
            if min(each.weights.values()) < 0 or not sum(each.weights.values()) > 0:
                raise Refused(
                    msg("weights by {name} that are no weights", name=each.name), msg("0 or more, and some above 0")
                )
        answers = np.array([[each.weights[code] for code in codes] for each in self.experts])
        found = experts(answers, np.array([each.voices for each in self.experts]))
        own = tuple(
            (msg("{name}", name=each.name), answers[n] / answers[n].sum()) for n, each in enumerate(self.experts)
        )
        return Derived(found, ((msg("number of answers"), float(len(self.experts))),), own)

    def words(self) -> Text:
        return msg("mean of the experts' weights")


class Equal(Scheme):
    """等权, with multipliers where some parts weigh more than others."""

    method: Literal["equal"]
    multipliers: dict[str, float] = Field(
        default_factory=dict, description="by part: how many times an equal weight it has; 1 if left out"
    )

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        foreign = [code for code in self.multipliers if code not in codes]
        if foreign:
            raise Refused(
                msg("multipliers of {codes}", codes=foreign), msg("only the parts: {codes}", codes=list(codes))
            )
        times = np.array([self.multipliers.get(code, 1.0) for code in codes])
        if times.min() < 0 or not times.sum() > 0:
            raise Refused(msg("multipliers that are no weights"), msg("0 or more, and some above 0"))
        return Derived(times / times.sum(), (), ((msg("multiplier"), times),) if self.multipliers else ())

    def words(self) -> Text:
        return msg("equal weights, with multipliers") if self.multipliers else msg("equal weights")


class Given(Scheme):
    """Weights that are simply stated, as one part of a mixture."""

    method: Literal["given"]
    weights: dict[str, float] = Field(description="weights of the parts; they count in proportion")

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        for_all(codes, list(self.weights), msg("weights"))
        stated = np.array([self.weights[code] for code in codes])
        if stated.min() < 0 or not stated.sum() > 0:
            raise Refused(msg("weights that are no weights"), msg("0 or more, and some above 0"))
        return Derived(stated / stated.sum())

    def words(self) -> Text:
        return msg("weights as stated")


_SINGLE: dict[str, type[Scheme]] = {
    "ahp": Ahp,
    "experts": Experts,
    "equal": Equal,
    "entropy": Entropy,
    "critic": Critic,
    "variation": Variation,
    "deviation": Deviation,
    "given": Given,
}
_ANY_SINGLE: Any = Annotated[reduce(or_, _SINGLE.values()), Field(discriminator="method")]


class Combined(Scheme):
    """组合赋权: several weightings made one, by shares or by their product."""

    method: Literal["combined"]
    how: Literal["linear", "product"] = Field(description="linear: shares of each; product: α·β ÷ Σ α·β")
    of: dict[str, _ANY_SINGLE] = Field(min_length=2, description="the weightings, each by a name")
    shares: dict[str, float] = Field(default_factory=dict, description="with linear: each one's share, adding up to 1")

    @property
    def goes_by_scores(self) -> bool:
        """Whether one of its parts does."""
        return any(each.from_scores for each in self.of.values())

    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        parts = {name: each.derive(codes, scores if each.from_scores else None) for name, each in self.of.items()}
        stack = np.stack([part.shares for part in parts.values()])
        figures = tuple(
            (msg("{name}: {what}", name=name, what=what), value)
            for name, part in parts.items()
            for what, value in part.found
        )
        own = tuple((msg("{name}", name=name), part.shares) for name, part in parts.items())
        if self.how == "product":
            if self.shares:
                raise Refused(msg("shares of a product"), msg("shares only with how: linear"))
            if not np.prod(stack, axis=0).any():
                raise Refused(
                    msg("weightings of which each part has 0 in one"), msg("a part that all of them give a weight")
                )
            return Derived(product(stack), figures, own)
        for_all(list(parts), list(self.shares), msg("shares"))
        whole = sum(self.shares.values())
        if abs(whole - 1) > 1e-9 or min(self.shares.values()) < 0:
            raise Refused(msg("shares that add up to {sum}", sum=number(whole)), msg("1, as shares do"))
        return Derived(linear(stack, np.array([self.shares[name] for name in parts])), figures, own)

    def words(self) -> Text:
        names = [msg("{name}: {words}", name=name, words=each.words()) for name, each in self.of.items()]
        if self.how == "product":
            return msg("product of: {parts}", parts=names)
        return msg("mixture of: {parts}", parts=[
            msg("{share} × {part}", share=self.shares.get(name, 0.0), part=words)
            for name, words in zip(self.of, names, strict=True)
        ])  # fmt: skip


SCHEMES: dict[str, type[Scheme]] = {**_SINGLE, "combined": Combined}

_UNION: Any = Annotated[reduce(or_, SCHEMES.values()), Field(discriminator="method")]


def _by_name(value: object) -> object:
    return {"method": value} if isinstance(value, str) else value


AnyScheme = Annotated[_UNION, BeforeValidator(_by_name, json_schema_input_type=_UNION | str)]
"""The type of a scheme in a file: a method's name, or a mapping with ``method`` and its options."""


def goes_by_scores(scheme: Scheme) -> bool:
    """Whether its weights follow from the units' scores."""
    return scheme.goes_by_scores if isinstance(scheme, Combined) else scheme.from_scores
