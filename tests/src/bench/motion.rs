//! What a person feels while things move: frames of a board that scrolls while edits of others
//! come in, how soon a touch is answered, and how soon what the engine publishes is drawn.

use super::{BenchError, Figure, Scale, core::Desk, made, ms, screen::view, start};
use eframe::{
    App as _,
    egui::{
        self, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput,
        Rect, TouchPhase, accesskit::Role as Spoken, pos2, vec2,
    },
};
use kiosk::{
    app::{App, Engine, Options},
    ask::{Reply, Request},
    clock::Clock,
    view::View,
};
use shared::command::Command;
use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
    time::{Duration, Instant},
};

/// Frames before it is steady: fonts are rasterised, sizes settle.
const COLD_FRAMES: usize = 5;
/// On a screen of 1920 x 1080 points the shelf lies below this.
const ABOVE_SHELF: f64 = 760.0;
/// A touch that is not answered after so many frames never will be.
const FRAMES_MAX: u32 = 20;
/// Longer than any frame: what takes as long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// An engine that gives what it was handed, one view a frame.
struct Feed {
    views: mpsc::Receiver<Arc<View>>,
}

impl Engine for Feed {
    fn news(&mut self) -> Option<Arc<View>> {
        self.views.try_recv().ok()
    }

    fn replies(&mut self) -> Vec<Reply> {
        Vec::new()
    }

    fn send(&mut self, _: Request) {}

    fn draw_id(&mut self) -> [u8; 16] {
        [0; 16]
    }
}

/// The app with nothing around it.
struct Bare<E> {
    ctx: egui::Context,
    app: App<E>,
    frame: eframe::Frame,
    seconds: f64,
}

impl<E: Engine> Bare<E> {
    fn new(engine: E, first: Arc<View>) -> Self {
        let ctx = egui::Context::default();
        let noon = "2026-06-19T11:00:00Z".parse().unwrap_or_default();
        let options =
            Options { clock: Clock::Fixed(noon), start_view: first, ..Options::default() };
        let app = App::new(&ctx, engine, options);
        let mut bare = Self { ctx, app, frame: eframe::Frame::_new_kittest(), seconds: 0.0 };
        for _ in 0..COLD_FRAMES {
            bare.draw(Vec::new());
        }
        bare
    }

    /// Layout and tessellation of one frame, in milliseconds; gives what is said of it, too.
    fn draw(&mut self, events: Vec<Event>) -> (f64, Option<egui::accesskit::TreeUpdate>) {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1_920.0, 1_080.0))),
            time: Some(self.seconds),
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        self.app.logic(&self.ctx, &mut self.frame);
        let mut out = self.ctx.run_ui(input, |ui| self.app.ui(ui, &mut self.frame));
        let triangles = self.ctx.tessellate(std::mem::take(&mut out.shapes), out.pixels_per_point);
        let took = ms(start.elapsed());
        drop(triangles);
        let said = out.platform_output.accesskit_update.take();
        out.drop_without_applying_deltas();
        (took, said)
    }
}

/// A thousand edits of others, each in a view of its own, one a frame, under a scrolling finger.
pub(super) fn burst(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms, edits) = scale.of((1_351, 108, 1_000), (30, 4, 4));
    let mut desk = Desk::of(&made::conference(sessions, rooms))?;
    let (send, views) = mpsc::channel();
    let mut bare = Bare::new(Feed { views }, Arc::new(view(desk.documents.schedule())));
    let mut runs = Vec::new();
    for n in 0..edits {
        let Some(command) = desk.next_move(n) else { break };
        desk.run(&command)?;
        let next = View { revision: n as u64 + 1, ..view(desk.documents.schedule()) };
        // The receiver lives as long as the app.
        let _ = send.send(Arc::new(next));
        runs.push(bare.draw(scroll(n)).0);
    }
    let worst = runs.iter().copied().fold(0.0, f64::max);
    let figure = |of: &str, runs| {
        let params = [
            ("sessions", sessions.into()),
            ("edits", edits.into()),
            ("of", of.into()),
            ("screen", "1920x1080".into()),
        ];
        Figure::new("burst_frame_ms", params, runs)
    };
    Ok(vec![figure("every frame", runs), figure("the slowest frame", vec![worst])])
}

/// Down for a while, then up again.
fn scroll(n: usize) -> Vec<Event> {
    let down = if (n / 60).is_multiple_of(2) { -24.0 } else { 24.0 };
    vec![
        Event::PointerMoved(pos2(900.0, 600.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, down),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        },
    ]
}

/// Frames from the one that a touch is in to the one that shows its answer; one is the least.
pub(super) fn touch(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (rooms, slots) = scale.of((8, 8), (3, 3));
    let schedule = Desk::of(&made::grid(rooms, slots))?.documents.schedule();
    let first = Arc::new(view(schedule));
    let mut runs = Vec::new();
    for n in 0..scale.of(12, 2) {
        let (_send, views) = mpsc::channel();
        let mut bare = Bare::new(Feed { views }, Arc::clone(&first));
        bare.ctx.enable_accesskit();
        let at = card(&mut bare, n);
        let at = at.ok_or_else(|| BenchError::Missing("no card lies whole".to_owned()))?;
        runs.push(f64::from(answered(&mut bare, at)?));
    }
    let params = [("touch", "a card".into()), ("answer", "its sheet".into())];
    Ok(vec![Figure::new("touch_frame", params, runs)])
}

/// The middle of the nth card that lies whole above the shelf.
fn card<E: Engine>(bare: &mut Bare<E>, n: usize) -> Option<Pos2> {
    bare.draw(Vec::new());
    let (_, said) = bare.draw(Vec::new());
    let said = said?;
    let cards = said.nodes.iter().filter(|(_, node)| {
        let session = node.label().is_some_and(|label| label.starts_with("Session "));
        node.role() == Spoken::Button && session
    });
    let whole = |at: &egui::accesskit::Rect| at.y1 < ABOVE_SHELF;
    let places: Vec<_> = cards.filter_map(|(_, node)| node.bounds()).filter(whole).collect();
    let at = places.get(n % places.len().max(1))?;
    Some(pos2(((at.x0 + at.x1) / 2.0) as f32, ((at.y0 + at.y1) / 2.0) as f32))
}

fn answered<E: Engine>(bare: &mut Bare<E>, at: Pos2) -> Result<u32, BenchError> {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    bare.draw(vec![Event::PointerMoved(at)]);
    bare.draw(vec![button(true)]);
    for frames in 1..=FRAMES_MAX {
        let events = if frames == 1 { vec![button(false)] } else { Vec::new() };
        let (_, said) = bare.draw(events);
        let sheet = said
            .is_some_and(|said| said.nodes.iter().any(|(_, node)| node.role() == Spoken::Dialog));
        if sheet {
            return Ok(frames);
        }
    }
    Err(BenchError::Missing("a touch on a card was never answered".to_owned()))
}

/// From the engine's call to wake up, to the end of the frame that shows what it published.
pub(super) fn view_to_frame(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, _) = start::prepare(folder, scale)?;
    let woken: Arc<(Mutex<Option<Instant>>, Condvar)> = Arc::default();
    let bell = Arc::clone(&woken);
    let wake = Box::new(move || {
        let mut first = bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(Instant::now);
        bell.1.notify_one();
    });
    let mut engine = start::open(folder, wake)?;
    start::loaded(&engine)?;
    let remote = engine.remote();
    let first = engine.news().unwrap_or_default();
    let ids: Vec<_> = first.schedule.sessions.keys().copied().take(scale.of(100, 3)).collect();
    let mut bare = Bare::new(engine, first);
    let mut runs = Vec::new();
    for id in ids {
        let before = bare.app.view().revision;
        *woken.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let remote = remote.clone();
        let asked = std::thread::spawn(move || remote.command(Command::Dot(id), None).is_ok());
        while bare.app.view().revision == before {
            let rung = woken.0.lock().unwrap_or_else(PoisonError::into_inner);
            let rung = woken.1.wait_timeout_while(rung, PATIENCE, |rung| rung.is_none());
            let (mut rung, time_up) = rung.unwrap_or_else(PoisonError::into_inner);
            let Some(start) = rung.take().filter(|_| !time_up.timed_out()) else {
                return Err(BenchError::Missing("the kiosk never showed an edit".to_owned()));
            };
            drop(rung);
            bare.draw(Vec::new());
            if bare.app.view().revision != before {
                runs.push(ms(start.elapsed()));
            }
        }
        if !asked.join().unwrap_or(false) {
            return Err(BenchError::Missing("the kiosk refused an edit".to_owned()));
        }
    }
    let params = [("sessions", sessions.into()), ("screen", "1920x1080".into())];
    Ok(vec![Figure::new("view_to_frame_ms", params, runs)])
}
