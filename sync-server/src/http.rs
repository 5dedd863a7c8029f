//! HTTP and WebSocket. It sees bytes only; what they mean is for the [`hub`](crate::hub).

mod connections;
mod error;
mod pages;
mod sync;

use crate::hub::Handle;
use axum::{Router, routing::get};

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
        .fallback(error::nothing_here)
        .method_not_allowed_fallback(error::wrong_method)
        .with_state(app)
}
