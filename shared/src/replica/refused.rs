//! What a device does about a refusal or a lost cause: it sets the change and all that was built
//! on it aside, rebuilds its documents without them under a new actor, and issues its own commands
//! again where they are still lawful.
//!
//! A change that was set aside counts again when a log shows it (another server had taken it). Then
//! it stands beside the one made in its place: commands write registers, so both say the same,
//! except that a dot given again counts twice.

use super::{KINDS, Replica, own::Asker};
use crate::{
    command::{Command, Refusal},
    ids::{ChangeHash, DocumentKind, LogId, Random, SetId, draw},
    persist::{Put, Standing, Transaction},
    sync::{NotAccepted, RefusalCode},
};
use std::collections::{BTreeMap, BTreeSet};

/// What came of setting changes aside.
#[derive(Debug, Default)]
pub(crate) struct Aside {
    /// Changes that do not count any longer.
    pub changes: BTreeSet<ChangeHash>,
    /// Changes made by issuing commands again.
    pub made: Vec<ChangeHash>,
    /// Name records made.
    pub names: Vec<Vec<u8>>,
    /// Own edits that do not count.
    pub not_accepted: Vec<(SetId, Command, NotAccepted)>,
}

impl Replica {
    /// Sets a refused change aside. `present` are the logs of the refusing server: what they have
    /// shown stays.
    pub(crate) fn set_refused_aside(
        &mut self,
        hash: ChangeHash,
        code: RefusalCode,
        present: &[LogId; 3],
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) -> Aside {
        let aside = self.closure(&[hash], present);
        self.set_aside(aside, Some((hash, code)), random, commit)
    }

    /// For a planted bug: own edits that the present logs lack are set aside and issued again.
    pub(crate) fn issue_again(
        &mut self,
        present: &[LogId; 3],
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) -> Aside {
        let own = |hash: &ChangeHash| self.held.get(hash).is_some_and(|h| h.device == self.id());
        let lacking =
            KINDS.into_iter().zip(present).flat_map(|(kind, log)| self.outbox(*log, kind));
        let roots: Vec<ChangeHash> = lacking.filter(own).collect();
        let aside = self.closure(&roots, present);
        self.set_aside(aside, None, random, commit)
    }

    /// Gives up the orphans of a document: nobody has their causes.
    pub(crate) fn give_up_orphans(
        &mut self,
        kind: DocumentKind,
        present: &[LogId; 3],
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) -> Aside {
        let orphans = self.orphans(kind);
        let mut roots = orphans.clone();
        // Other parts of the same sets go with them.
        for (_, own) in self.commands.iter() {
            if own.changes.iter().any(|hash| orphans.contains(hash)) {
                roots.extend(own.changes.iter().filter(|hash| self.admitted(hash)));
            }
        }
        let mut aside = self.closure(&roots, present);
        for hash in &orphans {
            if let Some(one) = self.drop_orphan(hash) {
                self.enter_aside(&one);
                aside.insert(*hash);
            }
        }
        self.set_aside(aside, None, random, commit)
    }

    /// Changes with all that depends on them and all parts of the own sets touched, but nothing that
    /// the present logs have shown.
    fn closure(&self, roots: &[ChangeHash], present: &[LogId; 3]) -> BTreeSet<ChangeHash> {
        let children = self.children();
        let mut found = BTreeSet::new();
        let mut ways = roots.to_vec();
        while let Some(hash) = ways.pop() {
            if !self.admitted(&hash) || self.is_shown(&hash, present) || !found.insert(hash) {
                continue;
            }
            ways.extend(children.get(&hash).into_iter().flatten());
            // Sets of others came in a carried file: a part that may stand is not taken along, for
            // own edits may build on it.
            if self.held.get(&hash).is_some_and(|held| held.device == self.id()) {
                ways.extend(self.parts(&hash));
            }
        }
        found
    }

    /// The changes of a change's set by the same device.
    fn parts(&self, hash: &ChangeHash) -> Vec<ChangeHash> {
        let Some(info) = self.documents.info(hash) else {
            return Vec::new();
        };
        let Some((set, ..)) = info.meta.set else {
            return Vec::new();
        };
        self.documents.history().set(&set, info.device()).to_vec()
    }

    fn is_shown(&self, hash: &ChangeHash, present: &[LogId; 3]) -> bool {
        let Some(held) = self.held.get(hash) else {
            return false;
        };
        let log = present.get(usize::from(held.document.number()));
        log.and_then(|log| self.logs.get(&(*log, held.document))).is_some_and(|log| log.has(hash))
    }

    fn set_aside(
        &mut self,
        changes: BTreeSet<ChangeHash>,
        refused: Option<(ChangeHash, RefusalCode)>,
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) -> Aside {
        let mut aside = Aside { changes, ..Aside::default() };
        if aside.changes.is_empty() {
            return aside;
        }
        self.documents = self.documents.without(&aside.changes);
        self.new_actor(draw(random));
        for hash in &aside.changes {
            commit.puts.push(Put::Standing { hash: *hash, standing: Standing::SetAside });
            let Some(held) = self.held.get_mut(hash) else {
                continue;
            };
            held.standing = Standing::SetAside;
            for (key, log) in &mut self.logs {
                if key.1 == held.document {
                    log.drop_lacking(held.arrival);
                }
            }
        }
        self.touch();
        self.again(&mut aside, refused, random, commit);
        aside
    }

    /// Issues the own commands that were set aside again, in their order.
    fn again(
        &mut self,
        aside: &mut Aside,
        refused: Option<(ChangeHash, RefusalCode)>,
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) {
        let mut touched: Vec<(u64, SetId)> = self
            .commands
            .iter()
            .filter(|(_, own)| own.outcome.is_none())
            .filter(|(_, own)| own.changes.iter().any(|hash| aside.changes.contains(hash)))
            .map(|(set, own)| (own.number, *set))
            .collect();
        touched.sort_unstable();
        let mut renamed: BTreeMap<SetId, SetId> = BTreeMap::new();
        for (_, old) in touched {
            let Some(own) = self.commands.get(&old).cloned() else {
                continue;
            };
            let code = refused.filter(|(hash, _)| own.changes.contains(hash));
            if let Some((_, code)) = code {
                self.note(old, NotAccepted::Refused(code), aside, commit);
                continue;
            }
            let command = with_sets(&own.command, &renamed);
            let set = SetId(draw(random));
            let Asker { person, at_s, doubtful } = own.asker;
            match self.issue(&command, Asker { person, at_s, doubtful }, set, commit) {
                Ok(made) => {
                    renamed.insert(old, set);
                    aside.made.extend(made.changes);
                    aside.names.extend(made.names);
                    self.forget_command(old, commit);
                }
                Err(Refusal::NothingToDo) => self.forget_command(old, commit),
                Err(refusal) => {
                    self.note(old, NotAccepted::NotAgain(refusal.to_string()), aside, commit);
                }
            }
        }
    }

    fn forget_command(&mut self, set: SetId, commit: &mut Transaction) {
        self.commands.remove(&set);
        commit.puts.push(Put::ForgetCommand { set });
    }

    fn note(&mut self, set: SetId, why: NotAccepted, aside: &mut Aside, commit: &mut Transaction) {
        let Some(own) = self.commands.note(&set, why.clone()) else {
            return;
        };
        commit.puts.push(Put::OwnCommand { set, bytes: own.encode() });
        aside.not_accepted.push((set, (*own.command).clone(), why));
    }
}

/// The command with the sets that were issued again under their new ids.
fn with_sets(command: &Command, renamed: &BTreeMap<SetId, SetId>) -> Command {
    let mut command = command.clone();
    if let Command::Undo { set, .. } = &mut command
        && let Some(new) = renamed.get(set)
    {
        *set = *new;
    }
    command
}
