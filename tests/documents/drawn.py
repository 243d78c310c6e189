"""Results drawn by hypothesis: long ballots, long names, every figure open to choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from countroom.documents.wording import plain
from countroom.domain.identifiers import EventId
from documents import factory as make

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from countroom.domain.state import ContestState

PRINTABLE = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,;:'\u2019\"“”()/&"
    "âêîôûŵŷÂÊÎÔÛŴŶáéíóúäëïöüàèìòùçñøåłşžßÆœĀŁ£€"
)
MARKUP = "#*_$`@\\<>[]{}~=+|^%"
UNSEEN = "\u200f\u200e\u202e\u2067\u200b\u00ad\ufeff\x07"

names = st.text(PRINTABLE + MARKUP + UNSEEN, min_size=1, max_size=120).filter(plain)
descriptions = st.text(PRINTABLE + MARKUP, max_size=80)
figures = st.integers(0, 99_999)


@st.composite
def results(draw: DrawFn) -> ContestState:
    people = [
        make.candidate(i, draw(names), draw(descriptions))
        for i in range(1, draw(st.integers(2, 21)) + 1)
    ]
    seats = draw(st.integers(1, min(6, len(people) - 1)))
    ward = make.contest(
        people,
        area=draw(names),
        seats=seats,
        electorate=draw(st.none() | st.integers(1, 999_999)),
    )
    rejected = draw(st.lists(figures, min_size=4, max_size=4))
    counted = make.totals(
        draw(st.lists(figures, min_size=len(people), max_size=len(people))),
        verified=sum(rejected) + draw(figures),
        rejected=rejected,
        in_part=draw(figures),
    )
    elected = draw(st.permutations(range(1, len(people) + 1)))[:seats]
    state = make.cleared(
        ward,
        make.declaration(ward, counted, elected),
        print_number=draw(st.integers(1, 9)),
        event=EventId(draw(st.text("0123456789abcdef", min_size=64, max_size=64))),
    )
    return make.spoken(state) if draw(st.booleans()) else state
