//! A person before a real window: what they touch and type happens in the window and in its twin, and
//! after each touch the window must look like the twin.

use super::twin::Twin;
use eframe::egui::{Key, Pos2, Rect, pos2, vec2};
use gallery::{Picture, variant::Size};
use shared::{ids::SessionId, schedule::Schedule};
use std::{fs, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use venue::{Bins, Event, Kiosk, PATIENCE, Shape, Venue, VirtualScreen, until};

/// All of the sample's Saturday fits.
const SIZE: Size = Size { width: 1_600, height: 1_000 };
/// The middle of that Saturday.
const NOW: &str = "2026-06-20T10:40:00Z";

/// Pictures are compared by the mean colours of squares with this side: edges of letters are blended
/// a little differently by a graphics driver.
const SQUARE: usize = 16;
/// A mean that is further off than this is another picture.
const SAME: u32 = 10;
/// So many squares may be: a shadow, the edge of a picture.
const FEW: usize = 4;
/// Beyond what counts as a click, and still on the card.
const LIFT: f32 = 14.0;

/// A window and whoever stands before it.
pub struct Desk {
    // The processes end before their folder goes.
    pub kiosk: Kiosk,
    pub venue: Venue,
    screen: VirtualScreen,
    window: String,
    twin: Twin,
    carried_to: Pos2,
    _folder: TempDir,
}

impl Desk {
    /// Opens the window of a kiosk that has the sample; `None` where no window can be opened.
    pub fn open() -> Option<Self> {
        let lacking = VirtualScreen::lacking();
        if !lacking.is_empty() {
            println!("skipped: a window needs what is not here: {}", lacking.join(", "));
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let screen = VirtualScreen::start(folder.path(), SIZE.width, SIZE.height).unwrap();
        let data = folder.path().join("venue");
        let venue = Venue::open(&Bins::find().unwrap(), &data, Event::Sample).unwrap();
        let mut kiosk = venue.stranger("window").unwrap();
        kiosk.shape(Shape::Window { width: SIZE.width, height: SIZE.height });
        for (name, value) in [
            ("DISPLAY", screen.name().as_str()),
            ("WAYLAND_DISPLAY", ""),
            ("WAYLAND_SOCKET", ""),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("WINIT_X11_SCALE_FACTOR", "1"),
            ("CAMPBOARD_KIOSK_CLOCK", NOW),
            ("CAMPBOARD_KIOSK_HOME", "board"),
            ("CAMPBOARD_KIOSK_IDLE", "0"),
            ("CAMPBOARD_KIOSK_LOOK", "dark"),
            ("CAMPBOARD_KIOSK_OPEN", "true"),
        ] {
            kiosk.variable(name, value);
        }
        venue.admit(&mut kiosk, "volunteer").unwrap();
        let window = screen.window_of(kiosk.id().unwrap()).unwrap();
        // Nothing manages windows here: whoever wants the keys takes them.
        screen.hand(&["windowmove", &window, "0", "0", "windowfocus", &window]).unwrap();
        let twin = Twin::new(&mut kiosk, SIZE, NOW).unwrap();
        let carried_to = Pos2::ZERO;
        let mut desk = Self { kiosk, venue, screen, window, twin, carried_to, _folder: folder };
        // Where the mouse is shows: from the beginning on it is at the same place in both.
        let corner = pos2(4.0, 4.0);
        desk.twin.mouse_to(corner);
        desk.hand(corner, &[]);
        desk.looks_alike(&[]);
        Some(desk)
    }

    /// Clicks what has this name.
    pub fn click(&mut self, name: &str) {
        let at = self.twin.place_of(name).center();
        let edits = self.twin.edits();
        self.twin.mouse_to(at);
        self.twin.button(at, true);
        self.twin.button(at, false);
        self.hand(at, &["click", "1"]);
        self.after(edits);
    }

    /// Types into what has the keys.
    pub fn types(&mut self, text: &str) {
        self.twin.types(text);
        self.screen.hand(&["type", "--", text]).unwrap();
        self.looks_alike(&[]);
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        let edits = self.twin.edits();
        self.twin.press(key);
        let name = match key {
            Key::Enter => "Return",
            Key::Tab => "Tab",
            Key::Escape => "Escape",
            other => panic!("{other:?} has no name here"),
        };
        self.screen.hand(&["key", name]).unwrap();
        self.after(edits);
    }

    /// Presses the mouse on a card and pulls until it is in the air.
    pub fn lift(&mut self, name: &str) {
        let from = self.twin.place_of(name).center();
        let to = from + vec2(LIFT, 0.0);
        self.twin.mouse_to(from);
        self.twin.button(from, true);
        self.twin.mouse_to(to);
        self.hand(from, &["mousedown", "1"]);
        self.hand(to, &[]);
        self.looks_alike(&[]);
    }

    /// Holds what is in the air over another place.
    pub fn carry_to(&mut self, name: &str) {
        self.carried_to = self.twin.place_of(name).center();
        self.twin.mouse_to(self.carried_to);
        self.hand(self.carried_to, &[]);
        self.looks_alike(&[]);
    }

    /// Lets go of it.
    pub fn drop_it(&mut self) {
        let edits = self.twin.edits();
        self.twin.button(self.carried_to, false);
        self.screen.hand(&["mouseup", "1"]).unwrap();
        self.after(edits);
    }

    /// Waits until the kiosk behind the window has a board like this, and the window shows it.
    pub fn sees(&mut self, what: &str, is_so: impl Fn(&Schedule) -> bool) -> Arc<Schedule> {
        self.has(what, is_so);
        self.looks_alike(&[]);
        self.twin.schedule()
    }

    /// Waits until the pitch with this title is on the disk, and its number is shown.
    pub fn sees_pitch(&mut self, title: &str) -> SessionId {
        let is_pitch = |schedule: &Schedule| find(schedule, title).is_some();
        self.has(&format!("{title:?} is pitched"), is_pitch);
        let id = find(&self.twin.schedule(), title).unwrap();
        self.twin.pitched(id, 1);
        // Only the window knows the code.
        self.looks_alike(&["Your slip code: ", "Your slip code as a code"]);
        id
    }

    /// The board that is shown.
    pub fn board(&self) -> Arc<Schedule> {
        self.twin.schedule()
    }

    /// Whether something on the screen has this in its name.
    pub fn says(&self, words: &str) -> bool {
        self.twin.says(words)
    }

    fn has(&mut self, what: &str, is_so: impl Fn(&Schedule) -> bool) {
        let Self { twin, kiosk, .. } = self;
        until(what, PATIENCE, || {
            twin.hear(kiosk)?;
            Ok(is_so(&twin.schedule()).then_some(()))
        })
        .unwrap();
    }

    /// An edit has to be waited for by whoever knows it; all else shows at once.
    fn after(&mut self, edits_before: usize) {
        if self.twin.edits() == edits_before {
            self.looks_alike(&[]);
        }
    }

    fn hand(&self, at: Pos2, then: &[&str]) {
        let [x, y] = [at.x, at.y].map(|value| value.round().to_string());
        let mut words = vec!["mousemove", "--window", &self.window, &x, &y];
        words.extend(then);
        self.screen.hand(&words).unwrap();
    }

    /// Waits until the window looks like its twin, but for what has these names.
    fn looks_alike(&mut self, but: &[&str]) {
        let mut differing = Vec::new();
        let Self { twin, kiosk, screen, .. } = self;
        let outcome = until("the window looks like its twin", PATIENCE, || {
            twin.hear(kiosk)?;
            let squares = Squares::of_window(&screen.pixels()?);
            differing = squares.unlike(&Squares::of(&twin.picture()));
            let left_out = twin.places_of(but);
            differing.retain(|square| !left_out.iter().any(|place| place.intersects(*square)));
            Ok((differing.len() <= FEW).then_some(()))
        });
        if let Err(trouble) = outcome {
            let some: Vec<_> = differing.iter().take(8).map(|square| square.min).collect();
            panic!("{trouble}: {} squares differ, such as those at {some:?}", differing.len());
        }
    }

    /// Keeps what was on the screen, for whoever reads of a test that failed.
    fn keep_pictures(&self) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let window = self.screen.picture().unwrap_or_default();
        let twin = self.twin.picture().png().unwrap_or_default();
        for (name, picture) in [("window.png", window), ("window-twin.png", twin)] {
            let path = folder.join(name);
            match fs::write(&path, picture) {
                Ok(()) => println!("What was on the screen: {}", path.display()),
                Err(error) => println!("{} could not be kept: {error}", path.display()),
            }
        }
        println!("What the twin says:\n{}", self.twin.spoken());
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.keep_pictures();
        }
    }
}

/// The session with this title.
pub fn find(schedule: &Schedule, title: &str) -> Option<SessionId> {
    schedule.shown_sessions().find(|(_, one)| one.title.value == title).map(|(id, _)| id)
}

/// A picture from afar.
struct Squares(Vec<[u32; 3]>);

impl Squares {
    const COLUMNS: usize = (SIZE.width as usize).div_ceil(SQUARE);

    fn of_window(pixels: &[u8]) -> Self {
        let width = usize::from(SIZE.width);
        assert_eq!(pixels.len(), width * usize::from(SIZE.height) * 3, "three bytes a pixel");
        Self::seen(|x, y| {
            let at = (y * width + x) * 3;
            [pixels[at], pixels[at + 1], pixels[at + 2]]
        })
    }

    fn of(picture: &Picture) -> Self {
        Self::seen(|x, y| picture.pixel(x, y).unwrap())
    }

    fn seen(pixel: impl Fn(usize, usize) -> [u8; 3]) -> Self {
        let (width, height) = (usize::from(SIZE.width), usize::from(SIZE.height));
        let mut sums = vec![[0; 3]; Self::COLUMNS * height.div_ceil(SQUARE)];
        for y in 0..height {
            for x in 0..width {
                let square = &mut sums[y / SQUARE * Self::COLUMNS + x / SQUARE];
                for (sum, part) in square.iter_mut().zip(pixel(x, y)) {
                    *sum += u32::from(part);
                }
            }
        }
        Self(sums)
    }

    /// Where the two are not the same.
    fn unlike(&self, other: &Self) -> Vec<Rect> {
        let area = u32::try_from(SQUARE * SQUARE).unwrap();
        let same = |(a, b): (&u32, &u32)| a.abs_diff(*b) <= SAME * area;
        let pairs = self.0.iter().zip(&other.0).enumerate();
        let unlike = pairs.filter(|(_, (a, b))| !a.iter().zip(b.iter()).all(same));
        unlike
            .map(|(at, _)| {
                let side = SQUARE as f32;
                let (column, row) = (at % Self::COLUMNS, at / Self::COLUMNS);
                let corner = pos2(column as f32 * side, row as f32 * side);
                Rect::from_min_size(corner, vec2(side, side))
            })
            .collect()
    }
}
