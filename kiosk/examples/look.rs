//! look: opens the screens on a made-up event, without engine, disk or network. Edits are printed,
//! not applied.
//!
//! `cargo run -p kiosk --example look -- [camp|lively|busy|rich|trouble|timed|big|empty] [dark|light|contrast]
//! [100|130|160|200] [wall|board|search|moved|info|pitch] [small|tall|4k] [cymraeg] [TIME]`

#[path = "../tests/ui/made.rs"]
mod made;

use eframe::egui;
use kiosk::{
    app::{App, Engine, Options},
    ask::{Reply, Request},
    clock::Clock,
    ui::{
        Home, Page,
        theme::{Look, TextSize},
        words::Locale,
    },
    view::View,
};
use shared::roster::Role;
use std::sync::Arc;

struct NoEngine;

impl Engine for NoEngine {
    fn news(&mut self) -> Option<Arc<View>> {
        None
    }

    fn replies(&mut self) -> Vec<Reply> {
        Vec::new()
    }

    fn send(&mut self, request: Request) {
        eprintln!("{request:?}");
    }

    fn draw_id(&mut self) -> [u8; 16] {
        [7; 16]
    }
}

fn main() -> eframe::Result {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| args.iter().any(|arg| arg == word);
    let view = if has("lively") {
        made::lively_camp()
    } else if has("busy") {
        made::busy_camp()
    } else if has("rich") {
        made::view(made::rich_camp(), Role::Volunteer)
    } else if has("trouble") {
        made::troubled_camp()
    } else if has("timed") {
        made::view(made::conference(12, 150), Role::Volunteer)
    } else if has("big") {
        made::view(made::conference(108, 1_351), Role::Volunteer)
    } else if has("empty") {
        View::default()
    } else {
        made::view(made::camp(), Role::Volunteer)
    };
    let look = match (has("light"), has("contrast")) {
        (true, _) => Look::Light,
        (false, true) => Look::HighContrast,
        (false, false) => Look::Dark,
    };
    let text_size =
        TextSize::ALL.into_iter().find(|size| has(&size.percent().to_string())).unwrap_or_default();
    let now = args.iter().find_map(|arg| arg.parse().ok());
    let now = now.or_else(|| "2026-11-21T11:38:00Z".parse().ok()).unwrap_or_default();
    let page = Page::ALL
        .into_iter()
        .find(|page| has(&format!("{page:?}").to_lowercase()))
        .unwrap_or_default();
    let options = Options {
        look,
        text_size,
        clock: Clock::Fixed(now),
        start_view: Arc::new(view),
        page,
        home: Home { after_s: None, ..Home::default() },
        locale: if has("cymraeg") { Locale::Welsh } else { Locale::English },
        ..Options::default()
    };
    let size = match (has("small"), has("tall"), has("4k")) {
        (true, _, _) => [1280.0, 800.0],
        (false, true, _) => [1080.0, 1920.0],
        (false, false, true) => [3840.0, 2160.0],
        (false, false, false) => [1920.0, 1080.0],
    };
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_inner_size(size)
            .with_position([0.0, 0.0])
            .with_decorations(false),
        ..Default::default()
    };
    let start = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(App::new(&cc.egui_ctx, NoEngine, options)))
    };
    eframe::run_native("campboard-look", native, Box::new(start))
}
