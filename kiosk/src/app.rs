//! The app that eframe runs: takes news in, draws, hands commands on.

use crate::{
    clock::{Clock, LocalTime},
    ui::{
        self, Facts, Screen,
        theme::{self, Look, TextSize, Tokens},
        words::{Locale, Words},
    },
    view::View,
};
use eframe::egui;
use shared::command::Command;
use std::sync::Arc;

/// The app's only way to the engine.
pub trait Engine {
    /// The latest published view, if it is newer than the last one taken; never blocks.
    fn news(&mut self) -> Option<Arc<View>>;
    /// Hands a command over; never blocks.
    fn send(&mut self, command: Command);
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
    applied: (Look, TextSize),
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
            screen: Screen::new(options.look, options.text_size),
            applied: (options.look, options.text_size),
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

    fn apply_choices(&mut self, ctx: &egui::Context) {
        let chosen = (self.screen.look(), self.screen.text_size());
        if chosen == self.applied {
            return;
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
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = LocalTime::of(self.clock.now(), self.facts.zone());
        let around = ui::Around {
            view: &self.view,
            facts: &self.facts,
            tokens: &self.tokens,
            words: &self.words,
            now,
        };
        let command = ui::show(ui, &around, &mut self.screen);
        if let Some(command) = command {
            self.engine.send(command);
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
