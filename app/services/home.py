"""Home: the next gentle steps, alone and together. Nothing depends on what either person holds back."""

from __future__ import annotations

from datetime import date

from app.models.agreement import CurrentAgreement
from app.models.base import Model, PersonId
from app.models.catalogue import Catalogue
from app.services.agreement_store import all_agreements
from app.services.care import aftercare
from app.services.drafts import SceneRow, WaitingText, scenes, waiting_texts
from app.services.reading import OpenReading, open_reading
from app.services.shared_list import has_open_talk, has_opened
from app.services.sharing import both_ready, is_ready
from app.services.signals import all_signals
from app.storage.unit_of_work import UnitOfWork


class OwnSteps(Model):
    """What only this person sees: their progress in the starter deck, whether they are ready, a reading they began."""

    starter_answered: int
    starter_total: int
    ready: bool
    reading: OpenReading | None = None


class Home(Model):
    """What Home shows. `own` is None while both are here; `ready_to_open` is None while one is alone."""

    own: OwnSteps | None
    ready_to_open: bool | None = None
    opened: bool = False
    to_talk: bool = False
    signals: int = 0
    practised_on: date | None = None
    aftercare_of: tuple[PersonId, ...] = ()
    agreed: tuple[CurrentAgreement, ...] = ()
    scenes: tuple[SceneRow, ...] = ()
    waiting: tuple[WaitingText, ...] = ()


def home(
    uow: UnitOfWork,
    *,
    base: Catalogue,
    today: date,
    me: PersonId | None,
    people: tuple[PersonId, ...],
) -> Home:
    """Home for one person (`me`), or for both if `me` is None."""
    own = own_steps(uow, me, base, today) if me is not None else None
    if not uow.has_shared:
        return Home(own=own)
    held = all_signals(uow).current
    practised = [signal.practised_on for signal in held if signal.practised_on is not None]
    return Home(
        own=own,
        ready_to_open=both_ready(uow, people=(people[0], people[1])) if me is None and len(people) == 2 else None,
        opened=has_opened(uow),
        to_talk=has_open_talk(uow),
        signals=len(held),
        practised_on=min(practised) if practised else None,
        aftercare_of=tuple(plan.person for plan in aftercare(uow) if plan.is_answered),
        agreed=all_agreements(uow, today),
        scenes=scenes(uow, base=base, today=today),
        waiting=waiting_texts(uow, base=base, today=today),
    )


def own_steps(uow: UnitOfWork, person: PersonId, base: Catalogue, today: date) -> OwnSteps:
    """What one person has begun alone."""
    answers = uow.private(person).answers
    starters = [entry.id for entry in base.entries if entry.starter]
    return OwnSteps(
        starter_answered=len(answers.answered_among(starters)),
        starter_total=len(starters),
        ready=is_ready(uow, person=person) if uow.has_shared else False,
        reading=open_reading(uow, person=person, base=base, today=today) if uow.has_shared else None,
    )
