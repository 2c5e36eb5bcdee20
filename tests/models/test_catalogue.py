"""The built-in catalogue: complete, well formed, gentle, and nothing in it that must never be."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from pydantic import ValidationError

from app.assets import load
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, Direction, SideLabels
from app.models.sealing import AFTERCARE_CATEGORY
from app.paths import assets_dir

TABLE: dict[str, str] = {
    "Language": "praise; instructions; teasing tone; titles; words to avoid; narrating the next step;"
    " asking permission; silence",
    "Everyday touch": "hand-holding; hugs; kissing; massage; touching hair; sitting close; sleeping side by side;"
    " time without touch",
    "Body and privacy": "face; hands and feet; sensitive areas; scars and devices; undressing; being seen; lighting;"
    " never-touch areas",
    "Shared authority": "leading and being led; offered choices; choice of clothes; planning an evening;"
    " permission requests; areas of life kept out; a role with an end time",
    "Service": "preparing a drink; preparing the room; agreed chores; running a bath; help with dressing; errands;"
    " a thank-you note; turning a request down",
    "Ritual": "opening; closing; greeting; symbolic object; posture; daily note; an agreed rule; reviewing rules",
    "Agreed accountability": "a reminder; doing a task again; reflective writing; a lost treat; pausing the dynamic;"
    " none when unwell; nothing physical; care is never withheld",
    "Gentle sensation": "light touch; textures; warmth; cool; tickling; scent; music; the weight of a blanket",
    "Stronger sensation": "firm massage; squeezing; light scratching; light impact by hand;"
    " impact with an implement; marks; intensity ceiling; areas left out",
    "Restraint and sensory limits": "staying still; held wrists; soft cuffs; rope; blindfold; headphones;"
    " limited speech; a quick-release plan",
    "Imagination (adult characters)": "reading a story; costume; invented characters; a workplace theme;"
    " playful pursuit; improvised; scripted; a signal to leave the role",
    "Emotional intensity": "vulnerability; gentle teasing; an embarrassment theme; tears; being ignored; confession;"
    " reassurance at intervals; topics left out",
    "Sexual boundaries": "what is included; initiating; pausing; barriers; contraception; talking about testing;"
    " hygiene; comfort aids",
    "Privacy and other people": "photos; recordings; messages; telling friends; social media; others present;"
    " public settings; keeping and deleting records",
    "Setting and health": "maximum duration; place; alcohol; other substances; medication; fatigue; injuries;"
    " emergency access",
    "Aftercare": "water and a snack; warmth; cuddling; quiet; reassurance; solitude; a message the next day;"
    " practical help",
}

TERMS = frozenset(
    [
        "language.words_to_avoid",
        "body.scars_devices",
        "body.never_touch",
        "authority.kept_out",
        "stronger.ceiling",
        "stronger.areas_left_out",
        "emotion.topics_left_out",
        "sexual.included",
        "sexual.barriers",
        "sexual.contraception",
        "sexual.testing",
        "sexual.hygiene",
        "privacy.records",
        "setting.duration",
        "setting.place",
        "setting.medication",
        "setting.fatigue",
        "setting.injuries",
    ]
)

HOUSE_RULES = frozenset(
    [
        "service.turning_down",
        "accountability.none_when_unwell",
        "accountability.care_never_withheld",
        "restraint.quick_release",
        "imagination.leave_role",
        "sexual.pausing",
        "setting.emergency_access",
    ]
)

NEED_RISK_NOTES = [
    "language.silence",
    "touch.sleeping_side_by_side",
    "body.face",
    "authority.permission",
    "service.bath",
    "ritual.posture",
    "accountability.lost_treat",
    "sensation.warmth",
    "sensation.cool",
    "sensation.tickling",
    "sensation.blanket_weight",
    "stronger.firm_massage",
    "stronger.squeezing",
    "stronger.scratching",
    "stronger.impact_hand",
    "stronger.impact_implement",
    "stronger.marks",
    "restraint.still",
    "restraint.held_wrists",
    "restraint.soft_cuffs",
    "restraint.rope",
    "restraint.blindfold",
    "restraint.headphones",
    "restraint.limited_speech",
    "imagination.pursuit",
    "emotion.embarrassment",
    "emotion.tears",
    "emotion.being_ignored",
    "emotion.confession",
    "privacy.photos",
    "privacy.recordings",
    "privacy.messages",
    "privacy.social_media",
    "privacy.public_settings",
    "setting.alcohol",
    "setting.substances",
    "setting.medication",
]

NEVER_BUILT_IN = re.compile(
    r"\b(age ?play|child\w*|minors?|teen\w*|school\w*|pupils?|students?|teachers?|daddy|mommy|little girl|little boy"
    r"|chok\w*|breath\w*|throat|neck|strangl\w*|airway|suffocat\w*|smother\w*"
    r"|drugged|hypno\w*|unconscious|brand(ing|ed)|tattoo\w*|pierc\w*|scarif\w*|permanent\w*"
    r"|non-?consen\w*|irrevocable|rape|slave\w*|punish\w*|humiliat\w*|degrad\w*)\b",
    re.IGNORECASE,
)

CATALOGUE = load(Catalogue)
ENTRIES = [pytest.param(entry, id=entry.id) for entry in CATALOGUE.entries]


def is_one_sentence(text: str) -> bool:
    """Whether a text is a single sentence with a full stop."""
    return text.endswith(".") and not re.search(r"[.!?]\s", text)


def test_has_the_sixteen_categories_in_order() -> None:
    assert [category.title for category in CATALOGUE.categories] == list(TABLE)
    assert CATALOGUE.categories[-1].id == AFTERCARE_CATEGORY
    assert all(is_one_sentence(category.description) for category in CATALOGUE.categories)


@pytest.mark.parametrize("category", CATALOGUE.categories, ids=lambda category: category.id)
def test_holds_every_entry_of_the_table_and_no_other(category: Category) -> None:
    titles = [entry.title.casefold() for entry in CATALOGUE.entries if entry.category == category.id]
    wanted = [title.strip() for title in TABLE[category.title].split(";")]
    assert len(titles) == len(wanted)
    assert all(title.startswith(want) for title, want in zip(titles, wanted, strict=True)), titles


def test_entries_stand_in_the_order_of_their_categories() -> None:
    order = [category.id for category in CATALOGUE.categories]
    places = [order.index(entry.category) for entry in CATALOGUE.entries]
    assert places == sorted(places)


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_is_well_formed(entry: CatalogueEntry) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", entry.id)
    assert entry.id.split(".")[0] == entry.category
    assert not entry.own
    assert entry.added_by is None
    assert is_one_sentence(entry.description)
    assert len(entry.description) <= 160
    assert not entry.risk or is_one_sentence(entry.risk)
    assert len(entry.risk) <= 160


@pytest.mark.parametrize("entry", ENTRIES)
def test_nothing_that_is_never_built_in(entry: CatalogueEntry) -> None:
    text = f"{entry.id.replace('_', ' ')} {entry.title} {entry.description} {entry.risk}"
    assert NEVER_BUILT_IN.search(text) is None


def test_the_search_for_what_is_never_built_in_finds_it() -> None:
    for words in ("Age play", "choking", "with breathing", "around the neck", "a schoolroom", "a minor"):
        assert NEVER_BUILT_IN.search(words)


def test_kinds_are_as_the_domain_says() -> None:
    assert {entry.id for entry in CATALOGUE.entries if entry.kind is CatalogueKind.TERM} == TERMS
    assert {entry.id for entry in CATALOGUE.entries if entry.always_holds} == HOUSE_RULES
    assert len(HOUSE_RULES) == 7
    assert [entry.id for entry in CATALOGUE.entries if entry.by_choice] == ["accountability.nothing_physical"]


def test_only_activities_have_sides_intensity_or_a_place_in_the_starter_deck() -> None:
    for entry in CATALOGUE.entries:
        if entry.kind is not CatalogueKind.ACTIVITY:
            assert (entry.labels, entry.intensity, entry.starter) == (SideLabels.NONE, False, False)
            assert entry.directions == ()


def test_directions_follow_the_labels() -> None:
    leading = CATALOGUE.find("authority.leading")
    holding = CATALOGUE.find("touch.hand_holding")
    assert leading is not None
    assert holding is not None
    assert leading.directions == (Direction.ACTIVE, Direction.PASSIVE)
    assert holding.directions == (Direction.TOGETHER,)


@pytest.mark.parametrize("entry_id", NEED_RISK_NOTES)
def test_what_carries_a_risk_says_so(entry_id: str) -> None:
    entry = CATALOGUE.find(entry_id)
    assert entry is not None
    assert entry.risk


def test_all_of_stronger_sensation_and_restraint_says_its_risk() -> None:
    for entry in CATALOGUE.entries:
        if entry.category in {"stronger", "restraint"} and entry.kind is CatalogueKind.ACTIVITY:
            assert entry.risk, entry.id
            assert entry.intensity, entry.id


def test_starter_deck_is_24_gentle_activities_spread_over_the_categories() -> None:
    starters = [entry for entry in CATALOGUE.entries if entry.starter]
    assert len(starters) == 24
    assert all(entry.kind is CatalogueKind.ACTIVITY for entry in starters)
    per_category = Counter(entry.category for entry in starters)
    assert len(per_category) >= 11
    assert max(per_category.values()) <= 4
    assert not {AFTERCARE_CATEGORY, "stronger", "privacy", "setting"} & set(per_category)
    # Staying still is free of any hold; its note is about stiffness.
    assert {entry.id for entry in starters if entry.risk} == {"restraint.still"}


def test_ids_stand_once_in_the_file() -> None:
    data = json.loads((assets_dir() / "catalogue" / "en.json").read_bytes())
    for group in ("categories", "entries"):
        ids = [each["id"] for each in data[group]]
        assert len(ids) == len(set(ids))


def test_refuses_an_id_twice_and_an_unknown_category() -> None:
    entry = CATALOGUE.entries[0]
    with pytest.raises(ValidationError, match="duplicate"):
        CATALOGUE.evolve(entries=(entry, entry))
    with pytest.raises(ValidationError, match="unknown category"):
        Catalogue(entries=(entry,))


def test_own_entries_come_after_and_never_replace() -> None:
    own = CatalogueEntry.model_validate({"id": "own.1", "category": "own.c", "title": "Mine"})
    category = Category(id="own.c", title="Own", own=True)
    false_hugs = CatalogueEntry.model_validate({"id": "touch.hugs", "category": "own.c", "title": "Not hugs"})
    more = CATALOGUE.with_entries((category,), (own, false_hugs))
    hugs = more.find("touch.hugs")
    assert more.entries[-1] == own
    assert own.own
    assert hugs is not None
    assert hugs.title == "Hugs"
    assert more.with_entries((category,), (own,)) == more
