"""Withdrawing one item or everything, by one person or by both, at once; then words for telling the partner."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal

from app.models.agreement import Agreement
from app.models.clause import Clause
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.texts import Script
from app.services import agreements, drafts
from app.ui.agreement.clause_view import reveal_top
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.kit.buttons import Button, final, quiet, resources_button, secondary
from app.ui.kit.flow import button_row, clear_layout
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import body, caption, soft, strong, title
from app.ui.kit.surfaces import Card
from app.ui.presenter import Presenter
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class WithdrawalPresenter(Presenter):
    """Withdraws from an agreement, and puts what has ended out of sight."""

    done = Signal()

    def withdraw(self, agreement_id: str, clause_ids: tuple[str, ...] | None, leaving: LeavingOut) -> None:
        """Withdraw these clauses, or all of it with None; finished even if the screen is closed meanwhile."""
        person, now = self._ws.session.me, self._ws.clock()
        self.write(
            SHARED,
            lambda uow: agreements.withdraw(
                uow, person=person, agreement_id=agreement_id, clause_ids=clause_ids, now=now, leaving=leaving
            ),
            lambda _changes: self.done.emit(),
        )

    def delete(self, agreement_id: str) -> None:
        """Both delete the text of what has ended."""
        today = self._ws.today
        self.write(SHARED, lambda uow: agreements.delete_text(uow, agreement_id=agreement_id, today=today))

    def put_out_of_sight(self, agreement_ids: Collection[str], *, hide: bool) -> None:
        """Put ended versions out of the sight of whoever's turn it is, or back into it."""
        self.write_own(lambda uow, me: drafts.put_out_of_sight(uow, person=me, agreement_ids=agreement_ids, hide=hide))


class WithdrawPanel(Card):
    """Asks once, in place; says beforehand what the partner will see, and offers words for telling them afterwards."""

    closed = Signal()

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._agreement_id = ""
        self._clause_ids: tuple[str, ...] | None = None
        self.question: LeaveOutQuestion | None = None
        """How an activity is left out; None for anything else."""
        self.presenter = WithdrawalPresenter(ws, self)
        self.presenter.done.connect(self.show_done)
        self.presenter.failed.connect(self._let_try_again)
        self._yes: Button | None = None
        KeyActs(self, {Qt.Key.Key_Escape: self.close_panel})
        self.hide()

    def ask(self, agreement: Agreement, clause: Clause | None, what: str, *, also: str = "") -> None:
        """Ask whether to withdraw `what`, all of it with None; nothing changes until the button is pressed.

        `also`: a sentence about what ends with it.
        """
        clause_ids = (clause.id,) if clause is not None else None
        self._agreement_id, self._clause_ids = agreement.id, clause_ids
        clear_layout(self.body)
        self.question = None
        asked = self.tr("Withdraw “{what}”?") if clause_ids is not None else self.tr("Withdraw all of “{what}”?")
        self.add(title(fill(asked, what=what)))
        if also:
            self.add(strong(also))
        partner = self._ws.partner
        together = self.tr("This withdraws it for both of you.")
        self.add(body(fill(self._ws.texts.notices.withdrawal_before, name=partner.name) if partner else together))
        self.add(soft(self.tr("No reason is needed. It takes effect at once, and the page says so without a date.")))
        self._yes = yes = final(self._ws.design, self.tr("Withdraw now"), self.on_withdraw)
        no = quiet(self._ws.design, self.tr("Keep it"), self.close_panel)
        if clause is not None and clause.item is not None:
            draft_id, pairing = agreement.document.draft_id, clause.item.pairing
            self.question = self.add(LeaveOutQuestion(self._ws, draft_id, pairing, what))
        self.add(button_row(yes, no, resources_button(self._ws.design, self._ws.signals.to_resources)))
        self.show()
        yes.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal_top(self)

    def on_withdraw(self) -> None:
        """Withdraw."""
        if self._yes is not None:
            self._yes.show_text(self.tr("Withdrawing…"))
            self._yes.setEnabled(False)
        leaving = self.question.leaving if self.question is not None else NOT_IN_THIS_ONE
        self.presenter.withdraw(self._agreement_id, self._clause_ids, leaving)

    def _let_try_again(self) -> None:
        if self._yes is not None:
            self._yes.show_text(self.tr("Withdraw now"))
            self._yes.setEnabled(True)

    def show_done(self) -> None:
        """Say that it is withdrawn; whoever is alone is offered words for telling their partner."""
        partner, texts = self._ws.partner, self._ws.texts
        clear_layout(self.body)
        self.question = self._yes = None
        self.add(title(self.tr("Withdrawn")))
        together = self.tr("It is no longer agreed. Neither of you owes a reason.")
        self.add(body(fill(texts.notices.withdrawal_after, name=partner.name) if partner else together))
        if self._ws.vault.is_behind:
            self.add(soft(self.tr("Another program has locked the shared file, so this will be copied there later.")))
        for script in texts.withdrawal_scripts if partner else ():
            self._add_script(script)
        close = secondary(self._ws.design, self.tr("Done"), self.close_panel)
        self.add(button_row(close, resources_button(self._ws.design, self._ws.signals.to_resources)))
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Close the panel."""
        self.hide()
        self.closed.emit()

    def _add_script(self, script: Script) -> None:
        self.add_all(caption(script.title), body(script.text))
        copy = quiet(self._ws.design, self.tr("Copy these words"), lambda: self._copy(script.text), icon="copy")
        copy.setAccessibleName(fill(self.tr("Copy these words: {title}"), title=script.title))
        self.add(button_row(copy))

    def _copy(self, text: str) -> None:
        self._ws.clipboard.copy(text)
        self._ws.toast(self.tr("Copied for ten seconds."))
