//! The open cell: what the paper says is typed into it. Enter goes on, the arrows choose what is meant.

use super::{
    Focus, State, button,
    cells::{Cell, Key as CellKey},
    changes::{self, Problem},
    draft::{Choice, Side, Typed},
    mark::Mark,
    meaning::{self, Meaning},
    rows,
};
use crate::ui::{
    Cx,
    field::{self, Field},
    icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{
    CornerRadius, Frame, Id, Key, Margin, Modifiers, Stroke, Ui, style::ScrollAnimation,
};
use shared::limits;

/// Characters of a title, and of a name.
const TITLE_CHARS: usize = 200;
const NAME_CHARS: usize = 60;

fn title_id(key: CellKey) -> Id {
    Id::unique("cell-title").with(key)
}

fn host_id(key: CellKey) -> Id {
    Id::unique("cell-host").with(key)
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    cell: &Cell,
    problem: Option<Problem>,
) {
    let frame = Frame::new()
        .fill(cx.t.raised)
        .stroke(Stroke::new(2.0, cx.t.accent))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(16));
    let comes = state.focus == Some(Focus::Title);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let room = cx.words.room(cx.schedule, cell.key.room);
        widgets::text(ui, Some(icon::PIN), &room, theme::extrabold(size::LEAD), cx.t.text);
        let here = rows::titles(cx, cx.schedule, &cell.here);
        let here = cx.words.with("typed-here", &[("here", here.into())]);
        widgets::text(ui, None, &here, theme::regular(size::BODY), cx.t.text);
        let typed = state.draft.of(cell.key);
        let (_, mark) = state.meant(cx, cell, &typed);
        if let Some(why) = rows::why(cx, state, cell, (mark.as_ref(), problem)) {
            let font = theme::semibold(size::BODY);
            widgets::text(ui, Some(icon::WARN), &why, font, cx.t.warn);
        }
        title(ui, cx, state, cell);
        let typed = state.draft.of(cell.key);
        let (meaning, mark) = state.meant(cx, cell, &typed);
        choices(ui, cx, state, cell.key, &typed);
        host(ui, cx, state, cell, meaning);
        sides(ui, cx, state, cell, (meaning, mark));
        short(ui, cx, state, cell);
    });
    let rect = shown.response.rect;
    if comes && rect.height() < ui.clip_rect().height() {
        // All of it is seen, not only its field.
        ui.scroll_to_rect_animation(rect.expand(4.0), None, ScrollAnimation::none());
    }
}

/// What the paper says.
fn title(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, cell: &Cell) {
    let id = title_id(cell.key);
    let mut typed = state.draft.of(cell.key);
    let next = arrows(ui, state, cell.key, &mut typed);
    let label = cx.words.text("typed-on-paper");
    // Enter goes on all the same.
    let full = state.draft.is_full() && typed.title.is_empty();
    let (chars, bytes) = if full { (0, 0) } else { (TITLE_CHARS, limits::TITLE_BYTES_MAX) };
    let wrong = full.then(|| cx.words.text("typed-full"));
    let field = Field::new(id, &label).limits(chars, bytes).wrong(wrong.as_deref());
    let before = state.draft.of(cell.key);
    let response = field.show(ui, cx, &mut typed.title);
    if take(state, Focus::Title) {
        response.request_focus();
        // Whoever comes by touch or key sees it at once.
        response.scroll_to_me(None);
        ui.ctx().request_repaint();
    }
    if response.changed() {
        state.choices = match Meaning::is_title(&typed.title) {
            true => meaning::choices(cx.schedule, cell, &typed.title),
            false => Vec::new(),
        };
        (typed.choice, typed.side, typed.decided) = (state.choices.first().copied(), None, None);
    }
    let entered = field::entered(ui, &response);
    if entered {
        typed.look_at(state.meant(cx, cell, &typed).1.as_ref());
    }
    if typed != before {
        state.draft.put(cell.key, typed);
    }
    if entered {
        go_on(cx, state, cell, Focus::Title);
    } else if next.is_some() {
        state.go_to(cx, next);
    }
}

/// Up and down choose what a title means; without one they go to the cell before and after.
fn arrows(ui: &Ui, state: &State, key: CellKey, typed: &mut Typed) -> Option<CellKey> {
    if !ui.memory(|memory| memory.has_focus(title_id(key))) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
    if !up && !down {
        return None;
    }
    if state.choices.is_empty() {
        return state.beside(down);
    }
    let at = state.choices.iter().position(|choice| Some(*choice) == typed.choice).unwrap_or(0);
    let last = state.choices.len() - 1;
    let at = if down { (at + 1).min(last) } else { at.saturating_sub(1) };
    typed.choice = state.choices.get(at).copied();
    typed.side = None;
    None
}

/// After this field the next one that is needed, or the next cell.
fn go_on(cx: &Cx<'_>, state: &mut State, cell: &Cell, from: Focus) {
    let typed = state.draft.of(cell.key);
    let (meaning, mark) = state.meant(cx, cell, &typed);
    let needs_host = meaning == Meaning::New && typed.host.trim().is_empty();
    if from == Focus::Title && needs_host {
        state.focus = Some(Focus::Host);
        return;
    }
    let problem = changes::problem(cell, meaning, &typed, mark.as_ref());
    if problem == Some(Problem::Undecided) {
        state.focus = Some(Focus::Side);
        return;
    }
    if cell.added && state.added.is_open() {
        state.go_to_added();
        return;
    }
    let next = state.beside(true);
    state.go_to(cx, next);
}

/// What the title may mean, a button each.
fn choices(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, key: CellKey, typed: &Typed) {
    let width = ui.available_width();
    for choice in state.choices.clone() {
        let said = match choice {
            Choice::New => {
                let title = typed.title.trim().into();
                cx.words.with("typed-choice-new", &[("title", title)])
            }
            Choice::Session(id) => {
                let title = cx.words.session(cx.schedule, id);
                let placement = cx.schedule.sessions.get(&id).map(|it| &it.placement.value);
                let place = placement.map(|at| cx.words.place(cx.schedule, at));
                let place = place.unwrap_or_default();
                cx.words.with(
                    "typed-choice-session",
                    &[("title", title.into()), ("place", place.into())],
                )
            }
        };
        let mark = if choice == Choice::New { icon::PLUS } else { icon::MOVE };
        let press = Press::new(&said, Kind::Tab(typed.choice == Some(choice))).icon(mark);
        if button(ui, cx, press.at_left().wrap().width(width, width)) {
            state.draft.put(key, Typed { choice: Some(choice), side: None, ..typed.clone() });
            state.focus = Some(Focus::Title);
        }
    }
}

/// A session that nobody hosts yet takes a host.
fn host(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, cell: &Cell, meaning: Meaning) {
    let hostless = match meaning {
        Meaning::New => true,
        Meaning::Here(id) => {
            cx.schedule.sessions.get(&id).is_some_and(|session| session.hosts.value.is_empty())
        }
        Meaning::Same | Meaning::Empty | Meaning::CrossedOut => false,
    };
    if !hostless {
        return;
    }
    let mut typed = state.draft.of(cell.key);
    let label = cx.words.text("typed-host");
    let field = Field::new(host_id(cell.key), &label).limits(NAME_CHARS, limits::NAME_BYTES_MAX);
    let response = field.show(ui, cx, &mut typed.host);
    if take(state, Focus::Host) {
        response.request_focus();
        ui.scroll_to_rect_animation(response.rect.expand(8.0), None, ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
    if response.changed() {
        state.draft.put(cell.key, typed);
    }
    if field::entered(ui, &response) {
        go_on(cx, state, cell, Focus::Host);
    }
}

/// Where the board moved on, and the paper says something else: which of the two counts.
fn sides(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    cell: &Cell,
    (meaning, mark): (Meaning, Option<Mark>),
) {
    let Some(mark) = mark.filter(|_| meaning != Meaning::Same) else { return };
    let typed = state.draft.of(cell.key);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (side, key) in [(Side::Paper, "typed-take-paper"), (Side::Board, "typed-keep-board")] {
            let name = cx.words.text(key);
            let press =
                Press::new(&name, Kind::Tab(typed.side_at(Some(&mark)) == Some(side))).wrap();
            let response = press.show(ui, cx.t);
            if side == Side::Paper && take(state, Focus::Side) {
                response.request_focus();
                response.scroll_to_me(None);
                ui.ctx().request_repaint();
            }
            cx.follow(ui, &response);
            if response.clicked() {
                chosen = Some(side);
            }
        }
    });
    if let Some(side) = chosen {
        state.draft.put(cell.key, Typed { side: Some(side), decided: Some(mark.stands), ..typed });
        go_on(cx, state, cell, Focus::Side);
    }
}

/// For a finger: what a key types.
fn short(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, cell: &Cell) {
    let all = [
        ("typed-short-same", "", icon::CHECK),
        ("typed-short-empty", meaning::EMPTY, icon::MINUS),
        ("typed-short-crossed-out", meaning::CROSSED_OUT, icon::X),
    ];
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (key, text, mark) in all {
            let name = cx.words.text(key);
            if button(ui, cx, Press::new(&name, Kind::Quiet).icon(mark).wrap()) {
                chosen = Some(text);
            }
        }
    });
    if let Some(text) = chosen {
        let open_end = state.draft.of(cell.key).open_end;
        let mut typed = Typed { title: text.to_owned(), open_end, ..Typed::default() };
        typed.look_at(state.meant(cx, cell, &typed).1.as_ref());
        state.draft.put(cell.key, typed);
        state.choices.clear();
        go_on(cx, state, cell, Focus::Title);
    }
}

/// This field was to have the focus.
fn take(state: &mut State, focus: Focus) -> bool {
    let takes = state.focus == Some(focus);
    if takes {
        state.focus = None;
    }
    takes
}
