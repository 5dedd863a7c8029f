//! The names of people: found, and erased for ever, with what that reaches and what it does not.

mod certificate;

use super::{
    super::{
        Action, Cx, Screen, editing,
        field::Field,
        icon,
        sending::Sending,
        theme::{self, size},
        widgets::{self, Culled, Kind, Press},
    },
    UpkeepSheet, open, pressed,
};
use crate::ask::Ask;
use certificate::Damaged;
use eframe::egui::{Context, CornerRadius, Frame, Id, Margin, Rect, Stroke, Ui};
use shared::{
    ids::{PersonId, SessionId},
    limits,
};
use std::collections::{BTreeMap, BTreeSet};

const WORD_CHARS: usize = 60;
/// Texts that hold a name and are listed; the rest is counted.
const LISTED: usize = 12;

/// What the list and its sheet remember.
#[derive(Default)]
pub(super) struct State {
    word: String,
    heights: Culled<PersonId>,
    certificate: certificate::State,
    sending: Sending,
    /// Sessions whose texts hold the name that is about to be erased.
    texts: Vec<SessionId>,
    /// The information page or an announcement holds it.
    elsewhere: bool,
}

impl State {
    /// Looks for the name in what people typed.
    fn begin(&mut self, cx: &Cx<'_>, person: Option<PersonId>) {
        *self = Self {
            word: std::mem::take(&mut self.word),
            certificate: std::mem::take(&mut self.certificate),
            ..Self::default()
        };
        let name = person.and_then(|person| cx.schedule.people.get(&person));
        let Some(name) = name.map(|name| name.to_lowercase()) else { return };
        let holds = |text: &str| text.to_lowercase().contains(&name);
        let sessions = cx.schedule.sessions.iter();
        let held = sessions.filter(|(_, s)| holds(&s.title.value) || holds(&s.text.value));
        self.texts = held.map(|(id, _)| *id).collect();
        let said = cx.schedule.announcements.values();
        let event = &cx.schedule.event;
        self.elsewhere = holds(&event.info.value)
            || holds(&event.info_cy.value)
            || said.into_iter().any(|one| holds(&one.text.value) || holds(&one.text_cy.value));
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &mut Screen,
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    let state = &mut screen.upkeep.people;
    certificate::show(ui, cx, &mut state.certificate, &mut screen.tools, viewport, out);
    let people = &cx.schedule.people;
    if people.is_empty() {
        let said = cx.words.text("people-none");
        widgets::text(ui, None, &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    let label = cx.words.text("people-all");
    if pressed(ui, cx, Press::new(&label, Kind::Plain).icon(icon::TRASH)) {
        state.begin(cx, None);
        open(UpkeepSheet::Erase(None), out);
    }
    let label = cx.words.text("people-find");
    let field = Field::new(Id::unique("people-find"), &label);
    field.limits(WORD_CHARS, limits::NAME_BYTES_MAX).show(ui, cx, &mut state.word);
    let word = state.word.trim().to_lowercase();
    let hosting = hosting(cx);
    let found = people.iter().filter(|(_, name)| name.to_lowercase().contains(&word));
    let mut found: Vec<_> = found.map(|(id, name)| (*id, &**name)).collect();
    found.sort_by(|(a, x), (b, y)| x.to_lowercase().cmp(&y.to_lowercase()).then(a.cmp(b)));
    let mut touched = None;
    let rows = found.into_iter().map(|(id, name)| (id, (id, name)));
    state.heights.show(ui, viewport, rows, |ui, (id, name)| {
        if one(ui, cx, name, hosting.get(&id).copied().unwrap_or(0)) {
            touched = Some(id);
        }
    });
    if let Some(person) = touched {
        state.begin(cx, Some(person));
        open(UpkeepSheet::Erase(Some(person)), out);
    }
}

/// How many sessions each person hosts.
fn hosting(cx: &Cx<'_>) -> BTreeMap<PersonId, usize> {
    let mut hosting = BTreeMap::new();
    for host in cx.schedule.sessions.values().flat_map(|session| &session.hosts.value) {
        *hosting.entry(*host).or_default() += 1;
    }
    hosting
}

/// One of them; whether the name is to be erased.
fn one(ui: &mut Ui, cx: &Cx<'_>, name: &str, sessions: usize) -> bool {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 8));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let label = cx.words.text("people-erase");
            let spoken = cx.words.with("people-erase-spoken", &[("name", name.into())]);
            let press = Press::new(&label, Kind::Plain).icon(icon::TRASH).spoken(spoken);
            let touched = pressed(ui, cx, press);
            widgets::text(ui, None, name, theme::semibold(size::LEAD), cx.t.text);
            let said = cx.words.with("upkeep-sessions", &[("n", sessions.into())]);
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
            touched
        })
        .inner
    });
    drawn.inner
}

pub(super) fn sheet(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    person: Option<PersonId>,
    out: &mut Vec<Action>,
) {
    let people = &cx.schedule.people;
    // Somebody else has erased it meanwhile.
    let is_gone = person.map_or(people.is_empty(), |person| !people.contains_key(&person));
    if screen.upkeep.people.sending.is_done(&mut screen.tools) || is_gone {
        screen.upkeep.people.certificate.ask_again();
        out.push(Action::CloseSheet);
        return;
    }
    let title = match person.and_then(|person| cx.schedule.people.get(&person)) {
        Some(name) => cx.words.with("people-title", &[("name", (&**name).into())]),
        None => cx.words.with("people-title-all", &[("n", cx.schedule.people.len().into())]),
    };
    editing::framed(
        ctx,
        cx,
        screen,
        ("erase sheet", &title),
        out,
        |ui, screen, _| {
            about(ui, cx, &screen.upkeep.people, person);
            screen.upkeep.people.sending.show(ui, cx, &[]);
        },
        |ui, screen, out| {
            let state = &mut screen.upkeep.people;
            let label = cx.words.text("people-sure");
            let press = Press::new(&label, Kind::Plain).icon(icon::TRASH);
            // Nobody confirms before it is said what goes with the names.
            let is_said = state.certificate.damaged() != Damaged::Counting;
            if press.enabled(is_said && !state.sending.is_busy()).show(ui, cx.t).clicked() {
                let people: BTreeSet<_> = match person {
                    Some(person) => [person].into(),
                    None => cx.schedule.people.keys().copied().collect(),
                };
                state.sending.ask(&mut screen.tools, Ask::Erase { people }, out);
            }
            editing::leave(ui, cx, screen, &cx.words.text("cancel"), out);
        },
    );
}

/// What happens, and what it does not reach.
fn about(ui: &mut Ui, cx: &Cx<'_>, state: &State, person: Option<PersonId>) {
    let plain = |ui: &mut Ui, key: &str| {
        let said = cx.words.text(key);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.text);
    };
    let said = cx.words.text("people-for-ever");
    widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::LEAD), cx.t.warn);
    plain(ui, "people-where");
    plain(ui, "people-files");
    match state.certificate.damaged() {
        Damaged::Known(n @ 1..) => {
            let said = cx.words.with("people-damaged", &[("n", n.into())]);
            widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
        }
        Damaged::Known(0) => {}
        Damaged::Counting => plain(ui, "people-counting"),
        Damaged::Unknown => certificate::uncounted(ui, cx),
    }
    plain(ui, "people-beyond");
    if person.is_none() {
        plain(ui, "people-texts-any");
        return;
    }
    if state.texts.is_empty() && !state.elsewhere {
        plain(ui, "people-texts-none");
        return;
    }
    let n = state.texts.len();
    let said = cx.words.with("people-texts", &[("n", n.into())]);
    widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
    for session in state.texts.iter().take(LISTED) {
        let said = cx.words.session(cx.schedule, *session);
        widgets::text(ui, Some(icon::NOTE), &said, theme::regular(size::BODY), cx.t.text);
    }
    if let Some(rest @ 1..) = n.checked_sub(LISTED) {
        let said = cx.words.with("more", &[("n", rest.into())]);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    }
    if state.elsewhere {
        plain(ui, "people-elsewhere");
    }
}
