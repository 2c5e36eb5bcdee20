"""What was deleted permanently is nowhere in the file, whatever happened to it before: read decrypted, page by page.

A few entries are not enough to see it: copies of rows are left between others where pages were rearranged, and the
index keeps the beginnings of words at which it cut its pages.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from app.models.check_in import CheckIn, Dimension
from app.models.journal import EntryId, EntryTemplate, EntryText, JournalEntry, JournalQuery, OwnWay
from app.models.self_check import FlagReply
from app.services import check_ins, journal, patterns
from app.services.long_work import LongWork
from app.storage.journal_index import MANY as MERGED
from app.storage.spaces import private_space
from app.storage.tidying import is_due
from tests.support.files import contents, put_files
from tests.support.pages import decrypted_pages
from tests.support.processes import run_in_copy
from tests.support.vaults import ALEX, ALEX_WORDS, TestVault, vault_for

pytestmark = pytest.mark.solo

ALIKE = "lanternlight"
"""What many words begin with, so that to part them the index has to keep nearly all of one."""
OWN = 3
"""Words of each entry that are like no other."""
LONG = 14
"""Letters of such a word."""
MANY = 400


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """A journal from which much was just deleted permanently; its vault is closed as by a kill, with nothing tidied."""
    with vault_for(tmp_path_factory.mktemp("lived") / "vault", ALEX) as made:
        lived = Lived(made)
        lived.delete_half()
        made.service.vault.close()
        yield lived


@pytest.fixture
def old(lived: Lived, tmp_path: Path) -> Iterator[TestVault]:
    """A copy of that vault, open again."""
    with vault_for(tmp_path / "old", ALEX) as copied:
        copied.service.close()
        put_files(copied.folder, contents(lived.vault.folder))
        copied.clock, copied.ids.given = lived.vault.clock, lived.vault.ids.given
        reopen(copied)
        yield copied


def reopen(vault: TestVault) -> None:
    vault.service.open(vault.folder)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))


def act(vault: TestVault, fn: Any, **arguments: Any) -> Any:
    vault.clock.advance(minutes=1)
    with vault.unit(vault.alex) as uow:
        return fn(uow, person=vault.alex, **arguments)


def decrypted(vault: TestVault) -> bytes:
    key = vault.service.derive(vault.alex, ALEX_WORDS).private_key.reveal()
    return decrypted_pages(vault.folder / f"{vault.alex}.db", key)


def due(vault: TestVault) -> bool:
    with vault.unit() as uow:
        return is_due(uow.connection(private_space(vault.alex)))


class Lived:
    """A journal that was written in for a while: entries of all lengths, reworded, binned, emptied."""

    def __init__(self, vault: TestVault, count: int = MANY, seed: int = 5) -> None:
        self.vault, self._random = vault, random.Random(seed)
        self.words: dict[str, list[str]] = {}
        """The words that are in one entry only."""
        self.gone: list[str] = []
        self._common = [self._word()[:6] for _ in range(200)]
        with vault.unit(vault.alex) as uow:
            for _ in range(count):
                uow.private(vault.alex).journal.save(self._entry())
            uow.commit()
        for entry_id in self._random.sample(list(self.words), count // 3):
            self._reword(entry_id)
        act(vault, journal.settle)

    def copied(self, vault: TestVault) -> Lived:
        """The same in a copy of the vault."""
        other = copy(self)
        other.vault, other.words, other.gone = vault, dict(self.words), list(self.gone)
        return other

    def delete_half(self, *, together: bool = False) -> None:
        """Bin every other one, then empty the bin. `together`: as one act."""
        chosen = tuple(EntryId(each) for each in self._random.sample(list(self.words), len(self.words) // 2))
        for some in [chosen] if together else [(each,) for each in chosen]:
            act(self.vault, journal.bin_entries, entry_ids=some, now=self.vault.clock(), work=LongWork())
        for entry_id in chosen:
            self.gone += self.words.pop(entry_id)[:OWN]
        act(self.vault, journal.empty_bin)

    def _word(self) -> str:
        return "".join(self._random.choices(string.ascii_lowercase, k=LONG))

    def _text(self) -> tuple[EntryText, list[str]]:
        own = [self._word() for _ in range(OWN)] + [
            f"{ALIKE}{self._random.randrange(10**6):06}" for _ in range(self._random.choice((1, 40)))
        ]
        filler = self._random.choices(self._common, k=self._random.choice((5, 60, 600)))
        return EntryText(title=own[0], body=" ".join((*filler, own[1], *own[OWN:])), tags=(own[2],)), own

    def _entry(self) -> JournalEntry:
        text, own = self._text()
        now = self.vault.clock.advance(minutes=1)
        made = JournalEntry(id=EntryId(self.vault.ids()), at=now, changed_at=now, text=text)
        self.words[made.id] = own
        return made

    def _reword(self, entry_id: str) -> None:
        text, own = self._text()
        act(self.vault, journal.save_entry, entry_id=EntryId(entry_id), text=text, now=self.vault.clock())
        self.gone += self.words[entry_id][:OWN]
        self.words[entry_id] = own


def left(vault: TestVault, words: list[str]) -> list[str]:
    """Those found somewhere in the file, but for a letter at either end; the index keeps what follows a letter."""
    assert all(word.isalpha() and word.islower() and len(word) == LONG for word in words)
    runs: list[str] = [run.decode() for run in re.findall(rb"[a-z]{%d,}" % (LONG - 1), decrypted(vault))]
    stand = {run[at : at + LONG - 1] for run in runs for at in range(len(run) - LONG + 2)}
    return [word for word in words if word[:-1] in stand or word[1:] in stand]


def cut_at(vault: TestVault) -> list[str]:
    """The beginnings of words that the index cut its pages at, those that many words share with something after."""
    with vault.unit() as uow:
        terms = uow.connection(private_space(vault.alex)).exec_driver_sql("SELECT term FROM journal_words_idx").all()
    found = [(term if isinstance(term, bytes) else str(term).encode())[1:].decode() for (term,) in terms]
    return [word for word in found if len(word) > len(ALIKE) + 3]


def dead(vault: TestVault, lived: Lived) -> list[str]:
    """Those that belong to no word of an entry that is still there."""
    alive = [word for words in lived.words.values() for word in words]
    return [cut for cut in cut_at(vault) if not any(word.startswith(cut) for word in alive)]


def found_as_before(vault: TestVault, lived: Lived) -> bool:
    """Whether a search finds each entry by a word of its own, and none by what was deleted."""
    with vault.unit() as uow:
        own = uow.private(vault.alex).journal

        def finds(word: str) -> list[str]:
            return [row.id for row in own.rows(own.moments(JournalQuery(words=word)))]

        return all(finds(words[1]) == [entry_id] for entry_id, words in lived.words.items()) and not any(
            finds(word) for word in lived.gone
        )


def test_of_what_was_deleted_for_good_nothing_is_in_the_file(old: TestVault, lived: Lived) -> None:
    assert due(old)
    assert left(old, lived.gone), "it can be seen before"
    old.service.tidy()
    assert not due(old)
    assert left(old, lived.gone) == []
    assert dead(old, lived) == []
    assert found_as_before(old, lived)


def test_locking_is_enough_for_a_file_of_common_size(old: TestVault, lived: Lived) -> None:
    old.service.tidy(max_pages=10)
    assert due(old), "a larger one waits, as locking must not"
    old.service.close()
    reopen(old)
    assert not due(old)
    assert left(old, lived.gone) == []


def test_nor_when_many_were_binned_at_once(old: TestVault, lived: Lived) -> None:
    old.service.tidy()
    again = lived.copied(old)
    again.delete_half(together=True)
    assert len(lived.words) - len(again.words) > MERGED
    assert found_as_before(old, again)
    old.service.tidy()
    assert left(old, again.gone) == []
    assert dead(old, again) == []


def test_nor_when_there_is_nothing_to_merge_in_the_index(old: TestVault, lived: Lived) -> None:
    old.service.tidy()
    again = lived.copied(old)
    again.delete_half()
    assert due(old)
    old.service.tidy()
    assert left(old, again.gone) == []
    assert dead(old, again) == []
    assert found_as_before(old, again)


def _template(vault: TestVault) -> None:
    act(vault, journal.save_template, template=EntryTemplate(id="t", name="Evening", text=EntryText(body="?")))
    assert not due(vault)
    act(vault, journal.delete_template, template_id="t")


def _way(vault: TestVault) -> None:
    act(vault, journal.save_way, way=OwnWay(id="w", need="rest", text="A walk"))
    assert not due(vault)
    act(vault, journal.delete_way, way_id="w")


def _check_in(vault: TestVault) -> None:
    act(vault, check_ins.save_check_in, check_in=CheckIn(id="c", at=vault.clock(), note="tired"))
    assert not due(vault)
    act(vault, check_ins.delete_check_in, check_in_id="c")


def _emptied(vault: TestVault) -> None:
    kept = CheckIn(id="c", at=vault.clock(), note="tired")
    act(vault, check_ins.save_check_in, check_in=kept)
    assert not due(vault)
    act(vault, check_ins.save_check_in, check_in=kept.evolve(note=""))


def _dimension(vault: TestVault) -> None:
    act(vault, check_ins.save_dimension, dimension=Dimension(id="own.x", title="Appetite", own=True))
    assert not due(vault)
    act(vault, check_ins.delete_dimension, dimension_id="own.x")


def _self_check(vault: TestVault) -> None:
    kept = act(vault, patterns.keep_check, replies={"x": FlagReply.YES}, now=vault.clock(), new_id=vault.ids)
    assert not due(vault)
    act(vault, patterns.delete_check, check_id=kept.ids[0])


def _facts(vault: TestVault) -> None:
    act(vault, patterns.delete_facts, now=vault.clock())


@pytest.mark.parametrize("delete", [_template, _way, _check_in, _emptied, _dimension, _self_check, _facts])
def test_whatever_is_deleted_is_overwritten(vault: TestVault, delete: Callable[[TestVault], None]) -> None:
    delete(vault)
    assert due(vault)
    vault.service.tidy()
    assert not due(vault)


DIE = """
import os
from datetime import UTC, datetime
from pathlib import Path
from app.storage.spaces import private_space
from app.storage.tidying import tidy
from app.storage.slots import KdfPolicy
from tests.support.quick_vault import QuickVault
vault = QuickVault.open(Path({folder!r}), policy=KdfPolicy(1, 1024, 1))
vault.unlock({person!r}, {words!r})
space = private_space({person!r})
raw = vault.spaces._raw[space]
{limit}
print(tidy(vault.spaces, space))
"""
STOPPED = """
turns = 0
def stop():
    global turns
    turns += 1
    return {what} if turns == {turn} else 0
raw.set_progress_handler(stop, 100)
"""
KILLED, INTERRUPTED = "os._exit(9)", "1"
NO_ROOM = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
"""


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        *((STOPPED.format(what=KILLED, turn=turn), 9) for turn in (1, 50, 110, 160)),
        *((STOPPED.format(what=INTERRUPTED, turn=turn), 0) for turn in (50, 110)),
        (NO_ROOM, 0),
    ],
    ids=["killed first", "killed merging", "killed", "killed late", "interrupted merging", "interrupted", "no room"],
)
def test_it_is_whole_or_not_at_all_and_made_up_for(old: TestVault, lived: Lived, limit: str, code: int) -> None:
    old.service.vault.close()
    script = DIE.format(folder=str(old.folder), person=str(old.alex), words=ALEX_WORDS, limit=limit)
    done = run_in_copy(script)
    assert done.returncode == code, done.stderr
    assert done.stdout.split() == ([] if code else ["False"]), "it says that it is still to be done"
    reopen(old)
    assert due(old)
    assert found_as_before(old, lived)
    old.service.tidy()
    assert not due(old)
    assert left(old, lived.gone) == []
    assert found_as_before(old, lived)
