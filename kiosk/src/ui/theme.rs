//! Colours, sizes and fonts: screens take them from here and have no literals of their own.

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle,
    Theme, epaint::Shadow, vec2,
};
use std::sync::Arc;

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Light text on dark, for halls with dimmed light.
    #[default]
    Dark,
    /// Dark text on light, for foyers in daylight.
    Light,
    /// Black, white and one yellow, every text at 7:1 or better.
    HighContrast,
}

impl Look {
    /// All of them, in the order in which the button goes through them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::HighContrast];

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Dark,
        }
    }
}

/// How large everything is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// 100 %.
    #[default]
    Usual,
    /// 130 %.
    Large,
    /// 160 %.
    Larger,
    /// 200 %, the size that WCAG asks for.
    Largest,
}

impl TextSize {
    /// All of them, in the order in which the button goes through them.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Large, Self::Larger, Self::Largest];

    /// Hundredths of the usual size.
    #[must_use]
    pub fn percent(self) -> u16 {
        match self {
            Self::Usual => 100,
            Self::Large => 130,
            Self::Larger => 160,
            Self::Largest => 200,
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Usual => Self::Large,
            Self::Large => Self::Larger,
            Self::Larger => Self::Largest,
            Self::Largest => Self::Usual,
        }
    }

    pub(crate) fn zoom(self) -> f32 {
        f32::from(self.percent()) / 100.0
    }
}

/// Smallest side of anything that can be tapped.
pub const TOUCH_MIN: f32 = 48.0;
/// Corners of cards and buttons.
pub const RADIUS: u8 = 12;
/// Corners of sheets.
pub const SHEET_RADIUS: u8 = 22;
/// Left and right of the screen.
pub const MARGIN: f32 = 26.0;
/// Between neighbouring cards.
pub const GAP: f32 = 8.0;
/// What scrolls leaves its bar so much room.
pub const BAR: f32 = 12.0;
/// Below this height of the window (in points) the shelf shrinks to one line, so that the board keeps
/// room at 200 %.
pub const LOW_SCREEN: f32 = 680.0;
/// Below this height headers and margins shrink too.
pub const LOWEST_SCREEN: f32 = 480.0;
/// Below this width the top bar takes two rows.
pub const NARROW_SCREEN: f32 = 1_240.0;

/// Sizes of text.
pub mod size {
    /// Name of the event, title of a list.
    pub const HEADING: f32 = 28.0;
    /// Title of a session on its sheet.
    pub const SHEET_TITLE: f32 = 38.0;
    /// The clock.
    pub const CLOCK: f32 = 34.0;
    /// A title on the wall, at most.
    pub const WALL: f32 = 38.0;
    /// A title on the wall in large type: capitals of 37 mm on a screen of 55 inches, which is what
    /// EN 301 549 asks for at three metres (0.7 degrees).
    pub const WALL_LARGE: f32 = 84.0;
    /// What the present moment is, above the rooms on the wall.
    pub const WALL_BANNER: f32 = 42.0;
    /// The same when there is nothing else to show.
    pub const WALL_ALONE: f32 = 60.0;
    /// A time beside a row.
    pub const TIME: f32 = 24.0;
    /// Name of a room above its column.
    pub const ROOM: f32 = 20.0;
    /// Lines of a sheet.
    pub const LEAD: f32 = 21.0;
    /// Body text and buttons.
    pub const BODY: f32 = 18.0;
    /// Title on a card.
    pub const CARD: f32 = 18.0;
    /// Second lines.
    pub const SMALL: f32 = 15.0;
    /// Icons in buttons.
    pub const ICON: f32 = 22.0;
}

/// The colours of a look.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// Whose colours these are.
    pub look: Look,
    /// Behind the board.
    pub background: Color32,
    /// Behind the top bar and the shelf.
    pub bar: Color32,
    /// A card without a stream.
    pub surface: Color32,
    /// Sheets and buttons.
    pub raised: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Around what can be touched: 3:1 or better against a sheet and the bar.
    pub edge: Color32,
    /// Text.
    pub text: Color32,
    /// Second lines.
    pub dim: Color32,
    /// The one thing to do, and focus.
    pub accent: Color32,
    /// Text on it.
    pub on_accent: Color32,
    /// What is on now.
    pub now: Color32,
    /// Text on it.
    pub on_now: Color32,
    /// The row that is on now.
    pub now_band: Color32,
    /// All is well.
    pub ok: Color32,
    /// A person should look.
    pub warn: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const STREAMS_ON_DARK: [Color32; 6] =
    [rgb(0x79C7FF), rgb(0xF6C96B), rgb(0xB9A6FF), rgb(0x7FE0A8), rgb(0xFF9FD6), rgb(0xFF9AA2)];
const STREAMS_ON_LIGHT: [Color32; 6] =
    [rgb(0x0A5A9C), rgb(0x8A5A00), rgb(0x5B3FB5), rgb(0x12693C), rgb(0xA01E78), rgb(0xB3263A)];

impl Tokens {
    /// The colours of `look`.
    #[must_use]
    pub fn of(look: Look) -> Self {
        match look {
            Look::Dark => Self {
                look,
                background: rgb(0x0D131A),
                bar: rgb(0x131B24),
                surface: rgb(0x18222D),
                raised: rgb(0x22303D),
                line: rgb(0x32414F),
                edge: rgb(0x75879A),
                text: rgb(0xF4F7F9),
                dim: rgb(0xAEBBC7),
                accent: rgb(0x6CC7FF),
                on_accent: rgb(0x05202F),
                now: rgb(0xFFD166),
                on_now: rgb(0x2B1D00),
                now_band: rgb(0x1E2118),
                ok: rgb(0x6EDDA0),
                warn: rgb(0xFFB86B),
            },
            Look::Light => Self {
                look,
                background: rgb(0xF3F0E9),
                bar: rgb(0xFBFAF6),
                surface: rgb(0xFFFFFF),
                raised: rgb(0xFFFFFF),
                line: rgb(0xD3CCBE),
                edge: rgb(0x878172),
                text: rgb(0x171D22),
                dim: rgb(0x4A555F),
                accent: rgb(0x0A5A9C),
                on_accent: rgb(0xFFFFFF),
                now: rgb(0x8A5200),
                on_now: rgb(0xFFFFFF),
                now_band: rgb(0xFBEFD3),
                ok: rgb(0x0F5E35),
                warn: rgb(0x86420A),
            },
            Look::HighContrast => Self {
                look,
                background: Color32::BLACK,
                bar: Color32::BLACK,
                surface: Color32::BLACK,
                raised: rgb(0x101010),
                line: Color32::WHITE,
                edge: Color32::WHITE,
                text: Color32::WHITE,
                dim: Color32::WHITE,
                accent: rgb(0xFFE800),
                on_accent: Color32::BLACK,
                now: rgb(0xFFE800),
                on_now: Color32::BLACK,
                now_band: rgb(0x1A1800),
                ok: rgb(0x7CFF9B),
                warn: rgb(0xFFB000),
            },
        }
    }

    /// Fill and ink (stripe, border, icons) of cards of the stream with this place in the order of
    /// streams; neutral for a session without a stream.
    #[must_use]
    pub fn stream(&self, index: Option<usize>) -> (Color32, Color32) {
        let inks = match self.look {
            Look::Light => &STREAMS_ON_LIGHT,
            Look::Dark | Look::HighContrast => &STREAMS_ON_DARK,
        };
        let ink = index.and_then(|index| inks.get(index % inks.len())).copied().unwrap_or(self.dim);
        let tint = if index.is_some() { 1.0 } else { 0.4 };
        let fill = match self.look {
            Look::Dark => mix(self.surface, ink, 0.13 * tint),
            Look::Light => mix(self.surface, ink, 0.06 * tint),
            Look::HighContrast => Color32::BLACK,
        };
        (fill, ink)
    }

    /// Behind a break or a lunch.
    #[must_use]
    pub fn band(&self, behind: bool) -> Color32 {
        match (self.look, behind) {
            (Look::HighContrast, _) => mix(self.background, self.line, 0.14),
            (Look::Dark | Look::Light, true) => mix(self.background, self.line, 0.22),
            (Look::Dark | Look::Light, false) => mix(self.background, self.line, 0.38),
        }
    }

    /// Words on what cannot be touched at this moment: still to be read, and seen to be off.
    #[must_use]
    pub fn off(&self) -> Color32 {
        mix(self.background, self.text, if self.look == Look::Light { 0.68 } else { 0.62 })
    }

    /// Around it.
    #[must_use]
    pub fn off_edge(&self) -> Color32 {
        mix(self.background, self.text, 0.42)
    }

    /// What an empty cell offers: quiet, and seen.
    #[must_use]
    pub fn offer(&self) -> Color32 {
        mix(self.background, self.dim, 0.72)
    }

    /// Behind a chip whose text is `ink`.
    #[must_use]
    pub fn chip(&self, ink: Color32) -> Color32 {
        mix(self.bar, ink, 0.12)
    }

    /// Over the screen, under a sheet.
    #[must_use]
    pub fn backdrop(&self) -> Color32 {
        Color32::from_black_alpha(if self.look == Look::Light { 110 } else { 170 })
    }

    /// The shadow of what floats.
    #[must_use]
    pub fn shadow(&self) -> Shadow {
        Shadow { offset: [0, 14], blur: 30, spread: 0, color: Color32::from_black_alpha(140) }
    }
}

/// `share` of `b` in `a`.
#[must_use]
pub fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    a.lerp_to_gamma(b, share)
}

/// How much larger everything is drawn on a screen of this many points as the system counts them: one
/// of many small pixels is seen from as far as one of few. In quarters, and only where it is much.
#[must_use]
pub fn fit(screen: egui::Vec2) -> f32 {
    let fit = (screen.max_elem() / 1_920.0).min(screen.min_elem() / 1_080.0);
    if fit < 1.5 { 1.0 } else { (fit * 4.0).floor() / 4.0 }
}

/// WCAG 2.2 contrast ratio of two opaque colours.
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let channel = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        |c: Color32| 0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b());
    let (x, y) = (luminance(a), luminance(b));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

/// Body weight.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Titles and buttons.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Headings. egui knows no bold: each weight is a family.
#[must_use]
pub fn extrabold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("extrabold".into()))
}

/// Installs the bundled fonts.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let weights: [(&str, &'static [u8]); 3] = [
        ("regular", include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf")),
        ("semibold", include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf")),
        ("extrabold", include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-ExtraBold.ttf")),
    ];
    for (name, bytes) in weights {
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    let icons = FontData::from_static(include_bytes!("../../assets/fonts/PhosphorBold-subset.ttf"))
        .tweak(egui::FontTweak { y_offset_factor: 0.1, ..Default::default() });
    fonts.font_data.insert("icons".into(), Arc::new(icons));
    let chain = |first: &str| vec![first.to_owned(), "icons".to_owned(), "regular".to_owned()];
    for (family, first) in [
        (FontFamily::Proportional, "regular"),
        (FontFamily::Monospace, "regular"),
        (FontFamily::Name("semibold".into()), "semibold"),
        (FontFamily::Name("extrabold".into()), "extrabold"),
    ] {
        fonts.families.insert(family, chain(first));
    }
    ctx.set_fonts(fonts);
}

/// Makes egui's own widgets look like ours.
pub fn apply(ctx: &egui::Context, t: &Tokens) {
    ctx.options_mut(|options| {
        // A finger that rests this long lifts a card; egui's 0.8 s feel stuck.
        options.input_options.max_click_duration = 0.45;
        options.input_options.max_click_dist = 10.0;
        // Ctrl and plus would change the size behind the back of the button that shows it.
        options.zoom_with_keyboard = false;
    });
    ctx.set_theme(match t.look {
        Look::Light => Theme::Light,
        Look::Dark | Look::HighContrast => Theme::Dark,
    });
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Heading, extrabold(size::HEADING)),
            (TextStyle::Body, regular(size::BODY)),
            (TextStyle::Button, semibold(size::BODY)),
            (TextStyle::Small, regular(size::SMALL)),
            (TextStyle::Monospace, regular(16.0)),
        ]
        .into();
        style.spacing.interact_size = vec2(TOUCH_MIN, TOUCH_MIN);
        style.spacing.button_padding = vec2(16.0, 10.0);
        style.spacing.item_spacing = vec2(12.0, 10.0);
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style.spacing.scroll.kinetic.rubber_band = false;
        visuals(&mut style.visuals, t);
    });
}

fn visuals(v: &mut egui::Visuals, t: &Tokens) {
    v.panel_fill = t.background;
    v.window_fill = t.raised;
    v.extreme_bg_color = t.surface;
    v.faint_bg_color = t.surface;
    v.override_text_color = Some(t.text);
    v.weak_text_color = Some(t.dim);
    v.hyperlink_color = t.accent;
    v.selection.bg_fill = mix(t.surface, t.accent, 0.45);
    v.selection.stroke = Stroke::new(2.0, t.accent);
    // A blinking cursor would draw the screen for ever.
    v.text_cursor.blink = false;
    v.text_cursor.stroke = Stroke::new(2.5, t.accent);
    v.window_corner_radius = CornerRadius::same(SHEET_RADIUS);
    v.menu_corner_radius = CornerRadius::same(RADIUS);
    v.window_stroke = Stroke::new(1.0, t.line);
    let states = [
        (&mut v.widgets.noninteractive, t.surface, t.line),
        (&mut v.widgets.inactive, t.raised, t.line),
        (&mut v.widgets.hovered, mix(t.raised, t.accent, 0.15), t.accent),
        (&mut v.widgets.active, mix(t.raised, t.accent, 0.30), t.accent),
        (&mut v.widgets.open, t.raised, t.accent),
    ];
    for (widget, fill, line) in states {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.5, t.text);
        widget.corner_radius = CornerRadius::same(RADIUS);
        widget.expansion = 0.0;
    }
}
