"""The style sheet of a window, made from tokens, palette and text scale."""

from __future__ import annotations

from app.ui.design.tokens import TEXT_SIZE, TEXT_WEIGHT, Colour, Colours, Radius, Size, Space, TextRole, soft

HUES = (
    Colour.ACCENT, Colour.PERSON_A, Colour.PERSON_B, Colour.WANT, Colour.WILLING, Colour.CURIOUS,
    Colour.ONLY_IF, Colour.SOFT_LIMIT, Colour.HARD_LIMIT, Colour.UNANSWERED,
)  # fmt: skip
_BESIDE_TEXT = 3
"""What Qt leaves beside the text of an item, besides the padding."""


class Sheet:
    """Builds the rules; each method is one family of widgets."""

    def __init__(self, colours: Colours, scale: int) -> None:
        self._colours = colours
        self._scale = scale

    def text(self) -> str:
        """The whole style sheet."""
        parts = (
            self._texts(),
            self._surfaces(),
            self._buttons(),
            self._choices(),
            self._fields(),
            self._indicators(),
            self._lists(),
            self._bars(),
            self._popups(),
        )
        return "\n".join(parts)

    def _c(self, colour: Colour) -> str:
        return self._colours[colour]

    def _px(self, size: int) -> int:
        return max(1, round(size * self._scale / 100))

    def _font(self, role: TextRole) -> str:
        return f"font-size:{self._px(TEXT_SIZE[role])}px;font-weight:{TEXT_WEIGHT[role]};"

    def _round(self, role: TextRole, above: int) -> int:
        """The radius that makes round ends of one line of text with so much room above and below it.

        Qt draws no round corners at all where the radius is more than half the height, hence 1.4 and not 1.42.
        """
        return (int(1.4 * self._px(TEXT_SIZE[role])) + 2 * above) // 2

    def _texts(self) -> str:
        c = self._c
        rules = [
            f"QLabel,QPushButton,QToolButton,QLineEdit,QPlainTextEdit,QTextEdit,QComboBox,QAbstractSpinBox,QCheckBox,"
            f"QRadioButton,QAbstractItemView,QGroupBox,QTabBar{{font-size:{self._px(TEXT_SIZE[TextRole.BODY])}px;}}"
            f"QLabel{{color:{c(Colour.INK)};background:transparent;"
            f"selection-background-color:{c(Colour.ACCENT)};selection-color:{c(Colour.ON_ACCENT)};}}",
            f'QLabel[tone="soft"]{{color:{c(Colour.INK_SOFT)};}}QLabel[tone="faint"],QLabel[role="overline"]'
            f"{{color:{c(Colour.INK_FAINT)};}}QLabel:disabled{{color:{c(Colour.INK_FAINT)};}}",
        ]
        rules += [f'QLabel[role="{role}"]{{{self._font(role)}}}' for role in TextRole if role is not TextRole.BODY]
        rules += [f'QLabel[tone="{hue}"]{{color:{c(hue)};}}' for hue in HUES]
        return "\n".join(rules)

    def _surfaces(self) -> str:
        c, line = self._c, f"{int(Size.LINE)}px solid {self._c(Colour.LINE)}"
        ring = f"{int(Size.RING)}px solid"
        rules = [
            f'QMainWindow,QDialog,QWidget[surface="paper"]{{background:{c(Colour.PAPER)};color:{c(Colour.INK)};}}',
            f'QFrame[surface="card"]{{background:{c(Colour.CARD)};border:{line};border-radius:{int(Radius.CARD)}px;}}',
            f'QFrame[surface="card"][selected="true"]{{background:{c(Colour.ACCENT_SOFT)};'
            f"border-color:{c(Colour.ACCENT)};}}",
            f'QFrame[surface="card"][clickable="true"]:hover{{border-color:{c(Colour.CONTROL_LINE)};}}',
            f'QFrame[surface="card"]:focus{{border:{ring} {c(Colour.FOCUS)};}}',
            f'QFrame[surface="panel"]{{background:{c(Colour.SUNKEN)};border:none;border-radius:{int(Radius.CARD)}px;}}',
            f'QFrame[surface="divider"]{{background:{c(Colour.LINE)};border:none;}}',
            f'QFrame[surface="sidebar"]{{background:{c(Colour.SUNKEN)};border:none;border-right:{line};}}',
            f'QFrame[surface="header"]{{background:{c(Colour.PAPER)};border:none;border-bottom:{line};}}',
            f'QFrame[surface="row"]{{background:transparent;border:none;border-top:{line};}}',
            'QFrame[surface="row"][first="true"]{border-top:none;}',
            f'QFrame[surface="row"][clickable="true"]:hover{{background:{c(Colour.SUNKEN)};}}',
            f'QFrame[surface="row"]:focus{{border:{ring} {c(Colour.FOCUS)};}}',
            f'QFrame[surface="toast"]{{background:{c(Colour.INK)};border-radius:{int(Radius.CARD)}px;}}',
            f'QFrame[surface="toast"] QLabel{{color:{c(Colour.PAPER)};}}',
            f'QFrame[surface="toast"] QPushButton{{color:{c(Colour.PAPER)};font-weight:600;}}',
            'QFrame[surface="toast"] QPushButton:hover{background:transparent;text-decoration:underline;}',
            f'QFrame[surface="toast"] QPushButton:focus{{border-color:{c(Colour.PAPER)};}}',
        ]
        rules += [
            f'QFrame[surface="pill"][tone="{hue}"]{{background:{c(soft(hue))};}}'
            f'QFrame[surface="notice"][tone="{hue}"]{{background:{c(soft(hue))};}}'
            for hue in HUES
        ]
        rules.append('QFrame[surface="pill"],QFrame[surface="notice"]{border:none;}')
        rules.append(f'QFrame[surface="notice"]{{border-radius:{int(Radius.CARD)}px;}}')
        rules.append(f'QFrame[surface="pill"]{{border-radius:{self._round(TextRole.OVERLINE, Space.XS)}px;}}')
        rules.append(f'QFrame[surface="pill"] QLabel{{{self._font(TextRole.OVERLINE)}}}')
        return "\n".join(rules)

    def _buttons(self) -> str:
        c = self._c
        high, wide = self._px(Space.S) - 1, Space.L - 1
        ring = int(Size.RING)
        radius = int(Radius.CONTROL)

        def kind(name: str, text: Colour, ground: str, border: str, hover: str, weight: int = 400) -> str:
            here = f'QPushButton[kind="{name}"]'
            return (
                f"{here}{{color:{c(text)};background:{ground};border:{ring - 1}px solid {border};"
                f"border-radius:{radius}px;padding:{high}px {wide}px;font-weight:{weight};}}"
                f"{here}:hover{{background:{hover};}}{here}:pressed{{background:{hover};}}"
                f"{here}:focus{{border:{ring}px solid {c(Colour.FOCUS)};padding:{high - 1}px {wide - 1}px;}}"
                f"{here}:disabled{{color:{c(Colour.INK_FAINT)};background:{c(Colour.SUNKEN)};"
                f"border-color:{c(Colour.LINE)};}}"
            )

        return "\n".join(
            (
                # The ring is the border; the toolkit's own mark inside of it would be a second one.
                "QPushButton,QCheckBox,QRadioButton,QComboBox{outline:none;}",
                kind("primary", Colour.ON_ACCENT, c(Colour.ACCENT), c(Colour.ACCENT), c(Colour.ACCENT_HOVER), 600),
                f'QPushButton[kind="primary"]:focus{{border-color:{c(Colour.INK)};}}',
                kind("secondary", Colour.INK, c(Colour.CARD), c(Colour.LINE), c(Colour.SUNKEN)),
                f'QPushButton[kind="secondary"]:checked{{color:{c(Colour.ACCENT)};'
                f"background:{c(Colour.ACCENT_SOFT)};border-color:{c(Colour.ACCENT)};}}",
                kind("quiet", Colour.INK_SOFT, "transparent", "transparent", c(Colour.SUNKEN)),
                'QPushButton[kind="quiet"]:disabled{background:transparent;border-color:transparent;}',
                kind("danger", Colour.HARD_LIMIT, c(Colour.CARD), c(Colour.HARD_LIMIT), c(Colour.HARD_LIMIT_SOFT)),
                kind("icon", Colour.INK_SOFT, "transparent", "transparent", c(Colour.SUNKEN)),
                f'QPushButton[kind="icon"]{{padding:{high - 1}px;}}'
                f'QPushButton[kind="icon"]:focus{{padding:{high - 2}px;}}',
                'QPushButton[kind="icon"]:disabled{background:transparent;border-color:transparent;}',
                f'QPushButton[kind="icon"]:checked{{background:{c(Colour.ACCENT_SOFT)};}}',
                f'QPushButton[compact="true"]{{padding:{max(1, high - 4)}px {int(Space.S)}px;}}'
                f'QPushButton[compact="true"]:focus{{padding:{max(0, high - 5)}px {int(Space.S) - 1}px;}}',
                self._navigation(),
            )
        )

    def _navigation(self) -> str:
        c = self._c
        here, ring = 'QPushButton[kind="nav"]', int(Size.RING)
        high = self._px(Space.S) - ring
        return (
            f"{here}{{color:{c(Colour.INK_SOFT)};background:transparent;outline:none;border:{ring}px solid transparent;"
            f"border-radius:{int(Radius.CONTROL)}px;padding:{high}px {int(Space.S) + 2}px;text-align:left;}}"
            f'{here}[narrow="true"]{{text-align:center;padding:{high}px 0;}}'
            f"{here}:hover{{color:{c(Colour.INK)};background:{c(Colour.PAPER)};}}"
            f"{here}:checked{{color:{c(Colour.ACCENT)};background:{c(Colour.ACCENT_SOFT)};font-weight:500;}}"
            f"{here}:focus{{border-color:{c(Colour.FOCUS)};}}"
        )

    def _choices(self) -> str:
        """Toggles: stances, segments, chips, marks to choose from."""
        c, ring = self._c, int(Size.RING)
        high = self._px(Space.M) - ring
        line = f"1px solid {c(Colour.LINE)}"

        def toggle(name: str, high: int, wide: int, radius: int) -> str:
            here = f'QPushButton[kind="{name}"]'
            return (
                f"{here}{{color:{c(Colour.INK)};background:{c(Colour.CARD)};border:{line};border-radius:{radius}px;"
                f"padding:{high + 1}px {wide + 1}px;}}"
                f"{here}:hover{{border-color:{c(Colour.CONTROL_LINE)};}}"
                f"{here}:checked{{font-weight:500;border:{ring}px solid {c(Colour.ACCENT)};"
                f"background:{c(Colour.ACCENT_SOFT)};color:{c(Colour.ACCENT)};padding:{high}px {wide}px;}}"
                f"{here}:disabled{{color:{c(Colour.INK_FAINT)};background:{c(Colour.SUNKEN)};}}"
            )

        def focus(name: str, high: int, wide: int) -> str:
            here = f'QPushButton[kind="{name}"]'
            return f"{here}:focus{{border:{ring}px solid {c(Colour.FOCUS)};padding:{high}px {wide}px;}}"

        small = self._px(Space.S) - ring
        chip = self._px(Space.XS) - 1
        round_chip = self._round(TextRole.OVERLINE, chip + ring)
        rules = [
            toggle("stance", high, Space.S, Radius.CONTROL),
            toggle("segment", small, Space.M, Radius.CONTROL),
            toggle("mark", high, Space.M, Radius.CARD),
            f'QPushButton[kind="chip"]{{color:{c(Colour.INK_SOFT)};background:{c(Colour.SUNKEN)};'
            f"border:{ring}px solid transparent;border-radius:{round_chip}px;padding:{chip}px {int(Space.S)}px;"
            f"{self._font(TextRole.OVERLINE)}}}"
            f'QPushButton[kind="chip"]:hover{{color:{c(Colour.INK)};border-color:{c(Colour.LINE)};}}'
            f'QPushButton[kind="chip"]:checked{{color:{c(Colour.ACCENT)};background:{c(Colour.ACCENT_SOFT)};}}',
        ]
        for hue in HUES:
            rules.append(
                f'QPushButton[kind="stance"][tone="{hue}"]:checked,QPushButton[kind="mark"][tone="{hue}"]:checked'
                f"{{color:{c(hue)};background:{c(soft(hue))};border-color:{c(hue)};}}"
                f'QPushButton[kind="chip"][tone="{hue}"]{{color:{c(hue)};background:{c(soft(hue))};}}'
            )
        rules += [focus("stance", high, Space.S), focus("segment", small, Space.M), focus("mark", high, Space.M)]
        rules.append(f'QPushButton[kind="chip"]:focus{{border-color:{c(Colour.FOCUS)};}}')
        # A chosen one that has the focus keeps its hue; the ring is what is between: its own ink.
        rules.append(
            f'QPushButton[kind="stance"]:checked:focus,QPushButton[kind="segment"]:checked:focus,'
            f'QPushButton[kind="mark"]:checked:focus{{border-color:{c(Colour.INK)};}}'
        )
        return "\n".join(rules)

    def _fields(self) -> str:
        c, ring = self._c, int(Size.RING)
        high, wide = self._px(Space.S), Space.M
        here = "QLineEdit,QPlainTextEdit,QTextEdit,QComboBox,QAbstractSpinBox"
        focus = ",".join(f"{name}:focus" for name in here.split(","))
        disabled = ",".join(f"{name}:disabled" for name in here.split(","))
        wrong = ",".join(f'{name}[wrong="true"]' for name in here.split(","))
        return "\n".join(
            (
                f"{here}{{color:{c(Colour.INK)};background:{c(Colour.CARD)};border:1px solid {c(Colour.LINE)};"
                f"border-radius:{int(Radius.CONTROL)}px;padding:{high}px {wide}px;"
                f"placeholder-text-color:{c(Colour.INK_FAINT)};"
                f"selection-background-color:{c(Colour.ACCENT)};selection-color:{c(Colour.ON_ACCENT)};}}",
                f"{focus}{{border:{ring}px solid {c(Colour.FOCUS)};padding:{high - 1}px {wide - 1}px;}}",
                f"{wrong}{{border-color:{c(Colour.HARD_LIMIT)};}}",
                f"{disabled}{{color:{c(Colour.INK_FAINT)};background:{c(Colour.SUNKEN)};}}",
                f"QPlainTextEdit,QTextEdit{{padding:{high - Space.XS}px {wide - Space.XS}px;}}"
                f"QPlainTextEdit:focus,QTextEdit:focus{{padding:{high - Space.XS - 1}px {wide - Space.XS - 1}px;}}",
                'QLineEdit[plain="title"]{border:none;background:transparent;padding:0;'
                f"{self._font(TextRole.TITLE)}}}"
                'QTextEdit[plain="true"],QTextBrowser{border:none;background:transparent;padding:0;}',
                f"QTextBrowser:focus{{border:{ring}px solid {c(Colour.FOCUS)};}}",
                f"QComboBox::drop-down,QDateEdit::drop-down{{border:none;background:transparent;width:{self._px(28)}px;}}"
                "QComboBox::down-arrow,QDateEdit::down-arrow{image:none;}",
                f"QSpinBox,QDoubleSpinBox{{padding-right:{self._px(30)}px;}}"
                "QAbstractSpinBox QLineEdit,QComboBox QLineEdit{border:none;padding:0;background:transparent;}"
                "QSpinBox::up-button,QSpinBox::down-button{subcontrol-origin:border;background:transparent;border:none;"
                f"width:{self._px(26)}px;}}"
                "QSpinBox::up-button{subcontrol-position:top right;}"
                "QSpinBox::down-button{subcontrol-position:bottom right;}"
                "QTimeEdit::up-button,QTimeEdit::down-button{background:transparent;border:none;width:0;}"
                "QSpinBox::up-arrow,QSpinBox::down-arrow{image:none;}",
            )
        )

    def _indicators(self) -> str:
        c, ring, side = self._c, int(Size.RING), self._px(Size.CHECK)
        both = "QCheckBox::indicator,QRadioButton::indicator,QListView::indicator"
        return "\n".join(
            (
                f"QCheckBox,QRadioButton{{color:{c(Colour.INK)};background:transparent;spacing:{int(Space.S)}px;"
                f"padding:{ring}px;border:{ring}px solid transparent;border-radius:{int(Radius.SMALL)}px;}}",
                f"QCheckBox:focus,QRadioButton:focus{{border-color:{c(Colour.FOCUS)};}}",
                f"QCheckBox:disabled,QRadioButton:disabled{{color:{c(Colour.INK_FAINT)};}}",
                f"{both}{{width:{side - 4}px;height:{side - 4}px;border:{ring}px solid {c(Colour.CONTROL_LINE)};"
                f"background:{c(Colour.CARD)};}}",
                f"QCheckBox::indicator,QListView::indicator{{border-radius:{int(Radius.SMALL)}px;}}"
                f"QRadioButton::indicator{{border-radius:{side // 2}px;}}",
                f"QCheckBox::indicator:checked,QListView::indicator:checked{{background:{c(Colour.ACCENT)};"
                f"border-color:{c(Colour.ACCENT)};}}",
                f"QRadioButton::indicator:checked{{border-color:{c(Colour.ACCENT)};background:qradialgradient("
                f"cx:0.5,cy:0.5,radius:0.5,fx:0.5,fy:0.5,stop:0 {c(Colour.ACCENT)},stop:0.55 {c(Colour.ACCENT)},"
                f"stop:0.62 {c(Colour.CARD)},stop:1 {c(Colour.CARD)});}}",
                f"QCheckBox::indicator:hover,QRadioButton::indicator:hover{{border-color:{c(Colour.ACCENT)};}}",
            )
        )

    def _lists(self) -> str:
        c, ring = self._c, int(Size.RING)
        row = f"padding:{self._px(Space.S)}px {int(Space.M)}px;border-radius:{int(Radius.CONTROL)}px;"
        return "\n".join(
            (
                f"QAbstractItemView{{color:{c(Colour.INK)};background:{c(Colour.CARD)};"
                f"alternate-background-color:{c(Colour.PAPER)};border:1px solid {c(Colour.LINE)};"
                f"border-radius:{int(Radius.CARD)}px;outline:none;gridline-color:{c(Colour.LINE)};"
                f"selection-background-color:{c(Colour.ACCENT_SOFT)};selection-color:{c(Colour.INK)};}}",
                f"QAbstractItemView:focus{{border:{ring}px solid {c(Colour.FOCUS)};}}",
                f"QListView::item{{{row}}}QListView::item:hover{{background:{c(Colour.SUNKEN)};}}"
                f"QListView::item:selected{{color:{c(Colour.ACCENT)};background:{c(Colour.ACCENT_SOFT)};}}",
                'QAbstractItemView[surface="cards"],QAbstractItemView[surface="cards"]:focus'
                "{background:transparent;border:none;selection-background-color:transparent;}"
                'QTableView[surface="cards"]::item:selected{background:transparent;}',
                "QHeaderView{background:transparent;border:none;border-radius:0;}"
                f"QHeaderView::section{{color:{c(Colour.INK_SOFT)};background:transparent;border:none;"
                f"border-bottom:1px solid {c(Colour.LINE)};padding:{self._px(Space.S)}px {int(Space.M)}px;"
                f"{self._font(TextRole.OVERLINE)}}}",
                f"QTableView::item,QTreeView::item{{padding:{self._px(Space.XS)}px {int(Space.M) - _BESIDE_TEXT}px;}}"
                f"QTableView::item:selected,QTreeView::item:selected{{color:{c(Colour.ACCENT)};"
                f"background:{c(Colour.ACCENT_SOFT)};}}QTableCornerButton::section{{background:transparent;border:none;}}",
                f"QCalendarWidget QWidget{{background:{c(Colour.CARD)};color:{c(Colour.INK)};"
                f"alternate-background-color:{c(Colour.SUNKEN)};}}"
                f"QCalendarWidget QToolButton{{color:{c(Colour.INK)};background:transparent;border:none;"
                f"border-radius:{int(Radius.CONTROL)}px;padding:{int(Space.XS)}px {int(Space.S)}px;font-weight:600;}}"
                f"QCalendarWidget QToolButton:hover{{background:{c(Colour.SUNKEN)};}}"
                "QCalendarWidget QToolButton::menu-indicator{image:none;}"
                "QCalendarWidget QAbstractItemView,QCalendarWidget QAbstractItemView:focus{border:none;border-radius:0;"
                f"selection-background-color:{c(Colour.ACCENT)};selection-color:{c(Colour.ON_ACCENT)};}}"
                f"QCalendarWidget QAbstractItemView:disabled{{color:{c(Colour.CONTROL_LINE)};}}"
                f"QCalendarWidget QTableView::item{{padding:{int(Space.XS)}px 0;}}",
            )
        )

    def _bars(self) -> str:
        c, wide = self._c, int(Size.SCROLL_BAR)
        return "\n".join(
            (
                "QAbstractScrollArea{background:transparent;}QScrollArea{border:none;background:transparent;}",
                f"QScrollBar{{background:transparent;border:none;}}"
                f"QScrollBar:vertical{{width:{wide}px;}}QScrollBar:horizontal{{height:{wide}px;}}"
                f"QScrollBar::handle{{background:{c(Colour.LINE)};border-radius:{wide // 2 - 2}px;margin:2px;}}"
                f"QScrollBar::handle:vertical{{min-height:{int(Size.HANDLE)}px;}}"
                f"QScrollBar::handle:horizontal{{min-width:{int(Size.HANDLE)}px;}}"
                f"QScrollBar::handle:hover{{background:{c(Colour.CONTROL_LINE)};}}"
                "QScrollBar::add-line,QScrollBar::sub-line,QScrollBar::add-page,QScrollBar::sub-page"
                "{background:transparent;border:none;width:0;height:0;}",
                f"QProgressBar{{background:{c(Colour.SUNKEN)};border:none;border-radius:{int(Size.PROGRESS) // 2}px;"
                f"min-height:{int(Size.PROGRESS)}px;max-height:{int(Size.PROGRESS)}px;color:transparent;}}"
                f"QProgressBar::chunk{{background:{c(Colour.ACCENT)};border-radius:{int(Size.PROGRESS) // 2}px;}}",
                "QSplitter::handle{background:transparent;}",
                f"QTabBar::tab{{color:{c(Colour.INK_SOFT)};background:transparent;border:none;"
                f"border-bottom:2px solid transparent;padding:{self._px(Space.S)}px {int(Space.M)}px;}}"
                f"QTabBar::tab:selected{{color:{c(Colour.ACCENT)};border-bottom-color:{c(Colour.ACCENT)};}}"
                "QTabWidget::pane{border:none;}",
            )
        )

    def _popups(self) -> str:
        c = self._c
        body = f"font-size:{self._px(TEXT_SIZE[TextRole.BODY])}px;"
        return "\n".join(
            (
                f"QMenu{{{body}color:{c(Colour.INK)};background:{c(Colour.CARD)};border:1px solid {c(Colour.LINE)};"
                f"padding:{int(Space.XS)}px;}}"
                f"QMenu::item{{padding:{self._px(Space.S)}px {int(Space.L)}px;"
                f"padding-right:{self._px(Space.XXL)}px;border-radius:{int(Radius.CONTROL)}px;}}"
                f"QMenu::item:selected{{color:{c(Colour.ACCENT)};background:{c(Colour.ACCENT_SOFT)};}}"
                f"QMenu::item:disabled{{color:{c(Colour.INK_FAINT)};background:transparent;}}"
                f"QMenu::separator{{height:1px;background:{c(Colour.LINE)};"
                f"margin:{int(Space.XS)}px {int(Space.S)}px;}}",
                f"QToolTip{{{body}color:{c(Colour.INK)};background:{c(Colour.CARD)};"
                f"border:1px solid {c(Colour.LINE)};padding:{int(Space.XS)}px {int(Space.S)}px;}}",
                f"QComboBox QAbstractItemView{{{body}border-radius:0;padding:{int(Space.XS)}px;}}"
                f"QComboBox QAbstractItemView::item{{min-height:{self._px(28)}px;padding:{int(Space.XS)}px "
                f"{int(Space.S)}px;border-radius:{int(Radius.CONTROL)}px;}}",
                f"QDialog{{{body}border:{int(Size.LINE)}px solid {c(Colour.LINE)};}}",
            )
        )
