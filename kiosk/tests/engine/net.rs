//! What is said of networks in which the server is not.

use crate::venue::{Kiosk, LONG};
use kiosk::{headless::english, view::ServerState};
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
};

/// Listens, and answers each connection with these bytes.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            serve(stream, answer);
        }
    });
    address
}

fn serve(mut stream: TcpStream, answer: &str) {
    let mut request = Vec::new();
    let mut bytes = [0; 512];
    // The whole request is read, so that closing does not reset the connection under the answer.
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut bytes) {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend(&bytes[..read]),
        }
    }
    let _ = stream.write_all(answer.as_bytes());
}

#[track_caller]
fn check(address: String, sentence: &str) {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start_with_server(address);
    let says = |state: &ServerState| matches!(state, ServerState::Away { why } if english().away(why).contains(sentence));
    let waited = engine.remote().wait(LONG, |view| says(&view.data.server));
    assert!(waited.is_ok(), "{sentence}: {waited:?}");
}

#[test]
fn a_captive_portal_is_named() {
    let page =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";
    check(answering(page), "sign in to the wifi");
    let elsewhere =
        "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n";
    check(answering(elsewhere), "sign in to the wifi");
}

#[test]
fn another_server_is_named() {
    check(
        answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        "is not a Campboard server, or another version of it (status 404)",
    );
    check(answering("SSH-2.0-OpenSSH_9.2\r\n"), "is not a Campboard server");
}

#[test]
fn a_line_that_closes_without_a_word_is_lost_not_a_stranger() {
    check(answering(""), "The connection was lost");
}

#[test]
fn a_server_that_does_not_run_is_named() {
    // A port that was free a moment ago, and to which nothing connects by chance.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    check(address, "Nothing answers at");
}

#[test]
fn an_address_that_is_none_is_named() {
    check("no address".to_owned(), "is not the address of a server");
}
