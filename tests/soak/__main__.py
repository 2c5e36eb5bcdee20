"""`make soak`: unlock, walk through every screen, answer, write, lock, again and again; writes build/soak.json.

After that every statement between the key and Home raises, whatever ended meets whatever could bring it back, acts are
killed at each of their steps, power cuts, failing calls, full disks and kills meet the vault, scenes are killed while
they run and one runs for twelve hours, every state of the tiny worlds is visited, and couples walk through everything
that consent is made of, with restarts and kills. Each test is made of jobs, which run side by side on all cores. The
report is written after each job, so a run that is stopped keeps what it did; `--rest` then runs what is missing. The
counts of rounds, steps and kills may be given, and with `--only` words from the names of the tests that are wanted.
Fails where memory, threads, open files or widgets keep growing, where somebody is let in half, or where anything counts
that nobody agreed or that somebody ended.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.soak import backups, consent, failures, hostile, leavings, passphrases, scenes, using
from tests.soak.outcome import Outcome, read_report, write_report
from tests.soak.side_by_side import Part, run
from tests.support.screens import number_of_cores

OUT = Path("build/soak.json")
STEPS, KILLS, BACKUPS = 200_000, 200, 100
KEY_CHANGES, PASSPHRASES = 20, 100


def parts(rounds: int, steps: int, kills: int) -> dict[str, Part]:
    """Every test of `make soak` under its name, in the order in which they begin."""
    return {
        "the program is used": Part([lambda: using.use(rounds)]),
        "a scene runs for twelve hours": Part([scenes.twelve_hours]),
        "scenes are killed and opened again": Part([lambda: scenes.killed_and_opened(kills)]),
        "everything raises on the way in": Part([lambda: consent.try_everything("tests/end_to_end/test_sent_back.py")]),
        "nothing that ended revives": Part([lambda: consent.try_everything("tests/attacks/test_nothing_revives.py")]),
        "acts are killed at each step": Part([lambda: consent.kill_at_each_step(kills)]),
        "keys are changed": Part([lambda: leavings.change_keys(KEY_CHANGES)]),
        "passphrases are changed": Part([lambda: passphrases.change_passphrases(PASSPHRASES)]),
        "backups are restored": Part([lambda: backups.restored(BACKUPS)]),
        "people leave": Part(leavings.people_leave()),
        "new keys, leaving and deleting are killed": Part(leavings.killed_at_each_step(kills)),
        "the power fails": Part(failures.power_fails()),
        "calls to the file system fail": Part(failures.calls_fail()),
        "the process is killed at calls": Part(failures.killed_at_calls()),
        "the process is killed while it saves": Part(failures.killed_commits()),
        "the disk is full": Part(failures.disks_are_full()),
        **{name: Part(jobs) for name, jobs in hostile.TESTS.items()},
        "every state of the tiny worlds": Part(consent.explore_deeper()),
        "couples walk": Part(consent.walk(steps), consent.enough_happened),
    }


def main() -> int:
    """Run every test, or those that are named, write the report and print what failed."""
    parser = argparse.ArgumentParser(prog="make soak ARGS=")
    for name, count in (("rounds", using.ROUNDS), ("steps", STEPS), ("kills", KILLS)):
        parser.add_argument(name, nargs="?", type=int, default=count)
    parser.add_argument("--only", action="append", metavar="WORDS", help="only tests whose name has these words")
    parser.add_argument("--rest", action="store_true", help="only tests that the last run has not finished")
    asked = parser.parse_args()
    every = parts(asked.rounds, asked.steps, asked.kills)
    wanted = {name: every[name] for name in every if asked.only is None or any(words in name for words in asked.only)}
    if not wanted:
        parser.error("no test has that name; these are: " + ", ".join(every))
    found = {name: each for name, each in read_report(OUT).items() if asked.rest and name in every}
    wanted = {name: part for name, part in wanted.items() if name not in found}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()

    def report(done: dict[str, Outcome]) -> None:
        found.update(done)
        write_report({name: found[name] for name in every if name in found}, OUT)

    with suppress(KeyboardInterrupt):
        run(wanted, number_of_cores(), report)
    for name, each in found.items():
        print(f"{name}: {each.tried} tried in {each.seconds:.0f} s, {len(each.failed)} failed; {each.told}")
    missing = [name for name in every if name in wanted and (name not in found or found[name].jobs_left)]
    print(f"{time.monotonic() - began:.0f} s", *(f"not finished: {name}" for name in missing), sep="\n")
    return 1 if missing or any(each.failed for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
