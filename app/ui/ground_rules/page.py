"""The screen *Ground rules*: the standing agreement in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.models.agreement import Blocker, Requirement
from app.models.base import PersonId
from app.models.changes import Changes
from app.models.outline import Draft
from app.services import drafts
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.agreed_view import STATE_ICONS, state_words
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.read_panel import ReadPanel
from app.ui.agreement.side import OutlinePanes, OutlineSide
from app.ui.ground_rules.parts import AGREED, OWN, QUESTIONS, READ, TEXT, OwnPart, QuestionsPart, TextPart, rules_lines
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.flow import button_row, column_in
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import soft
from app.ui.kit.notice import Notice
from app.ui.kit.pill import Pill
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import SHARED, Workspace


class GroundRulesPage(Page):
    """The draft's text with what holds now; both read it, then it is agreed until the review date."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = DraftPresenter(ws, self)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.refused.connect(self.on_refused)
        self.current = ""
        self._opened = False
        self._wants_focus = False
        self._build_header()
        self._notice = Notice(ws.design, self)
        self.body.addWidget(self._notice)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        right = QWidget()
        self.body.addWidget(OutlinePanes(self.ws.design, self._build_left(), right))
        yield
        self.body.addStretch(1)
        yield from self._build_right(right)

    def _build_header(self) -> None:
        design = self.ws.design
        self.read = primary(design, self.tr("Read and say yes…"), self.on_read)
        self.print_ = secondary(design, self.tr("Print…"), self.on_print, icon="printer")
        self._header = PageHeader(
            design,
            self.tr("Ground rules"),
            self.tr("What always holds between you: limits, signals, aftercare, house rules. No scene is needed."),
            (self.print_, self.read),
        )
        self.body.addWidget(self._header)
        self._pill = Pill(design)
        self._changes = soft(self.tr("Something has changed since. What was agreed holds until you have both read it."))
        self.body.addWidget(button_row(self._pill))
        self.body.addWidget(self._changes)

    def _build_left(self) -> OutlineSide:
        side = OutlineSide(self.ws.design, self.tr("Parts of the ground rules"))
        self.sections, self.missing = side.sections, side.missing
        self.sections.picked.connect(self.show_part)
        self.missing.picked.connect(self.on_missing)
        return side

    def _build_right(self, right: QWidget) -> Iterator[None]:
        ws = self.ws
        column = column_in(right)
        self.agreed = AgreedPane(ws)
        self.agreed.resources_wanted.connect(lambda: self.go(PageId.READING, "resources"))
        yield
        self.reading = ReadPanel(ws)
        self.reading.hand_to.connect(self.on_hand_to)
        self.reading.take_back.connect(lambda person: self.presenter.take_back_yes(PersonId(person)))
        self.text = TextPart(ws)
        self.text.linked.connect(self.go)
        yield
        self.own = OwnPart(ws, self.presenter)
        yield
        self.questions = QuestionsPart(ws, self.presenter)
        yield
        self._parts: dict[str, QWidget] = {
            AGREED: self.agreed,
            TEXT: self.text,
            OWN: self.own,
            QUESTIONS: self.questions,
            READ: self.reading,
        }
        for part in self._parts.values():
            part.hide()
            column.addWidget(part)
            yield
        column.addStretch(1)

    def activate(self, argument: object = None) -> None:
        """Read them again; the draft is begun at the first visit."""
        self._notice.clear()
        self._wants_focus = True
        if self._opened:
            self.presenter.load()
        else:
            self.ws.read(drafts.find_ground_rules, self._on_found, owner=self)

    def _on_found(self, draft: Draft | None) -> None:
        if draft is not None:
            self._show_draft(draft)
            return
        today, new_id = self.ws.clock().astimezone().date(), self.ws.ids
        self.ws.write(
            SHARED,
            lambda uow: drafts.open_ground_rules(uow, today=today, new_id=new_id),
            by=self,
            done=lambda saved: self._show_draft(saved.draft),
        )

    def _show_draft(self, draft: Draft) -> None:
        self._opened = True
        self.presenter.open(draft.id)

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Look again when something they are made of changed."""
        if self.presenter.concerns(changes):
            self.presenter.load()

    def on_presence_changed(self) -> None:
        """Who is here decides who can read."""
        self.refresh()

    def flush(self) -> None:
        """Own words are kept as they are added; nothing waits."""

    def refresh(self) -> None:
        """Show the draft as it is now."""
        view = self.presenter.view
        if view is None:
            return
        newest = view.versions[0] if view.versions else None
        if newest is not None:
            words, tone = state_words(newest)
            self._pill.show_pill(words, STATE_ICONS[newest.state], tone)
        self._changes.setVisible(view.in_force is not None and not view.is_agreed_as_it_stands)
        self.read.setVisible(not view.is_agreed_as_it_stands)
        names = {str(person.id): person.name for person in self.ws.session.people}
        self.missing.show_missing(() if view.is_agreed_as_it_stands else view.missing, names)
        if not self.current or (self.current == AGREED and not view.versions):
            self.current = AGREED if view.in_force is not None else TEXT
        if self.current == READ and view.is_agreed_as_it_stands:
            self.current = AGREED
        self.show_part(self.current)
        if self._wants_focus:
            self._wants_focus = False
            self.sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, key: str) -> None:
        """Show one part."""
        view = self.presenter.view
        if view is None:
            return
        self.current = key
        self._pill.setVisible(bool(view.versions) and key != AGREED)
        self.sections.show_sections(rules_lines(view), key)
        for each, part in self._parts.items():
            part.setVisible(each == key)
        if key == AGREED:
            self.agreed.show_view(view, self.tr("Ground rules"))
        elif key == READ:
            self.reading.show_view(view)
        elif key == TEXT:
            self.text.show_view(view)
        elif key == OWN:
            self.own.show_view(view)
        else:
            self.questions.show_view(view)

    def on_refused(self, error: Exception, _about: str) -> None:
        """Say what could not be kept."""
        self._notice.show_error(error)

    def on_missing(self, blocker: Blocker) -> None:
        """Go to where a missing thing is mended."""
        if blocker.need in (Requirement.VERBAL_RED, Requirement.SPEECHLESS_RED):
            self.go(PageId.SIGNALS)
        elif blocker.need is Requirement.AFTERCARE:
            self.go(PageId.AFTERCARE)
        else:
            self.on_read()

    def on_read(self) -> None:
        """Show who reads next."""
        self.show_part(READ)
        self.reading.focus()

    def on_hand_to(self, person: str) -> None:
        """Their turn, alone with the device."""
        self.ws.hand_over(PersonId(person), PageId.MY_READING, self.presenter.draft.id)

    def on_print(self) -> None:
        """To the printed page."""
        if self.presenter.is_loaded:
            self.go(PageId.EXPORT, self.presenter.draft.id)
