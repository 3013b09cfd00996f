"""Aggregators. ``AGGREGATORS`` is the one table: a new one is its class, its line here, its test."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from sz_assess.scoring.aggregators.base import Aggregator, Children
from sz_assess.scoring.aggregators.copeland import Copeland
from sz_assess.scoring.aggregators.expression import OfChildren
from sz_assess.scoring.aggregators.grey import Grey
from sz_assess.scoring.aggregators.mazziotta_pareto import MazziottaPareto
from sz_assess.scoring.aggregators.means import Arithmetic, Geometric, Harmonic, Power
from sz_assess.scoring.aggregators.ordered import Maximum, Minimum, Owa
from sz_assess.scoring.aggregators.place_count import PlaceCount
from sz_assess.scoring.aggregators.rank_sum import RankSumRatio
from sz_assess.scoring.aggregators.topsis import Topsis
from sz_assess.scoring.aggregators.vikor import Vikor

AGGREGATORS: dict[str, type[Aggregator]] = {
    "arithmetic": Arithmetic,
    "geometric": Geometric,
    "harmonic": Harmonic,
    "power": Power,
    "minimum": Minimum,
    "maximum": Maximum,
    "owa": Owa,
    "mazziotta_pareto": MazziottaPareto,
    "topsis": Topsis,
    "vikor": Vikor,
    "copeland": Copeland,
    "rank_sum_ratio": RankSumRatio,
    "place_count": PlaceCount,
    "grey": Grey,
    "expression": OfChildren,
}


def _by_name(value: object) -> object:
    return {"method": value} if isinstance(value, str) else value


_UNION: Any = Annotated[reduce(or_, AGGREGATORS.values()), Field(discriminator="method")]
AnyAggregator = Annotated[_UNION, BeforeValidator(_by_name, json_schema_input_type=_UNION | str)]
"""The type of ``aggregate:`` in a file: a method's name, or a mapping with ``method`` and its options."""

__all__ = ["AGGREGATORS", "Aggregator", "AnyAggregator", "Children"]
