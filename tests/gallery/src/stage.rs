//! The real app on a made-up event, without a window: driven by what is written on its controls.

use crate::{
    paint::{Picture, Textures},
    variant::Variant,
};
use eframe::egui::{
    Color32, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Shape,
    TouchDeviceId, TouchId, TouchPhase, Vec2, accesskit::Role, epaint::ClippedShape,
};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Engine, Options},
    ask::{Answer, Ask, Reply, Request},
    clock::Clock,
    ui::{
        Page,
        theme::Tokens,
        words::{Value, Words},
    },
    view::View,
};
use std::sync::Arc;

/// An engine that only remembers what it was told.
pub struct Still {
    view: Arc<View>,
    fresh: bool,
    sent: Vec<Request>,
    replies: Vec<Reply>,
    drawn: u8,
}

impl Engine for Still {
    fn news(&mut self) -> Option<Arc<View>> {
        std::mem::take(&mut self.fresh).then(|| Arc::clone(&self.view))
    }

    fn replies(&mut self) -> Vec<Reply> {
        std::mem::take(&mut self.replies)
    }

    fn send(&mut self, request: Request) {
        self.sent.push(request);
    }

    fn draw_id(&mut self) -> [u8; 16] {
        self.drawn = self.drawn.wrapping_add(1);
        [self.drawn; 16]
    }
}

/// A screen of the app, and what to do with it.
pub struct Stage {
    harness: Harness<'static, App<Still>>,
    textures: Textures,
    words: Words,
    variant: Variant,
}

impl Stage {
    /// Opens the app on this view at this time.
    ///
    /// # Panics
    /// When this is no time.
    #[must_use]
    pub fn at(view: View, variant: Variant, time: &str) -> Self {
        let clock = Clock::Fixed(time.parse().expect("a time"));
        Self::with(view, variant, Options { clock, ..Options::default() })
    }

    /// Opens the app on this view, as it was asked to start; what the variant says goes first.
    #[must_use]
    pub fn with(view: View, variant: Variant, options: Options) -> Self {
        let textures = Textures::default();
        let options = Options {
            look: variant.look,
            text_size: variant.text,
            locale: variant.locale,
            ..options
        };
        let engine = Still {
            view: Arc::new(view),
            fresh: true,
            sent: Vec::new(),
            replies: Vec::new(),
            drawn: 0,
        };
        let mut harness = Harness::builder()
            .with_size(variant.points())
            .with_pixels_per_point(variant.fit())
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(60)
            .renderer(textures.clone())
            .build_eframe(|cc| App::new(&cc.egui_ctx, engine, options));
        harness.run();
        Self { harness, textures, words: Words::of(variant.locale), variant }
    }

    /// The page that it shows.
    #[must_use]
    pub fn page(&self) -> Page {
        self.harness.state().page()
    }

    /// What it is shown on.
    #[must_use]
    pub fn variant(&self) -> Variant {
        self.variant
    }

    /// The harness that holds the app.
    #[must_use]
    pub fn harness(&self) -> &Harness<'static, App<Still>> {
        &self.harness
    }

    /// The harness that holds the app.
    pub fn harness_mut(&mut self) -> &mut Harness<'static, App<Still>> {
        &mut self.harness
    }

    /// What a person asked for.
    pub fn sent(&mut self) -> Vec<Request> {
        self.harness.state_mut().engine().sent.clone()
    }

    /// The sentence `key` in the language of the screen.
    #[must_use]
    pub fn words(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.words.with(key, values)
    }

    /// Scrolls to what has this name, or to the first that has it in its name, and taps it.
    ///
    /// # Panics
    /// When there is nothing of that name.
    pub fn tap(&mut self, name: &str) {
        self.named(name).scroll_to_me();
        self.settle();
        self.named(name).click();
        // A finger does not hover.
        self.harness.remove_cursor();
        self.settle();
    }

    fn named<'a>(&'a self, name: &'a str) -> Node<'a> {
        let exact = self.harness.query_all_by_label(name).next();
        let found = exact.or_else(|| self.harness.query_all_by_label_contains(name).next());
        found.unwrap_or_else(|| {
            panic!("nothing is called {name:?} on\n{}", self.spoken().join("\n"))
        })
    }

    /// Taps what is labelled by this sentence.
    pub fn tap_word(&mut self, key: &str, values: &[(&str, Value<'_>)]) {
        self.tap(&self.words(key, values));
    }

    /// Touches it with a finger, and lets go unless it is to be held.
    ///
    /// # Panics
    /// When there is nothing of that name.
    pub fn touch(&mut self, name: &str, hold: bool) {
        let mut found = self.harness.query_all_by_label(name);
        let pos = found.next().expect("it is on the screen").rect().center();
        drop(found);
        let (device_id, id) = (TouchDeviceId(1), TouchId(1));
        let touch = |phase| Event::Touch { device_id, id, phase, pos, force: None };
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        let press = |pressed| Event::PointerButton { pos, button, pressed, modifiers };
        self.harness.event(touch(TouchPhase::Start));
        self.harness.event(Event::PointerMoved(pos));
        self.harness.event(press(true));
        if hold {
            self.harness.run_steps(60);
        } else {
            self.harness.event(touch(TouchPhase::End));
            self.harness.event(press(false));
            self.harness.event(Event::PointerGone);
        }
        self.settle();
    }

    /// Has what is called so on the screen: opens the shelf, or scrolls the board.
    pub fn find(&mut self, name: &str) {
        let shelf = (0..20).map(|n: i32| self.words("shelf-count", &[("n", n.into())]));
        let count = shelf.into_iter().find(|count| self.spoken().contains(count));
        if self.shows(name) {
            return;
        }
        if let Some(count) = count {
            self.tap(&count);
            if self.shows(name) {
                return;
            }
            self.tap(&count);
        }
        let _ = self.sweep(name, Vec2::new(0.0, 120.0)) || self.sweep(name, Vec2::new(200.0, 0.0));
        // Row by row, there and back.
        for row in 0..30 {
            let way = if row % 2 == 0 { -200.0 } else { 200.0 };
            if self.sweep(name, Vec2::new(way, 0.0)) {
                return;
            }
            let before = self.spoken();
            self.scroll(Vec2::new(0.0, -120.0));
            if before == self.spoken() {
                return;
            }
        }
    }

    /// Scrolls on until this is there, or nothing new comes.
    fn sweep(&mut self, name: &str, way: Vec2) -> bool {
        loop {
            if self.shows(name) {
                return true;
            }
            let before = self.spoken();
            self.scroll(way);
            if before == self.spoken() {
                return false;
            }
        }
    }

    /// Something has this in its name.
    #[must_use]
    pub fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    /// Scrolls the board where it shows; else what lies in the middle of the window.
    fn scroll(&mut self, delta: Vec2) {
        let middle = (self.variant.points() / 2.0).to_pos2();
        let room = self.harness.query_all_by_role(Role::ColumnHeader).next();
        let below = room.map(|room| Pos2::new(middle.x, room.rect().max.y + 24.0));
        self.harness.hover_at(below.unwrap_or(middle));
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.harness.remove_cursor();
        self.settle();
    }

    /// What the tab of a made-up day is called.
    #[must_use]
    pub fn day(&self, n: usize) -> String {
        let schedule = Arc::clone(&self.harness.state().view().schedule);
        self.words.day_and_date(&schedule, crate::made::day(n))
    }

    /// Types a text into the field of this name.
    ///
    /// # Panics
    /// When there is no such field.
    pub fn fill(&mut self, key: &str, text: &str) {
        let name = self.words(key, &[]);
        let is_field = |node: &Node<'_>| {
            let node = node.accesskit_node();
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
                && node.label().as_deref() == Some(name.as_str())
        };
        let found = self.harness.query_all_by(|_| true).find(is_field);
        found.expect("a field of that name").focus();
        self.settle();
        self.type_text(text);
    }

    /// Types a text into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Presses a key together with others.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Holds a card over another place of the board, and does not let go.
    ///
    /// # Panics
    /// When there is nothing of that name.
    pub fn hold(&mut self, name: &str, over: &str) {
        let (from, to) = (self.named(name).rect().center(), self.named(over).rect().center());
        self.harness.drag_at(from);
        self.harness.step();
        for share in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from + (to - from) * share);
            self.harness.step();
        }
        self.settle();
    }

    /// Publishes another view.
    pub fn publish(&mut self, change: impl FnOnce(&mut View)) {
        let engine = self.harness.state_mut().engine();
        let view = Arc::make_mut(&mut engine.view);
        change(view);
        view.revision += 1;
        engine.fresh = true;
        self.settle();
    }

    /// The question that was asked last, with its ticket.
    pub fn asked(&mut self) -> Option<(u64, Ask)> {
        let ask = |request: &Request| match request {
            Request::Ask { ticket, ask } => Some((*ticket, ask.clone())),
            Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
        };
        self.harness.state_mut().engine().sent.iter().rev().find_map(ask)
    }

    /// Answers the question that was asked last.
    ///
    /// # Panics
    /// When nothing was asked.
    pub fn answer(&mut self, answer: Answer) {
        let engine = self.harness.state_mut().engine();
        let ticket = |request: &Request| match request {
            Request::Ask { ticket, .. } => Some(*ticket),
            Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
        };
        let ticket = engine.sent.iter().rev().find_map(ticket).expect("a question");
        engine.replies.push(Reply { ticket, answer });
        self.settle();
    }

    /// Answers the last question of a kind, if there was one.
    pub fn answer_to(&mut self, of: impl Fn(&Ask) -> bool, answer: Answer) {
        let engine = self.harness.state_mut().engine();
        let ticket = engine.sent.iter().rev().find_map(|request| match request {
            Request::Ask { ticket, ask } => of(ask).then_some(*ticket),
            Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
        });
        if let Some(ticket) = ticket {
            engine.replies.push(Reply { ticket, answer });
        }
        self.settle();
    }

    /// Leaves it alone for some seconds.
    pub fn wait(&mut self, seconds: f64) {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + seconds);
        self.harness.step();
        self.harness.input_mut().time = None;
        self.settle();
    }

    /// Draws until nothing moves.
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// Everything that is said of the screen.
    #[must_use]
    pub fn spoken(&self) -> Vec<String> {
        let name = |node: Node<'_>| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        };
        self.harness.query_all_by(|_| true).filter_map(name).collect()
    }

    /// What is painted, from the back to the front.
    #[must_use]
    pub fn shapes(&self) -> &[ClippedShape] {
        &self.harness.output().shapes
    }

    /// A picture of what is painted.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let ctx = &self.harness.ctx;
        let shapes: Vec<ClippedShape> = self.shapes().to_vec();
        let primitives = ctx.tessellate(shapes, ctx.pixels_per_point());
        let size = [self.variant.size.width, self.variant.size.height].map(usize::from);
        let ground: Color32 = Tokens::of(self.variant.look).background;
        self.textures.paint(&primitives, ctx.pixels_per_point(), size, ground)
    }
}

/// Every text of a shape, with where it is painted.
pub fn texts(shape: &Shape, found: &mut Vec<eframe::egui::epaint::TextShape>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        Shape::Text(text) => found.push(text.clone()),
        _ => {}
    }
}
