//! Texts of our own exports: as people typed them, within what a document takes. Somebody may have
//! edited the file by hand.

use crate::{At, Part, What};
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
    fn typed_line(&mut self, at: &At, what: Part, text: &str, bytes_max: usize) -> String {
        let line = as_typed(text, false);
        if line.len() < text.trim().len() {
            self.add(at, What::ControlRemoved { part: what });
        }
        self.cut(at, what, line, bytes_max)
    }

    /// Puts right what a document would refuse.
    pub fn tidy(&mut self, at: &At, session: &mut Session) {
        session.title = self.typed_line(at, Part::Title, &session.title, LINE_BYTES_MAX);
        session.format = self.typed_line(at, Part::Format, &session.format, LINE_BYTES_MAX);
        session.language = self.typed_line(at, Part::Language, &session.language, LINE_BYTES_MAX);
        let text = as_typed(&session.text, true);
        session.text = self.cut(at, Part::Text, text, TEXT_BYTES_MAX);
        for (what, words, bytes, most) in [
            (Part::Hosts, &mut session.hosts, LINE_BYTES_MAX, HOSTS_MAX),
            (Part::Tags, &mut session.tags, NAME_BYTES_MAX, TAGS_MAX),
            (Part::Wishes, &mut session.wishes, NAME_BYTES_MAX, TAGS_MAX),
        ] {
            for word in words.iter_mut() {
                *word = self.typed_line(at, what, word, bytes);
            }
            words.retain(|word| !word.is_empty());
            if words.len() > most {
                self.add(at, What::Many { part: what, n: words.len(), most });
                words.truncate(most);
            }
        }
        let links = std::mem::take(&mut session.links);
        for link in links {
            self.tidy_link(at, &link, &mut session.links);
        }
    }

    fn tidy_link(&mut self, at: &At, link: &Link, links: &mut Vec<Link>) {
        let url = as_typed(&link.url, false);
        let web = url.starts_with("https://") || url.starts_with("http://");
        if !web || url.len() > LINE_BYTES_MAX || url.contains(char::is_whitespace) {
            self.add(at, What::LinkBad { link: clip(&url) });
        } else if links.len() < LINKS_MAX {
            let title = self.typed_line(at, Part::Links, &link.title, LINE_BYTES_MAX);
            links.push(Link { title, url });
        } else {
            self.add(at, What::ManyLinks { link: clip(&url), most: LINKS_MAX });
        }
    }
}
