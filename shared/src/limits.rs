//! Every limit of the core, in one place, each with its reason. Sizes are bytes unless the name
//! says otherwise; times are milliseconds.

/// Largest automerge change that is accepted. A large command (an import of 1,079 sessions with
/// texts) is split into several changes of one set.
pub const CHANGE_BYTES_MAX: usize = 256 << 10;
/// Size at which a large command starts its next change: leaves room for one more entity.
pub const CHANGE_BYTES_SPLIT: usize = 128 << 10;
/// Operations one change may hold: an import writes about 20 a session.
pub const CHANGE_OPERATIONS_MAX: usize = 20_000;
/// Values that one column of a change may unfold to: an operation may replace several values.
pub const CHANGE_COLUMN_VALUES_MAX: u64 = 65_536;
/// Longest key in a document: two ids and what stands between them, three times.
pub const KEY_BYTES_MAX: u64 = 256;
/// Changes one set may have.
pub const SET_CHANGES_MAX: u32 = 4_096;
/// Largest frame on the wire: a change at its limit, its envelope and the frame around it.
pub const FRAME_BYTES_MAX: usize = 512 << 10;
/// Envelopes a push or a batch holds at the most.
pub const BATCH_ENVELOPES_MAX: usize = 256;
/// Bytes of envelopes after which a push or a batch is closed.
pub const BATCH_BYTES_SPLIT: usize = 192 << 10;
/// Hashes one frame may list: 32 bytes each, well under a frame.
pub const FRAME_HASHES_MAX: usize = 8_192;
/// Records (roster statements, names) one frame may hold.
pub const FRAME_RECORDS_MAX: usize = 512;
/// Bytes of name records that go along with envelopes in their frame; more go before it. A closed
/// batch, one more envelope and these fit a frame.
pub const NAMES_BESIDE_BYTES_MAX: usize = 32 << 10;
/// Roster statements an event may have: 500 devices with a few changes each.
pub const STATEMENTS_MAX: usize = 16_384;
/// Name records an event may have.
pub const NAMES_MAX: usize = 65_536;

/// Largest envelope: a change at its limit, and room for the fields of later versions.
pub const ENVELOPE_BYTES_MAX: usize = CHANGE_BYTES_MAX + 1_024;
/// Largest roster statement: the revocation of a server that lists a hundred logs fits.
pub const STATEMENT_BYTES_MAX: usize = 8 << 10;
/// Largest name record: three times what one has, for the fields of later versions.
pub const NAME_RECORD_BYTES_MAX: usize = 1_024;
/// Label of a device, such as `Foyer kiosk`; a longer one is cut when shown.
pub const LABEL_BYTES_MAX: usize = 120;
/// Address of a server in a join link: the longest DNS name and a port.
pub const ADDRESS_BYTES_MAX: usize = 262;
/// Join link: the longest address, the event and the secret.
pub const JOIN_LINK_BYTES_MAX: usize = 384;

/// Title of a session, room or announcement: a title of 200 characters in any script fits.
pub const TITLE_BYTES_MAX: usize = 1_000;
/// Text of a session or of the information page.
pub const TEXT_BYTES_MAX: usize = 64 << 10;
/// A person's display name.
pub const NAME_BYTES_MAX: usize = 120;
/// Hosts of one session.
pub const HOSTS_MAX: usize = 64;
/// Rooms of one placement.
pub const PLACEMENT_ROOMS_MAX: usize = 256;
/// Links of one session.
pub const LINKS_MAX: usize = 64;
/// Tags, and wishes, of one session.
pub const TAGS_MAX: usize = 32;
/// Moves of one session that are told, and as many of its cancellations and withdrawals: a session
/// moved more often than this has a history that nobody reads to its end.
pub const SESSION_MOVES_MAX: usize = 64;
/// Moves of one slot that are told: a day that is shifted more often has lost its plan.
pub const SLOT_MOVES_MAX: usize = 32;
/// Sessions that are offered as being about the same as what somebody types.
pub const ALIKE_MAX: usize = 8;
/// Words of what somebody types that are compared with the titles.
pub const ALIKE_WORDS_MAX: usize = 40;
/// Entities (sessions, rooms, slots…) of one kind that a document may hold.
pub const ENTITIES_MAX: usize = 50_000;
/// Other values of one register that are shown to choose from; the latest ones.
pub const RIVALS_MAX: usize = 64;
/// Minutes from local midnight of a day: a day of an event may run into the night after next.
pub const DAY_MINUTES_MAX: u32 = 3 * 1_440;

/// Frames waiting for one peer before the peer is dropped (it will come back and catch up).
pub const PEER_QUEUE_FRAMES_MAX: usize = 256;
/// Inputs waiting for the owner of the documents.
pub const INPUT_QUEUE_MAX: usize = 1_024;
/// Inputs gathered into one commit.
pub const GROUP_COMMIT_INPUTS_MAX: usize = 256;
/// Connections a server holds.
pub const PEERS_MAX: usize = 2_000;
/// Envelopes pushed and not yet acked on one connection.
pub const IN_FLIGHT_ENVELOPES_MAX: usize = 1_024;

/// Time for the handshake, from opening to welcome.
pub const HANDSHAKE_MS_MAX: u64 = 10_000;
/// Silence after which a peer counts as gone. Venue access points hold a dead socket for long.
pub const SILENCE_MS_MAX: u64 = 20_000;
/// A heartbeat is sent after this much time without another frame.
pub const HEARTBEAT_MS: u64 = 5_000;
/// A question or a push without an answer is sent again after this time.
pub const RETRY_MS: u64 = 4_000;
/// First pause before connecting again; doubles up to the maximum, with full jitter.
pub const RECONNECT_MS_MIN: u64 = 500;
/// Longest pause before connecting again.
pub const RECONNECT_MS_MAX: u64 = 15_000;

/// Bytes of a carried board before it is packed: ten times a board of 100,000 edits would not fit a
/// small kiosk's memory.
pub const CARRY_BYTES_MAX: usize = 256 << 20;
/// Bytes of the file of a carried board: what cannot be packed grows by a little.
pub const CARRY_FILE_BYTES_MAX: usize = CARRY_BYTES_MAX + (1 << 20);
/// Edits of a carried board: ten times the largest event.
pub const CARRY_EDITS_MAX: usize = 1_000_000;
/// Stretches of logs in a carried board: three for each of many servers that an event had.
pub const CARRY_LOGS_MAX: usize = 4_096;
/// Header of a carried board, with room for the fields of later versions.
pub const CARRY_HEADER_BYTES_MAX: usize = 4_096;
/// Edits of a carried board that are taken, or added to one, at once: edits of people come between.
pub const TAKE_EDITS: usize = 256;

/// Protocol versions that a hello may list.
pub const VERSIONS_MAX: usize = 16;
/// Statements with which one end of a handshake shows where it has its rights from.
pub const CREDENTIALS_MAX: usize = 64;
/// Devices whose standing is told: more than connections that a server holds.
pub const STANDINGS_MAX: usize = 4_096;
/// A device of which nothing was heard for longer may have gone unnoticed: it is not counted as having
/// what the server has.
pub const STANDING_MS: u64 = 2 * HEARTBEAT_MS + 2_000;
/// Backups of a server that are told: more than it keeps.
pub const BACKUPS_TOLD_MAX: usize = 64;
/// Age of the last backup from which those who look after the board are warned: one is made each hour.
pub const BACKUP_OLD_MS: i64 = 70 * 60_000;
/// Space from which a disk counts as filling: a day of edits and some backups of a large board.
pub const DISK_LOW_BYTES: u64 = 512 << 20;
/// What a device says of itself is told at most so often.
pub const REPORT_GAP_MS: u64 = 10_000;
/// It is told again after this time: one of two may get lost.
pub const REPORT_REPEAT_MS: u64 = 60_000;
/// Reports in one frame; more take further frames.
pub const REPORTS_FRAME_MAX: usize = 256;
/// The version of a program, in a report.
pub const VERSION_BYTES_MAX: usize = 40;
/// What a server has heard of devices is stored at most so often while they are connected.
pub const HEARD_SAVE_MS: u64 = 60_000;
/// Longest rehearsal: a day of preparations.
pub const REHEARSAL_MS_MAX: u64 = 12 * 60 * 60_000;
/// What is left of a rehearsal is stored so often. A start takes as much off it, so that no number of
/// starts makes it longer.
pub const REHEARSAL_SAVE_MS: u64 = 60_000;
/// Logs that a frame may list: one a document, and room for the documents of later versions.
pub const LOGS_MAX: usize = 16;
/// Hashes that one step of a walk through a log lists.
pub const WALK_HASHES_MAX: usize = 2_048;
/// Rounds in which two ends compare their records before they go on without agreement (one may
/// hold records that the other does not take).
pub const RECORD_ROUNDS_MAX: u32 = 8;
/// Changes that a server takes on one connection because a proof or a dependent vouches for them.
pub const VOUCHED_MAX: usize = 262_144;
/// Difference of two sure clocks from which a screen shows doubt.
pub const CLOCK_DOUBT_MS: i64 = 120_000;
/// The clock's high-water mark is stored at most so often: each costs an fsync.
pub const CLOCK_SAVE_MS: i64 = 60_000;
/// How long others are shown what somebody is doing without hearing of it again.
pub const PRESENCE_MS: u64 = 5_000;
/// What one device is doing is told at most so often; what comes between is replaced.
pub const PRESENCE_GAP_MS: u64 = 500;
/// What is still being done is told again after this time: one of two may get lost.
pub const PRESENCE_REPEAT_MS: u64 = 2_000;
/// Devices in one frame of presences; more take further frames.
pub const PRESENCE_FRAME_MAX: usize = 64;
/// Devices whose presence one device remembers: more names than that help nobody.
pub const PRESENCES_MAX: usize = 256;
/// After this time a report of a merge no longer waits for own edits to reach the server.
pub const MERGE_WAIT_MS: u64 = 8_000;
/// So long edits that were made before a connection was there are added to the report of its merge:
/// after an outage not all devices come back at once.
pub const MERGE_GATHER_MS: u64 = 60_000;
/// Own edits that are offered for undoing.
pub const UNDOABLE_MAX: usize = 100;
/// Latest own commands that are looked through for those edits.
pub const UNDO_WALK_MAX: usize = 4_000;
/// Undo of a redo of an undo…: a longer chain on one edit is offered no more.
pub const UNDO_CHAIN_MAX: usize = 1_000;
