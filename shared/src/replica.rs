//! What both ends share: documents, records, envelopes, what logs have shown, and own commands,
//! all as the store has them. Whatever changes it adds the same change to a [`Transaction`].

mod acts;
mod bodies;
mod carry;
mod clock;
mod door;
mod erased;
mod load;
mod log;
mod own;
mod records;
mod refused;

pub use acts::{OwnAct, OwnActs};
pub(crate) use carry::Taking;
pub use carry::{NotTaken, Taken, Took};
pub(crate) use door::{Incoming, code};
pub use erased::Erasure;
pub use load::LoadError;
pub use log::ShownLog;
pub(crate) use own::{Asker, Made};
pub(crate) use records::Source;
pub(crate) use refused::Aside;

use crate::{
    documents::Documents,
    ids::{ChangeHash, DeviceId, DocumentKind, EventId, LogId, Random, draw},
    invite::invite_key,
    keys::{DeviceKey, RootKey},
    log::{Chain, SignedHead},
    names::Names,
    persist::{Bodies, Put, RecordKind, Standing, StoreError, Transaction},
    roster::{Action, Role, Roster, Statement, Statements},
    schedule::Schedule,
    sync::{
        Fault, Setup,
        frame::{Digests, Erasing},
    },
};
use acts::Commands;
use bodies::Fresh;
use clock::Clock;
use log::LogKey;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

/// Names of facts in the store.
pub(crate) mod fact {
    /// Seed of the device's or server's key.
    pub const KEY: &str = "key";
    /// The event's id.
    pub const EVENT: &str = "event";
    /// Highest time ever seen, milliseconds since 1970, as eight bytes.
    pub const CLOCK: &str = "clock";
    /// When the last frame came from a server, likewise.
    pub const HEARD: &str = "heard";
    /// The redemption of the invite, until the device is let in.
    pub const REDEEM: &str = "redeem";
    /// How devices stood with the server last.
    pub const STANDINGS: &str = "standings";
    /// What devices said of themselves last.
    pub const REPORTS: &str = "reports";
    /// The rehearsal of this device.
    pub const REHEARSAL: &str = "rehearsal";
    /// Which erased names are gone from the disk.
    pub const ERASED: &str = "erased";
    /// What kind of node it is.
    pub const NODE: &str = "node";
    /// The present logs: the last ones met, or the server's own, one after the other.
    pub const LOGS: &str = "logs";
}

/// The documents by their numbers, as arrays here and the stored list of logs have them.
pub(crate) const KINDS: [DocumentKind; 3] =
    [DocumentKind::Plan, DocumentKind::Board, DocumentKind::Floor];

/// An envelope that is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub document: DocumentKind,
    pub device: DeviceId,
    pub standing: Standing,
    /// Place among the admitted ones; causes before effects.
    pub arrival: u64,
}

/// One copy of an event.
pub struct Replica {
    pub(crate) key: DeviceKey,
    pub(crate) setup: Setup,
    pub(crate) documents: Documents,
    pub(crate) statements: Statements,
    pub(crate) roster: Roster,
    pub(crate) names: Names,
    pub(crate) clock: Clock,
    pub(crate) fresh: Fresh,
    pub(crate) commands: Commands,
    pub(crate) damaged: Vec<String>,
    /// Names that are gone from the disk.
    erased: Erasing,
    /// What is said of them.
    erasing: Option<Erasing>,
    event: Option<EventId>,
    held: BTreeMap<ChangeHash, Held>,
    arrivals: u64,
    logs: BTreeMap<LogKey, ShownLog>,
    /// Kept as admitted, but their causes are missing (a damaged row).
    orphans: BTreeMap<ChangeHash, Incoming>,
    issued: u64,
    schedule: Option<Arc<Schedule>>,
}

impl Replica {
    /// An empty replica; without an event until a join link is given.
    pub(crate) fn new(key: DeviceKey, event: Option<EventId>, setup: Setup) -> Self {
        let of = event.unwrap_or(EventId([0; 32]));
        let statements = Statements::new(of);
        Self {
            key,
            setup,
            documents: Documents::genesis(),
            roster: statements.roster(),
            statements,
            names: Names::new(of),
            clock: Clock::default(),
            fresh: Fresh::default(),
            commands: Commands::default(),
            damaged: Vec::new(),
            erased: Erasing::default(),
            erasing: None,
            event,
            held: BTreeMap::new(),
            arrivals: 0,
            logs: BTreeMap::new(),
            orphans: BTreeMap::new(),
            issued: 0,
            schedule: None,
        }
    }

    /// Takes part in an event; a replica does so once.
    pub(crate) fn join(&mut self, event: EventId, commit: &mut Transaction) {
        self.event = Some(event);
        self.statements = Statements::new(event);
        self.roster = self.statements.roster();
        self.names = Names::new(event);
        self.schedule = None;
        commit.puts.push(put_fact(fact::EVENT, event.0.to_vec()));
    }

    /// Makes an event with this device as its first organiser: invited by the root, like any other.
    pub(crate) fn found(
        &mut self,
        root: &RootKey,
        label: &str,
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) {
        let event = root.event();
        self.join(event, commit);
        let invite = invite_key(event, &draw(random));
        let role = Role::Organiser;
        let invited = Action::Invite { key: invite.public(), role };
        let redeemed = Action::redeem(event, &invite, &self.key, label);
        let statements = [
            Statement::sign(root.signer(), event, 1, invited).encode(),
            Statement::sign(&invite, event, 0, redeemed).encode(),
        ];
        let statements = statements.each_ref().map(Vec::as_slice);
        self.take_records(RecordKind::Statement, &statements, Source::Server, commit);
    }

    /// Takes part in no event, as before one was founded and refused.
    pub(crate) fn leave(&mut self) {
        let nobody = EventId([0; 32]);
        self.event = None;
        self.statements = Statements::new(nobody);
        self.roster = self.statements.roster();
        self.names = Names::new(nobody);
        self.touch();
    }

    /// The event, once one was joined.
    #[must_use]
    pub fn event(&self) -> Option<EventId> {
        self.event
    }

    /// This device or server.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.key.id()
    }

    /// The documents.
    #[must_use]
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// The signed statements.
    #[must_use]
    pub fn statements(&self) -> &Statements {
        &self.statements
    }

    /// Who may do what.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Names of people.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What this device may do, as far as it has heard.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.roster.role(&self.id())
    }

    /// Digests of the records.
    #[must_use]
    pub fn digests(&self) -> Digests {
        Digests { statements: self.statements.digest(), names: self.names.digest() }
    }

    /// Whether an envelope is kept, and whether it counts.
    #[must_use]
    pub fn standing(&self, hash: &ChangeHash) -> Option<Standing> {
        self.held.get(hash).map(|held| held.standing)
    }

    /// Names of all envelopes that are kept, whether they count or not.
    pub fn envelopes(&self) -> impl Iterator<Item = (ChangeHash, Standing)> + '_ {
        self.held.iter().map(|(hash, held)| (*hash, held.standing))
    }

    /// What a log has shown of a document.
    #[must_use]
    pub fn log(&self, log: LogId, document: DocumentKind) -> Option<&ShownLog> {
        self.logs.get(&(log, document))
    }

    /// All logs that have shown something.
    pub fn logs(&self) -> impl Iterator<Item = (LogId, DocumentKind, &ShownLog)> {
        self.logs.iter().map(|((log, document), shown)| (*log, *document, shown))
    }

    /// The outbox of a log: every change held that this log has not shown, causes before effects.
    #[must_use]
    pub fn outbox(&self, log: LogId, document: DocumentKind) -> Vec<ChangeHash> {
        match self.logs.get(&(log, document)) {
            Some(shown) => shown.lacking().map(|(_, hash)| hash).collect(),
            None => self.documents.hashes(document).to_vec(),
        }
    }

    /// The body of an envelope that is kept.
    pub(crate) fn body(
        &self,
        hash: &ChangeHash,
        bodies: &dyn Bodies,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.fresh.body(hash, bodies)
    }

    pub(crate) fn held(&self, hash: &ChangeHash) -> Option<&Held> {
        self.held.get(hash)
    }

    /// The change is part of the documents.
    pub(crate) fn admitted(&self, hash: &ChangeHash) -> bool {
        self.documents.info(hash).is_some()
    }

    pub(crate) fn has_fault(&self, fault: Fault) -> bool {
        self.setup.fault == Some(fault)
    }

    /// Begins a new actor, as every start of a process and every rebuilding does.
    pub(crate) fn new_actor(&mut self, tail: [u8; 8]) {
        let tail = if self.has_fault(Fault::ActorReused) { [0; 8] } else { tail };
        let id = self.id();
        self.documents.new_actor(&id, tail);
    }

    /// The schedule has to be read again.
    pub(crate) fn touch(&mut self) {
        self.commands.touch();
        self.schedule = None;
    }

    /// The schedule, with people and devices filled in.
    pub fn schedule(&mut self) -> Arc<Schedule> {
        if let Some(schedule) = &self.schedule {
            return Arc::clone(schedule);
        }
        let mut schedule = (*self.documents.schedule()).clone();
        let people = self.names.records();
        schedule.people =
            people.filter_map(|record| Some((record.person(), record.name()?.into()))).collect();
        schedule.devices = BTreeMap::new();
        for statement in self.statements.statements() {
            let (Action::Redeem { device, .. } | Action::Label { device, .. }) = statement.action()
            else {
                continue;
            };
            let Some(label) = self.roster.device_label(device) else {
                continue;
            };
            schedule.devices.insert(device.tag(), label.into());
        }
        let schedule = Arc::new(schedule);
        self.schedule = Some(Arc::clone(&schedule));
        schedule
    }

    /// A log that has shown nothing yet.
    pub(crate) fn empty_log(&self, log: LogId, document: DocumentKind) -> ShownLog {
        let event = self.event.unwrap_or(EventId([0; 32]));
        let start = Chain::start(event, document, log, Documents::genesis_hash(document));
        let hashes = self.documents.hashes(document).iter();
        let arrival = |hash: &ChangeHash| Some((self.held.get(hash)?.arrival, *hash));
        ShownLog::new(start, hashes.filter_map(arrival).collect())
    }

    /// A log, made known if it was not.
    pub(crate) fn log_mut(&mut self, key: LogKey) -> &mut ShownLog {
        let fresh = (!self.logs.contains_key(&key)).then(|| self.empty_log(key.0, key.1));
        self.logs.entry(key).or_insert_with(|| match fresh {
            Some(fresh) => fresh,
            None => unreachable!("it is made when it is not known"),
        })
    }

    /// Notes that a log has these changes next, and how its server signed that.
    pub(crate) fn show(
        &mut self,
        key: LogKey,
        hashes: &[ChangeHash],
        head: Option<SignedHead>,
        commit: &mut Transaction,
    ) {
        for hash in hashes {
            let arrival = self.held.get(hash).map(|held| held.arrival);
            let position = self.log_mut(key).push(*hash, arrival);
            let (log, document) = key;
            commit.puts.push(Put::LogEntry { log, document, position, hash: *hash });
        }
        let shown = self.log_mut(key);
        if let Some(head) = head.filter(|head| head.position == shown.len()) {
            shown.set_head(head);
            let (log, document) = key;
            commit.puts.push(Put::SignedHead { log, document, bytes: head.encode() });
        }
    }

    /// For a planted bug: takes a change out of a log's outbox although the log has not shown it.
    pub(crate) fn drop_lacking(&mut self, key: LogKey, hash: &ChangeHash) {
        if let Some(arrival) = self.held.get(hash).map(|held| held.arrival) {
            self.log_mut(key).drop_lacking(arrival);
        }
    }

    /// Forgets what a log showed after a position.
    pub(crate) fn forget_log_after(
        &mut self,
        key: LogKey,
        position: u64,
        commit: &mut Transaction,
    ) {
        let gone = self.log_mut(key).truncate(position);
        for hash in gone.iter().filter(|hash| self.admitted(hash)).copied().collect::<Vec<_>>() {
            if let Some(arrival) = self.held.get(&hash).map(|held| held.arrival) {
                self.log_mut(key).admitted(hash, arrival);
            }
        }
        let (log, document) = key;
        commit.puts.push(Put::ForgetLogAfter { log, document, position });
    }

    /// Direct descendants of every admitted change.
    fn children(&self) -> BTreeMap<ChangeHash, Vec<ChangeHash>> {
        let mut children: BTreeMap<ChangeHash, Vec<ChangeHash>> = BTreeMap::new();
        for kind in DocumentKind::ALL {
            for hash in self.documents.hashes(kind) {
                for dep in self.documents.info(hash).map_or(&[][..], |info| &info.deps) {
                    children.entry(*dep).or_default().push(*hash);
                }
            }
        }
        children
    }

    /// A change and everything that depends on it.
    pub(crate) fn with_descendants(&self, hash: ChangeHash) -> BTreeSet<ChangeHash> {
        let children = self.children();
        let mut found = BTreeSet::from([hash]);
        let mut ways = vec![hash];
        while let Some(hash) = ways.pop() {
            for child in children.get(&hash).map_or(&[][..], Vec::as_slice) {
                if found.insert(*child) {
                    ways.push(*child);
                }
            }
        }
        found
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replica")
            .field("key", &self.key)
            .field("event", &self.event)
            .field("envelopes", &self.held.len())
            .finish_non_exhaustive()
    }
}

pub(crate) fn put_fact(key: &str, value: Vec<u8>) -> Put {
    Put::Fact { key: key.to_owned(), value }
}
