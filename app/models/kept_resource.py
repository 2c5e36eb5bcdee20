"""A person's own changes to the resources page."""

from __future__ import annotations

from app.models.base import Model


class KeptResource(Model):
    """A resource that a person added, or a shipped one as they changed it. `hidden`: it is not on their page."""

    id: str
    country: str = ""
    group: str = ""
    name: str = ""
    about: str = ""
    contacts: tuple[str, ...] = ()
    hours: str = ""
    last_checked: str | None = None
    hidden: bool = False
