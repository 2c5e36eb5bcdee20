"""Awkward texts in every field of every aggregate: they come back exactly from a real vault, and print literally."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.assets import load
from app.export.material_page import page_of
from app.export.page_words import PageWords
from app.export.printable_text import visible
from app.export.redact import PageChoices, redact
from app.export.render import render_pdf
from app.models.base import LONGEST_LINE
from app.models.canonical import plain
from app.models.material import PageKind
from app.models.name_rules import LONGEST_INITIAL, LONGEST_NAME, without_unsafe_characters
from tests.storage.repositories import CONTROLS
from tests.support.fields import said_kinds_of, text_fields, texts_in
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX_WORDS, SAM_WORDS
from tests.support.written import COPIES, NOT_TYPED, all_that_is_kept, materials, written_vault
from tests.support.written_private import PRIVATE_NEVER_PRINTED, body_of, private_pages

TYPED = text_fields() - NOT_TYPED
TEXTS = (*AWKWARD, CONTROLS, "mid\x00dle", "{name} {words} {title}", "🫶" * 500)

NEVER_PRINTED = frozenset(
    {
        "Answer.note",
        "CanGive.words",
        "CatalogueEntry.description",
        "PersonMark.initial",
        "Person.pronouns",
        "KeptResource.about",
        "KeptResource.contacts",
        "KeptResource.hours",
        "KeptResource.name",
        "SafetySignal.meaning",  # what both do is printed; the meaning replaces it if that is empty
        *PRIVATE_NEVER_PRINTED,
    }
)


BODY = "EntryText.body"
"""Kept as Markdown; it has line ends of one kind, and none of the few characters that no editor holds."""


def is_long(words: str) -> bool:
    """Whether reading its pages back takes seconds."""
    return len(words) > 1_000


_SAID_MODELS = {kind.body.__name__ for kind in said_kinds_of()} | {"CareNeed", "ProposedItem", "SafetySignal"}
SAID = frozenset(field for field in text_fields() if field.split(".")[0] in _SAID_MODELS) | {
    "Clause.text",
    "Condition.words",
    "Document.title",
    "OutlineItem.details",
    "Reading.words",
    "SealedItem.conditions",
    "SealedTerm.words",
    "SealedTold.words",
}
"""What is said to the partner has no control characters and nothing that turns the direction of text."""

ALSO_SAID = (
    "AftercarePlan.avoid",
    "AftercarePlan.words",
    "Answer.conditions",
    "CareNeed.text",
    "CatalogueEntry.title",
    "Category.title",
    "SafetySignal.expression",
    "SafetySignal.meaning",
    "SafetySignal.response",
    "TalkSaid.notes",
    "TermWords.words",
)
"""Words that are on some pages as they were said to the partner."""

NAMES = {"PersonMark.initial": LONGEST_INITIAL, "Person.name": LONGEST_NAME, "Person.pronouns": LONGEST_NAME}
"""Short fields, which have one line only."""

LINES = ("DraftLine.text", "ProposedItem.details", "Reading.words")
LINES_OF_CLAUSES = ("Clause.text", "Document.title", "OutlineItem.details")
LONGEST = {**NAMES, **dict.fromkeys((*LINES, *LINES_OF_CLAUSES), LONGEST_LINE)}
"""Fields that are shorter than others."""


def fitting(field: str, words: str, tag: str = "") -> str:
    """Words that a field takes, between two tags if there is room for them."""
    name = field.split(":")[0]
    taken = without_unsafe_characters(words) if name in NAMES else plain(words) if name in SAID else words
    return f"{tag}{taken[: LONGEST.get(name, len(taken) + 2 * len(tag)) - 2 * len(tag)]}{tag}"


def kept_as(field: str, words: str) -> str:
    """What is kept of words that are written into a field."""
    return body_of(words) if field == BODY else fitting(field, words)


def test_every_text_is_either_typed_or_known_not_to_be() -> None:
    """A new field has to be written in `tests/support/written.py` or named as one that nobody types."""
    assert text_fields() >= NOT_TYPED
    assert TYPED >= COPIES
    assert TYPED >= NEVER_PRINTED


@pytest.mark.parametrize("words", TEXTS, ids=range(len(TEXTS)))
def test_everything_comes_back_exactly(tmp_path: Path, words: str) -> None:
    asked: set[str] = set()

    def say(field: str) -> str:
        asked.add(field.split(":")[0])
        return fitting(field, words)

    with written_vault(tmp_path / "v", say) as vault:
        assert asked == TYPED - COPIES
        before = list(all_that_is_kept(vault))
        vault.service.close()
        vault.service.open(tmp_path / "v")
        for person, passphrase in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
            vault.service.admit(vault.service.derive(person, passphrase))
        assert list(all_that_is_kept(vault)) == before
        found: dict[str, set[str]] = {}
        for kept in all_that_is_kept(vault):
            for field, text in texts_in(kept):
                found.setdefault(field, set()).add(text)
    for field in sorted(TYPED):
        if field == "KeptResource.contacts":
            assert set(filter(None, words.split("\n"))) <= found[field]
        else:
            assert kept_as(field, words) in found[field], field


def _text(data: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages)


def _squeezed(text: str) -> str:
    """Without what line breaking and the choice of glyphs do to a text."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _printed(vault_folder: Path, words: str) -> Iterator[tuple[dict[str, str], str]]:
    """What was written where, and what each page says; of a long text the scene's page alone, which takes seconds."""
    tags: dict[str, str] = {}

    def say(field: str) -> str:
        if field == "PersonMark.initial":
            return fitting(field, words)
        return fitting(field, words, tags.setdefault(field, f"q{len(tags)}k"))

    with written_vault(vault_folder, say) as vault:
        asked = (say("question"),)
        for material in list(materials(vault, vault.alex, asked)):
            page = page_of(material, texts=vault.texts, words=load(PageWords))
            if material.kind is PageKind.SCENE or not is_long(words):
                yield tags, _squeezed(_text(render_pdf(redact(page, PageChoices())).data))
            if material.kind is PageKind.SCENE and not is_long(words):
                yield tags, _squeezed(_text(render_pdf(redact(page, PageChoices(categories_only=True))).data))
        if not is_long(words):
            for page in private_pages(vault):
                yield tags, _squeezed(_text(render_pdf(page).data))


@pytest.mark.parametrize("words", TEXTS, ids=range(len(TEXTS)))
def test_everything_prints_literally(tmp_path: Path, words: str) -> None:
    """Each field that may be printed is on some page, from its first to its last character."""
    shown = _squeezed(visible(words)[0])
    is_short = shown.isascii() and len(shown) < 200
    named = _squeezed(visible(without_unsafe_characters(words))[0])
    said = plain(words)
    found: set[str] = set()
    tags: dict[str, str] = {}
    for tags, text in _printed(tmp_path / "v", words):
        have = Counter(text)
        for field, tag in tags.items():
            if tag not in text:
                continue
            if is_short:
                assert f"{tag}{named if field in NAMES else shown}{tag}" in text, field
            found.add(field)
        other = (BODY, *NAMES, *(() if said == words[:LONGEST_LINE] else (*SAID, *ALSO_SAID)))
        times = sum(text.count(tag) // 2 for field, tag in tags.items() if field.split(":")[0] not in other)
        for character, number in Counter(c for c in shown if unicodedata.category(c) != "Cf").items():
            assert have[character] >= number * times, (hex(ord(character)), number * times, have[character])
    may_be = {field for field in tags if field.split(":")[0] not in NEVER_PRINTED}
    assert found == may_be or (is_long(words) and len(found) > 15 and found <= may_be)
