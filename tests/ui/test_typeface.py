"""The typeface that comes with the program: true weights, and the same measures whatever fonts a machine has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QGuiApplication
from pytestqt.qtbot import QtBot

from app.paths import assets_dir
from app.ui.design.design import PRINTED, PRINTED_FILES, TYPEFACE, TYPEFACE_FILES, Design
from app.ui.design.tokens import TEXT_WEIGHT, TextRole, Theme
from tests.support.processes import run_python
from tests.support.sources import ROOT, sources

WEIGHTS = {400, 500, 600}

SETUP = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="hintstyle" mode="assign"><const>{hinting}</const></edit></match>
</fontconfig>"""


def measured(home: Path, *, fonts: Path | None = None, hinting: str = "hintslight") -> object:
    """What `tests.support.measures` prints on a machine with just these fonts, or with those of this machine."""
    extra = {}
    if fonts is not None:
        home.mkdir()
        extra["FONTCONFIG_FILE"] = str(home / "fonts.conf")
        text = SETUP.format(fonts=fonts, cache=home / "font-cache", hinting=hinting)
        (home / "fonts.conf").write_text(text)
    done = run_python("-m", "tests.support.measures", home=home, extra=extra)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_measures_the_same_whatever_fonts_there_are(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    here = measured(tmp_path / "here")
    assert measured(tmp_path / "none", fonts=tmp_path / "empty") == here
    # A font with much taller lines, and letters fitted to whole pixels.
    assert measured(tmp_path / "tall", fonts=assets_dir() / "pages" / "fonts", hinting="hintfull") == here


@pytest.mark.parametrize("role", TextRole)
def test_each_role_has_a_weight_of_its_own_file(qtbot: QtBot, role: TextRole) -> None:
    font = Design(Theme.LIGHT).font(role)
    info = QFontInfo(font)
    assert info.family() == TYPEFACE
    assert info.weight() == TEXT_WEIGHT[role]
    assert TEXT_WEIGHT[role] in WEIGHTS


def test_the_weights_are_drawn_by_different_fonts(qtbot: QtBot) -> None:
    font = Design(Theme.LIGHT).font()
    widths = []
    for weight in sorted(WEIGHTS):
        font.setWeight(font.Weight(weight))
        widths.append(QFontMetricsF(font).horizontalAdvance("Handgloves"))
    assert widths[0] < widths[1] < widths[2]


def test_nothing_is_heavier_than_the_heaviest_font(qtbot: QtBot) -> None:
    """Qt would thicken the letters itself."""
    assert {int(weight) for weight in re.findall(r"font-weight:(\w+)", Design(Theme.LIGHT).sheet())} <= WEIGHTS
    heavy = re.compile(r"Weight\.(Bold|ExtraBold|Black)\b|\.setBold\(")
    assert [
        source.module for source in sources("app") if heavy.search((ROOT / source.path).read_text(encoding="utf-8"))
    ] == []


def test_what_has_no_font_of_its_own_has_this_one(qtbot: QtBot) -> None:
    Design(Theme.LIGHT)
    assert QGuiApplication.font().families()[0] == TYPEFACE


def test_what_is_signed_is_set_in_the_typeface_of_the_printed_page(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    page = (assets_dir() / "pages" / "page.typ").read_text(encoding="utf-8")
    assert f'#set text(font: ("{PRINTED}", ' in page
    fonts = [design.font(role, printed=True) for role in (TextRole.READ, TextRole.TITLE)]
    assert [(QFontInfo(font).family(), QFontInfo(font).weight()) for font in fonts] == [(PRINTED, 400), (PRINTED, 600)]
    for font in fonts:
        font.setPixelSize(18)
    regular, semibold = (QFontMetricsF(font).horizontalAdvance("Handgloves") for font in fonts)
    assert regular != semibold
    assert QFontInfo(design.font(TextRole.READ)).family() == TYPEFACE


def test_the_fonts_come_with_their_licence() -> None:
    fonts = {path.name for path in (assets_dir() / "fonts").glob("*.?tf")}
    assert fonts == {*TYPEFACE_FILES, *PRINTED_FILES}
    licence = (assets_dir() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "The Libertinus Project Authors" in licence
