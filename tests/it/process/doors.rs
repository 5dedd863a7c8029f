//! What answers instead of the server: a web page, another event, somebody who only pretends; and
//! links that do not open.

use super::{Camp, away_because};
use shared::{
    invite::JoinLink,
    keys::RootKey,
    persist::{Put, Store as _},
    sync::Hub,
};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
};
use store::SqliteStore;
use venue::{Event, line};

/// Answers everything with a page that asks for a room number.
fn captive_portal() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // Who hangs up early is not served.
            let _ = page(stream);
        }
    });
    address
}

fn page(mut stream: TcpStream) -> std::io::Result<()> {
    let request = BufReader::new(stream.try_clone()?);
    for line in request.lines() {
        if line?.is_empty() {
            break;
        }
    }
    let page = "<!doctype html><title>Welcome</title><p>Your room number, please";
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    )
}

#[test]
fn a_captive_portal_is_named_and_left_behind() {
    let camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    hall.wire.cut();
    hall.wire.lead_to(captive_portal());
    hall.wire.heal();
    away_because(&mut hall, "answers with a web page instead of the server");
    hall.pitch("Behind the portal").unwrap();
    hall.wire.lead_to(camp.venue.server.address());
    hall.synced().unwrap();
}

#[test]
fn a_server_of_another_event_is_named() {
    let camp = Camp::sample();
    let other = Camp::of(Event::Template { name: "Another camp" });
    let mut hall = camp.volunteer("hall");
    hall.wire.cut();
    hall.wire.lead_to(other.venue.server.address());
    hall.wire.heal();
    away_because(&mut hall, "another event");
    hall.pitch("Not for them").unwrap();
    hall.wire.lead_to(camp.venue.server.address());
    hall.synced().unwrap();
    let export = other.venue.server.export().unwrap();
    assert!(!export.to_string().contains("Not for them"));
}

#[test]
fn a_link_that_was_used_or_never_made_opens_nothing() {
    let camp = Camp::sample();
    let link = camp.venue.server.invite("volunteer").unwrap();
    let mut first = camp.venue.stranger("first").unwrap();
    first.start().unwrap();
    first.ask(&line(&["join", &link])).unwrap();
    first.synced().unwrap();

    let mut second = camp.venue.stranger("second").unwrap();
    second.start().unwrap();
    second.ask(&line(&["join", &link])).unwrap();
    away_because(&mut second, "was used by another device already");
    let status = second.ask("status").unwrap();
    assert_eq!(status["sessions"], 0, "{status}");

    let made = JoinLink::parse(&link).unwrap();
    let forged = JoinLink::new(made.address(), made.event(), [9; 16]).unwrap();
    let mut third = camp.venue.stranger("third").unwrap();
    third.start().unwrap();
    third.ask(&line(&["join", &forged.text()])).unwrap();
    away_because(&mut third, "does not know this join link");

    // A new link opens the door for those who stand before it.
    let link = camp.venue.server.invite("volunteer").unwrap();
    second.ask(&line(&["join", &link])).unwrap();
    second.synced().unwrap();
}

/// Chance that is none: the same keys each time.
struct Counter(u8);

impl shared::ids::Random for Counter {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(7).wrapping_add(3);
            *byte = self.0;
        }
    }
}

#[test]
fn a_server_that_the_roster_does_not_certify_gets_nothing() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    let link = JoinLink::parse(&camp.venue.server.invite("volunteer").unwrap()).unwrap();
    // It has the event's id, the right address, and a key that another root certified.
    let mut pretender = Camp::of(Event::Template { name: "Pretender" });
    pretender.server().kill().unwrap();
    let path = pretender.venue.server.folder().join("campboard.db");
    std::fs::remove_file(&path).unwrap();
    for left in ["campboard.db-wal", "campboard.db-shm"] {
        // Not every one is there.
        let _ = std::fs::remove_file(path.with_file_name(left));
    }
    let root = RootKey::from_entropy(&[5; 32]);
    let mut content = Hub::create(&root, &mut Counter(1));
    content.puts.push(Put::Fact { key: "event".to_owned(), value: link.event().0.to_vec() });
    SqliteStore::open(&path).unwrap().commit(&content).unwrap();
    let address = camp.venue.server.address();
    camp.server().kill().unwrap();
    pretender.server().take_address(address);
    pretender.server().serve().unwrap();

    away_because(&mut hall, "not a server of this event");
    hall.pitch("Not for a pretender").unwrap();
    pretender.server().kill().unwrap();
    camp.server().serve().unwrap();
    hall.synced().unwrap();
}
