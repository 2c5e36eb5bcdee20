"""Signals and Aftercare on real vaults: acts are stored, can be undone, and only owners edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable
from app.models.aftercare import AftercarePlan, CareKind, Giving
from app.models.canonical import plain
from app.models.changes import Changes
from app.models.presence import Presence
from app.models.signal import Channel, Level, SafetySignal
from app.services import care
from app.services import signals as signals_service
from app.ui.aftercare.column import CareColumn
from app.ui.aftercare.page import AftercarePage
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.buttons import Button
from app.ui.page_id import PageId
from app.ui.signals.page import SignalsPage
from app.ui.signals.practise import LargeSignal, PractiseCard
from app.ui.workspace import Workspace
from tests.support.factories import signal
from tests.support.leaks import settle
from tests.support.openings import show
from tests.support.show_page import show_page
from tests.support.texts import AWKWARD
from tests.support.vaults import SHARED, TestVault, vault_for
from tests.support.workspace import workspace_over


def _workspace(vault: TestVault, *, together: bool = True) -> Workspace:
    here = vault.people if together else vault.people[:1]
    return workspace_over(vault, here)


def _signals(vault: TestVault) -> tuple[SafetySignal, ...]:
    with vault.unit() as uow:
        return tuple(shown.signal for shown in signals_service.all_signals(uow).shown)


def _plans(vault: TestVault) -> dict[str, AftercarePlan]:
    with vault.unit() as uow:
        return {plan.person: plan for plan in care.aftercare(uow)}


@pytest.fixture
def signals(qtbot: QtBot, vault: TestVault) -> SignalsPage:
    ws = _workspace(vault)
    return show_page(qtbot, SignalsPage(ws))


def test_after_the_proposal_the_keyboard_is_on_practising(qtbot: QtBot, signals: SignalsPage) -> None:
    signals.activateWindow()
    qtbot.waitUntil(signals.isActiveWindow)
    start = signals._start
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Return)
    qtbot.waitUntil(signals._practise.hasFocus)


def test_the_proposal_is_added_only_once(signals: SignalsPage, vault: TestVault) -> None:
    assert signals._empty.isVisible()
    signals.presenter.take_proposal()
    assert len(_signals(vault)) == 6
    signals.presenter.take_proposal()
    assert len(_signals(vault)) == 6
    assert not signals._empty.isVisible()
    assert not signals.notice.isVisible(), "a spoken and a speechless red are there"


def test_practising_dates_what_was_practised(signals: SignalsPage, vault: TestVault) -> None:
    signals.presenter.take_proposal()
    signals.on_practise()
    card = signals._overlay
    assert card is not None
    card.on_did()  # type: ignore[attr-defined]
    card.on_skip()  # type: ignore[attr-defined]
    QTest.keyClick(card, Qt.Key.Key_Escape)
    dated = [signal for signal in _signals(vault) if signal.practised_on is not None]
    assert [signal.level for signal in dated] == [Level.RED]
    assert dated[0].practised_on == vault.clock().astimezone().date()


def test_after_practising_the_keyboard_is_on_the_heading_that_tells_of_it(
    qtbot: QtBot, signals: SignalsPage, vault: TestVault
) -> None:
    signals.presenter.take_proposal()
    signals.activateWindow()
    qtbot.waitUntil(signals.isActiveWindow)
    signals.on_practise()
    assert isinstance(signals._overlay, PractiseCard)
    assert signals.focusWidget() is signals._overlay._words, "what is practised, not that it was"
    QTest.keyClick(signals._overlay, Qt.Key.Key_Escape)
    assert signals.focusWidget() is signals.header._title


def test_a_changed_word_has_not_been_practised(signals: SignalsPage, vault: TestVault) -> None:
    signals.presenter.take_proposal()
    first = signals.presenter.of(Level.RED)[0].signal
    signals.presenter.practised((first.id,))
    card = signals._rows[first.id]
    card.on_change()
    card._expression.show_text("pineapple")
    card.flush()
    kept = next(signal for signal in _signals(vault) if signal.id == first.id)
    assert (kept.expression, kept.practised_on) == ("pineapple", None)
    assert card.is_editing, "saving does not close the fields"


def test_whoever_was_handed_the_device_changes_no_signal_for_both(signals: SignalsPage, vault: TestVault) -> None:
    signals.presenter.take_proposal()
    with vault.unit() as uow:
        before = signals_service.all_signals(uow).current
    session = signals.ws.session
    session.set_presence(session.presence.handed_to(vault.alex))
    red, yellow = (next(each for each in before if each.level is level) for level in (Level.RED, Level.YELLOW))
    signals.presenter.revise(red.evolve(level=Level.GREEN))
    signals.presenter.delete(yellow.id)
    with vault.unit() as uow:
        assert signals_service.all_signals(uow).current == before


def test_an_emptied_word_keeps_the_one_before(signals: SignalsPage, vault: TestVault) -> None:
    signals.presenter.take_proposal()
    first = signals.presenter.of(Level.RED)[0].signal
    card = signals._rows[first.id]
    card.on_change()
    card._expression.show_text("  ")
    card.flush()
    assert next(s for s in _signals(vault) if s.id == first.id).expression == first.expression


def test_a_word_that_could_not_be_saved_stays_in_its_field(
    signals: SignalsPage, monkeypatch: pytest.MonkeyPatch, vault: TestVault
) -> None:
    signals.presenter.take_proposal()
    field = signals._new_words  # the same name is on the cards that are open

    def full(*_arguments: object, **_named: object) -> Changes:
        raise VaultUnwritable("shared.db")

    with monkeypatch.context() as patch:
        patch.setattr(signals_service, "save_signal", full)
        field.show_text("Lighthouse")
        signals.on_add()
        assert field.text() == "Lighthouse"
        assert signals.presenter.signals == _signals(vault), "what is shown is what is stored"
    signals.on_add()
    assert field.text() == ""
    assert "Lighthouse" in [each.expression for each in _signals(vault)]


def test_taking_out_can_be_undone(signals: SignalsPage, vault: TestVault) -> None:
    undo = []
    signals.ws.signals.toasted.connect(lambda _text, way_back: undo.append(way_back))
    signals.presenter.take_proposal()
    before = _signals(vault)
    signals.presenter.delete(before[0].id)
    assert len(_signals(vault)) == 5
    undo[-1]()
    assert _signals(vault) == before


def test_practising_takes_both(qtbot: QtBot, vault: TestVault) -> None:
    page = SignalsPage(_workspace(vault, together=False))
    qtbot.addWidget(page)
    page.ws.session.changed.connect(page.on_changed)
    page.show()
    page.activate()
    page.presenter.take_proposal()
    assert not page._practise.isEnabled()


@pytest.mark.parametrize("words", AWKWARD[:6])
def test_any_words_come_back_exactly(signals: SignalsPage, vault: TestVault, words: str) -> None:
    if not words.strip():
        pytest.skip("a signal needs a word")
    signals.presenter.add(Level.YELLOW, Channel.VERBAL, words)
    assert _signals(vault)[0].expression == plain(words)


def _aftercare(qtbot: QtBot, ws: Workspace) -> AftercarePage:
    return show_page(qtbot, AftercarePage(ws))


def test_each_writes_their_own(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    page.presenter.set_need(vault.alex, CareKind.PHYSICAL, "A blanket", True)
    page.presenter.set_avoid(vault.sam, "Bright light", True)
    page.presenter.set_words(vault.sam, "Slowly.")
    plans = _plans(vault)
    assert [need.text for need in plans[vault.alex].needs] == ["A blanket"]
    assert plans[vault.sam].avoid == ("Bright light",)
    assert plans[vault.sam].words == "Slowly."


def test_what_is_chosen_is_shown_once_and_first(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault, together=False))
    column = page._columns[vault.alex]
    offered = page.ws.texts.care[CareKind.PHYSICAL].chips[0]
    column._offers.chip(offered).click()
    assert offered not in column._offers._chips
    assert column._chosen.chip(f"{CareKind.PHYSICAL.value}:{offered}").isVisible()
    column._chosen.chip(f"{CareKind.PHYSICAL.value}:{offered}").click()
    assert column._offers.chip(offered).isVisible()
    last = page.ws.texts.avoid[-1]
    column._avoid.chip(last).click()
    assert next(iter(column._avoid._chips)) == last


def _is_edited(column: CareColumn) -> bool:
    return column.has_editor and column._editor.isVisible()


def test_nothing_is_an_answer_and_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    undo = []
    page.ws.signals.toasted.connect(lambda _text, way_back: undo.append(way_back))
    page.presenter.set_need(vault.alex, CareKind.PHYSICAL, "A blanket", True)
    page.presenter.set_nothing(vault.alex, True)
    assert _plans(vault)[vault.alex].nothing
    assert not _plans(vault)[vault.alex].needs
    undo[-1]()
    assert [need.text for need in _plans(vault)[vault.alex].needs] == ["A blanket"]


def test_alone_the_column_of_the_partner_is_read_only(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault, together=False))
    assert _is_edited(page._columns[vault.alex])
    assert not _is_edited(page._columns[vault.sam])
    assert page._columns[vault.sam]._reading.isVisible()
    settle()
    mine, theirs = (page._columns[person] for person in (vault.alex, vault.sam))
    assert theirs.heightForWidth(theirs.width()) == theirs.height() < mine.height(), "no higher than its words"
    page.ws.session.set_presence(Presence(here=vault.pair))
    page.on_presence_changed()
    settle()
    assert theirs.height() == mine.height()


def test_a_plan_of_somebody_not_here_is_refused(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault, together=False))
    vault.service.leave(vault.sam)
    with qtbot.waitSignal(page.presenter.failed):
        page.presenter.set_words(vault.sam, "not mine to write")
    assert vault.sam not in _plans(vault)


def test_words_being_typed_are_kept_when_the_page_is_left(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.alex))
    page.on_presence_changed()
    page._columns[vault.alex]._words.show_text("half a sent")
    page.flush()
    assert _plans(vault)[vault.alex].words == "half a sent"


def test_presence_decides_who_edits(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    handed: list[tuple[object, ...]] = []
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    assert not any(map(_is_edited, page._columns.values())), "own words, in their own turn"
    page._turn.buttons[vault.sam].click()
    assert handed == [(vault.sam, PageId.AFTERCARE, None)]
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    page.on_presence_changed()
    assert not _is_edited(page._columns[vault.alex])
    assert _is_edited(page._columns[vault.sam])
    assert not page._turn.isVisible()


def _answers(vault: TestVault) -> list[tuple[str, Giving | None, str]]:
    with vault.unit() as uow:
        found = [(each.need.text, each.answer) for each in care.answered_needs(uow)]
    return [(text, answer.giving, answer.words) if answer else (text, None, "") for text, answer in found]


def test_the_giver_says_alone_what_they_can_give(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    page.presenter.set_need(vault.alex, CareKind.PHYSICAL, "A blanket", True)
    page.presenter.set_need(vault.sam, CareKind.EMOTIONAL, "To be held", True)
    assert page._giving.isVisible()
    assert [row._segments for row in page._giving.rows] == [None, None], "together nobody answers"
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    page.on_presence_changed()
    row = page._giving.rows[0]
    assert row._segments is not None
    assert page._giving.rows[1]._segments is None
    row._segments._group.choose(Giving.NOT_ME)
    assert _answers(vault) == [("A blanket", Giving.NOT_ME, ""), ("To be held", None, "")]
    assert row._elsewhere.isVisibleTo(row)
    row._words.edit.setText("Ask Kim")
    page.flush()
    assert _answers(vault)[0] == ("A blanket", Giving.NOT_ME, "Ask Kim")
    assert page._giving.rows[0] is row
    row._segments._group.choose(None)
    row._words.edit.setText("")
    page.flush()
    assert _answers(vault)[0] == ("A blanket", None, "")
    assert not row._elsewhere.isVisibleTo(row)


def test_a_need_that_is_gone_has_no_row(qtbot: QtBot, vault: TestVault) -> None:
    page = _aftercare(qtbot, _workspace(vault))
    page.presenter.set_need(vault.alex, CareKind.PHYSICAL, "A blanket", True)
    page.presenter.set_need(vault.alex, CareKind.PHYSICAL, "A blanket", False)
    assert not page._giving.isVisible()


def test_one_signal_is_printed_from_its_large_card(signals: SignalsPage) -> None:
    signals.presenter.take_proposal()
    signal = signals.presenter.signals[0]
    went: list[tuple[object, object]] = []
    signals.ws.signals.navigated.connect(lambda page, argument: went.append((page, argument)))
    signals.on_enlarge(signal.id)
    large = signals.findChild(LargeSignal)
    assert isinstance(large, LargeSignal)
    next(button for button in large.findChildren(Button) if button.words == "Print this card…").click()
    assert went == [(PageId.EXPORT, f"signal:{signal.id}")]
    assert not large.isVisible()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize(
    "words", ["Red", "Marmalade", "Three firm taps, or dropping the keys", "Straßenbahnhaltestelle"]
)
def test_a_large_signal_fills_its_window_and_is_no_larger(qtbot: QtBot, scale: int, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    what = "Both stop at once. Free hands and eyes first, then water, a blanket and quiet. Nobody asks why."
    large = LargeSignal(Design(Theme.LIGHT, scale), signal(expression=words, response=what), window)
    large.show()
    assert large.size() == window.size()
    least = large.minimumSizeHint()
    assert least.width() <= 1024
    layout = large.layout()
    assert layout is not None
    assert layout.totalHeightForWidth(1024) <= 700
    assert not any("practised" in each.text() for each in large.findChildren(QLabel))
    if words == "Red":  # larger text for all the rest makes it no smaller
        assert {each.objectName() for each in large.findChildren(QLabel) if each.text() == words} == {"giant"}


def test_a_large_signal_that_one_of_them_added_alone_says_that_it_is_new(
    signals: SignalsPage, vault: TestVault
) -> None:
    signals.presenter.take_proposal()
    added = signal("f" * 32, expression="clementine")
    with vault.unit(SHARED) as uow:
        signals_service.save_signal(uow, signal=added, new_id=vault.ids, by=vault.sam)
    signals.activate()
    for shown in signals.presenter.everything.shown:
        signals.on_enlarge(shown.signal.id)
        large = signals.findChildren(LargeSignal)[-1]
        told = [each.text() for each in large.findChildren(QLabel)]
        assert ("New, not practised yet" in told) == (shown.signal.id == added.id)
        large.accept()


def test_signals_are_rows_by_level_and_say_once_when_they_were_practised(signals: SignalsPage) -> None:
    signals.presenter.take_proposal()
    ids = [each.id for each in signals.presenter.signals]
    assert signals.header._subtitle.text() == "Not practised together yet"
    assert not any(row._practised.isVisible() for row in signals._rows.values())
    signals.presenter.practised(tuple(ids))
    assert signals.header._subtitle.text().startswith("Practised together on")
    assert not any(row._practised.isVisible() for row in signals._rows.values())
    signals.presenter.add(Level.YELLOW, Channel.VERBAL, "Lighthouse")
    said = [row._practised.text() for row in signals._rows.values() if not row._practised.isHidden()]
    assert said == ["Not practised together yet"], "what differs says so itself"


def test_while_somebody_is_typing_their_card_stays_and_the_change_comes_after(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "couple") as vault:
        vault.fill_with_sample()
        page = SignalsPage(_workspace(vault))
        show(qtbot, page)
        red = page.presenter.of(Level.RED)[0].signal
        card = page._rows[red.id]
        card.on_change()
        card._expression.edit.setText("Lighthouse")
        card._expression.commit()
        assert page._rows[red.id] is card
        assert [each.expression for each in _signals(vault) if each.level is Level.RED].count("Lighthouse") == 1
        card.on_change()
        assert set(page._rows) == {each.id for each in _signals(vault)}
        changed = page._rows[f"{red.id}/next"]
        assert changed._note.text().startswith("Proposed by both of you")
        assert page._rows[red.id]._title.text() == red.expression, "what was agreed still counts"
