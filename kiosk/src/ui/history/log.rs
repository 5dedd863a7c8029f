//! Who did what: every act in words, the latest first. A touch shows the board right after it.

use super::{
    super::{
        Action, Cx, card,
        field::Field,
        icon,
        import::bar,
        places,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
    Choosing, State as Page, bring_back, choice, choices, pick, try_again, who,
};
use crate::ask::{Answer, Ask, BackWhat, Failure, LogFilter, PastAnswer, PastAsk};
use eframe::egui::{
    CornerRadius, Id, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use shared::{
    documents::{Moment, Parts, Turn},
    ids::{ChangeHash, DeviceTag, PersonId},
    schedule::Moved,
};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

/// Height of a line.
const ROW: f32 = 78.0;
/// On a narrow screen both of its texts wrap.
const ROW_NARROW: f32 = 128.0;
const NARROW: f32 = 1_000.0;
/// Acts whose things are asked for at once.
const ASKED_MAX: usize = 64;
/// Longest text that is looked for.
const WORDS_CHARS_MAX: usize = 80;

/// What happened to sessions, as the schedule lists it.
type Moves = Arc<Vec<Arc<Moved>>>;

/// What the log remembers between frames.
#[derive(Default)]
pub(super) struct State {
    kind: Option<String>,
    words: String,
    parts: BTreeMap<ChangeHash, Parts>,
    moved: Option<(Moves, BTreeMap<ChangeHash, Arc<Moved>>)>,
    found: Option<(LogFilter, Arc<Vec<u32>>, usize)>,
    /// Acts changed since these were found.
    stale: bool,
    waits: Option<u64>,
    /// A table is being written, and how much of it is.
    writes: Option<u64>,
    progress: (u64, u64),
    /// Of whom the found acts are.
    of: (Option<DeviceTag>, Option<PersonId>),
    failed: Option<Failure>,
    exports: bool,
    exported: Option<PathBuf>,
    lacking: Vec<ChangeHash>,
}

impl State {
    /// There are other acts than before.
    pub(super) fn renew(&mut self) {
        self.stale = true;
    }

    pub(super) fn renew_if(&mut self, device: Option<DeviceTag>, person: Option<PersonId>) {
        if self.of != (device, person) {
            self.of = (device, person);
            self.stale = true;
        }
    }
}

fn filter(state: &Page) -> LogFilter {
    LogFilter {
        device: state.device,
        person: state.person,
        kind: state.log.kind.clone(),
        words: state.log.words.trim().to_owned(),
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut Page,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    keep_up(cx, state, tools, out);
    let low = ui.available_height() < theme::LOW_SCREEN;
    if !low {
        head(ui, cx, state, tools, out);
    }
    let source = card::scroll_source(ui.ctx());
    let acts = state.log.found.as_ref().map(|(_, acts, _)| Arc::clone(acts)).unwrap_or_default();
    let scroll = ScrollArea::vertical().id_salt("log").auto_shrink(false).scroll_source(source);
    scroll.show_viewport(ui, |ui, viewport| {
        // On a low screen the filters scroll with the list.
        let top = ui.cursor().min.y;
        if low {
            // The scroll bar keeps its room.
            ui.set_width(ui.available_width() - theme::BAR);
            head(ui, cx, state, tools, out);
        }
        let above = ui.cursor().min.y - top;
        list(ui, cx, state, (&acts, above, viewport), out);
    });
}

/// Filters, and taking the list along.
fn head(ui: &mut Ui, cx: &Cx<'_>, state: &mut Page, tools: &mut Tools, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        who(ui, cx, state);
        let kind = match &state.log.kind {
            Some(kind) => cx.words.act_kind(kind),
            None => cx.words.text("history-any-kind"),
        };
        let on = state.log.kind.is_some();
        choice(ui, cx, state, (Choosing::Kind, &kind, icon::FILTER, on));
        let save = cx.words.text("history-export");
        let press = Press::new(&save, Kind::Tab(state.log.exports)).icon(icon::TABLE);
        if press.show(ui, cx.t).clicked() {
            state.log.exports = !state.log.exports;
            state.log.exported = None;
        }
    });
    choices(ui, cx, state);
    if state.log.exports {
        export(ui, cx, state, tools, out);
    }
    let name = cx.words.text("history-words");
    let field =
        Field::new(Id::unique("history-words"), &name).limits(WORDS_CHARS_MAX, 4 * WORDS_CHARS_MAX);
    field.show(ui, cx, &mut state.log.words);
    if try_again(ui, cx, state.log.failed.as_ref()) {
        (state.log.failed, state.log.stale) = (None, true);
    }
    if let Some((_, acts, unread)) = &state.log.found {
        let key = if *unread > 0 { "history-found-so-far" } else { "history-found" };
        let said = cx.words.with(key, &[("n", acts.len().into())]);
        let said = widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        widgets::announce(&said);
    }
}

/// What the filter by kind can be set to.
pub(super) fn kinds(ui: &mut Ui, cx: &Cx<'_>, state: &mut Page) {
    let all = state.scale.kinds.clone();
    let chosen = state.log.kind.clone();
    let name = |kind: &String| cx.words.act_kind(kind);
    if let Some(to) = pick(ui, cx, "history-any-kind", &all, chosen, name) {
        (state.log.kind, state.choosing) = (to, None);
    }
}

fn export(ui: &mut Ui, cx: &Cx<'_>, state: &mut Page, tools: &mut Tools, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if let Some(place) = places::choose(ui, cx, state.log.writes.is_none(), None) {
            let ticket = tools.ticket();
            (state.log.writes, state.log.exported) = (Some(ticket), None);
            state.log.progress = (0, 1);
            state.log.failed = None;
            let ask = Ask::ExportLog { filter: filter(state), place };
            out.push(Action::Ask { ticket, ask });
        }
    });
    if state.log.writes.is_some() {
        let (done, of) = state.log.progress;
        let said =
            cx.words.with("history-export-going", &[("done", done.into()), ("of", of.into())]);
        bar(ui, cx, &said, done as f32 / of.max(1) as f32);
        ui.horizontal_wrapped(|ui| {
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
            let stop = cx.words.text("history-export-stop");
            if Press::new(&stop, Kind::Plain).icon(icon::X).show(ui, cx.t).clicked() {
                state.log.writes = None;
                out.push(Action::Ask { ticket: tools.ticket(), ask: Ask::StopLog });
            }
        });
    }
    if let Some(path) = &state.log.exported {
        places::saved(ui, cx, path);
    }
}

/// Takes answers, and asks for what is lacking, one thing at a time.
fn keep_up(cx: &Cx<'_>, state: &mut Page, tools: &mut Tools, out: &mut Vec<Action>) {
    let log = &mut state.log;
    if log.moved.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &cx.schedule.moves)) {
        let by = cx.schedule.moves.iter().map(|moved| (moved.by.change, Arc::clone(moved)));
        log.moved = Some((Arc::clone(&cx.schedule.moves), by.collect()));
    }
    if let Some(answer) = log.waits.and_then(|ticket| tools.answer(ticket)) {
        log.waits = None;
        log.failed = None;
        match answer.past() {
            Ok(PastAnswer::Found { filter, acts, unread }) => {
                log.found = Some((filter, acts, unread));
            }
            Ok(PastAnswer::Parts(parts)) => log.parts.extend(parts),
            Ok(
                PastAnswer::Turns(_)
                | PastAnswer::Board(_)
                | PastAnswer::Preview(_)
                | PastAnswer::Printed(_)
                | PastAnswer::Unknown,
            ) => {}
            Err(failure) => log.failed = Some(failure),
        }
    }
    if let Some(answer) = log.writes.and_then(|ticket| tools.answer(ticket)) {
        match answer {
            Answer::Carrying { done, of } => log.progress = (done, of),
            other => {
                log.writes = None;
                match other.exported() {
                    Ok(path) => log.exported = Some(path),
                    Err(failure) => log.failed = Some(failure),
                }
            }
        }
    }
    if log.waits.is_some() || state.turns.is_none() {
        return;
    }
    let wanted = filter(state);
    let log = &mut state.log;
    // What was asked for has just come; the list of what lacks is of the frame before.
    log.lacking.retain(|change| !log.parts.contains_key(change));
    let known = log.found.as_ref().is_some_and(|(of, _, unread)| *of == wanted && *unread == 0);
    let ask = if !known || log.stale {
        log.stale = false;
        PastAsk::Find(wanted)
    } else if log.lacking.is_empty() {
        return;
    } else {
        PastAsk::Parts(std::mem::take(&mut log.lacking))
    };
    let ticket = tools.ticket();
    log.waits = Some(ticket);
    out.push(Action::Ask { ticket, ask: Ask::Past(ask) });
}

/// Only what is in sight is drawn and asked for.
fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut Page,
    (acts, above, viewport): (&[u32], f32, Rect),
    out: &mut Vec<Action>,
) {
    let origin = ui.cursor().min;
    let width = ui.available_width() - 8.0;
    let height = if width < NARROW { ROW_NARROW } else { ROW };
    let pitch = height + ui.spacing().item_spacing.y;
    ui.allocate_space(vec2(width, pitch * acts.len() as f32));
    // One row beyond each edge, so that the keyboard finds a neighbour to go to.
    let first = ((viewport.min.y - above) / pitch).floor().max(1.0) as usize - 1;
    let last = ((viewport.max.y - above) / pitch).ceil().max(0.0) as usize + 1;
    let mut lacking = Vec::new();
    for (n, act) in acts.iter().enumerate().take(last).skip(first) {
        let act = usize::try_from(*act).unwrap_or(usize::MAX);
        let Some(turn) = state.turns().get(act).cloned() else { continue };
        if !state.log.parts.contains_key(&turn.by.change) && lacking.len() < ASKED_MAX {
            lacking.push(turn.by.change);
        }
        let min = pos2(origin.x, origin.y + n as f32 * pitch);
        let rect = Rect::from_min_size(min, vec2(width, height));
        ui.push_id(("act", turn.by.change.0), |ui| row(ui, cx, state, act, &turn, rect, out));
    }
    state.log.lacking = lacking;
}

fn row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut Page,
    act: usize,
    turn: &Turn,
    rect: Rect,
    out: &mut Vec<Action>,
) {
    let t = cx.t;
    let button = theme::TOUCH_MIN + 12.0;
    let of_act = Rect::from_min_max(rect.min, pos2(rect.max.x - button - 6.0, rect.max.y));
    let moved = state.log.moved.as_ref().and_then(|(_, by)| by.get(&turn.by.change).cloned());
    let parts = state.log.parts.get(&turn.by.change);
    let what = cx.words.act(cx.schedule, turn, parts, moved.as_deref());
    let by = by(cx, turn);
    let response = ui.interact(of_act, ui.scope_id().with("row"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{what}. {by}")));
    cx.follow(ui, &response);
    if response.clicked() {
        state.log_open = false;
        state.go_to(act + 1);
    }
    let radius = CornerRadius::same(theme::RADIUS);
    let fill = if response.hovered() { theme::mix(t.surface, t.accent, 0.12) } else { t.surface };
    ui.painter().rect(of_act, radius, fill, Stroke::new(1.0, t.line), StrokeKind::Inside);
    let (room, rows) = (of_act.width() - 32.0, if rect.width() < NARROW { 2 } else { 1 });
    let text = widgets::galley(ui, &what, theme::semibold(size::BODY), t.text, room, rows);
    let below = widgets::galley(ui, &by, theme::regular(size::SMALL + 1.0), t.dim, room, rows);
    let top = of_act.center().y - (text.size().y + below.size().y + 4.0) / 2.0;
    let y = top + text.size().y + 4.0;
    ui.painter().galley(pos2(of_act.min.x + 16.0, top), text, t.text);
    ui.painter().galley(pos2(of_act.min.x + 16.0, y), below, t.dim);
    widgets::focus_ring(ui, &response, of_act.shrink(2.0), t);
    let beside = Rect::from_min_max(pos2(rect.max.x - button, rect.min.y + 12.0), rect.max);
    ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| {
        let device = cx.words.device(cx.schedule, turn.by.device);
        let spoken = cx.words.with(
            "history-take-back-device",
            &[("device", device.into()), ("n", (act + 1).into())],
        );
        let press = Press::icon_only(icon::UNDO, spoken.clone()).show(ui, t);
        cx.follow(ui, &press);
        if press.on_hover_text(spoken).clicked() {
            let before = act.checked_sub(1).and_then(|at| state.turns().get(at));
            let before = before.map_or(Moment::Start, |turn| Moment::After(turn.by.change));
            bring_back(state, before, BackWhat::Device(turn.by.device), out);
        }
    });
}

/// When, with its doubt, and who.
fn by(cx: &Cx<'_>, turn: &Turn) -> String {
    let when = cx.words.past_moment(turn.by.at_s, cx.facts.zone());
    let who = cx.words.doer(cx.schedule, turn);
    let key = if turn.by.doubtful { "history-by-doubtful" } else { "history-by" };
    let mut said = cx.words.with(key, &[("when", when.into()), ("who", who.into())]);
    if let Some(came) = turn.came {
        let device = cx.words.device(cx.schedule, came.device);
        let values = [("said", said.into()), ("device", device.into()), ("n", came.edits.into())];
        said = cx.words.with("history-came", &values);
    }
    said
}
