"""Home: the next gentle steps, alone and together. Nothing depends on what either person holds back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from app.models.afterwards import is_just_over
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.conversation import FIRST
from app.models.list_place import ListMode
from app.models.list_rows import STARTER
from app.models.live import ended_at
from app.models.next_step import (
    PRINT_FOR,
    TALK_OVER_FOR,
    StepFacts,
    is_planned,
    is_reviewed_soon,
    is_scene_to_review,
    is_to_talk_over,
)
from app.models.opening import PairClass
from app.models.outline import DraftKind
from app.models.presence import Presence
from app.models.said_kinds import APPROVED, DISCLOSED, TALKED
from app.services.afterwards import WaitingCare, waiting_care
from app.services.agreement_store import all_agreements, yeses_of
from app.services.answers import asked_again, hidden_by
from app.services.care import aftercare
from app.services.conversation import OwnTalks, has_told, own_talks
from app.services.conversation_opening import ReadyConversations, ready_conversations
from app.services.draft_lists import SceneRow, WaitingText, scenes, waiting_texts
from app.services.incidents import told_to
from app.services.live import EveningNow, evening_now, lived, running
from app.services.opening import prepared
from app.services.reading import OpenReading, open_reading
from app.services.shared_list import has_open_talk, has_opened
from app.services.sharing import sealed_by
from app.services.signals import all_signals
from app.storage.unit_of_work import UnitOfWork


class OwnSteps(Model):
    """What only this person sees: their progress in the starter deck, whether they are ready, a reading they began.

    `is_through_starter`: they came to its end; any card can be skipped. `has_begun_opening`: part of what they sealed
    was shown. `asked_again`: the entries with a limit that they wanted to be asked about again by now.
    """

    starter_answered: int
    is_through_starter: bool
    ready: bool
    has_begun_opening: bool = False
    reading: OpenReading | None = None
    asked_again: tuple[ActivityId, ...] = ()
    talks: OwnTalks = OwnTalks()
    care: WaitingCare | None = None
    is_told: bool = False


class Home(Model):
    """What Home shows. `own` is None while both are here; `ready_to_open` is None while one person is alone.

    `is_opening`: both are ready, and part of it was shown. `first_told`: something of the first conversation was
    opened. `ready_talks`: the conversations that both are ready to open. `can_pick`: there is no scene yet, but
    something that both are open to. `talked`: how many things were talked about. `unprinted`: what was agreed lately,
    and no page approved since. `just_over`: the agreement of the scene that was over within this hour.
    """

    own: OwnSteps | None
    ready_to_open: bool | None = None
    is_opening: bool = False
    opened: bool = False
    first_told: bool = False
    ready_talks: ReadyConversations = ReadyConversations()
    can_pick: bool = False
    to_talk: bool = False
    talked: int = 0
    signals: int = 0
    practised_on: date | None = None
    aftercare_of: tuple[PersonId, ...] = ()
    agreed: tuple[CurrentAgreement, ...] = ()
    just_over: CurrentAgreement | None = None
    to_debrief: CurrentAgreement | None = None
    scenes: tuple[SceneRow, ...] = ()
    waiting: tuple[WaitingText, ...] = ()
    unprinted: CurrentAgreement | None = None
    evening: EveningNow = EveningNow()

    def without(self, agreement_id: str) -> Home:
        """Without an agreement that somebody has just said is over, which is not written yet."""
        if not agreement_id:
            return self
        unprinted = None if self.unprinted and self.unprinted.agreement.id == agreement_id else self.unprinted
        return self.evolve(
            agreed=tuple(held for held in self.agreed if held.agreement.id != agreement_id), unprinted=unprinted
        )

    @property
    def to_agree(self) -> WaitingText | None:
        """The first text that only agreeing together is left for."""
        return next((text for text in self.waiting if text.is_ready), None)

    def half_said(self, me: PersonId | None) -> WaitingText | None:
        """The first text that somebody has said yes to, and `me` has not; or one of two, while both are here."""
        unread = (text for text in self.waiting if not text.is_ready and len(text.said_by) == 1)
        return next((text for text in unread if me not in text.said_by), None)

    def own_waiting(self, me: PersonId) -> WaitingText | None:
        """The first text that `me` has said yes to alone."""
        return next((text for text in self.waiting if not text.is_ready and me in text.said_by), None)

    def outline(self, *, is_whole: bool) -> SceneRow | None:
        """The first scene that never was agreed, and that nobody has said yes to."""
        said = {text.draft.id for text in self.waiting}
        open_scenes = (row for row in self.scenes if row.current is None and row.draft.id not in said)
        return next((row for row in open_scenes if row.is_whole is is_whole), None)

    def planned(self, today: date) -> CurrentAgreement | None:
        """The scene that comes next."""
        return _planned(self.agreed, today)

    def rules(self) -> CurrentAgreement | None:
        """The last ground rules, agreed or not any more."""
        kinds = ((held, held.agreement.document.kind) for held in self.agreed)
        return next((held for held, kind in kinds if kind is DraftKind.GROUND_RULES), None)

    def scene_to_review(self, today: date) -> CurrentAgreement | None:
        """The scene whose review is due first. Of each scene only the newest version counts."""
        newest = {held.agreement.document.draft_id: held for held in reversed(self.agreed)}
        due = [held for held in newest.values() if is_scene_to_review(held, today)]
        return min(due, key=lambda held: held.agreement.document.review_on or today, default=None)


def facts_of(home: Home, *, presence: Presence, is_solo: bool, people: tuple[PersonId, ...], today: date) -> StepFacts:
    """What the next steps depend on, for those who are here."""
    me, own = presence.holder, home.own
    facts = StepFacts(
        presence=presence.kind,
        is_solo=is_solo,
        are_both_ready=bool(home.ready_to_open),
        is_opening=home.is_opening,
        has_first_talk=home.first_told or (own is not None and own.talks.has_begun_first),
        can_open_talk=bool(home.ready_talks.subjects),
        has_opened=home.opened,
        has_talk=home.to_talk,
        talked=home.talked,
        has_signals=home.signals > 0,
        has_practised=home.practised_on is not None,
        needs_aftercare=any(person not in home.aftercare_of for person in (people if me is None else (me,))),
        has_outline=home.outline(is_whole=False) is not None,
        has_unread=home.outline(is_whole=True) is not None,
        has_half_yes=home.half_said(me) is not None,
        has_waiting_yes=me is not None and home.own_waiting(me) is not None,
        has_agreeable=home.to_agree is not None,
        has_scene=bool(home.scenes),
    )
    return facts.evolve(**_dated(home, today), **({} if own is None else _own(own)))


def _own(own: OwnSteps) -> dict[str, bool]:
    """The facts about one person's own space."""
    return {
        "is_reading": own.reading is not None,
        "has_answered": own.is_through_starter,
        "is_ready": own.ready,
        "is_asked_again": bool(own.asked_again),
        "is_cared_for": own.care is not None,
        "is_told": own.is_told,
        "has_begun_talk": bool(own.talks.begun),
    }


def _dated(home: Home, today: date) -> dict[str, bool]:
    """The facts about what is agreed and the days it names."""
    rules, planned = home.rules(), home.planned(today)
    day = planned.agreement.document.review_on if planned is not None else None
    is_today = day == today
    said_rules = (text for text in home.waiting if text.draft.kind is DraftKind.GROUND_RULES)
    return {
        "wants_rules": rules is None and not any(said_rules),
        "needs_review": rules is not None and (rules.state is AgreementState.LAPSED or is_reviewed_soon(rules, today)),
        "needs_scene_review": home.scene_to_review(today) is not None,
        "needs_print": home.unprinted is not None,
        "is_just_agreed": home.unprinted is not None and home.unprinted.agreement.agreed_on == today,
        "is_scene_running": bool(home.evening.running),
        "is_scene_today": is_today and not home.evening.is_over,
        "is_scene_ahead": planned is not None and not is_today,
        "is_scene_tomorrow": day == today + timedelta(days=1),
        "is_scene_just_over": home.just_over is not None,
        "is_scene_over": home.to_debrief is not None,
    }


def home(
    uow: UnitOfWork,
    *,
    base: Catalogue,
    today: date,
    me: PersonId | None,
    people: tuple[PersonId, ...],
    now: datetime | None = None,
) -> Home:
    """Home for one person (`me`), or for both if `me` is None. Without `now`, nothing that goes by the hour."""
    own = own_steps(uow, me, base, today, now) if me is not None else None
    if not uow.has_shared:
        return Home(own=own)
    held = all_signals(uow).current
    agreed, outlines = all_agreements(uow, today), scenes(uow, base=base, today=today)
    both_people = (people[0], people[1]) if me is None and len(people) == 2 else None
    both = prepared(uow, people=both_people) if both_people is not None else None
    practised = [signal.practised_on for signal in held if signal.practised_on is not None]
    return Home(
        own=own,
        ready_to_open=both.ready if both is not None else None,
        is_opening=both is not None and both.ready and both.begun,
        opened=has_opened(uow),
        first_told=has_told(uow, FIRST),
        ready_talks=ready_conversations(uow, both_people) if both_people is not None else ReadyConversations(),
        can_pick=not outlines and any(uow.parts.count(each, DISCLOSED[PairClass.YES]) for each in uow.parts.people),
        to_talk=has_open_talk(uow),
        talked=min(len(_talked(uow, person)) for person in uow.parts.people),
        signals=len(held),
        practised_on=min(practised) if practised else None,
        aftercare_of=tuple(plan.person for plan in aftercare(uow) if plan.is_answered),
        agreed=agreed,
        just_over=_just_over(uow, agreed, now),
        to_debrief=_to_debrief(uow, agreed, today, now),
        scenes=outlines,
        waiting=waiting_texts(uow, base=base, today=today),
        unprinted=_unprinted(uow, agreed, today),
        evening=evening_now(uow, _planned(agreed, today), today),
    )


def _just_over(uow: UnitOfWork, agreed: Iterable[CurrentAgreement], now: datetime | None) -> CurrentAgreement | None:
    """The agreement under which a scene was held here that has only just stopped."""
    for held in agreed if now is not None else ():
        held_here = lived(uow, held.agreement.id)
        if now is not None and held_here and is_just_over(ended_at(held_here[-1]), now):
            return held
    return None


def _to_debrief(
    uow: UnitOfWork, agreed: Iterable[CurrentAgreement], today: date, now: datetime | None
) -> CurrentAgreement | None:
    """The scene that is just over: by the live page, if it was held there, else by its evening."""
    for held in agreed:
        day = held.agreement.document.review_on
        if day is None or not day <= today <= day + TALK_OVER_FOR:
            continue
        held_here = lived(uow, held.agreement.id)
        over_at = ended_at(held_here[-1]) if held_here else None
        is_running = (scene := running(uow)) is not None and scene.agreement_id == held.agreement.id
        if not is_running and is_to_talk_over(held, today, over_at, now):
            return held
    return None


def _planned(agreed: Iterable[CurrentAgreement], today: date) -> CurrentAgreement | None:
    found = [held for held in agreed if is_planned(held, today)]
    return min(found, key=lambda held: held.agreement.document.review_on or today, default=None)


def _talked(uow: UnitOfWork, person: PersonId) -> set[str]:
    """The activities that were talked about; one talk can be about both sides of one."""
    return {key.partition("|")[0] for key in uow.parts.keys(person, TALKED)}


def _unprinted(uow: UnitOfWork, agreed: Iterable[CurrentAgreement], today: date) -> CurrentAgreement | None:
    """What was agreed lately, if they have not both approved a page since."""
    lately = [held for held in agreed if held.state is AgreementState.AGREED]
    lately = [held for held in lately if today - held.agreement.agreed_on <= PRINT_FOR]
    if not lately:
        return None
    approved = {p: max((row.n for row in uow.parts.of(p, APPROVED)), default=0) for p in uow.parts.people}

    def is_printed(held: CurrentAgreement) -> bool:
        yeses = yeses_of(uow, held.agreement.document.draft_id)
        return all(approved[yes.person] > yes.n for yes in yeses if yes.agreement_id == held.agreement.id)

    return next((held for held in lately if not is_printed(held)), None)


def own_steps(uow: UnitOfWork, person: PersonId, base: Catalogue, today: date, now: datetime | None = None) -> OwnSteps:
    """What one person has begun alone."""
    own = uow.private(person)
    starters = [entry.id for entry in base.starter_deck(hidden_by(uow, person, base))]
    answered = own.answers.answered_among(starters)
    left = own.list_place.get()
    is_at_end = (left.mode, left.deck, left.entry_id) == (ListMode.CARDS, STARTER, "")
    sealed = sealed_by(uow, person) if uow.has_shared else None
    return OwnSteps(
        starter_answered=len(answered),
        is_through_starter=is_at_end or answered.issuperset(starters[-1:]),
        ready=sealed is not None,
        has_begun_opening=sealed is not None and sealed.is_begun,
        reading=open_reading(uow, person=person, base=base, today=today) if uow.has_shared else None,
        talks=own_talks(uow, person, today),
        care=waiting_care(uow, person, now) if now is not None and uow.has_shared else None,
        is_told=any(not each.is_read for each in told_to(uow, person)),
        asked_again=tuple(dict.fromkeys(each.activity_id for each in asked_again(uow, person, base, today))),
    )
