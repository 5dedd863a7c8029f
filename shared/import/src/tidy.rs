//! Texts of our own exports: as people typed them, within what a document takes. Somebody may have
//! edited the file by hand.

use shared::limits::{HOSTS_MAX, LINKS_MAX, NAME_BYTES_MAX, TAGS_MAX};
use shared::programme::{Link, Session};

use crate::limits::{LINE_BYTES_MAX, TEXT_BYTES_MAX};
use crate::report::{Report, clip};

/// A text without what no document takes.
pub(crate) fn as_typed(source: &str, lines: bool) -> String {
    let keep = |c: &char| !c.is_control() || (lines && matches!(c, '\n' | '\t'));
    let text: String = source.chars().filter(keep).collect();
    text.trim().to_owned()
}

impl Report {
    fn typed_line(&mut self, at: &str, what: &str, text: &str, bytes_max: usize) -> String {
        let line = as_typed(text, false);
        if line.len() < text.trim().len() {
            self.add(at, format!("control characters were removed from its {what}"));
        }
        self.cut(at, what, line, bytes_max)
    }

    /// Puts right what a document would refuse.
    pub fn tidy(&mut self, at: &str, session: &mut Session) {
        session.title = self.typed_line(at, "title", &session.title, LINE_BYTES_MAX);
        session.format = self.typed_line(at, "format", &session.format, LINE_BYTES_MAX);
        session.language = self.typed_line(at, "language", &session.language, LINE_BYTES_MAX);
        let text = as_typed(&session.text, true);
        session.text = self.cut(at, "text", text, TEXT_BYTES_MAX);
        for (what, words, bytes, most) in [
            ("hosts", &mut session.hosts, LINE_BYTES_MAX, HOSTS_MAX),
            ("tags", &mut session.tags, NAME_BYTES_MAX, TAGS_MAX),
            ("wishes", &mut session.wishes, NAME_BYTES_MAX, TAGS_MAX),
        ] {
            for word in words.iter_mut() {
                *word = self.typed_line(at, what, word, bytes);
            }
            words.retain(|word| !word.is_empty());
            if words.len() > most {
                self.add(at, format!("it has {} {what}: the first {most} were taken", words.len()));
                words.truncate(most);
            }
        }
        let links = std::mem::take(&mut session.links);
        for link in links {
            self.tidy_link(at, &link, &mut session.links);
        }
    }

    fn tidy_link(&mut self, at: &str, link: &Link, links: &mut Vec<Link>) {
        let url = as_typed(&link.url, false);
        let web = url.starts_with("https://") || url.starts_with("http://");
        if !web || url.len() > LINE_BYTES_MAX || url.contains(char::is_whitespace) {
            let url = clip(&url);
            self.add(at, format!("its link `{url}` is no http or https address, and was left out"));
        } else if links.len() < LINKS_MAX {
            let title = self.typed_line(at, "links", &link.title, LINE_BYTES_MAX);
            links.push(Link { title, url });
        } else {
            self.add(
                at,
                format!("it has more than {LINKS_MAX} links: {} was left out", clip(&url)),
            );
        }
    }
}
