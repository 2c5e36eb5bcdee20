"""The end of a reading: yes to the rest, own words, the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.person import Person
from app.models.reading import ClauseReply
from app.ui.agreement.pause import read_words
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.field import TextField
from app.ui.kit.flow import add_to, button_row, column_in
from app.ui.kit.labels import Reason, body, soft, title
from app.ui.kit.passphrase import PassField
from app.ui.kit.progress import Busy
from app.ui.kit.surfaces import Card
from app.ui.my_reading.presenter import ReadingPresenter
from app.ui.wording import fill, plural


class FinishView(QWidget):
    """Clauses without a reply, and the yes by passphrase."""

    signed = Signal(str)
    """The passphrase."""
    waiting_wanted = Signal()

    def __init__(self, design: Design, presenter: ReadingPresenter, person: Person) -> None:
        super().__init__()
        self._presenter, self._person = presenter, person
        column = column_in(self, Space.L)
        self._summary = Card(design)
        self._summary.add_header(self.tr("Where you are"), "checks")
        self._waiting, self._out, self._see_first = body(), soft(), soft()
        self.rest = secondary(design, "", self.on_rest)
        self.go_on = quiet(design, self.tr("Go to what is waiting"), self.waiting_wanted.emit, icon="arrow-left")
        # Where a passphrase is expected, no field that both will read is open.
        self.add_words = quiet(design, self.tr("Add words of your own…"), self.on_add_words, icon="plus")
        self.words = TextField(design, self.tr("Words of your own (you will both read them)"), rows=2)
        self.words.committed.connect(presenter.write_words)
        self.words.hide()
        acts = button_row(self.rest, self.go_on, self.add_words)
        self._summary.add_all(self._waiting, self._out, self._see_first, acts, self.words)
        add_to(column, self._summary, self._build_signature(design))
        presenter.signing.connect(self._on_signing)

    def _build_signature(self, design: Design) -> Card:
        self._card = Card(design)
        self._card.add(title(self.tr("Your yes")))
        self._card.add(
            soft(
                self.tr(
                    "Your passphrase keeps anyone else from saying yes for you. "
                    "You can take it all back later, at any time, without a reason."
                )
            )
        )
        self._pause = self._card.add(soft())
        self._alone_with_it = self._card.add(soft())
        label = fill(self.tr("{name}’s passphrase"), name=self._person.name)
        self.passphrase = self._card.add(PassField(design, label))
        self.passphrase.entered.connect(self.on_sign)
        self.sign = primary(design, self.tr("Say yes to this text"), self.on_sign)
        self._card.add(button_row(self.sign))
        self._why = self._card.add(Reason(self.passphrase, self.sign))
        self._busy = self._card.add(Busy(design))
        return self._card

    def refresh(self) -> None:
        """Show how many clauses have no reply."""
        presenter = self._presenter
        waiting, rest = presenter.asked.waiting(), presenter.asked.rest()
        out = sum(reply is ClauseReply.TAKE_OUT for reply in presenter.reading.replies.values())
        self._waiting.setText(self._how_many(len(waiting)))
        who = self._presenter.other_name()
        self._out.setText(plural("You are taking %n out. {who} will read the changed text afterwards.", out, who=who))
        self._out.setVisible(out > 0)
        everything = presenter.has_seen_everything
        hint = self._hint() if everything else self.tr("Look at every part first; then you can say yes to the rest.")
        self._see_first.show_text(hint if waiting else "")
        self.rest.show_text(fill(self.tr("Yes to the rest ({n})"), n=len(rest)))
        self.rest.setVisible(bool(rest) and not presenter.asked_rest)
        self.rest.setEnabled(everything)
        self.go_on.setVisible(bool(waiting))
        self._show_pause()
        self._show_silence()
        self._why.give(self.tr("Reply to what is waiting first.") if waiting else "")
        if presenter.is_signing:
            self._why.give(self.tr("Signing…"))
            self._why.hide()  # it is said with an hourglass
        if not self.words.edit.hasFocus():
            self.words.show_text(presenter.reading.words)
            self._show_words(bool(presenter.reading.words))

    def _show_words(self, shown: bool) -> None:
        self.words.setVisible(shown)
        self.add_words.setVisible(not shown)

    def on_add_words(self) -> None:
        """Open the field for own words."""
        self._show_words(True)
        self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_rest(self) -> None:
        """Yes to the rest; then the passphrase is next, or what is left of it."""
        self._presenter.say_yes_to_rest()
        self.focus()

    def focus(self) -> None:
        """Focus the passphrase, or what comes before it while something waits."""
        for widget in (self.passphrase, self.rest, self.go_on):
            if widget.isEnabled() and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _hint(self) -> str:
        """Why something still waits, once all of it was on screen; what conflicts is told to who has asked."""
        presenter = self._presenter
        if presenter.asked_rest and presenter.asked.rest():
            return plural("%n parts touch your private answers. Please reply to each.", len(presenter.asked.rest()))
        if presenter.asked.asked_alone():
            return self.tr(
                "This was agreed before. You are asked again about each activity and each line that allows something."
            )
        if presenter.asked.asked_by_part():
            return self.tr("What protects you both has not changed. Read each part once more and say that you have.")
        return ""

    def _show_pause(self) -> None:
        view = self._presenter.view
        self._pause.show_text(read_words(view.document) if view is not None else "")

    def _show_silence(self) -> None:
        view, name = self._presenter.view, self._presenter.other_name()
        words = self.tr(
            "{name} has not said yes. Your yes will wait, and {name} will see that it does. Saying nothing can be an "
            "answer too, so please do not ask."
        )
        self._alone_with_it.setText(fill(words, name=name))
        self._alone_with_it.setVisible(view is not None and bool(name) and not view.partner_said_yes)

    def _how_many(self, waiting: int) -> str:
        if not waiting:
            return self.tr("You have replied to every part.")
        return plural("%n parts are still waiting for your reply.", waiting)

    def on_sign(self) -> None:
        """Sign with the passphrase and clear the field."""
        passphrase = self.passphrase.text()
        self.words.commit()
        self.passphrase.clear()
        self.passphrase.clear_error()
        if passphrase and self.sign.isEnabled():
            self.signed.emit(passphrase)

    def show_wrong(self) -> None:
        """Say that the passphrase was wrong; all replies are kept."""
        words = self.tr("This is not {name}’s passphrase. Nothing is lost; please try again.")
        self.passphrase.show_error(fill(words, name=self._person.name))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_signing(self, on: bool) -> None:
        if on:
            self._busy.start(self.tr("Signing…"))
        else:
            self._busy.stop()
        if self._presenter.view is not None:
            self.refresh()
