//! [`Arguments`]: what the command line asks for.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use contactkit::contact::CountryCode;
use contactkit::matching::LinkType;
use lexopt::prelude::*;

use crate::support;
use crate::support::failure::Failure;
use crate::support::files;

pub const HELP: &str = "\
Finds the records of contact files that are of one person or one organization.

usage: dedupe [FILE.csv …] [options]

Several files are one data set, and each file is the source of its rows unless it has a column for that.
Without a file the sample that ships with contactkit is read.

options:
  --clusters OUT.csv    id,cluster_id: a line for every record, in the order in which they were read
  --pairs OUT.csv       left_id,right_id,match_weight,match_probability,decision: every scored pair that
                        is not a clear non-match
  --lanes OUT.csv       clusters and possible matches by how safe they are to merge, with the reasons; with the last
                        column filled in it can be given to --decisions
  --relations OUT.csv   left_id,right_id,left_source,right_source,relation,weight,reasons: pairs that share much and
                        are not one, as household, colleagues, branches, neighbors, shared_line, and left the employer
                        or parent_company of right; of each record the ten strongest of each kind
  --merged OUT.csv      a line for every cluster: its best values, its cluster_id, and its ids joined by |
  --log OUT.json        with --merged: what the example `undo` needs to give the input back, later edits included
  --decisions IN.csv    what people have decided, which is obeyed: left_id,right_id,decision, and if you like
                        left_source,right_source,by,at,why; a decision is same, different or unsure
  --report OUT.json     counts, seconds by stage, peak memory
  --link                records match only those of other sources; the rows of one source are not compared
  --one-to-one          and each at most one of each other source
  --region XX           the country of phone numbers in rows that name none, such as DE
  --threads N           cores to use; the results are the same with any number
  --memory MB           ends before the work if more memory would be needed; in millions of bytes
  --model IN.json       weights from an earlier run, instead of learning them from these records
  --save-model OUT.json the weights of this run
  --help                this text

Files are UTF-8 or Windows-1252 text with a header; fields are parted by comma, semicolon, tab or |. Columns
are recognized by their headers:
  id given_name middle_name family_name full_name nickname prefix suffix organization job_title email email2
  phone phone2 street locality region postal_code country birth_date gender url note source
and by the usual words for them in many languages (First Name, Nachname, E-mail 1 - Value, PLZ …). Other
columns are named in the summary, and not read. A row without an id gets its file and line, contacts.csv:17.
Rows with too few or too many fields are read, and counted in the summary, as are those with NULL, nan, - or the
like, which is read as empty: in columns of names, places and what is checked only where a row has it twice.

exit code: 0 done, with or without warnings; 1 a file could not be read or written; 2 wrong arguments
";

/// The bytes of what `--memory` counts.
pub const MEGABYTE: usize = 1_000_000;

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Arguments {
    pub files: Vec<PathBuf>,
    pub clusters: Option<PathBuf>,
    pub pairs: Option<PathBuf>,
    pub lanes: Option<PathBuf>,
    pub relations: Option<PathBuf>,
    pub merged: Option<PathBuf>,
    pub log: Option<PathBuf>,
    pub decisions: Option<PathBuf>,
    pub report: Option<PathBuf>,
    pub link_type: LinkType,
    pub region: Option<CountryCode>,
    pub threads: Option<NonZeroUsize>,
    /// In bytes.
    pub memory: Option<usize>,
    pub model: Option<PathBuf>,
    pub save_model: Option<PathBuf>,
}

impl Arguments {
    /// Reads the command line; nothing if it asks for help.
    pub fn read() -> Result<Option<Self>, Failure> {
        let mut arguments = Self::default();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            let path = match argument {
                Long("help") | Short('h') => return Ok(None),
                Value(file) => {
                    arguments.files.push(file.into());
                    continue;
                }
                Long("link") => {
                    arguments.link_type = arguments.link_type.max(LinkType::LinkOnly);
                    continue;
                }
                Long("one-to-one") => {
                    arguments.link_type = LinkType::OneToOne;
                    continue;
                }
                Long("region") => {
                    arguments.region = Some(support::region(&parser.value()?)?);
                    continue;
                }
                Long("threads") => {
                    let text = parser.value()?;
                    arguments.threads = Some(from_one("--threads", &text)?);
                    continue;
                }
                Long("memory") => {
                    let text = parser.value()?;
                    arguments.memory = Some(from_one("--memory", &text)?.get().saturating_mul(MEGABYTE));
                    continue;
                }
                Long("clusters") => &mut arguments.clusters,
                Long("pairs") => &mut arguments.pairs,
                Long("lanes") => &mut arguments.lanes,
                Long("relations") => &mut arguments.relations,
                Long("merged") => &mut arguments.merged,
                Long("log") => &mut arguments.log,
                Long("decisions") => &mut arguments.decisions,
                Long("report") => &mut arguments.report,
                Long("model") => &mut arguments.model,
                Long("save-model") => &mut arguments.save_model,
                other => return Err(other.unexpected().into()),
            };
            *path = Some(parser.value()?.into());
        }
        arguments.check()?;
        Ok(Some(arguments))
    }

    /// The files that will be written.
    pub fn outputs(&self) -> impl Iterator<Item = &PathBuf> {
        let Self { clusters, pairs, lanes, relations, merged, log, report, save_model, .. } = self;
        [clusters, pairs, lanes, relations, merged, log, report, save_model].into_iter().flatten()
    }

    /// Refuses what cannot be done.
    fn check(&self) -> Result<(), Failure> {
        if self.log.is_some() && self.merged.is_none() {
            return Err(Failure::Arguments("--log: there is nothing to undo without --merged".to_owned()));
        }
        let inputs = self.files.iter().chain(&self.model).chain(&self.decisions);
        files::check(inputs, self.outputs())
    }
}

/// The number that an argument of this name gives.
fn from_one(name: &str, text: &OsStr) -> Result<NonZeroUsize, Failure> {
    let number = text.to_str().and_then(|text| text.parse().ok());
    number.ok_or_else(|| Failure::Arguments(format!("{name} {}: not a number from 1 on", text.display())))
}
