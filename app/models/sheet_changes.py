"""What is new on a person's own sheet since it last left Accord. Of words only digests are kept, never a copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from app.models.answer import Stance
from app.models.base import Model
from app.models.prepared import Prepared
from app.models.therapist import SheetMaterial, answer_key

ANSWER = "answer:"
_APART = "|"


class SheetSeen(Model):
    """What was on the sheet on a day, by key: the digest of its words, for an answer after its stance."""

    day: date
    things: dict[str, str] = {}


class SheetHistory(Model):
    """The sheet as it last left Accord, and as it did on an earlier day: one day counts as one conversation."""

    last: SheetSeen | None = None
    earlier: SheetSeen | None = None

    def noted(self, day: date, things: dict[str, str]) -> SheetHistory:
        """It leaves Accord now."""
        return SheetHistory(last=SheetSeen(day=day, things=things), earlier=self.before(day))

    def before(self, day: date) -> SheetSeen | None:
        """The sheet that it is compared with on a day."""
        return self.earlier if self.last is not None and self.last.day == day else self.last


class SheetChangeKind(StrEnum):
    """What became of something."""

    ADDED = "added"
    REWORDED = "reworded"
    GONE = "gone"


class SheetChange(NamedTuple):
    """Something that is new, in other words, or no longer on the sheet. `stance`: what an answer was before."""

    kind: SheetChangeKind
    key: str
    stance: Stance | None = None


def things_of(material: SheetMaterial) -> dict[str, str]:
    """All that was chosen, by key. The summary of check-ins, which always differs, is not among it."""
    found = {
        f"{ANSWER}{answer_key(each)}": f"{each.stance}{_APART}{_digest(each.conditions, str(each.ceiling))}"
        for each in material.answers
    }
    found |= {f"term:{each.entry_id}": _digest(each.words) for each in material.terms}
    found |= {f"told:{each.question_id}": _digest(each.words) for each in material.told}
    found |= {f"entry:{each.at.isoformat()}": _digest(each.text.model_dump_json()) for each in material.entries}
    found |= {f"incident:{each.id}": _digest(each.words) for each in material.incidents}
    found |= {question_key(each): "" for each in material.sheet.questions if each.strip()}
    if material.sheet.about.strip():
        found["about"] = _digest(material.sheet.about)
    if material.prepared != Prepared():
        found["prepared"] = _digest(material.prepared.model_dump_json())
    return found


def question_key(question: str) -> str:
    """The key of a question, which is new in other words."""
    return f"question:{_digest(question)}"


def sheet_changes(before: SheetSeen, now: dict[str, str]) -> Iterator[SheetChange]:
    """What differs, in the order of the sheet; last what is gone and has a name that is not somebody's words."""
    for key, value in now.items():
        if key not in before.things:
            yield SheetChange(SheetChangeKind.ADDED, key)
        elif before.things[key] != value:
            yield SheetChange(SheetChangeKind.REWORDED, key, _stance(key, before.things[key]))
    for key, value in before.things.items():
        if key.startswith(ANSWER) and key not in now:
            yield SheetChange(SheetChangeKind.GONE, key, _stance(key, value))


def _stance(key: str, value: str) -> Stance | None:
    stance = value.partition(_APART)[0]
    return Stance(stance) if key.startswith(ANSWER) and stance in set(Stance) else None


def _digest(*words: str) -> str:
    return sha256("\0".join(words).encode()).hexdigest()
