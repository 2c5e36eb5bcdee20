"""The parts of the scene editor and their progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.models.base import PersonId
from app.models.blockers import Requirement
from app.models.outline import Draft, DraftSection
from app.services.drafts import DraftView
from app.ui.agreement.section_view import OutlinePart, section_state
from app.ui.kit.section_list import SectionLine, SectionState

_CARE_NEEDS = frozenset({Requirement.VERBAL_RED, Requirement.SPEECHLESS_RED, Requirement.AFTERCARE})


def scene_lines(view: DraftView, people: Sequence[PersonId]) -> tuple[SectionLine, ...]:
    """The list at the left of the editor."""
    say, draft = QCoreApplication.translate, view.draft
    items = section_state(draft, DraftSection.ITEMS, bool(draft.items))
    out = section_state(draft, DraftSection.EXCLUSIONS, bool(draft.exclusions))
    lines = (
        _line(OutlinePart.NEEDS, say("Scenes", "Why we want this"), needs_state(draft, people)),
        _line(OutlinePart.ITEMS, say("Scenes", "What happens"), items),
        _line(OutlinePart.OUT, say("Scenes", "What stays out"), out),
        _line(OutlinePart.PLACE, say("Scenes", "Place and time"), place_state(draft)),
        _line(OutlinePart.CARE, say("Scenes", "Signals and aftercare"), care_state(view)),
        _line(OutlinePart.MORE, say("Scenes", "Add more…"), SectionState.ADD),
    )
    if view.versions:
        return (_line(OutlinePart.AGREED, say("Scenes", "The agreed page"), SectionState.DONE), *lines)
    return lines


def needs_state(draft: Draft, people: Sequence[PersonId]) -> SectionState:
    """Done once everybody gave their needs, or settled the section."""
    said = {needs.person for needs in draft.needs if needs.needs or needs.text.strip()}
    if DraftSection.NEEDS in draft.settled or said >= set(people):
        return SectionState.DONE
    return SectionState.STARTED if said else SectionState.EMPTY


def place_state(draft: Draft) -> SectionState:
    """Done with a place and a time cap."""
    if draft.cap_minutes is not None and (draft.place.strip() or DraftSection.PLACE_TIME in draft.settled):
        return SectionState.DONE
    started = draft.cap_minutes or draft.check_in_minutes or draft.place.strip() or draft.privacy.strip()
    return SectionState.STARTED if started else SectionState.EMPTY


def care_state(view: DraftView) -> SectionState:
    """Done once nothing in it blocks an agreement."""
    if all(blocker.need not in _CARE_NEEDS for blocker in view.missing):
        return SectionState.DONE
    there = any(clause.section in (DraftSection.SIGNALS, DraftSection.AFTERCARE) for clause in view.document.clauses)
    return SectionState.STARTED if there else SectionState.EMPTY


def _line(key: str, title: str, state: SectionState) -> SectionLine:
    words = {
        SectionState.EMPTY: QCoreApplication.translate("Scenes", "empty"),
        SectionState.STARTED: QCoreApplication.translate("Scenes", "started"),
        SectionState.DONE: QCoreApplication.translate("Scenes", "done"),
    }
    return SectionLine(key, title, state, words.get(state, ""))
