"""The screen *Print and export*: choose a page, leave parts out, preview, approve, save or print it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.material import PageKind
from app.ui.agreement.clause_words import join_names
from app.ui.design.tokens import Space
from app.ui.export.approvals_view import ApprovalsView
from app.ui.export.choices_view import ChoicesView
from app.ui.export.presenter import ExportPresenter
from app.ui.export.print_page import PrintPage
from app.ui.kit.controls import ComboBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import column_in
from app.ui.kit.link import LinkLine
from app.ui.kit.surfaces import Card
from app.ui.tasks import PAUSE
from app.ui.wording import fill
from app.ui.workspace import Workspace


class ExportPage(PrintPage):
    """Argument: the id of a draft to print, or nothing."""

    presenter: ExportPresenter

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ExportPresenter(ws, self)
        self._to_approvals = LinkLine("", lambda: self.approvals.focus(), in_one_line=True)
        told = self.tr("For you, or for a conversation with somebody you trust. What you leave out is not in the file.")
        self.build_frame(self.tr("Print and export"), told, under=(self._to_approvals,))
        self.presenter.sources_loaded.connect(self._show_sources)
        self.presenter.making.connect(self._show_source)
        self.presenter.approvals_changed.connect(self._show_approvals)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        left, right = QWidget(self), QWidget(self)
        column = column_in(left, Space.L)
        self.build_preview(right)
        self.build_sides(left, right)
        self.body.addStretch(1)
        yield
        design = self.ws.design
        card = Card(design)
        card.add_header(self.tr("What to print"), icon="file-text")
        self._source = card.add(ComboBox(design, self.tr("What to print"), lambda key: self.presenter.choose(str(key))))
        self._questions = card.add(TextField(design, self.tr("Questions I want to bring, one per line"), rows=3))
        self.ws.unadded.hold("export.questions", self._questions.edit)
        self._questions.committed.connect(self.presenter.set_questions)
        column.addWidget(card)
        card.show()
        yield
        self.choices = ChoicesView(design, self.ws.session.people)
        self.choices.changed.connect(self.presenter.set_choices)
        for person, field in self.choices.pseudonyms.items():
            self.ws.unadded.hold(f"export.called.{person}", field.edit)
        yield
        card.add(self.choices).show()
        yield
        self.approvals = ApprovalsView(design, self.ws.session.people)
        self.approvals.approve_asked.connect(self._on_approve)
        self.approvals.revoke_asked.connect(self.presenter.revoke)
        column.addWidget(self.approvals)
        column.addStretch(1)
        yield

    def activate(self, argument: object = None) -> None:
        """Read what can be printed."""
        self.notice.clear()
        self.presenter.load(str(argument or ""))

    def on_presence_changed(self) -> None:
        """Own words are shown only to their owner; approving takes both."""
        self.stop_filling()
        self.ws.unadded.show(lambda: self._questions.show_text(""), self._questions.edit)
        self.choices.forget()
        self.preview.show_pictures(())
        self.presenter.forget()
        self.warning.clear()
        self.presenter.load()

    def flush(self) -> None:
        """Take the questions that were typed; approvals are saved when they are given."""
        self._questions.commit()

    def _show_sources(self) -> None:
        options = [(source.key, source.title) for source in self.presenter.sources]
        source = self.presenter.source
        self._source.show_options(options, source.key if source else None)

    def _show_source(self) -> None:
        source = self.presenter.source
        if source is not None:
            self._source.show_key(source.key)
            self.choices.show_kind(source.kind)
        self._questions.setVisible(source is not None and source.kind is PageKind.OWN_WORDS)
        self.approvals.setVisible(self.presenter.is_joint)

    def show_made(self) -> None:
        """Show the pages, then what can be left out of them."""
        self.fill(self._show_result())

    def _show_result(self) -> Iterator[object]:
        super().show_made()
        # The pages are painted before what can be left out of them is shown.
        yield PAUSE
        result = self.presenter.result
        if result is not None:
            yield from self.choices.show_page(self.presenter.choices, result.sections, result.removable)

    def _show_approvals(self) -> None:
        if self.presenter.result is not None:
            self._busy.stop()
        presence = self.ws.session.presence
        self.approvals.show_approvals(self.presenter.approved, presence.here, self.ws.session.me)
        result = self.presenter.result
        self.approvals.show_boxes(result is not None and bool(result.page.boxes))
        self.show_may_save()

    def why_not(self) -> str:
        """Who has not approved the page yet."""
        if self.presenter.result is None:
            return super().why_not()
        missing = [each.name for each in self.ws.session.people if each.id not in self.presenter.approved]
        if len(missing) == 1:
            return fill(self.tr("{name} has not approved this page yet"), name=missing[0])
        return fill(self.tr("{names} have not approved this page yet"), names=join_names(missing))

    def show_may_save(self) -> None:
        """Say why it can't be saved as a link to where it is approved."""
        super().show_may_save()
        waits = self.presenter.result is not None and not self.presenter.may_be_saved
        self._to_approvals.show_words(self._why.text() if waits else "")
        if waits:
            self._why.hide()

    def _on_approve(self, person_id: PersonId) -> None:
        person = self.ws.person(person_id)
        title = fill(self.tr("{name} approves this page"), name=person.name)

        def given(passphrase: str | None) -> None:
            if passphrase and self.presenter.result is not None:
                self._busy.start(self.tr("Checking…"))
                self.presenter.approve(person_id, passphrase)

        self.ws.prompts.ask_passphrase(
            title, fill(self.tr("Only {name} should type this."), name=person.name), given, person=person
        )
