"""JSON Schemas of the files that people edit, from the records that read them: for editors, and for the reference."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from pydantic.json_schema import GenerateJsonSchema

from sz_assess.expression import Expression
from sz_assess.method.describe.file_kinds import FileKind
from sz_assess.method.describe.meanings import meaning
from sz_assess.method.weights import OWN, WEIGHT_TREE
from sz_assess.scoring.aggregators import AGGREGATORS

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _short(number: float) -> int | float:
    return int(number) if number == int(number) else number


class _Generate(GenerateJsonSchema):
    """Writes defaults as the file would have them."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, Expression):
            return dft.text if dft.constant is None else _short(dft.constant)
        if isinstance(dft, Decimal):
            return _short(float(dft))
        return super().encode_default(dft)


def schema_of(kind: FileKind) -> Schema:
    """The JSON Schema of one kind of file (draft 2020-12): both forms of a value where a file may use either."""
    schema = kind.model.model_json_schema(mode="validation", schema_generator=_Generate)
    records: dict[str, Schema] = schema.pop("$defs", {})
    if "$ref" in schema:
        schema = copy.deepcopy(records[schema["$ref"].rpartition("/")[2]])
    for name, record in [(kind.model.__name__, schema), *records.items()]:
        _describe(name, record)
    if "Selection" in records:
        records["Selection"]["properties"]["group"] = {"type": "string", "description": meaning("Selection", "group")}
    if "Aggregation" in records:
        _file_form_of_aggregation(records)
        whole = schema["properties"]["aggregate"]
        schema["properties"]["aggregate"] = {"$ref": "#/$defs/Aggregation", "description": whole["description"]}
    tree = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Weight"}}
    if _replace([schema, *records.values()], {"$comment": WEIGHT_TREE}, tree):
        records["Weight"] = _weight()
    for part in [schema, *records.values()]:
        _without_titles(part)
        _name_bounds(part)
    return {
        "$schema": DIALECT,
        "title": kind.place,
        "description": kind.about,
        **{key: value for key, value in schema.items() if key != "description"},
        "$defs": dict(sorted(records.items())),
    }


def write_schemas(folder: Path, kinds: Iterable[FileKind]) -> list[Path]:
    """Write ``<kind>.schema.json`` for every kind of file into a folder that exists; gives the paths."""
    out = []
    for kind in kinds:
        path = folder / f"{kind.name}.schema.json"
        text = json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        out.append(path)
    return out


def _describe(record: str, schema: Schema) -> None:
    """Every key says what it means; marks of code in docstrings become Markdown's."""
    if "description" in schema:
        schema["description"] = schema["description"].replace("``", "`")
    for key, part in schema.get("properties", {}).items():
        words = meaning(record, key, part.get("description", ""))
        if words:
            part["description"] = words


def _file_form_of_aggregation(records: dict[str, Schema]) -> None:
    """In the file ``at`` stands beside the method and its options; a method that needs none may be a plain word."""
    at = records["Aggregation"]["properties"]["at"]
    plain: list[str] = []
    forms: list[Schema] = []
    for name, aggregator in AGGREGATORS.items():
        record = records[aggregator.__name__]
        if set(record.get("required", [])) == {"method"}:
            plain.append(name)
        with_at = copy.deepcopy(record)
        with_at["properties"]["at"] = at
        forms.append(with_at)
    _replace([at], {"type": "string"}, {"enum": plain, "type": "string"})
    words: Schema = {"enum": plain, "type": "string"}
    description = records["Aggregation"].get("description", "")
    records["Aggregation"] = {"description": description, "anyOf": [words, *copy.deepcopy(forms)]}


def _weight() -> Schema:
    below = {"$ref": "#/$defs/Weight"}
    number = {"type": "number", "minimum": 0}
    own = {**number, "description": meaning("Weight", OWN)}
    return {
        "description": meaning("Weight", ""),
        "anyOf": [number, {"type": "object", "properties": {OWN: own}, "additionalProperties": below}],
    }


def _entries(node: Any) -> list[tuple[Any, Any]]:
    if isinstance(node, dict):
        return list(node.items())
    return list(enumerate(node)) if isinstance(node, list) else []


def _nodes(part: Any) -> Iterator[Any]:
    yield part
    for _, child in _entries(part):
        yield from _nodes(child)


def _replace(parts: list[Schema], old: Schema, new: Schema) -> bool:
    """Put ``new`` wherever ``old`` stands, with its description kept; whether it stood anywhere."""
    done = False
    for part in parts:
        for node in list(_nodes(part)):
            for key, child in _entries(node):
                if (
                    isinstance(child, dict)
                    and {k: v for k, v in child.items() if k not in {"description", "title"}} == old
                ):
                    about = {"description": child["description"]} if "description" in child else {}
                    node[key] = {**new, **about}
                    done = True
    return done


BOUNDS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}


def _name_bounds(part: Schema) -> None:
    """Bounds of numbers that are read from several forms come under the records' own names for them."""
    for node in _nodes(part):
        if isinstance(node, dict) and "type" in node:
            for name in BOUNDS.keys() & node.keys():
                node[BOUNDS[name]] = node.pop(name)


def _without_titles(part: Schema) -> None:
    """Drop the titles that are only the keys again; a key that is called title stays."""
    for node in _nodes(part):
        if isinstance(node, dict) and isinstance(node.get("title"), str):
            del node["title"]
