//! Names are found and erased, and a certificate says who has done it.

use super::{
    devices::{asked, reply},
    made, made_wall, says, screen_at, spoken,
    start::type_into,
    upkeep::tap,
};
use kiosk::{
    ask::{Answer, Ask},
    ui::Page,
};
use shared::{ids::PersonId, roster::Role};
use std::sync::Arc;

#[test]
fn a_name_is_erased_after_it_is_said_what_stays() {
    let mut view = made::view(made::camp(), Role::Organiser);
    let dilys = PersonId(made::bytes(9));
    let schedule = Arc::make_mut(&mut view.schedule);
    let session = Arc::make_mut(schedule.sessions.get_mut(&made::session(5)).unwrap());
    session.text = "Ask DILYS PUGH for the key".to_owned().into();
    let mut screen = screen_at(view, Page::Upkeep);
    tap(&mut screen, "Names");
    assert!(says(&screen, "Siân Prŷs") && says(&screen, "Dilys Pugh"));
    type_into(&mut screen, "Only names with these letters", "dil");
    assert!(!says(&screen, "Siân Prŷs"));
    tap(&mut screen, "Erase the name Dilys Pugh");
    // What goes with the name is counted first.
    tap(&mut screen, "Erase for ever");
    let to_erase = |ask: &Ask| match ask {
        Ask::Erase { people } => Some(people.clone()),
        _ => None,
    };
    assert!(asked(&mut screen, to_erase).is_empty());
    let asks = asked(&mut screen, |ask| matches!(ask, Ask::Certificate).then_some(()));
    let (ticket, ()) = *asks.last().expect("the damaged files are counted");
    assert!(says(&screen, "damaged files of this device are being counted"));
    reply(&mut screen, ticket, made_wall::nothing_erased());
    let said = spoken(&screen);
    for words in [
        "This cannot be undone",
        "the text of 1 session",
        "Out of reach: boards",
        "This device has 2 damaged files: what cannot be read in them is deleted for ever",
    ] {
        assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:?}");
    }
    assert!(said.contains(&"Cyber drills that people enjoy".to_owned()));
    tap(&mut screen, "Erase for ever");
    let erases = asked(&mut screen, to_erase);
    let (ticket, people) = erases.last().cloned().expect("nothing is erased");
    assert_eq!(people, [dilys].into());
    reply(&mut screen, ticket, Answer::Done);
    screen.state_mut().engine().publish(|view| {
        Arc::make_mut(&mut view.schedule).people.remove(&dilys);
    });
    screen.run();
    let asks = asked(&mut screen, |ask| matches!(ask, Ask::Certificate).then_some(()));
    let (ticket, ()) = *asks.last().expect("the certificate is asked for");
    reply(&mut screen, ticket, made_wall::certificate());
    let said = spoken(&screen);
    for words in [
        "2 names are erased, for ever",
        "2 names, on Kiosk 1",
        "2 of 5 devices and servers say that they are gone",
        "Not gone: its disk did not let it",
        "Not yet · last heard of",
        "Shown out: what it still holds is out of reach",
        "Names that were typed into titles, texts, messages",
    ] {
        assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:?}");
    }
    assert!(!says(&screen, "Dilys Pugh"));
}

#[test]
fn damaged_files_that_could_not_be_counted_are_told_and_keep_nobody_from_erasing() {
    let mut screen = screen_at(made::view(made::camp(), Role::Organiser), Page::Upkeep);
    tap(&mut screen, "Names");
    tap(&mut screen, "Erase the name Dilys Pugh");
    let asks = asked(&mut screen, |ask| matches!(ask, Ask::Certificate).then_some(()));
    let (ticket, ()) = *asks.last().expect("the damaged files are counted");
    reply(&mut screen, ticket, Answer::Failed(kiosk::ask::Failure::NotSaved));
    assert!(
        says(&screen, "This device could not count its damaged files"),
        "{:?}",
        spoken(&screen)
    );
    tap(&mut screen, "Erase for ever");
    let erases = asked(&mut screen, |ask| matches!(ask, Ask::Erase { .. }).then_some(()));
    assert_eq!(erases.len(), 1, "whoever read that may go on");
}
