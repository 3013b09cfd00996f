"""The reference of all files is what the schemas say now, and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sz_assess.cases.file_kind import EVERY_KIND
from sz_assess.expression import parse
from sz_assess.formulas import FUNCTIONS
from sz_assess.functions import PLAIN, SIGNATURES, PlainScope
from sz_assess.method.describe.json_schema import schema_of
from sz_assess.method.describe.meanings import MEANINGS
from sz_assess.method.describe.reference import reference_page
from sz_assess.method.describe.reference_words import PLAIN_FUNCTIONS, REFERENCE_POINTS, RULE_EXAMPLES, UNITS_COLUMNS
from sz_assess.method.units import COLUMNS
from sz_assess.scoring.references import PLACES, STATISTICS
from sz_assess.scoring.rules import RULES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "files.md"


@pytest.fixture(scope="module")
def page() -> str:
    return reference_page(EVERY_KIND)


def test_the_page_is_up_to_date(page: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == page, "write it again: python tools/reference.py"


def test_every_key_of_every_file_is_on_it(page: str) -> None:
    for kind in EVERY_KIND:
        schema = schema_of(kind)
        for part in [schema, *schema["$defs"].values()]:
            for key in part.get("properties", {}).keys() - {"rule"}:
                assert f"| `{key}` |" in page, key


def test_every_link_on_it_leads_somewhere(page: str) -> None:
    targets = set(re.findall(r"^\(([\w-]+)\)=$", page, re.MULTILINE)) | {"scoring-rules", "reference-points"}
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= targets
    assert len(re.findall(r"^\(([\w-]+)\)=$", page, re.MULTILINE)) == len(targets) - 2


def test_no_row_is_broken(page: str) -> None:
    rows = [line for line in page.split("\n") if line.startswith("| ")]
    assert len(rows) > 300
    assert all(len(re.findall(r"(?<!\\)\|", row)) in {3, 4, 5} for row in rows)


def test_all_functions_rules_points_and_columns_are_named(page: str) -> None:
    assert all(f"| `{name}(" in page for name in [*FUNCTIONS, *PLAIN])
    assert PLAIN_FUNCTIONS.keys() == PLAIN.keys()
    assert RULE_EXAMPLES.keys() == RULES.keys()
    assert tuple(UNITS_COLUMNS) == COLUMNS
    named = " ".join(REFERENCE_POINTS)
    assert all(f"`{name}`" in named for name in [*STATISTICS, *PLACES] if name != "pNN")


def test_plain_functions_are_described_as_they_work() -> None:
    numbers = {"x": -2.5, "a": 4.0, "b": -3.0, "low": 0.0, "high": 1.0}
    expected = {"abs(x)": 2.5, "min(a, b)": -3.0, "max(a, b)": 4.0, "clip(x, low, high)": 0.0, "whole(x)": -2.0,
                "round(x, 0)": -3.0, "sqrt(a)": 2.0, "exp(x)": np.e**-2.5, "log(a)": 2 * np.log(2.0),
                "log10(a)": np.log10(4.0)}  # fmt: skip

    class Scope(PlainScope):
        def name(self, name: str) -> float:
            return numbers[name]

    for text, value in expected.items():
        assert float(parse(text, SIGNATURES).evaluate(Scope())) == pytest.approx(value)
    assert {text.split("(")[0] for text in expected} == PLAIN_FUNCTIONS.keys()


def test_no_meaning_is_left_over() -> None:
    known = {
        f"{name}.{key}"
        for kind in EVERY_KIND
        for name, part in [(kind.model.__name__, schema_of(kind)), *schema_of(kind)["$defs"].items()]
        for key in [*part.get("properties", {}), *(["", "weight"] if name == "Weight" else []), "at"]
    }
    keys = {name.partition(".")[2] for name in known}
    assert {name for name in MEANINGS if (name not in known if "." in name else name not in keys)} == set()
