"""Small counts to test on, and the helpers that play them.

All of it is made up but lawful: one council, a ward of one seat and a ward of three. Candidates'
ids never sort as the ballot paper does, so that nothing can lean on that order.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

from countroom.app.rehearsal.arrival import arrival
from countroom.domain import commands as do
from countroom.domain.consultation import Agent, Voice
from countroom.domain.decide import decide
from countroom.domain.declaration import Reading, Totals
from countroom.domain.disclosure import Announcement
from countroom.domain.election import (
    BallotBox,
    Candidate,
    Composition,
    Contest,
    Council,
    Election,
    MiniCount,
    Particulars,
    Party,
    PreviousResult,
    particulars_of,
)
from countroom.domain.events import Recorded
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.hall import BoxReceipt, Container, PostalSession, Transfer
from countroom.domain.history import evolve
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    DeviceId,
    ElectionId,
    EventId,
    FieldId,
    MiniCountId,
    PartyId,
    PersonId,
    RuleSetId,
    SheetId,
)
from countroom.domain.people import Appointment, Device, Person
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    ELSEWHERE,
    ENTRUSTED,
    EXPECTED,
    PAPERS,
    REJECTED_IN_PART,
    SPOILT,
    TENDERED,
    UNUSED,
    UNUSED_VOTES,
    Sheet,
    head_of,
    rejected_under,
    second_of,
    votes_of,
)
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.wire import payload as pl
from countroom.wire.admission import LogReader
from countroom.wire.chain import Chain, Hand, Signed
from countroom.wire.envelope import Key
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.election import Environment
    from countroom.domain.events import Event
    from countroom.domain.guidance import GuidanceStep
    from countroom.domain.people import Role
    from countroom.domain.rule_set import Thresholds
    from countroom.domain.state import ContestState

POLLING_DAY: Final = "2024-05-02"
ELECTION: Final = ElectionId(f"local.sample.{POLLING_DAY}")
ONE: Final = ContestId(f"local.sample.mill-lane.{POLLING_DAY}")
MAYOR: Final = ContestId(f"mayor.sample.{POLLING_DAY}")
THREE: Final = ContestId(f"local.sample.old-town.{POLLING_DAY}")
SPLIT: Final = ContestId(f"local.sample.green-end.{POLLING_DAY}")
GONE: Final = ContestId(f"local.sample.long-lane.{POLLING_DAY}")
MILL_LANE_HALL: Final = BoxId("mill-lane-hall")
POSTAL_BOX: Final = BoxId("green-end-postal")
OLD_TOWN_SCHOOL: Final = BoxId("old-town-school")
NO_POLL: Final = ContestId(f"local.sample.the-fens.{POLLING_DAY}")
RULES: Final = RuleSetId("england-principal-2006")

ADMINISTRATOR: Final = PersonId("administrator-1")
KEYER: Final = PersonId("keyer-1")
OTHER_KEYER: Final = PersonId("keyer-2")
SUPERVISOR: Final = PersonId("supervisor-1")
OFFICER: Final = PersonId("officer-1")
OTHER_OFFICER: Final = PersonId("officer-2")
LAPTOP: Final = DeviceId("laptop-1")
SPOKEN_AT: Final = "2024-05-03T02:00:00.000Z"
ABBOTT: Final = CandidateId("zadie-abbott")
BARKER: Final = CandidateId("yusuf-barker")
CARTER: Final = CandidateId("wendy-carter")
DAWSON: Final = CandidateId("vivek-dawson")
DEPUTYSHIP: Final = Appointment(None, ("adjudicate", "verify", "recount", "lot", "clear"), "Deputy")
CARTERS: Final = Agent(CARTER, "election_agent", "T. Dunn")
CARTERS_AGENT: Final = Voice(CARTER, "election_agent")
NO_TOTALS: Final = Totals(0, 0, {}, {}, 0, 0)
NOTHING_READ: Final = Reading(NO_TOTALS, (), SPOKEN_AT)
ELLIS: Final = CandidateId("una-ellis")
CARTER_VOTES: Final = votes_of(CARTER)
STAFF: Final[Mapping[PersonId, tuple[Role, ...]]] = {
    ADMINISTRATOR: ("administrator",),
    KEYER: ("keyer",),
    OTHER_KEYER: ("keyer",),
    SUPERVISOR: ("supervisor",),
    OFFICER: ("officer",),
    OTHER_OFFICER: ("officer",),
}

_NAMES: Final = (
    ("Zadie", "Abbott", "CON"),
    ("Yusuf", "Barker", "LAB"),
    ("Wendy", "Carter", "LD"),
    ("Vivek", "Dawson", "GRN"),
    ("Una", "Ellis", "OTH"),
)


N = TypeVar("N", bound="Night")


class Usual(NamedTuple):
    """An ordinary result: papers in each box, votes and rejected papers down the sheet."""

    boxes: tuple[int, ...]
    votes: tuple[int, ...]
    rejected: tuple[int, ...]


USUAL: Final[Mapping[ContestId, Usual]] = {
    ONE: Usual((700, 300), (520, 310, 166), (1, 2, 0, 1)),
    THREE: Usual((800,), (560, 540, 420, 330, 217), (0, 3, 0, 2)),
}
TIE_VOTES: Final = (560, 540, 420, 420, 217)
"""Old Town with Carter and Dawson tied for the third seat."""


class FixedClock:
    """A clock that stands still; only its ticks go on, one a question."""

    boot = "boot-1"

    def __init__(self) -> None:
        self._ticks = 0

    def now(self) -> str:
        """Give the same moment of the night again."""
        return "2024-05-03T01:30:00.000Z"

    def ticks(self) -> int:
        """Give one more than last time."""
        self._ticks += 1
        return self._ticks


def key_of(name: str) -> Key:
    """Give the key that belongs to a name, the same in every run."""
    return Key(hashlib.sha256(name.encode()).digest())


def person(name: str, *roles: Role) -> Person:
    """Make a person with the key of that name."""
    return Person(PersonId(name), roles, name.title(), key_of(name).key)


def device(name: str = LAPTOP) -> Device:
    """Make a laptop with the key of that name."""
    return Device(DeviceId(name), key_of(name).key)


def an_election(*, combined: bool = False, composition: Composition | None = None) -> Election:
    """Make the election that every contest here belongs to."""
    council = Council("SMP", "sample", "Sample", "Y Sampl", "East of England", "England")
    return Election(
        ELECTION,
        "Sample Borough Council election",
        POLLING_DAY,
        council,
        "A. Returning",
        composition,
        "made up for tests",
        "CC0",
        combined,
    )


def candidates(how_many: int) -> tuple[Candidate, ...]:
    """Make candidates in ballot-paper order."""
    return tuple(
        Candidate(
            CandidateId(f"{forename}-{surname}".lower()),
            number,
            f"{forename} {surname}",
            surname,
            f"{group} candidate",
            Party(PartyId("" if group == "OTH" else f"PP{number}"), f"{group} party", group),
        )
        for number, (forename, surname, group) in enumerate(_NAMES[:how_many], start=1)
    )


def one_seat() -> Contest:
    """Make a ward of one seat, three candidates, one station box and one postal box."""
    boxes = (
        BallotBox(BoxId("mill-lane-hall"), "station", "Mill Lane Hall"),
        BallotBox(BoxId("mill-lane-postal"), "postal", "Postal"),
    )
    return Contest(
        ONE,
        ELECTION,
        "Mill Lane",
        "E05000001",
        1,
        3_000,
        "register of 2 May 2024",
        RULES,
        candidates(3),
        boxes,
        postal_issued=400,
    )


def three_seats() -> Contest:
    """Make a ward of three seats, five candidates and one station box."""
    boxes = (BallotBox(BoxId("old-town-school"), "station", "Old Town School"),)
    return replace(
        one_seat(),
        id=THREE,
        area="Old Town",
        area_code="E05000002",
        seats=3,
        electorate=2_500,
        candidates=candidates(5),
        boxes=boxes,
        postal_issued=None,
        mini_counts=(
            MiniCount(MiniCountId("A"), "", (boxes[0].id,), alone_because="the only box"),
        ),
    )


def split() -> Contest:
    """Make a ward of one seat whose papers two tables count."""
    boxes = (
        BallotBox(BoxId("green-end-hall"), "station", "Green End Hall", "Green End"),
        BallotBox(BoxId("green-end-library"), "station", "Green End Library", "Green End"),
        BallotBox(BoxId("green-end-postal"), "postal", "Postal"),
    )
    names = tuple(box.id for box in boxes)
    tables = (
        MiniCount(MiniCountId("A"), "Table 1", names[:2]),
        MiniCount(MiniCountId("B"), "Table 2", names[1:]),
    )
    return replace(one_seat(), id=SPLIT, area="Green End", boxes=boxes, mini_counts=tables)


def gone() -> Contest:
    """Make a ward whose poll is called off."""
    return replace(one_seat(), id=GONE, area="Long Lane")


def mayor() -> Contest:
    """Make a supplementary vote of five candidates with one station box, counted in one place."""
    boxes = (BallotBox(BoxId("sports-hall"), "station", "Sports Hall"),)
    return replace(
        one_seat(),
        id=MAYOR,
        area="Sample",
        candidates=candidates(5),
        boxes=boxes,
        rule_set=RuleSetId("supplementary-vote"),
        postal_issued=None,
        mini_counts=(
            MiniCount(MiniCountId("A"), "", (boxes[0].id,), alone_because="the only box"),
        ),
    )


def seconds(sheet: Sheet, votes: Sequence[int], elsewhere: int = 0) -> dict[FieldId, int]:
    """Fill in a sheet of second preferences, nothing rejected."""
    names = [field for field in sheet.fields if second_of(field) is not None]
    figures = dict.fromkeys(sheet.fields, 0) | dict(zip(names, votes, strict=True))
    return figures | {PAPERS: sum(votes) + elsewhere, ELSEWHERE: elsewhere}


def without_poll() -> Contest:
    """Make a ward of two seats for which only two people stand."""
    return replace(
        one_seat(), id=NO_POLL, area="The Fens", seats=2, candidates=candidates(2), boxes=()
    )


def set_up(*contests: Contest, combined: bool = False) -> tuple[do.Command, ...]:
    """List what an administrator does before the night, all but the proof of the contests."""
    enrol = [
        do.EnrolPerson(ADMINISTRATOR if i else None, person(name, *roles))
        for i, (name, roles) in enumerate(STAFF.items())
    ]
    return (
        do.EnrolDevice(None, device()),
        *enrol,
        do.SetUpElection(ADMINISTRATOR, an_election(combined=combined)),
        *(do.SetUpContest(ADMINISTRATOR, contest) for contest in contests),
    )


def proof(contest: Contest) -> do.Command:
    """Have two people prove a contest."""
    return do.ProveContest(ADMINISTRATOR, OFFICER, contest.id, contest.electorate_to_prove)


def account(counted: int, *, kind: str = "station", variance: int = 0) -> dict[FieldId, int]:
    """Fill in a ballot paper account; ``variance`` papers more are counted than expected."""
    if kind == "postal":
        return {EXPECTED: counted - variance, COUNTED: counted}
    return {
        ENTRUSTED: counted - variance + 53,
        UNUSED: 51,
        SPOILT: 2,
        TENDERED: 0,
        COUNTED: counted,
    }


def count_sheet(
    contest: Contest,
    votes: Sequence[int],
    *,
    papers: int,
    rejected: Sequence[int] = (),
    in_part: int = 0,
    unused_votes: int = 0,
) -> dict[FieldId, int]:
    """Fill in a count sheet; ``votes`` and ``rejected`` in the order of the paper."""
    heads = load_rule_sets()[contest.rule_set].heads
    by_head = [*rejected, *(0 for _ in heads[len(rejected) :])]
    figures = {PAPERS: papers}
    figures |= {votes_of(c.id): n for c, n in zip(contest.candidates, votes, strict=True)}
    figures |= {rejected_under(head): n for head, n in zip(heads, by_head, strict=True)}
    if contest.seats > 1:
        figures[REJECTED_IN_PART] = in_part
    if contest.keeps_unused_votes:
        figures[UNUSED_VOTES] = unused_votes
    return figures


def batch(sheet: Sheet) -> dict[FieldId, int]:
    """Fill in a batch of three doubtful papers, two of them rejected under the first head."""
    head = next(field for field in sheet.fields if head_of(field) is not None)
    return dict.fromkeys(sheet.fields, 0) | {DOUBTFUL: 3, head: 2, ALLOWED: 1}


class Night:
    """A count being played: commands go in, ``log`` and ``count`` come out."""

    def __init__(self) -> None:
        self.count = Count(load_rule_sets())
        self.log: list[Recorded] = []

    def __getitem__(self, contest: ContestId) -> ContestState:
        return self.count.contests[contest]

    def play(self, *commands: do.Command) -> Self:
        """Carry lawful commands out."""
        for command in commands:
            refused = self.ask(command)
            assert refused is None, f"{command}: {refused}"
        return self

    def ask(self, command: do.Command) -> Refusal | None:
        """Carry a command out if it is lawful; else say why not and change nothing."""
        decision = decide(self.count, command)
        if isinstance(decision, Refusal):
            return decision
        for event in decision:
            recorded = self._record(event, do.signers(command))
            self.count = evolve(self.count, recorded)
            self.log.append(recorded)
        return None

    def set_up(self, *contests: Contest, combined: bool = False) -> Self:
        """Set the contests up and have them proven by two people."""
        self.play(*set_up(*contests, combined=combined))
        return self.play(*(proof(contest) for contest in contests))

    def key(self, sheet: SheetId, figures: Mapping[FieldId, int]) -> Self:
        """Have two keyers enter a sheet alike."""
        return self.play(
            do.EnterSheet(KEYER, sheet, 1, figures), do.EnterSheet(OTHER_KEYER, sheet, 2, figures)
        )

    def arrive(self, contest: ContestId, *counted: int) -> Self:
        """Receive a contest's boxes and close its postal ledger."""
        papers = counted or USUAL[contest].boxes
        boxes = self[contest].contest.boxes
        accounts = {box.id: account(n, kind=box.kind) for box, n in zip(boxes, papers, strict=True)}
        return self.play(*arrival(self.count, self[contest], SUPERVISOR, accounts))

    def verify(self, contest: ContestId, *counted: int) -> Self:
        """Receive every box, key its account without variance, and sign the statement."""
        self.arrive(contest, *counted)
        boxes = self[contest].contest.boxes
        for sheet, box, papers in zip(
            self.accounts(contest), boxes, counted or USUAL[contest].boxes, strict=True
        ):
            self.key(sheet, account(papers, kind=box.kind))
        return self.play(do.SignVerification(OFFICER, contest, {}))

    def count_again(self, contest: ContestId, box: BoxId, counted: int) -> Self:
        """Have a box's papers counted once more, and the figure keyed twice."""
        self.play(do.AddSheet(SUPERVISOR, contest, "recount", box, None, "it varies"))
        return self.key(list(self[contest].sheets)[-1], {COUNTED: counted})

    def accounts(self, contest: ContestId) -> tuple[SheetId, ...]:
        """List a contest's account sheets."""
        sheets = self[contest].sheets_of(frozenset({"account"}))
        return tuple(s.sheet.id for s in sheets)

    def sheet(self, contest: ContestId) -> SheetId:
        """Name a contest's one count sheet."""
        (found,) = (s.sheet.id for s in self[contest].sheets_of(frozenset({"count"})))
        return found

    def paper(
        self,
        contest: ContestId,
        votes: Sequence[int] = (),
        rejected: Sequence[int] | None = None,
        papers: int | None = None,
    ) -> dict[FieldId, int]:
        """Fill in the count sheet; its papers are those verified less those rejected."""
        statement = self[contest].verification
        assert statement is not None, "verify first"
        out = USUAL[contest].rejected if rejected is None else rejected
        on_sheet = statement.verified - sum(out) if papers is None else papers
        down = votes or USUAL[contest].votes
        return count_sheet(self[contest].contest, down, papers=on_sheet, rejected=out)

    def rule(self, contest: ContestId, by: PersonId = OFFICER) -> Self:
        """Key each batch nobody signed yet, two papers rejected and one allowed, and sign it."""
        for state in self[contest].sheets_of(frozenset({"adjudication"})):
            if state.adjudicated is not None:
                continue
            self.key(state.sheet.id, batch(state.sheet))
            self.play(do.SignAdjudication(by, contest, state.sheet.id, batch(state.sheet)))
        return self

    def count_votes(
        self,
        contest: ContestId,
        votes: Sequence[int] = (),
        rejected: Sequence[int] | None = None,
        papers: int | None = None,
    ) -> Self:
        """Key the count sheet twice."""
        return self.key(self.sheet(contest), self.paper(contest, votes, rejected, papers))

    def let_stand(self, contest: ContestId, *codes: str) -> Self:
        """Let an officer record why totals stay unreconciled."""
        return self.play(*(do.AnswerFinding(OFFICER, contest, c, "searched") for c in codes))

    def consult(self, contest: ContestId) -> Self:
        """Reach the provisional result and close the consultation on it."""
        return self.play(
            do.ReachProvisionalResult(SUPERVISOR, contest),
            do.CloseConsultation(OFFICER, contest, "agreed"),
        )

    def draw(self, contest: ContestId, *drawn: CandidateId) -> Self:
        """Draw lots."""
        return self.play(
            *(do.DrawLot(OFFICER, contest, c, "names in a hat", ("B. Witness",)) for c in drawn)
        )

    def search(self, contest: ContestId, *left: GuidanceStep, by: PersonId = SUPERVISOR) -> Self:
        """Tick every step of the guidance but those ``left`` open, on the version that stands."""
        version = self[contest].provisionals
        steps = (step for step in GUIDANCE_STEPS if step not in left)
        return self.play(*(do.TakeStep(by, contest, step, version) for step in steps))

    def clear(self, contest: ContestId) -> Self:
        """Sign the result for the platform."""
        return self.play(do.ClearResult(OFFICER, contest))

    def speak(self, contest: ContestId) -> Self:
        """Say the words."""
        return self.play(do.SpeakResult(OFFICER, contest, SPOKEN_AT))

    def receipt(self, contest: ContestId, index: int = 0) -> Self:
        """Take the feed's answer."""
        declared = self[contest].declared
        assert declared is not None, "declare first"
        return self.play(do.RecordReceipt(contest, declared, index, "a receipt"))

    def _record(self, event: Event, people: tuple[PersonId, ...]) -> Recorded:
        number = EventId(hashlib.sha256(b"%d" % len(self.log)).hexdigest())
        return Recorded(number, event, people, LAPTOP, FixedClock().now())


class SignedNight(Night):
    """A night whose every event is chained and signed as the laptop does it."""

    def __init__(self, environment: Environment = "test", incarnation: str = "disk-1") -> None:
        super().__init__()
        self.signed: list[Signed] = []
        self._chain = Chain(
            LAPTOP, key_of(LAPTOP), environment, incarnation, FixedClock(), "countroom tests"
        )

    @property
    def envelopes(self) -> list[bytes]:
        """Give the log as bytes."""
        return [signed.envelope for signed in self.signed]

    @property
    def head(self) -> tuple[int, str]:
        """Give the sequence number and id that the next event follows."""
        last = self.signed[-1] if self.signed else None
        return (last.payload.sequence, last.id) if last else (0, pl.FIRST)

    def write(self, event: Event, *people: PersonId) -> Signed:
        """Sign what would be the next event, lawful or not, without taking it."""
        return self._chain.write(self.count, event, hands(*people), self.head)

    def _record(self, event: Event, people: tuple[PersonId, ...]) -> Recorded:
        signed = self.write(event, *people)
        self.signed.append(signed)
        return signed.recorded


def hands(*people: PersonId) -> tuple[Hand, ...]:
    """Give the hands that sign for people."""
    return tuple(Hand(one, key_of(one)) for one in people)


def declared(night: N) -> N:
    """Play Mill Lane from set-up to the feed's receipt, with nothing out of the way."""
    night.set_up(one_seat()).verify(ONE).count_votes(ONE)
    return night.consult(ONE).clear(ONE).speak(ONE).receipt(ONE)


def eventful(night: N) -> N:
    """Play a night in which every kind of event happens."""
    night.set_up(one_seat(), three_seats(), without_poll())
    night.play(do.ReturnUncontested(OFFICER, NO_POLL)).receipt(NO_POLL, 0)

    # Mill Lane: a box that varies, slips of both keyers, a high turnout, a sheet keyed anew.
    hall, postal = night.accounts(ONE)
    night.key(hall, account(1_500, variance=1)).key(postal, account(520, kind="postal"))
    night.arrive(ONE, 1_500, 520).count_again(ONE, MILL_LANE_HALL, 1_500)
    night.play(do.SignVerification(OFFICER, ONE, {MILL_LANE_HALL: "two stuck together"}))
    paper = night.paper(ONE, (1_006, 700, 310))
    mill_lane = night.sheet(ONE)
    night.play(
        do.EnterSheet(KEYER, mill_lane, 1, paper | {CARTER_VOTES: 301}),
        do.EnterSheet(OTHER_KEYER, mill_lane, 2, paper | {CARTER_VOTES: 130}),
        do.SendBack(SUPERVISOR, mill_lane, 1),
        do.CorrectEntry(KEYER, mill_lane, 1, {CARTER_VOTES: 310}),
        do.SettleSheet(SUPERVISOR, mill_lane, {CARTER_VOTES: 310}),
        do.ReopenSheet(SUPERVISOR, mill_lane, "a bundle came later"),
    )
    night.key(mill_lane, paper)
    night.play(do.AnswerFinding(SUPERVISOR, ONE, "W03", "two polls on one day"))
    night.play(do.AnswerFinding(OFFICER, ONE, "V10", "papers issued is a slip"))
    night.consult(ONE)
    night.play(
        do.AppointAgents(SUPERVISOR, ONE, (CARTERS,)),
        do.RefuseRecount(OFFICER, ONE, 1, CARTERS_AGENT, "far apart, counted in the open"),
        do.GrantRecount(OFFICER, ONE, 1, CARTERS_AGENT, "bundles", (), "to show them after all"),
        do.SetDisclosure(OFFICER, ELECTION, "hall", "recount", shown=True, reason="all saw it"),
        do.TickAnnouncement(SUPERVISOR, ONE, Announcement("recount", 1)),
        do.ConfirmUnchanged(KEYER, OTHER_KEYER, ONE, 1, (mill_lane,)),
    )
    night.consult(ONE)
    night.play(
        do.SendToPrinter(SUPERVISOR, ONE, ("provisional",)),
        do.RecordPrinted(ONE, 1, "spool"),
    )
    night.search(ONE).play(
        do.ClearResult(OFFICER, ONE, OTHER_OFFICER, "papers issued is a slip"),
        do.WithdrawClearance(OFFICER, ONE, "an agent on the steps"),
        do.TakeStep(OTHER_OFFICER, ONE, "floor", 2, 2),
        do.ClearResult(OFFICER, ONE, OTHER_OFFICER, "papers issued is a slip"),
    )
    night.play(
        do.SendToPrinter(OFFICER, ONE, ("declaration", "notice")),
        do.RecordPrinted(ONE, 3, "spool"),
        do.TickSigned(OFFICER, ONE, 3, "declaration", "A. Returning"),
        do.SendToPrinter(KEYER, ONE, ("notice",), reason="it fell into the tea"),
        do.CollectPapers(KEYER, ONE, 3),
        do.VoidPrint(KEYER, ONE, 4, "the printer is on fire"),
    )
    night.speak(ONE).receipt(ONE, 1)

    # Old Town: two candidates tied for the third seat.
    night.verify(THREE).count_votes(THREE, TIE_VOTES).consult(THREE).draw(THREE, DAWSON)
    night.clear(THREE).play(
        do.NoteHowSaid(KEYER, THREE, DAWSON, "DOR-sun"),
        do.SetRunningOrder(SUPERVISOR, ((THREE,),)),
        do.CallToPlatform(SUPERVISOR, (THREE,)),
        do.TakeFromPlatform(OFFICER, (THREE,)),
        do.CallToPlatform(OFFICER, (THREE,)),
        do.SendToPrinter(KEYER, None, ("plan",)),
        do.RecordPrinted(None, 1, "spool"),
        do.SendToPrinter(KEYER, None, ("plan",)),
        do.CollectPapers(KEYER, None, 1),
        do.VoidPrint(KEYER, None, 2, "the plan is another"),
        do.TickSigned(KEYER, None, 1, "plan", "A. Returning"),
    )
    night.speak(THREE).receipt(THREE, 2)
    return _second_night(night)


def _second_night(night: N) -> N:
    """Play what a calm night has none of, in two wards more."""
    night.play(*(do.SetUpContest(ADMINISTRATOR, ward) for ward in (split(), gone())))
    corrected = replace(split(), electorate_source="register of 1 May 2024")
    night.play(
        do.CorrectSetUp(OFFICER, SPLIT, corrected, "the date of the register"),
        *(proof(ward) for ward in (split(), gone())),
        do.CallOffPoll(OFFICER, GONE, "abandoned", "a candidate died this afternoon"),
        do.RestorePoll(OFFICER, GONE, "it was said of another ward"),
        do.CallOffPoll(OFFICER, GONE, "abandoned", "a candidate died after all"),
        do.AlterElectorate(
            SUPERVISOR, SPLIT, 3_012, "register of 2 May 2024, 21:00", "late", OFFICER
        ),
        do.AmendSetUp(ADMINISTRATOR, SPLIT, _amended(night), "a description was misprinted"),
        do.ProveContest(ADMINISTRATOR, OFFICER, SPLIT, 3_012),
        do.ChangeThresholds(OFFICER, ELECTION, _usual(night), "two polls on one day"),
        do.ChangeAppointments(
            ADMINISTRATOR, OTHER_OFFICER, ("officer",), (DEPUTYSHIP,), "letter of 1 May"
        ),
        do.NotePersonLeft(OFFICER, OTHER_KEYER),
        do.NotePersonReturned(OFFICER, OTHER_KEYER),
        do.RecordException(OFFICER, SPLIT, KEYER, "the supervisor went home"),
    )
    hall = BoxId("green-end-hall")
    more = BallotBox(BoxId("green-end-hall-2"), "station", "Green End Hall/2", beside=hall)
    night.play(do.AddBox(SUPERVISOR, SPLIT, more, MiniCountId("A"), "a second box was used"))
    night.arrive(SPLIT, 300, 400, 200, 100)
    night.play(
        do.TakeBackReceipt(SUPERVISOR, more.id, "the wrong label was scanned"),
        do.ReceiveBoxes(SUPERVISOR, (BoxReceipt(more.id, sealed=True),)),
        do.ReopenPostal(SUPERVISOR, SPLIT, "a packet lay under the table"),
        do.HoldPostalSession(SUPERVISOR, SPLIT, PostalSession(9, 9, {}, POSTAL_BOX, 9)),
        do.TakeBackSession(SUPERVISOR, SPLIT, 2, "it is of another ward"),
        do.ClosePostal(SUPERVISOR, SPLIT),
    )
    filled = (
        account(300, variance=-100),  # what it lacks lies in the second box
        account(400),
        account(200, kind="postal"),
        {COUNTED: 100},
    )
    for sheet, figures in zip(night.accounts(SPLIT), filled, strict=True):
        night.key(sheet, figures)
    night.play(do.SignVerification(OFFICER, SPLIT, {}))
    wandered = Transfer(THREE, OLD_TOWN_SCHOOL, SPLIT, hall, 3, counted=False)
    night.play(do.TransferPapers(SUPERVISOR, wandered, "three papers in the wrong box"))
    night.count_again(SPLIT, hall, 303).count_again(SPLIT, more.id, 100)
    night.play(
        do.SignVerification(OFFICER, SPLIT, {hall: "three from Old Town"}),
        do.RecordFoundPapers(SUPERVISOR, THREE, 2, "under the stage", "found at 05:00"),
    )
    return _papers_out_and_back(night)


def _papers_out_and_back(night: N) -> N:
    first, second = (MiniCountId(name) for name in "AB")
    night.play(
        do.IssuePapers(SUPERVISOR, SPLIT, first, 600),
        do.IssuePapers(SUPERVISOR, SPLIT, second, 403),
        do.ReturnPapers(SUPERVISOR, SPLIT, second, 403, "the table is closed"),
        do.CloseMiniCount(SUPERVISOR, SPLIT, second, "two keyers went home"),
        do.AddMiniCount(
            SUPERVISOR,
            SPLIT,
            MiniCount(MiniCountId("C"), "Table 9", (), "every_sheet", 2),
            "a table more",
        ),
        do.ChangeDepth(SUPERVISOR, SPLIT, first, "team_summary", 0, "too many sheets to key"),
        do.IssuePapers(SUPERVISOR, SPLIT, MiniCountId("C"), 403),
        do.AddSheet(KEYER, SPLIT, "mixed", None, first, "a copied sheet"),
    )
    added = list(night[SPLIT].sheets)[-1]
    night.play(do.WithdrawSheets(SUPERVISOR, SPLIT, (added,), "it came back blank"))
    night.rule(SPLIT, OTHER_OFFICER)
    ruled, *_ = night[SPLIT].sheets_of(frozenset({"adjudication"}))
    night.play(do.ReopenSheet(OFFICER, ruled.sheet.id, "an agent saw a mark")).rule(SPLIT)
    seals = (Container("bag 1", ("1001", "1002"), ("an agent's",)),)
    night.play(do.SealPapers(OFFICER, SPLIT, seals, "strong room", "A. Caretaker"))
    on_paper = night[SPLIT].closing
    torn = {"1002": "torn, the bag is whole"}
    night.play(do.OpenSeals(OFFICER, SPLIT, torn, on_paper))
    return _two_counts(night)


def _two_counts(night: N) -> N:
    """Play a supplementary vote that goes on to the second count."""
    night.play(do.SetUpContest(ADMINISTRATOR, mayor()))
    night.play(proof(mayor())).verify(MAYOR, 1_000)
    night.count_votes(MAYOR, (400, 300, 150, 100, 50), ()).consult(MAYOR)
    night.play(do.OpenSecondCount(SUPERVISOR, MAYOR, 1))
    (sheet,) = (one.sheet for one in night[MAYOR].papers_out)
    night.key(sheet.id, seconds(sheet, (90, 120), 90)).consult(MAYOR)
    totals = night[MAYOR].results[-1].totals
    right = replace(totals, rejected_in_part=0, unused_votes=1)
    first = (CandidateId(night[MAYOR].contest.candidates[0].id),)
    read = Reading(totals, first, SPOKEN_AT)
    return night.play(
        do.DeclareOnPaper(OFFICER, OTHER_OFFICER, MAYOR, read, read, "the power failed"),
        do.CorrectDeclaration(
            OFFICER, OTHER_OFFICER, MAYOR, right, first, "transcription", "one vote unused"
        ),
    )


def _amended(night: Night) -> Particulars:
    contest = night[SPLIT].contest
    first, *others = contest.candidates
    words = replace(first, description="Independent", incumbent="this_ward")
    previous = PreviousResult("2021-05-06", {"CON": 1}, {"CON": 540}, True, "", "the council")
    return replace(particulars_of(contest), candidates=(words, *others), previous=previous)


def _usual(night: Night) -> Thresholds:
    rules = night[SPLIT].rules
    return replace(next(one for one in rules.likely if one.seats == 1), turnout_high=90)


def read_log(envelopes: Iterable[bytes]) -> LogReader:
    """Admit a log that has to be sound."""
    reader = LogReader(Count(load_rule_sets()))
    for envelope in envelopes:
        admitted = reader.admit(envelope)
        assert not isinstance(admitted, Problem), admitted
    return reader


def first_problem(envelopes: Iterable[bytes]) -> Problem | None:
    """Read a log as a stranger would and give the first thing wrong with it."""
    reader = LogReader(Count(load_rule_sets()))
    admitted = (reader.admit(envelope) for envelope in envelopes)
    return next((found for found in admitted if isinstance(found, Problem)), None)
