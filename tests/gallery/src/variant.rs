//! In which sizes, colours and languages the screens are shown.

use eframe::egui::{Vec2, vec2};
use kiosk::ui::{
    theme::{self, Look, TextSize},
    words::Locale,
};

/// A screen of this many pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u16,
    /// From top to bottom.
    pub height: u16,
}

impl Size {
    /// A small laptop or tablet.
    pub const SMALL: Self = Self { width: 1_280, height: 800 };
    /// The usual screen.
    pub const USUAL: Self = Self { width: 1_920, height: 1_080 };
    /// A wall of a hall.
    pub const LARGE: Self = Self { width: 3_840, height: 2_160 };
    /// A screen on its side.
    pub const PORTRAIT: Self = Self { width: 1_080, height: 1_920 };
    /// All of them.
    pub const ALL: [Self; 4] = [Self::SMALL, Self::USUAL, Self::LARGE, Self::PORTRAIT];

    fn name(self) -> String {
        format!("{}x{}", self.width, self.height)
    }
}

/// How a screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// On what.
    pub size: Size,
    /// In which colours.
    pub look: Look,
    /// How large.
    pub text: TextSize,
    /// In which language.
    pub locale: Locale,
}

impl Variant {
    /// How most people see it.
    pub const USUAL: Self = Self {
        size: Size::USUAL,
        look: Look::Dark,
        text: TextSize::Usual,
        locale: Locale::English,
    };

    /// This in another size.
    #[must_use]
    pub fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// This in other colours.
    #[must_use]
    pub fn coloured(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// This with larger text.
    #[must_use]
    pub fn enlarged(self, text: TextSize) -> Self {
        Self { text, ..self }
    }

    /// This in another language.
    #[must_use]
    pub fn spoken(self, locale: Locale) -> Self {
        Self { locale, ..self }
    }

    /// Each colour, each size, the largest text, each language: every one once.
    #[must_use]
    pub fn some() -> Vec<Self> {
        let usual = Self::USUAL;
        let mut some: Vec<Self> = Look::ALL.map(|look| usual.coloured(look)).to_vec();
        some.extend(Size::ALL.map(|size| usual.sized(size)));
        let largest = usual.enlarged(TextSize::Largest);
        some.extend([largest, largest.sized(Size::SMALL)]);
        some.extend(Locale::ALL.map(|locale| usual.spoken(locale)));
        let mut once = Vec::new();
        for one in some {
            if !once.contains(&one) {
                once.push(one);
            }
        }
        once
    }

    /// Every one with every other.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for locale in Locale::ALL {
            for size in Size::ALL {
                for text in TextSize::ALL {
                    let one = Self { size, look: Look::Dark, text, locale };
                    all.extend(Look::ALL.map(|look| one.coloured(look)));
                }
            }
        }
        all
    }

    fn pixels(self) -> Vec2 {
        vec2(f32::from(self.size.width), f32::from(self.size.height))
    }

    /// The window in points, which text size makes fewer.
    #[must_use]
    pub fn points(self) -> Vec2 {
        self.pixels() / self.fit() / (f32::from(self.text.percent()) / 100.0)
    }

    /// Pixels for each point at the usual text size, as the app chooses them for a screen.
    #[must_use]
    pub fn fit(self) -> f32 {
        theme::fit(self.pixels())
    }

    /// Its colours, as a word.
    #[must_use]
    pub fn look_name(self) -> &'static str {
        match self.look {
            Look::Dark => "dark",
            Look::Light => "light",
            Look::HighContrast => "contrast",
        }
    }

    /// Its language, as a tag.
    #[must_use]
    pub fn locale_name(self) -> &'static str {
        match self.locale {
            Locale::English => "en",
            Locale::Welsh => "cy",
        }
    }

    /// Its size, as words.
    #[must_use]
    pub fn size_name(self) -> String {
        self.size.name()
    }

    /// All of it, as a part of a file's name.
    #[must_use]
    pub fn name(self) -> String {
        let (size, text) = (self.size.name(), self.text.percent());
        format!("{size}-{}-{text}-{}", self.look_name(), self.locale_name())
    }
}
