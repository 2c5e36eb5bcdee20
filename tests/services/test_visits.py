"""What is known of the people who are here, and for how long."""

from __future__ import annotations

import pytest

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services import visits
from app.services.last_opened import LastOpened
from app.services.part_check import PartFindings
from app.services.visits import Visits

ONE, OTHER = PersonId("a" * 32), PersonId("b" * 32)


def test_a_warning_stays_until_it_is_dismissed_or_no_longer_applies() -> None:
    known = Visits()
    for person in (ONE, OTHER):
        known.begin(person, (VaultWarning.KEYRING_COPY, VaultWarning.SHARED_NOT_OPEN))
    known.note_warning(ONE, VaultWarning.KEYRING_COPY)
    assert known.warnings(ONE) == (VaultWarning.SHARED_NOT_OPEN,)
    assert known.warnings(OTHER) == (VaultWarning.KEYRING_COPY, VaultWarning.SHARED_NOT_OPEN)
    known.warn(OTHER, (VaultWarning.SHARED_MADE_AGAIN,), instead_of=(VaultWarning.SHARED_NOT_OPEN,))
    assert known.warnings(OTHER) == (VaultWarning.KEYRING_COPY, VaultWarning.SHARED_MADE_AGAIN)
    known.forget_warning(VaultWarning.KEYRING_COPY)
    assert known.warnings(OTHER) == (VaultWarning.SHARED_MADE_AGAIN,)


def test_nothing_is_known_of_somebody_who_left() -> None:
    known = Visits()
    known.note_typed(ONE)
    known.begin(ONE, (VaultWarning.READ_ONLY,))
    known.note_findings(ONE, PartFindings(former_name="Sam"))
    known.note_opened(ONE, LastOpened(), by_code=True)
    assert known.typed_lately(ONE)
    assert not known.typed_lately(OTHER)
    assert known.came_by_code(ONE)
    known.end(ONE)
    assert not known.typed_lately(ONE)
    assert not known.came_by_code(ONE)
    assert known.warnings(ONE) == ()
    assert known.findings(ONE) == PartFindings()


def test_typing_counts_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Visits()
    known.note_typed(ONE)
    monkeypatch.setattr(visits, "TYPED_LATELY", -1.0)
    assert not known.typed_lately(ONE)
