//! Editing the texts of a session on its sheet.

use super::super::{
    Action, Cx,
    field::Field,
    icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use super::{Texts, texts::Host};
use eframe::egui::{Id, Ui};
use shared::{ids::SessionId, limits, schedule::Session};

/// Formats that both languages have a word for.
const FORMATS: [&str; 5] = ["talk", "discussion", "workshop", "lightning", "demo"];
const TITLE_CHARS: usize = 200;
const NAME_CHARS: usize = 60;

/// What is being edited.
pub(super) struct Editing {
    texts: Texts,
    /// Somebody tried to save it without a title.
    tried: bool,
    /// The title takes the focus.
    begin: bool,
    /// Somebody wants to leave, and something was typed.
    asks: bool,
}

impl Editing {
    pub(super) fn of(cx: &Cx<'_>, id: SessionId, session: &Session) -> Self {
        Self { texts: Texts::of(cx, id, session), tried: false, begin: true, asks: false }
    }

    pub(super) fn is_of(&self, id: SessionId) -> bool {
        self.texts.session == id
    }

    pub(super) fn is_changed(&self) -> bool {
        self.texts.is_changed()
    }
}

fn id(what: &str) -> Id {
    Id::unique("edit-session").with(what)
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, editing: &mut Option<Editing>) {
    let Some(editing) = editing else { return };
    ui.spacing_mut().item_spacing.y = 12.0;
    let words = cx.words;
    let wrong =
        (editing.tried && editing.texts.lacks_title()).then(|| words.text("pitch-wrong-title"));
    let typed = &mut editing.texts.now;
    let label = words.text("edit-title");
    let title = Field::new(id("title"), &label).limits(TITLE_CHARS, limits::TITLE_BYTES_MAX);
    let title = title.wrong(wrong.as_deref()).show(ui, cx, &mut typed.title);
    if std::mem::take(&mut editing.begin) {
        title.request_focus();
    }
    let label = words.text("edit-text");
    let text = Field::new(id("text"), &label).rows(4);
    text.limits(usize::MAX, limits::TEXT_BYTES_MAX).show(ui, cx, &mut typed.text);
    hosts(ui, cx, &mut typed.hosts);
    let label = words.text("edit-format");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        for format in FORMATS {
            let chosen = typed.format == format;
            if tab(ui, cx, Press::new(&words.format(format), Kind::Tab(chosen))) {
                typed.format = if chosen { String::new() } else { format.to_owned() };
            }
        }
    });
    streams(ui, cx, editing);
    let label = words.text("edit-tags");
    let hint = words.text("edit-tags-hint");
    let tags = Field::new(id("tags"), &label).hint(&hint);
    tags.limits(TITLE_CHARS, limits::TITLE_BYTES_MAX).show(ui, cx, &mut editing.texts.now.tags);
}

fn tab(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

/// A field a host; an emptied one goes.
fn hosts(ui: &mut Ui, cx: &Cx<'_>, hosts: &mut Vec<Host>) {
    let words = cx.words;
    let several = hosts.len() > 1;
    for (at, host) in hosts.iter_mut().enumerate() {
        if host.is_erased() {
            let said = words.text("name-withdrawn");
            widgets::text(ui, Some(icon::USER), &said, theme::regular(size::BODY), cx.t.dim);
            continue;
        }
        let n = if several { (at + 1).into() } else { 0.into() };
        let label = words.with("edit-host", &[("n", n)]);
        let field = Field::new(id("host").with(at), &label);
        field.limits(NAME_CHARS, limits::NAME_BYTES_MAX).show(ui, cx, &mut host.name);
        same_or_other(ui, cx, host);
    }
    if hosts.len() < limits::HOSTS_MAX {
        let label = words.text("edit-host-add");
        if tab(ui, cx, Press::new(&label, Kind::Quiet).icon(icon::USER_PLUS)) {
            hosts.push(Host::default());
        }
    }
}

/// Below a name that was changed: is it the same person's?
fn same_or_other(ui: &mut Ui, cx: &Cx<'_>, host: &mut Host) {
    let Some((person, same)) = host.changed() else { return };
    let sessions = cx.schedule.shown_sessions();
    let n = sessions.filter(|(_, session)| session.hosts.value.contains(&person)).count();
    ui.horizontal_wrapped(|ui| {
        let right = cx.words.with("edit-host-same", &[("n", n.into())]);
        if tab(ui, cx, Press::new(&right, Kind::Tab(same)).wrap()) {
            host.say(true);
        }
        let other = cx.words.text("edit-host-other");
        if tab(ui, cx, Press::new(&other, Kind::Tab(!same))) {
            host.say(false);
        }
    });
}

fn streams(ui: &mut Ui, cx: &Cx<'_>, editing: &mut Editing) {
    let removed = |id| cx.schedule.streams.get(id).is_none_or(|one| one.removal.is_removed());
    let typed = &mut editing.texts.now;
    let mut streams: Vec<_> = cx
        .facts
        .streams
        .iter()
        .filter(|(id, _)| !removed(*id))
        .map(|(id, at)| (*at, *id))
        .collect();
    if streams.is_empty() {
        return;
    }
    streams.sort_unstable();
    let label = cx.words.text("edit-stream");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        for (at, id) in streams {
            let chosen = typed.stream == Some(id);
            let name = cx.words.stream(cx.schedule, id);
            let (_, ink) = cx.t.stream(Some(at));
            let press = Press::new(&name, Kind::Tab(chosen)).dot(ink).width(0.0, 260.0);
            if tab(ui, cx, press) {
                typed.stream = (!chosen).then_some(id);
            }
        }
    });
}

/// Save it, or leave it as it was: what was typed is thrown away only after a yes.
pub(super) fn buttons(
    ui: &mut Ui,
    cx: &Cx<'_>,
    editing: &mut Option<Editing>,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    let Some(now) = editing else { return };
    let mut done = false;
    if now.asks && now.texts.is_changed() {
        match throw_away(ui, cx) {
            Some(true) => *editing = None,
            Some(false) => now.asks = false,
            None => {}
        }
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("edit-save");
        let press = Press::new(&label, Kind::Primary).icon(icon::CHECK).width(160.0, 320.0);
        if press.enabled(now.texts.is_changed()).show(ui, cx.t).clicked() {
            now.tried = true;
            if !now.texts.lacks_title() {
                out.extend(now.texts.command(tools).map(Action::Do));
                done = true;
            }
        }
        let label = cx.words.text("cancel");
        let spoken = cx.words.text("edit-cancel");
        if Press::new(&label, Kind::Plain).spoken(spoken).show(ui, cx.t).clicked() {
            now.asks = now.texts.is_changed();
            done = !now.asks;
            ui.ctx().request_repaint();
        }
    });
    if done {
        *editing = None;
    }
}

/// Asks whether to throw away what was changed; the answer, once there is one.
pub(in super::super) fn throw_away(ui: &mut Ui, cx: &Cx<'_>) -> Option<bool> {
    let said = cx.words.text("edit-throw-ask");
    let line = widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::BODY), cx.t.warn);
    widgets::announce(&line);
    ui.horizontal_wrapped(|ui| {
        let go_on = Press::new(&cx.words.text("edit-go-on"), Kind::Primary).show(ui, cx.t);
        let throw = Press::new(&cx.words.text("edit-throw"), Kind::Plain).show(ui, cx.t);
        (go_on.clicked() || throw.clicked()).then(|| throw.clicked())
    })
    .inner
}
