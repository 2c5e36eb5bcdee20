"""Looking into extra copies of one's own file, from Home: what is only there, and bringing it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from app.services.conflict_copies import Added, BroughtBack, CopiesFound, bring_back, look_into
from app.ui.kit.bullets import BulletList
from app.ui.kit.flow import add_to
from app.ui.kit.labels import soft, strong
from app.ui.prompts import Dialog
from app.ui.tasks import Lane
from app.ui.wording import plural
from app.ui.workspace import SHARED, Workspace


class CopiesDialog(Dialog):
    """Says what is only in the copies, what bringing it back does, and what stays out."""

    def __init__(self, ws: Workspace, found: CopiesFound, bring: Callable[[], object]) -> None:
        super().__init__(ws.design, self.tr("Bring back what is only in the copies?"))
        told = self.tr("You may have deleted some of it yourself since. The copies stay where they are.")
        self._list(self._held(found))
        self.body.addWidget(soft(told))
        for heading, lines in (
            (self.tr("If you bring it back"), self._effects(found)),
            (self.tr("What is not brought back"), (*left_words(found), self._never(ws.is_solo))),
        ):
            self.body.addWidget(strong(heading))
            self._list(lines)
        self.add_answers(self.tr("Bring it back"))
        self.default.setFocus()
        self.accepted.connect(bring)

    def _list(self, lines: Sequence[str]) -> None:
        shown = BulletList()
        shown.show_items([line for line in lines if line])
        add_to(self.body, shown)

    def _held(self, found: CopiesFound) -> tuple[str, ...]:
        answers = len(found.answers) + len(found.words)
        own = len(found.added.get(Added.ENTRIES, ()))
        others = sum(map(len, found.added.values())) - own + len(found.typed.alone) + found.has_prepared
        return (
            plural("%Ln journal entries", len(found.entries)) if found.entries else "",
            plural("%Ln check-ins", len(found.check_ins)) if found.check_ins else "",
            plural("%Ln answers on your list", answers) if answers else "",
            plural("%Ln own entries", own) if own else "",
            plural("%Ln answers to questions", len(found.told)) if found.told else "",
            plural("%Ln other things you wrote", others) if others else "",
            plural("%Ln limits that are stricter than your answers here", len(found.limits)) if found.limits else "",
            self.tr("Something that you ended") if found.ended or found.seen else "",
        )

    def _effects(self, found: CopiesFound) -> tuple[str, ...]:
        is_answered = found.answers or found.limits or found.words or found.told
        return (
            self.tr("It is added to what you have. Later words of a journal entry become an entry of their own."),
            self.tr("Answers stay private until you choose to share them.") if is_answered else "",
            self.tr("The stricter limit counts.") if found.limits else "",
            self.tr("What you ended in a copy ends here as well.") if found.ended or found.seen else "",
        )

    def _never(self, is_solo: bool) -> str:
        if is_solo:
            return self.tr("Settings.")
        return self.tr(
            "Settings, answers to what your partner worded, and all that you shared, drafted together or said yes to. "
            "If something of it is missing, say it again."
        )


def left_words(found: CopiesFound) -> tuple[str, ...]:
    """What stays as it is."""
    differ, unread = found.different, found.unreadable
    return (
        plural("%Ln answers are different in a copy and stay as they are here.", differ) if differ else "",
        plural("%Ln copies could not be read.", unread) if unread else "",
    )


class LookIntoCopies(QObject):
    """Asks before anything is added; nothing is ever deleted, and only a stricter limit or an ending replaces."""

    def __init__(self, ws: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._ws = ws

    def look(self) -> None:
        """Look into the copies, and offer to bring back what is only in them."""
        me = self._ws.me
        self._ws.tasks.run(
            Lane.DATABASE, partial(look_into, self._ws.vault, person=me), lambda found: self._tell(found), owner=self
        )

    def _tell(self, found: CopiesFound) -> None:
        if found.is_empty:
            nothing = self.tr("The copies have nothing that is missing here and can be added.")
            self._ws.toast(" ".join(filter(None, (nothing, *left_words(found)))))
            return
        self._ws.prompts.show(CopiesDialog(self._ws, found, lambda: self._bring(found)))

    def _bring(self, found: CopiesFound) -> None:
        ws, me = self._ws, self._ws.me
        bring = partial(bring_back, person=me, found=found, now=ws.clock(), today=ws.today, new_id=ws.ids)

        def done(brought: BroughtBack) -> None:
            told = [self.tr("What was only in the copies is here again")]
            if brought.agreed:
                told.append(
                    plural("%Ln limits are about something you have agreed, which still lists it.", brought.agreed)
                )
            ws.toast(". ".join(told))

        ws.write(me if ws.is_solo else SHARED, lambda uow: bring(uow), by=self, done=done)
