//! The page on which a person looks through the pictures, and the same as JSON for programs.

use crate::{screens::Screen, variant::Variant};
use serde::Serialize;
use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// One picture of the album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Of which screen.
    pub screen: &'static str,
    /// In which colours.
    pub look: &'static str,
    /// Pixels from left to right, and from top to bottom.
    pub size: String,
    /// Text size in percent.
    pub text: u16,
    /// The tag of the language.
    pub language: &'static str,
    /// The file beside this one.
    pub file: String,
}

impl Entry {
    fn of(screen: &Screen, variant: Variant) -> Self {
        Self {
            screen: screen.name,
            look: variant.look_name(),
            size: variant.size_name(),
            text: variant.text.percent(),
            language: variant.locale_name(),
            file: format!("{}-{}.png", screen.name, variant.name()),
        }
    }
}

/// Why there is no album.
#[derive(Debug, thiserror::Error)]
pub enum AlbumError {
    /// A file could not be written.
    #[error("write {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Some pictures could not be made.
    #[error("{} pictures could not be made:\n  {}", .0.len(), .0.join("\n  "))]
    Missing(Vec<String>),
}

fn write(path: PathBuf, bytes: &[u8]) -> Result<(), AlbumError> {
    fs::write(&path, bytes).map_err(|source| AlbumError::Write { path, source })
}

/// Paints these pictures into `folder`, says each to `said`, and writes the pages that list them.
///
/// # Errors
/// When a file cannot be written, or a step to a screen leads nowhere; the others are there.
pub fn make(
    pictures: &[(&Screen, Variant)],
    folder: &Path,
    said: &(dyn Fn(&Entry) + Sync),
) -> Result<Vec<Entry>, AlbumError> {
    let made = |source| AlbumError::Write { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(made)?;
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let work = || {
        while let Some((screen, variant)) = pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
            let entry = Entry::of(screen, *variant);
            match paint(screen, *variant, &folder.join(&entry.file)) {
                Ok(()) => said(&entry),
                Err(why) => {
                    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                    failed.push((entry, why));
                }
            }
        }
    };
    let hands = thread::available_parallelism().map_or(1, usize::from).min(pictures.len().max(1));
    thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(work);
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut entries: Vec<Entry> =
        pictures.iter().map(|(screen, variant)| Entry::of(screen, *variant)).collect();
    entries.retain(|entry| failed.iter().all(|(missing, _)| missing != entry));
    let json = serde_json::to_vec_pretty(&entries).unwrap_or_default();
    write(folder.join("index.json"), &json)?;
    write(folder.join("index.html"), page(&entries).as_bytes())?;
    if failed.is_empty() {
        return Ok(entries);
    }
    let told = |(entry, why): (Entry, String)| format!("{}: {why}", entry.file);
    Err(AlbumError::Missing(failed.into_iter().map(told).collect()))
}

fn paint(screen: &Screen, variant: Variant, path: &Path) -> Result<(), String> {
    // A step that leads nowhere panics, as in a test, and has said why.
    let painted = std::panic::catch_unwind(|| screen.open(variant).picture());
    let picture = painted.map_err(|_| "the way to it leads nowhere, see above".to_owned())?;
    let png = picture.png().map_err(|error| error.to_string())?;
    fs::write(path, png).map_err(|error| error.to_string())
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Campboard: every screen</title>
<style>
body { margin: 1.5rem; font: 1rem/1.4 system-ui, sans-serif; background: #ddd; color: #111 }
section { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin-bottom: 2rem }
h2 { flex-basis: 100%; margin: 0 }
figure { margin: 0 }
figcaption { font-size: .85rem }
img { display: block; height: 22rem; max-width: 100%; object-fit: contain; box-shadow: 0 0 .5rem #888 }
input { font: inherit; padding: .5rem; width: 24rem }
</style>
<h1>Every screen</h1>
<p><label>Show only <input id="only" placeholder="board light 200 cy"></label></p>
"#;

const TAIL: &str = r#"<script>
only.oninput = () => {
  const words = only.value.toLowerCase().split(/\s+/).filter(Boolean)
  for (const one of document.querySelectorAll('figure')) {
    one.hidden = !words.every(word => one.dataset.words.includes(word))
  }
  for (const one of document.querySelectorAll('section')) {
    one.hidden = !one.querySelector('figure:not([hidden])')
  }
}
</script>
</html>
"#;

fn page(entries: &[Entry]) -> String {
    let mut page = HEAD.to_owned();
    let mut screen = "";
    for entry in entries {
        let Entry { look, size, text, language, file, .. } = entry;
        // Writing to a string cannot fail, here and below.
        if screen != entry.screen {
            let end = if screen.is_empty() { "" } else { "</section>\n" };
            screen = entry.screen;
            let _ = writeln!(page, "{end}<section><h2>{screen}</h2>");
        }
        let words = format!("{size} {look} {text} % {language}");
        let _ = writeln!(
            page,
            "<figure data-words=\"{screen} {words}\"><a href=\"{file}\"><img loading=\"lazy\" \
             src=\"{file}\" alt=\"{screen}, {words}\"></a><figcaption>{words}</figcaption></figure>"
        );
    }
    page.push_str("</section>\n");
    page.push_str(TAIL);
    page
}

/// Says a line on standard output; a pipe that was closed is no reason to stop.
pub fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
