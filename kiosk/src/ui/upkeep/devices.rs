//! The devices of the event: what each is called, what it may do, when it last edited something that
//! is known here; renamed, given another role, shown out.

use super::{
    super::{
        Action, Cx, Screen, editing,
        field::{self, Field},
        icon,
        sending::Sending,
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
use eframe::egui::{Context, CornerRadius, Frame, Id, Margin, Rect, Stroke, Ui};
use jiff::Timestamp;
use shared::{
    documents::Turn,
    ids::{DeviceId, DeviceTag},
    limits,
    roster::Role,
    schedule::Schedule,
    sync::Saying,
};
use std::{collections::BTreeMap, sync::Arc};

/// Roles that an organiser gives.
const ROLES: [Role; 3] = [Role::Volunteer, Role::Kiosk, Role::Viewer];
const NAME_CHARS: usize = 60;

/// What the list and the sheet of a device remember.
#[derive(Default)]
pub(super) struct State {
    waits: Option<u64>,
    /// The schedule for which the acts were asked.
    of: Option<Arc<Schedule>>,
    edits: BTreeMap<DeviceTag, Edits>,
    heights: Culled<DeviceId>,
    name: String,
    sending: Sending,
    /// Showing it out waits for a yes.
    revoking: bool,
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
    let lead = cx.words.with("devices-lead", &[("n", cx.view.members.len().into())]);
    widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
    let members = cx.view.members.iter().map(|member| (member.device, member));
    let edits = &state.edits;
    let mut changed = None;
    state.heights.show(ui, viewport, members, |ui, member| {
        if one(ui, cx, member, edits.get(&member.device.tag())) {
            changed = Some(member);
        }
    });
    if let Some(member) = changed {
        let name = cx.words.device(cx.schedule, member.device.tag());
        let known = cx.schedule.devices.contains_key(&member.device.tag());
        state.name = if known { name } else { String::new() };
        (state.sending, state.revoking) = (Sending::default(), false);
        open(UpkeepSheet::Device(member.device), out);
    }
}

/// One of them; whether somebody wants to change it.
fn one(ui: &mut Ui, cx: &Cx<'_>, member: &Member, edits: Option<&Edits>) -> bool {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 10));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = cx.words.device(cx.schedule, member.device.tag());
        widgets::text(ui, Some(icon::MONITOR), &name, theme::semibold(size::LEAD), cx.t.text);
        let ink = if member.role.is_some() || member.is_server { cx.t.dim } else { cx.t.warn };
        widgets::text(ui, None, &about(cx, member, edits), theme::regular(size::BODY), ink);
        if member.is_server {
            return false;
        }
        let label = cx.words.text("devices-change");
        let spoken = cx.words.with("devices-change-spoken", &[("name", name.into())]);
        pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::EDIT).spoken(spoken))
    });
    drawn.inner
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

pub(super) fn sheet(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    device: DeviceId,
    out: &mut Vec<Action>,
) {
    let (state, tools) = (&mut screen.upkeep.devices, &mut screen.tools);
    let member = cx.view.members.iter().find(|member| member.device == device);
    let Some(member) = member else {
        out.push(Action::CloseSheet);
        return;
    };
    if state.sending.is_done(tools) {
        out.push(Action::CloseSheet);
        return;
    }
    let name = cx.words.device(cx.schedule, device.tag());
    let title = cx.words.with("devices-title", &[("name", name.into())]);
    let mut saying = None;
    editing::framed(
        ctx,
        cx,
        screen,
        ("device sheet", &title),
        out,
        |ui, screen, _| saying = asks(ui, cx, screen, member),
        |ui, screen, out| editing::leave(ui, cx, screen, &cx.words.text("sheet-close"), out),
    );
    if let Some(saying) = saying {
        let (state, tools) = (&mut screen.upkeep.devices, &mut screen.tools);
        if !state.sending.is_busy() {
            state.sending.ask(tools, Ask::Say { about: device, saying }, out);
        }
    }
}

/// The name, the role, the door.
fn asks(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, member: &Member) -> Option<Saying> {
    let state = &mut screen.upkeep.devices;
    let label = cx.words.text("devices-name");
    let wrong = state.sending.wrong(cx, &["name"]);
    let field = Field::new(Id::unique("device-name"), &label);
    let field = field.limits(NAME_CHARS, limits::LABEL_BYTES_MAX).wrong(wrong.as_deref());
    let response = field.show(ui, cx, &mut state.name);
    if response.changed() {
        state.sending.changed();
    }
    let entered = field::entered(ui, &response);
    let save = cx.words.text("devices-rename");
    let mut saying = None;
    if pressed(ui, cx, Press::new(&save, Kind::Primary).icon(icon::CHECK)) || entered {
        saying = Some(Saying::Name(state.name.trim().to_owned()));
    }
    ui.add_space(8.0);
    if member.role == Some(Role::Organiser) {
        let said = cx.words.text("devices-organiser");
        widgets::text(ui, Some(icon::KEY), &said, theme::regular(size::BODY), cx.t.dim);
    } else {
        saying = role(ui, cx, state, member).or(saying);
    }
    screen.upkeep.devices.sending.show(ui, cx, &["name"]);
    screen.focus_first(&response);
    saying
}

fn role(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, member: &Member) -> Option<Saying> {
    let mut saying = None;
    let label = cx.words.text("devices-role");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        for role in ROLES {
            let values = [("role", role.name().into())];
            let name = cx.words.with("devices-may", &values);
            let on = member.role == Some(role);
            if pressed(ui, cx, Press::new(&name, Kind::Tab(on)).wrap()) && !on {
                saying = Some(Saying::Role(role));
            }
        }
    });
    if member.role.is_none() {
        return saying;
    }
    ui.add_space(8.0);
    if !state.revoking {
        let label = cx.words.text("devices-revoke");
        if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::BLOCKED)) {
            state.revoking = true;
        }
        return saying;
    }
    let said = cx.words.text("devices-revoke-how");
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("devices-revoke-sure");
        if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::BLOCKED)) {
            saying = Some(Saying::Revoked);
        }
        let label = cx.words.text("devices-revoke-not");
        if pressed(ui, cx, Press::new(&label, Kind::Plain)) {
            state.revoking = false;
        }
    });
    saying
}
