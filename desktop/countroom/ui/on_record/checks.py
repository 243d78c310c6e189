"""The checks that a record fails: listed plainly, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.parts import FindingRow, Findings, Panel, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.checks import Finding
    from countroom.texts import Texts
    from countroom.ui.look import Look


class ChecksPanel(Panel):
    """What the figures fail, each in one sentence with its code."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Checks"))
        self._texts = texts
        self.findings = Findings(look)
        self.words = Words(look, "", "body", "muted", wrap=True)
        self.body.addWidget(self.findings)
        self.body.addWidget(self.words)

    def show_failed(self, failed: Sequence[tuple[Finding, str]]) -> None:
        """Show what fails, or that nothing does."""
        say = self._texts.say
        rows = [FindingRow("warning", words, code=found.code) for found, words in failed]
        self.findings.show_findings(rows or [FindingRow("clear", say("All checks clear"))])
        self.words.say(
            say("It is the result all the same: the record and the feed name these checks.")
            if rows
            else ""
        )
        self.words.setVisible(bool(rows))
