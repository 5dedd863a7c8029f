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
    for put in &commit.puts {
        match put {
            Put::OwnCommand { set, bytes } => {
                let own: OwnCommand = minicbor::decode(bytes).map_err(|e| e.to_string())?;
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
