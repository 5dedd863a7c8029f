//! What this device tells organisers of itself: its version, what it shows, its disk, who edits.

use super::{batch::Batch, run::Engine};
use crate::serving::Serving;
use shared::{
    ids::PersonId,
    sync::{About, DeviceInput},
};

/// Whoever made the last edit counts as editing for this long.
const EDITS_MS: u64 = 5 * 60_000;

/// What was told last, and who edited.
#[derive(Default)]
pub(super) struct Telling {
    told: Option<About>,
    edited: Option<(PersonId, u64)>,
}

impl Engine {
    /// Somebody edits here.
    pub(super) fn edits_now(&mut self, person: Option<PersonId>) {
        if let Some(person) = person {
            self.telling.edited = Some((person, self.now_ms()));
        }
    }

    /// Once a second: what has changed is told.
    pub(super) fn tell_about(&mut self, batch: &mut Batch) {
        let now_ms = self.now_ms();
        let lately = |(_, at_ms): &(PersonId, u64)| now_ms.saturating_sub(*at_ms) < EDITS_MS;
        let about = About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            idle: self.out.latest().idle,
            free_bytes: store::free_bytes(&self.ground.folder()),
            person: self.telling.edited.filter(lately).map(|(person, _)| person),
            serves: matches!(self.host.state, Serving::On(_)),
            keeps: self.keeps_server(),
        };
        if self.telling.told.as_ref() != Some(&about) && self.ground.device().is_some() {
            self.telling.told = Some(about.clone());
            self.take_device(batch, DeviceInput::About(about));
        }
    }
}
