//! Names of the glyphs in `PhosphorBold-subset.ttf` (Phosphor Icons, MIT). An icon is never the only
//! carrier of a meaning, and never part of a spoken name.

pub(crate) const CALENDAR: &str = "\u{E10A}";
pub(crate) const CLOCK: &str = "\u{E19A}";
pub(crate) const CONTRAST: &str = "\u{E18C}";
pub(crate) const FLAG: &str = "\u{E244}";
pub(crate) const HAND: &str = "\u{E57E}";
pub(crate) const HEART: &str = "\u{E2A8}";
pub(crate) const LIST: &str = "\u{E2F2}";
pub(crate) const MAP: &str = "\u{E31A}";
pub(crate) const MOON: &str = "\u{E330}";
pub(crate) const MOVE: &str = "\u{E0A4}";
pub(crate) const PIN: &str = "\u{E316}";
pub(crate) const PLUS: &str = "\u{E3D4}";
pub(crate) const SUN: &str = "\u{E472}";
pub(crate) const SYNCED: &str = "\u{E184}";
pub(crate) const SYNCING: &str = "\u{E094}";
pub(crate) const TEXT_SIZE: &str = "\u{E6EE}";
pub(crate) const UNDO: &str = "\u{E038}";
pub(crate) const USER: &str = "\u{E4C2}";
pub(crate) const USERS: &str = "\u{E68E}";
pub(crate) const WARN: &str = "\u{E4E0}";
pub(crate) const WIFI_OFF: &str = "\u{E4F2}";
pub(crate) const X: &str = "\u{E4F6}";
