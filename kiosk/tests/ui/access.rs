//! For everybody: names, targets, contrast, fonts, and rest when nothing happens.

use super::{made, screen, screen_of, spoken, tap};
use eframe::egui::{self, accesskit::Role as Spoken, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::ui::theme::{self, Look, Tokens};
use shared::roster::Role;

fn every_screen() -> Vec<(&'static str, super::Screen)> {
    let camp = || made::troubled_camp();
    let sheet = |name: &str| {
        let mut screen = screen(camp());
        tap(&mut screen, name);
        screen
    };
    let mut picked = sheet("Bin collections as a service, Waiting");
    tap(&mut picked, "Place");
    vec![
        ("board", screen(camp())),
        ("sheet", sheet("Cyber drills that people enjoy, Saturday")),
        ("clashes", sheet("4 to look at")),
        ("data", sheet("State of the data")),
        ("picked", picked),
        ("timed", screen(made::view(made::conference(12, 60), Role::Volunteer))),
        ("empty", screen(kiosk::view::View::default())),
        ("200 %", screen_of(camp(), Look::Light, vec2(640.0, 400.0))),
    ]
}

#[test]
fn every_control_has_a_name_without_icons() {
    for (name, screen) in every_screen() {
        screen.check_accessibility();
        let icon = |said: &String| said.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
        let bad: Vec<_> = spoken(&screen).into_iter().filter(icon).collect();
        assert!(bad.is_empty(), "{name}: {bad:?}");
    }
}

#[test]
fn every_target_is_large_enough() {
    for (name, screen) in every_screen() {
        let small: Vec<_> = screen
            .query_all_by_role(Spoken::Button)
            .filter(|node| node.rect().width() < 44.0 || node.rect().height() < 44.0)
            .map(|node| (node.rect(), node.accesskit_node().label()))
            .collect();
        assert!(small.is_empty(), "{name}: {small:?}");
    }
}

#[test]
fn rooms_and_times_are_headers_of_their_own() {
    let screen = screen(made::view(made::camp(), Role::Kiosk));
    let names = |role| -> Vec<String> {
        screen.query_all_by_role(role).filter_map(|node| node.accesskit_node().label()).collect()
    };
    assert_eq!(names(Spoken::ColumnHeader).len(), 8);
    assert_eq!(names(Spoken::ColumnHeader)[1], "Chamberlain, 37 people");
    assert!(names(Spoken::RowHeader).contains(&"11:30 to 12:15, now".to_owned()));
}

#[test]
fn nothing_is_drawn_when_nothing_happens() {
    for (name, mut screen) in every_screen() {
        assert_eq!(screen.run(), 1, "{name} asks to be drawn again");
        let delay = screen.output().viewport_output.values().next().unwrap().repaint_delay;
        // The count-down of an idle kiosk, and telling others what is edited, may wake it later.
        assert!(delay.as_secs() >= 1, "{name}: {delay:?}");
    }
}

#[test]
fn a_running_clock_wakes_once_a_minute() {
    let options = kiosk::app::Options::default();
    let mut screen = egui_kittest::Harness::builder().build_eframe(|cc| {
        let view = made::view(made::camp(), Role::Kiosk);
        kiosk::app::App::new(&cc.egui_ctx, super::Fake::new(view), options)
    });
    screen.run();
    let delay = screen.output().viewport_output.values().next().unwrap().repaint_delay;
    assert!(!delay.is_zero() && delay.as_secs() <= 60, "{delay:?}");
}

#[test]
fn colours_meet_wcag() {
    for look in Look::ALL {
        let t = Tokens::of(look);
        let need = if look == Look::HighContrast { 7.0 } else { 4.5 };
        let pairs = [
            ("text on board", t.text, t.background),
            ("second line on board", t.dim, t.background),
            ("text on bar", t.text, t.bar),
            ("second line on bar", t.dim, t.bar),
            ("text on sheet", t.text, t.raised),
            ("second line on sheet", t.dim, t.raised),
            ("primary button", t.on_accent, t.accent),
            ("chosen tab", t.background, t.text),
            ("now pill", t.on_now, t.now),
            ("now on board", t.now, t.background),
            ("ok chip", t.ok, t.chip(t.ok)),
            ("warn chip", t.warn, t.chip(t.warn)),
            ("accent chip", t.accent, t.chip(t.accent)),
            ("chip to look at", t.on_now, t.warn),
            ("quiet button on list", t.dim, t.surface),
            ("warning on sheet", t.warn, t.raised),
            ("warning on board", t.warn, t.background),
            ("warning on list", t.warn, t.surface),
            ("band", t.text, t.band(false)),
            ("band behind", t.text, t.band(true)),
            ("banner", t.text, theme::mix(t.background, t.warn, 0.14)),
            ("picked bar", t.text, theme::mix(t.bar, t.accent, 0.16)),
            ("cancelled", t.warn, theme::mix(t.background, t.warn, 0.14)),
        ];
        for (what, ink, fill) in pairs {
            let ratio = theme::contrast(ink, fill);
            assert!(ratio >= need, "{look:?} {what}: {ratio:.2}");
        }
        assert!(theme::contrast(t.accent, t.background) >= 3.0, "{look:?} focus ring");
        // What is off is exempt from WCAG; it is to be read all the same.
        for (what, ink, fill) in [
            ("edge on board", t.edge, t.background),
            ("edge in bar", t.edge, t.bar),
            ("edge on sheet", t.edge, t.raised),
            ("edge on list", t.edge, t.surface),
            ("words that are off", t.off(), t.background),
            ("words that are off on sheet", t.off(), t.raised),
            ("offer of an empty cell", t.offer(), t.background),
        ] {
            let ratio = theme::contrast(ink, fill);
            assert!(ratio >= 3.0, "{look:?} {what}: {ratio:.2}");
        }
        for stream in (0..8).map(Some).chain([None]) {
            let (fill, ink) = t.stream(stream);
            // What is past, or of another stream, is drawn in the second line's colour on a faded fill.
            let past = theme::mix(t.background, fill, 0.35);
            let hover = theme::mix(fill, ink, 0.14);
            for (what, text, fill) in [
                ("title", t.text, fill),
                ("hosts", t.dim, fill),
                ("past", t.dim, past),
                ("found", t.accent, fill),
                ("found in the past", t.accent, past),
                ("hovered", t.text, hover),
                ("warning", t.warn, fill),
            ] {
                let need = if what == "warning" { 3.0 } else { need };
                let ratio = theme::contrast(text, fill);
                assert!(ratio >= need, "{look:?} {stream:?} {what}: {ratio:.2}");
            }
            assert!(theme::contrast(ink, fill) >= 3.0, "{look:?} {stream:?} stripe");
        }
    }
}

#[test]
fn bundled_fonts_cover_the_languages_we_promise() {
    let ctx = egui::Context::default();
    theme::install_fonts(&ctx);
    ctx.run_ui(egui::RawInput::default(), |_| ()).drop_without_applying_deltas();
    let promised = "ŵŷŴŶâêîôûÂÊÎÔÛẃẁẅỳÿáéíóúàèìòùąćęłńóśźżčšžğış’‘“”–—…·×€£¤";
    for font in [theme::regular(18.0), theme::semibold(18.0), theme::extrabold(18.0)] {
        for c in promised.chars() {
            assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c)), "{c:?} in {font:?}");
        }
        for c in ('\u{C0}'..='\u{FF}').chain(' '..='~') {
            assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c)), "{c:?} in {font:?}");
        }
    }
}

/// egui_kittest panics on a character that no font has.
#[test]
fn titles_in_any_script_are_drawn() {
    let titles = [
        "Emoji 🎉👩🏽‍💻🏴󠁧󠁢󠁷󠁬󠁳󠁿 in a title",
        "Ελληνικά και кириллица",
        "日本語 עברית العربية",
        "Non\u{2011}breaking\u{2010}hyphens\u{AD} and\u{A0}spaces\t\u{200B}µ ½ → ✓",
        "w\u{302}y decomposed, \u{E2A8} private, \u{FFFD} replaced",
    ];
    let mut schedule = made::camp();
    for (n, title) in titles.iter().enumerate() {
        let pitch =
            made::session_at(200 + n, title, made::slotted(made::slot(4), &[made::room(n)]));
        schedule.sessions.insert(made::session(200 + n), pitch.into());
    }
    let mut screen = screen(made::view(schedule, Role::Kiosk));
    for title in titles {
        tap(&mut screen, title);
        screen.key_press(egui::Key::Escape);
        screen.run();
    }
}

#[test]
fn the_keys_go_from_the_bar_over_the_shelf_to_the_board_row_by_row() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    let mut order = Vec::new();
    for _ in 0..150 {
        screen.key_press(egui::Key::Tab);
        screen.run();
        let focused = screen.query_all_by(|node| node.is_focused()).next();
        order.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    let at = |name: &str| {
        let found = order.iter().position(|said| said.contains(name));
        found.unwrap_or_else(|| panic!("{name:?} was not reached: {order:#?}"))
    };
    let stops = [
        "What moved",
        "Bin collections as a service, Waiting",
        "AI in adult social care: what actually helped?, Saturday 10:30",
        "Cyber drills that people enjoy, Saturday 10:30",
        "The last fax machine, Saturday 11:30",
    ]
    .map(at);
    assert!(stops.is_sorted(), "{stops:?} of {order:#?}");
}
