//! What there is to know about a session.

use super::super::{
    Action, Cx, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
    words::clash_sessions,
};
use super::{State, links, rooms};
use eframe::egui::{Color32, Ui};
use shared::{
    clash::Clash,
    ids::SessionId,
    schedule::{Pitching, Session},
};

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    id: SessionId,
    session: &Session,
    out: &mut Vec<Action>,
) {
    let (t, words) = (cx.t, cx.words);
    ui.spacing_mut().item_spacing.y = 8.0;
    tags(ui, cx, session);
    let title = words.title(session);
    widgets::text(ui, None, &title, theme::extrabold(title_size(ui, &title)), t.text);
    warnings(ui, cx, session);
    let place = words.place_to_the_end(cx.schedule, &session.placement.value);
    widgets::text(ui, Some(icon::PIN), &place, theme::semibold(size::LEAD), t.text);
    rooms::show(ui, cx, id, session);
    if !session.placement.rivals.is_empty() {
        let said = words.text("sheet-conflict");
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), t.warn);
    }
    clashes(ui, cx, id, out);
    let hosts = hosts(cx, id);
    if !hosts.is_empty() {
        let said = words.with("sheet-hosts", &[("hosts", hosts.into())]);
        widgets::text(ui, Some(icon::USER), &said, theme::regular(size::LEAD), t.dim);
    }
    parts(ui, cx, id, session, out);
    paragraphs(ui, cx, &session.text.value);
    links::show(ui, cx, state, session);
    for_editors(ui, cx, session);
}

/// Letters of a title that is long.
const TITLE_LONG: usize = 70;

/// A long title on a low screen leaves room for when and where.
fn title_size(ui: &Ui, title: &str) -> f32 {
    let low = ui.ctx().content_rect().height() < theme::LOW_SCREEN;
    match (low, title.chars().count() > TITLE_LONG) {
        (true, true) => size::TIME,
        (true, false) | (false, true) => size::HEADING,
        (false, false) => size::SHEET_TITLE,
    }
}

/// What is not as usual, before everything else.
fn warnings(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    let all = [
        (session.cancelled.is_removed(), "sheet-cancelled"),
        (session.withdrawn.is_removed(), "sheet-withdrawn"),
        (session.hidden, "sheet-hidden"),
    ];
    for (_, key) in all.into_iter().filter(|(is, _)| *is) {
        let said = cx.words.text(key);
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::LEAD), cx.t.warn);
    }
}

/// Clashes of it that are told; whoever wants the rest finds it in the list.
const CLASHES: usize = 4;

/// What somebody should look at, for those who can decide: each leads to its entry in the list.
fn clashes(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, out: &mut Vec<Action>) {
    if !cx.may_board || !cx.facts.clashing.contains(&id) {
        return;
    }
    let of_it = |clash: &&Clash| clash_sessions(cx.schedule, &clash.kind).contains(&id);
    for clash in cx.view.clashes.iter().filter(of_it).take(CLASHES) {
        let said = cx.words.clash(cx.schedule, cx.facts.zone(), &clash.kind).sentence;
        let spoken = cx.words.with("sheet-clash", &[("clash", said.as_str().into())]);
        let press = Press::new(&said, Kind::Plain).icon(icon::WARN).spoken(spoken);
        let response = press.width(0.0, ui.available_width()).wrap().show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            out.push(Action::ShowClash(clash.key));
        }
    }
}

/// When it is seen from this moment, stream, format, language and subjects.
fn tags(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    let (t, words) = (cx.t, cx.words);
    let mut said: Vec<(Option<&str>, String, Color32)> = Vec::new();
    said.extend(moment(cx, session));
    if let Some(stream) = session.stream.value {
        let (_, ink) = t.stream(cx.stream_index(session));
        said.push((Some(icon::FLAG), words.stream(cx.schedule, stream), ink));
    }
    if !session.format.value.is_empty() {
        said.push((None, words.format(&session.format.value), t.dim));
    }
    if !session.language.value.is_empty() {
        said.push((None, words.language(&session.language.value), t.dim));
    }
    let tags = session.tags.value.iter().filter(|tag| !tag.trim().is_empty());
    said.extend(tags.map(|tag| (Some(icon::TAG), tag.clone(), t.dim)));
    if said.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (mark, text, ink) in said {
            widgets::tag(ui, mark, &text, ink, t);
        }
    });
}

/// On now, or over.
fn moment<'a>(cx: &Cx<'_>, session: &Session) -> Option<(Option<&'a str>, String, Color32)> {
    let span = cx.schedule.span(&session.placement.value)?;
    let now = cx.minute_of(span.day)?;
    if session.cancelled.is_removed() || now < i64::from(span.start) {
        return None;
    }
    if now >= i64::from(span.end()) {
        return Some((Some(icon::CLOCK), cx.words.text("sheet-over"), cx.t.dim));
    }
    let until = cx.words.time(span.end());
    Some((Some(icon::CLOCK), cx.words.with("sheet-now", &[("time", until.into())]), cx.t.now))
}

/// Hosts of the session and of its parts, each once.
fn hosts(cx: &Cx<'_>, id: SessionId) -> String {
    let people = cx.schedule.hosts_of(id).into_iter();
    let names: Vec<_> = people.map(|person| cx.words.person(cx.schedule, person)).collect();
    cx.words.list(&names)
}

/// Pitches that became parts of this one; or the one of which this became a part.
fn parts(ui: &mut Ui, cx: &Cx<'_>, id: SessionId, session: &Session, out: &mut Vec<Action>) {
    let parts = cx.schedule.parts.get(&id).map(Vec::as_slice).unwrap_or_default();
    let whole = session.part_of;
    let heading = match (parts.is_empty(), whole) {
        (false, _) => "sheet-parts",
        (true, Some(_)) => "sheet-part-of",
        (true, None) => return,
    };
    let said = cx.words.text(heading);
    widgets::text(ui, Some(icon::MERGE), &said, theme::semibold(size::BODY), cx.t.text);
    let all = parts.iter().copied().chain(whole.filter(|_| parts.is_empty()));
    ui.horizontal_wrapped(|ui| {
        for other in all.filter(|other| cx.schedule.sessions.contains_key(other)) {
            let title = cx.words.session(cx.schedule, other);
            let press = Press::new(&title, Kind::Quiet).width(0.0, ui.available_width());
            let response = press.show(ui, cx.t);
            cx.follow(ui, &response);
            if response.clicked() {
                out.push(Action::Open(other));
            }
        }
    });
}

/// Plain text: each paragraph is read by itself.
fn paragraphs(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    let text = text.replace("\r\n", "\n");
    for paragraph in text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        ui.add_space(4.0);
        widgets::text(ui, None, paragraph, theme::regular(size::BODY), cx.t.text);
    }
}

/// What its host asks for, and who speaks for it.
fn for_editors(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    if !cx.may_board {
        return;
    }
    let speaks = match session.pitching {
        Pitching::Host => None,
        Pitching::ForMe => Some("sheet-pitch-for"),
        Pitching::PutUp => Some("sheet-put-up"),
    };
    if speaks.is_none() && session.wishes.value.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let wishes = cx.words.text("sheet-wishes");
        widgets::text(ui, Some(icon::HAND), &wishes, theme::semibold(size::BODY), cx.t.text);
        if let Some(key) = speaks {
            widgets::tag(ui, Some(icon::MEGAPHONE), &cx.words.text(key), cx.t.dim, cx.t);
        }
        for wish in &session.wishes.value {
            widgets::tag(ui, None, &cx.words.wish(wish), cx.t.dim, cx.t);
        }
    });
}
