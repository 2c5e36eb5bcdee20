"""What stands within a block of Markdown: emphasis, links, escapes, entities. One pass, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from html.entities import html5

from app.models.rich_text import Span, spans_of

_SPECIAL = re.compile(r"[\\`*_\[\]!&<\n]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
_TICKS = re.compile("`+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_ANGLE = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_TITLE = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_SPACES = re.compile(r"[ \t]*\n?[ \t]*")
_AFTER_BREAK = re.compile(r"[ \t]*")
_MOST_PARENTHESES = 32


def spans(text: str) -> tuple[Span, ...]:
    """The spans of one block's Markdown."""
    if not _SPECIAL.search(text):
        return (Span(text),) if text else ()
    return spans_of(_emphasised(_Scanner(text).tokens()))


@dataclass(slots=True)
class _Token:
    """A piece of text, a run of `*` or `_`, a bracket that may open a link, or a link that was found."""

    text: str = ""
    at: int = 0
    mark: str = ""
    can_open: bool = False
    can_close: bool = False
    left: int = 0
    """How many signs of a run are not used yet."""
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    inside: tuple[Span, ...] = ()


class _Scanner:
    """Cuts a text into tokens; links are found on the way, so that each character is looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[_Token] = []
        self._brackets: list[tuple[int, bool]] = []
        """Where a bracket stands among the tokens, and whether it opens an image."""
        self._ticks: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self._ticks.setdefault(len(run.group()), []).append(run.start())

    def tokens(self) -> list[_Token]:
        """All tokens in their order."""
        at, text = 0, self._text
        while at < len(text):
            found = _SPECIAL.search(text, at)
            if found is None:
                self._say(text[at:], at)
                break
            if found.start() > at:
                self._say(text[at : found.start()], at)
            at = _STEPS[found.group()](self, found.start())
        return self._tokens

    def _say(self, text: str, at: int) -> None:
        self._tokens.append(_Token(text, at))

    def _backslash(self, at: int) -> int:
        if self._text.startswith("\n", at + 1):
            return self._newline(at + 1)
        found = _ESCAPED.match(self._text, at)
        self._say(found.group(1) if found else "\\", at)
        return found.end() if found else at + 1

    def _newline(self, at: int) -> int:
        # Whoever broke a line meant it; a journal is no typesetter's source.
        last = self._tokens[-1] if self._tokens else None
        if self._text[at - 1 : at] in (" ", "\t") and last is not None and not last.mark:
            last.text = last.text.rstrip(" \t")
        self._say("\n", at)
        found = _AFTER_BREAK.match(self._text, at + 1)
        return found.end() if found else at + 1

    def _code(self, at: int) -> int:
        """Code stays as it is written."""
        run = _TICKS.match(self._text, at)
        assert run is not None
        # An escaped tick before others is no part of their run; as many may stand nowhere else.
        starts = self._ticks.get(len(run.group()), [])
        after = bisect_right(starts, at)
        end = starts[after] + len(run.group()) if after < len(starts) else run.end()
        self._say(self._text[at:end], at)
        return end

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self._text, at)
        char = _char(found) if found else ""
        self._say(char or "&", at)
        return found.end() if found and char else at + 1

    def _angle(self, at: int) -> int:
        found = _AUTOLINK.match(self._text, at)
        if found is None:
            self._say("<", at)
            return at + 1
        link = found.group(1)
        shown = Span(link, link=link if ":" in link else f"mailto:{link}")
        self._tokens.append(_Token(at=at, inside=(shown,)))
        return found.end()

    def _run(self, at: int) -> int:
        text, mark = self._text, self._text[at]
        end = at
        while end < len(text) and text[end] == mark:
            end += 1
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        left = _flanks(before, after)
        right = _flanks(after, before)
        token = _Token(mark * (end - at), at, mark, left, right, end - at)
        if mark == "_":
            token.can_open = left and (not right or _is_sign(before))
            token.can_close = right and (not left or _is_sign(after))
        self._tokens.append(token)
        return end

    def _bang(self, at: int) -> int:
        if not self._text.startswith("[", at + 1):
            self._say("!", at)
            return at + 1
        self._brackets.append((len(self._tokens), True))
        self._say("![", at)
        return at + 2

    def _open(self, at: int) -> int:
        self._brackets.append((len(self._tokens), False))
        self._say("[", at)
        return at + 1

    def _close(self, at: int) -> int:
        opened = self._brackets.pop() if self._brackets else None
        found = _resource(self._text, at + 1) if opened else None
        if opened is None or found is None:
            self._say("]", at)
            return at + 1
        index, is_image = opened
        link, title, end = found
        inner, start = self._tokens[index + 1 :], self._tokens[index].at
        del self._tokens[index:]
        shown = () if is_image or not link else tuple(replace(span, link=link) for span in _emphasised(inner))
        if not any(span.text for span in shown):
            self._say(self._text[start:end], start)
            return end
        # No link within a link: the brackets around this one are brackets.
        self._brackets.clear()
        said = (*shown, Span(f" ({title})")) if title else shown
        self._tokens.append(_Token(at=start, inside=said))
        return end


_STEPS = {
    "\\": _Scanner._backslash,
    "\n": _Scanner._newline,
    "`": _Scanner._code,
    "&": _Scanner._entity,
    "<": _Scanner._angle,
    "*": _Scanner._run,
    "_": _Scanner._run,
    "!": _Scanner._bang,
    "[": _Scanner._open,
    "]": _Scanner._close,
}


def _char(found: re.Match[str]) -> str:
    """The character of an entity, empty for a name that is none."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return html5.get(f"{name};", "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _is_sign(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _is_space(char: str) -> bool:
    return not char or char.isspace()


def _flanks(before: str, after: str) -> bool:
    """Whether a run that stands after one character and before another leans to what comes after it."""
    return not _is_space(after) and (not _is_sign(after) or _is_space(before) or _is_sign(before))


def _resource(text: str, at: int) -> tuple[str, str, int] | None:
    """Destination, title and end of what follows a closing bracket, if it makes a link of it."""
    if not text.startswith("(", at):
        return None
    at = _skip(text, at + 1)
    angle = _ANGLE.match(text, at)
    if angle is not None:
        link, at = angle.group(1), angle.end()
    else:
        end = _bare_end(text, at)
        if end is None or text.startswith("<", at):
            return None
        link, at = text[at:end], end
    after = _skip(text, at)
    title = _TITLE.match(text, after) if after > at else None
    said = ""
    if title is not None:
        said = next(group for group in title.groups() if group is not None)
        after = _skip(text, title.end())
    if not text.startswith(")", after):
        return None
    return _unescaped(link), _unescaped(said), after + 1


def _skip(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _bare_end(text: str, at: int) -> int | None:
    """The end of a destination without angle brackets: no space, parentheses in pairs."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and _ESCAPED.match(text, at):
            at += 2
            continue
        if char <= " " or char == "\x7f":
            break
        if char == "(":
            depth += 1
            if depth > _MOST_PARENTHESES:
                return None
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        at += 1
    return at if depth == 0 else None


def _unescaped(text: str) -> str:
    without = re.sub(
        rf"{_ESCAPED.pattern}|{_ENTITY.pattern}",
        lambda found: found.group(1) or _char_in(found),
        text,
    )
    return without


def _char_in(found: re.Match[str]) -> str:
    return entity_char(found.group())


def entity_char(entity: str) -> str:
    """The character that an entity stands for; what is none stays as it is."""
    whole = _ENTITY.fullmatch(entity)
    return (_char(whole) if whole else "") or entity


def _emphasised(tokens: list[_Token]) -> list[Span]:
    """Spans, once it is known which runs belong together."""
    _pair([token for token in tokens if token.mark])
    said: list[Span] = []
    bold = italic = 0
    for token in tokens:
        bold -= token.closed.count("**")
        italic -= token.closed.count("*")
        if token.inside:
            said += [
                replace(each, bold=each.bold or bold > 0, italic=each.italic or italic > 0) for each in token.inside
            ]
        else:
            text = token.mark * token.left if token.mark else token.text
            said.append(Span(text, bold > 0, italic > 0))
        bold += token.opened.count("**")
        italic += token.opened.count("*")
    return said


def _pair(runs: list[_Token]) -> None:
    """Pair what opens with what closes, as CommonMark does; each run is passed a few times at most."""
    openers: list[_Token] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        while closer.can_close and closer.left:
            key = (closer.mark, closer.can_open, len(closer.text) % 3)
            bottom = bottoms.get(key, 0)
            index = len(openers) - 1
            while index >= bottom and not _belong(openers[index], closer):
                index -= 1
            if index < bottom:
                bottoms[key] = len(openers)
                break
            opener = openers[index]
            del openers[index + 1 :]
            mark = "**" if opener.left >= 2 and closer.left >= 2 else "*"
            opener.opened.append(mark)
            closer.closed.append(mark)
            opener.left -= len(mark)
            closer.left -= len(mark)
            if not opener.left:
                openers.pop()
            for each, floor in bottoms.items():
                bottoms[each] = min(floor, len(openers))
        if closer.can_open and closer.left:
            openers.append(closer)


def _belong(opener: _Token, closer: _Token) -> bool:
    if opener.mark != closer.mark:
        return False
    both_ways = opener.can_close or closer.can_open
    one, other = len(opener.text), len(closer.text)
    return not (both_ways and (one + other) % 3 == 0 and (one % 3 or other % 3))
