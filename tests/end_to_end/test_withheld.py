"""What one person withholds leaves every shared row as it is: the same acts twice, on real encrypted files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.answer import STANCES, Answer, Ceiling, Experience, Stance, TermWords, Visibility, allowed_visibilities
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueKind, Direction, PackLevel
from app.models.limits import Outcome, Talk, TalkResult
from app.models.pack_choice import PackChoice
from app.models.sealing import ShareChoice
from app.services import answers, care, drafts, opening, own_entries, reading, sharing, signals
from app.services.answers import NewEntry
from app.storage.spaces import SHARED as SHARED_SPACE
from tests.support import factories as make
from tests.support.clock import FakeIds
from tests.support.couples import draft_named, read_and_say_yes, save, shared_item
from tests.support.openings import AVOID, KISSING, MASSAGE, open_and_accept, share_term
from tests.support.randomness import counted_bytes
from tests.support.texts import texts
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for

MARKER, OPEN = "withheld-zq", "said-openly"
ACTIVE, PASSIVE, TOGETHER = Direction.ACTIVE, Direction.PASSIVE, Direction.TOGETHER
NEVER, ALWAYS = Visibility.NEVER, Visibility.ALWAYS
HUGS, HAIR, PRAISE, SILENCE = (
    ActivityId(name) for name in ("touch.hugs", "touch.hair", "language.praise", "language.silence")
)
LIT, TICKLING, WARMTH = (ActivityId(name) for name in ("body.lighting", "sensation.tickling", "sensation.warmth"))
SCARS, NOT_THERE = ActivityId("body.scars_devices"), ActivityId("body.never_touch")
OFFERED = "own.offered"
"""Stands for the entry that Sam offers; its real id comes from the vault's ids."""

MET = ((HUGS, PASSIVE), (MASSAGE, ACTIVE), (HAIR, PASSIVE), (OFFERED, TOGETHER))
"""Sides of Sam's that Alex speaks to: if mutual, in any case, with a limit, and on the entry Sam offered."""
UNMET = ((LIT, TOGETHER), (TICKLING, ACTIVE), (WARMTH, PASSIVE))
"""Sides that Alex leaves unanswered."""

OFF = frozenset({"firm", "strong"})
IN_PACKS_OFF = (ActivityId("impact.spanking"), ActivityId("impact.cane"), ActivityId("stronger.biting"))
"""Activities of packs that Sam turns off."""

marked = texts.map(lambda text: f"{MARKER} {text}")


@dataclass(frozen=True)
class Withheld:
    """All that Sam keeps back in one run of the acts."""

    answers: tuple[tuple[Answer, ShareChoice | None], ...] = ()
    terms: tuple[tuple[TermWords, ShareChoice | None], ...] = ()
    entries: tuple[str, ...] = ()
    note: str = ""
    experience: Experience | None = None
    changed: tuple[Answer, ...] = ()
    packs: PackLevel = PackLevel.USUAL
    off: tuple[Answer, ...] = ()
    """Answers in packs that are off, whatever else is said of them."""


@st.composite
def kept_answers(
    draw: st.DrawFn, activity: str, direction: Direction, *, met: bool
) -> tuple[Answer, ShareChoice | None]:
    """An answer that is only mine, held back, without effect, or (where Alex is silent) met by nothing."""
    stance = draw(st.none() | st.sampled_from(list(Stance)))
    visibilities = allowed_visibilities(stance)
    quiet = stance not in STANCES
    unmatched = not met and not (stance is not None and stance.is_limit)
    visibility = draw(st.sampled_from(visibilities))
    free = quiet or visibility is NEVER or (unmatched and visibility is Visibility.IF_MUTUAL)
    given = make.answer(
        activity,
        stance,
        direction,
        visibility=visibility,
        conditions=draw(marked),
        ceiling=draw(st.none() | st.sampled_from(list(Ceiling))),
        note=draw(marked),
        experience=draw(st.none() | st.sampled_from(list(Experience))),
    )
    return given, draw(st.sampled_from([None, ShareChoice.HOLD_BACK])) if free else ShareChoice.HOLD_BACK


@st.composite
def withheld(draw: st.DrawFn) -> Withheld:
    """Anything one person may keep back."""
    sides = draw(st.lists(st.sampled_from(MET + UNMET), unique=True, min_size=1))
    terms = draw(st.lists(st.sampled_from((SCARS, NOT_THERE)), unique=True))
    late = draw(st.lists(st.sampled_from(((KISSING, TOGETHER), (PRAISE, PASSIVE), (SILENCE, TOGETHER))), unique=True))
    held: list[tuple[TermWords, ShareChoice | None]] = []
    for entry in terms:
        words = make.term_words(entry, draw(marked), never_shared=draw(st.booleans()))
        held.append((words, draw(st.sampled_from([None, ShareChoice.HOLD_BACK]))))
    return Withheld(
        answers=tuple(draw(kept_answers(activity, way, met=(activity, way) in MET)) for activity, way in sides),
        terms=tuple(held),
        entries=tuple(draw(st.lists(marked.filter(lambda text: len(text) < 200), max_size=2))),
        note=draw(marked),
        experience=draw(st.none() | st.sampled_from(list(Experience))),
        changed=tuple(draw(kept_answers(activity, way, met=True))[0] for activity, way in late),
        packs=draw(st.sampled_from((PackLevel.USUAL, PackLevel.EVERYTHING))),
        off=tuple(
            make.answer(activity, draw(st.sampled_from(list(Stance))), ACTIVE, conditions=draw(marked), visibility=seen)
            for activity in draw(st.lists(st.sampled_from(IN_PACKS_OFF), unique=True))
            for seen in draw(st.lists(st.sampled_from((NEVER, ALWAYS)), min_size=1, max_size=1))
        ),
    )


def dump(vault: TestVault) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every shared table in its order, its rowid too, and how large the file is."""
    with vault.unit() as uow:
        run = uow.connection(SHARED_SPACE).exec_driver_sql
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars().all()
        rows = {name: [tuple(row) for row in run(f'SELECT rowid, * FROM "{name}" ORDER BY rowid')] for name in tables}
        rows["sqlite_master"] = [tuple(row) for row in run("SELECT * FROM sqlite_master ORDER BY rowid")]
        for pragma in ("page_count", "freelist_count", "user_version"):
            rows[f"PRAGMA {pragma}"] = [tuple(row) for row in run(f"PRAGMA {pragma}")]
    return rows


def play(secret: Withheld) -> dict[str, list[tuple[Any, ...]]]:
    """The same acts whatever Sam withholds: two openings, a talk, a draft, an agreement; then Alex alone looks."""
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault", begun=True) as vault, counted_bytes():
        offered = _answer_all(vault, secret)
        _withhold(vault, secret, offered)
        open_and_accept(vault)
        _work_it_out(vault, secret)
        vault.clock.advance(days=9)
        _change_quietly(vault, secret)
        open_and_accept(vault)
        for person, words in ((vault.sam, SAM_WORDS), (vault.alex, ALEX_WORDS)):
            for here in vault.service.present:
                vault.service.leave(here)
            vault.service.admit(vault.service.derive(person, words))
        return dump(vault)


def _give(vault: TestVault, person: PersonId, given: Answer) -> None:
    now = vault.clock()
    with vault.unit(person) as uow:
        answers.save_answer(uow, person=person, answer=given, now=now, today=now.date())


def _choose(vault: TestVault, key: tuple[str, str], choice: ShareChoice | None) -> None:
    if choice is not None:
        with vault.unit(vault.sam) as uow:
            sharing.choose(uow, person=vault.sam, keys=(key,), choice=choice)


def _answer_all(vault: TestVault, secret: Withheld) -> ActivityId:
    """What both say openly; beside Sam's answers are a note and Sam's experience."""
    with vault.unit(vault.sam) as uow:
        new = NewEntry(category="touch", title=f"{OPEN} entry", kind=CatalogueKind.ACTIVITY)
        offered = answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids[0]
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=ActivityId(offered))
    own: dict[str, Any] = {"note": secret.note, "experience": secret.experience}
    for said in (
        make.answer(KISSING, Stance.WILLING, ceiling=Ceiling.LIGHT, conditions=f"{OPEN} by Sam", **own),
        make.answer(PRAISE, Stance.ONLY_IF, PASSIVE, conditions=f"{OPEN} if", **own),
        make.answer(SILENCE, Stance.SOFT_LIMIT, conditions=secret.note, ceiling=Ceiling.FIRM, **own),
    ):
        _give(vault, vault.sam, said)
    for said in (
        make.answer(KISSING, Stance.WANT, conditions=f"{OPEN} by Alex"),
        make.answer(PRAISE, Stance.CURIOUS, ACTIVE),
        make.answer(HUGS, Stance.WANT, ACTIVE, conditions="unmatched"),
        make.answer(MASSAGE, Stance.CURIOUS, PASSIVE, visibility=ALWAYS, conditions=f"{OPEN} offer"),
        make.answer(HAIR, Stance.HARD_LIMIT, ACTIVE),
        make.answer(IN_PACKS_OFF[0], Stance.WANT, PASSIVE),
        make.answer(IN_PACKS_OFF[1], Stance.WILLING, PASSIVE, visibility=ALWAYS),
        make.answer(offered, Stance.WILLING, visibility=ALWAYS),
    ):
        _give(vault, vault.alex, said)
    for person in vault.pair:
        share_term(vault, person, make.term_words(AVOID, f"{OPEN} term"))
    return ActivityId(offered)


def _withhold(vault: TestVault, secret: Withheld, offered: ActivityId) -> None:
    """Sam's secrets, with ids that come from elsewhere than those of the shared space."""
    own_ids = FakeIds(2)
    for title in secret.entries:
        with vault.unit(vault.sam) as uow:
            new = NewEntry(category="touch", title=title, description=title)
            entry = answers.add_entry(uow, person=vault.sam, new=new, new_id=own_ids).ids[0]
        _give(vault, vault.sam, make.answer(entry, Stance.WANT, visibility=ALWAYS, note=title))
    for kept, choice in secret.answers:
        to = offered if kept.activity_id == OFFERED else kept.activity_id
        _give(vault, vault.sam, kept.evolve(activity_id=to))
        _choose(vault, (to, kept.direction.value), choice)
    for kept in secret.off:
        _give(vault, vault.sam, kept)
    with vault.unit(vault.sam) as uow:
        answers.choose_packs(uow, person=vault.sam, choice=PackChoice(level=secret.packs, off=OFF))
    for term, choice in secret.terms:
        with vault.unit(vault.sam) as uow:
            answers.save_term(uow, person=vault.sam, term=term, now=vault.clock())
        _choose(vault, (term.entry_id, ""), choice)


def _work_it_out(vault: TestVault, secret: Withheld) -> None:
    """A talk, ground rules begun, signals, aftercare, and a scene that both sign."""
    today = vault.clock().date()
    talked = shared_item(vault, Outcome.TALK)
    with vault.unit(SHARED) as uow:
        talk = Talk(result=TalkResult.AGREED, notes=f"{OPEN} talk")
        opening.keep_talk(uow, item=talked, talk=talk, now=vault.clock())
    with vault.unit(SHARED) as uow:
        rules = drafts.open_ground_rules(uow, new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        signals.save_signals(uow, signals=make.signals(), new_id=vault.ids)
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            care.save_aftercare(uow, plan=make.plan(person))
    with vault.unit(vault.sam) as uow:
        reading.keep(uow, reading=make.reading(rules.id, vault.sam, words=secret.note))
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title=f"{OPEN} scene", new_id=vault.ids).draft
    for item in (shared_item(vault, Outcome.YES), talked):
        with vault.unit(SHARED) as uow:
            drafts.propose_item(uow, draft_id=scene.id, pairing=item.pairing, by=vault.alex, new_id=vault.ids)
    save(vault, draft_named(vault, scene.title).evolve(cap_minutes=60, review_on=today))
    signed = [read_and_say_yes(vault, person, scene.id, words=f"{OPEN} reading") for person in vault.pair]
    assert signed[-1] is None  # what the second reading added waits for the first
    assert read_and_say_yes(vault, vault.alex, scene.id) is not None


def _change_quietly(vault: TestVault, secret: Withheld) -> None:
    """Sam thinks again about what was opened and agreed, and keeps that back; nobody takes anything back."""
    for kept in secret.changed:
        _give(vault, vault.sam, kept)
        _choose(vault, (kept.activity_id, kept.direction.value), ShareChoice.HOLD_BACK)


@pytest.fixture(scope="module")
def nothing_withheld() -> dict[str, list[tuple[Any, ...]]]:
    """The shared space where Sam keeps nothing back."""
    return play(Withheld())


@given(secret=withheld())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_withheld_leaves_every_shared_row_identical(
    nothing_withheld: dict[str, list[tuple[Any, ...]]], secret: Withheld
) -> None:
    found = play(secret)
    assert found.keys() == nothing_withheld.keys()
    for table, rows in nothing_withheld.items():
        assert found[table] == rows, table
    assert MARKER not in repr(found)


def test_what_was_said_openly_is_in_the_shared_rows(nothing_withheld: dict[str, list[tuple[Any, ...]]]) -> None:
    for table in ("said", "ended"):
        assert nothing_withheld[table], table
    everything = repr(nothing_withheld)
    for words in ("by Sam", "by Alex", "if", "term", "talk", "offer", "entry", "scene", "reading"):
        assert f"{OPEN} {words}" in everything, words
    kinds = {str(row[2]) for row in nothing_withheld["said"]}
    assert {"opened", "term", "offered", "talked"} < kinds
    assert {f"disclosed.{found}" for found in ("yes", "talk", "offered", "off")} < kinds
