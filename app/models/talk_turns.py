"""Who begins a talk about something on the shared list."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.models.base import PersonId
from app.models.limits import SharedItem


def first_speaker(
    item: SharedItem, people: Sequence[PersonId], offered_by: PersonId | None, began: PersonId | None
) -> PersonId:
    """The person whose conditions the item has, else the one who did not begin the previous talk.

    `offered_by`: whose own entry it is. `began`: who began the previous talk. It is None for the first talk of an
    evening; then the opening decides, so that it is not always the same person.
    """
    with_words = [person for person in people if (d := item.disclosure_of(person)) is not None and d.conditions.strip()]
    if len(with_words) == 1:
        return with_words[0]
    if offered_by is not None and offered_by in people:
        return offered_by
    if began in people:
        return next(person for person in people if person != began)
    drawn = hashlib.sha256(f"{item.act}/{item.id}".encode()).digest()[0]
    return people[drawn % len(people)]
