//! What a machine lacks, and what is said of it.

use super::{
    found::{libraries, library_dirs},
    *,
};

const LISTED: &str = "\
4 libs found in cache `/etc/ld.so.cache'
\tlibXi.so.6 (libc6,x86-64) => /lib/x86_64-linux-gnu/libXi.so.6
\tlibX11.so.6 (libc6,x86-64, OS ABI: Linux 3.2.0) => /lib/x86_64-linux-gnu/libX11.so.6
\tlibGL.so.1 (libc6) => /lib/i386-linux-gnu/libGL.so.1
\tlibGL.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libGL.so
";

fn machine(listed: &str, is_file: fn(&Path) -> bool) -> Machine {
    Machine {
        libraries: libraries(listed, "x86_64"),
        library_dirs: library_dirs("x86_64"),
        path: vec!["/usr/local/bin".into(), "/usr/bin".into()],
        is_file,
    }
}

fn nothing(_: &Path) -> bool {
    false
}

#[test]
fn libraries_are_read_for_our_own_architecture() {
    let names: Vec<String> = libraries(LISTED, "x86_64").into_iter().collect();
    assert_eq!(names, ["libGL.so", "libX11.so.6", "libXi.so.6"]);
    assert!(libraries(LISTED, "aarch64").is_empty());
    assert!(libraries("", "x86_64").is_empty());
}

#[test]
fn a_bare_machine_lacks_everything_and_a_full_one_nothing() {
    let everything: Vec<&Package> = PACKAGES.iter().collect();
    let bare = machine("", nothing);
    assert_eq!(bare.lacking(&everything).len(), PACKAGES.len());
    let full = machine("", |_| true);
    assert!(full.lacking(&everything).is_empty());
}

#[test]
fn only_what_is_missing_is_named() {
    let machine = machine(LISTED, |path| {
        path == Path::new("/usr/bin/cc")
            || path == Path::new("/usr/include/stdio.h")
            || path == Path::new("/usr/lib/x86_64-linux-gnu/dri/libdril_dri.so")
            || path == Path::new("/usr/lib64/libXcursor.so.1")
            || path == Path::new("/usr/bin/xdotool")
    });
    let lacking = machine.lacking(&needs(Step::Demo, Screen::None));
    assert_eq!(names(&lacking), "imagemagick libgl1 libx11-xcb1 libxkbcommon-x11-0 xvfb");
    let lacking = machine.lacking(&needs(Step::Check, Screen::None));
    assert_eq!(names(&lacking), "");
}

#[test]
fn another_program_named_import_does_not_count() {
    let elsewhere = machine("", |path| path == Path::new("/usr/local/bin/import"));
    assert!(!elsewhere.has(&Probe::File("/usr/bin/import")));
    let debian = machine("", |path| path == Path::new("/usr/bin/import"));
    assert!(debian.has(&Probe::File("/usr/bin/import")));
}

#[test]
fn the_demo_needs_a_virtual_screen_only_where_there_is_none() {
    let names = |screen| names(&needs(Step::Demo, screen));
    assert!(names(Screen::None).contains("xvfb"));
    assert!(names(Screen::None).contains("libx11-6"));
    assert!(!names(Screen::X11).contains("xvfb"));
    assert!(names(Screen::X11).contains("libx11-6"));
    assert!(!names(Screen::Wayland).contains("libx11-6"));
    assert!(names(Screen::Wayland).contains("libwayland-client0"));
    for step in [Step::Check, Step::Quick, Step::Soak, Step::Bench, Step::Gallery] {
        assert_eq!(super::names(&needs(step, Screen::None)), "gcc libc6-dev");
    }
}

#[test]
fn a_check_begins_without_what_its_window_needs_and_says_what_is_left_out() {
    let of_check = of_groups(extras(Step::Check));
    let of_demo = needs(Step::Demo, Screen::None);
    assert_eq!(
        names(&[needs(Step::Check, Screen::None), of_check.clone()].concat()),
        names(&of_demo)
    );
    for step in [Step::Quick, Step::Demo, Step::Soak, Step::Bench, Step::Gallery] {
        assert!(of_groups(extras(step)).is_empty());
    }
    let only_xdotool = machine("", |path| !path.ends_with("xdotool"));
    let said = left_out(&only_xdotool.lacking(&of_check));
    let [what, how] = ["xdotool             clicks and keys for that screen", "recommends xdotool"];
    assert!(said.contains(what) && said.ends_with(how), "{said}");
}

#[test]
fn packages_are_installed_only_by_root_or_under_ci() {
    let route = |apt, root, ci, sudo| {
        let permit = Permit { apt, root, ci, sudo };
        permit.route()
    };
    assert_eq!(route(true, true, false, true), Route::Install { sudo: false });
    assert_eq!(route(true, true, true, false), Route::Install { sudo: false });
    assert_eq!(route(true, false, true, true), Route::Install { sudo: true });
    assert_eq!(route(true, false, true, false), Route::Ask);
    assert_eq!(route(true, false, false, true), Route::Ask);
    assert_eq!(route(false, true, true, true), Route::Warn);
}

#[test]
fn the_line_to_type_is_exact() {
    let lacking = machine(LISTED, nothing).lacking(&needs(Step::Check, Screen::None));
    let unready = Unready::Ask { lacking: list(&lacking), packages: names(&lacking) };
    assert_eq!(
        unready.to_string(),
        "Some Debian packages are missing:\n  gcc                 the C compiler\n  libc6-dev           what C programs are linked with\nInstall them with this line, then run the command again:\n  sudo apt-get install -y --no-install-recommends gcc libc6-dev"
    );
}

#[test]
fn the_effective_user_is_the_second_number() {
    let status = "Name:\txt\nUid:\t1000\t0\t0\t0\nGid:\t7\t7\t7\t7\n";
    assert_eq!(effective_user(status), Some(0));
    assert_eq!(effective_user("Uid:\t0\t1000\t0\t0\n"), Some(1000));
    assert_eq!(effective_user(""), None);
}
