"""The reference of all files as a page of Markdown, written from the same schemas that editors complete from."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sz_assess.formulas import FUNCTIONS
from sz_assess.method.describe.file_kinds import FileKind
from sz_assess.method.describe.json_schema import Schema, schema_of
from sz_assess.method.describe.reference_words import (
    FORMULAS_WORDS,
    PLAIN_FUNCTIONS,
    REFERENCE_POINTS,
    RULE_EXAMPLES,
    RULES_WORDS,
    TITLE,
    UNITS_COLUMNS,
    UNITS_EXAMPLE,
    UNITS_WORDS,
)
from sz_assess.method.indicator import Dimension
from sz_assess.method.units import NEEDED
from sz_assess.scoring.rules import RULES, Rule
from sz_assess.scoring.rules.short_forms import ShortForm

MARKS = {"dimension": "dimension", "weights": "weights"}
"""What the examples of a kind of file are called in the documentation's tests, where not by the file's name."""


def reference_page(kinds: Iterable[FileKind]) -> str:
    """docs/reference/files.md: every file, every key with type, default and meaning, functions, points, rules."""
    records: dict[str, Schema] = {}
    rules: dict[str, Schema] = {}
    scoring = {rule.__name__ for rule in RULES.values()}
    sections: list[str] = [TITLE]
    for kind in kinds:
        schema = schema_of(kind)
        records |= {name: part for name, part in schema["$defs"].items() if name not in scoring}
        if kind.model is Dimension:
            rules = schema["$defs"]
        mark = MARKS.get(kind.name, f"{kind.name}.yaml")
        title = f"{kind.place}" if kind.name != "dimension" else "indicator_specs/<method>/<any other name>.yaml"
        example = f"<!-- example: {mark} -->\n```yaml\n{kind.example}```"
        sections.append(f"## `{title}`\n\n{kind.about}\n\n{example}\n\n{_keys(schema)}")
        if kind.name == "assessment":
            sections.append(_units())
    sections.append("## Parts of files\n\n" + "\n\n".join(_record(name, records[name]) for name in sorted(records)))
    sections.append(_rules(rules))
    sections.append(_functions())
    return "\n\n".join(sections) + "\n"


def _units() -> str:
    rows = [(f"`{name}`", "yes" if name in NEEDED else "no", words) for name, words in UNITS_COLUMNS.items()]
    table = _table(("column", "needed", "meaning"), rows)
    return f"## `units.csv`\n\n{UNITS_WORDS}\n\n```text\n{UNITS_EXAMPLE}```\n\n{table}"


def _record(name: str, schema: Schema) -> str:
    head = f"(part-{name.lower()})=\n### {_spaced(name)}\n\n{schema.get('description', '')}".rstrip()
    if "properties" in schema:
        return f"{head}\n\n{_keys(schema)}"
    return (
        f"{head}\n\n{_type(schema)}."
        if "anyOf" in schema and name != "Aggregation"
        else f"{head}\n\n{_aggregation(schema)}"
    )


def _aggregation(schema: Schema) -> str:
    """The forms of ``aggregate``: a word, or a method with its options and ``at``."""
    word, *forms = schema["anyOf"]
    rows = [(f"`{form['properties']['method']['const']}`", _sentence(form)) for form in forms]
    at = forms[0]["properties"]["at"]["description"]
    lead = f"A word: {_type(word)}; or a mapping with `method`, its options, and `at`: {at}."
    return f"{lead}\n\n{_table(('method', 'meaning'), rows)}"


def _sentence(schema: Schema) -> str:
    return " ".join(str(schema.get("description", "")).split("\n\n", maxsplit=1)[0].split())


def _keys(schema: Schema) -> str:
    needed = schema.get("required", [])
    rows = []
    for key, part in schema["properties"].items():
        default = "needed" if key in needed else _default(part)
        rows.append((f"`{key}`", _type(part), default, str(part.get("description", "")).replace("\n", " ")))
    return _table(("key", "type", "default", "meaning"), rows)


def _default(part: Schema) -> str:
    if part.get("default") is None:
        return ""
    if isinstance(part["default"], dict | list) and not _filled(part["default"]):
        return "empty"
    return f"`{_flow(part['default'])}`"


def _filled(value: Any) -> bool:
    """Whether a default says anything at all."""
    if isinstance(value, Mapping):
        return any(map(_filled, value.values()))
    return any(map(_filled, value)) if isinstance(value, list) else value is not None


def _type(part: Schema | bool) -> str:
    """A type in words, with links to the parts that it names."""
    if isinstance(part, bool):
        return "anything"
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{_spaced(name).lower()}](#part-{name.lower()})"
    if "discriminator" in part:
        key = part["discriminator"]["propertyName"]
        return "[a rule](#scoring-rules)" if key == "rule" else f"a part chosen by `{key}`: {_links(part['oneOf'])}"
    if forms := part.get("anyOf", part.get("oneOf")):
        words = [_type(each) for each in forms if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(words))
    if "const" in part or "enum" in part:
        return ", ".join(f"`{word}`" for word in part.get("enum", [part.get("const")]))
    return _plain_type(part)


def _links(parts: Iterable[Schema]) -> str:
    return ", ".join(map(_type, parts))


def _plain_type(part: Schema) -> str:
    match part.get("type"):
        case "array" if "prefixItems" in part:
            return "[" + ", ".join(_one_type(item) for item in part["prefixItems"]) + "]"
        case "array":
            return f"list of {_type(part['items'])}"
        case "object":
            return f"mapping to {_type(_below(part))}"
        case "integer":
            return "whole number"
        case "boolean":
            return "`true`, `false`"
        case "string":
            return "text"
        case other:
            return str(other)


def _one_type(item: Schema) -> str:
    open_ = any(each.get("type") == "null" for each in item.get("anyOf", []))
    return f"{_type(item)} or `null`" if open_ else _type(item)


def _below(part: Schema) -> Schema | bool:
    """What a mapping leads to; anything, where its schema does not say."""
    below: Schema | bool = part.get("additionalProperties") or next(
        iter(part.get("patternProperties", {}).values()), True
    )
    return below


def _rules(records: Mapping[str, Schema]) -> str:
    common = Rule.model_fields.keys() - {"rule"}
    some = next(iter(RULES.values())).__name__
    parts = ["## Scoring rules", RULES_WORDS, _keys(_only(records[some], common))]
    for name, rule in RULES.items():
        schema = records[rule.__name__]
        text = RULE_EXAMPLES[name]
        parts.append(f"### `{name}`\n\n{schema.get('description', '')}")
        parts.append(f"<!-- example: scoring -->\n```yaml\nscoring: {{{text}}}\n```")
        if issubclass(rule, ShortForm):
            parts.append(f"Stands for, with a positive indicator:\n\n```text\n{_long_form(rule, name)}\n```")
        parts.append(_keys(_only(schema, schema["properties"].keys() - common - {"rule"})))
    return "\n\n".join(parts)


def _only(schema: Schema, keys: Collection[str]) -> Schema:
    return {**schema, "properties": {key: part for key, part in schema["properties"].items() if key in keys}}


def _long_form(rule: type[Rule], name: str) -> str:
    from_text = rule.model_validate(RULE_EXAMPLES.data(name))
    dumped = from_text.long_form("positive").model_dump(mode="json", by_alias=True, exclude_none=True)
    return _flow(_as_written({key: part for key, part in dumped.items() if (key, part) != ("scale", "percent")}))


def _as_written(value: Any) -> Any:
    """Pairs as pairs: what a record keeps under names stands in the file as [a, b]."""
    if isinstance(value, dict):
        for first, second in (("at", "score"), ("when", "score"), ("least", "most")):
            if value.keys() <= {first, second} and value:
                return [_as_written(value.get(first)), _as_written(value.get(second))]
        return {key: _as_written(part) for key, part in value.items()}
    return [_as_written(part) for part in value] if isinstance(value, list) else value


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def _functions() -> str:
    over = [
        (f"`{name}({_arguments(*function.arguments, function.options)})`", function.help)
        for name, function in FUNCTIONS.items()
    ]
    plain = [(f"`{call}`", words) for call, words in PLAIN_FUNCTIONS.values()]
    points = [(name, words) for name, words in REFERENCE_POINTS.items()]
    return "\n\n".join(
        [
            "## Formulas",
            FORMULAS_WORDS,
            "### Functions over statistics\n\nIn formulas of indicators, adjustments, vetoes, awards and city targets.",
            _table(("function", "meaning"), over),
            "### Plain functions\n\nIn every expression, rules included.",
            _table(("function", "meaning"), plain),
            "### Reference points\n\nIn rules.",
            _table(("name", "meaning"), points),
        ]
    )


def _arguments(least: int, most: int | None, options: Sequence[str]) -> str:
    names = [*"abcdefgh"[:least], *(["..."] if most is None else "abcdefgh"[least:most])]
    return ", ".join([*(["x"] if names == ["a"] else names), *(f"{option}=…" for option in options)])


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(heading), "|" + "---|" * len(heading), *map(line, rows)])


def _spaced(name: str) -> str:
    """``DatedValue`` as ``Dated value``; the word file is left away."""
    words: Iterator[str] = iter(re.findall("[A-Z][a-z]*", name.removesuffix("File")))
    return " ".join([next(words), *(word.lower() for word in words)])
