//! What one screen frame costs without a window and a graphics card: layout and tessellation of
//! the real app in its steady state, with the mouse moving.

use super::{BenchError, Figure, Scale, core::Desk, made, ms};
use eframe::{
    App as _,
    egui::{self, Event, Pos2, RawInput, Rect, pos2, vec2},
};
use kiosk::{
    app::{App, Engine, Options},
    ask::{Reply, Request},
    clock::Clock,
    view::{DataState, Here, Pin, ServerState, View},
};
use shared::{ids::EventId, roster::Role, schedule::Schedule};
use std::{path::Path, sync::Arc, time::Instant};

/// Frames before it is steady: fonts are rasterised, sizes settle.
const COLD_FRAMES: usize = 5;

pub(super) struct NoEngine;

impl Engine for NoEngine {
    fn news(&mut self) -> Option<Arc<View>> {
        None
    }

    fn replies(&mut self) -> Vec<Reply> {
        Vec::new()
    }

    fn send(&mut self, _: Request) {}

    fn draw_id(&mut self) -> [u8; 16] {
        [0; 16]
    }
}

/// A view of a schedule in which everything is well.
pub(super) fn view(schedule: Arc<Schedule>) -> View {
    View {
        clashes: Arc::new(shared::clash::clashes(&schedule)),
        schedule,
        data: DataState {
            here: Here::Saved,
            server: ServerState::UpToDate,
            ..DataState::default()
        },
        role: Some(Role::Volunteer),
        pin: Pin::NotWanted,
        event: Some(EventId([1; 32])),
        ..View::default()
    }
}

pub(super) fn frames(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let grids: &[(u32, u32)] = scale.of(&[(8, 8), (25, 20), (50, 40)], &[(2, 2)]);
    let mut figures = Vec::new();
    for (rooms, slots) in grids {
        let schedule = Desk::of(&made::grid(*rooms, *slots))?.documents.schedule();
        let (layout, tessellation) = draw(view(schedule), scale.of(300, 3));
        for (part, runs) in [("layout", layout), ("tessellation", tessellation)] {
            let params = [
                ("cards", (rooms * slots).into()),
                ("part", part.into()),
                ("screen", "1920x1080".into()),
            ];
            figures.push(Figure::new("frame_us", params, runs));
        }
    }
    Ok(figures)
}

/// Microseconds of layout and of tessellation, for each frame.
fn draw(view: View, count: usize) -> (Vec<f64>, Vec<f64>) {
    let ctx = egui::Context::default();
    let noon = "2026-06-19T11:00:00Z".parse().unwrap_or_default();
    let options =
        Options { clock: Clock::Fixed(noon), start_view: Arc::new(view), ..Options::default() };
    let mut app = App::new(&ctx, NoEngine, options);
    let mut frame = eframe::Frame::_new_kittest();
    let (mut layout, mut tessellation) = (Vec::new(), Vec::new());
    for n in 0..count + COLD_FRAMES {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1_920.0, 1_080.0))),
            time: Some(n as f64 / 60.0),
            events: vec![Event::PointerMoved(pos2(200.0 + (n % 900) as f32, 300.0))],
            ..RawInput::default()
        };
        let start = Instant::now();
        app.logic(&ctx, &mut frame);
        let mut out = ctx.run_ui(input, |ui| app.ui(ui, &mut frame));
        let drawn = ms(start.elapsed());
        let start = Instant::now();
        let shapes = std::mem::take(&mut out.shapes);
        let triangles = ctx.tessellate(shapes, out.pixels_per_point);
        let tessellated = ms(start.elapsed());
        drop(triangles);
        out.drop_without_applying_deltas();
        if n >= COLD_FRAMES {
            layout.push(drawn * 1_000.0);
            tessellation.push(tessellated * 1_000.0);
        }
    }
    (layout, tessellation)
}
