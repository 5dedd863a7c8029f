//! Nothing lies over anything else where there is little room.

use super::{Stage, Variant, controls};
use eframe::egui::Rect;
use gallery::{screens, stage::texts, variant::Size};
use kiosk::{
    ui::{
        Page,
        theme::{Look, TextSize},
        words::Locale,
    },
    view::ServerState,
    why::{Away, NoLine},
};

/// Every size, the usual and the largest text, both languages.
fn tight() -> Vec<Variant> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        for size in Size::ALL {
            for text in [TextSize::Usual, TextSize::Largest] {
                all.push(Variant { size, look: Look::Dark, text, locale });
            }
        }
    }
    all
}

/// Where each text is seen.
fn seen(stage: &Stage) -> Vec<(String, Rect)> {
    let mut seen = Vec::new();
    for clipped in stage.shapes() {
        let mut painted = Vec::new();
        texts(&clipped.shape, &mut painted);
        seen.extend(painted.into_iter().map(|text| {
            let rect = text.visual_bounding_rect().intersect(clipped.clip_rect);
            (text.galley.text().to_owned(), rect)
        }));
    }
    seen.retain(|(text, rect)| !text.trim().is_empty() && rect.is_positive());
    seen
}

#[test]
fn no_text_of_the_wall_lies_over_another() {
    let mut flaws = Vec::new();
    for screen in screens::all().filter(|screen| screen.page == Page::Wall) {
        for variant in tight() {
            // What the way there taps may be called otherwise in fewer words.
            if let Ok(stage) = std::panic::catch_unwind(|| screen.open(variant)) {
                let on = format!("{} {}", screen.name, variant.name());
                flaws.extend(over(&stage).into_iter().map(|flaw| format!("{on}: {flaw}")));
            } else {
                eprintln!("skipped: {} {}", screen.name, variant.name());
            }
        }
    }
    assert!(flaws.is_empty(), "{} flaws\n{}", flaws.len(), flaws.join("\n"));
}

/// Texts that lie over one another, or beyond the screen.
fn over(stage: &Stage) -> Vec<String> {
    let mut flaws = Vec::new();
    let seen = seen(stage);
    let window = Rect::from_min_size(Default::default(), stage.variant().points());
    for (at, (one, rect)) in seen.iter().enumerate() {
        if !window.expand(1.0).contains_rect(*rect) {
            flaws.push(format!("{one:?} is beyond the screen at {rect:?}"));
        }
        for (other, of_other) in &seen[at + 1..] {
            if rect.shrink(0.5).intersects(of_other.shrink(0.5)) {
                flaws.push(format!("{one:?} at {rect:?} and {other:?} at {of_other:?}"));
            }
        }
    }
    flaws
}

/// Least room between two controls of the bar, in points.
const BETWEEN: f32 = 3.9;

#[test]
fn controls_of_the_bar_stand_apart_with_the_longest_state_of_the_data() {
    let mut flaws = Vec::new();
    for name in ["board", "board-found", "board-kiosk", "wall", "info", "board-sample"] {
        let screen = screens::all().find(|screen| screen.name == name).unwrap();
        for variant in tight() {
            let mut stage = screen.open(variant);
            stage.publish(|view| {
                view.data.server = ServerState::Away { why: Away::NoLine(NoLine::Lost) };
                view.data.outbox = 1_114;
            });
            let language = stage.words("top-language", &[]);
            let row = {
                let mut named = controls(&stage).into_iter();
                named.find(|node| super::name(node) == language).unwrap().rect()
            };
            let bar: Vec<_> = controls(&stage)
                .into_iter()
                .map(|node| (super::name(&node), node.rect()))
                .filter(|(_, rect)| row.y_range().contains(rect.center().y))
                .collect();
            for (at, (one, rect)) in bar.iter().enumerate() {
                for (other, of_other) in &bar[at + 1..] {
                    if rect.expand(BETWEEN / 2.0).intersects(of_other.expand(BETWEEN / 2.0)) {
                        let on = variant.name();
                        flaws
                            .push(format!("{name} {on}: {one:?} {rect:?}, {other:?} {of_other:?}"));
                    }
                }
            }
        }
    }
    assert!(flaws.is_empty(), "{} flaws\n{}", flaws.len(), flaws.join("\n"));
}
