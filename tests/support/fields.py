"""Every field of text that is kept in a vault, found from the models themselves."""

from __future__ import annotations

import pkgutil
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NewType, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from sqlalchemy import Connection

from app import models, storage
from app.models.person import Person
from app.models.said import SaidKind
from app.storage.repositories_private import PrivateRepositories
from app.storage.repository import Part, Repository, StoredModel


def kept_models() -> tuple[type[Any], ...]:
    """What the repositories keep: one model a table, single stored models, what people say and who they are."""
    for module in pkgutil.iter_modules(storage.__path__):
        import_module(f"{storage.__name__}.{module.name}")
    kept = (repository.documents.model for repository in _below(Repository) if hasattr(repository, "documents"))
    said = tuple(kind.body for kind in said_kinds_of())
    own = PrivateRepositories(cast(Connection, None))
    parts = (getattr(own, name) for name, part in vars(PrivateRepositories).items() if isinstance(part, Part))
    single = (part.model for part in parts if isinstance(part, StoredModel))
    return (Person, *dict.fromkeys((*kept, *single, *said)))


def said_kinds_of() -> tuple[SaidKind[Any], ...]:
    """Every kind of thing that people say, found in the models."""
    modules = [import_module(f"{models.__name__}.{each.name}") for each in pkgutil.iter_modules(models.__path__)]
    values = [value for module in modules for value in vars(module).values()]
    classes = [each for value in values if isinstance(value, dict) for each in value.values()]
    found = {each.name: each for each in (*values, *classes) if isinstance(each, SaidKind)}
    return tuple(found.values())


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def text_fields() -> frozenset[str]:
    """`Model.field` of every text below a kept model; ids that have a type of their own are none."""
    found: set[str] = set()
    seen: set[type[Any]] = set()
    for model in kept_models():
        _look_into(model, "", found, seen)
    return frozenset(found)


def _look_into(kind: Any, name: str, found: set[str], seen: set[type[Any]]) -> None:
    if isinstance(kind, NewType):
        return
    if kind is str:
        found.add(name)
    elif get_origin(kind) is Annotated:
        _look_into(get_args(kind)[0], name, found, seen)
    elif get_args(kind) or isinstance(kind, types.UnionType):
        for part in get_args(kind):
            _look_into(part, name, found, seen)
    elif _has_fields(kind) and kind not in seen:
        seen.add(kind)
        for field, hint in get_type_hints(kind, include_extras=True).items():
            if field in _names(kind):
                _look_into(hint, f"{kind.__name__}.{field}", found, seen)


@cache
def _has_fields(kind: Any) -> bool:
    return isinstance(kind, type) and (issubclass(kind, BaseModel) or is_dataclass(kind))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Its fields, in order of the alphabet."""
    return tuple(sorted(kind.model_fields if issubclass(kind, BaseModel) else (field.name for field in fields(kind))))


def texts_in(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value, with the field that holds it."""
    kind: Any = type(value)
    if isinstance(value, str):
        yield name, str(value)
    elif _has_fields(kind):
        for field in _names(kind):
            yield from texts_in(getattr(value, field), f"{kind.__name__}.{field}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts_in(key, name)
            yield from texts_in(one, name)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from texts_in(one, name)
