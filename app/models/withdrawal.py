"""What ends when somebody withdraws a yes, takes something out at a reading, discloses something or agrees again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from app.models.agreement import Agreement, Yes
from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind, Document
from app.models.ending import Ending
from app.models.outline import DraftKind
from app.models.reading import ClauseReply, Reading
from app.models.said_kinds import Disclosed


def endings_of_all(agreement: Agreement, yeses: Iterable[Yes]) -> tuple[Ending, ...]:
    """What ends with all of an agreement. `yeses`: those of both to every draft, waiting or met."""
    return (Ending(agreement.id), *_scenes_read_with(agreement, yeses))


def endings_of_clauses(agreement: Agreement, clauses: Collection[Clause], yeses: Iterable[Yes]) -> tuple[Ending, ...]:
    """What ends with these clauses; for a protection in ground rules, every scene that was read with them, too."""
    found = tuple(Ending(agreement.id, clause.id) for clause in clauses)
    protects = any(clause.kind is ClauseKind.PROTECTION for clause in clauses)
    return (*found, *_scenes_read_with(agreement, yeses)) if protects else found


def endings_of_reading(document: Document, reading: Reading, agreements: Iterable[Agreement]) -> tuple[Ending, ...]:
    """What ends because a reading took it out: what allowed something, in every agreement of its draft."""
    out = {
        clause.id
        for clause in document.clauses
        if clause.kind is ClauseKind.PERMISSION and reading.replies.get(clause.digest) is ClauseReply.TAKE_OUT
    }
    agreed = (
        (each.id, clause)
        for each in agreements
        for clause in each.document.all_clauses
        if clause.kind is ClauseKind.PERMISSION
    )
    return tuple(Ending(agreement, clause.id) for agreement, clause in agreed if clause.id in out)


def endings_of_waiting(lone: Iterable[Yes]) -> tuple[Ending, ...]:
    """What ends with yeses that are not half of an agreement."""
    return tuple(Ending(yes.agreement_id) for yes in lone)


def endings_of_meeting(earlier: Iterable[Agreement]) -> tuple[Ending, ...]:
    """What ends when a newer version of a draft is agreed."""
    return tuple(Ending(agreement.id) for agreement in earlier)


def endings_about(
    key: str, agreements: Iterable[Agreement], lone: Iterable[Yes], meets: Callable[[Clause], str | None]
) -> tuple[Ending, ...]:
    """The endings of clauses about a pairing. `meets`: above which ceiling one ends, empty for all of it, or None.

    A yes that waits ends as a whole: its text is no longer the one that the partner would read.
    """
    found = [
        Ending(agreement.id, clause.id, above)
        for agreement in agreements
        for clause in _about(key, agreement.document.all_clauses)
        if (above := meets(clause)) is not None
    ]
    met = (yes for yes in lone if any(meets(clause) is not None for clause in _about(key, yes.text.all_clauses)))
    return (*found, *endings_of_waiting(met))


def ends_above(clause: Clause, person: PersonId, said: Disclosed) -> str | None:
    """Above which ceiling an activity ends that meets what a person discloses; empty for all of it, None for nothing.

    The clause's own words are filled in. A limit and a new condition end the activity, a lower ceiling what is above.
    """
    assert clause.item is not None
    words = said.conditions.strip()
    known = {each.words.strip() for each in clause.item.conditions if each.person == person}
    if said.stance.is_limit or (words and words not in known):
        return ""
    if said.ceiling is not None and said.ceiling < (clause.item.ceiling or Ceiling.STRONG):
        return str(int(said.ceiling))
    return None


def _about(key: str, clauses: Iterable[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.item is not None and clause.item.pairing.key == key]


def _scenes_read_with(rules: Agreement, yeses: Iterable[Yes]) -> tuple[Ending, ...]:
    if rules.document.kind is not DraftKind.GROUND_RULES:
        return ()
    return tuple(Ending(each) for each in sorted({yes.agreement_id for yes in yeses if yes.text.rules == rules.id}))
