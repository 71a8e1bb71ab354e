//! Colors and marks: what each meaning looks like, by what the terminal can show.

use ratatui::style::{Color, Modifier, Style};

use crate::analysis::{Extent, Outcome, Share};

/// How many colors the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colors {
    /// None, or none are wanted.
    None,
    /// The 16 that people choose themselves.
    #[default]
    Sixteen,
    /// The 256 of xterm.
    Many,
    /// Any.
    Any,
}

/// Whether the terminal's background is dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Not known: colors that can be read on both.
    #[default]
    Unknown,
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// Which signs the terminal can show in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signs {
    /// Shapes, shades and lines.
    #[default]
    Shapes,
    /// Letters only: for terminals where shapes are missing or take two cells.
    Ascii,
}

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How many colors.
    pub colors: Colors,
    /// On what background.
    pub background: Background,
    /// Which signs.
    pub signs: Signs,
}

/// What a color stands for. Every one of them has a mark or a word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Gains from it; much in common.
    Win,
    /// Loses by it; in tension.
    Lose,
    /// The one color of the frame: where the cursor is, what can be pressed.
    Accent,
    /// Less important than the text around it.
    Dim,
}

/// A color in each depth: any, one of 256, one of 16.
struct Shade(u32, u8, u8);

impl Role {
    /// Okabe and Ito's safe pair on dark, a darker pair on light, a middle one (at least 3.8 to 1
    /// on black and on white) where the background isn't known.
    fn shade(self, background: Background) -> Shade {
        match (self, background) {
            (Self::Win, Background::Dark) => Shade(0x0056_B4E9, 74, 14),
            (Self::Win, Background::Light) => Shade(0x0000_72B2, 25, 4),
            (Self::Win, Background::Unknown) => Shade(0x0000_87D7, 32, 12),
            (Self::Lose, Background::Dark) => Shade(0x00E6_9F00, 214, 11),
            (Self::Lose, Background::Light) => Shade(0x00B3_4700, 130, 1),
            (Self::Lose, Background::Unknown) => Shade(0x00D7_5F00, 166, 9),
            (Self::Accent, Background::Dark) => Shade(0x005F_D7D7, 80, 14),
            (Self::Accent, Background::Light) => Shade(0x0000_5F87, 24, 4),
            (Self::Accent, Background::Unknown) => Shade(0x0000_8787, 30, 6),
            (Self::Dim, Background::Dark) => Shade(0x009E_9E9E, 247, 7),
            (Self::Dim, Background::Light) => Shade(0x0062_6262, 241, 8),
            (Self::Dim, Background::Unknown) => Shade(0x0076_7676, 243, 8),
        }
    }
}

/// How densely a cell of the matrix is filled: common ground in four steps. "Some" has two of them,
/// for most pairs that share anything share some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Density {
    /// Little: under 0.2.
    Faint,
    /// Some: under 0.35.
    Light,
    /// Some: under 0.5.
    Dense,
    /// Much.
    Full,
}

impl Density {
    /// The density for so much common ground; `None` where there is none.
    #[must_use]
    pub fn of(common: Share) -> Option<Self> {
        match common.extent() {
            Extent::None => None,
            Extent::Little => Some(Self::Faint),
            Extent::Some if common < Share::new(7, 20) => Some(Self::Light),
            Extent::Some => Some(Self::Dense),
            Extent::Much => Some(Self::Full),
        }
    }

    /// Steps of cividis, whose lightness everyone sees in the same order; where the background isn't
    /// known, one middle color, so that only how much of it shows tells them apart.
    fn shade(self, background: Background) -> Shade {
        match (self, background) {
            (_, Background::Unknown) => Role::Win.shade(background),
            (Self::Faint, Background::Dark) => Shade(0x0072_7274, 243, 8),
            (Self::Light, Background::Dark) => Shade(0x00A1_9975, 144, 7),
            (Self::Dense, Background::Dark) => Shade(0x00CE_BC63, 179, 15),
            (Self::Full, Background::Dark) => Shade(0x00FE_E838, 220, 11),
            (Self::Faint, Background::Light) => Shade(0x0090_8B78, 245, 8),
            (Self::Light, Background::Light) => Shade(0x006B_6D72, 242, 8),
            (Self::Dense, Background::Light) => Shade(0x0043_4E6C, 60, 4),
            (Self::Full, Background::Light) => Shade(0x0000_2B62, 17, 4),
        }
    }
}

/// What is shown by a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Gains by the option.
    Win,
    /// Loses by it.
    Lose,
    /// Is not touched by it.
    Untouched,
    /// It isn't known what success means to them.
    NotKnown,
    /// Nobody has scored the option for them.
    NotScored,
    /// A red line of theirs is broken.
    RedLine,
    /// The option is good for several and bad for nobody.
    WinWin,
    /// So much in common.
    Common(Extent),
    /// Their success pulls apart.
    Tension,
    /// The placement is a guess.
    Guess,
    /// The one under the cursor.
    Selected,
    /// Marked for a group.
    Marked,
}

impl Mark {
    /// Every mark, for the legend and the help.
    pub const ALL: [Self; 15] = [
        Self::Win,
        Self::Lose,
        Self::Untouched,
        Self::NotKnown,
        Self::NotScored,
        Self::RedLine,
        Self::WinWin,
        Self::Common(Extent::Much),
        Self::Common(Extent::Some),
        Self::Common(Extent::Little),
        Self::Common(Extent::None),
        Self::Tension,
        Self::Guess,
        Self::Selected,
        Self::Marked,
    ];

    /// Where it stands among [all](Self::ALL).
    pub(super) fn rank(self) -> usize {
        match self {
            Self::Win => 0,
            Self::Lose => 1,
            Self::Untouched => 2,
            Self::NotKnown => 3,
            Self::NotScored => 4,
            Self::RedLine => 5,
            Self::WinWin => 6,
            Self::Common(Extent::Much) => 7,
            Self::Common(Extent::Some) => 8,
            Self::Common(Extent::Little) => 9,
            Self::Common(Extent::None) => 10,
            Self::Tension => 11,
            Self::Guess => 12,
            Self::Selected => 13,
            Self::Marked => 14,
        }
    }

    /// The mark for what an option is to a partner.
    #[must_use]
    pub fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Wins => Self::Win,
            Outcome::Loses => Self::Lose,
            Outcome::Untouched => Self::Untouched,
            Outcome::NotScored => Self::NotScored,
            Outcome::NotKnown => Self::NotKnown,
        }
    }

    /// The sign, one cell wide: a shape, or a letter for `--ascii`.
    #[must_use]
    pub fn sign(self, signs: Signs) -> &'static str {
        let (shape, letter) = match self {
            Self::Win => ("▲", "+"),
            Self::Lose => ("▼", "-"),
            Self::Untouched => ("●", "="),
            Self::NotKnown => ("?", "?"),
            Self::RedLine => ("✗", "X"),
            Self::WinWin => ("★", "*"),
            Self::Common(Extent::Much) => ("●", "M"),
            Self::Common(Extent::Some) => ("◐", "S"),
            Self::Common(Extent::Little) => ("○", "o"),
            Self::NotScored | Self::Common(Extent::None) => ("·", "."),
            Self::Tension => ("!", "!"),
            Self::Guess => ("◇", "g"),
            Self::Selected => ("▸", ">"),
            Self::Marked => ("✓", "v"),
        };
        match signs {
            Signs::Shapes => shape,
            Signs::Ascii => letter,
        }
    }

    /// What it means, in a word or two.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Win => "wins",
            Self::Lose => "loses",
            Self::Untouched => "untouched",
            Self::NotKnown => "not known",
            Self::NotScored => "not scored",
            Self::RedLine => "red line broken",
            Self::WinWin => "win-win",
            Self::Common(extent) => extent.word(),
            Self::Tension => "tension",
            Self::Guess => "guess",
            Self::Selected => "selected",
            Self::Marked => "marked",
        }
    }

    fn role(self) -> Option<Role> {
        match self {
            Self::Win | Self::WinWin | Self::Common(Extent::Much | Extent::Some) => Some(Role::Win),
            Self::Lose | Self::RedLine | Self::Tension => Some(Role::Lose),
            Self::NotScored | Self::Common(Extent::None) => Some(Role::Dim),
            Self::Selected | Self::Marked => Some(Role::Accent),
            Self::Untouched | Self::NotKnown | Self::Guess | Self::Common(Extent::Little) => None,
        }
    }
}

impl Look {
    /// The style of a meaning.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        self.colored(&role.shade(self.background))
    }

    fn colored(self, &Shade(rgb, many, sixteen): &Shade) -> Style {
        let [_, red, green, blue] = rgb.to_be_bytes();
        let color = match self.colors {
            Colors::None => return Style::new(),
            Colors::Sixteen => Color::Indexed(sixteen),
            Colors::Many => Color::Indexed(many),
            Colors::Any => Color::Rgb(red, green, blue),
        };
        Style::new().fg(color)
    }

    /// The sign of a density, one cell wide, and its style.
    #[must_use]
    pub fn density(self, density: Density) -> (&'static str, Style) {
        let sign = match density {
            Density::Faint => self.either("░", "."),
            Density::Light => self.either("▒", ":"),
            Density::Dense => self.either("▓", "+"),
            Density::Full => self.either("█", "#"),
        };
        (sign, self.colored(&density.shade(self.background)))
    }

    /// The style of a mark, and of the label that belongs to it.
    #[must_use]
    pub fn mark_style(self, mark: Mark) -> Style {
        let style = mark.role().map_or_else(Style::new, |role| self.style(role));
        match mark {
            Mark::Selected | Mark::WinWin | Mark::RedLine => style.add_modifier(Modifier::BOLD),
            _ => style,
        }
    }

    /// The sign of a mark.
    #[must_use]
    pub fn sign(self, mark: Mark) -> &'static str {
        mark.sign(self.signs)
    }

    /// The style of the row or cell under the cursor: reversed, so that it shows without color.
    #[must_use]
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The style of headings.
    #[must_use]
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A key as it is told: arrows in words where there are only letters.
    #[must_use]
    pub fn key_words(self, key: &str) -> String {
        if self.signs == Signs::Shapes {
            return key.to_owned();
        }
        key.replace("↑↓", "Up/Down")
            .replace("←→", "Left/Right")
            .replace('⇧', "Shift-")
            .replace('↑', "Up")
            .replace('↓', "Down")
            .replace('←', "Left")
            .replace('→', "Right")
    }

    /// Either of two texts: the one with shapes, or the one in letters.
    #[must_use]
    pub fn either(self, shapes: &'static str, letters: &'static str) -> &'static str {
        match self.signs {
            Signs::Shapes => shapes,
            Signs::Ascii => letters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_a_sign_of_one_cell_and_an_ascii_letter() {
        for mark in Mark::ALL {
            assert_eq!(unicode_width::UnicodeWidthStr::width(mark.sign(Signs::Shapes)), 1);
            assert!(mark.sign(Signs::Ascii).is_ascii() && mark.sign(Signs::Ascii).len() == 1);
            assert_eq!(Mark::ALL[mark.rank()], mark);
        }
    }

    #[test]
    fn the_density_of_common_ground_follows_its_words_and_parts_what_is_some() {
        let density = |hundredths| Density::of(Share::new(hundredths, 100));
        assert_eq!(density(0), None);
        assert_eq!([density(1), density(19)], [Some(Density::Faint); 2]);
        assert_eq!([density(20), density(34)], [Some(Density::Light); 2]);
        assert_eq!([density(35), density(49)], [Some(Density::Dense); 2]);
        assert_eq!([density(50), density(100)], [Some(Density::Full); 2]);
    }

    #[test]
    fn without_colors_no_style_has_one() {
        let look = Look { colors: Colors::None, ..Look::default() };
        for mark in Mark::ALL {
            assert_eq!(look.mark_style(mark).fg, None);
        }
    }
}
