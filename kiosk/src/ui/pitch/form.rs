//! The form: three fields, who speaks, and what else can be said.

use super::super::{
    Action, Cx, Page,
    field::{self, Field},
    icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use super::{Place, State, choices, column, draft::Draft, join, send};
use crate::ask::Failure;
use eframe::egui::{Response, Ui};
use shared::{command::Refusal, schedule::Pitching};

/// What a host can ask for: words of the data, said in both languages.
const WISHES: [&str; 6] =
    ["not-before-lunch", "not-after-lunch", "projector", "quiet-room", "step-free", "bigger-room"];

/// What is wrong, beside what.
#[derive(Default)]
pub(super) struct Wrong {
    title: Option<String>,
    line: Option<String>,
    name: Option<String>,
    whole: Option<String>,
}

impl Wrong {
    /// Why a pitch was not taken.
    pub(super) fn of(cx: &Cx<'_>, failure: &Failure) -> Self {
        let mut wrong = Self::default();
        match failure {
            Failure::Refused(refusal) => {
                let said = Some(cx.words.refusal(cx.schedule, refusal));
                match field_of(refusal) {
                    Some(place) => *wrong.at(place) = said,
                    None => wrong.whole = said,
                }
            }
            Failure::NotSaved => wrong.whole = Some(cx.words.text("pitch-failed-not-saved")),
            Failure::Busy
            | Failure::TooMany { .. }
            | Failure::BadLink
            | Failure::OtherEvent
            | Failure::NoFile { .. }
            | Failure::Unreadable(_)
            | Failure::NotWritten
            | Failure::Board(_)
            | Failure::Printer(_)
            | Failure::Serve(_) => {
                wrong.whole = Some(cx.words.text("pitch-failed-busy"));
            }
        }
        wrong
    }

    /// The sentence to show where there is room for one only.
    pub(super) fn first(&self) -> Option<String> {
        [&self.title, &self.line, &self.name, &self.whole].into_iter().flatten().next().cloned()
    }

    /// The first field with something wrong.
    pub(super) fn place(&self) -> Option<Place> {
        let all =
            [(&self.title, Place::Title), (&self.line, Place::Line), (&self.name, Place::Name)];
        all.into_iter().find(|(wrong, _)| wrong.is_some()).map(|(_, place)| place)
    }

    fn at(&mut self, place: Place) -> &mut Option<String> {
        match place {
            Place::Title => &mut self.title,
            Place::Line => &mut self.line,
            Place::Name => &mut self.name,
        }
    }

    /// What can be told before anything is sent.
    pub(super) fn check(cx: &Cx<'_>, draft: &Draft) -> Self {
        let draft = draft.tidy();
        let unnamed = draft.name.is_empty() && draft.pitching != Pitching::PutUp;
        Self {
            title: draft.title.is_empty().then(|| cx.words.text("pitch-wrong-title")),
            name: unnamed.then(|| cx.words.text("pitch-wrong-name")),
            line: None,
            whole: None,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        self.first().is_none()
    }

    /// A name is needed to join somebody.
    pub(super) fn name_to_join(cx: &Cx<'_>) -> Self {
        Self { name: Some(cx.words.text("pitch-wrong-name-join")), ..Self::default() }
    }
}

/// The field that a refusal speaks of.
fn field_of(refusal: &Refusal) -> Option<Place> {
    let (Refusal::Missing { field, .. } | Refusal::Invalid { field, .. }) = refusal else {
        return None;
    };
    match *field {
        "title" | "a title" => Some(Place::Title),
        "text" => Some(Place::Line),
        "name" => Some(Place::Name),
        _ => None,
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    state.alike.look(cx, &state.draft);
    column(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        head(ui, cx, state, out);
        let busy = !state.sent.is_empty();
        let title = typed(ui, cx, state, Place::Title, busy);
        next(ui, &title, Place::Line);
        join::show(ui, cx, state, tools, out);
        let line = typed(ui, cx, state, Place::Line, busy);
        next(ui, &line, Place::Name);
        let name = typed(ui, cx, state, Place::Name, busy);
        let go = field::entered(ui, &name);
        speaks(ui, cx, &mut state.draft);
        streams(ui, cx, &mut state.draft);
        wishes(ui, cx, state);
        if let Some(whole) = &state.wrong.whole {
            widgets::text(ui, Some(icon::WARN), whole, theme::semibold(size::BODY), cx.t.warn);
        }
        let pressed = buttons(ui, cx, state, busy, out);
        if (go || pressed) && !busy {
            try_send(cx, state, tools, out);
        }
        ui.add_space(16.0);
    });
    focus(ui, state);
}

/// Gives the focus to the field that asked for it.
pub(super) fn focus(ui: &Ui, state: &mut State) {
    if let Some(place) = state.focus.take() {
        ui.memory_mut(|memory| memory.request_focus(place.id()));
        ui.ctx().request_repaint();
    }
}

/// Sends what is typed, or says what is missing.
pub(super) fn try_send(cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let wrong = Wrong::check(cx, &state.draft);
    if wrong.is_none() {
        send(cx, state, tools, out);
    } else {
        state.focus = wrong.place();
        state.wrong = wrong;
    }
}

/// The title of the page, the way to a pitch of one's own, and the scribe's switch.
fn head(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let title = cx.words.text("pitch-title");
        widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
        ui.add_space(12.0);
        let slip = cx.words.text("pitch-have-slip");
        if super::button(ui, cx, Press::new(&slip, Kind::Quiet).icon(icon::TICKET)) {
            out.push(Action::ShowSlip);
        }
        super::scribe::switch(ui, cx, state);
    });
}

/// One of the three fields.
pub(super) fn typed(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    place: Place,
    busy: bool,
) -> Response {
    let (label, hint) = match place {
        Place::Title => ("pitch-field-title", None),
        Place::Line => ("pitch-field-line", None),
        Place::Name if state.scribe => ("pitch-field-host", None),
        Place::Name => ("pitch-field-name", Some(cx.words.text("pitch-name-promise"))),
    };
    let label = cx.words.text(label);
    let (chars, bytes) = Draft::limits(place);
    let wrong = state.wrong.at(place).clone();
    let mut field =
        Field::new(place.id(), &label).limits(chars, bytes).wrong(wrong.as_deref()).enabled(!busy);
    if let Some(hint) = &hint {
        field = field.hint(hint);
    }
    let text = match place {
        Place::Title => &mut state.draft.title,
        Place::Line => &mut state.draft.line,
        Place::Name => &mut state.draft.name,
    };
    let response = field.show(ui, cx, text);
    if response.changed() {
        *state.wrong.at(place) = None;
        state.wrong.whole = None;
    }
    response
}

/// Enter goes on to the next field.
pub(super) fn next(ui: &Ui, field: &Response, place: Place) {
    if field::entered(ui, field) {
        ui.memory_mut(|memory| memory.request_focus(place.id()));
    }
}

fn speaks(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    let all = [
        (Pitching::Host, icon::MEGAPHONE, cx.words.text("pitch-by-host")),
        (Pitching::ForMe, icon::CHAT, cx.words.text("pitch-by-other")),
        (Pitching::PutUp, icon::NOTE, cx.words.text("pitch-put-up")),
    ];
    if let Some(chosen) = choices(ui, cx, &all, draft.pitching) {
        draft.pitching = chosen;
    }
}

/// Streams of the day on which pitches are placed; none where the day has no choice.
pub(super) fn streams(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    let streams = cx.day.map(|day| cx.schedule.streams_of(day)).unwrap_or_default();
    if streams.len() < 2 {
        return;
    }
    let label = cx.words.text("edit-stream");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        for (id, _) in streams {
            let name = cx.words.stream(cx.schedule, id);
            let (_, ink) = cx.t.stream(cx.facts.streams.get(&id).copied());
            let chosen = draft.stream == Some(id);
            let press = Press::new(&name, Kind::Tab(chosen)).dot(ink).width(0.0, 260.0);
            if super::button(ui, cx, press) {
                draft.stream = (!chosen).then_some(id);
            }
        }
    });
}

/// Folded away until somebody wishes for something.
fn wishes(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let n = state.draft.wishes.len();
    let said = cx.words.with("pitch-wishes", &[("n", n.into())]);
    let mark = if state.wishes_open { icon::CARET_UP } else { icon::CARET_DOWN };
    if super::button(ui, cx, Press::new(&said, Kind::Quiet).icon(mark)) {
        state.wishes_open = !state.wishes_open;
    }
    if !state.wishes_open {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for wish in WISHES {
            let name = cx.words.wish(wish);
            let at = state.draft.wishes.iter().position(|known| known == wish);
            let mark = if at.is_some() { icon::CHECKED } else { icon::UNCHECKED };
            let press = Press::new(&name, Kind::Tab(at.is_some())).icon(mark);
            if super::button(ui, cx, press) {
                match at {
                    Some(at) => {
                        state.draft.wishes.remove(at);
                    }
                    None => state.draft.wishes.push(wish.to_owned()),
                }
            }
        }
    });
}

/// Pitch it, or not.
fn buttons(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, busy: bool, out: &mut Vec<Action>) -> bool {
    let mut pressed = false;
    ui.horizontal_wrapped(|ui| {
        let go = cx.words.text(if busy { "pitch-saving" } else { "pitch-go" });
        let press =
            Press::new(&go, Kind::Primary).icon(icon::CHECK).size(size::LEAD).enabled(!busy);
        pressed = super::button(ui, cx, press.width(220.0, 420.0));
        let cancel = cx.words.text("cancel");
        let press = Press::new(&cancel, Kind::Plain).spoken(cx.words.text("pitch-cancel"));
        if super::button(ui, cx, press.size(size::LEAD).enabled(!busy)) {
            state.draft = Draft::default();
            state.wrong = Wrong::default();
            state.keeper.forget(out);
            out.push(Action::Go(Page::Board));
        }
    });
    pressed
}
