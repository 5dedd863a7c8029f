//! The information page: wifi, first aid, whom to ask, code of conduct, and the way to each room.

use super::{
    Action, Cx, Page, announcements,
    editing::{EditSheet, Editing},
    icon, print,
    screen::Sheet,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};
use shared::schedule::Room;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    print: print::State,
}

/// Widest column of text: longer lines are hard to read.
const COLUMN: f32 = 860.0;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let event = &cx.schedule.event;
    let title = match event.name.value.as_str() {
        "" => cx.words.text("info-title"),
        name => name.to_owned(),
    };
    let source = super::card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt("info").auto_shrink(false).scroll_source(source);
    scroll.show(ui, |ui| {
        // The scroll bar keeps its room.
        ui.set_width(ui.available_width() - theme::BAR);
        widgets::text(ui, None, &title, theme::extrabold(size::SHEET_TITLE), cx.t.text);
        if !event.venue.value.is_empty() {
            let font = theme::semibold(size::LEAD);
            widgets::text(ui, Some(icon::MAP), &event.venue.value, font, cx.t.text);
        }
        for (_, announcement) in announcements::current(cx) {
            let said = cx.words.announcement(announcement);
            announcements::line(ui, cx, said, size::LEAD);
        }
        // Whoever looks after the board finds the ways first, unless they would push away what
        // everybody comes for.
        let first = ui.ctx().content_rect().height() >= theme::LOW_SCREEN;
        if first {
            ways(ui, cx, out);
            print(ui, cx, state, tools, out);
        }
        ui.add_space(10.0);
        written(ui, cx);
        if !first {
            ui.add_space(18.0);
            ways(ui, cx, out);
            print(ui, cx, state, tools, out);
        }
    });
}

/// Printing, for whoever looks after the board.
fn print(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    if cx.may_board {
        print::show(ui, cx, &mut state.print, tools, out);
    }
}

/// What the organisers wrote, and the rooms: beside each other where there is room.
fn written(ui: &mut Ui, cx: &Cx<'_>) {
    let width = ui.available_width();
    if width < 2.0 * 560.0 {
        words(ui, cx);
        ui.add_space(18.0);
        rooms(ui, cx);
        return;
    }
    let half = ((width - 60.0) / 2.0).min(COLUMN);
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        column(ui, half, |ui| words(ui, cx));
        ui.add_space(48.0);
        column(ui, half, |ui| rooms(ui, cx));
    });
}

/// The ways to what only some may do.
fn ways(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let announce = Action::Editing(Editing::Open(Sheet::Edit(EditSheet::Announce)));
    let all = [
        (cx.may_board, "announce-open", icon::MEGAPHONE, announce),
        (cx.may_plan, "info-upkeep", icon::GEAR, Action::Go(Page::Upkeep)),
        (cx.may_plan, "info-import", icon::UPLOAD, Action::Go(Page::Import)),
        (cx.may_board, "info-history", icon::CLOCK, Action::Go(Page::History)),
        (cx.may_board, "info-server", icon::WIFI, Action::Go(Page::Server)),
        (cx.may_board, "typed-open", icon::EDIT, Action::Go(Page::FromPaper)),
    ];
    ui.horizontal_wrapped(|ui| {
        for (may, key, mark, leads) in all {
            if may && button(ui, cx, &cx.words.text(key), mark) {
                out.push(leads);
            }
        }
    });
}

fn column(ui: &mut Ui, width: f32, draw: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 10.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        draw(ui);
    });
}

/// What the organisers wrote. A line that begins with `#`, or ends with a colon, is a heading.
fn words(ui: &mut Ui, cx: &Cx<'_>) {
    let info = cx.words.info(&cx.schedule.event);
    if info.trim().is_empty() {
        let said = cx.words.text("info-empty");
        widgets::text(ui, Some(icon::INFO), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    for line in info.lines().map(str::trim) {
        if line.is_empty() {
            ui.add_space(6.0);
        } else if let Some(heading) = heading(line) {
            ui.add_space(8.0);
            widgets::text(ui, None, heading, theme::extrabold(size::TIME), cx.t.text);
        } else {
            widgets::text(ui, None, line, theme::regular(size::LEAD), cx.t.text);
        }
    }
}

fn heading(line: &str) -> Option<&str> {
    let marked = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim());
    marked.or_else(|| line.strip_suffix(':')).filter(|heading| !heading.is_empty())
}

/// How to get to each room, and what it has.
fn rooms(ui: &mut Ui, cx: &Cx<'_>) {
    let rooms = cx.schedule.rooms_in_order();
    let told: Vec<_> = rooms
        .iter()
        .filter(|(_, room)| !cx.words.way(room).is_empty() || !room.marks.value.is_empty())
        .collect();
    if told.is_empty() {
        return;
    }
    let title = cx.words.text("info-rooms");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
    for (id, room) in told {
        ui.add_space(4.0);
        let name = cx.words.room(cx.schedule, *id);
        widgets::text(ui, Some(icon::PIN), &name, theme::semibold(size::LEAD), cx.t.text);
        let way = cx.words.way(room);
        if !way.is_empty() {
            widgets::text(ui, None, way, theme::regular(size::BODY), cx.t.text);
        }
        let marks = marks(cx, room);
        if !marks.is_empty() {
            widgets::text(ui, None, &marks, theme::regular(size::BODY), cx.t.dim);
        }
    }
}

fn marks(cx: &Cx<'_>, room: &Room) -> String {
    let mut said: Vec<_> = room.marks.value.iter().map(|mark| cx.words.mark(mark)).collect();
    if room.capacity.value > 0 {
        said.push(cx.words.with("info-seats", &[("n", room.capacity.value.into())]));
    }
    said.join(" · ")
}

/// A way to something else, which the keyboard scrolls to.
fn button(ui: &mut Ui, cx: &Cx<'_>, word: &str, mark: &str) -> bool {
    let response = Press::new(word, Kind::Plain).icon(mark).show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}
