//! What the engine shows: the latest view to the screen, no faster than anybody sees; and the
//! picture for the next start, kept when nothing else is to be done.

use super::{cache::Picture, ground::Ground, picture, slot::Slot};
use crate::view::View;
use shared::schedule::Schedule;
use std::sync::Arc;

/// Views follow one another no faster: nobody sees more, and a burst of edits is drawn once.
const VIEW_MS: u64 = 33;
/// Quiet after which the picture for the next start is kept.
const PICTURE_QUIET_MS: u64 = 2_000;
/// It is kept after so long also while edits go on.
const PICTURE_MS_MAX: u64 = 60_000;

/// What the engine shows.
pub(super) struct Out {
    slot: Arc<Slot>,
    wake: Box<dyn Fn() + Send>,
    latest: Arc<View>,
    published_ms: Option<u64>,
    waiting: bool,
    /// What the picture beside the store holds.
    pub(super) kept: Option<Arc<Schedule>>,
    changed_ms: Option<(u64, u64)>,
}

impl Out {
    pub(super) fn new(
        slot: Arc<Slot>,
        wake: Box<dyn Fn() + Send>,
        first: Arc<View>,
        picture: Option<Picture>,
    ) -> Self {
        let kept = picture.map(|picture| picture.schedule);
        Self {
            slot,
            wake,
            latest: first,
            published_ms: None,
            waiting: false,
            kept,
            changed_ms: None,
        }
    }

    pub(super) fn latest(&self) -> &Arc<View> {
        &self.latest
    }

    pub(super) fn offer(&mut self, mut view: View, now_ms: u64) {
        if picture::same(&view, &self.latest) {
            return;
        }
        let is_news = !Arc::ptr_eq(&view.schedule, &self.latest.schedule);
        if is_news && view.event.is_some() {
            let first = self.changed_ms.map_or(now_ms, |(first, _)| first);
            self.changed_ms = Some((first, now_ms));
        }
        view.revision = self.latest.revision + 1;
        self.latest = Arc::new(view);
        self.waiting = true;
    }

    /// Asks the screen to look.
    pub(super) fn wake(&self) {
        (self.wake)();
    }

    pub(super) fn due_ms(&self) -> Option<u64> {
        let view = self.waiting.then(|| self.published_ms.map_or(0, |at| at + VIEW_MS));
        [view, self.picture_due_ms()].into_iter().flatten().min()
    }

    pub(super) fn publish_due(&mut self, now_ms: u64) {
        if self.published_ms.is_none_or(|at| now_ms >= at + VIEW_MS) {
            self.flush(now_ms);
        }
    }

    pub(super) fn flush(&mut self, now_ms: u64) {
        if self.waiting {
            self.waiting = false;
            self.published_ms = Some(now_ms);
            self.slot.put(Arc::clone(&self.latest));
            (self.wake)();
        }
    }

    fn picture_due_ms(&self) -> Option<u64> {
        self.changed_ms.map(|(first, last)| (last + PICTURE_QUIET_MS).min(first + PICTURE_MS_MAX))
    }

    pub(super) fn picture_due(&self, now_ms: u64) -> bool {
        self.picture_due_ms().is_some_and(|due| now_ms >= due)
    }

    /// The picture for the next start is gone.
    pub(super) fn forget_picture(&mut self) {
        self.kept = None;
    }

    /// Keeps the picture for the next start, if it differs from the one kept.
    pub(super) fn keep_picture(&mut self, ground: &mut Ground) {
        self.changed_ms = None;
        let Some(event) = self.latest.event else {
            return;
        };
        let schedule = &self.latest.schedule;
        if self.kept.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, schedule) || kept == schedule) {
            return;
        }
        let Some(store) = ground.store() else { return };
        match Picture::new(event, Arc::clone(schedule)).write(store) {
            Ok(()) => self.kept = Some(Arc::clone(schedule)),
            Err(error) => tracing::warn!(%error, "The picture for the next start was not kept"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn a_burst_is_published_thirty_times_a_second_and_its_end_is_shown() {
        let woken = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&woken);
        let wake = Box::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let first = Arc::new(View::default());
        let slot = Arc::new(Slot::new(Arc::clone(&first)));
        let mut out = Out::new(Arc::clone(&slot), wake, first, None);
        for outbox in 1..=1_000_u32 {
            let now_ms = u64::from(outbox);
            let mut view = (**out.latest()).clone();
            view.data.outbox = outbox;
            out.offer(view, now_ms);
            out.publish_due(now_ms);
        }
        assert_eq!(woken.load(Ordering::Relaxed), 1_000_u64.div_ceil(VIEW_MS));
        let due_ms = out.due_ms().unwrap();
        out.publish_due(due_ms);
        assert_eq!(slot.peek().unwrap().data.outbox, 1_000);
        out.publish_due(due_ms + 1_000);
        assert_eq!(out.due_ms(), None, "nothing more is due");
    }
}
