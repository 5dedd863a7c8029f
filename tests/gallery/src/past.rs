//! Screens of the past: the board as it was, bringing back, who did what.

use crate::{
    made_past,
    screens::{Screen, page},
    stage::Stage,
};
use eframe::egui::Key;
use kiosk::{
    ask::{Answer, Ask, Failure, PastAsk},
    ui::Page,
    view::View,
};
use shared::{command::Refusal, roster::Role};
use std::sync::Arc;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    page("history", Page::History, organiser, good),
    page("history-now", Page::History, organiser, opened),
    page("history-start", Page::History, organiser, |stage| {
        opened(stage);
        press(stage, Key::Home, 1);
    }),
    page("history-reading", Page::History, organiser, enter),
    page("history-filter", Page::History, organiser, |stage| {
        opened(stage);
        stage.tap_word("history-any-device", &[]);
    }),
    page("history-list", Page::History, organiser, |stage| {
        good(stage);
        let list = stage.words("history-show-list", &[]);
        if stage.shows(&list) {
            stage.tap(&list);
        }
    }),
    page("history-compare", Page::History, organiser, |stage| {
        good(stage);
        stage.tap_word("history-compare", &[]);
        press(stage, Key::End, 1);
    }),
    page("bring-back", Page::History, organiser, |stage| {
        good(stage);
        stage.tap_word("history-bring-back", &[]);
        answer_all(stage);
    }),
    page("bring-back-room", Page::History, organiser, |stage| {
        good(stage);
        stage.tap_word("history-bring-back", &[]);
        answer_all(stage);
        stage.tap_word("history-what-room", &[]);
        answer_all(stage);
    }),
    page("bring-back-nothing", Page::History, organiser, |stage| {
        good(stage);
        stage.tap_word("history-bring-back", &[]);
        stage.answer(Answer::Failed(Failure::Refused(Refusal::NothingToDo)));
    }),
    page("log", Page::History, organiser, log),
    page("log-filter", Page::History, organiser, |stage| {
        log(stage);
        stage.tap_word("history-any-kind", &[]);
    }),
    page("log-export", Page::History, organiser, |stage| {
        log(stage);
        stage.tap_word("history-export", &[]);
        stage.tap_word("export-stick", &[]);
        stage.answer(Answer::Exported { path: "/media/stick/campboard-history.csv".into() });
    }),
];

fn organiser() -> View {
    made_past::view(Role::Organiser)
}

fn enter(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-history", &[]);
}

fn opened(stage: &mut Stage) {
    enter(stage);
    answer_all(stage);
}

/// At the last good board.
fn good(stage: &mut Stage) {
    opened(stage);
    press(stage, Key::ArrowLeft, 4);
}

fn log(stage: &mut Stage) {
    opened(stage);
    stage.tap_word("history-log", &[]);
    answer_all(stage);
}

/// A key on the scrubber, so many times.
fn press(stage: &mut Stage, key: Key, times: usize) {
    let none = [("what", "".into()), ("n", "".into()), ("of", "".into())];
    let any = stage.words("history-scrubber", &none);
    let name = any.split(':').next().unwrap_or_default().to_owned();
    stage.find(&name);
    stage.tap(&name);
    stage.press(Key::End);
    answer_all(stage);
    for _ in 0..times {
        stage.press(key);
        answer_all(stage);
    }
}

/// Answers what is asked about the past until nothing is asked any more.
fn answer_all(stage: &mut Stage) {
    let mut last = None;
    while let Some((ticket, Ask::Past(ask))) = stage.asked() {
        if last == Some(ticket) {
            return;
        }
        last = Some(ticket);
        let now = Arc::clone(&organiser().schedule);
        stage.answer(match ask {
            PastAsk::Turns => made_past::turns(),
            PastAsk::Board { at, against } => made_past::board(&now, at, against),
            PastAsk::Parts(_) => made_past::parts(),
            PastAsk::Find(filter) => made_past::found(filter),
            PastAsk::Preview(back) => made_past::preview(&now, back),
            PastAsk::Print(of) => made_past::printed(&now, of),
        });
    }
}
