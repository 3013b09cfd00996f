"""What marked examples of the documentation mean: the record that a block must load as, the scores of a table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, create_model

from sz_assess.cases.spec import CasesFile
from sz_assess.method.adjustment import AdjustmentsFile
from sz_assess.method.assessment import AssessmentFile
from sz_assess.method.city import CityTargetsFile
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.ledger import LedgersFile
from sz_assess.method.model import MethodFile
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.reading.yaml_reader import read_yaml
from sz_assess.method.statistic import StatisticsFile
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.weights import Aggregation, Weights
from sz_assess.scoring.aggregators import Aggregator, Children
from sz_assess.scoring.aggregators.means import Arithmetic
from sz_assess.scoring.references import Population, References
from sz_assess.scoring.rules import AnyRule, Rule, apply
from sz_assess.scoring.rules.base import Direction
from sz_assess.scoring.tree import Sharing, Tree, aggregate, weigh
from tests.docs.pages import Block, Mark

MODELS: dict[str, type[BaseModel]] = {
    "method.yaml": MethodFile,
    "statistics.yaml": StatisticsFile,
    "ledgers.yaml": LedgersFile,
    "dimension": Dimension,
    "indicator": Indicator,
    "adjustments.yaml": AdjustmentsFile,
    "decisions.yaml": DecisionsFile,
    "city_targets.yaml": CityTargetsFile,
    "plausibility.yaml": PlausibilityFile,
    "weights": Weights,
    "assessment.yaml": AssessmentFile,
    "treatment.yaml": TreatmentFile,
    "cases.yaml": CasesFile,
}


def loaded(block: Block, folder: Path) -> Any:
    """The block's content as the record that its mark names. Raises what the loader raises.

    ``scoring``: a rule. A name of :data:`MODELS`: that whole file. ``part of NAME``: some keys of it.
    """
    mark = block.mark("example")
    assert mark is not None
    path = folder / "example.yaml"
    path.write_text(block.text, encoding="utf-8")
    data = read_yaml(path, "example.yaml").data
    if mark.rest == "scoring":
        assert set(data) == {"scoring"}
        return TypeAdapter(AnyRule).validate_python(data["scoring"], strict=True)
    if mark.rest.startswith("part of "):
        model = MODELS[mark.rest.removeprefix("part of ")]
        return {key: _field(model, key, value) for key, value in data.items()}
    return MODELS[mark.rest].model_validate(data, strict=True)


def _field(model: type[BaseModel], key: str, value: Any) -> Any:
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    field = model.model_fields[names[key]]
    given: dict[str, Any] = {names[key]: (field.annotation, field)}
    part = create_model("Part", __config__=ConfigDict(arbitrary_types_allowed=True), **given)
    return getattr(part.model_validate({key: value}, strict=True), names[key])


def scores(rule: Rule, mark: Mark, table: Block) -> tuple[np.ndarray[Any, Any], list[str]]:
    """The scores of a table's values, and what the table says they are.

    Options of the mark: direction, full, and any reference point by its name; statistics that are not given are taken
    over the table's own values.
    """
    options = dict(mark.options)
    direction: Direction = "negative" if options.pop("direction") == "negative" else "positive"
    full = float(options.pop("full", "100"))
    given = {name: np.array([[float(value)]]) for name, value in options.items()}
    (_, *xs), (_, *said) = table.rows
    values = np.array([[as_number(x)] for x in xs])
    found = apply(rule, References(values, full, Population(), given, direction == "positive"), direction)
    return np.broadcast_to(found, values.shape)[:, 0], said


def same(rule: Rule, other: Rule, mark: Mark) -> bool:
    """Whether two rules score alike on a grid of values, with the reference points that the mark gives."""
    options = dict(mark.options)
    direction: Direction = "negative" if options.pop("direction") == "negative" else "positive"
    given = {name: np.array([[float(value)]]) for name, value in options.items()}
    values = np.linspace(-150.0, 250.0, 1601)[:, np.newaxis]
    first, second = (
        apply(each, References(values, 100.0, Population(), given, direction == "positive"), direction)
        for each in (rule, other)
    )
    return bool(np.ptp(first) > 1 and np.allclose(first, second, rtol=0, atol=1e-9))


def shared_out(mark: Mark) -> dict[str, float]:
    """The total of one unit under each policy for what does not apply; two dimensions, of three parts and of one.

    Options of the mark: the four ``weights``, the ``scores`` of all parts but the second, which does not apply, and the
    ``peers``' mean score at that.
    """
    nominal, (a1, a3, b1), (peers,) = ([float(part) for part in mark.options[key].split(",")] for key in _SHARED)
    tree = Tree(
        parent=(-1, 0, 1, 1, 1, 0, 5),
        children=((1, 5), (2, 3, 4), (), (), (), (6,), ()),
        aggregators=tuple(Arithmetic(method="arithmetic") if n in {0, 1, 5} else None for n in range(7)),
    )
    weights = np.array([[0.0, sum(nominal[:3]), *nominal[:3], nominal[3], nominal[3]]])
    absent = np.array([[False, False, False, True, False, False, False]])
    out = {}
    for policy, second in (("within_dimension", None), ("proportionally", None), ("full_marks", 100.0),
                           ("group_mean", peers)):  # fmt: skip
        score = np.array([[0, 0, a1, np.nan if second is None else second, a3, 0, b1]])
        sharing: Sharing = "proportionally" if policy == "proportionally" else "within_dimension"
        weighting = weigh(tree, weights, absent if second is None else None, sharing)
        out[policy] = float(aggregate(tree, score, weighting)[0, 0])
    return out


_SHARED = ("weights", "scores", "peers")


def combined(aggregation: Aggregation, mark: Mark, table: Block) -> tuple[np.ndarray[Any, Any], list[str]]:
    """The outcomes of a table's rows, and what the table says they are. Option of the mark: weights."""
    method: Aggregator = aggregation.default
    weights = np.array([[float(weight) for weight in mark.options["weights"].split(",")]])
    (_, *codes, _), *rows = table.rows
    parts = np.array([[as_number(cell) for cell in row[1:-1]] for row in rows])
    return method.combine(Children(parts, weights, tuple(codes))), [row[-1] for row in rows]


def as_number(text: str) -> float:
    """A number as documentation writes it."""
    return float(text.replace("−", "-"))


def agrees(found: float, said: str) -> bool:
    """Whether a number rounds to the one that is written, to the decimals that are written."""
    decimals = len(said.split(".")[1]) if "." in said else 0
    return bool(re.fullmatch(r"[−-]?\d+(\.\d+)?", said)) and abs(found - as_number(said)) <= 0.5 * 10**-decimals + 1e-9
