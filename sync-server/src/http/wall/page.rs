//! The pages as they are drawn: without scripts, readable on a telephone. Whatever stands in them is
//! escaped by the library that writes them.

use super::super::words::Words;
use crate::ask::{OnPage, ServerOnPage, ServerState, WallPage};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use maud::{DOCTYPE, Markup, html};
use shared::{limits::BACKUP_OLD_MS, roster::Idle};

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";
const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem}\
    article{border:1px solid #8886;border-radius:.8rem;padding:.8rem 1rem;margin:1rem 0}\
    h2{margin:1.6rem 0 0;font-size:1.3rem}h3{margin:0;font-size:1.2rem}p{margin:.3rem 0}.bad{font-weight:700}\
    form{margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}\
    input,select,button{font:inherit;min-height:2.75rem;padding:.2rem .7rem;max-width:100%;box-sizing:border-box}\
    label{display:flex;gap:.5rem;align-items:center;flex-wrap:wrap}\
    input[type=checkbox]{width:1.5rem}summary{min-height:2.75rem;padding-top:.6rem}\
    @media(prefers-color-scheme:dark){body{background:#14181d;color:#eee}a{color:#9cf}}";

/// What a link leads to.
pub fn link(words: &Words, secret: &str) -> Response {
    let body = html! {
        h1 { (words.text("page-sign-in")) }
        p { (words.text("page-sign-in-about")) }
        form method="post" action="/sign-in" {
            input type="hidden" name="link" value=(secret);
            button { (words.text("page-sign-in")) }
        }
    };
    page(words, StatusCode::OK, &words.text("page-sign-in"), &body)
}

/// The link signs nobody in any more.
pub fn link_used(words: &Words) -> Response {
    let title = words.text("page-not-signed-in");
    let body = html! { h1 { (title) } p { (words.text("page-link-used")) } };
    page(words, StatusCode::FORBIDDEN, &title, &body)
}

/// Nobody has signed in.
pub fn sign_in_first(words: &Words) -> Response {
    let title = words.text("page-sign-in-first");
    let body = html! {
        h1 { (title) }
        p { (words.text("page-sign-in-how")) " " code { "campboard-server sign-in" } }
    };
    page(words, StatusCode::UNAUTHORIZED, &title, &body)
}

/// What was asked for was not done: the key of the sentence that says why.
pub fn not_done(words: &Words, why: &str) -> Response {
    not_done_because(words, &html! { p { (words.text(why)) } })
}

/// The same, as the server says why: in English, like all that it says to those who run it.
pub fn refused(words: &Words, why: &str) -> Response {
    not_done_because(words, &html! { p { (words.text("page-why")) " " span lang="en" { (why) } } })
}

fn not_done_because(words: &Words, why: &Markup) -> Response {
    let title = words.text("page-not-done");
    let body = html! {
        h1 { (title) }
        (why)
        p { a href="/devices" { (words.text("page-back")) } }
    };
    page(words, StatusCode::BAD_REQUEST, &title, &body)
}

/// The server does not answer.
pub fn broken(words: &Words) -> Response {
    let title = words.text("page-not-now");
    let body = html! { h1 { (title) } p { (words.text("page-not-now-about")) } };
    page(words, StatusCode::SERVICE_UNAVAILABLE, &title, &body)
}

/// Servers and devices.
pub fn devices(words: &Words, wall: &WallPage) -> Response {
    page(words, StatusCode::OK, &wall.name, &wall_page(words, wall))
}

fn page(words: &Words, status: StatusCode, title: &str, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(words.code) {
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
        (header::VARY, "Accept-Language"),
        // The address of no page is told to anybody, but forms say from which site they come.
        (header::REFERRER_POLICY, "strict-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, page.into_string()).into_response()
}

fn wall_page(words: &Words, wall: &WallPage) -> Markup {
    let zone = TimeZone::get(&wall.zone).unwrap_or(TimeZone::UTC);
    let count = [("n", wall.devices.len().into()), ("time", time(wall.at_ms, &zone).into())];
    html! {
        h1 { (words.with("page-title", &[("event", wall.name.as_str().into())])) }
        p { (words.with("page-count", &count)) }
        (backups(words, wall))
        h2 { (words.text("page-servers")) }
        @for one in &wall.servers { (server(words, one)) }
        h2 { (words.text("page-devices")) }
        @for one in &wall.devices { (device(words, one, &zone)) }
        form method="post" action="/sign-out" { button { (words.text("page-sign-out")) } }
    }
}

fn backups(words: &Words, wall: &WallPage) -> Markup {
    let age_s = wall.backup_age_s.and_then(|age_s| i64::try_from(age_s).ok());
    let is_old = age_s.is_some_and(|age_s| age_s.saturating_mul(1_000) > BACKUP_OLD_MS);
    let said = match age_s {
        None => words.text("page-no-backup"),
        Some(age_s) => {
            let key = if is_old { "page-backup-old" } else { "page-backup" };
            words.with(key, &[("n", (age_s / 60).into())])
        }
    };
    html! {
        p class=[is_old.then_some("bad")] {
            (said)
            @if let Some(bytes) = wall.free_bytes {
                " " (words.with("page-free", &[("size", size(words, bytes).into())]))
            }
        }
    }
}

fn server(words: &Words, one: &ServerOnPage) -> Markup {
    let said = match &one.state {
        ServerState::Here => words.text("page-this-server"),
        ServerState::Elsewhere => words.text("page-other-server"),
        ServerState::Kept { device } => {
            words.with("page-kept-server", &[("device", device.as_str().into())])
        }
        ServerState::Revoked => words.text("page-revoked-server"),
    };
    html! { article { h3 { (one.name) } p { (said) } } }
}

fn device(words: &Words, device: &OnPage, zone: &TimeZone) -> Markup {
    let name = |key: &str| words.with(key, &[("name", device.name.as_str().into())]);
    let role = words.with("page-role", &[("role", device.role.as_str().into())]);
    let until = |at_ms: i64| ("time", time(at_ms, zone).into());
    html! {
        article {
            h3 { (device.name) }
            p { (role) @if !device.place.is_empty() { ", " (device.place) } }
            p class=[(!device.same).then_some("bad")] { (standing(words, device, zone)) }
            p { (about(words, device)) }
            @if let Some((text, until_ms)) = &device.message {
                p { (words.with("page-message", &[until(*until_ms), ("text", text.as_str().into())])) }
            }
            @if let Some(until_ms) = device.rehearses_until_ms {
                p class="bad" { (words.with("page-rehearses", &[until(until_ms)])) }
            }
            details {
                summary { (name("page-change")) }
                (forms(words, device))
            }
        }
    }
}

fn standing(words: &Words, device: &OnPage, zone: &TimeZone) -> String {
    let waiting = ("n", device.waiting.unwrap_or(0).into());
    match (device.same, device.connected, device.heard_ms) {
        (true, _, _) => words.text("page-same"),
        (false, true, _) => words.with("page-connected", &[waiting]),
        (false, false, Some(at_ms)) => {
            words.with("page-heard", &[waiting, ("time", time(at_ms, zone).into())])
        }
        (false, false, None) => words.text("page-unheard"),
    }
}

fn about(words: &Words, device: &OnPage) -> String {
    let mut parts = vec![words.with("page-shows", &[("idle", idle(&device.idle).into())])];
    if !device.version.is_empty() {
        parts.push(words.with("page-version", &[("version", device.version.as_str().into())]));
    }
    if let Some(n) = device.behind.filter(|n| *n > 0) {
        parts.push(words.with("page-behind", &[("n", n.into())]));
    }
    if let Some(bytes) = device.free_bytes {
        let free = [("size", size(words, bytes).into())];
        parts.push(words.with("page-free-there", &free));
    }
    if device.doubtful {
        parts.push(words.text("page-clock"));
    }
    if let Some(person) = &device.person {
        parts.push(words.with("page-edits", &[("person", person.as_str().into())]));
    }
    if device.serves {
        parts.push(words.text("page-serves"));
    }
    parts.join(" · ")
}

fn forms(words: &Words, device: &OnPage) -> Markup {
    let form = |act: &str, fields: Markup, button: &str| {
        html! {
            form method="post" action="/devices" {
                input type="hidden" name="device" value=(device.device);
                input type="hidden" name="act" value=(act);
                (fields)
                button { (words.text(button)) }
            }
        }
    };
    let text = |label: &str, value: &str, most: u32| {
        html! {
            label { (words.text(label)) input name="text" value=(value) maxlength=(most); }
        }
    };
    let shown = html! {
        label {
            (words.text("page-idle"))
            select name="text" {
                @for one in Idle::ALL {
                    option value=(one.name()) selected[one.name() == device.idle] {
                        (words.with("page-idle-name", &[("idle", one.name().into())]))
                    }
                }
            }
        }
    };
    let message = html! {
        (text("page-text", "", 140))
        label {
            (words.text("page-for"))
            select name="minutes" {
                @for n in [5_u64, 15, 60] {
                    option value=(n) { (words.with("page-minutes", &[("n", n.into())])) }
                }
            }
        }
    };
    let sure = html! {
        label { input type="checkbox" name="sure" value="yes"; (words.text("page-sure")) }
    };
    html! {
        (form("name", text("page-name", &device.name, 60), "page-name-save"))
        (form("place", text("page-place", &device.place, 60), "page-place-save"))
        (form("idle", shown, "page-idle-save"))
        (form("message", message, "page-text-save"))
        @if device.message.is_some() { p { (words.text("page-text-down")) } }
        @if device.role != "organiser" { (form("revoke", sure, "page-revoke")) }
    }
}

/// What a device shows, by its name; that of a later version is told as what it was started with.
fn idle(name: &str) -> &'static str {
    let known = Idle::ALL.into_iter().find(|idle| idle.name() == name);
    known.unwrap_or(Idle::AsStarted).name()
}

fn size(words: &Words, bytes: u64) -> String {
    let (unit, n) = match bytes / 1_000_000_000 {
        0..10 => ("mb", bytes / 1_000_000),
        gigabytes => ("gb", gigabytes),
    };
    words.with("page-size", &[("unit", unit.into()), ("n", n.into())])
}

fn time(ms: i64, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or_default();
    zone.to_datetime(at).strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, HeaderValue};

    fn words(language: &'static str) -> &'static Words {
        let asked = (header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        Words::wanted(&HeaderMap::from_iter([asked]))
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
        let state = ServerState::Kept { device: text.clone() };
        let servers = vec![ServerOnPage { name: text.clone(), state }];
        let wall = WallPage { name: text, devices: vec![device], servers, ..WallPage::default() };
        for language in ["en", "cy"] {
            let page = wall_page(words(language), &wall).into_string();
            assert!(page.contains("&lt;script&gt;"), "{page}");
            assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
        }
    }

    #[test]
    fn each_standing_has_its_sentence() {
        let zone = TimeZone::UTC;
        let away = OnPage { heard_ms: Some(42_000_000), waiting: Some(3), ..OnPage::default() };
        let said = standing(words("en"), &away, &zone);
        assert_eq!(said, "Last heard of at 11:40 with 3 edits not yet on the server");
        let near = OnPage { connected: true, waiting: Some(1), ..OnPage::default() };
        let said = standing(words("en"), &near, &zone);
        assert_eq!(said, "Connected, with 1 edit not yet on the server");
        let said = standing(words("en"), &OnPage { connected: true, ..OnPage::default() }, &zone);
        assert_eq!(said, "Connected");
        assert!(standing(words("en"), &OnPage::default(), &zone).contains("may hold edits"));
        let said = standing(words("cy"), &away, &zone);
        assert_eq!(said, "Clywyd ganddi ddiwethaf am 11:40, gyda 3 newid heb gyrraedd y gweinydd");
    }

    #[test]
    fn each_server_has_its_sentence_in_both_languages() {
        let states = [
            ServerState::Here,
            ServerState::Elsewhere,
            ServerState::Kept { device: "Foyer".to_owned() },
            ServerState::Revoked,
        ];
        let said = |language: &'static str| -> Vec<String> {
            let one = |state: &ServerState| {
                let one = ServerOnPage { name: "a1b2".to_owned(), state: state.clone() };
                server(words(language), &one).into_string()
            };
            states.iter().map(one).collect()
        };
        let (english, welsh) = (said("en"), said("cy"));
        assert!(english.iter().zip(&welsh).all(|(english, welsh)| english != welsh));
        assert!(english[2].contains("on Foyer") && welsh[2].contains("ar Foyer"), "{english:?}");
    }
}
