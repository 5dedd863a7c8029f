//! Texts of a schedule as plain text: HTML rendered, entities decoded, control characters removed.

// tidy: long because it is one walk through a text, from HTML to plain words, and its tests.

use html2text::config;
use html2text::render::TextDecorator;

use crate::limits::{COMMENT_BYTES_MAX, HTML_DEPTH_MAX, WRAP_COLUMNS};

/// A text in plain words, and what else was found in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The text.
    pub text: String,
    /// Addresses of the links in its HTML.
    pub links: Vec<String>,
    /// Whether control characters were removed.
    pub control: bool,
}

/// A text of one line: titles, names, rooms.
pub(crate) fn line(source: &str) -> Plain {
    let (clean, control) = without_control(source);
    let decoded = decode_entities(&clean);
    let (decoded, again) = without_control(&decoded);
    let text = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    Plain { text, links: Vec::new(), control: control || again }
}

/// A text of many lines, HTML or plain.
pub(crate) fn plain(source: &str) -> Plain {
    let (clean, control) = without_control(source);
    let (clean, referred) = without_references(&clean);
    let control = control || referred;
    let html = simplify(&clean);
    if !html.found {
        let (text, again) = without_control(&decode_entities(&clean));
        return Plain { text: tidy(&text), links: Vec::new(), control: control || again };
    }
    // Texts with a stray <b> but no block are written for plain text: their lines stay lines.
    let simple = if html.blocks { html.simple } else { html.simple.replace('\n', "<br>") };
    let rendered = config::with_decorator(Words)
        .string_from_read(simple.as_bytes(), WRAP_COLUMNS)
        .unwrap_or(clean);
    let (rendered, again) = without_control(&rendered);
    Plain { text: tidy(&rendered), links: html.links, control: control || again }
}

/// Makes a key of a name: lower-case letters and digits of any script, joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').chars().take(80).collect()
}

fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))
        || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}')
}

fn without_control(source: &str) -> (String, bool) {
    let mut found = false;
    let mut out = String::with_capacity(source.len());
    let unified = source.replace("\r\n", "\n");
    for c in unified.chars() {
        match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if is_control(c) => found = true,
            c => out.push(c),
        }
    }
    (out, found)
}

/// HTML reads most of 128 to 159 as the letters that Windows has there.
fn renders_as_control(code: u32) -> bool {
    match code {
        0x81 | 0x8d | 0x8f | 0x90 | 0x9d => true,
        0x80..=0x9f => false,
        code => char::from_u32(code).is_some_and(is_control),
    }
}

/// Removes `&#7;`: a control character that would only appear while rendering, where it has no
/// width and the renderer relies on one.
fn without_references(source: &str) -> (String, bool) {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut found = false;
    while let Some(at) = rest.find("&#") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let digits = from.get(2..).unwrap_or_default();
        let (radix, digits) = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => (16, hex),
            None => (10, digits),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        let control = u32::from_str_radix(number, radix).is_ok_and(renders_as_control);
        if control {
            found = true;
            rest = after.strip_prefix(';').unwrap_or(after);
        } else {
            out.push_str("&#");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    (out, found)
}

/// Lines without trailing spaces, at most one empty line in a row, none at the ends.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for row in text.lines().map(str::trim_end) {
        if row.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(row);
    }
    out
}

/// Decodes `&amp;`, `&#39;`, `&eacute;`; what is no entity stays as it is.
pub(crate) fn decode_entities(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (whole, after) = entity(from).unwrap_or(("&", &from[1..]));
        out.push_str(&decode_one(whole));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Splits an entity from the start of a text that begins with `&`.
fn entity(from: &str) -> Option<(&str, &str)> {
    let end = from.bytes().take(34).position(|b| b == b';')?;
    let (whole, after) = from.split_at(end + 1);
    let name = whole.strip_prefix('&')?.strip_suffix(';')?;
    let digits = name.strip_prefix('#').unwrap_or(name);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_alphanumeric()))
        .then_some((whole, after))
}

fn decode_one(whole: &str) -> String {
    let known = match whole {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&apos;" | "&#39;" => "'",
        "&nbsp;" | "&#160;" => " ",
        "&" => "&",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    match config::with_decorator(Words).string_from_read(whole.as_bytes(), WRAP_COLUMNS) {
        Ok(text) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => whole.to_owned(),
    }
}

/// HTML reduced to what matters for plain text.
#[derive(Debug, Default)]
struct Simple {
    /// The text with a few bare block tags.
    simple: String,
    /// Whether there was any HTML tag at all.
    found: bool,
    /// Whether there was a tag that begins a line or a paragraph.
    blocks: bool,
    links: Vec<String>,
    depth: usize,
}

/// What a tag is for plain text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// Kept under this name.
    Keep(&'static str),
    /// Left out, its content stays.
    Inline,
    /// Left out, a space instead: cells of a table.
    Gap,
    /// Left out with all its content.
    Hidden(&'static str),
    /// No HTML: somebody wrote `<name>` in a plain text.
    Unknown,
}

fn tag(name: &str) -> Tag {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "figure" | "dl" => Tag::Keep("p"),
        "br" => Tag::Keep("br"),
        "ul" | "menu" => Tag::Keep("ul"),
        "ol" => Tag::Keep("ol"),
        "li" => Tag::Keep("li"),
        "blockquote" => Tag::Keep("blockquote"),
        "pre" => Tag::Keep("pre"),
        "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "dt"
        | "dd" | "tr" | "caption" | "figcaption" | "details" | "summary" | "address" | "center"
        | "hr" => Tag::Keep("div"),
        "td" | "th" => Tag::Gap,
        "a" | "abbr" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "col" | "colgroup"
        | "del" | "dfn" | "em" | "font" | "i" | "iframe" | "img" | "input" | "ins" | "kbd"
        | "label" | "mark" | "picture" | "q" | "s" | "samp" | "small" | "source" | "span"
        | "strike" | "strong" | "sub" | "sup" | "tbody" | "tfoot" | "thead" | "time" | "tt"
        | "u" | "var" | "wbr" | "html" | "body" => Tag::Inline,
        "script" => Tag::Hidden("</script"),
        "style" => Tag::Hidden("</style"),
        "head" => Tag::Hidden("</head"),
        _ => Tag::Unknown,
    }
}

/// Leaves only bare block tags in a text, so that nothing in it can surprise the renderer: tables
/// become lines, attributes go, words in angle brackets that are no HTML stay words.
fn simplify(source: &str) -> Simple {
    let mut out = Simple::default();
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.simple.push_str(before);
        rest = match take_tag(from) {
            Some((inside, after)) => out.put(inside, after),
            None => {
                out.simple.push_str("&lt;");
                &from[1..]
            }
        };
    }
    out.simple.push_str(rest);
    out
}

impl Simple {
    /// Writes one tag; returns the text after it.
    fn put<'a>(&mut self, inside: &str, after: &'a str) -> &'a str {
        if inside.starts_with("!--") {
            self.found = true;
            return after;
        }
        let closing = inside.starts_with('/');
        let body = inside.trim_start_matches('/');
        let end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
        let (name, attributes) = body.split_at(end);
        let name = name.to_ascii_lowercase();
        match tag(&name) {
            Tag::Keep(kept) => self.keep(kept, closing),
            Tag::Inline => {
                if name == "a"
                    && let Some(address) = href(attributes)
                {
                    self.links.push(decode_entities(&address));
                }
            }
            Tag::Gap => self.simple.push(' '),
            Tag::Hidden(end) => {
                self.found = true;
                let hidden = if closing { Some(0) } else { find_ignoring_case(after, end) };
                return hidden.map_or("", |at| after.get(at..).unwrap_or(""));
            }
            Tag::Unknown => {
                for text in ["&lt;", inside, "&gt;"] {
                    self.simple.push_str(text);
                }
                return after;
            }
        }
        self.found = true;
        after
    }

    fn keep(&mut self, name: &str, closing: bool) {
        self.blocks = true;
        let nests = matches!(name, "ul" | "ol" | "blockquote" | "pre" | "div");
        if nests && closing {
            self.depth = self.depth.saturating_sub(1);
        } else if nests {
            self.depth += 1;
            if self.depth > HTML_DEPTH_MAX {
                return;
            }
        }
        self.simple.push_str(if closing { "</" } else { "<" });
        self.simple.push_str(name);
        self.simple.push('>');
    }
}

/// Splits `<…>` from the start of a text that begins with `<`, if it can be a tag.
fn take_tag(from: &str) -> Option<(&str, &str)> {
    if from.starts_with("<!--") {
        let window = from.get(..from.floor_char_boundary(COMMENT_BYTES_MAX))?;
        let end = window.find("-->")?;
        return Some((from.get(1..end)?, from.get(end + 3..)?));
    }
    let first = from.get(1..)?.trim_start_matches('/').chars().next()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let mut quote = None;
    for (at, c) in from.char_indices().skip(1).take(4_096) {
        match (quote, c) {
            (None, '>') => return Some((from.get(1..at)?, from.get(at + 1..)?)),
            (None, '<') => return None,
            (None, '"' | '\'') if from.get(..at)?.ends_with('=') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let needle = needle.as_bytes();
    text.as_bytes().windows(needle.len()).position(|part| part.eq_ignore_ascii_case(needle))
}

fn href(attributes: &str) -> Option<String> {
    let at = find_ignoring_case(attributes, "href=")?;
    let value = attributes.get(at + 5..)?;
    let quote = value.chars().next()?;
    let address = match quote {
        '"' | '\'' => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(address.trim().to_owned())
}

/// Draws lists with hyphens and numbers, and everything else without marks.
#[derive(Debug, Clone)]
struct Words;

impl TextDecorator for Words {
    type Annotation = ();

    fn decorate_link_start(&mut self, _url: &str) -> (String, ()) {
        (String::new(), ())
    }
    fn decorate_link_end(&mut self) -> String {
        String::new()
    }
    fn decorate_em_start(&self) -> (String, ()) {
        (String::new(), ())
    }
    fn decorate_em_end(&self) -> String {
        String::new()
    }
    fn decorate_strong_start(&self) -> (String, ()) {
        (String::new(), ())
    }
    fn decorate_strong_end(&self) -> String {
        String::new()
    }
    fn decorate_strikeout_start(&self) -> (String, ()) {
        (String::new(), ())
    }
    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }
    fn decorate_code_start(&self) -> (String, ()) {
        (String::new(), ())
    }
    fn decorate_code_end(&self) -> String {
        String::new()
    }
    fn decorate_preformat_first(&self) {}
    fn decorate_preformat_cont(&self) {}
    fn decorate_image(&mut self, _src: &str, title: &str) -> (String, ()) {
        (title.to_owned(), ())
    }
    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }
    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }
    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }
    fn ordered_item_prefix(&self, i: i64) -> String {
        format!("{i}. ")
    }
    fn make_subblock_decorator(&self) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str) {
        assert_eq!(plain(source).text, text, "of {source:?}");
    }

    #[test]
    fn html_becomes_plain_text() {
        check("<p>One &amp; two</p>\n<p>Three</p>", "One & two\n\nThree");
        check("<p>A</p><ul><li>b</li><li>c <em>d</em></li></ul><p>e</p>", "A\n- b\n- c d\n\ne");
        check("<ol><li>x</li><li>y</li></ol>", "1. x\n2. y");
        check("see <a href=\"https://example.org/\">our page</a>", "see our page");
        check("<h2>Head</h2>text<br>more", "Head\n\ntext\nmore");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
        check("<script>alert(1)</script>fine<!-- gone -->", "fine");
        check("<pre>a\n  b</pre>", "a\n  b");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        check("One\r\nTwo\n\n\n\nThree  ", "One\nTwo\n\nThree");
        check("with love <3 and x < y > z", "with love <3 and x < y > z");
        check("Use Vec<String> & <name>", "Use Vec<String> & <name>");
        check("line <b>one</b>\nline two", "line one\nline two");
        check("#include <iostream>\n<p>x</p>", "#include <iostream>\n\nx");
        check("caf&eacute; &amp; t&ecirc;; AT&T; &nosuch;", "café & tê; AT&T; &nosuch;");
    }

    #[test]
    fn long_paragraphs_are_not_wrapped() {
        let words = "word ".repeat(5_000);
        assert_eq!(plain(&format!("<p>{words}</p>")).text.lines().count(), 1);
    }

    #[test]
    fn links_in_html_are_found() {
        let found = plain("<p><a class=x href='https://example.org/?a=1&amp;b=2'>x</a></p>");
        assert_eq!(found.links, ["https://example.org/?a=1&b=2"]);
    }

    #[test]
    fn control_characters_go_and_are_noticed() {
        assert_eq!(
            line(" a\u{7}b\n c "),
            Plain { text: "ab c".into(), control: true, ..Plain::default() }
        );
        assert!(!line("a\tb\r\nc").control);
        assert_eq!(line("&#7;x &lt;b&gt;").text, "&#7;x <b>");
    }

    #[test]
    fn control_characters_behind_references_go_too() {
        let bell = Plain { text: "ab".into(), control: true, ..Plain::default() };
        for source in ["a&#7;b", "<p>a&#7;b</p>", "<p>a&#x07;b</p>", "<p>a&#7b</p>"] {
            assert_eq!(plain(source), bell, "{source}");
        }
        let long = format!("<p>&#x1F;{}&#127;</p>", "x".repeat(2 * WRAP_COLUMNS));
        assert!(plain(&long).control);
        assert!(plain("<p>&#129;</p>").control);
        assert!(!plain("<p>&#10;&#x1F600;&#150;&#xD800;</p>").control);
    }

    #[test]
    fn deep_nesting_is_harmless() {
        let deep = "<div><ul><li><blockquote>".repeat(20_000);
        assert!(plain(&deep).text.len() < 1_000);
        assert_eq!(plain(&format!("{deep}word")).text.split(' ').next_back(), Some("word"));
    }

    #[test]
    fn slugs_keep_every_script() {
        assert_eq!(slug("  Makers' hack day! "), "makers-hack-day");
        assert_eq!(slug("Tŷ Glas 2"), "tŷ-glas-2");
        assert_eq!(slug("!!!"), "");
    }
}
