//! Campboard's change store: one SQLite file that both ends use.
