"""What there is to read for whoever would like to know more before they answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.models.library import ReadingText
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import caption


class TextsToRead(Column):
    """Titles of texts, each of which opens it."""

    def __init__(self, design: Design, read: Callable[[str], object]) -> None:
        """`read` opens the text of an id."""
        super().__init__(spacing=Space.XS)
        self._design, self._read = design, read
        self._ids: list[str] = []
        self._buttons: list[Button] = []
        self.add(caption(self.tr("Read before you answer")))
        self._links = self.add(Flow(spacing=Space.XS))

    def show_texts(self, texts: Sequence[ReadingText]) -> None:
        """Show these titles; their buttons are used again for the next entry."""
        self._ids = [text.id for text in texts]
        while len(self._buttons) < len(texts):
            self._buttons.append(self._links.add(self._button(len(self._buttons))))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(texts))
            if number < len(texts):
                button.show_text(texts[number].title)

    def _button(self, number: int) -> Button:
        button = quiet(self._design, "", lambda: self._read(self._ids[number]), "book-open")
        button.set_compact()
        return button
