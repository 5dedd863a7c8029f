//! HTTP and WebSocket. It sees bytes only; what they mean is for the [`hub`](crate::hub).

mod connections;
mod error;
mod pages;
mod sync;
mod wall;
mod words;

use crate::{hub::Handle, limits::FORM_BYTES_MAX};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

pub use connections::Connections;

/// What the handlers share.
#[derive(Debug, Clone)]
pub struct App {
    /// The event's owner.
    pub hub: Handle,
    /// The way to the tasks of the connections.
    pub connections: connections::Door,
}

/// Every address that answers.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(pages::front))
        .route("/health", get(pages::health))
        .route("/v1/sync", get(sync::sync))
        .route("/sign-in", post(wall::enter))
        .route("/sign-in/{secret}", get(wall::link))
        .route("/sign-out", post(wall::leave))
        .route("/devices", get(wall::devices).post(wall::tell))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .fallback(error::nothing_here)
        .method_not_allowed_fallback(error::wrong_method)
        .with_state(app)
}
