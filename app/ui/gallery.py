"""Every component in its states, for those who build screens: `python -m app --gallery`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.answer import Stance
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Theme
from app.ui.kit.bullets import BulletList
from app.ui.kit.buttons import Button, ButtonKind, FoldButton, IconButton, quiet, secondary
from app.ui.kit.chips import Chip, ChipFlow
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, Flow, add_to, button_row
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import Reason, body, caption, display, lead, overline, soft, strong, title
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.progress import ProgressLine
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.section_list import SectionLine, SectionList, SectionState
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StanceBar, StancePill
from app.ui.kit.surfaces import Card, ClickRow, Panel, Pill, Rows

_BUTTONS = (ButtonKind.PRIMARY, ButtonKind.SECONDARY, ButtonKind.QUIET, ButtonKind.DANGER, ButtonKind.FINAL)


class Gallery(ScrollPage):
    """One of each; needs no vault."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        turn = quiet(design, self.tr("Light or dark"), self.on_theme, "moon")
        back = quiet(design, self.tr("The way back"), icon="caret-left")
        subtitle = self.tr("One of each, in its states")
        self.body.addWidget(PageHeader(design, self.tr("Components"), subtitle, (turn,), back))
        add_to(self.body, self._buttons(), self._choices(), self._told(), self._fields(), self._rows())
        self.body.addWidget(self._texts())
        for tone in NoticeTone:
            self.body.addWidget(self._notice(tone))
        begin = Button(design, self.tr("Begin"), kind=ButtonKind.PRIMARY)
        words = self.tr("One sentence says what the page is for.")
        self.body.addWidget(EmptyState(design, "path", self.tr("Nothing here yet"), words, begin))

    def on_theme(self) -> None:
        """Change between light and dark."""
        self._design.set_theme(Theme.DARK if self._design.theme is Theme.LIGHT else Theme.LIGHT)

    def _card(self, heading: str, *parts: QWidget) -> Card:
        card = Card(self._design)
        card.add_all(title(heading), *parts)
        return card

    def _buttons(self) -> Card:
        usual, grey, low = ([self._button(kind) for kind in (*_BUTTONS, ButtonKind.ICON)] for _ in range(3))
        for button in low:
            button.set_compact()
        why = Reason(*grey)
        why.give(self.tr("A grey button has its reason beside it."))
        rows = (button_row(*usual), button_row(*grey), why, button_row(*low))
        fold, open_fold = (FoldButton(self._design, words) for words in (self.tr("Folded"), self.tr("Unfolded")))
        open_fold.show_open(True)
        return self._card(self.tr("Buttons"), *rows, Column(fold, open_fold))

    def _button(self, kind: ButtonKind) -> Button:
        if kind is ButtonKind.ICON:
            return IconButton(self._design, "dots-three", self.tr("More"))
        return Button(self._design, str(kind), icon="check", kind=kind)

    def _choices(self) -> Card:
        design = self._design
        views = [("a", self.tr("Chart"), "chart-line"), ("b", self.tr("Table"), "table")]
        answers = [(True, self.tr("Yes")), (False, self.tr("Take it out"))]
        steps = [(step, str(step)) for step in range(5)]
        stances = StanceBar(design, self.tr("When I lead"))
        stances.show_stance(Stance.WANT)
        chips = ChipFlow(design)
        chips.show_chips([("a", self.tr("Tea")), ("b", self.tr("Quiet"))], ("a",))
        out = Flow(Chip(design, self.tr("A walk"), removable=True), Chip(design, self.tr("Needs"), tone=Colour.ACCENT))
        bars = (
            Segments(design, "", views, choice="a", name=self.tr("Joined")),
            Segments(design, "", steps, choice=3, name=self.tr("Joined")),
            Segments(design, "", answers, choice=True, optional=True, name=self.tr("Loose")),
        )
        return self._card(self.tr("Choices"), *bars, stances, chips, out)

    def _told(self) -> Card:
        pills = Flow(*(StancePill(self._design, stance) for stance in (*Stance, None)))
        agreed = Flow(
            Pill(self._design, self.tr("agreed"), "check", Colour.AGREED), Pill(self._design, self.tr("Outline"))
        )
        progress = ProgressLine(self.tr("How far"))
        progress.show_progress(11, 24)
        return self._card(self.tr("What is told"), pills, agreed, progress)

    def _fields(self) -> Card:
        plain, wrong = (LineField(self._design, self.tr("Name")) for _ in range(2))
        wrong.show_error(self.tr("Write a name first."))
        ticked = CheckBox(self._design, self.tr("Leave out dates"))
        ticked.setChecked(True)
        drop = ComboBox(self._design, self.tr("Category"))
        drop.show_options([("a", self.tr("All categories"))], "a")
        return self._card(self.tr("Fields"), plain, wrong, Flow(drop), ticked)

    def _rows(self) -> QWidget:
        design, rows = self._design, Rows(self._design)
        rows.add(ClickRow(design, self.tr("Your ground rules"), self.tr("Until 15 February 2027")))
        rows.add(ClickRow(design, self.tr("One line"), first=False))
        rows.add(ClickRow(design, self.tr("One line"), end=StancePill(design, Stance.SOFT_LIMIT), first=False))
        panel = Panel(design)
        panel.add_all(
            strong(self.tr("A panel")), body(self.tr("What is said beside it.")), secondary(design, self.tr("Read"))
        )
        sections = SectionList(design, self.tr("Sections"))
        sections.show_sections([SectionLine(str(state), state.name.title(), state) for state in SectionState], "")
        return Column(rows, panel, sections, spacing=self.body.spacing())

    def _texts(self) -> Card:
        words = self.tr("It ends at eleven, and phones stay on")
        bullets = BulletList()
        bullets.show_items((words, words))
        kinds = (display, title, lead, strong, body, soft, caption, overline)
        return self._card(self.tr("Texts"), *(make(words) for make in kinds), bullets)

    def _notice(self, tone: NoticeTone) -> Notice:
        notice = Notice(self._design)
        notice.show_notice(self.tr("What happened"), self.tr("What was kept, and what to do."), tone)
        return notice
