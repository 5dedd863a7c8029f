//! The end of the keyboard that egui knows: it takes the touches that hit keys before anything else
//! sees them, so that the field keeps the focus, hands on what was typed as ordinary input, and lets
//! the page end above the keys.

use super::Keyboard;
use eframe::egui::{
    Context, Event, Plugin, PointerButton, Pos2, RawInput, Rect, SafeAreaInsets, TouchPhase, Ui,
    accesskit, epaint::MarginF32,
};

/// Types for the keys.
#[derive(Default)]
pub(super) struct Typist {
    comes: Keyboard,
    next: Vec<Event>,
    /// A finger is on the screen: a press is its press.
    finger: bool,
    /// The last press was that of a finger.
    touched: bool,
    fingers: Fingers,
    /// Where the keyboard is, while it is up.
    keys: Option<Rect>,
    /// Where the accents of a key are.
    offer: Option<Rect>,
    /// What the keyboard covers, as egui was last told.
    covered: f32,
    /// The page has become smaller: the field must come into sight.
    reveal: bool,
}

/// What fingers did on the keys.
#[derive(Default, Clone)]
pub(super) struct Fingers {
    /// Where a finger went down that is still there, and where it is.
    pub down: Option<(Pos2, Pos2)>,
    /// Where fingers went down and up since the last frame.
    pub taps: Vec<(Pos2, Pos2)>,
}

impl Typist {
    pub(super) fn is_up(&self) -> bool {
        self.keys.is_some()
    }

    pub(super) fn comes(&mut self, comes: Keyboard) {
        self.comes = comes;
    }

    /// Somebody writes, and needs it for that.
    pub(super) fn wants_up(&self, ctx: &Context) -> bool {
        let by_hand = match self.comes {
            Keyboard::Touch => self.touched,
            Keyboard::Always => true,
            Keyboard::Never => false,
        };
        by_hand && ctx.text_edit_focused()
    }

    /// It is up, here; true when it was not, or elsewhere.
    pub(super) fn put_up(&mut self, keys: Rect) -> bool {
        let moved = self.keys.replace(keys) != Some(keys);
        self.reveal |= moved;
        moved
    }

    /// It is gone; true when it was up.
    pub(super) fn put_away(&mut self) -> bool {
        self.offer = None;
        self.fingers = Fingers::default();
        self.keys.take().is_some()
    }

    pub(super) fn offer(&mut self, offer: Option<Rect>) {
        self.offer = offer;
    }

    /// What fingers did since the last call: on the keys, and on the accents that lie over them.
    pub(super) fn take_fingers(&mut self) -> (Fingers, Fingers) {
        let taps = std::mem::take(&mut self.fingers.taps);
        let down = self.fingers.down;
        let over = |pos: Pos2| self.offer.is_some_and(|offer| offer.contains(pos));
        let below = taps.iter().filter(|(_, end)| !over(*end)).copied().collect();
        let on_keys = down.filter(|(start, _)| !over(*start));
        (Fingers { down: on_keys, taps: below }, Fingers { down, taps })
    }

    /// What arrives in the next frame.
    pub(super) fn type_next(&mut self, events: Vec<Event>) {
        self.next.extend(events);
    }

    /// Looks at an event; false when it was meant for the keys alone.
    fn passes_on(&mut self, event: &Event) -> bool {
        match event {
            Event::Touch { phase, .. } => {
                self.finger = matches!(phase, TouchPhase::Start | TouchPhase::Move);
                true
            }
            Event::PointerMoved(pos) => {
                if let Some((_, at)) = &mut self.fingers.down {
                    *at = *pos;
                }
                true
            }
            Event::PointerGone => {
                self.fingers.down = None;
                true
            }
            Event::PointerButton { pos, button: PointerButton::Primary, pressed: true, .. } => {
                let hit = [self.offer, self.keys].into_iter().flatten().any(|r| r.contains(*pos));
                if hit {
                    self.fingers.down = Some((*pos, *pos));
                } else {
                    self.touched = self.finger;
                }
                !hit
            }
            Event::PointerButton {
                pos, button: PointerButton::Primary, pressed: false, ..
            } => {
                let down = self.fingers.down.take();
                self.fingers.taps.extend(down.map(|(start, _)| (start, *pos)));
                down.is_none()
            }
            _ => true,
        }
    }
}

impl Plugin for Typist {
    fn debug_name(&self) -> &'static str {
        "on-screen-keyboard"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        input.events.retain(|event| self.passes_on(event));
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
