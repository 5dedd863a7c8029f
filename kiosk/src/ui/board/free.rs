//! Free cells: where what is carried could go, and, for those who look after the board, what an empty
//! cell could hold.

use super::{
    super::{
        Action, Editing,
        editing::{self, EditSheet},
        icon, moves,
        screen::Sheet,
        theme, widgets,
    },
    cells::{self, Scene},
};
use eframe::egui::{
    Align2, CornerRadius, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2,
};
use shared::{
    ids::{RoomId, SessionId},
    schedule::When,
};

/// Length of what is put into a day without slots, until somebody says otherwise.
const MINUTES_NEW: u32 = 30;

/// A place where something could go.
pub(super) struct Free {
    pub(super) room: RoomId,
    pub(super) when: When,
    pub(super) start: u32,
    /// Its end, where another row begins at the same time.
    pub(super) end: Option<u32>,
    /// The minute after its last.
    pub(super) last: u32,
    /// Something in the same room goes on until then.
    pub(super) busy: Option<u32>,
}

/// A free stretch of a day without slots, at the time under the pointer; nothing for those who only
/// read.
pub(super) fn at_a_time(
    ui: &Ui,
    scene: &Scene<'_, '_>,
    room: RoomId,
    (from, to): (u32, u32),
    rect: Rect,
) -> Option<Free> {
    if scene.carried.is_none() && !scene.cx.may_board {
        return None;
    }
    let minutes = match scene.carried {
        Some(session) => moves::minutes_of(scene.cx.schedule, session),
        None => MINUTES_NEW,
    };
    let start = snapped(ui, scene, rect).unwrap_or(from);
    let when = When::Timed { day: scene.drawn.plan.day, start, minutes };
    Some(Free { room, when, start, end: None, last: to, busy: None })
}

/// The time under the pointer, to five minutes; `None` when the pointer is elsewhere (the keyboard
/// chooses).
fn snapped(ui: &Ui, scene: &Scene<'_, '_>, rect: Rect) -> Option<u32> {
    let pointer = ui.ctx().pointer_interact_pos().filter(|pos| rect.contains(*pos))?;
    let minute = scene.drawn.geometry.minute_at(pointer.y - scene.origin.y)?;
    Some((minute.max(0.0) / moves::STEP as f32).floor() as u32 * moves::STEP)
}

pub(super) fn show(
    ui: &Ui,
    scene: &Scene<'_, '_>,
    free: &Free,
    rect: Rect,
    id: Id,
    out: &mut Vec<Action>,
) -> Option<Response> {
    match scene.carried {
        Some(session) => Some(place(ui, scene, free, (rect, id), session, out)),
        None if takes_focus(scene, free.last, free.busy) => {
            Some(offer(ui, scene, free, (rect, id), out))
        }
        None if free.busy.is_some() => {
            taken(ui, scene, free, (rect, id));
            None
        }
        None => {
            if !matches!(free.when, When::Timed { .. }) {
                outline(ui, scene, rect);
            }
            None
        }
    }
}

/// A free cell can be touched, and the keyboard goes there: to put something down, or to ask what could
/// go there. Nobody is asked what could go into a time that is over, or a room that is not free.
pub(super) fn takes_focus(scene: &Scene<'_, '_>, last: u32, busy: Option<u32>) -> bool {
    let over = scene.now.is_some_and(|now| i64::from(last) <= now);
    let offers = scene.cx.may_board && !scene.cx.selection.on;
    scene.carried.is_some() || (offers && !over && busy.is_none())
}

/// A cell of another stream's row, whose room is not free yet.
fn taken(ui: &Ui, scene: &Scene<'_, '_>, free: &Free, (rect, id): (Rect, Id)) {
    let cx = scene.cx;
    let until = cx.words.time(free.busy.unwrap_or(free.last));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| {
        let room = cx.words.room(cx.schedule, free.room);
        let values = [("room", room.into()), ("time", until.as_str().into())];
        WidgetInfo::labeled(Role::Label, true, cx.words.with("board-taken-until", &values))
    });
    outline(ui, scene, rect);
    let said = cx.words.with("wall-until", &[("time", until.as_str().into())]);
    let width = (rect.width() - 16.0).max(20.0);
    let galley = widgets::galley(ui, &said, theme::regular(theme::size::SMALL), cx.t.dim, width, 2);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, cx.t.dim);
}

fn outline(ui: &Ui, scene: &Scene<'_, '_>, rect: Rect) {
    let t = scene.cx.t;
    let line = Stroke::new(1.0, theme::mix(t.background, t.line, 0.8));
    ui.painter().rect_stroke(rect, CornerRadius::same(theme::RADIUS), line, StrokeKind::Inside);
}

fn named(scene: &Scene<'_, '_>, key: &str, free: &Free) -> String {
    let room = scene.cx.words.room(scene.cx.schedule, free.room);
    let time = match free.end {
        Some(end) => scene.cx.words.from_to(free.start, end),
        None => scene.cx.words.time(free.start),
    };
    scene.cx.words.with(key, &[("room", room.into()), ("time", time.into())])
}

/// An empty cell offers itself, quietly: a touch asks what goes here.
fn offer(
    ui: &Ui,
    scene: &Scene<'_, '_>,
    free: &Free,
    (rect, id): (Rect, Id),
    out: &mut Vec<Action>,
) -> Response {
    let cx = scene.cx;
    let response = ui.interact(rect, id, Sense::click());
    let there = editing::at_cell(cx, free.when, free.room);
    response.widget_info(|| {
        let mut name = named(scene, "board-empty", free);
        if let Some(who) = there {
            let values = [("name", name.as_str().into()), ("who", who.into())];
            name = cx.words.with("presence-filling-spoken", &values);
        }
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if response.clicked() {
        let sheet = Sheet::Edit(EditSheet::Fill { room: free.room, when: free.when });
        out.push(Action::Editing(Editing::Open(sheet)));
    }
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let timed = matches!(free.when, When::Timed { .. });
    let on = response.hovered() || response.has_focus();
    if on || !timed {
        outline(ui, scene, rect);
    }
    let ink = if on { cx.t.dim } else { cx.t.offer() };
    if let Some(who) = there {
        let width = (rect.width() - 24.0).max(20.0);
        let font = theme::regular(theme::size::SMALL);
        let galley = widgets::galley(ui, who, font, cx.t.dim, width, 2);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, cx.t.dim);
    } else if on && timed {
        let time = cx.words.time(free.start);
        let font = theme::semibold(theme::size::CARD);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, time, font, cx.t.dim);
    } else if on || !timed {
        let font = theme::regular(20.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon::PLUS, font, ink);
    }
    widgets::focus_ring(ui, &response, rect, cx.t);
    response
}

/// A cell that would take what is carried.
fn place(
    ui: &Ui,
    scene: &Scene<'_, '_>,
    free: &Free,
    (rect, id): (Rect, Id),
    session: SessionId,
    out: &mut Vec<Action>,
) -> Response {
    let t = scene.cx.t;
    let response = ui.interact(rect, id, Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, named(scene, "board-cell", free)));
    let over = response.dnd_hover_payload::<SessionId>().is_some();
    let timed = matches!(free.when, When::Timed { .. });
    let chosen = over || response.hovered() || response.has_focus();
    let radius = CornerRadius::same(theme::RADIUS);
    if chosen {
        let fill = theme::mix(t.background, t.accent, 0.22);
        ui.painter().rect(rect, radius, fill, Stroke::new(3.0, t.accent), StrokeKind::Inside);
    } else {
        let fill = theme::mix(t.background, t.accent, 0.07);
        let line = Stroke::new(1.5, theme::mix(t.background, t.accent, 0.6));
        ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
    }
    let ink = theme::mix(t.background, t.accent, if chosen { 1.0 } else { 0.8 });
    if timed && chosen {
        let time = scene.cx.words.time(free.start);
        let font = theme::semibold(theme::size::CARD);
        let at = pos2(rect.center().x, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, time, font, ink);
    } else {
        let font = theme::regular(24.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon::PLUS, font, ink);
    }
    let dropped = response.dnd_release_payload::<SessionId>().is_some();
    if dropped || response.clicked() {
        cells::put_down(scene, &response, session, free, out);
    }
    response
}
