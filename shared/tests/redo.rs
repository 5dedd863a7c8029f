//! Undo, and undo of the undo, of every kind of act.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, merge};
use shared::{
    command::{AnnouncementEdit, Command, NewPerson, Refusal, SessionEdit, Thing},
    documents::placement_text,
    ids::{AnnouncementId, SetId},
};

/// What people see, without who did it and when.
fn seen(desk: &mut Desk) -> Vec<String> {
    let schedule = desk.schedule();
    let sessions = schedule.shown_sessions().map(|(id, session)| {
        let (full, pinned, cancelled) =
            (session.full, session.pinned, session.cancelled.is_removed());
        let place = placement_text(&session.placement.value);
        let parts = schedule.parts.get(&id);
        let title = &session.title.value;
        format!("{id} {title} {place} {full} {pinned} {cancelled} {parts:?}")
    });
    let rooms = schedule.rooms.iter().map(|(id, room)| format!("{id} {}", room.closed));
    let said = schedule.announcements.iter().filter(|(_, said)| !said.removal.is_removed());
    let said = said.map(|(_, said)| format!("{} {}", said.text.value, said.until_s.value));
    sessions.chain(rooms).chain(said).collect()
}

const SAID: AnnouncementId = AnnouncementId([3; 16]);

fn say(text: &str) -> Command {
    let text = Some(text.to_owned());
    let edit = AnnouncementEdit { text, until_s: Some(9), ..AnnouncementEdit::default() };
    Command::Announce { announcement: SAID, edit }
}

fn undo(set: SetId) -> Command {
    Command::Undo { set, keep_later_edits: false }
}

/// A desk with three pitches, of which the first is placed; each act, and an act of somebody else
/// that changes the same.
fn acts(desk: &mut Desk) -> Vec<(Command, Command)> {
    let (bins, waste, parks) = (desk.pitch("Bins"), desk.pitch("Waste"), desk.pitch("Parks"));
    desk.place(bins, 0, 0).unwrap();
    let room = desk.room(3);
    let pinned = |pinned| Command::Pin { session: bins, pinned };
    let full = |full| Command::MarkFull { session: bins, full };
    let closed = |closed| Command::CloseRoom { room, closed };
    let place = |session, slot| Command::Place { session, to: desk.cell(slot, 1) };
    let fresh = desk::id(77);
    let title = Some("Trees".to_owned());
    let pitch =
        Command::Pitch { session: fresh, edit: SessionEdit { title, ..SessionEdit::default() } };
    let several = vec![pitch, place(fresh, 2), place(waste, 1), pinned(true)];
    let person = NewPerson { person: desk::person(5), name: "Anna".to_owned() };
    let retitle = |session| {
        let title = Some("Other".to_owned());
        Command::EditSession { session, edit: SessionEdit { title, ..SessionEdit::default() } }
    };
    vec![
        (Command::Together { commands: several, people: vec![person] }, place(waste, 3)),
        (Command::Merge { session: waste, into: parks }, Command::Unmerge(waste)),
        (say("Lunch is ready"), say("Lunch is late")),
        (closed(true), closed(false)),
        (pinned(true), pinned(false)),
        (full(true), full(false)),
        (Command::Swap { a: bins, b: waste }, place(bins, 3)),
        (Command::Cancel(bins), Command::Uncancel(bins)),
        (
            Command::Hide { session: bins, hidden: true },
            Command::Hide { session: bins, hidden: false },
        ),
        (retitle(parks), retitle(parks)),
    ]
}

#[test]
fn what_was_done_is_undone_done_again_and_undone_again() {
    let mut first = Desk::with_grid(1);
    for (command, _) in acts(&mut first) {
        let mut desk = first.copy(2);
        let before = seen(&mut desk);
        let done = desk.run(command.clone()).unwrap();
        let after = seen(&mut desk);
        assert_ne!(before, after, "{command:?}");
        let undone = desk.run(undo(done)).unwrap();
        assert_eq!(seen(&mut desk), before, "{command:?} undone");
        let again = desk.run(undo(undone)).unwrap();
        assert_eq!(seen(&mut desk), after, "{command:?} done again");
        desk.run(undo(again)).unwrap();
        assert_eq!(seen(&mut desk), before, "{command:?} undone again");
    }
}

#[test]
fn what_somebody_changed_meanwhile_is_asked_for_before_the_undo_and_before_the_redo() {
    let mut first = Desk::with_grid(1);
    for (command, other) in acts(&mut first) {
        let (mut desk, mut somebody) = (first.copy(2), first.copy(3));
        let done = desk.run(command.clone()).unwrap();
        merge(&mut desk, &mut somebody);
        // The same title again changes nothing: then there is nothing to ask.
        if somebody.run(other.clone()).is_err() {
            continue;
        }
        merge(&mut desk, &mut somebody);
        let asked = desk.run(undo(done));
        assert!(matches!(asked, Err(Refusal::ChangedSince { .. })), "{command:?}: {asked:?}");

        let (mut desk, mut somebody) = (first.copy(4), first.copy(5));
        let done = desk.run(command.clone()).unwrap();
        let undone = desk.run(undo(done)).unwrap();
        merge(&mut desk, &mut somebody);
        // The same act by somebody else: writes the same registers.
        let restored = Command::Restore(Thing::Announcement(SAID));
        let mut tries = [command.clone(), other, restored].into_iter();
        assert!(tries.any(|command| somebody.run(command).is_ok()), "{command:?}");
        merge(&mut desk, &mut somebody);
        let asked = desk.run(undo(undone));
        assert!(matches!(asked, Err(Refusal::ChangedSince { .. })), "{command:?}: {asked:?}");
    }
}

#[test]
fn an_announcement_that_is_edited_goes_back_to_what_it_said() {
    let mut desk = Desk::with_grid(1);
    desk.run(say("Lunch")).unwrap();
    let edited = desk.run(say("Lunch is late")).unwrap();
    let undone = desk.run(undo(edited)).unwrap();
    assert_eq!(desk.schedule().announcements[&SAID].text.value, "Lunch");
    desk.run(undo(undone)).unwrap();
    assert_eq!(desk.schedule().announcements[&SAID].text.value, "Lunch is late");
}
