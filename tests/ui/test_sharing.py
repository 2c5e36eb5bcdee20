"""What I would share: the exact words, choices that are kept, and a ready mark that holds nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.answer import Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind, Direction, PackLevel
from app.models.limits import SharedItem
from app.models.pack_choice import PackChoice
from app.models.sealing import SealedAnswers, ShareChoice
from app.services import opening, sharing
from app.services.shared_list import shared_items
from app.ui.kit.flow import holds_focus
from app.ui.shared_rows import SharedRow
from app.ui.sharing.page import SharingPage
from app.ui.terms import entry_title
from tests.support import factories as make
from tests.support.leaks import settle
from tests.support.openings import AVOID, KISSING, MASSAGE, answer, open_and_accept, ready, show, word, workspace
from tests.support.vaults import SHARED, TestVault
from tests.support.widgets import button, click, find_all, is_shown, name_of

HANDS = ActivityId("touch.hand_holding")
GIVING, RECEIVING, BOTH = "Massage, When I give", "Massage, When I receive", "Massage, both ways"


def page_of_sam(qtbot: QtBot, vault: TestVault) -> SharingPage:
    page = SharingPage(workspace(vault, vault.people[1:]))
    show(qtbot, page)
    return page


def sealed(vault: TestVault) -> SealedAnswers | None:
    with vault.unit() as uow:
        return uow.private(vault.sam).sharing.sealed()


def items(vault: TestVault) -> tuple[SharedItem, ...]:
    with vault.unit() as uow:
        return shared_items(uow)


def rows(page: SharingPage, *, hidden: bool = False) -> list[SharedRow]:
    heads = [section.head for section in page.sections.values()]
    return [row for row in find_all(SharedRow, page, hidden=hidden) if row not in heads]


def spoken(page: SharingPage) -> str:
    return "\n".join(row.accessibleName() for row in rows(page))


def unfold(page: SharingPage, key: str) -> None:
    """Press Enter on the heading of a part that is folded."""
    assert page.sections[key].rows is None
    QTest.keyClick(page.sections[key].head, Qt.Key.Key_Return)


def chosen(page: SharingPage, about: str) -> str:
    """The choice that is set for a row."""
    (choice,) = (name for b in find_all(QPushButton, page) if b.isChecked() and (name := name_of(b)).startswith(about))
    return choice.removeprefix(f"{about}: ")


def test_it_shows_the_exact_words(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.ONLY_IF, conditions="only <b>in daylight</b>\nnever after wine")
    word(vault, vault.sam, "  two  spaces ")
    page = page_of_sam(qtbot, vault)
    assert "only <b>in daylight</b>\nnever after wine" in spoken(page)
    assert "When I give" in spoken(page)
    assert "  two  spaces " in spoken(page)


def test_what_is_shown_for_certain_and_own_words_come_first_and_the_rest_is_folded(
    qtbot: QtBot, vault: TestVault
) -> None:
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.sam, Stance.ONLY_IF, direction=Direction.PASSIVE, conditions="slowly")
    answer(vault, vault.sam, Stance.SOFT_LIMIT, activity=KISSING, direction=Direction.TOGETHER)
    answer(vault, vault.sam, Stance.WANT, activity=HANDS, direction=Direction.TOGETHER, visibility=Visibility.ALWAYS)
    word(vault, vault.sam, "two spaces")
    page = page_of_sam(qtbot, vault)
    assert list(page.sections) == ["certain", "own_words", "touch"]
    assert [name.partition(". ")[0] for name in spoken(page).split("\n")] == [
        entry_title(vault.catalogue, key) for key in (HANDS, KISSING, MASSAGE, AVOID)
    ]
    assert GIVING not in all_names(page)
    unfold(page, "touch")
    assert chosen(page, GIVING) == "Share"
    assert "Everyday touch" in name_of(page.sections["touch"].head)


def all_names(page: SharingPage) -> str:
    return "\n".join(name_of(each) for each in find_all(QPushButton, page))


def test_one_category_is_unfolded_at_a_time_and_folding_keeps_nothing(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, activity=ActivityId("service.bath"))
    page = page_of_sam(qtbot, vault)
    unfold(page, "touch")
    unfold(page, "service")
    assert page.sections["touch"].rows is None
    assert spoken(page).startswith(entry_title(vault.catalogue, "service.bath"))
    QTest.keyClick(page.sections["service"].head, Qt.Key.Key_Return)
    assert rows(page, hidden=True) == []


def test_holding_back_keeps_it_out_of_the_seal(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    page = page_of_sam(qtbot, vault)
    unfold(page, "touch")
    click(f"{BOTH}: Hold back", page)
    assert chosen(page, BOTH) == "Hold back", "both directions say the same, so they are one row"
    click("Massage: each way separately", page)
    click(f"{RECEIVING}: Share", page)
    assert (chosen(page, GIVING), chosen(page, RECEIVING)) == ("Hold back", "Share")
    click("Mark ready", page)
    kept = sealed(vault)
    assert kept is not None
    assert [item.direction for item in kept.items] == [Direction.PASSIVE]
    assert is_shown(QPushButton, "Not ready after all", page)
    assert not is_shown(QPushButton, "Mark ready", page)


def test_a_change_takes_the_mark_off(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    page = page_of_sam(qtbot, vault)
    unfold(page, "touch")
    click("Mark ready", page)
    click(f"{GIVING}: Hold back", page)
    assert sealed(vault) is None
    click("Mark ready", page)
    click("Not ready after all", page)
    assert sealed(vault) is None


def test_the_keyboard_goes_to_what_took_the_place_of_what_was_pressed(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_sam(qtbot, vault)
    qtbot.waitUntil(page.isActiveWindow)
    for pressed, after in ((page.ready, page.unready), (page.unready, page.ready)):
        pressed.setFocus()
        QTest.keyClick(pressed, Qt.Key.Key_Return)
        assert page.focusWidget() is after


def test_nothing_to_share_can_be_ready_too(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_sam(qtbot, vault)
    assert is_shown(QLabel, "Nothing to share yet", page)
    QTest.mouseClick(button("Mark ready", page), Qt.MouseButton.LeftButton)
    assert sealed(vault) is not None
    assert is_shown(QPushButton, "Not ready after all", page)


def test_a_whole_category_at_once(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    page = page_of_sam(qtbot, vault)
    unfold(page, "touch")
    assert not is_shown(QPushButton, "Share all", page)
    button("Hold back all", page).setFocus()
    click("Hold back all", page)
    assert chosen(page, BOTH) == "Hold back"
    assert page.focusWidget() is button("Share all", page), "it took the place of what was pressed"
    click("Share all", page)
    assert chosen(page, BOTH) == "Share"
    assert page.focusWidget() is button("Hold back all", page)


def test_a_changed_answer_ends_nothing_until_its_owner_takes_it_back(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.sam, Stance.HARD_LIMIT, direction=Direction.PASSIVE)
    page = page_of_sam(qtbot, vault)
    assert chosen(page, RECEIVING) == "Leave as it is"
    assert "1 left as it is" in name_of(page.sections["certain"].head)
    assert "What Alex sees now: Willing" in spoken(page)
    click("Mark ready", page)
    assert len(items(vault)) == 1
    click(f"{RECEIVING}: Take back", page)
    click("Mark ready", page)
    assert items(vault) == ()
    kept = sealed(vault)
    assert kept is not None
    assert kept.items == ()


def test_the_device_given_to_the_partner_shows_nothing_of_the_first_person(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT, conditions="sams own words")
    ws = workspace(vault, vault.people)
    ws.session.hand_to(vault.sam)
    page = SharingPage(ws)
    show(qtbot, page)
    assert "sams own words" in spoken(page)
    ws.session.hand_to(vault.alex)
    assert find_all(SharedRow, page, hidden=True) == []
    assert page.sections == {}
    assert is_shown(QLabel, "Nothing to share yet", page)


def answer_everything(vault: TestVault, *, words: str = "") -> None:
    """Sam says something to every activity, in every pack, and perhaps to every term."""
    now = vault.clock()
    with vault.unit(vault.sam) as uow:
        own = uow.private(vault.sam)
        own.packs.save(PackChoice(level=PackLevel.EVERYTHING))
        for entry in vault.catalogue.entries:
            for direction in entry.directions:
                stance = Stance.WILLING if direction is Direction.PASSIVE else Stance.WANT
                own.answers.save(make.answer(entry.id, stance, direction), now)
            if entry.kind is CatalogueKind.TERM and words:
                own.terms.save(make.term_words(entry.id, words), now)
        uow.commit()


def test_many_answers_stay_light(qtbot: QtBot, vault: TestVault) -> None:
    answer_everything(vault, words="words")
    page = page_of_sam(qtbot, vault)
    with vault.unit() as uow:
        shown = sharing.would_share(uow, person=vault.sam, base=vault.catalogue)
    assert len(shown.rows) > 400
    for group in page.presenter.groups():
        if page.sections[group.key].rows is None:
            unfold(page, group.key)
        settle()
        # Twelve rows of own words, twelve of a category, and a heading for each of the others.
        assert len(page.findChildren(QWidget)) < 400
        assert len(rows(page, hidden=True)) <= 24
    everything = sum(len(group.rows) for group in page.presenter.groups())
    assert everything == len(shown.rows)


def test_by_keyboard_alone(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    page = page_of_sam(qtbot, vault)
    unfold(page, "touch")
    button(f"{GIVING}: Share", page).setFocus()
    QTest.keyClick(button(f"{GIVING}: Share", page), Qt.Key.Key_Right)
    QTest.keyClick(button(f"{GIVING}: Hold back", page), Qt.Key.Key_Return)
    with vault.unit() as uow:
        assert uow.private(vault.sam).sharing.choices() == {(MASSAGE, "active"): ShareChoice.HOLD_BACK}
    assert AVOID not in spoken(page)


def test_what_was_opened_in_part_says_so_until_something_is_changed(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit(SHARED) as uow:
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    page = page_of_sam(qtbot, vault)
    assert is_shown(QLabel, "You have begun to open this together.", page)
    unfold(page, "touch")
    click(f"{RECEIVING}: Hold back", page)
    assert not is_shown(QLabel, "You have begun to open this together.", page)
    assert is_shown(QPushButton, "Mark ready", page)


def test_rows_are_shown_a_page_at_a_time_by_the_same_views(qtbot: QtBot, vault: TestVault) -> None:
    answer_everything(vault)
    page = page_of_sam(qtbot, vault)
    group = max(page.presenter.groups(), key=lambda group: len(group.rows))
    unfold(page, group.key)
    first, views = spoken(page), rows(page)
    assert len(views) == 12
    click("More of these", page)
    later = rows(page)
    titles = [entry_title(vault.catalogue, row.entry_id) for row in group.rows[12:24]]
    assert [view.accessibleName().partition(". ")[0] for view in later] == titles
    assert set(rows(page, hidden=True)) == set(views)
    assert holds_focus(page.sections[group.key])
    click("Back", page)
    assert spoken(page) == first


def test_it_says_beforehand_that_silence_can_be_read(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.WANT)
    page = page_of_sam(qtbot, vault)
    for _ready in range(2):
        said = "\n".join(label.text() for label in find_all(QLabel, page))
        assert "That can be read as an answer, so please do not ask" in said
        page.presenter.mark_ready()
    assert page.presenter.is_ready


def test_the_way_to_the_resources_stands_where_something_can_be_taken_back(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.sam, Stance.HARD_LIMIT)
    for may_take_back in (False, True):
        page = page_of_sam(qtbot, vault)
        assert page.sections["certain"].resources.isVisible() is may_take_back
        said = "\n".join(label.text() for label in find_all(QLabel, page))
        assert ("What you take back leaves the shared list at once" in said) is may_take_back
        if not may_take_back:
            open_and_accept(vault)
