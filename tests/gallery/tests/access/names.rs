//! Names, roles and sizes of all that can be touched.

use super::{Screen, Stage, Variant, controls, every_screen, name, nodes, read_variants};
use eframe::egui::{
    Rect,
    accesskit::{Live, Role},
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gallery::screens;
use std::collections::BTreeMap;

/// Roles that tell a person what can be done.
const FITTING: [Role; 20] = [
    Role::Button,
    Role::Tab,
    Role::ListItem,
    Role::ListBoxOption,
    Role::MenuItem,
    Role::Link,
    Role::CheckBox,
    Role::RadioButton,
    Role::Switch,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::SearchInput,
    Role::PasswordInput,
    Role::Slider,
    Role::ComboBox,
    Role::Cell,
    Role::GridCell,
    Role::ColumnHeader,
    Role::RowHeader,
    Role::DisclosureTriangle,
];

/// Smallest side of a target, in points.
const TARGET: f32 = 44.0;

#[test]
fn every_control_has_a_name_and_a_fitting_role_and_no_icon_is_read_out() {
    every_screen(&read_variants(), |screen, stage| {
        let mut flaws = Vec::new();
        // The name of a key is its letter, even where that is a comma.
        let keys = screen.name.contains("keyboard");
        for node in controls(&stage) {
            let (said, role) = (name(&node), node.accesskit_node().role());
            if !FITTING.contains(&role) {
                flaws.push(format!("{said:?} can be touched and is a {role:?}"));
            }
            if said.is_empty() || !keys && !said.chars().any(char::is_alphanumeric) {
                flaws.push(format!("a {role:?} at {:?} is called {said:?}", node.rect()));
            }
        }
        flaws.extend(stage.spoken().into_iter().filter(|said| is_odd(said)));
        flaws
    });
}

/// Holds an icon, a key of a sentence, or an id.
fn is_odd(said: &str) -> bool {
    let icon = said.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
    let lower = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
    let key = said.contains('-') && said.split('-').all(lower);
    let hex = |word: &str| word.len() >= 32 && word.chars().all(|c| c.is_ascii_hexdigit());
    icon || key || said.split(|c: char| !c.is_ascii_alphanumeric()).any(hex)
}

#[test]
fn every_target_is_large_enough_and_can_be_scrolled_to() {
    every_screen(&read_variants(), |_, mut stage| {
        let mut flaws = Vec::new();
        let window = Rect::from_min_size(Default::default(), stage.variant().points());
        let mut beyond = Vec::new();
        for node in controls(&stage) {
            let rect = node.rect();
            if rect.width() + 0.5 < TARGET || rect.height() + 0.5 < TARGET {
                flaws.push(format!("{:?} is {:?}", name(&node), rect.size()));
            }
            if !window.expand(1.0).contains_rect(rect) {
                beyond.push(node.accesskit_node().locate());
            }
        }
        for id in beyond {
            let scroll = |stage: &Stage| {
                let all = nodes(stage);
                let node = all.iter().find(|node| node.accesskit_node().locate() == id);
                node.map(|node| (node.scroll_to_me(), node.rect(), name(node)))
            };
            // What is scrolled far away is drawn no more, and was seen.
            let _ = scroll(&stage);
            stage.settle();
            let Some(((), rect, said)) = scroll(&stage) else {
                continue;
            };
            let seen = rect.intersect(window);
            if seen.width() < TARGET.min(rect.width()) || seen.height() < TARGET.min(rect.height())
            {
                flaws.push(format!("{said:?} stays outside at {rect:?}"));
            }
        }
        flaws
    });
}

/// The names of controls that several have, with how many.
fn twins(stage: &Stage) -> Vec<(String, usize)> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for node in controls(stage) {
        *count.entry(name(&node)).or_default() += 1;
    }
    count.into_iter().filter(|(_, count)| *count > 1).collect()
}

/// What is said and was asked after the nth of these is clicked.
fn after(screen: &Screen, variant: Variant, said: &str, n: usize) -> (Vec<String>, String) {
    let mut stage = screen.open(variant);
    if let Some(node) = controls(&stage).iter().filter(|node| name(node) == said).nth(n) {
        node.click_accesskit();
    }
    stage.settle();
    let sent = format!("{:?}", stage.sent());
    (stage.spoken(), sent)
}

#[test]
fn two_controls_of_one_name_do_the_same() {
    every_screen(&[Variant::USUAL], |screen, stage| {
        let mut flaws = Vec::new();
        // The letter that is held is offered again among its accents.
        if screen.name == "keyboard-held" {
            return flaws;
        }
        for (said, count) in twins(&stage) {
            let first = after(screen, stage.variant(), &said, 0);
            if (1..count).any(|n| after(screen, stage.variant(), &said, n) != first) {
                flaws.push(format!("{count} controls that differ are called {said:?}"));
            }
        }
        flaws
    });
}

fn open(name: &str) -> Stage {
    screens::all().find(|screen| screen.name == name).unwrap().open(Variant::USUAL)
}

fn of_role(stage: &Stage, role: Role) -> Vec<String> {
    nodes(stage).iter().filter(|node| node.accesskit_node().role() == role).map(name).collect()
}

#[test]
fn rooms_and_times_are_headers_and_every_card_says_where_and_when() {
    for board in ["board", "board-timed", "board-streams"] {
        let stage = open(board);
        let (rooms, times) =
            (of_role(&stage, Role::ColumnHeader), of_role(&stage, Role::RowHeader));
        assert!(rooms.len() >= 3 && times.len() >= 3, "{board}: {rooms:?} {times:?}");
        let schedule = stage.harness().state().view().schedule.clone();
        let mut cards = 0;
        let rooms: Vec<&str> =
            schedule.rooms.values().map(|room| room.name.value.as_str()).collect();
        for said in of_role(&stage, Role::Button) {
            let is_card = schedule.sessions.values().any(|s| said.starts_with(&s.title.value));
            let waits = said.contains(&stage.words("place-shelf", &[]));
            if !is_card || waits {
                continue;
            }
            cards += 1;
            let time = said
                .split(|c: char| !c.is_ascii_digit() && c != ':')
                .any(|word| word.len() == 5 && word.as_bytes()[2] == b':');
            assert!(time && rooms.iter().any(|room| said.contains(room)), "{board}: {said:?}");
        }
        assert!(cards >= 10, "{board} has {cards} cards");
    }
}

/// What is read out by itself.
fn announced(stage: &Stage) -> Vec<String> {
    let live = |node: &&egui_kittest::Node<'_>| node.accesskit_node().live() != Live::Off;
    // Also what floats above a sheet.
    let all: Vec<_> = stage.harness().query_all_by(|_| true).collect();
    all.iter().filter(live).map(name).collect()
}

#[test]
fn what_changes_is_announced() {
    let chip = |stage: &Stage, key: &str| {
        let text = stage.words(key, &[]);
        stage.words("chip-spoken", &[("text", text.into())])
    };
    let mut stage = open("board");
    assert_eq!(announced(&stage), [chip(&stage, "chip-up-to-date")]);
    stage.publish(|view| view.data.server = kiosk::view::ServerState::CatchingUp);
    assert_eq!(announced(&stage), [chip(&stage, "chip-catching-up")]);
    stage.publish(|view| view.notices = vec![kiosk::view::Notice::Repaired { rows: 2 }]);
    let rows = stage.words("notice-repaired", &[("n", 2.into())]);
    assert!(announced(&stage).contains(&rows), "{:?}", announced(&stage));
    for screen in ["board-picked", "disk-full", "refused", "idle"] {
        assert!(announced(&open(screen)).len() > 1, "nothing is announced on {screen}");
    }
}
