"""The filter as a program: what it answers to every call, on both processors."""

from __future__ import annotations

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hardening.seccomp import PROCESSORS, Processor, program

ALLOW = 0x7FFF0000
REFUSE = 0x00050000
numbers = st.integers(0, 2**32 - 1)
arguments = st.integers(0, 2**64 - 1)


def answer(processor: Processor, call: int, argument: int = 0, audit: int | None = None) -> int:
    """Run the filter as the kernel would."""
    data = struct.pack("<IIQQ", call, processor.audit if audit is None else audit, 0, argument)
    steps, at, held = program(processor), 0, 0
    while True:
        code, if_true, if_false, constant = steps[at]
        match code:
            case 0x20:
                held = int(struct.unpack_from("<I", data, constant)[0])
            case 0x15 | 0x35:
                is_true = held == constant if code == 0x15 else held >= constant
                at += if_true if is_true else if_false
            case 0x06:
                return constant
            case _:
                raise AssertionError(f"an instruction that is not used: {code:#x}")
        at += 1


@pytest.fixture(params=sorted(PROCESSORS))
def processor(request: pytest.FixtureRequest) -> Processor:
    return PROCESSORS[request.param]


@pytest.mark.parametrize("name", sorted(PROCESSORS))
@given(argument=arguments)
def test_only_local_sockets(name: str, argument: int) -> None:
    """The kernel looks at the low half of the family only, and so does the filter."""
    here = PROCESSORS[name]
    is_local = argument & 0xFFFFFFFF == 1
    for call in (here.socket, here.socketpair):
        assert answer(here, call, argument) == (ALLOW if is_local else REFUSE | errno.EAFNOSUPPORT)


@pytest.mark.parametrize("name", sorted(PROCESSORS))
@given(call=numbers, argument=arguments)
def test_everything_else_is_let_through(name: str, call: int, argument: int) -> None:
    here = PROCESSORS[name]
    is_other_numbering = here.has_x32 and call >= 0x40000000
    if call not in (here.socket, here.socketpair, 425, 426, 427) and not is_other_numbering:
        assert answer(here, call, argument) == ALLOW


def test_local_sockets_pass(processor: Processor) -> None:
    assert answer(processor, processor.socket, 1) == ALLOW
    assert answer(processor, processor.socketpair, 1) == ALLOW


@pytest.mark.parametrize("call", [425, 426, 427])
def test_io_uring_is_refused(processor: Processor, call: int) -> None:
    assert answer(processor, call) == REFUSE | errno.EPERM


@given(call=st.integers(0x40000000, 2**32 - 1), argument=arguments)
def test_x32_numbers_are_refused(call: int, argument: int) -> None:
    assert answer(PROCESSORS["x86_64"], call, argument) == REFUSE | errno.ENOSYS


@pytest.mark.parametrize("name", sorted(PROCESSORS))
@given(audit=numbers, call=numbers)
def test_foreign_architectures_are_refused(name: str, audit: int, call: int) -> None:
    here = PROCESSORS[name]
    if audit != here.audit:
        assert answer(here, call, 1, audit) == REFUSE | errno.EPERM


def test_calls_are_told_apart_by_processor() -> None:
    """A number copied to the wrong table would open a access."""
    assert (PROCESSORS["x86_64"].socket, PROCESSORS["x86_64"].socketpair) == (41, 53)
    assert (PROCESSORS["aarch64"].socket, PROCESSORS["aarch64"].socketpair) == (198, 199)
