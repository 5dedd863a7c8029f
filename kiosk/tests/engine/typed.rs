//! Typed commands on the real engine.

use crate::venue::Kiosk;
use kiosk::headless::{self, Ending};
use serde_json::Value;

/// Types these lines and reads the answers, the first of which comes by itself.
fn talk(kiosk: &Kiosk, lines: &str) -> Vec<Value> {
    let engine = kiosk.start();
    let mut output = Vec::new();
    let ending = headless::run(&engine.remote(), lines.as_bytes(), &mut output).unwrap();
    let quits = lines.trim_end().ends_with("quit");
    assert_eq!(ending, if quits { Ending::Quit } else { Ending::NoMore });
    engine.stop();
    let output = String::from_utf8(output).unwrap();
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const PLAN: &str = r#"
event name "Camp of tests"
day add 2026-06-20
slot add Saturday 10:30 45
slot add Saturday 11:30 45
room add Hall 12
room add "Café, back"
"#;

#[test]
fn an_organiser_lays_out_a_board_by_typing() {
    let kiosk = Kiosk::joined();
    let mut lines = PLAN.to_owned();
    lines.push_str(
        r#"
person "Ann Lee"
pitch "Open data" host "Ann Lee" host Bob
pitch Bins
place "open data" "Saturday 10:30" Hall
place Bins "2026-06-20 11:30" "café, back"
swap Bins "Open data"
dot Bins
edit Bins text "Line one\nline two"
cancel Bins
undo
sessions
shelf
slots
digest
wait saved
wait offline 1
wait synced 0
quit
"#,
    );
    let answers = talk(&kiosk, &lines);
    assert_eq!(answers[0]["ready"], true);
    assert_eq!(answers[0]["role"], "organiser");
    let (last, rest) = answers.split_last().unwrap();
    assert_eq!(last["ok"], true, "{last}");
    let (refused, rest) = rest.split_last().unwrap();
    for answer in &rest[1..] {
        assert_eq!(answer["ok"], true, "{answer}");
    }
    let sentence = refused["error"].as_str().unwrap();
    assert!(
        sentence.starts_with("it is not synced after 0 seconds: Saved on this device"),
        "{sentence}"
    );

    let list = |key: &str| rest.iter().rev().find_map(|answer| answer.get(key)?.as_array());
    let slots = list("slots").unwrap();
    assert_eq!(slots[0]["name"], "Saturday 10:30");
    let answer_with_dots = rest.iter().filter_map(|answer| answer["sessions"].as_array());
    let all = answer_with_dots.max_by_key(|list| list.len()).unwrap();
    let titled = |title: &str| all.iter().find(|one| one["title"] == title).unwrap();
    let (bins, open) = (titled("Bins"), titled("Open data"));
    assert_eq!((&bins["when"], &bins["rooms"][0]), (&"Saturday 10:30".into(), &"Hall".into()));
    assert_eq!(
        (&open["when"], &open["rooms"][0]),
        (&"Saturday 11:30".into(), &"Café, back".into())
    );
    assert_eq!((&bins["dots"], &bins["cancelled"]), (&1.into(), &false.into()));
    assert_eq!(open["hosts"], serde_json::json!(["Ann Lee", "Bob"]));
}

#[test]
fn the_digest_is_that_of_the_restarted_kiosk_too() {
    let kiosk = Kiosk::joined();
    let digest = |lines: &str| {
        let answers = talk(&kiosk, &format!("{lines}\ndigest\nview\nstatus"));
        let [.., digest, view, status] = &answers[..] else { panic!("{answers:?}") };
        assert_eq!(status["heads"], digest["heads"]);
        assert_eq!(status["records"], digest["records"]);
        assert_eq!(view["schedule"]["event"]["name"]["value"], "Camp of tests");
        digest.clone()
    };
    let before = digest(PLAN);
    assert_eq!(before["view"].as_str().unwrap().len(), 64);
    assert_eq!(digest(""), before);
    let after = digest("pitch Bins");
    assert_ne!(after["view"], before["view"]);
    assert_ne!(after["heads"]["floor"], before["heads"]["floor"]);
    assert_eq!(after["heads"]["plan"], before["heads"]["plan"]);
}

#[test]
fn a_clash_is_listed_and_answered() {
    let kiosk = Kiosk::joined();
    let mut lines = PLAN.to_owned();
    lines.push_str("pitch Bins\npitch Bikes\nplace Bins \"Saturday 10:30\" Hall\n");
    lines.push_str("place Bikes \"Saturday 10:30\" Hall\nclashes\n");
    let answers = talk(&kiosk, &lines);
    let clash = answers.last().unwrap()["clashes"][0].clone();
    assert_eq!(clash["kind"]["clash"], "same-room", "{clash}");
    let key = clash["key"].as_str().unwrap();
    let number = clash["answers"][0]["number"].as_u64().unwrap();
    let lines = format!("answer {} {number}\nclashes\nundo\nclashes", &key[..8]);
    let answers = talk(&kiosk, &lines);
    let count = |answer: &Value| Some(answer["clashes"].as_array()?.len());
    assert_eq!(answers.iter().filter_map(count).collect::<Vec<_>>(), [0, 1], "{answers:?}");

    // Other edits make it: another clash, with a key of its own.
    let again = answers.last().unwrap()["clashes"][0]["key"].as_str().unwrap();
    assert_ne!(again, key);
    let answers = talk(&kiosk, &format!("settle {again}\nclashes\ndigest\nview"));
    assert_eq!(answers.iter().filter_map(count).collect::<Vec<_>>(), [0, 0], "{answers:?}");
    assert!(answers.iter().skip(1).all(|answer| answer["ok"] == true), "{answers:?}");
}

#[test]
fn refusals_are_sentences() {
    let kiosk = Kiosk::joined();
    let lines =
        "\n\nfly\npitch \"\nswap a b\nundo\npitch Bins\nedit Bins title Bins\nanswer 00 1\n";
    let answers = talk(&kiosk, lines);
    let errors: Vec<_> = answers.iter().filter_map(|answer| answer["error"].as_str()).collect();
    assert_eq!(
        errors,
        [
            "there is no command \"fly\": type help",
            "the closing quote is missing",
            "no session \"a\" is known on this device",
            "there is nothing to undo",
            "Nothing to change: it is so already",
            "no clash \"00\" is known on this device",
        ]
    );
}

#[test]
fn lines_that_are_too_long_or_no_text_are_refused() {
    let kiosk = Kiosk::new();
    let engine = kiosk.start();
    let mut lines = vec![b'x'; 300 << 10];
    lines.extend(b"\n\xff\xfe\nstatus\n");
    let mut output = Vec::new();
    headless::run(&engine.remote(), &lines[..], &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    let answers: Vec<Value> =
        output.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["error"], "this line is too long");
    assert_eq!(answers[1]["error"], "this line is not UTF-8 text");
    assert_eq!(answers[2]["server"], "not-joined");
    assert_eq!(answers.len(), 3);
}

#[test]
fn the_past_is_read_and_brought_back_by_typing() {
    let kiosk = Kiosk::joined();
    let mut lines = PLAN.to_owned();
    lines.push_str(
        r#"
pitch Bins
place Bins "Saturday 10:30" Hall
place Bins "Saturday 11:30" Hall
history
"#,
    );
    let answers = talk(&kiosk, &lines);
    let history = answers.last().unwrap();
    let acts = history["acts"].as_array().unwrap();
    // Edits of one second stand in any order where they do not depend on each other.
    let places: Vec<_> = acts.iter().filter(|act| act["kind"] == "place").collect();
    assert_eq!(places.len(), 2, "{history}");
    let edit = places[0]["edit"].as_str().unwrap();
    let lines = format!(
        "board-at {edit}\nback-to {edit} session Bins preview\nback-to {edit} session Bins\nsessions\n\
         undo\nsessions\nboard-at start\nback-to now\nboard-at yesterday\nback-to {edit} stream X\n"
    );
    let answers = talk(&kiosk, &lines);
    let when = |answer: &Value| answer["sessions"][0]["when"].as_str().unwrap().to_owned();
    let says = |lines: &Value| {
        lines.as_array().unwrap().iter().any(|line| line.as_str().unwrap().contains("“Bins”: from"))
    };
    assert!(says(&answers[1]["differences"]), "{}", answers[1]);
    assert!(says(&answers[2]["changes"]), "{}", answers[2]);
    assert!(answers[3]["set"].is_string(), "{}", answers[3]);
    assert_eq!(when(&answers[4]), "Saturday 10:30");
    assert_eq!(when(&answers[6]), "Saturday 11:30");
    assert_eq!(answers[7]["schedule"]["sessions"], serde_json::json!({}));
    for refused in &answers[8..] {
        assert_eq!(refused["ok"], false, "{refused}");
    }
}
