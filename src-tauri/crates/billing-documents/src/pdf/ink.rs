//! The light palette of paper, the same hues as the light theme of the screen.

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

/// Headings and figures.
pub const TEXT: Ink = Ink(0x1a, 0x1c, 0x20);
/// Labels and secondary text; 4.5:1 on white.
pub const TEXT_2: Ink = Ink(0x5a, 0x5f, 0x66);
/// Hairlines between rows.
pub const LINE: Ink = Ink(0xd9, 0xd9, 0xd4);
/// Rules above sums.
pub const RULE: Ink = Ink(0x2a, 0x2d, 0x33);
/// The one accent.
pub const ACCENT: Ink = Ink(0x1e, 0x4e, 0x9e);
/// Watermark: visible, and every figure above it stays readable.
pub const WATERMARK: Ink = Ink(0xf1, 0xef, 0xe9);
/// Ground of a notice.
pub const NOTICE: Ink = Ink(0xfb, 0xf1, 0xda);
/// Text and edge of a notice.
pub const NOTICE_TEXT: Ink = Ink(0x6e, 0x48, 0x00);
/// Paper itself, for hairlines that part a stack.
pub const PAPER: Ink = Ink(0xff, 0xff, 0xff);
/// Grid of a chart.
pub const GRID: Ink = Ink(0xeb, 0xeb, 0xe7);
/// Base line of a chart.
pub const AXIS: Ink = Ink(0xc4, 0xc5, 0xc0);
/// Comparison lines.
pub const COMPARE: Ink = Ink(0x7a, 0x7f, 0x87);
/// Forecast band.
pub const BAND: Ink = Ink(0xdc, 0xe5, 0xf4);
/// A limit.
pub const LIMIT: Ink = Ink(0xc8, 0x37, 0x2d);
/// Data hues 1 to 8.
pub const HUES: [Ink; 8] = [
    Ink(0x3a, 0x44, 0x9a),
    Ink(0xc4, 0x80, 0x05),
    Ink(0x2b, 0xa7, 0x72),
    Ink(0x6c, 0x39, 0x61),
    Ink(0x7b, 0x6e, 0x22),
    Ink(0x31, 0x6e, 0xa0),
    Ink(0x8e, 0x2a, 0x0f),
    Ink(0x86, 0x86, 0xa7),
];
