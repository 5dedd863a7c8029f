//! The certificate of what was erased: whose word it was, which devices have done it, which have
//! not, and what nobody can reach.

use super::super::super::{
    Action, Cx, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Culled},
};
use crate::ask::Ask;
use eframe::egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui};
use jiff::Timestamp;
use shared::{
    erased::{Act, Certificate, Gone, Holder},
    ids::DeviceId,
};
use std::time::Duration;

/// It is looked again so often, while somebody looks on.
const AGAIN: Duration = Duration::from_secs(2);
/// Acts that are told; there are few, and the number of names is told anyway.
const ACTS: usize = 5;

/// What is known, and when it was asked for.
#[derive(Default)]
pub(super) struct State {
    /// Nothing before the first answer.
    known: Option<Certificate>,
    /// The last answer was none: this device could not read its own disk.
    failed: bool,
    waits: Option<u64>,
    asked_s: Option<f64>,
    heights: Culled<(bool, DeviceId)>,
}

/// Damaged files of this device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Damaged {
    /// They are being counted.
    Counting,
    /// They could not be counted: it is tried again.
    Unknown,
    /// So many.
    Known(u64),
}

impl State {
    pub(super) fn damaged(&self) -> Damaged {
        match (&self.known, self.failed) {
            (_, true) => Damaged::Unknown,
            (Some(known), false) => Damaged::Known(known.damaged),
            (None, false) => Damaged::Counting,
        }
    }

    /// Something was erased here.
    pub(super) fn ask_again(&mut self) {
        self.asked_s = None;
    }

    fn look_again(&mut self, ui: &Ui, tools: &mut Tools, out: &mut Vec<Action>) {
        if let Some(answer) = self.waits.and_then(|ticket| tools.answer(ticket)) {
            self.waits = None;
            let known = answer.certificate();
            self.failed = known.is_err();
            self.known = known.ok().map(|known| *known).or(self.known.take());
        }
        let now_s = ui.input(|input| input.time);
        let is_due = self.asked_s.is_none_or(|at_s| now_s - at_s >= AGAIN.as_secs_f64());
        if self.waits.is_none() && is_due {
            let ticket = tools.ticket();
            (self.waits, self.asked_s) = (Some(ticket), Some(now_s));
            out.push(Action::Ask { ticket, ask: Ask::Certificate });
        }
        ui.ctx().request_repaint_after(AGAIN);
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    state.look_again(ui, tools, out);
    if state.damaged() == Damaged::Unknown {
        uncounted(ui, cx);
    }
    let Some(known) = state.known.as_ref().filter(|known| known.names > 0) else { return };
    let plain = |ui: &mut Ui, said: &str| {
        widgets::text(ui, None, said, theme::regular(size::BODY), cx.t.dim);
    };
    let said = cx.words.with("people-erased", &[("n", known.names.into())]);
    widgets::text(ui, Some(icon::TRASH), &said, theme::semibold(size::LEAD), cx.t.text);
    for act in known.acts.iter().take(ACTS) {
        plain(ui, &act_in_words(cx, act));
    }
    let gone = known.holders.iter().filter(|one| matches!(one.gone, Gone::Since(_))).count();
    let values = [("done", gone.into()), ("n", known.holders.len().into())];
    let (mark, key, ink) = match known.is_whole() {
        true => (icon::CHECK_CIRCLE, "people-whole", cx.t.ok),
        false => (icon::WARN, "people-count", cx.t.warn),
    };
    let said = cx.words.with(key, &values);
    widgets::announce(&widgets::text(ui, Some(mark), &said, theme::semibold(size::LEAD), ink));
    let rows = known.holders.iter().map(|one| ((one.is_server, one.device), one));
    state.heights.show(ui, viewport, rows, |ui, one| holder(ui, cx, one));
    plain(ui, &cx.words.text("people-beyond"));
    plain(ui, &cx.words.text("people-texts-any"));
    ui.add_space(16.0);
}

/// Damaged files may go with names that are erased, and nobody knows of how many.
pub(super) fn uncounted(ui: &mut Ui, cx: &Cx<'_>) {
    let said = cx.words.text("people-uncounted");
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
}

fn act_in_words(cx: &Cx<'_>, act: &Act) -> String {
    let by = cx.words.device(cx.schedule, act.by.tag());
    let when = act.at_ms.map(|at_ms| time(cx, at_ms)).unwrap_or_default();
    let values = [("n", act.names.into()), ("by", by.into()), ("when", when.into())];
    let key = if act.at_ms.is_some() { "people-act" } else { "people-act-some-time" };
    cx.words.with(key, &values)
}

fn time(cx: &Cx<'_>, at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    cx.words.moment(at, cx.facts.zone())
}

fn holder(ui: &mut Ui, cx: &Cx<'_>, one: &Holder) {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = cx.words.device(cx.schedule, one.device.tag());
        let mut parts = vec![name];
        parts.extend(one.is_server.then(|| cx.words.text("devices-server")));
        parts.extend(one.role.map(|role| cx.words.role(role)));
        let is_me =
            |device| cx.view.members.iter().any(|member| member.is_me && member.device == device);
        parts.extend(is_me(one.device).then(|| cx.words.text("devices-this")));
        let title = parts.join(" · ");
        widgets::text(ui, Some(icon::MONITOR), &title, theme::semibold(size::BODY), cx.t.text);
        let (mark, ink) = match one.gone {
            Gone::Since(_) => (icon::CHECK_CIRCLE, cx.t.ok),
            Gone::Failed | Gone::NotYet | Gone::ShownOut => (icon::WARN, cx.t.warn),
        };
        let said = state_in_words(cx, one);
        widgets::text(ui, Some(mark), &said, theme::regular(size::BODY), ink);
    });
}

fn state_in_words(cx: &Cx<'_>, one: &Holder) -> String {
    let state = match one.gone {
        Gone::Since(at_ms) if at_ms > 0 => {
            return cx.words.with("people-gone-since", &[("when", time(cx, at_ms).into())]);
        }
        Gone::Since(_) => return cx.words.text("people-gone"),
        Gone::Failed => cx.words.text("people-failed"),
        Gone::NotYet => cx.words.text("people-not-yet"),
        Gone::ShownOut => cx.words.text("people-shown-out"),
    };
    let heard = match (one.heard_ms, one.is_server) {
        (Some(at_ms), _) => cx.words.with("people-heard", &[("when", time(cx, at_ms).into())]),
        (None, true) => cx.words.text("people-heard-server"),
        (None, false) => cx.words.text("people-heard-never"),
    };
    format!("{state} · {heard}")
}
