//! Where the latest view lies. A screen looks without ever waiting; a script may wait for a state.

use crate::view::View;
use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

/// The latest view. It is held only as long as a pointer takes to copy.
pub(crate) struct Slot {
    latest: Mutex<Latest>,
    news: Condvar,
}

struct Latest {
    view: Arc<View>,
    /// The engine has ended: nothing will follow.
    ended: bool,
}

/// Why a wait ended without the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waited {
    /// Time was up.
    TimeUp,
    /// The engine has ended.
    Ended,
}

impl Slot {
    pub(crate) fn new(view: Arc<View>) -> Self {
        Self { latest: Mutex::new(Latest { view, ended: false }), news: Condvar::new() }
    }

    pub(crate) fn put(&self, view: Arc<View>) {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).view = view;
        self.news.notify_all();
    }

    pub(crate) fn end(&self) {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).ended = true;
        self.news.notify_all();
    }

    /// The latest view. `None` while it is being replaced: whoever replaces it wakes the screen
    /// after that.
    pub(crate) fn peek(&self) -> Option<Arc<View>> {
        self.latest.try_lock().ok().map(|latest| Arc::clone(&latest.view))
    }

    /// Waits until a view is as wanted.
    pub(crate) fn wait(
        &self,
        limit: Duration,
        wanted: impl Fn(&View) -> bool,
    ) -> Result<Arc<View>, (Waited, Arc<View>)> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let (latest, _) = self
            .news
            .wait_timeout_while(latest, limit, |latest| !latest.ended && !wanted(&latest.view))
            .unwrap_or_else(PoisonError::into_inner);
        let view = Arc::clone(&latest.view);
        if wanted(&view) {
            Ok(view)
        } else if latest.ended {
            Err((Waited::Ended, view))
        } else {
            Err((Waited::TimeUp, view))
        }
    }
}
