//! The bar above everything: which event and day, what to look at, how safe the data is, what time.

mod tools;

use super::{
    Action, Cx, Page, Screen,
    editing::{EditSheet, Editing},
    icon, moves,
    screen::Sheet,
    selection,
    theme::{self, size},
    widgets::{self, Ends, Kind, Press},
};
use crate::view::Here;
use eframe::egui::{self, Align, Layout, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};
use shared::ids::{DayId, SessionId};

const HEIGHT: f32 = 58.0;
/// Beside the name of the event: at least this much of it, or none.
const NAME_MIN: f32 = 120.0;
/// Below this width what stands in the bar moves together.
const TIGHT: f32 = 560.0;

/// Two rows: what this is and how to find something in it, then the pages and what they show.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let width = ui.available_width();
    let narrow = width < theme::NARROW_SCREEN;
    let tiny = width < 860.0;
    ui.scope(|ui| {
        if tiny {
            // Everything has its place beside the others, also at twice the size.
            ui.spacing_mut().item_spacing.x = if width < TIGHT { 4.0 } else { 8.0 };
        }
        let ends = Ends::new(ui, "bar-first", HEIGHT);
        ends.left(ui, |ui| {
            if !tiny {
                // What can be touched goes before the name.
                let gap = ui.spacing().item_spacing.x;
                let touched = if cx.lit.is_some() { 3.0 } else { 2.0 };
                let touched = touched * (theme::TOUCH_MIN + 4.0 + gap) + 14.0;
                let most: f32 = if narrow { 240.0 } else { 330.0 };
                let most = most.min(ui.available_width() - touched);
                if most >= NAME_MIN {
                    name(ui, cx, screen, most);
                    ui.add_space(14.0);
                }
            }
            if cx.view.event.is_some() {
                find(ui, cx, screen, out);
            }
        });
        ends.right(ui, |ui| tools::show(ui, cx, screen, (width, tiny), out));
    });
    if cx.view.event.is_some() {
        ui.add_space(4.0);
        let own_row = own_row(ui, narrow);
        let ends = Ends::new(ui, "bar-second", theme::TOUCH_MIN);
        ends.left(ui, |ui| {
            // The days of the board come before the names of the pages.
            let icons = tiny || (narrow && screen.page == Page::Board && !own_row);
            tabs_ui(ui, cx, screen, (icons, tiny, own_row), out);
        });
        ends.right(ui, |ui| {
            if screen.page == Page::Board && !tiny {
                grid(ui, cx, false, out);
            }
            // "Undo" stays where it is: a second touch must not be the opposite of the first.
            again(ui, cx, out);
            undo(ui, cx, tiny, out);
            clashes(ui, cx, tiny, out);
        });
        if screen.page == Page::Board && own_row && (tiny || has_choice(cx)) {
            ui.add_space(4.0);
            ScrollArea::horizontal().id_salt("days").auto_shrink([false, true]).show(ui, |ui| {
                ui.horizontal(|ui| of_board(ui, cx, screen, tiny, out));
            });
        }
    }
    if let Some(id) = cx.picked {
        picked(ui, cx, id, out);
    } else {
        selection::bar(ui, cx, screen, out);
    }
}

/// The way to any session, and to a new one.
fn find(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let pitch = cx.words.text("top-pitch");
    let searched = cx.lit.as_ref().filter(|_| screen.page == Page::Board);
    let room = ui.available_width() - searched.map_or(0.0, |_| theme::TOUCH_MIN + 16.0);
    let least = (room - 240.0).clamp(theme::TOUCH_MIN, 420.0);
    let said = match searched {
        Some(lit) => {
            let values = [("typed", lit.typed.as_str().into()), ("n", lit.found.len().into())];
            cx.words.with("top-found", &values)
        }
        None => cx.words.text("top-find"),
    };
    let short = match searched {
        Some(lit) => cx.words.with("search-count", &[("n", lit.found.len().into())]),
        None => cx.words.text("top-find-short"),
    };
    let font = theme::semibold(size::BODY);
    let whole = widgets::galley(ui, &said, font, cx.t.text, f32::INFINITY, 1).size().x;
    // Beside the text there are the padding of the button and its icon.
    let shown = if whole + 72.0 > least { &short } else { &said };
    let kind = Kind::Tab(searched.is_some());
    let press = if least < 150.0 {
        Press::new("", if searched.is_some() { kind } else { Kind::Plain })
    } else {
        Press::new(shown, kind).width(least, least)
    };
    if press.icon(icon::SEARCH).spoken(said.clone()).show(ui, cx.t).clicked() {
        out.push(Action::Go(Page::Search));
    }
    if searched.is_some() {
        let clear = Press::icon_only(icon::X, cx.words.text("search-clear"));
        if clear.show(ui, cx.t).clicked() {
            out.push(Action::ClearSearch);
        }
    }
    // Beside what was found a very narrow bar has no room for it.
    if !cx.may_floor || ui.available_width() < theme::TOUCH_MIN {
        return;
    }
    let press = if ui.available_width() < 190.0 {
        Press::icon_only(icon::PLUS, pitch.clone())
    } else {
        Press::new(&pitch, Kind::Primary).icon(icon::PLUS)
    };
    if press.show(ui, cx.t).clicked() {
        out.push(Action::Go(Page::Pitch));
    }
}

/// The name of the event over the day.
fn name(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, width: f32) {
    let t = cx.t;
    let event = match cx.schedule.event.name.value.as_str() {
        "" => cx.words.text("event-unnamed"),
        name => name.to_owned(),
    };
    let title = widgets::galley(ui, &event, theme::extrabold(size::HEADING), t.text, width, 1);
    let date = screen.day.map(|day| cx.words.day_and_date(cx.schedule, day)).unwrap_or_default();
    let line = |said: &str| widgets::galley(ui, said, theme::regular(16.0), t.dim, width, 1);
    let mut whole = line(&date);
    if let Some(day) = screen.day.filter(|_| whole.elided) {
        // A day with a name of its own: its date goes without it.
        whole = line(&cx.words.date(cx.schedule, day));
        if whole.elided {
            whole = line(&cx.words.day(cx.schedule, day));
        }
    }
    let line = whole;
    let size = vec2(title.size().x.max(line.size().x), title.size().y + line.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = format!("{event} · {date}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let below = rect.min + vec2(0.0, title.size().y);
    ui.painter().galley(rect.min, title, t.text);
    ui.painter().galley(below, line, t.dim);
}

/// How the grid is drawn, and whether a touch chooses; in a line that scrolls it follows the keyboard.
fn grid(ui: &mut Ui, cx: &Cx<'_>, scrolled: bool, out: &mut Vec<Action>) {
    let mut show = |press: Press<'_>, spoken: &str| {
        let press = if scrolled { press.scrolled() } else { press };
        let response = press.show(ui, cx.t);
        if scrolled {
            cx.follow(ui, &response);
        }
        response.on_hover_text(spoken).clicked()
    };
    if cx.may_board {
        let on = cx.selection.on;
        let spoken = cx.words.text("board-select");
        let press = Press::new("", Kind::Tab(on)).icon(icon::CHECKED).spoken(spoken.clone());
        if show(press, &spoken) {
            out.push(Action::Editing(Editing::Select(!on)));
        }
    }
    let values = [("density", cx.density.word().into())];
    let spoken = cx.words.with("board-density", &values);
    if show(Press::icon_only(icon::ROWS, spoken.clone()), &spoken) {
        out.push(Action::Editing(Editing::NextDensity));
    }
}

/// What needs a person is told to those who can settle it.
fn clashes(ui: &mut Ui, cx: &Cx<'_>, tiny: bool, out: &mut Vec<Action>) {
    if !cx.may_board {
        return;
    }
    let n = cx.view.clashes.len();
    let said = cx.words.with("board-clashes", &[("n", n.into())]);
    let shown = if tiny { n.to_string() } else { said.clone() };
    let press = if n == 0 {
        Press::icon_only(icon::LIST, cx.words.text("board-clashes-none"))
    } else {
        Press::new(&shown, Kind::Alert).icon(icon::WARN).spoken(said).does("clashes")
    };
    if press.show(ui, cx.t).clicked() {
        out.push(Action::ShowClashes(true));
    }
}

fn undo(ui: &mut Ui, cx: &Cx<'_>, tiny: bool, out: &mut Vec<Action>) {
    let Some(last) = cx.view.undoable.iter().find(|own| cx.is_own(own)) else {
        return;
    };
    let what = cx.words.command(cx.schedule, &last.command);
    let spoken = cx.words.with("board-undo", &[("what", what.into())]);
    let short = cx.words.text("board-undo-short");
    let press = if tiny {
        Press::icon_only(icon::UNDO, spoken.clone())
    } else {
        Press::new(&short, Kind::Plain).icon(icon::UNDO).spoken(spoken.clone())
    };
    let can = cx.view.data.here == Here::Saved;
    if press.enabled(can).show(ui, cx.t).on_hover_text(spoken).clicked() {
        out.push(Action::Undo { set: last.set, keep_later_edits: false });
    }
}

/// What was undone last can be done again.
fn again(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let Some(last) = cx.view.redoable.iter().find(|own| cx.is_own(own)) else {
        return;
    };
    let what = cx.words.command(cx.schedule, &last.command);
    let spoken = cx.words.with("top-redo", &[("what", what.into())]);
    let can = cx.view.data.here == Here::Saved;
    let press = Press::icon_only(icon::REDO, spoken.clone()).enabled(can);
    if press.show(ui, cx.t).on_hover_text(spoken).clicked() {
        out.push(Action::Undo { set: last.set, keep_later_edits: false });
    }
}

/// Pages, and on the board days, then the streams of the day.
fn tabs_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &Screen,
    (icons, tiny, own_row): (bool, bool, bool),
    out: &mut Vec<Action>,
) {
    ScrollArea::horizontal().id_salt("tabs").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            pages(ui, cx, screen, icons, out);
            announce(ui, cx, out);
            if screen.page == Page::Board && !own_row {
                ui.add_space(16.0);
                of_board(ui, cx, screen, tiny, out);
            }
        });
    });
}

/// What is announced on every screen is written by whoever looks after the board.
fn announce(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    if !cx.may_board {
        return;
    }
    let spoken = cx.words.text("announce-open");
    let press = Press::icon_only(icon::MEGAPHONE, spoken.clone()).scrolled();
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    if response.on_hover_text(spoken).clicked() {
        let sheet = Sheet::Edit(EditSheet::Announce);
        out.push(Action::Editing(Editing::Open(sheet)));
    }
}

/// On a narrow and high screen what the board shows has a row of its own.
fn own_row(ui: &Ui, narrow: bool) -> bool {
    narrow && ui.ctx().content_rect().height() > theme::LOW_SCREEN
}

/// There is another day or stream to switch to.
fn has_choice(cx: &Cx<'_>) -> bool {
    let streams = |day| cx.schedule.streams_of(day).len() > 1;
    cx.schedule.days_in_order().len() > 1 || cx.day.is_some_and(streams)
}

/// Days and streams, and how the grid is drawn.
fn of_board(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, tiny: bool, out: &mut Vec<Action>) {
    days(ui, cx, screen, out);
    streams(ui, cx, screen, out);
    if tiny {
        ui.add_space(12.0);
        grid(ui, cx, true, out);
    }
}

fn pages(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, tiny: bool, out: &mut Vec<Action>) {
    let pages = [
        (Page::Wall, icon::CLOCK, "top-wall"),
        (Page::Board, icon::GRID, "top-board"),
        (Page::Moved, icon::CHANGES, "top-moved"),
        (Page::Info, icon::INFO, "top-info"),
    ];
    for (page, mark, key) in pages {
        let name = cx.words.text(key);
        let chosen = Kind::Tab(screen.page == page);
        let tab = if tiny { Press::new("", chosen) } else { Press::new(&name, chosen) };
        let response = tab.icon(mark).spoken(name.clone()).scrolled().show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            out.push(Action::Go(page));
        }
    }
}

fn days(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let days = cx.schedule.days_in_order();
    for (day, _) in days.iter().filter(|_| days.len() > 1) {
        let mut name = cx.words.day(cx.schedule, *day);
        if let Some(n) = cx.lit.as_ref().and_then(|lit| lit.on_days.get(day)) {
            name = cx.words.with("top-day-found", &[("day", name.into()), ("n", (*n).into())]);
        }
        let tab =
            Press::new(&name, Kind::Tab(screen.day == Some(*day))).width(0.0, 260.0).scrolled();
        let spoken = cx.words.day_and_date(cx.schedule, *day);
        let response = tab.spoken(spoken).show(ui, cx.t);
        cx.follow(ui, &response);
        if screen.day == Some(*day) {
            in_sight(ui, &response, *day);
        }
        if response.clicked() || moves::held_over(ui, &response, screen.day == Some(*day)) {
            out.push(Action::ShowDay(*day));
        }
    }
}

/// The day that is shown is in sight when it is chosen, also by the clock; then whoever scrolls the
/// line may leave it.
fn in_sight(ui: &Ui, response: &egui::Response, day: DayId) {
    let id = egui::Id::unique("day-in-sight");
    let seen = (day, ui.ctx().content_rect().size());
    let before = ui.data(|data| data.get_temp::<(DayId, egui::Vec2)>(id));
    if before != Some(seen) {
        ui.data_mut(|data| data.insert_temp(id, seen));
        response.scroll_to_me(None);
    }
}

fn streams(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let streams = screen.day.map(|day| cx.schedule.streams_of(day)).unwrap_or_default();
    if streams.len() < 2 {
        return;
    }
    ui.add_space(12.0);
    let all = cx.words.text("board-stream-all");
    let tab = Press::new(&all, Kind::Tab(screen.stream.is_none())).scrolled();
    let response = tab.show(ui, cx.t);
    cx.follow(ui, &response);
    if response.clicked() || moves::held_over(ui, &response, screen.stream.is_none()) {
        out.push(Action::ShowStream(None));
    }
    for (id, _) in streams {
        let name = cx.words.stream(cx.schedule, id);
        let (_, ink) = cx.t.stream(cx.facts.streams.get(&id).copied());
        let tab = Press::new(&name, Kind::Tab(screen.stream == Some(id))).dot(ink);
        let response = tab.width(0.0, 260.0).scrolled().show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() || moves::held_over(ui, &response, screen.stream == Some(id)) {
            out.push(Action::ShowStream(Some(id)));
        }
    }
}

/// What is being moved, and how to stop.
fn picked(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, out: &mut Vec<Action>) {
    let t = cx.t;
    ui.add_space(4.0);
    let frame = egui::Frame::new()
        .fill(theme::mix(t.bar, t.accent, 0.16))
        .corner_radius(f32::from(theme::RADIUS))
        .inner_margin(egui::Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let cancel = cx.words.text("cancel");
            let spoken = cx.words.text("board-choose-cancel");
            if Press::new(&cancel, Kind::Plain).spoken(spoken).show(ui, t).clicked() {
                out.push(Action::PutDown);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let said = if selection::is_of_group(&cx.selection, id) {
                    let n = cx.selection.chosen.len();
                    cx.words.with("board-choose-places", &[("n", n.into())])
                } else {
                    let title = cx.words.session(cx.schedule, id);
                    cx.words.with("board-choose-place", &[("title", title.into())])
                };
                let font = theme::semibold(size::BODY);
                widgets::announce(&widgets::text(ui, Some(icon::HAND), &said, font, t.text));
            });
        });
    });
}
