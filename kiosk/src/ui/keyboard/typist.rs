//! The end of the keyboard that egui knows: it hands on what was typed as ordinary input, notices
//! whether fingers or a mouse are at work, and lets the page end above the keys.

use eframe::egui::{
    Context, Event, Plugin, PointerButton, Pos2, RawInput, Rect, SafeAreaInsets, Ui, accesskit,
    epaint::MarginF32, input_state::SurrenderFocusOn,
};

/// Types for the keys.
#[derive(Default)]
pub(super) struct Typist {
    next: Vec<Event>,
    /// The last press was that of a finger.
    touched: bool,
    pointer: Option<Pos2>,
    /// Where the keyboard is, while it is up.
    keys: Option<Rect>,
    /// Where the accents of a key are.
    offer: Option<Rect>,
    /// What the keyboard covers, as egui was last told.
    covered: f32,
    /// The page has become smaller: the field must come into sight.
    reveal: bool,
}

impl Typist {
    pub(super) fn is_up(&self) -> bool {
        self.keys.is_some()
    }

    /// Somebody writes, and does it by touch.
    pub(super) fn wants_up(&self, ctx: &Context) -> bool {
        self.touched && ctx.text_edit_focused()
    }

    /// It is up, here; true when it was not, or elsewhere.
    pub(super) fn put_up(&mut self, keys: Rect, ctx: &Context) -> bool {
        let moved = self.keys.replace(keys) != Some(keys);
        self.reveal |= moved && ctx.memory(|memory| memory.focused()).is_some();
        moved
    }

    /// It is gone; true when it was up.
    pub(super) fn put_away(&mut self) -> bool {
        self.offer = None;
        self.keys.take().is_some()
    }

    pub(super) fn offer(&mut self, offer: Option<Rect>) {
        self.offer = offer;
    }

    /// What arrives in the next frame.
    pub(super) fn type_next(&mut self, events: Vec<Event>) {
        self.next.extend(events);
    }

    fn watch(&mut self, input: &RawInput) {
        let touch = |event: &Event| matches!(event, Event::Touch { .. });
        if input.events.iter().any(touch) {
            self.touched = true;
        }
        for event in &input.events {
            match event {
                Event::PointerMoved(pos) => self.pointer = Some(*pos),
                Event::PointerButton { pos, pressed, button: PointerButton::Primary, .. } => {
                    self.pointer = Some(*pos);
                    if *pressed && !input.events.iter().any(touch) {
                        self.touched = false;
                    }
                }
                _ => {}
            }
        }
    }

    fn is_over_keys(&self) -> bool {
        let places = [self.keys, self.offer];
        let over = |pos| places.into_iter().flatten().any(|place| place.contains(pos));
        self.pointer.is_some_and(over)
    }
}

impl Plugin for Typist {
    fn debug_name(&self) -> &'static str {
        "on-screen keyboard"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.watch(input);
        // A touch on a key is no touch beside the field: the field keeps the focus.
        let surrender =
            if self.is_over_keys() { SurrenderFocusOn::Never } else { SurrenderFocusOn::Clicks };
        ctx.options_mut(|options| options.input_options.surrender_focus_on = surrender);
        input.events.append(&mut self.next);
        let covered = self.keys.map_or(0.0, |keys| keys.height());
        if covered != self.covered {
            self.covered = covered;
            let below = MarginF32 { bottom: covered, ..MarginF32::ZERO };
            input.safe_area_insets = Some(SafeAreaInsets(below));
            return;
        }
        // One frame after the page became smaller, when things stand where they will.
        if std::mem::take(&mut self.reveal)
            && let Some(field) = ctx.memory(|memory| memory.focused())
        {
            input.events.push(Event::AccessKitActionRequest(accesskit::ActionRequest {
                action: accesskit::Action::ScrollIntoView,
                target_tree: accesskit::TreeId::ROOT,
                target_node: field.accesskit_id(),
                data: None,
            }));
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        // A field took the focus, or lost it: the keyboard comes and goes in the next frame.
        let wanted = self.wants_up(ui.ctx());
        if wanted != self.is_up() || self.reveal || !self.next.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}
