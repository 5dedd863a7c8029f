//! Announcements, merged pitches and closed rooms.

use super::{Act, Reader, Typed, find, just};
use shared::{
    command::{AnnouncementEdit, Command},
    ids::{AnnouncementId, draw},
};

impl Reader<'_> {
    pub(super) fn announce(&mut self, rest: &[&str]) -> Typed {
        let (text, text_cy) = match rest {
            [text] => (text, None),
            [text, welsh] => (text, Some((*welsh).to_owned())),
            _ => return None,
        };
        let announcement = AnnouncementId(draw(self.random));
        let text = Some((*text).to_owned());
        let edit = AnnouncementEdit { text, text_cy, ..AnnouncementEdit::default() };
        let made = vec![("announcement", announcement.to_string())];
        Some(Ok(Act::Do { command: Command::Announce { announcement, edit }, made }))
    }

    pub(super) fn merge(&self, rest: &[&str]) -> Typed {
        let [session, into] = rest else { return None };
        let both = self.session(session).and_then(|session| Ok((session, self.session(into)?)));
        Some(both.map(|(session, into)| just(Command::Merge { session, into })))
    }

    pub(super) fn close_room(&self, verb: &str, rest: &[&str]) -> Typed {
        let [room] = rest else { return None };
        let closed = verb == "close-room";
        let room = find::room(room, self.schedule);
        Some(room.map(|room| just(Command::CloseRoom { room, closed })))
    }
}
