//! One device: its name and place, what it shows, a message on its screen, what it may do, the door.

use super::super::{
    super::{
        Action, Cx, Screen, editing,
        field::{self, Field},
        icon,
        sending::Sending,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    pressed,
};
use crate::{ask::Ask, view::Member};
use eframe::egui::{Context, Id, Ui};
use shared::{
    ids::DeviceId,
    limits,
    roster::{Idle, Message, Order, Role},
    sync::Saying,
    wall::OnWall,
};

/// Roles that an organiser gives.
const ROLES: [Role; 3] = [Role::Volunteer, Role::Kiosk, Role::Viewer];
const NAME_CHARS: usize = 60;
/// A line that is read in a moment.
const MESSAGE_CHARS: usize = 140;
/// Minutes that are offered for a message.
const MINUTES: [i64; 4] = [5, 15, 60, 240];

/// What is being changed of a device.
#[derive(Default)]
pub(super) struct State {
    name: String,
    place: String,
    idle: Idle,
    text: String,
    text_cy: String,
    minutes: usize,
    /// It was to be shown, and nothing is written yet.
    unwritten: bool,
    /// The message that it shows.
    shown: Option<Message>,
    sending: Sending,
    /// What is being said of it, and the name and the place that it has.
    sent: Option<Saying>,
    kept: (String, String),
    /// Shutting it out waits for a yes.
    revoking: bool,
    /// That question was just asked: its answers are to be in sight.
    asked: bool,
}

impl State {
    pub(super) fn of(cx: &Cx<'_>, device: DeviceId, on: Option<&OnWall>) -> Self {
        let tag = device.tag();
        let known = cx.schedule.devices.contains_key(&tag);
        let name = if known { cx.words.device(cx.schedule, tag) } else { String::new() };
        let place = on.map(|on| on.place.clone()).unwrap_or_default();
        Self {
            kept: (name.clone(), place.clone()),
            name,
            place,
            idle: on.map_or(Idle::AsStarted, |on| on.idle),
            minutes: 1,
            shown: on.and_then(|on| on.message.clone()),
            ..Self::default()
        }
    }

    /// What was said is done. Whether that was all: what else was typed is not thrown away.
    fn is_settled(&mut self) -> bool {
        match self.sent.take() {
            Some(Saying::Revoked) => return true,
            Some(Saying::Name(name)) => self.kept.0 = name,
            Some(Saying::Tell(Order::Place(place))) => self.kept.1 = place,
            Some(Saying::Tell(Order::Message(Some(_)))) => {
                (self.text, self.text_cy) = (String::new(), String::new());
            }
            Some(
                Saying::Role(_)
                | Saying::Tell(Order::Idle(_) | Order::Message(None) | Order::Rehearse(_)),
            )
            | None => {}
        }
        let typed = [&self.text, &self.text_cy];
        self.name.trim() == self.kept.0.trim()
            && self.place.trim() == self.kept.1.trim()
            && typed.iter().all(|text| text.trim().is_empty())
    }
}

pub(in crate::ui::upkeep) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    device: DeviceId,
    out: &mut Vec<Action>,
) {
    let (state, tools) = (&mut screen.upkeep.devices.sheet, &mut screen.tools);
    let member = cx.view.members.iter().find(|member| member.device == device);
    let Some(member) = member else {
        out.push(Action::CloseSheet);
        return;
    };
    if state.sending.is_done(tools) && state.is_settled() {
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
        let (state, tools) = (&mut screen.upkeep.devices.sheet, &mut screen.tools);
        if !state.sending.is_busy() {
            state.sent = Some(saying.clone());
            state.sending.ask(tools, Ask::Say { about: device, saying }, out);
        }
    }
}

/// The name and what the device may do; what it is told; the door.
fn asks(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, member: &Member) -> Option<Saying> {
    let state = &mut screen.upkeep.devices.sheet;
    let (first, mut saying) = name(ui, cx, state);
    ui.add_space(8.0);
    if member.role == Some(Role::Organiser) {
        let said = cx.words.text("devices-organiser");
        widgets::text(ui, Some(icon::KEY), &said, theme::regular(size::BODY), cx.t.dim);
    } else {
        saying = role(ui, cx, state, member).or(saying);
    }
    if member.role.is_some() {
        ui.add_space(8.0);
        saying = place(ui, cx, state).or(saying);
        ui.add_space(8.0);
        saying = idle(ui, cx, state).or(saying);
        ui.add_space(8.0);
        saying = message(ui, cx, state).or(saying);
    }
    if member.role.is_some() && member.role != Some(Role::Organiser) {
        ui.add_space(8.0);
        saying = revoke(ui, cx, state).or(saying);
    }
    state.sending.show(ui, cx, &["name", "text"]);
    screen.focus_first(&first);
    saying
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    widgets::text(ui, None, &cx.words.text(key), theme::semibold(size::BODY), cx.t.text);
}

fn name(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> (eframe::egui::Response, Option<Saying>) {
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
    let is_new = state.name.trim() != state.kept.0.trim();
    let press = Press::new(&save, Kind::Primary).icon(icon::CHECK).enabled(is_new);
    let pressed = pressed(ui, cx, press);
    let named = || Saying::Name(state.name.trim().to_owned());
    let saying = (pressed || (entered && is_new)).then(named);
    (response, saying)
}

fn place(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> Option<Saying> {
    let label = cx.words.text("devices-place");
    let field = Field::new(Id::unique("device-place"), &label);
    let field = field.limits(NAME_CHARS, limits::LABEL_BYTES_MAX);
    let response = field.show(ui, cx, &mut state.place);
    let entered = field::entered(ui, &response);
    let save = cx.words.text("devices-place-save");
    let is_new = state.place.trim() != state.kept.1.trim();
    let press = Press::new(&save, Kind::Plain).icon(icon::CHECK).enabled(is_new);
    let pressed = pressed(ui, cx, press);
    (pressed || (entered && is_new)).then(|| Saying::Tell(Order::place(&state.place)))
}

fn idle(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> Option<Saying> {
    let mut saying = None;
    heading(ui, cx, "devices-idle");
    ui.horizontal_wrapped(|ui| {
        for idle in Idle::ALL {
            let values = [("idle", idle.name().into())];
            let name = cx.words.with("devices-idle-choose", &values);
            let on = state.idle == idle;
            if pressed(ui, cx, Press::new(&name, Kind::Tab(on)).wrap()) && !on {
                saying = Some(Saying::Tell(Order::Idle(idle)));
            }
        }
    });
    saying
}

fn message(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> Option<Saying> {
    heading(ui, cx, "devices-message");
    let mut saying = None;
    if let Some(shown) = &state.shown {
        let said = cx.words.message_until(shown, cx.facts.zone());
        widgets::text(ui, Some(icon::CHAT), &said, theme::regular(size::BODY), cx.t.text);
        let label = cx.words.text("devices-message-down");
        if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::X)) {
            saying = Some(Saying::Tell(Order::Message(None)));
        }
    }
    let unwritten = state.unwritten.then(|| cx.words.text("devices-message-write"));
    let wrong = unwritten.or_else(|| state.sending.wrong(cx, &["text"]));
    let label = cx.words.text("devices-message-text");
    let text = Field::new(Id::unique("device-message"), &label);
    let text = text.limits(MESSAGE_CHARS, limits::TITLE_BYTES_MAX).wrong(wrong.as_deref());
    let text = text.show(ui, cx, &mut state.text);
    let label = cx.words.text("devices-message-text-cy");
    let welsh = Field::new(Id::unique("device-message-cy"), &label);
    let welsh = welsh.limits(MESSAGE_CHARS, limits::TITLE_BYTES_MAX);
    let welsh = welsh.show(ui, cx, &mut state.text_cy);
    if text.changed() || welsh.changed() {
        state.unwritten = false;
        state.sending.changed();
    }
    ui.horizontal_wrapped(|ui| {
        for (at, minutes) in MINUTES.into_iter().enumerate() {
            let (n, unit) = match minutes % 60 {
                0 => (minutes / 60, "hours"),
                _ => (minutes, "minutes"),
            };
            let values = [("n", n.into()), ("unit", unit.into())];
            let label = cx.words.with("devices-message-for", &values);
            if pressed(ui, cx, Press::new(&label, Kind::Tab(state.minutes == at))) {
                state.minutes = at;
            }
        }
    });
    let label = cx.words.text("devices-message-show");
    if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::CHAT)) {
        let minutes = MINUTES.get(state.minutes).copied().unwrap_or(0);
        let until_ms = (cx.now_s + minutes * 60) * 1_000;
        // Of one language alone that one is shown.
        let (text, welsh) = match state.text.trim() {
            "" => (state.text_cy.as_str(), ""),
            text => (text, state.text_cy.as_str()),
        };
        state.unwritten = text.trim().is_empty();
        if !state.unwritten {
            let message = Message::new(text, welsh, until_ms);
            saying = Some(Saying::Tell(Order::Message(Some(message))));
        }
    }
    let said = cx.words.text("devices-away-later");
    widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    saying
}

fn role(ui: &mut Ui, cx: &Cx<'_>, state: &State, member: &Member) -> Option<Saying> {
    let mut saying = None;
    heading(ui, cx, "devices-role");
    ui.horizontal_wrapped(|ui| {
        for role in ROLES {
            let values = [("role", role.name().into())];
            let name = cx.words.with("devices-may", &values);
            let on = member.role == Some(role);
            let press = Press::new(&name, Kind::Tab(on)).wrap();
            if pressed(ui, cx, press.enabled(!state.sending.is_busy())) && !on {
                saying = Some(Saying::Role(role));
            }
        }
    });
    saying
}

fn revoke(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> Option<Saying> {
    if !state.revoking {
        let label = cx.words.text("devices-revoke");
        if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::BLOCKED)) {
            (state.revoking, state.asked) = (true, true);
        }
        return None;
    }
    let mut saying = None;
    let said = cx.words.text("devices-revoke-how");
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    let answers = ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("devices-revoke-sure");
        if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::BLOCKED)) {
            saying = Some(Saying::Revoked);
        }
        let label = cx.words.text("devices-revoke-not");
        if pressed(ui, cx, Press::new(&label, Kind::Plain)) {
            state.revoking = false;
        }
    });
    if std::mem::take(&mut state.asked) {
        widgets::into_sight(ui, answers.response.rect);
    }
    saying
}
