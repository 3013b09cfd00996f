"""What all pages of one report share: the result in one language, names, file names, comparisons, settled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sz_assess.analysis.compare import Comparison, compare
from sz_assess.analysis.explain import Explainer
from sz_assess.analysis.gaps import Gaps
from sz_assess.analysis.neighbours import Neighbours, neighbours
from sz_assess.analysis.plausibility import Plausibility, plausibility
from sz_assess.decisions import Decisions, decide
from sz_assess.i18n import Language, Translator, translator
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Name
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import FloatArray, round_to
from sz_assess.reports import shown
from sz_assess.reports.marks import Scale, score_scale
from sz_assess.result import Node, Result
from sz_assess.text import Text

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that one widespread file system keeps for devices."""


@dataclass(frozen=True)
class Link:
    """A name and where it leads, seen from the report's folder; no address where there is no page."""

    name: str
    href: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands around every page."""

    lang: str
    title: str
    issuer: str
    period: str
    synthetic: str
    basis: str
    method: str
    weights: str
    disclosed: bool
    """Whether scores are shown; otherwise places alone."""


@dataclass(frozen=True)
class Book:
    """A result, ready to be written in one language."""

    result: Result
    language: Translator
    decided: Decisions | None = None
    """What follows from the result, where it has been worked out already."""
    gaps: Gaps | None = None
    """What each unit's indicators are held against, and what a place would take, where it has been worked out."""

    @cached_property
    def decisions(self) -> Decisions:
        """What follows from the result. Raises InputError where a rule refuses a figure."""
        return decide(self.result) if self.decided is None else self.decided

    @property
    def scores_shown(self) -> bool:
        return self.result.assessment.about.disclosure == "full"

    @property
    def comparison(self) -> Comparison:
        return compare(self.result)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.result, self.language.language)

    @property
    def neighbours(self) -> Neighbours:
        """Values of what is compared with and not assessed."""
        return neighbours(self.result)

    @property
    def plausibility(self) -> Plausibility:
        """Which figures look odd beside others."""
        return plausibility(self.result)

    @cached_property
    def frame(self) -> Frame:
        about, method = self.result.assessment.about, self.result.assessment.method.about
        name = self.name
        return Frame(
            lang="zh-CN" if self.language.language == "zh" else "en",
            title=name(about.title),
            issuer=name(about.issuer) if about.issuer else "",
            period=str(about.period),
            synthetic=name(about.synthetic) if about.synthetic else "",
            basis=f"{name(method.document.title)} {method.document.number}",
            method=name(method.name),
            weights=name(self.result.assessment.weights.name),
            disclosed=self.scores_shown,
        )

    def name(self, named: Name | Unit) -> str:
        """Anything with names in two languages, in the book's."""
        return named.of(self.language.language)

    def say(self, words: Text | str) -> str:
        """Words in the book's language; those without values are translated once."""
        if isinstance(words, str) or words.values:
            return shown.said(words, self.language)
        known = self._plain.get(words.template)
        if known is None:
            known = self._plain[words.template] = words.to(self.language)
        return known

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {}

    @cached_property
    def kept(self) -> dict[tuple[str, object], Any]:
        """What modules work out once for all pages, by their own keys."""
        return {}

    @cached_property
    def units(self) -> tuple[Link, ...]:
        """The units in the result's order, with their pages."""
        files = file_names([unit.code for unit in self.result.units])
        return tuple(
            Link(self.name(unit), f"units/{file}.html") for unit, file in zip(self.result.units, files, strict=True)
        )

    @cached_property
    def nodes(self) -> tuple[Link, ...]:
        """The nodes in the result's order; indicators have pages."""
        leaves = self.leaves
        files = dict(zip(leaves, file_names([self.result.nodes[n].code for n in leaves]), strict=True))
        return tuple(
            Link(self.name(node.name), f"indicators/{files[n]}.html" if n in files else "")
            for n, node in enumerate(self.result.nodes)
        )

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        return tuple(n for n, node in enumerate(self.result.nodes) if node.kind == "indicator")

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The nodes right below the total: what a heat map shows."""
        return self.result.nodes[0].children

    @cached_property
    def groups(self) -> dict[str, str]:
        """Names of the groups that have units, in the method's order."""
        used = {unit.group for unit in self.result.units}
        return {
            group.code: self.name(group.name)
            for group in self.result.assessment.method.about.groups
            if group.code in used
        }

    @cached_property
    def group_sizes(self) -> dict[str, int]:
        """How many units of each group are ranked in it."""
        return {
            group: sum(
                unit.group == group and not np.isnan(place)
                for unit, place in zip(self.result.units, self.result.group_rank, strict=True)
            )
            for group in self.groups
        }

    @cached_property
    def measures(self) -> dict[str, str]:
        english = self.language.language == "en"
        return {
            measure.code: shown.MeasureWord(self.name(measure.name), (measure.one or "") if english else "")
            for measure in self.result.assessment.method.about.measures
        }

    def measure(self, node: Node) -> str:
        """The unit of measure of a leaf; empty for other nodes."""
        return self.measures.get(node.spec.unit, node.spec.unit) if isinstance(node.spec, Indicator) else ""

    @cached_property
    def statistic_measures(self) -> dict[str, str]:
        """The measure of each statistic."""
        return {spec.code: self.measures.get(spec.unit, spec.unit) for spec in self.result.assessment.method.statistics}

    @property
    def order(self) -> tuple[int, ...]:
        """Units as they are listed."""
        return self.result.order

    @cached_property
    def decimals(self) -> int:
        return self.result.assessment.weights.ranking.decimals

    @cached_property
    def scale(self) -> Scale:
        """Of the scores of all nodes but the total."""
        return score_scale(self.result.score[:, 1:])

    @cached_property
    def total_scale(self) -> Scale:
        return score_scale(self.result.published, float(self.result.assessment.weights.total))

    @cached_property
    def rounded(self) -> FloatArray:
        """(units, nodes) scores as pages show them."""
        return round_to(self.result.score, shown.PUBLISHED_DECIMALS)

    @cached_property
    def points(self) -> FloatArray:
        """(units, nodes) contributions as tables show them; NaN where the node does not count."""
        return round_to(np.where(np.isnan(self.result.score), np.nan, self.result.contribution), shown.POINT_DECIMALS)

    @cached_property
    def leads(self) -> FloatArray:
        """(units, nodes) points on the mean of the peers, as tables show them."""
        return round_to(self.comparison.lead, shown.PUBLISHED_DECIMALS)

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """(nodes,) how many units are ranked at each node."""
        return tuple(np.sum(~np.isnan(self.result.node_rank), axis=0).tolist())

    @cached_property
    def _ranked_in_groups(self) -> tuple[tuple[int, ...], ...]:
        """By group (as numbered in labels) and node: how many units are ranked."""
        labels, known = self.result.labels, ~np.isnan(self.result.score)
        return tuple(
            tuple(np.sum(known[labels == group], axis=0).tolist()) for group in range(int(labels.max(initial=0)) + 1)
        )

    def group_ranked(self, unit: int, node: int) -> int:
        """How many units of the unit's group are ranked at a node."""
        return self._ranked_in_groups[int(self.result.labels[unit])][node]

    @cached_property
    def placed(self) -> int:
        """How many units have a place overall."""
        return int(np.count_nonzero(~np.isnan(self.result.rank)))

    @cached_property
    def grades(self) -> dict[str, str]:
        grading = self.result.assessment.weights.grades
        return {} if grading is None else {grade.code: self.name(grade.name) for grade in grading.grades}

    def grade(self, unit: int) -> str:
        code = self.result.grade[unit]
        return "" if code is None else self.grades.get(code, code)


def open_book(result: Result, language: Language, decisions: Decisions | None = None, gaps: Gaps | None = None) -> Book:
    """Make a result ready to be written."""
    return Book(result, translator(language), decisions, gaps)


def file_names(codes: list[str]) -> list[str]:
    """A file name for each code, safe on every system and unlike all others, whatever the codes hold."""
    taken: set[str] = set()
    out = []
    for code in codes:
        name = re.sub(r"[^A-Za-z0-9_-]", lambda sign: f"-{ord(sign[0]):x}", code)[:80]
        if name.casefold() in _RESERVED or not name:
            name = f"{name}-"
        stem, n = name, 1
        while name.casefold() in taken:
            n += 1
            name = f"{stem}-{n}"
        taken.add(name.casefold())
        out.append(name)
    return out
