"""Keyrings damaged by accident or made to do harm: every bit, every length, and mutations that keep some structure.

Whatever a keyring holds, reading it and everything done with it ends in success or in an error for a person; what it
asks of Argon2id stays within the bounds; and what was changed does not pass for what it was.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.errors import AccordError, VaultDamaged, VaultForeign, VaultNewer
from app.storage import key_hierarchy, slots
from app.storage.keyring import load_keyring, mac_is_valid
from app.storage.keyring_file import FORMAT, KEYRING, KEYRING_COPY, MAX_SIZE, read_people
from app.storage.keyring_rules import costs_are_sound
from app.storage.slots import Secret
from tests.storage.made import CHEAP, WORDS_A, WORDS_B, WORDS_NEW, Made
from tests.storage.test_keyring_rules import HOSTILE, body_of, places, put
from tests.support.files import contents, put_files

REFUSALS = (VaultDamaged, VaultForeign, VaultNewer)
HUGE = (2**16, 2**20, 2**31 - 1, 2**32, 2**63, 2**64, 10**30, -(2**31))
COSTS = ("time", "memory_kib", "lanes")


def flipped(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The file with each of its bits flipped."""
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        yield f"bit {bit}", bytes(changed)


def cut_short(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The file at each length below its own."""
    for size in range(len(raw)):
        yield f"{size} bytes", raw[:size]


class Fuzzer:
    """Makes keyrings that are wrong, out of a right one; the same for the same seed."""

    def __init__(self, made: Made, seed: int) -> None:
        self._raw = (made.folder / KEYRING).read_bytes()
        self._body = body_of(made)
        self._places = tuple(places(self._body))
        self._key = mac_key(made)
        self._random = Random(seed)
        self._ways: tuple[Callable[[], bytes], ...] = (
            self._bytes,
            self._cost,
            self._cost,
            self._field,
            self._fields,
            self._missing,
            self._twice,
            self._length,
            self._exchanged,
            self._envelope,
        )

    def keyrings(self, count: int) -> Iterator[tuple[str, bytes]]:
        """This many, each with what was done to it."""
        for number in range(count):
            way = self._ways[number % len(self._ways)]
            yield f"{number} ({way.__name__.strip('_')})", way()

    def _sealed(self, body: object) -> bytes:
        """A file with a right checksum, and half of the time the MAC of somebody who belongs to the vault."""
        return self._enveloped(body if isinstance(body, str) else json.dumps(body))

    def _enveloped(self, text: str) -> bytes:
        encoded = text.encode("utf-8", "surrogatepass")
        mac = hmac.new(self._key.reveal(), b"accord/keyring/v1\0" + encoded, hashlib.sha256).hexdigest()
        about = {"format": FORMAT, "version": 1, "mac": self._random.choice((mac, "0" * 64)), "body": text}
        return json.dumps({**about, "sha256": hashlib.sha256(encoded).hexdigest()}).encode()

    def _bytes(self) -> bytes:
        """Pieces of the file overwritten, taken out, repeated, put elsewhere or encoded differently."""
        raw, chance = bytearray(self._raw), self._random
        for _time in range(chance.choice((1, 1, 3, 20))):
            at, size = chance.randrange(len(raw)), chance.choice((1, 2, 16, 200))
            piece = bytes(raw[at : at + size])
            kind = chance.randrange(5)
            if kind == 0:
                raw[at : at + size] = chance.randbytes(len(piece))
            elif kind == 1 and len(raw) > size:
                del raw[at : at + size]
            elif kind == 2:
                raw[at:at] = piece * chance.choice((1, 2, 300))
            elif kind == 3:
                raw[at:at] = chance.choice((b"\0", b"[" * 5_000, b"\xff\xfe", b'\\u0000"', b"9" * 6_000, b"{}", b"\n"))
            else:
                to = chance.randrange(len(raw))
                raw[to:to] = piece
        encoding = chance.choice(("", "", "", "utf-16", "utf-8-sig"))
        return raw.decode("latin-1").encode(encoding) if encoding else bytes(raw)

    def _cost(self) -> bytes:
        """What the passphrase's derivation costs, made enormous or nothing."""
        body = deepcopy(self._body)
        kdf = self._random.choice(body["people"])["passphrase"]["kdf"]
        for name in self._random.sample(COSTS, self._random.randrange(1, 4)):
            kdf[name] = self._random.choice((*HUGE, 0, -1, 1, 64, 65, 16, 17, 2**20, 2**20 + 1, 2**30, 8 * 2**20))
        return self._sealed(body)

    def _field(self) -> bytes:
        return self._sealed(put(self._body, self._random.choice(self._places), self._hostile()))

    def _fields(self) -> bytes:
        body = self._body
        for _time in range(self._random.randrange(2, 6)):
            try:
                body = put(body, self._random.choice(self._places), self._hostile())
            except (KeyError, IndexError, TypeError):
                continue  # what held it was just replaced
        return self._sealed(body)

    def _missing(self) -> bytes:
        body = deepcopy(self._body)
        for _time in range(self._random.choice((1, 1, 3))):
            holder = self._random.choice([each for each in _holders(body) if each])
            holder.pop(self._random.choice(list(holder)) if isinstance(holder, dict) else -1)
        return self._sealed(body)

    def _twice(self) -> bytes:
        """A field that is given twice, with the same value or a different one, in the body or around it."""
        text = json.dumps(self._body)
        names = [place[-1] for place in self._places if isinstance(place[-1], str)]
        name = self._random.choice(names)
        values = (f'"{name}": ', f'"{name}": {json.dumps(self._random.choice((1, "", None, "aa" * 32)))}, "{name}": ')
        doubled = text.replace(values[0], values[1], 1)
        raw = self._sealed(doubled)
        if self._random.random() < 0.3:
            raw = raw.replace(b'"version": 1', b'"version": 1, "version": ' + self._random.choice((b"1", b"2")))
        return raw

    def _length(self) -> bytes:
        """Hex of a different length, or not hex at all."""
        found = [place for place in self._places if isinstance(_at(self._body, place), str)]
        place = self._random.choice(found)
        text = str(_at(self._body, place))
        changes = (
            text[:-1], text[:-2], text + "0", text + "00", text * 2, text * 200, text.upper(), text[:-1] + "g",
            text[:-1] + "\u0661", " " + text, "", "0" * len(text), "f" * len(text),
        )  # fmt: skip
        return self._sealed(put(self._body, place, self._random.choice(changes)))

    def _exchanged(self) -> bytes:
        """A field with the value of a different one."""
        body = deepcopy(self._body)
        one, other = self._random.sample(self._places, 2)
        return self._sealed(put(body, one, deepcopy(_at(self._body, other))))

    def _envelope(self) -> bytes:
        envelope = json.loads(self._sealed(self._body))
        name = self._random.choice(list(envelope))
        if self._random.random() < 0.3:
            del envelope[name]
        else:
            envelope[name] = self._random.choice(
                (self._hostile(), 2, 3.0, 10**400, "1", envelope["body"], dict(envelope))
            )
        return json.dumps(envelope if self._random.random() < 0.9 else [envelope]).encode()[: 4 * MAX_SIZE]

    def _hostile(self) -> Any:
        return self._random.choice((*HOSTILE, *HUGE))


def _at(body: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        body = body[step]
    return body


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def mac_key(made: Made) -> Secret:
    """The key with which both people of a vault can prove a keyring."""
    _stored, keyring = load_keyring(made.folder)
    return key_hierarchy.unwrap_roots(keyring, made.a, WORDS_A, CHEAP).mac_key


def _is_only_version(raw: bytes, good: bytes) -> bool:
    one, other = json.loads(raw), json.loads(good)
    return {**one, "version": 0} == {**other, "version": 0}


@dataclass
class Judge:
    """Puts damaged keyrings into a vault, and looks at what comes of each."""

    made: Made
    asked: list[tuple[int, int, int]] = field(default_factory=list)
    """What was asked of Argon2id: passes, KiB, lanes."""
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._good = (self.made.folder / KEYRING).read_bytes()
        self._body = load_keyring(self.made.folder)[0].body
        self._key = mac_key(self.made)
        self._files = contents(self.made.folder)

    def wrong_with(self, raw: bytes) -> str:
        """What is wrong with how a damaged keyring is treated; empty if nothing is. Leaves it in the vault."""
        self._write(raw, KEYRING, KEYRING_COPY)
        try:
            wrong = self._both_copies(raw)
            self._write(raw, KEYRING)
            self._write(self._good, KEYRING_COPY)
            return wrong or self._one_copy(raw)
        except Exception as error:
            if isinstance(error, AccordError):
                raise
            return f"{type(error).__name__} was raised"

    def _both_copies(self, raw: bytes) -> str:
        before = len(self.asked)
        try:
            stored, keyring = load_keyring(self.made.folder)
            read_people(self.made.folder)
        except REFUSALS as refused:
            self.counts[type(refused).__name__] += 1
            return "" if len(self.asked) == before else "a key was derived before it was refused"
        except AccordError as error:
            return f"refused as {type(error).__name__}"
        if raw != self._good and stored.body == self._body and mac_is_valid(stored, self._key):
            self.counts["means the same"] += 1
            return ""
        is_proven = mac_is_valid(stored, self._key)
        self.counts["with the proof of one of the two" if is_proven else "read, and not trusted"] += 1
        if is_proven and keyring.was_left:
            return ""  # whoever can make that proof can leave, and takes their own file along
        return self._use()

    def _one_copy(self, raw: bytes) -> str:
        """The intact copy is used, unless the damaged one is a keyring of its own; and the damage is noticed."""
        try:
            stored = load_keyring(self.made.folder)[0]
        except VaultNewer:
            # A newer program's keyring, which must not be written over; a flipped bit alone does not make one.
            return "a changed version number keeps everybody out" if _is_only_version(raw, self._good) else ""
        except AccordError as error:
            return f"the intact copy did not help: {type(error).__name__}"
        if stored.raw == self._good and not stored.needs_repair:
            return "the damaged copy was not noticed"
        return ""

    def _use(self) -> str:
        """Everything that people do with a keyring that can be read."""
        try:
            vault = self.made.open()
        except REFUSALS:
            return ""
        with vault:
            for mark, words in zip(vault.people, (WORDS_A, WORDS_B), strict=False):
                for act in (
                    lambda person, words: vault.unlock(person, words),
                    lambda person, words: vault.keys.check(person, words),
                    lambda person, words: vault.keys.new_keys(person, words, WORDS_NEW),
                    lambda person, words: vault.keys.going(person, words),
                    lambda person, words: vault.keys.derive_with_recovery(person, "0" * 36, words),
                ):
                    try:
                        act(mark.person_id, words)
                    except AccordError:
                        continue
        if not all(costs_are_sound(*costs) for costs in self.asked):
            return f"Argon2id was asked for {max(self.asked)}"
        return self._lost()

    def _lost(self) -> str:
        """Whether anybody is kept out once the intact keyring is back; all files are then as they were."""
        self._write(self._good, KEYRING, KEYRING_COPY)
        try:
            with self.made.open() as vault:
                for mark, words in zip(vault.people, (WORDS_A, WORDS_B), strict=True):
                    vault.unlock(mark.person_id, words)
        except AccordError as error:
            return f"it did harm to the files: {type(error).__name__} {error.detail}"
        finally:
            put_files(self.made.folder, self._files)
        return ""

    def _write(self, raw: bytes, *names: str) -> None:
        for name in names:
            (self.made.folder / name).write_bytes(raw)


@contextmanager
def counted(asked: list[tuple[int, int, int]]) -> Iterator[None]:
    """Note what is asked of Argon2id; what costs more than a test's keys is not worked out."""

    class Counted:
        def __init__(self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> None:
            asked.append((iterations, memory_cost, lanes))
            is_cheap = iterations == CHEAP.time and memory_cost == CHEAP.memory_kib
            self._real = Argon2id(
                salt=salt,
                length=length,
                iterations=iterations if is_cheap else 1,
                lanes=lanes,
                memory_cost=memory_cost if is_cheap else 8 * lanes,
            )

        def derive(self, words: bytes) -> bytes:
            return self._real.derive(words)

    with patch.object(slots, "Argon2id", Counted):
        yield
