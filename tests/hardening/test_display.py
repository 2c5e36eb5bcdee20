"""Displays that need a network are named before Qt would abort over them."""

from __future__ import annotations

import pytest

from app.hardening.display import is_remote, require_local_display
from app.hardening.report import CannotStart


@pytest.mark.parametrize(
    "display", [":0", ":99.1", "unix:0", "unix/host:0", "/private/tmp/socket:0", "unix:/run/x11:0", "", "nonsense"]
)
def test_local_displays(display: str) -> None:
    assert not is_remote(display)


@pytest.mark.parametrize(
    "display", ["localhost:10.0", "host:0", "tcp/host:0", "inet6/host:0", "192.0.2.1:0", "[::1]:0", "::1:0", "tcp/:h:0"]
)
def test_displays_over_a_network(display: str) -> None:
    assert is_remote(display)
    with pytest.raises(CannotStart, match="over a network"):
        require_local_display({"DISPLAY": display})


def test_no_screen_at_all_is_said() -> None:
    with pytest.raises(CannotStart, match="needs a screen"):
        require_local_display({})


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": "host:0"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"},
    ],
)
def test_a_usable_screen_passes(environment: dict[str, str]) -> None:
    require_local_display(environment)
