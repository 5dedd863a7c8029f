//! From errors to responses: one sentence for people, a status for programs, nothing about our
//! insides.

use axum::{
    extract::ws::rejection::WebSocketUpgradeRejection,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// `/v1/sync` was asked for by something that is no kiosk.
    #[error("this address is for kiosks, which connect by WebSocket: open / in a browser")]
    NotAWebSocket(#[source] WebSocketUpgradeRejection),
    /// As many connections as there may be.
    #[error("the server has no room for another connection: try again later")]
    Full,
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// No such address.
    #[error("there is nothing here: this is a Campboard server, which answers at / and /health")]
    NotFound,
    /// Another method than GET.
    #[error("this address can only be read")]
    Method,
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::NotAWebSocket(_) => StatusCode::UPGRADE_REQUIRED,
            Self::Full | Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        };
        let mut response = (status, format!("{self}\n")).into_response();
        if status == StatusCode::UPGRADE_REQUIRED {
            let upgrade = axum::http::HeaderValue::from_static("websocket");
            response.headers_mut().insert(header::UPGRADE, upgrade);
        }
        response
    }
}

/// Any other address.
pub async fn nothing_here() -> HttpError {
    HttpError::NotFound
}

/// Any other method.
pub async fn wrong_method() -> HttpError {
    HttpError::Method
}
