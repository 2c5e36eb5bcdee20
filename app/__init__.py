"""Accord: two people negotiate a scene, one person keeps a private list; nothing leaves the computer."""

__version__ = "0.1.0"
