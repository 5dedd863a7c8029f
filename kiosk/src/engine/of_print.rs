//! The board of a print that somebody has in their hands: found by its four digits, or else by its
//! time. Four digits are few, so that a time beside them chooses among boards that share them.

use crate::ask::{OfPrint, PrintFound};
use shared::documents::{Documents, Moment, Stood, Timeline};

/// A print may have been made so many days ago: only the time of day stands on it.
const DAYS_MAX: i64 = 7;
/// So far the clocks of devices may be apart.
const SLACK_S: i64 = 15 * 60;
const DAY_S: i64 = 24 * 60 * 60;

/// Finds the moment of it, and says how.
pub(super) fn find(
    documents: &Documents,
    timeline: &Timeline,
    of: &OfPrint,
) -> (PrintFound, Moment) {
    if of.board == paper::board_of(documents) {
        return (PrintFound::Same, Moment::Now);
    }
    let Some(at_s) = of.at_s else {
        let digits = !of.board.is_empty();
        let found = if digits { PrintFound::NeedsTime } else { PrintFound::Nothing };
        return (found, Moment::Now);
    };
    let by_time = (PrintFound::Time { at_s }, Moment::At(at_s));
    if of.board.is_empty() {
        return by_time;
    }
    let stood =
        documents.moments_of(timeline, |heads| paper::board(heads.iter().copied()) == of.board);
    let found = nearest(&stood, at_s);
    found.map_or(by_time, |one| (PrintFound::Board { since_s: one.from_s }, one.moment))
}

/// Of boards with the same digits the one that stood when the print was made: today, or on the latest
/// day before.
fn nearest(stood: &[Stood], at_s: i64) -> Option<Stood> {
    (0..=DAYS_MAX).find_map(|days| {
        let at_s = at_s - days * DAY_S;
        let fits = |one: &&Stood| {
            one.from_s - SLACK_S <= at_s && one.until_s.is_none_or(|until| at_s <= until + SLACK_S)
        };
        let away = |one: &&Stood| {
            let until_s = one.until_s.unwrap_or(i64::MAX);
            (one.from_s - at_s).max(at_s - until_s).max(0)
        };
        stood.iter().filter(fits).min_by_key(away).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::ChangeHash;

    fn stood(n: u8, from_s: i64, until_s: Option<i64>) -> Stood {
        Stood { moment: Moment::After(ChangeHash([n; 32])), from_s, until_s }
    }

    #[test]
    fn the_board_that_stood_at_the_time_of_the_print_is_taken() {
        let all = [
            stood(1, 0, Some(1_000)),
            stood(2, 50_000, Some(50_300)),
            stood(3, 200_000, Some(200_100)),
        ];
        let found = |at_s| nearest(&all, at_s).map(|one| one.from_s);
        assert_eq!(found(50_100), Some(50_000));
        assert_eq!(found(50_300 + SLACK_S), Some(50_000), "clocks differ");
        assert_eq!(found(50_300 + SLACK_S + 1), None, "chance is no match");
        assert_eq!(found(500 + 2 * DAY_S), Some(0), "it was printed two days before");
        assert_eq!(found(500 + 30 * DAY_S), None);
        assert_eq!(nearest(&[], 0), None);
    }
}
