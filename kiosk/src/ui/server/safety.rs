//! The server's backups and its disk: whether all is well, and what there is.

use crate::ask::Ask;
use crate::ui::{
    Action, Cx, Page, icon,
    import::{failure_line, panel},
    notices,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use eframe::egui::Ui;
use shared::sync::{
    GoBack, ServerSafety,
    frame::{BackedUp, BackupWhy, NotBack},
};

/// Backups that are listed.
const LISTED: usize = 16;
/// Seconds after which a server that says nothing will say nothing more.
const ANSWER_S: f64 = 120.0;

/// Going back to one.
#[derive(Default)]
pub(super) struct State {
    /// Whoever touched this one is asked whether they are sure.
    asks: Option<GoBack>,
    /// The server was asked to go back to this one.
    going: Option<Going>,
}

#[derive(Clone, Copy)]
struct Going {
    to: GoBack,
    /// The last one that it had made before going back to another.
    before_ms: Option<i64>,
    /// Seconds on the screen's own clock.
    since: f64,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Waits,
    Done,
    Not(NotBack),
    /// The server says nothing: an older one does not know how to.
    Silent,
}

/// One line above the pages of those who look after the board, while something is to be done.
pub(in crate::ui) fn banner(ui: &mut Ui, cx: &Cx<'_>, page: Page, out: &mut Vec<Action>) {
    let Some(safety) = cx.view.safety.as_ref().filter(|_| cx.may_board && page != Page::Server)
    else {
        return;
    };
    let warnings = cx.words.unsafe_because(safety, cx.facts.zone(), cx.now_s);
    let Some(first) = warnings.first() else { return };
    let said = match warnings.len() {
        1 => first.clone(),
        n => {
            let values = [("said", first.as_str().into()), ("n", (n - 1).into())];
            cx.words.with("safety-more", &values)
        }
    };
    notices::warning(ui, cx, &said, |ui| {
        let look = cx.words.text("safety-look");
        if Press::new(&look, Kind::Plain).show(ui, cx.t).clicked() {
            out.push(Action::ShowBackups);
        }
    });
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let outcome = outcome(ui, cx, state);
    going(ui, cx, state, outcome);
    let Some(safety) = &cx.view.safety else {
        let said = cx.words.text("safety-none-told");
        widgets::text(ui, Some(icon::WIFI_OFF), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    };
    let zone = cx.facts.zone();
    let warnings = cx.words.unsafe_because(safety, zone, cx.now_s);
    for said in &warnings {
        failure_line(ui, cx, said);
    }
    // After a restart a server tells first which backups there are, and then how old the last is.
    let is_told = safety.newest_ms.is_some() || safety.told.backups.is_empty();
    if warnings.is_empty() && is_told {
        let said = cx.words.last_backup(safety, zone, cx.now_s);
        let font = theme::extrabold(size::TIME);
        let said = widgets::text(ui, Some(icon::CHECK_CIRCLE), &said, font, cx.t.ok);
        widgets::announce(&said);
    }
    if let Some(bytes) = safety.told.free_bytes {
        let said = cx.words.space(bytes);
        widgets::text(ui, None, &said, theme::semibold(size::LEAD), cx.t.text);
    }
    let about = cx.words.text("safety-about");
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    ui.add_space(6.0);
    let is_busy = outcome == Some(Outcome::Waits);
    for backup in safety.told.backups.iter().take(LISTED) {
        panel(ui, cx, icon::FILE, &cx.words.backup_why(backup.why), |ui| {
            let said = cx.words.backup(backup, zone);
            widgets::text(ui, None, &said, theme::regular(size::LEAD), cx.t.text);
            if backup.is_damaged() {
                let said = cx.words.text("safety-damaged");
                widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
            } else if cx.may_plan && !is_busy {
                one(ui, cx, state, (safety, backup), tools, out);
            }
        });
        ui.add_space(4.0);
    }
}

/// The last backup that the server made before it went back to another.
fn last_before(safety: &ServerSafety) -> Option<i64> {
    let all = safety.told.backups.iter().filter(|backup| backup.why == BackupWhy::Restore);
    all.map(|backup| backup.at_ms).max()
}

/// What became of going back to one, if that was asked for here.
fn outcome(ui: &Ui, cx: &Cx<'_>, state: &State) -> Option<Outcome> {
    let going = state.going?;
    // The connection ends with what was there, and comes again.
    let told = cx.view.safety.as_deref();
    let not = told.and_then(|safety| safety.not_back).filter(|not| not.asked == going.to);
    Some(match (told.and_then(last_before) > going.before_ms, not) {
        // It keeps what it has first: a backup alone says nothing.
        (_, Some(not)) => Outcome::Not(not),
        (true, None) => Outcome::Done,
        (false, None) => {
            let left = going.since + ANSWER_S - ui.input(|input| input.time);
            if left <= 0.0 {
                return Some(Outcome::Silent);
            }
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
            Outcome::Waits
        }
    })
}

/// Says it above the list.
fn going(ui: &mut Ui, cx: &Cx<'_>, state: &State, outcome: Option<Outcome>) {
    let (Some(outcome), Some(going)) = (outcome, state.going) else { return };
    let which = cx.words.backup_time(going.to.at_ms, cx.facts.zone());
    let say = |key: &str| cx.words.with(key, &[("which", which.as_str().into())]);
    let (mark, ink, said) = match outcome {
        Outcome::Waits => (icon::CLOCK, cx.t.text, say("back-going")),
        Outcome::Done => (icon::CHECK_CIRCLE, cx.t.ok, say("back-done")),
        Outcome::Silent => (icon::WARN, cx.t.warn, say("back-silent")),
        Outcome::Not(not) => (icon::WARN, cx.t.warn, cx.words.not_back(&not, cx.facts.zone())),
    };
    let line = widgets::text(ui, Some(mark), &said, theme::semibold(size::LEAD), ink);
    widgets::announce(&line);
    ui.add_space(6.0);
}

/// Going back to this one, after a question.
fn one(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    (safety, backup): (&ServerSafety, &BackedUp),
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let to = GoBack { at_ms: backup.at_ms, why: backup.why };
    let which = cx.words.backup_time(to.at_ms, cx.facts.zone());
    let with = |key: &str| cx.words.with(key, &[("which", which.as_str().into())]);
    if state.asks != Some(to) {
        let label = cx.words.text("back-to");
        let press = Press::new(&label, Kind::Plain).spoken(with("back-to-spoken"));
        let pressed = press.show(ui, cx.t);
        cx.follow(ui, &pressed);
        if pressed.clicked() {
            state.asks = Some(to);
            ui.ctx().request_repaint();
        }
        return;
    }
    let asked = with("back-ask");
    let line = widgets::text(ui, Some(icon::WARN), &asked, theme::regular(size::BODY), cx.t.text);
    widgets::announce(&line);
    ui.horizontal_wrapped(|ui| {
        let sure = Press::new(&with("back-sure"), Kind::Primary).wrap().show(ui, cx.t);
        cx.follow(ui, &sure);
        if sure.clicked() {
            let since = ui.input(|input| input.time);
            state.going = Some(Going { to, before_ms: last_before(safety), since });
            state.asks = None;
            out.push(Action::Ask { ticket: tools.ticket(), ask: Ask::GoBack(to) });
        }
        let leave = Press::new(&cx.words.text("back-leave"), Kind::Plain).show(ui, cx.t);
        cx.follow(ui, &leave);
        if leave.clicked() {
            state.asks = None;
            ui.ctx().request_repaint();
        }
    });
}
