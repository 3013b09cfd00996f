"""Weights that schemes give: those that stand beforehand, and those that follow from the units' scores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sz_assess.assess.tree import nominal_weights
from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem, Refused
from sz_assess.method.model import Method
from sz_assess.method.weight_tree import code_of, nodes_with_schemes, parts_of
from sz_assess.numeric import FloatArray
from sz_assess.result import SchemeOutcome
from sz_assess.scoring.weighting.scheme import Scheme
from sz_assess.scoring.weighting.schemes import goes_by_scores
from sz_assess.text import msg


def derive(work: Workings, weighed: Method, bring_up: Callable[[], FloatArray] | None) -> None:
    """Work out the weights of every scheme and put them into ``work``; problems are gathered.

    Without ``bring_up`` only those that go by no scores; the others stay equal until then. ``bring_up`` gives the
    scores (units, nodes) of all nodes under the weights known so far.
    """
    weights = work.assessment.weights
    schemes = nodes_with_schemes(weights, weighed)
    known: dict[str, SchemeOutcome] = {}
    for code, scheme in schemes.items():
        if not goes_by_scores(scheme):
            known[code] = _outcome(work, weighed, code, scheme, None)
    _weigh(work, weighed, known)
    if bring_up is not None:
        # From below: a node's weights need the scores of its parts, which need their own weights.
        for code, scheme in reversed(schemes.items()):
            if goes_by_scores(scheme):
                known[code] = _outcome(work, weighed, code, scheme, bring_up())
                _weigh(work, weighed, known)
    work.schemes = tuple(known[code] for code in schemes if code in known)


def _outcome(work: Workings, weighed: Method, code: str, scheme: Scheme, scores: FloatArray | None) -> SchemeOutcome:
    codes = tuple(code_of(part) for part in parts_of(weighed, code))
    try:
        if scores is None:
            return SchemeOutcome(code, scheme, codes, scheme.derive(codes, None), 0)
        position = {node.code: n for n, node in enumerate(work.nodes)}
        columns = scores[:, [position[each] for each in codes]]
        complete = columns[~np.isnan(columns).any(axis=1) & work.once]
        if len(complete) < 2:
            raise Refused(
                msg("{n} units with a score of every part", n=len(complete)),
                msg("two units or more"),
            )
        return SchemeOutcome(code, scheme, codes, scheme.derive(codes, complete), len(complete))
    except Refused as refused:
        found = msg("{what}, for the weights of the parts of {code}", what=refused.found, code=code)
        work.figures.problems.append(Problem("weights", found, refused.expected, refused.mend, code))
        work.stop_if_refused()
        raise


def _weigh(work: Workings, weighed: Method, known: dict[str, SchemeOutcome]) -> None:
    shares = {code: outcome.derived.shares.tolist() for code, outcome in known.items()}
    work.nominal = nominal_weights(work.nodes, work.figures.units, weighed, work.assessment.weights, shares)
