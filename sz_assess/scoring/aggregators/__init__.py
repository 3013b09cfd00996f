"""Aggregators. ``AGGREGATORS`` is the one table: a new one is its class, its line here, its test."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from sz_assess.scoring.aggregators.base import Aggregator, Children
from sz_assess.scoring.aggregators.means import Arithmetic, Geometric, Harmonic, Power

AGGREGATORS: dict[str, type[Aggregator]] = {
    "arithmetic": Arithmetic,
    "geometric": Geometric,
    "harmonic": Harmonic,
    "power": Power,
}


def _by_name(value: object) -> object:
    return {"method": value} if isinstance(value, str) else value


_UNION: Any = Annotated[reduce(or_, AGGREGATORS.values()), Field(discriminator="method")]
AnyAggregator = Annotated[_UNION, BeforeValidator(_by_name, json_schema_input_type=_UNION | str)]
"""The type of ``aggregate:`` in a file: a method's name, or a mapping with ``method`` and its options."""

__all__ = ["AGGREGATORS", "Aggregator", "AnyAggregator", "Children"]
