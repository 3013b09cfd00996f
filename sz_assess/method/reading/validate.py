"""From plain data to records, and from what a record refuses to problems with their places and plain words.

Values are taken strictly: a text is never read as a number, nor a word as true or false.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sz_assess.errors import InputError, Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.reading.shape import CHOOSERS, choices, fields_of, literals, records_at
from sz_assess.method.reading.wording import MISMATCHES, describe_error, shown
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.text import Text, msg

Model = TypeVar("Model", bound=BaseModel)

_TAGGED = "tagged-union["
"""After this comes the word that chose among the kinds, which may be a key of the data as well."""
_POSITIONS = {"least": 0, "most": 1, "at": 0, "when": 0, "score": 1}
"""Parts of records that files write as pairs."""


def validated(model: type[Model], source: YamlFile) -> Model:
    """The file's content as a record. Raises InputError with all that it refuses."""
    try:
        return model.model_validate(source.data, strict=True)
    except ValidationError as error:
        errors = [_Found.of(each, source.data) for each in error.errors(include_url=False)]
        raise InputError(_problems([each for each in errors if not each.echo], model, source)) from None


@dataclass(frozen=True)
class _Found:
    """One refusal, traced to the place in the data that it speaks of."""

    path: KeyPath
    absent: str | int | None
    """The missing key, where one is missing."""
    at_key: bool
    union: KeyPath | None
    """Where the first choice among kinds of value was made on the way, and which kind refused."""
    tag: str
    error: ErrorDetails

    @property
    def echo(self) -> bool:
        """Whether it only says that a list is too short because refused parts of it do not count."""
        least = self.error.get("ctx", {}).get("min_length", 0)
        return self.error["type"] == "too_short" and 0 < least <= len(self.error["input"])

    @classmethod
    def of(cls, error: ErrorDetails, data: Any) -> _Found:
        path: KeyPath = ()
        absent, at_key, union, tag, chosen = None, False, None, "", False
        node, before = data, ""
        for n, element in enumerate(error["loc"]):
            if element == "[key]":
                at_key = True
                continue
            step: str | int = element
            if isinstance(node, tuple) and isinstance(element, str):
                step = _POSITIONS.get(element, element)
            is_choice = isinstance(node, dict) and not chosen and element in [node.get(key) for key in CHOOSERS]
            is_choice, before = is_choice or before.startswith(_TAGGED), str(element)
            if isinstance(node, dict) and element in node and not is_choice:
                node, chosen = node[element], False
                path += (element,)
            elif isinstance(node, tuple) and isinstance(step, int) and step < len(node):
                node, chosen = node[step], False
                path += (step,)
            elif error["type"] == "missing" and n == len(error["loc"]) - 1:
                absent = element
            elif is_choice:
                chosen = True
            elif union is None:
                union, tag = path, str(element)
        return cls(path, absent, at_key, union, tag, error)


def _problems(errors: list[_Found], model: type[BaseModel], source: YamlFile) -> list[Problem]:
    alternatives: dict[KeyPath, list[_Found]] = defaultdict(list)
    out: list[Problem] = []
    plain: list[_Found] = []
    for each in errors:
        (plain if each.union is None else alternatives[each.union]).append(each)
    for union, group in alternatives.items():
        kept = _best(union, group)
        if len(kept) > 1 and all(each.path == union for each in kept):
            out.append(_merged(kept, model, source))
        else:
            plain += kept
    mistaken = {(each.path[:-1], _meant(each, model, source)) for each in plain if each.error["type"] == _EXTRA}
    told = [each for each in plain if each.absent is None or (each.path, each.absent) not in mistaken]
    return out + [_problem(each, model, source) for each in told]


_EXTRA = "extra_forbidden"

_ONCE = msg("an award paid once stands under firm_awards:, which look each row of a ledger up in the years before")
ELSEWHERE: dict[tuple[str, str], Text] = {("Award", "once"): _ONCE, ("LadderAward", "once"): _ONCE}
"""Keys that a kind of record can't have, and where what they mean is said instead."""


def _best(union: KeyPath, group: list[_Found]) -> list[_Found]:
    """Of several kinds of value that each refused, what the nearest says; all where none is nearer."""
    kinds: dict[str, list[_Found]] = defaultdict(list)
    for each in group:
        kinds[each.tag].append(each)
    if len(kinds) == 1:
        return group
    near = [part for part in kinds.values() if not any(e.path == union and e.error["type"] in MISMATCHES for e in part)]
    if not near:
        return group
    deepest = max(map(_depth, near))
    return min((part for part in near if _depth(part) == deepest), key=len)


def _depth(part: list[_Found]) -> int:
    return max(len(each.path) + (each.absent is not None) for each in part)


def _merged(group: list[_Found], model: type[BaseModel], source: YamlFile) -> Problem:
    """One problem for a value that is none of several kinds."""
    said = [_said(each, model, source) for each in group]
    expected: list[Words] = list(dict.fromkeys(words[1] for words in said))
    mend = next((words[2] for words in said if str(words[2])), "")
    either = expected[0] if len(expected) == 1 else msg("either {alternatives}", alternatives=_or(expected))
    return source.problem(group[0].path, said[0][0], either, mend)


def _or(parts: Iterable[Words]) -> Text:
    first, *rest = parts
    out = first if isinstance(first, Text) else msg("{word}", word=first)
    for part in rest:
        out = msg("{one} or {other}", one=out, other=part)
    return out


def _problem(each: _Found, model: type[BaseModel], source: YamlFile) -> Problem:
    found, expected, mend = _said(each, model, source)
    at_key = each.at_key or each.absent is not None or each.error["type"] == _EXTRA
    if each.absent is not None:
        line, column = source.key_place(each.path)
        path = (*each.path, each.absent)
        return Problem(source.file, found, expected, mend, source.problem(path, "", "").key, line, column)
    path = each.path
    if each.error["type"] == "union_tag_invalid":
        node = _node(source.data, path)
        path += tuple(key for key in CHOOSERS if isinstance(node, dict) and key in node)[:1]
    return source.problem(path, found, expected, mend, at_key=at_key)


def _said(each: _Found, model: type[BaseModel], source: YamlFile) -> tuple[Words, Words, Words]:
    error = each.error
    refused = error.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        found = refused.found
        if str(found) == repr(error["input"]):
            found = shown(error["input"])
        return found, refused.expected, refused.mend
    if each.absent is not None:
        return _missing(each, model, source)
    if error["type"] == _EXTRA:
        return _unknown_key(each, model, source)
    if error["type"] == "union_tag_not_found":
        key = str(error["ctx"]["discriminator"]).strip("'")
        expected = msg("{key}: and one of {words}", key=key, words=choices(model, source.data, each.path, key))
        return msg("no {key}", key=key), expected, msg("add {key}:", key=key)
    records = records_at(model, source.data, each.path)
    return describe_error(error, _node(source.data, each.path), records)


def _missing(each: _Found, model: type[BaseModel], source: YamlFile) -> tuple[Words, Words, Words]:
    if isinstance(each.absent, int):
        return msg("{n} parts", n=each.absent), msg("more parts"), ""
    field = fields_of(records_at(model, source.data, each.path), _node(source.data, each.path)).get(str(each.absent))
    words = [] if field is None else literals(field.annotation)
    mend = msg("add {key}: with one of {words}", key=each.absent, words=words) if words else _add(each.absent or "")
    return msg("no {key}", key=each.absent), msg("the key {key}", key=each.absent), mend


def _add(key: str) -> Text:
    return msg("add {key}:", key=key)


def _unknown_key(each: _Found, model: type[BaseModel], source: YamlFile) -> tuple[Words, Words, Words]:
    known = _known(each, model, source)
    records = records_at(model, source.data, each.path[:-1])
    told = [ELSEWHERE.get((record.__name__, str(each.path[-1]))) for record in records]
    mend = next(filter(None, told), None) or suggest(str(each.path[-1]), known) or msg("delete it")
    return msg("the key {key}", key=each.path[-1]), msg("only these keys: {keys}", keys=known), mend


def _known(each: _Found, model: type[BaseModel], source: YamlFile) -> list[str]:
    parent = each.path[:-1]
    return list(fields_of(records_at(model, source.data, parent), _node(source.data, parent)))


def _meant(each: _Found, model: type[BaseModel], source: YamlFile) -> str:
    """The key that an unknown one was meant to be; empty where none is near."""
    mend = suggest(str(each.path[-1]), _known(each, model, source))
    return str(mend.values["name"]) if isinstance(mend, Text) else ""


def _node(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data
