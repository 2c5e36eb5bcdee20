"""The screen *Ground rules*: the standing agreement in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.models.outline import Draft
from app.services import drafts
from app.services.draft_store import ground_rules_draft
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.agreed_view import STATE_ICONS, state_words
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.outline import DraftOutline, ReadButton
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.parts import OwnPart, QuestionsPart, TextPart, ground_rules_lines
from app.ui.kit.buttons import secondary
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import Pill
from app.ui.page import Page
from app.ui.workspace import SHARED, Workspace

PARTS = {OutlinePart.TEXT: TextPart, OutlinePart.OWN: OwnPart, OutlinePart.QUESTIONS: QuestionsPart}


class GroundRulesPage(Page):
    """The draft beside what is agreed; once both have read it, it is agreed until the review date."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = DraftPresenter(ws, self)
        self._opened = False
        self._build_header()
        self.follow(self.presenter, self.refresh)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        yield
        agreed, name, title = AgreedPane(self.ws), self.tr("Parts of the ground rules"), self.tr("Ground rules")
        yield
        self.outline = DraftOutline(
            self.ws, self.presenter, name, PARTS, ground_rules_lines, lambda _view: title, agreed
        )
        self.outline.part_shown.connect(self._on_part_shown)
        self.body.insertWidget(0, self.outline.missing.beside(self.header))
        self.body.addWidget(self.outline)
        self.body.addStretch(1)

    def _build_header(self) -> None:
        design = self.ws.design
        self.read = ReadButton(design, lambda: self.outline.on_read())
        self.print_ = secondary(design, self.tr("Print…"), lambda: self.outline.on_print(), icon="printer")
        what = self.tr("The rules you both follow: limits, signals, aftercare, house rules. You do not need a scene.")
        self.build_head(self.tr("Ground rules"), what, (self.print_, self.read))
        self._pill = Pill(design)
        self._changes = soft(
            self.tr(
                "Something has changed since you agreed. What you agreed stays as it is until you have both said "
                "yes to it."
            )
        )
        self.body.insertWidget(1, self._pill)
        self.body.insertWidget(2, self._changes)

    def activate(self, argument: object = None) -> None:
        """Load the draft; it is made at the first visit."""
        self.notice.clear()
        self.outline.enter()
        if self._opened:
            self.presenter.reload()
        else:
            self.ws.read(ground_rules_draft, self._on_found, owner=self)

    def _on_found(self, draft: Draft | None) -> None:
        if draft is not None:
            self._show_draft(draft)
            return
        new_id = self.ws.ids
        self.ws.write(
            SHARED,
            lambda uow: drafts.open_ground_rules(uow, new_id=new_id),
            by=self,
            done=lambda saved: self._show_draft(saved.draft),
        )

    def _show_draft(self, draft: Draft) -> None:
        self._opened = True
        self.presenter.open(draft.id)

    def on_presence_changed(self) -> None:
        """Who is here decides who can read."""
        self.refresh()
        self.presenter.reload()

    def refresh(self) -> None:
        """Show the current draft."""
        view = self.presenter.view
        if view is None:
            return
        newest = view.versions[0] if view.versions else None
        if newest is not None:
            words, tone = state_words(newest)
            self._pill.show_pill(words, STATE_ICONS[newest.state], tone)
        self._changes.setVisible(view.agreed_now is not None and not view.is_agreed_as_it_stands)
        self.outline.refresh()

    def flush(self) -> None:
        """Save what is being typed."""
        self.outline.flush()

    def _on_part_shown(self) -> None:
        view, part = self.presenter.view, self.outline.current
        if view is not None:
            self._pill.setVisible(bool(view.versions) and part is not OutlinePart.AGREED)
            self.read.show_for(view, part)
