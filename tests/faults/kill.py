"""Kill -9 at any moment of a count and look whether what was shown as saved is there.

A child process keys a count and says on a pipe what it shows as saved; the parent kills it,
opens the file again and looks for every word it said: events in the log, typed fields among the
drafts. Then the chain, every signature and every rule are checked, and the derived tables are
rebuilt and compared.

The mutant ``ack-before-commit`` says *saved* a moment too early; the harness must catch it.
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import hall
from countroom.app.clock import SystemClock
from countroom.app.count import open_count
from countroom.app.rehearsal.desk import Desk
from countroom.app.setup import FIRST_LAPTOP, secrets_beside
from countroom.app.staff import read_secrets, sign_in
from countroom.domain import commands as do
from countroom.domain.refusals import Refusal
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.store.log import CountStore
from countroom.wire.admission import LogReader
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState
    from countroom.wire.chain import Hand
    from countroom.wire.envelope import Signer

    Say = Callable[[str], None]
    Keys = tuple[Signer, dict[PersonId, Hand]]

CONTESTS = 12
DERIVED = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"


@dataclass(slots=True)
class Tally:
    """What the harness counted; ``lost`` and ``broken`` name what went wrong."""

    kills: int = 0
    events: int = 0
    fields: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def run(folder: Path, kills: int, seed: int, mutant: str = "") -> Tally:
    """Kill a working child ``kills`` times; files are made in ``folder``."""
    chance, tally = random.Random(seed), Tally()
    path = folder / "kill-0.count"
    crew = hall.make_crew()
    hall.open_hall(path, CONTESTS, crew=crew).count.close()
    keys = _keys(path)
    while tally.kills < kills:
        said, finished = _killed(path, keys, chance, mutant)
        _look(path, said, tally)
        tally.kills += 1
        if finished:
            path = folder / f"kill-{tally.kills}.count"
            hall.open_hall(path, CONTESTS, crew=crew).count.close()
    return tally


def _killed(path: Path, keys: Keys, chance: random.Random, mutant: str) -> tuple[list[str], bool]:
    """Let a child work for a random while; gives what it said before the kill."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_and_end(path, keys, writing, mutant)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        words = [pipe.readline()]  # the child is at work when it has said a word
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        words += pipe.readlines()
    _, status = os.waitpid(child, 0)
    return [w.strip() for w in words if w.endswith("\n")], os.waitstatus_to_exitcode(status) == 0


def _work_and_end(path: Path, keys: Keys, writing: int, mutant: str) -> None:
    """Work as the child and end without touching what belongs to the parent."""
    code = 1
    try:
        _work(path, keys, lambda word: _say(writing, word), mutant)
        code = 0
    except BaseException:  # noqa: BLE001 - told on the child's own stderr, then it ends
        traceback.print_exc()
    finally:
        os._exit(code)


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def _work(path: Path, keys: Keys, say: Say, mutant: str) -> None:
    desk = Desk(open_count(path, FIRST_LAPTOP, keys[0], SystemClock()), keys[1])
    if mutant == "ack-before-commit":
        _say_too_early(desk, say)
    else:
        desk.count.listeners.append(lambda records: _say_events(records, say))
    say("ready")
    for state in desk.count.count.contests.values():
        while (step := _next_step(desk, state.contest.id, say)) is not None:
            desk.do(step)


def _keys(path: Path) -> tuple[Signer, dict[PersonId, Hand]]:
    """Sign everybody in once; opening sealed keys takes its time on purpose."""
    secrets = read_secrets(secrets_beside(path))
    people = {person: sign_in(secrets, person, hall.SECRET) for person in secrets.people}
    signed = {p: s for p, s in people.items() if not isinstance(s, Refusal)}
    key = next(iter(signed.values())).device_key
    return key, {person: one.hand for person, one in signed.items()}


def _say_events(records: tuple[Recorded, ...], say: Say) -> None:
    for record in records:
        say(f"event {record.id}")


def _say_too_early(desk: Desk, say: Say) -> None:
    write = desk.count.chain.write

    def hasty(*arguments: object) -> object:
        signed = write(*arguments)  # type: ignore[arg-type]
        say(f"event {signed.id}")
        return signed

    desk.count.chain.write = hasty  # type: ignore[assignment, method-assign]


def _next_step(desk: Desk, contest: str, say: Say) -> do.Command | None:
    """Find what comes next for a contest, wherever an earlier child was killed."""
    state = next(s for c, s in desk.count.count.contests.items() if c == contest)
    for kind, out in (("account", state.boxes_out), ("count", state.papers_out)):
        for sheet in out:
            entry, person = (1, hall.KEYER) if sheet.first is None else (2, hall.OTHER_KEYER)
            figures = hall.true_figures(state.contest, sheet.sheet)
            for line, figure in figures.items():
                desk.count.save_field(sheet.sheet.id, entry, line, person, str(figure))
                say(f"field {sheet.sheet.id} {entry} {line} {figure}")
            return do.EnterSheet(person, sheet.sheet.id, 1 if entry == 1 else 2, figures)
        if kind == "account" and state.verification is None:
            arriving = hall.arriving(desk, state)
            if arriving is not None:
                return arriving
            return do.SignVerification(hall.OFFICER, state.contest.id, {})
    return _last_steps(desk, state)


def _last_steps(desk: Desk, state: ContestState) -> do.Command | None:
    contest = state.contest.id
    if state.declared is not None:
        return None
    if state.cleared is not None:
        return do.SpeakResult(hall.OFFICER, contest, desk.count.chain.now())
    if state.provisional is None:
        return do.ReachProvisionalResult(hall.SUPERVISOR, contest)
    if state.consultation_closed != state.provisional.version:
        return do.CloseConsultation(hall.OFFICER, contest, "agreed")
    return do.ClearResult(hall.OFFICER, contest)


def _look(path: Path, said: list[str], tally: Tally) -> None:
    store = CountStore(path)
    try:
        ids = {row[0] for row in store.execute("SELECT id FROM event")}
        drafts = {
            (sheet, str(entry), line): text
            for sheet, entry, line, text in store.execute(
                "SELECT sheet, entry, field, text FROM draft"
            )
        }
        entered = {tuple(map(str, row)) for row in store.execute("SELECT sheet, entry FROM entry")}
        for word in said:
            match word.split(" "):
                case ["event", event]:
                    tally.events += 1
                    if event not in ids:
                        tally.lost.append(word)
                case ["field", sheet, entry, line, figure]:
                    tally.fields += 1
                    kept = drafts.get((sheet, entry, line)) == figure
                    if not kept and (sheet, entry) not in entered:
                        tally.lost.append(word)
        _check(store, tally)
    finally:
        store.close()


def _check(store: CountStore, tally: Tally) -> None:
    reader = LogReader(Count(load_rule_sets()))
    for stored in store.since():
        record = reader.admit(stored.envelope)
        if isinstance(record, Problem):
            tally.broken.append(f"{store.path.name} {stored.position} {record}")
            return
    live = _tables(store)
    store.rebuild(Count(load_rule_sets()))
    if _tables(store) != live:
        tally.broken.append(f"{store.path.name} derived tables differ")


def _tables(store: CountStore) -> dict[str, list[tuple[object, ...]]]:
    names = [row[0] for row in store.execute(DERIVED)]
    return {n: store.execute(f"SELECT * FROM {n}").fetchall() for n in names}  # noqa: S608
