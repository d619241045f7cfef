//! What is drawn, as a role instead of a colour, so that one drawing serves every theme.
//!
//! A role travels through plotters as a colour: the kind in red, the hue in green. The SVG surface turns it into CSS
//! classes, the paper surface into the light palette.
//!
//! The stylesheet of the screen must have, below `.chart` (text is 11 px, `--text-2`):
//!
//! | class | draws |
//! |---|---|
//! | `gl`, `ax` | a grid line, the base line |
//! | `v1`..`v8` | a filled mark of hue n |
//! | `piece` | beside `vN`: a sheet-coloured hairline that parts a stack |
//! | `ln`, and `n1`..`n8` beside it | a line of the default ink, of hue n |
//! | `d2`..`d8` | beside `nN`, when there are several lines: the dash of hue n (see [`dash_of_hue`]) |
//! | `cmp`, `fc`, `band`, `ceil` | comparison (dashed grey), forecast (dotted), its band, a limit |
//! | `mk` | a comparison tick across a bar, in the ink of rules |
//! | `point` | a dot on a line, filled like it (beside `vN`: of hue n), edged with the sheet |
//! | `today` | the dotted vertical where known values end |
//! | `strong` | text that matters |
//! | `tot`, `more`, `less` | of a waterfall: a total, what adds to it, what takes from it |
//! | `hole` | a break in a bar, in the colour of the sheet |

use plotters::style::RGBColor;

/// The role of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartInk {
    /// A grid line.
    Grid,
    /// The base line.
    Axis,
    /// Axis and secondary text.
    Text,
    /// Text that matters.
    Strong,
    /// A filled bar of a hue, 1 to 8.
    Fill(u8),
    /// A line of a hue, 1 to 8; 0 is the default ink.
    Line(u8),
    /// The same with the hue's own dash, for one of several lines.
    Dashed(u8),
    /// A comparison line.
    Compare,
    /// A forecast line.
    Forecast,
    /// The range around a forecast.
    Band,
    /// A limit line.
    Limit,
    /// A comparison tick across a bar.
    Tick,
    /// A point of a line, of its hue.
    Dot(u8),
    /// Where known values end.
    Today,
    /// A total of a waterfall.
    Total,
    /// A change that adds to it.
    More,
    /// A change that takes from it.
    Less,
    /// A hole in the colour of the sheet: the break of a cut bar.
    Hole,
}

/// Hues that exist; the last is "Other".
pub const HUES: u8 = 8;

impl ChartInk {
    /// The role as a plotters colour.
    #[must_use]
    pub const fn colour(self) -> RGBColor {
        let (kind, hue) = match self {
            Self::Grid => (0, 0),
            Self::Axis => (1, 0),
            Self::Text => (2, 0),
            Self::Strong => (3, 0),
            Self::Fill(hue) => (4, hue),
            Self::Line(hue) => (5, hue),
            Self::Compare => (6, 0),
            Self::Forecast => (7, 0),
            Self::Band => (8, 0),
            Self::Limit => (9, 0),
            Self::Tick => (10, 0),
            Self::Dot(hue) => (11, hue),
            Self::Today => (12, 0),
            Self::Dashed(hue) => (13, hue),
            Self::Total => (14, 0),
            Self::More => (15, 0),
            Self::Less => (16, 0),
            Self::Hole => (17, 0),
        };
        RGBColor(kind, hue, 0)
    }

    /// The role that a colour carries; an unknown one is text.
    #[must_use]
    pub const fn of_colour((kind, hue, _): (u8, u8, u8)) -> Self {
        match kind {
            0 => Self::Grid,
            1 => Self::Axis,
            3 => Self::Strong,
            4 => Self::Fill(hue),
            5 => Self::Line(hue),
            6 => Self::Compare,
            7 => Self::Forecast,
            8 => Self::Band,
            9 => Self::Limit,
            10 => Self::Tick,
            11 => Self::Dot(hue),
            12 => Self::Today,
            13 => Self::Dashed(hue),
            14 => Self::Total,
            15 => Self::More,
            16 => Self::Less,
            17 => Self::Hole,
            _ => Self::Text,
        }
    }

    /// The CSS classes of the role; empty for plain text.
    #[must_use]
    pub fn classes(self) -> String {
        match self {
            Self::Grid => "gl".into(),
            Self::Axis => "ax".into(),
            Self::Text => String::new(),
            Self::Strong => "strong".into(),
            Self::Fill(hue) => format!("v{hue} piece"),
            Self::Line(0) => "ln".into(),
            Self::Line(hue) => format!("ln n{hue}"),
            Self::Dashed(hue) => format!("ln n{hue} d{hue}"),
            Self::Compare => "cmp".into(),
            Self::Forecast => "fc".into(),
            Self::Band => "band".into(),
            Self::Limit => "ceil".into(),
            Self::Tick => "mk".into(),
            Self::Dot(0) => "point".into(),
            Self::Dot(hue) => format!("point v{hue}"),
            Self::Today => "today".into(),
            Self::Total => "tot".into(),
            Self::More => "more".into(),
            Self::Less => "less".into(),
            Self::Hole => "hole".into(),
        }
    }
}

/// Dash and gap of a line of a hue, in px: no line is told from another by colour alone. Empty is solid.
#[must_use]
pub const fn dash_of_hue(hue: u8) -> &'static [f32] {
    match hue {
        2 => &[7.0, 4.0],
        3 => &[2.0, 3.0],
        4 => &[8.0, 3.0, 2.0, 3.0],
        5 => &[12.0, 4.0],
        6 => &[4.0, 4.0],
        7 => &[10.0, 3.0, 2.0, 3.0, 2.0, 3.0],
        8 => &[1.5, 4.0],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_survives_its_way_through_plotters() {
        let mut inks =
            vec![ChartInk::Grid, ChartInk::Axis, ChartInk::Text, ChartInk::Strong, ChartInk::Compare];
        inks.extend([ChartInk::Forecast, ChartInk::Band, ChartInk::Limit, ChartInk::Tick, ChartInk::Today]);
        inks.extend([ChartInk::Total, ChartInk::More, ChartInk::Less, ChartInk::Hole]);
        inks.extend((0..=HUES).flat_map(|hue| {
            [ChartInk::Fill(hue), ChartInk::Line(hue), ChartInk::Dashed(hue), ChartInk::Dot(hue)]
        }));
        for ink in inks {
            let RGBColor(r, g, b) = ink.colour();
            assert_eq!(ChartInk::of_colour((r, g, b)), ink);
        }
    }
}
