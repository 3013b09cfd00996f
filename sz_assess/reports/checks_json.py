"""Warnings and who stands by them, as result.json has them."""

from __future__ import annotations

import math
from typing import Any

from sz_assess.i18n import LANGUAGES, translator
from sz_assess.result import Result
from sz_assess.statistics.confirmations import Confirmation
from sz_assess.statistics.doubts import Doubt
from sz_assess.text import Text


def warnings_entry(result: Result) -> list[dict[str, Any]]:
    """Every figure that was warned of, in the order in which check lists them."""
    return [_doubt(doubt) for doubt in result.checks.doubts]


def repairs_entry(result: Result) -> list[dict[str, Any]]:
    """Every cell of a form that was read as a number although it is none as it stands."""
    return [
        {"place": each.place, "key": each.key, "found": in_all_languages(each.found), "figure": each.figure + 0.0}
        for each in result.panel.repairs
    ]


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "warning": doubt.id,
        "kind": doubt.kind,
        "statistic": doubt.statistic,
        "unit": doubt.unit,
        "period": str(doubt.period),
        "figure": doubt.figure + 0.0,
        "against": None if math.isnan(doubt.against) else doubt.against + 0.0,
        "place": doubt.place,
        "found": in_all_languages(doubt.found),
        "expected": in_all_languages(doubt.expected),
        "confirmed": _confirmation(doubt.confirmation),
        "lapsed": _confirmation(doubt.lapsed),
    }


def _confirmation(confirmation: Confirmation | None) -> dict[str, Any] | None:
    if confirmation is None:
        return None
    return {
        "figure": confirmation.figure + 0.0,
        "against": None if math.isnan(confirmation.against) else confirmation.against + 0.0,
        "by": confirmation.by,
        "on": confirmation.on,
        "why": confirmation.why,
        "place": confirmation.place,
    }


def in_all_languages(text: Text) -> dict[str, str]:
    """A text in every language."""
    return {language: text.to(translator(language)) for language in LANGUAGES}
