//! What is being typed, and how it survives a power cut.

use super::super::{
    Action, Cx, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::{Place, State};
use crate::ask::Kept;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use shared::{ids::StreamId, limits, schedule::Pitching};
use std::time::Duration;

/// A draft goes to the disk at most so often.
const KEEP_EVERY_S: f64 = 0.8;
/// After this time nobody stands there any more who typed it.
const OFFERED_S: i64 = 15 * 60;
/// Characters of a title.
pub(super) const TITLE_CHARS: usize = 200;
/// Characters of the line about it.
pub(super) const LINE_CHARS: usize = 300;
/// Characters of a name.
pub(super) const NAME_CHARS: usize = 60;

/// A pitch as far as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) line: String,
    pub(super) name: String,
    pub(super) pitching: Pitching,
    pub(super) wishes: Vec<String>,
    pub(super) stream: Option<StreamId>,
}

impl Draft {
    /// Nothing was typed.
    pub(super) fn is_blank(&self) -> bool {
        [&self.title, &self.line, &self.name].iter().all(|text| text.trim().is_empty())
    }

    /// Without spaces at the ends of what was typed.
    pub(super) fn tidy(&self) -> Self {
        let tidy = |text: &str| text.trim().to_owned();
        Self {
            title: tidy(&self.title),
            line: tidy(&self.line),
            name: tidy(&self.name),
            ..self.clone()
        }
    }

    /// Longest that each text may be, in characters and bytes.
    pub(super) fn limits(place: Place) -> (usize, usize) {
        match place {
            Place::Title => (TITLE_CHARS, limits::TITLE_BYTES_MAX),
            Place::Line => (LINE_CHARS, limits::TEXT_BYTES_MAX),
            Place::Name => (NAME_CHARS, limits::NAME_BYTES_MAX),
        }
    }
}

/// The draft as it lies on the disk.
#[derive(Serialize, Deserialize)]
struct OnDisk {
    at_s: i64,
    draft: Draft,
}

/// Keeps the draft on the disk.
#[derive(Default)]
pub(super) struct Keeper {
    kept: Option<Draft>,
    kept_at: Option<f64>,
    /// What lies on the disk is this program's own doing: it is not offered.
    own: bool,
    /// How often names were erased, with what lay on the disk.
    erased: u32,
}

impl Keeper {
    pub(super) fn after_visit() -> Self {
        Self { own: true, ..Self::default() }
    }

    /// The draft that somebody typed before this program started.
    pub(super) fn offered(&self, cx: &Cx<'_>) -> Option<Draft> {
        let text = cx.view.kept.get(&Kept::Draft).filter(|_| !self.own)?;
        let kept: OnDisk = serde_json::from_str(text).ok()?;
        let old = cx.now_s.saturating_sub(kept.at_s) > OFFERED_S;
        Some(kept.draft).filter(|draft| !old && !draft.is_blank())
    }

    /// Writes what has changed, at once or as soon as the last time is long enough ago.
    pub(super) fn keep(&mut self, ui: &Ui, cx: &Cx<'_>, draft: &Draft, out: &mut Vec<Action>) {
        // Whoever stands here types it at this moment: it goes back to the disk at once.
        if std::mem::replace(&mut self.erased, cx.view.drafts_erased) != self.erased {
            (self.kept, self.kept_at) = (None, None);
        }
        let draft = Some(draft).filter(|draft| !draft.is_blank());
        if draft == self.kept.as_ref() {
            return;
        }
        let now = ui.input(|input| input.time);
        let wait = self.kept_at.map_or(0.0, |at| at + KEEP_EVERY_S - now);
        if wait > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
            return;
        }
        let value = draft.and_then(|draft| {
            serde_json::to_string(&OnDisk { at_s: cx.now_s, draft: draft.clone() }).ok()
        });
        self.kept = draft.cloned();
        self.kept_at = Some(now);
        self.own = true;
        out.push(Action::Keep { key: Kept::Draft, value });
    }

    /// It is done with.
    pub(super) fn forget(&mut self, out: &mut Vec<Action>) {
        self.kept = None;
        self.own = true;
        out.push(Action::Keep { key: Kept::Draft, value: None });
    }
}

/// After a power cut: go on, or throw it away.
pub(super) fn offer(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    kept: Draft,
    out: &mut Vec<Action>,
) {
    let (t, words) = (cx.t, cx.words);
    super::column(ui, |ui| {
        let title = words.text("pitch-offer");
        widgets::text(ui, Some(icon::EDIT), &title, theme::extrabold(size::HEADING), t.text);
        let shown = match kept.title.trim() {
            "" => words.text("session-untitled"),
            title => title.to_owned(),
        };
        widgets::text(ui, None, &shown, theme::semibold(size::LEAD), t.text);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let go_on = words.text("pitch-offer-go-on");
            if super::button(ui, cx, Press::new(&go_on, Kind::Primary).size(size::LEAD)) {
                state.draft = kept.clone();
                state.keeper.own = true;
                state.keeper.kept = Some(kept);
                state.enter();
            }
            let away = words.text("pitch-offer-away");
            if super::button(ui, cx, Press::new(&away, Kind::Plain).size(size::LEAD)) {
                state.keeper.forget(out);
                state.enter();
            }
        });
    });
}
