//! The figures can be taken, and are written in the form that was promised.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, also in their helpers, and print what they skip"
)]

use serde_json::Value;
use venue::bench::{self, BenchError, Figure, IDS, Options};

fn take(ids: &[&str]) -> Result<(Vec<Figure>, Value), BenchError> {
    // Beside the test binary: the folder of temporary files may be in memory.
    let beside = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let folder = tempfile::tempdir_in(beside).unwrap();
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    let options = Options { ids, out: folder.path().to_owned(), quick: true };
    let mut said = Vec::new();
    let figures = bench::run(&options, &mut |figure| said.push(figure.clone()))?;
    assert_eq!(said, figures);
    let path = bench::write(&figures, folder.path())?;
    let json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    Ok((figures, json))
}

#[test]
fn every_figure_is_taken_and_written() {
    let (figures, json) = match take(&[]) {
        Ok(taken) => taken,
        Err(error @ BenchError::InMemory { .. }) => {
            println!("skipped: {error}");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    for id in IDS {
        assert!(figures.iter().any(|figure| figure.id == id), "{id}");
    }
    let rows = json.as_array().unwrap();
    assert_eq!(rows.len(), figures.len());
    for row in rows {
        let row = row.as_object().unwrap();
        let mut keys: Vec<&str> = row.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["id", "p50", "p99", "params", "runs", "unit"]);
        assert!(row["runs"].as_u64().unwrap() > 0, "{row:?}");
        assert!(row["p50"].as_f64().unwrap() <= row["p99"].as_f64().unwrap(), "{row:?}");
        assert!(row["params"].is_object());
        assert!(row["id"].as_str().unwrap().ends_with(row["unit"].as_str().unwrap()));
    }
    // Two figures of one name differ in their circumstances.
    for (n, figure) in figures.iter().enumerate() {
        let twin = |other: &Figure| other.id == figure.id && other.params == figure.params;
        assert!(!figures[n + 1..].iter().any(twin), "{figure:?}");
    }
}

#[test]
fn only_what_was_asked_for_is_taken() {
    let (figures, _) = take(&["admit_us", "import_ms"]).unwrap();
    assert!(figures.iter().all(|figure| ["admit_us", "import_ms"].contains(&figure.id.as_str())));
    assert_eq!(figures.len(), 4);
    let refused = take(&["import_s"]).unwrap_err().to_string();
    assert!(refused.contains("no figure `import_s`") && refused.contains("import_ms"), "{refused}");
}
