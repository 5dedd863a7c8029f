//! The on-screen keyboard: it comes up under a finger that has touched a text field, and the page
//! ends above it. Its keys never take the focus; what they type arrives like any other input.

mod face;
mod layout;
mod typist;

use super::{Cx, theme, widgets};
use eframe::egui::{
    self, Area, CornerRadius, Event, Frame, Id, Key as Physical, Modifiers, Order, Panel, Pos2,
    Rect, Sense, Stroke, Ui, pos2, vec2,
};
use layout::{Key, Layer, Plan};
use std::time::Duration;
use typist::{Fingers, Typist};

/// A key held so long repeats, or offers its accents.
const HOLD_S: f64 = 0.45;
/// Between repetitions.
const REPEAT_S: f64 = 0.07;

/// When the on-screen keyboard comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keyboard {
    /// Under a finger that has touched a text field.
    #[default]
    Touch,
    /// In every text field.
    Always,
    /// Never: there is a keyboard on a cable.
    Never,
}

impl Keyboard {
    /// From now on it comes up then.
    pub fn apply(self, ctx: &egui::Context) {
        ctx.plugin_or_default::<Typist>().lock().comes(self);
    }
}

/// What the keyboard remembers between frames.
#[derive(Default)]
pub(super) struct State {
    layer: Layer,
    shift: Shift,
    held: Option<Held>,
    offer: Option<Offer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shift {
    #[default]
    Off,
    /// For one letter.
    Once,
    /// Until it is pressed again.
    Locked,
}

/// A key under a finger.
#[derive(Clone, Copy)]
struct Held {
    key: Key,
    since: f64,
    /// It has repeated, or made its offer: letting go types nothing.
    used: u32,
}

/// The accents of a letter, above its key.
#[derive(Clone, Copy)]
struct Offer {
    letters: &'static str,
    above: Rect,
}

impl Shift {
    fn next(self) -> Self {
        match self {
            Self::Off => Self::Once,
            Self::Once => Self::Locked,
            Self::Locked => Self::Off,
        }
    }

    fn of(self, letter: char) -> String {
        match self {
            // No key of its own in any language here.
            _ if letter == 'ß' => letter.to_string(),
            Self::Off => letter.to_string(),
            Self::Once | Self::Locked => letter.to_uppercase().collect(),
        }
    }
}

/// It takes so much of the screen that bars should make way.
pub(super) fn is_up(ctx: &egui::Context) -> bool {
    ctx.plugin_or_default::<Typist>().lock().is_up()
}

/// Draws the keyboard over everything, while somebody writes by touch.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let ctx = ui.ctx().clone();
    let typist = ctx.plugin_or_default::<Typist>();
    let wanted = typist.lock().wants_up(&ctx);
    if !wanted {
        if typist.lock().put_away() {
            *state = State::default();
            ctx.request_repaint();
        }
        return;
    }
    let screen = ctx.viewport_rect();
    let plan = Plan::of(screen.size());
    let top = screen.max.y - plan.height();
    let rect = Rect::from_min_max(pos2(screen.min.x, top), screen.max);
    if typist.lock().put_up(rect) {
        ctx.request_repaint();
    }
    // Sheets end where the safe area does, panels where another panel begins.
    Panel::bottom("below-page")
        .frame(Frame::NONE)
        .exact_size(plan.height())
        .show_separator_line(false)
        .resizable(false)
        .show(ui, |_| ());
    let (fingers, all) = typist.lock().take_fingers();
    let mut pressed = Vec::new();
    Area::new(Id::unique("on-screen-keyboard"))
        .order(Order::Tooltip)
        .accessible_name(cx.words.text("keyboard-name"))
        .fixed_pos(rect.min)
        .constrain_to(screen)
        .fade_in(false)
        .show(&ctx, |ui| {
            ui.set_min_size(rect.size());
            let painter = ui.painter();
            painter.rect_filled(rect, CornerRadius::ZERO, cx.t.bar);
            painter.hline(rect.x_range(), rect.min.y, Stroke::new(1.0, cx.t.line));
            for (row, keys) in layout::rows(state.layer).iter().enumerate() {
                let mut x = plan.left(screen);
                for key in keys.iter() {
                    let size = vec2(plan.width(*key), plan.cell.y);
                    let at = pos2(x, rect.min.y + plan.top + row as f32 * plan.cell.y);
                    let place = Rect::from_min_size(at, size);
                    pressed.extend(key_ui(ui, cx, state, place, *key, &fingers));
                    x += size.x;
                }
            }
        });
    pressed.extend(offer_ui(&ctx, cx, state, &plan, &all));
    if all.down.is_none() {
        state.held = None;
    }
    for press in pressed {
        act(&ctx, state, press);
    }
}

/// What a key does when it is pressed.
#[derive(Clone)]
enum Press {
    Key(Key),
    Letter(String),
}

fn key_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    state: &mut State,
    rect: Rect,
    key: Key,
    fingers: &Fingers,
) -> Option<Press> {
    // It senses clicks for screen readers; fingers come by the typist.
    let response = ui.interact(rect, ui.scope_id().with(("key", key)), Sense::CLICK);
    let face = face::of(cx, key, state);
    response.widget_info(|| face.info());
    let down = fingers.down.is_some_and(|(start, _)| rect.contains(start));
    face.paint(ui, cx, rect, down, response.hovered());
    if down {
        return hold(ui, state, rect, key);
    }
    let reach = rect.expand(rect.width() / 2.0);
    let tapped = |tap: &&(Pos2, Pos2)| rect.contains(tap.0) && reach.contains(tap.1);
    let taps = fingers.taps.iter().filter(tapped).count();
    let used = state.held.is_some_and(|held| held.key == key && held.used > 0);
    let pressed = response.clicked() || (taps > 0 && !used);
    pressed.then_some(Press::Key(key))
}

/// A held key repeats, or offers its accents.
fn hold(ui: &Ui, state: &mut State, rect: Rect, key: Key) -> Option<Press> {
    let now = ui.input(|input| input.time);
    let fresh = Held { key, since: now, used: 0 };
    let held = state.held.filter(|held| held.key == key).unwrap_or(fresh);
    state.held = Some(held);
    let repeats = matches!(key, Key::Backspace | Key::Left | Key::Right);
    let offers = match key {
        Key::Letter(letter) if held.used == 0 => Some(layout::accents(letter)),
        Key::Letter(_)
        | Key::Shift
        | Key::Backspace
        | Key::Enter
        | Key::Layer(_)
        | Key::Space
        | Key::Left
        | Key::Right
        | Key::Next
        | Key::Done => None,
    };
    let offers = offers.filter(|letters| !letters.is_empty());
    if !repeats && offers.is_none() {
        return None;
    }
    let due = held.since + HOLD_S + REPEAT_S * f64::from(held.used);
    if now < due {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(due - now));
        return None;
    }
    state.held = Some(Held { used: held.used + 1, ..held });
    if let Some(letters) = offers {
        state.offer = Some(Offer { letters, above: rect });
        ui.ctx().request_repaint();
        return None;
    }
    ui.ctx().request_repaint_after(Duration::from_secs_f64(REPEAT_S));
    Some(Press::Key(key))
}

/// The accents of a letter that was held: a touch takes one, a touch elsewhere none.
fn offer_ui(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    state: &mut State,
    plan: &Plan,
    fingers: &Fingers,
) -> Option<Press> {
    let Some(offer) = state.offer else {
        ctx.plugin_or_default::<Typist>().lock().offer(None);
        return None;
    };
    let letters: Vec<String> = offer.letters.chars().map(|c| state.shift.of(c)).collect();
    let screen = ctx.viewport_rect();
    let cell = vec2(plan.cell.x.clamp(theme::TOUCH_MIN, 72.0), plan.cell.y);
    let width = cell.x * letters.len() as f32 + 12.0;
    let most = (screen.max.x - width - 4.0).max(screen.min.x);
    let left = (offer.above.center().x - width / 2.0).clamp(screen.min.x, most);
    let size = vec2(width, cell.y + 12.0);
    let rect = Rect::from_min_size(pos2(left, offer.above.min.y - size.y - 4.0), size);
    ctx.plugin_or_default::<Typist>().lock().offer(Some(rect));
    let mut chosen = None;
    Area::new(Id::unique("key-accents"))
        .order(Order::Tooltip)
        .accessible_name(cx.words.text("keyboard-offer"))
        .fixed_pos(rect.min)
        .constrain_to(screen)
        .fade_in(false)
        .show(ctx, |ui| {
            ui.set_min_size(rect.size());
            let painter = ui.painter();
            let radius = CornerRadius::same(theme::RADIUS + 4);
            painter.add(cx.t.shadow().as_shape(rect, radius));
            let line = Stroke::new(1.5, cx.t.accent);
            painter.rect(rect, radius, cx.t.bar, line, egui::StrokeKind::Inside);
            for (n, letter) in letters.iter().enumerate() {
                let at = rect.min + vec2(6.0 + cell.x * n as f32, 6.0);
                let place = Rect::from_min_size(at, cell);
                let id = ui.scope_id().with(("accent", n));
                let response = ui.interact(place, id, Sense::CLICK);
                let face = face::letter(letter);
                response.widget_info(|| face.info());
                let down = fingers.down.is_some_and(|(_, at)| place.contains(at));
                face.paint(ui, cx, place, down, response.hovered());
                // A finger may also slide here from the key, and let go.
                let tapped = fingers.taps.iter().any(|(_, end)| place.contains(*end));
                if response.clicked() || tapped {
                    chosen = Some(Press::Letter(letter.clone()));
                }
            }
        });
    let outside = |pos: Pos2| !rect.contains(pos) && !offer.above.contains(pos);
    let elsewhere = fingers.taps.iter().any(|(start, _)| outside(*start));
    if chosen.is_some() || elsewhere || ctx.input(|input| input.pointer.any_pressed()) {
        state.offer = None;
        ctx.request_repaint();
    }
    chosen
}

fn act(ctx: &egui::Context, state: &mut State, press: Press) {
    let typist = ctx.plugin_or_default::<Typist>();
    let hit = |key| {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        vec![event(true), event(false)]
    };
    let events = match press {
        Press::Letter(text) => {
            state.after_letter();
            vec![Event::Text(text)]
        }
        Press::Key(Key::Letter(letter)) => {
            let text = state.shift.of(letter);
            state.after_letter();
            vec![Event::Text(text)]
        }
        Press::Key(Key::Space) => vec![Event::Text(" ".to_owned())],
        Press::Key(Key::Backspace) => hit(Physical::Backspace),
        Press::Key(Key::Enter) => hit(Physical::Enter),
        Press::Key(Key::Left) => hit(Physical::ArrowLeft),
        Press::Key(Key::Right) => hit(Physical::ArrowRight),
        Press::Key(Key::Next) => hit(Physical::Tab),
        Press::Key(Key::Shift) => {
            state.shift = state.shift.next();
            Vec::new()
        }
        Press::Key(Key::Layer(layer)) => {
            state.layer = layer;
            Vec::new()
        }
        Press::Key(Key::Done) => {
            ctx.memory_mut(|memory| {
                if let Some(field) = memory.focused() {
                    memory.surrender_focus(field);
                }
            });
            Vec::new()
        }
    };
    typist.lock().type_next(events);
    ctx.request_repaint();
}

impl State {
    /// A shift for one letter has done its work.
    fn after_letter(&mut self) {
        if self.shift == Shift::Once {
            self.shift = Shift::Off;
        }
    }
}
