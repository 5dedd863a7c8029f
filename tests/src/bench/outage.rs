//! Figures of what comes after an outage: a kiosk that becomes the server, backups while people
//! edit, and what is rescued of a damaged file.

use super::{
    BenchError, Figure, Scale,
    core::move_of,
    disk, made,
    memory::{PEAK, Peak},
    ms, pair, past,
};
use super::{start, step, timed_ms};
use kiosk::{ask::Ask, engine::Remote, settings};
use serde_json::Value;
use shared::{ids::SessionId, proof::Proof};
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};
use sync_server::{Answer, Request, admin};

/// Between two looks whether something has come.
const LOOK: Duration = Duration::from_millis(1);
/// Longer than anything here takes: what takes as long has failed.
const PATIENCE: Duration = Duration::from_secs(120);
/// Sessions and rooms of the event.
const FULL: (u32, u32) = (1_079, 37);
const QUICK: (u32, u32) = (30, 4);

/// The server is gone, and a kiosk takes its place: from the touch until it says that all is there
/// again.
pub(super) fn restore(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let ((sessions, rooms), edits) = (scale.of(FULL, QUICK), scale.of(10_000, 20));
    let programme = made::conference(sessions, rooms);
    let (mut runs, mut peak) = (Vec::new(), Value::Null);
    for number in 0..scale.of(5, 1) {
        let folder = folder.join(number.to_string());
        let words = pair::kiosk_store(&settings::store_path(&folder), &programme, edits)?;
        let engine = start::open(&folder, Box::new(|| ()))?;
        start::loaded(&engine)?;
        let memory = Peak::begin();
        let (ms, restored) = timed_ms(|| serve(&engine.remote(), words));
        let held = restored?.edits;
        if held < edits {
            return Err(BenchError::Missing(format!("only {held} edits came back")));
        }
        runs.push(ms);
        peak = memory.mib();
        engine.stop();
    }
    let params = [
        ("sessions", sessions.into()),
        ("edits", edits.into()),
        ("until", "it is proven that all is there".into()),
        ("goal", "5000 ms".into()),
        ("file system", disk::kind(folder).into()),
        (PEAK, peak),
    ];
    Ok(vec![Figure::new("restore_ms", params, runs)])
}

/// Makes a kiosk the server, and waits for the proof.
fn serve(remote: &Remote, words: String) -> Result<Box<Proof>, BenchError> {
    let made = remote.put(Ask::Serve { words: Some(words) });
    let made = made.map_err(step("make a kiosk the server"))?.done();
    made.map_err(|why| BenchError::Missing(format!("the kiosk is not the server: {why:?}")))?;
    soon("it was never proven that all is there", || {
        let proof = remote.put(Ask::Proof).map_err(step("ask for the proof"))?.proof();
        Ok(proof.ok().filter(|proof| proof.is_whole()))
    })
}

fn soon<T>(
    never: &str,
    mut look: impl FnMut() -> Result<Option<T>, BenchError>,
) -> Result<T, BenchError> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(seen) = look()? {
            return Ok(seen);
        }
        thread::sleep(LOOK);
    }
    Err(BenchError::Missing(never.to_owned()))
}

/// A long history: its past, backups of it while people edit, and what is rescued of a damaged one.
pub(super) fn history(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let ((sessions, rooms), edits) = (scale.of(FULL, QUICK), scale.of(100_000, 60));
    let kiosk = folder.join("kiosk");
    let programme = made::conference(sessions, rooms);
    let words = pair::kiosk_store(&settings::store_path(&kiosk), &programme, edits)?;
    let mut figures = past::figures(&kiosk, scale, edits)?;
    let (of_backups, last) = backups(&kiosk, words, scale, edits)?;
    figures.extend(of_backups);
    figures.extend(salvage(folder, &last, scale, edits)?);
    Ok(figures)
}

/// How long edits took until they were saved on the kiosk, and until the server had them too.
#[derive(Default)]
struct Waits {
    here: Vec<f64>,
    there: Vec<f64>,
}

impl Waits {
    /// Makes an edit, and waits until the server has it on its disk.
    fn edit(&mut self, remote: &Remote, sessions: &[SessionId]) -> Result<(), BenchError> {
        let inspect = || remote.inspect().map_err(step("ask the kiosk"));
        let number = self.here.len() % sessions.len().max(1);
        let session = sessions.get(number).copied();
        let schedule = inspect()?.view.schedule.clone();
        let command = session.and_then(|session| move_of(&schedule, session));
        let command = command.ok_or_else(|| BenchError::Missing("nothing to edit".to_owned()))?;
        let begun = Instant::now();
        remote.command(command, None).map_err(step("edit on a kiosk"))?;
        self.here.push(ms(begun.elapsed()));
        soon("the server never had an edit", || {
            Ok((inspect()?.view.data.outbox == 0).then_some(()))
        })?;
        self.there.push(ms(begun.elapsed()));
        Ok(())
    }

    fn figures(self, during: &str, goal: Value, edits: usize) -> [Figure; 2] {
        let [here, there] = [("saved on the kiosk", self.here), ("on the server", self.there)];
        [here, there].map(|(until, runs)| {
            let longest = runs.iter().copied().fold(0.0, f64::max).round();
            let params = [
                ("edits", edits.into()),
                ("until", until.into()),
                ("while", during.into()),
                ("longest", longest.into()),
                ("goal", goal.clone()),
            ];
            Figure::new("edit_wait_ms", params, runs)
        })
    }
}

/// A kiosk is the server of a long history and makes backups of it while somebody edits. Gives the
/// last backup.
fn backups(
    folder: &Path,
    words: String,
    scale: Scale,
    edits: usize,
) -> Result<(Vec<Figure>, PathBuf), BenchError> {
    let engine = start::open(folder, Box::new(|| ()))?;
    start::loaded(&engine)?;
    let remote = engine.remote();
    serve(&remote, words)?;
    let view = remote.inspect().map_err(step("ask the kiosk"))?.view;
    let sessions: Vec<_> = view.schedule.sessions.keys().copied().collect();
    let mut alone = Waits::default();
    for _ in 0..scale.of(300, 3) {
        alone.edit(&remote, &sessions)?;
    }
    let (mut during, mut runs, mut last) = (Waits::default(), Vec::new(), PathBuf::new());
    let memory = Peak::begin();
    let server = folder.join("server");
    for _ in 0..scale.of(5, 1) {
        let (ms, made) = thread::scope(|scope| {
            let backup = scope.spawn(|| timed_ms(|| admin::ask(&server, &Request::BackUp)));
            while !backup.is_finished() {
                during.edit(&remote, &sessions)?;
            }
            let ended = || BenchError::Missing("a backup ended by a fault".to_owned());
            backup.join().map_err(|_| ended())
        })?;
        let made = made.map_err(step("ask for a backup"))?;
        let Some(Answer::BackedUp { file }) = made else {
            return Err(BenchError::Missing(format!("no backup was made: {made:?}")));
        };
        runs.push(ms);
        last = file;
    }
    let peak = memory.mib();
    engine.stop();
    let bytes = fs::metadata(&last).map_err(step("look at a backup"))?.len();
    let params = [
        ("edits", edits.into()),
        ("bytes", bytes.into()),
        ("until", "every row of it was read again".into()),
        (PEAK, peak),
    ];
    let mut figures = vec![Figure::new("backup_ms", params, runs)];
    figures.extend(alone.figures("nothing else is done", Value::Null, edits));
    figures.extend(during.figures("a backup is made", "longest not 50 ms more".into(), edits));
    Ok((figures, last))
}

/// What is rescued where one bit of a file is another.
fn salvage(
    folder: &Path,
    path: &Path,
    scale: Scale,
    edits: usize,
) -> Result<Vec<Figure>, BenchError> {
    let whole = store::inspect(path).map_err(step("read a backup"))?.envelopes.len();
    let bytes = fs::read(path).map_err(step("read a file"))?;
    let (mut runs, mut lost) = (Vec::new(), 0);
    let memory = Peak::begin();
    for number in 0..scale.of(5, 1) {
        let scratch = folder.join(format!("salvage-{number}"));
        fs::create_dir_all(&scratch).map_err(step("make a folder"))?;
        let mut broken = bytes.clone();
        let at = bytes.len() * (2 + number) / 9;
        broken.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x10);
        let file = scratch.join("broken.db");
        fs::write(&file, &broken).map_err(step("write a damaged file"))?;
        drop(broken);
        let (ms, saved) = timed_ms(|| store::salvage(&file, &scratch));
        let saved = saved.map_err(step("rescue a damaged file"))?;
        lost = lost.max(whole.saturating_sub(saved.envelopes.len()));
        runs.push(ms);
        fs::remove_dir_all(&scratch).map_err(step("delete a folder"))?;
    }
    let params = [
        ("edits", edits.into()),
        ("flipped bits", 1.into()),
        ("edits lost at most", lost.into()),
        (PEAK, memory.mib()),
    ];
    Ok(vec![Figure::new("salvage_ms", params, runs)])
}
