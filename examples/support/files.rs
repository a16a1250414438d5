//! The files that an argument names: refused before the work, or read whole.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::failure::Failure;

/// Refuses to write over what is read, or two outputs into one file.
pub fn check<'p>(
    inputs: impl IntoIterator<Item = &'p PathBuf>,
    outputs: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), Failure> {
    let taken: HashSet<PathBuf> = inputs.into_iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut twice: HashSet<&PathBuf> = HashSet::new();
    for output in outputs {
        if output.canonicalize().is_ok_and(|path| taken.contains(&path)) {
            return Err(Failure::Arguments(format!("{}: would be written over what is read", output.display())));
        }
        if !twice.insert(output) {
            return Err(Failure::Arguments(format!("{}: asked for twice as an output", output.display())));
        }
    }
    Ok(())
}

/// Finds out before the work whether the folders of its results are there.
pub fn check_folders<'p>(outputs: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Failure> {
    for output in outputs {
        let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Failure::file(output, format_args!("there is no folder {}", folder.display())));
        }
    }
    Ok(())
}

/// Reads a value; `what` says what the file should be: `a model`.
pub fn read_json<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::of_system(path, &error))?;
    serde_json::from_str(&text).map_err(|error| Failure::file(path, format_args!("not {what}: {error}")))
}
