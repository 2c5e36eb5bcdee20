"""Everything a couple can write is written, and deleted in every way there is: no file keeps any of it.

Also not in what no row belongs to any more: free pages, gaps between rows, the search index, journals, notes beside
the vault. Copies in `backups/` keep what they held when they were made, and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.errors import NotYours
from app.models.base import ItemId, PersonId
from app.models.conversation import FIRST, ConversationAnswer
from app.models.outline import Draft, Line
from app.models.prepared import Prepared
from app.models.therapist import TherapistSheet
from app.services import (
    answers,
    care,
    check_ins,
    conversation,
    drafts,
    incidents,
    journal,
    own_entries,
    parting,
    prepared,
    resources,
    signals,
    taking_back,
    therapist,
)
from app.services.long_work import LongWork
from app.services.sharing import everything_seen
from app.services.unadded import keep_unadded
from app.services.units import loses_words
from app.storage.databases import file_name, private_space
from app.storage.files import BACKUPS
from app.storage.spaces import SHARED as SHARED_SPACE
from app.storage.tidying import is_due
from tests.support import factories as make
from tests.support.couples import today
from tests.support.files import contents
from tests.support.pages import decrypted_pages
from tests.support.vaults import PASSPHRASES, SHARED, TestVault
from tests.support.written import written_vault

NEVER_AGREED = "a" * 32
STAYS = {
    "who somebody is": {"Person.name", "Person.pronouns"},
    "the text that was agreed last, as its signals count": {
        "DraftLine.text",
        "ProposedItem.details",
        "Reading.words",
        "SafetySignal.expression",
        "SafetySignal.meaning",
        "SafetySignal.response",
    },
    "what was said in a talk, which both said": {"TalkSaid.notes"},
    "what the history of answers is for": {"Answer.conditions", "Answer.note", "TermWords.words"},
}
"""What nobody can delete alone, and why; *Delete everything* deletes all of it."""


def tag(number: int) -> str:
    """A word like no other, which the search index takes as one."""
    letters = ""
    for _ in range(5):
        letters, number = chr(ord("a") + number % 26) + letters, number // 26
    return f"zqx{letters}xqz"


@dataclass
class Written:
    """A vault in which every field has a word of its own."""

    tags: dict[str, str] = field(default_factory=dict)

    def say(self, name: str) -> str:
        if name == "PersonMark.initial":
            return "A"
        word = tag(len(self.tags))
        self.tags[word] = name
        return word

    def left(self, vault: TestVault) -> set[str]:
        """The fields whose words are in a page of a file, or in a file that is not encrypted."""
        keys = [vault.service.derive(person, words) for person, words in zip(vault.pair, PASSPHRASES, strict=True)]
        shared = keys[0].shared_key
        assert shared is not None
        vault.service.close()
        found = b"".join(data for name, data in contents(vault.folder).items() if not name.startswith(BACKUPS))
        for key in keys:
            path = vault.folder / file_name(private_space(key.person_id))
            found += decrypted_pages(path, key.private_key.reveal())
        found += decrypted_pages(vault.folder / file_name(SHARED_SPACE), shared.reveal())
        return {name.partition(":")[0] for word, name in self.tags.items() if word.encode() in found}


@pytest.fixture
def written(tmp_path: Path) -> Iterator[tuple[Written, TestVault]]:
    said = Written()
    with written_vault(tmp_path / "vault", said.say) as vault:
        lines: dict[str, Any] = {
            name: said.say(f"never agreed.{name}") for name in ("title", "place", "privacy", "debrief")
        }
        line = Line(id=ItemId("b" * 32), text=said.say("never agreed.rules"), by=vault.alex)
        with vault.unit(SHARED) as uow:
            drafts.save_draft(uow, draft=make.draft(NEVER_AGREED, **lines, rules=(line,)))
        yield said, vault


Delete = Callable[[TestVault], None]


def _journal(vault: TestVault) -> None:
    with vault.unit() as uow:
        ids = tuple(each.id for each in uow.private(vault.alex).journal.all())
    with vault.unit(vault.alex) as uow:
        journal.bin_entries(uow, person=vault.alex, entry_ids=ids, now=vault.clock(), work=LongWork())
    with vault.unit(vault.alex) as uow:
        journal.empty_bin(uow, person=vault.alex)


def _templates(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        journal.delete_template(uow, person=vault.alex, template_id="t1")


def _ways(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        journal.delete_way(uow, person=vault.alex, way_id="w1")


def _check_ins(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        check_ins.delete_check_in(uow, person=vault.alex, check_in_id="c1")


def _dimensions(vault: TestVault) -> None:
    for name in ("own.1", "own.2"):
        with vault.unit(vault.alex) as uow:
            check_ins.delete_dimension(uow, person=vault.alex, dimension_id=name)


def _sheet(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        therapist.save_sheet(uow, person=vault.alex, sheet=TherapistSheet())


def _prepared(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        prepared.save_prepared(uow, person=vault.alex, prepared=Prepared())


def _resources(vault: TestVault) -> None:
    with vault.unit() as uow:
        own = uow.private(vault.alex).resources.all()
    for each in own:
        with vault.unit(vault.alex) as uow:
            resources.restore_resource(uow, person=vault.alex, resource_id=each.id)


def _typed(vault: TestVault) -> None:
    for people in ((vault.alex,), vault.pair):
        with vault.unit(SHARED) as uow:
            keep_unadded(uow, people=people, words={"f": ""})


def _incidents(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        incidents.delete_note(uow, person=vault.alex, note_id="i1")


def _conversations(vault: TestVault) -> None:
    with vault.unit() as uow:
        (question,) = uow.private(vault.alex).questions.of(FIRST)
    with vault.unit(SHARED) as uow:
        conversation.delete_question(uow, person=vault.alex, subject=FIRST, question_id=question.id)
    empty = ConversationAnswer(subject=FIRST, question="safe", is_shared=False, at=vault.clock())
    with vault.unit(vault.alex) as uow:
        conversation.save_answer(uow, person=vault.alex, answer=empty)


def _drafts(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        drafts.delete_draft(uow, draft_id=NEVER_AGREED)


def _signals(vault: TestVault) -> None:
    with vault.unit() as uow:
        found = signals.all_signals(uow).shown
    for each in found:
        with vault.unit(SHARED) as uow:
            signals.delete_signal(uow, signal_id=each.signal.id)


def _own_words(vault: TestVault) -> None:
    """What each said in the shared space, and what one said to the other's aftercare."""
    for person in vault.pair:
        with vault.unit() as uow:
            needs = [each.need for each in care.answered_needs(uow) if each.person != person and each.answer]
        for need in needs:
            with vault.unit(SHARED) as uow:
                care.say_can_give(uow, person=person, need=need, words="")
        with vault.unit() as uow:
            seen = everything_seen(uow, person=person, base=vault.catalogue, today=today(vault))
        for words in seen.words:
            with vault.unit(SHARED) as uow:
                taking_back.take_back(uow, person=person, kind=words.kind, key=words.key)


def _list(vault: TestVault) -> None:
    """The own entry with its answers and its category."""
    with vault.unit() as uow:
        own = uow.private(vault.alex)
        (entry,), (category,) = own.entries.all(), own.categories.all()
    with suppress(NotYours), vault.unit(SHARED) as uow:
        own_entries.take_off(uow, person=vault.alex, entry_id=entry.id, with_words=True)
    with vault.unit(SHARED) as uow:
        own_entries.delete_entry(uow, person=vault.alex, entry_id=entry.id)
    with vault.unit(SHARED) as uow:
        answers.delete_category(uow, person=vault.alex, category_id=category.id)


DELETIONS: tuple[Delete, ...] = (
    _journal, _templates, _ways, _check_ins, _dimensions, _sheet, _prepared, _resources, _typed, _incidents,
    _conversations, _drafts, _signals, _own_words, _list,
)  # fmt: skip


def test_nothing_that_was_deleted_is_left_in_any_file(written: tuple[Written, TestVault]) -> None:
    said, vault = written
    fields = {name.partition(":")[0] for name in said.tags.values()}
    for delete in DELETIONS:
        vault.service.tidy()
        with vault.unit() as uow:
            assert not any(is_due(uow.connection(space)) for space in (SHARED_SPACE, *map(private_space, vault.pair)))
        delete(vault)
        with vault.unit() as uow:
            assert is_due(uow.connection(private_space(vault.alex))), f"{delete.__name__} may leave traces"
    stays = {name for names in STAYS.values() for name in names}
    assert said.left(vault) == stays
    assert len(fields - stays) > 40, "the rest was there"
    assert stays < fields


def test_all_of_it_can_be_found_before(written: tuple[Written, TestVault]) -> None:
    said, vault = written
    assert said.left(vault) == {name.partition(":")[0] for name in said.tags.values()}


def test_nothing_is_left_at_all_of_a_vault_that_is_deleted(written: tuple[Written, TestVault], tmp_path: Path) -> None:
    _said, vault = written
    parting.delete_everything(vault.service)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (Prepared(stop_word="red"), Prepared(stop_word="blue"), False),
        (Prepared(stop_word="red"), Prepared(stop_sign="red"), True),
        (Prepared(avoid=("a", "b")), Prepared(avoid=("a",)), True),
        (Prepared(), Prepared(stop_word="red"), False),
        (None, Prepared(stop_word="red"), False),
        (Prepared(stop_word="red"), None, True),
    ],
)
def test_words_that_are_gone_are_a_loss(before: Prepared | None, after: Prepared | None, lost: bool) -> None:
    assert loses_words(before, after) is lost


def test_a_line_that_is_taken_out_is_a_loss_though_another_comes_in() -> None:
    def with_line(number: int) -> Draft:
        return make.draft(rules=(Line(id=ItemId(f"{number:032x}"), text="words", by=PersonId("x" * 32)),))

    assert loses_words(with_line(1), with_line(2))
    assert not loses_words(with_line(1), with_line(1))
