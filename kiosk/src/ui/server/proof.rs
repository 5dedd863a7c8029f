//! The proof after an outage: what is here, and which devices have just the same.

use crate::{
    ask::Ask,
    ui::{
        Action, Cx, icon,
        import::panel,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::Ui;
use shared::proof::{Member, Proof};
use std::time::Duration;

/// It is looked again so often, while somebody looks on.
const AGAIN: Duration = Duration::from_secs(2);
/// What was proven longer ago is not shown again.
const OLD: Duration = Duration::from_secs(10);
/// Devices that are listed at once.
const LISTED: usize = 40;

/// What the part remembers between frames.
#[derive(Default)]
pub(super) struct State {
    proof: Option<Box<Proof>>,
    waits: Option<u64>,
    /// When it was asked for last, on the clock of the screen.
    asked_s: f64,
    /// More devices are listed.
    more: usize,
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    keep_up(ui, state, tools, out);
    let Some(proof) = &state.proof else {
        let said = cx.words.text("proof-looking");
        widgets::text(ui, Some(icon::SYNCING), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    };
    let (mark, ink) =
        if proof.is_whole() { (icon::CHECK_CIRCLE, cx.t.ok) } else { (icon::WARN, cx.t.warn) };
    let said = cx.words.proven(proof);
    let said = widgets::text(ui, Some(mark), &said, theme::extrabold(size::TIME), ink);
    widgets::announce(&said);
    if let Some(next) = cx.words.proof_next(proof) {
        widgets::text(ui, Some(icon::STICK), &next, theme::semibold(size::LEAD), cx.t.text);
    }
    let counts = cx.words.proof_counts(proof);
    widgets::text(ui, None, &counts, theme::semibold(size::LEAD), cx.t.text);
    let about = cx.words.text("proof-about");
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    ui.add_space(6.0);
    let listed = LISTED + state.more;
    for member in proof.members.iter().take(listed) {
        device(ui, cx, member);
    }
    let left = proof.members.len().saturating_sub(listed);
    if left > 0 {
        let word = cx.words.with("proof-more", &[("n", left.into())]);
        let response = Press::new(&word, Kind::Plain).show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            state.more += LISTED;
        }
    }
}

fn keep_up(ui: &Ui, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    if let Some(answer) = state.waits.and_then(|ticket| tools.answer(ticket)) {
        state.waits = None;
        // Without an answer nothing is proven: the next one is waited for.
        state.proof = answer.proof().ok();
    }
    let now_s = ui.input(|input| input.time);
    if now_s - state.asked_s > OLD.as_secs_f64() {
        // The page was left and has come back.
        state.proof = None;
    }
    let is_due = state.proof.is_none() || now_s - state.asked_s >= AGAIN.as_secs_f64();
    if state.waits.is_none() && is_due {
        let ticket = tools.ticket();
        (state.waits, state.asked_s) = (Some(ticket), now_s);
        out.push(Action::Ask { ticket, ask: Ask::Proof });
    }
    ui.ctx().request_repaint_after(AGAIN);
}

fn device(ui: &mut Ui, cx: &Cx<'_>, member: &Member) {
    let (mark, ink) =
        if member.same { (icon::CHECK_CIRCLE, cx.t.ok) } else { (icon::WARN, cx.t.warn) };
    panel(ui, cx, mark, &cx.words.member(member), |ui| {
        let standing = cx.words.standing(member, cx.facts.zone(), cx.now_s);
        widgets::text(ui, None, &standing, theme::semibold(size::LEAD), ink);
        let edits = cx.words.edits_of(member, cx.facts.zone());
        widgets::text(ui, None, &edits, theme::regular(size::BODY), cx.t.dim);
    });
    ui.add_space(4.0);
}
