//! An empty cell was touched: what goes here? What waits for a place, or something new.

use super::super::{
    Action, Cx, Screen, moves, shelf,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{Context, Key, Ui};
use shared::{
    command::{Command, SessionEdit},
    ids::{RoomId, SessionId},
    schedule::{Placement, When},
};

/// More than a person reads through; the shelf has them all.
const SHOWN_MAX: usize = 60;

/// What is typed.
#[derive(Default)]
pub(super) struct State {
    title: String,
}

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (room, when): (RoomId, When),
    out: &mut Vec<Action>,
) {
    let at = Placement::At { when, rooms: vec![room] };
    let place = cx.words.place(cx.schedule, &at);
    let title = cx.words.with("fill-title", &[("place", place.into())]);
    super::frame(ctx, cx, screen, ("fill sheet", &title), out, |ui, screen, out| {
        new_session(ui, cx, screen, &at, out);
        let waiting = shelf::waiting(cx, &screen.editing.shelf);
        if waiting.is_empty() && shelf::is_any(cx) {
            shelf::nothing_found(ui, cx, out);
        } else if waiting.is_empty() {
            let said = cx.words.text("shelf-empty");
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        }
        for one in waiting.iter().take(SHOWN_MAX) {
            let said = cx.words.title(one.session);
            let values = [("title", said.as_str().into()), ("dots", one.dots.into())];
            let said = cx.words.with("fill-session", &values);
            let width = ui.available_width();
            let (_, ink) = cx.t.stream(cx.stream_index(one.session));
            let press =
                Press::new(&said, Kind::Plain).dot(ink).at_left().width(width, width).wrap();
            let response = press.show(ui, cx.t);
            cx.follow(ui, &response);
            screen.focus_first(&response);
            if response.clicked() {
                out.push(Action::Do(moves::to(cx.schedule, one.id, when, room)));
                out.push(Action::CloseSheet);
            }
        }
    });
}

/// Pitched and placed as one act.
fn new_session(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    at: &Placement,
    out: &mut Vec<Action>,
) {
    let label = cx.words.text("fill-new-title");
    let typed = ui
        .horizontal(|ui| {
            let add = cx.words.text("fill-new");
            let width = (ui.available_width() - 190.0).max(120.0);
            let field = super::line(ui, cx, (&mut screen.editing.fill.title, 200), &label, width);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let ready = !screen.editing.fill.title.trim().is_empty();
            let press = Press::new(&add, Kind::Primary).enabled(ready).show(ui, cx.t);
            ready && (entered || press.clicked())
        })
        .inner;
    if !typed {
        return;
    }
    let Some(id) = screen.tools.id() else { return };
    let session = SessionId(id);
    let title = std::mem::take(&mut screen.editing.fill.title).trim().to_owned();
    let edit = SessionEdit { title: Some(title), stream: stream_of(cx), ..Default::default() };
    let commands =
        vec![Command::Pitch { session, edit }, Command::Place { session, to: at.clone() }];
    out.push(Action::Do(Command::Together { commands, people: Vec::new() }));
    out.push(Action::CloseSheet);
}

/// What is made on the board of a stream is of that stream.
fn stream_of(cx: &Cx<'_>) -> Option<Option<shared::ids::StreamId>> {
    cx.stream.map(Some)
}
