"""`make soak` runs its jobs side by side, and what it writes has one shape, whatever was counted, failed or cut off."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.soak.__main__ import parts
from tests.soak.outcome import Outcome, read_report, write_report
from tests.soak.side_by_side import Part, run


def told(_found: dict[str, Outcome]) -> None:
    pass


def counting(number: int) -> Callable[[], Outcome]:
    return lambda: Outcome(number, counts=Counter(kills=number))


def test_of_each_test_how_much_was_tried_and_failed_and_how_long_it_took(tmp_path: Path) -> None:
    found = {
        "couples walk": Outcome(200, seconds=12.34, counts=Counter(kills=7)),
        "acts are killed": Outcome(3, ["at step 2"], seconds=1),
    }
    write_report(found, tmp_path / "build" / "soak.json")
    assert json.loads((tmp_path / "build" / "soak.json").read_text()) == {
        "couples walk": {"tried": 200, "failed": 0, "seconds": 12.3},
        "acts are killed": {"tried": 3, "failed": 1, "seconds": 1},
    }


def test_what_an_earlier_run_has_finished_is_read_back(tmp_path: Path) -> None:
    report = tmp_path / "soak.json"
    assert read_report(report) == {}
    write_report({"whole": Outcome(3, ["wrong"], seconds=2), "cut off": Outcome(1, jobs_left=1)}, report)
    (found,) = read_report(report).items()
    assert (found[0], found[1].tried, len(found[1].failed), found[1].seconds) == ("whole", 3, 1, 2)


def test_jobs_run_side_by_side_and_are_counted_together() -> None:
    judged: list[int] = []
    told_of: list[dict[str, tuple[int, int]]] = []
    every = {
        "many": Part([counting(each) for each in (1, 2, 4)], lambda outcome: judged.append(outcome.tried)),
        "one": Part([counting(8)]),
    }
    found = run(every, 2, lambda found: told_of.append({name: (o.tried, o.jobs_left) for name, o in found.items()}))
    assert (found["many"].tried, found["many"].counts, found["many"].jobs_left) == (7, Counter(kills=7), 0)
    assert (found["one"].tried, judged) == (8, [7])
    assert len(told_of) == 4
    assert told_of[-1] == {"many": (7, 0), "one": (8, 0)}
    assert found["many"].seconds > 0


def test_a_job_that_raises_or_ends_has_failed_and_the_rest_goes_on() -> None:
    def raises() -> Outcome:
        raise RuntimeError("it broke")

    def ends() -> Outcome:
        os.kill(os.getpid(), signal.SIGKILL)
        return Outcome()

    class Words(str):
        pass

    def cannot_tell() -> Outcome:
        return Outcome(failed=[Words("of a class that only this process knows")])

    found = run({"broken": Part([raises, ends, cannot_tell, counting(1)])}, 2, told)["broken"]
    assert found.tried == 1
    assert sorted("it broke" in each for each in found.failed) == [False, False, True]


def test_a_job_has_a_home_of_its_own_which_is_removed(tmp_path: Path) -> None:
    def looks() -> Outcome:
        (tmp_path / str(os.getpid())).write_text(os.environ["HOME"])
        return Outcome(1)

    run({"homes": Part([looks, looks])}, 2, told)
    homes = {Path(path.read_text()) for path in tmp_path.iterdir()}
    assert len(homes) == 2
    assert Path.home() not in homes
    assert not any(home.exists() for home in homes)


def test_stopped_it_ends_its_jobs_and_has_told_of_what_was_done(tmp_path: Path) -> None:
    def waits() -> Outcome:
        (tmp_path / "waits").write_text(f"{os.getpid()} {os.environ['HOME']}")
        signal.pause()
        return Outcome()

    seen: list[tuple[int, int]] = []

    def stop(found: dict[str, Outcome]) -> None:
        seen.append((found["long"].tried, found["long"].jobs_left))
        while not (tmp_path / "waits").exists() or not (tmp_path / "waits").read_text():
            pass
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run({"long": Part([waits, counting(1)])}, 2, stop)
    process, home = (tmp_path / "waits").read_text().split()
    assert seen == [(1, 1)]
    assert not Path("/proc", process).exists()
    assert not Path(home).exists()


def test_too_little_that_happened_has_failed() -> None:
    outcome = Outcome(1_000, counts=Counter(kills=1, scenes=2))
    outcome.require_something_of(("kills", "scenes"))
    assert outcome.failed == ["no kills to speak of"]


def test_every_test_has_jobs_as_many_as_are_asked_for() -> None:
    every = parts(24, 200_000, 200)
    assert all(part.jobs for part in every.values())
    assert len(every["couples walk"].jobs) == 40
    assert len(every["people leave"].jobs) == 5
