"""Running Accord, or a piece of Python, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tests.support.environment import own_environment
from tests.support.sources import ROOT


def run_python(
    *arguments: str,
    home: Path,
    before: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
    timeout: float = 240,
) -> subprocess.CompletedProcess[str]:
    """Run this Python with `arguments` from the root, its home below `home`; `before` may wrap it (strace …)."""
    env = own_environment(home) | {"PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"} | dict(extra or {})
    command = [*before, sys.executable, *arguments]
    return subprocess.run(
        command,
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def run_code(code: str, *, home: Path, timeout: float = 240) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python the same way."""
    return run_python("-c", code, home=home, timeout=timeout)


def run_in_copy(code: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python that say little in a copy of this process, which has most of the app imported."""
    pipes = [os.pipe(), os.pipe()]
    child = os.fork()
    if child == 0:
        _run_and_end(code, [write for _, write in pipes])
    said: list[str] = []
    for read, write in pipes:
        os.close(write)
        with open(read, encoding="utf-8") as pipe:
            said.append(pipe.read())
    returncode = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return subprocess.CompletedProcess(["copy"], returncode, *said)


def _run_and_end(code: str, outputs: Sequence[int]) -> NoReturn:
    status = 1
    try:
        for number, output in enumerate(outputs, 1):
            os.dup2(output, number)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
        exec(code, {"__name__": "__main__"})
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
