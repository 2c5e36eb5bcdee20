"""The built-in catalogue: complete, well formed, gentle, and nothing in it that must never be."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from pydantic import ValidationError

from app.assets import load
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, Direction, PackLevel, SideLabels
from app.models.list_rows import is_asked
from app.models.pack_choice import PackChoice
from app.models.sealing import AFTERCARE_CATEGORY
from app.models.texts import Texts
from app.paths import assets_dir
from tests.models.kept_entries import ADDED, EARLIEST, kept_ids

CATEGORIES = [
    "Language",
    "Everyday touch",
    "Body and privacy",
    "Sexual touch",
    "Arousal and orgasm",
    "Shared authority",
    "Longer-lasting roles",
    "Service",
    "Ritual",
    "Agreed accountability",
    "Gentle sensation",
    "Stronger sensation",
    "Spanking and impact",
    "Restraint and sensory limits",
    "Clothes and looks",
    "Imagination (adult characters)",
    "Emotional intensity",
    "Watching, showing and distance",
    "Sexual boundaries",
    "Fluids and medical play",
    "Privacy and other people",
    "Setting and health",
    "Aftercare",
]

TERMS = frozenset(
    [
        "language.names_pronouns",
        "language.words_to_avoid",
        "body.scars_devices",
        "body.never_touch",
        "intimate.positions",
        "pleasure.meaning",
        "authority.kept_out",
        "dynamic.leaving",
        "stronger.ceiling",
        "stronger.areas_left_out",
        "emotion.topics_left_out",
        "sexual.included",
        "sexual.barriers",
        "sexual.contraception",
        "sexual.testing",
        "sexual.how_often",
        "sexual.hygiene",
        "fluids.where",
        "privacy.records",
        "privacy.storage",
        "setting.duration",
        "setting.place",
        "setting.medication",
        "setting.fatigue",
        "setting.injuries",
        "setting.access",
        "setting.asleep",
        "setting.faith",
        "setting.memories",
    ]
)

HOUSE_RULES = frozenset(
    [
        "service.turning_down",
        "accountability.none_when_unwell",
        "accountability.care_never_withheld",
        "stronger.free_breathing",
        "restraint.quick_release",
        "imagination.leave_role",
        "sexual.pausing",
        "setting.emergency_access",
    ]
)

CARRY_NO_RISK = frozenset(
    f"{category}.{name}"
    for category, names in {
        "language": "formal_address instructions asking_permission titles",
        "body": "buttocks",
        "intimate": "over_clothes slow",
        "pleasure": "self_seen side_by_side guided no_goal long_teasing several",
        "authority": "taking_turns end_time",
        "dynamic": "days_off",
        "service": "at_table shoes",
        "accountability": "again",
        "clothes": "lingerie stockings leather worn striptease",
        "imagination": "costume scripted servant other_world",
        "emotion": "devotion firm_kindness",
        "watching": "erotica same_time",
        "sexual": "initiating",
        "fluids": "squirting",
    }.items()
    for name in names.split()
)
"""What is beyond the gentle packs, and still has nothing that a sensible person would warn of."""

CONTROL_PRONE = [
    "authority.leading",
    "authority.clothes",
    "authority.permission",
    "service.errands",
    "ritual.daily_note",
    "ritual.agreed_rule",
]

NEVER = re.compile(
    r"\b(age ?play|child\w*|minors?|teen\w*|school\w*|pupils?|students?|teachers?|daddy|mommy|little girl|little boy"
    r"|strangl\w*|suffocat\w*|smother\w*|drugged|hypno\w*|unconscious|brand(ing|ed)|tattoo\w*|scarif\w*|permanent\w*"
    r"|non-?consen\w*|irrevocable|rape|slave\w*)\b",
    re.IGNORECASE,
)
"""In no text of the catalogue, not even as another name."""
AIRWAY = re.compile(r"\b(chok\w*|breath\w*|throat|necks?|airway)\b", re.IGNORECASE)
"""Only in a note of what is dangerous, and in the rule that forbids it."""
NEVER_BUILT_IN = re.compile(f"{NEVER.pattern}|{AIRWAY.pattern}", re.IGNORECASE)
"""In no other text that is proposed or asked about."""

WORDS_A_SENTENCE, LETTERS_A_WORD = 27, 5.2
"""Bounds of what is easy to read: no sentence is longer, and no text has longer words on average than plain English."""

CATALOGUE = load(Catalogue)
NEEDS = {need.id for need in load(Texts).needs}
LEVELS = {pack.id: pack.level for pack in CATALOGUE.packs}


def is_one_sentence(text: str) -> bool:
    """Whether a text is a single sentence with a full stop."""
    return text.endswith(".") and not re.search(r"[.!?]\s", text)


def is_readable(text: str) -> bool:
    """Whether a sentence is short and plain, without doubled words or stray signs."""
    words = re.findall(r"[^\W\d_]+", text)
    is_doubled = re.search(r"\b(\w+)\s+\1\b", text, re.IGNORECASE)
    return len(words) <= WORDS_A_SENTENCE and not is_doubled and not re.search(r"['\"–—]|\s\s", text)


def faults_of(entry: CatalogueEntry) -> list[str]:
    """What an entry lacks."""
    activity = entry.kind is CatalogueKind.ACTIVITY
    is_asked = activity and entry.category not in {"setting", AFTERCARE_CATEGORY}
    bold = LEVELS.get(entry.pack, PackLevel.GENTLE) is not PackLevel.GENTLE
    names = "\n".join((entry.id.replace("_", " "), entry.title, entry.description, *entry.aliases))
    found = {
        "id": re.fullmatch(r"[a-z]+\.[a-z_]+", entry.id) is not None and entry.id.split(".")[0] == entry.category,
        "built in": not entry.own and entry.added_by is None,
        "title": entry.title[0].isupper() and len(entry.title) <= 40 and not entry.title.endswith("."),
        "description": is_one_sentence(entry.description) and 15 <= len(entry.description) <= 160,
        "risk": not entry.risk or (is_one_sentence(entry.risk) and len(entry.risk) <= 160),
        "readable": is_readable(entry.description) and is_readable(entry.risk),
        "risk is told": not (activity and bold) or bool(entry.risk) != (entry.id in CARRY_NO_RISK),
        "pack": bool(entry.pack) or not is_asked,
        "no pack": not entry.pack or entry.kind is not CatalogueKind.HOUSE_RULE,
        "needs": set(entry.needs) <= NEEDS and bool(entry.needs) == is_asked and len(entry.needs) <= 2,
        "sides": (entry.labels is not SideLabels.NONE) <= activity and entry.intensity <= activity,
        "starter": not entry.starter or is_asked,
        "never built in": NEVER.search(f"{names}\n{entry.risk}") is None,
        "airway": AIRWAY.search(names) is None or entry.kind is CatalogueKind.HOUSE_RULE,
    }
    return [name for name, is_right in found.items() if not is_right]


def test_categories_are_in_order_and_say_what_they_are() -> None:
    assert [category.title for category in CATALOGUE.categories] == CATEGORIES
    assert CATALOGUE.categories[-1].id == AFTERCARE_CATEGORY
    assert all(is_one_sentence(category.description) for category in CATALOGUE.categories)


def test_no_id_vanishes_and_each_one_is_on_the_list_of_those_that_stay() -> None:
    ids = [entry.id for entry in CATALOGUE.entries]
    assert sorted(ids) == sorted(kept_ids(EARLIEST, ADDED))
    assert len(ids) == len(set(ids))


def test_there_is_as_much_to_answer_as_people_look_for() -> None:
    asked = [entry for entry in CATALOGUE.entries if entry.kind is CatalogueKind.ACTIVITY and is_asked(entry)]
    assert 290 <= len(asked) <= 310


def test_entries_stand_in_the_order_of_their_categories_activities_first() -> None:
    order, kinds = [category.id for category in CATALOGUE.categories], list(CatalogueKind)
    places = [(order.index(entry.category), kinds.index(entry.kind)) for entry in CATALOGUE.entries]
    assert places == sorted(places)


def test_every_entry_is_complete() -> None:
    assert {entry.id: faults for entry in CATALOGUE.entries if (faults := faults_of(entry))} == {}


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("id", {"category": "touch"}),
        ("built in", {"added_by": "alex"}),
        ("title", {"title": "spanking"}),
        ("description", {"description": "Spanking"}),
        ("risk", {"risk": "It hurts. It bruises."}),
        ("readable", {"description": "One person person strikes the other’s buttocks."}),
        ("readable", {"description": "One person strikes the other – with an open hand."}),
        ("risk is told", {"risk": ""}),
        ("pack", {"pack": ""}),
        ("needs", {"needs": ()}),
        ("needs", {"needs": ("money",)}),
        ("sides", {"kind": CatalogueKind.TERM}),
        ("no pack", {"kind": CatalogueKind.HOUSE_RULE}),
        ("starter", {"category": "setting", "starter": True}),
        ("never built in", {"aliases": ("a schoolroom",)}),
        ("never built in", {"risk": "It is for age play."}),
        ("airway", {"description": "One person holds the other by the neck."}),
        ("airway", {"aliases": ("choking",)}),
    ],
)
def test_what_an_entry_lacks_is_found(fault: str, changes: dict[str, object]) -> None:
    entry = CATALOGUE.find("impact.spanking")
    assert entry is not None
    assert faults_of(entry) == []
    assert fault in faults_of(entry.evolve(**changes))


def test_texts_are_in_plain_words() -> None:
    texts = " ".join(f"{entry.description} {entry.risk}" for entry in CATALOGUE.entries)
    words = re.findall(r"[^\W\d_]+", texts)
    assert sum(map(len, words)) / len(words) < LETTERS_A_WORD
    assert len(words) / texts.count(".") < 16


def test_no_name_stands_for_two_things() -> None:
    names = [name for entry in CATALOGUE.entries for name in (entry.title, *entry.aliases)]
    found = Counter(name.casefold() for name in names)
    # Warmth is asked about as a sensation and offered for afterwards, where nothing is answered.
    assert {name for name, count in found.items() if count > 1} == {"warmth"}
    sentences = Counter(entry.description for entry in CATALOGUE.entries)
    assert set(sentences.values()) == {1}


def test_what_is_near_to_control_says_so() -> None:
    for entry_id in CONTROL_PRONE:
        entry = CATALOGUE.find(entry_id)
        assert entry is not None
        assert "control" in entry.risk or "duty" in entry.risk or "checking up" in entry.risk


def test_packs_hide_nothing_of_the_first_version_unless_somebody_chooses_so() -> None:
    hidden = PackChoice().hidden(CATALOGUE.packs)
    found = [CATALOGUE.find(entry_id) for entry_id in kept_ids(EARLIEST)]
    assert hidden
    assert not any(entry is None or entry.is_hidden(hidden) for entry in found)


def test_every_pack_has_a_level_a_sentence_and_enough_in_it() -> None:
    sizes = Counter(entry.pack for entry in CATALOGUE.entries)
    assert {pack.level for pack in CATALOGUE.packs} == set(PackLevel)
    levels = [pack.level.rank for pack in CATALOGUE.packs]
    assert levels == sorted(levels)
    for pack in CATALOGUE.packs:
        assert sizes[pack.id] >= 5, pack.id
        assert is_one_sentence(pack.description)


def test_kinds_are_as_the_domain_says() -> None:
    assert {entry.id for entry in CATALOGUE.entries if entry.kind is CatalogueKind.TERM} == TERMS
    assert {entry.id for entry in CATALOGUE.entries if entry.always_holds} == HOUSE_RULES
    assert len(HOUSE_RULES) == 8
    assert [entry.id for entry in CATALOGUE.entries if entry.by_choice] == ["accountability.nothing_physical"]


def test_directions_follow_the_labels() -> None:
    leading = CATALOGUE.find("authority.leading")
    holding = CATALOGUE.find("touch.hand_holding")
    assert leading is not None
    assert holding is not None
    assert leading.directions == (Direction.ACTIVE, Direction.PASSIVE)
    assert holding.directions == (Direction.TOGETHER,)


def test_starter_deck_is_24_cards_that_can_become_a_scene() -> None:
    deck = CATALOGUE.starter_deck()
    assert len(deck) == 24
    per_category = Counter(entry.category for entry in deck)
    assert len(per_category) >= 11
    assert max(per_category.values()) <= 4
    assert not {AFTERCARE_CATEGORY, "privacy", "setting"} & set(per_category)
    levels = [LEVELS[entry.pack] for entry in deck]
    assert PackLevel.EVERYTHING not in levels
    assert levels == sorted(levels, key=lambda level: level.rank)
    earlier = {entry.id for entry in deck} & set(kept_ids(EARLIEST))
    assert (
        len(earlier - {"language.titles", "restraint.held_wrists", "restraint.soft_cuffs", "restraint.blindfold"}) == 12
    )


def test_cards_of_what_is_hidden_are_not_in_the_deck() -> None:
    deck = CATALOGUE.starter_deck({"sex", "touch"})
    assert 0 < len(deck) < 24
    assert not {"sex"} & {entry.pack for entry in deck}
    assert not {"touch"} & {entry.category for entry in deck}


def test_a_level_has_what_is_in_its_packs_and_what_is_in_none() -> None:
    sizes = [len(CATALOGUE.up_to(level).entries) for level in PackLevel]
    assert sizes == sorted(set(sizes))
    assert CATALOGUE.up_to(PackLevel.EVERYTHING) == CATALOGUE
    gentle = CATALOGUE.up_to(PackLevel.GENTLE)
    assert {entry.id for entry in CATALOGUE.entries if entry.always_holds} <= {entry.id for entry in gentle.entries}
    assert {category.id for category in gentle.categories} == {entry.category for entry in gentle.entries}


def test_ids_stand_once_in_the_file() -> None:
    data = json.loads((assets_dir() / "catalogue" / "en.json").read_bytes())
    for group in ("packs", "categories", "entries"):
        ids = [each["id"] for each in data[group]]
        assert len(ids) == len(set(ids))


def test_refuses_an_id_twice_and_an_unknown_category() -> None:
    entry = CATALOGUE.entries[0]
    with pytest.raises(ValidationError, match="duplicate"):
        CATALOGUE.evolve(entries=(entry, entry))
    with pytest.raises(ValidationError, match="unknown category"):
        Catalogue(entries=(entry,))
    with pytest.raises(ValidationError, match="unknown pack"):
        CATALOGUE.evolve(packs=())
    with pytest.raises(ValidationError, match="duplicate pack"):
        CATALOGUE.evolve(packs=CATALOGUE.packs * 2)


def test_own_entries_come_after_and_never_replace() -> None:
    own = CatalogueEntry.model_validate({"id": "own.1", "category": "own.c", "title": "Mine"})
    category = Category(id="own.c", title="Own", own=True)
    false_hugs = CatalogueEntry.model_validate({"id": "touch.hugs", "category": "own.c", "title": "Not hugs"})
    foreign = own.evolve(id="own.2", pack="of another program")
    more = CATALOGUE.with_entries((category,), (own, false_hugs, foreign))
    hugs = more.find("touch.hugs")
    assert more.entries[-1] == own
    assert own.own
    assert hugs is not None
    assert hugs.title == "Hugs"
    assert more.with_entries((category,), (own,)) == more
