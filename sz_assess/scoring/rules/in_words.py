"""Formulas inside sentences: reference points by their names in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sz_assess.i18n import Translator, translator
from sz_assess.text import Text, msg

NAMES: dict[str, Text] = {
    "min": msg("min"),
    "max": msg("max"),
    "mean": msg("mean"),
    "median": msg("median"),
    "sd": msg("sd"),
    "sd_population": msg("sd_population"),
    "sum": msg("sum"),
    "norm": msg("norm"),
    "count": msg("count"),
    "target": msg("target"),
    "stretch": msg("stretch"),
    "last_year": msg("last_year"),
    "city": msg("city"),
    "place": msg("place"),
    "place_of_both": msg("place_of_both"),
    "last_place_of_both": msg("last_place_of_both"),
    "place_from_last": msg("place_from_last"),
    "last_place": msg("last_place"),
    "full": msg("full"),
    "value": msg("value"),
    "and": msg("and"),
    "or": msg("or"),
    "not": msg("not"),
}
"""Reference points that files call by an English word, and what joins conditions. A method's own names stay."""


def named(name: str, language: Translator) -> str:
    """A reference point as readers of a language know it; in English as the file has it."""
    return NAMES[name].to(language) if name in NAMES else name


_WORD = re.compile(r"[A-Za-z_][\w.]*")
_CONDITIONAL = re.compile(r"(?<![^(])([^()]+?) if ([^()]+?) else ([^()]+)")
"""One value or another; where brackets or further conditions stand in it, it is left as it is."""
_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_PERCENT_OF = re.compile(r"% *of\b")


@dataclass(frozen=True)
class InWords:
    """A formula as the file has it, or, for Chinese readers, with the names that they know."""

    text: str

    def of(self, language: str) -> str:
        """The formula for a reader of ``language``."""
        if not language.startswith("zh"):
            return self.text
        say = translator("zh")
        out = self.text
        if out.count(" if ") == 1:
            out = _CONDITIONAL.sub(
                lambda found: msg("{a} if {b} else {c}", a=found[1], b=found[2], c=found[3]).to(say), out
            )
        out = _PERCENT_OF.sub("% ×", out)
        for sign, written in _SIGNS.items():
            out = out.replace(sign, written)
        return _WORD.sub(lambda word: named(word[0], say), out)

    def __str__(self) -> str:
        return self.text
