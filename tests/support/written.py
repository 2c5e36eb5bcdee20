"""Two people who write something into every field that a person can write into, through the real services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.answer import Answer, Stance, TermWords
from app.models.base import ActivityId, ItemId, PersonId
from app.models.library import Resource
from app.models.limits import Outcome, Talk, TalkResult
from app.models.material import Material
from app.models.outline import Draft, Line, PersonNeeds, PersonRole, PersonWords, Role
from app.models.person import Hue, MarkShape, PersonMark
from app.models.reading import Reading
from app.models.signal import Channel, Level, SafetySignal
from app.services import answers, care, drafts, opening, own_entries, printing, reading, resources, signals
from app.services.draft_store import all_drafts, require_draft
from app.services.people import profile_of
from app.services.shared_list import shared_items
from app.storage.creation import NewPerson
from tests.support import openings
from tests.support.couples import read_and_say_yes, today
from tests.support.fields import said_kinds_of
from tests.support.vaults import ALEX_WORDS, SAM, SHARED, TestVault, vault_for
from tests.support.written_private import PRIVATE_NOT_TYPED, write_private

Say = Callable[[str], str]
"""What to write into a field, by `Model.field`, with a part after a colon where a field is used several times."""

NOT_TYPED = frozenset(
    {
        "Answer.entry",
        "Approval.agreement",
        "Approval.without",
        "BegunTalk.subject",
        "CatalogueEntry.commitment",
        "CanGive.need",
        "Category.description",  # only the catalogue's own categories have one
        "Category.id",
        "Clause.entry_id",
        "Clause.id",
        "ConversationAnswer.asked",
        "ConversationAnswer.choice",
        "ConversationAnswer.question",
        "ConversationAnswer.subject",
        "CatalogueEntry.category",
        "CatalogueEntry.aliases",  # only the catalogue's own entries have these five
        "CatalogueEntry.in_care",
        "CatalogueEntry.needs",
        "CatalogueEntry.pack",
        "CatalogueEntry.risk",
        "Disclosed.act",
        "Disclosed.entry",
        "Disclosure.conditions",  # a clause holds only a limit's, which has none
        "Document.rules",
        "Document.wider",
        "DraftLine.instead_of",
        "DraftSaid.copy_of",
        "Era.era",
        "Era.space",
        "OfferedEntry.category",
        "OwnQuestion.id",
        "OwnQuestion.subject",
        "OwnWords.commitment",
        "OwnWords.slot",
        "PartEra.era",
        "Live.without",
        "LiveEvent.ids",
        "ListPlace.deck",
        "ListPlace.entry_id",
        "PersonNeeds.needs",
        "Practised.digest",
        "Reading.began_with",
        "Reading.leaving",
        "Reading.replies",
        "KeptResource.country",
        "KeptResource.group",
        "KeptResource.id",
        "KeptResource.last_checked",
        "SealedAnswers.partner",
        "SealedAnswers.shown",
        "SealedConversation.partner",
        "SealedConversation.shown",
        "SealedConversation.subject",
        "SealedItem.entry",
        "SealedTerm.entry",
        "SealedTold.asked",
        "SealedTold.choice",
        "SealedTold.question",
        "SharedItem.act",
        "SignalLine.instead_of",
        "Talk.notes",  # a clause holds only a limit, of which nobody talks
        "TalkSaid.act",
        "TermSaid.entry",
        "TermWords.entry",
        "ToldAnswer.asked",
        "ToldAnswer.choice",
        "Tonight.without",
        "YesSaid.act",
        "YesSaid.space",
        *PRIVATE_NOT_TYPED,
    }
)
"""Ids, slugs, digests and what comes with the program: nobody types these."""

COPIES = frozenset(
    {
        "AskedWords.text",
        "Clause.text",
        "Condition.words",
        "Disclosed.conditions",
        "Document.title",
        "IncidentTold.words",
        "OfferedEntry.category_title",
        "OfferedEntry.description",
        "OfferedEntry.title",
        "OutlineItem.details",
        "SealedItem.conditions",
        "SealedTerm.words",
        "SealedTold.words",
        "TermSaid.words",
        "ToldAnswer.words",
    }
)
"""Where the words of other fields travel to."""

LINES = ("exclusions", "stop_criteria", "rules", "questions", "words")


@contextmanager
def written_vault(folder: Path, say: Say) -> Iterator[TestVault]:
    """A vault for two with everything written, still open."""
    alex = NewPerson(
        passphrase=ALEX_WORDS,
        name=say("Person.name"),
        pronouns=say("Person.pronouns"),
        mark=PersonMark(shape=MarkShape.CIRCLE, hue=Hue.INDIGO, initial=say("PersonMark.initial")),
    )
    with vault_for(folder, alex, SAM) as vault:
        _Writer(vault, say).write_all()
        yield vault


class _Writer:
    """Writes everything in turn, as a couple would."""

    def __init__(self, vault: TestVault, say: Say) -> None:
        self._vault = vault
        self._say = say
        self._numbers = count(1)

    def write_all(self) -> None:
        self._private_list()
        self._open()
        self._care()
        for draft in (self._rules(), self._scene()):
            read_and_say_yes(self._vault, self._vault.alex, draft.id, words=self._say("Reading.words"))
            read_and_say_yes(self._vault, self._vault.sam, draft.id)
            begun = Reading(draft_id=draft.id, person=self._vault.alex, words=self._say("Reading.words"))
            with self._vault.unit(self._vault.alex) as uow:
                reading.keep(uow, reading=begun)
        with self._vault.unit() as uow:
            key = next(iter(uow.private(self._vault.alex).answers.all())).key
        write_private(self._vault, key, self._say)
        for person in self._vault.pair:
            openings.ready(self._vault, person)

    def _private_list(self) -> None:
        vault, say, alex = self._vault, self._say, self._vault.alex
        category = openings.own_category(vault, say("Category.title"))
        new = answers.NewEntry(
            category=category.id, title=say("CatalogueEntry.title"), description=say("CatalogueEntry.description")
        )
        with vault.unit(alex) as uow:
            entry_id = ActivityId(answers.add_entry(uow, person=alex, new=new, new_id=vault.ids).ids[0])
        with vault.unit(SHARED) as uow:
            own_entries.offer_entry(uow, person=alex, entry_id=entry_id)
        with vault.unit(alex) as uow:
            entry = next(e for e in uow.private(alex).entries.all() if e.id == entry_id)
            condition = say("Answer.conditions")
            for activity, direction in ((entry_id, entry.directions[0]), (openings.KISSING, entry.directions[0])):
                own = Answer(
                    activity_id=activity,
                    direction=direction,
                    stance=Stance.ONLY_IF,
                    conditions=condition,
                    note=say("Answer.note"),
                )
                uow.private(alex).answers.save(own, vault.clock())
            uow.commit()
        for activity in (entry_id, openings.KISSING):
            openings.answer(vault, vault.sam, Stance.WANT, activity=activity, direction=entry.directions[0])
        term = TermWords(entry_id=openings.AVOID, words=say("TermWords.words"))
        openings.share_term(vault, alex, term)
        self._resource()

    def _resource(self) -> None:
        # Contacts are written one a line, so a line end parts them; a carriage return within one is kept.
        contacts = tuple(line for line in self._say("KeptResource.contacts").split("\n") if line)
        place = Resource(
            id="",
            country="",
            group="",
            name=self._say("KeptResource.name"),
            about=self._say("KeptResource.about"),
            contacts=contacts,
            hours=self._say("KeptResource.hours"),
        )
        with self._vault.unit(self._vault.alex) as uow:
            resources.save_resource(uow, person=self._vault.alex, resource=place, new_id=self._vault.ids)

    def _open(self) -> None:
        vault = self._vault
        openings.open_and_accept(vault)
        with vault.unit() as uow:
            talks = [item for item in shared_items(uow) if item.outcome is Outcome.TALK]
        for item in talks:
            with vault.unit(SHARED) as uow:
                talk = Talk(result=TalkResult.AGREED, notes=self._say("TalkSaid.notes"))
                opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())

    def _care(self) -> None:
        vault, say = self._vault, self._say
        for level, channel in ((Level.RED, Channel.VERBAL), (Level.RED, Channel.NONVERBAL)):
            signal = SafetySignal(
                id=self._id(),
                level=level,
                channel=channel,
                expression=say(f"SafetySignal.expression:{channel.value}"),
                meaning=say("SafetySignal.meaning"),
                response=say(f"SafetySignal.response:{channel.value}"),
            )
            with vault.unit(SHARED) as uow:
                signals.save_signal(uow, signal=signal, new_id=self._id)
        for person in vault.pair:
            plan = AftercarePlan(
                person=person,
                needs=(CareNeed(kind=CareKind.PHYSICAL, text=say("CareNeed.text")),),
                avoid=(say("AftercarePlan.avoid"),),
                words=say("AftercarePlan.words"),
            )
            with vault.unit(SHARED) as uow:
                care.save_aftercare(uow, plan=plan)
        with vault.unit(SHARED) as uow:
            needed = next(each.need for each in care.answered_needs(uow) if each.person != vault.alex)
            care.say_can_give(uow, person=vault.alex, need=needed, words=say("CanGive.words"))

    def _rules(self) -> Draft:
        with self._vault.unit(SHARED) as uow:
            draft = drafts.open_ground_rules(uow, new_id=self._vault.ids).draft
        return self._save(draft.evolve(**self._lines("rules", "questions")))

    def _scene(self) -> Draft:
        vault, say, alex = self._vault, self._say, self._vault.alex
        with vault.unit(SHARED) as uow:
            draft = drafts.new_scene(uow, title=say("DraftLine.text:title"), new_id=vault.ids).draft
        draft = draft.evolve(
            review_on=today(vault),
            needs=(PersonNeeds(person=alex, text=say("PersonNeeds.text")),),
            roles=(PersonRole(person=alex, role=Role.LEADING, text=say("PersonRole.text")),),
            health=(PersonWords(person=alex, text=say("PersonWords.text")),),
            contacts=(PersonWords(person=alex, text=say("PersonWords.text")),),
            time=say("DraftLine.text:time"),
            place=say("DraftLine.text:place"),
            privacy=say("DraftLine.text:privacy"),
            substances=say("DraftLine.text:substances"),
            debrief=say("DraftLine.text:debrief"),
            cap_minutes=60,
            **self._lines(*LINES),
        )
        self._save(draft)
        with vault.unit() as uow:
            found = [item.pairing for item in shared_items(uow) if item.may_be_proposed]
        for pairing in found:
            with vault.unit(SHARED) as uow:
                drafts.propose_item(uow, draft_id=draft.id, pairing=pairing, by=alex, new_id=vault.ids)
            with vault.unit(SHARED) as uow:
                item = next(i for i in require_draft(uow, draft.id).items if i.pairing == pairing)
                drafts.change_item(uow, draft_id=draft.id, item=item.evolve(details=say("ProposedItem.details")))
        return draft

    def _save(self, draft: Draft) -> Draft:
        with self._vault.unit(SHARED) as uow:
            drafts.save_draft(uow, draft=draft)
        return draft

    def _lines(self, *fields: str) -> dict[str, Any]:
        texts = {field: self._say(f"DraftLine.text:{field}") for field in fields}
        return {field: (Line(id=self._id(), text=text, by=self._vault.alex),) for field, text in texts.items()}

    def _id(self) -> ItemId:
        return ItemId(f"{next(self._numbers):032x}")


def all_that_is_kept(vault: TestVault) -> Iterator[Any]:
    """Everything in the open spaces, read through the repositories."""
    with vault.unit() as uow:
        for person in vault.service.present:
            for name in _PRIVATE:
                yield from getattr(uow.private(person), name).all()
        yield from all_drafts(uow)
        for kind in said_kinds_of():
            yield from (said.body for said in uow.parts.all(kind))
        for person in vault.service.present:
            own = uow.private(person)
            yield profile_of(uow, person)
            yield from (entry for entry in own.journal.all() if entry.binned_at is None)
            yield own.sheet.get()
            yield own.prepared.get()
            yield own.self_checks.get()
            yield own.arrangement.get()
            yield own.unadded.get()
            yield own.prepared.get()
            yield own.read_incidents.get()
            yield own.rushed.get()
            yield from (change.answer for activity in _activities(own) for change in own.answers.history(activity))
            yield from own.resources.all()


def _activities(own: Any) -> set[str]:
    return {answer.activity_id for answer in own.answers.all()}


_PRIVATE = (
    "answers",
    "terms",
    "entries",
    "categories",
    "sharing",
    "readings",
    "templates",
    "ways",
    "check_ins",
    "dimensions",
    "noticed",
    "sessions",
    "set_aside",
    "afterwards",
    "incidents",
    "told_alone",
    "questions",
    "sealed_conversations",
    "begun_talks",
)


def materials(vault: TestVault, person: PersonId, questions: tuple[str, ...]) -> Iterator[Material]:
    """Every page that can have somebody's words on it."""
    with vault.unit() as uow:
        for draft in all_drafts(uow):
            yield printing.draft_material(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))
        yield printing.signal_card(uow, signal_id="", base=vault.catalogue)
        yield printing.own_words(uow, person=person, questions=questions, base=vault.catalogue)
