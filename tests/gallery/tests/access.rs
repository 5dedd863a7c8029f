//! What must be true of every screen, in both languages and up to the largest text: names, roles,
//! targets, keys, and nothing cut that must be read.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking, also in their helpers"
)]

#[path = "access/apart.rs"]
mod apart;
#[path = "access/keys.rs"]
mod keys;
#[path = "access/names.rs"]
mod names;
#[path = "access/texts.rs"]
mod texts;

use eframe::egui::accesskit::{Action, Role};
use egui_kittest::{
    Node,
    kittest::{NodeT as _, Queryable as _},
};
use gallery::{
    screens::{self, Screen},
    stage::Stage,
    variant::Variant,
};
use kiosk::ui::{theme::TextSize, words::Locale};
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// How a screen says that the taps that lead to it found nothing.
const NOT_FOUND: &str = "nothing is called";

/// Both languages, the usual and the largest text.
fn read_variants() -> Vec<Variant> {
    let mut variants = Vec::new();
    for locale in Locale::ALL {
        for text in [TextSize::Usual, TextSize::Largest] {
            variants.push(Variant::USUAL.spoken(locale).enlarged(text));
        }
    }
    variants
}

/// Looks at every screen in each of these variants, and fails with all that is wrong.
fn every_screen(variants: &[Variant], look: fn(&Screen, Stage) -> Vec<String>) {
    let wanted: Vec<_> =
        screens::all().flat_map(|screen| variants.iter().map(move |one| (screen, *one))).collect();
    let (next, flaws) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        let hands = std::thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some((screen, variant)) = wanted.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let stage = match std::panic::catch_unwind(|| screen.open(*variant)) {
                        Ok(stage) => stage,
                        Err(why) => {
                            let why = why.downcast_ref::<String>().map_or("", String::as_str);
                            // What the way taps may be scrolled far away, and named otherwise; the
                            // usual way must lead there, and nothing else may go wrong.
                            if *variant == Variant::USUAL || !why.starts_with(NOT_FOUND) {
                                let flaw = format!("{} {}: {why}", screen.name, variant.name());
                                flaws.lock().unwrap().push(flaw);
                            }
                            eprintln!("skipped: {} {}", screen.name, variant.name());
                            continue;
                        }
                    };
                    let found = look(screen, stage);
                    let told = found
                        .iter()
                        .map(|flaw| format!("{} {}: {flaw}", screen.name, variant.name()));
                    flaws.lock().unwrap().extend(told);
                }
            });
        }
    });
    let mut flaws = flaws.into_inner().unwrap();
    flaws.sort();
    assert!(flaws.is_empty(), "{} flaws\n{}", flaws.len(), flaws.join("\n"));
}

/// Everything a screen reader finds; under a sheet nothing.
fn nodes(stage: &Stage) -> Vec<Node<'_>> {
    let all: Vec<_> = stage.harness().query_all_by(|_| true).collect();
    let sheet = all.iter().rposition(|node| node.accesskit_node().role() == Role::Dialog);
    let Some(sheet) = sheet else {
        return all;
    };
    let of_sheet = all[sheet].accesskit_node();
    let inside = |node: &Node<'_>| node.accesskit_node().is_descendant_of(&of_sheet);
    stage.harness().query_all_by(|_| true).filter(inside).collect()
}

/// What somebody can do something with.
fn controls(stage: &Stage) -> Vec<Node<'_>> {
    let acts = |node: &Node<'_>| {
        let data = node.accesskit_node().data();
        // Bars that scroll are for fingers: keys and screen readers scroll by going on.
        if data.role() == Role::ScrollBar {
            return false;
        }
        data.supports_action(Action::Click) || data.supports_action(Action::Focus)
    };
    nodes(stage).into_iter().filter(acts).collect()
}

fn name(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    let hint = || node.placeholder().map(str::to_owned);
    node.label().or_else(hint).or_else(|| node.value()).unwrap_or_default()
}
