//! Who did what, asked of a server that runs and of one that does not.

use super::Camp;

#[test]
fn the_history_is_told_in_lines_and_as_a_table() {
    let mut camp = Camp::sample();
    let (mut foyer, mut hall) = (camp.volunteer("foyer"), camp.volunteer("hall"));
    foyer.pitch("Told by the foyer").unwrap();
    hall.pitch("Told by the hall").unwrap();
    camp.venue.meet(&mut [&mut foyer, &mut hall]).unwrap();

    let all = camp.venue.server.must("history", &[] as &[&str]).unwrap().stdout;
    let line = |text: &str| all.lines().find(|line| line.contains(text)).unwrap().to_owned();
    assert!(line("Told by the foyer").contains("foyer: pitch Told by the foyer (set "), "{all}");
    assert!(line("import").contains(" changes, set "), "{all}");
    let one = camp.venue.server.must("history", &["--device", "Hall"]).unwrap().stdout;
    assert_eq!(one.lines().count(), 1, "{one}");
    assert!(one.contains("hall: pitch Told by the hall"), "{one}");
    let later = camp.venue.server.must("history", &["--since", "2999-01-01"]).unwrap().stdout;
    assert_eq!(later, "nothing was done that fits\n");
    let wrong = camp.venue.server.command("history", &["--since", "lunch"]).unwrap();
    assert!(!wrong.status.success() && wrong.stderr.contains("is no time"), "{}", wrong.stderr);

    assert!(camp.server().stop().unwrap().success());
    let table = camp.venue.server.must("history", &["--csv", "--since", "1h"]).unwrap().stdout;
    let table = table.trim_start_matches('\u{feff}');
    assert!(table.starts_with("Time,Clock in doubt,Device,Person,Kind,About,"), "{table}");
    assert!(table.lines().any(|line| line.contains(",foyer,,pitch,Told by the foyer,")), "{table}");
}
