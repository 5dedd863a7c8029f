//! Announcements: what is on every screen now, and the form that writes, changes and ends one.

use super::super::{
    Action, Cx, Screen, announcements,
    field::{self, Field},
    icon,
    sending::Sending,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::{clock::LocalTime, view::ServerState};
use eframe::egui::{Context, Id, Ui};
use jiff::Timestamp;
use shared::{
    command::{AnnouncementEdit, Command, Thing},
    ids::AnnouncementId,
    limits,
    schedule::Announcement,
};

/// A line that is read from three metres in a moment.
const CHARS: usize = 140;
/// Minutes that are offered.
const MINUTES: [u32; 3] = [15, 30, 60];
/// Fields that refusals of an announcement speak of.
const FIELDS: [&str; 2] = ["text", "text_cy"];

/// What is being written.
#[derive(Default)]
pub(super) struct State {
    /// The one that is changed, and what it was when somebody began; none: a new one.
    of: Option<(AnnouncementId, AnnouncementEdit)>,
    text: String,
    text_cy: String,
    until: Until,
    /// Somebody tried to put it up without a word in it.
    tried: bool,
    /// The pass in which it was last drawn.
    last_pass: u64,
    sending: Sending,
    /// The first field takes the focus.
    begin: bool,
    /// A new one that was half written when somebody began to change another.
    draft: Option<Draft>,
}

/// What was typed of a new one.
struct Draft {
    text: String,
    text_cy: String,
    until: Until,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    Minutes(u32),
    /// With the slot that was on when it was chosen, in seconds since 1970.
    Slot(i64),
    Removed,
    /// The end that it has.
    Kept(i64),
}

impl Default for Until {
    fn default() -> Self {
        Self::Minutes(30)
    }
}

impl State {
    fn of(id: AnnouncementId, announcement: &Announcement) -> Self {
        let until = match announcement.until_s.value {
            0 => Until::Removed,
            at_s => Until::Kept(at_s),
        };
        Self {
            of: Some((id, whole(announcement))),
            text: announcement.text.value.clone(),
            text_cy: announcement.text_cy.value.clone(),
            until,
            begin: true,
            ..Self::default()
        }
    }

    /// Begins to change one; what was written of a new one waits.
    fn change(&mut self, id: AnnouncementId, announcement: &Announcement) {
        let was = std::mem::replace(self, Self::of(id, announcement));
        let is_new = was.of.is_none() && !was.is_empty();
        let draft =
            is_new.then_some(Draft { text: was.text, text_cy: was.text_cy, until: was.until });
        self.draft = draft.or(was.draft);
        self.last_pass = was.last_pass;
    }

    /// A new one, or the one that waits.
    fn begin_new(&mut self) {
        let new = Self { last_pass: self.last_pass, ..Self::default() };
        *self = match self.draft.take() {
            Some(Draft { text, text_cy, until }) => Self { text, text_cy, until, ..new },
            None => new,
        };
    }

    /// What ended meanwhile is not changed any more: what was typed is a new one.
    fn keep_up(&mut self, cx: &Cx<'_>) {
        let current = |id| announcements::current(cx).iter().any(|(other, _)| *other == id);
        if self.of.as_ref().is_some_and(|(id, _)| !current(*id)) && !self.sending.is_busy() {
            (self.of, self.until) = (None, Until::default());
        }
    }

    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.text_cy.trim().is_empty()
    }
}

/// All that can be changed of an announcement, as it is.
fn whole(announcement: &Announcement) -> AnnouncementEdit {
    AnnouncementEdit {
        text: Some(announcement.text.value.clone()),
        text_cy: Some(announcement.text_cy.value.clone()),
        until_s: Some(announcement.until_s.value),
    }
}

/// Seconds since 1970 of an end, on a full minute: then every clock shows that it is over.
fn end_s(cx: &Cx<'_>, until: Until) -> i64 {
    let minute = cx.now_s - cx.now_s.rem_euclid(60);
    match until {
        Until::Minutes(minutes) => minute + i64::from(minutes) * 60,
        Until::Removed => 0,
        Until::Slot(at_s) | Until::Kept(at_s) => at_s,
    }
}

/// It would be over before anybody reads it.
fn is_over(cx: &Cx<'_>, until: Until) -> bool {
    let at_s = end_s(cx, until);
    at_s != 0 && at_s <= cx.now_s
}

/// When the first of the slots that are on ends, in seconds since 1970.
fn slot_end_s(cx: &Cx<'_>) -> Option<i64> {
    let minute = cx.now_s - cx.now_s.rem_euclid(60);
    let slots = cx.schedule.slots.values().filter(|slot| !slot.removal.is_removed());
    slots
        .filter_map(|slot| {
            let span = slot.span.value;
            let now = cx.minute_of(span.day)?;
            let (start, end) = (i64::from(span.start), i64::from(span.end()));
            (start <= now && now < end).then_some(end - now)
        })
        .min()
        .map(|left| minute + left * 60)
}

/// The end in words.
fn ends(cx: &Cx<'_>, at_s: i64) -> String {
    let Some(at) = Timestamp::from_second(at_s).ok().filter(|_| at_s != 0) else {
        return cx.words.text("announce-until-removed");
    };
    let time = cx.words.moment(at, cx.facts.zone());
    let date = LocalTime::of(at, cx.facts.zone()).date;
    if date == cx.now.date {
        return cx.words.with("announce-until-time", &[("time", time.into())]);
    }
    let date = cx.words.spoken_date(&date.to_string());
    let values = [("date", date.into()), ("time", time.into())];
    cx.words.with("announce-until-date", &values)
}

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let (state, pass) = (&mut screen.editing.announce, ctx.cumulative_pass_nr());
    let opens = std::mem::replace(&mut state.last_pass, pass) + 1 < pass;
    if state.sending.is_done(&mut screen.tools) {
        state.begin_new();
        // Whoever closed it before the answer came, and opens it again, begins a new one.
        if !opens {
            out.push(Action::CloseSheet);
            return;
        }
    }
    state.keep_up(cx);
    let title = cx.words.text("announce-title");
    let name = ("announce sheet", title.as_str());
    super::framed(
        ctx,
        cx,
        screen,
        name,
        out,
        |ui, screen, out| {
            present(ui, cx, screen, out);
            form(ui, cx, screen, out);
            preview(ui, cx, &screen.editing.announce);
        },
        |ui, screen, out| buttons(ui, cx, screen, out),
    );
}

/// What is on every screen now.
fn present(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let all = announcements::current(cx);
    if all.is_empty() {
        let said = cx.words.text("announce-none");
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        return;
    }
    let said = cx.words.text("announce-present");
    widgets::text(ui, None, &said, theme::semibold(size::LEAD), cx.t.text);
    for (id, announcement) in all {
        let text = cx.words.announcement(announcement);
        widgets::text(ui, Some(icon::MEGAPHONE), text, theme::semibold(size::BODY), cx.t.text);
        ui.horizontal_wrapped(|ui| {
            let said = ends(cx, announcement.until_s.value);
            widgets::text(ui, Some(icon::CLOCK), &said, theme::regular(size::BODY), cx.t.dim);
            let spoken = |key| cx.words.with(key, &[("text", text.into())]);
            let label = cx.words.text("announce-edit");
            let press = Press::new(&label, Kind::Plain).icon(icon::EDIT);
            if button(ui, cx, press.spoken(spoken("announce-edit-spoken"))) {
                screen.editing.announce.change(id, announcement);
            }
            let label = cx.words.text("announce-down");
            let press = Press::new(&label, Kind::Plain).icon(icon::X);
            if button(ui, cx, press.spoken(spoken("announce-down-spoken"))) {
                out.push(Action::Do(Command::Remove(Thing::Announcement(id))));
            }
        });
        ui.add_space(6.0);
    }
}

fn button(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

fn form(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    ui.add_space(6.0);
    let state = &mut screen.editing.announce;
    let key = if state.of.is_some() { "announce-change" } else { "announce-new" };
    widgets::text(ui, None, &cx.words.text(key), theme::semibold(size::LEAD), cx.t.text);
    let empty = state.tried && state.is_empty();
    let wrong = match empty {
        true => Some(cx.words.text("announce-wrong-empty")),
        false => state.sending.wrong(cx, &FIELDS),
    };
    let id = |what: &str| Id::unique("announce").with(what);
    let label = cx.words.text("announce-text");
    let text = Field::new(id("text"), &label).limits(CHARS, limits::TITLE_BYTES_MAX);
    let text = text.wrong(wrong.as_deref()).show(ui, cx, &mut state.text);
    let (label, hint) = (cx.words.text("announce-text-cy"), cx.words.text("announce-text-cy-hint"));
    let welsh = Field::new(id("welsh"), &label).limits(CHARS, limits::TITLE_BYTES_MAX);
    let welsh = welsh.hint(&hint).show(ui, cx, &mut state.text_cy);
    if text.changed() || welsh.changed() {
        state.sending.changed();
    }
    if std::mem::take(&mut state.begin) {
        text.request_focus();
    }
    if field::entered(ui, &text) {
        welsh.request_focus();
    }
    let go = field::entered(ui, &welsh);
    until(ui, cx, state);
    if state.tried && is_over(cx, state.until) {
        let said = cx.words.text("announce-wrong-over");
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }
    state.sending.show(ui, cx, &FIELDS);
    screen.focus_first(&text);
    if go {
        send(cx, screen, out);
    }
}

fn until(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    ui.add_space(4.0);
    let label = cx.words.text("announce-until");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        let minutes = MINUTES.map(Until::Minutes);
        let slot = slot_end_s(cx).map(Until::Slot);
        let kept = match state.until {
            Until::Kept(at_s) => Some(Until::Kept(at_s)),
            // That slot is over.
            Until::Slot(at_s) if slot != Some(state.until) => Some(Until::Slot(at_s)),
            Until::Minutes(_) | Until::Slot(_) | Until::Removed => None,
        };
        for until in kept.into_iter().chain(minutes).chain(slot).chain([Until::Removed]) {
            let time = ends(cx, end_s(cx, until));
            let said = match until {
                Until::Minutes(n) => cx.words.with("announce-minutes", &[("n", n.into())]),
                Until::Slot(_) => cx.words.with("announce-slot", &[("until", time.into())]),
                Until::Removed => cx.words.text("announce-removed"),
                Until::Kept(_) => cx.words.with("announce-kept", &[("until", time.into())]),
            };
            if button(ui, cx, Press::new(&said, Kind::Tab(state.until == until))) {
                state.until = until;
            }
        }
    });
}

/// As the wall shows it, in each language in which there is something.
fn preview(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    if state.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let label = cx.words.text("announce-preview");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    let (text, welsh) = (state.text.trim(), state.text_cy.trim());
    for said in [text, welsh].into_iter().filter(|said| !said.is_empty()) {
        announcements::line(ui, cx, said, size::HEADING);
    }
    if cx.view.data.server != ServerState::UpToDate {
        let said = cx.words.text("announce-away");
        widgets::text(ui, Some(icon::WIFI_OFF), &said, theme::regular(size::BODY), cx.t.dim);
    }
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let state = &screen.editing.announce;
    let busy = state.sending.is_busy();
    let key = if state.of.is_some() { "announce-save" } else { "announce-go" };
    let label = cx.words.text(key);
    let press = Press::new(&label, Kind::Primary).icon(icon::MEGAPHONE).enabled(!busy);
    if press.show(ui, cx.t).clicked() {
        send(cx, screen, out);
    }
    if screen.editing.announce.of.is_some() {
        let waits = screen.editing.announce.draft.is_some();
        let label = cx.words.text(if waits { "announce-draft" } else { "announce-another" });
        if Press::new(&label, Kind::Plain).icon(icon::PLUS).show(ui, cx.t).clicked() {
            screen.editing.announce.begin_new();
            screen.editing.announce.begin = true;
        }
    }
    super::leave(ui, cx, screen, &cx.words.text("sheet-close"), out);
}

fn send(cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let (state, tools) = (&mut screen.editing.announce, &mut screen.tools);
    state.tried = true;
    if state.is_empty() || is_over(cx, state.until) || state.sending.is_busy() {
        return;
    }
    if let Some(command) = command(cx, state, tools) {
        state.sending.send(tools, command, out);
    }
}

fn command(cx: &Cx<'_>, state: &State, tools: &mut Tools) -> Option<Command> {
    let mut edit = AnnouncementEdit {
        text: Some(state.text.trim().to_owned()),
        text_cy: Some(state.text_cy.trim().to_owned()),
        until_s: Some(end_s(cx, state.until)),
    };
    let Some((announcement, was)) = &state.of else {
        return Some(Command::Announce { announcement: AnnouncementId(tools.id()?), edit });
    };
    // What others change meanwhile stays.
    edit.text = edit.text.filter(|text| Some(text) != was.text.as_ref());
    edit.text_cy = edit.text_cy.filter(|text| Some(text) != was.text_cy.as_ref());
    edit.until_s = edit.until_s.filter(|at_s| Some(*at_s) != was.until_s);
    Some(Command::Announce { announcement: *announcement, edit })
}
