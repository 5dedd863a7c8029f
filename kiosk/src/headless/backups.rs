//! Typed lines about the backups of the server.

use super::english;
use crate::{ask::Ask, clock, view::View};
use serde_json::{Value, json};
use shared::sync::{
    GoBack,
    frame::{BackedUp, BackupWhy},
};

/// Going back to the backup that was made at a time, as [`tell`] prints it.
pub(super) fn go_back(at_ms: &str, view: &View) -> Option<Result<Ask, String>> {
    let at_ms: i64 = at_ms.parse().ok()?;
    let Some(safety) = &view.safety else { return Some(Err(none_told())) };
    let found =
        safety.told.backups.iter().find(|backup| backup.at_ms == at_ms && !backup.is_damaged());
    Some(match found {
        Some(BackedUp { why, .. }) => Ok(Ask::GoBack(GoBack { at_ms, why: *why })),
        None => Err("the server has no backup of that time: see backups".to_owned()),
    })
}

fn none_told() -> String {
    english().text("safety-none-told")
}

/// The backups that the connected server told of, and why it did not go back to one.
pub(super) fn tell(view: &View) -> Value {
    let Some(safety) = &view.safety else { return super::answer::error(&none_told()) };
    let zone = clock::zone(&view.schedule.event.zone.value);
    let backup = |one: &BackedUp| {
        json!({
            "at_ms": one.at_ms,
            "why": why(one.why),
            "bytes": one.bytes,
            "damaged": one.is_damaged(),
            "said": english().backup(one, &zone),
        })
    };
    json!({
        "ok": true,
        "backups": safety.told.backups.iter().map(backup).collect::<Vec<_>>(),
        "not_back": safety.not_back.map(|not| english().not_back(&not, &zone)),
    })
}

fn why(why: BackupWhy) -> &'static str {
    match why {
        BackupWhy::Hourly => "hourly",
        BackupWhy::Import => "import",
        BackupWhy::Restore => "restore",
        BackupWhy::Asked => "asked",
        BackupWhy::Upgrade => "upgrade",
        BackupWhy::Unknown(_) => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::sync::{
        ServerSafety,
        frame::{NotBack, NotBackCode, Safety},
    };
    use std::sync::Arc;

    #[test]
    fn a_backup_is_named_by_its_time() {
        let to = GoBack { at_ms: 1_800_000_000_000, why: BackupWhy::Import };
        let backup = BackedUp { at_ms: to.at_ms, why: to.why, bytes: 4_096, damaged: None };
        let told = Safety { backups: vec![backup], ..Safety::default() };
        let not_back = Some(NotBack { asked: to, code: NotBackCode::Busy });
        let safety = Some(Arc::new(ServerSafety { newest_ms: None, told, not_back }));
        let view = View { safety, ..View::default() };
        assert_eq!(go_back("1800000000000", &view), Some(Ok(Ask::GoBack(to))));
        let other = go_back("1800000000001", &view).unwrap().unwrap_err();
        assert!(other.contains("no backup of that time"), "{other}");
        assert_eq!(go_back("the last one", &view), None);
        let said = tell(&view);
        assert_eq!(said["backups"][0]["why"], "import");
        assert_eq!(said["backups"][0]["at_ms"], to.at_ms);
        assert!(said["not_back"].as_str().unwrap().contains("already"), "{said}");
        let alone = View::default();
        assert!(go_back("1800000000000", &alone).unwrap().is_err());
        assert_eq!(tell(&alone)["ok"], false);
    }
}
