//! The page of devices, behind a sign-in: who may see it, and what is done on it.

mod page;

use super::{App, words::Words};
use crate::{
    ask::{Answer, DeviceAct, Request, Secret},
    sign_in::COOKIE_MS,
};
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// Name of the cookie.
const COOKIE: &str = "campboard";
/// A link that was sent to somebody: nothing is used up by looking at it, as programs do that show
/// where links lead.
pub async fn link(Path(secret): Path<String>, headers: HeaderMap) -> Response {
    page::link(Words::wanted(&headers), &secret)
}

/// The form of that page.
#[derive(Debug, Deserialize)]
pub struct Link {
    link: String,
}

/// Uses the link up, and gives the cookie.
pub async fn enter(State(app): State<App>, headers: HeaderMap, Form(form): Form<Link>) -> Response {
    let words = Words::wanted(&headers);
    if !is_own(&headers) {
        return page::not_done(words, "page-not-own");
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
        Ok(Answer::Refused { .. }) => page::link_used(words),
        Ok(_) | Err(_) => page::broken(words),
    }
}

/// Signs out.
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Response {
    let words = Words::wanted(&headers);
    if !is_own(&headers) {
        return page::not_done(words, "page-not-own");
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
    let words = Words::wanted(&headers);
    let Some(cookie) = cookie(&headers) else { return page::sign_in_first(words) };
    match app.hub.ask(Request::Page { cookie }).await {
        Ok(Answer::Wall { page: wall }) => page::devices(words, &wall),
        Ok(Answer::Refused { .. }) => page::sign_in_first(words),
        Ok(_) | Err(_) => page::broken(words),
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
    let words = Words::wanted(&headers);
    if !is_own(&headers) {
        return page::not_done(words, "page-not-own");
    }
    let Some(cookie) = cookie(&headers) else { return page::sign_in_first(words) };
    let act = match form.act.as_str() {
        "name" => DeviceAct::Name(form.text),
        "place" => DeviceAct::Place(form.text),
        "idle" => DeviceAct::Idle(form.text),
        "message" => DeviceAct::Message { text: form.text, minutes: form.minutes.clamp(1, 1_440) },
        "revoke" if !form.sure.is_empty() => DeviceAct::Revoke,
        _ => return page::not_done(words, "page-not-sure"),
    };
    match app.hub.ask(Request::Tell { cookie, device: form.device, act }).await {
        Ok(Answer::Certified) => Redirect::to("/devices").into_response(),
        Ok(Answer::Refused { why }) => page::refused(words, &why),
        Ok(_) | Err(_) => page::broken(words),
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
}
