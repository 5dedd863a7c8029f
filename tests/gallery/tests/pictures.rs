//! The gallery itself: pictures hold what is on the screen, and no page is forgotten.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use gallery::{
    album, screens,
    variant::{Size, Variant},
};
use kiosk::ui::{
    Page,
    theme::{Look, Tokens},
};

const TINY: Variant = Variant { size: Size { width: 640, height: 400 }, ..Variant::USUAL };

fn named(name: &str) -> &'static screens::Screen {
    screens::all().find(|screen| screen.name == name).unwrap()
}

#[test]
fn the_table_names_every_page_and_its_ways_lead_there() {
    for page in Page::ALL {
        assert!(screens::all().any(|screen| screen.page == page), "no picture of {page:?}");
    }
    for screen in screens::all() {
        let stage = screen.open(Variant::USUAL);
        assert_eq!(stage.page(), screen.page, "{}", screen.name);
        let twins = screens::all().filter(|other| other.name == screen.name).count();
        assert_eq!(twins, 1, "{} is there twice", screen.name);
    }
}

#[test]
fn a_picture_shows_what_is_on_the_screen() {
    let stage = named("board").open(TINY);
    let picture = stage.picture();
    assert_eq!((picture.width(), picture.height()), (640, 400));
    assert!(picture.colours() > 100, "{} colours", picture.colours());
    let tokens = Tokens::of(Look::Dark);
    let [r, g, b, _] = tokens.bar.to_array();
    assert_eq!(picture.pixel(2, 2), Some([r, g, b]), "the bar is in its own colour");
    let light = named("board").open(TINY.coloured(Look::Light)).picture();
    let [r, g, b, _] = Tokens::of(Look::Light).bar.to_array();
    assert_eq!(light.pixel(2, 2), Some([r, g, b]));
}

#[test]
fn the_same_screen_gives_the_same_picture() {
    let paint = || named("board-trouble").open(TINY).picture();
    assert_eq!(paint().png().unwrap(), paint().png().unwrap());
}

#[test]
fn an_album_lists_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = [(named("board"), TINY), (named("opening"), TINY)];
    let entries = album::make(&pictures, folder.path(), &|_| ()).unwrap();
    let json = std::fs::read(folder.path().join("index.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let page = std::fs::read_to_string(folder.path().join("index.html")).unwrap();
    assert_eq!(json.as_array().unwrap().len(), entries.len());
    for (n, entry) in entries.iter().enumerate() {
        assert_eq!(json[n]["file"], entry.file.as_str());
        for key in ["screen", "look", "size", "text", "language"] {
            assert!(!json[n][key].is_null(), "{key}");
        }
        assert!(page.contains(&format!("src=\"{}\"", entry.file)));
        let bytes = std::fs::read(folder.path().join(&entry.file)).unwrap();
        assert_eq!(&bytes[1..4], b"PNG");
    }
}

#[test]
fn the_usual_album_has_each_look_size_language_and_the_largest_text() {
    let some = Variant::some();
    for size in Size::ALL {
        assert!(some.iter().any(|one| one.size == size), "{size:?}");
    }
    for look in Look::ALL {
        assert!(some.iter().any(|one| one.look == look), "{look:?}");
    }
    for locale in kiosk::ui::words::Locale::ALL {
        assert!(some.iter().any(|one| one.locale == locale), "{locale:?}");
    }
    assert_eq!(some.iter().filter(|one| one.text.percent() == 200).count(), 2);
    let all = Variant::all();
    assert!(some.iter().all(|one| all.contains(one)));
    assert_eq!(all.len(), 4 * 3 * 4 * 2);
}
