"""Signals: an agreement needs one that stops by voice, and one without."""

from __future__ import annotations

import pytest

from app.models.signal import Channel, Level, has_speechless_red, has_verbal_red
from tests.support.factories import signal


@pytest.mark.parametrize("channel", Channel)
def test_a_red_that_is_worded_counts_for_its_channel(channel: Channel) -> None:
    red = signal(channel=channel)
    assert has_verbal_red([red]) == (channel is Channel.VERBAL)
    assert has_speechless_red([red]) == (channel is Channel.NONVERBAL)
    for other in (red.evolve(expression=" "), red.evolve(level=Level.YELLOW), red.evolve(level=Level.GREEN)):
        assert not has_verbal_red([other])
        assert not has_speechless_red([other])
