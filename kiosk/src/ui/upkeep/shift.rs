//! The rest of a day goes: from when, by how much, what that moves, and one button.

use super::{
    super::{
        Action, Cx, Screen, editing,
        field::Field,
        icon,
        sending::Sending,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    fields::{minutes_of, time_text},
    pressed,
};
use eframe::egui::{Context, Id, Ui};
use shared::{
    command::{Command, Refusal},
    ids::DayId,
    upkeep::{Shift, Shifted, Timed, hanging, shift},
};

/// Minutes that a touch adds or takes.
const STEPS: [i32; 4] = [-15, -5, 5, 15];
/// Nobody shifts a day by more than half of it.
const MOST: i32 = 720;
/// What moves is listed so far; the rest is counted.
const LISTED: usize = 60;

/// What is asked for.
#[derive(Default)]
pub(super) struct State {
    of: Option<DayId>,
    from: String,
    by: i32,
    sending: Sending,
}

impl State {
    /// From now on where the day goes on, else from its beginning.
    pub(super) fn begin(&mut self, cx: &Cx<'_>, day: DayId) {
        let now = cx.minute_of(day).and_then(|now| u32::try_from(now).ok());
        let first = cx.schedule.slots_of(day).first().map(|(_, slot)| slot.span.value.start);
        let from = now.filter(|now| *now < 1_440).or(first).unwrap_or(0);
        *self = Self { of: Some(day), from: time_text(from), by: 15, ..Self::default() };
    }
}

type Found = Result<(Vec<Shifted>, Command), Refusal>;

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    day: DayId,
    out: &mut Vec<Action>,
) {
    let (state, tools) = (&mut screen.upkeep.shift, &mut screen.tools);
    if state.of != Some(day) {
        state.begin(cx, day);
    }
    if state.sending.is_done(tools) {
        *state = State::default();
        out.push(Action::CloseSheet);
        return;
    }
    let from = minutes_of(&state.from);
    let found = from.map(|from| shift(cx.schedule, Shift { day, from, by: state.by }));
    let values = [("day", cx.words.day_and_date(cx.schedule, day).into())];
    let title = cx.words.with("upkeep-shift-title", &values);
    editing::framed(
        ctx,
        cx,
        screen,
        ("upkeep shift sheet", &title),
        out,
        |ui, screen, _| {
            asked(ui, cx, &mut screen.upkeep.shift, from.is_none());
            preview(ui, cx, found.as_ref());
            screen.upkeep.shift.sending.show(ui, cx, &[]);
        },
        |ui, screen, out| {
            let state = &mut screen.upkeep.shift;
            let label = cx.words.text("upkeep-shift-go");
            let command = found.as_ref().and_then(|found| found.as_ref().ok());
            let ready = command.is_some() && !state.sending.is_busy();
            let press = Press::new(&label, Kind::Primary).icon(icon::CLOCK).enabled(ready);
            if press.show(ui, cx.t).clicked()
                && let Some((_, command)) = command
            {
                state.sending.send(&mut screen.tools, command.clone(), out);
            }
            editing::leave(ui, cx, screen, &cx.words.text("cancel"), out);
        },
    );
}

/// By how much, in words.
fn amount(cx: &Cx<'_>, by: i32) -> String {
    let key = if by < 0 { "upkeep-shift-earlier" } else { "upkeep-shift-later" };
    cx.words.with(key, &[("n", by.unsigned_abs().into())])
}

fn asked(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, wrong: bool) {
    let label = cx.words.text("upkeep-shift-from");
    let wrong = wrong.then(|| cx.words.text("upkeep-wrong-time"));
    let field = Field::new(Id::unique("upkeep-shift"), &label).limits(5, 5);
    field.wrong(wrong.as_deref()).show(ui, cx, &mut state.from);
    let said = amount(cx, state.by);
    widgets::announce(&widgets::text(ui, None, &said, theme::extrabold(size::TIME), cx.t.text));
    ui.horizontal_wrapped(|ui| {
        for step in STEPS {
            let name = amount(cx, step);
            let mark = if step < 0 { icon::MINUS } else { icon::PLUS };
            if pressed(ui, cx, Press::new(&name, Kind::Plain).icon(mark)) {
                state.by = (state.by + step).clamp(-MOST, MOST);
            }
        }
    });
}

/// What would move.
fn preview(ui: &mut Ui, cx: &Cx<'_>, found: Option<&Found>) {
    ui.add_space(6.0);
    match found {
        None => {}
        Some(Err(Refusal::NothingToDo)) => {
            let said = cx.words.text("upkeep-shift-nothing");
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        }
        Some(Err(refusal)) => {
            let said = cx.words.refusal(cx.schedule, refusal);
            widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
        }
        Some(Ok((moved, _))) => {
            let said = cx.words.with("upkeep-shift-moves", &[("n", moved.len().into())]);
            widgets::text(ui, None, &said, theme::semibold(size::BODY), cx.t.text);
            for one in moved.iter().take(LISTED) {
                let said = line(cx, one);
                widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::BODY), cx.t.text);
            }
            if let Some(rest @ 1..) = moved.len().checked_sub(LISTED) {
                let said = cx.words.with("upkeep-shift-rest", &[("n", rest.into())]);
                widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
            }
            let how = cx.words.text("upkeep-shift-how");
            widgets::text(ui, None, &how, theme::regular(size::BODY), cx.t.dim);
        }
    }
}

fn line(cx: &Cx<'_>, moved: &Shifted) -> String {
    let what = match moved.what {
        Timed::Slot(slot) => {
            let n = hanging(cx.schedule, shared::command::Thing::Slot(slot)).sessions;
            cx.words.with("upkeep-slot-with", &[("n", n.into())])
        }
        Timed::Fixed(fixed) => cx
            .schedule
            .fixed
            .get(&fixed)
            .map(|item| cx.words.fixed(item).to_owned())
            .unwrap_or_default(),
        Timed::Session(session) => cx.words.session(cx.schedule, session),
    };
    let times = |start| cx.words.from_to(start, start + moved.from.minutes);
    let values = [
        ("from", times(moved.from.start).into()),
        ("to", times(moved.to).into()),
        ("what", what.into()),
    ];
    cx.words.with("upkeep-shift-line", &values)
}
