//! The server's backups and its disk: whether all is well, and what there is.

use crate::ui::{
    Action, Cx, Page, icon,
    import::{failure_line, panel},
    notices,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::Ui;

/// Backups that are listed.
const LISTED: usize = 16;

/// One line above the pages of those who look after the board, while something is to be done.
pub(in crate::ui) fn banner(ui: &mut Ui, cx: &Cx<'_>, page: Page, out: &mut Vec<Action>) {
    let Some(safety) = cx.view.safety.as_ref().filter(|_| cx.may_board && page != Page::Server)
    else {
        return;
    };
    let warnings = cx.words.unsafe_because(safety, cx.facts.zone(), cx.now_s);
    let Some(first) = warnings.first() else { return };
    let said = match warnings.len() {
        1 => first.clone(),
        n => {
            let values = [("said", first.as_str().into()), ("n", (n - 1).into())];
            cx.words.with("safety-more", &values)
        }
    };
    notices::warning(ui, cx, &said, |ui| {
        let look = cx.words.text("safety-look");
        if Press::new(&look, Kind::Plain).show(ui, cx.t).clicked() {
            out.push(Action::ShowBackups);
        }
    });
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(safety) = &cx.view.safety else {
        let said = cx.words.text("safety-none-told");
        widgets::text(ui, Some(icon::WIFI_OFF), &said, theme::regular(size::LEAD), cx.t.dim);
        return;
    };
    let zone = cx.facts.zone();
    let warnings = cx.words.unsafe_because(safety, zone, cx.now_s);
    for said in &warnings {
        failure_line(ui, cx, said);
    }
    // After a restart a server tells first which backups there are, and then how old the last is.
    let is_told = safety.newest_ms.is_some() || safety.told.backups.is_empty();
    if warnings.is_empty() && is_told {
        let said = cx.words.last_backup(safety, zone, cx.now_s);
        let font = theme::extrabold(size::TIME);
        let said = widgets::text(ui, Some(icon::CHECK_CIRCLE), &said, font, cx.t.ok);
        widgets::announce(&said);
    }
    if let Some(bytes) = safety.told.free_bytes {
        let said = cx.words.space(bytes);
        widgets::text(ui, None, &said, theme::semibold(size::LEAD), cx.t.text);
    }
    let about = cx.words.text("safety-about");
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    ui.add_space(6.0);
    for backup in safety.told.backups.iter().take(LISTED) {
        panel(ui, cx, icon::FILE, &cx.words.backup_why(backup.why), |ui| {
            let said = cx.words.backup(backup, zone);
            widgets::text(ui, None, &said, theme::regular(size::LEAD), cx.t.text);
        });
        ui.add_space(4.0);
    }
}
