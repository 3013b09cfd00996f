"""What the records of the file formats allow at a place: which keys, which kinds of value. For messages only."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sz_assess.method.common import Name, Selection
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weights import Aggregation

CHOOSERS = ("rule", "method")
"""Keys whose value chooses among records."""
ALSO: dict[type[BaseModel], tuple[str, ...]] = {Selection: ("group",)}
"""Keys that a record's own reading understands beside its fields."""
THROUGH: dict[type[BaseModel], str] = {Aggregation: "default"}
"""Records whose file form leaves out one level: that field's own keys stand beside the others."""


def kinds(annotation: Any) -> Iterator[Any]:
    """The alternatives of a type, without their wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from kinds(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from kinds(part)
    else:
        yield annotation


def records_at(top: type[BaseModel], data: Any, path: KeyPath) -> list[type[BaseModel]]:
    """The records that may stand at ``path``; of several chosen by a key, the one that the data choose."""
    here: list[Any] = [top]
    for step in path:
        here = [kind for each in here for kind in _below(each, data, step)]
        data = _part(data, step)
    return [kind for each in here for kind in _chosen(each, data)]


def fields_of(records: list[type[BaseModel]], data: Any = None) -> dict[str, FieldInfo | None]:
    """Keys that the records take in a file, with their fields."""
    out: dict[str, FieldInfo | None] = {}
    for record in records:
        for name, field in record.model_fields.items():
            if THROUGH.get(record) == name:
                out |= fields_of([kind for each in kinds(field.annotation) for kind in _chosen(each, data)], data)
            else:
                out[field.alias or name] = field
        out |= dict.fromkeys(ALSO.get(record, ()))
    return out


def choices(top: type[BaseModel], data: Any, path: KeyPath, chooser: str) -> list[str]:
    """The words that a choosing key may have at ``path``."""
    here: list[Any] = [top]
    for step in path:
        here = [kind for each in here for kind in _below(each, data, step)]
        data = _part(data, step)
    fields = [kind.model_fields.get(chooser) for kind in here if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [word for field in fields if field is not None for word in literals(field.annotation)]


def literals(annotation: Any) -> list[str]:
    """The words that a type names one by one."""
    return [str(word) for kind in kinds(annotation) if get_origin(kind) is Literal for word in get_args(kind)]


def takes_text(record: type[BaseModel]) -> bool:
    """Whether a plain text may stand for the record."""
    return record is Name


def _part(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, tuple) and isinstance(step, int) and step < len(data) else None


def _below(kind: Any, data: Any, step: str | int) -> Iterator[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for record in _chosen(kind, data):
            # What is written as a pair has its parts in the order of its fields.
            names = list(record.model_fields)
            name = names[step] if isinstance(step, int) and step < len(names) else str(step)
            field = fields_of([record], data).get(name)
            if field is not None:
                yield from kinds(field.annotation)
    elif origin is dict:
        yield from kinds(arguments[1])
    elif origin is tuple and isinstance(step, int):
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            yield from kinds(arguments[0])
        elif step < len(arguments):
            yield from kinds(arguments[step])


def _chosen(kind: Any, data: Any) -> Iterator[type[BaseModel]]:
    """The record, unless the data choose another by ``rule`` or ``method``."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return
    for chooser in CHOOSERS:
        field = kind.model_fields.get(chooser)
        words = [] if field is None else literals(field.annotation)
        if words and isinstance(data, dict) and data.get(chooser) not in words:
            return
    yield kind
