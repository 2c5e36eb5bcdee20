"""Looking into the copies that a synchronised folder left of a person's own file, and bringing back what is only there.

Only what is complete in itself is brought back, and what anybody reads of it stays private: nothing becomes shared,
offered or agreed again. Where a copy has a limit or an ending that this file lacks, that counts: the stricter one does.
Everything else of the copies stays where it is, and the copies are not changed or deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from app.models.answer import Answer, AnswerKey, TermWords, Visibility
from app.models.base import IdSource, Model, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.check_in import CheckIn
from app.models.conversation import ConversationAnswer
from app.models.ending import Ending
from app.models.journal import EntryId, JournalEntry, JournalQuery, at_of
from app.models.list_plan import private_answer
from app.models.prepared import Prepared
from app.models.unadded import UnaddedWords
from app.services.answers import agreed_items
from app.services.vault_service import VaultService
from app.storage.conflict_copies import conflict_copies, read_own_copies
from app.storage.databases import private_space
from app.storage.parts import part_of
from app.storage.repositories_private import PrivateRepositories
from app.storage.repository import KeyedRepository
from app.storage.unit_of_work import UnitOfWork

_AT_A_TIME = 500


class Added(StrEnum):
    """What a person adds one by one, each with an id of its own and for themselves."""

    CATEGORIES = "categories"
    ENTRIES = "entries"
    TEMPLATES = "templates"
    WAYS = "ways"
    DIMENSIONS = "dimensions"
    QUESTIONS = "questions"
    INCIDENTS = "incidents"


_WHERE: dict[Added, Callable[[PrivateRepositories], KeyedRepository[Any]]] = {
    Added.CATEGORIES: lambda own: own.categories,
    Added.ENTRIES: lambda own: own.entries,
    Added.TEMPLATES: lambda own: own.templates,
    Added.WAYS: lambda own: own.ways,
    Added.DIMENSIONS: lambda own: own.dimensions,
    Added.QUESTIONS: lambda own: own.questions,
    Added.INCIDENTS: lambda own: own.incidents,
}
_BLANK = Prepared()


class CopiesFound(NamedTuple):
    """What copies there are, and what is in those of a person's own file only."""

    files: int
    unreadable: int
    """Copies of their own file that are damaged, or from before other keys."""
    entries: tuple[JournalEntry, ...] = ()
    """Journal entries that they do not have, or have as they were before."""
    check_ins: tuple[CheckIn, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Answers of their list to what they have not answered."""
    limits: tuple[Answer, ...] = ()
    """Limits, or stricter ones, on what they have answered."""
    words: tuple[TermWords, ...] = ()
    """Their words for terms that have none."""
    told: tuple[ConversationAnswer, ...] = ()
    """Answers to questions of conversations that they have not answered."""
    added: dict[Added, tuple[Model, ...]] = {}
    typed: UnaddedWords = UnaddedWords()
    """What was typed alone into fields that are empty."""
    prepared: Prepared = _BLANK
    """What was prepared in fields that are empty."""
    ended: frozenset[Ending] = frozenset()
    """What they ended."""
    seen: frozenset[Ending] = frozenset()
    """What they have seen ended."""
    different: int = 0
    """Answers that differ and stay as they are."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to bring back."""
        return self[2:-1] == CopiesFound(0, 0)[2:-1]

    @property
    def has_prepared(self) -> bool:
        """Whether a copy has something that was prepared and is missing."""
        return self.prepared != _BLANK


class BroughtBack(Changes):
    """What was brought back. `agreed`: how many of its limits are about something agreed."""

    agreed: int = 0


class _Copy(NamedTuple):
    """What is read of one copy."""

    entries: tuple[JournalEntry, ...]
    check_ins: tuple[CheckIn, ...]
    answers: tuple[Answer, ...]
    words: tuple[TermWords, ...]
    told: tuple[ConversationAnswer, ...]
    added: dict[Added, tuple[Model, ...]]
    typed: UnaddedWords
    prepared: Prepared
    ended: frozenset[Ending]
    seen: frozenset[Ending]


def look_into(vaults: VaultService, *, person: PersonId) -> CopiesFound:
    """Database lane. Look into the copies of a person's own file. VaultUnwritable, NeedsBoth."""
    vault = vaults.vault
    own, key = vault.spaces.source(private_space(person)), vault.spaces.proof_key(person)

    def read(copy: PrivateRepositories) -> _Copy:
        part = part_of(copy.connection, person, key)
        return _Copy(
            tuple(_entries(copy)),
            copy.check_ins.all(),
            copy.answers.all(),
            copy.terms.all(),
            copy.told_alone.all(),
            {kind: where(copy).all() for kind, where in _WHERE.items()},
            copy.unadded.get(),
            copy.prepared.get(),
            part.ended_by(person),
            part.seen(person),
        )

    copies, unreadable = read_own_copies(vault.folder, own, read)
    with vaults.unit() as uow:
        return _compared(uow, person, copies)._replace(files=len(conflict_copies(vault.folder)), unreadable=unreadable)


def _compared(uow: UnitOfWork, person: PersonId, copies: list[_Copy]) -> CopiesFound:
    mine = uow.private(person)
    entries = {(entry.id, entry.text.model_dump_json()): entry for copy in copies for entry in copy.entries}
    known = {check_in.id for check_in in mine.check_ins.all()}
    answers, limits, different = _answers(mine, [answer for copy in copies for answer in copy.answers])
    typed, prepared = mine.unadded.get().alone, mine.prepared.get()
    filled = UnaddedWords(alone={key: words for copy in copies for key, words in copy.typed.alone.items()})
    return CopiesFound(
        0,
        0,
        entries=tuple(entry for entry in entries.values() if _is_missing(mine, entry)),
        check_ins=tuple({each.id: each for copy in copies for each in copy.check_ins if each.id not in known}.values()),
        answers=answers,
        limits=limits,
        words=tuple(_words(mine, copies)),
        told=tuple(_told(mine, copies)),
        added={kind: found for kind in _WHERE if (found := _added(kind, mine, copies))},
        typed=UnaddedWords(alone={key: words for key, words in filled.alone.items() if key not in typed}),
        prepared=_prepared(prepared, [copy.prepared for copy in copies]),
        ended=frozenset().union(*(copy.ended for copy in copies)) - uow.parts.ended_by(person),
        seen=frozenset().union(*(copy.seen for copy in copies)) - uow.parts.seen(person),
        different=different,
    )


def _answers(
    mine: PrivateRepositories, answers: Iterable[Answer]
) -> tuple[tuple[Answer, ...], tuple[Answer, ...], int]:
    """Answers to what is unanswered, limits on what is answered more openly, and how many differ besides.

    What somebody has answered differently since, by their own history, is no news. Answers to a partner's words are
    left out, as these may have changed.
    """
    before = {(change.answer.key, change.answer) for change in mine.answers.whole_history()}
    fresh: dict[AnswerKey, Answer] = {}
    limits: dict[AnswerKey, Answer] = {}
    different: set[AnswerKey] = set()
    for answer in answers:
        key, here = answer.key, mine.answers.get(answer.key)
        if answer.entry or answer.stance is None or (key, answer) in before:
            continue
        if here is None or here.stance is None:
            fresh[key] = _stricter(answer, fresh.get(key))
        elif answer.is_stricter_than(here):
            limits[key] = _stricter(answer, limits.get(key))
        elif answer.stance is not here.stance:
            different.add(key)
    return tuple(fresh.values()), tuple(limits.values()), len(different - limits.keys())


def _stricter(answer: Answer, other: Answer | None) -> Answer:
    return answer if other is None or answer.is_stricter_than(other) else other


def _words(mine: PrivateRepositories, copies: Iterable[_Copy]) -> Iterator[TermWords]:
    have = {term.entry_id for term in mine.terms.all() if term.words.strip()}
    for term in {each.entry_id: each for copy in copies for each in copy.words if each.words.strip()}.values():
        if term.entry_id not in have and not term.entry and not mine.terms.history(term.entry_id):
            yield term


def _told(mine: PrivateRepositories, copies: Iterable[_Copy]) -> Iterator[ConversationAnswer]:
    have = {(each.subject, each.question) for each in mine.told_alone.all()}
    found = {(each.subject, each.question): each for copy in copies for each in copy.told if not each.asked}
    yield from (answer for place, answer in found.items() if place not in have)


def _added(kind: Added, mine: PrivateRepositories, copies: Iterable[_Copy]) -> tuple[Model, ...]:
    where = _WHERE[kind](mine)
    found = {model.id: model for copy in copies for model in copy.added[kind]}  # type: ignore[attr-defined]
    return tuple(model for key, model in found.items() if where.get(key) is None)


def _prepared(here: Prepared, copies: Iterable[Prepared]) -> Prepared:
    """What copies have in fields that are empty here; whether nothing is needed is not asked of a copy."""
    filled = _filled(here, copies)
    found = {name: value for name, value in dict(filled).items() if value != getattr(here, name)}
    return _BLANK.evolve(**found)


def _filled(here: Prepared, copies: Iterable[Prepared]) -> Prepared:
    for copy in copies:
        wish = {name: words for name, words in dict(copy.wish).items() if words and not getattr(here.wish, name)}
        given = {name: value for name, value in dict(copy).items() if value and not getattr(here, name)}
        given = {name: value for name, value in given.items() if name not in ("wish", "nothing")}
        if here.nothing:
            given = {name: value for name, value in given.items() if name not in ("needs", "avoid", "care_words")}
        here = here.evolve(**given, wish=here.wish.evolve(**wish))
    return here


def bring_back(
    uow: UnitOfWork, *, person: PersonId, found: CopiesFound, now: datetime, today: date, new_id: IdSource
) -> BroughtBack:
    """Add what is only in the copies; later words of an entry become one of their own."""
    uow.let_copy_wait()
    own = uow.private(person)
    for kind, models in found.added.items():
        for model in models:
            _WHERE[kind](own).save(model)
    for entry in found.entries:
        is_new = own.journal.get(entry.id) is None
        added = entry.evolve(at=at_of(own.journal.free_moment(entry.moment)))
        own.journal.save(added if is_new else added.evolve(id=EntryId(new_id())))
    for check_in in found.check_ins:
        own.check_ins.save(check_in.evolve(at=own.check_ins.free_time(check_in)))
    _bring_answers(own, found, now)
    for answer in found.told:
        own.told_alone.keep(answer.evolve(is_shared=False))
    own.unadded.save(own.unadded.get().beside(found.typed))
    own.prepared.save(_filled(own.prepared.get(), (found.prepared,)))
    uow.parts.end(person, found.ended)
    uow.parts.note_seen(person, found.seen)
    uow.commit()
    limits = [answer.key for answer in (*found.answers, *found.limits) if answer.stance and answer.stance.is_limit]
    agreed = [key for key in limits if agreed_items(uow, person=person, key=key, today=today)]
    return BroughtBack(kinds=frozenset(ChangeKind), agreed=len(agreed))


def _bring_answers(own: PrivateRepositories, found: CopiesFound, now: datetime) -> None:
    """Save them as private: whoever wants to share one says so on its card."""
    for answer in (*found.answers, *found.limits):
        here = own.answers.get(answer.key)
        if here is None:
            own.answers.save(answer.evolve(visibility=Visibility.NEVER), now)
        elif here.stance is None:
            kept = answer.evolve(visibility=Visibility.NEVER, experience=here.experience or answer.experience)
            own.answers.save(kept.evolve(note=here.note or answer.note), now)
        elif answer.stance is not None:
            own.answers.save(private_answer(here, answer.stance, answer.note), now)
    for term in found.words:
        own.terms.save(term.evolve(never_shared=True), now)
    if found.answers or found.limits:
        own.sharing.unseal()


def _entries(copy: PrivateRepositories) -> Iterator[JournalEntry]:
    moments = sorted({*copy.journal.moments(JournalQuery()), *copy.journal.pinned()})
    for first in range(0, len(moments), _AT_A_TIME):
        for entry in copy.journal.of(moments[first : first + _AT_A_TIME]):
            if not entry.text.is_blank:
                yield entry


def _is_missing(mine: PrivateRepositories, entry: JournalEntry) -> bool:
    before = mine.journal.get(entry.id)
    return before is None or (before.text != entry.text and before.changed_at < entry.changed_at)
