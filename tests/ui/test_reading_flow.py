"""How My reading asks: yes only where there is a choice, one acknowledgement for what is read, keys from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.models.limits import Talk, TalkResult
from app.models.outline import DraftKind, DraftSection
from app.models.reading import ClauseReply
from app.services import agreements, drafts, opening, reading, signals
from app.services.draft_store import all_drafts
from app.services.reading import ReadingView
from app.services.shared_list import shared_items
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.ground_rules.parts import OwnPart
from app.ui.kit.flow import holds_focus
from app.ui.kit.painted_row import TextLines
from app.ui.kit.section_list import SectionState
from app.ui.my_reading.clause_card import RESTS, Passage
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.scenes.page import ScenesPage
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today, view_of, workspace_of
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for

ALWAYS = {DraftSection.SIGNALS, DraftSection.LIMITS, DraftSection.AFTERCARE, DraftSection.TERMS}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90, review_on=today(made) + timedelta(days=3)))
        yield made


def end_rules(vault: TestVault) -> None:
    """The ground rules lapse, and are read afresh."""
    vault.clock.advance(days=200)
    save(vault, draft_named(vault, "").evolve(review_on=None))


def page_of(qtbot: QtBot, vault: TestVault, folder: Path, draft_id: str, person: int = 0) -> MyReadingPage:
    page = MyReadingPage(workspace_of(vault, folder, here=vault.pair, turn=vault.pair[person]))
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate(draft_id)
    page.focus_first()
    QApplication.processEvents()
    return page


def focused(page: MyReadingPage) -> QWidget:
    widget = page.focusWidget()
    assert widget is not None
    return widget


def press(page: MyReadingPage, key: Qt.Key) -> None:
    QTest.keyClick(focused(page), key)
    QApplication.processEvents()


def says(widget: QWidget, words: str) -> bool:
    QApplication.processEvents()  # Laid out by the event loop
    return any(words in label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def begin(vault: TestVault, draft_id: str) -> ReadingView:
    with vault.unit() as uow:
        return reading.begin(uow, draft_id=draft_id, person=vault.alex, base=vault.catalogue, today=today(vault))


def test_yes_stands_only_where_there_is_a_choice(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    end_rules(vault)
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, "").id)
    for step in page.presenter.steps:
        page.text.go_to(step.key)
        if step.section in ALWAYS:
            assert not page.text.steps.cards
            assert page.text.steps.together is not None
            assert page.text.steps.together.button.words == "I have read it"
        for card in page.text.steps.cards.values():
            assert not card.clause.only_informs
            assert card.choice.button(ClauseReply.YES).words == "Yes"
            assert len(card.choice.keys) > 1, "a yes that nothing stands against is no choice"


def test_enter_pressed_once_more_than_meant_answers_nothing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    for step in page.presenter.steps:
        page.text.go_to(step.key)
        waiting = len(page.presenter.asked.waiting())
        press(page, Qt.Key.Key_Return)
        assert len(page.presenter.asked.waiting()) == waiting or page.text.current != step.key, step.key


def test_an_activity_offers_yes_not_in_this_one_and_not_any_more(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to("items:0")
    card = next(iter(page.text.steps.cards.values()))
    assert [card.choice.button(key).words for key in card.choice.keys] == ["Yes", "Not in this one", "Not any more"]
    card.choice.button(RESTS).click()
    assert page.presenter.leaving_of(card.clause).rests
    assert card.choice.choice == RESTS
    card.choice.button(ClauseReply.TAKE_OUT).click()
    assert not page.presenter.leaving_of(card.clause).rests
    assert card.choice.choice == ClauseReply.TAKE_OUT


def test_a_scene_on_fresh_ground_rules_folds_what_they_say(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    view = begin(vault, draft_id)
    assert {clause.section for clause in view.to_read}.isdisjoint({DraftSection.SIGNALS, DraftSection.AFTERCARE})
    page = page_of(qtbot, vault, tmp_path, draft_id)
    page.text.go_to("signals:0")
    rules = view_of(vault, draft_named(vault, "").id).agreed_now
    assert rules is not None
    assert says(page.text.steps, f"As in your ground rules, version {rules.agreement.number}, read on ")
    assert not page.text.steps.texts
    assert page.text.steps.unfold is not None
    page.text.steps.unfold.click()
    assert page.text.steps.texts
    assert not page.text.steps.cards, "there is nothing to reply"


def test_the_bar_is_as_full_as_the_ticks_say(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    text = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id).text
    presenter, bar = text._presenter, text.progress
    clauses = {step.key: step.clauses for step in presenter.steps}
    seen: list[int] = []
    for key in clauses:
        text.go_to(key)
        ticked = {line.key for line in text._lines() if line.state is SectionState.DONE}
        assert bar.maximum() == sum(map(len, clauses.values()))
        assert sum(len(clauses[each]) for each in ticked) <= bar.value() < bar.maximum() or len(ticked) == len(clauses)
        seen.append(bar.value())
        for clause in presenter.asked.waiting():
            if clause in clauses[key]:
                presenter.say(clause, ClauseReply.YES)
    assert seen[0] > 0, "what was read with the ground rules is ticked"
    assert seen == sorted(seen)
    assert bar.value() == bar.maximum()


def changed_signal(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        held = signals.all_signals(uow).current[0]
        signals.save_signal(uow, signal=held.evolve(expression="Saxophone"), new_id=vault.ids)


def month_later(vault: TestVault) -> None:
    rules = view_of(vault, draft_named(vault, "").id).agreed_now
    assert rules is not None
    vault.clock.advance(days=32 - (today(vault) - rules.agreement.agreed_on).days)
    save(vault, draft_named(vault, OUTLINE).evolve(review_on=today(vault) + timedelta(days=3)))


@pytest.mark.parametrize("what", [changed_signal, month_later])
def test_what_changed_or_was_read_long_ago_is_read_in_full_again(vault: TestVault, what: object) -> None:
    assert callable(what)
    what(vault)
    draft_id = draft_named(vault, OUTLINE).id
    asked = [clause for clause in begin(vault, draft_id).to_read if clause.section is DraftSection.SIGNALS]
    assert asked
    if what is changed_signal:
        assert [clause.signal.expression for clause in asked if clause.signal] == ["Saxophone"]


def test_a_scene_whose_ground_rules_ended_folds_nothing(vault: TestVault) -> None:
    rules = view_of(vault, draft_named(vault, "").id).agreed_now
    assert rules is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=rules.agreement.id, clause_ids=None, now=vault.clock())
    view = begin(vault, draft_named(vault, OUTLINE).id)
    assert view.to_read == view.document.clauses
    assert view.folded == {}


def test_what_is_folded_is_part_of_what_both_say_yes_to(vault: TestVault) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            view = reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))
            given = reading.say_yes(
                uow,
                reading=view.reading.evolve(replies={c.digest: ClauseReply.YES for c in view.to_read}),
                seen=view.document.version,
                base=vault.catalogue,
                now=vault.clock(),
                new_id=vault.ids,
            )
    assert given.agreement is not None
    assert {c.id for c in given.agreement.document.clauses} == {c.id for c in view.document.clauses}


def test_keys_lead_from_the_first_clause_to_the_signature(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    draft = draft_named(vault, OUTLINE)
    page = page_of(qtbot, vault, tmp_path, draft.id)
    assert not page.presenter.reading.replies
    press(page, Qt.Key.Key_Y)
    assert not page.presenter.reading.replies, "from the heading, a key only goes to the first clause"
    keys = 0
    while page.text.current != FINISH:
        at_end = focused(page) is page.text.next
        press(page, Qt.Key.Key_Return if at_end else Qt.Key.Key_Y)
        keys += 1
        assert keys < 60, "the keyboard was lost"
    assert page.presenter.asked.waiting() == ()
    assert focused(page) is page.text.finish.passphrase.edit
    QTest.keyClicks(focused(page), ALEX_WORDS)
    press(page, Qt.Key.Key_Return)
    assert [yes.person for yes in view_of(vault, draft.id).yeses] == [vault.alex]


def test_t_takes_out_and_goes_on(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to("items:0")
    first, second, *_ = page.text.steps.cards.values()
    assert holds_focus(first)
    press(page, Qt.Key.Key_T)
    assert page.presenter.asked.reply_to(first.clause) is ClauseReply.TAKE_OUT
    assert holds_focus(second)


def test_tab_goes_from_clause_to_clause_to_next_part_and_never_out(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to("items:0")
    press(page, Qt.Key.Key_Tab)
    cards = list(page.text.steps.cards.values())
    order: list[QWidget] = []
    while not order or focused(page) is not order[0]:
        assert page.isAncestorOf(focused(page))
        order.append(focused(page))
        press(page, Qt.Key.Key_Tab)
        assert len(order) < 40
    places = [next(n for n, each in enumerate(order) if card.isAncestorOf(each)) for card in cards]
    assert places == sorted(places)
    last = max(n for n, each in enumerate(order) if cards[-1].isAncestorOf(each))
    assert order[last + 1] is page.text.next
    press(page, Qt.Key.Key_Backtab)
    assert page.isAncestorOf(focused(page))


def test_the_cursor_never_stands_in_the_shared_words_before_the_passphrase(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    for step in page.presenter.steps:
        page.text.show_part(step.key)
    page.text.go_to(FINISH)
    assert focused(page) is page.text.finish.rest
    press(page, Qt.Key.Key_Return)
    for clause in page.presenter.asked.waiting():
        page.presenter.say(clause, ClauseReply.TAKE_OUT)
    page.text.go_to(FINISH)
    assert focused(page) is page.text.finish.passphrase.edit
    for _key in range(8):
        press(page, Qt.Key.Key_Backtab)
        assert not isinstance(focused(page), QPlainTextEdit)
    page.text.finish.add_words.click()
    assert isinstance(focused(page), QPlainTextEdit), "it is opened on request"


def test_yes_to_the_rest_goes_on_to_the_passphrase(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to(FINISH)
    assert focused(page) is page.text.finish.go_on, "nothing was on screen yet"
    press(page, Qt.Key.Key_Return)
    assert page.text.current == page.presenter.steps[0].key
    while page.text.current != FINISH:
        page.text.on_next()
    press(page, Qt.Key.Key_Return)
    assert not page.presenter.asked.waiting()
    assert focused(page) is page.text.finish.passphrase.edit


def test_leaving_the_page_leaves_no_passphrase(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to(FINISH)
    page.text.finish.passphrase.edit.setText("quiet river")
    page.left()
    assert page.text.finish.passphrase.text() == ""


MOST_PRESSES = 12
"""As often may one person say *Yes* or *I have read it* to the ground rules and a first scene."""


def first_evening(vault: TestVault) -> tuple[str, str]:
    """What a couple has on its first evening: nothing agreed yet, three activities, a cap and a day."""
    end_rules(vault)
    items = draft_named(vault, OUTLINE).items
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title="First", new_id=vault.ids).draft
        for item in items[:3]:
            drafts.propose_item(uow, draft_id=scene.id, pairing=item.pairing, by=None, new_id=vault.ids)
    day = today(vault) + timedelta(days=1)
    save(vault, draft_named(vault, "First").evolve(cap_minutes=60, review_on=day))
    with vault.unit() as uow:
        rules = next(draft.id for draft in all_drafts(uow) if draft.kind is DraftKind.GROUND_RULES)
    return rules, scene.id


def presses_of_yes(page: MyReadingPage) -> int:
    """Reads everything with keys, and says how often Y was pressed; ends at the signature."""
    press(page, Qt.Key.Key_Y)
    presses = 0
    while page.text.current != FINISH:
        if focused(page) is page.text.next:
            press(page, Qt.Key.Key_Return)
        else:
            press(page, Qt.Key.Key_Y)
            presses += 1
        assert presses < 60
    return presses


def test_ground_rules_and_a_scene_take_each_reader_twelve_presses_at_most(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    presses = [0, 0]
    for draft_id in first_evening(vault):
        for person, words in enumerate((ALEX_WORDS, SAM_WORDS)):
            page = page_of(qtbot, vault, tmp_path, draft_id, person)
            presses[person] += presses_of_yes(page)
            page.text.finish.passphrase.edit.setText(words)
            page.text.finish.sign.click()
        assert view_of(vault, draft_id).is_agreed_as_it_stands
    print(f"presses of Yes and I have read it: {presses}")
    assert max(presses) <= MOST_PRESSES


def test_what_a_talk_settled_stands_in_the_outline_at_the_reading_and_in_the_agreement(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    words = "What you both understood: “Only until ten”"
    draft = draft_named(vault, OUTLINE)
    with vault.unit(SHARED) as uow:
        item = next(each for each in shared_items(uow) if each.pairing == draft.items[0].pairing)
        talk = Talk(result=TalkResult.AGREED, notes="Only until ten")
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    scenes = ScenesPage(workspace_of(vault, tmp_path, here=vault.pair))
    qtbot.addWidget(scenes)
    scenes.show()
    scenes.activate(draft.id)
    assert says(scenes, words)
    page = page_of(qtbot, vault, tmp_path, draft.id)
    page.text.go_to("items:0")
    QApplication.processEvents()
    assert any(words in row.accessibleName() for row in page.text.steps.findChildren(TextLines))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    scenes.activate(draft.id)
    QApplication.processEvents()
    shown = [row for row in scenes.findChildren(TextLines) if row.isVisibleTo(scenes)]
    assert any(words in row.accessibleName() for row in shown)


def test_a_rule_by_choice_is_offered_for_the_ground_rules_and_each_says_yes_or_takes_it_out(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    (rule,) = (entry for entry in vault.catalogue.entries if entry.by_choice)
    rules = GroundRulesPage(workspace_of(vault, tmp_path, here=vault.pair))
    qtbot.addWidget(rules)
    rules.show()
    rules.activate()
    rules.outline.show_part(OutlinePart.OWN)
    part = rules.outline.part(OutlinePart.OWN)
    assert isinstance(part, OwnPart)
    assert rule.description not in [line.text for line in draft_named(vault, "").rules]
    part.lines.chips.chip(rule.description).click()
    draft = draft_named(vault, "")
    assert draft.rules[-1].text == rule.description
    page = page_of(qtbot, vault, tmp_path, draft.id)
    page.text.go_to("rules:0")
    (card,) = page.text.steps.cards.values()
    assert card.clause.text == rule.description
    assert [card.choice.button(key).words for key in card.choice.keys] == ["Yes", "Take it out"]


def test_a_part_is_read_from_its_beginning_and_tab_leads_to_its_button(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    end_rules(vault)
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, "").id)
    page.text.go_to("limits:0")
    card = page.text.steps.together
    assert card is not None
    assert page.scroller is not None
    qtbot.waitUntil(lambda: page.scroller is not None and page.scroller.verticalScrollBar().maximum() > 0)
    assert focused(page) is next(iter(page.text.steps.texts.values()))
    assert page.scroller.verticalScrollBar().value() == 0
    press(page, Qt.Key.Key_Return)
    presenter = page.presenter
    assert presenter.asked.waiting_in(presenter.steps[1]), "Enter acknowledges nothing before its button is reached"
    press(page, Qt.Key.Key_Tab)
    assert focused(page) is card.button
    press(page, Qt.Key.Key_Return)
    assert focused(page) is page.text.next
    assert not page.presenter.asked.waiting_in(page.presenter.steps[1])


def test_what_changed_since_it_was_agreed_is_read_one_by_one(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    changed_signal(vault)
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, "").id)
    page.text.go_to("signals:0")
    assert page.text.steps.together is None
    (card,) = page.text.steps.cards.values()
    assert [card.choice.button(key).words for key in card.choice.keys] == ["I have read it"]
    assert says(card, "Changed. What you agreed before: ")
    assert card.property("new"), "it has a rule beside it"
    press(page, Qt.Key.Key_Y)
    assert not page.presenter.asked.waiting()
    assert focused(page) is page.text.next


def test_nothing_is_marked_as_new_where_all_of_it_is(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    for step in page.presenter.steps:
        page.text.go_to(step.key)
        assert not any(passage.property("new") for passage in page.text.steps.findChildren(Passage))


def test_a_reply_is_in_the_margin_beside_its_text_and_below_it_where_there_is_no_room(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to("items:0")
    card = next(iter(page.text.steps.cards.values()))

    def places() -> tuple[QRect, QRect]:
        return QRect(card.text.mapTo(card, QPoint()), card.text.size()), QRect(
            card.choice.mapTo(card, QPoint()), card.choice.size()
        )

    page.resize(1100, 760)
    qtbot.waitUntil(lambda: places()[1].left() > places()[0].right() and places()[1].top() == places()[0].top())
    page.resize(720, 760)
    qtbot.waitUntil(lambda: places()[1].top() > places()[0].bottom() and places()[1].left() == places()[0].left())
    assert page.scroller is not None
    across = page.scroller.horizontalScrollBar()
    qtbot.waitUntil(lambda: across.maximum() == 0)


def test_own_words_that_are_taken_out_are_not_said_to_be_read(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    page.text.go_to("needs:0")
    press(page, Qt.Key.Key_T)
    mine = page.text.steps.cards[f"needs:{vault.alex}"]
    assert holds_focus(mine)
    press(page, Qt.Key.Key_T)
    assert page.presenter.asked.reply_to(mine.clause) is ClauseReply.TAKE_OUT
    page.text.go_to("items:0")
    page.text.go_to("needs:0")
    assert page.text.steps.cards[mine.clause.id].choice.choice == ClauseReply.TAKE_OUT


def test_what_was_folded_when_its_part_was_on_screen_is_not_part_of_the_rest(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_of(qtbot, vault, tmp_path, draft_named(vault, OUTLINE).id)
    for step in page.presenter.steps:
        page.text.show_part(step.key)
    rules = view_of(vault, draft_named(vault, "").id).agreed_now
    assert rules is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=rules.agreement.id, clause_ids=None, now=vault.clock())
    page.presenter.reload()
    waiting = {clause.section for clause in page.presenter.asked.waiting()}
    assert DraftSection.SIGNALS in waiting
    page.presenter.say_yes_to_rest()
    assert DraftSection.SIGNALS in {clause.section for clause in page.presenter.asked.waiting()}
