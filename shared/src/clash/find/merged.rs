//! Clashes of pitches that were made parts of others, or should be.

use super::{Answer, Clash, ClashKind, Meaning, key, placed, versions};
use crate::{
    alike,
    command::{Command, RegisterPath},
    ids::{DocumentKind, SessionId},
    schedule::{Schedule, Session},
};

/// Two people made it a part of different ones, or one took it out.
pub(super) fn rivals(
    schedule: &Schedule,
    id: SessionId,
    session: &Session,
    found: &mut Vec<Clash>,
) {
    let rivals = &session.merged_into.rivals;
    let hidden = |id: SessionId| schedule.sessions.get(&id).is_some_and(|other| other.hidden);
    if rivals.is_empty() || rivals.iter().filter_map(|rival| rival.value).any(hidden) {
        return;
    }
    let path = RegisterPath {
        document: DocumentKind::Board.number(),
        map: "merged".to_owned(),
        key: id.to_string(),
        field: None,
    };
    let text = |into: &Option<SessionId>| into.map_or(String::new(), |into| into.to_string());
    let (versions, answers, changes) = versions(&session.merged_into, &path, text);
    let key = key(14, &[&id.0], &changes);
    found.push(Clash { kind: ClashKind::Merges { session: id, versions }, key, answers });
}

/// It was placed or cancelled by somebody who did not know that it was made a part of another.
pub(super) fn changed(id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    let Some((into, by)) = session.part_of.zip(session.changed_while_merged.clone()) else {
        return;
    };
    let mut changes = placed(session);
    changes.push(by.change);
    let key = key(15, &[&id.0], &changes);
    let take_out = Answer { meaning: Meaning::TakeOut(id), command: Command::Unmerge(id) };
    let stay = Answer { meaning: Meaning::StayMerged, command: Command::Settle { clash: key } };
    let kind = ClashKind::ChangedWhileMerged { session: id, into, by };
    found.push(Clash { kind, key, answers: vec![take_out, stay] });
}

/// Two that are about the same.
pub(super) fn twins(schedule: &Schedule, found: &mut Vec<Clash>) {
    for sessions in alike::twins(schedule) {
        let [x, y] = &sessions;
        let key = key(13, &[&x.0, &y.0], &[]);
        let (into, session) = alike::stays(schedule, sessions);
        let answers = vec![
            Answer {
                meaning: Meaning::MergeInto { session, into },
                command: Command::Merge { session, into },
            },
            Answer { meaning: Meaning::TheyDiffer, command: Command::Settle { clash: key } },
        ];
        found.push(Clash { kind: ClashKind::Alike { sessions }, key, answers });
    }
}
