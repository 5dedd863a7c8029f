//! Campboard's server: merges what kiosks edited while they were apart.
