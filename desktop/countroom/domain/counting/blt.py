"""Ballots in a BLT file: how many papers bear each ranking, then the candidates' names.

Line 1 is ``candidates seats``; a line of minus numbers names those withdrawn; then ``papers
preference preference ... 0`` a line, a lone ``0``, a name a line in ballot order, and a title.
From ``#`` on a line is comment. A gap (``-``) or equal preferences (``2=3``) end a paper's
ranking where they stand, as both laws have it: rule 50(4) of the Electoral Law Act (NI) 1962
Sch 5, and for Scotland papers good only as far as the sequence holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from countroom.domain.counting.stv import Ballots, Ranking
from countroom.domain.malformed import Malformed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CANDIDATES: Final = 999
_MOST_DIGITS: Final = 9
_COMMENT: Final = "#"
_END: Final = ["0"]
_ONE_MARK: Final = 3
"""Words of a ballot line with one preference: papers, the preference, 0."""
_CLOSING_QUOTE: Final = re.compile(r'(?<!\\)"(?=[ \t]*(?:\(|#|$))')
_PARTY: Final = re.compile(r"(.*?)(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?", re.DOTALL)
_WITHDRAWN: Final = re.compile(r"-[1-9]\d*(\s+-[1-9]\d*)*")


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate as the file has them; ``party`` is empty where it gives none."""

    name: str
    party: str


@dataclass(frozen=True, slots=True)
class BallotFile:
    """What a BLT file holds; places on the ballot paper count from 1.

    ``rejected`` are papers without a clear first preference for a candidate who stands.
    """

    seats: int
    candidates: tuple[Named, ...]
    withdrawn: frozenset[int]
    ballots: Ballots
    rejected: int
    title: str


def read_blt(text: str) -> BallotFile:
    """Read a whole file. Raises Malformed at the first line that is not as it should be."""
    lines = _lines(text)
    number, candidates, seats = _header(lines)
    papers = _Papers({str(place): place for place in range(1, candidates + 1)})
    number = papers.read(lines, number)
    names, title = _names(lines, candidates, number)
    papers.take_off_withdrawn()
    return BallotFile(
        seats=seats,
        candidates=names,
        withdrawn=frozenset(papers.withdrawn),
        ballots=papers.ballots,
        rejected=papers.rejected,
        title=title,
    )


def _lines(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removeprefix("\ufeff").split("\n")
    return [line.rstrip() for line in lines] if " \n" in text else lines


def _header(lines: Sequence[str]) -> tuple[int, int, int]:
    """Read how many candidates stood and how many seats there were, with the line's number."""
    number = 0
    for number, line in enumerate(lines, 1):
        words = line.partition(_COMMENT)[0].split()
        if not words:
            continue
        candidates, *seats = [_whole(word) for word in words]
        if len(seats) == 1 and all(0 < n <= MOST_CANDIDATES for n in (candidates, *seats)):
            return number, candidates, seats[0]
        raise Malformed(number, "blt_header", found=shortened(line), most=MOST_CANDIDATES)
    raise Malformed(number, "blt_empty")


@dataclass(slots=True)
class _Papers:
    """The papers read so far; ``places`` maps a word to the place on the ballot paper."""

    places: dict[str, int]
    withdrawn: set[int]
    ballots: dict[Ranking, int]
    rejected: int

    def __init__(self, places: dict[str, int]) -> None:
        self.places = places
        self.withdrawn, self.ballots, self.rejected = set(), {}, 0

    def read(self, lines: Sequence[str], number: int) -> int:
        """Read what follows line ``number`` down to the lone 0 and give its line's number."""
        end = lines.index("0") if "0" in lines else 0
        if end and self._plain(lines[number:end]):
            return end + 1
        for at, line in enumerate(lines[number:], number + 1):
            if self._is_end(at, line):
                return at
        raise Malformed(len(lines), "blt_no_end")

    def _plain(self, lines: Sequence[str]) -> bool:
        """Take ballot lines in columns if all are plain; say whether they were.

        They are in almost every file, and it may have tens of thousands of lines; in any other
        each line is looked at closely.
        """
        places, written = self.places, [line.split() for line in lines]
        try:
            rankings = [
                itemgetter(*words[1:-1])(places) if len(words) > _ONE_MARK else (places[words[1]],)
                for words in written
            ]
        except (KeyError, IndexError):
            return False
        numbers = {word: _whole(word) for word in {words[0] for words in written}}
        papers = [numbers[words[0]] for words in written]
        plain = (
            sum(map(len, map(set, rankings))) == sum(map(len, rankings))
            and {words[-1] for words in written} <= {"0"}
            and min(papers, default=1) > 0
        )
        if plain:
            self.ballots = dict(zip(rankings, papers, strict=True))
            if len(self.ballots) < len(rankings):
                self.ballots.clear()
                for ranking, number in zip(rankings, papers, strict=True):
                    self._add(ranking, number)
        return plain

    def take_off_withdrawn(self) -> None:
        """Take the withdrawn off every paper, as if their names had never been on it."""
        if not self.withdrawn:
            return
        ballots, self.ballots = self.ballots, {}
        for ranking, papers in ballots.items():
            self._add(tuple([place for place in ranking if place not in self.withdrawn]), papers)

    def _add(self, ranking: Ranking, papers: int) -> None:
        """Add papers of a ranking; without a preference they are rejected."""
        if ranking:
            self.ballots[ranking] = self.ballots.get(ranking, 0) + papers
        else:
            self.rejected += papers

    def _is_end(self, number: int, line: str) -> bool:
        """Take a line that is not plain; say whether it is the lone 0."""
        text = line.partition(_COMMENT)[0].strip()
        words = re.sub(r"^\([^()]*\)", "", text).split()  # a paper's own name may stand before it
        if words == _END:
            return True
        if _WITHDRAWN.fullmatch(text):
            self._withdraw(number, text)
        elif words:
            self._ballot(number, words)
        return False

    def _withdraw(self, number: int, text: str) -> None:
        places = [self.places.get(word.removeprefix("-")) for word in text.split()]
        if self.ballots or self.rejected or None in places:
            raise Malformed(number, "blt_withdrawn", candidates=len(self.places))
        self.withdrawn.update(place for place in places if place)

    def _ballot(self, number: int, words: list[str]) -> None:
        """Take a ballot line as far as its sequence of preferences holds."""
        papers = _whole(words[0])
        if papers < 1:
            raise Malformed(number, "blt_papers", found=shortened(words[0]))
        if words[-1] != "0":
            raise Malformed(number, "blt_line_end")
        clear: list[int] = []
        named: list[int] = []
        holds = True
        for word in words[1:-1]:
            equals = [] if word == "-" else [self._place(number, one) for one in word.split("=")]
            standing = [place for place in equals if place not in self.withdrawn]
            holds = holds and word != "-" and len(standing) <= 1
            clear += standing if holds else ()
            named += equals
        if len(set(named)) < len(named):
            raise Malformed(number, "blt_twice")
        self._add(tuple(clear), papers)

    def _place(self, number: int, word: str) -> int:
        place = self.places.get(word)
        if place is None:
            found, candidates = shortened(word), len(self.places)
            raise Malformed(number, "blt_preference", found=found, candidates=candidates)
        return place


def _names(lines: Sequence[str], candidates: int, number: int) -> tuple[tuple[Named, ...], str]:
    """Read the names and the title; up to two more lines may say where the file is from."""
    written = [(at, line.strip()) for at, line in enumerate(lines[number:], number + 1)]
    given = [(at, text) for at, text in written if text and not text.startswith(_COMMENT)]
    if len(given) < candidates:
        last = number + len(written)
        raise Malformed(last, "blt_names", candidates=candidates, found=len(given))
    if len(given) == candidates:  # with a name left out the title would pass for a candidate
        raise Malformed(given[-1][0], "blt_title", candidates=candidates)
    if len(given) > candidates + 3:
        raise Malformed(given[candidates + 3][0], "blt_after_title")
    names = tuple([_named(at, text) for at, text in given[:candidates]])
    return names, _unquoted(given[candidates][1])[0]


def _named(number: int, text: str) -> Named:
    """Split a name, quoted or bare, from the party in brackets after it."""
    name, after = _unquoted(text)
    if after is None:
        match = _PARTY.fullmatch(name)
        name, party = (match[1].rstrip(), match[2] or "") if match else ("", "")
    else:
        party = after.removeprefix("(").removesuffix(")")
    if not name or name.startswith('"'):
        raise Malformed(number, "blt_name", found=shortened(text))
    return Named(name, party.strip())


def _unquoted(text: str) -> tuple[str, str | None]:
    """Give what stands in quotes and what follows them, or a bare text and None."""
    closing = _CLOSING_QUOTE.search(text, 1) if text.startswith('"') else None
    written = text[1 : closing.start()] if closing else text.partition(_COMMENT)[0]
    after = text[closing.end() :].partition(_COMMENT)[0].strip() if closing else None
    return written.replace('\\"', '"').strip(), after


def _whole(word: str) -> int:
    """Read a whole number in plain digits; -1 for anything else."""
    plain = word.isascii() and word.isdecimal() and len(word) <= _MOST_DIGITS
    return int(word) if plain else -1


def shortened(text: str) -> str:
    """Quote an input in a sentence: on one line, not filling the screen, nothing invisible."""
    shown, most = text.strip(), 40
    whole = shown if len(shown) <= most else f"{shown[:most]}…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in whole)
