"""Words for people, kept apart from the language they are read in.

A :class:`Text` is an English template and its values. It is translated only where it is shown, so one run can print
English errors and write a Chinese report. Numbers in words are written by :func:`number`, in one way everywhere.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sz_assess.i18n import Translator, translator


@dataclass(frozen=True)
class Text:
    """A template (the English wording is its key in the catalogue) and the values to put in.

    A value may itself be a :class:`Text`, a name in two languages (anything with ``of(language)``), or a list of these;
    floats are written by :func:`number`.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    many: str = ""
    """The wording for other counts than 1, where the words depend on one; the count is the value ``n``."""

    def to(self, language: Translator) -> str:
        """The words in one language."""
        shown = {key: _shown(value, language) for key, value in self.values.items()}
        if not self.many:
            return language(self.template).format(**shown)
        return language.ngettext(self.template, self.many, 1 if self.values["n"] == 1 else 2).format(**shown)

    def __str__(self) -> str:
        return self.to(translator("en"))

    def __hash__(self) -> int:
        return hash((self.template, str(self)))


NO_WORDS = Text("")
"""Nothing to say. It is no message: in a catalogue the empty text is the key of the header."""


def msg(template: str, **values: Any) -> Text:
    """A translatable text; message extraction looks for calls of this name."""
    return Text(template, values)


def plural(one: str, many: str, **values: Any) -> Text:
    """A translatable text that goes with a count: the value ``n``, a number."""
    return Text(one, values, many)


def _shown(value: Any, language: Translator) -> str:
    if isinstance(value, Text):
        return value.to(language)
    if hasattr(value, "of"):
        return str(value.of(language.language))
    if isinstance(value, list | tuple):
        return ("、" if language.language == "zh" else ", ").join(_shown(item, language) for item in value)
    return number(value) if isinstance(value, float) else str(value)


_NOTHING = 1e-12
"""What float64 leaves of 0.3 - 0.2 - 0.1 and the like; no figure is as small."""


@lru_cache(maxsize=16384)
def number(value: float, decimals: int = 4) -> str:
    """A number as people write it: ``decimals`` places, no trailing zeros, a true minus sign, no exponent.

    A small number keeps as many significant digits instead, so that 0.00012 does not read as 0. Halves go up, also
    those that float64 holds a little below, as 2.675.
    """
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size < _NOTHING:
        return "0"
    places = max(decimals, decimals - 1 - math.floor(math.log10(size))) if decimals else 0
    noise = min(max(1e-9, 2e-9 * size * 10.0**places), 1e-6) / 2
    body = f"{size + noise / 10.0**places:.{places}f}"
    if "." in body:
        body = body.rstrip("0").rstrip(".")
    return ("−" if value < 0 and float(body) else "") + body


def width_of(text: str) -> int:
    """Columns that a text takes: a Chinese character two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
