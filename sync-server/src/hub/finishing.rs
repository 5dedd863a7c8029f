//! What is finished on a thread of its own. Whatever happens there, its end is told.

use super::Input;
use std::sync::mpsc::Sender;
use tokio::sync::mpsc;

/// Somebody waits for it.
pub(super) struct Finishing<T> {
    /// How it ended; a fault, until it has.
    end: Option<T>,
    tell: Sender<T>,
    bell: Option<mpsc::WeakSender<Input>>,
}

impl<T> Finishing<T> {
    /// `fault` is told should it never come to its end.
    pub(super) fn new(fault: T, tell: Sender<T>, bell: Option<mpsc::WeakSender<Input>>) -> Self {
        Self { end: Some(fault), tell, bell }
    }

    pub(super) fn with(mut self, finish: impl FnOnce() -> T) {
        self.end = Some(finish());
    }
}

impl<T> Drop for Finishing<T> {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            // Nobody waits any longer when the owner has ended.
            let _ = self.tell.send(end);
        }
        if let Some(inputs) = self.bell.as_ref().and_then(mpsc::WeakSender::upgrade) {
            // A full queue turns by itself.
            let _ = inputs.try_send(Input::More);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn what_ends_by_a_fault_leaves_nobody_waiting() {
        let (tell, told) = channel();
        let finishing = Finishing::new("a fault", tell.clone(), None);
        let run = move || finishing.with(|| panic!("as it happens"));
        assert!(std::thread::spawn(run).join().is_err());
        assert_eq!(told.recv(), Ok("a fault"));
        Finishing::new("a fault", tell, None).with(|| "done");
        assert_eq!(told.recv(), Ok("done"));
    }
}
