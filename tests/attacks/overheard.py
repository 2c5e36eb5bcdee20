"""What a program says besides its pages while it is attacked: log records and errors, in which no words may be."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from app.errors import AccordError
from app.storage.databases import private_space
from tests.support.vaults import TestVault


class Overheard(logging.Handler):
    """Collects log records and everything that an error says, with the errors behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note a record as it would be written."""
        self.said.add(self.format(record))

    def note(self, error: BaseException) -> None:
        """Note what an error would say if it were printed, and what it carries."""
        self.said |= set(traceback.format_exception_only(error)) | {repr(error.args), repr(vars(error))}
        for behind in (error.__cause__, None if error.__suppress_context__ else error.__context__):
            if behind is not None:
                self.note(behind)

    def words_in(self, words: Iterable[str]) -> set[str]:
        """What was said that has any of these words."""
        wanted = tuple(words)
        return {said for said in self.said if any(each in said for each in wanted)}


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Collect every log record, and every error for a person that is made, for a block."""
    heard, make = Overheard(), AccordError.__init__
    logger, errors = logging.getLogger(), []

    def noted(self: AccordError, detail: str = "") -> None:
        make(self, detail)
        errors.append(self)

    logger.addHandler(heard)
    AccordError.__init__ = noted  # type: ignore[method-assign]
    try:
        yield heard
    finally:
        AccordError.__init__ = make  # type: ignore[method-assign]
        logger.removeHandler(heard)
        for error in errors:
            heard.note(error)


def words_of(vault: TestVault) -> frozenset[str]:
    """The beginning of every sentence in the private spaces of those who are here."""
    found: set[str] = set()
    with vault.unit() as uow:
        for person in vault.service.present:
            for data in uow.connection(private_space(person)).execute(text("SELECT data FROM said")).scalars():
                found |= {leaf[:40] for leaf in _leaves(json.loads(data)) if len(leaf) > 11 and " " in leaf}
    return frozenset(found)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
