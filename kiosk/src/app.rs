//! The app that eframe runs: takes news in, draws, hands commands on.

use crate::{
    ask::{Reply, Request},
    clock::{Clock, LocalTime},
    ui::{
        self, Facts, Home, Page, Screen,
        theme::{self, Look, TextSize, Tokens},
        words::{Locale, Words},
    },
    view::View,
};
use eframe::egui;
use std::sync::Arc;

/// The app's only way to the engine.
pub trait Engine {
    /// The latest published view, if it is newer than the last one taken; never blocks.
    fn news(&mut self) -> Option<Arc<View>>;
    /// Answers that have come since the last call; never blocks.
    fn replies(&mut self) -> Vec<Reply>;
    /// Hands a request over; never blocks.
    fn send(&mut self, request: Request);
    /// A random id for something new.
    fn draw_id(&mut self) -> [u8; 16];
}

/// How the app starts.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Its colours.
    pub look: Look,
    /// How large everything is drawn.
    pub text_size: TextSize,
    /// Where the time comes from.
    pub clock: Clock,
    /// The language of its words.
    pub locale: Locale,
    /// What is drawn until the engine publishes its first view.
    pub start_view: Arc<View>,
    /// The page to begin with.
    pub page: Page,
    /// Where it goes when nobody is here.
    pub home: Home,
}

/// The app.
pub struct App<E> {
    engine: E,
    clock: Clock,
    words: Words,
    tokens: Tokens,
    view: Arc<View>,
    facts: Facts,
    screen: Screen,
    applied: (Look, TextSize, Locale),
}

impl<E: Engine> App<E> {
    /// Installs fonts and colours, and starts with the start view.
    pub fn new(ctx: &egui::Context, engine: E, options: Options) -> Self {
        theme::install_fonts(ctx);
        let tokens = Tokens::of(options.look);
        theme::apply(ctx, &tokens);
        ctx.set_zoom_factor(options.text_size.zoom());
        Self {
            engine,
            clock: options.clock,
            words: Words::of(options.locale),
            tokens,
            facts: Facts::of(&options.start_view),
            view: options.start_view,
            screen: Screen::new(
                options.look,
                options.text_size,
                options.locale,
                options.page,
                options.home,
            ),
            applied: (options.look, options.text_size, options.locale),
        }
    }

    /// The engine, for tests.
    pub fn engine(&mut self) -> &mut E {
        &mut self.engine
    }

    /// The view that is drawn.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.screen.page()
    }

    fn apply_choices(&mut self, ctx: &egui::Context) {
        let chosen = (self.screen.look(), self.screen.text_size(), self.screen.locale());
        if chosen == self.applied {
            return;
        }
        if chosen.2 != self.applied.2 {
            self.words = Words::of(chosen.2);
        }
        self.applied = chosen;
        self.tokens = Tokens::of(chosen.0);
        theme::apply(ctx, &self.tokens);
        ctx.set_zoom_factor(chosen.1.zoom());
    }
}

impl<E: Engine> eframe::App for App<E> {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if let Some(view) = self.engine.news() {
            self.facts = Facts::of(&view);
            self.view = view;
        }
        self.screen.take_replies(self.engine.replies());
        let engine = &mut self.engine;
        self.screen.take_ids(|| engine.draw_id());
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let at = self.clock.now();
        let now = LocalTime::of(at, self.facts.zone());
        let around = ui::Around {
            view: &self.view,
            facts: &self.facts,
            tokens: &self.tokens,
            words: &self.words,
            now,
            now_s: at.as_second(),
        };
        for request in ui::show(ui, &around, &mut self.screen) {
            self.engine.send(request);
        }
        self.apply_choices(&ui.ctx().clone());
        if let Some(wait) = self.clock.until_next_minute() {
            ui.ctx().request_repaint_after(wait);
        }
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.tokens.background.to_normalized_gamma_f32()
    }
}
