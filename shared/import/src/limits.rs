//! What a schedule file may hold. A published schedule of the largest conferences is 4 MB with
//! 60,000 nodes; these limits stop a file that was made to fill the memory.

/// Bytes of a file.
pub const FILE_BYTES_MAX: usize = 32 << 20;
/// Elements, attributes and texts of an XML file, or values of a JSON file.
pub const NODES_MAX: u32 = 2_000_000;
/// Elements inside one another in an XML file (frab needs 7). JSON stops at 128 by itself.
pub const DEPTH_MAX: usize = 128;
/// Sessions of a file.
pub const SESSIONS_MAX: usize = 20_000;
/// Days of a file.
pub const DAYS_MAX: usize = 1_000;
/// Rooms of all the days of a file together, and tracks of a file.
pub const ROOMS_MAX: usize = 20_000;
/// Bytes of an abstract or a description with its HTML.
pub const SOURCE_BYTES_MAX: usize = 1 << 20;
/// Bytes of an HTML comment: what is longer is shown.
pub const COMMENT_BYTES_MAX: usize = 16 << 10;
/// Characters of a title above which the report says that it will not fit a card.
pub const TITLE_CHARS: usize = 200;
/// Bytes of any line, such as a title or a room's name, as the core has it.
pub const LINE_BYTES_MAX: usize = shared::limits::TITLE_BYTES_MAX;
/// Characters of a guid: a longer one is replaced.
pub const KEY_CHARS_MAX: usize = 200;
/// Bytes of a session's text, as the core has it.
pub const TEXT_BYTES_MAX: usize = shared::limits::TEXT_BYTES_MAX;
/// Bytes of a host's name, as the core has it.
pub const NAME_BYTES_MAX: usize = shared::limits::NAME_BYTES_MAX;
/// Hosts of a session, as the core has it.
pub const HOSTS_MAX: usize = shared::limits::HOSTS_MAX;
/// Links of a session, as the core has it.
pub const LINKS_MAX: usize = shared::limits::LINKS_MAX;
/// The end of the longest day in minutes from its midnight, as the core has it.
pub const DAY_MINUTES_MAX: u32 = shared::limits::DAY_MINUTES_MAX;
/// Length of a session for which the file gives none.
pub const MINUTES_DEFAULT: u32 = 30;
/// Block elements inside one another in an HTML text; deeper ones lose only their indentation.
pub const HTML_DEPTH_MAX: usize = 32;
/// Columns at which HTML texts would be wrapped: wider than any paragraph.
pub const WRAP_COLUMNS: usize = 100_000;
/// Rows of a table.
pub const TABLE_ROWS_MAX: usize = 50_000;
/// Columns of a table: an event of 108 rooms has one for each.
pub const TABLE_COLUMNS_MAX: usize = 1_000;
/// Cells of a table.
pub const TABLE_CELLS_MAX: usize = 2_000_000;
/// Bytes of a cell.
pub const CELL_BYTES_MAX: usize = 1 << 20;
/// Rows among which the headings are looked for.
pub const TABLE_HEADINGS_WITHIN: usize = 15;
/// Samples of a column that a person is shown.
pub const TABLE_SAMPLES_MAX: usize = 3;
/// Repairs that a preview lists; the report of a command line has all.
pub const PREVIEW_REPAIRS_MAX: usize = 200;
/// Notes that a preview lists.
pub const PREVIEW_NOTES_MAX: usize = 500;
/// Differences that a preview lists.
pub const PREVIEW_DIFFERENCES_MAX: usize = 500;
