"""Rows and screens tell nothing more: what one keeps back leaves each row of either part, and every size, as it is.

Sam, my partner, reads the shared file with an editor, and looks at every page that the act is about, alone and with me.
I am Alex; each act is done twice, with and without something of mine that stays with me. `test_withheld` does the same
for a whole evening and anything that one may withhold.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from app.models.base import Model
from app.models.said_kinds import RESTS, BareMark
from app.services import afterwards, sharing
from app.services.units import UnitOfWork
from app.storage.tables_shared import shared_metadata
from tests.attacks.agreed_scene import Act
from tests.attacks.every_kind import KINDS
from tests.attacks.kept_back import DIFFERENCES, Difference
from tests.attacks.tampering import come_back
from tests.attacks.what_sam_sees import what_sam_sees
from tests.end_to_end.test_withheld import dump
from tests.support.couples import agree_on_an_evening, today
from tests.support.openings import MASSAGE
from tests.support.randomness import counted_bytes
from tests.support.vaults import TestVault, vault_for

LOOKED_AT = 2
"""Of how many things that I may keep back of an act the screens are compared, too."""


def play(
    folder: Path, mine: Act, difference: Difference, *, looks: bool = True
) -> tuple[TestVault, dict[str, list[tuple[Any, ...]]]]:
    """Every row of the shared file after something of mine, and what both do; `looks`: and Sam's screens."""
    with vault_for(folder, begun=True) as vault, counted_bytes():
        if not difference.authors:
            vault.fill_with_sample(then=agree_on_an_evening)
        mine(vault)
        difference.act(vault)
        for person in vault.pair:
            come_back(vault, person)
            vault.service.check_part(person, today(vault))
        rows = dump(vault)
        if looks and (places := difference.places(vault)):
            rows["screens"] = what_sam_sees(vault, places)
        return vault, rows


def require_the_same(folder: Path, difference: Difference) -> None:
    vault, before = play(folder / "without", difference.plain, difference)
    about = {row[1] for row in before["said"] if str(row[3]).startswith(f"{MASSAGE}|") and difference.authors}
    assert about == {vault.pair[place] for place in difference.authors}
    for number, mine in enumerate(difference.mine):
        looks = number < LOOKED_AT
        _, now = play(folder / f"with {number}", mine, difference, looks=looks)
        if looks and now.get("screens") != before.get("screens"):
            # A picture that was taken too early differs once; what tells differs each time.
            before["screens"] = play(folder / f"without {number}", difference.plain, difference)[1]["screens"]
            now["screens"] = play(folder / f"with {number} again", mine, difference)[1]["screens"]
        for table, rows in before.items():
            assert now.get(table, rows if table == "screens" and not looks else None) == rows, (number, table)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", DIFFERENCES)
def test_what_stays_with_me_shows_in_no_row_and_on_no_screen(tmp_path: Path, name: str) -> None:
    require_the_same(tmp_path, DIFFERENCES[name])


@pytest.mark.usefixtures("qapp")
def test_a_screen_that_tells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both see after a scene offers to talk it over once I have written a note."""
    view = afterwards.view_afterwards

    def tell(uow: UnitOfWork, **given: Any) -> afterwards.AfterwardsView:
        others = (person for person in uow.here if given["me"] is None)
        has_noted = any(uow.private(person).incidents.all() for person in others)
        return view(uow, **given).evolve(may_talk_over=has_noted)

    monkeypatch.setattr(afterwards, "view_afterwards", tell)
    with pytest.raises(AssertionError, match="screens"):
        require_the_same(tmp_path, DIFFERENCES["an incident note"])


def test_a_row_that_tells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ready mark that is said in one's part."""
    seal = sharing.mark_ready

    def tell(uow: UnitOfWork, **given: Any) -> object:
        uow.parts.say(given["person"], RESTS, BareMark(), "x")
        return seal(uow, **given)

    monkeypatch.setattr(sharing, "mark_ready", tell)
    with pytest.raises(AssertionError):
        require_the_same(tmp_path, DIFFERENCES["ready"])


DATED = {
    "tonight": {"day"},
    "live": {"began as a time", "seen as a time"},
    "lived": {"began as a time", "seen as a time"},
    "yes": {"on", "met", "text.review_on", "text.wider_from"},
    "line": {"on"},
    "opened": {"day"},
    "practised": {"on"},
    "incident": {"day"},
    **{name: {"day"} for name in KINDS if name.startswith("disclosed.")},
}
"""The days that shared rows may have: of an opening, a yes, a practice, a scene, a pause, what a note is about."""


def days_in(model: type[Model], above: str = "") -> set[str]:
    """The fields that hold a day or a time, those of models within included."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for kind in parts_of(field.annotation):
            if isinstance(kind, type) and issubclass(kind, (date, datetime)):
                found.add(f"{above}{name}" + (" as a time" if issubclass(kind, datetime) else ""))
            elif isinstance(kind, type) and issubclass(kind, Model):
                found |= days_in(kind, f"{above}{name}.")
    return found


def parts_of(annotation: Any) -> tuple[Any, ...]:
    """The types in an annotation."""
    inner = tuple(part for each in get_args(annotation) for part in parts_of(each))
    return inner if get_origin(annotation) in (Union, UnionType, tuple, dict, frozenset) or inner else (annotation,)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_else_in_a_shared_row_has_a_day(name: str) -> None:
    """The days of rows that a text copies are those of the texts and lists that it copies."""
    texts = ("text.clauses.", "text.until_then.", "signal.")
    copied = {found for found in days_in(KINDS[name].body) if found.startswith(texts)}
    assert days_in(KINDS[name].body) - copied == DATED.get(name, set())


def test_a_shared_row_has_no_more_columns() -> None:
    """An ending has neither a day nor words."""
    columns = {name: tuple(table.c.keys()) for name, table in shared_metadata.tables.items() if name != "meta"}
    assert columns == {
        "said": ("author", "kind", "key", "n", "format", "salt", "data", "proof"),
        "ended": ("author", "agreement", "clause", "above", "proof"),
    }
