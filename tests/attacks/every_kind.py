"""Two people who have said something of every kind that the models define."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import app.models
from app.models.aftercare import CareKind, CareNeed, Giving, can_give
from app.models.agreement import YES
from app.models.answer import Ceiling, Stance
from app.models.base import Model, PersonId
from app.models.catalogue import CatalogueKind, SideLabels
from app.models.conversation import FIRST, AskedWords, ToldAnswer
from app.models.incident import IncidentTold
from app.models.live import Live, LiveEvent, LiveMark
from app.models.narrower import Narrower
from app.models.outline import PersonRole, PersonWords, Role
from app.models.said import SALT_SIZE, SaidKind
from app.models.said_kinds import Approval, BareMark, Disclosed, OfferedEntry
from app.models.scene_day import Evening, Tonight
from app.services.agreement_store import eras
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import held, look
from tests.attacks.forged_rows import Row, changes_of, rows_of
from tests.support.couples import AGREED, draft_named, today
from tests.support.vaults import TestVault, vault_for

TRIED_OF_EACH, TRIED_OF_A_YES = 2, 14
"""How many changes of each kind are tried each time; there are some ten thousand."""


def said_kinds() -> dict[str, SaidKind[Any]]:
    """Every kind that a module of the models defines, by name."""
    found: dict[str, SaidKind[Any]] = {}
    for module in pkgutil.iter_modules(app.models.__path__, "app.models."):
        for value in vars(importlib.import_module(module.name)).values():
            for kind in value.values() if isinstance(value, dict) else (value,):
                if isinstance(kind, SaidKind):
                    found[kind.name] = kind
    return found


KINDS = said_kinds()


class KeyedBody(NamedTuple):
    """What somebody says, and its key."""

    key: str
    body: Model


def what_the_sample_lacks(vault: TestVault, person: PersonId) -> dict[str, KeyedBody]:
    """Something of each kind that the sample people say nothing of."""
    draft, clause = draft_named(vault, AGREED).id, held(vault).items[0]
    with vault.unit() as uow:
        approval = Approval(eras=eras(uow))
    need = CareNeed(kind=CareKind.EMOTIONAL, text="To be held")
    scene = held(vault).agreement.id
    began = Live(began=vault.clock(), cap=60, without=(clause.id,), seen=vault.clock())
    own = PersonWords(person=person, text="Knees, not on the floor")
    entry = OfferedEntry(
        kind=CatalogueKind.ACTIVITY,
        title="Reading aloud",
        labels=SideLabels.NONE,
        intensity=False,
        category="touch",
    )
    return {
        "tonight": KeyedBody(scene, Tonight(day=today(vault), evening=Evening.READY, without=(clause.id,))),
        "live": KeyedBody(f"{scene}/{'1' * 32}", began),
        "lived": KeyedBody(f"{scene}/{'2' * 32}", began.evolve(events=(LiveEvent(at=60, mark=LiveMark.ENDED),))),
        "contacts": KeyedBody(draft, own),
        "health": KeyedBody(draft, own),
        "role": KeyedBody(draft, PersonRole(person=person, role=next(iter(Role)), text="Whoever asks")),
        "offered": KeyedBody(f"own.{person}", entry),
        "taken_off": KeyedBody(f"own.{person}", BareMark()),
        "disclosed.offered": KeyedBody(
            f"sensation.ice|{person}", Disclosed(act="1" * 32, stance=Stance.WANT, day=today(vault))
        ),
        "draft_deleted": KeyedBody("a draft that is gone", BareMark()),
        "left_out": KeyedBody(f"{draft}/pairing:sensation.ice|{person}", BareMark()),
        "settled": KeyedBody(f"{draft}/rules", BareMark()),
        "narrower": KeyedBody(f"{held(vault).agreement.id}/{clause.id}", Narrower(minutes=None, ceiling=Ceiling.LIGHT)),
        "rests": KeyedBody(f"sensation.ice|{person}", BareMark()),
        "signal_left_out": KeyedBody("1" * 32, BareMark()),
        "can_give": KeyedBody("need", can_give(need, Giving.NOT_ME, "Not that day.", bytes(SALT_SIZE))),
        "approved": KeyedBody("page", approval),
        "asked": KeyedBody(f"{FIRST}/own.{person}", AskedWords(text="What do you dream of?")),
        "told": KeyedBody(f"{FIRST}/safe", ToldAnswer(words="A locked door")),
        "incident": KeyedBody("a note", IncidentTold(day=today(vault), words="I said nothing for too long.")),
    }


@contextmanager
def every_kind(folder: Path) -> Iterator[TestVault]:
    """A vault in which both have said something of every kind, both here."""
    with vault_for(folder) as vault:
        vault.fill_with_sample()
        for person in vault.pair:
            lacking = what_the_sample_lacks(vault, person)
            with vault.unit(SHARED) as uow:
                for name, said in lacking.items():
                    if not uow.parts.count(person, KINDS[name]):
                        uow.parts.say(person, KINDS[name], said.body, said.key)
                uow.commit()
        look(vault)
        yield vault


def attacks(vault: TestVault, author: PersonId) -> list[tuple[Row, Row | None]]:
    """Changes and deletions of the rows of one person, the same number of each kind."""
    with vault.unit() as uow:
        rows = rows_of(uow.connection(private_space(author)), author, KINDS)
    random, found = Random(3), list[tuple[Row, Row | None]]()
    for name, kind in KINDS.items():
        mine = [row for row in rows if row["kind"] == name]
        row = random.choice(mine)
        others = [other for other in mine if other is not row][:2]
        changes = [None, *changes_of(row, kind, others, KINDS)]
        count = TRIED_OF_A_YES if name == YES.name else TRIED_OF_EACH
        found += [(row, each) for each in random.sample(changes, count)]
    return found
