"""Reads written arithmetic back: what a reader with a pocket calculator would get. Independent of the package."""

import math
import re
from collections.abc import Callable

FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": lambda *parts: min(parts),
    "max": lambda *parts: max(parts),
    "abs": abs,
    "clip": lambda x, low, high: min(max(x, low), high),
    "sqrt": math.sqrt,
    "log": math.log,
    "log10": math.log10,
    "exp": math.exp,
}
_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[a-z]+\d*|[-+−×÷^|(),])")


def read_back(text: str) -> float:
    """The number that written arithmetic comes to. Raises ValueError for what is no arithmetic."""
    return _Calculator(text).result()


class _Calculator:
    """Plus and minus, then times and over, then a sign, then powers (one at a time), then brackets and sizes."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(f"{text[at:]!r} in {text!r}")
            self.tokens.append(found[1])
            at = found.end()
        self.at = 0

    def result(self) -> float:
        out = self.sum()
        if self.at != len(self.tokens):
            raise ValueError(f"{self.tokens[self.at :]} is left over")
        return out

    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str | None:
        token = self.next()
        if token and token in wanted:
            self.at += 1
            return token
        return None

    def need(self, wanted: str) -> None:
        if self.take(wanted) is None:
            raise ValueError(f"{wanted} is missing before {self.tokens[self.at :]}")

    def sum(self) -> float:
        out = self.product()
        while sign := self.take("+", "−"):
            right = self.product()
            out = out + right if sign == "+" else out - right
        return out

    def product(self) -> float:
        out = self.signed()
        while sign := self.take("×", "÷"):
            right = self.signed()
            out = out * right if sign == "×" else out / right
        return out

    def signed(self) -> float:
        return -self.signed() if self.take("−") else self.power()

    def power(self) -> float:
        base = self.atom()
        if not self.take("^"):
            return base
        exponent = self.atom()
        if self.next() == "^":
            raise ValueError("a power of a power without brackets")
        return float(base**exponent)

    def atom(self) -> float:
        if self.take("("):
            out = self.sum()
            self.need(")")
            return out
        if self.take("|"):
            out = self.sum()
            self.need("|")
            return abs(out)
        token = self.next()
        self.at += 1
        if token in FUNCTIONS:
            self.need("(")
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.need(")")
            return FUNCTIONS[token](*arguments)
        return float(token)
