//! [`Failure`]: why a program could not do its job.

use std::io::Write;
use std::process::ExitCode;

/// Why a program could not do its job, in words for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line asks for something that does not exist.
    #[error("{0}")]
    Arguments(String),
    /// A file could not be read, or written, or holds no contacts.
    #[error("{0}")]
    Job(String),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Arguments(error.to_string())
    }
}

impl Failure {
    /// A file that cannot be used: `path: why`.
    pub fn file(path: &std::path::Path, why: impl std::fmt::Display) -> Self {
        Self::Job(format!("{}: {why}", path.display()))
    }

    /// A line of a file that cannot be used: `path:line: why`.
    pub fn at(path: &std::path::Path, line: u64, why: impl std::fmt::Display) -> Self {
        Self::Job(format!("{}:{line}: {why}", path.display()))
    }

    /// The words for an error of the operating system, without its number.
    pub fn of_system(path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::file(path, "no such file"),
            ErrorKind::PermissionDenied => Self::file(path, "no permission"),
            ErrorKind::IsADirectory => Self::file(path, "a directory, not a file"),
            ErrorKind::StorageFull => Self::file(path, "no space left"),
            _ => Self::file(path, error),
        }
    }

    /// The words for an error in reading or writing a table.
    pub fn of_csv(path: &std::path::Path, error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::of_system(path, &error),
            csv::ErrorKind::Utf8 { pos, .. } => {
                let line = pos.map_or(0, |pos| pos.line());
                Self::at(path, line, "not UTF-8 text")
            }
            other => Self::file(path, format_args!("{other:?}")),
        }
    }

    /// Tells the person on stderr, and the caller by the exit code.
    pub fn report(&self, program: &str) -> ExitCode {
        let (hint, code) = match self {
            Self::Arguments(_) => (format!("\nTry '{program} --help'."), ExitCode::from(2)),
            Self::Job(_) => (String::new(), ExitCode::FAILURE),
        };
        // Where stderr is closed, the exit code has to say it all.
        let _ = writeln!(std::io::stderr(), "{program}: {self}{hint}");
        code
    }
}
