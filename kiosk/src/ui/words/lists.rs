//! Several names as one text.

use super::Words;

impl Words {
    /// On a label: `Severn, Taff, Wye`.
    #[must_use]
    pub fn list(&self, names: &[String]) -> String {
        names.join(", ")
    }

    /// In a sentence: `Severn, Taff and Wye`.
    #[must_use]
    pub fn and_list(&self, names: &[String]) -> String {
        let [rest @ .., last] = names else {
            return String::new();
        };
        if rest.is_empty() {
            return last.clone();
        }
        let vowel = if begins_with_vowel(last) { "yes" } else { "no" };
        self.with(
            "list-and",
            &[
                ("rest", self.list(rest).into()),
                ("last", last.as_str().into()),
                ("vowel", vowel.into()),
            ],
        )
    }
}

/// How a word begins when it is said in Welsh, which has `ac` before a vowel: a `w`, and a `y`
/// before a vowel, count as in English names, numbers by how they are read.
fn begins_with_vowel(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let vowel = |c: char| "aeiouâêîôûáéíóúàèìòùäëïöüŵŷ".contains(c);
    match (letters.next(), letters.next()) {
        (Some('y'), next) => !next.is_some_and(vowel),
        (Some('1'), next) => next.is_none_or(|next| !next.is_ascii_digit() || next == '1'),
        (Some('8'), next) => next.is_none_or(|next| !next.is_ascii_digit()),
        (first, _) => first.is_some_and(vowel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::Locale;

    #[test]
    fn a_list_reads_well_in_both_languages() {
        let names = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        for (text, english, welsh) in [
            ("", "", ""),
            ("Severn", "Severn", "Severn"),
            ("Severn/Wye", "Severn and Wye", "Severn a Wye"),
            ("Hafren/Y Neuadd", "Hafren and Y Neuadd", "Hafren ac Y Neuadd"),
            ("Taf/Gwy/“Usk”", "Taf, Gwy and “Usk”", "Taf, Gwy ac “Usk”"),
            ("7/8", "7 and 8", "7 ac 8"),
            ("10/12", "10 and 12", "10 a 12"),
        ] {
            let names = if text.is_empty() { Vec::new() } else { names(text) };
            assert_eq!(Words::of(Locale::English).and_list(&names), english);
            assert_eq!(Words::of(Locale::Welsh).and_list(&names), welsh);
        }
    }
}
