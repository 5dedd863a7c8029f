//! Large events, long titles: what is not seen is not drawn, and nothing is cut that could grow.

use super::{made, screen, tap};
use eframe::egui::{self, accesskit::Role as Spoken, vec2};
use egui_kittest::kittest::Queryable as _;
use shared::{clash::Clash, roster::Role, schedule::Span};

#[test]
fn of_1351_sessions_in_108_rooms_only_what_is_seen_is_drawn() {
    let mut screen = screen(made::view(made::conference(108, 1_351), Role::Volunteer));
    let buttons = screen.query_all_by_role(Spoken::Button).count();
    assert!((10..200).contains(&buttons), "{buttons} buttons");
    let rooms = screen.query_all_by_role(Spoken::ColumnHeader).count();
    assert!((5..20).contains(&rooms), "{rooms} rooms");
    let card = screen
        .query_all_by_label_contains("Saturday 1")
        .chain(screen.query_all_by_label_contains("Day 1 1"))
        .next();
    assert!(card.is_some(), "cards are there");
    tap(&mut screen, "Day 1 11:");
    tap(&mut screen, "Move");
    let buttons = screen.query_all_by_role(Spoken::Button).count();
    assert!(buttons < 400, "{buttons} buttons while moving");
}

#[test]
fn a_row_grows_with_the_longest_title() {
    let height = |title: &str| {
        let mut schedule = made::camp();
        let long = made::session_at(300, title, made::slotted(made::slot(4), &[made::room(1)]));
        schedule.sessions.insert(made::session(300), long.into());
        let screen = screen(made::view(schedule, Role::Kiosk));
        let card = screen.query_all_by_label_contains(title).next().unwrap();
        card.rect().height()
    };
    let long = "Reorganisation ".repeat(14);
    let long = long.trim();
    assert!(long.len() >= 200);
    assert!(height(long) > height("Short") + 60.0);
}

/// Titles of a published schedule, as its file has them.
fn titles(path: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let rest = text.split("<title>").skip(1);
    let plain = |title: &str| {
        let entities =
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        entities.iter().fold(title.to_owned(), |title, (from, to)| title.replace(from, to))
    };
    rest.filter_map(|rest| rest.split("</title>").next()).map(plain).collect()
}

/// egui_kittest panics on a character that no font has.
#[test]
fn titles_of_large_published_schedules_are_drawn() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/large");
    let Ok(files) = std::fs::read_dir(folder) else {
        eprintln!("skipped: there is no {folder}");
        return;
    };
    let files = files.map(|file| file.unwrap().path());
    let all: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ext| ext == "xml"))
        .flat_map(|path| titles(&path))
        .collect();
    assert!(all.len() > 1_000, "{}", all.len());
    for system_fonts in [false, true] {
        for titles in all.chunks(600) {
            draw(titles, system_fonts);
        }
    }
}

fn draw(titles: &[String], system_fonts: bool) {
    let mut schedule = made::camp();
    schedule.sessions.clear();
    schedule.fixed.clear();
    for n in 0..75 {
        let span = Span { day: made::day(1), start: 60 + n as u32 * 10, minutes: 10 };
        schedule.slots.insert(made::slot(n), made::slot_at(span, &[]).into());
    }
    for (n, title) in titles.iter().enumerate() {
        let place = made::slotted(made::slot(n / 8), &[made::room(n % 8)]);
        schedule.sessions.insert(made::session(n), made::session_at(n, title, place).into());
    }
    let options = kiosk::app::Options { clock: super::saturday(), ..Default::default() };
    let mut screen = egui_kittest::Harness::builder()
        .with_size(vec2(2400.0, 14_000.0))
        .with_max_steps(12)
        .build_eframe(|cc| {
            if system_fonts {
                let provider = egui_system_font_provider::SystemFontProvider::new();
                cc.egui_ctx.add_font_provider(std::sync::Arc::new(provider));
            }
            let view = made::view(schedule, Role::Kiosk);
            kiosk::app::App::new(&cc.egui_ctx, super::Fake::new(view), options)
        });
    screen.run();
    let drawn = screen.query_all_by_label_contains("Saturday").count();
    assert!(drawn >= titles.len(), "{drawn} of {} are drawn", titles.len());
}

#[test]
fn of_145_clashes_only_those_near_are_drawn() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    let clash = |n| Clash { key: [n; 32], ..made::clashes()[1].clone() };
    view.clashes = std::sync::Arc::new((0..145).map(clash).collect());
    let mut screen = screen(view);
    tap(&mut screen, "145 to look at");
    let seen = |screen: &super::Screen| screen.query_all_by_label_contains(" of 145").count();
    assert!((3..20).contains(&seen(&screen)), "{} entries", seen(&screen));
    // Each entry has five buttons: the keyboard goes on to what was not drawn at first.
    for _ in 0..100 {
        screen.key_press(egui::Key::Tab);
        screen.run();
    }
    let focused = screen.query_all_by(|node| node.is_focused()).next().unwrap().rect();
    assert!((100.0..1150.0).contains(&focused.center().y), "it follows: {focused:?}");
    assert!(screen.query_by_label("1 of 145").is_none(), "the first is far above");
    assert!((3..20).contains(&seen(&screen)), "{} entries", seen(&screen));
}

/// The very first frame has the size of the text that was chosen: nothing is laid out twice.
#[test]
fn the_first_frame_at_200_per_cent_has_its_size_at_once() {
    let ctx = egui::Context::default();
    let options = kiosk::app::Options {
        text_size: kiosk::ui::theme::TextSize::Largest,
        clock: super::saturday(),
        ..Default::default()
    };
    let view = made::view(made::camp(), Role::Kiosk);
    let _app = kiosk::app::App::new(&ctx, super::Fake::new(view), options);
    assert!((ctx.zoom_factor() - 2.0).abs() < 0.001);
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(1920.0, 1080.0));
    let input = egui::RawInput { screen_rect: Some(screen), ..Default::default() };
    let mut seen = egui::Rect::NOTHING;
    ctx.run_ui(input, |ui| seen = ui.ctx().content_rect()).drop_without_applying_deltas();
    assert_eq!(seen, screen);
}
