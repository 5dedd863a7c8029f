//! How a device shows things: chosen by a touch, and kept over a restart.

use super::{
    screen::Screen,
    theme::{Look, TextSize},
    words::Locale,
};
use crate::ask::{Kept, Request};

/// How much of a day fits the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// As much as can be read: long titles are cut where a whole day then fits.
    Compact,
    /// Every title in full.
    #[default]
    Normal,
    /// Read from further away.
    Large,
}

/// Sizes of a card and of the grid around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sizes {
    pub title: f32,
    pub title_line: f32,
    pub meta: f32,
    pub meta_height: f32,
    pub column_min: f32,
    pub lane_min: f32,
    pub row_min: f32,
    /// Lines of a title for which a row grows, at least and at the most.
    pub lines: (usize, usize),
}

impl Density {
    /// All of them, in the order in which the button goes through them.
    pub const ALL: [Self; 3] = [Self::Compact, Self::Normal, Self::Large];

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Compact => Self::Normal,
            Self::Normal => Self::Large,
            Self::Large => Self::Compact,
        }
    }

    /// Its word in what is kept, and in the sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// How much of the usual height a minute has on a day without slots.
    #[must_use]
    pub fn minute(self) -> f32 {
        match self {
            Self::Compact => 0.7,
            Self::Normal => 1.0,
            Self::Large => 1.4,
        }
    }

    pub(super) fn sizes(self) -> Sizes {
        match self {
            Self::Compact => Sizes {
                title: 16.0,
                title_line: 19.0,
                meta: 14.0,
                meta_height: 20.0,
                column_min: 138.0,
                lane_min: 112.0,
                row_min: 62.0,
                lines: (2, 4),
            },
            Self::Normal => Sizes {
                title: 18.0,
                title_line: 22.0,
                meta: 14.5,
                meta_height: 22.0,
                column_min: 168.0,
                lane_min: 132.0,
                row_min: 92.0,
                lines: (12, 12),
            },
            Self::Large => Sizes {
                title: 23.0,
                title_line: 28.0,
                meta: 18.0,
                meta_height: 27.0,
                column_min: 236.0,
                lane_min: 180.0,
                row_min: 124.0,
                lines: (12, 12),
            },
        }
    }
}

/// Everything of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// Colours.
    pub look: Look,
    /// Size of all text.
    pub text_size: TextSize,
    /// Language.
    pub locale: Locale,
    /// How much fits the board.
    pub density: Density,
    /// Larger type on the wall.
    pub wall_large: bool,
}

/// The word for larger type on the wall; there is none for its usual size.
const WALL_LARGE: &str = "wall-large";

impl Looks {
    /// As it is kept: four words, and one for larger type on the wall.
    #[must_use]
    pub fn to_kept(self) -> String {
        let look = match self.look {
            Look::Dark => "dark",
            Look::Light => "light",
            Look::HighContrast => "high-contrast",
        };
        let locale = match self.locale {
            Locale::English => "en",
            Locale::Welsh => "cy",
        };
        let (size, density) = (self.text_size.percent(), self.density.word());
        let wall = if self.wall_large { format!(" {WALL_LARGE}") } else { String::new() };
        format!("{look} {size} {locale} {density}{wall}")
    }

    /// What was kept, over `chosen` at the start: what was asked for there stays. A word of a later
    /// version is passed over.
    #[must_use]
    pub fn of_kept(kept: &str, chosen: Self) -> Self {
        let mut looks = chosen;
        let usual = Self::default();
        for word in kept.split_whitespace() {
            let size = |size: &TextSize| size.percent().to_string() == word;
            match word {
                "dark" | "light" | "high-contrast" if chosen.look == usual.look => {
                    looks.look = match word {
                        "light" => Look::Light,
                        "high-contrast" => Look::HighContrast,
                        _ => Look::Dark,
                    };
                }
                "en" | "cy" if chosen.locale == usual.locale => {
                    looks.locale = if word == "cy" { Locale::Welsh } else { Locale::English };
                }
                WALL_LARGE => looks.wall_large = true,
                _ => {
                    if let Some(size) = TextSize::ALL.into_iter().find(size)
                        && chosen.text_size == usual.text_size
                    {
                        looks.text_size = size;
                    }
                    if let Some(density) = Density::ALL.into_iter().find(|d| d.word() == word)
                        && chosen.density == usual.density
                    {
                        looks.density = density;
                    }
                }
            }
        }
        looks
    }
}

impl Screen {
    /// How things are shown.
    #[must_use]
    pub fn looks(&self) -> Looks {
        Looks {
            look: self.look,
            text_size: self.text_size,
            locale: self.locale,
            density: self.density,
            wall_large: self.wall.large,
        }
    }

    /// Shows things so.
    pub fn set_looks(&mut self, looks: Looks) {
        let Looks { look, text_size, locale, density, wall_large } = looks;
        self.wall.large = wall_large;
        (self.look, self.text_size, self.locale, self.density) = (look, text_size, locale, density);
    }
}

/// Keeps what was just chosen.
pub(super) fn keep(screen: &Screen) -> Request {
    Request::Keep { key: Kept::Looks, value: Some(screen.looks().to_kept()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_what_was_asked_for_stays() {
        let usual = Looks::default();
        for look in Look::ALL {
            for (density, locale) in
                Density::ALL.into_iter().zip([Locale::ALL, Locale::ALL].concat())
            {
                for text_size in TextSize::ALL {
                    for wall_large in [false, true] {
                        let looks = Looks { look, text_size, locale, density, wall_large };
                        assert_eq!(Looks::of_kept(&looks.to_kept(), usual), looks);
                    }
                }
            }
        }
        let asked = Looks { look: Look::Light, ..usual };
        let kept = Looks::of_kept("high-contrast 160 cy large", asked);
        assert_eq!((kept.look, kept.text_size), (Look::Light, TextSize::Larger));
        assert_eq!(Looks::of_kept("sepia 900 xx huge", usual), usual);
        assert_eq!(Looks::of_kept("", asked), asked);
    }
}
