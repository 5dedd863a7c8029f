//! The scrubber: everything that was done along one line, how much when, and where the board stands.

use super::{
    super::{
        Cx, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    State, line,
    time::Big,
};
use eframe::egui::{
    Align2, CornerRadius, EventFilter, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::documents::{Moment, Turn};

/// Height of the line.
const HEIGHT: f32 = 72.0;
/// From this width on the steps have words beside their arrows.
const WORDED: f32 = 1_500.0;
/// Marks do not stand nearer to each other.
const MARKS: f32 = 26.0;
/// Acts that Page up and down go over.
const PAGE: usize = 10;
/// Minutes that they go over.
const PAGE_MINUTES: i64 = 60;

/// A touch or a key moved it.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    state.keep_bars();
    let said = act(cx, state);
    let worded = ui.available_width() >= WORDED;
    line(
        ui,
        |ui| {
            for (forward, big, mark, key) in [
                (true, true, icon::CARET_RIGHT, "history-next-big"),
                (true, false, icon::ARROW_RIGHT, "history-next"),
                (false, false, icon::ARROW_LEFT, "history-back"),
                (false, true, icon::CARET_LEFT, "history-back-big"),
            ] {
                let spoken = cx.words.text(key);
                let to = if big { to_big(state, forward) } else { step(state, forward, 1) };
                let shown = if worded { spoken.as_str() } else { "" };
                let press = Press::new(shown, Kind::Plain).icon(mark).spoken(spoken.clone());
                let press = press.enabled(to != state.step);
                if press.show(ui, cx.t).on_hover_text(spoken).clicked() {
                    state.go_to(to);
                }
            }
        },
        |ui| {
            let room = ui.available_width();
            let font = theme::regular(size::BODY);
            let text = widgets::galley(ui, &said, font, cx.t.text, room, 2);
            let (rect, response) = ui.allocate_exact_size(text.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            ui.painter().galley(rect.min, text, cx.t.text);
        },
    );
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click_and_drag());
    let track = rect.shrink2(vec2(14.0, 0.0));
    let spoken = cx.words.with(
        "history-scrubber",
        &[
            ("what", said.as_str().into()),
            ("n", state.step.into()),
            ("of", state.turns().len().into()),
        ],
    );
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, state.step as f64, &spoken);
        info.label = Some(spoken.clone());
        info
    });
    keys(ui, state, &response);
    if (response.dragged() || response.clicked() || response.drag_started())
        && let Some(at) = response.interact_pointer_pos()
    {
        let share = ((at.x - track.min.x) / track.width()).clamp(0.0, 1.0);
        to_time(state, state.scale.time_at(share), share >= 1.0);
        response.request_focus();
    }
    if ui.is_rect_visible(rect) {
        paint(ui, cx, state, rect, track);
        widgets::focus_ring(ui, &response, rect, cx.t);
    }
    cx.follow(ui, &response);
}

/// What was done last before the moment, by whom.
fn act(cx: &Cx<'_>, state: &State) -> String {
    let Some(turn) = state.turn() else {
        return cx.words.text("history-start");
    };
    let who = cx.words.doer(cx.schedule, turn);
    let kind = cx.words.act_kind(&turn.kind);
    // The last of several moves of one act stands for them.
    let mut moves = cx.schedule.moves.iter().rev();
    let moved = moves.find(|moved| moved.by.change == turn.by.change);
    let title = moved.map(|moved| cx.words.session(cx.schedule, moved.session));
    let about = if title.is_some() { "session" } else { "none" };
    let values = [
        ("kind", kind.into()),
        ("about", about.into()),
        ("title", title.unwrap_or_default().into()),
        ("who", who.into()),
    ];
    let mut said = cx.words.with("history-last-act", &values);
    if let Some(came) = turn.came {
        let device = cx.words.device(cx.schedule, came.device);
        let values = [("said", said.into()), ("device", device.into()), ("n", came.edits.into())];
        said = cx.words.with("history-came", &values);
    }
    said
}

/// The step from which acts are of the chosen device and person, `n` of them on.
fn step(state: &State, forward: bool, n: usize) -> usize {
    if state.by_minute {
        return minutes(state, forward, i64::try_from(n).unwrap_or(1));
    }
    let turns = state.turns();
    if state.device.is_none() && state.person.is_none() {
        let to = if forward { state.step + n } else { state.step.saturating_sub(n) };
        return to.min(turns.len());
    }
    let fits = |(_, turn): &(usize, &Turn)| state.admits(turn);
    let all = || turns.iter().enumerate();
    let to = if forward {
        all().skip(state.step).filter(fits).take(n).last()
    } else {
        all().take(state.step.saturating_sub(1)).rev().filter(fits).take(n).last()
    };
    to.map_or(state.step, |(at, _)| at + 1)
}

/// The last act until so many minutes before or after; at least one act on.
fn minutes(state: &State, forward: bool, n: i64) -> usize {
    let turns = state.turns();
    let here = state.turn().or(turns.first()).map_or(0, |turn| turn.time_s);
    let minute = here.div_euclid(60);
    let until = if forward { (minute + n) * 60 + 59 } else { (minute - n) * 60 + 59 };
    let to = turns.partition_point(|turn| turn.time_s <= until);
    match forward {
        true => to.max((state.step + 1).min(turns.len())),
        false => to.min(state.step.saturating_sub(1)),
    }
}

fn to_big(state: &State, forward: bool) -> usize {
    let steps = state.scale.big.iter().map(|(step, _)| *step);
    if forward {
        steps.into_iter().find(|step| *step > state.step).unwrap_or(state.turns().len())
    } else {
        steps.rev().find(|step| *step < state.step).unwrap_or(0)
    }
}

/// The last wanted act until a time.
fn to_time(state: &mut State, time_s: i64, last: bool) {
    let turns = state.turns();
    let to = if last { turns.len() } else { turns.partition_point(|turn| turn.time_s <= time_s) };
    let fits = turns.iter().take(to).rposition(|turn| state.admits(turn));
    state.go_to(fits.map_or(0, |at| at + 1));
}

fn keys(ui: &Ui, state: &mut State, response: &Response) {
    if !response.has_focus() {
        return;
    }
    let arrows =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let page = if state.by_minute { PAGE_MINUTES as usize } else { PAGE };
    for (key, forward, n) in [
        (Key::ArrowLeft, false, 1),
        (Key::ArrowDown, false, 1),
        (Key::ArrowRight, true, 1),
        (Key::ArrowUp, true, 1),
        (Key::PageDown, false, page),
        (Key::PageUp, true, page),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            state.go_to(step(state, forward, n));
        }
    }
    for (key, to) in [(Key::Home, 0), (Key::End, state.turns().len())] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            state.go_to(to);
        }
    }
}

fn paint(ui: &Ui, cx: &Cx<'_>, state: &State, rect: Rect, track: Rect) {
    let (t, p) = (cx.t, ui.painter().with_clip_rect(rect.expand(4.0)));
    let radius = CornerRadius::same(theme::RADIUS);
    p.rect(rect, radius, t.surface, Stroke::new(1.0, t.line), StrokeKind::Inside);
    let x = |share: f32| track.min.x + share * track.width();
    bars(ui, cx, state, rect, track);
    let base = rect.max.y - 20.0;
    for stretch in &state.scale.stretches {
        let line = Stroke::new(3.0, t.dim);
        p.hline(x(stretch.left)..=x(stretch.right).max(x(stretch.left) + 3.0), base, line);
    }
    times(ui, cx, state, rect, track);
    let mut free = f32::NEG_INFINITY;
    for (step, kind) in &state.scale.big {
        let Some(turn) = state.turns().get(step - 1) else { continue };
        let at = x(state.scale.share(turn.time_s));
        if at < free {
            continue;
        }
        free = at + MARKS;
        let (mark, ink) = mark(cx, *kind);
        p.text(pos2(at, rect.min.y + 13.0), Align2::CENTER_CENTER, mark, theme::regular(17.0), ink);
    }
    if let Some(shown) = state.shown.as_ref().filter(|_| state.against.is_some()) {
        let other = match shown.board.against {
            Moment::After(change) => state.time_of(change),
            Moment::At(_) | Moment::Start | Moment::Now => None,
        };
        let at = x(other.map_or(0.0, |time_s| state.scale.share(time_s)));
        p.vline(at, rect.y_range().shrink(6.0), Stroke::new(3.0, t.ok));
    }
    let at = x(state.turn().map_or(0.0, |turn| state.scale.share(turn.time_s)));
    p.vline(at, rect.y_range().shrink(3.0), Stroke::new(3.0, t.accent));
    p.circle(pos2(at, base), 9.0, t.accent, Stroke::new(2.0, t.background));
}

/// When the stretches begin, the longest ones first where not all have room, and when the last ends.
fn times(ui: &Ui, cx: &Cx<'_>, state: &State, rect: Rect, track: Rect) {
    let mut long: Vec<_> = state.scale.stretches.iter().collect();
    long.sort_by(|one, other| (other.right - other.left).total_cmp(&(one.right - one.left)));
    let begins = long.into_iter().map(|stretch| (stretch.from_s, stretch.left));
    let ends = state.turns().last().map(|turn| (turn.time_s, 1.0));
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for (time_s, share) in begins.chain(ends) {
        let said = cx.words.past_moment(time_s, cx.facts.zone());
        let text = widgets::galley(ui, &said, theme::regular(13.0), cx.t.dim, 220.0, 1);
        let wide = text.size().x;
        let left = (track.min.x + share * track.width()).min(rect.max.x - 6.0 - wide);
        let right = left + wide + 12.0;
        if taken.iter().all(|(from, to)| right <= *from || left >= *to) {
            taken.push((left, right));
            ui.painter().galley(pos2(left, rect.max.y - 18.0), text, cx.t.dim);
        }
    }
}

/// How much was done when; of others than the chosen ones nothing.
fn bars(ui: &Ui, cx: &Cx<'_>, state: &State, rect: Rect, track: Rect) {
    let counts = state.bars.as_ref().map(|bars| &bars.counts[..]).unwrap_or_default();
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let wide = track.width() / counts.len().max(1) as f32;
    let (base, room) = (rect.max.y - 22.0, rect.height() - 48.0);
    let ink = theme::mix(cx.t.surface, cx.t.accent, 0.55);
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let high = (room * (*count as f32 / most).sqrt()).max(3.0);
        let left = track.min.x + at as f32 * wide;
        let bar = Rect::from_min_max(pos2(left, base - high), pos2(left + wide - 1.0, base));
        ui.painter().rect_filled(bar, CornerRadius::same(1), ink);
    }
}

fn mark(cx: &Cx<'_>, kind: Big) -> (&'static str, eframe::egui::Color32) {
    match kind {
        Big::Import => (icon::UPLOAD, cx.t.text),
        Big::Apart => (icon::WIFI_OFF, cx.t.warn),
        Big::Came => (icon::WIFI, cx.t.warn),
        Big::Undo => (icon::UNDO, cx.t.dim),
        Big::Back => (icon::CHANGES, cx.t.ok),
    }
}

/// What the marks mean, for those that are there.
pub(super) fn legend(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    let there = |kind| state.scale.big.iter().any(|(_, other)| *other == kind);
    ui.horizontal_wrapped(|ui| {
        for (kind, key) in [
            (Big::Import, "history-mark-import"),
            (Big::Apart, "history-mark-apart"),
            (Big::Came, "history-mark-came"),
            (Big::Undo, "history-mark-undo"),
            (Big::Back, "history-mark-back"),
        ] {
            if there(kind) {
                let (glyph, ink) = mark(cx, kind);
                let font = theme::regular(size::SMALL);
                widgets::text(ui, Some(glyph), &cx.words.text(key), font, ink);
                ui.add_space(10.0);
            }
        }
        if state.against.is_some() {
            let said = cx.words.text("history-mark-compare");
            let font = theme::regular(size::SMALL);
            widgets::text(ui, Some(icon::PUSH_PIN), &said, font, cx.t.ok);
        }
    });
}
