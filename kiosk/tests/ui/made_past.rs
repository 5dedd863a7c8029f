//! A made-up past of the made-up camp.
#![expect(clippy::indexing_slicing, reason = "made-up data: a wrong index is a broken test")]

use super::made;
use kiosk::{
    ask::{
        Answer, BackPreview, BackTo, LogFilter, OfPrint, PastAnswer, PastBoard, PrintFound, Printed,
    },
    view::View,
};
use shared::{
    command::{Back, Command, RegisterPath},
    compare::{Item, compare},
    documents::{Came, Moment, Part, Parts, Turn},
    ids::{ChangeHash, DeviceTag, PersonId, SetId},
    roster::Role,
    schedule::{Author, Placement, Schedule},
};
use std::sync::Arc;

/// 11:38 on the camp's Saturday.
const NOW_S: i64 = 1_795_261_080;

/// A device of the camp: the foyer's, the hall's, the garden's.
pub fn device(n: u8) -> DeviceTag {
    DeviceTag([n; 8])
}

/// The camp with devices that have names.
pub fn view(role: Role) -> View {
    let mut schedule = made::camp();
    for (n, name) in [(1, "Foyer tablet"), (2, "Hall laptop"), (3, "Garden kiosk")] {
        schedule.devices.insert(device(n), name.into());
    }
    schedule.people.insert(PersonId(made::bytes(900)), "Dilys Pugh".into());
    made::view(schedule, role)
}

fn turn(n: usize, minutes: i64, at: u8, kind: &str) -> Turn {
    let by = Author {
        change: ChangeHash(made::bytes(n)),
        device: device(at),
        person: (at == 2).then(|| PersonId(made::bytes(900))),
        at_s: NOW_S - minutes * 60,
        doubtful: at == 3,
    };
    let set = Some(SetId(made::bytes(n)));
    let time_s = by.at_s;
    Turn { by, kind: kind.to_owned(), set, undoes: None, changes: 1, time_s, came: None }
}

/// The change of the act in which the last good board stood.
pub fn good() -> Moment {
    Moment::After(ChangeHash(made::bytes(30)))
}

/// An import on the evening before, pitches, an outage, moves, an undo and something brought back.
pub fn acts() -> Arc<Vec<Turn>> {
    let mut turns = vec![turn(1, 17 * 60, 2, "import")];
    let of = |n: usize| [1, 2, 3][n % 3];
    for n in 2..30 {
        turns.push(turn(n, 150 - n as i64 * 2, of(n), if n % 4 == 0 { "place" } else { "pitch" }));
    }
    turns.push(turn(30, 40, 1, "place"));
    let mut came = turn(31, 28, 3, "place");
    came.came = Some(Came { device: device(3), since_s: NOW_S - 90 * 60, edits: 12 });
    turns.push(came);
    turns.push(turn(32, 20, 2, "undo"));
    turns.push(turn(33, 12, 2, "back"));
    turns.push(turn(34, 3, 1, "place"));
    Arc::new(turns)
}

pub fn turns() -> Answer {
    Answer::Past(PastAnswer::Turns(acts()))
}

/// The board at which some sessions stood elsewhere, one was not pitched yet and one was on.
fn then(now: &Schedule) -> Schedule {
    let mut then = now.clone();
    let place = |then: &mut Schedule, n: usize, to: Placement| {
        let session = then.sessions.get_mut(&made::session(n)).expect("a session of the camp");
        Arc::make_mut(session).placement.value = to;
    };
    let at = |n: usize| now.sessions[&made::session(n)].placement.value.clone();
    place(&mut then, 5, at(12));
    place(&mut then, 12, at(5));
    place(&mut then, 8, Placement::Shelf);
    let session = then.sessions.get_mut(&made::session(20)).expect("a session of the camp");
    Arc::make_mut(session).title.value = "Its first name".to_owned();
    then.sessions.remove(&made::session(61));
    then
}

/// A board of the past.
pub fn board(now: &Arc<Schedule>, at: Moment, against: Moment) -> Answer {
    let side = |moment| match moment {
        Moment::Now => Arc::clone(now),
        other if other == last() => Arc::clone(now),
        Moment::Start => Arc::new(Schedule::default()),
        Moment::After(_) | Moment::At(_) => Arc::new(then(now)),
    };
    let (then, other) = (side(at), side(against));
    let differences = Arc::new(compare(&then, &other));
    Answer::Past(PastAnswer::Board(Box::new(PastBoard { at, against, then, other, differences })))
}

/// After the last act.
pub fn last() -> Moment {
    Moment::After(ChangeHash(made::bytes(34)))
}

/// The command that a preview holds.
pub fn command() -> Command {
    let register = RegisterPath {
        document: 1,
        map: "placements".to_owned(),
        key: made::session(5).to_string(),
        field: None,
    };
    Command::BringBack { values: vec![Back { register, value: None }] }
}

pub fn preview(now: &Arc<Schedule>, back: BackTo) -> Answer {
    let then = Arc::new(then(now));
    let differences = compare(now, &then);
    let now = Arc::clone(now);
    let preview = BackPreview { back, command: command(), now, then, differences };
    Answer::Past(PastAnswer::Preview(Box::new(preview)))
}

/// All acts, the latest first.
pub fn found(filter: LogFilter) -> Answer {
    let admitted = acts().iter().enumerate().filter(|(_, turn)| filter.admits(turn)).fold(
        Vec::new(),
        |mut all, (at, _)| {
            all.insert(0, u32::try_from(at).expect("few acts"));
            all
        },
    );
    Answer::Past(PastAnswer::Found { filter, acts: Arc::new(admitted), unread: 0 })
}

/// Each act was about a session or two.
pub fn parts() -> Answer {
    let sessions: Vec<_> = made::camp().sessions.keys().copied().collect();
    let part = |n: usize| {
        let item = Item::Session(sessions[n]);
        Part { item, made: false, fields: vec!["placements".to_owned()] }
    };
    let parts = (1..35).map(|n| {
        let some = if n % 5 == 0 { vec![part(n), part(n + 1)] } else { vec![part(n)] };
        (ChangeHash(made::bytes(n)), Parts { some, more: if n == 1 { 60 } else { 0 } })
    });
    Answer::Past(PastAnswer::Parts(parts.collect()))
}

/// The print shows this board.
pub fn printed(then: &Arc<Schedule>, of: OfPrint) -> Answer {
    let found = PrintFound::Same;
    Answer::Past(PastAnswer::Printed(Box::new(Printed { of, found, then: Arc::clone(then) })))
}
