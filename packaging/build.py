"""Builds what people install, into build/package; Linux.

    build.py frozen     the program with everything it needs, a folder
    build.py tar        that folder with `install`, for one user, without root
    build.py deb        that folder as a Debian package
    build.py wheel      a wheel and its source archive, for pipx and the like
    build.py bill       what is inside, as a CycloneDX bill of materials
    build.py hashes     SHA-256 of what was built
    build.py all        all of it

Two builds of one commit are the same to the byte: times come from the commit, owners and orders are fixed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Callable
from email.utils import formatdate
from functools import cache
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import __version__  # noqa: E402

HERE, OUT = ROOT / "packaging", ROOT / "build" / "package"
FROZEN = OUT / "accord"
NAME = f"accord-{__version__}-linux-{os.uname().machine}"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
COMPRESSION = ("-Zxz", "-z6", "--threads-max=1")
"""With one thread, as the number of threads shows in what comes out."""
DEPENDS = (
    "libgl1, libegl1, libfontconfig1, libfreetype6, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, libx11-6, "
    "libx11-xcb1, libxcb1, libwayland-client0, libwayland-cursor0, libwayland-egl1, xkb-data"
)
"""What is not inside, besides the C library (packaging/frozen/accord.spec says why)."""
MAINTAINER = "The Accord team <accord@localhost.invalid>"
DESCRIPTION = """\
 Two adults each say, alone, what they want and what they do not, agree on
 what both are open to, and can take it back at any time; or one person keeps
 a private journal. Everything is kept in an encrypted folder, and no network
 is ever used."""


@cache
def commit_time() -> int:
    """Seconds since 1970 of the commit, or of SOURCE_DATE_EPOCH."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given or _said("git", "log", "-1", "--format=%ct"))


def frozen() -> None:
    """The frozen program with icons, menu entry, manual page and licences beside it."""
    shutil.rmtree(FROZEN, ignore_errors=True)
    places = ("--distpath", str(OUT), "--workpath", str(ROOT / "build" / "frozen"))
    spec = HERE / "frozen" / "accord.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", *places, str(spec)]
    subprocess.run(command, env=_fixed(), cwd=ROOT, check=True)
    _forget_build_paths(FROZEN)
    share = FROZEN / "share"
    _icons(share / "icons" / "hicolor")
    _copy(HERE / "linux" / "accord.desktop", share / "applications")
    _copy(HERE / "linux" / "org.accord.Accord.metainfo.xml", share / "metainfo")
    manual = share / "man" / "man1" / "accord.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((HERE / "linux" / "accord.1").read_bytes(), mtime=0))
    _licences(share / "doc" / "accord")
    bill(share / "doc" / "accord" / "bom.cdx.json")


def tar() -> None:
    """One archive: unpack it, run ./install."""
    with tarfile.open(OUT / f"{NAME}.tar.xz", "w:xz", preset=6) as archive:
        for script in ("install", "uninstall"):
            _add(archive, HERE / "linux" / script, f"{NAME}/{script}", 0o755)
        for file in _files(FROZEN):
            _add(archive, file, f"{NAME}/accord/{file.relative_to(FROZEN)}", _mode(file))


def deb() -> None:
    """A package for Debian and its derivatives; it runs no script of ours when it is installed."""
    tree = OUT / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    program = tree / "usr" / "lib" / "accord"
    shutil.copytree(FROZEN, program, symlinks=True, ignore=shutil.ignore_patterns("share"))
    shutil.copytree(FROZEN / "share", tree / "usr" / "share")
    command = tree / "usr" / "bin" / "accord"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/accord/accord")
    _paper(tree / "usr" / "share")
    size = sum(file.lstat().st_size for file in _files(tree)) // 1024
    control = {
        "Package": "accord",
        "Version": __version__,
        "Architecture": ARCHITECTURES[os.uname().machine],
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": f"libc6 (>= {_newest_libc(FROZEN)}), {DEPENDS}",
        "Recommends": "libcups2 | libcups2t64, fonts-noto-core",
        "Section": "misc",
        "Priority": "optional",
        "Description": f"private notebook for one or two people\n{DESCRIPTION}",
    }
    words = "".join(f"{name}: {value}\n" for name, value in control.items())
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(words)
    for each in (tree, *tree.rglob("*")):
        if not each.is_symlink():
            each.chmod(0o755 if each.is_dir() else _mode(each))
        os.utime(each, (commit_time(), commit_time()), follow_symlinks=False)
    target = OUT / f"accord_{__version__}_{control['Architecture']}.deb"
    build = ["dpkg-deb", "--root-owner-group", *COMPRESSION, "--build", str(tree), str(target)]
    subprocess.run(build, env=_fixed(), check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


def wheel() -> None:
    """For those who have Python: the wheel, and the source archive that it can be built from."""
    source, built = ROOT / "build" / "source", ROOT / "build" / "wheel"
    for folder in (source, built):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    # From a copy of what is tracked: nothing that lies about gets in.
    for name in _said("git", "ls-files").split("\n"):
        _copy(ROOT / name, (source / name).parent)
        (source / name).chmod(_mode(source / name))
    for hook in ("build_wheel", "build_sdist"):
        build = f"from setuptools import build_meta; build_meta.{hook}({str(built)!r})"
        command = [sys.executable, "-W", "ignore", "-c", build]
        subprocess.run(command, env=_fixed(), cwd=source, check=True, stdout=subprocess.DEVNULL)
    shutil.copy(next(built.glob("*.whl")), OUT)
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(built, filter="data")
    unpacked = built / archive.name.removesuffix(".tar.gz")
    with (
        (OUT / archive.name).open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packer,
        tarfile.open(fileobj=packer, mode="w") as packed,
    ):
        for each in _files(unpacked):
            _add(packed, each, str(each.relative_to(built)), _mode(each))


def bill(target: Path = OUT / f"{NAME}.cdx.json") -> None:
    """The bill of materials: each library with its version, its licence and the hashes it was installed against."""
    parts = [_python(), *map(_installed, _libraries()), *map(_of_system, _system_packages())]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "accord",
                "version": __version__,
                "licenses": [{"expression": "GPL-3.0-or-later AND CC-BY-SA-4.0 AND OFL-1.1"}],
            }
        },
        "components": parts,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(document, indent=1) + "\n")


def hashes() -> None:
    """A line for each file to hand out."""
    built = sorted(file for file in OUT.iterdir() if file.is_file() and file.name != "SHA256SUMS")
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in built)
    (OUT / "SHA256SUMS").write_text("".join(lines))


def everything() -> None:
    """All of it."""
    for step in (frozen, tar, deb, wheel, bill, hashes):
        step()


def _fixed() -> dict[str, str]:
    """The environment in which the same commit gives the same bytes."""
    # Modules are not compressed: they load faster, and the packages, which are compressed as a whole, become smaller.
    # Stripped libraries are kept in a folder of this checkout, so that two builds at a time don't share one.
    freezer = {
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "PYINSTALLER_CONFIG_DIR": str(ROOT / "build" / "frozen" / "stripped"),
    }
    return os.environ | {"SOURCE_DATE_EPOCH": str(commit_time()), "PYTHONHASHSEED": "0"} | freezer


def _forget_build_paths(folder: Path) -> None:
    """A Python built by hand names its folder, somebody's home perhaps where this runs; all libraries are inside."""
    for file in _libraries_in(folder):
        paths = re.findall(r"^  R(?:UN)?PATH +(.*)$", _said("objdump", "-p", str(file)), re.MULTILINE)
        if any(not each.startswith("$ORIGIN") for path in paths for each in path.split(":")):
            subprocess.run(("chrpath", "--delete", str(file)), check=True, stdout=subprocess.DEVNULL)


def _paper(share: Path) -> None:
    """What Debian asks for: the licence in its form, a log of changes, and the reasons to overrule its checker."""
    folder, overrides = share / "doc" / "accord", share / "lintian" / "overrides" / "accord"
    _copy(HERE / "linux" / "copyright", folder)
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "linux" / "lintian-overrides", overrides)
    day = formatdate(commit_time())
    log = f"accord ({__version__}) unstable; urgency=medium\n\n  * See the release notes.\n\n -- {MAINTAINER}  {day}\n"
    (folder / "changelog.gz").write_bytes(gzip.compress(log.encode(), 9, mtime=0))


def _newest_libc(folder: Path) -> str:
    """The C library that has every symbol asked for."""
    asked = {(0, 0)}
    for file in _libraries_in(folder):
        told = _said("objdump", "-T", str(file))
        asked |= {(int(one), int(two)) for one, two in re.findall(r"\bGLIBC_(\d+)\.(\d+)", told)}
    return ".".join(map(str, max(asked)))


def _libraries_in(folder: Path) -> list[Path]:
    """All of the program that the linker reads."""
    files = (file for file in _files(folder) if not file.is_symlink())
    return [file for file in files if ".so" in file.name or file.name == "accord"]


def _icons(folder: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication([])
    drawing = HERE / "linux" / "accord.svg"
    for size in ICON_SIZES:
        target = folder / f"{size}x{size}" / "apps" / "accord.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        QIcon(str(drawing)).pixmap(QSize(size, size)).save(str(target))
    _copy(drawing, folder / "scalable" / "apps")
    del application


def _licences(folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "LICENSES", folder / "licences")
    _copy(HERE / "NOTICES.md", folder)
    _copy(HERE / "frozen" / "LGPL-3.0.txt", folder / "licences")
    shutil.copyfile(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "licences" / "Python.txt")
    _licences_of_system(folder / "libraries")
    for name in _libraries():
        for file in distribution(name).files or ():
            if "dist-info/licenses/" in str(file) or file.name.upper().startswith(("LICENSE", "COPYING", "NOTICE")):
                target = folder / "libraries" / name / "-".join(file.parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), target)


def _licences_of_system(folder: Path) -> None:
    for package in _system_packages():
        _copy(_paper_of(package), folder / package)


@cache
def _system_packages() -> list[str]:
    """The packages of this system whose libraries are inside, where it is Debian; Python may be a different one."""
    found = set()
    inside = [file for file in (FROZEN / "_internal").glob("lib*.so*") if not file.name.startswith("libpython")]
    for file in inside if shutil.which("dpkg-query") else ():
        asked = ("dpkg-query", "-S", f"*/{file.name}")
        package = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.partition(":")[0]
        if package and not file.is_symlink() and _paper_of(package).is_file():
            found.add(package)
    return sorted(found)


def _paper_of(package: str) -> Path:
    return Path("/usr/share/doc") / package / "copyright"


def _python() -> dict[str, Any]:
    version = platform.python_version()
    licence = {"license": {"id": "PSF-2.0"}}
    return {"type": "library", "name": "Python", "version": version, "licenses": [licence]}


def _installed(name: str) -> dict[str, Any]:
    """A library with its licence and the hashes that it was installed against."""
    said = distribution(name).metadata
    licence = said.get("License-Expression") or said.get("License") or _classified(said.get_all("Classifier") or [])
    return {
        "type": "library",
        "name": said["Name"],
        "version": said["Version"],
        "purl": f"pkg:pypi/{name.lower()}@{said['Version']}",
        "licenses": [{"license": {"name": licence.splitlines()[0]}}],
        "hashes": [{"alg": "SHA-256", "content": each} for each in _pinned_hashes()[name]],
    }


def _of_system(package: str) -> dict[str, Any]:
    """A library of this system; its licence is beside the program."""
    version = _said("dpkg-query", "-W", "-f", "${Version}", package)
    return {"type": "library", "name": package, "version": version, "purl": f"pkg:deb/debian/{package}@{version}"}


@cache
def _pinned_hashes(file: str = "requirements-package.txt") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / file).read_text().splitlines():
        if "==" in line:
            name = line.split("==")[0]
            found.setdefault(name, [])
        elif "--hash=sha256:" in line:
            found[name].append(line.split("sha256:")[1].strip(" \\"))
    return found


def _libraries() -> list[str]:
    """What the program runs on and this system has, and what starts the frozen one."""
    return [name for name in (*_pinned_hashes("requirements.txt"), "pyinstaller") if any(distributions(name=name))]


def _classified(classifiers: list[str]) -> str:
    said = [each.rsplit(" :: ", 1)[1] for each in classifiers if each.startswith("License ::")]
    return said[0] if said else "see the files"


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_symlink() or file.is_file())


def _mode(file: Path) -> int:
    is_program = file.name in {"accord", "install", "uninstall"} and not file.is_symlink()
    return 0o755 if is_program and file.parent.name != "overrides" else 0o644


def _add(archive: tarfile.TarFile, file: Path, name: str, mode: int) -> None:
    entry = archive.gettarinfo(str(file), name)
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime, entry.mode = commit_time(), mode
    if entry.issym() or entry.islnk():
        archive.addfile(entry)
    else:
        with file.open("rb") as content:
            archive.addfile(entry, content)


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)


def _said(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


STEPS: dict[str, Callable[[], None]] = {
    "frozen": frozen, "tar": tar, "deb": deb, "wheel": wheel, "bill": bill, "hashes": hashes, "all": everything,
}  # fmt: skip

if __name__ == "__main__":
    os.umask(0o022)
    OUT.mkdir(parents=True, exist_ok=True)
    for step in sys.argv[1:] or ["all"]:
        STEPS[step]()
