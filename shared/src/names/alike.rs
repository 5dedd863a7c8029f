//! Whether two spellings may be of one person.

/// Letters that may differ in a misspelt name.
const SLIPS: usize = 2;

/// Two names are alike: one has all the words of the other, a word shortened to its first letter
/// counting as the word, or only a letter or two differ.
#[must_use]
pub fn is_alike(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(words);
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let whole = short.iter().any(|word| word.chars().count() > 1 && long.contains(word));
    let all = short.iter().all(|word| long.iter().any(|other| stands_for(word, other)));
    if whole && all {
        return true;
    }
    let [a, b]: [Vec<char>; 2] = [a, b].map(|words| words.join(" ").chars().collect());
    let slips = SLIPS.min(a.len().min(b.len()) / 4);
    a.len().abs_diff(b.len()) <= slips && distance(&a, &b) <= slips
}

/// Words in small letters, without the signs between them.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn stands_for(a: &str, b: &str) -> bool {
    let begins = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || begins(a, b) || begins(b, a)
}

/// Letters to be put in, taken out or changed.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (n, of_a) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut left = n + 1;
        next.push(left);
        for (of_b, pair) in b.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            left = (left + 1).min(above + 1).min(diagonal + usize::from(of_a != of_b));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    #[test]
    fn another_spelling_is_alike_and_another_name_is_not() {
        for (a, b) in [
            ("Mair Prys", "Mair Prys Jones"),
            ("M. Prys", "Mair Prys"),
            ("Sian Davis", "Siân Davies"),
            ("mair  prys", "Mair Prys"),
            ("Prys, Mair", "Mair Prys"),
        ] {
            assert!(is_alike(a, b) && is_alike(b, a), "{a} and {b}");
        }
        for (a, b) in [
            ("Mair Prys", "Idris Vaughan"),
            ("Mair Prys", "Mair Jones"),
            ("Eva Smith", "Jan Smith"),
            ("Jo", "Al"),
            ("M", "Mair Prys"),
            ("", "Mair Prys"),
        ] {
            assert!(!is_alike(a, b) && !is_alike(b, a), "{a} and {b}");
        }
    }
}
