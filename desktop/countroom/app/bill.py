"""The bill of keying: how many sheets and keystrokes a plan costs, and when the last one is in.

Keystrokes are counted line by line of each sheet: the digits of the figure expected there and
Enter, the sheet's number with its check digit, and one key to finish; both entries. Only pace and
shares are assumed, and they are stated. Times are whole milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from countroom.domain.election import Contest, MiniCount
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    ENTRUSTED,
    EXPECTED,
    PAPERS,
    UNUSED,
    UNUSED_VOTES,
    SheetKind,
    account_fields,
    candidate_of,
    fields_of,
    kinds_of,
    objector_of,
    slate_of,
    slates,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.domain.election import BallotBox
    from countroom.domain.identifiers import ContestId, FieldId
    from countroom.domain.rule_set import RuleSet

ENTRIES: Final = 2
_NUMBER_KEYS: Final = len("007034") + len(" ")
"""A sheet's number with its check digit, and Enter."""
_FINISH: Final = 1
_ENTER: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What the bill assumes: milliseconds a key and a sheet, and shares of electors and papers.

    ``turnout`` papers come from 100 electors; of 100 papers ``mixed`` are not in bundles (all of
    them where nothing is bundled) and ``doubtful`` go to adjudication; a counting sheet holds
    ``a_sheet`` of them. ``used`` is how many of 100 votes are cast.
    """

    key_ms: int = 350
    sheet_ms: int = 6_000
    turnout: int = 40
    mixed: int = 45
    doubtful: int = 1
    a_sheet: int = 25
    used: int = 85
    unknown_papers: int = 2_000


USUAL: Final = Pace()


@dataclass(frozen=True, slots=True)
class Bill:
    """What the plan costs: sheets of paper, keystrokes of both entries, and by kind of sheet."""

    sheets: int
    keystrokes: int
    by_kind: Mapping[str, int]
    keyer_ms: int

    @property
    def keyer_minutes(self) -> int:
        """Give the minutes of all keyers together, both entries, begun minutes as whole ones."""
        return self.minutes(1)

    def minutes(self, keyers: int) -> int:
        """Give the minutes until the last sheet with so many keyers who never pause."""
        return -(-self.keyer_ms // (60_000 * keyers))

    def last_sheet(self, begins: str, keyers: int) -> str:
        """Give when the last sheet is in: UTC in RFC 3339, from when keying begins."""
        ends = datetime.fromisoformat(begins) + timedelta(minutes=self.minutes(keyers))
        return ends.isoformat().replace("+00:00", "Z")


def bill_of(
    contests: Iterable[tuple[Contest, RuleSet]],
    papers: Mapping[ContestId, int] | None = None,
    pace: Pace = USUAL,
) -> Bill:
    """Add up the bill of contests with a poll; ``papers`` are those known already, by contest."""
    return added(bills_of(contests, papers, pace).values())


def bills_of(
    contests: Iterable[tuple[Contest, RuleSet]],
    papers: Mapping[ContestId, int] | None = None,
    pace: Pace = USUAL,
) -> dict[ContestId, Bill]:
    """Make the bill of each contest with a poll."""
    bills = {}
    for contest, rules in contests:
        if not contest.uncontested:
            all_papers = (papers or {}).get(contest.id, expected_papers(contest, pace))
            bills[contest.id] = _bill(_sheets(contest, rules, all_papers, pace), pace)
    return bills


def added(bills: Iterable[Bill]) -> Bill:
    """Add bills up."""
    total = Bill(0, 0, {}, 0)
    for one in bills:
        kinds = dict(Counter(total.by_kind) + Counter(one.by_kind))
        total = Bill(
            total.sheets + one.sheets,
            total.keystrokes + one.keystrokes,
            kinds,
            total.keyer_ms + one.keyer_ms,
        )
    return total


def _bill(sheets: Iterable[tuple[SheetKind, int, int]], pace: Pace) -> Bill:
    by_kind: Counter[str] = Counter()
    keys = 0
    for kind, count, keystrokes in sheets:
        by_kind[kind] += count
        keys += ENTRIES * count * keystrokes
    total = sum(by_kind.values())
    spent = keys * pace.key_ms + ENTRIES * total * pace.sheet_ms
    return Bill(total, keys, dict(by_kind), spent)


def expected_papers(contest: Contest, pace: Pace = USUAL) -> int:
    """Guess a contest's ballot papers from its electorate."""
    if contest.electorate is None:
        return pace.unknown_papers
    return -(-contest.electorate * pace.turnout // 100)


def mixed_sheets(contest: Contest, papers: int, pace: Pace = USUAL) -> int:
    """Give the counting sheets that so many papers of a contest fill, bundled ones left out.

    For one seat every paper lies in a candidate's bundle; where no party has candidates enough
    for a bundle every paper is mixed.
    """
    share = 0 if contest.seats == 1 else (pace.mixed if slates(contest) else 100)
    return -(-papers * share // (100 * pace.a_sheet))


def sheets_to_print(contest: Contest, tables: int, pace: Pace = USUAL) -> int:
    """Give the counting sheets to print for each table: those expected and a fifth as spares."""
    each = -(-mixed_sheets(contest, expected_papers(contest, pace), pace) // tables)
    return each + max(2, -(-each // 5))


def _sheets(
    contest: Contest, rules: RuleSet, papers: int, pace: Pace
) -> Iterator[tuple[SheetKind, int, int]]:
    """Pass the kind, number and keystrokes of one entry of a contest's sheets."""
    for box in contest.boxes:
        yield "account", 1, _account_keys(contest, box, papers)
    tables = contest.counted_in
    for mini_count in tables:
        share = papers // len(tables)
        for kind, count in Counter(_kinds(contest, mini_count, share, pace)).items():
            lines = fields_of(kind, contest, rules)
            guess = _Guess(contest, share, pace, kind, mini_count)
            figures = sum(guess.keys(line) for line in lines)
            yield kind, count, _NUMBER_KEYS + figures + _FINISH


def _kinds(contest: Contest, mini_count: MiniCount, papers: int, pace: Pace) -> Iterator[SheetKind]:
    """List the sheets a table will use: the spares printed for it stay blank."""
    for kind in kinds_of(contest, mini_count):
        if kind != "mixed":
            yield kind
    if mini_count.depth == "every_sheet":
        for _ in range(mixed_sheets(contest, papers, pace)):
            yield "mixed"


def _account_keys(contest: Contest, box: BallotBox, papers: int) -> int:
    """Count the keys of an account: known figures are confirmed, and counted as expected is F3."""
    share = papers // len(contest.boxes)
    expected: Mapping[FieldId, int] = {
        ENTRUSTED: box.entrusted or 2 * share,
        UNUSED: max(0, (box.entrusted or 2 * share) - share),
        EXPECTED: share,
        COUNTED: share,
    }
    keys = 0
    for line in account_fields(box):
        given = line == ENTRUSTED and box.entrusted is not None
        keys += _ENTER if given else _digits(expected.get(line, 0)) + _ENTER
    return _NUMBER_KEYS + keys + _FINISH


@dataclass(frozen=True, slots=True)
class _Guess:
    """What figures a sheet of a table will have, as far as their digits matter."""

    contest: Contest
    papers: int
    pace: Pace
    kind: SheetKind
    mini_count: MiniCount

    def keys(self, line: FieldId) -> int:
        """Count the keys of one line."""
        if objector_of(line) is not None:
            return _ENTER  # nobody objected: Enter says 0
        if line.startswith("bundle_size:"):
            return _ENTER  # filled in
        return _digits(self._figure(line)) + _ENTER

    def _figure(self, line: FieldId) -> int:
        contest, on_sheet = self.contest, self._on_sheet()
        if line == PAPERS:
            return on_sheet
        if candidate_of(line) is not None:
            votes = on_sheet * contest.seats * self.pace.used // 100
            # Many have more than the mean: better a bill too high than one too low.
            return 2 * votes // len(contest.candidates)
        if line == UNUSED_VOTES:
            return on_sheet * contest.seats * (100 - self.pace.used) // 100
        if line in (DOUBTFUL, ALLOWED):
            return self.papers * self.pace.doubtful // 100
        if slate_of(line) is not None:
            bundles = max(1, self.papers * (100 - self.pace.mixed) // 100 // self.pace.a_sheet)
            return bundles // max(1, len(contest.candidates) // contest.seats)
        return 0

    def _on_sheet(self) -> int:
        if self.kind == "mixed":
            return self.pace.a_sheet
        share = self.pace.mixed if self.kind == "summary" else 100
        return self.papers * share // 100


def _digits(figure: int) -> int:
    return len(str(figure))
