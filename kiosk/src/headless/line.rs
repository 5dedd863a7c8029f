//! A line into its words.

/// Splits a line into words; spaces belong to a word inside double quotes.
pub(super) fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim().chars().peekable();
    while let Some(first) = rest.next_if(|c| !c.is_whitespace()) {
        let mut word = String::new();
        if first == '"' {
            quoted(&mut rest, &mut word)?;
            if rest.peek().is_some_and(|c| !c.is_whitespace()) {
                return Err("a space is needed after the closing quote".to_owned());
            }
        } else {
            word.push(first);
            while let Some(next) = rest.next_if(|c| !c.is_whitespace()) {
                word.push(next);
            }
        }
        words.push(word);
        while rest.next_if(|c| c.is_whitespace()).is_some() {}
    }
    Ok(words)
}

fn quoted(rest: &mut impl Iterator<Item = char>, word: &mut String) -> Result<(), String> {
    loop {
        match rest.next() {
            Some('"') => return Ok(()),
            Some('\\') => match rest.next() {
                Some('n') => word.push('\n'),
                Some(c @ ('"' | '\\')) => word.push(c),
                Some(_) | None => return Err(r#"after a \ only " \ or n may stand"#.to_owned()),
            },
            Some(c) => word.push(c),
            None => return Err("the closing quote is missing".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_words() {
        for (line, expected) in [
            ("", &[][..]),
            ("  \t ", &[]),
            ("status\r\n", &["status"]),
            ("  swap  a\tb ", &["swap", "a", "b"]),
            (r#"pitch "Open data" host "Ann Lee""#, &["pitch", "Open data", "host", "Ann Lee"]),
            (r#"edit x text "a \"b\"\n\\c""#, &["edit", "x", "text", "a \"b\"\n\\c"]),
            (r#"edit x text """#, &["edit", "x", "text", ""]),
            ("pitch it's", &["pitch", "it's"]),
        ] {
            assert_eq!(words(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_split_says_why() {
        for (line, sentence) in [
            (r#"pitch "Open"#, "the closing quote is missing"),
            (r#"pitch "Open\"#, r#"after a \ only " \ or n may stand"#),
            (r#"pitch "a\t""#, r#"after a \ only " \ or n may stand"#),
            (r#"pitch "a"b"#, "a space is needed after the closing quote"),
        ] {
            assert_eq!(words(line).unwrap_err(), sentence, "{line}");
        }
    }
}
