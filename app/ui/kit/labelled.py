"""The frame of every field: a label above, help and an error below."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.style import restyle
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import column_in
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
        self._words, self._help = label, help

    @cached_property
    def label(self) -> Label:
        """Above the control; hidden without words. Like the other two, it is made for the first words it shows."""
        label = self._add(Label("", TextRole.STRONG), 0)
        label.setBuddy(self._control)
        return label

    @cached_property
    def help(self) -> Label:
        """Below the control; hidden without words."""
        return self._add(Label("", TextRole.CAPTION, tone="soft"), self.column.count() - ("error" in vars(self)))

    @cached_property
    def error(self) -> Label:
        """Below all others; hidden without words."""
        return self._add(Label("", TextRole.CAPTION, tone="hard_limit"), self.column.count())

    def _add(self, label: Label, at: int) -> Label:
        label.hide()  # before it has a parent, which would show it
        self.column.insertWidget(at, label)
        return label

    def _build(self, control: QWidget, name: str) -> None:
        self._control = control
        if self._words:
            self.label.show_text(self._words)
        control.setAccessibleName(name)
        self.setFocusProxy(control)
        if self._help:
            control.setAccessibleDescription(self._help)
            self.show_help(self._help)

    def show_label(self, text: str) -> None:
        """Change the label, and the name of the control with it."""
        self.label.show_text(text)
        self._control.setAccessibleName(text)

    def show_help(self, text: str) -> None:
        """Change the sentence below."""
        self._help = text
        if text or "help" in vars(self):
            self.help.show_text(text)

    def show_error(self, text: str) -> None:
        """Show an error below the control."""
        self.error.setText(text)
        self.error.setVisible(True)
        self._control.setProperty("wrong", True)
        self._control.setAccessibleDescription(text)
        restyle(self._control)

    def clear_error(self) -> None:
        """Remove the error."""
        if "error" not in vars(self) or not self.error.isVisibleTo(self):
            return
        self.error.setVisible(False)
        self._control.setProperty("wrong", False)
        self._control.setAccessibleDescription(self._help)
        restyle(self._control)
