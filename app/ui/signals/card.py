"""One signal as a card, which can be opened for editing."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.models.signal import Channel, SafetySignal
from app.ui.design.design import Design
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import add_to, button_row, column_in
from app.ui.kit.labels import body, caption, title
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Pill
from app.ui.signals.words import CHANNEL_WORDS, LEVEL_ICONS, LEVEL_NAMES, LEVEL_TONES, LEVELS
from app.ui.wording import fill


class SignalCard(Card):
    """Shows one signal; *Change* opens its fields in place."""

    revised = Signal(object)
    deleted = Signal(str)
    enlarged = Signal(str)
    accepted = Signal(str)
    closed = Signal()
    """Its fields were closed."""

    def __init__(self, design: Design, signal: SafetySignal, note: str = "", *, may_accept: bool = False) -> None:
        super().__init__(design)
        self._design = design
        self._signal = signal
        self._build_view()
        self._editor: QWidget | None = None
        self.show_signal(signal, note, may_accept=may_accept)

    @property
    def signal_id(self) -> str:
        """The id of the signal."""
        return self._signal.id

    @property
    def is_editing(self) -> bool:
        """Whether its fields are open."""
        return self._editor is not None and self._editor.isVisibleTo(self)

    def _build_view(self) -> None:
        self._title = title("")
        self._pill = self.add(Pill(self._design, ""))
        self._pill.setAccessibleName(self.tr("Level"))
        self.add(self._title)
        self._meaning, self._response, self._practised = body(""), body(""), caption("")
        self._note = caption("")
        self.add_all(self._meaning, self._response, self._note, self._practised)
        self._change = quiet(self._design, self.tr("Change"), self.on_change, icon="pencil-simple")
        large = quiet(self._design, self.tr("Show it large"), self.on_enlarge, icon="arrows-out")
        delete = quiet(self._design, self.tr("Take out"), self.on_delete, icon="trash")
        self._accept = quiet(self._design, self.tr("We both accept this"), self.on_accept, icon="check-circle")
        self.buttons: tuple[Button, ...] = (self._accept, self._change, large, delete)
        self.add(button_row(*self.buttons))

    def show_signal(self, signal: SafetySignal, note: str = "", *, may_accept: bool = False) -> None:
        """Show a signal and whose it is; open fields keep their text."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._accept.setVisible(may_accept)
        self._signal = signal
        self._title.setText(signal.expression)
        words = f"{LEVEL_NAMES[signal.level]} · {CHANNEL_WORDS[signal.channel]}"
        self._pill.show_pill(words, icon=LEVEL_ICONS[signal.level], tone=LEVEL_TONES[signal.level])
        self._meaning.setText(signal.meaning)
        self._meaning.setVisible(bool(signal.meaning))
        self._response.setText(fill(self.tr("What we both do: {what}"), what=signal.response))
        self._response.setVisible(bool(signal.response))
        self._practised.setText(self._practised_words())

    def _practised_words(self) -> str:
        on = self._signal.practised_on
        if on is None:
            return self.tr("Not practised together yet")
        day = QLocale().toString(QDate(on.year, on.month, on.day), QLocale.FormatType.LongFormat)
        return fill(self.tr("Practised together on {day}"), day=day)

    def on_change(self) -> None:
        """Open or close the fields."""
        if self._editor is None:
            self._editor = self.add(self._build_editor())
            self._expression.edit.setFocus()
        else:
            self.flush()
            self._editor.setVisible(not self._editor.isVisibleTo(self))
        open_now = self._editor.isVisibleTo(self)
        self._change.show_text(self.tr("Done") if open_now else self.tr("Change"))
        if not open_now:
            self.closed.emit()

    def _build_editor(self) -> QWidget:
        editor = QWidget(self)
        column = column_in(editor)
        self._level = Segments(self._design, self.tr("Level"), [(level, LEVEL_NAMES[level]) for level in LEVELS])
        self._channel = Segments(self._design, self.tr("How it is given"), [(c, CHANNEL_WORDS[c]) for c in Channel])
        self._expression = LineField(self._design, self.tr("Word or gesture"))
        self._means = TextField(self._design, self.tr("What it means"))
        self._does = TextField(self._design, self.tr("What we both do"))
        self._level.show_choice(self._signal.level)
        self._channel.show_choice(self._signal.channel)
        self._expression.show_text(self._signal.expression)
        self._means.show_text(self._signal.meaning)
        self._does.show_text(self._signal.response)
        add_to(column, self._expression, self._level, self._channel, self._means, self._does)
        for field in (self._expression, self._means, self._does):
            field.committed.connect(lambda _text: self.flush())
        for choice in (self._level, self._channel):
            choice.chosen.connect(lambda _key: self.flush())
        return editor

    def flush(self) -> None:
        """Emit `revised` if the fields differ from the signal."""
        if self._editor is None:
            return
        if not self._expression.text().strip():
            self._expression.show_error(self.tr("A signal needs a word or a gesture. The earlier one was kept."))
            return
        self._expression.clear_error()
        revised = self._signal.evolve(
            expression=self._expression.text(),
            meaning=self._means.text(),
            response=self._does.text(),
            level=self._level.choice,
            channel=self._channel.choice,
        )
        if revised != self._signal:
            self.revised.emit(revised)

    def on_accept(self) -> None:
        """Emit `accepted`."""
        self.accepted.emit(self._signal.id)

    def on_delete(self) -> None:
        """Emit `deleted`."""
        self.deleted.emit(self._signal.id)

    def on_enlarge(self) -> None:
        """Emit `enlarged`."""
        self.enlarged.emit(self._signal.id)
