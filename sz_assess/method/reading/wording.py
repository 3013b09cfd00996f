"""The plain words for each way in which a value can be refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from sz_assess.errors import Words
from sz_assess.expression import suggest
from sz_assess.method.reading.shape import fields_of, takes_text
from sz_assess.text import Text, msg, number

Said = tuple[Words, Words, Words]
"""Found, expected, what to do."""

MISMATCHES = {
    "string_type", "int_type", "int_from_float", "float_type", "bool_type", "decimal_type", "none_required",
    "tuple_type", "list_type", "dict_type", "model_type", "model_attributes_type", "literal_error", "is_instance_of",
}  # fmt: skip
"""Refusals that say no more than that the value is of another kind."""

_LONGEST = 60
_CODE = re.compile(r"\^\[A-Za-z\]")
_TRUE_OR_FALSE = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def shown(value: Any) -> Words:
    """A value as a file has it, shortened; a name for what has no short form."""
    if value is None:
        return msg("nothing")
    if isinstance(value, dict):
        return msg("a mapping with {keys}", keys=[str(key) for key in value][:6]) if value else msg("an empty mapping")
    if isinstance(value, tuple | list) and not value:
        return msg("an empty list")
    text = _flow(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _flow(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def describe_error(error: ErrorDetails, value: Any, records: list[type[BaseModel]]) -> Said:
    """The words for a refusal of ``value``, where one of ``records`` may have been meant."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return shown(value), _mapping(records), _no_value(value)
    if kind in _EXPECTED:
        expected, mend = _EXPECTED[kind](value, context)
        return shown(value), expected, mend
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return shown(value), _one_of(words), suggest(value, words) if isinstance(value, str) else _no_value(value)
    if kind == "union_tag_invalid":
        words = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
        found = value.get(str(context["discriminator"]).strip("'")) if isinstance(value, dict) else value
        return shown(found), _one_of(words), suggest(str(found), words)
    if kind in {"too_short", "too_long"}:
        least, most = context.get("min_length"), context.get("max_length")
        expected = msg("at least {n} parts", n=least) if least is not None else msg("at most {n} parts", n=most)
        return msg("{n} parts", n=len(value)) if value else shown(value), expected, ""
    return shown(value), msg("another value"), ""


def _mapping(records: list[type[BaseModel]]) -> Words:
    if not records:
        return msg("a mapping of keys and values")
    keys = list(fields_of(records))
    if any(takes_text(record) for record in records):
        return msg("a text, or a mapping with {keys}", keys=keys)
    return msg("a mapping with {keys}", keys=keys)


def _one_of(words: list[str]) -> Words:
    return msg("one of {words}", words=words) if len(words) != 1 else msg("{word}", word=words[0])


def _no_value(value: Any) -> Words:
    return msg("write a value after the colon, or delete the key") if value is None else ""


def _text(value: Any, _: dict[str, Any]) -> tuple[Text, Words]:
    quoted = isinstance(value, bool | int | float)
    return msg("a text"), msg("put it in quotes") if quoted else _no_value(value)


def _number(value: Any, _: dict[str, Any]) -> tuple[Text, Words]:
    return msg("a number"), _unquote(value)


def _integer(value: Any, _: dict[str, Any]) -> tuple[Text, Words]:
    return msg("a whole number"), _unquote(value)


def _unquote(value: Any) -> Words:
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?[\d.]+\s*", value):
        return msg("write it without quotes")
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?\d[\d,_ ]*(\.\d+)?\s*[%％]?\s*", value):
        return msg("write the bare number, without %, blanks or signs between thousands")
    return _no_value(value)


def _switch(value: Any, _: dict[str, Any]) -> tuple[Text, Words]:
    plain = _TRUE_OR_FALSE.get(str(value).lower())
    return msg("true or false"), msg("write {plain}", plain=plain) if plain else _no_value(value)


def _list(value: Any, _: dict[str, Any]) -> tuple[Text, Words]:
    bracketed = msg("write it as [{value}]", value=value) if isinstance(value, str | int | float) else _no_value(value)
    return msg("a list"), bracketed


def _pattern(_: Any, context: dict[str, Any]) -> tuple[Text, Words]:
    if _CODE.match(str(context["pattern"])):
        return msg("a code: letters A to Z, digits and _, starting with a letter"), ""
    return msg("a text of the form {pattern}", pattern=context["pattern"]), ""


def _bound(template: Callable[[str], Text], key: str) -> Callable[[Any, dict[str, Any]], tuple[Text, Words]]:
    return lambda _, context: (template(number(float(context[key]), 6)), "")


_EXPECTED: dict[str, Callable[[Any, dict[str, Any]], tuple[Text, Words]]] = {
    "string_type": _text,
    "string_too_short": lambda _value, _context: (msg("a text that is not empty"), ""),
    "string_too_long": lambda _, context: (msg("at most {n} characters", n=context["max_length"]), ""),
    "string_pattern_mismatch": _pattern,
    "int_type": _integer,
    "int_from_float": _integer,
    "float_type": _number,
    "decimal_type": _number,
    "finite_number": _number,
    "bool_type": _switch,
    "tuple_type": _list,
    "list_type": _list,
    "none_required": lambda _value, _context: (msg("nothing"), ""),
    "greater_than": _bound(lambda n: msg("more than {n}", n=n), "gt"),
    "greater_than_equal": _bound(lambda n: msg("{n} or more", n=n), "ge"),
    "less_than": _bound(lambda n: msg("less than {n}", n=n), "lt"),
    "less_than_equal": _bound(lambda n: msg("{n} or less", n=n), "le"),
}
