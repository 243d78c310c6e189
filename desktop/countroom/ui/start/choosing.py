"""Where the elections come from, and which of them: a place, then a council and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
)

from countroom.app.screens.new_count import matching, say_poll
from countroom.ui.look.painting import paint_lamp
from countroom.ui.parts import Button, Panel, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from countroom.app.new_count import Poll
    from countroom.texts import Texts
    from countroom.ui.look import Look

    Index = QModelIndex | QPersistentModelIndex

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Choosing(Panel):
    """``read`` asks to read a place; ``chosen`` tells that another poll is chosen."""

    read = Signal(str)
    chosen = Signal()
    done = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Which election"))
        self._texts = texts
        self._polls: Sequence[Poll] = ()
        say = texts.say
        self.body.addWidget(
            Words(look, say("Folder or file with the candidates"), "caption", "muted")
        )
        self.source = _field(look, say("Folder or file with the candidates"))
        self.source.returnPressed.connect(lambda: self.read.emit(self.source.text()))
        folder = Button(look, say("Folder"), icon="folder-open")
        folder.clicked.connect(self._choose_folder)
        file = Button(look, say("File"), icon="file-plus")
        file.clicked.connect(self._choose_file)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.setSpacing(look.space("m"))
        row.addWidget(self.source, 1)
        row.addWidget(folder)
        row.addWidget(file)
        self.body.addLayout(row)
        self.trouble = Strip(look, "danger")
        self._trouble = Words(look, "", "body", wrap=True)
        self.trouble.row.addWidget(self._trouble, 1)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.heads = Words(look, say("Council and polling day"), "caption", "muted")
        self.body.addWidget(self.heads)
        self.finder = _Finder(look, say("Type to find a council or a day"))
        self.finder.textChanged.connect(self._find)
        found = QHBoxLayout()
        found.setContentsMargins(5, 5, 5, 5)
        found.addWidget(self.finder)
        self.body.addLayout(found)
        self.list = PollList(look, texts, say("Council and polling day"))
        self.list.moved.connect(self.chosen)
        self.list.opened.connect(self.done)
        self.finder.went_down.connect(self._to_list)
        self.finder.returnPressed.connect(self.done)
        self.body.addWidget(self.list, 100)
        self.body.addStretch(1)
        self.show_polls(())

    @property
    def poll(self) -> Poll | None:
        """Give the poll chosen."""
        return self.list.poll

    def show_polls(self, polls: Sequence[Poll]) -> None:
        """List these polls; the one chosen stays chosen, else the first is."""
        before = self.poll
        self._polls = polls
        for part in (self.heads, self.finder, self.list):
            part.setVisible(bool(polls))
        self.finder.clear()
        self._find("")
        self.list.choose(before)

    def complain(self, sentence: str) -> None:
        """Say why the source cannot be used; an empty sentence takes it away."""
        self.trouble.setVisible(bool(sentence))
        self.trouble.setAccessibleName(sentence)
        self._trouble.say(sentence)

    def _find(self, typed: str) -> None:
        self.list.show_polls(matching(self._polls, typed, self._texts))
        self.chosen.emit()

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_folder(self) -> None:
        title = self._texts.say("Folder with the candidates")
        self._take(QFileDialog.getExistingDirectory(self, title, self.source.text()))

    def _choose_file(self) -> None:
        title = self._texts.say("File with the candidates")
        kinds = self._texts.say("Tables (*.csv)")
        self._take(QFileDialog.getOpenFileName(self, title, self.source.text(), kinds)[0])

    def _take(self, path: str) -> None:
        if path:
            self.source.setText(path)
            self.read.emit(path)


class _Finder(QLineEdit):
    """What is typed to find a poll; Down goes to the list."""

    went_down = Signal()

    def __init__(self, look: Look, words: str) -> None:
        super().__init__()
        self.setFont(look.font("body"))
        self.setMinimumHeight(look.size("button"))
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Down, type otherwise."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class PollList(QListView):
    """Polls by day and council; the row lit is the one chosen."""

    moved = Signal()
    opened = Signal()

    def __init__(self, look: Look, texts: Texts, name: str) -> None:
        super().__init__()
        self._rows = _Polls(texts)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName(name)
        self.setProperty("lamp", False)  # noqa: FBT003 - Qt's own; the row is lit instead
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, look.colour("base"))
        self.setPalette(palette)
        self.setMinimumHeight(look.px(96))

    @property
    def poll(self) -> Poll | None:
        """Give the poll chosen."""
        at = self.currentIndex()
        return self._rows.polls[at.row()] if at.isValid() else None

    def show_polls(self, polls: Sequence[Poll]) -> None:
        """List these, the first chosen."""
        self._rows.take(polls)
        if polls:
            self.setCurrentIndex(self._rows.index(0))

    def choose(self, poll: Poll | None) -> None:
        """Choose a poll where it is listed."""
        if poll is not None and poll in self._rows.polls:
            self.setCurrentIndex(self._rows.index(self._rows.polls.index(poll)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another is chosen."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if event.key() in _ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Polls(QAbstractListModel):
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.polls: Sequence[Poll] = ()

    def take(self, polls: Sequence[Poll]) -> None:
        """Hold other polls."""
        self.beginResetModel()
        self.polls = polls
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count them."""
        return 0 if parent.isValid() else len(self.polls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give council, day and wards; as one sentence for a reader."""
        if role == Qt.ItemDataRole.UserRole:
            return say_poll(self._texts, self.polls[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(say_poll(self._texts, self.polls[index.row()]))
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, owner: PollList) -> None:
        super().__init__(owner)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Take one row."""
        return QSize(self._look.px(320), self._look.px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint council, day, wards."""
        look, rect = self._look, option.rect
        council, day, wards = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_lamp(painter, rect, look)
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selection"))
        ink = "text"
        if option.state & QStyle.StateFlag.State_Selected and look.high_contrast:
            ink = "text" if option.state & QStyle.StateFlag.State_HasFocus else "selectionText"
        inner = rect.adjusted(look.px(12), 0, -look.px(12), 0)
        painter.setPen(look.colour(ink))
        painter.setFont(look.font("body"))
        metrics = QFontMetrics(painter.font())
        painter.drawText(inner, _RIGHT, wards)
        at = inner.adjusted(inner.width() * 45 // 100, 0, 0, 0)
        painter.drawText(at, _LEFT, day)
        painter.setFont(look.font("strong"))
        room = inner.width() * 45 // 100 - look.px(12)
        shown = metrics.elidedText(council, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _LEFT, shown)
        painter.restore()


def _field(look: Look, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setFont(look.font("body"))
    field.setMinimumHeight(look.size("button"))
    field.setAccessibleName(name)
    return field
