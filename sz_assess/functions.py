"""The plain functions that every expression may call, whatever it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from sz_assess.expression import Call, Scope, evaluate
from sz_assess.numeric import round_to, whole


@dataclass(frozen=True)
class Plain:
    """A function of numbers: how to compute it, how many arguments it takes (``most`` None: any number)."""

    compute: Callable[..., Any]
    least: int
    most: int | None


def _defined(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Outside its domain the function is NaN, which the caller reports by unit and indicator."""

    def compute(x: Any) -> Any:
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            out = function(np.asarray(x, dtype=float))
        return np.where(np.isfinite(out), out, np.nan)

    return compute


PLAIN: dict[str, Plain] = {
    "abs": Plain(np.abs, 1, 1),
    "min": Plain(lambda *parts: reduce(np.minimum, parts), 2, None),
    "max": Plain(lambda *parts: reduce(np.maximum, parts), 2, None),
    "clip": Plain(lambda x, low, high: np.minimum(np.maximum(x, low), high), 3, 3),
    "sqrt": Plain(_defined(np.sqrt), 1, 1),
    "log": Plain(_defined(np.log), 1, 1),
    "log10": Plain(_defined(np.log10), 1, 1),
    "exp": Plain(_defined(np.exp), 1, 1),
    "whole": Plain(lambda x: whole(np.asarray(x, dtype=float)), 1, 1),
    "round": Plain(lambda x, decimals=0.0: round_to(np.asarray(x, dtype=float), int(decimals)), 1, 2),
}

SIGNATURES: dict[str, tuple[int, int | None]] = {name: (plain.least, plain.most) for name, plain in PLAIN.items()}


class PlainScope(Scope):
    """A scope with the plain functions; subclasses add the names, and functions of their own."""

    def call(self, call: Call) -> Any:
        return PLAIN[call.function].compute(*(evaluate(argument, self) for argument in call.arguments))
