//! What is on in a room, or what comes next in it.

use super::{Ink, Layout, SHARES, fitted};
use crate::ui::{
    Action, Cx,
    theme::{self, size},
    wall::now::{Part, Row, What},
    widgets,
};
use eframe::egui::{
    Color32, CornerRadius, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::ids::SessionId;

/// One of them.
pub(super) struct Cell<'a> {
    row: &'a Row,
    /// `now` or `next`.
    when: &'static str,
    title: String,
    session: Option<SessionId>,
    /// A time that only this room has.
    time: Option<String>,
    notes: Vec<String>,
    /// It does not take place.
    cancelled: bool,
    /// Of its stream; none where the room is free.
    ink: Option<Color32>,
}

impl<'a> Cell<'a> {
    pub(super) fn of(
        cx: &Cx<'_>,
        row: &'a Row,
        when: &'static str,
        part: Part,
        time: Option<String>,
    ) -> Self {
        let (title, session, ink) = match part.what {
            What::Session(id) => {
                let session = cx.schedule.sessions.get(&id);
                let index = session.and_then(|session| cx.stream_index(session));
                (cx.words.session(cx.schedule, id), Some(id), cx.t.stream(index).1)
            }
            What::Cancelled(id) => (cx.words.session(cx.schedule, id), Some(id), cx.t.dim),
            What::Fixed(id) => {
                let title = cx.schedule.fixed.get(&id).map(|item| cx.words.fixed(item).to_owned());
                (title.unwrap_or_default(), None, cx.t.dim)
            }
        };
        let mut notes = notes(cx, part);
        if is_closed(cx, row) {
            notes.insert(0, cx.words.text("wall-closed"));
        }
        let cancelled = is_cancelled(part);
        Self { row, when, title, session, time, notes, cancelled, ink: Some(ink) }
    }

    /// Nothing in this room, while others have something.
    pub(super) fn free(cx: &Cx<'_>, row: &'a Row) -> Self {
        let title = free_said(cx, row);
        let notes = Vec::new();
        let (session, time, when) = (None, None, "now");
        Self { row, when, title, session, time, notes, cancelled: false, ink: None }
    }

    /// How much of the usual size lets its title be whole.
    pub(super) fn share(&self, ui: &Ui, cx: &Cx<'_>, layout: &Layout, rect: Rect) -> f32 {
        if self.ink.is_none() {
            return 1.0;
        }
        let face = self.face(ui, cx, layout, rect);
        let whole = |share: &f32| {
            let size = layout.font * share;
            let rows = (face.room.1 / (size * 1.2)).floor().clamp(1.0, 3.0) as usize;
            let font = theme::semibold(size);
            let set = widgets::galley(ui, &self.title, font, face.ink, face.room.0, rows);
            !set.elided && set.size().y <= face.room.1 + 0.5
        };
        SHARES.into_iter().find(whole).unwrap_or(0.0)
    }

    /// Where its parts are.
    fn face(&self, ui: &Ui, cx: &Cx<'_>, layout: &Layout, rect: Rect) -> Face {
        let t = cx.t;
        let inner = rect.shrink2(vec2(8.0, if layout.tall { 1.0 } else { 5.0 }));
        let left = inner.min.x + (layout.font * 0.48).max(14.0);
        let ink = match (self.cancelled, self.when) {
            (true, _) => t.dim,
            (false, "now") => t.text,
            (false, _) => theme::mix(t.text, t.dim, 0.35),
        };
        let note_ink = if self.cancelled { t.warn } else { t.dim };
        let mut said: Vec<&str> = self.time.as_deref().into_iter().collect();
        // On a tall screen the name of the room has the notes of what is on beside it.
        if !(layout.tall && self.when == "now") {
            said.extend(self.notes.iter().map(String::as_str));
        }
        let said = said.join("  ·  ");
        // In large type a room that is alone has a low line for what comes next.
        let small = (layout.font * 0.62).min(inner.height() / 1.3).max(size::BODY);
        let below = !layout.tall && inner.height() > layout.font * 1.25 + small * 1.3;
        let width = (inner.max.x - left).max(30.0);
        let note = (!said.is_empty()).then(|| {
            let width = if below { width } else { width * 0.5 };
            widgets::galley(ui, &said, theme::semibold(small), note_ink, width, 1)
        });
        let beside = note.as_ref().filter(|_| !below).map_or(0.0, |note| note.size().x + 16.0);
        let under = if below && note.is_some() { small * 1.25 } else { 0.0 };
        let room = ((width - beside).max(40.0), inner.height() - under);
        Face { inner, left, beside, under, room, note, ink, struck: self.cancelled }
    }

    /// Gives whether somebody touches it, or has come to it with the keyboard.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        layout: &Layout,
        rect: Rect,
        out: &mut Vec<Action>,
    ) -> bool {
        let Some(ink) = self.ink else {
            free(ui, cx, layout, self.row, rect, &self.title);
            return false;
        };
        let id = ui.scope_id().with((self.when, self.row.room.0));
        let sense = if self.session.is_some() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| {
            let said = self.time.iter().chain(&self.notes).map(|note| format!(", {note}"));
            let role = if self.session.is_some() { Role::Button } else { Role::Label };
            let notes = said.collect::<String>();
            WidgetInfo::labeled(role, true, spoken(cx, self.row, self.when, &self.title, &notes))
        });
        if let Some(session) = self.session.filter(|_| response.clicked()) {
            out.push(Action::Open(session));
        }
        let face = self.face(ui, cx, layout, rect);
        face.paint(ui, cx, layout, &self.title, ink);
        widgets::focus_ring(ui, &response, rect.shrink(3.0), cx.t);
        let keys = response.has_focus() && ui.input(|input| !input.events.is_empty());
        keys || response.gained_focus() || response.is_pointer_button_down_on()
    }
}

/// Where the parts of a cell are.
struct Face {
    inner: Rect,
    left: f32,
    /// Width of the note before the title.
    beside: f32,
    /// Height of the note below the title.
    under: f32,
    /// Width and height for the title.
    room: (f32, f32),
    note: Option<std::sync::Arc<eframe::egui::Galley>>,
    ink: Color32,
    /// A line goes through the title.
    struck: bool,
}

impl Face {
    /// A stripe in the colour of the stream, the title, and a quieter note below or before it.
    fn paint(self, ui: &Ui, cx: &Cx<'_>, layout: &Layout, title: &str, stripe: Color32) {
        let inner = self.inner;
        let font: super::Font = (theme::semibold, layout.font);
        let ink = Ink { colour: self.ink, struck: self.struck };
        let title = fitted(ui, title, font, ink, self.room, layout.share);
        let height = title.size().y + self.under;
        let top = inner.center().y - height / 2.0;
        let bar = height.min(inner.height()).max(layout.font * 1.1) - layout.font * 0.1;
        let bar = Rect::from_min_size(
            pos2(inner.min.x, inner.center().y - bar / 2.0),
            vec2((layout.font * 0.16).max(5.0), bar),
        );
        ui.painter().rect_filled(bar, CornerRadius::same(3), stripe);
        let below = top + title.size().y + 2.0;
        ui.painter().galley(pos2(self.left + self.beside, top), title, self.ink);
        if let Some(note) = self.note {
            let y = if self.under > 0.0 { below } else { inner.center().y - note.size().y / 2.0 };
            ui.painter().galley(pos2(self.left, y), note, cx.t.dim);
        }
    }
}

/// What else there is to say of it: others in the same room, that nobody fits in.
pub(super) fn notes(cx: &Cx<'_>, part: Part) -> Vec<String> {
    let mut notes = Vec::new();
    if is_cancelled(part) {
        notes.push(cx.words.text("card-mark-cancelled"));
    }
    if part.others > 0 {
        notes.push(cx.words.with("wall-others", &[("n", part.others.into())]));
    }
    let full = match part.what {
        What::Session(id) => cx.schedule.sessions.get(&id).is_some_and(|session| session.full),
        What::Fixed(_) | What::Cancelled(_) => false,
    };
    if full {
        notes.push(cx.words.text("wall-full"));
    }
    notes
}

/// It does not take place.
pub(super) fn is_cancelled(part: Part) -> bool {
    matches!(part.what, What::Cancelled(_))
}

fn is_closed(cx: &Cx<'_>, row: &Row) -> bool {
    cx.schedule.rooms.get(&row.room).is_some_and(|room| room.closed)
}

/// That the room is free, and until when; or that nobody may go there.
pub(super) fn free_said(cx: &Cx<'_>, row: &Row) -> String {
    match row.taken {
        _ if is_closed(cx, row) => cx.words.text("wall-closed"),
        Some(start) => cx.words.with("wall-free-until", &[("time", cx.words.time(start).into())]),
        None => cx.words.text("wall-free"),
    }
}

fn spoken(cx: &Cx<'_>, row: &Row, when: &str, title: &str, notes: &str) -> String {
    let room = cx.words.room(cx.schedule, row.room);
    let values = [
        ("when", when.into()),
        ("room", room.into()),
        ("title", title.into()),
        ("notes", notes.into()),
    ];
    cx.words.with("wall-cell", &values)
}

pub(super) fn free_node(ui: &Ui, cx: &Cx<'_>, row: &Row, rect: Rect, said: &str) {
    let id = ui.scope_id().with(("free", row.room.0));
    let response = ui.interact(rect, id, Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(cx, row, "now", said, "")));
}

fn free(ui: &Ui, cx: &Cx<'_>, layout: &Layout, row: &Row, rect: Rect, said: &str) {
    let left = 8.0 + (layout.font * 0.48).max(14.0);
    let room = (rect.width() - left, rect.height());
    let font: super::Font = (theme::regular, (layout.font * 0.66).max(size::BODY));
    let line = fitted(ui, said, font, Ink::of(cx.t.dim), room, 1.0);
    free_node(ui, cx, row, rect, said);
    let at = pos2(rect.min.x + left, rect.center().y - line.size().y / 2.0);
    ui.painter().galley(at, line, cx.t.dim);
}
