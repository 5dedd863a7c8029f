//! What is typed in, and how it survives a power cut, a lock and an idle kiosk: it lies on the disk
//! until it is put in or thrown away.

use super::{cells::Key, earlier::Earlier, mark::Stands};
use crate::{ask::Kept, ui::Action};
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use shared::ids::{DayId, SessionId};
use std::time::Duration;

/// It goes to the disk at most so often.
const KEEP_EVERY_S: f64 = 0.8;
/// So much of it can be kept: a day of hundreds of cells.
const BYTES_MAX: usize = 128 << 10;
/// So much of that is for what is typed: the rest of it is written down again if need be.
const TYPED_BYTES_MAX: usize = 120 << 10;

/// What is typed for a cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) host: String,
    /// What the title means, where somebody chose that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) choice: Option<Choice>,
    /// Which of the two counts, where the board moved on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) side: Option<Side>,
    /// What the board had when somebody looked at it, and went on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decided: Option<Stands>,
    /// It was added without an end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) open_end: bool,
}

/// What a title means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Choice {
    New,
    Session(SessionId),
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    Board,
    Paper,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    /// When it was begun, in seconds since 1970.
    pub(super) begun_s: i64,
    pub(super) day: Option<DayId>,
    /// Digits of the print; empty: not known.
    pub(super) board: String,
    /// When the print was made, in seconds since 1970.
    pub(super) at_s: Option<i64>,
    pub(super) cells: Vec<(Key, Typed)>,
    /// What was put in before, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) earlier: Vec<Earlier>,
}

impl Draft {
    pub(super) fn is_begun(&self) -> bool {
        self.day.is_some()
    }

    /// Cells for which a title was typed.
    pub(super) fn typed(&self) -> usize {
        self.cells.iter().filter(|(_, typed)| !typed.title.trim().is_empty()).count()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        let any = self.cells.iter().filter(|(_, typed)| !typed.title.trim().is_empty());
        any.map(|(key, _)| *key)
    }

    pub(super) fn of(&self, key: Key) -> Typed {
        let at = self.cells.binary_search_by_key(&key, |(key, _)| *key);
        at.ok()
            .and_then(|at| self.cells.get(at))
            .map(|(_, typed)| typed.clone())
            .unwrap_or_default()
    }

    pub(super) fn put(&mut self, key: Key, typed: Typed) {
        match self.cells.binary_search_by_key(&key, |(key, _)| *key) {
            Ok(at) if typed == Typed::default() => drop(self.cells.remove(at)),
            Ok(at) => {
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.1 = typed;
                }
            }
            Err(_) if typed == Typed::default() => {}
            Err(at) => self.cells.insert(at, (key, typed)),
        }
    }

    /// Takes out the hosts that were typed before this was there; how many.
    fn forget_hosts_of(&mut self, before: &Self) -> usize {
        let mut gone = 0;
        for (key, typed) in &mut self.cells {
            if !typed.host.is_empty() && before.of(*key).host == typed.host {
                typed.host.clear();
                gone += 1;
            }
        }
        self.cells.retain(|(_, typed)| *typed != Typed::default());
        gone
    }

    /// It could not be kept with more in it.
    pub(super) fn is_full(&self) -> bool {
        let typed = self.cells.iter().filter(|(_, typed)| typed.has_text());
        typed.map(|(_, typed)| typed.bytes()).sum::<usize>() > TYPED_BYTES_MAX - LAST_BYTES
    }

    /// As it is kept. What was only looked at can be looked at again: it goes before anything typed.
    fn text(&self) -> Option<String> {
        let all = serde_json::to_string(self).ok()?;
        if all.len() <= BYTES_MAX {
            return Some(all);
        }
        let cells = self.cells.iter().filter(|(_, typed)| typed.has_text()).cloned().collect();
        serde_json::to_string(&Self { cells, earlier: Vec::new(), ..self.clone() }).ok()
    }
}

impl Typed {
    fn has_text(&self) -> bool {
        !self.title.is_empty() || !self.host.is_empty()
    }

    /// As much as it takes on the disk, at most.
    fn bytes(&self) -> usize {
        let escaped = |text: &str| text.len() + text.matches(['"', '\\']).count();
        escaped(&self.title) + escaped(&self.host) + CELL_BYTES
    }
}

/// A cell on the disk, beside its texts.
const CELL_BYTES: usize = 420;
/// What one cell may still take.
const LAST_BYTES: usize = 4 << 10;

/// Keeps it on the disk.
#[derive(Default)]
pub(super) struct Keeper {
    kept: Option<Draft>,
    kept_at: Option<f64>,
    /// What lies on the disk is known here.
    read: bool,
    /// What was typed before whoever stands here came.
    before: Draft,
    /// How often names were erased, with what lay on the disk.
    erased: Option<u32>,
}

impl Keeper {
    /// What lies on the disk, once.
    pub(super) fn read(&mut self, kept: Option<&String>) -> Option<Draft> {
        if std::mem::replace(&mut self.read, true) {
            return None;
        }
        self.kept = kept.and_then(|text| serde_json::from_str(text).ok());
        self.before = self.kept.clone().unwrap_or_default();
        self.kept.clone()
    }

    /// Somebody else comes next.
    pub(super) fn end_visit(&mut self, draft: &Draft) {
        self.before = draft.clone();
    }

    /// Names were erased, and what lay on the disk with them: names that others typed before do not
    /// come back to it, and what is being typed does at once. Gives how many names went; nothing,
    /// where none were erased.
    pub(super) fn erase(&mut self, erased: u32, draft: &mut Draft) -> Option<usize> {
        let known = self.erased.replace(erased)?;
        if known == erased {
            return None;
        }
        (self.kept, self.kept_at) = (None, None);
        let before = std::mem::take(&mut self.before);
        Some(draft.forget_hosts_of(&before))
    }

    /// Writes what has changed, at once or as soon as the last time is long enough ago.
    pub(super) fn keep(&mut self, ui: &Ui, draft: &Draft, out: &mut Vec<Action>) {
        let draft = Some(draft).filter(|draft| draft.is_begun() || !draft.earlier.is_empty());
        if !self.read || draft == self.kept.as_ref() {
            return;
        }
        let now = ui.input(|input| input.time);
        let wait = self.kept_at.map_or(0.0, |at| at + KEEP_EVERY_S - now);
        if wait > 0.0 && draft.is_some_and(Draft::is_begun) {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
            return;
        }
        let value = draft.and_then(Draft::text);
        self.kept = draft.cloned();
        self.kept_at = Some(now);
        out.push(Action::Keep { key: Kept::Paper, value });
    }
}
