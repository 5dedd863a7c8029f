//! What the screens remember between frames, and how it is kept in step with the schedule.

use super::{
    Around, Home, Page, board, clash_list,
    editing::{self, EditSheet},
    from_paper, history, idle, import, info, keyboard,
    looks::Density,
    moved, pitch, search,
    sending::Sending,
    server, session_sheet, start,
    theme::{Look, TextSize},
    today,
    tools::Tools,
    unlock,
    upkeep::{self, UpkeepSheet},
    wall,
    words::Locale,
};
use crate::{ask::Reply, clock::LocalTime, view::Notice};
use eframe::egui::{self, Id};
use shared::{
    ids::{DayId, PersonId, RoomId, SessionId, SetId, StreamId},
    roster::Idle,
    schedule::Schedule,
};
use std::collections::BTreeSet;

/// What the screens remember: what is chosen, open and picked up.
#[derive(Default)]
pub struct Screen {
    pub(super) look: Look,
    pub(super) text_size: TextSize,
    pub(super) locale: Locale,
    pub(super) density: Density,
    pub(super) page: Page,
    pub(super) tools: Tools,
    /// Whoever stands here without having unlocked it: drawn anew with each visit.
    pub(super) visit: Option<PersonId>,
    /// Who has unlocked this device.
    pub(super) unlocked: Option<Unlocked>,
    /// Editing is open while nobody has chosen a PIN.
    pub(super) open_at_first: bool,
    /// This device was in no event a moment ago: whoever brings it into one stands before it.
    pub(super) is_new: bool,
    pub(super) home: Home,
    /// The end of a rehearsal was asked for.
    pub(super) rehearsal_ends: Sending,
    /// Its home as it was started, and what an organiser made of it.
    pub(super) told: (Option<Home>, Idle),
    pub(super) idle: idle::State,
    pub(super) wall: wall::State,
    pub(super) search: search::State,
    pub(super) moved: moved::State,
    pub(super) info: info::State,
    pub(super) pitch: pitch::State,
    pub(super) unlock: unlock::State,
    pub(super) start: start::State,
    pub(super) import: import::State,
    pub(super) history: history::State,
    pub(super) server: server::State,
    pub(super) upkeep: upkeep::State,
    pub(super) from_paper: from_paper::State,
    pub(super) keyboard: keyboard::State,
    pub(super) day: Option<DayId>,
    /// When that day was chosen by itself; none where a person chose it.
    pub(super) day_chosen_at: Option<LocalTime>,
    pub(super) stream: Option<StreamId>,
    pub(super) picked: Option<SessionId>,
    pub(super) sheet: Option<Sheet>,
    /// What the last pass laid out.
    pub(super) drawn_last: Option<Drawn>,
    pub(super) session_sheet: session_sheet::State,
    /// The session whose place was asked for, until the board has drawn it.
    pub(super) show: Option<SessionId>,
    pub(super) clashes_open: bool,
    pub(super) clash_heights: clash_list::Heights,
    pub(super) gone_heights: clash_list::GoneHeights,
    /// The clash that was asked for from its session.
    pub(super) clash_at: Option<clash_list::At>,
    pub(super) shelf_open: bool,
    /// Sessions for which somebody at this screen said that they are interested.
    pub(super) dotted: BTreeSet<SessionId>,
    pub(super) dismissed: Vec<Notice>,
    /// Those since then that were put away one by one.
    pub(super) notices_read: Vec<Notice>,
    /// What there was to be told when the last visit ended: whoever comes next is not told what was
    /// refused to others.
    pub(super) told_before: Vec<Notice>,
    /// The last report of a merge that was put away.
    pub(super) merged_seen: u64,
    /// The report of a merge that is shown, and since when, in seconds on the screen's own clock.
    pub(super) merged_since: (u64, f64),
    /// What was last to be undone here: a person may be asked about it.
    pub(super) undone: Option<SetId>,
    pub(super) board: board::State,
    /// What those who look after the board are about to do.
    pub(super) editing: editing::State,
    /// What has the keyboard's focus.
    pub(super) focus: Option<Id>,
    /// Where the keyboard goes when a sheet closes.
    pub(super) back_to: Option<Id>,
    /// Where it goes when the list of clashes closes, over which a sheet may be open.
    pub(super) back_to_from_list: Option<Id>,
    /// Takes the focus when the sheet is surely gone: under a sheet nothing may have it.
    pub(super) refocus: Option<Id>,
    /// The keyboard opened a sheet: its first button takes the focus.
    pub(super) focus_sheet: bool,
}

/// The page and the sheets that a pass lays out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    page: Page,
    sheet: Option<Sheet>,
    clashes: bool,
}

/// A sheet over the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    Session(SessionId),
    Choose {
        moved: SessionId,
        here: SessionId,
        room: RoomId,
    },
    Data,
    /// Bringing back what was.
    BringBack,
    /// What only those see who look after the board.
    Edit(EditSheet),
    /// What only organisers see.
    Upkeep(UpkeepSheet),
    /// The PIN that unlocks editing.
    Unlock,
    /// The slip code of a pitch.
    Slip,
}

/// The person for whom this device is unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unlocked {
    pub(super) person: PersonId,
}

impl Screen {
    /// A screen that shows what is on.
    #[must_use]
    pub fn new(look: Look, text_size: TextSize, locale: Locale, page: Page, home: Home) -> Self {
        Self { look, text_size, locale, page, home, ..Self::default() }
    }

    /// Editing is open until somebody chooses a PIN.
    #[must_use]
    pub fn open_at_first(mut self, open: bool) -> Self {
        self.open_at_first = open;
        self
    }

    /// Answers of the engine.
    pub fn take_replies(&mut self, replies: Vec<Reply>) {
        self.tools.take_replies(replies);
    }

    /// Refills the random ids from which new things take theirs.
    pub fn take_ids(&mut self, draw: impl FnMut() -> [u8; 16]) {
        self.tools.take_ids(draw);
    }

    /// The chosen language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.page
    }

    /// The chosen colours.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// The chosen size.
    #[must_use]
    pub fn text_size(&self) -> TextSize {
        self.text_size
    }
}

impl Screen {
    /// What is to be laid out now.
    pub(super) fn drawn(&self) -> Drawn {
        Drawn { page: self.page, sheet: self.sheet, clashes: self.clashes_open }
    }

    /// A stranger comes next: nothing of whoever stood here before may be seen, undone or sent on.
    pub(super) fn end_visit(&mut self) {
        self.unlock.end(self.unlocked.take());
        self.visit = None;
        self.picked = None;
        self.sheet = None;
        self.clashes_open = false;
        self.clash_at = None;
        self.dotted.clear();
        self.search.end_visit();
        self.pitch = pitch::State::after_visit();
        self.session_sheet = session_sheet::State::default();
        self.show = None;
        self.editing = editing::State::default();
        self.moved = moved::State::default();
        self.info = info::State::default();
        self.board.end_visit();
        self.wall.end_visit();
        self.shelf_open = false;
        self.history = history::State::default();
        self.server = server::State::default();
        self.upkeep = upkeep::State::default();
        self.import.end_visit();
        self.from_paper.end_visit();
        self.day = None;
        self.day_chosen_at = None;
        self.stream = None;
        self.page = self.home.page;
    }

    /// What was told to whoever has gone, and offered to be undone, is nothing to whoever comes next.
    pub(super) fn end_telling(&mut self, notices: &[Notice]) {
        self.told_before = notices.to_vec();
        self.undone = None;
    }

    /// Gives the focus to the first button of a sheet that the keyboard opened.
    pub(super) fn focus_first(&mut self, button: &egui::Response) {
        if std::mem::take(&mut self.focus_sheet) {
            button.request_focus();
        }
    }
}

/// Goes home to what an organiser has told this device to show.
fn go_home_as_told(screen: &mut Screen, idle: Idle) {
    if screen.told.1 == idle {
        return;
    }
    let started = *screen.told.0.get_or_insert(screen.home);
    let before = std::mem::replace(&mut screen.told.1, idle);
    let page = match idle {
        Idle::AsStarted => started.page,
        Idle::Wall | Idle::LargeWall => Page::Wall,
        Idle::Board => Page::Board,
        Idle::Moved => Page::Moved,
    };
    if matches!(idle, Idle::Wall | Idle::LargeWall) || before == Idle::LargeWall {
        screen.wall.large = idle == Idle::LargeWall;
    }
    let was_at_home = screen.page == screen.home.page;
    screen.home.page = page;
    if was_at_home && screen.sheet.is_none() && screen.unlocked.is_none() {
        screen.page = page;
    }
}

/// Keeps what is chosen among what there is.
pub(super) fn keep_up(screen: &mut Screen, schedule: &Schedule, around: &Around<'_>) {
    go_home_as_told(screen, around.view.idle);
    choose_day(screen, schedule, around.now);
    turn_to_shown(screen, schedule);
    let streams = screen.day.map(|day| schedule.streams_of(day)).unwrap_or_default();
    if !streams.iter().any(|(id, _)| Some(*id) == screen.stream) {
        screen.stream = None;
    }
    let shown = |id: SessionId| schedule.sessions.get(&id).is_some_and(|s| s.is_shown());
    screen.picked = screen.picked.filter(|id| shown(*id));
    editing::keep_up(screen, schedule);
    let sees_hidden = super::may_board(around.view, screen);
    screen.sheet = screen.sheet.filter(|sheet| match sheet {
        Sheet::Session(id) => {
            schedule.sessions.get(id).is_some_and(|session| !session.hidden || sees_hidden)
        }
        Sheet::Choose { moved, here, .. } => shown(*moved) && shown(*here),
        Sheet::Edit(sheet) => editing::is_there(schedule, *sheet),
        Sheet::Data | Sheet::BringBack | Sheet::Upkeep(_) | Sheet::Unlock | Sheet::Slip => true,
    });
}

/// Today, or the next day of the event, or its last. A day that a person chose stays until they have
/// gone; one that was chosen by itself is chosen again as time goes on, so that a screen which nobody
/// touched over night does not show yesterday.
fn choose_day(screen: &mut Screen, schedule: &Schedule, now: LocalTime) {
    let days = schedule.days_in_order();
    let is_there = days.iter().any(|(id, _)| Some(*id) == screen.day);
    if is_there && screen.day_chosen_at.is_none_or(|at| at == now) {
        return;
    }
    let ahead = (0..days.len()).filter_map(|at| days.get(at..)).find(|days| {
        let minute = days.first().and_then(|(_, day)| now.minutes_into(&day.date.value));
        minute.is_some_and(|minute| minute < 1_440 || today::goes_on(schedule, days, now))
    });
    let chosen = ahead.and_then(|days| days.first()).or(days.last()).map(|(id, _)| *id);
    if chosen != screen.day {
        screen.day = chosen;
        screen.stream = None;
    }
    screen.day_chosen_at = Some(now);
}

/// The board turns to the day of the session whose place was asked for, and away from a stream in
/// which it is not.
fn turn_to_shown(screen: &mut Screen, schedule: &Schedule) {
    let Some((id, session)) = screen.show.and_then(|id| schedule.sessions.get_key_value(&id))
    else {
        screen.show = None;
        return;
    };
    match schedule.span(&session.placement.value) {
        Some(span) => (screen.day, screen.day_chosen_at) = (Some(span.day), None),
        None => screen.shelf_open = true,
    }
    screen.board.go_to(*id);
    if screen.stream != session.stream.value {
        screen.stream = None;
    }
}
