"""What the process has been denied, in words for About."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import __version__
from app.hardening.report import Network
from app.platforms import current
from app.ui.wording import fill, plural

if TYPE_CHECKING:
    from app.hardening.report import HardeningReport


def about_lines(report: HardeningReport) -> tuple[str, ...]:
    """One sentence each: version, network, memory."""
    tr = partial(QCoreApplication.translate, "About")
    network = {
        Network.ENFORCED: tr("Network: the system refuses every connection by this program and by anything it starts."),
        Network.TRIPWIRE: tr(
            "Network: this program opens no connections, but this system offers no way to enforce that."
        ),
        Network.FAILED: tr("Network: this program opens no connections, but enforcing that did not work here."),
    }
    lines = [fill(tr("Accord {version}"), version=__version__), network[report.network]]
    if report.no_core_dumps and report.not_dumpable:
        lines.append(tr("Memory: no copy is written if the program crashes, and other programs cannot read it."))
    else:
        lines.append(tr("Memory: on this system, your other programs may be able to read it."))
    if current().hides_windows:
        lines.append(tr("Screen: the system is asked to leave this window out of screenshots and recordings."))
    else:
        lines.append(tr("Screen: on this system, your other programs can take pictures of this window."))
    if not current().is_tried:
        lines.append(tr("Accord has been tried on Linux only. Nobody has checked yet what it does on this system."))
    refused = report.refusals()
    if refused:
        lines.append(plural("Refused so far: %n attempts.", refused))
    return tuple(lines)
