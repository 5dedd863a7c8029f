//! What is typed about a table: on which day its times are, and what its columns hold.

use clap::{Args, ValueEnum};
use import::{
    Options,
    table::{Means, Shape},
};
use jiff::civil::Date;

/// What only a person knows of a table.
#[derive(Debug, Default, Args)]
pub struct Table {
    /// Table: day of times without a date, and the first day of `Day 1` or `Friday`
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::new::first_day)]
    day: Option<Date>,
    /// Table: what a column holds, by its heading or letter; can be given several times
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = column)]
    map: Vec<(String, Means)>,
    /// Table: its shape, where the guess is wrong
    #[arg(long, value_enum)]
    shape: Option<TableShape>,
    /// Table: name under which its rows are known at the next import [default: csv]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

/// Shapes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableShape {
    /// One row a session.
    Rows,
    /// Times in the first column, rooms in the first row.
    Grid,
}

impl Table {
    /// As the reader takes them.
    pub(super) fn options(self, zone: String) -> Options {
        Options {
            day: self.day,
            columns: self.map,
            shape: self.shape.map(|shape| match shape {
                TableShape::Rows => Shape::Rows,
                TableShape::Grid => Shape::Grid,
            }),
            source: self.source.unwrap_or_default(),
            zone,
        }
    }
}

/// `Idea=title`
fn column(text: &str) -> Result<(String, Means), String> {
    let fields = || Means::CHOICES.map(Means::word).join(", ");
    let (column, field) = text.rsplit_once('=').ok_or_else(|| {
        format!("a column and what it holds are needed, such as Idea=title; fields: {}", fields())
    })?;
    let means =
        Means::of(field).ok_or_else(|| format!("{field} is no field; fields: {}", fields()))?;
    Ok((column.to_owned(), means))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_by_their_field() {
        assert_eq!(column("Idea=title").unwrap(), ("Idea".to_owned(), Means::Title));
        assert_eq!(column("a=b=Hosts").unwrap(), ("a=b".to_owned(), Means::Hosts));
        for wrong in ["Idea", "Idea=", "Idea=titel"] {
            assert!(column(wrong).unwrap_err().contains("title, text, hosts"), "{wrong}");
        }
    }
}
