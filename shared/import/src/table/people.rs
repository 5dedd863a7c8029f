//! Names of hosts in one cell.

/// Words of organisations: what follows a comma is then no second person.
const BODIES: &[&str] = &[
    "council",
    "university",
    "ltd",
    "limited",
    "cic",
    "cyngor",
    "prifysgol",
    "borough",
    "county",
    "llywodraeth",
    "government",
    "nhs",
    "department",
    "ministry",
    "inc",
    "foundation",
    "trust",
    "college",
    "group",
    "team",
    "agency",
    "association",
    "society",
    "labs",
    "gmbh",
    "digital",
];
const SMALL: &[&str] = &[
    "ap", "ab", "ferch", "de", "da", "di", "del", "van", "von", "der", "den", "la", "le", "y",
    "al", "bin",
];

/// Hosts as they were understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hosts {
    pub names: Vec<String>,
    /// The cell could also be read in another way.
    pub doubtful: bool,
}

/// Divides a cell at `;` and line ends, and at `,`, `&` and `and` only where both sides are names.
pub(super) fn split(cell: &str) -> Hosts {
    let mut hosts = Hosts::default();
    for part in cell.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let commas: Vec<&str> = part.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
        let mut pieces = vec![part];
        if commas.len() > 1 && commas.iter().all(|piece| are_names(without_joiner(piece))) {
            // `Rees, Asha` may be one person; three single words may not.
            hosts.doubtful |= commas.len() == 2 && commas.iter().all(|p| words(p) == 1);
            pieces = commas.iter().map(|piece| without_joiner(piece)).collect();
        }
        for piece in pieces {
            hosts.join(piece);
        }
    }
    hosts
}

impl Hosts {
    fn join(&mut self, piece: &str) {
        for joiner in [" & ", " and ", " a ", " ac ", " + "] {
            let Some((one, other)) = piece.split_once(joiner) else { continue };
            let (one, other) = (one.trim(), other.trim());
            let whole = words(one) > 1 && words(other) > 1;
            let first_names = joiner == " and " && words(one) == 1 && words(other) == 1;
            if is_name(one) && (is_name(other) || other.contains(joiner)) && (whole || first_names)
            {
                self.doubtful |= first_names;
                self.add(one);
                return self.join(other);
            }
        }
        self.add(piece);
    }

    fn add(&mut self, name: &str) {
        if !name.is_empty() && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// `and Tom Ivey` at the end of a list.
fn without_joiner(piece: &str) -> &str {
    ["and ", "& ", "a ", "ac "]
        .iter()
        .find_map(|joiner| piece.strip_prefix(joiner))
        .unwrap_or(piece)
}

/// Whether a text is one name, or several with joiners between them.
fn are_names(text: &str) -> bool {
    let joined =
        [" & ", " and ", " + "].iter().fold(text.to_owned(), |text, j| text.replace(j, ";"));
    joined.split(';').all(is_name)
}

/// Whether a text looks like the name of a person.
pub(super) fn is_name(text: &str) -> bool {
    let mut count = 0;
    for word in text.split_whitespace() {
        count += 1;
        let lower = word.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        if BODIES.contains(&bare) || word.contains(['?', '!', ':', '/', '(', '"']) {
            return false;
        }
        let capital = word
            .starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        let small = count > 1 && SMALL.contains(&bare);
        if !capital && !small {
            return false;
        }
    }
    (1..=5).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, names: &[&str], doubtful: bool) {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(split(cell), Hosts { names, doubtful }, "{cell}");
    }

    #[test]
    fn names_are_divided_where_it_is_sure() {
        check("", &[], false);
        check("Asha Rees", &["Asha Rees"], false);
        check("Asha Rees, Tom Ivey", &["Asha Rees", "Tom Ivey"], false);
        check("Asha Rees; Tom Ivey", &["Asha Rees", "Tom Ivey"], false);
        check("Asha Rees & Tom Ivey", &["Asha Rees", "Tom Ivey"], false);
        check(
            "Asha Rees, Tom Ivey and Llŷr ap Huw",
            &["Asha Rees", "Tom Ivey", "Llŷr ap Huw"],
            false,
        );
        check("Asha Rees, Tom Ivey, and Siân Môn", &["Asha Rees", "Tom Ivey", "Siân Môn"], false);
        check("Rees, Asha", &["Rees", "Asha"], true);
        check("Asha and Tom", &["Asha", "Tom"], true);
        check("Bolt & Nail", &["Bolt & Nail"], false);
        check("Asha Rees, Westshire Council", &["Asha Rees, Westshire Council"], false);
        check("the parks team and friends", &["the parks team and friends"], false);
        check("Asha\nTom", &["Asha", "Tom"], false);
    }
}
