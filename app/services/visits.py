"""What is known of the people who are here, from when they type their passphrase until they leave; never stored."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services.last_opened import LastOpened
from app.services.part_check import PartFindings

TYPED_LATELY = 20 * 60.0
"""Seconds for which a typed passphrase shows that its owner is still here."""


@dataclass
class _Visit:
    """`typed`: when they last typed their passphrase, by the monotonic clock."""

    warnings: tuple[VaultWarning, ...] = ()
    findings: PartFindings = field(default_factory=PartFindings)
    opened: LastOpened = field(default_factory=LastOpened)
    by_code: bool = False
    typed: float = -math.inf


class Visits:
    """One for each person who is here. Any lane."""

    def __init__(self) -> None:
        self._visits: defaultdict[PersonId, _Visit] = defaultdict(_Visit)

    def clear(self) -> None:
        """Forget everybody's."""
        self._visits.clear()

    def begin(self, person: PersonId, warnings: tuple[VaultWarning, ...]) -> None:
        """Somebody comes in; their passphrase was noted before."""
        self._visits[person].warnings = warnings

    def end(self, person: PersonId) -> None:
        """Forget that of somebody who leaves."""
        self._visits.pop(person, None)

    def warnings(self, person: PersonId) -> tuple[VaultWarning, ...]:
        """Warnings about the vault from when this person came in, without those they dismissed."""
        return self._visits[person].warnings

    def warn(
        self, person: PersonId, warnings: Collection[VaultWarning], instead_of: Collection[VaultWarning] = ()
    ) -> None:
        """Add warnings; `instead_of`: those that no longer apply."""
        visit = self._visits[person]
        visit.warnings = (*(each for each in visit.warnings if each not in instead_of), *warnings)

    def note_warning(self, person: PersonId, warning: VaultWarning) -> None:
        """This person dismissed a warning; if it still applies, it returns at their next unlock."""
        self.warn(person, (), instead_of=(warning,))

    def forget_warning(self, warning: VaultWarning) -> None:
        """A warning no longer applies to anybody."""
        for person in self._visits:
            self.note_warning(person, warning)

    def findings(self, person: PersonId) -> PartFindings:
        """What was found in the person's part since they came in, except what they have been told."""
        return self._visits[person].findings

    def note_findings(self, person: PersonId, left: PartFindings) -> None:
        """What is left to tell a person."""
        self._visits[person].findings = left

    def opened_before(self, person: PersonId) -> LastOpened:
        """When this person's space was opened before they came in now."""
        return self._visits[person].opened

    def came_by_code(self, person: PersonId) -> bool:
        """Whether they came in by their recovery code."""
        return self._visits[person].by_code

    def note_opened(self, person: PersonId, before: LastOpened, *, by_code: bool) -> None:
        """How a person came in, and when their space was opened before."""
        visit = self._visits[person]
        visit.opened, visit.by_code = before, by_code

    def typed_lately(self, person: PersonId) -> bool:
        """Whether this person typed their passphrase within the last 20 minutes."""
        return time.monotonic() - self._visits[person].typed <= TYPED_LATELY

    def note_typed(self, *people: PersonId) -> None:
        """These people typed their passphrases now."""
        for person in people:
            self._visits[person].typed = time.monotonic()
