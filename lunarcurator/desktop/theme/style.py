"""The style of the window: Fusion underneath, every visible part drawn from the look.

Qt asks a style thousands of times while a dialog opens, and each answer in Python costs. So Fusion answers all it
can; where Python answers, it is by a figure made ready, and what is drawn alike again is kept as a picture.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from lunarcurator.desktop.theme import style_bars, style_buttons, style_fields, style_views
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.states import ENABLED, state_of

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_X = QStyle.ComplexControl
_M = QStyle.PixelMetric
_H = QStyle.StyleHint
_T = QStyle.ContentsType

Draw = Callable[[Look, QStyleOption, QPainter, QWidget | None], None]
Size = Callable[[Look, QStyleOption, QWidget | None], QSize]
DrawComplex = Callable[[Look, QStyleOptionComplex, QPainter, QWidget | None], None]


def _nothing(look: Look, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw nothing, where Fusion would draw an ornament."""


def _arrow(concept: str) -> Draw:
    def draw(look: Look, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        colour = "text2" if state_of(option) & ENABLED else "disabled"
        look.icons.paint(painter, option.rect, concept, colour, look.metrics.px(12))

    return draw


_PRIMITIVES: Final[Mapping[QStyle.PrimitiveElement, Draw]] = MappingProxyType({
    _P.PE_PanelLineEdit: style_fields.draw_line_edit,
    _P.PE_Frame: style_fields.draw_frame,
    _P.PE_FrameFocusRect: style_views.draw_focus,
    _P.PE_IndicatorCheckBox: style_buttons.draw_check,
    _P.PE_IndicatorItemViewItemCheck: style_buttons.draw_check,
    _P.PE_IndicatorRadioButton: style_buttons.draw_radio,
    _P.PE_IndicatorBranch: style_views.draw_branch,
    _P.PE_IndicatorArrowUp: _arrow("up"),
    _P.PE_IndicatorArrowDown: _arrow("down"),
    _P.PE_IndicatorArrowLeft: _arrow("previous"),
    _P.PE_IndicatorArrowRight: _arrow("next"),
    _P.PE_IndicatorHeaderArrow: _nothing,
    _P.PE_PanelItemViewItem: style_views.draw_cell,
    _P.PE_FrameTabBarBase: style_bars.draw_tab_ground,
    _P.PE_FrameTabWidget: _nothing,
    _P.PE_PanelMenu: style_bars.draw_menu_panel,
    _P.PE_FrameMenu: _nothing,
    _P.PE_PanelMenuBar: style_bars.draw_bar_ground,
    _P.PE_PanelTipLabel: style_bars.draw_tool_tip,
    _P.PE_FrameStatusBarItem: _nothing,
    _P.PE_PanelStatusBar: style_bars.draw_bar_ground,
    _P.PE_PanelToolBar: _nothing,
})  # fmt: skip
_CONTROLS: Final[Mapping[QStyle.ControlElement, Draw]] = MappingProxyType({
    _C.CE_PushButton: style_buttons.draw_push_button,
    _C.CE_Header: style_views.draw_header,
    _C.CE_HeaderSection: style_views.draw_header_section,
    _C.CE_HeaderEmptyArea: style_views.draw_header_section,
    _C.CE_TabBarTab: style_bars.draw_tab,
    _C.CE_MenuItem: style_bars.draw_menu_item,
    _C.CE_MenuEmptyArea: style_bars.draw_menu_panel,
    _C.CE_MenuBarItem: style_bars.draw_menu_bar_item,
    _C.CE_MenuBarEmptyArea: style_bars.draw_bar_ground,
    _C.CE_ProgressBar: style_bars.draw_progress,
    _C.CE_Splitter: style_views.draw_splitter,
    _C.CE_SizeGrip: _nothing,
})  # fmt: skip
_COMPLEX: Final[Mapping[QStyle.ComplexControl, DrawComplex]] = MappingProxyType({
    _X.CC_ComboBox: style_fields.draw_combo_box,
    _X.CC_SpinBox: style_fields.draw_spin_box,
    _X.CC_ScrollBar: style_views.draw_scroll_bar,
    _X.CC_ToolButton: style_buttons.draw_tool_button,
})  # fmt: skip
# Pixels at 100 %, scaled with the text.
_SCALED: Final[Mapping[QStyle.PixelMetric, int]] = MappingProxyType({
    _M.PM_ScrollBarExtent: style_views.SCROLL_BAR, _M.PM_ScrollBarSliderMin: 28,
    _M.PM_IndicatorWidth: 16, _M.PM_IndicatorHeight: 16,
    _M.PM_ExclusiveIndicatorWidth: 16, _M.PM_ExclusiveIndicatorHeight: 16,
    _M.PM_CheckBoxLabelSpacing: 8, _M.PM_RadioButtonLabelSpacing: 8,
    _M.PM_SmallIconSize: 16, _M.PM_ButtonIconSize: 16, _M.PM_TabBarIconSize: 16, _M.PM_ListViewIconSize: 16,
    _M.PM_LineEditIconSize: 16,
    _M.PM_TreeViewIndentation: 16, _M.PM_HeaderMargin: style_views.PAD,
    _M.PM_LayoutHorizontalSpacing: 8, _M.PM_LayoutVerticalSpacing: 8,
    _M.PM_FocusFrameHMargin: style_views.PAD - 1, _M.PM_FocusFrameVMargin: 2,
    _M.PM_MenuHMargin: 4, _M.PM_MenuVMargin: 4, _M.PM_MenuBarHMargin: 8, _M.PM_ToolTipLabelFrameWidth: 6,
})  # fmt: skip
_FIXED: Final[Mapping[QStyle.PixelMetric, int]] = MappingProxyType({
    _M.PM_DefaultFrameWidth: 1, _M.PM_LineEditIconMargin: 4, _M.PM_TextCursorWidth: 1,
    _M.PM_MenuPanelWidth: 1, _M.PM_MenuBarItemSpacing: 2,
    _M.PM_SplitterWidth: 5, _M.PM_ScrollView_ScrollBarSpacing: 0, _M.PM_ScrollView_ScrollBarOverlap: 0,
    _M.PM_TabBarTabShiftVertical: 0, _M.PM_TabBarBaseOverlap: 0,
})  # fmt: skip
# Pixels at 100 % beside the text: both sides, and the chevrons.
_FIELDS: Final[Mapping[QStyle.ContentsType, int]] = MappingProxyType(
    {_T.CT_LineEdit: 16, _T.CT_ComboBox: 38, _T.CT_SpinBox: 32}
)
_SIZES: Final[Mapping[QStyle.ContentsType, Size]] = MappingProxyType({
    _T.CT_PushButton: style_buttons.button_size,
    _T.CT_ToolButton: style_buttons.tool_button_size,
    _T.CT_HeaderSection: style_views.header_size,
    _T.CT_TabBarTab: style_bars.tab_size,
    _T.CT_MenuItem: style_bars.menu_item_size,
    _T.CT_MenuBarItem: style_bars.menu_bar_item_size,
})  # fmt: skip


class HouseStyle(QProxyStyle):
    """Draws with the look it wears; whoever lets it wear another sees that widgets are laid out anew.

    `with_hints` is the same style for the few kinds of widgets that need other hints than those of Fusion.
    """

    def __init__(self, look: Look, with_hints: "HouseStyle | None" = None) -> None:
        super().__init__("Fusion")
        self.with_hints = with_hints
        self.wear(look)

    def wear(self, look: Look) -> None:
        """Draw with this look from now on."""
        self.look = look
        self._pixels = dict(_FIXED) | {metric: look.metrics.px(size) for metric, size in _SCALED.items()}
        if self.with_hints is not None:
            self.with_hints.wear(look)

    @override
    def polish(self, polished: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]
        super().polish(polished)
        if isinstance(polished, QLineEdit):
            style_fields.keep_from_edge(self.look, polished)

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            draw(self.look, option, painter, widget)

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _CONTROLS.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
        else:
            draw(self.look, option, painter, widget)

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _COMPLEX.get(control)
        if draw is None:
            super().drawComplexControl(control, option, painter, widget)
        else:
            draw(self.look, option, painter, widget)

    @override
    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _X.CC_ComboBox:
            return style_fields.combo_part(self.look, option, part)
        if control == _X.CC_SpinBox:
            return style_fields.spin_part(self.look, option, part)
        if control == _X.CC_ScrollBar:
            return style_views.scroll_part(self.look, option, part)
        # The stubs of PySide forget that a style may be asked without a widget.
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    @override
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        known = self._pixels.get(metric)
        return known if known is not None else super().pixelMetric(metric, option, widget)

    @override
    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        if contents == _T.CT_ScrollBar:
            return size
        if contents == _T.CT_ItemViewItem:
            own_size = super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]
            return QSize(own_size.width(), max(own_size.height(), self.look.metrics.row))
        if contents in _FIELDS:
            return style_fields.field_size(self.look, size, widget, _FIELDS[contents])
        own = _SIZES.get(contents)
        if own is not None:
            return own(self.look, option, widget)
        return super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]


class HintedStyle(HouseStyle):
    """The house style with two hints of its own: lists open below their box, a grid has the colour of lines."""

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == _H.SH_ComboBox_Popup:
            return 0
        if hint == _H.SH_Table_GridLineColor:
            # Qt reads this hint back as the 32 bits of a QRgb.
            return self.look.ink("line").rgb() - (1 << 32)
        return super().styleHint(hint, option, widget, returnData)


def take_hints(widget: QWidget) -> None:
    """Let a box of choices or a table with a grid take the hints of the house, which Fusion has otherwise."""
    style = widget.style()
    if isinstance(style, HouseStyle) and style.with_hints is not None:
        widget.setStyle(style.with_hints)
