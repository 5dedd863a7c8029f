//! What the columns of a table are: by their headings, by what stands in them, or as somebody says.

use std::collections::BTreeSet;

use super::cells::{Row, Sheet, letter};
use super::known::{known, plain};
use super::{Column, Means, Options, Shape, Table, clock, dates, people};
use crate::error::Unreadable;
use crate::limits::{TABLE_HEADINGS_WITHIN, TABLE_SAMPLES_MAX};
use crate::report::clip;
use crate::time::Moment;

/// How a table is to be read.
#[derive(Debug)]
pub(super) struct Plan {
    pub shape: Shape,
    /// Place of the row of headings among the rows.
    pub head: Option<usize>,
    pub headings: Vec<String>,
    pub means: Vec<Option<Means>>,
    guesses: Vec<Option<Means>>,
    /// It is an export of ours.
    pub own: bool,
}

/// Decides on shape, headings and columns.
pub(super) fn understand(sheet: &Sheet, name: &str, options: &Options) -> Result<Plan, Unreadable> {
    let (shape, head, times) = shape_and_head(sheet, options);
    let row = head.and_then(|head| sheet.rows.get(head));
    let headings: Vec<String> = (0..sheet.columns)
        .map(|column| row.map_or("", |row| row.cell(column)).to_owned())
        .collect();
    let mut means: Vec<Option<Means>> = match shape {
        Shape::Rows => headings.iter().map(|heading| known(heading)).collect(),
        Shape::Grid => grid_means(&headings, times),
    };
    // Of several columns only those that can be joined share a meaning.
    let mut taken = BTreeSet::new();
    for slot in &mut means {
        if let Some(one) = *slot
            && !taken.insert(one)
            && !joins(one)
        {
            *slot = None;
        }
    }
    let own = means.contains(&Some(Means::Mark));
    if !own {
        for slot in means.iter_mut().filter(|slot| **slot == Some(Means::Kind)) {
            *slot = Some(Means::Format);
        }
    }
    answer(&mut means, &headings, name, options)?;
    let mut plan = Plan { shape, head, headings, guesses: Vec::new(), means, own };
    plan.guesses = guesses(sheet, &plan);
    Ok(plan)
}

/// The shape, the place of the headings, and the column of the times in a grid.
fn shape_and_head(sheet: &Sheet, options: &Options) -> (Shape, Option<usize>, usize) {
    let rows: Vec<&Row> = sheet.rows.iter().take(TABLE_HEADINGS_WITHIN).collect();
    let found = |row: &Row| -> BTreeSet<Means> {
        row.cells.iter().filter_map(|cell| known(cell)).collect()
    };
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let best = |rows: &mut dyn Iterator<Item = (usize, &Row)>| {
        rows.max_by_key(|(index, row)| (found(row).len(), std::cmp::Reverse(*index)))
            .map(|(index, row)| (index, row.clone()))
    };
    let all = || rows.iter().copied().enumerate();
    // One known word alone is a heading only in the first row of the table: below it may be a title.
    let first = rows.iter().position(|row| filled(row) > 1).unwrap_or(0);
    let titled = best(&mut all().filter(|(index, row)| {
        let found = found(row);
        found.contains(&Means::Title) && (found.len() > 1 || *index <= first)
    }));
    let times = time_column(sheet);
    let mapped = options.columns.iter().any(|(_, means)| *means == Means::Title);
    let is_rows = titled
        .as_ref()
        .is_some_and(|(_, row)| found(row).len() > 1 || filled(row) == 1 || times.is_none());
    // Below the first time stand sessions, whatever they are called.
    let above = rows.iter().take_while(|row| times.is_none_or(|column| !is_time(row.cell(column))));
    let other = above.clone().any(|row| {
        let of_grid = [Means::Start, Means::End, Means::Day, Means::Length, Means::Title];
        filled(row) > 1 && found(row).iter().any(|means| !of_grid.contains(means))
    });
    let guess =
        if is_rows || mapped || times.is_none() || other { Shape::Rows } else { Shape::Grid };
    let shape = options.shape.unwrap_or(guess);
    let head = match (shape, titled, times) {
        (Shape::Rows, Some((index, _)), _) => Some(index),
        (Shape::Rows, None, _) => {
            best(&mut all().filter(|(i, row)| found(row).len() > 1 || *i <= first))
                .filter(|(_, row)| !found(row).is_empty() || !is_data(row))
                .map(|(index, _)| index)
        }
        (Shape::Grid, _, Some(times)) => grid_head(sheet, times),
        (Shape::Grid, _, None) => Some(0),
    };
    (shape, head, times.unwrap_or(0))
}

/// Whether several columns of this meaning are read together.
fn joins(means: Means) -> bool {
    matches!(means, Means::Text | Means::Hosts | Means::Links | Means::Tags | Means::Skip)
}

/// Columns are what a person says that they are.
fn answer(
    means: &mut [Option<Means>],
    headings: &[String],
    name: &str,
    options: &Options,
) -> Result<(), Unreadable> {
    for (column, wanted) in &options.columns {
        let Some(place) = place(headings, column) else {
            let known = headings.iter().filter(|heading| !heading.is_empty());
            let known = known.map(|heading| clip(heading)).collect::<Vec<_>>().join(", ");
            return Err(Unreadable::NoColumn {
                name: name.to_owned(),
                column: clip(column),
                known,
            });
        };
        if !joins(*wanted) {
            means.iter_mut().filter(|slot| **slot == Some(*wanted)).for_each(|slot| *slot = None);
        }
        if let Some(slot) = means.get_mut(place) {
            *slot = Some(*wanted);
        }
    }
    Ok(())
}

/// A column by its heading, or else by its letter.
fn place(headings: &[String], column: &str) -> Option<usize> {
    let wanted = plain(column);
    let by_heading =
        headings.iter().position(|heading| !wanted.is_empty() && plain(heading) == wanted);
    let typed = column.trim().to_uppercase();
    by_heading.or_else(|| (0..headings.len()).find(|place| letter(*place) == typed))
}

fn is_time(cell: &str) -> bool {
    clock::span_in(cell).is_some()
}

fn is_data(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| is_time(cell) || dates::day(cell).is_some() || Moment::parse(cell).is_some())
}

/// The column among the first three that holds times of day, for a grid.
fn time_column(sheet: &Sheet) -> Option<usize> {
    let cells = |column: usize| {
        let cells = sheet.rows.iter().map(move |row| row.cell(column));
        cells.filter(|cell| !cell.is_empty())
    };
    let holds_times = |column: usize| {
        let times = cells(column).filter(|cell| is_time(cell)).count();
        // A day above its times and a repeated heading are no rows.
        let others = cells(column).filter(|cell| !is_time(cell));
        let others = others.filter(|cell| known(cell).is_none() && dates::day(cell).is_none());
        times > 0 && others.count() <= times + 1
    };
    // Before the times only days and short labels stand.
    let is_label = |column: usize| {
        let (count, bytes) =
            cells(column).fold((0, 0), |(n, bytes), cell| (n + 1, bytes + cell.len()));
        bytes <= count * 10
            || cells(column).filter(|cell| dates::day(cell).is_some()).count() * 2 >= count
    };
    let column = (0..sheet.columns.min(3)).find(|column| holds_times(*column))?;
    (column + 1 < sheet.columns && (0..column).all(is_label)).then_some(column)
}

/// The nearest row above the first time that has something where rooms stand.
fn grid_head(sheet: &Sheet, times: usize) -> Option<usize> {
    let first = sheet.rows.iter().position(|row| is_time(row.cell(times)))?;
    let above = sheet.rows.get(..first)?;
    above
        .iter()
        .rposition(|row| row.cells.iter().skip(times + 1).any(|cell| !cell.trim().is_empty()))
}

/// In a grid only what stands before the rooms has a meaning.
fn grid_means(headings: &[String], times: usize) -> Vec<Option<Means>> {
    let mut before_rooms = true;
    let mut means = Vec::with_capacity(headings.len());
    for (column, heading) in headings.iter().enumerate() {
        let known =
            known(heading).filter(|means| matches!(means, Means::Day | Means::End | Means::Length));
        if column > times && known.is_none() {
            before_rooms = false;
        }
        means.push(match column {
            _ if column == times => Some(Means::Start),
            _ if before_rooms && known.is_some() => known,
            _ if column < times => Some(Means::Skip),
            _ => None,
        });
    }
    means
}

/// What stands in the columns that have no known heading.
fn guesses(sheet: &Sheet, plan: &Plan) -> Vec<Option<Means>> {
    let mut guesses = vec![None; sheet.columns];
    if plan.shape == Shape::Grid || plan.column(Means::Title).is_some() {
        return guesses;
    }
    let body = || plan.body(sheet).take(200);
    let mut taken: BTreeSet<Means> = plan.means.iter().flatten().copied().collect();
    let mut texts = Vec::new();
    for (column, guess) in guesses.iter_mut().enumerate() {
        let cells: Vec<&str> =
            body().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() || plan.means.get(column).copied().flatten().is_some() {
            continue;
        }
        let most = |test: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|cell| test(cell)).count() * 3 >= cells.len() * 2
        };
        let distinct: BTreeSet<&&str> = cells.iter().collect();
        let means = if most(&|cell| is_time(cell) || crate::time::has_time(cell)) {
            if taken.contains(&Means::Start) { Means::End } else { Means::Start }
        } else if most(&|cell| dates::day(cell).is_some()) {
            Means::Day
        } else if most(&|cell| cell.contains("://")) {
            Means::Links
        } else if cells.len() > 3 && distinct.len() * 2 <= cells.len() {
            if taken.contains(&Means::Room) { Means::Stream } else { Means::Room }
        } else if cells.iter().map(|cell| cell.len()).sum::<usize>() / cells.len() > 100 {
            Means::Text
        } else if most(&people::is_name) && cells.iter().any(|cell| cell.contains(' ')) {
            Means::Hosts
        } else {
            texts.push(column);
            continue;
        };
        if taken.insert(means) {
            *guess = Some(means);
        }
    }
    if let Some(first) = texts.first().and_then(|column| guesses.get_mut(*column)) {
        *first = Some(Means::Title);
    }
    guesses
}

impl Plan {
    /// The first column with this meaning.
    pub fn column(&self, means: Means) -> Option<usize> {
        self.means.iter().position(|known| *known == Some(means))
    }

    /// All columns with this meaning.
    pub fn columns(&self, means: Means) -> impl Iterator<Item = usize> {
        let columns = self.means.iter().enumerate();
        columns.filter(move |(_, known)| **known == Some(means)).map(|(column, _)| column)
    }

    /// Rows below the headings.
    pub fn body<'a>(&self, sheet: &'a Sheet) -> impl Iterator<Item = &'a Row> {
        sheet.rows.iter().skip(self.head.map_or(0, |head| head + 1))
    }

    /// What a person is shown.
    pub fn table(&self, sheet: &Sheet) -> Table {
        let columns = self.headings.iter().zip(&self.means).enumerate();
        let columns = columns.map(|(column, (heading, means))| {
            let mut samples: Vec<String> = Vec::new();
            for cell in self.body(sheet).map(|row| clip(row.cell(column))) {
                if !cell.is_empty() && !samples.contains(&cell) {
                    samples.push(cell);
                }
                if samples.len() == TABLE_SAMPLES_MAX {
                    break;
                }
            }
            let means = means.or_else(|| self.guesses.get(column).copied().flatten());
            Column { letter: letter(column), heading: clip(heading), samples, means }
        });
        let rows = self.body(sheet).filter(|row| !row.is_blank()).count();
        Table { shape: self.shape, columns: columns.collect(), rows }
    }
}
