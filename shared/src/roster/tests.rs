use super::*;
use crate::bytes::to_cbor;
use crate::ids::LogId;
use crate::keys::{DeviceKey, RootKey, Signature, Strict, Verifier};
use crate::limits::{STATEMENT_BYTES_MAX, STATEMENTS_MAX};
use crate::log::Chain;
use proptest::prelude::*;

fn root() -> RootKey {
    RootKey::from_entropy(&[1; 32])
}

fn event() -> EventId {
    root().event()
}

fn key(seed: u8) -> DeviceKey {
    DeviceKey::from_seed(&[seed; 32])
}

fn by(issuer: &DeviceKey, number: u64, action: Action) -> Statement {
    Statement::sign(issuer, event(), number, action)
}

fn by_root(number: u64, action: Action) -> Statement {
    by(root().signer(), number, action)
}

fn grant(device: &DeviceKey, role: Role) -> Action {
    Action::Grant { device: device.id(), role }
}

fn revoke(device: &DeviceKey) -> Action {
    Action::Revoke { device: device.id() }
}

fn certify(server: &DeviceKey) -> Action {
    Action::CertifyServer { key: server.id() }
}

fn invite(invite: &DeviceKey, role: Role) -> Action {
    Action::Invite { key: invite.public(), role }
}

fn redeem(invite: &DeviceKey, device: &DeviceKey, label: &str) -> Statement {
    by(invite, 0, Action::redeem(event(), invite, device, label))
}

fn roster(statements: &[Statement]) -> Roster {
    Roster::from_statements(event(), statements)
}

/// Checks the role of the device with key 9.
fn check_role(expected: Option<Role>, statements: &[Statement]) {
    let forwards = roster(statements);
    assert_eq!(forwards.role(&key(9).id()), expected, "{statements:#?}");
    assert_eq!(Roster::from_statements(event(), statements.iter().rev()), forwards);
}

#[test]
fn roles_write_what_the_table_says() {
    let table = [
        (Role::Organiser, [true, true, true]),
        (Role::Volunteer, [false, true, true]),
        (Role::Kiosk, [false, false, true]),
        (Role::Viewer, [false, false, false]),
    ];
    for (role, expected) in table {
        let roster = roster(&[by_root(1, grant(&key(9), role))]);
        let documents = [DocumentKind::Plan, DocumentKind::Board, DocumentKind::Floor];
        assert_eq!(documents.map(|kind| roster.may_write(&key(9).id(), kind)), expected);
        assert_eq!(Role::from_name(role.name()), Some(role));
        assert_eq!(roster.devices().collect::<Vec<_>>(), [(key(9).id(), role)]);
    }
    assert!(!roster(&[]).may_write(&key(9).id(), DocumentKind::Floor));
}

#[test]
fn only_root_makes_organisers() {
    let organiser = by_root(1, grant(&key(2), Role::Organiser));
    check_role(Some(Role::Organiser), &[by_root(1, grant(&key(9), Role::Organiser))]);
    check_role(None, &[by(&key(9), 1, grant(&key(9), Role::Organiser))]);
    check_role(None, &[organiser.clone(), by(&key(2), 1, grant(&key(9), Role::Organiser))]);
    check_role(
        None,
        &[
            organiser.clone(),
            by(&key(2), 1, invite(&key(7), Role::Organiser)),
            redeem(&key(7), &key(9), ""),
        ],
    );
    check_role(
        Some(Role::Organiser),
        &[by_root(1, invite(&key(7), Role::Organiser)), redeem(&key(7), &key(9), "")],
    );
    // Another key is not the root, whatever event it names.
    let stranger = RootKey::from_entropy(&[2; 32]);
    check_role(None, &[by(stranger.signer(), 1, grant(&key(9), Role::Organiser))]);
}

#[test]
fn organisers_decide_about_everyone_but_organisers() {
    let organiser = by_root(1, grant(&key(2), Role::Organiser));
    let granted = by(&key(2), 1, grant(&key(9), Role::Volunteer));
    check_role(Some(Role::Volunteer), &[organiser.clone(), granted.clone()]);
    check_role(None, &[organiser.clone(), granted.clone(), by(&key(2), 2, revoke(&key(9)))]);
    // They lose the right together with the role.
    check_role(None, &[organiser.clone(), granted.clone(), by_root(2, revoke(&key(2)))]);
    // A volunteer has no such right.
    let volunteer = by(&key(2), 1, grant(&key(3), Role::Volunteer));
    check_role(None, &[organiser.clone(), volunteer, by(&key(3), 1, grant(&key(9), Role::Kiosk))]);
    // The root may do the same, and demote an organiser; an organiser may not.
    let other = by_root(1, grant(&key(9), Role::Organiser));
    check_role(
        Some(Role::Organiser),
        &[organiser.clone(), other.clone(), by(&key(2), 9, revoke(&key(9)))],
    );
    let less = by(&key(2), 9, grant(&key(9), Role::Viewer));
    check_role(Some(Role::Organiser), &[organiser.clone(), other.clone(), less.clone()]);
    check_role(None, &[organiser.clone(), other.clone(), by_root(2, revoke(&key(9)))]);
    check_role(Some(Role::Kiosk), &[organiser, other, by_root(2, grant(&key(9), Role::Kiosk))]);
}

#[test]
fn the_highest_number_wins_then_a_revocation_then_the_lesser_role() {
    let kiosk = |number| by_root(number, grant(&key(9), Role::Kiosk));
    let viewer = |number| by_root(number, grant(&key(9), Role::Viewer));
    let out = |number| by_root(number, revoke(&key(9)));
    check_role(Some(Role::Kiosk), &[out(1), kiosk(2)]);
    check_role(None, &[kiosk(1), out(2)]);
    check_role(None, &[kiosk(2), out(2)]);
    check_role(Some(Role::Viewer), &[kiosk(2), viewer(2)]);
    check_role(Some(Role::Kiosk), &[kiosk(3), viewer(2)]);
    check_role(None, &[out(u64::MAX), kiosk(u64::MAX)]);
}

#[test]
fn the_next_number_beats_whatever_was_said() {
    let organiser = by_root(1, grant(&key(2), Role::Organiser));
    let device = key(9).id();
    assert_eq!(roster(&[]).next_number(&device), 1);
    let said = [organiser.clone(), by(&key(2), 41, revoke(&key(9)))];
    assert_eq!(roster(&said).next_number(&device), 42);
    assert_eq!(roster(&said).next_invite_number(), 42);
    // What an organiser says about an organiser does not count, until that one is demoted.
    let colleague = by_root(1, grant(&key(9), Role::Organiser));
    let said = [organiser, colleague, by(&key(2), 41, grant(&key(9), Role::Volunteer))];
    assert_eq!(roster(&said).next_number(&device), 42);
    // A stranger's word does not count at all.
    let shout = by(&key(6), u64::MAX, revoke(&key(9)));
    assert_eq!(roster(&[shout]).next_number(&device), 1);
    let server = by_root(5, certify(&key(9)));
    assert_eq!(roster(&[server]).next_number(&device), 6);
    let last = by_root(u64::MAX, revoke(&key(9)));
    assert_eq!(roster(&[last]).next_number(&device), u64::MAX);
}

#[test]
fn servers_are_the_roots_business() {
    let server = key(5);
    let good = LastGood {
        document: DocumentKind::Board,
        log: LogId([1; 16]),
        position: 7,
        chain: Chain([2; 32]),
    };
    let revoked =
        |number, last_good| by_root(number, Action::RevokeServer { key: server.id(), last_good });
    let certified = roster(&[by_root(1, certify(&server))]);
    assert!(certified.is_server(&server.id()));
    assert_eq!(certified.last_good(&server.id()), None);
    assert_eq!(certified.servers().collect::<Vec<_>>(), [server.id()]);
    assert_eq!(certified.role(&server.id()), None);
    let both = roster(&[by_root(1, certify(&server)), revoked(1, vec![good])]);
    assert!(!both.is_server(&server.id()));
    assert_eq!(both.last_good(&server.id()), Some(&[good][..]));
    assert_eq!(both.servers().count(), 0);
    assert!(roster(&[revoked(1, vec![]), by_root(2, certify(&server))]).is_server(&server.id()));
    let organiser = by_root(1, grant(&key(2), Role::Organiser));
    assert!(!roster(&[organiser, by(&key(2), 1, certify(&server))]).is_server(&server.id()));
    assert!(!roster(&[by(&server, 1, certify(&server))]).is_server(&server.id()));
    // Of two revocations of one number every replica takes the same.
    let two = [revoked(1, vec![good]), revoked(1, vec![])];
    let swapped = [two[1].clone(), two[0].clone()];
    assert_eq!(roster(&two), roster(&swapped));
}

#[test]
fn a_server_invites_but_grants_nothing() {
    let server = by_root(1, certify(&key(5)));
    for role in [Role::Volunteer, Role::Kiosk, Role::Viewer] {
        let invited = by(&key(5), 1, invite(&key(7), role));
        check_role(Some(role), &[server.clone(), invited.clone(), redeem(&key(7), &key(9), "")]);
        check_role(None, &[invited, redeem(&key(7), &key(9), "")]);
    }
    let organiser = by(&key(5), 1, invite(&key(7), Role::Organiser));
    check_role(None, &[server.clone(), organiser, redeem(&key(7), &key(9), "")]);
    check_role(None, &[server.clone(), by(&key(5), 1, grant(&key(9), Role::Kiosk))]);
    let granted = by_root(1, grant(&key(9), Role::Kiosk));
    check_role(Some(Role::Kiosk), &[server.clone(), granted, by(&key(5), 2, revoke(&key(9)))]);
    // An organiser who follows a server's later invite stays what the root says.
    let organiser = by_root(1, grant(&key(9), Role::Organiser));
    let invited = by(&key(5), 8, invite(&key(7), Role::Viewer));
    check_role(Some(Role::Organiser), &[server, organiser, invited, redeem(&key(7), &key(9), "")]);
}

#[test]
fn an_invite_is_used_by_one_device() {
    let invited = by_root(1, invite(&key(7), Role::Kiosk));
    let mut redeemed = [redeem(&key(7), &key(9), "Foyer"), redeem(&key(7), &key(8), "Hall")];
    redeemed.sort_by_key(Statement::id);
    let one = roster(&[invited.clone(), redeemed[1].clone()]);
    let both = roster(&[invited.clone(), redeemed[1].clone(), redeemed[0].clone()]);
    assert_eq!(one.devices().count(), 1);
    assert_eq!(both.devices().count(), 1);
    assert_ne!(one.devices().next(), both.devices().next());
    assert_eq!(both.redeemed_by(&key(7).public()), both.devices().next().map(|(id, _)| id));
    assert_eq!(both.invite_role(&key(7).public()), Some(Role::Kiosk));
    assert_eq!(roster(&[invited]).redeemed_by(&key(7).public()), None);
    assert_eq!(roster(&redeemed).redeemed_by(&key(7).public()), None);
    assert_eq!(roster(&redeemed).devices().count(), 0);
}

#[test]
fn a_later_word_overrides_an_invite_and_a_later_invite_a_revocation() {
    let invited = by_root(3, invite(&key(7), Role::Volunteer));
    let redeemed = redeem(&key(7), &key(9), "");
    let join = [invited, redeemed];
    check_role(Some(Role::Volunteer), &[&join[..], &[by_root(2, revoke(&key(9)))]].concat());
    check_role(None, &[&join[..], &[by_root(3, revoke(&key(9)))]].concat());
    check_role(
        Some(Role::Viewer),
        &[&join[..], &[by_root(4, grant(&key(9), Role::Viewer))]].concat(),
    );
    let revoked = [&join[..], &[by_root(4, revoke(&key(9)))]].concat();
    let number = roster(&revoked).next_invite_number();
    assert_eq!(number, 5);
    let again = [by_root(number, invite(&key(6), Role::Kiosk)), redeem(&key(6), &key(9), "")];
    check_role(Some(Role::Kiosk), &[&revoked[..], &again].concat());
    // The root's word about an invite stands above the others'.
    let organiser = by_root(1, grant(&key(2), Role::Organiser));
    let usurped = by(&key(2), 99, invite(&key(7), Role::Viewer));
    check_role(Some(Role::Volunteer), &[&join[..], &[organiser, usurped]].concat());
}

#[test]
fn a_device_is_called_what_it_said_when_it_joined() {
    let join = |seed, number, label| {
        [by_root(number, invite(&key(seed), Role::Kiosk)), redeem(&key(seed), &key(9), label)]
    };
    let (first, second) = (join(6, 1, "Foyer"), join(7, 2, "Hall"));
    let device = key(9).id();
    assert_eq!(roster(&first).device_label(&device), Some("Foyer"));
    assert_eq!(roster(&[first, second].concat()).device_label(&device), Some("Hall"));
    assert_eq!(roster(&[by_root(1, grant(&key(9), Role::Kiosk))]).device_label(&device), None);
    // A label signed by other means is made fit to be shown.
    let label = format!("\u{202e}Hall\n{}", "ŵ".repeat(100));
    let consent = key(9).sign(b"anything");
    let odd = by(&key(6), 0, Action::Redeem { device, label, consent });
    let odd = roster(&[by_root(1, invite(&key(6), Role::Kiosk)), odd]);
    let shown = odd.device_label(&device).unwrap();
    assert!(shown.starts_with("Hallŵ") && shown.len() == LABEL_BYTES_MAX, "{shown}");
}

#[test]
fn the_door_knows_whose_statements_can_count() {
    let statements = [
        by_root(1, certify(&key(5))),
        by_root(1, grant(&key(2), Role::Organiser)),
        by_root(2, revoke(&key(2))),
        by_root(1, grant(&key(3), Role::Volunteer)),
        by(&key(2), 1, invite(&key(7), Role::Kiosk)),
        by(&key(5), 1, invite(&key(6), Role::Kiosk)),
        by(&key(4), 1, invite(&key(8), Role::Kiosk)),
    ];
    let roster = roster(&statements);
    assert!(roster.knows_issuer(&root().signer().public()));
    for (seed, known) in
        [(5, true), (2, true), (3, false), (7, true), (6, true), (4, false), (8, false)]
    {
        assert_eq!(roster.knows_issuer(&key(seed).public()), known, "{seed}");
    }
    assert!(Roster::from_statements(event(), &[]).knows_issuer(&root().signer().public()));
}

#[test]
fn statements_of_another_event_are_ignored() {
    let elsewhere = EventId([3; 32]);
    let statement = Statement::sign(root().signer(), elsewhere, 1, grant(&key(9), Role::Kiosk));
    check_role(None, std::slice::from_ref(&statement));
    let refused = Statements::new(event()).insert(&statement.encode());
    assert_eq!(refused, Err(BadStatement::WrongEvent));
}

#[test]
fn statements_are_held_once_and_exchanged_by_id() {
    let (one, two) = (by_root(1, certify(&key(5))), by_root(1, grant(&key(9), Role::Kiosk)));
    let mut here = Statements::new(event());
    let mut there = here.clone();
    assert_eq!(here.insert(&one.encode()), Ok(Inserted::New));
    assert_eq!(here.insert(&one.encode()), Ok(Inserted::Known));
    assert_eq!(here.insert(&two.encode()), Ok(Inserted::New));
    assert_eq!(there.insert(&two.encode()), Ok(Inserted::New));
    assert_ne!(here.digest(), there.digest());
    let (ours, theirs): (Vec<_>, Vec<_>) = (here.ids().collect(), there.ids().collect());
    assert!(ours.is_sorted());
    assert_eq!(here.missing_from(&theirs), [one.id()]);
    assert_eq!(there.missing_here(&ours), [one.id()]);
    assert_eq!(here.missing_here(&theirs), []);
    for id in there.missing_here(&ours) {
        there.insert(&here.get(&id).unwrap().encode()).unwrap();
    }
    assert_eq!(here.digest(), there.digest());
    assert!(here.statements().eq(there.statements()));
    assert_eq!(here.roster().role(&key(9).id()), Some(Role::Kiosk));
}

/// The bytes of a statement with another signature, issuer or format: what a forger would send.
fn forged(statement: &Statement, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = statement.encode();
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn forged_statements_are_refused() {
    let good = by_root(1, grant(&key(9), Role::Kiosk));
    let insert = |bytes: &[u8]| Statements::new(event()).insert(bytes).unwrap_err();
    let issuer = root().signer().public();
    assert_eq!(insert(&forged(&good, &issuer, &key(2).public())), BadStatement::Signature);
    assert_eq!(insert(&forged(&good, &key(9).public(), &key(2).public())), BadStatement::Signature);
    assert_eq!(
        insert(&forged(&good, &[0xa7, 0, 1], &[0xa7, 0, 2])),
        BadStatement::Format { found: 2 }
    );
    let large = vec![0; STATEMENT_BYTES_MAX + 1];
    assert_eq!(insert(&large), BadStatement::TooLarge { bytes: STATEMENT_BYTES_MAX + 1 });
    assert!(matches!(insert(&[]), BadStatement::Cbor(_)));
    // Somebody with an invite cannot change the role of a device that did not ask for it.
    let Action::Redeem { label, consent, .. } = Action::redeem(event(), &key(7), &key(8), "x")
    else {
        panic!("a redemption")
    };
    for (device, label) in [(key(9).id(), label), (key(8).id(), "y".into())] {
        let stolen = by(&key(7), 0, Action::Redeem { device, label, consent });
        assert_eq!(insert(&stolen.encode()), BadStatement::Consent);
    }
    let other = Action::redeem(event(), &key(6), &key(8), "x");
    assert_eq!(insert(&by(&key(7), 0, other).encode()), BadStatement::Consent);
}

#[test]
fn an_event_has_a_limit_of_statements() {
    struct Trusting;
    impl Verifier for Trusting {
        fn verify(&self, _: &[u8; 32], _: &[u8], _: &[u8; 64]) -> bool {
            true
        }
    }
    let signature = Signature([0; 64]);
    let wire = |number: u64| {
        let mut bytes = vec![0xa7, 0, 1, 1];
        bytes.extend(to_cbor(&event()));
        bytes.push(2);
        bytes.extend(to_cbor(&number));
        bytes.push(3);
        bytes.extend(to_cbor(&DeviceId([0; 32])));
        bytes.extend([4, 0x18, 99, 5, 0x40, 6]);
        bytes.extend(to_cbor(&signature));
        bytes
    };
    let mut here = Statements::new(event());
    for number in 0..STATEMENTS_MAX as u64 {
        assert_eq!(here.insert_with(&wire(number), &Trusting), Ok(Inserted::New));
    }
    let one_more = by_root(1, certify(&key(5))).encode();
    assert_eq!(here.insert(&one_more), Err(BadStatement::TooMany));
    assert_eq!(here.insert(&wire(0)), Ok(Inserted::Known));
}

fn any_role() -> impl Strategy<Value = Role> {
    prop::sample::select(Role::ALL.to_vec())
}

fn any_action() -> impl Strategy<Value = Action> {
    let good = (0..3_u8, any::<[u8; 16]>(), any::<u64>(), any::<[u8; 32]>()).prop_map(
        |(document, log, position, chain)| LastGood {
            document: DocumentKind::from_number(document).unwrap(),
            log: LogId(log),
            position,
            chain: Chain(chain),
        },
    );
    let device = || (2..8_u8).prop_map(|seed| key(seed).id());
    prop_oneof![
        device().prop_map(|key| Action::CertifyServer { key }),
        (device(), prop::collection::vec(good, 0..3))
            .prop_map(|(key, last_good)| Action::RevokeServer { key, last_good }),
        (device(), any_role()).prop_map(|(device, role)| Action::Grant { device, role }),
        device().prop_map(|device| Action::Revoke { device }),
        (device(), any_role()).prop_map(|(key, role)| Action::Invite { key: key.0, role }),
        (8..99_u64, any::<Vec<u8>>()).prop_map(|(kind, body)| Action::Unknown { kind, body }),
    ]
}

fn any_statement() -> impl Strategy<Value = Statement> {
    // Half of them are the root's, or little would ever count.
    let issuer = prop_oneof![Just(1_u8), 2..8_u8];
    let said = (issuer, 0..4_u64, any_action()).prop_map(|(issuer, number, action)| {
        if issuer == 1 { by_root(number, action) } else { by(&key(issuer), number, action) }
    });
    let redeemed = (2..8_u8, 2..8_u8, "[a-z ]{0,8}")
        .prop_map(|(invite, device, label)| redeem(&key(invite), &key(device), &label));
    prop_oneof![4 => said, 1 => redeemed]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn order_and_repetition_do_not_matter(
        (statements, shuffled) in prop::collection::vec(any_statement(), 0..24)
            .prop_flat_map(|statements| (Just(statements.clone()), Just(statements).prop_shuffle()))
    ) {
        let one = roster(&statements);
        let other = Roster::from_statements(event(), shuffled.iter().chain(&statements));
        prop_assert_eq!(&one, &other);
        let roots = |statement: &&Statement| statement.issuer() == root().signer().public();
        for (device, role) in one.devices() {
            // Nobody is organiser without a word of the root about this device or its invite.
            let named = statements.iter().filter(roots).any(|statement| match statement.action() {
                Action::Grant { device: granted, role } => {
                    *role == Role::Organiser && *granted == device
                }
                Action::Invite { key, role } => {
                    *role == Role::Organiser && one.redeemed_by(key) == Some(device)
                }
                _ => false,
            });
            prop_assert!(role != Role::Organiser || named);
        }
        for device in (2..8).map(|seed| key(seed).id()) {
            // The root's next word about anyone is the last.
            let mut more = statements.clone();
            more.push(by_root(one.next_number(&device), Action::Revoke { device }));
            prop_assert_eq!(roster(&more).role(&device), None);
        }
    }

    #[test]
    fn statements_survive_their_bytes(statement in any_statement()) {
        let read = Statement::decode(&statement.encode()).unwrap();
        prop_assert_eq!(read.verify(&Strict), Ok(()));
        prop_assert_eq!(read, statement);
    }

    #[test]
    fn a_changed_byte_is_never_taken_in(
        statement in any_statement(), at: prop::sample::Index, flip in 1..=255_u8,
    ) {
        let mut bytes = statement.encode();
        let at = at.index(bytes.len());
        prop_assert!(Statements::new(event()).insert(&bytes[..at]).is_err());
        bytes[at] ^= flip;
        prop_assert!(Statements::new(event()).insert(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(Statements::new(event()).insert(&bytes).is_err());
    }
}
