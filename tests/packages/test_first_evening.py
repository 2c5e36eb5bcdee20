"""What a person does first: makes a vault, prints a page, comes back. All of it as a screen reader would do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.packages.program import Home, Program
from tests.support.at_spi import ScreenReader, registry

PASSPHRASE = "seven quiet lanterns by the river"
PAGE = "a page.pdf"


@contextmanager
def _used(program: Program, home: Home) -> Iterator[ScreenReader]:
    """The program with its window open; it has to end well."""
    with registry(for_all=True) as bus:
        reader = ScreenReader(bus["AT_SPI_BUS_ADDRESS"])
        with program.running(home, changed=bus) as running:
            reader.wait_for_program()
            yield reader
        reader.close()
        assert running.returncode == 0


def test_a_vault_is_made_and_a_page_printed(program: Program, tmp_path: Path) -> None:
    home = program.own_home(tmp_path)
    with _used(program, home) as reader:
        reader.press("Just me")
        reader.press("Continue")
        reader.write("Name", "Robin")
        reader.write("Passphrase", PASSPHRASE)
        reader.write("Repeat it", PASSPHRASE)
        reader.press("Continue")
        reader.press("Continue without a code")
        reader.press("Print and export", "page tab")
        reader.find("Preview of the page", "graphic")
        reader.press("Print…")
        reader.write("Output file:", str(home.inside / PAGE))
        reader.press("Print")
        reader.find("The file is in the place you chose. It is not encrypted.", "label")
    page = (home.outside / PAGE).read_bytes()
    assert page.startswith(b"%PDF-")
    assert page.rstrip().endswith(b"%%EOF")
    with _used(program, home) as reader:
        reader.write("Passphrase", PASSPHRASE)
        reader.press("Unlock")
        reader.find("Print and export", "page tab")
