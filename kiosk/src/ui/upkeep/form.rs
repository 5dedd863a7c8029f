//! The form of something of the event: typed lines, then what can be chosen. It stays until its
//! edit is done, and says beside a line what is wrong with it.

use super::{
    super::{
        Action, Cx, Screen, editing,
        field::{self, Field},
        icon,
        sending::Sending,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
    fields::{self, Line},
    pressed,
    values::{Change, Values, Wrong},
};
use eframe::egui::{Color32, Context, Id, Ui};
use shared::ids::{DayId, FixedId, RoomId, SlotId, StreamId};
use std::collections::BTreeSet;

/// Marks that both languages have a word for.
const MARKS: [&str; 4] = ["step-free", "hearing-loop", "bsl", "quiet"];

/// What a form is of; where nothing is named, it makes a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Event,
    Day(Option<DayId>),
    Stream(Option<StreamId>),
    Room(Option<RoomId>),
    Slot(Option<SlotId>, DayId),
    Fixed(Option<FixedId>, DayId),
}

/// A form that is open.
pub(super) struct Form {
    target: Target,
    before: Values,
    now: Values,
    /// A line that cannot be read.
    wrong: Option<Wrong>,
    sending: Sending,
    /// The first line takes the focus.
    begin: bool,
}

impl Form {
    pub(super) fn of(cx: &Cx<'_>, target: Target) -> Self {
        let before = Values::of(cx.schedule, target);
        let now = before.clone();
        Self { target, before, now, wrong: None, sending: Sending::default(), begin: true }
    }

    fn id(&self, key: &str) -> Id {
        Id::unique("upkeep-form").with(key)
    }

    fn send(&mut self, cx: &Cx<'_>, tools: &mut Tools, out: &mut Vec<Action>) {
        if self.sending.is_busy() {
            return;
        }
        let (before, now) = (&self.before, &self.now);
        let change = Change { schedule: cx.schedule, target: self.target, before, now };
        match change.command(tools) {
            Ok(Some(command)) => self.sending.send(tools, command, out),
            // There are ids in the next frame.
            Ok(None) => {}
            Err(wrong) => self.wrong = Some(wrong),
        }
    }
}

fn title(target: Target) -> &'static str {
    match target {
        Target::Event => "upkeep-form-event",
        Target::Day(None) => "upkeep-add-day",
        Target::Day(Some(_)) => "upkeep-form-day",
        Target::Stream(None) => "upkeep-add-stream",
        Target::Stream(Some(_)) => "upkeep-form-stream",
        Target::Room(None) => "upkeep-add-room",
        Target::Room(Some(_)) => "upkeep-form-room",
        Target::Slot(None, _) => "upkeep-add-slot",
        Target::Slot(Some(_), _) => "upkeep-form-slot",
        Target::Fixed(None, _) => "upkeep-add-fixed",
        Target::Fixed(Some(_), _) => "upkeep-form-fixed",
    }
}

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let Some(mut form) = screen.upkeep.form.take() else {
        out.push(Action::CloseSheet);
        return;
    };
    if form.sending.is_done(&mut screen.tools) {
        out.push(Action::CloseSheet);
        return;
    }
    let title = cx.words.text(title(form.target));
    let mut send = false;
    let cell = std::cell::RefCell::new((&mut form, &mut send));
    let content = |ui: &mut Ui, screen: &mut Screen, _: &mut Vec<Action>| {
        let (form, send) = &mut *cell.borrow_mut();
        **send |= lines(ui, cx, form, screen);
        choices(ui, cx, form);
        form.sending.show(ui, cx, &all_refused(form.target));
    };
    let foot = |ui: &mut Ui, screen: &mut Screen, out: &mut Vec<Action>| {
        let (form, send) = &mut *cell.borrow_mut();
        let label = cx.words.text("upkeep-save");
        let press = Press::new(&label, Kind::Primary).icon(icon::CHECK);
        **send |= press.enabled(!form.sending.is_busy()).show(ui, cx.t).clicked();
        editing::leave(ui, cx, screen, &cx.words.text("cancel"), out);
    };
    editing::framed(ctx, cx, screen, ("upkeep form sheet", &title), out, content, foot);
    if send {
        form.send(cx, &mut screen.tools, out);
    }
    screen.upkeep.form = Some(form);
}

fn all_refused(target: Target) -> Vec<&'static str> {
    fields::lines(target).iter().flat_map(|line| line.refused).copied().collect()
}

/// The typed lines; Enter goes from one to the next, and from the last on.
fn lines(ui: &mut Ui, cx: &Cx<'_>, form: &mut Form, screen: &mut Screen) -> bool {
    let all = fields::lines(form.target);
    let mut send = false;
    for (at, line) in all.iter().enumerate() {
        let response = typed(ui, cx, form, line);
        if at == 0 {
            if std::mem::take(&mut form.begin) {
                response.request_focus();
            }
            screen.focus_first(&response);
        }
        if line.rows == 1 && field::entered(ui, &response) {
            match all.get(at + 1) {
                Some(next) => ui.memory_mut(|memory| memory.request_focus(form.id(next.key))),
                None => send = true,
            }
        }
    }
    send
}

fn typed(ui: &mut Ui, cx: &Cx<'_>, form: &mut Form, line: &Line) -> eframe::egui::Response {
    let label = cx.words.text(line.label);
    let unreadable = form.wrong.filter(|(key, _)| *key == line.key);
    let wrong = match unreadable {
        Some((_, sentence)) => Some(cx.words.text(sentence)),
        None => form.sending.wrong(cx, line.refused),
    };
    let hint = line.hint.map(|hint| cx.words.text(hint));
    let mut field = Field::new(form.id(line.key), &label)
        .limits(line.chars, line.bytes)
        .rows(line.rows)
        .wrong(wrong.as_deref())
        .enabled(!form.sending.is_busy());
    if let Some(hint) = &hint {
        field = field.hint(hint);
    }
    let response = field.show(ui, cx, form.now.texts.entry(line.key).or_default());
    if response.changed() {
        form.wrong = None;
        form.sending.changed();
    }
    response
}

/// What can be chosen, beside what is typed.
fn choices(ui: &mut Ui, cx: &Cx<'_>, form: &mut Form) {
    match form.target {
        Target::Event | Target::Day(_) => {}
        Target::Stream(_) => days(ui, cx, &mut form.now.days),
        Target::Room(_) => {
            marks(ui, cx, &mut form.now.marks);
            streams(ui, cx, &mut form.now.streams, |_| true);
            days(ui, cx, &mut form.now.days);
        }
        Target::Slot(_, day) => {
            let of_day = cx.schedule.streams_of(day);
            let runs = |id| of_day.iter().any(|(other, _)| *other == id);
            streams(ui, cx, &mut form.now.streams, runs);
        }
        Target::Fixed(_, day) => {
            rooms(ui, cx, &mut form.now.rooms);
            let of_day = cx.schedule.streams_of(day);
            let runs = |id| of_day.iter().any(|(other, _)| *other == id);
            streams(ui, cx, &mut form.now.streams, runs);
        }
    }
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    ui.add_space(4.0);
    let label = cx.words.text(key);
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
}

/// A switch; whether it was touched.
fn switch(ui: &mut Ui, cx: &Cx<'_>, name: &str, on: bool, dot: Option<Color32>) -> bool {
    let press = Press::new(name, Kind::Tab(on)).wrap();
    let press = match dot {
        Some(ink) => press.dot(ink),
        None => press.icon(if on { icon::CHECKED } else { icon::UNCHECKED }),
    };
    pressed(ui, cx, press)
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, one: T) {
    if !set.remove(&one) {
        set.insert(one);
    }
}

fn days(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut BTreeSet<DayId>) {
    let days = cx.schedule.days_in_order();
    if days.len() < 2 {
        return;
    }
    heading(ui, cx, "upkeep-on-days");
    ui.horizontal_wrapped(|ui| {
        for (id, _) in days {
            let name = cx.words.day_and_date(cx.schedule, id);
            if switch(ui, cx, &name, chosen.contains(&id), None) {
                toggle(chosen, id);
            }
        }
    });
}

fn streams(
    ui: &mut Ui,
    cx: &Cx<'_>,
    chosen: &mut BTreeSet<StreamId>,
    runs: impl Fn(StreamId) -> bool,
) {
    let there =
        |id: &StreamId| cx.schedule.streams.get(id).is_some_and(|s| !s.removal.is_removed());
    let all = cx.facts.streams.iter().filter(|(id, _)| there(id));
    let mut all: Vec<_> = all.filter(|(id, _)| runs(**id) || chosen.contains(*id)).collect();
    if all.is_empty() {
        return;
    }
    all.sort_unstable_by_key(|(_, at)| **at);
    heading(ui, cx, "upkeep-for-streams");
    ui.horizontal_wrapped(|ui| {
        for (id, at) in all {
            let name = cx.words.stream(cx.schedule, *id);
            let (_, ink) = cx.t.stream(Some(*at));
            if switch(ui, cx, &name, chosen.contains(id), Some(ink)) {
                toggle(chosen, *id);
            }
        }
    });
}

fn rooms(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut BTreeSet<RoomId>) {
    heading(ui, cx, "upkeep-in-rooms");
    ui.horizontal_wrapped(|ui| {
        for (id, _) in cx.schedule.rooms_in_order() {
            let name = cx.words.room(cx.schedule, id);
            if switch(ui, cx, &name, chosen.contains(&id), None) {
                toggle(chosen, id);
            }
        }
    });
}

/// Those with a word of their own, and whatever this room has beside them.
fn marks(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<String>) {
    heading(ui, cx, "upkeep-marks");
    let others = chosen.iter().filter(|mark| !MARKS.contains(&mark.as_str())).cloned();
    let all: Vec<_> = MARKS.map(str::to_owned).into_iter().chain(others).collect();
    ui.horizontal_wrapped(|ui| {
        for mark in all {
            let name = cx.words.mark(&mark);
            let on = chosen.contains(&mark);
            if switch(ui, cx, &name, on, None) {
                match on {
                    true => chosen.retain(|other| *other != mark),
                    false => chosen.push(mark),
                }
            }
        }
    });
}
