"""No words of content in any message: errors of every kind with what is behind them, log records, notices, output.

The whole folder is listened to (`conftest`); here each attack is made on files whose every sentence is known, and
whatever is raised is looked at, be it for a person or a bug.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from app.errors import AccordError, InputError
from app.models.aftercare import AftercarePlan
from app.models.base import Model, PersonId
from app.models.canonical import decode
from app.models.said_kinds import AFTERCARE, TERM, TermSaid
from app.services import answers, drafts, home, opening, reading, sharing
from app.services.agreement_store import all_agreements
from app.storage.databases import private_space
from app.storage.repository import decoded
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from app.ui.error_text import error_text
from tests.attacks.agreed_scene import Moment, come, put_back
from tests.attacks.every_kind import KINDS, attacks, every_kind
from tests.attacks.forged_rows import replace, rows_of
from tests.attacks.overheard import Overheard, overhearing, words_of
from tests.support.couples import AGREED, draft_named, today
from tests.support.vaults import PASSPHRASES, TestVault

Page = Callable[[Any], object]
JUNK = ("x'ff'", "'marked ' || CAST(data AS TEXT)", "7", "zeroblob(9)", "substr(data, 2)")


@pytest.fixture(scope="module")
def couple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestVault, Moment, frozenset[str]]]:
    with every_kind(tmp_path_factory.mktemp("words") / "vault") as vault:
        words = words_of(vault) | {person.name for person in vault.people} | set(PASSPHRASES)
        yield vault, Moment.of(vault), frozenset(words)


class Attempts:
    """Does things that may fail; keeps what they say."""

    def __init__(self, vault: TestVault, heard: Overheard) -> None:
        self.vault, self.heard = vault, heard
        self.raised = 0

    def __call__(self, do: Callable[..., object], *given: object) -> None:
        try:
            do(*given)
        except Exception as error:
            self.raised += 1
            self.heard.note(error)
            self.heard.said |= {*map(str, error_text(error))}

    def read(self) -> None:
        """What the pages read, whoever is here."""
        vault, day = self.vault, today(self.vault)
        me = vault.service.present[0] if vault.service.present else vault.alex
        draft_id = ""
        pages: tuple[Page, ...] = (
            lambda uow: home.home(uow, base=vault.catalogue, today=day, me=me, people=vault.pair),
            lambda uow: all_agreements(uow, day),
            lambda uow: opening.limits(uow, base=vault.catalogue),
            lambda uow: sharing.would_share(uow, person=me, base=vault.catalogue),
            lambda uow: drafts.view_draft(uow, draft_id=draft_id, base=vault.catalogue, today=day),
            lambda uow: reading.begin(uow, draft_id=draft_id, person=me, base=vault.catalogue, today=day),
        )
        for page in pages:
            self.in_unit(None, page)

    def in_unit(self, space: str | None, act: Page) -> None:
        """Something in a unit of work of its own."""

        def run() -> None:
            with self.vault.unit(space) as uow:
                act(uow)

        self(run)

    def run(self, uow: UnitOfWork, statement: str) -> None:
        """A statement on both files with my partner's part."""
        for space in (SHARED, private_space(self.vault.sam)):
            self(uow.connection(space).execute, text(statement), {"sam": self.vault.sam})

    def come(self) -> None:
        """Both come, by either's words, and are told what was found."""
        service = self.vault.service
        for person in self.vault.pair:
            for words in PASSPHRASES[::-1]:
                self(self._let_in, person, words)
            if person in service.present:
                self(service.check_part, person, today(self.vault))
            self.heard.said |= {*map(str, service.visits.warnings(person)), *service.visits.findings(person).kinds}

    def _let_in(self, person: PersonId, words: str) -> None:
        self.vault.service.admit(self.vault.service.derive(person, words))


def any_row(attempts: Attempts) -> None:
    """Rows of every kind, with any field changed, in the part of either."""
    vault = attempts.vault
    come(vault)
    for author in vault.pair:
        for old, new in Random(11).sample(attacks(vault, author), 30):
            with vault.unit(SHARED) as uow:
                for space in (SHARED, private_space(author)):
                    attempts(replace, uow.connection(space), old, new)
                attempts(all_agreements, uow, today(vault))
                attempts(uow.parts.put_right, author)


def spoilt_columns(attempts: Attempts) -> None:
    """Values of any type in every row of my partner's, in their own file, where they are trusted, and in the shared."""
    vault = attempts.vault
    for junk in JUNK:
        come(vault)
        with vault.unit(SHARED) as uow:
            attempts.run(uow, f"UPDATE said SET data = {junk} WHERE author = :sam")
            uow.commit()
        attempts.read()
        vault.service.leave(vault.sam)
        attempts.read()
        attempts.come()


def files(attempts: Attempts) -> None:
    """Each file empty, cut short, of garbage, missing, and in the place of a different one."""
    vault = attempts.vault
    before = Moment.of(vault).files
    names = [name for name in before if not name.startswith(".")]
    for name in names:
        others = [before[other] for other in names if other != name][:1]
        for data in (b"", before[name][: len(before[name]) // 2], os.urandom(8192), None, *others):
            put = {**before, name: data} if data is not None else {n: d for n, d in before.items() if n != name}
            attempts(put_back, vault, put)
            attempts.come()
            attempts.read()


def what_is_refused(attempts: Attempts) -> None:
    """Acts with words that are too long or can't be written, or on something that no longer exists."""
    vault = attempts.vault
    come(vault)
    with vault.unit() as uow:
        plan = uow.parts.get(vault.alex, AFTERCARE)
    assert plan is not None
    words = plan.body.needs[0].text
    draft = draft_named(vault, AGREED)
    too_long = words * 2_000
    too_large = plan.body.evolve(avoid=(words * 300,) * 60)
    new = answers.NewEntry(category="x", title=words)
    acts: tuple[Page, ...] = (
        lambda uow: uow.parts.say(vault.alex, TERM, TermSaid(words=words + "\x00"), "x"),
        lambda uow: uow.parts.say(vault.alex, TERM, TermSaid(words=words + "\ud800"), "x"),
        lambda uow: uow.parts.say(vault.alex, AFTERCARE, too_large),
        lambda uow: uow.parts.say(vault.alex, TERM, TermSaid(words=too_long), "x"),
        lambda uow: drafts.save_draft(uow, draft=draft.evolve(place=too_long), new_id=vault.ids),
        lambda uow: drafts.remove_item(uow, draft_id=draft.id, item_id=words),
        lambda uow: drafts.view_draft(uow, draft_id=words, base=vault.catalogue, today=today(vault)),
        lambda uow: answers.add_entry(uow, person=vault.alex, new=new.evolve(title=too_long), new_id=vault.ids),
    )
    for act in acts:
        attempts.in_unit(SHARED, act)
    attempts(lambda: decode(AftercarePlan, b'{"words":"' + words.encode() + b'"}'))
    attempts(lambda: decoded("said", lambda: AftercarePlan.model_validate_json(words)))


ATTACKS = (any_row, spoilt_columns, files, what_is_refused)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_message_has_words(
    couple: tuple[TestVault, Moment, frozenset[str]],
    attack: Callable[[Attempts], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    vault, before, words = couple
    before.restore(vault)
    with overhearing() as heard:
        attempts = Attempts(vault, heard)
        attack(attempts)
    heard.said |= {*capfd.readouterr()}
    assert len(words) > 60
    assert heard.words_in(words) == set()
    assert attempts.raised > 3 or attack is any_row


def test_rows_of_every_kind_are_among_the_words(couple: tuple[TestVault, Moment, frozenset[str]]) -> None:
    vault, before, words = couple
    before.restore(vault)
    come(vault)
    with vault.unit() as uow:
        rows = [row for person in vault.pair for row in rows_of(uow.connection(SHARED), person, KINDS)]
    said = {row["kind"] for row in rows if any(word.encode() in row["data"] for word in words)}
    assert {"yes", "line", "term", "aftercare", "needs", "signal", "profile"} <= said


@pytest.mark.parametrize(
    "broken", [lambda: InputError("Being left alone"), lambda: _behind("Being left alone")], ids=["detail", "cause"]
)
def test_words_in_a_message_are_found(broken: Callable[[], Exception]) -> None:
    with overhearing() as heard:
        heard.note(broken())
    assert heard.words_in({"left alone"})


def _behind(words: str) -> Exception:
    try:
        try:
            raise ValueError(words)
        except ValueError as error:
            raise AccordError("file") from error
    except AccordError as error:
        return error


def test_a_model_that_is_refused_does_not_quote_what_was_given() -> None:
    class Small(Model):
        words: str
        size: int

    with pytest.raises(ValidationError) as refused:
        Small.model_validate({"words": "left alone", "size": "left alone"})
    assert "left alone" not in str(refused.value)
