"""The night guide by F1: at the section of what stops the work, or of the page; all keys first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
)

from countroom.app.guide import find, guide
from countroom.ui.parts import Button, Hint, Overlay, Words
from countroom.ui.prints import print_guide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

    from countroom.app.guide import Section
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_WIDE, _HIGH = 1120, 660
"""Px of the panel, where the window has them."""
_LIST: Final = 300
_EDGE: Final = 24
_NOTHING: Final = ""
_SECTION, _INDENT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_STEP: Final = 14
_PAD: Final = 6
_WRAPPED: Final = Qt.TextFlag.TextWordWrap
_INTO_TEXT: Final = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Guide(Overlay):
    """Sections on the left, the text of the one that is lit on the right."""

    def __init__(
        self,
        look: Look,
        texts: Texts,
        over: QWidget,
        keys: Sequence[Hint],
        about: Sequence[str],
        desk: Desk | None = None,
    ) -> None:
        say = texts.say
        super().__init__(look, over, say("Guide"), 0)
        self._texts, self._desk = texts, desk
        self._sections = guide(texts.language)
        self._keys = _in_markdown(texts, keys)
        self._own = say("Keys of this page")
        self.text = _Text(look)
        self.list = _List(look, say("Sections"), self.text)
        self.text.back = self.list
        self.list.add(self._own, 1, None)
        for section in self._sections:
            self.list.add(section.title, section.level, section)
        at = find(self._sections, about)
        self._first_row = 0 if at is None else at + 1
        self.said = Words(look, "", "caption", wrap=True)
        both = QHBoxLayout()
        both.setSpacing(look.space("m"))
        both.addWidget(self.list)
        both.addWidget(self.text, 1)
        self.body.addLayout(both, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.space("m"))
        leave, self.print = Button(look, say("Leave"), "Esc"), Button(look, say("Print"), "Ctrl P")
        leave.clicked.connect(self.leave)
        self.print.clicked.connect(self.print_chapter)
        for button in (leave, self.print):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys act from everywhere here
            foot.addWidget(button)
        foot.addWidget(self.said, 1)
        self.body.addLayout(foot)
        self.list.currentItemChanged.connect(self._show)
        self._fit()

    def begin(self) -> None:
        """Show it at the section asked for."""
        self.list.setCurrentRow(self._first_row)
        self.open(self.list)
        self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    @property
    def section(self) -> Section | None:
        """Give what is read now, None for the keys of the page."""
        found: Section | None = self.list.currentItem().data(_SECTION)
        return found

    def print_chapter(self) -> None:
        """Print the whole page of the guide that the section stands on; a desk is open for it."""
        if self.section is not None and self._desk is not None:
            print_guide(self._desk, self.section.chapter, self.said.say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print by Ctrl P, leave by Esc."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_P:
            self.print_chapter()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as much of the window as there is use for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = self._look
        wide = min(look.px(_WIDE), self.width() - _EDGE)
        self.panel.setFixedSize(wide, min(look.px(_HIGH), self.height() - _EDGE))
        self.list.setFixedWidth(min(look.px(_LIST), wide * 2 // 5))

    def _show(self) -> None:
        section = self.section
        self.print.setVisible(self._desk is not None)
        self.print.close_for("" if section else self._texts.say("Opens on a section of the guide."))
        self.said.say(_NOTHING)
        if section is None:
            self.text.show_markdown(self._own, self._keys)
        else:
            self.text.show_markdown(section.title, section.body)


class _List(QListWidget):
    """The sections; letters jump, the page keys turn the text, the right arrow goes into it."""

    def __init__(self, look: Look, name: str, text: _Text) -> None:
        super().__init__()
        self._look, self._text = look, text
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(look.px(2))
        self.setItemDelegate(_Indented(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, title: str, level: int, section: Section | None) -> None:
        """Add a section, a stop further in than its page; a mere title is passed over."""
        item = QListWidgetItem(title)
        item.setFont(self._look.font("strong" if level == 1 else "body"))
        if section is not None and not section.body:
            item.setFlags(Qt.ItemFlag.NoItemFlags)  # the title of a page: its sections follow
        item.setData(_SECTION, section)
        item.setData(_INDENT, self._look.px(_STEP) * (level - 1))
        self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the page keys to the text."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._text.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in _INTO_TEXT:
            self._text.setFocus()
        else:
            super().keyPressEvent(event)


class _Indented(QStyledItemDelegate):
    """Paints a title in as many lines as it needs, further in than what it belongs to."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Wrap in the width of the list."""
        whole = self._view.viewport().width() - 2 * self._view.spacing()
        room = QRect(0, 0, whole - index.data(_INDENT) - 2 * _PAD, 10_000)
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
        high = metrics.boundingRect(room, _WRAPPED, index.data()).height()
        return QSize(whole, high + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then the words."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, self._view)
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if lit else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(option.palette.color(role))
        room = option.rect.adjusted(index.data(_INDENT) + _PAD, _PAD // 2, -_PAD, 0)
        painter.drawText(room, _WRAPPED, index.data())
        painter.restore()


class _Text(QTextBrowser):
    """One section, set from its Markdown in the fonts and colours of the window."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.back: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.setOpenLinks(False)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("base"))
        palette.setColor(QPalette.ColorRole.Text, look.colour("text"))
        self.setPalette(palette)
        self.document().setDefaultFont(look.font("body"))
        self.document().setDocumentMargin(look.space("m"))

    def show_markdown(self, title: str, body: str) -> None:
        """Show a section from its first line."""
        self.setMarkdown(f"## {title}\n\n{body}")
        self.setAccessibleName(title)
        look, cursor = self._look, QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            spaced = block.blockFormat()
            spaced.setBottomMargin(look.space("s"))
            cursor.setBlockFormat(spaced)
            self._set_runs(block, cursor)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _set_runs(self, block: QTextBlock, cursor: QTextCursor) -> None:
        """Give each run the house's font: headings larger, keys as on their caps."""
        look, heading = self._look, block.blockFormat().headingLevel() > 0
        runs = block.begin()
        found = []
        while not runs.atEnd():
            run = runs.fragment()
            found.append((run.position(), run.length(), run.charFormat()))
            runs += 1
        for at, length, old in found:
            new = QTextCharFormat()
            bold = heading or old.fontFixedPitch() or old.fontWeight() >= QFont.Weight.DemiBold
            new.setFont(look.font_of(20 if heading else 15, bold=bold))
            new.setForeground(look.colour("text"))
            if old.fontFixedPitch():
                new.setBackground(look.colour("window"))
            cursor.setPosition(at)
            cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(new)

    def turn(self, pages: int) -> None:
        """Scroll by pages."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the sections by the left arrow."""
        if event.key() == Qt.Key.Key_Left and self.back is not None:
            self.back.setFocus()
        else:
            super().keyPressEvent(event)


def _in_markdown(texts: Texts, page: Sequence[Hint]) -> str:
    """List the keys of the page, then those that act everywhere."""
    say = texts.say
    everywhere = (
        Hint("Tab", say("next control")),
        Hint("Enter", say("open, press, go on")),
        Hint("Alt ←", say("back to where you came from")),
        Hint("Ctrl 1 2 3", say("pages of the whole count")),
        Hint("F1", say("guide")),
        Hint("F2", say("places: every page, of the hall and of a contest")),
        Hint("Ctrl P", say("print, or go to the print desk")),
        Hint("Ctrl B", say("carry on on paper: where we are, and blank forms")),
        Hint("F10", say("hand over, or sign in")),
        Hint("F12", say("language, colours and text size")),
        Hint("Ctrl + Ctrl -", say("text size")),
    )
    return "\n".join(f"- `{hint.key}` {hint.words}" for hint in (*page, *everywhere))
