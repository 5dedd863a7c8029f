//! A day without slots has no empty cells: what is not on it yet is typed in with its time and room.

use super::{
    Focus, State, button,
    cells::{Key as CellKey, Timed},
    draft::Typed,
    meaning::folded,
    print::minute,
    rows,
};
use crate::ui::{
    Cx,
    field::{self, Field},
    icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{CornerRadius, Frame, Id, Margin, Stroke, Ui};
use shared::{ids::RoomId, limits, schedule::When};

/// Characters of a time with its end.
const TIME_CHARS: usize = 13;
const NAME_CHARS: usize = 60;
/// Rooms that are offered.
const ROOMS_MAX: usize = 6;
const DAY_MINUTES: u32 = 24 * 60;

/// What is typed of it.
#[derive(Default)]
pub(super) struct Form {
    open: bool,
    time: String,
    room: String,
    chosen: Option<RoomId>,
    time_wrong: bool,
    room_wrong: bool,
}

impl Form {
    pub(super) fn is_open(&self) -> bool {
        self.open
    }
}

fn time_id() -> Id {
    Id::unique("added-time")
}

fn room_id() -> Id {
    Id::unique("added-room")
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, timed: &Timed) {
    if !state.added.open {
        let name = cx.words.text("typed-add");
        if button(ui, cx, Press::new(&name, Kind::Plain).icon(icon::PLUS).wrap()) {
            state.added.open = true;
            // One thing is typed at a time.
            state.go_to_added();
        }
        return;
    }
    let frame = Frame::new()
        .fill(cx.t.raised)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(16));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let about = cx.words.text("typed-add-about");
        widgets::text(ui, Some(icon::PLUS), &about, theme::semibold(size::BODY), cx.t.text);
        let goes = time(ui, cx, state, timed) | room(ui, cx, state, timed);
        ui.horizontal_wrapped(|ui| {
            let name = cx.words.text("typed-add-go");
            let press = Press::new(&name, Kind::Primary).icon(icon::EDIT);
            if button(ui, cx, press) || goes {
                add(cx, state, timed);
            }
            let close = cx.words.text("typed-add-close");
            if button(ui, cx, Press::new(&close, Kind::Quiet)) {
                state.added = Form::default();
            }
        });
    });
}

/// When it is; whether to go on with it.
fn time(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, timed: &Timed) -> bool {
    let label = cx.words.text("typed-add-time");
    let hint = cx.words.with("typed-add-time-hint", &[("n", timed.minutes.into())]);
    let form = &mut state.added;
    let wrong = form.time_wrong.then(|| cx.words.text("typed-add-time-wrong"));
    let field = Field::new(time_id(), &label).limits(TIME_CHARS, TIME_CHARS + 4).hint(&hint);
    let response = field.wrong(wrong.as_deref()).show(ui, cx, &mut form.time);
    form.time_wrong &= !response.changed();
    let entered = field::entered(ui, &response);
    if state.focus == Some(Focus::Added) {
        state.focus = None;
        response.request_focus();
        response.scroll_to_me(None);
        ui.ctx().request_repaint();
    }
    if entered && state.added.chosen.is_none() {
        ui.memory_mut(|memory| memory.request_focus(room_id()));
        return false;
    }
    entered
}

/// Where it is; whether to go on with it.
fn room(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, timed: &Timed) -> bool {
    let label = cx.words.text("typed-add-room");
    let form = &mut state.added;
    let wrong = form.room_wrong.then(|| cx.words.text("typed-add-room-wrong"));
    let field = Field::new(room_id(), &label).limits(NAME_CHARS, limits::NAME_BYTES_MAX);
    let response = field.wrong(wrong.as_deref()).show(ui, cx, &mut form.room);
    let named = matching(cx, timed, &form.room);
    if response.changed() {
        form.chosen = named.first().map(|(room, _)| *room).filter(|_| !form.room.trim().is_empty());
        form.room_wrong = false;
    }
    let entered = field::entered(ui, &response);
    let mut tapped = None;
    ui.horizontal_wrapped(|ui| {
        for (room, name) in named.into_iter().take(ROOMS_MAX) {
            let press = Press::new(&name, Kind::Tab(form.chosen == Some(room))).icon(icon::PIN);
            if button(ui, cx, press.wrap()) {
                tapped = Some((room, name));
            }
        }
    });
    if let Some((room, name)) = tapped {
        (form.chosen, form.room, form.room_wrong) = (Some(room), name, false);
    }
    entered
}

/// Rooms in whose name this is; one of just this name before others.
fn matching(cx: &Cx<'_>, timed: &Timed, text: &str) -> Vec<(RoomId, String)> {
    let wanted = folded(text);
    let named = timed.rooms.iter().map(|room| (*room, cx.words.room(cx.schedule, *room)));
    let mut all: Vec<_> = named.filter(|(_, name)| folded(name).contains(&wanted)).collect();
    all.sort_by_key(|(_, name)| {
        let name = folded(name);
        (name != wanted, !name.starts_with(&wanted))
    });
    all
}

/// Opens the cell of that time and room: one that the board has, or another.
fn add(cx: &Cx<'_>, state: &mut State, timed: &Timed) {
    let time = times(&state.added.time);
    // It may have been closed meanwhile.
    state.added.chosen = state.added.chosen.filter(|room| timed.rooms.contains(room));
    (state.added.time_wrong, state.added.room_wrong) =
        (time.is_none(), state.added.chosen.is_none());
    let (Some((start, end)), Some(room), Some(day)) = (time, state.added.chosen, state.draft.day)
    else {
        if time.is_none() {
            state.focus = Some(Focus::Added);
        }
        return;
    };
    let (start, minutes) = on_day(timed, start, end);
    let of_board = state.listed.cells.iter().find(|cell| {
        let span = cell.span.filter(|span| cell.key.room == room && span.start == start);
        span.is_some_and(|span| end.is_none() || span.minutes == minutes)
    });
    let key = match of_board {
        Some(cell) => cell.key,
        None => {
            let key = CellKey { when: When::Timed { day, start, minutes }, room };
            let open_end = end.is_none();
            state.draft.put(key, Typed { open_end, ..state.draft.of(key) });
            state.list_anew();
            key
        }
    };
    state.added.time.clear();
    state.go_to(cx, Some(key));
    state.keep_up(cx);
    state.heights.want(Some(rows::Entry::Cell(key)));
}

/// On a day that goes on past midnight a time before its first is after midnight.
fn on_day(timed: &Timed, start: u32, end: Option<u32>) -> (u32, u32) {
    let minutes = match end {
        Some(end) if end > start => end - start,
        Some(end) => end + DAY_MINUTES - start,
        None => timed.minutes,
    };
    let (first, last) = timed.within;
    let after_midnight = start < first && start + DAY_MINUTES < last;
    (if after_midnight { start + DAY_MINUTES } else { start }, minutes)
}

/// `14:30`, or `14:30-15:15`.
fn times(text: &str) -> Option<(u32, Option<u32>)> {
    let mut parts = text.trim().splitn(2, ['-', '\u{2013}', '\u{2014}']);
    let start = minute(parts.next()?.trim())?;
    match parts.next().map(str::trim) {
        None | Some("") => Some((start, None)),
        Some(end) => Some((start, Some(minute(end).filter(|end| *end != start)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_with_its_end_or_without() {
        let (half_two, quarter_three) = (14 * 60 + 30, 15 * 60 + 15);
        for text in ["14:30-15:15", "1430\u{2013}1515", "14.30 - 15.15"] {
            assert_eq!(times(text), Some((half_two, Some(quarter_three))), "{text}");
        }
        assert_eq!(times("14:30"), Some((half_two, None)));
        assert_eq!(times("14:30-"), Some((half_two, None)));
        for text in ["", "-", "noon", "14:30-noon", "14:30-14:30"] {
            assert_eq!(times(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_goes_on_past_midnight() {
        let timed = |within| Timed { rooms: Vec::new(), minutes: 45, within };
        let (usual, long) = (timed((540, 1_080)), timed((540, 1_560)));
        assert_eq!(on_day(&usual, 870, None), (870, 45));
        assert_eq!(on_day(&usual, 15, None), (15, 45), "early");
        assert_eq!(on_day(&long, 15, None), (1_455, 45), "late");
        assert_eq!(on_day(&long, 1_430, Some(10)), (1_430, 20), "over midnight");
    }
}
