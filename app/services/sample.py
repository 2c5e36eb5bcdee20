"""Fills a new vault with the sample people, through the services that screens use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from app.models.agreement import default_review
from app.models.answer import Answer, TermWords
from app.models.base import ActivityId, IdSource, ItemId, PersonId
from app.models.catalogue import Catalogue
from app.models.conversation import FIRST, Question
from app.models.limits import Outcome, Talk
from app.models.outline import Draft, Line, Scope
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading
from app.models.sample import SampleCouple, SampleDraft, SampleEntry, SamplePerson
from app.models.sealing import ShareChoice
from app.models.texts import Texts
from app.services import (
    agreements,
    answers,
    care,
    check_ins,
    conversation,
    conversation_opening,
    drafts,
    journal,
    opening,
    own_entries,
    reading,
    sharing,
    signals,
)
from app.services.draft_store import require_draft
from app.services.noticing import start_looking
from app.services.shared_list import shared_items
from app.services.units import SHARED, Units
from app.storage.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")

_SATURDAY = 5
_PLAIN_FIELDS = ("scope", "place", "privacy", "cap_minutes", "check_in_minutes", "debrief")
_LINE_FIELDS = ("rules", "questions", "exclusions", "stop_criteria")


@dataclass(frozen=True)
class SampleBuilder:
    """Performs the sample people's acts; all dates are before `now`."""

    units: Units
    sample: SampleCouple
    catalogue: Catalogue
    texts: Texts
    people: tuple[PersonId, PersonId]
    now: datetime
    today: date
    new_id: IdSource

    def fill(self) -> None:
        """Perform all acts but those of `SampleCouple.evening`, in the order a couple would."""
        own = tuple(zip(self.people, self.sample.people, strict=True))
        for person, sample in own:
            self.act(person, self._look_back, person, sample)
            self.act(person, self._answer, person, sample)
            for entry in sample.own_entries:
                self._own_entry(person, entry)
        self._open()
        self._talk_first()
        self._care()
        for draft in self.sample.drafts:
            self.make_draft(draft)
        for person, sample in own:
            self._write(person, sample)

    def act(self, space: str, act: Callable[Concatenate[UnitOfWork, P], T], *given: P.args, **named: P.kwargs) -> T:
        """Perform one act of a person, or of both."""
        with self.units(space) as uow:
            return act(uow, *given, **named)

    def _look_back(self, uow: UnitOfWork, person: PersonId, sample: SamplePerson) -> None:
        """The facts behind *My patterns*, before the current answers."""
        own = uow.private(person)
        for earlier in sample.earlier:
            change = earlier.change(self.now)
            own.answers.save(change.answer, change.at)
        for notice in sample.noticed:
            own.noticed.save(notice.noticed(self.now, self.new_id))
        if sample.noticed or sample.sessions:
            start_looking(uow, person, self.now)
        for evening in sample.sessions:
            own.sessions.save(evening.session(self.now, self.new_id))
        uow.commit()

    def _answer(self, uow: UnitOfWork, person: PersonId, sample: SamplePerson) -> None:
        own, earlier = uow.private(person), self.now - timedelta(days=20)
        for answer in sample.answers:
            own.answers.save(answer, earlier)
        for entry_id, words in sample.terms.items():
            own.terms.save(TermWords(entry_id=entry_id, words=words), earlier)
            own.sharing.set_choice((entry_id, ""), ShareChoice.SHARE)
        uow.commit()

    def _own_entry(self, person: PersonId, sample: SampleEntry) -> None:
        new = answers.NewEntry(**sample.model_dump(exclude={"offer", "stance"}))
        saved = self.act(person, answers.add_entry, person=person, new=new, new_id=self.new_id)
        entry_id = ActivityId(saved.ids[0])
        with self.units(person) as uow:
            for direction in answers.own_entry(uow, person, entry_id).directions:
                answer = Answer(activity_id=entry_id, direction=direction).with_stance(sample.stance)
                uow.private(person).answers.save(answer, self.now - timedelta(days=15))
            uow.commit()
        if sample.offer:
            self.act(SHARED, own_entries.offer_entry, person=person, entry_id=entry_id)

    def _open(self) -> None:
        on, base = self.today - timedelta(days=12), self.catalogue
        for person, partner in (self.people, self.people[::-1]):
            self.act(SHARED, sharing.mark_ready, person=person, partner=partner, base=base)
        found = self.act(SHARED, opening.begin_opening, people=self.people, base=base, today=on).opening
        self.act(SHARED, opening.accept_opening, comparison=found.comparison, today=on, new_id=self.new_id)
        for entry_id, talk in self.sample.talks.items():
            self.act(SHARED, self._talk, entry_id, talk)

    def _talk_first(self) -> None:
        """The first conversation, opened together."""
        people, on = self.people, self.now - timedelta(days=13)
        asked = tuple(
            Question(id=name) for name in dict.fromkeys(t.question for p in self.sample.people for t in p.told)
        )
        for person, sample in zip(people, self.sample.people, strict=True):
            for told in sample.told:
                self.act(person, conversation.save_answer, person=person, answer=told.answer(on))
            self.act(person, conversation.mark_ready, person=person, subject=FIRST, asked=asked)
        act, base = conversation_opening, self.catalogue
        begun = self.act(SHARED, act.begin_conversation, people=people, subject=FIRST, asked=asked, base=base)
        self.act(SHARED, act.accept_conversation, people=people, subject=FIRST, opened=begun.opened)

    def _talk(self, uow: UnitOfWork, entry_id: str, talk: Talk) -> None:
        item = next(each for each in shared_items(uow, f"{entry_id}|") if each.outcome is Outcome.TALK)
        opening.keep_talk(uow, item=item, talk=talk, now=self.now)

    def _care(self) -> None:
        practised = self.today - timedelta(days=self.sample.practised_days_ago)
        proposals = tuple(signal.evolve(id=self.new_id()) for signal in self.texts.signals)
        self.act(SHARED, signals.save_signals, signals=proposals, new_id=self.new_id)
        self.act(SHARED, signals.practised, on=practised)
        for sample in self.sample.people:
            plan = sample.aftercare.evolve(person=self.person(sample.key))
            self.act(SHARED, care.save_aftercare, plan=plan)

    def person(self, key: str) -> PersonId:
        """The id of a person."""
        return self.people[[person.key for person in self.sample.people].index(key)]

    def make_draft(self, sample: SampleDraft, evening: date | None = None) -> ItemId | None:
        """A draft, and the id of the agreement that both read it into, if they do. `evening`: of a single scene."""
        on = self.today - timedelta(days=sample.agreed_days_ago or 0)
        draft = self.act(SHARED, self._begun, sample).draft
        filled = draft.evolve(
            needs=tuple(needs.evolve(person=self.person(needs.person)) for needs in sample.needs),
            review_on=evening or self._review_on(sample),
            **{name: getattr(sample, name) for name in _PLAIN_FIELDS},
            **{name: self._lines(getattr(sample, name)) for name in _LINE_FIELDS},
        )
        self.act(SHARED, drafts.save_draft, draft=filled)
        self._propose(filled, sample)
        agreement_id = self._both_read(filled, on) if sample.agreed_days_ago is not None else None
        if sample.withdraw and agreement_id is not None:
            self.act(SHARED, self._withdraw, agreement_id, sample.withdraw)
        return agreement_id

    def _begun(self, uow: UnitOfWork, sample: SampleDraft) -> drafts.DraftSaved:
        if sample.title:
            return drafts.new_scene(uow, title=sample.title, new_id=self.new_id)
        return drafts.open_ground_rules(uow, new_id=self.new_id)

    def _lines(self, texts: tuple[str, ...]) -> tuple[Line, ...]:
        return tuple(Line(id=ItemId(self.new_id()), text=text) for text in texts)

    def _review_on(self, sample: SampleDraft) -> date | None:
        """The next Saturday for a single scene; ground rules leave the day open."""
        if not sample.title:
            return None
        if sample.scope is not Scope.ONCE:
            return default_review(self.today)
        return self.today + timedelta(days=(_SATURDAY - self.today.weekday()) % 7 or 7)

    def _propose(self, draft: Draft, sample: SampleDraft) -> None:
        for number, wanted in enumerate(sample.items):
            active = self.person(wanted.active) if wanted.active else None
            pairing, by = Pairing(activity_id=wanted.activity, active=active), self.people[number % 2]
            self.act(SHARED, drafts.propose_item, draft_id=draft.id, pairing=pairing, by=by, new_id=self.new_id)
            with self.units(SHARED) as uow:
                item = next(i for i in require_draft(uow, draft.id).items if i.pairing == pairing)
                changed = item.evolve(
                    ceiling=wanted.ceiling or item.ceiling, phase=wanted.phase, details=wanted.details
                )
                drafts.change_item(uow, draft_id=draft.id, item=changed)

    def _both_read(self, draft: Draft, on: date) -> ItemId | None:
        given = [self.act(SHARED, self._read, draft, person, on) for person in self.people]
        agreement = given[-1].agreement
        return agreement.id if agreement is not None else None

    def _read(self, uow: UnitOfWork, draft: Draft, person: PersonId, on: date) -> reading.YesGiven:
        """Say yes to everything, also to what conflicts with a ceiling or a condition."""
        document = reading.begin(uow, draft_id=draft.id, person=person, base=self.catalogue, today=on).document
        replies = dict.fromkeys((clause.digest for clause in document.clauses), ClauseReply.YES)
        return reading.say_yes(
            uow,
            reading=Reading(draft_id=draft.id, person=person, replies=replies),
            seen=document.version,
            base=self.catalogue,
            now=self.now - (self.today - on),
            new_id=self.new_id,
        )

    def _withdraw(self, uow: UnitOfWork, agreement_id: str, entry_id: str) -> None:
        held = agreements.agreement_now(uow, agreement_id, self.today)
        clause = next(c for c in held.items if c.item and c.item.pairing.activity_id == entry_id)
        agreements.withdraw(
            uow, person=self.people[0], agreement_id=agreement_id, clause_ids=(clause.id,), now=self.now
        )

    def _write(self, person: PersonId, sample: SamplePerson) -> None:
        """Check-ins, and the journal with its templates and ways."""
        for check_in in (each.check_in(self.now, self.new_id) for each in sample.check_ins):
            self.act(person, check_ins.save_check_in, person=person, check_in=check_in)
        for way in sample.ways:
            self.act(person, journal.save_way, person=person, way=way)
        for template in sample.templates:
            self.act(person, journal.save_template, person=person, template=template)
        for entry in sorted(sample.journal, key=lambda each: -each.hours_ago):
            at = self.now - timedelta(hours=entry.hours_ago)
            with self.units(person) as uow:
                saved = journal.new_entry(uow, person=person, text=entry.text, now=at, new_id=self.new_id).entry
            with self.units(person) as uow:
                if entry.pinned:
                    journal.pin(uow, person=person, entry_id=saved.id, pinned=True)
                if entry.binned:
                    journal.bin_entry(uow, person=person, entry_id=saved.id, now=at)
