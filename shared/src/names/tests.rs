use super::*;
use proptest::prelude::*;

const EVENT: EventId = EventId([1; 32]);
const PERSON: PersonId = PersonId([2; 16]);

fn key(seed: u8) -> DeviceKey {
    DeviceKey::from_seed(&[seed; 32])
}

fn record(seed: u8, number: u64, name: Option<&str>) -> NameRecord {
    NameRecord::sign(&key(seed), EVENT, PERSON, number, name).unwrap()
}

fn names(records: &[NameRecord]) -> Names {
    let mut names = Names::new(EVENT);
    for record in records {
        names.insert(&record.encode()).unwrap();
    }
    names
}

#[test]
fn the_highest_number_wins() {
    let (first, second) = (record(3, 1, Some("Nia")), record(4, 2, Some("Nia Rees")));
    let mut here = names(std::slice::from_ref(&first));
    assert_eq!(here.next_number(&PERSON), 2);
    assert_eq!(here.insert(&second.encode()), Ok(InsertedName::New { replaces: Some(first.id()) }));
    assert_eq!(here.insert(&second.encode()), Ok(InsertedName::Known));
    assert_eq!(here.insert(&first.encode()), Ok(InsertedName::Older));
    assert_eq!(here.get(&PERSON), Some("Nia Rees"));
    assert_eq!(here.get(&PersonId([9; 16])), None);
    assert!(here.record(&first.id()).is_none());
    assert_eq!(here.record(&second.id()), Some(&second));
    assert_eq!(here.records().count(), 1);
}

#[test]
fn an_erasure_wins_for_ever() {
    let named = record(3, 1, Some("Nia"));
    let erased = record(3, 2, None);
    let mut here = names(std::slice::from_ref(&named));
    assert_eq!(here.insert(&erased.encode()), Ok(InsertedName::New { replaces: Some(named.id()) }));
    assert_eq!(here.get(&PERSON), None);
    assert!(here.erased(&PERSON));
    assert_eq!(here.insert(&named.encode()), Err(BadName::Erased));
    assert_eq!(here.insert(&record(4, 900, Some("Nia")).encode()), Err(BadName::Erased));
    // Even one that was made earlier, with a lower number.
    let mut late = names(&[record(3, 900, Some("Nia"))]);
    late.insert(&erased.encode()).unwrap();
    assert_eq!(late.digest(), here.digest());
    assert_eq!(late.ids().collect::<Vec<_>>(), [erased.id()]);
}

#[test]
fn two_sides_find_out_what_to_exchange() {
    let other = NameRecord::sign(&key(3), EVENT, PersonId([5; 16]), 1, Some("Idris")).unwrap();
    let here = names(&[record(3, 1, Some("Nia")), other.clone()]);
    let there = names(std::slice::from_ref(&other));
    let theirs: Vec<RecordId> = there.ids().collect();
    assert_ne!(here.digest(), there.digest());
    assert_eq!(here.missing_from(&theirs), [record(3, 1, Some("Nia")).id()]);
    assert_eq!(there.missing_from(&here.ids().collect::<Vec<_>>()), []);
    let missing = there.missing_here(&here.ids().collect::<Vec<_>>());
    assert_eq!(missing, [record(3, 1, Some("Nia")).id()]);
}

#[test]
fn what_cannot_be_a_name_is_refused() {
    let sign = |name: &str| NameRecord::sign(&key(3), EVENT, PERSON, 1, Some(name)).unwrap_err();
    assert_eq!(sign(""), BadName::Empty);
    assert_eq!(sign(" \u{a0}"), BadName::Empty);
    assert_eq!(sign(&"ŵ".repeat(61)), BadName::TooLong { bytes: 122 });
    for name in ["a\nb", "a\0", "\u{85}x", "a\u{202e}b", "a\u{2028}", "\u{2066}a"] {
        assert_eq!(sign(name), BadName::Character, "{name:?}");
    }
    assert!(check_name(&"ŵ".repeat(60)).is_ok());
    assert!(check_name("Siân O\u{2019}Neill-Jones 👩🏽\u{200d}💻").is_ok());
    // Nor are they let in from a device that signed one all the same.
    let message = name_message(EVENT, PERSON, 1, key(3).id(), Some("a\nb"));
    let wire = Wire {
        format: 1,
        event: EVENT,
        person: PERSON,
        number: 1,
        device: key(3).id(),
        name: Some("a\nb"),
        signature: key(3).sign(&message),
    };
    assert_eq!(Names::new(EVENT).insert(&to_cbor(&wire)), Err(BadName::Character));
}

#[test]
fn what_is_no_record_of_this_event_is_refused() {
    let good = record(3, 1, Some("Nia"));
    let mut here = Names::new(EVENT);
    let mut refused = |record: &NameRecord| here.insert(&record.encode()).unwrap_err();
    assert_eq!(refused(&NameRecord { number: 2, ..good.clone() }), BadName::Signature);
    assert_eq!(refused(&NameRecord { name: None, ..good.clone() }), BadName::Signature);
    assert_eq!(refused(&NameRecord { device: key(4).id(), ..good.clone() }), BadName::Signature);
    let elsewhere = NameRecord::sign(&key(3), EventId([9; 32]), PERSON, 1, None).unwrap();
    assert_eq!(refused(&elsewhere), BadName::WrongEvent);
    assert_eq!(
        here.insert(&[0; NAME_RECORD_BYTES_MAX + 1]),
        Err(BadName::TooLarge { bytes: NAME_RECORD_BYTES_MAX + 1 })
    );
    assert!(matches!(here.insert(&good.encode()[1..]), Err(BadName::Cbor(_))));
    let mut later = good.encode();
    assert_eq!(later[..3], [0xa7, 0, 1], "format 1 comes first");
    later[2] = 2;
    assert_eq!(here.insert(&later), Err(BadName::Format { found: 2 }));
    assert_eq!(here.ids().count(), 0);
}

#[test]
fn an_event_has_a_limit_of_names() {
    struct Trusting;
    impl Verifier for Trusting {
        fn verify(&self, _: &[u8; 32], _: &[u8], _: &[u8; 64]) -> bool {
            true
        }
    }
    let mut here = Names::new(EVENT);
    let good = record(3, 1, Some("Nia"));
    for number in 0..NAMES_MAX as u128 {
        let person = PersonId(number.to_be_bytes());
        let bytes = NameRecord { person, ..good.clone() }.encode();
        here.insert_with(&bytes, &Trusting).unwrap();
    }
    assert_eq!(here.insert(&good.encode()), Err(BadName::TooMany));
}

#[test]
fn names_stay_out_of_debug() {
    let here = names(&[record(3, 1, Some("Nia"))]);
    assert!(!format!("{here:?}").contains("Nia"));
}

fn any_record() -> impl Strategy<Value = NameRecord> {
    let name = prop::option::weighted(0.8, prop::sample::select(vec!["Nia", "Idris", "Mabli"]));
    (1..4_u8, 0..3_u8, 0..4_u64, name).prop_map(|(seed, person, number, name)| {
        NameRecord::sign(&key(seed), EVENT, PersonId([person; 16]), number, name).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_repetition_do_not_matter(
        (records, shuffled) in prop::collection::vec(any_record(), 0..12)
            .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
    ) {
        let take = |records: &[NameRecord]| {
            let mut names = Names::new(EVENT);
            for record in records {
                let _ = names.insert(&record.encode());
            }
            names
        };
        let (one, other) = (take(&records), take(&[&shuffled[..], &records[..]].concat()));
        prop_assert_eq!(one.digest(), other.digest());
        prop_assert!(one.records().eq(other.records()));
        for record in &records {
            let erased = records.iter().any(|r| r.person == record.person && r.name.is_none());
            prop_assert_eq!(one.erased(&record.person), erased);
            prop_assert_eq!(one.get(&record.person).is_none(), erased);
        }
    }

    #[test]
    fn records_survive_their_bytes(seed: [u8; 32], number: u64, name in "[^\\p{C}\u{2028}\u{2029}]{0,20}x") {
        let record = NameRecord::sign(
            &DeviceKey::from_seed(&seed), EventId(seed), PERSON, number, Some(&name),
        );
        let record = record.unwrap();
        let read = NameRecord::decode(&record.encode()).unwrap();
        prop_assert!(read.verify(&Strict));
        prop_assert_eq!(read, record);
    }

    #[test]
    fn a_changed_byte_is_never_taken_in(at: prop::sample::Index, flip in 1..=255_u8, erase: bool) {
        let mut bytes = record(3, 700, (!erase).then_some("Nia")).encode();
        let at = at.index(bytes.len());
        prop_assert!(Names::new(EVENT).insert(&bytes[..at]).is_err());
        bytes[at] ^= flip;
        prop_assert!(Names::new(EVENT).insert(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(Names::new(EVENT).insert(&bytes).is_err());
    }
}
