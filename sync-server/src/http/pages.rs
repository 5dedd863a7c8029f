//! The two pages: one for people, one for programs.

use super::App;
use crate::hub::{Health, Status};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// `/`: what this is and how to join.
pub async fn front(State(app): State<App>) -> Response {
    let page = Html(front_page(&app.hub.health()));
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

/// `/health`: whether the server does its work; 503 when it does not.
pub async fn health(State(app): State<App>) -> Response {
    let health = app.hub.health();
    let status = match health.status {
        Status::Ok => StatusCode::OK,
        Status::DiskFull | Status::DiskFails | Status::Stuck => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

fn front_page(health: &Health) -> String {
    let name = if health.name.is_empty() { "Campboard" } else { &health.name };
    let name = escaped(name);
    let state = match health.status {
        Status::Ok => "It is running.",
        Status::DiskFull => "Its disk is full: edits wait on the kiosks until there is space.",
        Status::DiskFails => "Its disk fails: edits wait on the kiosks. Please tell an organiser.",
        Status::Stuck => "It does not answer just now. Please tell an organiser.",
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{name}</title>\n\
         <style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}}</style>\n\
         <h1>{name}</h1>\n\
         <p>This is the Campboard server of the event. {state}</p>\n\
         <p>The board is on the kiosks at the venue. To join with a new kiosk, ask an organiser for a \
         join link: it starts with <code>campboard://</code> and works once.</p>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_event_is_no_markup() {
        let name = "<script>alert('R&D')</script>".to_owned();
        let page = front_page(&Health { name, ..Health::default() });
        assert!(page.contains("&lt;script&gt;alert(&#39;R&amp;D&#39;)"), "{page}");
        assert!(!page.contains("<script"));
    }
}
