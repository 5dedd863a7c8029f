//! The page of devices, behind a sign-in: without scripts, readable on a telephone. Whatever stands
//! in it is escaped by the library that writes it.

use super::App;
use crate::{
    ask::{Answer, DeviceAct, OnPage, Request, Secret, WallPage},
    sign_in::COOKIE_MS,
};
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use shared::{limits::BACKUP_OLD_MS, roster::Idle};

/// Name of the cookie.
const COOKIE: &str = "campboard";
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";
const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem}\
    article{border:1px solid #8886;border-radius:.8rem;padding:.8rem 1rem;margin:1rem 0}\
    h2{margin:0;font-size:1.2rem}p{margin:.3rem 0}.bad{font-weight:700}\
    form{margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}\
    input,select,button{font:inherit;min-height:2.75rem;padding:.2rem .7rem;max-width:100%;box-sizing:border-box}\
    label{display:flex;gap:.5rem;align-items:center;flex-wrap:wrap}\
    input[type=checkbox]{width:1.5rem}summary{min-height:2.75rem;padding-top:.6rem}\
    @media(prefers-color-scheme:dark){body{background:#14181d;color:#eee}a{color:#9cf}}";

/// A link that was sent to somebody: nothing is used up by looking at it, as programs do that show
/// where links lead.
pub async fn link(Path(secret): Path<String>) -> Response {
    let body = html! {
        h1 { "Sign in" }
        p { "This signs you in as an organiser on this device, once." }
        form method="post" action="/sign-in" {
            input type="hidden" name="link" value=(secret);
            button { "Sign in" }
        }
    };
    page(StatusCode::OK, "Sign in", &body)
}

/// The form of that page.
#[derive(Debug, Deserialize)]
pub struct Link {
    link: String,
}

/// Uses the link up, and gives the cookie.
pub async fn enter(State(app): State<App>, headers: HeaderMap, Form(form): Form<Link>) -> Response {
    if !is_own(&headers) {
        return not_own();
    }
    match app.hub.ask(Request::Enter { link: Secret(form.link) }).await {
        Ok(Answer::Entered { cookie }) => {
            let age_s = COOKIE_MS / 1_000;
            let cookie = format!(
                "{COOKIE}={}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Strict",
                cookie.0
            );
            with_cookie(&cookie)
        }
        Ok(Answer::Refused { why }) => {
            let body = html! {
                h1 { "Not signed in" }
                p { "It was not done: " (why) "." }
            };
            page(StatusCode::FORBIDDEN, "Not signed in", &body)
        }
        Ok(_) | Err(_) => broken(),
    }
}

/// Signs out.
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    if !is_own(&headers) {
        return not_own();
    }
    if let Some(cookie) = cookie(&headers) {
        // Whatever comes of it, this device keeps nothing.
        let _ = app.hub.ask(Request::Leave { cookie }).await;
    }
    with_cookie(&format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"))
}

fn with_cookie(cookie: &str) -> Response {
    let mut response = Redirect::to("/devices").into_response();
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// The devices.
pub async fn devices(State(app): State<App>, headers: HeaderMap) -> Response {
    let Some(cookie) = cookie(&headers) else { return sign_in_first() };
    match app.hub.ask(Request::Page { cookie }).await {
        Ok(Answer::Wall { page: wall }) => page(StatusCode::OK, &wall.name, &wall_page(&wall)),
        Ok(Answer::Refused { .. }) => sign_in_first(),
        Ok(_) | Err(_) => broken(),
    }
}

/// What a form of that page says about a device.
#[derive(Debug, Deserialize)]
pub struct Tell {
    device: String,
    act: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    minutes: u32,
    #[serde(default)]
    sure: String,
}

/// Says it.
pub async fn tell(State(app): State<App>, headers: HeaderMap, Form(form): Form<Tell>) -> Response {
    if !is_own(&headers) {
        return not_own();
    }
    let Some(cookie) = cookie(&headers) else { return sign_in_first() };
    let act = match form.act.as_str() {
        "name" => DeviceAct::Name(form.text),
        "place" => DeviceAct::Place(form.text),
        "idle" => DeviceAct::Idle(form.text),
        "message" => DeviceAct::Message { text: form.text, minutes: form.minutes.clamp(1, 1_440) },
        "revoke" if !form.sure.is_empty() => DeviceAct::Revoke,
        _ => return not_done("say that you are sure"),
    };
    match app.hub.ask(Request::Tell { cookie, device: form.device, act }).await {
        Ok(Answer::Certified) => Redirect::to("/devices").into_response(),
        Ok(Answer::Refused { why }) => not_done(&why),
        Ok(_) | Err(_) => broken(),
    }
}

/// Forms are filled in on our own pages alone.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let same_host = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, named)| named == host)
        }
        (Some(_), None) => false,
        (None, _) => true,
    };
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    same_host && site.is_none_or(|site| site == "same-origin" || site == "none")
}

fn cookie(headers: &HeaderMap) -> Option<Secret> {
    let all = headers.get_all(header::COOKIE).into_iter();
    let texts = all.filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|one| one.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim() == COOKIE)?;
    Some(Secret(value.trim().to_owned()))
}

fn sign_in_first() -> Response {
    let body = html! {
        h1 { "Sign in first" }
        p {
            "This page is for organisers. Whoever runs the server makes a link with "
            code { "campboard-server sign-in" }
            "; it works once, for a quarter of an hour."
        }
    };
    page(StatusCode::UNAUTHORIZED, "Sign in first", &body)
}

fn not_own() -> Response {
    not_done("the form came from another page")
}

fn not_done(why: &str) -> Response {
    let body = html! {
        h1 { "Not done" }
        p { (why) "." }
        p { a href="/devices" { "Back to the devices" } }
    };
    page(StatusCode::BAD_REQUEST, "Not done", &body)
}

fn broken() -> Response {
    let body = html! {
        h1 { "Not now" }
        p { "The server does not answer just now. Try again in a minute." }
    };
    page(StatusCode::SERVICE_UNAVAILABLE, "Not now", &body)
}

fn page(status: StatusCode, title: &str, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        // The address of no page is told to anybody, but forms say from which site they come.
        (header::REFERRER_POLICY, "strict-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, page.into_string()).into_response()
}

fn wall_page(wall: &WallPage) -> Markup {
    let zone = TimeZone::get(&wall.zone).unwrap_or(TimeZone::UTC);
    let count = wall.devices.len();
    html! {
        h1 { (wall.name) ": devices" }
        p {
            (count) @if count == 1 { " device" } @else { " devices" }
            ", as of " (time(wall.at_ms, &zone)) ". Load the page again for a later look."
        }
        (backups(wall))
        @for device in &wall.devices { (one(device, &zone)) }
        form method="post" action="/sign-out" { button { "Sign out" } }
    }
}

fn backups(wall: &WallPage) -> Markup {
    let age_s = wall.backup_age_s.and_then(|age_s| i64::try_from(age_s).ok());
    let is_old = age_s.is_some_and(|age_s| age_s.saturating_mul(1_000) > BACKUP_OLD_MS);
    html! {
        p class=[is_old.then_some("bad")] {
            @match age_s {
                None => "There is no backup yet.",
                Some(age_s) => {
                    "The last backup is " (age_s / 60) " minutes old"
                    @if is_old { ": look whether the server’s disk has room." } @else { "." }
                }
            }
            @if let Some(bytes) = wall.free_bytes { " " (size(bytes)) " are free on the disk." }
        }
    }
}

fn one(device: &OnPage, zone: &TimeZone) -> Markup {
    html! {
        article {
            h2 { (device.name) }
            p { (device.role) @if !device.place.is_empty() { ", " (device.place) } }
            p class=[(!device.same).then_some("bad")] { (standing(device, zone)) }
            p { (about(device)) }
            @if let Some((text, until_ms)) = &device.message {
                p { "Shows until " (time(*until_ms, zone)) ": “" (text) "”" }
            }
            @if let Some(until_ms) = device.rehearses_until_ms {
                p class="bad" { "Rehearses an outage until " (time(until_ms, zone)) }
            }
            details {
                summary { "Change " (device.name) }
                (forms(device))
            }
        }
    }
}

fn standing(device: &OnPage, zone: &TimeZone) -> String {
    let waiting = match device.waiting {
        None => String::new(),
        Some(1) => " with 1 edit not yet on the server".to_owned(),
        Some(n) => format!(" with {n} edits not yet on the server"),
    };
    match (device.same, device.connected, device.heard_ms) {
        (true, _, _) => "Has everything, and nothing that is not here".to_owned(),
        (false, true, _) => format!("Connected{waiting}"),
        (false, false, Some(at_ms)) => format!("Last heard of at {}{waiting}", time(at_ms, zone)),
        (false, false, None) => "Not heard of yet: it may hold edits".to_owned(),
    }
}

fn about(device: &OnPage) -> String {
    let mut parts = vec![format!("shows {}", idle_name(&device.idle))];
    if !device.version.is_empty() {
        parts.push(format!("version {}", device.version));
    }
    if let Some(n) = device.behind.filter(|n| *n > 0) {
        parts.push(format!("{n} edits behind the server"));
    }
    if let Some(bytes) = device.free_bytes {
        parts.push(format!("{} free on its disk", size(bytes)));
    }
    if device.doubtful {
        parts.push("its clock is not sure".to_owned());
    }
    if let Some(person) = &device.person {
        parts.push(format!("{person} edits there now"));
    }
    if device.serves {
        parts.push("it is a server, too".to_owned());
    }
    parts.join(" · ")
}

fn forms(device: &OnPage) -> Markup {
    let form = |act: &str, fields: Markup, button: &str| {
        html! {
            form method="post" action="/devices" {
                input type="hidden" name="device" value=(device.device);
                input type="hidden" name="act" value=(act);
                (fields)
                button { (button) }
            }
        }
    };
    let text = |label: &str, value: &str, most: u32| {
        html! { label { (label) input name="text" value=(value) maxlength=(most); } }
    };
    let idle = html! {
        label {
            "While nobody uses it"
            select name="text" {
                @for idle in Idle::ALL {
                    option value=(idle.name()) selected[idle.name() == device.idle] {
                        (idle_name(idle.name()))
                    }
                }
            }
        }
    };
    let message = html! {
        (text("Message on its screen", "", 140))
        label {
            "for"
            select name="minutes" {
                @for (n, name) in [(5, "5 minutes"), (15, "15 minutes"), (60, "an hour")] {
                    option value=(n) { (name) }
                }
            }
        }
    };
    let sure = html! { label { input type="checkbox" name="sure" value="yes"; "I am sure" } };
    html! {
        (form("name", text("Name", &device.name, 60), "Save the name"))
        (form("place", text("Where it stands", &device.place, 60), "Save the place"))
        (form("idle", idle, "Show that"))
        (form("message", message, "Show the message"))
        @if device.message.is_some() { p { "An empty message takes the present one down." } }
        @if device.role != "organiser" { (form("revoke", sure, "Show it out")) }
    }
}

fn idle_name(name: &str) -> &'static str {
    match Idle::ALL.into_iter().find(|idle| idle.name() == name) {
        Some(Idle::Wall) => "now and next",
        Some(Idle::LargeWall) => "now and next in large type",
        Some(Idle::Board) => "the board",
        Some(Idle::Moved) => "what moved",
        Some(Idle::AsStarted) | None => "what it was started with",
    }
}

fn size(bytes: u64) -> String {
    match bytes / 1_000_000_000 {
        0..10 => format!("{} MB", bytes / 1_000_000),
        gigabytes => format!("{gigabytes} GB"),
    }
}

fn time(ms: i64, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or_default();
    zone.to_datetime(at).strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let one = |(name, value): &(&'static str, &'static str)| {
            (header::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(one).collect()
    }

    #[test]
    fn what_people_typed_is_no_markup() {
        let text = "<script>alert('R&D')</script>\" onload=\"x".to_owned();
        let device = OnPage {
            name: text.clone(),
            place: text.clone(),
            version: text.clone(),
            person: Some(text.clone()),
            message: Some((text.clone(), 0)),
            ..OnPage::default()
        };
        let wall = WallPage { name: text, devices: vec![device], ..WallPage::default() };
        let page = wall_page(&wall).into_string();
        assert!(page.contains("&lt;script&gt;"), "{page}");
        assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
    }

    #[test]
    fn a_form_of_another_page_is_not_taken() {
        assert!(is_own(&headers(&[("host", "hall:7750")])));
        assert!(is_own(&headers(&[("host", "hall:7750"), ("origin", "http://hall:7750")])));
        assert!(!is_own(&headers(&[("host", "hall:7750"), ("origin", "http://evil.example")])));
        assert!(!is_own(&headers(&[("host", "hall:7750"), ("sec-fetch-site", "cross-site")])));
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let held = headers(&[("cookie", "a=1; campboard=abc; b=2")]);
        assert_eq!(cookie(&held).map(|secret| secret.0).as_deref(), Some("abc"));
        assert!(cookie(&headers(&[("cookie", "xcampboard=abc")])).is_none());
    }

    #[test]
    fn each_standing_has_its_sentence() {
        let zone = TimeZone::UTC;
        let away = OnPage { heard_ms: Some(42_000_000), waiting: Some(3), ..OnPage::default() };
        let said = standing(&away, &zone);
        assert_eq!(said, "Last heard of at 11:40 with 3 edits not yet on the server");
        let near = OnPage { connected: true, waiting: Some(1), ..OnPage::default() };
        assert_eq!(standing(&near, &zone), "Connected with 1 edit not yet on the server");
        assert!(standing(&OnPage::default(), &zone).contains("may hold edits"));
    }
}
