"""The screen *My reading*: one person's turn with the whole text, and their yes at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import Stale
from app.models.outline import DraftKind
from app.models.reading import ClauseReply
from app.services.reading import YesGiven
from app.ui.agreement.clause_words import day_word
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import boxed, clear_layout, row, stack
from app.ui.kit.keyboard import go_on
from app.ui.my_reading.clause_card import ConflictPanel
from app.ui.my_reading.presenter import ReadingPresenter
from app.ui.my_reading.text import ReadingSheet
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.talk_offer import talk_offer
from app.ui.wording import fill
from app.ui.workspace import Workspace

_KEYS = {Qt.Key.Key_Y: ClauseReply.YES, Qt.Key.Key_T: ClauseReply.TAKE_OUT}


class MyReadingPage(Page):
    """Argument: the id of the draft. Shows nothing unless it is somebody's turn."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ReadingPresenter(ws, self)
        self.presenters = (self.presenter,)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.replied.connect(self.on_replied)
        self.presenter.failed.connect(self.on_failed)
        self.presenter.wrong_passphrase.connect(self.on_wrong_passphrase)
        self.presenter.blocked.connect(self.on_blocked)
        self.presenter.signed.connect(self.on_signed)
        self._draft_id = ""
        self._text: ReadingSheet | None = None
        self.stop = quiet(ws.design, "", self.on_stop, icon="arrow-u-up-left")
        self.stop.setToolTip(self.tr("Stop here. Nothing is signed, and your replies so far are kept."))
        self.build_head(self.tr("My reading"), actions=(self.stop,))
        self._inside = stack(spacing=Space.L)
        self.body.addLayout(self._inside)
        self.body.addStretch(1)

    @property
    def text(self) -> ReadingSheet:
        """The text of whoever reads now."""
        assert self._text is not None
        return self._text

    def activate(self, argument: object = None) -> None:
        """Begin or continue a reading; say so if it is nobody's turn."""
        if isinstance(argument, str) and argument:
            self._draft_id = argument
        me = self.ws.session.me
        if me is None or not self._draft_id:
            self._refuse()
            return
        self._clear()
        self.presenter.begin(self._draft_id, me)

    def on_presence_changed(self) -> None:
        """Close everything private when the device is handed on."""
        self.presenter.forget()
        self._refuse()

    def flush(self) -> None:
        """Save the words being typed."""
        for panel in self.findChildren(ConflictPanel):
            panel.flush()
        if self._text is not None and self.presenter.view is not None:
            self._text.finish.words.commit()

    def left(self) -> None:
        """No passphrase stays behind."""
        if self._text is not None:
            self._text.finish.passphrase.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        reply = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if event.key() == Qt.Key.Key_Escape and self.presenter.view is not None:
            self.on_stop()
        elif reply is not None and self._text is not None:
            self._text.on_key(reply)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab goes through the page as it is laid out, and round: only F6 and the pointer lead out of it."""
        return go_on(self, onwards) or super().focusNextPrevChild(onwards)

    def _clear(self) -> None:
        self.notice.clear()
        self.stop.hide()
        self.header.show_title(self.tr("My reading"))
        self.header.show_subtitle("")
        clear_layout(self._inside)
        self._text = None

    def _refuse(self) -> None:
        self._clear()
        back = primary(self.ws.design, self.tr("Go to Scenes"), lambda: self.go(PageId.SCENES))
        self._inside.addWidget(
            EmptyState(
                self.ws.design,
                "book-open",
                self.tr("Only one person reads at a time"),
                self.tr(
                    "Start it from the ground rules or a scene: alone, or when you are both here and one of you is "
                    "handed the device."
                ),
                back,
            )
        )

    def refresh(self) -> None:
        """Show the text with the replies so far."""
        view = self.presenter.view
        if view is None:
            return
        if view.is_agreed:
            self._show_end(
                "check-circle", self.tr("Agreed"), self.tr("You have both said yes to this text."), is_agreed=True
            )
            return
        if self._text is None:
            self._build()
        assert self._text is not None
        self._text.refresh()

    def _build(self) -> None:
        view, person = self.presenter.view, self.ws.person(self.presenter.person)
        assert view is not None
        title = view.draft.title if view.draft.kind is DraftKind.SCENE else self.tr("Ground rules")
        self.header.show_title(fill(self.tr("My reading · {title}"), title=title))
        subtitle = self.tr("{name}, this is your turn. Only you see this page; stop whenever you like.")
        self.header.show_subtitle(fill(subtitle, name=person.name))
        self.stop.show_text(self.tr("Not yet") if self.ws.session.is_alone else self.tr("Not yet, hand it back"))
        self.stop.show()
        self._text = ReadingSheet(self.ws, self.presenter, person)
        self._text.finish.signed.connect(self.presenter.sign)
        self._text.moved.connect(self.to_top)
        self._inside.addWidget(self._text)

    def on_replied(self) -> None:
        """Update marks and counts after a reply."""
        if self._text is not None:
            self.notice.clear()
            self._text.on_replied()

    def on_failed(self, error: Exception) -> None:
        """Show an error."""
        if isinstance(error, Stale):
            self.notice.show_notice(
                self.tr("The text has changed since you began"),
                self.tr("Nothing was signed. Your replies are kept where the words are the same; please read on."),
            )
            return
        self.notice.show_error(error)

    def on_wrong_passphrase(self) -> None:
        """Say that the passphrase was wrong."""
        if self._text is not None:
            self._text.finish.show_wrong()

    def on_blocked(self) -> None:
        """Go to what an own No does not allow a yes to; said only now that the reader has tried."""
        self.notice.show_notice(
            self.tr("Something in it goes against your own list"),
            self.tr("Nothing was signed. Only you see this. You can take it out, or change your own answer."),
        )
        if self._text is not None:
            self._text.go_to(self._text.first())

    def on_stop(self) -> None:
        """Hand the device back without signing; the replies are kept."""
        self.flush()
        self._hand_back()

    def _hand_back(self) -> None:
        view = self.presenter.view
        is_scene = view is None or view.draft.kind is DraftKind.SCENE
        page = PageId.SCENES if is_scene else PageId.GROUND_RULES
        leave = self.go if self.ws.session.is_alone else self.ws.hand_back
        leave(page, self._draft_id if is_scene else None)

    def on_signed(self, given: YesGiven) -> None:
        """Say whether it is agreed or waits, and until when."""
        if given.agreement is not None:
            day = day_word(given.agreement.document.review_on)
            text = self.tr("You have both said yes to the same text.")
            if day:
                text = fill(self.tr("You have both said yes to the same text. It is agreed until {day}."), day=day)
            icon, heading = "check-circle", self.tr("Agreed")
        else:
            icon, heading = "book-open", self.tr("Your yes is kept")
            text = self.tr("It waits for {name}’s reading until {day}. You can take it back until then.")
            if given.both_said:
                text = self.tr("{name} has said yes too. It is agreed once you are both here, until {day}.")
            text = fill(text, name=self.presenter.other_name(), day=day_word(given.waits_until))
        self._show_end(icon, heading, text, is_agreed=given.agreement is not None)

    def _show_end(self, icon: str, heading: str, text: str, *, is_agreed: bool = False) -> None:
        self._clear()
        words = self.tr("Done") if self.ws.session.is_alone else self.tr("Hand the device back")
        back = primary(self.ws.design, words, self._hand_back)
        acts = boxed(row(back, talk_offer(self))) if is_agreed and not self.ws.session.is_alone else back
        self._inside.addWidget(EmptyState(self.ws.design, icon, heading, text, acts))
        back.setFocus(Qt.FocusReason.OtherFocusReason)
