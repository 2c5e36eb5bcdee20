"""The screen of a conversation: each answers in their own turn; what both share is opened here together."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtWidgets import QMenu, QWidget

from app.assets import load
from app.models.conversation import FIRST, ConversationTexts, QuestionSetId, about_of, set_of
from app.services import live
from app.ui.conversation.joint_presenter import ConversationFlow
from app.ui.conversation.joint_words import joint_words
from app.ui.conversation.own_presenter import OwnConversationPresenter
from app.ui.conversation.own_view import OwnView
from app.ui.conversation.signal_lines import EveningLines
from app.ui.conversation.told_view import ToldList, ToldStep
from app.ui.conversation.words import QuestionWords
from app.ui.design.tokens import Size
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import at_most, button_row
from app.ui.kit.menu_button import open_below
from app.ui.kit.surfaces import Card
from app.ui.opening.flow import Stage
from app.ui.opening.stages import StagesPage, StageWords
from app.ui.page_id import PageId
from app.ui.workspace import Workspace


class ConversationPage(StagesPage):
    """Shows the one or the other by who is here; nothing of one's own turn stays when both are."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self._texts = load(ConversationTexts)
        self.joint = ConversationFlow(ws, self._texts, self)
        self.own = OwnConversationPresenter(ws, self._texts, self)
        self.build_head(self.tr("First conversation"))
        self.own_view = OwnView(ws, self.own)
        self._own_box = at_most(self.own_view, Size.QUESTION)
        self.body.addWidget(self._own_box)
        ws.design.limit_width(self.own_view, Size.QUESTION)
        self.told: ToldList | None = None
        self.build_stages(self.joint, Size.QUESTION)
        self.presenters = (self.joint, self.own)
        self.own.failed.connect(self.notice.show_error)
        self.joint.told_loaded.connect(self._show_told)
        self.own_view.therapist_wanted.connect(lambda: self.go(PageId.THERAPIST))
        self.own_view.back_wanted.connect(lambda: ws.hand_back(PageId.CONVERSATION, self.own.subject))

    @property
    def hands_to(self) -> tuple[PageId, object]:
        """Each answers here, in their own turn."""
        return PageId.CONVERSATION, self.own.subject

    def activate(self, argument: object = None) -> None:
        """Show a conversation: the first one unless the argument names a subject."""
        self.notice.clear()
        subject = str(argument) if argument is not None and set_of(str(argument)) is not None else FIRST
        if subject != self.own.subject or self.own.view is None:
            self.own_view.flush()
            self.own.open(subject)
            self.own_view.begin()
        self.joint.open(subject)
        self.header.show_title(self.own.set.title)
        found = self.own.set
        self.header.show_subtitle((found.alone if self.ws.is_solo else "") or found.about)
        self._show_turn()

    def on_presence_changed(self) -> None:
        """What was typed is saved; nothing of whoever was alone stays in sight or in memory."""
        self.own_view.flush()
        self.own.forget()
        self.own_view.clear()
        self.clear_stages()
        self._show_turn()

    def _show_turn(self) -> None:
        is_alone = self.ws.session.me is not None
        self._own_box.setVisible(is_alone)
        self.stages_box.setVisible(not is_alone)
        if is_alone:
            self.joint.leave()
            self.own.reload()
        else:
            self.joint.reload()

    def flush(self) -> None:
        """Save what is being typed, and where both are."""
        self.own_view.flush()
        super().flush()

    def left(self) -> None:
        """Nothing of it stays in memory."""
        super().left()
        self.own_view.clear()
        self.own.forget()

    # --- together

    def words(self) -> StageWords:
        """What the stages say about this subject."""
        return joint_words(self.own.set_id)

    def make_steps(self) -> QWidget:
        """The view of one question."""
        words = QuestionWords(self.joint.catalogue, self.ws.session.people)
        step = ToldStep(self.ws.design, self.ws.session.people, words)
        step.view.moments = self.joint.shared.signals if self.joint.shared is not None else ()
        return step

    def show_step(self, steps: QWidget) -> None:
        """Bind it to the question."""
        cast("ToldStep", steps).view.show_opened(self.joint.step)

    def clear_stages(self) -> None:
        """Show nothing of what was told, either."""
        super().clear_stages()
        self.told = None

    def add_below(self, stage: Stage) -> None:
        """What was told so far, where nothing is being opened; above it, the signals of that evening."""
        self._add_signals()
        if stage in (Stage.PREPARE, Stage.ADDED, Stage.NOT_NOW):
            self.told = ToldList(self.ws.design, self.ws.session.people)
            self.stages.add(self.told)
            self._show_told()

    def _add_signals(self) -> None:
        if self.own.set_id is QuestionSetId.DEBRIEF:
            agreement_id = about_of(self.joint.subject)
            lines = EveningLines(self.ws.design)
            self._evening = self.stages.add(lines)
            lines.hide()
            self.ws.read(
                lambda uow: live.signals_of_evening(uow, agreement_id),
                lambda used: lines.show_used(used, self.ws.today),
                owner=lines,
            )

    def _show_told(self) -> None:
        shared = self.joint.shared
        if self.told is not None:
            told = shared.told if shared is not None else ()
            catalogue = shared.catalogue if shared is not None else self.ws.catalogue
            self.told.show_all(told, QuestionWords(catalogue, self.ws.session.people))
            if told and self.own.set_id is QuestionSetId.DEBRIEF and self.joint.stage is Stage.PREPARE:
                # The scene is talked over: what was told comes before the way to tell more.
                for place, part in enumerate((self._evening, self.told)):
                    self.stages.body.insertWidget(place, part)

    def add_after(self, card: Card) -> QWidget:
        """Home; after a debrief three quiet offers."""
        design = self.ws.design
        home = primary(design, self.tr("Home"), partial(self.leave_to, PageId.HOME), "arrow-right")
        card.add(button_row(home))
        if self.own.set_id is QuestionSetId.DEBRIEF:
            care = quiet(design, self.tr("Care for tomorrow"), partial(self.go, PageId.AFTERCARE), "heart")
            self._bring = quiet(design, self.tr("Bring something to my list…"), self._on_bring, "list-bullets")
            talk = quiet(design, self.tr("Talk about one thing"), partial(self.go, PageId.LIMITS), "chats-circle")
            card.add(button_row(care, self._bring, talk))
        return home

    def _on_bring(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for person in self.ws.session.people:
            menu.addAction(person.name.replace("&", "&&"), partial(self.ws.hand_over, person.id, PageId.MY_LIST))
        open_below(self._bring, menu)
