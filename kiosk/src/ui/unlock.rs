//! The PIN that unlocks editing on this device: typed, chosen, changed and taken away.

mod pad;

use super::{
    Action, Cx, Screen,
    field::Field,
    icon,
    screen::Unlocked,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::{
    ask::{Ask, PinAnswer},
    view::{Here, Pin, View},
};
use eframe::egui::{self, Context, Ui};
use pad::Pressed;
use shared::{ids::PersonId, limits, roster::Role, schedule::Schedule};
use std::time::Duration;

/// Digits of a PIN.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;
/// Below this height the pad stands beside what it is for.
const LOW: f32 = 640.0;

/// What the sheet remembers between frames, and the name of whoever unlocked this device.
#[derive(Default)]
pub(super) struct State {
    step: Option<Step>,
    digits: String,
    /// A new PIN as it was typed first.
    first: String,
    asked: Option<(u64, Asked)>,
    said: Option<Said>,
    /// No try before this moment.
    wait_until_s: f64,
    name: String,
    /// Who was here before, by the names they said, the latest last: whoever comes back is the same
    /// person, and finds what they did to be undone. Kept in memory only.
    known: Vec<Known>,
}

/// Somebody who unlocked this device before.
struct Known {
    name: String,
    person: PersonId,
    /// The name has been on the board.
    named: bool,
}

/// So many who unlocked this device are known again.
const KNOWN_MAX: usize = 32;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The PIN is asked for.
    Enter,
    /// A new one is chosen, and typed again.
    Choose,
    Repeat,
    /// It is unlocked: lock it, change the PIN, take it away.
    Manage,
}

/// What waits for its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Check,
    Set,
    /// Everybody who stands here may edit.
    Open,
}

/// What the sheet says of the last try.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// So many tries are left before a pause.
    Wrong(u32),
    Differ,
    NotSaved,
}

impl State {
    /// The name of whoever unlocked this device, where they said it.
    pub(super) fn name(&self) -> &str {
        self.name.trim()
    }

    /// The sheet opens: whatever was half typed before is gone, and the name of somebody who never
    /// unlocked this device too.
    pub(super) fn begin(&mut self, unlocked: bool) {
        let name = std::mem::take(&mut self.name);
        *self = Self {
            name: if unlocked { name } else { String::new() },
            wait_until_s: self.wait_until_s,
            known: std::mem::take(&mut self.known),
            ..Self::default()
        };
    }

    /// Whoever unlocked this device has gone: their name is not shown any more, and known again.
    pub(super) fn end(&mut self, unlocked: Option<Unlocked>) {
        let name = self.name().to_lowercase();
        if let Some(Unlocked { person }) = unlocked.filter(|_| !name.is_empty()) {
            self.known.retain(|known| known.name != name);
            self.known.push(Known { name, person, named: false });
            let over = self.known.len().saturating_sub(KNOWN_MAX);
            self.known.drain(..over);
        }
        *self = Self { known: std::mem::take(&mut self.known), ..Self::default() };
    }

    /// Whose name is not on the board any more had it erased: nobody is known by it again.
    fn forget_erased(&mut self, schedule: &Schedule) {
        self.known.retain_mut(|known| {
            let is_there = schedule.people.contains_key(&known.person);
            let stays = is_there || !known.named;
            known.named |= is_there;
            stays
        });
    }

    /// Who unlocked this device before under the name that is said now.
    fn known_again(&self) -> Option<PersonId> {
        let name = self.name().to_lowercase();
        self.known.iter().find(|known| known.name == name).map(|known| known.person)
    }

    fn go(&mut self, step: Step) {
        self.step = Some(step);
        self.digits.clear();
        self.said = None;
    }
}

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let step = *screen.unlock.step.get_or_insert(match (cx.unlocked, cx.view.pin) {
        (Some(_), _) => Step::Manage,
        (None, Pin::Set) => Step::Enter,
        (None, Pin::NotChosen | Pin::NotWanted) => Step::Choose,
    });
    take_answer(ctx, screen, out);
    let title = cx.words.text(match step {
        Step::Enter => "unlock-enter",
        Step::Choose => "unlock-choose",
        Step::Repeat => "unlock-repeat",
        Step::Manage => "unlock-manage",
    });
    let low = ctx.content_rect().height() < LOW;
    let modal = widgets::sheet("unlock sheet", title.clone(), cx.t).show(ctx, |ui| {
        let width: f32 = if low && step != Step::Manage { 560.0 } else { 420.0 };
        ui.set_width(width.min(ui.ctx().content_rect().width() - 80.0));
        let most = (ui.ctx().content_rect().height() - 70.0).max(160.0);
        let scroll = egui::ScrollArea::vertical().id_salt("unlock").max_height(most);
        scroll.min_scrolled_height(most).show(ui, |ui| {
            // The scroll bar keeps its room.
            ui.set_width(ui.available_width() - theme::BAR);
            if step == Step::Manage {
                head(ui, cx, &title);
                manage(ui, cx, screen, out);
            } else if low {
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width((ui.available_width() - pad::width(low) - 16.0).max(150.0));
                        above(ui, cx, &screen.unlock, step, &title);
                        besides(ui, cx, screen, step, out);
                    });
                    ui.vertical(|ui| {
                        keys(ui, cx, screen, low, step, out);
                        cancel(ui, cx, out);
                    });
                });
            } else {
                above(ui, cx, &screen.unlock, step, &title);
                keys(ui, cx, screen, low, step, out);
                besides(ui, cx, screen, step, out);
                cancel(ui, cx, out);
            }
        });
    });
    widgets::settle(&modal.response);
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

/// Whoever typed the PIN is somebody new to this device, with a random id, unless they say a name
/// under which somebody unlocked it before.
fn take_answer(ctx: &Context, screen: &mut Screen, out: &mut Vec<Action>) {
    let unlocked = screen.unlocked.map(|one| one.person);
    let (state, tools) = (&mut screen.unlock, &mut screen.tools);
    let Some((ticket, asked)) = state.asked else { return };
    let Some(answer) = tools.answer(ticket) else { return };
    state.asked = None;
    state.digits.clear();
    match (answer.pin(), asked) {
        (Ok(Some(PinAnswer::Right)), _) | (Ok(None), Asked::Set) => {
            // Whoever changes the PIN stays who they are.
            let person = unlocked.or_else(|| state.known_again());
            let person = person.or_else(|| tools.id().map(PersonId));
            out.extend(person.map(Action::Unlock));
            out.push(Action::CloseSheet);
        }
        (Ok(None), Asked::Check | Asked::Open) => {
            out.push(Action::Lock);
            out.push(Action::CloseSheet);
        }
        (Ok(Some(PinAnswer::Wrong { tries_left, wait_s })), _) => {
            state.wait_until_s = ctx.input(|input| input.time) + f64::from(wait_s);
            state.said = Some(Said::Wrong(tries_left));
        }
        (Ok(Some(PinAnswer::Wait { seconds })), _) => {
            state.wait_until_s = ctx.input(|input| input.time) + f64::from(seconds);
            state.said = None;
        }
        (Err(_), _) => state.said = Some(Said::NotSaved),
    }
    ctx.request_repaint();
}

fn head(ui: &mut Ui, cx: &Cx<'_>, title: &str) {
    widgets::text(ui, None, title, theme::extrabold(size::HEADING), cx.t.text);
    ui.add_space(4.0);
}

/// Title, digits typed, and what became of the last try.
fn above(ui: &mut Ui, cx: &Cx<'_>, state: &State, step: Step, title: &str) {
    head(ui, cx, title);
    if step == Step::Choose {
        if is_first(cx) {
            let first = cx.words.text("unlock-first");
            widgets::text(ui, None, &first, theme::regular(size::BODY), cx.t.text);
        }
        let how = cx.words.text("unlock-choose-how");
        widgets::text(ui, None, &how, theme::regular(size::SMALL), cx.t.dim);
    }
    pad::dots(ui, cx, state.digits.len());
    let wait = wait_s(ui, state);
    if wait > 0 {
        ui.ctx().request_repaint_after(Duration::from_secs(1));
        let said = cx.words.wait(wait);
        let line =
            widgets::text(ui, Some(icon::CLOCK), &said, theme::semibold(size::BODY), cx.t.warn);
        widgets::announce(&line);
        let until = cx.words.text("unlock-wait");
        widgets::text(ui, None, &until, theme::regular(size::SMALL), cx.t.dim);
        return;
    }
    let said = match state.said {
        Some(Said::Wrong(left)) => cx.words.with("unlock-wrong", &[("n", left.into())]),
        Some(Said::Differ) => cx.words.text("unlock-differ"),
        Some(Said::NotSaved) => cx.words.text("unlock-not-saved"),
        None => return,
    };
    widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
}

fn wait_s(ui: &Ui, state: &State) -> u32 {
    let left = state.wait_until_s - ui.input(|input| input.time);
    left.ceil().max(0.0) as u32
}

fn keys(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    low: bool,
    step: Step,
    out: &mut Vec<Action>,
) {
    // What is typed while nothing is taken would be found by whoever comes when it is.
    let takes = wait_s(ui, &screen.unlock) == 0;
    let ready =
        takes && DIGITS.contains(&screen.unlock.digits.len()) && screen.unlock.asked.is_none();
    let mut pressed = pad::typed(ui);
    pressed.extend(pad::show(ui, cx, screen, low, (takes, ready)));
    if !takes {
        pressed.clear();
    }
    for key in pressed {
        let state = &mut screen.unlock;
        match key {
            Pressed::Digit(digit) if state.digits.len() < *DIGITS.end() => {
                state.digits.push(digit);
                state.said = None;
            }
            Pressed::Digit(_) => {}
            Pressed::Back => {
                state.digits.pop();
            }
            Pressed::Enter if ready => enter(screen, step, out),
            Pressed::Enter => {}
        }
        ui.ctx().request_repaint();
    }
}

fn enter(screen: &mut Screen, step: Step, out: &mut Vec<Action>) {
    let state = &mut screen.unlock;
    let (asked, ask) = match step {
        Step::Enter => (Asked::Check, Ask::CheckPin(state.digits.clone())),
        Step::Choose => {
            let first = state.digits.clone();
            state.go(Step::Repeat);
            state.first = first;
            return;
        }
        Step::Repeat if state.first != state.digits => {
            state.go(Step::Choose);
            state.said = Some(Said::Differ);
            return;
        }
        Step::Repeat => (Asked::Set, Ask::SetPin(Some(state.digits.clone()))),
        Step::Manage => return,
    };
    send(screen, asked, ask, out);
}

fn send(screen: &mut Screen, asked: Asked, ask: Ask, out: &mut Vec<Action>) {
    let ticket = screen.tools.ticket();
    screen.unlock.asked = Some((ticket, asked));
    out.push(Action::Ask { ticket, ask });
}

/// Nobody has chosen a PIN yet, and editing is closed until then.
fn is_first(cx: &Cx<'_>) -> bool {
    cx.view.pin == Pin::NotChosen && !cx.open
}

/// Whoever has just brought this device into an event chooses its PIN: nobody else is here yet.
pub(super) fn offer(ctx: &Context, view: &View, screen: &mut Screen) {
    if view.data.here != Here::Saved {
        return;
    }
    screen.unlock.forget_erased(&view.schedule);
    match view.role {
        // In no event, or not let in yet.
        None => {
            let nothing = view.schedule.days.is_empty() && view.schedule.sessions.is_empty();
            screen.is_new |= view.event.is_none() || (nothing && view.data.heard_ms.is_none());
        }
        Some(Role::Kiosk | Role::Viewer) => screen.is_new = false,
        Some(Role::Organiser | Role::Volunteer) => {
            let wanted =
                screen.is_new && view.pin == Pin::NotChosen && !super::is_open(view, screen);
            // The words of a new event come first: they are shown once.
            if wanted && (screen.sheet.is_some() || !screen.import.words.is_empty()) {
                return;
            }
            screen.is_new = false;
            if wanted {
                screen.unlock.begin(false);
                super::action::open(ctx, screen, super::screen::Sheet::Unlock);
            }
        }
    }
}

/// What else can be said or done than type a PIN.
fn besides(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, step: Step, out: &mut Vec<Action>) {
    if step == Step::Enter {
        name(ui, cx, &mut screen.unlock);
    }
    if step == Step::Choose && is_first(cx) {
        let label = cx.words.text("unlock-everybody");
        let width = ui.available_width();
        let press = Press::new(&label, Kind::Plain).icon(icon::LOCK_OPEN).width(0.0, width).wrap();
        if press.show(ui, cx.t).clicked() {
            send(screen, Asked::Open, Ask::SetPin(None), out);
        }
    }
}

fn cancel(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    if Press::new(&cx.words.text("cancel"), Kind::Plain).show(ui, cx.t).clicked() {
        out.push(Action::CloseSheet);
    }
}

fn name(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let label = cx.words.text("unlock-name");
    let hint = cx.words.text("unlock-name-hint");
    let field = Field::new(egui::Id::unique("unlock-field"), &label).hint(&hint);
    field.limits(60, limits::NAME_BYTES_MAX).show(ui, cx, &mut state.name);
}

fn manage(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let width = ui.available_width();
    let wide = |ui: &mut Ui, key: &str, mark, kind| {
        let label = cx.words.text(key);
        Press::new(&label, kind).icon(mark).width(width, width).show(ui, cx.t)
    };
    let lock = wide(ui, "top-lock", icon::LOCK, Kind::Primary);
    screen.focus_first(&lock);
    if lock.clicked() {
        out.push(Action::Lock);
        out.push(Action::CloseSheet);
    }
    name(ui, cx, &mut screen.unlock);
    ui.add_space(6.0);
    if wide(ui, "unlock-change", icon::KEY, Kind::Plain).clicked() {
        screen.unlock.go(Step::Choose);
        ui.ctx().request_repaint();
    }
    if wide(ui, "unlock-remove", icon::LOCK_OPEN, Kind::Quiet).clicked() {
        send(screen, Asked::Open, Ask::SetPin(None), out);
    }
    if wide(ui, "sheet-close", icon::X, Kind::Plain).clicked() {
        out.push(Action::CloseSheet);
    }
}
