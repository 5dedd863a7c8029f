//! The twin: the same app as in the window, without a window, fed with what the kiosk says of itself
//! and touched as the window is. It knows where things are that have a name, and what the window
//! has to look like.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect};
use egui_kittest::kittest::Queryable as _;
use gallery::{
    Picture,
    stage::Stage,
    variant::{Size, Variant},
};
use kiosk::{
    app::Options,
    ask::{Answer, Ask, Kept, Request},
    clock::Clock,
    ui::{Home, Page},
    view::{DataState, Here, MergeReport, Pin, ServerState, UndoableSet, View},
};
use serde_json::Value;
use shared::{
    command::Command,
    ids::{SessionId, SetId},
    roster::Role,
    schedule::Schedule,
};
use std::{collections::BTreeMap, sync::Arc, time::Instant};
use venue::{Kiosk, Trouble};

/// A twin of one window.
pub struct Twin {
    stage: Stage,
    size: Size,
    started: Instant,
    /// How much of what it sent was looked at.
    looked_at: usize,
    /// What it asked for: what the kiosk did then.
    asked: Vec<Command>,
    acts: BTreeMap<SetId, Command>,
    kept: BTreeMap<Kept, String>,
    /// How the kiosk stood when it was asked last.
    status: Value,
    schedule: Arc<Schedule>,
}

impl Twin {
    /// Of a window that shows the board at this time.
    pub fn new(kiosk: &mut Kiosk, size: Size, now: &str) -> Result<Self, Trouble> {
        let variant = Variant::USUAL.sized(size);
        let clock = Clock::Fixed(now.parse().unwrap());
        let home = Home { page: Page::Board, after_s: None };
        let mut twin = Self {
            stage: Stage::with(
                View::default(),
                variant,
                Options { clock, home, ..Options::default() },
            ),
            size,
            started: Instant::now(),
            looked_at: 0,
            asked: Vec::new(),
            acts: BTreeMap::new(),
            kept: BTreeMap::new(),
            status: Value::Null,
            schedule: Arc::default(),
        };
        twin.hear(kiosk)?;
        Ok(twin)
    }

    /// Asks the kiosk how it stands and shows that.
    pub fn hear(&mut self, kiosk: &mut Kiosk) -> Result<(), Trouble> {
        let status = kiosk.ask("status")?;
        self.tick();
        if status != self.status {
            let mut told = kiosk.ask("view")?;
            let mut schedule: Schedule = serde_json::from_value(told["schedule"].take()).unwrap();
            let mut moves = kiosk.ask("moves")?;
            schedule.moves = serde_json::from_value(moves["moves"].take()).unwrap();
            self.schedule = Arc::new(schedule);
            let view = self.view(&status, &told);
            self.status = status;
            self.stage.publish(|shown| *shown = view);
        }
        self.stage.settle();
        Ok(())
    }

    /// The schedule that is shown.
    pub fn schedule(&self) -> Arc<Schedule> {
        Arc::clone(&self.schedule)
    }

    fn view(&mut self, status: &Value, told: &Value) -> View {
        let undoable = self.acts(&status["undoable"]);
        let redoable = self.acts(&status["redoable"]);
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        let merged = Some(&status["merged"]).filter(|merged| merged.is_object());
        View {
            clashes: Arc::new(shared::clash::clashes(&self.schedule)),
            schedule: Arc::clone(&self.schedule),
            data: DataState {
                here: match status["here"].as_str() {
                    Some("saved") => Here::Saved,
                    _ => Here::Opening,
                },
                server: match status["server"].as_str() {
                    Some("up-to-date") => ServerState::UpToDate,
                    Some("catching-up") => ServerState::CatchingUp,
                    _ => ServerState::NotJoined,
                },
                outbox: number(&status["outbox"]),
                heard_ms: status["heard_ms"].as_i64(),
                clock_doubtful: status["clock_doubtful"] == true,
            },
            role: Some(Role::Volunteer),
            pin: Pin::NotWanted,
            event: serde_json::from_value(told["event"].clone()).unwrap(),
            undoable: Arc::new(undoable),
            redoable: Arc::new(redoable),
            merged: merged.map(|one| MergeReport {
                id: 1,
                edits: number(&one["edits"]),
                devices: number(&one["devices"]),
            }),
            kept: Arc::new(self.kept.clone()),
            revision: status["revision"].as_u64().unwrap(),
            ..View::default()
        }
    }

    /// The kiosk names its acts by their kinds: they are what was asked for here.
    fn acts(&mut self, said: &Value) -> Vec<UndoableSet> {
        let mut acts = Vec::new();
        for one in said.as_array().unwrap() {
            let set: SetId = serde_json::from_value(one["set"].clone()).unwrap();
            if let Some(asked) =
                self.asked.iter().rev().find(|asked| asked.kind() == one["command"])
            {
                self.acts.entry(set).or_insert_with(|| asked.clone());
            }
            let Some(command) = self.acts.get(&set) else {
                panic!("the window did what its twin did not: {one}")
            };
            acts.push(UndoableSet { set, command: command.clone(), person: None });
        }
        acts
    }

    /// The time passes for both.
    fn tick(&mut self) {
        let harness = self.stage.harness_mut();
        let shown = harness.ctx.input(|input| input.time);
        harness.input_mut().time = Some(self.started.elapsed().as_secs_f64().max(shown));
    }

    fn does(&mut self, event: Event) {
        self.tick();
        self.stage.harness_mut().event(event);
        self.stage.settle();
        self.take_in();
    }

    /// What the app asks its engine for, the kiosk does.
    fn take_in(&mut self) {
        let sent = self.stage.sent();
        for request in sent.into_iter().skip(self.looked_at) {
            self.looked_at += 1;
            match request {
                Request::Command { command, .. } => self.asked.push(command),
                Request::Keep { key, value: Some(value) } => drop(self.kept.insert(key, value)),
                Request::Keep { key, value: None } => drop(self.kept.remove(&key)),
                Request::Ask { ask, .. } => {
                    let Ask::Pitch(pitch) = ask else { panic!("nobody answers {ask:?}") };
                    let commands =
                        vec![Command::Pitch { session: pitch.session, edit: pitch.edit }];
                    self.asked.push(Command::Together { commands, people: pitch.people });
                }
                Request::Presence(_) => {}
            }
        }
    }

    /// How many edits were asked for.
    pub fn edits(&self) -> usize {
        self.asked.len()
    }

    /// The pitch is on the disk.
    pub fn pitched(&mut self, session: SessionId, number: u32) {
        // The code is random, and told to nobody but whoever stands before the window.
        self.stage.answer(Answer::Pitched { session, code: "KX4-T9RM".to_owned(), number });
        self.take_in();
    }

    pub fn mouse_to(&mut self, at: Pos2) {
        self.does(Event::PointerMoved(at));
    }

    pub fn button(&mut self, pos: Pos2, pressed: bool) {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        self.does(Event::PointerButton { pos, button, pressed, modifiers });
    }

    pub fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.does(Event::Text(letter.to_string()));
        }
    }

    pub fn press(&mut self, key: Key) {
        for pressed in [true, false] {
            let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
            self.does(Event::Key { key, physical_key, pressed, repeat, modifiers });
        }
    }

    /// Where that is which has this name, or else this in its name.
    pub fn place_of(&self, name: &str) -> Rect {
        let window = Rect::from_min_size(Pos2::ZERO, Variant::USUAL.sized(self.size).points());
        let seen = |rect: &Rect| window.contains(rect.center());
        let harness = self.stage.harness();
        let exact = harness.query_all_by_label(name).map(|node| node.rect()).find(seen);
        let found = exact.or_else(|| {
            harness.query_all_by_label_contains(name).map(|node| node.rect()).find(seen)
        });
        found.unwrap_or_else(|| panic!("nothing is called {name:?} on\n{}", self.spoken()))
    }

    /// Whether something has this in its name.
    pub fn says(&self, words: &str) -> bool {
        self.stage.spoken().iter().any(|name| name.contains(words))
    }

    /// Everything that is said of the screen.
    pub fn spoken(&self) -> String {
        self.stage.spoken().join("\n")
    }

    pub fn picture(&self) -> Picture {
        self.stage.picture()
    }

    /// Every place that has this in its name.
    pub fn places_of(&self, names: &[&str]) -> Vec<Rect> {
        let of = |name: &&str| {
            let found = self.stage.harness().query_all_by_label_contains(name);
            found.map(|node| node.rect()).collect::<Vec<_>>()
        };
        names.iter().flat_map(of).collect()
    }
}
