"""The frame of every field: a label above, help and an error below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import column_in, restyle
from app.ui.kit.labels import Label


class LabelledField(QWidget):
    """What fields share: a label above, help and an error below."""

    spoken_as = "Grouping"
    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, label: str, help: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = column_in(self, Space.XS + 2)
        self.label = Label(label, TextRole.STRONG)
        self.help = Label(help, TextRole.CAPTION, tone="soft")
        self.error = Label("", TextRole.CAPTION, tone="hard_limit")
        # Only hidden here, never shown: without a parent, each would open as a window.
        for each in (self.label, self.help, self.error):
            if not each.text():
                each.hide()
        self.column.addWidget(self.label)

    def _build(self, control: QWidget, name: str) -> None:
        self._control = control
        self.label.setBuddy(control)
        control.setAccessibleName(name)
        if self.help.text():
            control.setAccessibleDescription(self.help.text())
        self.setFocusProxy(control)
        self.column.addWidget(self.help)
        self.column.addWidget(self.error)

    def show_label(self, text: str) -> None:
        """Change the label, and the name of the control with it."""
        self.label.setText(text)
        self.label.show()
        self._control.setAccessibleName(text)

    def show_help(self, text: str) -> None:
        """Change the sentence below."""
        self.help.setText(text)
        self.help.setVisible(bool(text))

    def show_error(self, text: str) -> None:
        """Show an error below the control."""
        self.error.setText(text)
        self.error.setVisible(True)
        self._control.setProperty("wrong", True)
        self._control.setAccessibleDescription(text)
        restyle(self._control)

    def clear_error(self) -> None:
        """Remove the error."""
        if not self.error.isVisibleTo(self):
            return
        self.error.setVisible(False)
        self._control.setProperty("wrong", False)
        self._control.setAccessibleDescription(self.help.text())
        restyle(self._control)
