//! What takes long, on a thread of its own: hashes, and files on sticks that may not answer. The
//! documents stay with the engine; a job takes what it needs along.

use super::{Input, erase, files, secret, slip::Slip};
use crate::{
    ask::{
        CarryTo, ExportFormat, Failure, FileFound, FilePlace, NewPitch, Preview, PrintTo,
        PrinterTrouble, Stage,
    },
    random::SystemRandom,
};
use import::table::Options;
use jiff::civil::Date;
use printing::{Lp, NotSent, Printer};
use shared::{
    carry::{Carried, Carry},
    command::Command,
    ids::{DayId, SessionId},
    programme::export::export,
    schedule::Schedule,
    sync::Erasure,
};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

/// Jobs that wait; a person has one or two at a time.
const JOBS_MAX: usize = 16;

/// Something to be done.
pub(super) enum Job {
    HashPin { pin: String },
    CheckPin { pin: String, hash: String },
    HashSlip { pitch: Box<NewPitch>, slip: Slip },
    FindSlip { slip: Slip, candidates: Vec<(SessionId, String)> },
    ListFiles { data: PathBuf, endings: &'static [&'static str] },
    Read { source: Source, schedule: Arc<Schedule>, dropped: Arc<AtomicBool> },
    ExportLog { place: FilePlace, data: PathBuf, lines: Vec<Vec<String>> },
    ListPrinters,
    Print(Box<Print>),
    Export { format: ExportFormat, place: FilePlace, data: PathBuf, schedule: Arc<Schedule> },
    WriteBoard { to: CarryTo, data: PathBuf, carry: Box<Carry> },
    ReadBoard { path: PathBuf },
    Erase(Box<erase::Work>),
}

/// What is to be printed.
pub(super) struct Print {
    pub form: paper::Form,
    pub days: Vec<DayId>,
    pub sentences: Box<paper::Sentences>,
    pub schedule: Arc<Schedule>,
    pub to: PrintTo,
    pub data: PathBuf,
}

/// A file that is to be imported.
pub(super) struct Source {
    pub path: PathBuf,
    pub options: Options,
    /// Only its frame, for another event that begins on this day.
    pub like: Option<Date>,
    /// An event is made of it; this is its time zone if the file names none.
    pub founds_in: Option<String>,
}

/// What came of it.
pub(super) enum Worked {
    PinHashed {
        hash: Option<String>,
    },
    PinChecked {
        right: bool,
    },
    SlipHashed {
        pitch: Box<NewPitch>,
        slip: Slip,
        hash: Option<String>,
    },
    SlipFound {
        session: Option<SessionId>,
    },
    Files(Vec<FileFound>),
    Importing(Stage),
    Read(Result<ToImport, Failure>),
    Exported(Result<PathBuf, Failure>),
    Printers(Result<Vec<Printer>, Failure>),
    /// With the name of the printer that has it.
    Sent(Result<String, Failure>),
    BoardRead(Result<Arc<Carried>, Failure>),
    /// Names are gone from the files of this device, or not from all.
    Erased {
        erasure: Erasure,
        is_done: bool,
    },
    /// With how many edits it lacks.
    BoardWritten(Result<(PathBuf, u64), Failure>),
}

/// What became of a file that was read.
pub(super) enum ToImport {
    /// It only needs a word.
    Ready { preview: Box<Preview>, command: Option<Box<Command>> },
    /// It needs answers first.
    Asks(Box<import::table::Ask>),
    /// Nobody wants it any more.
    Dropped,
}

/// The engine's end.
pub(super) struct Worker {
    jobs: SyncSender<(u64, Job)>,
    /// Jobs that wait for a print system, which may not answer for long.
    prints: SyncSender<(u64, Job)>,
    done: Receiver<(u64, Worked)>,
}

/// Too many jobs wait, or the thread has ended.
pub(super) struct Busy;

impl Worker {
    /// Starts the threads. `bell` is rung when something is done; they end with their owner, after
    /// the job that they are at.
    pub(super) fn start(bell: &SyncSender<Input>) -> io::Result<Self> {
        let (tell, done) = sync_channel(JOBS_MAX + 2);
        let start = |name: &str| {
            let (jobs, todo) = sync_channel::<(u64, Job)>(JOBS_MAX);
            let (tell, bell) = (tell.clone(), bell.clone());
            let run = move || run(todo, &tell, &bell);
            std::thread::Builder::new().name(name.to_owned()).spawn(run).map(|_| jobs)
        };
        Ok(Self { jobs: start("worker")?, prints: start("printer")?, done })
    }

    pub(super) fn give(&self, ticket: u64, job: Job) -> Result<(), Busy> {
        let jobs = if is_for_printer(&job) { &self.prints } else { &self.jobs };
        jobs.try_send((ticket, job)).map_err(|_| Busy)
    }

    pub(super) fn done(&self) -> Option<(u64, Worked)> {
        self.done.try_recv().ok()
    }
}

fn is_for_printer(job: &Job) -> bool {
    match job {
        Job::ListPrinters => true,
        Job::Print(print) => matches!(print.to, PrintTo::Printer(_)),
        Job::HashPin { .. }
        | Job::CheckPin { .. }
        | Job::HashSlip { .. }
        | Job::FindSlip { .. }
        | Job::ListFiles { .. }
        | Job::Read { .. }
        | Job::ExportLog { .. }
        | Job::Export { .. }
        | Job::WriteBoard { .. }
        | Job::ReadBoard { .. }
        | Job::Erase(_) => false,
    }
}

fn run(todo: Receiver<(u64, Job)>, tell: &SyncSender<(u64, Worked)>, bell: &SyncSender<Input>) {
    for (ticket, job) in todo {
        // A stage that nobody has time to hear of is left out.
        let mut told = |stage| {
            if tell.try_send((ticket, Worked::Importing(stage))).is_ok() {
                let _ = bell.try_send(Input::Worked);
            }
        };
        let worked = work(job, &mut told);
        if tell.send((ticket, worked)).is_err() {
            return;
        }
        // An engine with a full queue is awake, and looks by itself.
        let _ = bell.try_send(Input::Worked);
    }
}

fn print(print: Print) -> Worked {
    let Print { form, days, sentences, schedule, to, data } = print;
    let pdf = paper::print(&schedule, form, &days, &sentences);
    match to {
        PrintTo::Place(place) => {
            let folder = files::folder_of(place, &files::places(&data));
            let folder = folder.ok_or(Failure::NotWritten);
            Worked::Exported(folder.and_then(|folder| files::print(&folder, form, pdf)))
        }
        PrintTo::Printer(name) => Worked::Sent(match pdf {
            Ok(pdf) => match Lp::default().send(&name, form, &pdf) {
                Ok(()) => Ok(name),
                Err(why) => Err(not_sent(&why)),
            },
            Err(error) => {
                tracing::warn!(%error, "A print was not made");
                Err(Failure::NotWritten)
            }
        }),
    }
}

fn not_sent(why: &NotSent) -> Failure {
    tracing::warn!(%why, "A printer took nothing");
    Failure::Printer(match why {
        NotSent::NoLp => PrinterTrouble::Absent,
        NotSent::Slow => PrinterTrouble::Slow,
        NotSent::Refused { .. } | NotSent::Failed(_) => PrinterTrouble::Refused,
    })
}

fn work(job: Job, told: &mut dyn FnMut(Stage)) -> Worked {
    match job {
        Job::HashPin { pin } => Worked::PinHashed { hash: secret::hash(&pin, &mut SystemRandom) },
        Job::CheckPin { pin, hash } => Worked::PinChecked { right: secret::is_right(&pin, &hash) },
        Job::HashSlip { pitch, slip } => {
            let hash = secret::hash(&slip.text(), &mut SystemRandom);
            Worked::SlipHashed { pitch, slip, hash }
        }
        Job::FindSlip { slip, candidates } => {
            let code = slip.text();
            let found = candidates.into_iter().find(|(_, hash)| secret::is_right(&code, hash));
            Worked::SlipFound { session: found.map(|(session, _)| session) }
        }
        Job::ListFiles { data, endings } => {
            Worked::Files(files::list(&files::places(&data), endings))
        }
        Job::Read { source, schedule, dropped } => {
            let mut goes_on = |stage| {
                told(stage);
                !dropped.load(Ordering::Relaxed)
            };
            Worked::Read(files::read(&source, &schedule, &mut goes_on))
        }
        Job::ExportLog { place, data, lines } => {
            let folder = files::folder_of(place, &files::places(&data));
            let folder = folder.ok_or(Failure::NotWritten);
            Worked::Exported(folder.and_then(|folder| files::export_log(&folder, &lines)))
        }
        // A machine without a print system, or without a printer, has none to offer.
        Job::ListPrinters => Worked::Printers(match Lp::default().printers() {
            Err(why @ NotSent::Slow) => Err(not_sent(&why)),
            other => Ok(other.unwrap_or_default()),
        }),
        Job::Print(one) => print(*one),
        Job::Export { format, place, data, schedule } => {
            let folder = files::folder_of(place, &files::places(&data));
            let folder = folder.ok_or(Failure::NotWritten);
            Worked::Exported(
                folder.and_then(|folder| files::export(&folder, format, &export(&schedule))),
            )
        }
        Job::WriteBoard { to, data, carry } => {
            let lost = carry.lost();
            let written = files::write_board(&to, &files::places(&data), *carry);
            Worked::BoardWritten(written.map(|path| (path, lost)))
        }
        Job::Erase(work) => {
            let is_done = work.erase();
            Worked::Erased { erasure: work.erasure, is_done }
        }
        Job::ReadBoard { path } => Worked::BoardRead(files::read_board(&path)),
    }
}
