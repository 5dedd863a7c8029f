//! Below the rooms: what moved lately, how old all this is, pages to turn by hand, larger type.

use super::{
    Key, State,
    fold::{self, Fold},
    page, rows,
};
use crate::ui::{
    Action, Cx, Page, announcements, icon,
    moved::{self, Change},
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{
    Align, Galley, Layout, Rect, Sense, Ui, UiBuilder, Vec2, WidgetInfo, accesskit::Role, pos2,
    vec2,
};
use std::sync::Arc;

/// What moved in so many seconds is shown.
const LATELY_S: i64 = 15 * 60;
/// Moves shown at once.
const MOVES: usize = 2;
const GAP: f32 = 8.0;
/// Beside the controls the age of the data has at least this room, or a line of its own.
const AGE_MIN: f32 = 230.0;
/// Lines of it before it is said in fewer words.
const AGE_LINES: usize = 2;

/// What it says, and where.
pub(super) struct Footer {
    pub height: f32,
    /// Each move in one sentence, and its place from the top left corner.
    moves: Vec<(String, Rect)>,
    font: f32,
    /// Where it is said, and whether on a line of its own.
    age: Option<(Arc<Galley>, bool)>,
    /// What is only counted.
    counted: Vec<Counted>,
    /// From its top to the controls.
    controls: f32,
    /// Width of the controls.
    width: f32,
    /// They have room for their words.
    worded: bool,
}

/// What has no room of its own: how much there is of it, and where all of it is.
struct Counted {
    n: usize,
    mark: &'static str,
    key: &'static str,
    page: Page,
}

impl Counted {
    fn press<R>(&self, cx: &Cx<'_>, with: impl FnOnce(Press<'_>) -> R) -> R {
        let shown = self.n.to_string();
        let spoken = cx.words.with(self.key, &[("n", self.n.into())]);
        with(Press::new(&shown, Kind::News).icon(self.mark).spoken(spoken))
    }
}

/// What is announced, and what moved lately.
fn counted(cx: &Cx<'_>, state: &mut State) -> Vec<Counted> {
    let (mark, key) = (icon::MEGAPHONE, "wall-announced");
    let n = announcements::current(cx).len();
    let announced = Counted { n, mark, key, page: Page::Info };
    let (mark, key) = (icon::CHANGES, "wall-moved");
    let moved = Counted { n: lately(cx, state).count, mark, key, page: Page::Moved };
    [announced, moved].into_iter().filter(|counted| counted.n > 0).collect()
}

impl Footer {
    pub(super) fn of(ui: &Ui, cx: &Cx<'_>, state: &mut State, fold: Fold) -> Self {
        let low = fold::is_low(ui);
        let width = ui.available_width();
        let scale = rows::scale(ui.ctx().content_rect().size());
        let font = if low { size::BODY } else { size::LEAD * scale };
        let folded = fold >= Fold::Banners;
        let moves = if folded { Vec::new() } else { lately(cx, state).said(cx, low) };
        let counted = if folded { counted(cx, state) } else { Vec::new() };
        let (moves, below) = placed(ui, moves, font, width);
        let gap = ui.spacing().item_spacing.x;
        let numbers: f32 =
            counted.iter().map(|one| one.press(cx, |press| press.measure(ui)).x + gap).sum();
        let worded = controls_width(ui, cx, state, true) + numbers <= width;
        let taken = controls_width(ui, cx, state, worded);
        let beside = width - taken - 24.0;
        let own_line = beside < AGE_MIN;
        let said = age(ui, cx, if own_line { width } else { beside });
        let costs = own_line || said.size().y > theme::TOUCH_MIN;
        let age = (!folded && (fold < Fold::Age || !costs)).then_some((said, own_line));
        let age_height = age.as_ref().map_or(0.0, |(age, _)| age.size().y);
        let controls = below + if age.is_some() && own_line { age_height + 4.0 } else { 0.0 };
        let row = if own_line { theme::TOUCH_MIN } else { age_height.max(theme::TOUCH_MIN) };
        // A gap to the rooms above.
        let (top, height) = (GAP, controls + row);
        let moves = moves.into_iter().map(|(said, at)| (said, at.translate(vec2(0.0, top))));
        let (height, controls) = (height + top, controls + top);
        Self { height, moves: moves.collect(), font, age, counted, controls, width: taken, worded }
    }

    pub(super) fn show(
        self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        state: &mut State,
        pages: usize,
        out: &mut Vec<Action>,
    ) {
        let area = ui.available_rect_before_wrap();
        let corner = area.min.to_vec2();
        for (said, at) in &self.moves {
            let mut place = ui.new_child(UiBuilder::new().max_rect(at.translate(corner)));
            if press(said, self.font, at.width()).show(&mut place, cx.t).clicked() {
                out.push(Action::Go(Page::Moved));
            }
        }
        let top = area.min.y + self.controls;
        let row = Rect::from_min_max(pos2(area.min.x, top), area.max);
        if let Some((galley, own_line)) = self.age {
            let size = galley.size();
            let y = if own_line { top - size.y - 4.0 } else { row.center().y - size.y / 2.0 };
            let whole = cx.words.last_heard(&cx.view.data, cx.facts.zone());
            let place = Rect::from_min_size(pos2(area.min.x, y), size);
            let response = ui.interact(place, ui.scope_id().with("age"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
            ui.painter().galley(place.min, galley, cx.t.dim);
        }
        let layout = Layout::left_to_right(Align::Center);
        let mut part = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
        for one in &self.counted {
            if one.press(cx, |press| press.show(&mut part, cx.t)).clicked() {
                out.push(Action::Go(one.page));
            }
        }
        let word = self.worded;
        let left = if pages > 1 { self.width } else { large(cx, state, word, |p| p.measure(ui)).x };
        let right = Rect::from_min_max(pos2(row.max.x - left, row.min.y), row.max);
        let mut part = ui.new_child(UiBuilder::new().max_rect(right).layout(layout));
        if pages > 1 {
            turn(&mut part, cx, state, pages);
        }
        if large(cx, state, word, |press| press.show(&mut part, cx.t)).clicked() {
            state.chosen = None;
            out.push(Action::WallLarge(!state.large));
        }
    }
}

/// What moved in the last quarter of an hour.
pub(super) struct Lately {
    /// The latest of it.
    first: Vec<Change>,
    count: usize,
}

impl Lately {
    /// The latest moves in a sentence each, and how many more there are; where there is little room
    /// only how many.
    fn said(&self, cx: &Cx<'_>, low: bool) -> Vec<String> {
        if low {
            let said = |n: usize| cx.words.with("wall-moved", &[("n", n.into())]);
            return Some(self.count).filter(|n| *n > 0).map(said).into_iter().collect();
        }
        let more = self.count.saturating_sub(self.first.len());
        let more = (more > 0).then(|| cx.words.with("wall-moved-more", &[("n", more.into())]));
        self.first.iter().map(|change| moved::sentence(cx, change)).chain(more).collect()
    }
}

/// Worked out once for each view and minute.
fn lately(cx: &Cx<'_>, state: &mut State) -> Arc<Lately> {
    let key = Key { revision: cx.view.revision, now: cx.now };
    if let Some((_, lately)) = state.lately.as_ref().filter(|(known, _)| *known == key) {
        return Arc::clone(lately);
    }
    let window = moved::Window::new(cx.now_s - LATELY_S, cx.now_s);
    let mut changes = moved::changes(cx.schedule, window);
    changes.retain(|change| !change.imported && change.is_move());
    let count = changes.len();
    changes.truncate(MOVES);
    let lately = Arc::new(Lately { first: changes, count });
    state.lately = Some((key, Arc::clone(&lately)));
    lately
}

fn press(said: &str, font: f32, width: f32) -> Press<'_> {
    Press::new(said, Kind::News).icon(icon::CHANGES).size(font).wrap().width(0.0, width)
}

/// One beside the other where both have room, else one below the other; gives their height too.
fn placed(ui: &Ui, moves: Vec<String>, font: f32, width: f32) -> (Vec<(String, Rect)>, f32) {
    let (mut at, mut row) = (Vec2::ZERO, 0.0_f32);
    let mut placed = Vec::new();
    for said in moves {
        let size = press(&said, font, width).measure(ui);
        if at.x > 0.0 && at.x + size.x > width {
            at = vec2(0.0, at.y + row + GAP);
            row = 0.0;
        }
        placed.push((said, Rect::from_min_size(at.to_pos2(), size)));
        at.x += size.x + GAP;
        row = row.max(size.y);
    }
    let height = if placed.is_empty() { 0.0 } else { at.y + row + GAP };
    (placed, height)
}

/// How old all this is: in full where it takes two lines, else in fewer words.
fn age(ui: &Ui, cx: &Cx<'_>, width: f32) -> Arc<Galley> {
    let (data, zone) = (&cx.view.data, cx.facts.zone());
    let set = |said: &str| {
        widgets::galley(ui, said, theme::regular(size::BODY), cx.t.dim, width, usize::MAX)
    };
    let whole = set(&cx.words.last_heard(data, zone));
    if whole.rows.len() <= AGE_LINES { whole } else { set(&cx.words.last_heard_short(data, zone)) }
}

fn large<R>(cx: &Cx<'_>, state: &State, worded: bool, with: impl FnOnce(Press<'_>) -> R) -> R {
    let said = cx.words.text("wall-large");
    let press = Press::new(if worded { &said } else { "" }, Kind::Tab(state.large));
    with(press.icon(icon::TEXT_SIZE).spoken(said.clone()))
}

fn page_said(cx: &Cx<'_>, page: usize, pages: usize) -> String {
    cx.words.with("wall-page", &[("page", (page + 1).into()), ("pages", pages.into())])
}

fn page_line(ui: &Ui, cx: &Cx<'_>, page: usize, pages: usize) -> Arc<Galley> {
    let said = page_said(cx, page, pages);
    ui.painter().layout_no_wrap(said, theme::semibold(size::BODY), cx.t.text)
}

/// Width of all controls, with pages to turn.
fn controls_width(ui: &Ui, cx: &Cx<'_>, state: &State, worded: bool) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    // As wide as any page: two digits.
    let page = page_line(ui, cx, 87, 88).size().x;
    let large = large(cx, state, worded, |press| press.measure(ui)).x;
    2.0 * (theme::TOUCH_MIN + 6.0) + page + large + 3.0 * gap
}

/// Pages to turn by hand.
fn turn(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, pages: usize) {
    let time = ui.input(|input| input.time);
    let shown = page(ui, state, pages);
    let back = Press::icon_only(icon::CARET_LEFT, cx.words.text("wall-page-back"));
    if back.show(ui, cx.t).clicked() {
        state.chosen = Some(((shown + pages - 1) % pages, time));
    }
    let widest = page_line(ui, cx, 87, 88).size();
    let line = page_line(ui, cx, shown, pages);
    let (rect, response) = ui.allocate_exact_size(widest.max(line.size()), Sense::hover());
    let said = page_said(cx, shown, pages);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.painter().galley(rect.center() - line.size() / 2.0, line, cx.t.text);
    let next = Press::icon_only(icon::CARET_RIGHT, cx.words.text("wall-page-next"));
    if next.show(ui, cx.t).clicked() {
        state.chosen = Some(((shown + 1) % pages, time));
    }
}
