//! Backups, going back, carried boards and broken files, at a server without sockets.

use super::*;
use crate::{
    ask::{Counts, Proof},
    backups::{self, Why},
    folder,
    limits::BACKUP_FIRST_MS,
};
use shared::{
    persist::{Put, Transaction},
    spare::Spare,
    sync::{
        GoBack, Hub,
        frame::{BackupWhy, NotBackCode},
    },
};
use std::path::{Path, PathBuf};

pub(super) fn back_up(owner: &mut Owner) -> PathBuf {
    match owner.ask(Request::BackUp) {
        Answer::BackedUp { file } => file,
        other => panic!("{other:?}"),
    }
}

pub(super) fn restore(owner: &mut Owner, backup: &Path) -> (PathBuf, Proof) {
    match owner.ask(Request::Restore { backup: backup.to_owned() }) {
        Answer::Restored { before, trouble, damaged, proof } => {
            assert_eq!((trouble, damaged), (None, Vec::<String>::new()));
            (before, proof)
        }
        other => panic!("{other:?}"),
    }
}

fn taken(answer: Answer) -> (Counts, Proof) {
    match answer {
        Answer::Taken { taken, proof } => (taken, proof),
        other => panic!("{other:?}"),
    }
}

pub(super) fn reconnect(kiosk: &mut Kiosk, owner: &mut Owner, peer: u64) {
    let (outbox, queue, end) = Outbox::new();
    owner.turn(Input::Opened { peer, outbox }, || None);
    (kiosk.peer, kiosk.queue, kiosk.end) = (peer, queue, end);
    kiosk.input(owner, DeviceInput::Opened { connection: peer });
    kiosk.settle(owner);
}

fn kinds(folder: &Path) -> Vec<Why> {
    backups::list(folder).into_iter().map(|backup| backup.why).collect()
}

#[test]
fn a_backup_restored_by_mistake_loses_nothing() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    foyer.pitch(&mut owner, "Before the backup");
    foyer.settle(&mut owner);
    let backup = back_up(&mut owner);
    foyer.pitch(&mut owner, "After the backup");
    foyer.settle(&mut owner);
    let logs = owner.watch().borrow().logs.clone();
    let found = backups::look(&backup).unwrap();
    assert_eq!((found.damage, found.sessions), (vec![], titles(&mut owner).len() - 1));

    let (before, proof) = restore(&mut owner, &backup);
    assert!(!titles(&mut owner).contains(&"After the backup".to_owned()));
    assert_eq!(proof.sessions, titles(&mut owner).len());
    assert!(proof.devices.iter().any(|latest| latest.device == "Foyer"), "{proof:?}");
    assert_ne!(owner.watch().borrow().logs, logs, "its logs are new ones");
    assert_eq!(foyer.end.try_recv(), Ok(Ending::Disk));
    // What was lost here is in the backup of the state before, and on the kiosk.
    assert_eq!(backups::look(&before).unwrap().sessions, proof.sessions + 1);
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    assert!(titles(&mut owner).contains(&"After the backup".to_owned()));
    assert_eq!(foyer.status().outbox, 0);
    let kept = kinds(&folder::backups(&settings.data));
    assert_eq!(kept, [Why::Restore, Why::Asked]);
}

#[test]
fn a_device_that_was_revoked_stays_out_after_a_restore() {
    let (_folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let foyer = Kiosk::join(&mut owner, 1);
    let backup = back_up(&mut owner);
    let device = foyer.device.replica().id();
    let root = shared::keys::RootKey::from_words(&created.words.0).unwrap();
    let action = shared::roster::Action::Revoke { device };
    owner.record_for_tests(action, root);
    restore(&mut owner, &backup);
    let answer = owner.ask(Request::Export);
    assert!(matches!(answer, Answer::Exported { .. }));
    assert_eq!(owner.role_for_tests(&device), None);
}

/// What a device at this server asks for, and the server does in its own time.
fn ask_to_go_back(owner: &mut Owner, kiosk: &mut Kiosk, to: GoBack) {
    kiosk.input(owner, DeviceInput::GoBack(to));
    // Whoever asks anything waits until nothing is under way.
    assert!(matches!(owner.ask(Request::Export), Answer::Exported { .. }));
    owner.turn(Input::Tick, || None);
}

#[test]
fn an_organiser_goes_back_to_a_backup_from_a_screen() {
    let (_folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let words = created.words;
    let Answer::Invited { link } = invite(&mut owner, "organiser", Some(&words)) else {
        panic!("no link")
    };
    let mut desk = Kiosk::join_by(&mut owner, 1, JoinLink::parse(&link.0).unwrap());
    desk.pitch(&mut owner, "Before the backup");
    desk.settle(&mut owner);
    back_up(&mut owner);
    desk.pitch(&mut owner, "After the backup");
    desk.settle(&mut owner);
    owner.turn(Input::Tick, || None);
    desk.settle(&mut owner);
    let told = desk.device.server_safety().unwrap().told.backups.clone();
    let [backup] = told[..] else { panic!("{told:?}") };
    let missing = GoBack { at_ms: backup.at_ms - 1, why: backup.why };
    ask_to_go_back(&mut owner, &mut desk, missing);
    desk.settle(&mut owner);
    let not = desk.device.server_safety().unwrap().not_back.unwrap();
    assert_eq!((not.asked, not.code), (missing, NotBackCode::NotThere));
    assert_eq!(kinds(&folder::backups(&settings.data)), [Why::Asked], "nothing was done");

    let to = GoBack { at_ms: backup.at_ms, why: backup.why };
    ask_to_go_back(&mut owner, &mut desk, to);
    assert!(!titles(&mut owner).contains(&"After the backup".to_owned()));
    let kept = kinds(&folder::backups(&settings.data));
    assert_eq!(kept, [Why::Restore, Why::Asked], "what was there is kept");
    let peer = desk.peer;
    desk.input(&mut owner, DeviceInput::Closed { connection: peer });
    reconnect(&mut desk, &mut owner, 2);
    owner.turn(Input::Tick, || None);
    desk.settle(&mut owner);
    let titles = titles(&mut owner);
    assert!(titles.contains(&"After the backup".to_owned()), "devices offer it again: {titles:?}");
    let told = &desk.device.server_safety().unwrap().told.backups;
    assert_eq!(told[0].why, BackupWhy::Restore, "the device sees that it was done");
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let (folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let before = titles(&mut owner);
    let (_other_folder, other, _) = event();
    let other = back_up(&mut Owner::open(&other).unwrap());
    let letter = folder.path().join("letter.db");
    std::fs::write(&letter, "a letter to the organisers").unwrap();
    let kiosk = folder.path().join("kiosk.db");
    drop(SqliteStore::open(&kiosk).unwrap());
    for (file, words) in
        [(other, "another event"), (letter, "not a"), (kiosk, "take"), ("gone".into(), "gone")]
    {
        match owner.ask(Request::Restore { backup: file.clone() }) {
            Answer::Refused { why } => assert!(why.contains(words), "{}: {why}", file.display()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(titles(&mut owner), before);
}

#[test]
fn an_import_waits_for_its_backup_and_is_not_done_without_one() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut programme = import::template("", "2026-07-01", "");
    programme.event.source = "second".into();
    let import = |owner: &mut Owner, title: &str| {
        let mut programme = programme.clone();
        programme.sessions =
            vec![shared::programme::Session { title: title.into(), ..Default::default() }];
        owner.ask(Request::Import { programme: Box::new(programme), dry_run: false })
    };
    let backups = folder::backups(&settings.data);
    assert_eq!(kinds(&backups), [], "a new event has nothing to be kept");
    assert!(matches!(import(&mut owner, "Bin days"), Answer::Imported { set: Some(_), .. }));
    assert_eq!(kinds(&backups), [Why::Import]);
    // A file where the folder should be: no backup can be made.
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "").unwrap();
    match import(&mut owner, "Bus stops") {
        Answer::Refused { why } => assert!(why.starts_with("nothing was changed"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(!titles(&mut owner).contains(&"Bus stops".to_owned()));
    owner.turn(Input::Tick, || None);
    let health = serde_json::to_string(&*owner.watch().borrow()).unwrap();
    // Everybody may read it: it names no folder.
    assert!(health.contains(r#""backup_trouble":"cannot-write""#), "{health}");
    assert!(!health.contains("backups"), "{health}");
}

#[test]
fn the_backup_that_one_goes_back_to_stays() {
    let (folder, mut settings, _) = event();
    settings.backups = Some(folder.path().join("stick"));
    let mut owner = Owner::open(&settings).unwrap();
    let backup = back_up(&mut owner);
    let (first, _) = restore(&mut owner, &backup);
    restore(&mut owner, &backup);
    restore(&mut owner, &backup);
    // Three of a kind are kept, and this makes the fourth.
    restore(&mut owner, &first);
    assert!(first.exists());
    let copy = settings.backups.unwrap().join(first.file_name().unwrap());
    restore(&mut owner, &copy);
    assert!(copy.exists());
}

#[test]
fn a_backup_that_a_stop_cuts_off_leaves_nothing() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    for n in 0..300 {
        foyer.pitch(&mut owner, &format!("Pitch {n} {}", "long ".repeat(150)));
        foyer.settle(&mut owner);
    }
    let (reply, _outcome) = oneshot::channel();
    owner.turn(Input::Ask { request: Box::new(Request::BackUp), reply }, || None);
    let mut stop = Some(Input::Stop);
    assert!(!owner.back_up(&mut || stop.take()));
    assert_eq!(std::fs::read_dir(folder::backups(&settings.data)).unwrap().count(), 0);
}

#[test]
fn the_server_makes_backups_by_itself_into_two_folders() {
    let (folder, mut settings, _) = event();
    settings.backups = Some(folder.path().join("stick"));
    let mut owner = Owner::open(&settings).unwrap();
    owner.turn(Input::Tick, || None);
    assert_eq!(owner.watch().borrow().backup_age_s, None);
    assert!(owner.watch().borrow().disk_free_bytes.is_some() || !cfg!(unix));
    owner.due_for_tests(BACKUP_FIRST_MS);
    owner.turn(Input::Tick, || None);
    owner.ask(Request::Export);
    assert!(owner.watch().borrow().backup_age_s.is_some());
    let (first, second) = (folder::backups(&settings.data), folder.path().join("stick"));
    assert_eq!((kinds(&first), kinds(&second)), (vec![Why::Hourly], vec![Why::Hourly]));
    let look = |folder: &Path| backups::look(&backups::list(folder)[0].path).unwrap();
    assert_eq!(look(&first), look(&second));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = backups::list(&first).remove(0).path;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn edits_are_taken_while_a_backup_is_made() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    for n in 0..300 {
        foyer.pitch(&mut owner, &format!("Pitch {n} {}", "long ".repeat(150)));
        foyer.settle(&mut owner);
    }
    let (reply, mut outcome) = oneshot::channel();
    let request = Box::new(Request::BackUp);
    owner.turn(Input::Ask { request, reply }, || None);
    // While it is copied, somebody asks for something else.
    let mut meanwhile = vec![];
    let mut answers = vec![];
    for _ in 0..3 {
        let (reply, answer) = oneshot::channel();
        let (role, root_words) = ("kiosk".to_owned(), None);
        let request = Box::new(Request::Invite { role, root_words });
        meanwhile.push(Input::Ask { request, reply });
        answers.push(answer);
    }
    owner.back_up(&mut || meanwhile.pop());
    for mut answer in answers {
        assert!(matches!(answer.try_recv(), Ok(Outcome::Answer(Answer::Invited { .. }))));
    }
    owner.ask(Request::Export);
    let Ok(Outcome::Answer(Answer::BackedUp { file })) = outcome.try_recv() else { panic!() };
    assert_eq!(backups::look(&file).unwrap().damage, Vec::<String>::new());
    assert_eq!(backups::look(&file).unwrap().sessions, titles(&mut owner).len());
}

#[test]
fn a_board_is_carried_from_server_to_server() {
    let (folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    foyer.pitch(&mut owner, "Potholes");
    foyer.settle(&mut owner);
    let old = folder.path().join("old.campboard");
    let carry =
        |owner: &mut Owner, file: &Path| match owner.ask(Request::Carry { file: file.into() }) {
            Answer::Carried { edits, lost: 0 } => edits,
            other => panic!("{other:?}"),
        };
    let edits = carry(&mut owner, &old);
    foyer.pitch(&mut owner, "Later");
    foyer.settle(&mut owner);

    // A second server of the same event, with nothing in it.
    let root = shared::keys::RootKey::from_words(&created.words.0).unwrap();
    let second = Settings { data: folder.path().join("second"), ..settings.clone() };
    folder::prepare(&second.data).unwrap();
    let mut store = SqliteStore::open(&folder::store(&second.data)).unwrap();
    store.commit(&Hub::create(&root, &mut System)).unwrap();
    drop(store);
    let mut second = Owner::open(&second).unwrap();
    let (counts, proof) = taken(second.ask(Request::Take { file: old.clone() }));
    assert_eq!((counts.edits, counts.refused, counts.waiting), (edits, 0, 0), "{counts:?}");
    assert_eq!(proof.edits as u64, edits);
    assert!(titles(&mut second).contains(&"Potholes".to_owned()));
    // An old file takes nothing back.
    let (counts, _) = taken(owner.ask(Request::Take { file: old.clone() }));
    assert_eq!((counts.edits, counts.known), (0, edits));
    assert!(titles(&mut owner).contains(&"Later".to_owned()));
    // A kiosk's store, in use, is read as well.
    let (counts, _) = taken(second.ask(Request::Take { file: foyer.store.path().to_owned() }));
    assert_eq!(counts.edits, 1);
    assert_eq!(titles(&mut second).len(), titles(&mut owner).len());

    let bytes = std::fs::read(&old).unwrap();
    std::fs::write(&old, &bytes[..bytes.len() - 5]).unwrap();
    match owner.ask(Request::Take { file: old }) {
        Answer::Refused { why } => assert!(why.contains("cut short"), "{why}"),
        other => panic!("{other:?}"),
    }
}

/// A bit of the tenth edit flips.
pub(super) fn flip_a_bit(path: &Path) -> Vec<u8> {
    let bytes = SqliteStore::open(path).unwrap().load().unwrap().envelopes[9].bytes.clone();
    let mut file = std::fs::read(path).unwrap();
    let at = file.windows(bytes.len()).position(|part| part == bytes).unwrap();
    file[at + bytes.len() / 2] ^= 4;
    std::fs::write(path, &file).unwrap();
    file
}

#[test]
fn a_broken_file_is_rescued_at_the_start_and_kept() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    for n in 0..30 {
        foyer.pitch(&mut owner, &format!("Pitch {n}"));
    }
    foyer.settle(&mut owner);
    let all = titles(&mut owner);
    drop(owner);
    let path = folder::store(&settings.data);
    let file = flip_a_bit(&path);
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(owner.watch().borrow().damaged, 1);
    assert_eq!(std::fs::read(path.with_extension("db.broken-1")).unwrap(), file);
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    assert_eq!(titles(&mut owner), all);
    drop(owner);
    assert_eq!(Owner::open(&settings).unwrap().watch().borrow().damaged, 0);
}

#[test]
fn an_event_whose_rescue_was_cut_is_still_an_event() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let all = titles(&mut owner);
    drop(owner);
    // The power went between moving the damaged file aside and the rescued one into place.
    let path = folder::store(&settings.data);
    std::fs::rename(&path, path.with_extension("db.rescued")).unwrap();
    assert!(folder::has_store(&settings.data));
    let again = create(&settings, import::sample(), &mut System);
    assert!(matches!(again, Err(CreateError::Exists { .. })), "{again:?}");
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(titles(&mut owner), all);
}

#[test]
fn what_another_version_left_is_kept_before_this_one_serves() {
    let (_folder, settings, _) = event();
    let serve = || {
        let mut owner = Owner::open(&settings).unwrap();
        owner.begins_to_serve();
        kinds(&folder::backups(&settings.data))
    };
    assert_eq!(serve(), [], "this version made it");
    let mut store = SqliteStore::open(&folder::store(&settings.data)).unwrap();
    let earlier = Put::Fact { key: "local/served-by".to_owned(), value: b"0.0.9".to_vec() };
    store.commit(&Transaction { puts: vec![earlier] }).unwrap();
    drop(store);
    assert_eq!(serve(), [Why::Upgrade]);
    assert_eq!(serve(), [Why::Upgrade], "once");
}

#[test]
fn a_file_of_an_older_version_is_kept_as_it_was_and_one_from_the_future_is_refused_in_words() {
    let (_folder, settings, _) = event();
    let all = titles(&mut Owner::open(&settings).unwrap());
    let migrations = store::Migrations::default().and("CREATE TABLE later (n INTEGER) STRICT;");
    let newer = store::Settings { migrations, ..store::Settings::default() };
    let newer = Settings { store: newer, ..settings.clone() };
    assert_eq!(titles(&mut Owner::open(&newer).unwrap()), all);
    let path = folder::store(&settings.data);
    let refused = Owner::open(&settings).unwrap_err();
    let said = std::error::Error::source(&refused).map_or(refused.to_string(), |s| s.to_string());
    assert!(said.contains("newer version") && said.contains("update this program"), "{said}");
    std::fs::copy(path.with_extension("db.version-1"), &path).unwrap();
    assert_eq!(titles(&mut Owner::open(&settings).unwrap()), all, "the older program goes on");
}

#[test]
fn a_device_and_a_server_are_revoked_by_name_or_key_with_the_roots_words() {
    let (_folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let foyer = Kiosk::join(&mut owner, 1);
    let device = foyer.device.replica().id();
    let spare = shared::ids::DeviceId([7; 32]);
    let root_words = created.words.clone();
    let certify = Request::Certify { key: spare.to_string(), root_words };
    assert!(matches!(owner.ask(certify), Answer::Certified));
    let own = owner.key().to_string();
    let mut revoke = |who: &str, words: &Secret| {
        let root_words = words.clone();
        owner.ask(Request::Revoke { who: who.to_owned(), root_words })
    };
    let other = Secret(shared::keys::RootKey::from_entropy(&[9; 32]).words());
    for (who, words, why) in [
        ("Foyer", &other, "another event"),
        ("Nobody", &created.words, "nobody who takes part"),
        ("0707", &created.words, "nobody who takes part"),
        (&own, &created.words, "the server that you ask"),
    ] {
        match revoke(who, words) {
            Answer::Refused { why: said } => assert!(said.contains(why), "{who}: {said}"),
            other => panic!("{who}: {other:?}"),
        }
    }
    assert!(matches!(revoke("Foyer", &created.words), Answer::Certified));
    assert!(matches!(revoke("07070707", &created.words), Answer::Certified));
    assert!(matches!(revoke("Foyer", &created.words), Answer::Refused { .. }), "it is out");
    assert_eq!(owner.role_for_tests(&device), None);
    assert!(!owner.is_server_for_tests(&spare));
}

#[test]
fn a_new_server_names_who_was_heard_of_before() {
    let (folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let foyer = Kiosk::join(&mut owner, 1);
    let mut hall = Kiosk::join(&mut owner, 2);
    owner.turn(Input::Tick, || None);
    hall.settle(&mut owner);
    hall.input(&mut owner, DeviceInput::Tick);
    let heard = hall.device.standings().find(|one| one.device == foyer.device.replica().id());
    let heard_ms = heard.unwrap().heard_ms;
    drop(owner);
    // The plug of the kiosk is pulled, and its file is all that there is.
    let file = folder.path().join("hall.db");
    drop(std::mem::replace(&mut hall.store, SqliteStore::open(&folder.path().join("x")).unwrap()));
    std::fs::copy(hall._folder.path().join("kiosk.db"), &file).unwrap();
    let read = crate::brought::read(&file).unwrap();
    let root = shared::keys::RootKey::from_words(&created.words.0).unwrap();
    let mut begun = Hub::begin(&Spare::sign(&root, &mut System), &mut System);
    begun.puts.push(Hub::heard_before(read.heard));
    let new = Settings { data: folder.path().join("new"), ..Settings::default() };
    assert!(matches!(begin(&new, &begun, read.board).unwrap(), Answer::Taken { .. }));
    let Answer::Proven { proof } = Owner::open(&new).unwrap().ask(Request::Proof) else {
        panic!("no proof")
    };
    let heard_s = Some(heard_ms.div_euclid(1_000));
    let is_named = proof.devices.iter().any(|one| one.device == "Foyer" && one.heard_s == heard_s);
    assert!(is_named, "{proof:?}");
    assert!(!proof.whole && proof.devices.iter().all(|one| !one.same && !one.connected));
}
