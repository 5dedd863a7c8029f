//! The server's backups, the wall of devices, what a device is told, and rehearsals.

use super::{Screen, made, made_wall, says, screen, screen_at, spoken};
use crate::start::type_into;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{
    ask::{Answer, Ask, Failure, Reply, Request},
    ui::Page,
    view::{Pin, View},
};
use shared::{
    command::Refusal,
    ids::DeviceId,
    roster::{Idle, Message, Order, Rehearsal, Role},
    sync::{
        GoBack, NotBack, Rehearsing, Saying,
        frame::{BackedUp, BackupTrouble, BackupWhy, NotBackCode},
    },
};
use std::sync::Arc;

const GB: u64 = 1_000_000_000;
const MINUTE: i64 = 60_000;

fn view(role: Role) -> View {
    made::view(made::camp(), role)
}

/// Scrolls to what has this name, and taps it.
#[track_caller]
fn tap(screen: &mut Screen, name: &str) {
    let nodes = || screen.query_all_by_label(name).chain(screen.query_all_by_label_contains(name));
    if let Some(node) = nodes().next() {
        node.scroll_to_me();
    }
    screen.run();
    super::tap(screen, name);
}

/// The questions of a kind, the latest last.
pub(crate) fn asked<T>(screen: &mut Screen, of: impl Fn(&Ask) -> Option<T>) -> Vec<(u64, T)> {
    let asked = &screen.state_mut().engine().asked;
    let one = |request: &Request| match request {
        Request::Ask { ticket, ask } => of(ask).map(|found| (*ticket, found)),
        Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
    };
    asked.iter().filter_map(one).collect()
}

pub(crate) fn reply(screen: &mut Screen, ticket: u64, answer: Answer) {
    screen.state_mut().engine().replies.push(Reply { ticket, answer });
    screen.run();
}

fn told(screen: &mut Screen) -> Vec<(u64, (DeviceId, Saying))> {
    asked(screen, |ask| match ask {
        Ask::Say { about, saying } => Some((*about, saying.clone())),
        _ => None,
    })
}

#[track_caller]
fn last_told(screen: &mut Screen) -> (DeviceId, Saying) {
    told(screen).pop().expect("nothing was said").1
}

fn answer_told(screen: &mut Screen, answer: Answer) {
    let (ticket, _) = told(screen).pop().unwrap();
    reply(screen, ticket, answer);
}

/// The page of the devices, with what is known of them.
fn devices() -> Screen {
    let mut screen = screen_at(made_wall::with_devices(view(Role::Organiser)), Page::Upkeep);
    tap(&mut screen, "Devices");
    let walls = asked(&mut screen, |ask| matches!(ask, Ask::Wall).then_some(()));
    let (ticket, ()) = *walls.last().expect("the devices are asked for");
    reply(&mut screen, ticket, Answer::Wall(Box::new(made_wall::devices())));
    screen
}

#[test]
fn those_who_look_after_the_board_are_warned_of_old_backups_with_what_to_do() {
    let old = Arc::new(made_wall::safety(95, 40 * GB, None));
    for role in [Role::Organiser, Role::Volunteer] {
        let mut screen = screen(View { safety: Some(Arc::clone(&old)), ..view(role) });
        assert!(
            says(&screen, "last backup is from 10:03 (1 hour 35 minutes ago)"),
            "{:?}",
            spoken(&screen)
        );
        assert!(says(&screen, "take the board along on a stick"));
        tap(&mut screen, "Look");
        assert!(says(&screen, "Before an import"), "{:?}", spoken(&screen));
        assert!(says(&screen, "40 GB are free on the server’s disk"));
    }
    let kiosk = screen(View { safety: Some(Arc::clone(&old)), ..view(Role::Kiosk) });
    assert!(!says(&kiosk, "last backup"), "that is nothing for attendees");
    let locked = View { safety: Some(old), pin: Pin::Set, ..view(Role::Organiser) };
    assert!(!says(&screen(locked), "last backup"));
}

#[test]
fn a_backup_that_is_young_is_no_warning_and_each_trouble_has_its_sentence() {
    let with = |safety| screen(View { safety: Some(Arc::new(safety)), ..view(Role::Organiser) });
    let mut well = with(made_wall::safety(69, 40 * GB, None));
    assert!(!says(&well, "backup"), "{:?}", spoken(&well));
    tap(&mut well, "Information");
    tap(&mut well, "The server: make this kiosk the server");
    tap(&mut well, "Backups");
    assert!(says(&well, "All is well: the last backup is from 10:29"));
    assert!(says(&with(made_wall::safety(9, 300_000_000, None)), "Only 300 MB are free"));
    for (trouble, words) in [
        (BackupTrouble::CannotWrite, "cannot write a backup"),
        (BackupTrouble::Unsound, "its disk may be failing"),
        (BackupTrouble::SecondCopy, "whether that disk is connected"),
        (BackupTrouble::NoRoom, "has no room for a backup"),
        (BackupTrouble::Unknown(77), "Its log says why"),
    ] {
        assert!(says(&with(made_wall::safety(9, 40 * GB, Some(trouble))), words), "{words}");
    }
    let worst = with(made_wall::safety(95, 300_000_000, Some(BackupTrouble::NoRoom)));
    assert!(says(&worst, "(2 more warnings)"), "{:?}", spoken(&worst));
    let mut none = screen(view(Role::Organiser));
    tap(&mut none, "Information");
    tap(&mut none, "The server: make this kiosk the server");
    tap(&mut none, "Backups");
    assert!(says(&none, "No server is connected that tells of its backups"));
}

/// The page of the backups of a server.
fn backups(role: Role) -> Screen {
    let safety = Some(Arc::new(made_wall::safety(9, 40 * GB, None)));
    let mut screen = screen(View { safety, ..view(role) });
    tap(&mut screen, "Information");
    tap(&mut screen, "The server: make this kiosk the server");
    tap(&mut screen, "Backups");
    screen
}

fn asked_back(screen: &mut Screen) -> Vec<GoBack> {
    let back = asked(screen, |ask| match ask {
        Ask::GoBack(to) => Some(*to),
        _ => None,
    });
    back.into_iter().map(|(_, to)| to).collect()
}

#[test]
fn an_organiser_goes_back_to_a_backup_after_a_question_and_hears_what_came_of_it() {
    let mut screen = backups(Role::Organiser);
    let which = "Saturday 21 November 2026, 10:29";
    tap(&mut screen, &format!("Go back to the backup of {which}…"));
    assert!(says(&screen, "What it has now is kept as a backup first"), "{:?}", spoken(&screen));
    tap(&mut screen, "Leave it as it is");
    assert_eq!(asked_back(&mut screen), []);
    tap(&mut screen, &format!("Go back to the backup of {which}…"));
    tap(&mut screen, &format!("Go back to {which}"));
    let [to] = asked_back(&mut screen)[..] else { panic!("{:?}", asked_back(&mut screen)) };
    assert_eq!(to.why, BackupWhy::Import);
    assert!(says(&screen, &format!("and goes back to {which}…")), "{:?}", spoken(&screen));
    assert!(!says(&screen, "Go back to the backup of"), "not two at once");
    screen.state_mut().engine().publish(|view| {
        let safety = Arc::make_mut(view.safety.as_mut().unwrap());
        safety.not_back = Some(NotBack { asked: to, code: NotBackCode::Failed });
        let before = BackedUp {
            at_ms: made_wall::NOW_MS - 9,
            why: BackupWhy::Restore,
            bytes: 5,
            damaged: None,
        };
        safety.told.backups.insert(0, before);
    });
    screen.run();
    assert!(says(&screen, "Nothing was changed: what the server has could not be kept first"));
    tap(&mut screen, &format!("Go back to the backup of {which}…"));
    tap(&mut screen, &format!("Go back to {which}"));
    // The connection ends with what was there.
    screen.state_mut().engine().publish(|view| view.safety = None);
    screen.run();
    assert!(says(&screen, &format!("and goes back to {which}…")), "{:?}", spoken(&screen));
    screen.state_mut().engine().publish(|view| {
        let mut safety = made_wall::safety(9, 40 * GB, None);
        let before =
            BackedUp { at_ms: made_wall::NOW_MS, why: BackupWhy::Restore, bytes: 5, damaged: None };
        safety.told.backups.insert(0, before);
        view.safety = Some(Arc::new(safety));
    });
    screen.run();
    assert!(says(&screen, &format!("The server went back to {which}")), "{:?}", spoken(&screen));
    let volunteer = backups(Role::Volunteer);
    assert!(!says(&volunteer, "Go back to the backup of"), "that is for organisers");
}

#[test]
fn a_damaged_backup_is_listed_as_one_and_nobody_goes_back_to_it() {
    let mut screen = backups(Role::Organiser);
    let ways = |screen: &Screen| {
        let all = spoken(screen);
        all.iter().filter(|said| said.starts_with("Go back to the backup of")).count()
    };
    let before = ways(&screen);
    screen.state_mut().engine().publish(|view| {
        let safety = Arc::make_mut(view.safety.as_mut().unwrap());
        safety.told.backups[0].damaged = Some(true);
    });
    screen.run();
    assert!(says(&screen, "Damaged: the server keeps it as it is"), "{:?}", spoken(&screen));
    assert_eq!(ways(&screen) + 1, before);
}

#[test]
fn every_device_says_where_it_stands_and_how() {
    let screen = devices();
    for words in [
        "Last heard of at 10:40 (58 minutes ago) with 3 edits not yet on the server",
        "Connected, with 1 edit not yet on the server",
        "stands at: Main hall, beside the stage",
        "it is the server, too",
        "shows now and next in large type",
        "version 0.1.0",
        "4 edits behind the server",
        "only 312 MB free on its disk",
        "its clock is not sure",
        "“Please close the door” until 12:00",
        "rehearses until 11:58",
        "The rehearsal lasted 30 minutes. 3 edits were made on this device meanwhile. 14 edits were \
         merged afterwards. 2 things more need a person",
        "it has not said anything of itself yet",
    ] {
        assert!(says(&screen, words), "{words}: {:#?}", spoken(&screen));
    }
}

#[test]
fn a_device_is_told_where_it_stands_what_it_shows_and_a_message() {
    let mut screen = devices();
    let stage = DeviceId(made::bytes(3));
    tap(&mut screen, "Change Stage");
    type_into(&mut screen, "Where it stands", "Foyer");
    tap(&mut screen, "Save the place");
    let place = Saying::Tell(Order::place("Foyer"));
    assert_eq!(last_told(&mut screen), (stage, place));
    answer_told(&mut screen, Answer::Done);
    assert!(!says(&screen, "Save the place"), "the sheet is closed");

    tap(&mut screen, "Change Stage");
    tap(&mut screen, "What moved lately");
    assert_eq!(last_told(&mut screen).1, Saying::Tell(Order::Idle(Idle::Moved)));
    answer_told(&mut screen, Answer::Done);

    tap(&mut screen, "Change Stage");
    tap(&mut screen, "Take the message down");
    assert_eq!(last_told(&mut screen).1, Saying::Tell(Order::Message(None)));
    answer_told(&mut screen, Answer::Done);

    tap(&mut screen, "Change Stage");
    type_into(&mut screen, "The message", "Lunch is late");
    tap(&mut screen, "for 1 hour");
    tap(&mut screen, "Show the message");
    let message = Message::new("Lunch is late", "", made_wall::NOW_MS + 60 * MINUTE);
    assert_eq!(last_told(&mut screen).1, Saying::Tell(Order::Message(Some(message))));
    let refusal = Refusal::TooLarge { unit: "statements", have: 2, limit: 1 };
    answer_told(&mut screen, Answer::Failed(Failure::Refused(refusal)));
    assert!(says(&screen, "Show the message"), "it stays, with why");
}

#[test]
fn a_kiosk_goes_home_to_what_it_was_told_and_back() {
    let mut screen = screen_at(view(Role::Kiosk), Page::Wall);
    for (idle, page) in [
        (Idle::Board, Page::Board),
        (Idle::Moved, Page::Moved),
        (Idle::LargeWall, Page::Wall),
        (Idle::Board, Page::Board),
        (Idle::AsStarted, Page::Wall),
    ] {
        screen.state_mut().engine().publish(|view| view.idle = idle);
        screen.run();
        assert_eq!(screen.state().page(), page, "{idle:?}");
    }
    // Whoever looks at something else is not disturbed.
    tap(&mut screen, "Information");
    screen.state_mut().engine().publish(|view| view.idle = Idle::Board);
    screen.run();
    assert_eq!(screen.state().page(), Page::Info);
}

#[test]
fn a_message_stands_on_every_page_until_its_end_in_the_language_of_the_screen() {
    let until_ms = made_wall::NOW_MS + MINUTE;
    let message = Message::new("Please close the door", "Caewch y drws", until_ms);
    for page in [Page::Wall, Page::Board, Page::Info] {
        let on = View { message: Some(message.clone()), ..view(Role::Kiosk) };
        assert!(says(&screen_at(on, page), "Please close the door"), "{page:?}");
    }
    let mut welsh = screen(View { message: Some(message.clone()), ..view(Role::Kiosk) });
    tap(&mut welsh, "Cymraeg");
    assert!(says(&welsh, "Caewch y drws"));
    let over = Message { until_ms: made_wall::NOW_MS, ..message };
    assert!(!says(&screen(View { message: Some(over), ..view(Role::Kiosk) }), "close the door"));
}

#[test]
fn a_machine_whose_clock_is_wrong_goes_by_the_time_that_is_known() {
    let until_ms = made_wall::NOW_MS + 20 * MINUTE;
    let message = Some(Message::new("Please close the door", "", until_ms));
    let at = |clock_ahead_ms| {
        let view = View { message: message.clone(), clock_ahead_ms, ..view(Role::Kiosk) };
        screen_at(view, Page::Wall)
    };
    let (wrong, later) = (at(90 * MINUTE), at(10 * MINUTE));
    assert!(says(&wrong, "13:08") && !says(&wrong, "close the door"), "{:?}", spoken(&wrong));
    assert!(says(&later, "11:48") && says(&later, "close the door"), "{:?}", spoken(&later));
}

fn rehearsing(away: bool, ahead_ms: i64) -> View {
    let until_ms = made_wall::NOW_MS + 20 * MINUTE;
    View { rehearsal: Some(Rehearsing { away, until_ms, ahead_ms }), ..view(Role::Kiosk) }
}

#[test]
fn at_another_hour_a_rehearsal_ends_by_the_clock_that_is_shown() {
    let screen = screen_at(rehearsing(false, 90 * MINUTE), Page::Board);
    assert!(says(&screen, "Rehearsal until 13:28"), "{:?}", spoken(&screen));
}

#[test]
fn a_rehearsal_says_so_on_every_page_with_its_end_and_a_touch_ends_it() {
    for page in [Page::Wall, Page::Board, Page::Moved] {
        let screen = screen_at(rehearsing(true, 0), page);
        assert!(
            says(&screen, "Rehearsal until 11:58: this kiosk does as if the server were gone"),
            "{page:?}: {:?}",
            spoken(&screen)
        );
    }
    let mut screen = screen_at(rehearsing(true, 0), Page::Wall);
    tap(&mut screen, "End it now");
    let ends = asked(&mut screen, |ask| matches!(ask, Ask::EndRehearsal).then_some(()));
    assert_eq!(ends.len(), 1);
    // It says why it did not end, and can be tried again.
    reply(&mut screen, ends[0].0, Answer::Failed(Failure::NotSaved));
    assert!(says(&screen, "the disk of this device does not take it"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Rehearsal until 11:58"));
    tap(&mut screen, "End it now");
    let ends = asked(&mut screen, |ask| matches!(ask, Ask::EndRehearsal).then_some(()));
    assert_eq!(ends.len(), 2);
    screen.state_mut().engine().publish(|view| view.rehearsal = None);
    screen.run();
    assert!(!says(&screen, "Rehearsal until"));
}

#[test]
fn a_message_of_nothing_is_not_sent() {
    let mut screen = devices();
    tap(&mut screen, "Change Stage");
    tap(&mut screen, "Show the message");
    assert!(says(&screen, "Write the message first"), "{:?}", spoken(&screen));
    type_into(&mut screen, "The message", "Please close the door");
    assert!(!says(&screen, "Write the message first"), "{:?}", spoken(&screen));
}

#[test]
fn a_place_that_is_typed_is_there_still_when_the_name_is_saved_first() {
    let mut screen = devices();
    tap(&mut screen, "Change Stage");
    type_into(&mut screen, "Where it stands", "By the stairs");
    type_into(&mut screen, "Name of this device", " left");
    tap(&mut screen, "Save the name");
    let named = last_told(&mut screen).1;
    assert!(matches!(&named, Saying::Name(name) if name.contains("left")), "{named:?}");
    answer_told(&mut screen, Answer::Done);
    tap(&mut screen, "Save the place");
    assert_eq!(last_told(&mut screen).1, Saying::Tell(Order::place("By the stairs")));
    answer_told(&mut screen, Answer::Done);
    assert!(!says(&screen, "Save the place"), "nothing is left to be said");
}

#[test]
fn a_pretended_clock_is_what_the_wall_shows_and_what_happened_keeps_its_time() {
    let screen = screen_at(rehearsing(false, 90 * MINUTE), Page::Wall);
    assert!(says(&screen, "this kiosk shows another time than it is"), "{:?}", spoken(&screen));
    assert!(says(&screen, "13:08"), "{:?}", spoken(&screen));
    let over = Rehearsing { away: false, until_ms: made_wall::NOW_MS, ahead_ms: 90 * MINUTE };
    let screen = screen_at(View { rehearsal: Some(over), ..view(Role::Kiosk) }, Page::Wall);
    assert!(says(&screen, "11:38"), "the real time: {:?}", spoken(&screen));
    assert!(says(&screen, "Rehearsal"), "it is over when its own clock says so, and is seen until");
}

#[test]
fn what_came_of_a_rehearsal_is_told_once_to_those_who_look_after_the_board() {
    let with = |role| View { rehearsed: Some(made_wall::rehearsed()), ..view(role) };
    assert!(!says(&screen(with(Role::Kiosk)), "The rehearsal lasted"));
    let mut screen = screen(with(Role::Volunteer));
    assert!(says(&screen, "The rehearsal lasted 30 minutes. 3 edits were made on this device"));
    tap(&mut screen, "Put the result away");
    let seen = asked(&mut screen, |ask| matches!(ask, Ask::RehearsalSeen).then_some(()));
    assert_eq!(seen.len(), 1);
}

#[test]
fn an_organiser_begins_a_rehearsal_on_chosen_devices_and_ends_it() {
    let mut screen = devices();
    tap(&mut screen, "Rehearse an outage…");
    assert!(says(&screen, "Choose a device"));
    assert!(says(&screen, "End the rehearsal on Stage now"));
    tap(&mut screen, "Rehearse on Foyer tablet");
    tap(&mut screen, "Rehearse on Welcome desk");
    tap(&mut screen, "60 minutes");
    tap(&mut screen, "Begin on 2 devices");
    let from_ms = made_wall::NOW_MS;
    let rehearsal =
        Rehearsal { away: true, from_ms, until_ms: from_ms + 60 * MINUTE, clock_ms: None };
    let order = Saying::Tell(Order::Rehearse(Some(rehearsal)));
    assert_eq!(told(&mut screen).len(), 1, "one after the other");
    answer_told(&mut screen, Answer::Done);
    answer_told(&mut screen, Answer::Done);
    let all: Vec<_> = told(&mut screen).into_iter().map(|(_, told)| told).collect();
    let device = |n: usize| DeviceId(made::bytes(n));
    assert_eq!(all, [(device(2), order.clone()), (device(4), order)]);
    assert!(!says(&screen, "Choose a device"), "the sheet is closed");

    tap(&mut screen, "Rehearse an outage…");
    tap(&mut screen, "End the rehearsal on Stage now");
    assert_eq!(last_told(&mut screen), (device(3), Saying::Tell(Order::Rehearse(None))));
}

#[test]
fn another_hour_of_a_day_of_the_event_is_rehearsed() {
    let mut screen = devices();
    tap(&mut screen, "Rehearse an outage…");
    tap(&mut screen, "It is another hour");
    tap(&mut screen, "All of them");
    super::upkeep::retype(&mut screen, "Time it shows at the start", "half");
    tap(&mut screen, "Begin on 5 devices");
    assert!(says(&screen, "Write a time such as 09:30"));
    assert_eq!(told(&mut screen), []);
    super::upkeep::retype(&mut screen, "Time it shows at the start", "10:15");
    tap(&mut screen, "Begin on 5 devices");
    let Saying::Tell(Order::Rehearse(Some(rehearsal))) = last_told(&mut screen).1 else { panic!() };
    assert!(!rehearsal.away);
    let first_day = "2026-11-20T10:15:00Z".parse::<jiff::Timestamp>().unwrap();
    assert_eq!(rehearsal.clock_ms, Some(first_day.as_millisecond()));
    let node = screen.query_all_by_label("All of them").next().unwrap();
    assert!(!node.accesskit_node().is_disabled());
}
