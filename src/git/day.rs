//! Which commit a day means, and what is told of a state that was asked for.
//!
//! A day means the register as this branch held it at the end of that day: the last commit, along first parents, that counts
//! as of that day or an earlier one. A commit counts as of the day on which it was put on the branch (Git's committer), by
//! the clock of whoever did that. Clocks can be wrong, and the order of commits cannot: the longest run of days that never
//! goes back is believed, and a commit whose day does not fit it counts as of the day of the commit before it. So neither a
//! clock that was years behind nor one that was years ahead hides later work or shows it early. What claims to be of a day
//! that has not come is not believed at all.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads the clock to tell days that have not come"
)]

use chrono::{Days, NaiveDate, Utc};
use git2::Oid;

use super::read::local_day;
use super::{Repo, failed};
use crate::failure::{Exit, Failure};
use crate::history::Commit;

/// A state of the register that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The commit that holds it.
    pub commit: Commit,
    /// The day on which that was put on the branch.
    pub saved: Option<NaiveDate>,
    /// The day that was asked for; none where a commit, branch or tag was.
    pub day: Option<NaiveDate>,
    /// Whether it is the last commit of this branch.
    pub is_last: bool,
}

impl Repo {
    /// The state that a revision means; see [`Repo::read`].
    ///
    /// # Errors
    ///
    /// As [`Repo::read`].
    pub fn point(&self, rev: &str) -> Result<Point, Failure> {
        let id = self.resolve(rev)?;
        let commit = self.repo.find_commit(id);
        let commit = commit.map_err(|error| failed("the commit could not be read", &error))?;
        Ok(Point {
            commit: self.told(id)?,
            saved: local_day(commit.time()),
            day: self.as_day(rev),
            is_last: self.head() == Some(id),
        })
    }

    /// The day that a revision is; none where a branch, tag or commit is so called: that was named by someone.
    pub(super) fn as_day(&self, rev: &str) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(rev, "%Y-%m-%d").ok();
        day.filter(|_| rev.len() == 10 && self.repo.resolve_reference_from_short_name(rev).is_err())
    }

    /// The commit that a day means.
    pub(super) fn on_day(&self, day: NaiveDate) -> Result<Oid, Failure> {
        let mut line: Vec<(Oid, NaiveDate)> = Vec::new();
        let mut next = self.head();
        while let Some(id) = next {
            let commit = self.repo.find_commit(id);
            let commit = commit.map_err(|error| failed("the commits could not be read", &error))?;
            line.push((id, local_day(commit.time()).unwrap_or_default()));
            // In a shallow clone the parent has a name but is not there.
            next = commit
                .parent_id(0)
                .ok()
                .filter(|parent| self.repo.find_commit(*parent).is_ok());
        }
        line.reverse();
        let days: Vec<NaiveDate> = line.iter().map(|(_, day)| *day).collect();
        // Clocks east of here are a day ahead at most.
        let tomorrow = Utc::now().date_naive().checked_add_days(Days::new(1));
        let days = settled(&days, tomorrow.unwrap_or(NaiveDate::MAX));
        let last = days.partition_point(|own| *own <= day);
        match (last.checked_sub(1), days.first()) {
            (Some(at), _) => Ok(line[at].0),
            (None, Some(first)) => {
                let begins = if self.repo.is_shallow() {
                    "this copy holds the history only from"
                } else {
                    "the history of this register begins on"
                };
                let what = format!("nothing is known of {day}: {begins} {first}");
                Err(Failure::with(Exit::NotFound, what).cure("choose that day or a later one"))
            }
            (None, None) => Err(Failure::with(
                Exit::NotFound,
                format!("nothing is known of {day}: nothing has been saved yet"),
            )),
        }
    }
}

/// The days that the commits of a line count as, the oldest first: never going back. None is believed that is later than
/// `latest`, unless all are.
fn settled(days: &[NaiveDate], latest: NaiveDate) -> Vec<NaiveDate> {
    let mut places: Vec<usize> = (0..days.len()).filter(|at| days[*at] <= latest).collect();
    if places.is_empty() {
        places = (0..days.len()).collect();
    }
    let sound: Vec<NaiveDate> = places.iter().map(|at| days[*at]).collect();
    let believed: Vec<usize> = longest_run(&sound).into_iter().map(|at| places[at]).collect();
    let first = believed.first().map_or(NaiveDate::default(), |at| days[*at]);
    let mut next = believed.iter().peekable();
    let mut day = first;
    let each = days.iter().enumerate().map(|(at, own)| {
        if next.next_if_eq(&&at).is_some() {
            day = *own;
        }
        day
    });
    each.collect()
}

/// The places of the longest run of days that never goes back; of several such runs the one that believes the older commits.
fn longest_run(days: &[NaiveDate]) -> Vec<usize> {
    // From the newest to the oldest: for each length the place at which the best run of that length, which never goes
    // forward, ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut after: Vec<Option<usize>> = vec![None; days.len()];
    for at in (0..days.len()).rev() {
        let length = ends.partition_point(|end| days[*end] >= days[at]);
        after[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.push(at);
        next = after[at];
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(days: &[(i32, u32)]) -> Vec<(i32, u32)> {
        use chrono::Datelike;
        let days: Vec<NaiveDate> = days
            .iter()
            .map(|(year, day)| NaiveDate::from_yo_opt(*year, *day).expect("a day"))
            .collect();
        let latest = NaiveDate::from_yo_opt(2030, 1).expect("a day");
        let settled = settled(&days, latest);
        settled.iter().map(|day| (day.year(), day.ordinal())).collect()
    }

    #[test]
    fn a_wrong_clock_neither_hides_later_work_nor_shows_it_early() {
        let behind = [(2026, 60), (2026, 65), (2000, 1), (2026, 70)];
        assert_eq!(counted(&behind), [(2026, 60), (2026, 65), (2026, 65), (2026, 70)]);
        let ahead = [(2026, 60), (2036, 1), (2026, 65), (2026, 70)];
        assert_eq!(counted(&ahead), [(2026, 60), (2026, 60), (2026, 65), (2026, 70)]);
        let first = [(2036, 1), (2026, 65), (2026, 70)];
        assert_eq!(counted(&first), [(2026, 65), (2026, 65), (2026, 70)]);
        // One that has not come is not believed, however few there are to speak against it.
        assert_eq!(
            counted(&[(2026, 60), (2036, 1), (2026, 65)]),
            [(2026, 60), (2026, 60), (2026, 65)]
        );
        assert_eq!(counted(&[(2036, 1), (2037, 1)]), [(2036, 1), (2037, 1)]);
        // Of two that contradict each other the older is believed.
        assert_eq!(counted(&[(2026, 60), (2000, 1)]), [(2026, 60), (2026, 60)]);
        let even = [(2026, 60), (2026, 60), (2026, 61)];
        assert_eq!(counted(&even), even);
        assert_eq!(counted(&[]), []);
    }
}
