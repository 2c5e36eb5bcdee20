"""The screen *Print and export*: choose, leave out, look at the very pages, approve, save or print."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.export.redact import PageChoices
from app.models.base import PersonId
from app.models.changes import Changes
from app.models.material import PageKind
from app.ui.design.tokens import Space
from app.ui.export.approvals_view import ApprovalsView
from app.ui.export.choices_view import ChoicesView
from app.ui.export.page_output import PageOutput
from app.ui.export.presenter import ExportPresenter
from app.ui.export.preview import Preview
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import column_in, row
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import soft
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.notice import Notice
from app.ui.kit.progress import Busy
from app.ui.kit.surfaces import Card
from app.ui.page import Page
from app.ui.wording import fill
from app.ui.workspace import Workspace

NARROW = 780


class ExportPage(Page):
    """Argument: the id of a draft to print, or nothing."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ExportPresenter(ws, self)
        self._connect()
        self._save = primary(ws.design, self.tr("Save as PDF…"), self.on_save)
        self._print = secondary(ws.design, self.tr("Print…"), self.on_print, icon="printer")
        self.body.addWidget(
            PageHeader(
                ws.design,
                self.tr("Print and export"),
                self.tr("For you, or for a conversation with somebody you trust. What is left out is not in it."),
                (self._print, self._save),
            )
        )
        self._notice = Notice(ws.design)
        self.body.addWidget(self._notice)
        self._output = PageOutput(ws, self, self._notice)
        self._row = row(spacing=Space.L)
        self.body.addLayout(self._row)
        NarrowSwitch(ws.design, self, NARROW, self._row)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        left = QWidget(self)
        self._row.addWidget(left, 1)
        yield from self._build_left(left)
        self._row.addWidget(self._build_right(), 1)
        self.body.addStretch(1)
        yield

    def _connect(self) -> None:
        self.presenter.sources_loaded.connect(self._show_sources)
        self.presenter.making.connect(self._on_making)
        self.presenter.made.connect(self._on_made)
        self.presenter.approvals_changed.connect(self._show_approvals)
        self.presenter.failed.connect(self._on_failed)

    def _build_left(self, left: QWidget) -> Iterator[None]:
        design = self.ws.design
        column = column_in(left, Space.L)
        card = Card(design)
        card.add_header(self.tr("What to print"), icon="file-text")
        self._source = card.add(ComboBox(design, self.tr("What to print")))
        self._source.picked.connect(lambda key: self.presenter.choose(str(key)))
        self._questions = card.add(TextField(design, self.tr("Questions I want to bring, one a line"), rows=3))
        self._questions.committed.connect(self.presenter.set_questions)
        column.addWidget(card)
        yield
        self.choices = card.add(ChoicesView(design, self.ws.session.people))
        self.choices.changed.connect(self._on_choices)
        yield
        self.approvals = ApprovalsView(design, self.ws.session.people)
        self.approvals.approve_asked.connect(self._on_approve)
        self.approvals.revoke_asked.connect(self.presenter.revoke)
        column.addWidget(self.approvals)
        column.addStretch(1)
        yield

    def _build_right(self) -> QWidget:
        right = QWidget(self)
        column = column_in(right, Space.S)
        self._busy = Busy(self.ws.design)
        self.preview = Preview(self.ws)
        column.addWidget(self._busy)
        column.addWidget(self.preview)
        told = self.tr("A saved file is not encrypted, and paper can be found. Keep both where you want them.")
        column.addWidget(soft(told))
        column.addStretch(1)
        return right

    def activate(self, argument: object = None) -> None:
        """Read what can be printed."""
        self._notice.clear()
        self.presenter.load(str(argument or ""))

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Look again at what the page shows."""
        self.presenter.on_changed(changes, by)

    def on_presence_changed(self) -> None:
        """One's own words show only to oneself, from this moment on; approving takes both."""
        self.stop_filling()
        self._questions.show_text("")
        self.choices.forget()
        self.preview.show_pictures(())
        self.presenter.forget()
        self.presenter.load()

    def flush(self) -> None:
        """Nothing here is kept but approvals, which are kept as they are given."""
        self._questions.commit()

    def _show_sources(self) -> None:
        options = [(source.key, source.title) for source in self.presenter.sources]
        source = self.presenter.source
        self._source.show_options(options, source.key if source else None)

    def _on_making(self) -> None:
        source = self.presenter.source
        if source is not None:
            self._source.show_key(source.key)
            self.choices.show_kind(source.kind)
        self._questions.setVisible(source is not None and source.kind is PageKind.OWN_WORDS)
        self.approvals.setVisible(self.presenter.is_joint)
        self._busy.start(self.tr("Making the pages…"))
        self._show_may_save()

    def _on_made(self) -> None:
        self._busy.stop()
        self._show_may_save()
        self.fill(self._show_result())

    def _show_result(self) -> Iterator[None]:
        result = self.presenter.result
        if result is not None:
            self.preview.show_pictures(result.pictures)
            yield
            yield from self.choices.show_page(self.presenter.choices, result.sections, result.removable)

    def _on_choices(self, choices: object) -> None:
        if isinstance(choices, PageChoices):
            self.presenter.set_choices(choices)

    def _show_approvals(self) -> None:
        presence = self.ws.session.presence
        self.approvals.show_approvals(self.presenter.approved, presence.here, self.ws.session.me)
        self._show_may_save()

    def _show_may_save(self) -> None:
        may = self.presenter.may_be_saved
        self._save.setEnabled(may)
        self._print.setEnabled(may)

    def _on_approve(self, person_id: PersonId) -> None:
        person = self.ws.person(person_id)
        title = fill(self.tr("{name} approves this page"), name=person.name)

        def given(passphrase: str | None) -> None:
            if passphrase:
                self.presenter.approve(person_id, passphrase)

        self.ws.prompts.ask_passphrase(
            title, fill(self.tr("Only {name} types this."), name=person.name), given, person=person
        )

    def _on_failed(self, error: Exception) -> None:
        self._busy.stop()
        self._output.on_failed(error)

    def on_save(self) -> None:
        """Choose a place, then make the file."""
        self._output.save(self.presenter.render)

    def on_print(self) -> None:
        """Make the file, then ask the system where to print."""
        result = self.presenter.result
        if result is not None:
            self._output.print(self.presenter.render, result.pictures)
