//! Pitches about the same: join one instead of pitching its twin.

use super::super::{
    Action, Cx, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use super::{State, Step, draft::Draft, form::Wrong};
use eframe::egui::{CornerRadius, Frame, Margin, Stroke, Ui};
use shared::{
    alike,
    command::{Command, NewPerson, SessionEdit},
    ids::{PersonId, SessionId},
    limits,
};

/// So many are shown.
const SHOWN: usize = 3;
/// Letters of a title from which a comparison says something.
const LETTERS_MIN: usize = 4;

/// What is alike, for the texts and the view for which it was looked up.
#[derive(Default)]
pub(super) struct Alike {
    of: (u64, String, String),
    found: Vec<SessionId>,
}

impl Alike {
    /// Looks again where something changed.
    pub(super) fn look(&mut self, cx: &Cx<'_>, draft: &Draft) {
        let of = (cx.view.revision, draft.title.trim().to_owned(), draft.line.trim().to_owned());
        if of == self.of {
            return;
        }
        let (_, title, line) = &of;
        self.found = match title.chars().count() < LETTERS_MIN {
            true => Vec::new(),
            false => similar(cx, title, line),
        };
        self.of = of;
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    if state.alike.found.is_empty() {
        return;
    }
    let t = cx.t;
    let frame = Frame::new()
        .fill(theme::mix(t.background, t.accent, 0.08))
        .stroke(Stroke::new(1.0, theme::mix(t.background, t.accent, 0.4)))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 10));
    let mut chosen = None;
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        let n = state.alike.found.len();
        let said = cx.words.with("pitch-alike", &[("n", n.into())]);
        widgets::text(ui, Some(icon::USERS), &said, theme::semibold(size::BODY), t.text);
        for id in &state.alike.found {
            if row(ui, cx, *id) {
                chosen = Some(*id);
            }
        }
    });
    if let Some(session) = chosen {
        join(cx, state, tools, session, out);
    }
}

/// What it is called, whose it is, and the way in.
fn row(ui: &mut Ui, cx: &Cx<'_>, id: SessionId) -> bool {
    let Some(session) = cx.schedule.sessions.get(&id) else { return false };
    let title = cx.words.title(session);
    let hosts = cx.words.hosts(cx.schedule, session);
    let shown = match hosts.as_str() {
        "" => title.clone(),
        hosts => cx
            .words
            .with("pitch-alike-one", &[("title", title.as_str().into()), ("hosts", hosts.into())]),
    };
    let mut clicked = false;
    ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("pitch-join");
        let spoken = cx.words.with("pitch-join-spoken", &[("title", title.into())]);
        let press = Press::new(&label, Kind::Plain).icon(icon::USER_PLUS).spoken(spoken);
        clicked = super::button(ui, cx, press);
        widgets::text(ui, None, &shown, theme::regular(size::BODY), cx.t.text);
    });
    clicked
}

/// The name stands beside the other hosts, as one act that can be undone.
fn join(
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    session: SessionId,
    out: &mut Vec<Action>,
) {
    let name = state.draft.tidy().name;
    if name.is_empty() {
        state.wrong = Wrong::name_to_join(cx);
        state.focus = state.wrong.place();
        return;
    }
    let Some(known) = cx.schedule.sessions.get(&session) else { return };
    let Some(person) = tools.id().map(PersonId) else { return };
    let mut hosts = known.hosts.value.clone();
    hosts.push(person);
    let edit = SessionEdit { hosts: Some(hosts), ..SessionEdit::default() };
    let commands = vec![Command::EditSession { session, edit }];
    let people = vec![NewPerson { person, name }];
    out.push(Action::Do(Command::Together { commands, people }));
    state.draft = Draft::default();
    state.keeper.forget(out);
    state.step = Step::Joined(session);
}

/// Sessions about the same, the likest first, that have room for another host.
fn similar(cx: &Cx<'_>, title: &str, line: &str) -> Vec<SessionId> {
    let open = |id: &SessionId| {
        let session = cx.schedule.sessions.get(id);
        session.is_some_and(|one| one.is_shown() && one.hosts.value.len() < limits::HOSTS_MAX)
    };
    let alike = alike::alike(cx.schedule, title, line).into_iter().map(|(id, _)| id);
    alike.filter(open).take(SHOWN).collect()
}
