//! The devices of the event: what each is called, where it stands, what it may do, how it stands with
//! the server and what it says of itself; each can be changed, and rehearse an outage.

mod rehearse;
mod sheet;

pub(super) use rehearse::show as rehearse;
pub(super) use sheet::show as sheet;

use super::{
    super::{
        Action, Cx, Screen, icon,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Culled, Kind, Press},
    },
    UpkeepSheet, open, pressed,
};
use crate::{
    ask::{Ask, PastAnswer, PastAsk},
    view::Member,
};
use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, Stroke, Ui, vec2};
use jiff::Timestamp;
use shared::{
    documents::Turn,
    ids::{DeviceId, DeviceTag},
    schedule::Schedule,
    wall::OnWall,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// It is looked again so often, while somebody looks on.
const AGAIN: Duration = Duration::from_secs(2);

/// What the list and the sheet of a device remember.
#[derive(Default)]
pub(super) struct State {
    waits: Option<u64>,
    /// The schedule for which the acts were asked.
    of: Option<Arc<Schedule>>,
    edits: BTreeMap<DeviceTag, Edits>,
    heights: Culled<DeviceId>,
    /// What is known of each device.
    wall: BTreeMap<DeviceId, OnWall>,
    wall_waits: Option<u64>,
    /// When that was asked for last, on the clock of the screen.
    asked_s: Option<f64>,
    sheet: sheet::State,
    rehearse: rehearse::State,
}

/// What is known here of the edits of a device.
#[derive(Debug, Clone, Copy, Default)]
struct Edits {
    count: usize,
    last_s: i64,
    doubtful: bool,
}

impl State {
    /// Asks who did what, where that is not known.
    fn keep_up(&mut self, cx: &Cx<'_>, tools: &mut Tools, out: &mut Vec<Action>) {
        if let Some(answer) = self.waits.and_then(|ticket| tools.answer(ticket)) {
            self.waits = None;
            if let Ok(PastAnswer::Turns(turns)) = answer.past() {
                self.edits = edits(&turns);
            }
        }
        let news = self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, &cx.view.schedule));
        if news && self.waits.is_none() {
            self.of = Some(Arc::clone(&cx.view.schedule));
            let ticket = tools.ticket();
            self.waits = Some(ticket);
            out.push(Action::Ask { ticket, ask: Ask::Past(PastAsk::Turns) });
        }
    }
}

impl State {
    /// Asks how the devices stand, now and then.
    fn look_again(&mut self, ui: &Ui, tools: &mut Tools, out: &mut Vec<Action>) {
        if let Some(answer) = self.wall_waits.and_then(|ticket| tools.answer(ticket)) {
            self.wall_waits = None;
            // Without an answer the next one is waited for.
            if let Ok(devices) = answer.wall() {
                self.wall = devices.into_iter().map(|on| (on.member.device, on)).collect();
            }
        }
        let now_s = ui.input(|input| input.time);
        let is_due = self.asked_s.is_none_or(|at_s| now_s - at_s >= AGAIN.as_secs_f64());
        if self.wall_waits.is_none() && is_due {
            let ticket = tools.ticket();
            (self.wall_waits, self.asked_s) = (Some(ticket), Some(now_s));
            out.push(Action::Ask { ticket, ask: Ask::Wall });
        }
        ui.ctx().request_repaint_after(AGAIN);
    }
}

fn edits(turns: &[Turn]) -> BTreeMap<DeviceTag, Edits> {
    let mut edits: BTreeMap<DeviceTag, Edits> = BTreeMap::new();
    for turn in turns {
        let of = edits.entry(turn.by.device).or_default();
        of.count += 1;
        if turn.by.at_s >= of.last_s {
            (of.last_s, of.doubtful) = (turn.by.at_s, turn.by.doubtful);
        }
    }
    edits
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    let (state, tools) = (&mut screen.upkeep.devices, &mut screen.tools);
    state.keep_up(cx, tools, out);
    state.look_again(ui, tools, out);
    let lead = cx.words.with("devices-lead", &[("n", cx.view.members.len().into())]);
    widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
    let label = cx.words.text("rehearse-open");
    if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::WIFI_OFF)) {
        state.rehearse.begin(cx);
        open(UpkeepSheet::Rehearse, out);
    }
    let members = cx.view.members.iter().map(|member| (member.device, member));
    let (edits, wall) = (&state.edits, &state.wall);
    let mut changed = None;
    state.heights.show(ui, viewport, members, |ui, member| {
        let known = (edits.get(&member.device.tag()), wall.get(&member.device));
        if one(ui, cx, member, known) {
            changed = Some(member);
        }
    });
    if let Some(member) = changed {
        let on = state.wall.get(&member.device);
        state.sheet = sheet::State::of(cx, member.device, on);
        open(UpkeepSheet::Device(member.device), out);
    }
}

/// One of them; whether somebody wants to change it.
fn one(
    ui: &mut Ui,
    cx: &Cx<'_>,
    member: &Member,
    (edits, on): (Option<&Edits>, Option<&OnWall>),
) -> bool {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 10));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = cx.words.device(cx.schedule, member.device.tag());
        let pressed = head(ui, cx, member, &name);
        let ink = if member.role.is_some() || member.is_server { cx.t.dim } else { cx.t.warn };
        widgets::text(ui, None, &about(cx, member, edits), theme::regular(size::BODY), ink);
        if let Some(on) = on.filter(|_| !member.is_server) {
            stands(ui, cx, on);
        }
        pressed
    });
    drawn.inner
}

/// Its name, and at the right end the button that changes it; whether that was touched.
fn head(ui: &mut Ui, cx: &Cx<'_>, member: &Member, name: &str) -> bool {
    let named = |ui: &mut Ui| {
        widgets::text(ui, Some(icon::MONITOR), name, theme::semibold(size::LEAD), cx.t.text);
    };
    if member.is_server {
        named(ui);
        return false;
    }
    let size = vec2(ui.available_width(), theme::TOUCH_MIN);
    let drawn = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let label = cx.words.text("devices-change");
        let spoken = cx.words.with("devices-change-spoken", &[("name", name.into())]);
        let press = Press::new(&label, Kind::Plain).icon(icon::EDIT).spoken(spoken);
        let touched = pressed(ui, cx, press);
        ui.with_layout(Layout::left_to_right(Align::Center), named);
        touched
    });
    drawn.inner
}

/// How it stands with the server, what it says of itself, and what it was told.
fn stands(ui: &mut Ui, cx: &Cx<'_>, on: &OnWall) {
    let zone = cx.facts.zone();
    let font = theme::regular(size::BODY);
    let (mark, ink) =
        if on.member.same { (icon::CHECK_CIRCLE, cx.t.ok) } else { (icon::WARN, cx.t.warn) };
    let standing = cx.words.standing(&on.member, zone, cx.now_s);
    widgets::text(ui, Some(mark), &standing, theme::semibold(size::BODY), ink);
    for said in cx.words.warnings_of(on) {
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
    }
    widgets::text(ui, None, &cx.words.on_wall(cx.schedule, on), font.clone(), cx.t.text);
    if let Some(message) = &on.message {
        let said = cx.words.message_until(message, zone);
        widgets::text(ui, Some(icon::CHAT), &said, font.clone(), cx.t.text);
    }
    if let Some(said) = cx.words.rehearsal_of(on, zone) {
        widgets::text(ui, Some(icon::WIFI_OFF), &said, font, cx.t.text);
    }
}

/// What it is, what it does, and when it last did something.
fn about(cx: &Cx<'_>, member: &Member, edits: Option<&Edits>) -> String {
    let tag = member.device.tag();
    let mut parts = vec![match (member.is_server, member.role) {
        (true, _) => cx.words.text("devices-server"),
        (false, Some(role)) => cx.words.role(role),
        (false, None) => cx.words.text("devices-revoked"),
    }];
    if member.is_me {
        parts.push(cx.words.text("devices-this"));
    }
    if let Some(present) = cx.view.presence.iter().find(|present| present.device == tag) {
        let values = [("who", present.who.as_str().into())];
        parts.push(cx.words.with("devices-editing", &values));
    }
    parts.push(match edits {
        None => cx.words.text("devices-no-edits"),
        Some(edits) => {
            let at = Timestamp::from_second(edits.last_s).unwrap_or_default();
            let time = cx.words.moment(at, cx.facts.zone());
            let minutes = u64::try_from((cx.now_s - edits.last_s) / 60).unwrap_or(0);
            let values = [
                ("n", edits.count.into()),
                ("time", time.into()),
                ("ago", cx.words.ago(minutes).into()),
                ("doubt", if edits.doubtful { "yes" } else { "no" }.into()),
            ];
            cx.words.with("devices-edits", &values)
        }
    });
    parts.push(cx.words.with("devices-key", &[("key", tag.short().into())]));
    parts.join(" · ")
}
