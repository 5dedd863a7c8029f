//! The lists of the page: what there is, with what can be done with each, and what was removed.

use super::{
    super::{
        Action, Cx, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    State, Tab, UpkeepSheet,
    form::Target,
    open, open_form, pressed,
};
use eframe::egui::{Color32, CornerRadius, Frame, Margin, Rect, Stroke, Ui, vec2};
use shared::{
    command::{Command, Thing},
    ids::{DayId, RoomId, StreamId},
    schedule::{Day, Placement, Room, Stream},
    upkeep::{hanging, one_room_along, one_stream_along},
};
use std::sync::Arc;

/// Beside its buttons a name has at least this room, or they stand below it.
const NAME_MIN: f32 = 320.0;

/// One thing in a list.
struct Entry {
    thing: Thing,
    name: String,
    /// What there is to know about it.
    about: String,
    dot: Option<Color32>,
    removed: bool,
}

/// What a touch on an entry asks for.
#[derive(Clone, Copy)]
enum Touch {
    Change,
    Up,
    Down,
    Close(bool),
    Remove,
    BringBack,
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    let day = day(cx, state);
    match state.tab {
        Tab::Facts => {
            facts(ui, cx, state, out);
            return;
        }
        Tab::Slots => days(ui, cx, state, day),
        Tab::Days | Tab::Rooms | Tab::Streams | Tab::Devices | Tab::People => {}
    }
    add(ui, cx, state, day, out);
    let entries = entries(cx, state.tab, day);
    if entries.is_empty() {
        let said = cx.words.text("upkeep-nothing");
        widgets::text(ui, None, &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    let tab = state.tab;
    let keyed = entries.iter().map(|entry| ((tab, format!("{:?}", entry.thing)), entry));
    let mut touched = None;
    state.heights.show(ui, viewport, keyed, |ui, entry| {
        if let Some(touch) = one(ui, cx, entry) {
            touched = Some((touch, entry.thing));
        }
    });
    if let Some((touch, thing)) = touched {
        act(cx, state, touch, thing, out);
    }
}

/// The day whose slots are shown: the chosen one while it is there.
fn day(cx: &Cx<'_>, state: &State) -> Option<DayId> {
    let days = cx.schedule.days_in_order();
    let there = |day: DayId| days.iter().any(|(id, _)| *id == day);
    let first = days.first().map(|(id, _)| *id);
    state.day.or(cx.day).filter(|day| there(*day)).or(first)
}

fn days(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, day: Option<DayId>) {
    let days = cx.schedule.days_in_order();
    if days.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (id, _) in days {
            let name = cx.words.day_and_date(cx.schedule, id);
            if pressed(ui, cx, Press::new(&name, Kind::Tab(day == Some(id))).wrap()) {
                state.day = Some(id);
            }
        }
    });
}

/// What can be added, and the rest of the day.
fn add(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, day: Option<DayId>, out: &mut Vec<Action>) {
    let targets: Vec<(&str, Target)> = match (state.tab, day) {
        (Tab::Days, _) => vec![("upkeep-add-day", Target::Day(None))],
        (Tab::Rooms, _) => vec![("upkeep-add-room", Target::Room(None))],
        (Tab::Streams, _) => vec![("upkeep-add-stream", Target::Stream(None))],
        (Tab::Slots, Some(day)) => vec![
            ("upkeep-add-slot", Target::Slot(None, day)),
            ("upkeep-add-fixed", Target::Fixed(None, day)),
        ],
        (Tab::Facts | Tab::Devices | Tab::People, _) | (Tab::Slots, None) => Vec::new(),
    };
    ui.horizontal_wrapped(|ui| {
        for (key, target) in targets {
            let name = cx.words.text(key);
            if pressed(ui, cx, Press::new(&name, Kind::Primary).icon(icon::PLUS)) {
                open_form(cx, state, target, out);
            }
        }
        if let (Tab::Slots, Some(day)) = (state.tab, day) {
            let name = cx.words.text("upkeep-shift");
            if pressed(ui, cx, Press::new(&name, Kind::Plain).icon(icon::CLOCK)) {
                state.shift.begin(cx, day);
                open(UpkeepSheet::Shift(day), out);
            }
        }
    });
}

/// The facts of the event, as they are.
fn facts(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let name = cx.words.text("upkeep-change-facts");
    if pressed(ui, cx, Press::new(&name, Kind::Primary).icon(icon::EDIT)) {
        open_form(cx, state, Target::Event, out);
    }
    let event = &cx.schedule.event;
    for (key, value) in [
        ("upkeep-event-name", &event.name.value),
        ("upkeep-venue", &event.venue.value),
        ("upkeep-zone", &event.zone.value),
        ("upkeep-info", &event.info.value),
        ("upkeep-info-cy", &event.info_cy.value),
    ] {
        ui.add_space(4.0);
        let label = cx.words.text(key);
        widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.dim);
        let (said, ink) = match value.trim() {
            "" => (cx.words.text("upkeep-empty"), cx.t.dim),
            text => (text.to_owned(), cx.t.text),
        };
        widgets::text(ui, None, &said, theme::regular(size::LEAD), ink);
    }
}

/// What is there, then what was removed.
fn entries(cx: &Cx<'_>, tab: Tab, day: Option<DayId>) -> Vec<Entry> {
    let mut entries = match (tab, day) {
        (Tab::Facts | Tab::Devices | Tab::People, _) | (Tab::Slots, None) => Vec::new(),
        (Tab::Days, _) => day_entries(cx),
        (Tab::Rooms, _) => room_entries(cx),
        (Tab::Streams, _) => stream_entries(cx),
        (Tab::Slots, Some(day)) => slot_entries(cx, day),
    };
    entries.sort_by_key(|entry| entry.removed);
    entries
}

fn day_entries(cx: &Cx<'_>) -> Vec<Entry> {
    let mut days: Vec<_> = cx.schedule.days.iter().collect();
    days.sort_by(|(a, x), (b, y)| x.date.value.cmp(&y.date.value).then(a.cmp(b)));
    let entry = |(id, day): (&DayId, &Arc<Day>)| {
        let hangs = hanging(cx.schedule, Thing::Day(*id));
        let values = [("slots", hangs.slots.into()), ("sessions", hangs.sessions.into())];
        Entry {
            thing: Thing::Day(*id),
            name: cx.words.day_and_date(cx.schedule, *id),
            about: cx.words.with("upkeep-about-day", &values),
            dot: None,
            removed: day.removal.is_removed(),
        }
    };
    days.into_iter().map(entry).collect()
}

fn room_entries(cx: &Cx<'_>) -> Vec<Entry> {
    let mut rooms: Vec<_> = cx.schedule.rooms.iter().collect();
    rooms.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
    let entry = |(id, room): (&RoomId, &Arc<Room>)| {
        let mut about = Vec::new();
        if room.closed {
            about.push(cx.words.text("board-closed"));
        }
        if room.capacity.value > 0 {
            about.push(cx.words.with("info-seats", &[("n", room.capacity.value.into())]));
        }
        about.extend(room.marks.value.iter().map(|mark| cx.words.mark(mark)));
        about.extend(room.streams.value.iter().map(|id| cx.words.stream(cx.schedule, *id)));
        about.extend(room.days.value.iter().map(|id| cx.words.day(cx.schedule, *id)));
        Entry {
            thing: Thing::Room(*id),
            name: cx.words.room(cx.schedule, *id),
            about: about.join(" · "),
            dot: None,
            removed: room.removal.is_removed(),
        }
    };
    rooms.into_iter().map(entry).collect()
}

fn stream_entries(cx: &Cx<'_>) -> Vec<Entry> {
    let mut streams: Vec<_> = cx.schedule.streams.iter().collect();
    streams.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
    let entry = |(id, stream): (&StreamId, &Arc<Stream>)| {
        let n = hanging(cx.schedule, Thing::Stream(*id)).sessions;
        let mut about = vec![cx.words.with("upkeep-sessions", &[("n", n.into())])];
        about.extend(stream.days.value.iter().map(|id| cx.words.day(cx.schedule, *id)));
        let (_, ink) = cx.t.stream(cx.facts.streams.get(id).copied());
        Entry {
            thing: Thing::Stream(*id),
            name: cx.words.stream(cx.schedule, *id),
            about: about.join(" · "),
            dot: Some(ink),
            removed: stream.removal.is_removed(),
        }
    };
    streams.into_iter().map(entry).collect()
}

/// Slots and breaks of a day, by time.
fn slot_entries(cx: &Cx<'_>, day: DayId) -> Vec<Entry> {
    let streams = |all: &[StreamId]| -> Vec<String> {
        all.iter().map(|id| cx.words.stream(cx.schedule, *id)).collect()
    };
    let mut found = Vec::new();
    for (id, slot) in cx.schedule.slots.iter().filter(|(_, slot)| slot.span.value.day == day) {
        let span = slot.span.value;
        let thing = Thing::Slot(*id);
        let n = hanging(cx.schedule, thing).sessions;
        let mut about = vec![cx.words.with("upkeep-slot-with", &[("n", n.into())])];
        about.extend(streams(&slot.streams.value));
        let removed = slot.removal.is_removed();
        found.push((span, thing, cx.words.from_to(span.start, span.end()), about, removed));
    }
    for (id, item) in &cx.schedule.fixed {
        let at = &item.placement.value;
        let Some(span) = cx.schedule.span(at).filter(|span| span.day == day) else { continue };
        let when = cx.words.from_to(span.start, span.end());
        let name = format!("{when} · {}", cx.words.fixed(item));
        let rooms = cx.words.rooms(cx.schedule, at);
        let all = matches!(at, Placement::At { rooms, .. } if rooms.is_empty());
        let mut about = vec![if all { cx.words.text("upkeep-all-rooms") } else { rooms }];
        about.extend(streams(&item.streams.value));
        found.push((span, Thing::Fixed(*id), name, about, item.removal.is_removed()));
    }
    found.sort_by_key(|one| (one.0.start, one.0.minutes, one.1));
    let entry = |(_, thing, name, about, removed): (_, _, String, Vec<String>, _)| {
        let name = if removed { cx.words.with("removed", &[("name", name.into())]) } else { name };
        Entry { thing, name, about: about.join(" · "), dot: None, removed }
    };
    found.into_iter().map(entry).collect()
}

/// A button of an entry.
struct Button {
    touch: Touch,
    text: String,
    mark: &'static str,
    spoken: String,
}

impl Button {
    fn of(cx: &Cx<'_>, entry: &Entry, touch: Touch) -> Self {
        let (key, spoken, mark) = match touch {
            Touch::Change => ("upkeep-change", "upkeep-change-spoken", icon::EDIT),
            Touch::Up => ("upkeep-up", "upkeep-up-spoken", icon::ARROW_UP),
            Touch::Down => ("upkeep-down", "upkeep-down-spoken", icon::ARROW_DOWN),
            Touch::Close(true) => ("upkeep-close", "upkeep-close-spoken", icon::DOOR_CLOSED),
            Touch::Close(false) => ("upkeep-open", "upkeep-open-spoken", icon::DOOR_OPEN),
            Touch::Remove => ("upkeep-remove", "upkeep-remove-spoken", icon::TRASH),
            Touch::BringBack => ("upkeep-bring-back", "upkeep-bring-back-spoken", icon::UNDO),
        };
        let spoken = cx.words.with(spoken, &[("name", entry.name.as_str().into())]);
        Self { touch, text: cx.words.text(key), mark, spoken }
    }

    fn press(&self) -> Press<'_> {
        Press::new(&self.text, Kind::Plain).icon(self.mark).spoken(self.spoken.clone())
    }
}

fn buttons(cx: &Cx<'_>, entry: &Entry) -> Vec<Button> {
    let mut touches = vec![Touch::Change];
    if let Thing::Room(id) = entry.thing
        && let Some(room) = cx.schedule.rooms.get(&id)
    {
        touches.push(Touch::Close(!room.closed));
    }
    if let Thing::Room(_) | Thing::Stream(_) = entry.thing {
        touches.extend([Touch::Up, Touch::Down]);
    }
    touches.push(Touch::Remove);
    if entry.removed {
        touches = vec![Touch::BringBack];
    }
    touches.into_iter().map(|touch| Button::of(cx, entry, touch)).collect()
}

fn one(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry) -> Option<Touch> {
    let buttons = buttons(cx, entry);
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 10));
    frame.show(ui, |ui| row(ui, cx, entry, &buttons)).inner
}

/// A name with its buttons beside it, or below it where that is too narrow.
fn row(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry, buttons: &[Button]) -> Option<Touch> {
    let width = ui.available_width();
    ui.set_width(width);
    let gap = ui.spacing().item_spacing.x;
    let taken: f32 = buttons.iter().map(|one| one.press().measure(ui).x + gap).sum();
    let touched = |ui: &mut Ui| {
        let touched = buttons.iter().map(|one| (pressed(ui, cx, one.press()), one.touch));
        touched.fold(None, |found, (pressed, touch)| if pressed { Some(touch) } else { found })
    };
    let beside = width - taken - gap;
    if beside < NAME_MIN {
        names(ui, cx, entry);
        return ui.horizontal_wrapped(touched).inner;
    }
    let drawn = ui.horizontal(|ui| {
        // As high as a button, and the names in its middle.
        ui.allocate_ui(vec2(beside, theme::TOUCH_MIN), |ui| {
            ui.vertical(|ui| {
                ui.set_width(beside);
                if entry.about.is_empty() {
                    ui.add_space((theme::TOUCH_MIN - size::LEAD) / 2.0 - 4.0);
                }
                names(ui, cx, entry);
            });
        });
        touched(ui)
    });
    drawn.inner
}

fn names(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry) {
    let ink = match (entry.removed, entry.dot) {
        (true, _) => cx.t.dim,
        (false, Some(ink)) => ink,
        (false, None) => cx.t.text,
    };
    widgets::text(ui, None, &entry.name, theme::semibold(size::LEAD), ink);
    if !entry.about.is_empty() {
        widgets::text(ui, None, &entry.about, theme::regular(size::BODY), cx.t.dim);
    }
}

fn act(cx: &Cx<'_>, state: &mut State, touch: Touch, thing: Thing, out: &mut Vec<Action>) {
    let along = |back| match thing {
        Thing::Room(room) => one_room_along(cx.schedule, room, back),
        Thing::Stream(stream) => one_stream_along(cx.schedule, stream, back),
        Thing::Day(_) | Thing::Slot(_) | Thing::Fixed(_) | Thing::Announcement(_) => None,
    };
    match touch {
        Touch::Change => {
            if let Some(target) = target(cx, thing) {
                open_form(cx, state, target, out);
            }
        }
        Touch::Up => out.extend(along(true).map(Action::Do)),
        Touch::Down => out.extend(along(false).map(Action::Do)),
        Touch::Close(closed) => {
            if let Thing::Room(room) = thing {
                out.push(Action::Do(Command::CloseRoom { room, closed }));
            }
        }
        Touch::Remove if hanging(cx.schedule, thing).is_nothing() => {
            out.push(Action::Do(Command::Remove(thing)));
        }
        Touch::Remove => open(UpkeepSheet::Remove(thing), out),
        Touch::BringBack => out.push(Action::Do(Command::Restore(thing))),
    }
}

/// The form of a thing.
fn target(cx: &Cx<'_>, thing: Thing) -> Option<Target> {
    Some(match thing {
        Thing::Day(day) => Target::Day(Some(day)),
        Thing::Stream(stream) => Target::Stream(Some(stream)),
        Thing::Room(room) => Target::Room(Some(room)),
        Thing::Slot(slot) => Target::Slot(Some(slot), cx.schedule.slots.get(&slot)?.span.value.day),
        Thing::Fixed(fixed) => {
            let item = cx.schedule.fixed.get(&fixed)?;
            let day = cx.schedule.span(&item.placement.value)?.day;
            Target::Fixed(Some(fixed), day)
        }
        Thing::Announcement(_) => return None,
    })
}
