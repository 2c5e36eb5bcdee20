"""The design in use: palette, text scale, typeface and icons. Emits `changed` when one of them changes."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.paths import assets_dir
from app.ui.design.dressing import Dress, Dresser
from app.ui.design.style import style_sheet
from app.ui.design.tokens import (
    DARK,
    LEAST_SCALE,
    LIGHT,
    MOST_SCALE,
    NORMAL_SCALE,
    TEXT_WEIGHT,
    Colour,
    Colours,
    Size,
    TextRole,
    Theme,
    air,
    text_size,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon, QPainter, QPixmap

    from app.ui.design.icons import IconFont

TYPEFACE = "Source Sans 3"
TYPEFACE_FILES = (
    "SourceSans3-Regular.ttf",
    "SourceSans3-Medium.ttf",
    "SourceSans3-SemiBold.ttf",
    "SourceSans3-Italic.ttf",
)

PRINTED = "Libertinus Serif"
PRINTED_FILES = ("LibertinusSerif-Regular.otf", "LibertinusSerif-Semibold.otf")
"""The typeface of printed pages, for what is shown as it will be printed."""

_DISABLED_OPACITY = 0.75
"""Of the icon on a button that cannot be pressed."""
_ICONS_AT_ONCE = 10
_Role = QPalette.ColorRole

_PALETTE = (
    (_Role.Window, Colour.PAPER),
    (_Role.WindowText, Colour.INK),
    (_Role.Base, Colour.CARD),
    (_Role.AlternateBase, Colour.SUNKEN),
    (_Role.ToolTipBase, Colour.CARD),
    (_Role.ToolTipText, Colour.INK),
    (_Role.PlaceholderText, Colour.INK_FAINT),
    (_Role.Text, Colour.INK),
    (_Role.Button, Colour.CARD),
    (_Role.ButtonText, Colour.INK),
    (_Role.BrightText, Colour.HARD_LIMIT),
    (_Role.Highlight, Colour.ACCENT),
    (_Role.HighlightedText, Colour.ON_ACCENT),
    (_Role.Link, Colour.ACCENT),
    (_Role.LinkVisited, Colour.ACCENT),
    (_Role.Light, Colour.CARD),
    (_Role.Midlight, Colour.LINE),
    (_Role.Mid, Colour.LINE),
    (_Role.Dark, Colour.CONTROL_LINE),
    (_Role.Shadow, Colour.LINE),
)


@cache
def use_typeface() -> None:
    """Make it the font of the application, before the system's own fonts, which have the scripts that it lacks.

    All four files are registered at once: that takes 3 ms, as long as the system's fonts alone take otherwise.
    """
    for file in TYPEFACE_FILES:
        QFontDatabase.addApplicationFont(str(assets_dir() / "fonts" / file))
    font = QApplication.font()
    font.setFamilies([TYPEFACE, *font.families()])
    # By default the system decides whether letters are fitted to whole pixels, which changes the width of a line.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    QApplication.setFont(font)


@cache
def _use_printed() -> str:
    for file in PRINTED_FILES:
        QFontDatabase.addApplicationFont(str(assets_dir() / "fonts" / file))
    return PRINTED


class Design(QObject):
    """Gives every widget its colours, sizes, fonts and icons.

    With `unpainted`, icons and whatever else no picture shows wait until `on_first_picture`.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme = Theme.SYSTEM,
        scale: int = NORMAL_SCALE,
        parent: QObject | None = None,
        *,
        unpainted: bool = False,
    ) -> None:
        super().__init__(parent)
        use_typeface()
        self.theme = theme
        """The setting."""
        self.scale = _within(scale)
        """The text size in per cent, 80 to 200."""
        self._unpainted = unpainted
        self._waiting: list[tuple[QObject, Callable[[], object]]] = []
        self._dark = self._wants_dark()
        self._made: dict[tuple[str, Colour, int], QIcon] = {}
        self._pictures: dict[tuple[str, Colour, int, float], QPixmap] = {}
        self._unmade: list[tuple[str, Colour, int]] = []
        """Icons that were made in an earlier design."""
        self._fonts: dict[tuple[TextRole, bool], QFont] = {}
        self._named: dict[Colour, int] = {}
        self._sheets: dict[bool, str] = {}
        self._dresser = Dresser(self._dress, self._apply_palette, self._make_icons, self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.on_system_changed)

    @property
    def colours(self) -> Colours:
        """The palette in use."""
        return DARK if self._dark else LIGHT

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is in use."""
        return self._dark

    @property
    def has_icons(self) -> bool:
        """Whether icons can be painted; not before the first picture."""
        return not self._unpainted

    def set_theme(self, theme: Theme) -> None:
        """Use the light palette, the dark one, or whichever the system prefers."""
        self.theme = theme
        self.on_system_changed()

    def set_scale(self, scale: int) -> None:
        """Set the text size in per cent; values outside 80 to 200 are clamped."""
        if _within(scale) != self.scale:
            self.scale = _within(scale)
            self._refresh()

    def on_system_changed(self) -> None:
        """Follow the system's theme, if the setting says so."""
        if self._wants_dark() != self._dark:
            self._dark = not self._dark
            self._refresh()

    def follow(self, act: Callable[[], object]) -> None:
        """Run `act`, a method of a widget, now and whenever the design changes, as long as the widget lives."""
        act()
        self.changed.connect(act)

    def limit_width(self, widget: QWidget, widest: Size) -> None:
        """Keep a widget at most so wide, which grows with the text."""

        self._follow_for(widget, lambda: widget.setMaximumWidth(self.px(widest)))

    def keep_free(self, widget: QWidget, left: int, above: int, right: int, below: int) -> None:
        """Keep room free inside a widget, in logical pixels; it grows with the text as the air in cards does."""

        def fit() -> None:
            widget.setContentsMargins(*(round(side * air(self.scale)) for side in (left, above, right, below)))

        self._follow_for(widget, fit)

    def _follow_for(self, widget: QWidget, act: Callable[[], object]) -> None:
        """Run `act` now and whenever the design changes, as long as the widget lives."""
        self.follow(act)
        widget.destroyed.connect(lambda _=None: isValid(self) and self.changed.disconnect(act))

    def colour(self, colour: Colour) -> QColor:
        """The value of a colour in the palette in use."""
        if colour not in self._named:
            self._named[colour] = QColor(self.colours[colour]).rgba()
        return QColor.fromRgba(self._named[colour])

    def px(self, size: int) -> int:
        """A length in pixels, scaled with the text."""
        return max(1, round(size * self.scale / 100))

    def font(self, role: TextRole = TextRole.BODY, *, printed: bool = False) -> QFont:
        """The font of a text role; `printed`: in the typeface of printed pages, which has two weights."""
        key = (role, printed)
        if key not in self._fonts:
            font, weight = QGuiApplication.font(), TEXT_WEIGHT[role]
            if printed:
                font.setFamilies([_use_printed(), *font.families()])
                weight = 600 if weight > 400 else 400
            font.setPixelSize(text_size(role, self.scale))
            font.setWeight(QFont.Weight(weight))
            font.setItalic(role is TextRole.QUOTE)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def icon(self, name: str, colour: Colour = Colour.INK_SOFT, size: int = Size.ICON) -> QIcon:
        """An icon in one colour; `size` grows with the text."""
        if self._unpainted:
            from PySide6.QtGui import QIcon

            return QIcon()
        key = (name, colour, size)
        if key not in self._made:
            # Where an icon stands alone, its paleness is the only sign that the button is disabled.
            faint = QColor(self.colour(Colour.INK_FAINT))
            faint.setAlphaF(_DISABLED_OPACITY)
            self._made[key] = self._icons.icon(name, self.colour(colour), self.px(size), faint)
        return self._made[key]

    def once_painted(self, owner: QObject, act: Callable[[], object]) -> None:
        """Run `act` now, or after the first picture if `owner` still exists then."""
        if self._unpainted:
            self._waiting.append((owner, act))
        else:
            act()

    def on_first_picture(self) -> None:
        """Load the icons, ask the system for its theme, and run what `once_painted` put off."""
        if self._unpainted:
            self._icons.load()
            self._unpainted = False
            waiting, self._waiting = self._waiting, []
            for owner, act in waiting:
                if isValid(owner):
                    act()
            self.on_system_changed()
            self.changed.emit()

    def pixmap(self, name: str, colour: Colour = Colour.INK_SOFT, size: int = Size.ICON, ratio: float = 1.0) -> QPixmap:
        """An icon as a pixmap; transparent before the first picture. `size` grows with the text."""
        if self._unpainted:
            from PySide6.QtGui import QPixmap

            empty = QPixmap(self.px(size), self.px(size))
            empty.fill(QColor(0, 0, 0, 0))
            return empty
        key = (name, colour, self.px(size), ratio)
        return self.picture(key, lambda: self._icons.pixmap(name, self.colour(colour), self.px(size), ratio))

    def picture(self, key: tuple[str, Colour, int, float], make: Callable[[], QPixmap]) -> QPixmap:
        """What `make` painted in this design; `key` names it with its colour, size and the ratio of the screen."""
        if key not in self._pictures:
            self._pictures[key] = make()
        return self._pictures[key]

    def paint_icon(self, painter: QPainter, name: str, box: QRectF, colour: Colour) -> None:
        """Paint an icon into a square box."""
        if not self._unpainted:
            self._icons.paint(painter, name, box, self.colour(colour))

    @cached_property
    def _icons(self) -> IconFont:
        from app.ui.design.icons import IconFont

        return IconFont()

    def palette(self) -> QPalette:
        """The Qt palette, for widgets and parts that the style sheet does not cover."""
        palette = QPalette()
        for role, colour in _PALETTE:
            palette.setColor(role, self.colour(colour))
        for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Colour.INK_FAINT))
        return palette

    def sheet(self, *, plain: bool = False) -> str:
        """The style sheet; `plain`: only what start pages, sidebar and header need."""
        if plain not in self._sheets:
            self._sheets[plain] = style_sheet(self.colours, self.scale, plain=plain)
        return self._sheets[plain]

    def apply(self, widget: QWidget, dress: Dress = Dress.WHOLE) -> None:
        """Give a widget palette, font and style sheet, now and whenever the design changes.

        Does nothing where it is dressed, or inside a widget that wears a style sheet.
        """
        self._dresser.apply(widget, dress)

    def catch_up(self, widget: QWidget) -> bool:
        """A patient widget is seen; whether it waited with a change."""
        return self._dresser.catch_up(widget)

    def _apply_palette(self, widget: QWidget) -> None:
        widget.setPalette(self.palette())
        widget.setFont(self.font())

    def _dress(self, widget: QWidget, dress: Dress) -> None:
        self._apply_palette(widget)
        if dress is not Dress.BARE:
            widget.setStyleSheet(self.sheet(plain=dress is Dress.PLAIN))

    def on_busy(self, is_busy: bool) -> None:
        """What is out of sight waits while other threads work."""
        self._dresser.on_busy(is_busy)

    def _make_icons(self) -> bool:
        """Make some icons again that pages out of sight will need; whether there were any to make."""
        some = self._unmade[:_ICONS_AT_ONCE]
        del self._unmade[:_ICONS_AT_ONCE]
        for key in some:
            self.icon(*key)
        return bool(some)

    def _wants_dark(self) -> bool:
        if self.theme is not Theme.SYSTEM:
            return self.theme is Theme.DARK
        if self._unpainted:
            # The hint is one of `Qt`'s enumerations (see early.py); the system's palette tells as well.
            palette = QGuiApplication.palette()
            return palette.color(_Role.WindowText).lightness() > palette.color(_Role.Window).lightness()
        return QGuiApplication.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark

    def _refresh(self) -> None:
        self._unmade, self._made = list(self._made), {}
        self._pictures.clear()
        self._fonts.clear()
        self._named.clear()
        self._sheets.clear()
        self._dresser.refresh()
        self.changed.emit()


def _within(scale: int) -> int:
    return max(LEAST_SCALE, min(MOST_SCALE, scale))
