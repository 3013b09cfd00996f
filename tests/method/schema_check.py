"""As much of JSON Schema (draft 2020-12) as the schemas of the files use; an unknown keyword is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SILENT = {"$schema", "$defs", "title", "description", "default", "discriminator"}
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list, tuple), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
Schema = dict[str, Any]


def failures(schema: Schema, value: Any, root: Schema, at: str = "") -> Iterator[str]:
    """Where and why a value does not fit. Keys of mappings are taken as texts, as JSON has them."""
    for keyword, says in schema.items():
        if keyword not in SILENT:
            yield from CHECKS[keyword](schema, says, value, root, at)


def _type(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    if not isinstance(value, TYPES[says]) or (isinstance(value, bool) and says in {"integer", "number"}):
        yield f"{at}: no {says}"


def _one_of_them(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    found = [list(failures(each, value, root, at)) for each in says]
    if all(found):
        yield f"{at}: {min(found, key=len)}"


def _ref(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    yield from failures(root["$defs"][says.removeprefix("#/$defs/")], value, root, at)


def _properties(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for key, part in value.items() if isinstance(value, dict) else ():
        if str(key) in says:
            yield from failures(says[str(key)], part, root, f"{at}.{key}")


def _others(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for key, part in value.items() if isinstance(value, dict) else ():
        patterns = schema.get("patternProperties", {})
        if str(key) in schema.get("properties", {}) or any(re.search(each, str(key)) for each in patterns):
            continue
        if says is False:
            yield f"{at}: unknown key {key}"
        elif says is not True:
            yield from failures(says, part, root, f"{at}.{key}")


def _patterns(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for key, part in value.items() if isinstance(value, dict) else ():
        for pattern, below in says.items():
            if re.search(pattern, str(key)):
                yield from failures(below, part, root, f"{at}.{key}")


def _names(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for key in value if isinstance(value, dict) else ():
        yield from failures(says, str(key), root, f"{at}.{key}")


def _items(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for n, part in enumerate(value) if isinstance(value, list | tuple) else ():
        if n >= len(schema.get("prefixItems", [])):
            yield from failures(says, part, root, f"{at}[{n}]")


def _prefix(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
    for n, (each, part) in enumerate(zip(says, value, strict=False) if isinstance(value, list | tuple) else ()):
        yield from failures(each, part, root, f"{at}[{n}]")


def _plain(test: Any, kinds: tuple[type, ...], words: str) -> Any:
    def check(schema: Schema, says: Any, value: Any, root: Schema, at: str) -> Iterator[str]:
        if isinstance(value, kinds) and not isinstance(value, bool) and not test(value, says):
            yield f"{at}: {words} {says}"

    return check


NUMBERS, LISTS = (int, float), (list, tuple)
CHECKS: dict[str, Any] = {
    "type": _type, "anyOf": _one_of_them, "oneOf": _one_of_them, "$ref": _ref, "properties": _properties,
    "additionalProperties": _others, "patternProperties": _patterns, "propertyNames": _names, "items": _items,
    "prefixItems": _prefix,
    "const": _plain(lambda v, s: v == s, (object,), "not"),
    "enum": _plain(lambda v, s: v in s, (object,), "none of"),
    "required": _plain(lambda v, s: set(s) <= set(map(str, v)), (dict,), "lacks some of"),
    "pattern": _plain(lambda v, s: re.search(s, v) is not None, (str,), "does not match"),
    "minLength": _plain(lambda v, s: len(v) >= s, (str,), "shorter than"),
    "maxLength": _plain(lambda v, s: len(v) <= s, (str,), "longer than"),
    "minItems": _plain(lambda v, s: len(v) >= s, LISTS, "fewer than"),
    "maxItems": _plain(lambda v, s: len(v) <= s, LISTS, "more than"),
    "minProperties": _plain(lambda v, s: len(v) >= s, (dict,), "fewer than"),
    "minimum": _plain(lambda v, s: v >= s, NUMBERS, "less than"),
    "maximum": _plain(lambda v, s: v <= s, NUMBERS, "more than"),
    "exclusiveMinimum": _plain(lambda v, s: v > s, NUMBERS, "not above"),
    "exclusiveMaximum": _plain(lambda v, s: v < s, NUMBERS, "not below"),
}  # fmt: skip


def nodes(part: Any) -> Iterator[Any]:
    """Every part of a schema."""
    yield part
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from nodes(child)
