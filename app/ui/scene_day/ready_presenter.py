"""Decides how one person's ready check goes; what they answer stays in their private space."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.assets import load
from app.models.changes import ChangeKind
from app.models.scene_day import ReadyAsk, SceneDayTexts, Verdict
from app.services import scene_day
from app.services.scene_day import OwnCheck
from app.ui.scene_day.day_page import DayPresenter
from app.ui.workspace import Workspace


class ReadyPresenter(DayPresenter):
    """Holds the ready check of whoever is here alone, or has the device."""

    kinds = (ChangeKind.SCENE_DAY, ChangeKind.AGREEMENTS)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.own: OwnCheck | None = None
        self.questions = load(SceneDayTexts, ws.settings.language).ready

    @property
    def title(self) -> str:
        """The name of the scene."""
        title = self.own.current.agreement.document.title.strip() if self.own is not None else ""
        return title or self.tr("Untitled scene")

    def forget(self) -> None:
        """A different person may look next."""
        self.own = None

    def reload(self) -> None:
        """Read what this person answered."""
        if self._ws.session.me is None or not self.scene:
            return
        scene, today = self.scene, self._ws.today

        def show(found: OwnCheck) -> None:
            self.own = found
            self.loaded.emit()

        self.read_own(
            lambda uow, me: scene_day.own_check(uow, person=me, agreement_id=scene, today=today),
            show,
        )

    def answer(self, ask: ReadyAsk, answer: bool | None) -> None:
        """Save an answer, or take it back."""
        scene, today = self.scene, self._ws.today
        self.write_own(
            lambda uow, me: scene_day.answer_check(
                uow, person=me, agreement_id=scene, ask=ask, answer=answer, today=today
            ),
            self.on_saved,
        )

    def give(self, verdict: Verdict | None) -> None:
        """Say whether one is ready; None to look at one's answers once more."""
        scene, today = self.scene, self._ws.today
        self.write_own(
            lambda uow, me: scene_day.give_verdict(uow, person=me, agreement_id=scene, verdict=verdict, today=today),
            self.on_saved,
        )
