//! What was written on paper meanwhile is typed back in: the cells of a day one after the other, without
//! a mouse. What the paper says is compared with the board, and becomes one act that can be undone.

mod added;
mod answers;
mod cells;
mod changes;
mod draft;
mod earlier;
mod line;
mod mark;
mod meaning;
mod open;
mod preview;
mod print;
mod rows;

use super::{
    Action, Cx, Page, Screen, editing, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Culled, Kind, Press},
};
use crate::ask::{Failure, Kept, Printed};
use answers::Waits;
use cells::{Cell, Key, OfDay, Timed};
use changes::{Changes, Ids};
use draft::{Choice, Draft, Keeper, Typed};
use eframe::egui::{ScrollArea, Ui};
use mark::{Boards, Mark};
use meaning::Meaning;
use shared::{ids::DayId, schedule::Schedule};
use std::sync::Arc;

/// What the page remembers between frames. What is typed outlives whoever stands here: it is kept for
/// the next who may edit.
#[derive(Default)]
pub(super) struct State {
    draft: Draft,
    keeper: Keeper,
    step: Step,
    form: print::Form,
    /// The board of the print.
    print: Option<Box<Printed>>,
    /// It could not be looked for.
    unfound: bool,
    waits: Option<Waits>,
    /// Why nothing was put in.
    failed: Option<Failure>,
    /// The cell that is open.
    at: Option<Key>,
    /// What its title may mean.
    choices: Vec<Choice>,
    /// Takes the focus when it is drawn.
    focus: Option<Focus>,
    added: added::Form,
    listed: Listed,
    heights: Culled<rows::Entry>,
    ids: Ids,
    /// So many names that were typed before went, because names were erased.
    erased: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    /// Something was typed before, or which print it is.
    #[default]
    Begin,
    Cells,
    Preview,
    /// So many things were changed.
    Done(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Title,
    Host,
    Side,
    Preview,
    /// The time of what is added.
    Added,
}

/// The cells, and for what they were listed.
#[derive(Default)]
struct Listed {
    of: Option<(Arc<Schedule>, Option<Arc<Schedule>>, DayId)>,
    cells: Arc<Vec<Cell>>,
    timed: Option<Arc<Timed>>,
    /// Their keys.
    order: Vec<Key>,
}

impl State {
    /// Whoever stood here has gone: what was typed is offered to the next.
    pub(super) fn end_visit(&mut self) {
        (self.step, self.form) = (Step::Begin, print::Form::default());
        (self.at, self.focus, self.failed) = (None, None, None);
        self.added = added::Form::default();
        self.keeper.end_visit(&self.draft);
    }

    /// Takes up what lies on the disk, once it is known.
    fn read(&mut self, cx: &Cx<'_>) {
        if let Some(kept) = self.keeper.read(cx.view.kept.get(&Kept::Paper)) {
            self.draft = kept;
        }
    }

    /// Names were erased, perhaps: those that were typed here before go with them.
    fn erase(&mut self, ui: &Ui, cx: &Cx<'_>) {
        if cx.view.kept.contains_key(&Kept::Paper) {
            self.read(cx);
        }
        if let Some(gone) = self.keeper.erase(cx.view.drafts_erased, &mut self.draft) {
            self.erased += gone;
            self.list_anew();
            ui.ctx().request_repaint();
        }
    }

    /// Lists the cells anew where the board has changed.
    fn keep_up(&mut self, cx: &Cx<'_>) {
        let Some(day) = self.draft.day else { return };
        let print = self.print.as_ref().map(|print| &print.then);
        let same = self.listed.of.as_ref().is_some_and(|(schedule, of, on)| {
            let same_print = match (of, print) {
                (Some(of), Some(print)) => Arc::ptr_eq(of, print),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            Arc::ptr_eq(schedule, &cx.view.schedule) && same_print && *on == day
        });
        if same {
            return;
        }
        let OfDay { cells, timed } = cells::of_day(self.boards(cx), day, &self.draft, self.at);
        self.listed = Listed {
            of: Some((Arc::clone(&cx.view.schedule), print.cloned(), day)),
            order: cells.iter().map(|cell| cell.key).collect(),
            cells: Arc::new(cells),
            timed: timed.map(Arc::new),
        };
        if let Some(key) = self.at {
            self.look(cx, key);
        }
    }

    /// The draft has changed in more than texts.
    fn list_anew(&mut self) {
        self.listed.of = None;
    }

    fn boards<'a>(&'a self, cx: &'a Cx<'_>) -> Boards<'a> {
        Boards { now: cx.schedule, print: self.print.as_ref().map(|print| &*print.then) }
    }

    /// What changes, and what must be settled before.
    fn changes(&self, cx: &Cx<'_>) -> Changes {
        Changes::of(self.boards(cx), &self.listed.cells, &self.draft)
    }

    /// What a cell means with this typed, and whether the board moved on there.
    fn meant(&self, cx: &Cx<'_>, cell: &Cell, typed: &Typed) -> (Meaning, Option<Mark>) {
        let meaning = Meaning::of(cx.schedule, cell, typed);
        let boards = self.boards(cx);
        (meaning, Mark::of(boards, &self.listed.cells, &self.draft, (cell, meaning)))
    }

    /// What the title of a cell may mean.
    fn look(&mut self, cx: &Cx<'_>, key: Key) {
        let text = self.draft.of(key).title;
        let cell = self.listed.cells.iter().find(|cell| cell.key == key);
        self.choices = match cell.filter(|_| Meaning::is_title(&text)) {
            Some(cell) => meaning::choices(cx.schedule, cell, &text),
            None => Vec::new(),
        };
    }

    /// Opens a cell, to type into it.
    fn go_to(&mut self, cx: &Cx<'_>, key: Option<Key>) {
        self.at = key;
        self.focus = Some(if key.is_some() { Focus::Title } else { Focus::Preview });
        self.heights.want(key.map(rows::Entry::Cell));
        if let Some(key) = key {
            self.look(cx, key);
        }
    }

    /// The cell before or after the open one.
    fn beside(&self, later: bool) -> Option<Key> {
        let at = self.listed.order.iter().position(|key| Some(*key) == self.at)?;
        let at = if later { at + 1 } else { at.checked_sub(1)? };
        self.listed.order.get(at).copied()
    }
}

/// Takes what was answered and keeps what is typed on the disk, whatever page is shown.
pub(super) fn keep(ui: &Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let state = &mut screen.from_paper;
    state.answered(cx, &mut screen.tools);
    state.erase(ui, cx);
    state.keeper.keep(ui, &state.draft, out);
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if !cx.may_board {
        out.push(Action::Go(Page::Board));
        return;
    }
    let area = ui.available_rect_before_wrap();
    let (state, tools) = (&mut screen.from_paper, &mut screen.tools);
    state.read(cx);
    state.answered(cx, tools);
    state.keep_up(cx);
    head(ui, cx, state);
    let step = ("from-paper", std::mem::discriminant(&state.step));
    let scroll = ScrollArea::vertical().id_salt(step).auto_shrink(false);
    scroll.scroll_source(super::card::scroll_source(ui.ctx())).show_viewport(ui, |ui, seen| {
        // The scroll bar keeps its room.
        ui.set_width((ui.available_width() - theme::BAR).min(WIDE));
        ui.spacing_mut().item_spacing.y = 8.0;
        match state.step {
            Step::Begin if state.draft.is_begun() && !state.form.goes_on() => {
                print::offer(ui, cx, state, tools, out)
            }
            Step::Begin => {
                if print::show(ui, cx, state, tools, out) {
                    screen.pitch.begin_scribe();
                    out.push(Action::Go(Page::Pitch));
                }
            }
            Step::Cells => rows::show(ui, cx, state, (seen, tools), out),
            Step::Preview => preview::show(ui, cx, state, tools, out),
            Step::Done(n) => done(ui, cx, state, n, (tools, out)),
        }
        // Over it lies what was done last, with its undo.
        ui.add_space(70.0);
    });
    editing::done(ui, cx, screen, area, out);
}

/// What this is, and over the cells the way to what changes: after the last cell it has the focus.
fn head(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let low = ui.ctx().content_rect().height() < theme::LOWEST_SCREEN;
    let cells = state.step == Step::Cells && (!state.is_finding() || state.print.is_some());
    ui.horizontal_wrapped(|ui| {
        if !(low && cells) {
            let title = cx.words.text("typed-title");
            widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
            ui.add_space(12.0);
        }
        if cells {
            rows::preview(ui, cx, state);
        }
    });
    if state.erased > 0 {
        let said = cx.words.with("typed-erased", &[("n", state.erased.into())]);
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }
}

/// Longer lines are hard to follow.
const WIDE: f32 = 1_280.0;

fn done(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    n: usize,
    (tools, out): (&mut Tools, &mut Vec<Action>),
) {
    let said = cx.words.with("typed-done", &[("n", n.into())]);
    let font = theme::semibold(size::LEAD);
    widgets::announce(&widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.ok));
    ui.horizontal_wrapped(|ui| {
        let board = cx.words.text("typed-to-board");
        if button(ui, cx, Press::new(&board, Kind::Primary).icon(icon::GRID)) {
            state.step = Step::Begin;
            out.push(Action::Go(Page::Board));
        }
        let earlier = state.draft.earlier.first().cloned();
        let again = cx.words.text("typed-again");
        if let Some(earlier) = earlier
            && button(ui, cx, Press::new(&again, Kind::Plain).icon(icon::EDIT).wrap())
        {
            state.draft = earlier.again(std::mem::take(&mut state.draft.earlier));
            (state.step, state.at, state.print) = (Step::Cells, None, None);
            state.ask(tools, true, out);
        }
        let more = cx.words.text("typed-another");
        if button(ui, cx, Press::new(&more, Kind::Plain)) {
            state.step = Step::Begin;
        }
    });
}

/// A button that follows the keyboard.
fn button(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}
