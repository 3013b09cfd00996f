"""The words of the file reference that no schema holds."""

from __future__ import annotations

from typing import Any

from sz_assess.method.reading.yaml_reader import parse_yaml

TITLE = """\
# Files 文件

Every file that people edit, with every key. This page is generated from the schemas that the program itself reads files
by (`python tools/reference.py`); `sz-assess schema` writes the same schemas for editors, which then complete keys and
mark mistakes: put the line `# yaml-language-server: $schema=PATH` at the top of a file.

Files are YAML 1.2, saved as UTF-8: two blanks for each level, `#` starts a remark. `yes`, `no`, `on` and `off` are
texts; write `true` and `false`. A key that is not known, a key given twice, a tag, an anchor or an alias (`&`, `*`), a
number with more than 15 digits, and a file of more than 2 MB are refused. Where a name is asked for, a plain text
stands for both languages, `{zh: ..., en: ...}` says each."""

RULES_WORDS = """\
A rule is chosen by `rule`. Short forms stand for the longer one that is shown below them. Numbers may be expressions
over [reference points](#reference-points) throughout. Every rule takes these keys besides its own:"""

FORMULAS_WORDS = """\
Numbers, codes of statistics, `+ - * / **`, brackets, comparisons, `and or not`, `a if condition else b`, and functions.
`90% of x` is `0.9 * x`."""

UNITS_WORDS = """\
The assessed units 考核单位, one row each; UTF-8 or GB18030. Where a unit changes its group, it has a row for each span
of years, and the row that is in force in the assessed period counts."""

UNITS_EXAMPLE = """\
code,name,name_en,group,role,from,to
east,东县,East County,county,,,
west,西县,West County,county,,,2018
west,西区,West District,zone,,2019,
rival,邻市,Neighbouring city,,benchmark,,
"""

UNITS_COLUMNS: dict[str, str] = {
    "code": "letters A to Z, digits, `-` and `_`; pages of the report are called by it",
    "name": "its Chinese name",
    "name_en": "its English name",
    "group": "one of the method's groups; may be empty for what is not assessed",
    "role": "`assessed` (if empty): scored and ranked; `city`: the whole city; `benchmark`: compared with, not ranked",
    "from": "first year that the row is in force; empty: from the beginning",
    "to": "last year that the row is in force; empty: to this day",
    "part_of": "the unit that this one is a part of, where `parents` of the weights file makes that one of its parts",
    "figures_of": "the unit whose figures this row is scored on: a unit that takes part in a second group, under a "
    "code of its own; it has a place in that group alone, and no figure is delivered under that code",
}

PLAIN_FUNCTIONS: dict[str, tuple[str, str]] = {
    "abs": ("abs(x)", "without its sign"),
    "min": ("min(a, b, ...)", "the smallest"),
    "max": ("max(a, b, ...)", "the largest"),
    "clip": ("clip(x, low, high)", "held between low and high"),
    "sqrt": ("sqrt(x)", "square root"),
    "log": ("log(x)", "natural logarithm"),
    "log10": ("log10(x)", "logarithm to base 10"),
    "exp": ("exp(x)", "e to the power of x"),
    "whole": ("whole(x)", "whole part, towards zero"),
    "round": (
        "round(x, decimals)",
        "rounded, a half away from zero; decimals: a whole number from -10 to 10, 0 if left out",
    ),
}

REFERENCE_POINTS: dict[str, str] = {
    "`value`": "the unit's value of the indicator",
    "`full`": "full marks: 100, or the weight where the rule's scale is points",
    "`target`": "the indicator's target for the period",
    "any name under `references`": "the indicator's further figures, such as `stretch`",
    "any name under `figures`": "the unit's further figures by formula, such as its growth",
    "`last_year`": "the unit's own value a year before",
    "`city`": "the formula over the city's totals",
    "`benchmark.<code>`": "the formula for a unit of units.csv whose role is benchmark or city",
    "`place`, `place_from_last`": "the unit's place by value in the population, counted from the best, from the worst",
    "`last_place`": "its place by last year's values",
    "`place_of_both`, `last_place_of_both`": "both places among the units that have a value in both years",
    "`min`, `max`": "the smallest and largest value of the population",
    "`mean`, `median`": "mean and median of the population",
    "`p1` ... `p99`, `p2_5`": "percentiles, linear between neighbours (a spreadsheet's PERCENTILE.INC)",
    "`sd`, `sd_population`": "standard deviation, divided by n - 1 or by n",
    "`sum`, `count`": "sum and number of the population's values",
    "`norm`": "root of the sum of their squares",
}


class _Examples(dict[str, str]):
    """Rules as they stand in a file, without the outer braces."""

    def data(self, name: str) -> Any:
        return parse_yaml(f"scoring: {{{self[name]}}}\n", name).data["scoring"]


RULE_EXAMPLES = _Examples(
    curve="rule: curve, points: [[0, 0], [target, 90], [stretch, 100]], beyond: hold",
    efficacy="rule: efficacy, when_equal: 80",
    min_max="rule: min_max, when_equal: full",
    goalposts="rule: goalposts, low: 20, high: 85",
    completion="rule: completion, cap: 120",
    band="rule: band, low: 78, high: 82, reach: [8, 8]",
    margin="rule: margin, reference: mean, base: 80, each: 0.5, within: [70, 100]",
    ladder='rule: ladder, steps: [["< 90% of target", 0], ["< target", 75], ["otherwise", 100]]',
    position="rule: position, top: 100, step: 3, ties: shared",
    rank_gain="rule: rank_gain, base: 60, gained: 10, lost: 10, when_new: 60, within: [0, 100]",
    z_score="rule: z_score, centre: 50, spread: 10, deviation: sample, when_equal: 50",
    sum='rule: sum, parts: [{rule: completion, cap: full}, {rule: ladder, steps: [["> mean", 1], ["otherwise", 0]]}]',
    expression='rule: expression, formula: "60 * exp(0.51 * (value - min) / (max - min))", within: [60, 100]',
)
