"""For what no named method says: a safe expression over the children's scores, called by their codes."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from sz_assess.functions import PlainScope
from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.base import Aggregator, Children
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rules.base import Formula
from sz_assess.text import Text, msg


class OfChildren(Aggregator):
    """``formula`` over the codes of the children, such as ``0.4 * level + 0.6 * growth``; weights are not used."""

    method: Literal["expression"]
    formula: Formula

    def combine(self, children: Children) -> FloatArray:
        scores = dict(zip(children.codes, children.scores.T, strict=True))
        found = self.formula.evaluate(_Scope(scores))
        out = np.array(np.broadcast_to(np.asarray(found, dtype=float), (len(children.scores),)))
        lost = ~np.isfinite(out) & children.counted
        if lost.any():
            named = np.isin(children.codes, self.formula.names) | (not self.formula.names)
            raise DomainError(
                lost[:, np.newaxis] & named,
                msg("the formula {formula} over the parts gives no number", formula=self.formula.text),
                msg("a score of every part that it names, and no division by 0"),
            )
        return out

    def words(self) -> Text:
        return msg("score = {formula}", formula=self.formula.written(lambda name: name))

    def written(self, scores: list[float], weights: list[float]) -> str:
        return self.formula.written(lambda name: name)


class _Scope(PlainScope):
    def __init__(self, scores: dict[str, FloatArray]) -> None:
        self.scores = scores

    def name(self, name: str) -> Any:
        return self.scores[name]
