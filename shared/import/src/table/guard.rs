//! Cells that a spreadsheet would run as formulas.

/// What a formula or a command can begin with; full-width forms are folded by some programs.
const FORMULA: &str = "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}";
const GUARD: char = '\'';

/// Whether a spreadsheet might see more than a text, also behind spaces and marks without width.
pub(crate) fn is_formula(cell: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
    };
    let begins = |text: &str| text.starts_with(|c| FORMULA.contains(c));
    begins(cell) || begins(cell.trim_start_matches(unseen))
}

/// A formula behind any number of apostrophes.
fn hides_formula(cell: &str) -> bool {
    is_formula(cell.trim_start_matches(GUARD))
}

/// The cell with an apostrophe before it where it needs one. A cell that has apostrophes before a
/// formula gets one more, so that [`take_off`] gives the same text again.
pub(super) fn put_on(cell: &str) -> String {
    if hides_formula(cell) { format!("{GUARD}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`put_on`].
pub(super) fn take_off(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|_| hides_formula(cell)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_and_lose_it_again() {
        for cell in [
            "=1+1",
            "+44",
            "-1",
            "@a",
            "\tx",
            " =1",
            "\u{a0}=1",
            "\u{200b}@a",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "'=1",
            "''-",
            "\n=1",
        ] {
            let safe = put_on(cell);
            assert!(safe.starts_with('\'') && !is_formula(&safe), "{cell:?}");
            assert_eq!(take_off(&safe), cell);
        }
        for cell in ["", "Bins", "'Tis time", "1-2", "a=b", "''", "(x)"] {
            assert_eq!(put_on(cell), cell);
            assert_eq!(take_off(cell), cell);
        }
    }
}
