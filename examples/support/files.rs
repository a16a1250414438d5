//! The files that an argument names: refused before the work, read whole, or written.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
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

/// Finds out before the work whether its results, which are files, can be written.
pub fn check_writable<'p>(outputs: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Failure> {
    outputs.into_iter().try_for_each(|output| {
        check_folders([output])?;
        if output.is_dir() { Err(Failure::file(output, "a directory, not a file")) } else { Ok(()) }
    })
}

/// Reads a value; `what` says what the file should be: `a model`.
pub fn read_json<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::of_system(path, &error))?;
    serde_json::from_str(&text).map_err(|error| Failure::file(path, format_args!("not {what}: {error}")))
}

/// Opens a file to be written.
pub fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    File::create(path).map(BufWriter::new).map_err(|error| Failure::of_system(path, &error))
}

/// Writes a table, and tells if that fails.
pub fn table(
    path: &Path,
    header: &[&str],
    rows: impl FnOnce(&mut csv::Writer<BufWriter<File>>) -> csv::Result<()>,
) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(create(path)?);
    let written = writer.write_record(header).and_then(|()| rows(&mut writer)).and_then(|()| Ok(writer.flush()?));
    written.map_err(|error| Failure::of_csv(path, error))
}

/// Writes a value as JSON that a person can read.
pub fn json(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer = create(path)?;
    let written = serde_json::to_writer_pretty(&mut writer, value);
    end(path, writer, written)
}

/// Writes a value as JSON in one line.
pub fn json_line(path: &Path, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer = create(path)?;
    let written = serde_json::to_writer(&mut writer, value);
    end(path, writer, written)
}

fn end(path: &Path, mut writer: BufWriter<File>, written: serde_json::Result<()>) -> Result<(), Failure> {
    written.map_err(|error| Failure::of_system(path, &error.into()))?;
    writer.write_all(b"\n").and_then(|()| writer.flush()).map_err(|error| Failure::of_system(path, &error))
}
