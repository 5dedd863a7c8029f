//! The keyboard alone: it reaches everything, in the order of reading, and one sees where it is.

use super::{Screen, Stage, Variant, controls, every_screen, name};
use eframe::egui::{Key, Rect, Shape, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gallery::variant::Size;
use kiosk::ui::{
    Page,
    theme::{TextSize, Tokens},
};
use std::collections::{BTreeMap, BTreeSet};

/// More presses than any screen but the very large board has controls.
const PRESSES: usize = 400;

fn id(node: &egui_kittest::Node<'_>) -> u64 {
    node.accesskit_node().locate().0.0
}

/// Where the keys go. A field that has them may name what it has chosen in a list beside it.
fn focused(stage: &Stage) -> Option<(u64, Rect, String)> {
    let keys = stage.harness().ctx.memory(|memory| memory.focused())?.accesskit_id();
    let node = stage.harness().query_all_by(|node| node.locate().0 == keys).next()?;
    Some((id(&node), node.rect(), name(&node)))
}

fn has_sheet(stage: &Stage) -> bool {
    stage.harness().query_all_by_role(Role::Dialog).next().is_some()
}

/// A frame in the colour of the focus lies around it.
fn has_ring(stage: &Stage, around: Rect) -> bool {
    let accent = Tokens::of(stage.variant().look).accent;
    stage.shapes().iter().any(|clipped| {
        let Shape::Rect(shape) = &clipped.shape else {
            return false;
        };
        let near = |a: f32, b: f32| (a - b).abs() <= 8.0;
        let (ring, rect) = (shape.rect, around);
        shape.stroke.width >= 2.0
            && shape.stroke.color == accent
            && near(ring.min.x, rect.min.x)
            && near(ring.min.y, rect.min.y)
            && near(ring.max.x, rect.max.x)
            && near(ring.max.y, rect.max.y)
    })
}

#[test]
fn tab_reaches_every_control_and_shows_where_it_is() {
    every_screen(&[Variant::USUAL, SMALL], |screen, mut stage| {
        // Letters under a finger: whoever has keys types with them.
        if screen.name.contains("keyboard") || stage.variant() == SMALL && !is_long(screen) {
            return Vec::new();
        }
        let mut flaws = BTreeSet::new();
        let all = controls(&stage);
        let enabled = all.iter().filter(|node| !node.accesskit_node().is_disabled());
        let mut left: BTreeMap<u64, String> = enabled.map(|node| (id(node), name(node))).collect();
        let rects: BTreeMap<u64, Rect> = all.iter().map(|node| (id(node), node.rect())).collect();
        drop(all);
        let mut before = focused(&stage).map(|(id, _, said)| (id, said));
        if let Some((start, _)) = &before {
            left.remove(start);
        }
        for _ in 0..PRESSES {
            if left.is_empty() {
                break;
            }
            stage.press(Key::Tab);
            let Some((id, rect, said)) = focused(&stage) else {
                continue;
            };
            let is_new = left.remove(&id).is_some();
            if !has_ring(&stage, rect) && !RINGLESS.contains(&screen.name) {
                flaws.insert(format!("no ring around {said:?}"));
            }
            let pair = before.as_ref().and_then(|(was, said)| Some((rects.get(was)?, said)));
            if let (Some((was, was_said)), Some(is)) = (pair, rects.get(&id))
                && is_new
                && in_slots(screen.name)
                && stage.variant() == Variant::USUAL
                && goes_back(*was, *is, stage.variant().points().y)
            {
                flaws.insert(format!("from {was_said:?} back to {said:?}"));
            }
            before = Some((id, said));
        }
        if screen.name != "board-108-rooms" {
            flaws.extend(left.into_values().map(|said| format!("Tab never reaches {said:?}")));
        }
        flaws.into_iter().collect()
    });
}

/// The least room: a small screen, and everything twice as large. What lies side by side on others
/// lies in several rows there, so that the order is looked at on the usual one.
const SMALL: Variant = Variant { size: Size::SMALL, text: TextSize::Largest, ..Variant::USUAL };

/// In the least room its page is longer than the screen.
fn is_long(screen: &Screen) -> bool {
    matches!(screen.page, Page::Server | Page::Import | Page::Info | Page::Upkeep)
        || screen.name.starts_with("start")
}

/// A card that is held is drawn in the air.
const RINGLESS: [&str; 2] = ["board-held", "chosen-held"];

/// Days of slots go row by row. Timed days go by time, whatever the height of the cards.
fn in_slots(screen: &str) -> bool {
    !matches!(screen, "board-timed" | "board-108-rooms")
}

/// Against the order of reading: up. Bars at the edges of the window are read before the page.
fn goes_back(was: Rect, is: Rect, height: f32) -> bool {
    let in_bar = |rect: Rect| rect.max.y < height * 0.15;
    !in_bar(was) && !in_bar(is) && was.min.y < height * 0.8 && is.max.y <= was.min.y + 4.0
}

#[test]
fn escape_leaves_every_screen() {
    every_screen(&[Variant::USUAL], |screen, mut stage| {
        // The words of a root key are shown once: they stay until somebody says that they are
        // written down.
        if screen.name == "start-words" {
            return Vec::new();
        }
        for _ in 0..6 {
            stage.press(Key::Escape);
        }
        let page = stage.page();
        if has_sheet(&stage) || !matches!(page, Page::Board | Page::Wall) {
            return vec![format!("Escape ends on {page:?}")];
        }
        Vec::new()
    });
}
