"""Sizes hold for rows read as for rows written: what is larger costs its row, and writing it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.errors import InputError, TooManyLines
from app.models.aftercare import AftercarePlan
from app.models.base import ItemId
from app.models.canonical import MAX_BYTES, NotCanonical, encode
from app.models.draft_lines import LINE, MOST_LINES, DraftLine
from app.models.outline import DraftSection, Line
from app.models.said import SaidKind
from app.models.said_kinds import AFTERCARE, PROFILE, TERM
from app.services import drafts
from app.services.draft_store import find_draft
from app.storage.databases import private_space
from tests.attacks.every_kind import KINDS, every_kind
from tests.attacks.forged_rows import data_of, replace, rows_of
from tests.attacks.tampering import plant
from tests.support import factories as make
from tests.support.couples import OUTLINE, draft_named
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample


LINE_BODY = {"field": None, "instead_of": "", "item": None, "minutes": None, "on": None, "place": 1, "text": ""}
TOO_LONG = [
    pytest.param(LINE, LINE_BODY | {"section": "rules"}, "text", 2_000, id="a line"),
    pytest.param(TERM, {"entry": "", "words": ""}, "words", 20_000, id="own words"),
    pytest.param(PROFILE, make.person(make.SAM).model_dump(mode="json"), "name", 100, id="a name"),
]


@pytest.mark.parametrize(("kind", "body", "field", "most"), TOO_LONG)
def test_what_is_too_long_is_not_read(
    vault: TestVault, kind: SaidKind[DraftLine], body: dict[str, object], field: str, most: int
) -> None:
    vault.service.leave(vault.sam)
    with vault.unit() as uow:
        allowed = uow.parts.get(vault.sam, kind, "x")
    assert allowed is None
    fields = set(kind.body.model_fields)
    whole = {name: value for name, value in body.items() if name in fields}
    defaults = {n: f.default for n, f in kind.body.model_fields.items() if not f.is_required() and n not in whole}
    for length, is_read in ((most, True), (most + 1, False)):
        plant(vault, vault.sam, kind, data_of(defaults | whole | {field: "x" * length}), "x")
        with vault.unit() as uow:
            assert (uow.parts.get(vault.sam, kind, "x") is not None) is is_read


def test_a_body_above_a_megabyte_is_neither_written_nor_read(vault: TestVault) -> None:
    plan = AftercarePlan(person=vault.sam, avoid=("x" * 20_000,) * 51)
    with pytest.raises(NotCanonical):
        encode(plan)
    with vault.unit(SHARED) as uow, pytest.raises(InputError):
        uow.parts.say(vault.sam, AFTERCARE, plan)
    vault.service.leave(vault.sam)
    data = data_of(plan.model_dump(mode="json"))
    assert len(data) > MAX_BYTES
    plant(vault, vault.sam, AFTERCARE, data)
    with vault.unit() as uow:
        assert uow.parts.get(vault.sam, AFTERCARE) is None


def test_a_draft_takes_so_many_lines_of_one_person(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    lines = tuple(Line(id=ItemId(f"{n:04}"), text="x", by=vault.alex) for n in range(MOST_LINES + 1))
    with vault.unit(SHARED) as uow, pytest.raises(TooManyLines):
        drafts.save_draft(uow, draft=draft.evolve(questions=lines), by=vault.alex, new_id=vault.ids)
    assert draft_named(vault, OUTLINE) == draft


def test_planted_lines_beyond_that_count_for_nothing_and_cost_none_of_mine(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    with vault.unit(SHARED) as uow:
        for n in range(MOST_LINES + 50):
            body = DraftLine(place=0, section=DraftSection.QUESTIONS, text=f"planted {n}")
            uow.parts.say(vault.sam, LINE, body, f"{draft.id}/!{n:04}")
        now = find_draft(uow, draft.id)
    assert now is not None
    planted = [line for line in now.questions if line.text.startswith("planted")]
    assert len(planted) == MOST_LINES
    assert {line.id for line in draft.questions if line.by != vault.sam} <= {line.id for line in now.questions}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with every_kind(tmp_path_factory.mktemp("characters") / "vault") as made:
        yield made


@pytest.mark.parametrize("name", KINDS)
def test_characters_that_cannot_be_written_are_not_read_from_my_partners_own_file_either(
    everything: TestVault, name: str
) -> None:
    """Both are here: an override of direction makes a text read differently from what it says."""
    vault, kind = everything, KINDS[name]
    with vault.unit() as uow:
        row = rows_of(uow.connection(private_space(vault.sam)), vault.sam, (name,))[0]
    words = [(place, text) for place, text in texts_in(json.loads(row["data"])) if " " in text]
    for place, text in words[:10]:
        for character in ("\u202e", "\u2066", "\x07", "\x7f", "\x85"):
            body = json.loads(row["data"])
            put(body, place, f"{text[:5]}{character}{text[5:]}")
            for data in (data_of(body), json.dumps(body).encode()):
                with vault.unit(SHARED) as uow:
                    replace(uow.connection(private_space(vault.sam)), row, {**row, "data": data})
                    assert uow.parts.get(vault.sam, kind, row["key"]) is None, (place, character)


def texts_in(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a body, and where it is."""
    if isinstance(value, str):
        yield above, value
    elif isinstance(value, dict | list):
        for place, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_in(inner, (*above, place))


def put(body: Any, place: tuple[str | int, ...], text: str) -> None:
    for name in place[:-1]:
        body = body[name]
    body[place[-1]] = text
