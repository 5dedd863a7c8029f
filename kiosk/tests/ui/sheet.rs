//! The sheet of a session.

use super::{Screen, made, says, screen, screen_of, sent, spoken, tap};
use eframe::egui::{Key, Rect, Shape, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{ui::theme::Look, view::View};
use shared::{
    clash::{Clash, ClashKind},
    command::{Command, SessionEdit},
    ids::StreamId,
    roster::Role,
    schedule::{Happened, Moved, Register, Room, Schedule, Session, Span},
};
use std::sync::Arc;

const CYBER: &str = "Cyber drills that people enjoy, Saturday 10:30";

fn session(schedule: &mut Schedule, n: usize) -> &mut Session {
    Arc::make_mut(schedule.sessions.get_mut(&made::session(n)).unwrap())
}

fn room(schedule: &mut Schedule, n: usize) -> &mut Room {
    Arc::make_mut(schedule.rooms.get_mut(&made::room(n)).unwrap())
}

fn open(schedule: Schedule, role: Role) -> Screen {
    let mut screen = screen(made::view(schedule, role));
    tap(&mut screen, CYBER);
    screen
}

#[test]
fn the_sheet_says_where_how_full_who_and_what_happened() {
    let mut screen = open(made::rich_camp(), Role::Kiosk);
    for said in [
        "Over",
        "Saturday 10:30–11:15 · Workshop 2",
        "Up the stairs, second door on the left",
        "Step-free",
        "BSL",
        "organ",
        "35 interested, but room for 30 only",
        "Hosted by Łukasz Nowak",
        "security",
        "First paragraph.",
        "Second <b>paragraph</b>.",
        "https://notes.example/cyber",
        "Placed: Saturday 10:30 · Workshop 2 · by Éilis Byrne",
        "Was Saturday 10:30 · Workshop 2, put back on the shelf · by",
        "Takes place after all · by",
    ] {
        assert!(says(&screen, said), "{said}: {:#?}", spoken(&screen));
    }
    let earlier = "Was Saturday 11:30 · Severn, moved to Saturday 10:30 · Workshop 2";
    assert!(!says(&screen, earlier));
    tap(&mut screen, "Show 4 earlier");
    assert!(says(&screen, "Pinned to its place · by "), "{:?}", spoken(&screen));
    assert!(says(&screen, earlier) && says(&screen, "Pitched · by Amara Okafor, 11:36"));
    assert!(!says(&screen, "Projector"), "wishes are for those who plan");
    assert!(!says(&screen, "Edit the texts"));
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn those_who_plan_see_wishes_and_who_speaks() {
    let screen = open(made::rich_camp(), Role::Volunteer);
    for said in ["For whoever plans", "Projector", "a long table", "Pitch it for the host"] {
        assert!(says(&screen, said), "{said}: {:#?}", spoken(&screen));
    }
}

#[test]
fn a_merged_session_names_its_parts_and_all_hosts() {
    let mut schedule = made::camp();
    let part = session(&mut schedule, 61);
    part.merged_into = Register::from(Some(made::session(5)));
    part.part_of = Some(made::session(5));
    schedule.parts.insert(made::session(5), vec![made::session(61)]);
    let mut screen = open(schedule, Role::Kiosk);
    assert!(says(&screen, "Hosted by Łukasz Nowak, Amara Okafor"), "{:#?}", spoken(&screen));
    assert!(says(&screen, "Made of these pitches"));
    tap(&mut screen, "Bin collections as a service");
    assert!(says(&screen, "Part of another session"));
}

#[test]
fn the_history_names_a_hidden_part_only_to_those_who_can_show_it_again() {
    let mut schedule = made::camp();
    let merged = Moved {
        session: made::session(61),
        what: Happened::Merged { into: made::session(5) },
        by: made::author(1),
        kind: "merge".to_owned(),
    };
    schedule.moves = Arc::new(vec![Arc::new(merged)]);
    let told = "“Bin collections as a service” was merged into it";
    assert!(says(&open(schedule.clone(), Role::Kiosk), told));
    session(&mut schedule, 61).hidden = true;
    assert!(!says(&open(schedule.clone(), Role::Kiosk), "Bin collections"));
    assert!(says(&open(schedule, Role::Volunteer), told));
}

#[test]
fn a_closed_room_and_a_full_one_are_told() {
    let mut schedule = made::camp();
    room(&mut schedule, 5).closed = true;
    session(&mut schedule, 5).full = true;
    let screen = open(schedule, Role::Viewer);
    assert!(says(&screen, "Workshop 2 is closed") && says(&screen, "The room is full"));
    assert!(says(&screen, "cannot change it"));
}

#[test]
fn whoever_is_at_the_door_says_that_the_room_is_full_while_it_is_on() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Two in one room: the pitch that nobody moved, Saturday 11:30");
    assert!(says(&screen, "On now, until 12:15"));
    tap(&mut screen, "Mark the room as full");
    let id = made::session(42);
    assert_eq!(sent(&mut screen), [Command::MarkFull { session: id, full: true }]);
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, CYBER);
    assert!(!says(&screen, "Mark the room as full"), "it is over");
}

/// The codes that are painted under this name, read as a phone would read them.
fn read_code(screen: &Screen, name: &str) -> String {
    let rect = screen.get_by_label(name).rect();
    let mut dark = Vec::new();
    for clipped in &screen.output().shapes {
        if let Shape::Mesh(mesh) = &clipped.shape
            && rect.expand(1.0).contains_rect(mesh.calc_bounds())
            && mesh.texture_id == eframe::egui::TextureId::default()
        {
            dark.extend(
                mesh.vertices
                    .chunks(4)
                    .map(|corner| Rect::from_two_pos(corner[0].pos, corner[3].pos)),
            );
        }
    }
    assert!(!dark.is_empty(), "a code is painted");
    let side = (rect.width() * 2.0) as usize;
    let is_dark = |x: usize, y: usize| {
        let at = rect.min + vec2(x as f32 + 0.5, y as f32 + 0.5) / 2.0;
        dark.iter().any(|run| run.contains(at))
    };
    let mut image = rqrr::PreparedImage::prepare_from_bitmap(side, side, is_dark);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in {rect:?}");
    grids[0].decode().unwrap().1
}

const CALENDAR: &str = "Code that puts this session into your phone’s calendar";

#[test]
fn a_phone_reads_the_session_from_the_screen_without_a_network() {
    let mut schedule = made::camp();
    session(&mut schedule, 5).title.value = "Bins; bags, boxes \\ Tŷ".to_owned();
    let event = Arc::make_mut(&mut schedule.event);
    event.venue = Register::from("Town hall, High Street".to_owned());
    for size in [vec2(1920.0, 1080.0), vec2(1280.0, 800.0), vec2(640.0, 400.0)] {
        let view = made::view(schedule.clone(), Role::Kiosk);
        let mut screen = screen_of(view, Look::HighContrast, vec2(1920.0, 1080.0));
        tap(&mut screen, "Bins; bags");
        screen.set_size(size);
        screen.run();
        let entry = [
            "BEGIN:VEVENT",
            "DTSTART:20261121T103000Z",
            "DTEND:20261121T111500Z",
            "SUMMARY:Bins\\; bags\\, boxes \\\\ Tŷ",
            "LOCATION:Workshop 2\\, Town hall\\, High Street",
            "END:VEVENT",
        ];
        assert_eq!(read_code(&screen, CALENDAR), entry.join("\r\n"), "{size:?}");
    }
}

#[test]
fn a_long_title_is_cut_and_the_code_stays_readable() {
    let mut schedule = made::camp();
    session(&mut schedule, 5).title.value = "ŵ".repeat(200);
    let mut screen = screen(made::view(schedule, Role::Kiosk));
    tap(&mut screen, "ŵŵŵŵ");
    let entry = read_code(&screen, CALENDAR);
    assert!(entry.len() <= 320 && entry.contains("ŵ…\r\n"), "{entry}");
}

#[test]
fn what_has_no_time_or_does_not_take_place_has_no_code() {
    for title in ["Bin collections as a service, Waiting", "Councillors and digital"] {
        let mut screen = screen(made::view(made::camp(), Role::Kiosk));
        tap(&mut screen, title);
        assert!(!says(&screen, CALENDAR), "{title}");
    }
}

#[test]
fn a_link_is_shown_as_a_code_on_a_touch() {
    let mut screen = open(made::rich_camp(), Role::Kiosk);
    let code = "Code of the link “Notes” for your phone";
    assert!(!says(&screen, code));
    tap(&mut screen, "Show the code of “Notes”");
    assert_eq!(read_code(&screen, code), "https://notes.example/cyber");
    tap(&mut screen, "Show the code of “https://slides.example/5”");
    assert!(!says(&screen, code), "one at a time");
    tap(&mut screen, "Hide the code of “https://slides.example/5”");
    assert!(!says(&screen, "for your phone"));
}

/// Goes to a field of the sheet, replaces what is in it.
fn retype(screen: &mut Screen, field: &str, text: &str) {
    screen.get_by_label(field).focus();
    screen.run();
    screen.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    screen.run();
    screen.event(eframe::egui::Event::Text(text.to_owned()));
    screen.run();
}

#[test]
fn a_volunteer_edits_the_texts_and_only_what_changed_is_written() {
    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Title", "Cyber drills");
    retype(&mut screen, "Subjects", "security, drills,, security");
    tap(&mut screen, "Workshop");
    screen.get_all_by_label("Data").last().unwrap().click();
    screen.run();
    tap(&mut screen, "Save");
    let edit = SessionEdit {
        title: Some("Cyber drills".to_owned()),
        format: Some("workshop".to_owned()),
        stream: Some(Some(StreamId(made::bytes(3)))),
        tags: Some(vec!["security".to_owned(), "drills".to_owned()]),
        ..SessionEdit::default()
    };
    assert_eq!(sent(&mut screen), [Command::EditSession { session: made::session(5), edit }]);
    assert!(says(&screen, "Hosted by"), "back to reading");

    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Host", "Idris Vaughan");
    tap(&mut screen, "Add a host");
    retype(&mut screen, "Host 2", "Mair Elis");
    tap(&mut screen, "Save");
    let Some(Command::Together { commands, people }) = sent(&mut screen).pop() else { panic!() };
    let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Idris Vaughan", "Mair Elis"], "another name is somebody else's");
    let hosts = Some(people.iter().map(|person| person.person).collect());
    let edit = SessionEdit { hosts, ..SessionEdit::default() };
    assert_eq!(commands, [Command::EditSession { session: made::session(5), edit }]);
}

#[test]
fn a_name_is_put_right_for_the_same_person_or_given_to_somebody_else() {
    let person = made::rich_camp().sessions[&made::session(5)].hosts.value[0];
    let was = "Łukasz Nowak".to_owned();
    let rename = |name: &str| Command::Rename { person, name: name.into(), was: was.clone() };
    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    assert!(!says(&screen, "Somebody else"));
    retype(&mut screen, "Host", "Łukasz Nowak-Rees");
    assert!(says(&screen, "The same person, spelt right"), "{:?}", spoken(&screen));
    tap(&mut screen, "Save");
    assert_eq!(sent(&mut screen), [rename("Łukasz Nowak-Rees")], "no session is written");

    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Host", "Łukasz Nowak-Rees");
    tap(&mut screen, "Somebody else");
    tap(&mut screen, "Save");
    let Some(Command::Together { commands, people }) = sent(&mut screen).pop() else { panic!() };
    assert_eq!((commands.len(), people[0].name.as_str()), (1, "Łukasz Nowak-Rees"));
    assert_ne!(people[0].person, person);

    // Another name altogether, of the same person.
    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Host", "Ania Kowal");
    tap(&mut screen, "The same person, spelt right");
    tap(&mut screen, "Save");
    assert_eq!(sent(&mut screen), [rename("Ania Kowal")]);
}

#[test]
fn an_edit_is_kept_while_the_sheet_is_closed_and_left_as_it_was_on_cancel() {
    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Title", " ");
    tap(&mut screen, "Save");
    assert!(says(&screen, "A title is needed"));
    retype(&mut screen, "Title", "Half typed");
    assert!(!says(&screen, "Close"), "there is one way out of it");
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, CYBER);
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Half typed"));
    tap(&mut screen, "Leave it as it was");
    assert!(says(&screen, "Throw away what you changed here?"));
    tap(&mut screen, "Go on writing");
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Half typed"));
    tap(&mut screen, "Leave it as it was");
    tap(&mut screen, "Throw it away");
    assert!(says(&screen, "Hosted by"));
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn what_is_typed_for_one_session_stays_while_another_is_looked_at() {
    let mut screen = open(made::rich_camp(), Role::Volunteer);
    tap(&mut screen, "Edit the texts");
    retype(&mut screen, "Title", "Half typed");
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, "The last fax machine, Saturday 11:30");
    assert!(says(&screen, "Edit the texts"), "nothing is typed for this one");
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, CYBER);
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Half typed"));
}

#[test]
fn the_way_from_the_sheet_to_its_place_and_back() {
    let mut view = made::view(made::conference(108, 1_351), Role::Volunteer);
    let focused = |screen: &Screen| {
        screen
            .query_all_by(|_| true)
            .find(|node| node.accesskit_node().is_focused())
            .and_then(|node| node.accesskit_node().label())
    };
    // A session of the last room, late in the day: far from what is seen.
    let id = made::session(1_295);
    let title = view.schedule.sessions[&id].title.value.clone();
    let span = Span { day: made::day(1), start: 690, minutes: 45 };
    let kind =
        ClashKind::SameRoom { room: made::room(107), span, sessions: [id, made::session(1)] };
    view.clashes = Arc::new(vec![Clash { kind, key: [1; 32], answers: Vec::new() }]);
    let mut screen = screen(view);
    tap(&mut screen, "1 to look at");
    tap(&mut screen, &format!("Read “{title}”"));
    tap(&mut screen, "Show its place");
    let label = focused(&screen).unwrap_or_default();
    assert!(label.starts_with(&title) && label.contains("Garden room 14"), "{label}");
    let card = screen.get_by_label(&label).rect();
    assert!(
        Rect::from_min_size(Default::default(), vec2(1920.0, 1200.0)).contains_rect(card),
        "{card:?}"
    );
    screen.key_press(Key::Enter);
    screen.run();
    assert!(says(&screen, "Hosted by"));
}

#[test]
fn a_session_on_the_shelf_and_one_of_another_day_are_shown_where_they_are() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Friday 20 November 2026");
    tap(&mut screen, "Leaders");
    tap(&mut screen, "Bin collections as a service, Waiting");
    tap(&mut screen, "Show it on the shelf");
    let shelf = screen.get_by_label_contains("Bin collections as a service, Waiting");
    assert!(shelf.accesskit_node().is_focused());
    assert!(!says(&screen, "Hosted by"), "the sheet is closed");
}

fn fits(screen: &Screen, size: eframe::egui::Vec2, names: &[&str]) {
    let window = Rect::from_min_size(Default::default(), size);
    for name in names {
        let rect = screen.get_by_label(name).rect();
        assert!(window.contains_rect(rect), "{name} at {rect:?} in {size:?}");
        assert!(rect.height() >= 48.0, "{name}");
    }
}

#[test]
fn close_is_always_in_sight_and_everything_else_is_reached() {
    let mut schedule = made::rich_camp();
    session(&mut schedule, 5).text.value = "A line of many words about it. ".repeat(400);
    for size in
        [vec2(1920.0, 1080.0), vec2(1280.0, 800.0), vec2(1080.0, 1920.0), vec2(640.0, 400.0)]
    {
        let view: View = made::view(schedule.clone(), Role::Organiser);
        let mut screen = screen_of(view, Look::Light, vec2(1920.0, 1080.0));
        tap(&mut screen, CYBER);
        screen.set_size(size);
        screen.run();
        fits(&screen, size, &["Close", "Move"]);
        for name in ["Edit the texts", "Hide from every screen", "Show 4 earlier"] {
            for _ in 0..60 {
                if screen.get_by_label(name).accesskit_node().is_focused() {
                    break;
                }
                screen.key_press(Key::Tab);
                screen.run();
            }
            fits(&screen, size, &[name, "Close"]);
        }
        screen.get_by_label("Edit the texts").click();
        screen.run();
    }
}
