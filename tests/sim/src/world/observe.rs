//! What a node decides, as its transactions tell: each command with the changes it became.

use crate::model::Model;
use minicbor::Decode;
use shared::{
    command::Command,
    ids::{ChangeHash, SetId},
    persist::{Put, Transaction},
    replica::Replica,
};
use std::collections::{BTreeMap, BTreeSet};

/// The part of a kept command that the simulator reads.
#[derive(Decode)]
#[cbor(map)]
struct OwnCommand {
    #[n(2)]
    command: Command,
    #[n(6)]
    changes: Vec<ChangeHash>,
    #[n(7)]
    refused: Option<u64>,
    #[n(8)]
    not_again: Option<String>,
}

impl OwnCommand {
    fn does_not_count(&self) -> bool {
        self.refused.is_some() || self.not_again.is_some()
    }
}

/// A later word on the same command.
fn speaks_of(put: &Put, wanted: &SetId) -> bool {
    match put {
        Put::OwnCommand { set, .. } | Put::ForgetCommand { set } => set == wanted,
        Put::Envelope { .. }
        | Put::Standing { .. }
        | Put::LogEntry { .. }
        | Put::SignedHead { .. }
        | Put::ForgetLogAfter { .. }
        | Put::Record { .. }
        | Put::DeleteRecord { .. }
        | Put::Fact { .. } => false,
    }
}

/// Shows the model what a node has just decided.
pub(super) fn observe(
    model: &mut Model,
    made: &mut BTreeMap<SetId, Vec<ChangeHash>>,
    renamed: &mut BTreeSet<SetId>,
    replica: &Replica,
    commit: &Transaction,
) -> Result<(), String> {
    let mut fresh = Vec::new();
    for (number, put) in commit.puts.iter().enumerate() {
        match put {
            Put::OwnCommand { set, bytes } => {
                let own: OwnCommand = minicbor::decode(bytes).map_err(|e| e.to_string())?;
                // Issued again and set aside again in one step: it was never anywhere.
                let gone = |change| replica.documents().info(change).is_none();
                let again = commit.puts.iter().skip(number + 1).any(|later| speaks_of(later, set));
                if (again || own.does_not_count()) && own.changes.iter().all(gone) {
                    continue;
                }
                if !own.changes.iter().all(|change| model.has(change)) {
                    fresh.push((*set, own));
                }
            }
            Put::ForgetCommand { set } => {
                renamed.insert(*set);
            }
            Put::Envelope { .. }
            | Put::Standing { .. }
            | Put::LogEntry { .. }
            | Put::SignedHead { .. }
            | Put::ForgetLogAfter { .. }
            | Put::Record { .. }
            | Put::DeleteRecord { .. }
            | Put::Fact { .. } => {}
        }
    }
    let mut later: BTreeSet<ChangeHash> =
        fresh.iter().flat_map(|(_, own)| own.changes.iter().copied()).collect();
    for (set, own) in fresh {
        model.record(&own.command, &own.changes, replica.documents(), &later)?;
        for change in &own.changes {
            later.remove(change);
        }
        made.insert(set, own.changes);
    }
    Ok(())
}
