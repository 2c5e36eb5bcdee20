"""The sheet for a therapist in a real vault: only what was chosen, only the person's own, no trace for the partner."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from app.assets import load
from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind
from app.models.check_in import CheckIn, CheckInTexts
from app.models.conversation import ConversationTexts, QuestionSetId
from app.models.journal import Boundary, EntryText, JournalEntry
from app.models.therapist import EntryPart, SummarySpan, TherapistSheet, answer_key
from app.services import answers, check_ins, journal, own_entries, printing, therapist
from app.services.answers import NewEntry
from app.services.therapist import SheetView
from app.storage.spaces import SHARED as SHARED_SPACE
from app.storage.tables_shared import shared_metadata
from tests.services.test_conversation import add, answer
from tests.support import factories as make
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def view(vault: TestVault) -> SheetView:
    with vault.unit() as uow:
        return therapist.sheet_view(
            uow,
            person=vault.alex,
            people=vault.people,
            base=vault.catalogue,
            built_in=load(CheckInTexts).dimensions,
            today=vault.clock().date(),
            zone=UTC,
            asked=load(ConversationTexts).sets[QuestionSetId.FIRST].questions,
        )


def keep(vault: TestVault, sheet: TherapistSheet) -> SheetView:
    with vault.unit(vault.alex) as uow:
        therapist.save_sheet(uow, person=vault.alex, sheet=sheet)
    return view(vault)


def write(vault: TestVault, **said: object) -> JournalEntry:
    with vault.unit(vault.alex) as uow:
        text = EntryText.model_validate(said)
        return journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry


def shared_rows(vault: TestVault) -> list[object]:
    """Every row of the shared space."""
    with vault.unit() as uow:
        connection = uow.connection(SHARED_SPACE)
        return [connection.execute(table.select()).all() for table in shared_metadata.sorted_tables]


def test_nothing_is_chosen_at_first(vault: TestVault) -> None:
    found = view(vault)
    assert found.sheet == TherapistSheet()
    assert found.material.answers == ()
    assert found.material.terms == ()
    assert found.material.entries == ()
    assert found.material.check_ins == ()
    assert found.can_bring.answers


def test_only_what_is_chosen_comes_along(vault: TestVault) -> None:
    limits = [a for a in view(vault).can_bring.answers if a.stance is Stance.HARD_LIMIT]
    kept = keep(vault, TherapistSheet(answers=frozenset({answer_key(limits[0])}), questions=("Why?",)))
    assert kept.material.answers == (limits[0],)
    assert kept.sheet.questions == ("Why?",)


def test_of_an_entry_only_the_chosen_parts(vault: TestVault) -> None:
    entry = write(vault, title="A title", body="A body", fears=("a fear",), tags=("a tag",), for_us="us")
    sheet = TherapistSheet().with_entry(entry.id, True).with_parts(entry.id, frozenset({EntryPart.FEARS}))
    (brought,) = keep(vault, sheet).material.entries
    assert brought.text == EntryText(kind=entry.text.kind, fears=("a fear",))


PARTS: dict[EntryPart, dict[str, object]] = {
    EntryPart.TITLE: {"title": "t"},
    EntryPart.BODY: {"body": "b"},
    EntryPart.FEELINGS: {"feelings": ("f",)},
    EntryPart.FEARS: {"fears": ("e",)},
    EntryPart.VALUES: {"values": ("v",)},
    EntryPart.NEEDS: {"needs": ("n",)},
    EntryPart.MEANING: {"for_us": "u", "for_me": "m", "for_safety": "s"},
}


@pytest.mark.parametrize("part", EntryPart)
def test_each_part_comes_by_itself_and_no_other_with_it(vault: TestVault, part: EntryPart) -> None:
    everything = {name: said for each in PARTS.values() for name, said in each.items()}
    entry = write(vault, tags=("g",), ways=("w",), boundary=Boundary.TRY, **everything)
    sheet = TherapistSheet().with_entry(entry.id, True).with_parts(entry.id, frozenset({part}))
    (brought,) = keep(vault, sheet).material.entries
    assert brought.text == EntryText.model_validate(PARTS[part])


def test_an_entry_that_is_taken_off_again_is_gone_and_the_others_stay(vault: TestVault) -> None:
    one, other = write(vault, body="One"), write(vault, body="Other")
    sheet = TherapistSheet().with_entry(one.id, True).with_entry(other.id, True).with_parts(other.id, frozenset())
    assert sheet.with_entry(one.id, True) == sheet, "choosing again changes nothing"
    left = sheet.with_entry(one.id, False)
    assert [(each.entry_id, each.parts) for each in left.entries] == [(other.id, frozenset())]
    assert [each.at for each in keep(vault, left).material.entries] == [other.at]


def test_what_is_in_the_bin_stays_there(vault: TestVault) -> None:
    entry = write(vault, body="A body")
    keep(vault, TherapistSheet().with_entry(entry.id, True))
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=entry.id, now=vault.clock())
    assert view(vault).material.entries == ()


def test_what_can_be_brought_is_nothing_of_the_partners(vault: TestVault) -> None:
    mine = view(vault).can_bring
    with vault.unit() as uow:
        own = uow.private(vault.alex)
        assert set(mine.answers) <= set(own.answers.all())
        assert set(mine.terms) <= set(own.terms.all())


def test_what_the_partner_worded_is_not_brought_even_where_it_was_answered(vault: TestVault) -> None:
    with vault.unit(vault.sam) as uow:
        new = NewEntry(category="touch", title="Words of Sam", kind=CatalogueKind.ACTIVITY)
        theirs = ActivityId(answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids[0])
    with vault.unit(SHARED_SPACE) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=theirs)
    said = make.answer(theirs, Stance.HARD_LIMIT)
    with vault.unit(vault.alex) as uow:
        answers.save_answer(uow, person=vault.alex, answer=said, now=vault.clock(), today=vault.clock().date())
    found = keep(vault, TherapistSheet(answers=frozenset({answer_key(said)})))
    assert said not in found.can_bring.answers
    assert found.material.answers == ()
    with vault.unit() as uow:
        page = printing.own_words(uow, person=vault.alex, questions=(), base=vault.catalogue)
    assert said not in page.answers, "nor printed with the person's own words"
    assert page.answers


def test_it_leaves_no_trace_in_what_both_see(vault: TestVault) -> None:
    before = shared_rows(vault)
    entry = write(vault, body="A body")
    keys = frozenset(answer_key(a) for a in view(vault).can_bring.answers)
    keep(vault, TherapistSheet(about="First", answers=keys).with_entry(entry.id, True))
    assert shared_rows(vault) == before


def test_an_empty_sheet_is_not_kept(vault: TestVault) -> None:
    keep(vault, TherapistSheet(about="something"))
    keep(vault, TherapistSheet())
    with vault.unit() as uow:
        assert uow.private(vault.alex).sheet.get() == TherapistSheet()


def test_check_ins_of_the_days_that_were_chosen_and_none_that_lie_ahead(vault: TestVault) -> None:
    """As after the clock was put back."""
    now = vault.clock()
    for name, days in (("ahead", 2), ("today", 0), ("first", -13), ("before", -14)):
        with vault.unit(vault.alex) as uow:
            check_in = CheckIn(id=name, at=now + timedelta(days=days), note=name)
            check_ins.save_check_in(uow, person=vault.alex, check_in=check_in)
    brought = {each.id for each in keep(vault, TherapistSheet(span=SummarySpan.FORTNIGHT)).material.check_ins}
    assert brought & {"ahead", "today", "first", "before"} == {"today", "first"}
    assert keep(vault, TherapistSheet()).material.check_ins == ()


def test_own_answers_of_the_first_conversation_come_along_where_they_are_ticked(vault: TestVault) -> None:
    mine = add(vault, vault.alex, "What scares me?", shared=False)
    theirs = add(vault, vault.sam, "What do you dream of?", shared=True)
    answer(vault, vault.alex, mine, "silence")
    answer(vault, vault.alex, theirs, "the sea")
    answer(vault, vault.sam, "safe", "of Sam")
    can_bring = {each.question_id: each for each in view(vault).can_bring.told}
    assert can_bring[mine].words == "silence"
    assert theirs not in can_bring, "the partner worded the question"
    assert can_bring["hope_fear"].words.startswith("I hope"), "also what was never shared"
    assert [each.question_id for each in can_bring.values() if each.health] == ["body"]
    assert "of Sam" not in repr(can_bring)
    assert view(vault).material.told == ()
    kept = keep(vault, TherapistSheet(told=frozenset({mine, "gone"})))
    assert [each.question_id for each in kept.material.told] == [mine]
