"""The screen *My reading*: one person's turn with the whole text, and their yes at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import Stale
from app.models.outline import DraftKind
from app.models.presence import PresenceKind
from app.models.reading import ClauseReply
from app.services.reading import YesGiven
from app.ui.agreement.clause_words import ClauseWriter, day_word, section_title
from app.ui.agreement.outline import OutlinePanes, OutlineSide
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import add_to, clear_layout, column_in, stack
from app.ui.kit.header import PageHeader
from app.ui.kit.keyboard import go_on
from app.ui.kit.notice import Notice
from app.ui.kit.progress import ProgressLine
from app.ui.kit.section_list import SectionLine, SectionState
from app.ui.my_reading.clause_card import ConflictPanel
from app.ui.my_reading.finish import FinishView
from app.ui.my_reading.presenter import ReadingPresenter, ReadingStep
from app.ui.my_reading.step_view import RemovedClauses, StepView
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.wording import fill, plural
from app.ui.workspace import Workspace

REMOVED, FINISH = "removed", "finish"
_KEYS = {Qt.Key.Key_Y: ClauseReply.YES, Qt.Key.Key_T: ClauseReply.TAKE_OUT}


class MyReadingPage(Page):
    """Argument: the id of the draft. Shows nothing unless it is somebody's turn."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ReadingPresenter(ws, self)
        self.presenters = (self.presenter,)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.replied.connect(self.on_replied)
        self.presenter.failed.connect(self.on_failed)
        self.presenter.wrong_passphrase.connect(self.on_wrong_passphrase)
        self.presenter.blocked.connect(self.on_blocked)
        self.presenter.signed.connect(self.on_signed)
        self._draft_id = ""
        self.current = ""
        self.steps: StepView | None = None
        self.finish: FinishView | None = None
        self._inside = stack(spacing=Space.L)
        self.notice = Notice(ws.design, self)
        self.body.addLayout(self._inside)
        self.body.addStretch(1)

    def activate(self, argument: object = None) -> None:
        """Begin or continue a reading; say so if it is nobody's turn."""
        if isinstance(argument, str) and argument:
            self._draft_id = argument
        self.current = ""
        me = self.ws.session.me
        if me is None or not self._draft_id:
            self._refuse()
            return
        self._clear()
        self.presenter.begin(self._draft_id, me)

    def on_presence_changed(self) -> None:
        """Close everything private when the device is handed on."""
        self.presenter.forget()
        self._refuse()

    def flush(self) -> None:
        """Save the words being typed."""
        for panel in self.findChildren(ConflictPanel):
            panel.flush()
        if self.finish is not None and self.presenter.view is not None:
            self.finish.words.commit()

    def left(self) -> None:
        """No passphrase stays behind."""
        if self.finish is not None:
            self.finish.passphrase.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        reply = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if event.key() == Qt.Key.Key_Escape and self.presenter.view is not None:
            self.on_stop()
        elif reply is not None and self.steps is not None:
            self.steps.on_key(reply) if self.steps.isVisibleTo(self) else self.go_to(self.current)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab goes through the page as it is laid out, and round: only F6 and the pointer lead out of it."""
        return go_on(self, onwards) or super().focusNextPrevChild(onwards)

    def _clear(self) -> None:
        self.notice.clear()
        self.notice.setParent(self)
        clear_layout(self._inside)
        self.steps = self.finish = None

    def _refuse(self) -> None:
        self._clear()
        back = primary(self.ws.design, self.tr("Go to Scenes"), lambda: self.go(PageId.SCENES))
        self._inside.addWidget(
            EmptyState(
                self.ws.design,
                "book-open",
                self.tr("Only one person reads at a time"),
                self.tr(
                    "Start it from the ground rules or a scene: alone, or when you are both here and one of you is "
                    "handed the device."
                ),
                back,
            )
        )

    def refresh(self) -> None:
        """Show the text with the replies so far."""
        view = self.presenter.view
        if view is None:
            return
        if view.is_agreed:
            self._show_end("check-circle", self.tr("Agreed"), self.tr("You have both said yes to this text."))
            return
        if self.steps is None:
            self._build()
            if self.hasFocus():
                self.focus_first()
        assert self.steps is not None
        assert self.finish is not None
        keys = [line.key for line in self._lines()]
        if self.current not in keys:
            self.current = self._first()
        self.show_part(self.current)

    def _build(self) -> None:
        view, design = self.presenter.view, self.ws.design
        assert view is not None
        person = self.ws.person(self.presenter.person)
        title = view.draft.title if view.draft.kind is DraftKind.SCENE else self.tr("Ground rules")
        words = self.tr("Not yet") if self._is_alone else self.tr("Not yet, hand back")
        stop = quiet(design, words, self.on_stop, icon="arrow-u-up-left")
        stop.setToolTip(self.tr("Stop here. Nothing is signed, and your replies so far are kept."))
        subtitle = self.tr("{name}, this is your own turn. Only you see this page; stop whenever you like.")
        header = PageHeader(
            design,
            fill(self.tr("My reading · {title}"), title=title),
            fill(subtitle, name=person.name),
            (stop,),
        )
        self.progress = ProgressLine(self.tr("How far you are"))
        side = OutlineSide(design, self.tr("Parts of the text"), missing=False)
        self.sections = side.sections
        self.sections.picked.connect(self.go_to)
        right = QWidget()
        column = column_in(right, Space.L)
        self.removed = RemovedClauses(design)
        self.steps = StepView(self.ws, self.presenter)
        self.finish = FinishView(design, self.presenter, person)
        self.finish.signed.connect(self.presenter.sign)
        self.finish.waiting_wanted.connect(lambda: self.go_to(self._first()))
        self.next = primary(design, self.tr("Next part"), self.on_next, icon="arrow-right")
        self.steps.finished.connect(lambda: self.next.setFocus(Qt.FocusReason.OtherFocusReason))
        add_to(column, self.removed, self.steps, self.finish)
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        add_to(self._inside, header, self.progress, self.notice, OutlinePanes(design, side, right))

    def _lines(self) -> list[SectionLine]:
        view = self.presenter.view
        assert view is not None
        lines = [self._line(step) for step in self.presenter.steps]
        if view.gone:
            lines.insert(0, SectionLine(REMOVED, self.tr("No longer in the text"), SectionState.DONE))
        done = SectionState.EMPTY if self.presenter.waiting() else SectionState.STARTED
        return [*lines, SectionLine(FINISH, self.tr("Your yes"), done)]

    def _line(self, step: ReadingStep) -> SectionLine:
        waiting = self.presenter.waiting_in(step)
        title = section_title(step.section)
        if any(other.section is step.section and other.part for other in self.presenter.steps):
            title = f"{title} ({step.part + 1})"
        if not waiting:
            return SectionLine(step.key, title, SectionState.DONE, self.tr("done"))
        state = SectionState.EMPTY if waiting == len(step.clauses) else SectionState.STARTED
        return SectionLine(step.key, title, state, plural("%n waiting", waiting))

    def _first(self) -> str:
        """Where to begin: what was removed, else the first part without replies, else the end."""
        view = self.presenter.view
        if view is not None and view.gone and not self.presenter.reading.replies:
            return REMOVED
        return next((s.key for s in self.presenter.steps if self.presenter.waiting_in(s)), FINISH)

    def show_part(self, key: str) -> None:
        """Show one part of the text."""
        view = self.presenter.view
        if view is None or self.steps is None or self.finish is None:
            return
        moved = key != self.current
        self.current = key
        writer = ClauseWriter(self.ws.session.people, view.catalogue, self.ws.texts)
        step = next((step for step in self.presenter.steps if step.key == key), None)
        self.removed.setVisible(key == REMOVED)
        self.steps.setVisible(step is not None)
        self.finish.setVisible(key == FINISH)
        self.next.setVisible(key != FINISH)
        if step is not None:
            self.presenter.see(step)
            self.steps.show_step(step, writer)
        elif key == REMOVED:
            self.removed.show_clauses(view.gone, writer)
        else:
            self.finish.refresh()
        self._show_progress()
        if moved:
            self.to_top()

    def _show_progress(self) -> None:
        self.sections.show_sections(self._lines(), self.current)
        whole, waiting = len(self.presenter.to_read()), len(self.presenter.waiting())
        self.progress.show_progress(whole - waiting if whole else 1, max(whole, 1))

    def on_replied(self) -> None:
        """Update marks and counts after a reply."""
        if self.presenter.view is None or self.finish is None or self.steps is None:
            return
        self.notice.clear()
        self.steps.refresh_replies()
        if self.current == FINISH:
            self.finish.refresh()
        self._show_progress()

    def on_next(self) -> None:
        """Go to the next part that waits for a reply, or to the end."""
        keys = [line.key for line in self._lines()]
        later = keys[keys.index(self.current) + 1 :]
        waiting = {step.key for step in self.presenter.steps if self.presenter.waiting_in(step)}
        self.go_to(next((key for key in later if key in waiting), FINISH))

    def go_to(self, key: str) -> None:
        """Show a part, with the keyboard on what it asks first."""
        self.show_part(key)
        if self.finish is not None and key == FINISH:
            self.finish.focus()
        elif self.steps is None or key == REMOVED or not self.steps.focus():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_failed(self, error: Exception) -> None:
        """Show an error."""
        if isinstance(error, Stale):
            self.notice.show_notice(
                self.tr("The text has changed since you began"),
                self.tr("Nothing was signed. Your replies are kept where the words are the same; please read on."),
            )
            return
        self.notice.show_error(error)

    def on_wrong_passphrase(self) -> None:
        """Say that the passphrase was wrong."""
        if self.finish is not None:
            self.finish.show_wrong()

    def on_blocked(self) -> None:
        """Go to what an own No does not allow a yes to; said only now that the reader has tried."""
        self.notice.show_notice(
            self.tr("Something in it goes against your own list"),
            self.tr("Nothing was signed. Only you see this. You can take it out, or change your own answer."),
        )
        self.go_to(self._first())

    def on_stop(self) -> None:
        """Hand the device back without signing; the replies are kept."""
        self.flush()
        self._hand_back()

    def _hand_back(self) -> None:
        view = self.presenter.view
        is_scene = view is None or view.draft.kind is DraftKind.SCENE
        page = PageId.SCENES if is_scene else PageId.GROUND_RULES
        leave = self.go if self._is_alone else self.ws.hand_back
        leave(page, self._draft_id if is_scene else None)

    @property
    def _is_alone(self) -> bool:
        return self.ws.session.presence.kind is PresenceKind.ALONE

    def on_signed(self, given: YesGiven) -> None:
        """Say whether it is agreed or waits, and until when."""
        if given.agreement is not None:
            day = day_word(given.agreement.document.review_on)
            text = self.tr("You have both said yes to the same text.")
            if day:
                text = fill(self.tr("You have both said yes to the same text. It is agreed until {day}."), day=day)
            icon, heading = "check-circle", self.tr("Agreed")
        else:
            icon, heading = "book-open", self.tr("Your yes is kept")
            text = self.tr("It waits for {name}’s reading until {day}. You can take it back until then.")
            if given.both_said:
                text = self.tr("{name} has said yes too. It is agreed once you are both here, until {day}.")
            text = fill(text, name=self.presenter.other_name(), day=day_word(given.waits_until))
        self._show_end(icon, heading, text)

    def _show_end(self, icon: str, heading: str, text: str) -> None:
        self._clear()
        words = self.tr("Done") if self._is_alone else self.tr("Hand the device back")
        back = primary(self.ws.design, words, self._hand_back)
        self._inside.addWidget(EmptyState(self.ws.design, icon, heading, text, back))
        back.setFocus(Qt.FocusReason.OtherFocusReason)
