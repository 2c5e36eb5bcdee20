"""What they can see of mine: everything disclosed, and taking it back alone and at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.answer import Stance
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Direction
from app.models.incident import IncidentNote, told_of
from app.models.outline import PersonNeeds
from app.models.sealing import ShareChoice
from app.services import answers, care, incidents, own_entries, printing
from app.services.shared_list import offered_entries, shared_items, shared_terms
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.page_id import PageId
from app.ui.partner_view.page import PartnerViewPage
from app.ui.shared_rows import SharedRow
from app.ui.terms import day_words
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, view_of
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, show, word, workspace
from tests.support.vaults import SHARED, TestVault
from tests.support.widgets import click, find_all, is_shown


def page_of_sam(qtbot: QtBot, vault: TestVault) -> PartnerViewPage:
    page = PartnerViewPage(workspace(vault, vault.people[1:]))
    show(qtbot, page)
    return page


def spoken(page: PartnerViewPage) -> list[str]:
    return [row.accessibleName() for row in find_all(SharedRow, page)]


def opened(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, conditions="alexs words")
    answer(vault, vault.sam, Stance.ONLY_IF, direction=Direction.PASSIVE, conditions="by candle light")
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=KISSING, direction=Direction.TOGETHER)
    word(vault, vault.sam, "never that word")
    open_and_accept(vault)


def test_everything_of_mine_and_nothing_of_theirs(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    text = "\n".join(spoken(page_of_sam(qtbot, vault)))
    for words in ("by candle light", "When I receive", "never that word", "Sam: No"):
        assert words in text
    assert "alexs words" not in text


def test_the_title_carries_the_partners_name(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_sam(qtbot, vault)
    assert is_shown(QLabel, "What Alex can see of mine", page)
    assert is_shown(QLabel, "They see nothing yet", page)


def test_taking_back_works_alone_at_once_and_stays_held_back(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    vault.service.leave(vault.alex)
    page = page_of_sam(qtbot, vault)
    click("Take back: Massage, When I receive", page)
    with vault.unit() as uow:
        assert [item.pairing.activity_id for item in shared_items(uow)] == [KISSING]
        assert uow.private(vault.sam).sharing.choices()[MASSAGE, "passive"] is ShareChoice.HOLD_BACK
    assert not any("candle" in words for words in spoken(page))
    assert is_shown(QLabel, "Taken back: Massage", page)


@pytest.mark.parametrize(
    ("which", "left_to"), [("both ways", lambda _vault: []), ("When I give", lambda vault: [vault.alex])]
)
def test_both_directions_that_say_the_same_are_one_row_and_taken_back_together_or_alone(
    qtbot: QtBot, vault: TestVault, which: str, left_to: Callable[[TestVault], list[PersonId]]
) -> None:
    for person in vault.pair:
        for direction in (Direction.ACTIVE, Direction.PASSIVE):
            answer(vault, person, Stance.WANT, direction=direction)
    open_and_accept(vault)
    page = page_of_sam(qtbot, vault)
    (view,) = page.rows.views
    assert "both ways" in view.words.accessibleName()
    view.take.click()
    acts = {act.text(): act for act in view._menu.actions()}
    assert acts.keys() == {"both ways", "When I give", "When I receive"}
    view._menu.close()
    acts[which].trigger()
    with vault.unit() as uow:
        assert [item.pairing.active for item in shared_items(uow)] == left_to(vault)


def test_words_are_taken_back_too(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of_sam(qtbot, vault)
    click("Take back: Words to avoid", page)
    with vault.unit() as uow:
        assert shared_terms(uow) == ()


def test_it_is_said_beforehand_that_it_cannot_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of_sam(qtbot, vault)
    assert any("cannot be undone" in label.text() for label in find_all(QLabel, page))


def test_an_offered_entry_is_listed(qtbot: QtBot, vault: TestVault) -> None:
    new = answers.NewEntry(category="touch", title="Reading aloud", description="A chapter before sleep.")
    with vault.unit(vault.sam) as uow:
        entry_id = ActivityId(answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids[0])
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=entry_id)
    page = page_of_sam(qtbot, vault)
    assert any("A chapter before sleep." in words for words in spoken(page))
    click("Take back: Reading aloud", page)
    assert spoken(page) == []
    with vault.unit() as uow:
        assert offered_entries(uow) == ()
        assert [entry.id for entry in uow.private(vault.sam).entries.all()] == [entry_id]


def test_one_category_at_a_time(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of_sam(qtbot, vault)
    page.on_category("language")
    assert len(spoken(page)) == 1


def test_the_empty_page_leads_on(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_sam(qtbot, vault)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, _argument: went.append(where))
    click("What I would share", page)
    assert went == [PageId.SHARE]


def test_own_words_in_texts_are_listed_and_taken_back_from_there(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    draft = draft_named(vault, AGREED)
    needs = PersonNeeds(person=vault.sam, text="quillfeather")
    save(vault, draft.evolve(place="the sofa", needs=(needs,)))
    read_and_say_yes(vault, vault.alex, draft.id)
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None
    page = page_of_sam(qtbot, vault)
    page.on_category("in_texts")
    (row,) = [words for words in spoken(page) if "quillfeather" in words]
    assert row.startswith(f"Why I want this. {AGREED}")
    assert f"{AGREED}, version 2: agreed" in row
    assert any("aftercare" in words.lower() for words in spoken(page))
    click(f"Take back: Why I want this, {AGREED}", page)
    assert not any("quillfeather" in words for words in spoken(page))
    held = view_of(vault, draft.id).agreed_now
    assert held is not None
    taken = next(clause for clause in held.ended if clause.id == f"needs:{vault.sam}")
    words = ClauseWriter(vault.people, vault.catalogue, vault.texts).words(taken)
    assert (words.title, words.text) == ("Why Sam wants this", "taken back")
    with vault.unit() as uow:
        page_material = printing.draft_material(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))
    assert taken in page_material.clauses
    assert held.items, "it ended its own line alone"


def test_an_answer_to_a_need_is_taken_back(qtbot: QtBot, vault: TestVault) -> None:
    need = CareNeed(kind=CareKind.SPACE, text="Quiet")
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=AftercarePlan(person=vault.alex, needs=(need,)))
        care.say_can_give(uow, person=vault.sam, need=need, words="a little while")
    page = page_of_sam(qtbot, vault)
    assert any("a little while" in words for words in spoken(page))
    click("Take back: What I can give, Quiet", page)
    with vault.unit() as uow:
        assert [each.answer for each in care.answered_needs(uow)] == [None]


def test_the_way_to_the_resources_stands_before_taking_back(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of_sam(qtbot, vault)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    click("Somebody to talk to", page)
    assert went == [(PageId.READING, "resources")]


def test_what_was_told_when_something_went_wrong_is_taken_back(qtbot: QtBot, vault: TestVault) -> None:
    note = IncidentNote(id="n", day=today(vault), words="quillfeather")
    with vault.unit(vault.sam) as uow:
        incidents.save_note(uow, person=vault.sam, note=note)
    assert spoken(page_of_sam(qtbot, vault)) == [], "a note is seen by nobody"
    with vault.unit(SHARED) as uow:
        incidents.tell_partner(uow, person=vault.sam, note_id=note.id, seen=told_of(note))
    page = page_of_sam(qtbot, vault)
    assert any("quillfeather" in words for words in spoken(page))
    click(f"Take back: What I said when something went wrong, {day_words(note.day, today(vault))}", page)
    with vault.unit() as uow:
        assert incidents.told_to(uow, vault.alex) == ()
        assert uow.private(vault.sam).incidents.all() == (note,)
