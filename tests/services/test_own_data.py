"""Everything one owns, saved to a file and read back into a new vault: the same content, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.errors import InputError, NotReady
from app.models.journal import EntryText, JournalQuery
from app.models.own_data import Choice, OwnData, schema
from app.models.sealing import ShareChoice
from app.services import journal, own_data
from app.services.parting import Keepsake
from app.storage.repositories_private import PrivateRepositories
from app.storage.repository import Part
from app.storage.unit_of_work import UnitOfWork
from tests.end_to_end.test_any_words import fitting
from tests.support.own_data_schema import PLACE
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.written import written_vault


def keeping(kept: Keepsake) -> EntryText:
    return EntryText(title="kept", body="\n".join(clause.model_dump_json() for clause in kept.clauses))


def collected(vault: TestVault, number: int = 0) -> OwnData:
    with vault.unit() as uow:
        return own_data.collect(uow, person=vault.pair[number], keeping=keeping, now=vault.clock())


def brought(vault: TestVault, data: OwnData) -> None:
    with vault.unit(vault.alex) as uow:
        own_data.bring_in(uow, person=vault.alex, data=data)


@pytest.fixture
def solo(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "solo", ALEX, salt=3) as made:
        yield made


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestVault, dict[str, str]]]:
    tags: dict[str, str] = {}

    def say(field: str) -> str:
        if field == "PersonMark.initial":
            return "A"
        return fitting(field, "of mine", tags.setdefault(field, f"q{len(tags)}kz"))

    with written_vault(tmp_path_factory.mktemp("written") / "vault", say) as vault:
        yield vault, tags


def test_it_comes_back_with_equal_content(
    written: tuple[TestVault, dict[str, str]], solo: TestVault, tmp_path: Path
) -> None:
    vault, tags = written
    data, path = collected(vault), tmp_path / "notes.json"
    own_data.save_json(path, data)
    read = own_data.read_json(path)
    assert read == data
    brought(solo, read)
    with solo.unit() as uow:
        again = own_data.collect(uow, person=solo.alex, keeping=keeping, now=solo.clock())
        tag = tags["EntryText.title"]
        assert uow.private(solo.alex).journal.moments(JournalQuery(words=tag), most=5), "it is found by a search"
    assert again.digest == data.digest
    assert again != data.evolve(name="somebody else")
    saved = path.read_text()
    missing = {field for field, each in tags.items() if each not in saved}
    assert not missing & {"EntryText.body", "Answer.note", "TermWords.words", "CheckIn.note", "IncidentNote.words"}
    assert {field.split(".")[0] for field in missing} <= NOT_MINE_ALONE, missing


NOT_MINE_ALONE = {"DraftLine", "Reading", "TalkSaid", "UnaddedWords"}
"""What was only proposed, read or noted together, and what was typed and not added."""


def test_my_partner_keeps_nothing_that_is_mine(written: tuple[TestVault, dict[str, str]]) -> None:
    vault, tags = written
    saved = collected(vault, 1).model_dump_json()
    for field in (
        "Person.name",
        "EntryText.body",
        "Answer.note",
        "Answer.conditions",
        "TermWords.words",
    ):
        assert tags[field] not in saved, field


def test_only_into_a_new_vault(solo: TestVault) -> None:
    data = OwnData(name="Alex")
    brought(solo, data)
    with solo.unit(solo.alex) as uow:
        journal.new_entry(uow, person=solo.alex, text=EntryText(title="mine"), now=solo.clock(), new_id=solo.ids)
    with pytest.raises(NotReady):
        brought(solo, data)


def test_the_schema_that_ships_is_that_of_the_models() -> None:
    shipped = json.loads(PLACE.read_text("utf-8"))
    assert shipped == schema(), "after a model has changed: .venv/bin/python -m tests.support.own_data_schema"
    assert shipped["properties"].keys() == json.loads(OwnData(name="Alex").model_dump_json()).keys()
    assert shipped["additionalProperties"] is False


def test_what_is_saved_is_as_the_schema_says(written: tuple[TestVault, dict[str, str]]) -> None:
    """The schema that ships is a valid one, and takes all that was written; it would notice what is different."""
    shipped = json.loads(PLACE.read_text("utf-8"))
    Draft202012Validator.check_schema(shipped)
    validator = Draft202012Validator(shipped, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for number in range(2):
        saved = json.loads(collected(written[0], number).model_dump_json())
        assert saved["journal"], "there is something to compare"
        assert [error.json_path for error in validator.iter_errors(saved)] == []
    for harm, place in (
        ({"extra": 1}, "$"),
        ({"version": 2}, "$.version"),
        ({"journal": [saved["journal"][0] | {"at": 5}]}, "$.journal[0].at"),
        ({"journal": [{}]}, "$.journal[0]"),
    ):
        assert place in [error.json_path for error in validator.iter_errors(saved | harm)]


def test_what_cannot_be_read_is_named_without_a_word_of_it(
    written: tuple[TestVault, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.json"
    saved = json.loads(collected(written[0]).model_dump_json())
    entry = saved["journal"][0]

    def refused(raw: bytes) -> tuple[str, str]:
        path.write_bytes(raw)
        with pytest.raises(InputError) as told:
            own_data.read_json(path)
        return told.value.detail, told.value.reason

    for raw in (b"", b"{}", b"\xff\xfe", b"[" * 100_000):
        assert refused(raw) == ("file", "foreign")
    whole = json.dumps(saved).encode()
    for raw in (whole[:-2], b'"accord-own-data"', b'{"accord-own-data":' + b"[" * 100_000, b"\xff" + whole):
        assert refused(raw) == ("file", "invalid")
    for changed, expected in (
        ({"version": 2}, ("file", "newer")),
        ({"words of mine": 1}, ("file", "invalid")),
        ({"journal": [entry, entry | {"words of mine": 1}]}, ("journal 2", "invalid")),
        ({"packs": {"words of mine": 1}}, ("packs", "invalid")),
        ({"name": 5}, ("name", "invalid")),
    ):
        assert refused(json.dumps(saved | changed).encode()) == expected
    monkeypatch.setattr(own_data, "LARGEST", len(whole) - 1)
    assert refused(whole) == ("file", "large")
    path.unlink()
    with pytest.raises(InputError) as told:
        own_data.read_json(path)
    assert told.value.reason == "unreadable"


NOT_KEPT = {
    "readings", "ready_checks", "sealed_conversations", "begun_talks",  # of a shared space
    "read_incidents", "list_place", "unadded", "prefs",  # marks, places and what was not added
}  # fmt: skip


def test_nothing_that_one_owns_is_forgotten(solo: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new kind of thing in a private space is saved and read back, or named as one that is not."""
    kept = {name for name, part in vars(PrivateRepositories).items() if isinstance(part, Part)} - NOT_KEPT
    asked: set[str] = set()
    private = UnitOfWork.private

    class Asked:
        def __init__(self, own: PrivateRepositories) -> None:
            self._own = own

        def __getattr__(self, name: str) -> object:
            asked.add(name)
            return getattr(self._own, name)

    monkeypatch.setattr(UnitOfWork, "private", lambda uow, person: Asked(private(uow, person)))
    with solo.unit() as uow:
        data = own_data.collect(uow, person=solo.alex, keeping=keeping, now=solo.clock())
    assert asked - {"prefs"} == kept
    asked.clear()
    choice = Choice(entry_id="touch.massage", direction="give", choice=ShareChoice.HOLD_BACK)
    brought(solo, data.evolve(hidden_categories=("touch",), choices=(choice,)))
    assert asked == kept
