//! Tells what happens, in numbered chapters of short sentences.

/// The teller.
#[derive(Debug, Default)]
pub(super) struct Story {
    chapter: u32,
}

impl Story {
    /// Begins a chapter.
    #[expect(clippy::print_stdout, reason = "telling is what the demo is for")]
    pub(super) fn chapter(&mut self, title: &str) {
        self.chapter += 1;
        println!("\n{}. {title}", self.chapter);
    }

    /// Says a sentence.
    #[expect(clippy::print_stdout, reason = "telling is what the demo is for")]
    pub(super) fn say(&mut self, sentence: &str) {
        println!("   {sentence}");
    }
}
