"""Rules inside rules: what the inner one may not say, and how it is told."""

from __future__ import annotations

from functools import reduce

from sz_assess.errors import Refused
from sz_assess.scoring.rules.base import Rule, Within
from sz_assess.scoring.rules.curve import show
from sz_assess.text import Text, msg


def refuse_other_scale(whole: Rule, part: Rule) -> None:
    """Raise :class:`~sz_assess.errors.Refused` where an inner rule says otherwise than the whole what only that can."""
    for key in ("scale", "over"):
        if key in part.model_fields_set and getattr(part, key) not in (None, getattr(whole, key)):
            raise Refused(
                msg("{key} in a rule within a rule", key=key),
                msg("{key} beside the outer rule, for all parts", key=key),
            )


def bounds_words(within: Within | None) -> Text | str:
    """The bounds of a score in words; empty where there are none."""
    if within is None:
        return ""
    least, most = within.least, within.most
    if least is None:
        return "" if most is None else msg("not above {high}", high=show(most))
    if most is None:
        return msg("not below {low}", low=show(least))
    return msg("not below {low}, not above {high}", low=show(least), high=show(most))


def one_after_another(parts: list[Text]) -> Text:
    """Several rules in words, set apart more strongly than what each of them lists."""
    return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), parts)


def said(part: Rule) -> Text:
    """An inner rule in words, its bounds included."""
    bounds = bounds_words(part.within)
    return part.words() if isinstance(bounds, str) else msg("{words}, {bounds}", words=part.words(), bounds=bounds)
