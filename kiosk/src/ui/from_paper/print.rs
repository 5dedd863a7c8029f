//! Before it begins: what was typed and not put in, and of which print it is typed.

use super::{Draft, State, Step, button, preview};
use crate::ui::{
    Action, Cx,
    field::{self, Field},
    icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use eframe::egui::{Id, Ui, style::ScrollAnimation};
use shared::ids::DayId;

/// Digits of a board.
const DIGITS: usize = 4;
/// Characters of a time.
const TIME_CHARS: usize = 5;
/// Widest form.
const WIDE: f32 = 620.0;
const DAY_MINUTES: u32 = 24 * 60;
/// A field is seen with its name.
const ABOVE: f32 = 48.0;

/// What is typed of the print.
#[derive(Default)]
pub(super) struct Form {
    day: Option<DayId>,
    board: String,
    time: String,
    board_wrong: bool,
    time_wrong: bool,
    /// The characters alone are not enough.
    needs_time: bool,
    goes_on: bool,
    /// The field of the time takes the focus.
    to_time: bool,
    /// Asked whether what is typed is to be thrown away.
    throws: bool,
}

impl Form {
    /// The time is wanted too, and then it goes on.
    pub(super) fn for_time(draft: &Draft) -> Self {
        let (day, board) = (draft.day, draft.board.clone());
        Self { day, board, needs_time: true, to_time: true, goes_on: true, ..Self::default() }
    }

    /// A draft is there, of which more is asked.
    pub(super) fn goes_on(&self) -> bool {
        self.goes_on
    }
}

/// Somebody has typed before: go on with it, or throw it away.
pub(super) fn offer(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let day = state.draft.day.map(|day| cx.words.day_and_date(cx.schedule, day));
    let values = [
        ("when", cx.words.past_moment(state.draft.begun_s, cx.facts.zone()).into()),
        ("day", day.unwrap_or_default().into()),
        ("n", state.draft.typed().into()),
    ];
    let said = cx.words.with("typed-offer", &values);
    widgets::text(ui, Some(icon::EDIT), &said, theme::semibold(size::LEAD), cx.t.text);
    if state.form.throws {
        throw(ui, cx, state);
        return;
    }
    let free = !state.is_saving();
    ui.horizontal_wrapped(|ui| {
        let go_on = cx.words.text("typed-offer-go-on");
        let press = Press::new(&go_on, Kind::Primary).size(size::LEAD).enabled(free);
        if button(ui, cx, press) {
            state.step = Step::Cells;
            state.list_anew();
            state.ask(tools, true, out);
        }
        let away = cx.words.text("typed-offer-away");
        let press = Press::new(&away, Kind::Plain).size(size::LEAD).enabled(free);
        if button(ui, cx, press.icon(icon::TRASH)) {
            match state.draft.typed() {
                0 => throw_away(state),
                _ => state.form.throws = true,
            }
        }
    });
    preview::saving(ui, cx, state);
}

fn throw_away(state: &mut State) {
    (state.draft, state.print, state.form) = (state.draft.thrown_away(), None, Form::default());
    (state.unfound, state.waits) = (false, None);
    state.list_anew();
}

/// What was typed is gone only after a yes.
fn throw(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let said = cx.words.with("typed-throw-ask", &[("n", state.draft.typed().into())]);
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    ui.horizontal_wrapped(|ui| {
        let keep = cx.words.text("typed-throw-keep");
        if button(ui, cx, Press::new(&keep, Kind::Primary).size(size::LEAD)) {
            state.form.throws = false;
        }
        let sure = cx.words.text("typed-throw-sure");
        let press = Press::new(&sure, Kind::Plain).size(size::LEAD).icon(icon::TRASH);
        if button(ui, cx, press) {
            throw_away(state);
        }
    });
}

/// Asks which print it is; whether slips are to be typed instead.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) -> bool {
    ui.set_width(ui.available_width().min(WIDE));
    let about = cx.words.text("typed-about");
    widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
    let day = state.form.day.or(cx.day);
    // What is typed already is of its day.
    if !state.form.goes_on || state.draft.typed() == 0 {
        days(ui, cx, state, day);
    }
    let label = cx.words.text("typed-board");
    let hint = cx.words.text("typed-board-hint");
    let wrong = state.form.board_wrong.then(|| cx.words.text("typed-board-wrong"));
    let board = Field::new(Id::unique("typed-board"), &label).limits(DIGITS, DIGITS).hint(&hint);
    let board = board.wrong(wrong.as_deref()).show(ui, cx, &mut state.form.board);
    let time_id = Id::unique("typed-time");
    if field::entered(ui, &board) {
        ui.memory_mut(|memory| memory.request_focus(time_id));
    }
    let label = cx.words.text("typed-time");
    let hint = cx.words.text("typed-time-hint");
    let wrong = match (state.form.time_wrong, state.form.needs_time) {
        (true, _) => Some(cx.words.text("typed-time-wrong")),
        (false, true) => Some(cx.words.text("typed-time-needed")),
        (false, false) => None,
    };
    let time = Field::new(time_id, &label).limits(TIME_CHARS, TIME_CHARS).hint(&hint);
    let time = time.wrong(wrong.as_deref()).show(ui, cx, &mut state.form.time);
    if board.changed() || time.changed() {
        (state.form.board_wrong, state.form.time_wrong) = (false, false);
        state.form.needs_time = false;
    }
    if std::mem::take(&mut state.form.to_time) {
        time.request_focus();
        let rect = time.rect.expand(ABOVE);
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
    let entered = field::entered(ui, &time);
    let begin = cx.words.text("typed-begin");
    let press = Press::new(&begin, Kind::Primary).icon(icon::EDIT).size(size::LEAD);
    let pressed = button(ui, cx, press.enabled(day.is_some()));
    if let Some(day) = day.filter(|_| entered || pressed) {
        start(cx, state, day, tools, out);
    }
    ui.add_space(18.0);
    let slips = cx.words.text("typed-slips");
    button(ui, cx, Press::new(&slips, Kind::Plain).icon(icon::TICKET).wrap())
}

fn days(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, chosen: Option<DayId>) {
    let days = cx.schedule.days_in_order();
    ui.horizontal_wrapped(|ui| {
        for (day, _) in days.iter().filter(|_| days.len() > 1) {
            let name = cx.words.day_and_date(cx.schedule, *day);
            if button(ui, cx, Press::new(&name, Kind::Tab(chosen == Some(*day))).wrap()) {
                state.form.day = Some(*day);
            }
        }
    });
}

fn start(cx: &Cx<'_>, state: &mut State, day: DayId, tools: &mut Tools, out: &mut Vec<Action>) {
    let board = state.form.board.trim().to_lowercase();
    let digits = board.len() == DIGITS && board.bytes().all(|byte| byte.is_ascii_hexdigit());
    state.form.board_wrong = !board.is_empty() && !digits;
    let time = state.form.time.trim();
    let minute = minute(time);
    state.form.time_wrong = !time.is_empty() && minute.is_none();
    if state.form.board_wrong || state.form.time_wrong {
        return;
    }
    // The latest such time of day: no day stands beside it on paper.
    let ago = |minute: u32| (cx.now.minute + DAY_MINUTES - minute) % DAY_MINUTES;
    // From its first second: what was edited in the minute of the print may be on it or not.
    let this_minute_s = cx.now_s - cx.now_s.rem_euclid(60);
    let at_s = minute.map(|minute| this_minute_s - i64::from(ago(minute)) * 60);
    let draft = std::mem::take(&mut state.draft);
    let again = state.form.goes_on && draft.typed() > 0;
    let (begun_s, cells) =
        if again { (draft.begun_s, draft.cells) } else { (cx.now_s, Vec::new()) };
    let (day, earlier) = (Some(day), draft.earlier);
    state.draft = Draft { begun_s, day, board, at_s, cells, earlier }.taken_up();
    (state.step, state.at, state.failed, state.form) = (Step::Cells, None, None, Form::default());
    state.print = None;
    state.list_anew();
    state.ask(tools, again, out);
}

/// `11:42`, `11.42`, `1142` or `942`.
pub(super) fn minute(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '.' | ' ')).collect();
    let at = digits.len().checked_sub(2)?;
    let (hours, minutes) =
        (digits.get(..at)?.parse::<u32>().ok()?, digits.get(at..)?.parse::<u32>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        for text in ["11:42", "11.42", "1142"] {
            assert_eq!(minute(text), Some(11 * 60 + 42), "{text}");
        }
        assert_eq!(minute("9:05"), Some(9 * 60 + 5));
        for text in ["", "9", "noon", "25:00", "11:60"] {
            assert_eq!(minute(text), None, "{text}");
        }
    }
}
