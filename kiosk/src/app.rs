//! The app that eframe runs: takes news in, draws, hands commands on.

use crate::{
    ask::{Kept, Reply, Request},
    clock::{self, Clock, LocalTime},
    ui::{
        self, Facts, Home, Keyboard, Page, Screen,
        looks::{Density, Looks},
        theme::{self, Look, TextSize, Tokens},
        words::{Locale, Words},
    },
    view::View,
};
use eframe::egui;
use jiff::Timestamp;
use std::{num::NonZeroUsize, sync::Arc};

/// Layouts of one frame: what was touched, the answer without its size, the answer, and one more for
/// a sheet that grew.
const PASSES_MAX: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);

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
    /// How much of a day fits the board.
    pub density: Density,
    /// What is drawn until the engine publishes its first view.
    pub start_view: Arc<View>,
    /// The page to begin with.
    pub page: Page,
    /// Where it goes when nobody is here.
    pub home: Home,
    /// When the on-screen keyboard comes up.
    pub keyboard: Keyboard,
    /// Editing is open until somebody chooses a PIN.
    pub open: bool,
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
    applied: Looks,
    /// How it was asked to look at the start, until what was kept on this device is known.
    asked: Option<Looks>,
    /// How much larger everything is drawn on a screen of many pixels.
    fit: f32,
}

impl<E: Engine> App<E> {
    /// Installs fonts and colours, and starts with the start view.
    pub fn new(ctx: &egui::Context, engine: E, options: Options) -> Self {
        theme::install_fonts(ctx);
        options.keyboard.apply(ctx);
        let asked = Looks {
            look: options.look,
            text_size: options.text_size,
            locale: options.locale,
            density: options.density,
            wall_large: false,
        };
        let mut app = Self {
            engine,
            clock: options.clock,
            words: Words::of(options.locale),
            tokens: Tokens::of(options.look),
            facts: Facts::of(&options.start_view),
            view: options.start_view,
            screen: Screen::new(
                options.look,
                options.text_size,
                options.locale,
                options.page,
                options.home,
            )
            .open_at_first(options.open),
            applied: asked,
            asked: Some(asked),
            fit: 1.0,
        };
        app.screen.set_looks(asked);
        app.restore();
        let looks = app.screen.looks();
        app.words = Words::of(looks.locale);
        app.tokens = Tokens::of(looks.look);
        app.applied = looks;
        theme::apply(ctx, &app.tokens);
        // Before the first frame, so that it has its size at once.
        ctx.options_mut(|options| {
            options.zoom_factor = looks.text_size.zoom();
            options.max_passes = PASSES_MAX;
        });
        app
    }

    /// Looks as it did before it was last ended.
    fn restore(&mut self) {
        let Some(kept) = self.view.kept.get(&Kept::Looks) else {
            return;
        };
        if let Some(asked) = self.asked.take() {
            self.screen.set_looks(Looks::of_kept(kept, asked));
        }
    }

    /// The engine, for tests.
    pub fn engine(&mut self) -> &mut E {
        &mut self.engine
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.screen.page()
    }

    /// The view that is drawn.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The time that is shown: another one in a rehearsal with a pretended clock. What happened is
    /// told by the real one.
    fn shown_time(&self, at: Timestamp) -> Timestamp {
        clock::ahead(at, self.view.pretended_ahead_ms(at.as_millisecond()))
    }

    /// The same things are drawn with more pixels where there are many; where the system says how it
    /// wants its points, those are meant.
    fn fit_screen(&mut self, ctx: &egui::Context) {
        let points = ctx.input(|input| input.viewport().inner_rect).map(|rect| rect.size());
        if let Some(size) = points {
            self.fit = theme::fit(size * ctx.zoom_factor());
        }
    }

    fn apply_choices(&mut self, ctx: &egui::Context) {
        self.fit_screen(ctx);
        let zoom = self.screen.text_size().zoom() * self.fit;
        if (ctx.zoom_factor() - zoom).abs() > 0.01 {
            ctx.set_zoom_factor(zoom);
        }
        let chosen = self.screen.looks();
        if chosen == self.applied {
            return;
        }
        // What is chosen here counts from now on, whatever was kept before.
        self.asked = None;
        if chosen.locale != self.applied.locale {
            self.words = Words::of(chosen.locale);
        }
        self.applied = chosen;
        self.tokens = Tokens::of(chosen.look);
        theme::apply(ctx, &self.tokens);
    }
}

impl<E: Engine> eframe::App for App<E> {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if let Some(view) = self.engine.news() {
            self.facts = Facts::of(&view);
            self.view = view;
            self.restore();
        }
        self.screen.take_replies(self.engine.replies());
        let engine = &mut self.engine;
        self.screen.take_ids(|| engine.draw_id());
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ahead_ms = self.view.clock_ahead_ms;
        let at = clock::ahead(self.clock.now(), ahead_ms);
        let now = LocalTime::of(self.shown_time(at), self.facts.zone());
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
        // The minute that is shown changes when the pretended one does.
        let shown_ms = ahead_ms.saturating_add(self.view.pretended_ahead_ms(at.as_millisecond()));
        if let Some(wait) = self.clock.until_next_minute(shown_ms) {
            ui.ctx().request_repaint_after(wait);
        }
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.tokens.background.to_normalized_gamma_f32()
    }
}
