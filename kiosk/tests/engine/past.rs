//! The past, asked of the real engine: every act, boards of past moments, and bringing back.

use crate::{
    asks::{ask, started},
    venue::{Kiosk, LONG},
};
use kiosk::{
    app::Engine as _,
    ask::{
        Answer, Ask, BackPreview, BackTo, BackWhat, Failure, FilePlace, LogFilter, OfPrint,
        PastAnswer, PastAsk, PastBoard, PrintFound, Request,
    },
    engine::EngineHandle,
    random::SystemRandom,
};
use shared::{
    command::{Command, Refusal, SessionEdit},
    compare::Scope,
    documents::{Moment, Turn},
    ids::{PersonId, SessionId},
    sync::{Device, Setup},
};
use std::sync::Arc;

const BINS: SessionId = SessionId([1; 16]);
const WASTE: SessionId = SessionId([2; 16]);

fn past(engine: &mut EngineHandle, question: PastAsk) -> PastAnswer {
    match ask(engine, Ask::Past(question)) {
        Answer::Past(answer) => answer,
        other => panic!("{other:?}"),
    }
}

fn turns(engine: &mut EngineHandle) -> Arc<Vec<Turn>> {
    let answer = past(engine, PastAsk::Turns);
    let PastAnswer::Turns(turns) = answer else { panic!("{answer:?}") };
    turns
}

fn board(engine: &mut EngineHandle, at: Moment) -> PastBoard {
    let answer = past(engine, PastAsk::Board { at, against: Moment::Now });
    let PastAnswer::Board(board) = answer else { panic!("{answer:?}") };
    *board
}

fn preview(engine: &mut EngineHandle, back: BackTo) -> BackPreview {
    let answer = past(engine, PastAsk::Preview(back));
    let PastAnswer::Preview(preview) = answer else { panic!("{answer:?}") };
    *preview
}

fn found(engine: &mut EngineHandle, filter: LogFilter) -> Vec<u32> {
    let answer = past(engine, PastAsk::Find(filter));
    let PastAnswer::Found { acts, unread: 0, .. } = answer else { panic!("{answer:?}") };
    acts.to_vec()
}

fn pitch(session: SessionId, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::Pitch { session, edit }
}

fn rename(session: SessionId, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::EditSession { session, edit }
}

/// An event in which two sessions were pitched and then renamed, the second by somebody.
fn renamed(engine: &mut EngineHandle, nia: PersonId) -> Arc<Vec<Turn>> {
    let remote = engine.remote();
    assert!(matches!(ask(engine, Ask::TrySample), Answer::Founded { .. }));
    for (command, person) in [
        (pitch(BINS, "Bins"), None),
        (pitch(WASTE, "Waste"), None),
        (rename(BINS, "=Bins"), None),
        (rename(WASTE, "Rubbish"), Some(nia)),
    ] {
        remote.command(command, person).unwrap();
    }
    turns(engine)
}

#[test]
fn the_board_of_a_past_moment_comes_back_as_an_edit_that_can_be_undone() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let all = renamed(&mut engine, PersonId([9; 16]));
    let kinds: Vec<_> = all.iter().rev().take(4).map(|turn| turn.kind.as_str()).collect();
    assert_eq!(kinds, ["edit", "edit", "pitch", "pitch"]);
    let good = Moment::After(all[all.len() - 3].by.change);
    let then = board(&mut engine, good);
    assert_eq!(then.then.sessions[&BINS].title.value, "Bins");
    assert_eq!(then.other.sessions[&BINS].title.value, "=Bins");
    assert_eq!(then.differences.len(), 2, "both titles: {:?}", then.differences);

    let only = BackTo { moment: good, what: BackWhat::Scope(Scope::Session(BINS)) };
    let preview = preview(&mut engine, only);
    assert_eq!(preview.differences.len(), 1);
    let remote = engine.remote();
    let set = remote.command(preview.command, None).unwrap();
    let now = remote.inspect().unwrap().view;
    assert_eq!(now.schedule.sessions[&BINS].title.value, "Bins");
    assert_eq!(now.schedule.sessions[&WASTE].title.value, "Rubbish");
    assert_eq!(turns(&mut engine).len(), all.len() + 1, "bringing back is one act more");

    remote.command(Command::Undo { set, keep_later_edits: false }, None).unwrap();
    let now = remote.inspect().unwrap().view;
    assert_eq!(now.schedule.sessions[&BINS].title.value, "=Bins");
}

#[test]
fn what_one_person_did_since_is_taken_back_alone() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let nia = PersonId([9; 16]);
    let all = renamed(&mut engine, nia);
    let back = BackTo { moment: Moment::Start, what: BackWhat::Person(nia) };
    let by_nia = preview(&mut engine, back);
    assert_eq!(by_nia.then.sessions[&WASTE].title.value, "Waste");
    assert_eq!(by_nia.then.sessions[&BINS].title.value, "=Bins");

    let here = all.last().unwrap().by.device;
    let since = Moment::After(all[all.len() - 3].by.change);
    let back = BackTo { moment: since, what: BackWhat::Device(here) };
    let by_device = preview(&mut engine, back);
    assert_eq!(by_device.then.sessions[&BINS].title.value, "Bins");
    assert_eq!(by_device.then.sessions[&WASTE].title.value, "Waste");

    let nothing = BackTo { moment: Moment::Now, what: BackWhat::Device(here) };
    let answer = ask(&mut engine, Ask::Past(PastAsk::Preview(nothing)));
    assert_eq!(answer, Answer::Failed(Failure::Refused(Refusal::NothingToDo)));
}

#[test]
fn acts_are_found_by_person_kind_and_words_and_written_as_a_table() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let nia = PersonId([9; 16]);
    let all = renamed(&mut engine, nia);
    let last = u32::try_from(all.len() - 1).unwrap();
    let of = |filter| filter;
    let by_nia = LogFilter { person: Some(nia), ..LogFilter::default() };
    assert_eq!(found(&mut engine, of(by_nia)), [last]);
    let words = LogFilter { words: "=bins".into(), ..LogFilter::default() };
    assert_eq!(found(&mut engine, words.clone()), [last - 1, last - 3], "by its present name");
    let pitched = LogFilter { kind: Some("pitch".into()), ..words };
    assert_eq!(found(&mut engine, pitched.clone()), [last - 3]);

    let export = Ask::ExportLog { filter: pitched, place: FilePlace::Data };
    let answer = ask(&mut engine, export);
    let Answer::Exported { path } = answer else { panic!("{answer:?}") };
    let table = std::fs::read_to_string(path).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains(",'=Bins,"), "no cell runs as a formula: {table}");
}

#[test]
fn a_board_that_was_read_is_read_again_after_news() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let all = renamed(&mut engine, PersonId([9; 16]));
    let at = Moment::After(all[all.len() - 1].by.change);
    let before = board(&mut engine, at);
    assert!(before.differences.is_empty());
    assert!(Arc::ptr_eq(&before.then, &board(&mut engine, at).then), "it was kept");
    engine.send(Request::Command { command: rename(BINS, "Bins again"), person: None });
    engine
        .remote()
        .wait(LONG, |view| view.schedule.sessions[&BINS].title.value == "Bins again")
        .unwrap();
    let after = board(&mut engine, at);
    assert_eq!(after.then.sessions[&BINS].title.value, "=Bins");
    assert_eq!(after.differences.len(), 1);
    let unknown = Moment::After(shared::ids::ChangeHash([7; 32]));
    let question = PastAsk::Board { at: unknown, against: Moment::Now };
    assert_eq!(past(&mut engine, question), PastAnswer::Unknown);
}

/// The four characters of a print that is made now.
fn digits(kiosk: &Kiosk) -> String {
    let folder = tempfile::tempdir().unwrap();
    let saved = store::salvage(kiosk.path(), folder.path()).unwrap();
    let (device, _) = Device::load(saved, Setup::default(), &mut SystemRandom).unwrap();
    paper::board_of(device.replica().documents())
}

#[test]
fn the_board_of_a_print_is_found_by_its_digits_or_else_by_its_time() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let edit = |engine: &mut EngineHandle, command| {
        assert_eq!(ask(engine, Ask::Edit { command, person: None }), Answer::Done);
    };
    let printed = |engine: &mut EngineHandle, board: &str, at_s| {
        let of = OfPrint { board: board.to_owned(), at_s };
        let answer = past(engine, PastAsk::Print(of));
        let PastAnswer::Printed(printed) = answer else { panic!("{answer:?}") };
        (printed.found, printed.then.sessions.len())
    };
    edit(&mut engine, pitch(BINS, "Bins"));
    let then = digits(&kiosk);
    assert_eq!(printed(&mut engine, &then, None), (PrintFound::Same, 1));
    edit(&mut engine, pitch(WASTE, "Waste"));
    // Four digits of another board may be those of any, by chance.
    assert_eq!(printed(&mut engine, &then, None).0, PrintFound::NeedsTime);
    let now_s = turns(&mut engine).last().unwrap().time_s;
    let (found, sessions) = printed(&mut engine, &then, Some(now_s));
    assert!(matches!(found, PrintFound::Board { .. }), "{found:?}");
    assert_eq!(sessions, 1);
    let now = digits(&kiosk);
    assert_eq!(printed(&mut engine, &now, None), (PrintFound::Same, 2));
    // No board has more than four characters.
    let unknown = printed(&mut engine, "none!", Some(i64::MAX));
    assert_eq!(unknown, (PrintFound::Time { at_s: i64::MAX }, 2));
    assert_eq!(printed(&mut engine, "none!", Some(0)), (PrintFound::Time { at_s: 0 }, 0));
    assert_eq!(printed(&mut engine, "", None), (PrintFound::Nothing, 2));
    assert_eq!(printed(&mut engine, "", Some(0)), (PrintFound::Time { at_s: 0 }, 0));
    engine.stop();
}
