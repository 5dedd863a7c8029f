//! The board in one file: taken along on a stick, and taken in where it was carried to.

use crate::{
    ask::{Ask, CarryAnswer, CarryTo, Failure, FileFound, FilePlace, ImportAnswer},
    ui::{
        Action, Cx,
        field::{self, Field},
        icon,
        import::{bar, failure_line, file_ui, panel},
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{Id, Ui};
use std::path::PathBuf;

/// Which way the board goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Away,
    In,
}

/// What the part remembers between frames.
#[derive(Default)]
pub(super) struct State {
    files: Option<Vec<FileFound>>,
    looks: Option<u64>,
    waits: Option<(u64, Way)>,
    progress: Option<(u64, u64)>,
    /// What came of it, in words.
    done: Option<(Way, String)>,
    /// Not all of it.
    less: bool,
    failed: Option<(Way, Failure)>,
    path: String,
}

impl State {
    fn ask(&mut self, tools: &mut Tools, way: Way, ask: Ask, out: &mut Vec<Action>) {
        let ticket = tools.ticket();
        self.waits = Some((ticket, way));
        (self.progress, self.done, self.failed) = (None, None, None);
        out.push(Action::Ask { ticket, ask });
    }

    fn look(&mut self, tools: &mut Tools, out: &mut Vec<Action>) {
        let ticket = tools.ticket();
        self.looks = Some(ticket);
        out.push(Action::Ask { ticket, ask: Ask::ListBoards });
    }

    fn answered(&mut self, cx: &Cx<'_>, tools: &mut Tools) {
        if let Some(answer) = self.looks.and_then(|ticket| tools.answer(ticket)) {
            self.looks = None;
            let found = match answer.import() {
                Ok(ImportAnswer::Files(files)) => files,
                Ok(_) | Err(_) => Vec::new(),
            };
            self.files = Some(found);
        }
        let Some((ticket, way)) = self.waits else { return };
        let Some(answer) = tools.answer(ticket) else { return };
        let said = match answer.carried() {
            Ok(CarryAnswer::Going { done, of }) => {
                self.progress = Some((done, of));
                return;
            }
            Ok(CarryAnswer::Written { path, lost }) => {
                self.less = lost > 0;
                Ok(cx.words.carried_away(&path, lost))
            }
            Ok(CarryAnswer::Taken(taken)) => {
                self.less = taken.refused + taken.waiting + taken.wrong + taken.unread > 0;
                Ok(cx.words.taken(&taken))
            }
            Err(failure) => Err(failure),
        };
        (self.waits, self.progress) = (None, None);
        match said {
            Ok(said) => self.done = Some((way, said)),
            Err(failure) => self.failed = Some((way, failure)),
        }
    }

    /// How far it is, and what came of it.
    fn tell(&self, ui: &mut Ui, cx: &Cx<'_>, way: Way) {
        if self.waits.is_some_and(|(_, of)| of == way) {
            let (done, of) = self.progress.unwrap_or((0, 1));
            let key = if way == Way::Away { "carry-going" } else { "carry-coming" };
            let said = cx.words.with(key, &[("done", done.into()), ("of", of.into())]);
            bar(ui, cx, &said, done as f32 / of.max(1) as f32);
            widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        }
        if let Some((_, failure)) = self.failed.as_ref().filter(|(of, _)| *of == way) {
            failure_line(ui, cx, &cx.words.failure(cx.schedule, failure));
        }
        if let Some((_, said)) = self.done.as_ref().filter(|(of, _)| *of == way) {
            let font = theme::semibold(size::BODY);
            let (mark, ink) =
                if self.less { (icon::WARN, cx.t.warn) } else { (icon::CHECK, cx.t.ok) };
            let said = widgets::text(ui, Some(mark), said, font, ink);
            widgets::announce(&said);
        }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    state.answered(cx, tools);
    if state.files.is_none() && state.looks.is_none() {
        state.look(tools, out);
    }
    panel(ui, cx, icon::DOWNLOAD, &cx.words.text("carry-away"), |ui| {
        let about = cx.words.text("carry-away-about");
        widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            for (place, key, mark) in [
                (FilePlace::Stick, "export-stick", icon::STICK),
                (FilePlace::Downloads, "export-downloads", icon::DOWNLOAD),
                (FilePlace::Data, "export-data", icon::FILE),
            ] {
                let name = cx.words.text(key);
                let free = state.waits.is_none();
                let press = Press::new(&name, Kind::Plain).icon(mark).enabled(free);
                if press.show(ui, cx.t).clicked() {
                    let to = CarryTo::Place(place);
                    state.ask(tools, Way::Away, Ask::Carry { to }, out);
                }
            }
        });
        state.tell(ui, cx, Way::Away);
    });
    ui.add_space(10.0);
    panel(ui, cx, icon::UPLOAD, &cx.words.text("carry-in"), |ui| {
        let about = cx.words.text("carry-in-about");
        widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
        ui.add_space(6.0);
        state.tell(ui, cx, Way::In);
        choose(ui, cx, state, tools, out);
    });
}

/// A carried board that was found, or one that is somewhere else.
fn choose(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let free = state.waits.is_none();
    let files = state.files.as_deref().unwrap_or_default();
    if files.is_empty() {
        let key = if state.looks.is_some() { "import-looking" } else { "carry-none" };
        let said = cx.words.text(key);
        widgets::text(ui, Some(icon::STICK), &said, theme::regular(size::BODY), cx.t.dim);
    }
    let chosen = files.iter().filter(|file| file_ui(ui, cx, file)).map(|file| file.path.clone());
    let mut chosen: Option<PathBuf> = chosen.last();
    let again = cx.words.text("import-look-again");
    let press = Press::new(&again, Kind::Plain).icon(icon::SYNCING);
    if press.enabled(state.looks.is_none()).show(ui, cx.t).clicked() {
        state.look(tools, out);
    }
    ui.add_space(8.0);
    let (name, hint) = (cx.words.text("import-path"), cx.words.text("carry-path-hint"));
    let typed = Field::new(Id::unique("carry-path"), &name).hint(&hint);
    let typed = typed.show(ui, cx, &mut state.path);
    let ready = free && !state.path.trim().is_empty();
    let word = cx.words.text("carry-take");
    let press = Press::new(&word, Kind::Plain).icon(icon::UPLOAD).enabled(ready);
    if press.show(ui, cx.t).clicked() || (ready && field::entered(ui, &typed)) {
        chosen = Some(PathBuf::from(state.path.trim()));
    }
    if let Some(path) = chosen.filter(|_| free) {
        state.ask(tools, Way::In, Ask::Take { path }, out);
    }
}
