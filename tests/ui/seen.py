"""Everything that a stranger can read on a widget, by eye or by screen reader."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.ToolTipRole,
)


def everything_on(widget: QWidget) -> str:
    """Give all words of a widget and of what is in it, painted ones by their accessible text."""
    return "\n".join(text for one in _with_children(widget) for text in _texts(one) if text)


def _with_children(widget: QWidget) -> list[QWidget]:
    return [widget, *widget.findChildren(QWidget)]


def _texts(widget: QWidget) -> list[str]:
    found = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    found += [widget.windowTitle()]
    for name in ("text", "toPlainText", "placeholderText", "title"):
        ask = getattr(widget, name, None)
        given = ask() if callable(ask) else None
        found += [given] if isinstance(given, str) else []
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        found += _rows(widget.model())
    return found


def _rows(model: QAbstractItemModel) -> list[str]:
    assert isinstance(model, QObject)
    rows = [model.index(at, 0) for at in range(model.rowCount())]
    # A row that is painted gives itself under a role of its own.
    own = [repr(one.data(Qt.ItemDataRole.UserRole)) for one in rows]
    return own + [str(one.data(role) or "") for one in rows for role in _ROLES]
