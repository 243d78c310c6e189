"""The peers that count the single transferable vote, each as near the Scottish rules as it goes.

They run in the environment of ``packaging/locks/peers.txt``, imported before anything is timed.
Each takes the quickest way in that its documentation has: grouped papers where it can group.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.peers.plain import Papers, read_plain
from bench.peers.protocol import Engine


def interregnum() -> Engine:
    """Weighted inclusive transfers in fractions, not cut."""
    from interregnum.methods.preferential.transferable_vote import SingleTransferableVoteAllocator

    allocator = SingleTransferableVoteAllocator(
        "droop", "weighted_inclusive_gregory", "noop", tie_break="from_last_vote"
    )

    def read(path: str) -> tuple[list[tuple[int, list[int]]], int]:
        file = read_plain(path)
        return list(zip(file.papers, file.rankings, strict=True)), file.seats

    def count(ballots: Any) -> list[int]:
        result = allocator.calc(*ballots, random_seed=1)
        return [one.name for one in result.allocation if one.seats]

    return Engine(read, count)


def pref_voting() -> Engine:
    """Scottish rules, winners only."""
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    def read(path: str) -> tuple[Any, int]:
        file = read_plain(path)
        ranks = [{one: at for at, one in enumerate(r, 1)} for r in file.rankings]
        everyone = range(1, file.candidates + 1)
        return ProfileWithTies(ranks, file.papers, candidates=everyone), file.seats

    def count(ballots: Any) -> list[int]:
        profile, seats = ballots
        return [int(one) for one in stv_scottish(profile, num_seats=seats)]

    return Engine(read, count)


def py_vote_core() -> Engine:
    """Fractional transfers in floats."""
    from py3votecore.stv import STV

    def read(path: str) -> tuple[list[dict[str, Any]], int]:
        file = read_plain(path)
        pairs = zip(file.papers, file.rankings, strict=True)
        return [{"count": papers, "ballot": ranking} for papers, ranking in pairs], file.seats

    def count(ballots: Any) -> list[int]:
        papers, seats = ballots
        return list(STV(papers, required_winners=seats).winners)

    return Engine(read, count)


def pyrankvote() -> Engine:
    """Fractional transfers in floats, paper by paper."""
    from pyrankvote import Ballot, Candidate, single_transferable_vote

    def read(path: str) -> tuple[list[Any], list[Any], int]:
        file = read_plain(path)
        people = [Candidate(str(one)) for one in range(1, file.candidates + 1)]
        ballots: list[Any] = []
        for papers, ranking in zip(file.papers, file.rankings, strict=True):
            ballots += [Ballot([people[one - 1] for one in ranking])] * papers
        return people, ballots, file.seats

    def count(ballots: Any) -> list[int]:
        return [int(one.name) for one in single_transferable_vote(*ballots).get_winners()]

    return Engine(read, count)


def pyrcv() -> Engine:
    """Fractional transfers in numpy floats."""
    from pyrcv.pyrcv import run_rcv
    from pyrcv.types import RaceData, RaceMetadata

    def read(path: str) -> Any:
        file = read_plain(path)
        names = [str(one) for one in range(1, file.candidates + 1)]
        return RaceData(RaceMetadata("ward", file.seats, names), file.rankings, file.papers)

    def count(ballots: Any) -> list[int]:
        return [int(one) for held in run_rcv(ballots).rounds for one in held.elected]

    return Engine(read, count)


def rcv_cruncher() -> Engine:
    """Fractional transfers in decimals, cut to five; its count builds its ballots too."""
    from decimal import Decimal

    from rcv_cruncher.marks import BallotMarks
    from rcv_cruncher.rcv.variants import STVFractionalBallot

    def read(path: str) -> tuple[dict[str, Any], int]:
        file = read_plain(path)
        blank = [BallotMarks.SKIPPED] * file.candidates
        ranks = [[*map(str, r), *blank[len(r) :]] for r in file.rankings]
        return {"ranks": ranks, "weight": [Decimal(n) for n in file.papers]}, file.seats

    def count(ballots: Any) -> list[int]:
        record, seats = ballots
        counted = STVFractionalBallot(parsed_cvr=record, n_winners=seats, truncate_to=5)
        outcomes = counted.get_candidate_outcomes()
        return [int(one["name"]) for one in outcomes if one["round_elected"] is not None]

    return Engine(read, count)


def stvpoll() -> Engine:
    """What it calls Scottish: values rounded to five, several surpluses in one round."""
    from stvpoll.scottish_stv import ScottishSTV

    def read(path: str) -> Any:
        file = read_plain(path)
        poll = ScottishSTV(file.seats, range(1, file.candidates + 1))
        for papers, ranking in zip(file.papers, file.rankings, strict=True):
            poll.add_ballot(ranking, papers)
        return poll

    def count(ballots: Any) -> list[int]:
        return list(ballots.calculate())

    return Engine(read, count)


def votelib() -> Engine:
    """Exact fractions, by its own reader of BLT files."""
    from votelib.evaluate.sequential import TransferableVoteSelector
    from votelib.io import blt

    selector = TransferableVoteSelector(transferer="Gregory", quota_function="droop")

    def read(path: str) -> tuple[Any, int]:
        with Path(path).open(encoding="utf-8") as file:
            ballots, seats, *_ = blt.load(file)
        return ballots, seats

    def count(ballots: Any) -> list[int]:
        return [one.number for one in selector.evaluate(*ballots)]

    return Engine(read, count)


def votekit_fast() -> Engine:
    """Fractional transfers in numpy floats."""
    from votekit.elections import FastSTV

    return _votekit(FastSTV)


def votekit_stv() -> Engine:
    """Fractional transfers in floats, a table a round."""
    from votekit.elections import STV

    return _votekit(STV)


def _votekit(election: Any) -> Engine:
    from votekit.ballot import RankBallot
    from votekit.pref_profile import RankProfile

    def read(path: str) -> tuple[Any, int]:
        file: Papers = read_plain(path)
        alone = [frozenset({str(one)}) for one in range(file.candidates + 1)]
        ballots = [
            RankBallot(ranking=[alone[one] for one in ranking], weight=papers)
            for papers, ranking in zip(file.papers, file.rankings, strict=True)
        ]
        everyone = [str(one) for one in range(1, file.candidates + 1)]
        return RankProfile(ballots=ballots, candidates=everyone), file.seats

    def count(ballots: Any) -> list[int]:
        profile, seats = ballots
        held = election(profile, n_seats=seats, simultaneous=False, tiebreak="random")
        return [int(one) for group in held.get_elected() for one in group]

    return Engine(read, count)
