//! A rehearsal: what, for how long, on which devices; and its end.

use super::super::{
    super::{
        Action, Cx, Screen, editing,
        field::Field,
        icon,
        sending::Sending,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    pressed,
};
use crate::{ask::Ask, view::Member};
use eframe::egui::{Context, Id, Ui};
use jiff::civil;
use shared::{
    ids::{DayId, DeviceId},
    roster::{Order, Rehearsal},
    sync::Saying,
    wall::OnWall,
};
use std::collections::{BTreeSet, VecDeque};

/// Minutes that are offered.
const MINUTES: [i64; 4] = [10, 30, 60, 120];
const TIME_CHARS: usize = 40;

/// What is being rehearsed.
#[derive(Default)]
pub(in crate::ui::upkeep) struct State {
    /// Another hour, on this day; none: the server is gone.
    clock: bool,
    day: Option<DayId>,
    time: String,
    minutes: usize,
    chosen: BTreeSet<DeviceId>,
    /// What is still to be said, and to whom.
    waiting: VecDeque<(DeviceId, Order)>,
    sending: Sending,
    /// Somebody tried to begin with a time that is none.
    tried: bool,
}

impl State {
    pub(super) fn begin(&mut self, cx: &Cx<'_>) {
        let day = cx.schedule.days_in_order().first().map(|(id, _)| *id);
        *self = Self { day, minutes: 1, time: "09:30".to_owned(), ..Self::default() };
    }

    /// What the clock shows at the start, milliseconds since 1970.
    fn clock_ms(&self, cx: &Cx<'_>) -> Option<i64> {
        let time = civil::Time::strptime("%H:%M", self.time.trim()).ok()?;
        let date: civil::Date = cx.schedule.days.get(&self.day?)?.date.value.parse().ok()?;
        let at = date.to_datetime(time).to_zoned(cx.facts.zone().clone()).ok()?;
        Some(at.timestamp().as_millisecond())
    }

    fn order(&self, cx: &Cx<'_>) -> Option<Order> {
        let from_ms = cx.now_s * 1_000;
        let minutes = MINUTES.get(self.minutes).copied().unwrap_or(0);
        let clock_ms = if self.clock { Some(self.clock_ms(cx)?) } else { None };
        let until_ms = from_ms + minutes * 60_000;
        let rehearsal = Rehearsal { away: !self.clock, from_ms, until_ms, clock_ms };
        Some(Order::Rehearse(Some(rehearsal)))
    }
}

pub(in crate::ui::upkeep) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    out: &mut Vec<Action>,
) {
    let (state, tools) = (&mut screen.upkeep.devices.rehearse, &mut screen.tools);
    if state.sending.is_done(tools) && state.waiting.is_empty() {
        out.push(Action::CloseSheet);
        return;
    }
    if state.sending.has_failed() {
        // The sheet stays, and says why: what was not sent yet is not sent behind it.
        state.waiting.clear();
    }
    if !state.sending.is_busy()
        && let Some((about, order)) = state.waiting.pop_front()
    {
        state.sending.ask(tools, Ask::Say { about, saying: Saying::Tell(order) }, out);
        ctx.request_repaint();
    }
    let title = cx.words.text("rehearse-title");
    editing::framed(
        ctx,
        cx,
        screen,
        ("rehearse sheet", &title),
        out,
        |ui, screen, _| form(ui, cx, screen),
        |ui, screen, out| {
            let state = &mut screen.upkeep.devices.rehearse;
            let label = cx.words.with("rehearse-begin", &[("n", state.chosen.len().into())]);
            let ready = !state.chosen.is_empty() && !state.sending.is_busy();
            let press = Press::new(&label, Kind::Primary).icon(icon::WIFI_OFF).enabled(ready);
            if press.show(ui, cx.t).clicked() {
                state.tried = true;
                if let Some(order) = state.order(cx) {
                    let chosen = std::mem::take(&mut state.chosen);
                    state.waiting = chosen.into_iter().map(|one| (one, order.clone())).collect();
                }
            }
            editing::leave(ui, cx, screen, &cx.words.text("sheet-close"), out);
        },
    );
}

fn form(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen) {
    let state = &mut screen.upkeep.devices;
    let (state, wall) = (&mut state.rehearse, &state.wall);
    let about = cx.words.text("rehearse-about");
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    going(ui, cx, state, wall.values());
    what(ui, cx, state);
    heading(ui, cx, "rehearse-long");
    ui.horizontal_wrapped(|ui| {
        for (at, minutes) in MINUTES.into_iter().enumerate() {
            let label = cx.words.with("rehearse-minutes", &[("n", minutes.into())]);
            if pressed(ui, cx, Press::new(&label, Kind::Tab(state.minutes == at))) {
                state.minutes = at;
            }
        }
    });
    heading(ui, cx, "rehearse-where");
    let is_one = |member: &&Member| member.role.is_some() && !member.is_server;
    let members: Vec<&Member> = cx.view.members.iter().filter(is_one).collect();
    ui.horizontal_wrapped(|ui| {
        let all = cx.words.text("rehearse-all");
        let is_all = members.iter().all(|member| state.chosen.contains(&member.device));
        if pressed(ui, cx, Press::new(&all, Kind::Tab(is_all))) {
            state.chosen.clear();
            if !is_all {
                state.chosen.extend(members.iter().map(|member| member.device));
            }
        }
        for member in members {
            let name = cx.words.device(cx.schedule, member.device.tag());
            let on = state.chosen.contains(&member.device);
            let mark = if on { icon::CHECKED } else { icon::UNCHECKED };
            let spoken = cx.words.with("rehearse-on", &[("name", name.as_str().into())]);
            let press = Press::new(&name, Kind::Tab(on)).icon(mark).wrap();
            if pressed(ui, cx, press.spoken(spoken)) {
                if on {
                    state.chosen.remove(&member.device);
                } else {
                    state.chosen.insert(member.device);
                }
            }
        }
    });
    state.sending.show(ui, cx, &[]);
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    ui.add_space(6.0);
    widgets::text(ui, None, &cx.words.text(key), theme::semibold(size::BODY), cx.t.text);
}

/// Those that go on, or were told to begin: each can be ended.
fn going<'a>(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, wall: impl Iterator<Item = &'a OnWall>) {
    let going = wall.filter(|on| on.rehearsal.is_some() && on.is_to_rehearse());
    for (at, on) in going.enumerate() {
        if at == 0 {
            heading(ui, cx, "rehearse-now");
        }
        let name = cx.words.device(cx.schedule, on.member.device.tag());
        let said = cx.words.rehearsal_of(on, cx.facts.zone()).unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            let font = theme::semibold(size::BODY);
            widgets::text(ui, Some(icon::MONITOR), &name, font, cx.t.text);
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
            let label = cx.words.text("rehearse-end");
            let spoken = cx.words.with("rehearse-end-spoken", &[("name", name.as_str().into())]);
            let press = Press::new(&label, Kind::Plain).icon(icon::X).spoken(spoken);
            if pressed(ui, cx, press.enabled(!state.sending.is_busy())) {
                state.waiting.push_back((on.member.device, Order::Rehearse(None)));
            }
        });
    }
}

fn what(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    heading(ui, cx, "rehearse-what");
    ui.horizontal_wrapped(|ui| {
        for (clock, key, mark) in
            [(false, "rehearse-gone", icon::WIFI_OFF), (true, "rehearse-clock", icon::CLOCK)]
        {
            let name = cx.words.text(key);
            let press = Press::new(&name, Kind::Tab(state.clock == clock)).icon(mark);
            if pressed(ui, cx, press) {
                state.clock = clock;
            }
        }
    });
    if !state.clock {
        return;
    }
    heading(ui, cx, "rehearse-day");
    ui.horizontal_wrapped(|ui| {
        for (day, _) in cx.schedule.days_in_order() {
            let name = cx.words.day(cx.schedule, day);
            if pressed(ui, cx, Press::new(&name, Kind::Tab(state.day == Some(day))).wrap()) {
                state.day = Some(day);
            }
        }
    });
    let wrong =
        (state.tried && state.clock_ms(cx).is_none()).then(|| cx.words.text("rehearse-time-wrong"));
    let label = cx.words.text("rehearse-time");
    let field = Field::new(Id::unique("rehearse-time"), &label);
    let field = field.limits(TIME_CHARS, TIME_CHARS).wrong(wrong.as_deref());
    field.show(ui, cx, &mut state.time);
}
