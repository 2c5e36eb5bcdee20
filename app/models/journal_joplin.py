"""Joplin's RAW files: a title, the text, and a trailer of `key: value` lines, the last of which is the type."""

from __future__ import annotations

from app.models.journal_fields import Fields, normal_key

_NOTE, _TAG_OF_A_NOTE = "1", "6"
_HTML = "2"
_MOST_LINES = 60
_LAST = "type_: "
_DETAILS = ("source_url", "author")
"""What is said as lost, if it is there."""


def raw_note(text: str) -> tuple[Fields, str] | None:
    """The fields of the trailer and the text without it; None if there is none."""
    lines = text.rstrip().rsplit("\n", _MOST_LINES)
    if not lines[-1].startswith(_LAST):
        return None
    fields: Fields = {}
    while lines and ": " in f"{lines[-1]} ":
        key, _, value = lines.pop().partition(":")
        if not key or not all(sign.isascii() and (sign.islower() or sign == "_") for sign in key):
            return None
        fields[key] = value.strip()
    if "id" not in fields or (lines and lines[-1].strip()):
        return None
    return fields, "\n".join(lines).rstrip("\n")


def is_note(trailer: Fields) -> bool:
    """Whether the file is a note, not a folder, a tag or an attachment."""
    return trailer.get("type_") == _NOTE


def is_tag_of_a_note(trailer: Fields) -> bool:
    """Whether the file says that a note has a tag, by the ids of both; the notes themselves don't say it."""
    return trailer.get("type_") == _TAG_OF_A_NOTE


def is_html(trailer: Fields) -> bool:
    """Whether the text is HTML instead of Markdown."""
    return trailer.get("markup_language") == _HTML


def is_encrypted(trailer: Fields) -> bool:
    """Whether its text is encrypted."""
    return trailer.get("encryption_applied") == "1"


def fields_of(trailer: Fields, title: str) -> Fields:
    """The trailer as front matter would have it."""
    at = trailer.get("user_created_time") or trailer.get("created_time") or trailer.get("updated_time")
    said: Fields = {normal_key(key): trailer[key] for key in _DETAILS if trailer.get(key)}
    places: Fields = {key: trailer[key] for key in ("latitude", "longitude", "altitude") if key in trailer}
    return {**said, **places, "title": title, **({"date": at} if at else {})}
