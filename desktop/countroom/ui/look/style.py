"""The style: Fusion with the house's own fields, buttons and the lamp round what has focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFocusFrame, QLineEdit, QProxyStyle, QStyle, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleHintReturn, QStyleOption, QStyleOptionComplex

    from countroom.ui.look.look import Look

LAMP_MARGIN: Final = 5
_SCROLL_BAR: Final = 10
_SHORTEST_HANDLE: Final = 32
TONE: Final = "countroomTone"
"""Property of a field: "", "warning" or "danger"."""

_METRICS: Final = {
    QStyle.PixelMetric.PM_FocusFrameHMargin: LAMP_MARGIN,
    QStyle.PixelMetric.PM_FocusFrameVMargin: LAMP_MARGIN,
    QStyle.PixelMetric.PM_ScrollBarExtent: _SCROLL_BAR,
    QStyle.PixelMetric.PM_ScrollBarSliderMin: _SHORTEST_HANDLE,
}
_HINTS: Final = {
    QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
}
_TONE_FILL: Final = {"warning": "fieldWarning", "danger": "fieldError"}
_TONE_LINE: Final = {"warning": "warning", "danger": "danger"}


class DeskStyle(QProxyStyle):
    """Draws field borders and the lamp; everything else is Fusion under our palette."""

    def __init__(self, look: Look) -> None:
        super().__init__("Fusion")
        self.look = look

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a field's ground and border."""
        if element == QStyle.PrimitiveElement.PE_PanelLineEdit and isinstance(widget, QLineEdit):
            self._paint_field(option.rect, painter, widget)
        elif element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            return  # the lamp says it
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the lamp."""
        if element == QStyle.ControlElement.CE_FocusFrame:
            self._paint_lamp(option.rect, painter)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a scroll bar as a quiet handle."""
        if control == QStyle.ComplexControl.CC_ScrollBar:
            handle = self.subControlRect(
                control, option, QStyle.SubControl.SC_ScrollBarSlider, widget
            )
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("border"))
            painter.drawRoundedRect(QRectF(handle).adjusted(2, 2, -2, -2), 3, 3)
            painter.restore()
        else:
            super().drawComplexControl(control, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Keep the lamp clear of what it lights."""
        ours = _METRICS.get(metric)  # asked a thousand times a page
        return super().pixelMetric(metric, option, widget) if ours is None else ours

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Let the lamp stand over the border, and nothing move or blink."""
        ours = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returned) if ours is None else ours

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Give a scroll bar no arrows: its groove is its whole length."""
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        if control != QStyle.ComplexControl.CC_ScrollBar:
            return rect
        if part in (QStyle.SubControl.SC_ScrollBarAddLine, QStyle.SubControl.SC_ScrollBarSubLine):
            return QRect()
        return rect

    def _paint_field(self, rect: QRect, painter: QPainter, field: QLineEdit) -> None:
        look, tone = self.look, str(field.property(TONE) or "")
        lit = field.hasFocus() and not field.isReadOnly()
        ground = "fieldReadOnly" if field.isReadOnly() else _TONE_FILL.get(tone, "field")
        border: QColor = look.colour(_TONE_LINE.get(tone, "border"))
        width = 2.0 if tone else 1.0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("fieldFocus" if lit else ground))
        painter.setPen(QPen(border, width))
        half = width / 2
        radius = look.px(4)
        painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
        painter.restore()

    def _paint_lamp(self, rect: QRect, painter: QPainter) -> None:
        look = self.look
        halo, line = look.tokens.line["focusHalo"], look.tokens.line["fieldFocus"]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("focusHalo"), halo))
        outer = QRectF(rect).adjusted(halo / 2, halo / 2, -halo / 2, -halo / 2)
        painter.drawRoundedRect(outer, look.px(7), look.px(7))
        painter.setPen(QPen(look.colour("focus"), line))
        inner = halo + line / 2
        rounded = QRectF(rect).adjusted(inner, inner, -inner, -inner)
        painter.drawRoundedRect(rounded, look.px(5), look.px(5))
        painter.restore()


class Lamp(QFocusFrame):
    """The one warm patch of a window: it stands round the control that has the focus."""

    def follow(self, control: QWidget | None) -> None:
        """Light this control, or go out where the control lights itself."""
        lit = control if control is not None and control.property("lamp") is not False else None
        self.setWidget(lit)  # type: ignore[arg-type]  # None puts it out
