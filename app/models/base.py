"""The base of every model: frozen, strict about its fields, validated whenever it is copied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, NewType, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

PersonId = NewType("PersonId", str)
ActivityId = NewType("ActivityId", str)
ItemId = NewType("ItemId", str)

Clock = Callable[[], datetime]
IdSource = Callable[[], str]


class Model(BaseModel):
    """A frozen value. `evolve` makes a changed copy."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_default=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    def evolve(self, **changes: Any) -> Self:
        """A validated copy with some fields changed."""
        kind, values = type(self), self.__dict__
        return kind.model_validate({**{name: values[name] for name in kind.__pydantic_fields__}, **changes})


class Asset(Model):
    """Words or values that come with the program, in one file per language."""

    folder: ClassVar[str]
    """Where the files are, in assets."""
    language: str = "en"


def digest(model: BaseModel) -> str:
    """SHA-256 of a model's canonical JSON, as hex."""
    text = json.dumps(
        model.model_dump(mode="json"),
        sort_keys=True,
        ensure_ascii=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


Words = Annotated[str, Field(max_length=20_000)]
"""A person's words, kept exactly as typed; at most 20,000 characters."""


def countable(day: date) -> date:
    """The day. ValueError if weeks cannot be counted from it, as the calendar begins or ends there."""
    if not date.min.year < day.year < date.max.year:
        raise ValueError("day")
    return day


Day = Annotated[date, AfterValidator(countable)]

LONGEST_LINE = 2_000

LineText = Annotated[str, Field(max_length=LONGEST_LINE)]
"""A line that people agree on; at most 2,000 characters."""
