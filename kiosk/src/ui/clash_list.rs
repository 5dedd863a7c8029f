//! What needs a human: each clash in words, with its answers as buttons. At the end what could not be
//! read, and, for those who can show it again, what was taken from the screens.

use super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Culled, Kind, Press},
    words::{ClashWords, VersionWords},
};
use eframe::egui::{
    self, Align, CornerRadius, Frame, Layout, Margin, Rect, Response, ScrollArea, Stroke, Ui, vec2,
};
use shared::{
    clash::{Answer, Clash, Meaning},
    command::Command,
    ids::SessionId,
    schedule::Removal,
};
use std::cmp::Reverse;

const WIDTH: f32 = 860.0;
/// Least width of one of two versions side by side.
const VERSION_MIN: f32 = 300.0;
/// Issues that are listed; the rest is counted.
const LISTED_MAX: usize = 30;
/// Passes in which an entry is scrolled to: the heights of those above are known after the first.
const SEEKS: u8 = 4;

/// The entry that was asked for.
pub(super) struct At {
    key: [u8; 32],
    seeks: u8,
}

impl At {
    pub(super) fn of(key: [u8; 32]) -> Self {
        Self { key, seeks: SEEKS }
    }
}

pub(super) fn show(ctx: &egui::Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    screen.clash_at.take_if(|at| cx.view.clashes.iter().all(|clash| clash.key != at.key));
    let modal =
        widgets::sheet("clash list", cx.words.text("clashes-title"), cx.t).show(ctx, |ui| {
            let window = ui.ctx().content_rect().size();
            ui.set_width(WIDTH.min(window.x - 100.0));
            head(ui, cx, screen, out);
            let most = (window.y - 240.0).max(160.0);
            let gone = gone(cx);
            let nothing = cx.view.clashes.is_empty();
            if nothing {
                let none = cx.words.text("clashes-none");
                widgets::text(ui, Some(icon::SYNCED), &none, theme::regular(size::LEAD), cx.t.ok);
            } else {
                let lead = cx.words.text("clashes-lead");
                widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
            }
            if nothing && gone.is_empty() && cx.schedule.issues.is_empty() {
                return;
            }
            let scroll = ScrollArea::vertical().id_salt("clashes").max_height(most);
            let scroll = if nothing { scroll } else { scroll.min_scrolled_height(most) };
            scroll.show_viewport(ui, |ui, viewport| {
                // The scroll bar keeps its room.
                ui.set_width(ui.available_width() - theme::BAR);
                all(ui, cx, screen, viewport, out);
                issues(ui, cx);
                gone_ui(ui, cx, (&gone, &mut screen.gone_heights), viewport, out);
            });
        });
    if modal.should_close() && screen.sheet.is_none() {
        out.push(Action::ShowClashes(false));
    }
}

/// Heights of entries, by the key of their clash.
pub(super) type Heights = Culled<[u8; 32]>;
/// Heights of the lines of what was taken from the screens, by the first on each.
pub(super) type GoneHeights = Culled<SessionId>;

fn all(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, viewport: Rect, out: &mut Vec<Action>) {
    let Screen { clash_heights: heights, clash_at: at, focus_sheet, .. } = screen;
    heights.want(at.as_ref().map(|at| at.key));
    let clashes = cx.view.clashes.iter().enumerate();
    let clashes = clashes.map(|(index, clash)| (clash.key, (index, clash)));
    heights.show(ui, viewport, clashes, |ui, (index, clash)| {
        let at = at.as_mut().filter(|at| at.key == clash.key);
        let sought = at.is_some();
        let focus = sought && std::mem::take(focus_sheet);
        let rect = one(ui, cx, &Entry { index, clash, sought, focus }, out);
        if let Some(at) = at.filter(|at| at.seeks > 0) {
            at.seeks -= 1;
            let at_once = egui::style::ScrollAnimation::none();
            ui.scroll_to_rect_animation(rect, Some(Align::Min), at_once);
            ui.ctx().request_repaint();
        }
    });
}

/// One of the list.
struct Entry<'a> {
    index: usize,
    clash: &'a Clash,
    /// Somebody asked for it.
    sought: bool,
    /// And works by keyboard.
    focus: bool,
}

fn head(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let width = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(width, theme::TOUCH_MIN),
        Layout::right_to_left(Align::Center),
        |ui| {
            let close = Press::icon_only(icon::X, cx.words.text("clashes-close")).show(ui, cx.t);
            if screen.clash_at.is_none() {
                screen.focus_first(&close);
            }
            if close.clicked() {
                out.push(Action::ShowClashes(false));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = cx.words.text("clashes-title");
                widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
            });
        },
    );
}

/// A button of the list, which follows the keyboard.
fn pressed(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

fn one(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry<'_>, out: &mut Vec<Action>) -> Rect {
    let (t, clash) = (cx.t, entry.clash);
    let said = cx.words.clash(cx.schedule, cx.facts.zone(), &clash.kind);
    let line = if entry.sought { Stroke::new(3.0, t.accent) } else { Stroke::new(1.0, t.line) };
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(line)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(18));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        let values = [("n", (entry.index + 1).into()), ("of", cx.view.clashes.len().into())];
        let number = cx.words.with("clashes-number", &values);
        widgets::text(ui, Some(icon::WARN), &number, theme::semibold(size::SMALL), t.warn);
        widgets::text(ui, None, &said.sentence, theme::semibold(size::LEAD - 1.0), t.text);
        for line in &said.details {
            widgets::text(ui, None, line, theme::regular(size::BODY), t.dim);
        }
        subjects(ui, cx, &said, entry.focus, out);
        versions(ui, cx, &said.versions, clash, out);
        if cx.may_board {
            answers(ui, cx, clash, &said.sentence, out);
        }
    });
    ui.add_space(4.0);
    drawn.response.rect
}

/// The sessions it speaks of, to be read, and the way to the place of each.
fn subjects(ui: &mut Ui, cx: &Cx<'_>, said: &ClashWords, mut focus: bool, out: &mut Vec<Action>) {
    for id in &said.sessions {
        let Some(session) = cx.schedule.sessions.get(id) else { continue };
        let title = cx.words.title(session);
        ui.horizontal_wrapped(|ui| {
            let read = read(ui, cx, *id, ui.available_width());
            if std::mem::take(&mut focus) {
                read.request_focus();
            }
            if read.clicked() {
                out.push(Action::Open(*id));
            }
            let label = cx.words.text("sheet-on-board");
            let spoken = cx.words.with("clashes-place", &[("title", title.into())]);
            let press = Press::new(&label, Kind::Quiet).icon(icon::GRID).spoken(spoken);
            if session.is_shown() && pressed(ui, cx, press.size(size::SMALL + 1.0)) {
                out.push(Action::ShowOnBoard(*id));
            }
        });
    }
}

/// A quiet button that opens a session.
fn read(ui: &mut Ui, cx: &Cx<'_>, session: SessionId, most: f32) -> Response {
    let title = cx.words.session(cx.schedule, session);
    let label = cx.words.with("clashes-open", &[("title", title.into())]);
    let press = Press::new(&label, Kind::Quiet).size(size::SMALL + 1.0).width(0.0, most).wrap();
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response
}

/// What was written at once, side by side where it fits: each with who, when, and its answer.
fn versions(
    ui: &mut Ui,
    cx: &Cx<'_>,
    versions: &[VersionWords],
    clash: &Clash,
    out: &mut Vec<Action>,
) {
    let gap = ui.spacing().item_spacing.x;
    let fitting = ((ui.available_width() + gap) / (VERSION_MIN + gap)).floor().max(1.0) as usize;
    for row in versions.chunks(fitting.min(2)) {
        let n = row.len() as f32;
        let width = (ui.available_width() - gap * (n - 1.0)) / n;
        ui.horizontal_top(|ui| {
            for version in row {
                ui.vertical(|ui| version_ui(ui, cx, version, width, clash, out));
            }
        });
    }
}

fn version_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    version: &VersionWords,
    width: f32,
    clash: &Clash,
    out: &mut Vec<Action>,
) {
    let t = cx.t;
    let frame = Frame::new()
        .fill(t.background)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(14));
    frame.show(ui, |ui| {
        ui.set_width(width - 28.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        let (value, ink) = match version.value.as_str() {
            "" => (cx.words.text("clash-version-empty"), t.dim),
            value => (value.to_owned(), t.text),
        };
        widgets::text(ui, None, &value, theme::semibold(size::BODY), ink);
        widgets::text(ui, Some(icon::USER), &version.by, theme::regular(size::SMALL + 1.0), t.dim);
        let Some(answer) = clash.answers.iter().find(|answer| keeps(answer, version)) else {
            return;
        };
        if cx.may_board {
            ui.add_space(6.0);
            let keep = cx.words.text("answer-keep-this");
            let spoken = cx.words.meaning(cx.schedule, cx.facts.zone(), &answer.meaning);
            let press = Press::new(&keep, Kind::Plain).spoken(spoken);
            if pressed(ui, cx, press) {
                out.push(Action::Do(answer.command.clone()));
            }
        }
    });
}

fn keeps(answer: &Answer, version: &VersionWords) -> bool {
    matches!(&answer.meaning, Meaning::KeepVersion { by, .. } if by.change == version.change)
}

/// Answers that are not beside a version, and the one that is always possible.
fn answers(ui: &mut Ui, cx: &Cx<'_>, clash: &Clash, told: &str, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for answer in &clash.answers {
            if let Meaning::KeepVersion { .. } = answer.meaning {
                continue;
            }
            let label = cx.words.meaning(cx.schedule, cx.facts.zone(), &answer.meaning);
            if pressed(ui, cx, Press::new(&label, Kind::Plain).wrap()) {
                out.push(Action::Do(answer.command.clone()));
            }
        }
        // Said in words of its own above.
        let said = [Meaning::TheyDiffer, Meaning::StayMerged];
        if clash.answers.iter().any(|answer| said.contains(&answer.meaning)) {
            return;
        }
        let fine = cx.words.text("answer-fine");
        let spoken = cx.words.with("answer-fine-spoken", &[("clash", told.into())]);
        if pressed(ui, cx, Press::new(&fine, Kind::Quiet).spoken(spoken)) {
            out.push(Action::Do(Command::Settle { clash: clash.key }));
        }
    });
}

/// What this kiosk could not read of the data.
fn issues(ui: &mut Ui, cx: &Cx<'_>) {
    let issues = &cx.schedule.issues;
    if issues.is_empty() {
        return;
    }
    ui.add_space(10.0);
    let title = cx.words.text("issues-title");
    widgets::text(ui, None, &title, theme::semibold(size::LEAD - 1.0), cx.t.text);
    for issue in issues.iter().take(LISTED_MAX) {
        let said = cx.words.issue(issue);
        widgets::text(ui, Some(icon::WARN), &said, theme::regular(size::BODY), cx.t.dim);
    }
    more(ui, cx, issues.len());
}

fn more(ui: &mut Ui, cx: &Cx<'_>, count: usize) {
    if count > LISTED_MAX {
        let said = cx.words.with("more", &[("n", (count - LISTED_MAX).into())]);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    }
}

/// Hidden and withdrawn sessions, for those who can bring them back: what was hidden before what its
/// host took back, the latest first.
fn gone(cx: &Cx<'_>) -> Vec<SessionId> {
    let sessions = cx.schedule.sessions.iter().filter(|_| cx.may_board);
    let gone = sessions.filter_map(|(id, session)| {
        let withdrawn_s = match &session.withdrawn {
            Removal::Removed { by, .. } => Some(by.at_s),
            Removal::Present => None,
        };
        let latest = Reverse((withdrawn_s, &session.pitched_order));
        (session.hidden || withdrawn_s.is_some()).then_some((!session.hidden, latest, *id))
    });
    let mut gone: Vec<_> = gone.collect();
    gone.sort_unstable();
    gone.into_iter().map(|(.., id)| id).collect()
}

/// Quiet buttons that open them, two on a line where they fit; of a long list what is seen.
fn gone_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (gone, heights): (&[SessionId], &mut GoneHeights),
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    if gone.is_empty() {
        return;
    }
    ui.add_space(10.0);
    let title = cx.words.text("gone-title");
    widgets::text(ui, None, &title, theme::semibold(size::LEAD - 1.0), cx.t.text);
    let all = ui.available_width();
    let half = (all - ui.spacing().item_spacing.x) / 2.0 - 1.0;
    let (most, on_line) = if half >= VERSION_MIN { (half, 2) } else { (all, 1) };
    let lines = gone.chunks(on_line);
    let lines = lines.filter_map(|line| Some((*line.first()?, line)));
    heights.show(ui, viewport, lines, |ui, line| {
        ui.horizontal(|ui| {
            for session in line {
                if read(ui, cx, *session, most).clicked() {
                    out.push(Action::Open(*session));
                }
            }
        });
    });
}
