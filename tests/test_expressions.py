"""Regular expressions can't be made slow by a text: what is repeated without limit comes last, or the text is short.

An expression tries again from every place, and backtracks. If something has to follow a part that is repeated without
limit, a text can be made for which that takes quadratic time or worse: 120 kB of `![` took half a minute.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

from app.models import journal_dates, journal_preview
from app.models.journal import Boundary, EntryId, EntryKind, EntryRow, EntryText
from app.models.journal_incoming import ImportedFile
from app.models.journal_markdown import read_markdown
from tests.support.sources import ROOT

MOST = 1_000
"""A part that is repeated at most so often counts as limited."""
_USES = {"compile", "search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer"}
_ZERO_WIDTH = {signs.AT}

PUT_TOGETHER = "put together"
"""The text of an expression that is not written down as one."""

OWN_TEXT = "runs over a text of ours"
SHORT = "runs over a short text"
NO_REPEAT = "repeats nothing without limit"
LAST = "what it repeats without limit comes last"

REVIEWED = {
    (
        "ui/design/style.py",
        r"@font\((?P<role>\w+)\)|@(?P<name>\w+)|\b(?P<size>\d+)(?P<unit>sp|ap)(?P<less>-\d+)?",
    ): OWN_TEXT,
    ("ui/design/style.py", r"/\*.*?\*/"): OWN_TEXT,
    ("models/wording.py", r"\{(\w+)\}"): OWN_TEXT,
    ("models/journal_preview.py", r"[\\*_#>`~\[&<]|^[ \t]*(?:[-+=]|\d{1,9}[.)])"): SHORT,
    ("models/journal_preview.py", r"\[(?:[^\[\]\\]|\\.)*\]\((<?)[^\s<>()]*\Z"): SHORT,
    ("models/journal_dates.py", PUT_TOGETHER): SHORT,
    ("export/printable_text.py", PUT_TOGETHER): NO_REPEAT,
    ("export/renaming.py", PUT_TOGETHER): NO_REPEAT,
    ("ui/kit/strings.py", PUT_TOGETHER): LAST,
}


class Expression(NamedTuple):
    """A regular expression in the program: its file, and its text or, if it is put together, its source."""

    file: str
    line: int
    text: str
    is_constant: bool


def expressions() -> Iterator[Expression]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        yield from expressions_in(path.read_text(), str(path.relative_to(ROOT / "app")))


def expressions_in(source: str, file: str) -> Iterator[Expression]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "re":
            raise AssertionError(f"{file}: import re, so that its expressions are found")
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _USES:
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
            continue
        given = node.args[0]
        try:
            value = ast.literal_eval(given)
        except ValueError:
            yield Expression(file, node.lineno, PUT_TOGETHER, is_constant=False)
            continue
        yield Expression(file, node.lineno, value if isinstance(value, str) else value.decode("latin-1"), True)


def is_harmless(pattern: str) -> bool:
    """Whether whatever is repeated without limit is one character and comes last."""
    return _harmless(parser.parse(pattern), is_last=True)


def _harmless(items: Any, *, is_last: bool) -> bool:
    listed = [item for item in items if item[0] not in _ZERO_WIDTH]
    return all(
        _item(kind, value, is_last=is_last and number == len(listed) - 1 and listed[-1] == items[-1])
        for number, (kind, value) in enumerate(listed)
    )


def _item(kind: Any, value: Any, *, is_last: bool) -> bool:
    if kind in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        _least, most, inside = value
        if most != signs.MAXREPEAT and most <= MOST:
            return _harmless(inside, is_last=False)
        return is_last and len(inside) == 1 and inside[0][0] in (signs.IN, signs.LITERAL, signs.NOT_LITERAL, signs.ANY)
    if kind is signs.SUBPATTERN:
        return _harmless(value[-1], is_last=is_last)
    if kind is signs.BRANCH:
        return all(_harmless(branch, is_last=is_last) for branch in value[1])
    if kind in (signs.ASSERT, signs.ASSERT_NOT):
        return _harmless(value[1], is_last=False)
    return True


def test_no_expression_can_be_made_slow() -> None:
    found = list(expressions())
    assert len(found) > 30, "the search finds fewer expressions than there are"
    slow = [(each.file, each.text) for each in found if not (each.is_constant and is_harmless(each.text))]
    assert sorted(slow) == sorted(REVIEWED)


@pytest.mark.parametrize(
    "pattern",
    [
        r"!\[[^\]\n]*\]\([^)\n]*\)", r"(.*?)(?:[ \t]+#+)?[ \t]*", r"(a+)+", r"a*b", r"(?:[/_][A-Za-z_]+)*", r"\s#+$",
        r"^[ \t]*x", r"(?:ab)*", r"x(?=a*b)", r"a{5,}b", r"a{2,5000}b", r"a+|b+c", r"(a*)b",
    ],
)  # fmt: skip
def test_what_can_be_made_slow_is_seen(pattern: str) -> None:
    assert not is_harmless(pattern)


@pytest.mark.parametrize("pattern", [r"\S+", r"[0-9a-f]*", r"\\([.!()+\-])", r"a|[bc]+", r"(\w+)", r"\d{1,9}[.)]x?"])
def test_what_is_linear_is_not_complained_about(pattern: str) -> None:
    assert is_harmless(pattern)


def test_an_expression_is_found_however_it_is_called() -> None:
    source = "import re\nA = re.compile(rb'a' rb'b')\ndef f(x):\n    return re.sub(f'{x}+', '', re.split('c', x))\n"
    found = {(each.text, each.is_constant) for each in expressions_in(source, "x.py")}
    assert found == {("ab", True), (PUT_TOGETHER, False), ("c", True)}
    with pytest.raises(AssertionError):
        list(expressions_in("from re import compile\n", "x.py"))


ROW = EntryRow(
    moment=1,
    id=EntryId("e"),
    at=datetime(2026, 1, 1, tzinfo=UTC),
    kind=EntryKind.REFLECTION,
    boundary=Boundary.STAYS,
    pinned=False,
    title="",
    preview="",
)


class Measured:
    """Stands in for an expression; remembers how long the texts are that it runs over."""

    def __init__(self, expression: re.Pattern[str]) -> None:
        self._expression = expression
        self.longest = 0

    def _run(self, name: str, text: str, *more: int) -> Any:
        self.longest = max(self.longest, min(len(text), *more[1:], len(text)))
        return getattr(self._expression, name)(text, *more)

    def search(self, text: str, *more: int) -> Any:
        return self._run("search", text, *more)

    def match(self, text: str, *more: int) -> Any:
        return self._run("match", text, *more)

    def fullmatch(self, text: str, *more: int) -> Any:
        return self._run("fullmatch", text, *more)


@pytest.mark.parametrize("text", ["a " * 100_000, "[a" * 100_000, "2025-01-01" + "_" * 200_000, "\\" * 200_000])
def test_short_texts_are_short(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    forms = tuple(map(Measured, journal_dates._FORMS))
    in_names = tuple(map(Measured, journal_dates._WORDS_IN_A_NAME))
    name, markup, link = map(Measured, (journal_dates._IN_A_NAME, journal_preview._MARKUP, journal_preview._CUT_LINK))
    monkeypatch.setattr(journal_dates, "_FORMS", forms)
    monkeypatch.setattr(journal_dates, "_IN_A_NAME", name)
    monkeypatch.setattr(journal_dates, "_WORDS_IN_A_NAME", in_names)
    monkeypatch.setattr(journal_preview, "_MARKUP", markup)
    monkeypatch.setattr(journal_preview, "_CUT_LINK", link)
    about = ImportedFile(name=f"2025-01-01{'_' * 1_000}.md", time=datetime(2026, 1, 1, tzinfo=UTC))
    for beginning in ("", "# ", "---\ndate: "):
        (entry,) = read_markdown(f"{beginning}{text}\n---\n{text}\nwords", about, UTC).drafts
        assert entry.first_words
        journal_preview.preview_of(entry.text.body)
        journal_preview.row_with_matches(ROW, "a", partial(EntryText.model_validate, dict(entry.text)))
    assert 0 < max(form.longest for form in forms) <= 60 or text.startswith("\\")
    assert 0 < max(name.longest, *(form.longest for form in in_names)) <= 255
    assert 0 < max(markup.longest, link.longest) <= 1_000
