"""The council as a picture to print or to keep, with its words in it and TEST over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from countroom.ui.shell.band import TestBand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

    from countroom.ui.desk import Desk

_SHARP = 2.0
"""Px of the picture for a px of the screen."""


def draw_picture(
    desk: Desk, title: str, note: str, above: QWidget, below: Sequence[QWidget], words: str
) -> QImage:
    """Draw panels under a title as they stand on the page; ``words`` tell the picture."""
    look = desk.look
    margin, gap = look.space("l"), look.space("m")
    top = look.size("testBand") if desk.environment == "test" else 0
    head = look.px(48)
    beside = sum(one.width() for one in below) + gap * (len(below) - 1)
    width = max(above.width(), beside) + 2 * margin
    low = max((one.height() for one in below), default=0)
    size = QSize(width, top + head + above.height() + gap + low + margin)
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(look.colour("window"))
    painter = QPainter(image)
    if top:
        band = TestBand(look, desk.texts)
        band.resize(width, top)
        band.render(painter, QPoint(0, 0))
    line = QRect(margin, top, width - 2 * margin, head)
    painter.setPen(look.colour("text"))
    painter.setFont(look.font("title"))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
    painter.setPen(look.colour("muted"))
    painter.setFont(look.font("body"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, right, note)
    above.render(painter, QPoint(margin, top + head))
    left = margin
    for one in below:
        one.render(painter, QPoint(left, top + head + above.height() + gap))
        left += one.width() + gap
    painter.end()
    image.setText("Title", title)
    image.setText("Description", words)
    return image


def print_picture(image: QImage, device: QPagedPaintDevice) -> None:
    """Print a picture as wide as the page."""
    painter = QPainter(device)
    room = painter.viewport()
    scaled = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, scaled.width(), scaled.height()), image)
    painter.end()
