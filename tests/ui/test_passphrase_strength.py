"""The meter says what makes a passphrase weak, by the real estimator, and quotes none of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.strength import Strength, Weakness
from app.services.strength import LONGEST_ESTIMATE, estimate
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.passphrase import PassField
from app.ui.start.person_view import PersonView
from tests.support.leaks import settle

WEAK = {
    "password": Weakness.COMMON,
    "iloveyou2": Weakness.COMMON,
    "hippopotamus": Weakness.WORD,
    "margaret": Weakness.NAME,
    "Margaret99": Weakness.NAME,
    "zxcvfr": Weakness.KEYS,
    "aaaaaaaa": Weakness.REPEATED,
    "abcabcabc": Weakness.REPEATED,
    "abcdefgh": Weakness.SEQUENCE,
    "1984": Weakness.DATE,
    "12.03.1987": Weakness.DATE,
    "P@ssw0rd!": Weakness.SWAPPED,
    "drowssap": Weakness.REVERSED,
    "kfjw9": Weakness.SHORT,
}


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PersonView]:
    made = PersonView(Design(Theme.LIGHT), title="", shape="circle", hue="person_a")
    qtbot.addWidget(made)
    yield made
    made.forget_passphrase()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("width", [300, 1200])
def test_the_meter_ends_where_the_field_ends(qtbot: QtBot, scale: int, width: int) -> None:
    design = Design(Theme.LIGHT, scale)
    form = NewPassphrase(design, "Passphrase")
    qtbot.addWidget(form)
    design.apply(form)
    form.resize(width, 400)
    form.show()
    settle()
    edit = form.first.edit
    assert form.meter.mapTo(form, QPoint()).x() == edit.mapTo(form, QPoint()).x()
    assert form.meter.width() == edit.width()


@pytest.mark.parametrize(("passphrase", "weakness"), WEAK.items())
def test_a_weak_one_is_told_why(view: PersonView, passphrase: str, weakness: Weakness) -> None:
    found = estimate(passphrase)
    assert (found.score < 3, found.weakness) == (True, weakness)
    view.passphrase.show_strength(found)
    said = view.passphrase.verdict.text()
    assert "Add one or two unrelated words" in said
    assert passphrase.casefold() not in said.casefold()


def test_each_weakness_has_words_of_its_own(view: PersonView) -> None:
    said = set()
    for weakness in Weakness:
        view.passphrase.show_strength(Strength(1, weakness))
        said.add(view.passphrase.verdict.text())
    assert len(said) == len(Weakness)


@pytest.mark.parametrize("passphrase", ["quiet river lantern", "amber window garden"])
def test_a_good_one_needs_no_hint(view: PersonView, passphrase: str) -> None:
    found = estimate(passphrase)
    assert found.score >= 3
    assert found.weakness is None
    view.passphrase.show_strength(found)
    assert view.passphrase.verdict.text() in ("Good.", "Strong.")


def test_a_very_long_one_is_estimated_by_its_beginning() -> None:
    assert estimate("x8!" * 5_000) == estimate(("x8!" * 5_000)[:LONGEST_ESTIMATE])


def test_nothing_typed_says_nothing() -> None:
    assert estimate("") == Strength(0, None)


@pytest.mark.parametrize(
    ("pasted", "is_told"),
    [("seven barges", False), ("seven barges ", True), (" seven", True), ("seven barges\n", True)],
)
def test_a_blank_at_the_rim_of_a_new_passphrase_is_told_and_kept(qtbot: QtBot, pasted: str, is_told: bool) -> None:
    view = NewPassphrase(Design(Theme.LIGHT), "New passphrase")
    qtbot.addWidget(view)
    view.show()
    view.first.edit.insert(pasted)
    assert ("begins or ends with a space" in view.first.help.text()) is is_told
    assert len(view.first.text()) == len(pasted)
    view.clear()
    assert not view.first.help.isVisible()


def test_caps_lock_shows_by_what_is_typed(qtbot: QtBot) -> None:
    field = PassField(Design(Theme.LIGHT), "Passphrase")
    qtbot.addWidget(field)
    field.show()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for letter, modifier, is_on in (("a", none, False), ("A", shift, False), ("A", none, True), ("a", shift, True)):
        for key in (letter, "1"):
            QTest.keyClicks(field.edit, key, modifier)
        assert field.help.text() == ("Caps Lock is on." if is_on else "")
    QTest.keyClick(field.edit, Qt.Key.Key_CapsLock)
    assert field.help.text() == ""
