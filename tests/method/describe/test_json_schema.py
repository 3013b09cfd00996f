"""The schemas say what the loader takes: real files fit, files with a mistake that a schema can see do not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sz_assess.cases.file_kind import EVERY_KIND
from sz_assess.method.describe.file_kinds import FileKind
from sz_assess.method.describe.json_schema import schema_of, write_schemas
from sz_assess.method.reading.validate import validated
from sz_assess.method.reading.yaml_reader import parse_yaml, read_yaml
from tests.method.schema_check import CHECKS, SILENT, failures, nodes

ROOT = Path(__file__).resolve().parents[3]
DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"
SCHEMAS = {kind.name: schema_of(kind) for kind in EVERY_KIND}
each_kind = pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)

FILES = sorted(
    [
        *ROOT.glob("indicator_specs/*/*.yaml"), *ROOT.glob("weights/*.yaml"), *ROOT.glob("examples/*/assessment.yaml"),
        *DEMO.rglob("*.yaml"), *ROOT.glob("indicator_specs/*/tests/*.yaml"),
        *ROOT.glob("examples/methods/*/tests/*.yaml"), *ROOT.glob("tests/cases/clauses/*.yaml"),
    ]
)  # fmt: skip


def kind_of(path: Path) -> str:
    if path.parent.name in {"tests", "clauses"}:
        return "cases"
    if path.parent.name == "weights":
        return "weights"
    return path.stem if path.stem in SCHEMAS else "dimension"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_fit(path: Path) -> None:
    schema = SCHEMAS[kind_of(path)]
    assert list(failures(schema, read_yaml(path, path.name).data, schema)) == []


@each_kind
def test_the_examples_fit_and_load(kind: FileKind) -> None:
    source = parse_yaml(kind.example, kind.name)
    validated(kind.model, source)
    assert list(failures(SCHEMAS[kind.name], source.data, SCHEMAS[kind.name])) == []


@each_kind
def test_a_schema_is_whole(kind: FileKind) -> None:
    schema = SCHEMAS[kind.name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    used = {
        node["$ref"].removeprefix("#/$defs/") for node in nodes(schema) if isinstance(node, dict) and "$ref" in node
    }
    assert used <= schema["$defs"].keys()
    for node in nodes(schema):
        if isinstance(node, dict) and ("type" in node or "anyOf" in node) and not isinstance(node.get("type"), dict):
            assert set(node) <= CHECKS.keys() | SILENT, node.keys()
            if "pattern" in node and isinstance(node["pattern"], str):
                re.compile(node["pattern"])


@each_kind
def test_every_key_says_what_it_means(kind: FileKind) -> None:
    schema = SCHEMAS[kind.name]
    parts = [schema, *schema["$defs"].values()]
    silent = [
        key for part in parts for key, about in part.get("properties", {}).items() if not about.get("description")
    ]
    assert silent == []


@each_kind
def test_no_key_is_passed_over(kind: FileKind) -> None:
    schema = SCHEMAS[kind.name]
    data = {**parse_yaml(kind.example, kind.name).data, "colour": "red"}
    assert any("colour" in failure for failure in failures(schema, data, schema))


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("dimension", "missing: refuse", "missing: refus"),
        ("dimension", "direction: positive", "direction: up"),
        ("dimension", "rule: completion", "rule: completoin"),
        ("dimension", "cap: 120", "kap: 120"),
        ("dimension", "code: output_growth", "code: 产值"),
        ("dimension", "    unit: per_cent\n", ""),
        ("statistics", "range: [0, 100]", "range: [0, 50, 100]"),
        ("statistics", "weighted_by", "weighted"),
        ("weights", "total: 100", "total: all"),
        ("weights", "output_growth: 35", "output_growth: -35"),
        ("weights", "output_growth: 40", "output_growth: many"),
        ("weights", "method: arithmetic", "method: arithmetik"),
        ("weights", "growth: geometric", "growth: geometrical"),
        ("weights", "growth: geometric", "growth: power"),
        ("assessment", "data: [data]", "data: data"),
        ("method", "years: [2018, 2020]", "years: 2018"),
        ("cases", "units: {a: county", "unit: {a: county"),
        ("cases", "expect: {score: {output_growth", "expect: {scores: {output_growth"),
        ("cases", "b: {2017: 100, 2018: 110}", "b: {2017: many}"),
        ("cases", "expect:", "result: {a: {place: 1}}\n    expect:"),
        ("cases", "expect:", "ledgers: {firms: [county, a]}\n    expect:"),
    ],
)
def test_mistakes_that_a_schema_can_see_are_seen(kind: str, old: str, new: str) -> None:
    (of,) = [each for each in EVERY_KIND if each.name == kind]
    assert old in of.example
    data = parse_yaml(of.example.replace(old, new, 1), kind).data
    assert list(failures(SCHEMAS[kind], data, SCHEMAS[kind])) != []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("dimension", "name: {zh: 稳增长, en: Steady growth}", "name: 稳增长"),
        ("dimension", "formula: growth(output)", "formula: 5"),
        ("dimension", "missing: refuse", "missing: {points: -3}"),
        ("dimension", "missing: refuse", "missing: refuse\n    not_applicable: {group: zone}"),
        ("weights", "aggregate: {method: arithmetic, at: {growth: geometric}}", "aggregate: arithmetic"),
        ("weights", "at: {growth: geometric}", "at: {growth: {method: power, power: 2}}"),
        ("weights", "aggregate: {method: arithmetic", "aggregate: {method: power, power: 2"),
        ("assessment", "period: 2018", "period: 2018H1"),
        ("cases", "a: {2017: 100, 2018: 108}", "a: 108"),
        (
            "cases",
            "expect:",
            "ledgers: {firms: [[county, size, new], [a, 5.5, true], [b, null, 否]]}\n    expect:",
        ),
        ("cases", "expect: {", "expect: {by_firm: {prize: {甲厂: 5, 乙厂: {gold: null}, 丙厂: null}}, "),
    ],
)
def test_both_forms_of_a_value_fit(kind: str, old: str, new: str) -> None:
    (of,) = [each for each in EVERY_KIND if each.name == kind]
    assert old in of.example
    source = parse_yaml(of.example.replace(old, new, 1), kind)
    validated(of.model, source)
    assert list(failures(SCHEMAS[kind], source.data, SCHEMAS[kind])) == []


def test_defaults_are_what_a_file_would_say() -> None:
    defaults: dict[str, Any] = {
        f"{name}.{key}": part["default"]
        for name, record in SCHEMAS["dimension"]["$defs"].items()
        for key, part in record.get("properties", {}).items()
        if "default" in part
    }
    assert defaults["Completion.target"] == "target"
    assert defaults["Efficacy.base"] == 60
    assert SCHEMAS["weights"]["properties"]["tolerance"]["default"] == 0


def test_schemas_are_written_the_same_each_time(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path, EVERY_KIND)
    assert [path.name for path in paths] == [f"{kind.name}.schema.json" for kind in EVERY_KIND]
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_schemas(tmp_path, EVERY_KIND)] == first
    assert json.loads(first[0])["properties"]["period"]["description"]
