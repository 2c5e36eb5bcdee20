"""The text of a reading: its parts at the left, one of them at the right, and how far the reader is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.models.person import Person
from app.models.reading import ClauseReply
from app.ui.agreement.clause_words import ClauseWriter, section_title
from app.ui.agreement.outline import OutlinePanes
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary
from app.ui.kit.flow import Column
from app.ui.kit.progress import ProgressLine
from app.ui.kit.section_list import SectionLine, SectionList, SectionState
from app.ui.my_reading.asked import ReadingStep
from app.ui.my_reading.finish import FinishView
from app.ui.my_reading.presenter import ReadingPresenter
from app.ui.my_reading.step_view import RemovedClauses, StepView
from app.ui.wording import plural
from app.ui.workspace import Workspace

REMOVED, FINISH = "removed", "finish"


class ReadingSheet(Column):
    """Shows one step of the text, what was removed from it, or the yes at its end."""

    moved = Signal()
    """A different part is shown."""

    def __init__(self, ws: Workspace, presenter: ReadingPresenter, person: Person) -> None:
        super().__init__(spacing=Space.L)
        self._ws, self._presenter = ws, presenter
        design = ws.design
        self.current = ""
        self.progress = ProgressLine(self.tr("How far you are"))
        self.sections = SectionList(design, self.tr("Parts of the text"))
        self.sections.picked.connect(self.go_to)
        self.removed = RemovedClauses(design)
        self.steps = StepView(ws, presenter)
        self.finish = FinishView(design, presenter, person)
        self.finish.waiting_wanted.connect(lambda: self.go_to(self.first()))
        self.next = primary(design, self.tr("Next part"), self.on_next, icon="arrow-right")
        self.steps.finished.connect(lambda: self.next.setFocus(Qt.FocusReason.OtherFocusReason))
        right = Column(self.removed, self.steps, self.finish, spacing=Space.L)
        right.body.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        right.body.addStretch(1)
        self.add_all(self.progress, OutlinePanes(design, self.sections, right))

    def refresh(self) -> None:
        """Show the text with the replies so far."""
        if self.current not in [line.key for line in self._lines()]:
            self.current = self.first()
        self.show_part(self.current)

    def _lines(self) -> list[SectionLine]:
        view = self._presenter.view
        assert view is not None
        lines = [self._line(step) for step in self._presenter.steps]
        if view.gone:
            lines.insert(0, SectionLine(REMOVED, self.tr("No longer in the text"), SectionState.DONE))
        done = SectionState.EMPTY if self._presenter.asked.waiting() else SectionState.STARTED
        return [*lines, SectionLine(FINISH, self.tr("Your yes"), done)]

    def _line(self, step: ReadingStep) -> SectionLine:
        waiting = self._presenter.asked.waiting_in(step)
        title = section_title(step.section)
        if any(other.section is step.section and other.part for other in self._presenter.steps):
            title = f"{title} ({step.part + 1})"
        if not waiting:
            return SectionLine(step.key, title, SectionState.DONE, self.tr("done"))
        state = SectionState.EMPTY if waiting == len(step.clauses) else SectionState.STARTED
        return SectionLine(step.key, title, state, plural("%n waiting", waiting))

    def first(self) -> str:
        """Where to begin: what was removed, else the first part without replies, else the end."""
        view = self._presenter.view
        if view is not None and view.gone and not self._presenter.reading.replies:
            return REMOVED
        return next((s.key for s in self._presenter.steps if self._presenter.asked.waiting_in(s)), FINISH)

    def show_part(self, key: str) -> None:
        """Show one part of the text."""
        view = self._presenter.view
        if view is None:
            return
        moved = key != self.current
        self.current = key
        writer = ClauseWriter(self._ws.session.people, view.catalogue, self._ws.texts)
        step = next((step for step in self._presenter.steps if step.key == key), None)
        self.removed.setVisible(key == REMOVED)
        self.steps.setVisible(step is not None)
        self.finish.setVisible(key == FINISH)
        self.next.setVisible(key != FINISH)
        if step is not None:
            self._presenter.see(step)
            self.steps.show_step(step, writer)
        elif key == REMOVED:
            self.removed.show_clauses(view.gone, writer)
        else:
            self.finish.refresh()
        self._show_progress()
        if moved:
            self.moved.emit()

    def _show_progress(self) -> None:
        self.sections.show_sections(self._lines(), self.current)
        view = self._presenter.view
        assert view is not None
        # What needs no reply is done, as its part says.
        whole, waiting = len(view.document.clauses), len(self._presenter.asked.waiting())
        self.progress.show_progress(whole - waiting, whole)

    def on_replied(self) -> None:
        """Update marks and counts after a reply."""
        if self._presenter.view is None:
            return
        self.steps.refresh_replies()
        if self.current == FINISH:
            self.finish.refresh()
        self._show_progress()

    def on_key(self, reply: ClauseReply) -> None:
        """Reply to the clause that has the keyboard; where there are none, go to what this part asks."""
        if self.steps.isVisibleTo(self):
            self.steps.on_key(reply)
        else:
            self.go_to(self.current)

    def on_next(self) -> None:
        """Go to the next part that waits for a reply, or to the end."""
        keys = [line.key for line in self._lines()]
        later = keys[keys.index(self.current) + 1 :]
        waiting = {step.key for step in self._presenter.steps if self._presenter.asked.waiting_in(step)}
        self.go_to(next((key for key in later if key in waiting), FINISH))

    def go_to(self, key: str) -> None:
        """Show a part, with the keyboard on what it asks first."""
        self.show_part(key)
        if key == FINISH:
            self.finish.focus()
        elif key == REMOVED or not self.steps.begin():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
