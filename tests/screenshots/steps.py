"""What is done on a page before its picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt

from app.errors import WrongPassphrase
from app.models.answer import Stance
from app.models.changes import ChangeKind, changed
from app.models.conversation import debrief_of
from app.models.incident import IncidentNote, told_of
from app.models.journal import Boundary
from app.models.limits import Outcome
from app.models.list_place import ListMode
from app.models.live import Live, LiveEvent, LiveMark
from app.models.reading import ClauseReply
from app.models.scene_day import Evening, Tonight, Verdict
from app.models.self_check import FlagReply
from app.models.therapist import SummarySpan
from app.services import afterwards as afterwards_service
from app.services import incidents
from app.services.draft_store import all_drafts
from app.services.drafts import duplicate_scene
from app.services.live import RunningScene
from app.services.part_check import PartFindings
from app.services.sample_evening import hold_evening
from app.services.shared_list import offered_entries
from app.services.strength import estimate
from app.ui.afterwards.page import AfterwardsPage
from app.ui.agreement.section_view import OutlinePart
from app.ui.check_ins.page import ASKED, CHART, TABLE, CheckInsPage
from app.ui.conversation.page import ConversationPage
from app.ui.export.page import ExportPage
from app.ui.journal.page import JournalPage
from app.ui.kit.scroll import ScrollPage
from app.ui.limits.page import LimitsPage
from app.ui.my_list.page import MyListPage
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.page import Page
from app.ui.page_id import TO_READ, PageId
from app.ui.patterns.page import PatternsPage
from app.ui.reading.page import ReadingPage
from app.ui.scene_day.live_page import LivePage
from app.ui.scene_day.ready_page import ReadyPage
from app.ui.scenes.page import ScenesPage
from app.ui.settings.page import SettingsPage
from app.ui.shell.shell import Shell
from app.ui.signals.page import SignalsPage
from app.ui.signals.practise import LargeSignal
from app.ui.start.passphrase_view import PassphraseView
from app.ui.therapist.page import TherapistPage
from app.ui.went_wrong.notes import NoteCard
from app.ui.went_wrong.page import WentWrongPage
from tests.support.check_ins import chart_of
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, view_of
from tests.support.factories import line
from tests.support.journals import write_about
from tests.support.leaks import settle
from tests.support.openings import answer
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, sample_couple
from tests.support.widgets import find_all, tick

P = TypeVar("P", bound=Page)
Step = Callable[[Shell, TestVault], None]


def _page(shell: Shell, kind: type[P]) -> P:
    page = shell.pages.current
    if not isinstance(page, kind):
        raise SystemExit(f"{kind.__name__} was not opened")
    return page


def afterwards(shell: Shell, vault: TestVault) -> None:
    """Care after the agreed scene, some of it ticked, as it stopped early."""
    shell.pages.go(PageId.AFTERWARDS, _agreed(vault))
    settle()
    page = _page(shell, AfterwardsPage)
    page.early.click()
    settle()
    for column in page.columns.values():
        next(iter(column.rows.values())).box.click()


def afterwards_the_next_day(shell: Shell, vault: TestVault) -> None:
    """A day later, for one alone."""
    agreement_id = _agreed(vault)
    with vault.unit(SHARED) as uow:
        afterwards_service.scene_over(uow, agreement_id=agreement_id, at=vault.clock() - timedelta(hours=25))
    shell.pages.go(PageId.AFTERWARDS, agreement_id)


def note_what_went_wrong(shell: Shell, vault: TestVault) -> None:
    """A note of their own, and one that the partner told."""
    day = vault.clock().date()
    told = IncidentNote(id="told", day=day, words="I wanted to stop earlier, and did not dare to say it.")
    mine = IncidentNote(id="mine", day=day, words="My left hand was numb until the morning. Called the doctor.")
    for person, note in ((vault.sam, told), (vault.alex, mine)):
        with vault.unit(person) as uow:
            incidents.save_note(uow, person=person, note=note)
    with vault.unit(SHARED) as uow:
        incidents.tell_partner(uow, person=vault.sam, note_id=told.id, seen=told_of(told))
    _page(shell, WentWrongPage).activate()


def tell_what_went_wrong(shell: Shell, vault: TestVault) -> None:
    """The very words, before the partner can read them."""
    note_what_went_wrong(shell, vault)
    settle()
    page = _page(shell, WentWrongPage)
    next(card.tell for card in page.findChildren(NoteCard) if card.isVisible() and card.tell is not None).click()
    settle()
    _to_end(page.scroller)


def _agreed(vault: TestVault) -> str:
    return str(view_of(vault, draft_named(vault, AGREED).id).versions[0].agreement.id)


def in_scotland(shell: Shell, _vault: TestVault) -> None:
    """Choose a part of a country whose resources are shown."""
    _page(shell, ReadingPage).view.place.picked.emit("UK.SCT")
    settle()


def not_tonight(shell: Shell, vault: TestVault) -> None:
    """Somebody said *not tonight* in their ready check, and that is as far as it goes."""
    page = _page(shell, ReadyPage)
    own = page.presenter.own
    assert own is not None
    page.presenter.own = own.evolve(check=own.check.evolve(verdict=Verdict.NOT_TONIGHT))
    page.presenter.loaded.emit()


def tonight(evening: Evening) -> Step:
    """What both see of their ready checks."""

    def show(shell: Shell, vault: TestVault) -> None:
        page = _page(shell, LivePage)
        found = page.presenter.found
        assert found is not None
        page.presenter.show(found._replace(tonight=Tonight(day=today(vault), evening=evening)))

    return show


def live(minutes: int, *marks: LiveMark) -> Step:
    """A scene that has run so long, in which these happened at its end; it is in no file."""

    def show(shell: Shell, vault: TestVault) -> None:
        page = _page(shell, LivePage)
        page.ws.keeper.setParent(shell)  # it ends with the window
        found, now = page.presenter.found, vault.clock()
        assert found is not None
        began = now - timedelta(minutes=minutes)
        events = tuple(LiveEvent(at=(minutes - 1) * 60, mark=mark) for mark in marks)
        scene = Live(
            began=began, cap=found.cap, interval=found.interval if minutes < 60 else None, events=events, seen=began
        )
        page.presenter.show(found._replace(running=RunningScene(f"{page.presenter.scene}/1", scene)))

    return show


def live_smaller(shell: Shell, vault: TestVault) -> None:
    """Yellow, and what can be left out for the rest of the evening."""
    live(26, LiveMark.YELLOW)(shell, vault)
    page = _page(shell, LivePage)
    assert page.live is not None
    page.live.running.pause.on_smaller()


def as_a_list(shell: Shell, _vault: TestVault) -> None:
    """My list with all its rows."""
    page = _page(shell, MyListPage)
    page.on_mode(ListMode.LIST)


def choose_packs(shell: Shell, _vault: TestVault) -> None:
    """Which packs the list has, laid over it."""
    page = _page(shell, MyListPage)
    page.acts.choose_packs()


def mark_to_read(shell: Shell, vault: TestVault) -> None:
    """Reading and resources of somebody who would like to know more about three entries."""
    for entry_id in ("restraint.rope", "authority.leading", "emotion.tears"):
        entry = vault.catalogue.find(entry_id)
        assert entry is not None
        answer(vault, vault.alex, Stance.MORE_FIRST, activity=entry.id, direction=entry.directions[-1])
    shell.pages.go(PageId.READING)


def reading_list(shell: Shell, vault: TestVault) -> None:
    """What somebody would like to know more about first."""
    mark_to_read(shell, vault)
    shell.pages.go(PageId.MY_LIST, TO_READ)


def explain_answers(shell: Shell, _vault: TestVault) -> None:
    """A card with what the answers mean."""
    _page(shell, MyListPage).cards.legend.show_open(True)


def open_risky_row(shell: Shell, _vault: TestVault) -> None:
    """A shared entry that carries a risk note, opened."""
    page = _page(shell, LimitsPage)
    for group in page.groups.values():
        for view in group.rows.views:
            entry = page.presenter.limits.catalogue.find(view.item.pairing.activity_id)
            if entry is not None and entry.risk:
                page.on_pressed(view.item.id)
                view.setFocus(Qt.FocusReason.TabFocusReason)
                return
    raise SystemExit("no shared entry has a risk note")


def talk(shell: Shell, _vault: TestVault) -> None:
    """The first talk card."""
    _page(shell, LimitsPage).on_talk()


def reword_offered(shell: Shell, vault: TestVault) -> None:
    """An own entry that was offered, to be given other words."""
    page = _page(shell, MyListPage)
    with vault.unit() as uow:
        offered = next(entry for entry in offered_entries(uow) if entry.added_by == vault.sam)
    page.activate(offered.id)
    page.acts.reword(offered)


def enlarge(shell: Shell, _vault: TestVault) -> None:
    """One signal in large type."""
    page = _page(shell, SignalsPage)
    page.on_enlarge(page.presenter.signals[0].id)


def print_a_signal(shell: Shell, vault: TestVault) -> None:
    """The card of that signal, to be printed."""
    enlarge(shell, vault)
    page = _page(shell, SignalsPage)
    next(iter(page.findChildren(LargeSignal)))._on_print()


def propose_a_limit(shell: Shell, _vault: TestVault) -> None:
    """What one of them said No to is not added."""
    page = _page(shell, ScenesPage)
    items = page.editor.items
    items.on_propose()
    view = page.editor.presenter.view
    assert view is not None
    limit = next(item for item in view.shared if item.outcome is Outcome.OFF)
    entry = view.catalogue.find(limit.pairing.activity_id)
    assert entry is not None
    items.panel.field.setText(entry.title)
    items.panel._on_searched(entry.title)
    items.panel._on_return()


def compare_versions(shell: Shell, vault: TestVault) -> None:
    """Two versions of a scene, compared."""
    page, title = _page(shell, ScenesPage), "A longer Sunday"
    with vault.unit() as uow:
        made = next((draft.id for draft in all_drafts(uow) if draft.title == title), None)
    if made is None:
        with vault.unit(SHARED) as uow:
            source = draft_named(vault, AGREED).id
            made = duplicate_scene(uow, draft_id=source, title=title, new_id=vault.ids).draft.id
        draft = draft_named(vault, title).evolve(cap_minutes=60, place="At home", exclusions=(line("No photos"),))
        new = line("Phones stay in the kitchen, on silent, until we have both eaten", "line2")
        for version in (draft, draft.evolve(cap_minutes=45, place="At home, in the living room", exclusions=(new,))):
            save(vault, version)
            for person in vault.pair:
                read_and_say_yes(vault, person, made)
    page.open_scene(made)
    settle()
    page.editor.outline.show_part(OutlinePart.AGREED)
    settle()
    agreed = page.editor.outline.agreed
    agreed.on_compare(agreed._versions[-1].agreement.id)


def the_evening(vault: TestVault) -> str:
    """The agreement of the evening that the sample people held; it is held if it was not."""
    title = sample_couple(vault, vault.clock()).sample.evening.scene.title
    with vault.unit() as uow:
        drafts = [draft.id for draft in all_drafts(uow) if draft.title == title]
    if not drafts:
        return hold_evening(sample_couple(vault, vault.clock()))
    return str(view_of(vault, drafts[0]).versions[0].agreement.id)


def debrief_opened(shell: Shell, vault: TestVault) -> None:
    """What both told each other about an evening."""
    shell.pages.go(PageId.CONVERSATION, debrief_of(the_evening(vault)))


def care_after_the_evening(shell: Shell, vault: TestVault) -> None:
    """What somebody ticked that evening."""
    shell.pages.go(PageId.AFTERWARDS, the_evening(vault))


def to_finish(shell: Shell, _vault: TestVault) -> None:
    """The last step of a reading, most of it answered."""
    page = _page(shell, MyReadingPage)
    for step in page.presenter.steps:
        page.text.show_part(step.key)
        for clause in step.clauses[:-1]:
            page.presenter.say(clause, ClauseReply.YES)
    page.text.show_part(FINISH)


def withdraw_one(shell: Shell, _vault: TestVault) -> None:
    """Asked, in place, whether to withdraw one activity, and how it is left out."""
    buttons = _page(shell, ScenesPage).editor.outline.agreed.view.withdraw_buttons
    next(button for button in buttons.values() if "Massage" in button.accessibleName()).click()


def approve(shell: Shell, vault: TestVault) -> None:
    """Both approve the page."""
    page = _page(shell, ExportPage)
    for person, words in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        page.presenter.approve(person, words)


def leave_an_item_out(shell: Shell, _vault: TestVault) -> None:
    """The single items of a page, one without its tick."""
    page = _page(shell, ExportPage)
    page.choices.items.item(1).setCheckState(Qt.CheckState.Unchecked)
    settle()
    _to_end(page.scroller)


def rate_some(shell: Shell, _vault: TestVault) -> None:
    """A check-in under way."""
    page = _page(shell, CheckInsPage)
    for row, rating in zip(page.filling.rows.values(), (3, 2, 1, 4), strict=False):
        row.choose(rating)
    page.filling.take_focus()


def earlier_check_in(shell: Shell, _vault: TestVault) -> None:
    """One of the days before, opened again: its end."""
    page = _page(shell, CheckInsPage)
    noted = [each for each in page.presenter.check_ins if each.note]
    page.on_open(noted[-1].id)
    page.filling.note.edit.setFocus()
    _to_end(page.filling)


def another_time(shell: Shell, _vault: TestVault) -> None:
    """Day and time of a check-in, to choose."""
    page = _page(shell, CheckInsPage)
    page.filling.when.change.click()
    page.filling.when.refuse()


def check_ins_chart(shell: Shell, _vault: TestVault) -> None:
    """The last weeks, with a fourth line."""
    page = _page(shell, CheckInsPage)
    page.show_mode(CHART)
    chart_of(page).chips.chip("connection").click()


def check_ins_all(shell: Shell, vault: TestVault) -> None:
    """Everything, by weeks."""
    check_ins_chart(shell, vault)
    page = _page(shell, CheckInsPage)
    chart_of(page).step.button("week").click()
    chart_of(page).all.click()


def check_ins_table(shell: Shell, _vault: TestVault) -> None:
    """The same as a table."""
    _page(shell, CheckInsPage).show_mode(TABLE)


def check_ins_asked(shell: Shell, _vault: TestVault) -> None:
    """What to ask, with a dimension of their own."""
    page = _page(shell, CheckInsPage)
    if not any(each.own for each in page.presenter.all_dimensions):
        page.asked.title.show_text("Appetite")
        page.asked.low.show_text("none")
        page.asked.high.show_text("large")
        page.asked.on_keep()
    page.show_mode(ASKED)


def bring(shell: Shell, _vault: TestVault) -> None:
    """A sheet with something of everything."""
    page = _page(shell, TherapistPage)
    page.words.about.edit.setPlainText("It has been a good month, and I would like to talk about what made it one.")
    page.words.add_question(page.ws.texts.therapist_questions[0])
    page.words.commit()
    for row in range(3):
        tick(page.answers.list, page.answers.list.keys()[row], True)
    if page.entries.list.count():
        page.entries.list.setCurrentRow(0)
        tick(page.entries.list, page.entries.list.key, True)
    page.check_ins.span.button(SummarySpan.MONTH).click()
    page.flush()


def patterns_end(shell: Shell, _vault: TestVault) -> None:
    """One observation is being set aside, one already was; a self-check is kept and read."""
    page = _page(shell, PatternsPage)
    assert page.presenter.view is not None
    for choice in page.presenter.view.set_aside:  # by the picture before
        page.presenter.show_again(choice)
        settle()
    page.cards[1].whole_kind.click()
    page.presenter.keep_check({"pressure": FlagReply.NO, "no_is_easy": FlagReply.SOMETIMES})
    assert page.presenter.view is not None
    page.cards[-1].on_not_helpful()
    settle()
    _to_end(page.scroller)


def through_self_check(shell: Shell, _vault: TestVault) -> None:
    """The end of the self-check."""
    page = _page(shell, PatternsPage)
    while page.check.flag is not None:
        page.check.on_next()


def journal_entries(shell: Shell, vault: TestVault) -> None:
    """The journal with enough entries to be one."""
    page = _page(shell, JournalPage)
    with vault.unit() as uow:
        there = uow.private(vault.alex).journal.all()
    if len(there) < 4:
        write_about(vault)
    page.activate()
    page.list.choose(0)


def journal_search(shell: Shell, vault: TestVault) -> None:
    """Words and a filter, what was found marked."""
    journal_entries(shell, vault)
    page = _page(shell, JournalPage)
    page.list.filters.toggle(boundary=Boundary.STAYS)
    page.list.search.setText("the qui")
    settle()
    page.list.choose(0)


def journal_bin(shell: Shell, vault: TestVault) -> None:
    """The bin with two entries in it."""
    journal_entries(shell, vault)
    page = _page(shell, JournalPage)
    for _ in range(2):
        page.presenter.bin()
        settle()
    page.show_bin(True)


def journal_days(shell: Shell, vault: TestVault) -> None:
    """The month with the days that have entries."""
    journal_entries(shell, vault)
    _page(shell, JournalPage).list.calendar.click()


def handing_over(shell: Shell, vault: TestVault) -> None:
    """The page between two people, after a passphrase that was not the right one."""
    shell.ws.hand_over(vault.alex, PageId.MY_LIST)
    (between,) = find_all(PassphraseView, shell)
    between.refuse(WrongPassphrase())


def new_code(shell: Shell, _vault: TestVault) -> None:
    """A new recovery code in Settings."""
    page = _page(shell, SettingsPage)
    page.secrets.now.edit.setText(ALEX_WORDS)
    page.secrets.on_renew()
    settle()
    if page.scroller is not None and page.secrets.form.code is not None:
        page.scroller.ensureWidgetVisible(page.secrets)


def partner_began_again(shell: Shell, vault: TestVault) -> None:
    """Told that the partner made a new start."""
    _tell(shell, vault, vault.service.visits.findings(vault.alex)._replace(partner_began_again=True))


def partner_left(shell: Shell, vault: TestVault) -> None:
    """Told that the partner has left."""
    _tell(shell, vault, vault.service.visits.findings(vault.alex)._replace(partner_left=True))


def _tell(shell: Shell, vault: TestVault, found: PartFindings) -> None:
    vault.service.visits.note_findings(vault.alex, found)
    shell.ws.session.announce(changed(*ChangeKind))
    settle()


def to_new_keys(shell: Shell, _vault: TestVault) -> None:
    """New keys, where somebody forgot to type the passphrase of now."""
    page = _page(shell, SettingsPage)
    for field in (page.new_keys.new.first, page.new_keys.new.again):
        field.edit.setText(ALEX_WORDS)
    page.new_keys.new.show_strength(estimate(ALEX_WORDS))
    page.new_keys.on_make()
    settle()
    if page.scroller is not None:
        page.scroller.ensureWidgetVisible(page.new_keys)


def files_moving(shell: Shell, _vault: TestVault) -> None:
    """New keys are being made."""
    page = _page(shell, SettingsPage)
    card = page.new_keys
    card.moving.start().step(421, 1000)
    card.moving.show_progress()
    settle()
    if page.scroller is not None:
        page.scroller.ensureWidgetVisible(card.moving)


def to_leaving(shell: Shell, _vault: TestVault) -> None:
    """Leaving, or deleting everything together."""
    page = _page(shell, SettingsPage)
    if page.scroller is not None:
        page.scroller.ensureWidgetVisible(page.leaving)


def a_drive(shell: Shell, _vault: TestVault) -> None:
    """A stick was plugged in, and there is no second place for backups."""
    shell.ws.backing_up._offer(Path("/media/alex/STICK"))
    settle()


def backups(shell: Shell, _vault: TestVault) -> None:
    """A backup in Settings, and a second place that is not there."""
    page = _page(shell, SettingsPage)
    shell.ws.settings.second_place = Path("/media/stick/backups")
    page.backups.on_now()
    settle()
    if page.scroller is not None:
        page.scroller.ensureWidgetVisible(page.backups)


def idle(shell: Shell, _vault: TestVault) -> None:
    """Half a minute before it is locked."""
    shell.idle_warning.warn(30)


def _to_end(scroller: ScrollPage | None) -> None:
    if scroller is not None:
        scroller.verticalScrollBar().setValue(scroller.verticalScrollBar().maximum())


def second_question(shell: Shell, _vault: TestVault) -> None:
    """The second question of a conversation, in one's own turn."""
    _page(shell, ConversationPage).own_view.on_next()


def to_end_of_conversation(shell: Shell, _vault: TestVault) -> None:
    """What the partner would see."""
    _page(shell, ConversationPage).own_view.on_end()


def open_conversation(shell: Shell, _vault: TestVault) -> None:
    """A question with what both shared, as if it were opened now."""
    page = _page(shell, ConversationPage)
    assert page.joint.shared is not None
    told = tuple(opened for opened in page.joint.shared.told if len(opened.answers) == 2)
    page.joint.is_busy = True
    page.joint.show_steps(told, 0)
