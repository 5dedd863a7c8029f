//! Planted bugs: each breaks a promise to people, and the simulator finds it.
#![expect(clippy::print_stdout, reason = "the seed that found it is worth a look")]

use shared::sync::Fault;
use sim::Planted;

/// Seeds within which a planted bug must be found.
const SEEDS: u64 = 200;

fn is_found(planted: Planted) {
    let broken = (0..SEEDS).find_map(|seed| sim::run(seed, Some(planted)).broken);
    let Some(broken) = broken else {
        panic!("{planted:?} broke no promise in {SEEDS} seeds");
    };
    println!("{planted:?} is found by seed {}: {}", broken.seed, broken.what);
}

#[test]
fn an_ack_before_the_fsync_is_found() {
    is_found(Planted::AckBeforeFsync);
}

#[test]
fn a_cursor_stored_before_the_changes_is_found() {
    is_found(Planted::CursorBeforeChanges);
}

#[test]
fn an_actor_used_again_is_found() {
    is_found(Planted::Sync(Fault::ActorReused));
}

#[test]
fn an_outbox_emptied_by_acks_is_found() {
    is_found(Planted::Sync(Fault::OutboxClearedOnAck));
}

#[test]
fn an_outbox_of_own_changes_only_is_found() {
    is_found(Planted::Sync(Fault::OutboxOfOwnOnly));
}

#[test]
fn an_offer_made_only_once_is_found() {
    is_found(Planted::Sync(Fault::OfferOnce));
}

#[test]
fn chains_that_are_not_compared_are_found() {
    is_found(Planted::Sync(Fault::NoChainCheck));
}

#[test]
fn history_judged_by_todays_roster_is_found() {
    is_found(Planted::Sync(Fault::TodaysRoster));
}

#[test]
fn names_that_do_not_go_along_with_changes_are_found() {
    is_found(Planted::Sync(Fault::NamesApart));
}

#[test]
fn a_carried_board_that_counts_as_sent_is_found() {
    is_found(Planted::Sync(Fault::CarriedCounts));
}

#[test]
fn a_backup_that_goes_on_with_its_logs_is_found() {
    is_found(Planted::Sync(Fault::LogsKept));
}

#[test]
fn a_refusal_that_wedges_a_device_is_found() {
    is_found(Planted::Sync(Fault::RefusalWedges));
}

#[test]
fn a_carried_board_without_its_names_is_found() {
    is_found(Planted::Sync(Fault::CarriedBare));
}

#[test]
fn a_backup_that_brings_an_erased_name_back_is_found() {
    is_found(Planted::Sync(Fault::ErasuresForgotten));
}

#[test]
fn edits_issued_again_at_a_new_server_are_found() {
    is_found(Planted::Sync(Fault::IssuedAgain));
}

#[test]
fn a_server_that_calls_who_is_gone_the_same_is_found() {
    is_found(Planted::Sync(Fault::GoneIsSame));
}

#[test]
fn a_proof_without_those_who_are_away_is_found() {
    is_found(Planted::Sync(Fault::AwayLeftOut));
}

#[test]
fn a_server_followed_although_revoked_is_found() {
    is_found(Planted::Sync(Fault::RevokedFollowed));
}

#[test]
fn a_salvage_that_drops_the_last_row_is_found() {
    is_found(Planted::SalvageDropsLast);
}

#[test]
fn a_backup_that_misses_the_last_commit_is_found() {
    is_found(Planted::BackupLate);
}
