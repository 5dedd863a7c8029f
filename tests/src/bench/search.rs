//! What a keystroke in the search costs: from the letter to the painted results, over a programme of
//! 1,351 sessions with long texts.

use super::{
    BenchError, Figure, Scale,
    core::Desk,
    made::{self, Seeded},
    ms,
    screen::{NoEngine, view},
};
use eframe::{
    App as _,
    egui::{self, Event, Key, Modifiers, Pos2, RawInput, Rect, vec2},
};
use kiosk::{
    app::{App, Options},
    clock::Clock,
    search::Index,
    ui::{Both, Page},
};
use shared::{ids::draw, programme::Programme, schedule::Schedule};
use std::{path::Path, sync::Arc, time::Instant};

/// Frames before fonts and sizes have settled.
const COLD_FRAMES: usize = 3;
/// Words that the programme draws from: as many as a large conference has.
const WORDS: usize = 20_000;
const TITLE_WORDS: usize = 7;
const TEXT_WORDS: usize = 150;
/// What is typed, with slips, several words, a time and a letter that nearly everything has.
const TYPED: [&str; 6] =
    ["service", "houisng repairs", "14:30", "reorganisatoin", "room 12 host", "s"];

pub(super) fn keys(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms) = scale.of((1_351, 108), (20, 3));
    let mut programme = made::conference(sessions, rooms);
    reword(&mut programme);
    let schedule = Desk::of(&programme)?.documents.schedule();
    let index = index(&schedule, scale.of(20, 1));
    let (opening, keys) = type_all(schedule, scale.of(5, 1));
    let params = |part: &str| [("sessions", sessions.into()), ("part", part.into())];
    Ok(vec![
        Figure::new("search_index_ms", params("read from scratch"), index),
        Figure::new("search_key_ms", params("keystroke to painted"), keys),
        Figure::new("search_key_ms", params("first frame of the page"), opening),
    ])
}

/// Gives the sessions titles and texts of many different words.
fn reword(programme: &mut Programme) {
    let mut random = Seeded::new(3);
    let mut number = |below: usize| -> usize {
        let drawn = u32::from_le_bytes(draw(&mut random));
        usize::try_from(drawn).unwrap_or(0) % below.max(1)
    };
    const SYLLABLES: [&str; 16] = [
        "ser", "vi", "ce", "hous", "ing", "re", "pair", "da", "ta", "coun", "cil", "wa", "ste",
        "plan", "ni", "tion",
    ];
    let words: Vec<String> = (0..WORDS)
        .map(|_| (0..2 + number(3)).filter_map(|_| SYLLABLES.get(number(16))).copied().collect())
        .collect();
    let mut sentence = |count: usize| -> String {
        // Few words are frequent, most are rare.
        let drawn = (0..count).map(|_| {
            let below = number(WORDS) + 1;
            words.get(number(below)).map_or("", String::as_str)
        });
        drawn.collect::<Vec<_>>().join(" ")
    };
    for session in &mut programme.sessions {
        session.title = sentence(TITLE_WORDS);
        session.text = sentence(TEXT_WORDS);
    }
}

/// Milliseconds of each reading of all that can be found.
fn index(schedule: &Schedule, rounds: usize) -> Vec<f64> {
    let names = Both::default();
    let read = |_| {
        let start = Instant::now();
        let mut index = Index::default();
        index.update(schedule, &names);
        ms(start.elapsed())
    };
    (0..rounds).map(read).collect()
}

/// Milliseconds of the first frame of the page, and of each keystroke.
fn type_all(schedule: Arc<Schedule>, rounds: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut opening, mut keys) = (Vec::new(), Vec::new());
    let noon = "2026-06-19T11:00:00Z".parse().unwrap_or_default();
    for _ in 0..rounds {
        let ctx = egui::Context::default();
        let options = Options {
            clock: Clock::Fixed(noon),
            start_view: Arc::new(view(Arc::clone(&schedule))),
            page: Page::Search,
            ..Options::default()
        };
        let mut app = App::new(&ctx, NoEngine, options);
        let mut frame = eframe::Frame::_new_kittest();
        let mut draw = |events: Vec<Event>| {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1_920.0, 1_080.0))),
                events,
                ..RawInput::default()
            };
            let start = Instant::now();
            app.logic(&ctx, &mut frame);
            let mut out = ctx.run_ui(input, |ui| app.ui(ui, &mut frame));
            let shapes = std::mem::take(&mut out.shapes);
            drop(ctx.tessellate(shapes, out.pixels_per_point));
            out.drop_without_applying_deltas();
            ms(start.elapsed())
        };
        opening.push(draw(Vec::new()));
        for _ in 0..COLD_FRAMES {
            draw(Vec::new());
        }
        for typed in TYPED {
            for letter in typed.chars() {
                keys.push(draw(vec![Event::Text(letter.to_string())]));
            }
            draw(vec![escape()]);
        }
    }
    (opening, keys)
}

fn escape() -> Event {
    Event::Key {
        key: Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}
