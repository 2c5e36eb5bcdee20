"""One signal as a row, which can be opened for editing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.models.signal import Channel, SafetySignal
from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Space
from app.ui.kit.buttons import IconButton, quiet
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Column, add_to, column_in, row
from app.ui.kit.labels import caption, lead
from app.ui.kit.menu_button import open_below
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Surface
from app.ui.signals.words import CHANNEL_WORDS, LEVEL_NAMES, LEVELS
from app.ui.wording import fill


class SignalRowView(Surface):
    """Shows one signal; *Change* opens its fields below it."""

    revised = Signal(object)
    deleted = Signal(str)
    enlarged = Signal(str)
    accepted = Signal(str)
    closed = Signal()
    """Its fields were closed."""

    def __init__(self, design: Design, signal: SafetySignal) -> None:
        super().__init__(design, "row", (ROW_SIDE, Space.S, Space.S, Space.S), Space.S)
        self._signal = signal
        self._build_view()
        self._editor: QWidget | None = None

    @property
    def signal_id(self) -> str:
        """The id of the signal."""
        return self._signal.id

    @property
    def is_editing(self) -> bool:
        """Whether its fields are open."""
        return self._editor is not None and self._editor.isVisibleTo(self)

    def _build_view(self) -> None:
        self._title, self._response, self._note, self._practised = lead(), caption(), caption(), caption()
        words = Column(self._title, self._response, self._note, self._practised)
        self._channel_words = caption()
        self._channel_words.setWordWrap(False)
        self._accept = quiet(self._design, self.tr("We both accept this"), self.on_accept, icon="check-circle")
        self._menu = QMenu(self)
        self._menu.addAction(self.tr("Change"), self.on_change)
        self._menu.addAction(self.tr("Show it large"), self.on_enlarge)
        self._menu.addAction(self.tr("Take out"), self.on_delete)
        self._more = IconButton(self._design, "dots-three", "", lambda: open_below(self._more, self._menu))
        self._done = quiet(self._design, self.tr("Done"), self.on_change)
        self._done.hide()
        parts = (words, self._channel_words, self._accept, self._done, self._more)
        self.add(row(*parts, spacing=Space.M, wide=words))

    def show_signal(self, signal: SafetySignal, note: str = "", practised: str = "", *, may_accept: bool) -> None:
        """Show a signal, whose it is, and when it was practised; open fields keep their text."""
        self._signal = signal
        self._title.setText(signal.expression)
        self._channel_words.setText(CHANNEL_WORDS[signal.channel])
        self._response.show_text(signal.response or signal.meaning)
        self._note.show_text(note)
        self._practised.show_text(practised)
        self._accept.setVisible(may_accept)
        self._more.show_name(fill(self.tr("More for {signal}"), signal=signal.expression))

    def on_change(self) -> None:
        """Open or close the fields."""
        if self._editor is None:
            self._editor = self.add(self._build_editor())
            self._expression.edit.setFocus()
        else:
            self.flush()
            self._editor.setVisible(not self._editor.isVisibleTo(self))
        open_now = self._editor.isVisibleTo(self)
        self._done.setVisible(open_now)
        if not open_now:
            self._more.setFocus()
            self.closed.emit()

    def _build_editor(self) -> QWidget:
        editor = QWidget(self)
        column = column_in(editor, margins=(0, Space.S, Space.M, Space.M))
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
