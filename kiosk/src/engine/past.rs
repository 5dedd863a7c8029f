//! The past for the screens: the order of all acts and the boards that were read last are kept until
//! something changes, so that a step of the scrubber reads one board.

use super::{of_print, run::Engine};
use crate::{
    ask::{
        Answer, BackPreview, BackTo, BackWhat, Failure, LogFilter, PastAnswer, PastAsk, PastBoard,
        Printed,
    },
    random::SystemRandom,
};
use shared::{
    command::{Command, Refusal},
    compare::{Item, compare},
    documents::{Act, Documents, Moment, OfDevice, Part, Timeline, Turn},
    ids::{ChangeHash, DocumentKind, SetId, draw},
    schedule::Schedule,
    sync::{Device, Now},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

/// Boards that are kept: a person goes to and fro between a few moments.
const BOARDS_MAX: usize = 8;
/// Acts whose things are read for one answer: more would keep an edit waiting.
const READ_MAX: usize = 2_000;
/// Acts of somebody that are taken back at once: more would keep an edit waiting.
const TAKEN_BACK_MAX: usize = 5_000;
/// Things of an act that are named.
const PARTS_MAX: usize = 4;
/// Things of an act that can be found.
const FOUND_MAX: usize = 64;

/// What is kept.
pub(super) struct History {
    heads: Vec<Vec<ChangeHash>>,
    /// The present, for its names: those are records of their own, and may be erased.
    now: Arc<Schedule>,
    timeline: Timeline,
    boards: VecDeque<(usize, Arc<Schedule>)>,
}

/// Things that acts were about, by their last changes: an act never changes.
#[derive(Default)]
pub(super) struct About(BTreeMap<ChangeHash, Vec<Item>>);

impl History {
    /// What was kept, made again where something changed since.
    fn kept_or_new(kept: Option<Self>, device: &mut Device, clock: Now) -> Self {
        let now = device.schedule();
        let now_s = device.time(clock).0.div_euclid(1_000);
        let documents = device.replica().documents();
        let heads: Vec<_> =
            DocumentKind::ALL.into_iter().map(|kind| documents.heads(kind)).collect();
        let kept = kept.filter(|kept| kept.heads == heads).map(|mut kept| {
            if kept.now.people != now.people || kept.now.devices != now.devices {
                kept.boards.clear();
            }
            kept.now = Arc::clone(&now);
            kept
        });
        kept.unwrap_or_else(|| Self {
            heads,
            now,
            timeline: documents.timeline(now_s),
            boards: VecDeque::new(),
        })
    }

    fn board(
        &mut self,
        documents: &Documents,
        moment: Moment,
        now: &Arc<Schedule>,
    ) -> Option<Arc<Schedule>> {
        if moment == Moment::Now {
            return Some(Arc::clone(now));
        }
        let place = self.timeline.place(moment)?;
        if let Some((_, board)) = self.boards.iter().find(|(at, _)| *at == place) {
            return Some(Arc::clone(board));
        }
        let board = Arc::new(documents.board_at(&self.timeline, moment, now)?);
        self.boards.truncate(BOARDS_MAX - 1);
        self.boards.push_front((place, Arc::clone(&board)));
        Some(board)
    }

    fn find(
        &self,
        documents: &Documents,
        now: &Schedule,
        about: &mut About,
        filter: LogFilter,
    ) -> PastAnswer {
        let words = filter.words.trim().to_lowercase();
        let turns = self.timeline.turns().iter().enumerate().rev();
        let admitted = turns.filter(|(_, turn)| filter.admits(turn));
        let admitted = admitted.filter_map(|(at, turn)| Some((u32::try_from(at).ok()?, turn)));
        let (mut acts, mut unread, mut left) = (Vec::new(), 0, READ_MAX);
        let mut named: BTreeMap<Item, bool> = BTreeMap::new();
        for (place, turn) in admitted {
            if words.is_empty() {
                acts.push(place);
                continue;
            }
            let known = about.0.get(&turn.by.change);
            if known.is_none() && left == 0 {
                unread += 1;
                continue;
            }
            if known.is_none() {
                left -= 1;
                let parts = documents.parts_of(turn, FOUND_MAX).some;
                let items = parts.iter().map(|Part { item, .. }| *item).collect();
                about.0.insert(turn.by.change, items);
            }
            let items = about.0.get(&turn.by.change).into_iter().flatten();
            let fits = items
                .into_iter()
                .any(|item| *named.entry(*item).or_insert_with(|| is_called(now, *item, &words)));
            if fits {
                acts.push(place);
            }
        }
        PastAnswer::Found { filter, acts: Arc::new(acts), unread }
    }

    /// How many acts of somebody are to be taken back.
    fn acts_to_take_back(&self, back: BackTo) -> Option<usize> {
        let since = |wanted: &dyn Fn(&Turn) -> bool| {
            Some(self.timeline.sets_since(back.moment, wanted)?.len())
        };
        match back.what {
            BackWhat::Scope(_) => None,
            BackWhat::Person(person) => since(&|turn| turn.by.person == Some(person)),
            BackWhat::Device(device) => since(&|turn| turn.by.device == device),
        }
    }

    /// The command that brings back; `None` when the moment is not known here.
    fn command(&self, documents: &Documents, back: BackTo, now: &Schedule) -> Option<Command> {
        let without = |sets: Option<Vec<OfDevice>>| Some(documents.without_sets(&sets?));
        match back.what {
            BackWhat::Scope(scope) => documents.back_to(&self.timeline, back.moment, scope, now),
            BackWhat::Person(person) => without(
                self.timeline.sets_since(back.moment, |turn| turn.by.person == Some(person)),
            ),
            BackWhat::Device(device) => {
                without(self.timeline.sets_since(back.moment, |turn| turn.by.device == device))
            }
        }
    }
}

/// The words are in the name of a thing as it is called at present.
pub(super) fn is_called(now: &Schedule, item: Item, words: &str) -> bool {
    let has = |texts: &[&String]| texts.iter().any(|text| text.to_lowercase().contains(words));
    match item {
        Item::Event => has(&[&now.event.name.value]),
        Item::Day(id) => now
            .days
            .get(&id)
            .is_some_and(|day| has(&[&day.date.value, &day.name.value, &day.name_cy.value])),
        Item::Stream(id) => now
            .streams
            .get(&id)
            .is_some_and(|stream| has(&[&stream.name.value, &stream.name_cy.value])),
        Item::Room(id) => {
            now.rooms.get(&id).is_some_and(|room| has(&[&room.name.value, &room.name_cy.value]))
        }
        Item::Slot(_) => false,
        Item::Fixed(id) => now
            .fixed
            .get(&id)
            .is_some_and(|fixed| has(&[&fixed.title.value, &fixed.title_cy.value])),
        Item::Announcement(id) => now
            .announcements
            .get(&id)
            .is_some_and(|said| has(&[&said.text.value, &said.text_cy.value])),
        Item::Session(id) => {
            now.sessions.get(&id).is_some_and(|session| has(&[&session.title.value]))
        }
        Item::Person(id) => {
            now.people.get(&id).is_some_and(|name| name.to_lowercase().contains(words))
        }
    }
}

fn answer(device: &mut Device, history: &mut History, about: &mut About, ask: PastAsk) -> Answer {
    let now = device.schedule();
    let documents = device.replica().documents();
    let known = match ask {
        PastAsk::Turns => Some(PastAnswer::Turns(history.timeline.shared_turns())),
        PastAsk::Board { at, against } => {
            let then = history.board(documents, at, &now);
            let other = history.board(documents, against, &now);
            then.zip(other).map(|(then, other)| {
                let differences = Arc::new(compare(&then, &other));
                PastAnswer::Board(Box::new(PastBoard { at, against, then, other, differences }))
            })
        }
        PastAsk::Parts(changes) => {
            let wanted: BTreeSet<ChangeHash> = changes.into_iter().collect();
            let turns = history.timeline.turns().iter();
            let turns = turns.filter(|turn| wanted.contains(&turn.by.change));
            let parts = turns.map(|turn| (turn.by.change, documents.parts_of(turn, PARTS_MAX)));
            Some(PastAnswer::Parts(parts.collect()))
        }
        PastAsk::Find(filter) => Some(history.find(documents, &now, about, filter)),
        PastAsk::Print(of) => {
            let (found, moment) = of_print::find(documents, &history.timeline, &of);
            let then = history.board(documents, moment, &now);
            then.map(|then| PastAnswer::Printed(Box::new(Printed { of, found, then })))
        }
        PastAsk::Preview(back) => {
            if let Some(n) = history.acts_to_take_back(back).filter(|n| *n > TAKEN_BACK_MAX) {
                return Answer::Failed(Failure::TooMany { n, most: TAKEN_BACK_MAX });
            }
            let command = history.command(documents, back, &now);
            match command.map(|command| preview(device, now, back, command)) {
                Some(Ok(preview)) => Some(PastAnswer::Preview(Box::new(preview))),
                Some(Err(refusal)) => return Answer::Failed(Failure::Refused(refusal)),
                None => None,
            }
        }
    };
    Answer::Past(known.unwrap_or(PastAnswer::Unknown))
}

/// The board as it would be, as this device may do it.
fn preview(
    device: &Device,
    now: Arc<Schedule>,
    back: BackTo,
    command: Command,
) -> Result<BackPreview, Refusal> {
    let replica = device.replica();
    let set = SetId(draw(&mut SystemRandom));
    let (device, role) = (replica.id(), replica.role());
    let act = Act { device, person: None, role, at_s: 0, doubtful: false, set };
    let then = replica.documents().preview(&now, &command, &act)?;
    let differences = compare(&now, &then);
    Ok(BackPreview { back, command, now, then, differences })
}

impl Engine {
    /// Answers a question about the past.
    pub(super) fn past(&mut self, ask: PastAsk) -> Answer {
        let clock = self.clock.now();
        let (kept, mut about) = (self.history.take(), std::mem::take(&mut self.about));
        let Some(device) = self.ground.device() else {
            return Answer::Failed(Failure::NotSaved);
        };
        let mut history = History::kept_or_new(kept, device, clock);
        let answer = answer(device, &mut history, &mut about, ask);
        (self.history, self.about) = (Some(history), about);
        answer
    }

    /// All acts, the oldest first.
    pub(super) fn turns(&mut self) -> Option<Arc<Vec<Turn>>> {
        let clock = self.clock.now();
        let kept = self.history.take();
        let device = self.ground.device()?;
        let history = History::kept_or_new(kept, device, clock);
        let turns = history.timeline.shared_turns();
        self.history = Some(history);
        Some(turns)
    }
}
