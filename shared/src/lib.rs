//! Campboard's core: documents, commands, clashes and sync, without IO.
