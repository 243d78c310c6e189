"""``countroom rehearse``: play a real count night, TEST everywhere, and say how it ended."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from countroom.app.rehearsal.council import Rehearsed, Wishes, rehearse_council
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.many import rehearse_many
from countroom.app.rehearsal.report import (
    summary_rows,
    write_cases,
    write_control,
    write_mistakes,
    write_summary,
)
from countroom.app.rehearsal.source import published_night
from countroom.app.rehearsal.tables import Layout, laid_out
from countroom.app.rehearsal.work import CREWS
from countroom.app.sources import Source
from countroom.cli.embedded_feed import embedded_feed
from countroom.cli.main import ANSWER_IS_NO, DONE, ENVIRONMENT_FAILED, MISUSE
from countroom.cli.rehearse_window import watch_council
from countroom.cli.sources import add_source_arguments, chosen_polls, say_faults
from countroom.domain.election import Depth
from countroom.domain.faults import Fault
from countroom.texts import london, say_fault, say_outcome

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from countroom.app.rehearsal.report import Summary
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

_UNREADABLE = ("column_missing", "not_csv", "not_utf8")


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``rehearse`` takes."""
    add_source_arguments(parser, texts)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--feed", metavar="URL", help=texts.say("a TEST feed; without it one runs in DIR/feed")
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument(
        "--mistakes",
        type=_share,
        default=0.0,
        metavar="RATE",
        help=texts.say("share of entries that carry one keying mistake, 0 to 1"),
    )
    parser.add_argument(
        "--depth",
        choices=get_args(Depth),
        default="totals",
        help=texts.say("how much of the paper is keyed: sums of a table, or each of its sheets"),
    )
    parser.add_argument(
        "--tables",
        type=_tables,
        default=1,
        metavar="N",
        help=texts.say("tables that count a contest, as far as its boxes allow"),
    )
    parser.add_argument("--no-documents", action="store_true", help=texts.say("print no sheets"))
    parser.add_argument(
        "--window", action="store_true", help=texts.say("play it visibly, in the desk")
    )
    parser.add_argument(
        "--speed",
        type=float,
        default=2.0,
        metavar="X",
        help=texts.say("steps a second in the window; 0 does not pause and closes it at the end"),
    )
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Play the night and write what it leaves into DIR."""
    began = time.perf_counter()
    source = Source(arguments.source)
    slugs = chosen_polls(source, arguments, texts)
    if slugs is None:
        return MISUSE
    unreadable = [f for f in source.faults(arguments.election, "") if f.code in _UNREADABLE]
    if unreadable:
        say_faults(unreadable, texts)
        return MISUSE
    if arguments.window and (len(slugs) > 1 or arguments.speed < 0):
        print(texts.say("--window plays one council, at a speed of 0 or more."), file=sys.stderr)
        return MISUSE
    folder: Path = arguments.out
    _require_empty(folder)
    with embedded_feed(folder / "feed", arguments.election, arguments.feed) as feed:
        one = len(slugs) == 1
        documents = None if arguments.no_documents else folder / "documents"
        layout = Layout(arguments.depth, arguments.tables)
        wishes = Wishes(
            arguments.seed, arguments.mistakes, documents, closely=one, feed=feed, layout=layout
        )
        if arguments.window:
            night = laid_out(published_night(source, slugs[0], arguments.election), layout)
            played = [watch_council(night, folder, wishes, arguments.speed, texts)]
        else:
            played = list(_play(source, slugs, arguments, wishes, texts))
    return _end(played, folder, arguments, texts, time.perf_counter() - began)


def _play(
    source: Source,
    slugs: list[str],
    arguments: argparse.Namespace,
    wishes: Wishes,
    texts: Texts,
) -> Iterator[Rehearsed]:
    folder, day = arguments.out, arguments.election
    loud = not arguments.json
    if len(slugs) == 1 and arguments.council != "all":
        night = laid_out(published_night(source, slugs[0], day), wishes.layout)
        tell = _teller(texts) if loud else lambda _state: None
        yield rehearse_council(night, make_crew(wishes.seed), folder, wishes, tell)
        return
    for one in rehearse_many(arguments.source, day, slugs, folder, wishes):
        if loud:
            print(_council_line(one.summary, texts), flush=True)
        yield one


def _end(
    played: list[Rehearsed],
    folder: Path,
    arguments: argparse.Namespace,
    texts: Texts,
    seconds: float,
) -> int:
    summaries = [one.summary for one in played]
    many = arguments.council == "all" or len(played) > 1
    document = summary_rows(summaries, seconds=seconds, many=many)
    write_control(folder, summaries)
    write_mistakes(folder, [slip for one in played for slip in one.mistakes])
    write_cases(folder, [case for one in played for case in one.cases])
    write_summary(folder, document)
    if arguments.json:
        print(json.dumps(document, indent=2))
    else:
        _say_end(summaries, folder, texts, seconds)
    return _hindrance(played, texts)


def _hindrance(played: list[Rehearsed], texts: Texts) -> int:
    """Say what kept declarations from the feed, and whether every mistake was caught."""
    for one in played:
        if one.fault is not None:
            print(say_fault(texts, one.fault.code, one.fault.details), file=sys.stderr)
            return ENVIRONMENT_FAILED
        if one.refused:
            print(one.refused, file=sys.stderr)
            return ANSWER_IS_NO
    missed = sum(one.summary.mistakes_made - one.summary.mistakes_caught for one in played)
    return ANSWER_IS_NO if missed else DONE


def _teller(texts: Texts) -> Callable[[ContestState], None]:
    """Say each ward as it is declared, with the time in the hall."""

    def tell(state: ContestState) -> None:
        names = [state.contest.candidate(candidate).name for candidate in state.elected]
        _, time_of_day = london(state.spoken_at)
        elected = "; ".join(names)
        if state.uncontested:
            sentence = texts.say("returned without a poll: {names}", names=elected)
        else:
            sentence = texts.say("declared, elected: {names}", names=elected)
        print(f"{time_of_day}  {state.contest.area}:", sentence)

    return tell


def _council_line(summary: Summary, texts: Texts) -> str:
    """Say how many were declared, and who has the council where one is elected."""
    wards = texts.say(
        "{declared} of {contests} declared",
        declared=texts.figure(summary.declared),
        contests=texts.figure(summary.contests),
    )
    if not summary.seats_total:  # a mayor, or a council whose seats are not known
        return f"{summary.name}: {wards}"
    outcome = say_outcome(texts, summary.control_before, summary.control_after, {})
    return f"{summary.name}: {outcome}, {wards}"


def _say_end(summaries: list[Summary], folder: Path, texts: Texts, seconds: float) -> None:
    if len(summaries) == 1:
        print(_council_line(summaries[0], texts))
        seats = sorted(summaries[0].seats.items(), key=lambda item: -item[1])
        if seats:
            print(texts.say("Seats:"), ", ".join(f"{party} {held}" for party, held in seats))
        for line in _bill_lines(summaries[0], texts):
            print(line)
    made = sum(summary.mistakes_made for summary in summaries)
    caught = sum(summary.mistakes_caught for summary in summaries)
    print(
        texts.say(
            "TEST. Published {published} of {contests}; mistakes made {made}, caught {caught}; "
            "source cases {cases}; sheets {sheets}; {seconds} s.",
            published=texts.figure(sum(summary.published for summary in summaries)),
            contests=texts.figure(sum(summary.contests for summary in summaries)),
            made=texts.figure(made),
            caught=texts.figure(caught),
            cases=texts.figure(sum(summary.source_faults for summary in summaries)),
            sheets=texts.figure(sum(summary.documents for summary in summaries)),
            seconds=f"{seconds:.1f}",
        )
    )
    print(texts.say("Everything is in {path}", path=folder))


def _bill_lines(summary: Summary, texts: Texts) -> Iterator[str]:
    """Say what keying was to take and what it took, with two keyers and with four."""
    bills = {texts.say("Keying, planned:"): summary.planned}
    bills |= {texts.say("Keying, played:"): summary.played} if summary.played else {}
    for heading, row in bills.items():
        work = texts.say(
            "{sheets} sheets, {keystrokes} keystrokes",
            sheets=texts.figure(row["sheets"]),
            keystrokes=texts.figure(row["keystrokes"]),
        )
        minutes = (
            texts.say(
                "{minutes} minutes with {keyers} keyers",
                minutes=texts.figure(row[f"minutes_with_{keyers}"]),
                keyers=texts.figure(keyers),
            )
            for keyers in CREWS
        )
        yield f"{heading} {', '.join((work, *minutes))}"


def _require_empty(folder: Path) -> None:
    """Write into an empty or a new folder only: an earlier night is never mixed with this one."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Fault("folder_in_use", path=str(folder))


def _share(text: str) -> float:
    """Read a share from 0 to 1; argparse turns the ValueError into its own sentence."""
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _tables(text: str) -> int:
    """Read a number of tables from 1; argparse turns the ValueError into its own sentence."""
    tables = int(text)
    if tables < 1:
        raise ValueError(text)
    return tables
