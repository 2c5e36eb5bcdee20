"""A seccomp filter for Linux: the kernel refuses this process and its children all but local sockets.

It needs no root. It is a classic BPF program over `struct seccomp_data` (number, architecture, instruction pointer, six
arguments of 64 bits); see the kernel's seccomp_filter documentation.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from typing import NamedTuple

from app.hardening.report import Network
from app.platforms import current

AF_UNIX = 1

# struct seccomp_data, offsets in bytes; both processors are little-endian, so an argument's low half comes first.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_ALLOW = 0x7FFF0000  # SECCOMP_RET_ALLOW
_ERRNO = 0x00050000  # SECCOMP_RET_ERRNO

_X32_BIT = 0x40000000
# The generic numbers of new calls are the same on both: io_uring_setup, io_uring_enter, io_uring_register.
_IO_URING = (425, 426, 427)

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1  # SECCOMP_SET_MODE_FILTER
_ALL_THREADS = 1  # SECCOMP_FILTER_FLAG_TSYNC

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, constant."""


class Processor(NamedTuple):
    """What the filter needs to know about a processor: its audit number and its system call numbers."""

    audit: int
    socket: int
    socketpair: int
    seccomp: int
    has_x32: bool


PROCESSORS = {
    "x86_64": Processor(audit=0xC000003E, socket=41, socketpair=53, seccomp=317, has_x32=True),
    "aarch64": Processor(audit=0xC00000B7, socket=198, socketpair=199, seccomp=277, has_x32=False),
}


def program(processor: Processor) -> tuple[Instruction, ...]:
    """The filter. A refused family looks as if the kernel had been built without it, which libraries expect."""
    steps: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, processor.audit),
        _refuse(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if processor.has_x32:
        steps += [(_IF_AT_LEAST, 0, 1, _X32_BIT), _refuse(errno.ENOSYS)]
    # io_uring opens and connects sockets without calling socket().
    for number in _IO_URING:
        steps += [(_IF_EQUAL, 0, 1, number), _refuse(errno.EPERM)]
    for number in (processor.socket, processor.socketpair):
        steps += [
            (_IF_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_IF_EQUAL, 1, 0, AF_UNIX),
            _refuse(errno.EAFNOSUPPORT),
            (_RETURN, 0, 0, _ALLOW),
        ]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return tuple(steps)


def _refuse(number: int) -> Instruction:
    return (_RETURN, 0, 0, _ERRNO | number)


def is_possible() -> bool:
    """Whether this system can have the filter."""
    # A 32-bit process on a 64-bit kernel makes its calls under different numbers.
    return current().has_seccomp and os.uname().machine in PROCESSORS and struct.calcsize("P") == 8


def install() -> tuple[Network, str]:
    """Install the filter on every thread of this process and verify that it works; what failed, as a technical word.

    It can't be removed again.
    """
    if not is_possible():
        return Network.TRIPWIRE, ""
    libc = ctypes.CDLL(None, use_errno=True)
    processor = PROCESSORS[os.uname().machine]
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0))) != 0:
        return Network.FAILED, f"no_new_privs {_last_error()}"
    result = _install(libc, processor)
    if result == 0:
        if not _is_refused(libc):
            return Network.FAILED, "no effect"
        return Network.ENFORCED, ""
    if result > 0:
        return Network.FAILED, "a thread could not be covered"
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL):
        return Network.TRIPWIRE, _last_error()
    return Network.FAILED, f"seccomp {_last_error()}"


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _install(libc: ctypes.CDLL, processor: Processor) -> int:
    steps = program(processor)
    raw = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))
    whole = _Program(len(steps), ctypes.addressof(raw))
    libc.syscall.restype = ctypes.c_long
    arguments = (processor.seccomp, _SET_MODE_FILTER, _ALL_THREADS)
    return int(libc.syscall(*map(ctypes.c_long, arguments), ctypes.byref(whole)))


def _is_refused(libc: ctypes.CDLL) -> bool:
    """Whether an internet socket is refused and a local socket is not."""
    stream, internet = 1, 2
    refused = libc.socket(internet, stream, 0)
    is_refused = refused < 0 and ctypes.get_errno() == errno.EAFNOSUPPORT
    local = libc.socket(AF_UNIX, stream, 0)
    for opened in (refused, local):
        if opened >= 0:
            os.close(opened)
    return is_refused and local >= 0


def _last_error() -> str:
    return errno.errorcode.get(ctypes.get_errno(), "unknown")
