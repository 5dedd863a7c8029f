//! What is in each package.

use crate::{File, NotPacked, Package};
use std::{fs, path::Path};

pub(crate) const PROGRAM: u32 = 0o755;
const TEXT: u32 = 0o644;

/// A text of this project, which goes to a place on the box.
macro_rules! text {
    ($path:literal, $from:literal) => {
        File {
            path: $path,
            mode: TEXT,
            is_setting: false,
            content: include_bytes!(concat!("../", $from)).to_vec(),
        }
    };
}

fn program(folder: &Path, name: &str, path: &'static str) -> Result<File, NotPacked> {
    let from = folder.join(name);
    let content = fs::read(&from).map_err(|source| NotPacked::NoProgram { path: from, source })?;
    Ok(File { path, mode: PROGRAM, is_setting: false, content })
}

/// The server, with the programs of a folder.
///
/// # Errors
/// When the program is not there.
pub fn server(programs: &Path) -> Result<Package, NotPacked> {
    let settings = text!("etc/campboard/server.toml", "files/server/server.toml");
    Ok(Package {
        name: "campboard-server",
        title: "board of an unconference: the server",
        about: "Merges what the kiosks of a venue edited while they were apart.\nIt starts with the box once an event was made.",
        depends: "libc6, libgcc-s1, systemd",
        recommends: "",
        files: vec![
            program(programs, "campboard-server", "usr/bin/campboard-server")?,
            text!(
                "usr/lib/systemd/system/campboard-server.service",
                "files/server/campboard-server.service"
            ),
            text!(
                "usr/lib/systemd/system/campboard-server.path",
                "files/server/campboard-server.path"
            ),
            text!("usr/lib/sysusers.d/campboard-server.conf", "files/server/sysusers.conf"),
            File { is_setting: true, ..settings },
            text!("usr/share/doc/campboard-server/copyright", "files/server/copyright"),
            text!("usr/share/doc/campboard-server/LICENSE-MIT", "../../LICENSE-MIT"),
            text!("usr/share/doc/campboard-server/LICENSE-APACHE", "../../LICENSE-APACHE"),
            text!(
                "usr/share/doc/campboard-server/OFL-AtkinsonHyperlegibleNext.txt",
                "../../kiosk/assets/fonts/OFL-AtkinsonHyperlegibleNext.txt"
            ),
            text!("usr/share/doc/campboard-server/box.md", "../../docs/box.md"),
        ],
        scripts: vec![
            ("postinst", include_str!("../files/server/postinst")),
            ("prerm", include_str!("../files/server/prerm")),
            ("postrm", include_str!("../files/server/postrm")),
        ],
    })
}

/// The kiosk, with the programs of a folder.
///
/// # Errors
/// When the program is not there.
pub fn kiosk(programs: &Path) -> Result<Package, NotPacked> {
    let settings = text!("etc/campboard/kiosk.env", "files/kiosk/kiosk.env");
    let sign_in = text!("etc/pam.d/campboard-kiosk", "files/kiosk/pam");
    Ok(Package {
        name: "campboard-kiosk",
        title: "board of an unconference: the screen",
        about: "Shows the board on the screen of this box from the moment it is switched on, with or\nwithout a network, and is started again whenever it ends.",
        depends: "cage, libc6, libgcc-s1, libegl1, libgles2, libwayland-client0, libwayland-egl1, libxkbcommon0, libpam-systemd, systemd",
        recommends: "cups-client, fonts-noto-core",
        files: vec![
            program(programs, "campboard-kiosk", "usr/bin/campboard-kiosk")?,
            text!(
                "usr/lib/systemd/system/campboard-kiosk.service",
                "files/kiosk/campboard-kiosk.service"
            ),
            text!("usr/lib/sysusers.d/campboard-kiosk.conf", "files/kiosk/sysusers.conf"),
            text!("usr/lib/udev/rules.d/90-campboard-stick.rules", "files/kiosk/stick.rules"),
            File { is_setting: true, ..settings },
            File { is_setting: true, ..sign_in },
            text!("usr/share/doc/campboard-kiosk/copyright", "files/kiosk/copyright"),
            text!("usr/share/doc/campboard-kiosk/LICENSE-MIT", "../../LICENSE-MIT"),
            text!("usr/share/doc/campboard-kiosk/LICENSE-APACHE", "../../LICENSE-APACHE"),
            text!(
                "usr/share/doc/campboard-kiosk/OFL-AtkinsonHyperlegibleNext.txt",
                "../../kiosk/assets/fonts/OFL-AtkinsonHyperlegibleNext.txt"
            ),
            text!(
                "usr/share/doc/campboard-kiosk/MIT-Phosphor.txt",
                "../../kiosk/assets/fonts/MIT-Phosphor.txt"
            ),
            text!("usr/share/doc/campboard-kiosk/box.md", "../../docs/box.md"),
        ],
        scripts: vec![
            ("postinst", include_str!("../files/kiosk/postinst")),
            ("prerm", include_str!("../files/kiosk/prerm")),
            ("postrm", include_str!("../files/kiosk/postrm")),
        ],
    })
}
