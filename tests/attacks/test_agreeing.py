"""Agreeing takes both, and a text that lies is not the text that I read: every field of my partner's yes is changed.

I am Alex. Sam, my partner, has an editor and every file; what they forge has the right id for what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from app.errors import NotReady
from app.models.agreement import YES, AgreementState, YesSaid, agreement_id_of, yes_key
from app.models.base import PersonId
from app.models.canonical import NotCanonical
from app.models.clause import Document
from app.models.reading import ClauseReply, Reading
from app.models.said import Said
from app.models.said_kinds import ERA
from app.services import agreements, drafts, home, reading
from app.services.agreement_store import versions_of, waiting_yeses
from app.services.draft_store import require_draft
from app.services.drafts import document_to_read
from app.services.part_check import check_part
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.forged_rows import Row, data_of, replace, rows_of
from tests.attacks.tampering import unlock
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today
from tests.support.vaults import TestVault, vault_for


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    """Sam has said yes to a scene, alone; nothing is written by the tests that share this vault."""
    with vault_for(tmp_path_factory.mktemp("agreeing") / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90))
        made.service.leave(made.alex)
        assert read_and_say_yes(made, made.sam, draft_named(made, OUTLINE).id) is None
        unlock(made, made.alex)
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestVault]:
    """The same for one test that writes: I said yes, too, while Sam was away."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90))
        made.service.leave(made.sam)
        assert read_and_say_yes(made, made.alex, draft_named(made, OUTLINE).id) is None
        yield made


def yes_row(uow: UnitOfWork, person: PersonId, draft_id: str) -> Row:
    """The row of the waiting yes of a person."""
    space = private_space(person)
    return next(r for r in rows_of(uow.connection(space), person, (YES.name,)) if r["key"].startswith(draft_id))


def forged_texts(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A yes with one field of its header, or of one clause of each section, saying something else."""
    header: dict[str, Any] = {
        "title": "Another evening",
        "kind": "ground_rules",
        "scope": "until_review",
        "rules": "x" * 64,
    }
    header |= {"review_on": "2099-01-01", "draft_id": "another", "wider_from": "2099-01-01"}
    header |= {"wider": [body["text"]["clauses"][0]["id"]], "until_then": body["text"]["clauses"][:1]}
    assert header.keys() == Document.model_fields.keys() - {"clauses"}
    for name, value in header.items():
        yield name, {**body, "text": {**body["text"], name: value}}
    clauses = body["text"]["clauses"]
    known = {str(clause["section"]): clause for clause in clauses}
    for at, clause in enumerate(clauses):
        if known[str(clause["section"])] is not clause:
            continue
        for name, value in clause.items():
            for other in _others(value, [each[name] for each in clauses]):
                changed = [*clauses[:at], {**clause, name: other}, *clauses[at + 1 :]]
                yield f"{clause['section']}.{name}", {**body, "text": {**body["text"], "clauses": changed}}
        yield f"without {clause['id']}", {**body, "text": {**body["text"], "clauses": clauses[:at] + clauses[at + 1 :]}}
    extra = {**clauses[0], "id": "rule:planted", "section": "rules", "kind": "permission", "text": "planted"}
    changed = sorted([*clauses, extra], key=lambda each: str(each["id"]))
    yield "planted", {**body, "text": {**body["text"], "clauses": changed}}


def _others(value: Any, seen: list[Any]) -> Iterator[Any]:
    yield from ([other for other in seen if other != value][:2])
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield from (f"{value} not", "permission", "protection", "items")
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, list):
        yield from ([], [*value, *value])
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: other} for other in _others(inner, []))
    elif value is None:
        yield from ("x", 1)


def as_row(row: Row, body: dict[str, Any], *, rename: bool = True) -> Row | None:
    """The row of a forged yes under its right key; None if no program reads it."""
    try:
        said = YesSaid.model_validate_json(json.dumps(body))
        key = yes_key(said.draft_id, agreement_id_of(said)) if rename else row["key"]
    except (ValidationError, NotCanonical):
        return None
    return {**row, "key": key, "data": data_of(body)}


def plant_everywhere(uow: UnitOfWork, person: PersonId, old: Row, new: Row) -> None:
    """Sam writes a row into the shared file and into their own."""
    for space in (SHARED, private_space(person)):
        replace(uow.connection(space), old, new)


def test_a_text_that_lies_is_not_the_one_that_i_agree(vault: TestVault) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    with vault.unit() as uow:
        row = yes_row(uow, vault.sam, draft_id)
        honest = document_to_read(uow, require_draft(uow, draft_id), vault.catalogue, today(vault))
        assert [yes.text for yes in waiting_yeses(uow, draft_id, today(vault))] == [honest.sealed]
    forged = [(name, as_row(row, body)) for name, body in forged_texts(json.loads(row["data"]))]
    readable = [(name, new) for name, new in forged if new is not None and new["data"] != row["data"]]
    assert len(readable) > 150
    for name, new in Random(1).sample(readable, 80):
        with vault.unit(SHARED) as uow:
            plant_everywhere(uow, vault.sam, row, new)
            mine = document_to_read(uow, require_draft(uow, draft_id), vault.catalogue, today(vault))
            assert mine == honest, name
            waiting = waiting_yeses(uow, draft_id, today(vault))
            assert [yes for yes in waiting if yes.text == mine.sealed] == [], name


def test_my_yes_does_not_meet_a_text_that_lies(vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    with vault.unit() as uow:
        row = yes_row(uow, vault.sam, draft_id)
    bodies = [body for _, body in forged_texts(json.loads(row["data"]))]
    rows = [new for body in bodies if (new := as_row(row, body)) is not None and new["data"] != row["data"]]
    for new in Random(2).sample(rows, 12):
        with vault.unit(SHARED) as uow:
            monkeypatch.setattr(uow, "commit", lambda **_: None)
            plant_everywhere(uow, vault.sam, row, new)
            view = reading.begin(uow, draft_id=draft_id, person=vault.alex, base=vault.catalogue, today=today(vault))
            replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses}
            given = reading.say_yes(
                uow,
                reading=Reading(draft_id=view.draft.id, person=vault.alex, replies=replies),
                seen=view.document.version,
                base=vault.catalogue,
                now=vault.clock(),
                new_id=vault.ids,
            )
            assert given.agreement is None
            assert agreed(uow, vault, draft_id) == 0


@pytest.mark.parametrize("attacker", [0, 1])
def test_no_other_text_stands_under_the_id_of_what_is_agreed(vault: TestVault, attacker: int) -> None:
    """Whoever joined first, or last, changes the text of their own yes and keeps its key."""
    draft_id, author = draft_named(vault, AGREED).id, vault.pair[attacker]
    with vault.unit() as uow:
        held = next(v for v in versions_of(uow, draft_id, today(vault)) if v.state is AgreementState.AGREED)
        rows = rows_of(uow.connection(private_space(author)), author, (YES.name,))
    row = next(row for row in rows if row["key"].endswith(held.agreement.id))
    bodies = [body for _, body in forged_texts(json.loads(row["data"]))]
    tried = [new for body in bodies if (new := as_row(row, body, rename=False)) is not None]
    for new in Random(4).sample([new for new in tried if new["data"] != row["data"]], 20):
        with vault.unit(SHARED) as uow:
            plant_everywhere(uow, author, row, new)
            now = {v.agreement.id for v in versions_of(uow, draft_id, today(vault)) if v.state is AgreementState.AGREED}
            assert now <= {held.agreement.id}
            assert held.agreement.id not in now


def agreed(uow: UnitOfWork, vault: TestVault, draft_id: str) -> int:
    """How many versions of a draft are agreed now."""
    return sum(v.state is AgreementState.AGREED for v in versions_of(uow, draft_id, today(vault)))


def forged_seconds(vault: TestVault, mine: Said[YesSaid]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What Sam can write as their own yes to the text that I said yes to."""
    body = mine.body.model_dump(mode="json")
    day = today(vault)
    dates = [(day + timedelta(days=days)).isoformat() for days in (-150, -1, 0, 1, 150)]
    yield from ((f"met {each}", {**body, "met": each}) for each in dates)
    yield from ((f"on {each}", {**body, "on": each}) for each in dates)
    yield from ((f"both {each}", {**body, "on": each, "met": each}) for each in dates)
    for met in (None, day.isoformat()):
        yield "another act", {**body, "act": "another", "met": met}
        yield "another space", {**body, "space": "another", "met": met}
        yield "another draft", {**body, "draft_id": "another", "met": met}
        yield "no eras", {**body, "eras": [], "met": met}
        yield "one era", {**body, "eras": body["eras"][:1], "met": met}
        yield "another era", {**body, "eras": [{**era, "era": "another"} for era in body["eras"]], "met": met}
        yield "exchanged", {**body, "eras": body["eras"][::-1], "met": met}


@pytest.mark.parametrize("rename", [True, False], ids=["under its own id", "under the id of mine"])
def test_a_second_yes_alone_agrees_nothing(own: TestVault, rename: bool) -> None:
    """Sam has my yes from the shared file, and marks that one as met, too."""
    draft_id = draft_named(own, OUTLINE).id
    with own.unit() as uow:
        (mine,) = uow.parts.of(own.alex, YES, f"{draft_id}/")
        row = yes_row(uow, own.alex, draft_id)
    unlock(own, own.sam)
    for name, body in forged_seconds(own, mine):
        new = as_row({**row, "author": own.sam}, body, rename=rename)
        if new is None:
            continue
        with own.unit(SHARED) as uow:
            plant_everywhere(uow, own.sam, {**row, "author": own.sam}, new)
            met = {**mine.body.model_dump(mode="json"), "met": body["met"]}
            replace(uow.connection(SHARED), row, {**row, "data": data_of(met)})
            assert agreed(uow, own, draft_id) == 0, name
            sams = [yes for yes in waiting_yeses(uow, draft_id, today(own)) if yes.person == own.sam]
            assert all(yes.text == mine.body.text for yes in sams), name


@pytest.mark.parametrize("days", [20, 150])
def test_my_yes_of_long_ago_is_answered_by_nobody(own: TestVault, days: int) -> None:
    """The text's review is still to come. Sam dates their yes as they like; mine has its day in my own space."""
    unlock(own, own.sam)
    draft = draft_named(own, AGREED)
    save(own, draft.evolve(place="the sofa", review_on=today(own) + timedelta(days=180)))
    own.service.leave(own.sam)
    assert read_and_say_yes(own, own.alex, draft.id) is None
    with own.unit() as uow:
        mine = max(uow.parts.of(own.alex, YES, f"{draft.id}/"), key=lambda said: said.n)
    unlock(own, own.sam)
    own.clock.advance(days=days)
    for on in (mine.body.on, today(own)):
        with own.unit(SHARED) as uow:
            uow.parts.say(own.sam, YES, mine.body.evolve(on=on), mine.key)
            (row,) = (r for r in rows_of(uow.connection(SHARED), own.alex, (YES.name,)) if r["key"] == mine.key)
            dated = mine.body.evolve(on=today(own)).model_dump(mode="json")
            replace(uow.connection(SHARED), row, {**row, "data": data_of(dated)})
            with pytest.raises(NotReady):
                reading.agree_waiting(uow, draft_id=draft.id, base=own.catalogue, today=today(own))
            agreed_now = [v for v in versions_of(uow, draft.id, today(own)) if v.state is AgreementState.AGREED]
            assert mine.key.rpartition("/")[2] not in {v.agreement.id for v in agreed_now}


def test_a_day_for_the_review_comes_with_no_other_text(own: TestVault) -> None:
    """Sam's waiting yes sets the day of my reading only if it is to this very text."""
    unlock(own, own.sam)
    with own.unit(SHARED) as uow:
        draft = require_draft(uow, draft_named(own, AGREED).id)
        drafts.save_draft(uow, draft=draft.evolve(review_on=None), new_id=own.ids)
    with own.unit(SHARED) as uow:
        said = max(uow.parts.of(own.sam, YES, f"{draft.id}/"), key=lambda each: each.n).body
        mine = document_to_read(uow, require_draft(uow, draft.id), own.catalogue, today(own))
        day = today(own) + timedelta(days=33)
        for title, is_set in ((mine.title, True), ("Another", False)):
            text = mine.sealed.evolve(review_on=day, title=title)
            waits = said.evolve(text=text, on=today(own), met=None, act=title)
            uow.parts.say(own.sam, YES, waits, yes_key(draft.id, agreement_id_of(waits)))
            now = document_to_read(uow, require_draft(uow, draft.id), own.catalogue, today(own))
            assert (now.review_on == day) is is_set
            uow.parts.erase(own.sam, YES, yes_key(draft.id, agreement_id_of(waits)))


@pytest.mark.parametrize("what", ["my era", "my partner's era", "the space"])
def test_a_yes_counts_in_no_other_era_and_no_other_space(vault: TestVault, what: str) -> None:
    draft_id, person = draft_named(vault, AGREED).id, vault.sam if "partner" in what else vault.alex
    with vault.unit() as uow:
        before = uow.parts.get(person, ERA)
        assert before is not None
        assert agreed(uow, vault, draft_id) == 1
    with vault.unit(SHARED) as uow:
        if what == "the space":
            uow.connection(private_space(person)).execute(text("UPDATE part SET space = 'another'"))
        else:
            uow.parts.say(person, ERA, before.body.evolve(era="another"))
        assert agreed(uow, vault, draft_id) == 0


def test_a_yes_under_a_draft_of_its_own_keeps_nobody_from_withdrawing(own: TestVault) -> None:
    """Here I am Sam. Alex, who joined first, plants a yes to what is agreed under a draft that comes first."""
    unlock(own, own.sam)
    draft_id = draft_named(own, AGREED).id
    with own.unit(SHARED) as uow:
        held = next(v for v in versions_of(uow, draft_id, today(own)) if v.state is AgreementState.AGREED)
        rows = rows_of(uow.connection(private_space(own.alex)), own.alex, (YES.name,))
        planted = {**next(r for r in rows if r["key"].endswith(held.agreement.id)), "key": f"0/{held.agreement.id}"}
        plant_everywhere(uow, own.alex, planted, planted)
        uow.commit()
    with own.unit(SHARED) as uow:
        agreements.withdraw(uow, person=own.sam, agreement_id=held.agreement.id, clause_ids=None, now=own.clock())
    with own.unit() as uow:
        assert agreed(uow, own, draft_id) == 0


def test_a_reading_that_sam_keeps_in_my_name_says_their_yes_and_not_mine(tmp_path: Path) -> None:
    """While both are here my own space is open: nothing in Sam's file may make their reading write in it."""
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        draft_id = draft_named(vault, "").id
        with vault.unit(vault.sam) as uow:
            uow.private(vault.sam).readings.save(Reading(draft_id=draft_id, person=vault.alex, words="planted 1"))
            uow.commit()
        with vault.unit(SHARED) as uow:
            view = reading.begin(uow, draft_id=draft_id, person=vault.sam, base=vault.catalogue, today=today(vault))
            replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses}
            reading.say_yes(
                uow,
                reading=view.reading.evolve(replies=replies, words="planted 1"),
                seen=view.document.version,
                base=vault.catalogue,
                now=vault.clock(),
                new_id=vault.ids,
            )
        with vault.unit() as uow:
            assert [yes.person for yes in waiting_yeses(uow, draft_id, today(vault))] == [vault.sam]


DAYS = ("9999-12-31", "9999-12-25", "0001-01-01")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("field", ["on", "met", "review_on", "all of them"])
def test_a_day_at_the_end_of_the_calendar_costs_one_row_and_stops_nothing(tmp_path: Path, field: str, day: str) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
        draft_id = draft_named(vault, OUTLINE).id
        assert read_and_say_yes(vault, vault.sam, draft_id) is None
        with vault.unit(SHARED) as uow:
            row = yes_row(uow, vault.sam, draft_id)
            body = json.loads(row["data"])
            for name in ("on", "met", "review_on"):
                if field in (name, "all of them"):
                    (body["text"] if name == "review_on" else body)[name] = day
            plant_everywhere(uow, vault.sam, row, as_row(row, body) or {**row, "data": data_of(body)})
            uow.commit()
        for me in (None, *vault.pair):
            with vault.unit() as uow:
                home.home(uow, base=vault.catalogue, today=today(vault), me=me, people=vault.pair)
        for person in vault.pair:
            with vault.unit(SHARED) as uow:
                check_part(uow, person=person, today=today(vault))
        assert read_and_say_yes(vault, vault.alex, draft_id) is None, "there is no yes for mine to meet"
