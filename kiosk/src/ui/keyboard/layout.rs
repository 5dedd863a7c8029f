//! Where the keys are. Eleven cells a row, of at least 48 points on every screen that is wide enough
//! for one finger.

use super::theme;
use eframe::egui::{Rect, Vec2, vec2};

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Letter(char),
    Shift,
    Backspace,
    Enter,
    Layer(Layer),
    Space,
    Left,
    Right,
    Next,
    Done,
}

/// What the keys say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Layer {
    #[default]
    Letters,
    Signs,
    Accents,
}

/// Cells in a row.
const CELLS: f32 = 11.0;
/// Rows.
const ROWS: f32 = 4.0;
/// Wider keys are no easier to hit.
const CELL_MAX: f32 = 92.0;

macro_rules! row {
    ($($letter:literal)* ; $($last:expr),*) => {
        &[$(Key::Letter($letter),)* $($last,)*]
    };
    ($first:expr ; $($letter:literal)*) => {
        &[$first, $(Key::Letter($letter),)*]
    };
}

type Row = &'static [Key];

const LETTERS: [Row; 4] = [
    row!['q' 'w' 'e' 'r' 't' 'y' 'u' 'i' 'o' 'p' ; Key::Backspace],
    row!['a' 's' 'd' 'f' 'g' 'h' 'j' 'k' 'l' '’' ; Key::Enter],
    row![Key::Shift ; 'z' 'x' 'c' 'v' 'b' 'n' 'm' ',' '.' '-'],
    &[
        Key::Layer(Layer::Signs),
        Key::Layer(Layer::Accents),
        Key::Space,
        Key::Left,
        Key::Right,
        Key::Next,
        Key::Done,
    ],
];
const SIGNS: [Row; 4] = [
    row!['1' '2' '3' '4' '5' '6' '7' '8' '9' '0' ; Key::Backspace],
    row!['@' '#' '£' '&' '_' '(' ')' ':' ';' '"' ; Key::Enter],
    row!['/' '-' '+' '=' '*' '%' '!' '?' '.' ',' '\'' ; ],
    &[
        Key::Layer(Layer::Letters),
        Key::Layer(Layer::Accents),
        Key::Space,
        Key::Left,
        Key::Right,
        Key::Next,
        Key::Done,
    ],
];
const ACCENTS: [Row; 4] = [
    row!['â' 'ê' 'î' 'ô' 'û' 'ŵ' 'ŷ' 'ł' 'ø' 'å' ; Key::Backspace],
    row!['á' 'é' 'í' 'ó' 'ú' 'ý' 'ñ' 'ç' 'ß' 'æ' ; Key::Enter],
    row![Key::Shift ; 'à' 'è' 'ì' 'ò' 'ù' 'ä' 'ë' 'ï' 'ö' 'ü'],
    &[
        Key::Layer(Layer::Letters),
        Key::Layer(Layer::Signs),
        Key::Space,
        Key::Left,
        Key::Right,
        Key::Next,
        Key::Done,
    ],
];

pub(super) fn rows(layer: Layer) -> &'static [Row; 4] {
    match layer {
        Layer::Letters => &LETTERS,
        Layer::Signs => &SIGNS,
        Layer::Accents => &ACCENTS,
    }
}

/// What a key offers when it is held: the letter itself first, for fingers that rest long.
pub(super) fn accents(letter: char) -> &'static str {
    match letter {
        'a' => "aâáàäåæãą",
        'c' => "cçćč",
        'e' => "eêéèëęě",
        'g' => "gğ",
        'i' => "iîíìï",
        'l' => "lł",
        'n' => "nñńň",
        'o' => "oôóòöøõœ",
        'r' => "rř",
        's' => "sßśšş",
        'u' => "uûúùüů",
        'w' => "wŵẃẁẅ",
        'y' => "yŷýỳÿ",
        'z' => "zźżž",
        '’' => "’‘'“”",
        '\'' => "'‘’`",
        '"' => "\"“”«»",
        '-' => "-–—~",
        '.' => ".…·",
        '(' => "([{<",
        ')' => ")]}>",
        '/' => "/\\|",
        '£' => "£€$",
        '*' => "*×^",
        '!' => "!¡",
        '?' => "?¿",
        _ => "",
    }
}

/// The size of everything on a screen of some size.
pub(super) struct Plan {
    /// A cell: the key fills it for the finger, and is painted a little smaller.
    pub cell: Vec2,
    /// Above the first row.
    pub top: f32,
}

impl Plan {
    pub(super) fn of(screen: Vec2) -> Self {
        let side = if screen.x < 700.0 { 0.0 } else { theme::MARGIN };
        let width = ((screen.x - 2.0 * side) / CELLS).min(CELL_MAX);
        let (height, top) = if screen.y < theme::LOWEST_SCREEN {
            (theme::TOUCH_MIN, 2.0)
        } else if screen.y < theme::LOW_SCREEN {
            (54.0, 6.0)
        } else {
            (66.0, 10.0)
        };
        Self { cell: vec2(width, height), top }
    }

    pub(super) fn height(&self) -> f32 {
        ROWS * self.cell.y + 2.0 * self.top
    }

    /// Where the keys of a row begin.
    pub(super) fn left(&self, screen: Rect) -> f32 {
        screen.center().x - self.cell.x * CELLS / 2.0
    }

    pub(super) fn width(&self, key: Key) -> f32 {
        let cells = match key {
            Key::Letter(_) | Key::Shift | Key::Backspace | Key::Enter | Key::Left | Key::Right => {
                1.0
            }
            Key::Layer(_) => 1.25,
            Key::Space => 2.9,
            Key::Next | Key::Done => 1.8,
        };
        cells * self.cell.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fills_its_eleven_cells() {
        for layer in [Layer::Letters, Layer::Signs, Layer::Accents] {
            for row in rows(layer) {
                let plan = Plan { cell: vec2(1.0, 1.0), top: 0.0 };
                let width: f32 = row.iter().map(|key| plan.width(*key)).sum();
                assert!((width - CELLS).abs() < 0.001, "{layer:?} {row:?}: {width}");
            }
        }
    }

    #[test]
    fn keys_are_large_enough_on_every_screen() {
        // At 100 % and 200 % of the usual screens, upright and lying.
        let screens = [
            (1_920.0, 1_080.0),
            (1_280.0, 800.0),
            (1_080.0, 1_920.0),
            (960.0, 540.0),
            (640.0, 400.0),
            (540.0, 960.0),
        ];
        for (x, y) in screens {
            let plan = Plan::of(vec2(x, y));
            assert!(plan.cell.x >= 48.0 && plan.cell.y >= 48.0, "{x} {:?}", plan.cell);
            assert!(plan.height() <= y * 0.55, "{y}: {}", plan.height());
        }
    }

    #[test]
    fn every_letter_that_people_here_need_can_be_typed() {
        let mut typed: Vec<char> = Vec::new();
        for layer in [Layer::Letters, Layer::Signs, Layer::Accents] {
            for key in rows(layer).iter().flat_map(|row| row.iter()) {
                if let Key::Letter(letter) = key {
                    typed.push(*letter);
                    typed.extend(accents(*letter).chars());
                }
            }
        }
        let needed = ('!'..='~').filter(|c| !c.is_ascii_uppercase());
        for letter in needed.chain("âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿłøßñçšžćąęğşœ–£€’".chars())
        {
            assert!(typed.contains(&letter), "{letter}");
        }
    }
}
