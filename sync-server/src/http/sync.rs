//! `/v1/sync`: from a request to a WebSocket that [`Connections`](super::Connections) owns.

use super::{App, error::HttpError};
use crate::limits::READ_BUFFER_BYTES;
use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use shared::limits::FRAME_BYTES_MAX;

/// Takes a kiosk's connection.
pub async fn sync(
    State(app): State<App>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, HttpError> {
    let upgrade = upgrade.map_err(HttpError::NotAWebSocket)?;
    let seat = app.connections.seat()?;
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .max_message_size(FRAME_BYTES_MAX)
        .max_frame_size(FRAME_BYTES_MAX);
    Ok(upgrade.on_upgrade(move |socket| seat.take(socket)))
}
