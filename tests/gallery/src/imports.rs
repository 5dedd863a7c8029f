//! Screens of the first start, of an import and of an export.

use crate::{
    made,
    screens::{Screen, page, screen, stay},
    stage::Stage,
};
use import::{Options, Read, Unreadable};
use kiosk::{
    ask::{Answer, Failure, FileFound, FilePlace, Preview, Stage as Step},
    ui::Page,
    view::{DataState, Here, View},
};
use shared::{ids::Random, roster::Role, schedule::Schedule};

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    screen("not-joined", not_joined, stay),
    screen("start-link", not_joined, |stage| {
        stage.tap_word("start-link", &[]);
        stage.type_text("campboard://hall.example/join");
        stage.tap_word("start-join-do", &[]);
    }),
    screen("start-wrong-link", not_joined, |stage| {
        stage.tap_word("start-link", &[]);
        stage.type_text("hall.example");
        stage.tap_word("start-join-do", &[]);
        stage.answer(Answer::Failed(Failure::BadLink));
    }),
    screen("start-import", not_joined, |stage| {
        stage.tap_word("start-import-do", &[]);
        stage.answer(Answer::Files(files()));
    }),
    screen("start-words", not_joined, |stage| {
        stage.tap_word("start-import-do", &[]);
        stage.answer(Answer::Files(files()));
        choose(stage);
        stage.answer(Answer::Preview(of(ROWS, &Schedule::default())));
        stage.tap_word("import-do", &[]);
        let words = "acorn anchor apple basket beacon birch bridge candle castle cedar clover copper \
            falcon garden harbour island lantern meadow oyster pebble quarry ribbon saddle willow";
        stage.answer(Answer::Founded { words: words.split(' ').map(str::to_owned).collect() });
    }),
    screen("start-like", not_joined, |stage| {
        stage.tap_word("start-import-do", &[]);
        stage.answer(Answer::Files(files()));
        choose(stage);
        stage.answer(Answer::Preview(of(&table(), &Schedule::default())));
    }),
    page("import", Page::Import, organiser, listed),
    page("import-no-files", Page::Import, organiser, |stage| {
        opened(stage);
        stage.answer(Answer::Files(Vec::new()));
    }),
    page("import-reading", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Importing(Step::Reading { bytes: 3 << 20, of: 5 << 20 }));
    }),
    page("import-comparing", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Importing(Step::Comparing { sessions: 1_351 }));
    }),
    page("import-columns", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(asks(UNKNOWN));
    }),
    page("import-meanings", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(asks(UNKNOWN));
        let named = [("letter", "A".into()), ("heading", "Thing".into())];
        let column = stage.words("import-column", &named).into();
        let means = stage.words("import-means", &[("means", "title".into())]).into();
        stage.tap_word("import-column-means", &[("column", column), ("means", means)]);
    }),
    page("import-day", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(asks(GRID));
    }),
    page("import-preview", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(of(ROWS, &made::camp())));
    }),
    page("import-look", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(of(ODD, &made::camp())));
        stage.tap_word("import-look", &[]);
    }),
    page("import-again", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(edited()));
    }),
    page("import-saving", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(of(ROWS, &made::camp())));
        stage.tap_word("import-do", &[]);
    }),
    page("import-done", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(of(ROWS, &made::camp())));
        stage.tap_word("import-do", &[]);
        stage.answer(Answer::Done);
    }),
    page("import-unreadable", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        let (name, kind) = ("saturday.xlsx".to_owned(), "Excel".to_owned());
        let why = Box::new(Unreadable::Workbook { name, kind });
        stage.answer(Answer::Failed(Failure::Unreadable(why)));
    }),
    page("import-nothing", Page::Import, organiser, |stage| {
        listed(stage);
        choose(stage);
        stage.answer(Answer::Preview(same()));
    }),
    page("export", Page::Import, organiser, |stage| {
        listed(stage);
        stage.tap_word("export-title", &[]);
        stage.tap_word("export-data", &[]);
        let path = "/home/ann/campboard-data/campboard-sessions.csv".into();
        stage.answer(Answer::Exported { path });
    }),
    page("print", Page::Info, organiser, |stage| {
        stage.tap_word("top-info", &[]);
        stage.tap_word("print-open", &[]);
        stage.tap_word("print-doors", &[]);
    }),
    page("print-done", Page::Info, organiser, |stage| {
        stage.tap_word("top-info", &[]);
        stage.tap_word("print-open", &[]);
        stage.tap_word("export-data", &[]);
        let path = "/home/ann/campboard-data/campboard-grid.pdf".into();
        stage.answer(Answer::Exported { path });
    }),
    page("export-failed", Page::Import, organiser, |stage| {
        listed(stage);
        stage.tap_word("export-title", &[]);
        stage.tap_word("export-stick", &[]);
        stage.answer(Answer::Failed(Failure::NotWritten));
    }),
];

/// A table that needs mending in many places.
const ROWS: &str = "Title,Room,Day,Start,Length,Hosts,Language,Colour\n\
    Potholes by phone,Severn,2026-11-21,10:30,45,Asha Rees,English,red\n\
    Bins that call home,Library,2026-11-21,10.30,long,Tom Okafor and Siân Prŷs,Klingon,\n\
    ,Library,2026-11-21,11:30,45,Nobody,,\n\
    Housing repairs,,2026-11-21,11:30,45,Amara Grant,cy,blue\n\
    A pitch without a place,,,,,Dewi Morgan,,\n\
    Elections in a village hall,Severn,31.02.26,13:30,45,Zoë Bell,,\n";

/// A table whose headings say little.
const ODD: &str = "Title,Venue-ish,Zeit\n\
    Potholes by phone,Severn,2026-11-21 10:30\n\
    Bins that call home,Library,2026-11-21 11:30\n";

const UNKNOWN: &str = "Thing,Who,Spot,Note\n\
    Potholes by phone,Asha Rees,Severn,bring a phone\n\
    Bins that call home,Tom Okafor,Library,\n\
    Housing repairs,Amara Grant,Severn,needs a projector\n";

const GRID: &str = "Time,Severn,Library,Garden room\n\
    10:30-11:15,Potholes by phone,Bins that call home,Housing repairs\n\
    11:30-12:15,Elections,Data for all,\n";

fn not_joined() -> View {
    View { data: DataState { here: Here::Saved, ..DataState::default() }, ..View::default() }
}

fn organiser() -> View {
    made::view(made::camp(), Role::Organiser)
}

fn opened(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-import", &[]);
}

fn listed(stage: &mut Stage) {
    opened(stage);
    stage.answer(Answer::Files(files()));
}

fn choose(stage: &mut Stage) {
    stage.tap("saturday.csv");
}

fn files() -> Vec<FileFound> {
    let file = |name: &str, place, bytes, hours: u64| FileFound {
        name: name.to_owned(),
        path: format!("/media/stick/{name}").into(),
        place,
        bytes,
        modified_s: 1_795_261_080 - hours * 3_600,
    };
    vec![
        file("saturday.csv", FilePlace::Stick, 14_200, 1),
        file("schedule.xml", FilePlace::Downloads, 402_000, 20),
        file("campboard-sessions.csv", FilePlace::Data, 21_700, 90),
        file(
            "An agenda whose name somebody made very long before they sent it round, final 2.csv",
            FilePlace::Desktop,
            9_100,
            400,
        ),
    ]
}

/// Ids of what an import creates.
struct Counting(u8);

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 = self.0.wrapping_add(1);
        bytes.fill(self.0);
    }
}

fn asks(table: &str) -> Answer {
    let read = import::read_any(table.as_bytes(), "saturday.csv", &Options::default());
    let Ok(Read::Asks(asks)) = read else { panic!("it asks nothing: {read:?}") };
    Answer::TableAsks(Box::new(asks))
}

fn of(table: &str, schedule: &Schedule) -> Box<Preview> {
    let read = import::read_any(table.as_bytes(), "saturday.csv", &Options::default());
    let Ok(Read::Whole(imported)) = read else { panic!("it is not read: {read:?}") };
    let mut import = import::preview(&imported, schedule, &mut Counting(0));
    let is_something = import.command.take().is_some();
    let programme = &imported.programme;
    Box::new(Preview {
        name: "saturday.csv".to_owned(),
        event: programme.event.name.clone(),
        import,
        is_something,
        first_day: programme.first_day(),
        is_like: false,
        table: imported.table.clone(),
    })
}

/// Our own table, as it was written.
fn table() -> String {
    import::table::write_rows(&shared::programme::export::export(&made::camp()))
}

fn same() -> Box<Preview> {
    of(&table(), &made::camp())
}

/// Our own table, changed in a spreadsheet while the board was changed, too.
fn edited() -> Box<Preview> {
    let table =
        table().replace("Cyber drills", "Cyber games").replace("Open planning", "Open street");
    of(&table, &made::camp())
}
