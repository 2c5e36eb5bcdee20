"""Lanes without threads."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from app.ui.tasks import Lane, Tasks, _Job


class InlineTasks(Tasks):
    """Everything is done at once on the calling thread."""

    turn = math.inf

    def _start(self, lane: Lane, job: _Job[Any]) -> None:
        try:
            job.result = job.work()
        except Exception as error:
            job.error = error
        if job.hand_on is None or not job.hand_on(job):
            self._on_finished(job)

    def drain(self, timeout: float = 2.0, interrupt: Callable[[], object] | None = None) -> bool:
        """Nothing is ever pending."""
        return True
