"""The screen *Home*: what is agreed, and the next steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.models.changes import ChangeKind, Changes
from app.ui.design.tokens import Colour, Size, Space
from app.ui.home.notices.home_notices import HomeNotices
from app.ui.home.notices.notice import HomeNotice
from app.ui.home.presenter import HomePresenter
from app.ui.home.step import HomeStep, StepAct
from app.ui.kit.buttons import Button, ButtonKind, end_line, quiet, secondary
from app.ui.kit.flow import Column, boxed, button_row, clear_layout, discard, filling, holds_focus, row
from app.ui.kit.labels import caption, lead, overline, strong, title
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import Card, IconLabel, Rows, Surface
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import Workspace


class HomePage(Page):
    """Notices, the one next step, what waits and what is agreed as rows, and links for any day."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = HomePresenter(ws, self)
        self.build_head("")
        self.follow(self.presenter, self.refresh)
        self.notices: list[Notice] = []
        self._told = HomeNotices(ws, self._tell, self)
        self._told.resources_wanted.connect(lambda: self.go(PageId.READING, "resources"))
        self._backups = self._about_backups()
        ws.backing_up.changed.connect(self._on_backup)
        self._blocks = Column(spacing=Space.XL)
        self.body.addWidget(self._blocks)
        self.own_space = caption()
        self.body.addWidget(self.own_space)
        self.body.addStretch(1)
        self._first: Button | None = None
        self._shown: tuple[tuple[HomeStep, ...], tuple[HomeStep, ...]] | None = None

    def activate(self, argument: object = None) -> None:
        """Read Home again."""
        self.header.show_title(self.presenter.greeting())
        self.header.show_subtitle(self.presenter.weekday())
        self.notice.clear()
        self._tell()
        self.presenter.reload()

    def _on_backup(self) -> None:
        """Tell that a backup failed, or no longer once one succeeded; and that there is a drive for them."""
        before, self._backups = self._backups, self._about_backups()
        if before != self._backups:
            self._tell()

    def _about_backups(self) -> tuple[object, ...]:
        backups = self.ws.vault.backups
        return backups.failure, backups.second_failure, self.ws.backing_up.offered

    def _tell(self) -> None:
        for gone in self.notices:
            discard(gone)
        self.notices = [self._notice(2 + place, each) for place, each in enumerate(self._told.all())]
        self.own_space.show_text(self.presenter.own_space())

    def _notice(self, place: int, said: HomeNotice) -> Notice:
        notice = Notice(self.ws.design, self)
        self.body.insertWidget(place, notice)
        notice.dismissed.connect(said.dismiss)
        actions = [secondary(self.ws.design, answer.words, answer.act) for answer in said.answers]
        notice.show_notice(said.title, said.text, said.tone, actions)
        return notice

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Tell what was found meanwhile."""
        super().on_changed(changes, by)
        if changes.touches(ChangeKind.PEOPLE):
            self._tell()

    def on_presence_changed(self) -> None:
        """Read Home again: alone and together have different steps. Nothing is left of those of before."""
        held, self.presenter.home = holds_focus(self), None
        self.refresh()
        if held:
            self.focus_first()
        self.activate()

    def refresh(self) -> None:
        """Show the next steps, and what is agreed beside them; a scene that runs comes before all of it, once."""
        scene = self.presenter.scene_to_show()
        if scene:
            self.go(PageId.LIVE, scene)
            return
        shown = (self.presenter.agreed(), self.presenter.steps())
        if shown == self._shown:
            return
        had_focus = holds_focus(self._blocks)
        self._first = None
        self._shown = shown
        clear_layout(self._blocks.body)
        with filling(self._blocks):
            self._add_blocks(*shown)
        self.measure()
        if had_focus:
            self._take_focus()

    def _add_blocks(self, agreed: Sequence[HomeStep], steps: Sequence[HomeStep]) -> None:
        links = self.presenter.links()
        if steps:
            self._blocks.add(self._next(steps[0]))
        self._add_rows(self.tr("Also waiting"), self.presenter.waiting())
        self._add_rows(self.tr("What you have agreed"), agreed, more=PageId.HISTORY)
        if links:
            buttons = [self._button(link, link.title, link.icon, ButtonKind.QUIET) for link in links]
            self._blocks.add(Column(overline(self.tr("Whenever you like")), button_row(*buttons), spacing=Space.XS))

    def _take_focus(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self, step: HomeStep) -> Card:
        card = Card(self.ws.design)
        words = Column(overline(self.presenter.when()), title(step.title))
        icon = IconLabel(self.ws.design, step.icon, Colour.ACCENT, Size.ICON_HERO)
        card.add(row(icon, words, spacing=Space.L, wide=words))
        card.add(lead(step.text))
        self._first = self._button(step, step.button, "", ButtonKind.PRIMARY)
        card.body.addSpacing(Space.XS)
        card.add(button_row(self._first, *self._ending(step)))
        return card

    def _add_rows(self, heading: str, steps: Sequence[HomeStep], more: PageId | None = None) -> None:
        if not steps:
            return
        card = Rows(self.ws.design)
        for place, step in enumerate(steps):
            card.add(self._row(step)).setProperty("first", place == 0)
        words = overline(heading)
        head: QWidget = words
        if more is not None:
            over_time = quiet(self.ws.design, self.tr("See it all over time"), partial(self.go, more))
            over_time.set_compact()
            head = boxed(row(words, end_line(over_time), wide=words))
        self._blocks.add(Column(head, card, spacing=Space.S))

    def _row(self, step: HomeStep) -> Surface:
        line = Surface(self.ws.design, "row", (Space.XL, Space.S, Space.S, Space.S), Space.NONE)
        words = Column(strong(step.title), caption(" ".join(filter(None, (step.text, step.note)))))
        icon = IconLabel(self.ws.design, step.icon, Colour.ACCENT, Size.ICON_LARGE)
        button = self._button(step, step.button, "", ButtonKind.QUIET)
        line.add(row(icon, words, *self._ending(step), button, spacing=Space.M, wide=words))
        return line

    def _button(self, step: HomeStep, words: str, icon: str, kind: ButtonKind) -> Button:
        button = Button(self.ws.design, words, partial(self._take, step), icon, kind=kind)
        button.setAccessibleName(f"{step.button}: {step.title}")
        return button

    def _ending(self, step: HomeStep) -> tuple[Button, ...]:
        if not step.ends:
            return ()
        return (quiet(self.ws.design, self.tr("We have talked"), partial(self.presenter.end_scene, step.ends)),)

    def _take(self, step: HomeStep) -> None:
        if step.act is StepAct.AGREE:
            self.presenter.agree(str(step.argument))
        elif step.act is StepAct.HAND_OVER:
            assert step.person is not None
            self.ws.hand_over(step.person, step.page, step.argument)
        elif step.act is StepAct.HAND_BACK:
            self.ws.hand_back(PageId.HOME)
        elif step.act is StepAct.JOIN:
            self.ws.signals.join_asked.emit()
        else:
            self.go(step.page, step.argument)
