"""The agreed page with its versions and the panel for withdrawing."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.errors import NotReady
from app.models.agreement import CurrentAgreement
from app.models.clause import Clause, ClauseKind
from app.models.outline import DraftKind
from app.services.drafts import DraftView
from app.ui.agreement.agreed_view import AgreedView
from app.ui.agreement.beside import BesidePanel
from app.ui.agreement.clause_view import reveal_top
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.differences import DifferencesCard
from app.ui.agreement.history import HistoryCard
from app.ui.agreement.withdraw import WithdrawPanel
from app.ui.design.tokens import Space
from app.ui.kit.flow import Box, add_to, column_in
from app.ui.kit.notice import Notice
from app.ui.page_id import PageId
from app.ui.workspace import Workspace


class AgreedPane(Box):
    """Shows the newest version, older ones on request."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._ws = ws
        self._versions: tuple[CurrentAgreement, ...] = ()
        self._all: tuple[CurrentAgreement, ...] = ()
        """Also those that whoever looks has hidden."""
        self._shown_id = ""
        self._out_of_sight: list[str] = []
        self._writer: ClauseWriter | None = None
        self._what = ""
        ws.scene_over.changed.connect(self._show)
        self._column = column = column_in(self, Space.L)
        self.withdraw = WithdrawPanel(ws)
        self.withdraw.closed.connect(self._on_closed)
        self.notice = Notice(ws.design)
        self.withdraw.presenter.failed.connect(self.on_failed)
        add_to(column, self.notice, self.withdraw)
        self.beside = BesidePanel(ws)
        self.view = AgreedView(ws)
        self.view.withdraw_asked.connect(self.on_withdraw)
        self.view.end_asked.connect(self.on_end)
        self.view.hide_asked.connect(self.on_hide)
        self.view.delete_asked.connect(self.on_delete)
        add_to(column, self.view, self.beside)
        self.history = HistoryCard(ws.design)
        self.history.show_asked.connect(self.on_show)
        self.history.compare_asked.connect(self.on_compare)
        self.history.hidden_asked.connect(self.on_show_hidden)
        self.differences = DifferencesCard(ws)
        self.differences.closed.connect(self.on_close_differences)
        self._compared_id = ""
        """The version that is compared with the one on screen."""
        add_to(column, self.history, self.differences)

    def show_view(self, view: DraftView, what: str) -> None:
        """Show the versions of a draft; `what` is its title."""
        self._what = what
        self.notice.clear()
        self._writer = ClauseWriter(self._ws.session.people, view.catalogue, self._ws.texts)
        self._all = view.versions
        self._out_of_sight = [v.agreement.id for v in view.versions if v.agreement.id in view.out_of_sight]
        seen = tuple(version for version in view.versions if version.agreement.id not in view.out_of_sight)
        if seen != self._versions or not self._shown_id:
            self._versions = seen
            self._shown_id = seen[0].agreement.id if seen else ""
        self._show()

    @property
    def shown(self) -> CurrentAgreement | None:
        """The version on screen."""
        return next((v for v in self._versions if v.agreement.id == self._shown_id), None)

    def _show(self) -> None:
        shown = self.shown
        self.view.setVisible(shown is not None)
        self.beside.setVisible(False)
        if shown is not None and self._writer is not None:
            self.beside.show_current(shown, self._writer)
            # What was added is read before the text; the offer to add something comes after it.
            self._column.removeWidget(self.beside)
            above = self.withdraw if shown.beside else self.view
            self._column.insertWidget(self._column.indexOf(above) + 1, self.beside)
            self.view.show_current(
                shown, self._writer, is_ending=shown.agreement.id == self._ws.scene_over.agreement_id
            )
        self.history.show_versions(self._all, self._shown_id, self._out_of_sight)
        self._show_differences()

    def on_show(self, agreement_id: str) -> None:
        """Show a different version."""
        self._shown_id = agreement_id
        self._show()

    def on_compare(self, agreement_id: str) -> None:
        """Show what differs between a version and the one on screen."""
        self._compared_id = agreement_id
        self._show_differences()
        reveal_top(self.differences)

    def on_close_differences(self) -> None:
        """Close what differs, and go back to where it was asked for."""
        compared, self._compared_id = self._compared_id, ""
        self._show_differences()
        self.history.focus_compare(compared)

    def _show_differences(self) -> None:
        shown = self.shown
        other = next((each for each in self._versions if each.agreement.id == self._compared_id), None)
        if shown is None or other is None or other is shown or self._writer is None:
            self._compared_id = ""
            self.differences.forget()
        else:
            self.differences.compare(other, shown, self._writer)

    def on_hide(self) -> None:
        """Put the version on screen out of one's own sight."""
        self.withdraw.presenter.put_out_of_sight((self._shown_id,), hide=True)

    def on_delete(self) -> None:
        """Ask both whether to delete the text of the version on screen."""
        agreement_id = self._shown_id
        self._ws.prompts.confirm(
            self.tr("Delete this version for both of you?"),
            self.tr("Neither of you will be able to read or print it here. This cannot be undone."),
            self.tr("Delete it"),
            lambda: self.withdraw.presenter.delete(agreement_id),
            danger=True,
        )

    def on_failed(self, error: Exception) -> None:
        """Say why something was not done."""
        if isinstance(error, NotReady):
            self.notice.show_notice(
                self.tr("This version is still needed"),
                self.tr(
                    "It has the signals you agreed most recently, or a scene was read with it. Nothing was deleted."
                ),
            )
        else:
            self.notice.show_error(error)

    def on_show_hidden(self) -> None:
        """Show again what was put out of one's own sight."""
        self.withdraw.presenter.put_out_of_sight(self._out_of_sight, hide=False)

    def on_withdraw(self, clause: Clause | None) -> None:
        """Ask in place whether to withdraw a clause, or everything if None."""
        shown = self.shown
        if shown is None or self._writer is None:
            return
        rules = shown.agreement.document.kind is DraftKind.GROUND_RULES
        what = self._what if clause is None else self._writer.words(clause).title
        also = ""
        if clause is None and rules:
            also = self.tr("Everything allowed in the scenes that were read with these ground rules ends too.")
        elif clause is not None and clause.kind is ClauseKind.PROTECTION:
            also = self._allowed_too(rules)
        self.withdraw.ask(shown.agreement, clause, what, also=also)

    def _allowed_too(self, rules: bool) -> str:
        if rules:
            return self.tr(
                "This protects. If it ends, so does everything these ground rules allow, and everything allowed in "
                "the scenes that were read with them."
            )
        return self.tr("This protects. If it ends, so does everything this agreement allows.")

    def on_end(self) -> None:
        """The scene is over, which is written after a minute; pressed again before that, it continues."""
        shown = self.shown
        if shown is None:
            return
        over = self._ws.scene_over
        if over.agreement_id == shown.agreement.id:
            over.undo()
        else:
            self._ws.end_scene(shown.agreement.id)
            self._ws.go(PageId.AFTERWARDS, shown.agreement.id)

    def _on_closed(self) -> None:
        for button in self.view.withdraw_buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
