"""Renewing a text that was agreed before: what is asked one by one, what is read a part at a time, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from pydantic import Field

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ItemId, Model
from app.models.clause import Clause, ClauseKind

COPY_DAYS = 31
"""How long after a scene was agreed a copy of it folds what protects and informs, and a scene what its rules say."""


class AgreedBefore(Model):
    """A clause as it was when it was last agreed, since when it had been agreed so, and whether it has changed."""

    clause: Clause
    since: date
    is_changed: bool


class Renewal(Model):
    """How a person reads a text that was agreed before.

    `one_by_one`: each thing that is allowed gets its own reply. `by_part`: ids of clauses that protect or inform in
    the words that were agreed last; they are shown in full and acknowledged a part at a time. `before`: what the
    clauses that are asked were when they were last agreed, by id.
    """

    one_by_one: bool = False
    by_part: frozenset[str] = frozenset()
    before: Mapping[str, AgreedBefore] = Field(default_factory=dict)


def renewal_of(to_read: Iterable[Clause], versions: Sequence[CurrentAgreement], *, is_copy: bool = False) -> Renewal:
    """How a text is read again. `versions`: what was agreed of it, newest first, or of the scene it was copied from."""
    if not versions:
        return Renewal()
    newest = versions[0]
    asked = tuple(to_read)
    is_over = all(version.state is not AgreementState.AGREED for version in versions)
    still_said = {each.digest for each in newest.clauses}
    unchanged = (c.id for c in asked if c.kind is not ClauseKind.PERMISSION and c.digest in still_said)
    before = {clause.id: found for clause in asked if (found := _before(clause, versions)) is not None}
    return Renewal(
        one_by_one=is_over or is_copy, by_part=frozenset(unchanged) if is_over else frozenset(), before=before
    )


class ReadBefore(Model):
    """When a clause that is folded was read, and in which version of this text or of the ground rules (`in_rules`)."""

    on: date
    version: int | None = None
    in_rules: bool = False


def read_in_the_rules(rules: CurrentAgreement, on: date, today: date) -> dict[str, ReadBefore]:
    """What a scene folds of the ground rules it is read with, by digest: what protects or informs, for a month.

    `on`: the day on which the reader said yes to them.
    """
    if rules.state is not AgreementState.AGREED or not on <= today <= on + _COPY:
        return {}
    read = ReadBefore(on=on, version=rules.agreement.number, in_rules=True)
    return {clause.digest: read for clause in rules.clauses if clause.kind is not ClauseKind.PERMISSION}


def read_in_the_original(
    clauses: Iterable[Clause], original: Sequence[CurrentAgreement], today: date
) -> frozenset[str]:
    """The digests of what a copy folds: what protects or informs word for word as in a scene agreed within a month."""
    recent = [v.agreement for v in original if v.agreement.agreed_on <= today <= v.agreement.agreed_on + _COPY]
    said = {_content(clause) for agreement in recent[:1] for clause in agreement.document.clauses}
    return frozenset(c.digest for c in clauses if c.kind is not ClauseKind.PERMISSION and _content(c) in said)


_COPY = timedelta(days=COPY_DAYS)


def _before(clause: Clause, versions: Sequence[CurrentAgreement]) -> AgreedBefore | None:
    """The clause as it was agreed last, and the first of the days on which exactly that was agreed without a gap."""
    runs = [_same(clause, version.agreement.document.clauses) for version in versions]
    last = next((found for found in runs if found is not None), None)
    if last is None:
        return None
    since = None
    for found, version in zip(runs, versions, strict=True):
        if since is not None and (found is None or _content(found) != _content(last)):
            break
        if found is not None:
            since = version.agreement.agreed_on
    assert since is not None
    return AgreedBefore(clause=last, since=since, is_changed=_content(last) != _content(clause))


def _same(clause: Clause, others: Iterable[Clause]) -> Clause | None:
    """The clause of the same id, or of an activity of the same pairing."""
    pairing = clause.item.pairing if clause.item is not None else None
    return next(
        (c for c in others if c.id == clause.id or (pairing is not None and c.item and c.item.pairing == pairing)), None
    )


def _content(clause: Clause) -> str:
    """What a clause says, regardless of its id and of who proposed it."""
    item = clause.item.evolve(id=ItemId(""), proposed_by=None) if clause.item is not None else None
    return clause.evolve(id="", by=None, own=(), item=item).model_dump_json()
