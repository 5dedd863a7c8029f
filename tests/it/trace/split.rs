//! The same edits, each on any kiosk, with a second person who sometimes edits the same: now there
//! is something to choose. A reference model says what all kiosks must show.

use super::{
    beginning,
    kiosk::{Ids, Kiosk},
    model::{Field, Knowledge, Model, Shown},
    published::{self, Edit, Published, What},
    same_everywhere,
};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use shared::{
    command::{Command, Refusal},
    schedule::{Placement, Removal, Schedule},
};
use std::sync::Arc;

const SEEDS: u64 = 3;
/// So many of a thousand edits are made by a second person too.
const TWICE: u64 = 350;
/// After so many of a thousand edits one kiosk hears of all that another one has.
const MEET: u64 = 30;

#[test]
fn any_split_merges_to_what_a_reference_model_says() {
    let Some(trace) = published::read() else {
        return;
    };
    let start = everything_pitched(&trace);
    let (office, ids) = beginning(&trace, &start);
    for seed in 0..SEEDS {
        println!("seed {seed}");
        let mut play = Play::new(&office, &ids, seed);
        for edit in &trace.edits {
            play.edit(edit);
        }
        let contested = play.judge();
        assert!(contested > 20, "only {contested} registers have rivals");
    }
}

/// The start of the trace with all that was added later on the board, as it was when it came.
fn everything_pitched(trace: &Published) -> shared::programme::Programme {
    let mut start = trace.start.clone();
    for edit in &trace.edits {
        if let What::Added(session) = &edit.what {
            start.sessions.push((**session).clone());
        }
    }
    start
}

struct Play<'a> {
    ids: &'a Ids,
    start: Arc<Schedule>,
    kiosks: Vec<Kiosk>,
    known: Vec<Knowledge>,
    model: Model,
    chance: ChaCha8Rng,
}

impl<'a> Play<'a> {
    fn new(office: &Kiosk, ids: &'a Ids, seed: u64) -> Self {
        let mut kiosks = Kiosk::four(office);
        Self {
            ids,
            start: kiosks[0].schedule(),
            known: vec![Knowledge::new(); kiosks.len()],
            kiosks,
            model: Model::default(),
            chance: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.chance.next_u64() % u64::try_from(end).unwrap()).unwrap()
    }

    fn happens(&mut self, per_mille: u64) -> bool {
        self.chance.next_u64() % 1_000 < per_mille
    }

    fn edit(&mut self, edit: &Edit) {
        // A cancellation is a flag of its own, for which other edits are refused.
        if matches!(edit.what, What::Added(_) | What::Cancelled) {
            return;
        }
        let kiosk = self.below(self.kiosks.len());
        self.act(kiosk, &edit.guid, &edit.what);
        if self.happens(TWICE) {
            let other = self.below(self.kiosks.len());
            // A second person means the same, or something else.
            let what = if self.happens(300) { edit.what.clone() } else { otherwise(&edit.what) };
            self.act(other, &edit.guid, &what);
        }
        if self.happens(MEET) {
            let (from, to) = (self.below(self.kiosks.len()), self.below(self.kiosks.len()));
            let log = self.kiosks[from].log.clone();
            self.kiosks[to].take(&log);
            let heard = self.known[from].clone();
            self.known[to].extend(heard);
        }
    }

    /// One edit on one kiosk, in the product and in the model.
    fn act(&mut self, kiosk: usize, guid: &str, what: &What) {
        let id = self.ids.sessions[guid];
        let session = self.kiosks[kiosk].schedule().sessions[&id].clone();
        if session.placement.value == Placement::Shelf && register(what) == Field::Placement {
            return;
        }
        let command = self.ids.command(guid, what, &session.placement.value);
        let at = (id, register(what));
        let gone = self.model.is_alive((id, Field::Withdrawn), &self.known[kiosk]);
        let before = Shown::of(&session, at.1);
        let done = self.kiosks[kiosk].run(&command);
        if gone {
            assert!(
                matches!(done, Err(Refusal::Gone { .. })),
                "{at:?} is edited after its removal"
            );
            return;
        }
        let value = value(&command);
        if before.is_only(&value) && at.1 != Field::Withdrawn {
            if matches!(done, Err(Refusal::NothingToDo)) {
                return;
            }
            // An equal value is written only to settle several, or where nobody wrote one before.
            let unwritten = ["None", "[]", "\"\""].contains(&value.as_str());
            assert!(unwritten || self.model.alive_count(at, &self.known[kiosk]) > 1, "{at:?}");
        }
        let changes = done.unwrap();
        let [change] = changes.as_slice() else {
            panic!("an edit of one field is one change");
        };
        let info = self.kiosks[kiosk].documents.info(&change.hash).unwrap();
        assert_eq!(info.start_op, info.max_op, "an edit of one field is one operation");
        let op = (info.max_op, info.actor);
        self.model.write(at, value, op, change, &mut self.known[kiosk]);
    }

    /// Merges all and compares; gives how many registers have rivals.
    fn judge(mut self) -> usize {
        Kiosk::merge(&mut self.kiosks);
        let merged = same_everywhere(&mut self.kiosks);
        let mut contested = 0;
        for at in self.model.written() {
            let session = &merged.sessions[&at.0];
            if at.1 == Field::Withdrawn {
                assert!(session.withdrawn.is_removed());
                continue;
            }
            let shown = Shown::of(session, at.1);
            assert!(shown == self.model.shown(at), "{at:?} shows another value or other rivals");
            contested += usize::from(shown.is_contested());
        }
        for (id, session) in &merged.sessions {
            let removed = self.model.was_written((*id, Field::Withdrawn));
            assert_eq!(session.withdrawn.is_removed(), removed);
            let Removal::Removed { edited_since, .. } = session.withdrawn else {
                continue;
            };
            let start = |field| Shown::of(&self.start.sessions[id], field).value;
            let late = self.model.edited_beside_removal(*id, start);
            assert_eq!(edited_since, late, "edited beside the removal of {id}");
        }
        assert_eq!(merged.issues, []);
        contested
    }
}

/// Something else in the same register.
fn otherwise(what: &What) -> What {
    let other = |text: &str| format!("Others say: {text}").trim_end().to_owned();
    match what {
        What::Added(session) => What::Added(session.clone()),
        What::Title(title) => What::Title(other(title)),
        What::Text(text) => What::Text(other(text)),
        What::Hosts(hosts) => What::Hosts(hosts.iter().rev().skip(1).cloned().collect()),
        What::Stream(_) => What::Stream(String::new()),
        What::Start(day, start) => What::Start(day.clone(), start + 5),
        What::Minutes(minutes) => What::Minutes(minutes + 5),
        What::Room(room) => What::Room(room.clone()),
        What::Cancelled => What::Cancelled,
        What::Removed => What::Text("About to be removed".to_owned()),
    }
}

fn register(what: &What) -> Field {
    match what {
        What::Added(_) | What::Cancelled => panic!("left out of this play"),
        What::Title(_) => Field::Title,
        What::Text(_) => Field::Text,
        What::Hosts(_) => Field::Hosts,
        What::Stream(_) => Field::Stream,
        What::Start(..) | What::Minutes(_) | What::Room(_) => Field::Placement,
        What::Removed => Field::Withdrawn,
    }
}

/// The value that the command writes, in words.
fn value(command: &Command) -> String {
    match command {
        Command::Place { to, .. } => format!("{to:?}"),
        Command::Withdraw(_) => format!("{:?}", true),
        Command::EditSession { edit, .. } => {
            let texts = [&edit.title, &edit.text].into_iter().flatten();
            let mut values: Vec<String> = texts.map(|text| format!("{text:?}")).collect();
            values.extend(edit.hosts.as_ref().map(|hosts| format!("{hosts:?}")));
            values.extend(edit.stream.as_ref().map(|stream| format!("{stream:?}")));
            values.remove(0)
        }
        other => panic!("no edit of the trace: {other:?}"),
    }
}
