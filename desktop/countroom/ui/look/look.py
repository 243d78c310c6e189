"""The tokens as Qt needs them: colours, fonts, lengths, icons, at one text size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPainter, QPalette, QPixmap

from countroom.bundled import bundled
from countroom.tokens import load_tokens

if TYPE_CHECKING:
    from countroom.domain.election import Party
    from countroom.tokens import PaletteName, Stamp, State

FAMILY: Final = "Atkinson Hyperlegible Next"
_FONTS: Final = ("AtkinsonHyperlegibleNext-400.ttf", "AtkinsonHyperlegibleNext-700.ttf")
_BOLD: Final = 700
_MEASURED: Final = 8192  # sentences; a board of 147 wards has some 500


@dataclass(frozen=True, slots=True)
class ToneColours:
    """The three colours of a chip."""

    background: QColor
    text: QColor
    border: QColor


class Look:
    """One palette at one text size; ``scale`` is 1.0 to 2.0."""

    def __init__(self, palette: PaletteName = "light", scale: float = 1.0) -> None:
        self.tokens = load_tokens()
        self.name = palette
        self.scale = scale
        self._colours = {
            key: QColor(value)
            for key, value in self.tokens.palettes[palette].items()
            if isinstance(value, str)
        }
        self._tones = {
            tone: ToneColours(*(QColor(c[part]) for part in ("background", "text", "border")))
            for tone, c in self.tokens.palettes[palette]["chips"].items()
        }
        self._fonts: dict[str, QFont] = {}
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}
        # Lists ask for every row's height each time that they are laid out.
        self.wrapped = lru_cache(_MEASURED)(self._wrapped)
        _load_fonts()

    @property
    def high_contrast(self) -> bool:
        """Say whether colour is reduced to what must be seen."""
        return self.name == "highContrast"

    @property
    def dark(self) -> bool:
        """Say whether the ground is dark."""
        return self.name != "light"

    def colour(self, key: str) -> QColor:
        """Give a colour of the palette by its key."""
        return self._colours[key]

    def tone(self, tone: str) -> ToneColours:
        """Give the colours of a chip of this tone."""
        return self._tones[tone]

    def px(self, length: float) -> int:
        """Scale a length by the text size."""
        return round(length * self.scale)

    def size(self, key: str) -> int:
        """Give a size of the tokens, scaled."""
        return self.px(self.tokens.size[key])

    def space(self, key: str) -> int:
        """Give a distance of the tokens, scaled."""
        return self.px(self.tokens.space[key])

    def font(self, kind: str) -> QFont:
        """Give the font of a kind of text, figures all of one width."""
        font = self._fonts.get(kind)
        if font is None:
            wanted = self.tokens.type[kind]
            font = self._fonts[kind] = self.font_of(wanted["size"], bold=wanted["weight"] >= _BOLD)
        return font

    def font_of(self, size: float, *, bold: bool = False) -> QFont:
        """Give the house's font at a size in px before scaling."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
        return font

    def line(self, kind: str) -> int:
        """Give the height of a line of this kind of text."""
        return self.px(self.tokens.type[kind]["line"])

    def _wrapped(self, kind: str, words: str, room: int) -> int:
        """Count the lines that words of a kind take in ``room`` px."""
        metrics = QFontMetrics(self.font(kind))
        taken = metrics.boundingRect(QRect(0, 0, room, 10_000), from_the_top_left(), words).height()
        return max(1, round(taken / max(1, metrics.lineSpacing())))

    def stamp(self, party: Party) -> Stamp:
        """Give the stamp of a party."""
        return self.tokens.stamp(party.id or party.key, party.name)

    def state(self, key: str) -> State:
        """Give how a state looks."""
        return self.tokens.states[key]

    def icon(self, name: str, colour: str | QColor = "text", size: float = 16) -> QPixmap:
        """Draw an icon in a colour of the palette, sharp on any screen."""
        ink = self._colours[colour] if isinstance(colour, str) else colour
        key = (name, ink.name(), round(size), self.scale)
        pixmap = self._icons.get(key)
        if pixmap is None:
            pixmap = self._icons[key] = _draw_icon(name, ink.name(), self.px(size))
        return pixmap

    def qt_palette(self) -> QPalette:
        """Give the palette for Qt's own controls."""
        palette = QPalette()
        for where, key in self.tokens.qt_roles.items():
            group, _, role = where.rpartition("/")
            colour = self._colours[key]
            if group:
                palette.setColor(QPalette.ColorGroup[group], QPalette.ColorRole[role], colour)
            else:
                palette.setColor(QPalette.ColorRole[role], colour)
        return palette


def from_the_top_left() -> int:
    """Give Qt's flags for words of several lines, set from the left and the top."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - see first_sight

    return Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@cache
def _load_fonts() -> None:
    for name in _FONTS:
        QFontDatabase.addApplicationFontFromData(QByteArray(bundled(f"fonts/{name}").read_bytes()))


@cache
def _svg(name: str) -> str:
    return bundled(f"icons/{name}.svg").read_text(encoding="utf-8")


def _draw_icon(name: str, ink: str, size: int) -> QPixmap:
    # A library of its own to load: not before the first icon.
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    ratio = 2.0
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(QColor(0, 0, 0, 0))
    drawing = QByteArray(_svg(name).replace("currentColor", ink).encode())
    painter = QPainter(pixmap)
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
