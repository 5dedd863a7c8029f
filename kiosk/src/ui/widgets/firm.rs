//! A touch does what the button said when it began, or nothing: what comes from other devices may
//! put another button, or another word, under a finger that is already down.

use eframe::egui::{Id, Response, response::Flags};

/// What a button said.
#[derive(Clone, Copy)]
struct Said {
    /// In the last frame.
    drawn: Id,
    /// When a touch that lasts began.
    begun: Option<Id>,
}

/// Takes the click away from a button that says something else than when it was touched.
pub(super) fn hold(response: &mut Response, said: &str) {
    let (key, now) = (response.id.with("said"), Id::unique(said));
    let before = response.ctx.data(|data| data.get_temp::<Said>(key));
    let begun = before.map_or(now, |before| before.begun.unwrap_or(before.drawn));
    let begun_now = response.is_pointer_button_down_on().then_some(begun);
    if begun != now && response.clicked() {
        response.flags.remove(Flags::CLICKED | Flags::FAKE_PRIMARY_CLICKED);
    }
    response.ctx.data_mut(|data| data.insert_temp(key, Said { drawn: now, begun: begun_now }));
}
