"""What each act of the page asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.paper_sheets import saving, say_kind, say_span
from countroom.app.screens.papers import (
    DEPTHS,
    left_to_issue,
    lower_depths,
    new_table,
    say_depth,
    say_table,
)
from countroom.domain import commands as do
from countroom.domain.conservation import papers_at
from countroom.domain.election import MiniCount
from countroom.ui.papers.form import Form

if TYPE_CHECKING:
    from countroom.domain.commands import Command
    from countroom.domain.identifiers import SheetId
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.parts.choices import Sentence

USUAL_PAD = 20
"""Counting sheets offered for a new table: 500 papers of mixed votes at 25 a sheet."""


class IssueForm(Form):
    """A parcel to a table: what is left of the verified papers is offered."""

    def __init__(self, desk: Desk, state: ContestState, mini_count: MiniCount) -> None:
        texts, table = desk.texts, say_table(desk.texts, mini_count)
        super().__init__(desk, texts.say("Papers to {table}", table=table), texts.say("Issue"))
        self._contest, self._to = state.contest.id, mini_count.id
        left = left_to_issue(state)
        if left is not None:
            self.explain(
                texts.count(
                    "{n} verified paper is not issued yet.",
                    "{n} verified papers are not issued yet.",
                    max(left, 0),
                )
            )
        self.papers = self.ask_figure(texts.say("Papers in the parcel"), left)

    def make(self) -> Command | str:
        """Issue what is typed."""
        papers = self.figure_in(self.papers)
        if isinstance(papers, str):
            return papers
        return do.IssuePapers(self.by, self._contest, self._to, papers)


class BackForm(Form):
    """Papers taken back uncounted: all that are out at the table are offered."""

    def __init__(self, desk: Desk, state: ContestState, mini_count: MiniCount) -> None:
        texts, table = desk.texts, say_table(desk.texts, mini_count)
        title = texts.say("Papers back from {table}", table=table)
        super().__init__(desk, title, texts.say("Take them back"))
        self._contest, self._of = state.contest.id, mini_count.id
        out = papers_at(state, mini_count).out
        self.papers = self.ask_figure(texts.say("Papers taken back, uncounted"), out)
        self.reason = self.ask_words(texts.say("Reason"))

    def make(self) -> Command | str:
        """Take back what is typed."""
        papers = self.figure_in(self.papers)
        if isinstance(papers, str):
            return papers
        return do.ReturnPapers(self.by, self._contest, self._of, papers, self.reason.text())


class LowerForm(Form):
    """A lower depth for the rest of a table, and what that saves."""

    def __init__(self, desk: Desk, state: ContestState, mini_count: MiniCount) -> None:
        texts, table = desk.texts, say_table(desk.texts, mini_count)
        title = texts.say("Key less of {table}", table=table)
        super().__init__(desk, title, texts.say("Lower the depth"))
        self._contest, self._of = state.contest.id, mini_count.id
        self._lower = lower_depths(mini_count.depth)
        self._savings = [saving(state, mini_count, depth) for depth in self._lower]
        self.explain(
            texts.say(
                "Now: {depth}. Sheets that are begun stay; those nobody began give way to the new.",
                depth=say_depth(texts, mini_count.depth),
            )
        )
        words = [say_depth(texts, depth) for depth in self._lower]
        self.depths = self.ask_choice(texts.say("From now on"), words)
        self.saves = self.explain("", "strong", "text")
        self.reason = self.ask_words(texts.say("Reason"))
        self.depths.idToggled.connect(self._show_saving)
        self._show_saving()

    def make(self) -> Command | str:
        """Lower it to what is chosen."""
        depth = self._lower[max(self.depths.checkedId(), 0)]
        reason = self.reason.text()
        return do.ChangeDepth(self.by, self._contest, self._of, depth, 0, reason)

    def _show_saving(self) -> None:
        texts, saved = self.desk.texts, self._savings[max(self.depths.checkedId(), 0)]
        sheets = texts.count("{n} sheet fewer", "{n} sheets fewer", saved.sheets)
        minutes = texts.count(
            "about {n} minute of keying less", "about {n} minutes of keying less", saved.minutes
        )
        self.saves.say(f"{sheets}, {minutes}")


class OpenForm(Form):
    """One more table, fed by the boxes of the one that is lit.

    Where that is one box alone, the officer who opens it says anew why: another's reason is not
    theirs.
    """

    def __init__(self, desk: Desk, state: ContestState, mini_count: MiniCount) -> None:
        texts = desk.texts
        super().__init__(desk, texts.say("Open a table"), texts.say("Open the table"))
        self._contest, self._like = state.contest.id, mini_count
        self._id, number = new_table(state)
        self.explain(
            texts.say(
                "It counts papers of the same boxes as {table}, mixed.",
                table=say_table(texts, mini_count),
            )
        )
        self.table = self.ask_words(
            texts.say("Its name in the hall"), texts.say("Table {letter}", letter=number)
        )
        words = [say_depth(texts, depth) for depth in DEPTHS]
        self.depths = self.ask_choice(
            texts.say("What is keyed of it"), words, DEPTHS.index(mini_count.depth)
        )
        self.sheets = self.ask_figure(texts.say("Counting sheets in its pad"), USUAL_PAD)
        self.alone: Sentence | None = None
        if state.contest.of_one_station(mini_count.boxes):
            self.alone = self.ask_words(texts.say("Why one box alone is counted there"))
        self.reason = self.ask_words(texts.say("Reason"))
        self.depths.idToggled.connect(self._show_pad)
        self._show_pad()

    def make(self) -> Command | str:
        """Open it as typed."""
        sheets: int | str = self.figure_in(self.sheets) if self._by_sheet else 0
        if isinstance(sheets, str):
            return sheets
        depth, name = DEPTHS[self.depths.checkedId()], self.table.text().strip()
        alone = self.alone.text().strip() if self.alone is not None else ""
        made = MiniCount(self._id, name, self._like.boxes, depth, sheets, alone)
        return do.AddMiniCount(self.by, self._contest, made, self.reason.text())

    @property
    def _by_sheet(self) -> bool:
        return DEPTHS[self.depths.checkedId()] == "every_sheet"

    def _show_pad(self) -> None:
        row = self.sheets.parentWidget()
        if row is not None:
            row.setVisible(self._by_sheet)


class CloseForm(Form):
    """A table that goes home: its sheets nobody began are withdrawn."""

    def __init__(self, desk: Desk, state: ContestState, mini_count: MiniCount) -> None:
        texts, table = desk.texts, say_table(desk.texts, mini_count)
        title = texts.say("Close {table}", table=table)
        super().__init__(desk, title, texts.say("Close the table"))
        self._contest, self._of = state.contest.id, mini_count.id
        self.explain(
            texts.say("Its sheets that nobody began are withdrawn. Nothing keyed is lost.")
        )
        self.reason = self.ask_words(texts.say("Reason"))

    def make(self) -> Command | str:
        """Close it for the reason typed."""
        return do.CloseMiniCount(self.by, self._contest, self._of, self.reason.text())


class WithdrawForm(Form):
    """Sheets that nobody waits for any more; the usual reason is offered."""

    def __init__(
        self, desk: Desk, state: ContestState, sheets: tuple[SheetId, ...], reason: str = ""
    ) -> None:
        texts = desk.texts
        title = texts.count("Withdraw {n} sheet", "Withdraw {n} sheets", len(sheets))
        super().__init__(desk, title, texts.say("Withdraw"))
        self._contest, self._sheets = state.contest.id, sheets
        self.explain(say_span(texts, sheets), "strong", "text")
        self.reason = self.ask_words(texts.say("Reason"), reason)

    def make(self) -> Command | str:
        """Withdraw them for the reason typed."""
        return do.WithdrawSheets(self.by, self._contest, self._sheets, self.reason.text())


class AddForm(Form):
    """A sheet that had no number; Enter gives it one."""

    def __init__(
        self, desk: Desk, state: ContestState, mini_count: MiniCount, kind: SheetKind
    ) -> None:
        texts = desk.texts
        title = texts.say(
            "{kind}: a sheet for {table}",
            kind=say_kind(texts, kind),
            table=say_table(texts, mini_count),
        )
        super().__init__(desk, title, texts.say("Give it a number"))
        self._contest, self._of, self._kind = state.contest.id, mini_count.id, kind
        self.explain(texts.say("For a sheet in the hand that bears no number of its own."))

    def make(self) -> Command | str:
        """Add a sheet of the kind."""
        reason = self.desk.texts.say("The sheet had no number.")
        return do.AddSheet(self.by, self._contest, self._kind, None, self._of, reason)
