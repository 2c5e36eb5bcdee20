"""Fills a new vault with the sample people, through the services that screens use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.assets import load_sample_journal
from app.models.aftercare import AftercarePlan, CareNeed
from app.models.agreement import default_review
from app.models.answer import Ceiling, TermWords
from app.models.base import ActivityId, IdSource, ItemId, PersonId
from app.models.catalogue import Catalogue
from app.models.limits import Outcome, Talk
from app.models.outline import Draft, Line, PersonNeeds, Scope
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading, with_yes_to_rest
from app.models.sample import SampleCouple, SampleEntry, SampleScene
from app.models.sealing import ShareChoice
from app.models.texts import Texts
from app.services import agreements, answers, care, drafts, opening, own_entries, reading, sharing, signals
from app.services.draft_store import require_draft
from app.services.sample_check_ins import fill_check_ins
from app.services.sample_journal import write_journals
from app.services.sample_patterns import add_facts
from app.services.shared_list import shared_items
from app.services.units import SHARED, Units

_SATURDAY = 5


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
        """Perform all acts, in the order a couple would."""
        add_facts(self.units, self.people, self.sample, self.now, self.new_id)
        for person in self.people:
            self._answer(person)
        self._open()
        self._care()
        self._ground_rules()
        for scene in self.sample.scenes:
            self._scene(scene)
        for person in self.people:
            fill_check_ins(self.units, person, self._key(person), now=self.now, new_id=self.new_id)
        keys = {self._key(person): person for person in self.people}
        write_journals(self.units, load_sample_journal(self.texts.language), keys, self.now, self.new_id)

    def _key(self, person: PersonId) -> str:
        return self.sample.people[self.people.index(person)].key

    def _person(self, key: str) -> PersonId | None:
        keys = [person.key for person in self.sample.people]
        return self.people[keys.index(key)] if key in keys else None

    def _answer(self, person: PersonId) -> None:
        key, earlier = self._key(person), self.now - timedelta(days=20)
        with self.units(person) as uow:
            own = uow.private(person)
            for answer in self.sample.answers_of(key, self.catalogue):
                own.answers.save(answer, earlier)
            for entry_id, words in self.sample.terms.items():
                if key in words:
                    own.terms.save(TermWords(entry_id=ActivityId(entry_id), words=words[key]), earlier)
                    own.sharing.set_choice((entry_id, ""), ShareChoice.SHARE)
            uow.commit()
        for entry in self.sample.own_entries:
            if entry.by == key:
                self._own_entry(person, entry, answers.NewEntry(**entry.model_dump(exclude={"by", "offer", "answer"})))

    def _own_entry(self, person: PersonId, sample: SampleEntry, new: answers.NewEntry) -> None:
        with self.units(person) as uow:
            entry_id = ActivityId(answers.add_entry(uow, person=person, new=new, new_id=self.new_id).ids[0])
        with self.units(person) as uow:
            own = uow.private(person)
            entry = next(entry for entry in own.entries.all() if entry.id == entry_id)
            for direction in entry.directions:
                own.answers.save(sample.answer_of(entry_id, direction), self.now - timedelta(days=15))
            uow.commit()
        if sample.offer:
            with self.units(SHARED) as uow:
                own_entries.offer_entry(uow, person=person, entry_id=entry_id)

    def _open(self) -> None:
        on = self.today - timedelta(days=12)
        one, other = self.people
        for person, partner in ((one, other), (other, one)):
            with self.units(SHARED) as uow:
                sharing.mark_ready(uow, person=person, partner=partner, base=self.catalogue, now=self.now)
        with self.units(SHARED) as uow:
            begun = opening.begin_opening(uow, people=self.people, base=self.catalogue, today=on)
        with self.units(SHARED) as uow:
            opening.accept_opening(uow, comparison=begun.opening.comparison, today=on, new_id=self.new_id)
        for entry_id, talk in self.sample.talks.items():
            self._talk(entry_id, Talk(result=talk.result, notes=talk.notes))

    def _talk(self, entry_id: str, talk: Talk) -> None:
        with self.units(SHARED) as uow:
            for item in shared_items(uow, f"{entry_id}|"):
                if item.outcome is Outcome.TALK:
                    opening.keep_talk(uow, item=item, talk=talk, now=self.now)
                    return

    def _care(self) -> None:
        practised = self.today - timedelta(days=self.sample.practised_days_ago)
        proposals = [proposal.as_signal(ItemId(self.new_id())) for proposal in self.texts.signals]
        with self.units(SHARED) as uow:
            signals.save_signals(uow, signals=tuple(proposals), new_id=self.new_id)
        with self.units(SHARED) as uow:
            signals.practised(uow, on=practised)
        for person in self.people:
            own = self.sample.aftercare[self._key(person)]
            plan = AftercarePlan(
                person=person,
                needs=tuple(CareNeed(kind=kind, text=text) for kind, text in own.needs),
                avoid=own.avoid,
                words=own.words,
            )
            with self.units(SHARED) as uow:
                care.save_aftercare(uow, plan=plan)

    def _ground_rules(self) -> None:
        rules = self.sample.ground_rules
        on = self.today - timedelta(days=rules.agreed_days_ago)
        with self.units(SHARED) as uow:
            draft = drafts.open_ground_rules(uow, today=on, new_id=self.new_id).draft
        filled = draft.evolve(rules=self._lines(rules.rules), questions=self._lines(rules.questions))
        with self.units(SHARED) as uow:
            drafts.save_draft(uow, draft=filled)
        self._both_read(filled, on)

    def _lines(self, texts: tuple[str, ...]) -> tuple[Line, ...]:
        return tuple(Line(id=ItemId(self.new_id()), text=text) for text in texts)

    def _scene(self, scene: SampleScene) -> None:
        on = self.today - timedelta(days=scene.agreed_days_ago or 0)
        with self.units(SHARED) as uow:
            draft = drafts.new_scene(uow, title=scene.title, today=on, new_id=self.new_id).draft
        filled = self._filled(draft, scene)
        with self.units(SHARED) as uow:
            drafts.save_draft(uow, draft=filled)
        self._propose(filled, scene)
        if scene.agreed_days_ago is None:
            return
        agreement_id = self._both_read(filled, on)
        if scene.withdraw and agreement_id is not None:
            self._withdraw(agreement_id, scene.withdraw)

    def _filled(self, draft: Draft, scene: SampleScene) -> Draft:
        needs = tuple(
            PersonNeeds(person=person, needs=scene.needs[key][0], text=scene.needs[key][1])
            for person in self.people
            if (key := self._key(person)) in scene.needs
        )
        return draft.evolve(
            scope=scene.scope,
            needs=needs,
            exclusions=self._lines(scene.exclusions),
            place=scene.place,
            privacy=scene.privacy,
            cap_minutes=scene.cap,
            check_in_minutes=scene.check_in,
            stop_criteria=self._lines(scene.stop_criteria),
            debrief=scene.debrief,
            review_on=self._evening() if scene.scope is Scope.ONCE else default_review(self.today),
        )

    def _evening(self) -> date:
        """The Saturday that comes next."""
        return self.today + timedelta(days=(_SATURDAY - self.today.weekday()) % 7 or 7)

    def _propose(self, draft: Draft, scene: SampleScene) -> None:
        for number, (entry_id, active, ceiling, phase, details) in enumerate(scene.items):
            pairing = Pairing(activity_id=ActivityId(entry_id), active=self._person(active))
            by = self.people[number % 2]
            with self.units(SHARED) as uow:
                drafts.propose_item(uow, draft_id=draft.id, pairing=pairing, by=by, new_id=self.new_id)
            with self.units(SHARED) as uow:
                item = next(i for i in require_draft(uow, draft.id).items if i.pairing == pairing)
                wanted = Ceiling(ceiling) if ceiling else item.ceiling
                drafts.change_item(
                    uow, draft_id=draft.id, item=item.evolve(ceiling=wanted, phase=phase, details=details)
                )

    def _both_read(self, draft: Draft, on: date) -> str | None:
        agreement_id: str | None = None
        for person in self.people:
            with self.units(SHARED) as uow:
                view = reading.begin(uow, draft_id=draft.id, person=person, base=self.catalogue, today=on)
                own = reading.answers_of(uow, person)
                said = with_yes_to_rest(Reading(draft_id=draft.id, person=person), view.document, view.earlier, own)
                given = reading.say_yes(
                    uow,
                    reading=_all_yes(said, view),
                    seen=view.document.version,
                    base=self.catalogue,
                    now=self.now - (self.today - on),
                    new_id=self.new_id,
                )
            agreement_id = given.agreement.id if given.agreement else None
        return agreement_id

    def _withdraw(self, agreement_id: str, entry_id: str) -> None:
        with self.units(SHARED) as uow:
            held = agreements.agreement_now(uow, agreement_id, self.today)
            clause = next(c for c in held.items if c.item and c.item.pairing.activity_id == entry_id)
            agreements.withdraw(
                uow, person=self.people[0], agreement_id=agreement_id, clause_ids=(clause.id,), now=self.now
            )


def _all_yes(said: Reading, view: reading.ReadingView) -> Reading:
    """Also say yes to what conflicts with a ceiling or condition, as a person would one by one."""
    replies = dict(said.replies)
    for clause in view.document.clauses:
        replies.setdefault(clause.digest, ClauseReply.YES)
    return said.evolve(replies=replies)
