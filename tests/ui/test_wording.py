"""Names and counts in sentences: every place has its part, every count its plural forms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.paths import assets_dir
from app.ui.wording import fill, fill_from, plural

PROGRAM = Path(__file__).parents[2] / "app"
FORMS = assets_dir() / "interface" / "en.ts"


CLAIMS = re.compile(
    r"\bin force\b|\bvalid\b|\bbinding\b|\byes(es)? holds?\b|\bagreed holds\b|always holds between", re.I
)

STIFF = re.compile(
    r"\b(anew|put away|for good|what stands|stands? here|go(es)? with|says nothing(?! about)|(is|are|was) gone"
    r"|(is|was) another|where one (is|has)|foretold|works no more|of now|for once|please not|talked over again"
    r"|not made yet|(what|things) you both (want|like)|is not certain|to be scrolled|[a-z]+n’t)\b",
    re.I,
)
"""Words that read as translated, and contractions, which only half of the sentences ever had."""

THE_OTHER = re.compile(r"\bthe other(’s)?\b(?! (two|way|files?|space|person))", re.I)
"""For a partner, unless *one* of the two comes before it in the sentence."""


@cache
def _calls(name: str) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of a function of this name in the program, with the place where it is."""
    found: list[tuple[str, ast.Call]] = []
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                found.append((f"{path.relative_to(PROGRAM)}:{node.lineno}", node))
    return tuple(found)


def _sentences(node: ast.expr) -> Iterator[str]:
    """The sentences written out in an argument: a literal, or those handed to be translated."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and each.args and isinstance(each.args[-1], ast.Constant):
            yield str(each.args[-1].value)


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def _forms() -> dict[str, tuple[str, ...]]:
    messages = ElementTree.parse(FORMS).iter("message")
    return {
        message.findtext("source", ""): tuple(form.text or "" for form in message.iter("numerusform"))
        for message in messages
    }


def test_every_place_of_a_sentence_has_its_part() -> None:
    """What `fill` and `plural` would refuse at run time is found without running it."""
    wrong = [
        f"{where}: {text}"
        for name in ("fill", "plural")
        for where, call in _calls(name)
        if all(keyword.arg for keyword in call.keywords)
        for text in _sentences(call.args[0])
        if _places(text) != {keyword.arg for keyword in call.keywords}
    ]
    assert not wrong, wrong


def test_every_counted_sentence_has_its_plural_forms() -> None:
    """A count is a sentence written out, and English has two forms of it with the same places."""
    forms = _forms()
    wrong = []
    for where, call in _calls("plural"):
        text = call.args[0]
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
            wrong.append(f"{where}: not written out")
        elif len(forms.get(text.value, ())) != 2:
            wrong.append(f"{where}: {text.value}")
        elif any(_places(form) != _places(text.value) for form in forms[text.value]):
            wrong.append(f"{where}: other places in {forms[text.value]}")
    assert not wrong, wrong
    unused = forms.keys() - {
        call.args[0].value for _, call in _calls("plural") if isinstance(call.args[0], ast.Constant)
    }
    assert not unused, unused


def test_the_compiled_forms_are_those_of_the_file(tmp_path: Path) -> None:
    """Whoever changes the plural forms compiles them."""
    made = tmp_path / "en.qm"
    release = [str(Path(sys.executable).with_name("pyside6-lrelease")), str(FORMS), "-qm", str(made)]
    subprocess.run(release, check=True, capture_output=True)
    assert made.read_bytes() == FORMS.with_suffix(".qm").read_bytes(), "run pyside6-lrelease assets/interface/en.ts"


@pytest.mark.parametrize(("n", "words"), [(0, "0 activities"), (1, "1 activity"), (2, "2 activities")])
def test_a_count_has_the_form_of_its_number(qtbot: QtBot, n: int, words: str) -> None:
    """Through Qt's own plural forms, which other languages have more of."""
    assert plural("%n activities", n) == words


def test_an_agreement_is_planned_agreed_or_ended_and_claims_nothing_more() -> None:
    screens = list((PROGRAM / "ui").rglob("*.py"))
    assets = [assets_dir() / kind / "en.json" for kind in ("pages", "texts", "reading")]
    said = [
        f"{path.name}: {found[0]}" for path in screens + assets for found in CLAIMS.finditer(path.read_text("utf-8"))
    ]
    assert not said


def _visible(*, spoken: bool = True) -> Iterator[tuple[str, str]]:
    """Every sentence written out in the interface or in an asset, with its file; what is quoted only if `spoken`."""
    for path in sorted(PROGRAM.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield f"{path.relative_to(PROGRAM)}:{node.lineno}", node.value
    for path in sorted(assets_dir().rglob("en.json")):
        if path.parent.name not in ("sample", "names"):
            for text in re.findall(r'"((?:[^"\\]|\\.)*)"', _told(path.read_text("utf-8"), spoken)):
                for sentence in re.split(r"(?<=[.?!:]) |\\n", text):
                    yield path.parent.name, sentence
    for forms in _forms().values():
        for form in forms:
            yield FORMS.name, form


def _told(text: str, spoken: bool) -> str:
    return text if spoken else re.sub("“[^”]*”", "“”", text)


def test_visible_words_read_as_if_written_in_english() -> None:
    """What a text lets somebody say aloud may be contracted, as people speak."""
    told = _visible(spoken=False)
    stiff = [f"{where}: {found[0]!r} in {text}" for where, text in told for found in STIFF.finditer(text)]
    assert not stiff, stiff


def test_a_partner_is_never_the_other() -> None:
    wrong = [
        f"{where}: {text}"
        for where, text in _visible()
        if (found := THE_OTHER.search(text)) and not re.search(r"\b(one|each|n?either)\b", text[: found.start()], re.I)
    ]
    assert not wrong, wrong


@pytest.mark.parametrize(
    "words", ["It is another.", "No entry goes with this.", "What stands here", "The other sees it."]
)
def test_stiff_words_are_found(words: str) -> None:
    assert STIFF.search(words) or THE_OTHER.search(words)


@pytest.mark.parametrize("name", ["שרה", "سارة", "A שרה", "(שרה)"])
def test_a_name_written_from_right_to_left_turns_nothing_around_it(qtbot: QtBot, name: str) -> None:
    """Who gives and who receives is read in the order in which it is written."""
    words = fill("{name} gives, {partner} receives", name=name, partner="Zoë")
    assert words == fill_from("{name} gives, {partner} receives", {"name": name, "partner": "Zoë"})
    assert words == f"\u200e\u2068{name}\u2069 gives, Zoë receives"
    for sentence in (words, fill("“{name}”: your place is kept.", name=name), fill("Hand to {name}", name=name)):
        assert QTextDocument(sentence).firstBlock().textDirection() is Qt.LayoutDirection.LeftToRight
