//! The simulated disk keeps what a store keeps.

use shared::persist::{Put, Store as _, Transaction};
use sim::disk::{Fate, SimDisk};

#[test]
fn the_disk_keeps_the_contract_of_a_store() {
    store::contract::check(SimDisk::default, |disk| disk);
}

#[test]
fn a_failed_commit_is_on_the_disk_or_not() {
    let fact =
        |key: &str| Transaction { puts: vec![Put::Fact { key: key.to_owned(), value: vec![1] }] };
    let kept = |fate: Fate| {
        let mut disk = SimDisk::default();
        disk.next = fate;
        let told = disk.commit(&fact("a")).is_ok();
        (told, disk.load().unwrap().facts.contains_key("a"))
    };
    assert_eq!(kept(Fate::Good), (true, true));
    assert_eq!(kept(Fate::CrashBeforeWrite), (false, false));
    assert_eq!(kept(Fate::CrashUnsyncedLost), (false, false));
    assert_eq!(kept(Fate::CrashUnsyncedKept), (false, true));
    assert_eq!(kept(Fate::CrashAfterSync), (false, true));
    assert_eq!(kept(Fate::FailedLost), (false, false));
    assert_eq!(kept(Fate::FailedKept), (false, true));
    assert_eq!(kept(Fate::Full), (false, false));
    let mut disk = SimDisk::default();
    disk.next = Fate::FailedLost;
    assert!(disk.commit(&fact("a")).is_err());
    assert!(disk.commit(&fact("b")).is_ok(), "the next one is good again");
    assert_eq!(disk.load().unwrap().facts.len(), 1);
}
