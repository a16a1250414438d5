//! [`Arguments`]: what the command line asks for.

use std::ffi::OsStr;
use std::path::PathBuf;

use contactkit::contact::{CountryCode, PartialDate};
use contactkit::report::Reviewer;
use lexopt::prelude::*;

use crate::support;
use crate::support::failure::Failure;
use crate::support::files;

pub const HELP: &str = "\
Tells how good the contacts of a file are: what is filled in, what is wrong, what is probably out of date, what
is there twice; and who is to look at what.

usage: report [FILE.csv …] [options]

  report contacts.csv --json today.json --before last-quarter.json --reviewers ann,bob:50

Several files are one data set, and each file is the source of its rows unless it has a column for that.
Without a file the sample that ships with contactkit is read.

options:
  --json OUT.json      the report for machines, and for --before at a later time
  --before OLD.json    tells what got better and what got worse since that report
  --seen COLUMN        the column with the day on which the values of a row were last known to be right; the
                       column `last seen` unless given
  --half-life F=DAYS   after how many days half of the values of a field are out of date, such as emails=700;
                       for several fields several times
  --reviewers A,B,C    shares out the contacts with errors or stale values; bob:50 has time for 50
  --plan OUT.csv       with --reviewers: reviewer,id,source,field,why
  --today YYYY-MM-DD   the day of the report; the computer's (UTC) unless given
  --no-duplicates      does not look for duplicates
  --region XX          the country of phone numbers in rows that name none, such as DE
  --help               this text

Columns are recognized as by `dedupe`. How contacts are counted: of the contacts that can have a field, those that
have it are filled, and those that have a value without errors and warnings are usable. Of the values, invalid are
those with an error, doubtful those with a warning. Fresh is the share of values with a known day that probably
still are right; undated are those without.

exit code: 0 done; 1 a file could not be read or written; 2 wrong arguments
";

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Arguments {
    pub files: Vec<PathBuf>,
    pub json: Option<PathBuf>,
    pub before: Option<PathBuf>,
    pub seen: Option<String>,
    pub half_lives: Vec<(String, u32)>,
    pub reviewers: Vec<Reviewer>,
    pub plan: Option<PathBuf>,
    pub today: Option<PartialDate>,
    pub no_duplicates: bool,
    pub region: Option<CountryCode>,
}

impl Arguments {
    /// Reads the command line; nothing if it asks for help.
    pub fn read() -> Result<Option<Self>, Failure> {
        let mut arguments = Self::default();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("no-duplicates") => arguments.no_duplicates = true,
                Long("json") => arguments.json = Some(parser.value()?.into()),
                Long("before") => arguments.before = Some(parser.value()?.into()),
                Long("plan") => arguments.plan = Some(parser.value()?.into()),
                Long("seen") => arguments.seen = Some(parser.value()?.to_string_lossy().into_owned()),
                Long("half-life") => arguments.half_lives.push(half_life(&parser.value()?)?),
                Long("reviewers") => arguments.reviewers.extend(reviewers(&parser.value()?)?),
                Long("today") => arguments.today = Some(support::day(&parser.value()?)?),
                Long("region") => arguments.region = Some(support::region(&parser.value()?)?),
                Value(file) => arguments.files.push(file.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        if arguments.plan.is_some() && arguments.reviewers.is_empty() {
            return Err(Failure::Arguments("--plan: there is nobody to plan for without --reviewers".to_owned()));
        }
        files::check(arguments.files.iter().chain(&arguments.before), arguments.outputs())?;
        Ok(Some(arguments))
    }

    /// The files that will be written.
    pub fn outputs(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.json, &self.plan].into_iter().flatten()
    }
}

/// A half-life such as `emails=700`.
fn half_life(text: &OsStr) -> Result<(String, u32), Failure> {
    let parts = text.to_str().and_then(|text| text.split_once('='));
    let half_life = parts.and_then(|(field, days)| Some((field.trim().to_owned(), days.trim().parse().ok()?)));
    half_life.ok_or_else(|| Failure::Arguments(format!("--half-life {}: not such as emails=700", text.display())))
}

/// Reviewers such as `ann,bob:50`.
fn reviewers(text: &OsStr) -> Result<Vec<Reviewer>, Failure> {
    let wrong = || Failure::Arguments(format!("--reviewers {}: not names such as ann,bob:50", text.display()));
    let reviewer = |part: &str| match part.split_once(':') {
        None => Some(Reviewer::new(part.trim())),
        Some((name, capacity)) => Some(Reviewer::new(name.trim()).with_capacity(capacity.trim().parse().ok()?)),
    };
    let reviewers = text.to_str().ok_or_else(wrong)?.split(',').map(reviewer);
    let reviewers: Vec<Reviewer> = reviewers.collect::<Option<_>>().ok_or_else(wrong)?;
    if reviewers.iter().any(|reviewer| reviewer.name.is_empty()) { Err(wrong()) } else { Ok(reviewers) }
}
