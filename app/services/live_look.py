"""How the page of a scene is shown, kept in the own space of each: settings would tell that scenes are held here."""

from __future__ import annotations

from app.models.changes import ChangeKind, Changes
from app.models.live_look import LiveLook, look_of_both
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

_LOOK = "live.look"


def live_look(uow: UnitOfWork) -> LiveLook:
    """What those who are here last chose together."""
    return look_of_both(uow.private(person).prefs.get(_LOOK) or "" for person in uow.here)


def save_live_look(uow: UnitOfWork, look: LiveLook) -> Changes:
    """Remember it for everybody who is here."""
    for person in uow.here:
        uow.private(person).prefs.set(_LOOK, look.words or None)
    return commit(uow, ChangeKind.PREFS)
