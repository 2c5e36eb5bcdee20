"""The rule of each field of a keyring, checked before anything in it is used; imports the standard library only.

A rule takes a decoded JSON value and says whether the field may hold it. `app.storage.keyring` has the same fields as
models, for what reads and writes a keyring that follows the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app.models.name_rules import LONGEST_INITIAL, has_unsafe_characters

Rule = Callable[[object], bool]

SHAPES = ("circle", "square", "diamond", "hexagon")
HUES = ("person_a", "person_b")
MAX_GENERATION = 2**53
MAX_PASSES = 64
MAX_LANES = 16
MAX_MEMORY_KIB = 1024 * 1024
MAX_WORK_KIB = 8 * 1024 * 1024
"""The limit of passes x memory."""

_HEX = re.compile(r"[0-9a-f]*")


def record(**fields: Rule) -> Rule:
    """An object with exactly these fields."""

    def holds(value: object) -> bool:
        return (
            isinstance(value, dict)
            and value.keys() == fields.keys()
            and all(rule(value[name]) for name, rule in fields.items())
        )

    return holds


def hexadecimal(least: int, most: int) -> Rule:
    """Lower-case hex of this many bytes."""

    def holds(value: object) -> bool:
        return (
            isinstance(value, str)
            and 2 * least <= len(value) <= 2 * most
            and len(value) % 2 == 0
            and _HEX.fullmatch(value) is not None
        )

    return holds


def whole(least: int, most: int) -> Rule:
    """A whole number within bounds."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def one_of(*allowed: str) -> Rule:
    """One of these texts."""
    return lambda value: isinstance(value, str) and value in allowed


def listed(rule: Rule, least: int, most: int) -> Rule:
    """A list of this many values that follow a rule."""
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(rule, value))


def optional(rule: Rule) -> Rule:
    """Null, or what follows a rule."""
    return lambda value: value is None or rule(value)


def either(first: Rule, second: Rule) -> Rule:
    """What follows one of two rules."""
    return lambda value: first(value) or second(value)


def both(first: Rule, then: Callable[[Any], bool]) -> Rule:
    """What follows a rule, and a second one that relies on it."""
    return lambda value: first(value) and then(value)


def _initial(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_INITIAL and not has_unsafe_characters(value)


def costs_are_sound(time: int, memory_kib: int, lanes: int) -> bool:
    """Whether Argon2id may be asked for this much, on any machine."""
    return (
        1 <= time <= MAX_PASSES
        and 1 <= lanes <= MAX_LANES
        and 8 * lanes <= memory_kib <= MAX_MEMORY_KIB
        and time * memory_kib <= MAX_WORK_KIB
    )


ID = hexadecimal(16, 16)
KDF = both(
    record(
        name=one_of("argon2id"),
        time=whole(1, MAX_PASSES),
        memory_kib=whole(8, MAX_MEMORY_KIB),
        lanes=whole(1, MAX_LANES),
        salt=hexadecimal(16, 32),
    ),
    lambda kdf: costs_are_sound(kdf["time"], kdf["memory_kib"], kdf["lanes"]),
)
WRAPPED_KEY = record(
    salt=hexadecimal(16, 32),
    nonce=hexadecimal(12, 12),
    commitment=hexadecimal(32, 32),
    ciphertext=hexadecimal(48, 48),
)
SEALED_KEY = record(sealed=hexadecimal(80, 80))
MARK = record(shape=one_of(*SHAPES), hue=one_of(*HUES), initial=_initial)
PERSON = record(
    person_id=ID,
    mark=MARK,
    database_id=ID,
    passphrase=record(kdf=KDF, wrapped=WRAPPED_KEY),
    recovery=optional(WRAPPED_KEY),
    sealing=hexadecimal(32, 32),
    shared=optional(either(WRAPPED_KEY, SEALED_KEY)),
)


def _people_fit(body: dict[str, Any]) -> bool:
    """Two people share a space, and the shared root is wrapped for everyone or for no one.

    One person alone with a shared space has been left by their partner, and has not unlocked since.
    """
    people, is_shared = body["people"], body["shared"] is not None
    return (
        len({person["person_id"] for person in people}) == len(people)
        and (is_shared or len(people) == 1)
        and all((person["shared"] is not None) == is_shared for person in people)
    )


BODY = both(
    record(
        vault_id=ID,
        generation=whole(1, MAX_GENERATION),
        people=listed(PERSON, 1, 2),
        shared=optional(record(database_id=ID)),
    ),
    _people_fit,
)
"""The whole keyring."""
