//! [`Clock`]: how long each stage took, and a bar on a terminal while it lasts.

use std::io::IsTerminal;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

/// How long each stage took, and a bar on a terminal while it lasts.
#[derive(Debug)]
pub struct Clock {
    begun: Instant,
    stage: Option<(String, Instant)>,
    /// The stages in their order, each with its seconds.
    pub stages: Vec<(String, f64)>,
    bar: Option<ProgressBar>,
}

impl Clock {
    pub fn start() -> Self {
        let style =
            ProgressStyle::with_template("{msg:8} {bar:40} {percent:>3} %  {elapsed} elapsed, {eta} to go").ok();
        let bar = style.filter(|_| std::io::stderr().is_terminal()).map(|style| ProgressBar::new(1).with_style(style));
        Self { begun: Instant::now(), stage: None, stages: Vec::new(), bar }
    }

    /// A stage has done so much of what it has to do.
    pub fn tick(&mut self, stage: &str, done: u64, total: u64) {
        if self.stage.as_ref().is_none_or(|(current, _)| current != stage) {
            self.finish_stage();
            self.stage = Some((stage.to_owned(), Instant::now()));
            if let Some(bar) = &self.bar {
                bar.reset();
                bar.set_message(stage.to_owned());
            }
        }
        if let Some(bar) = &self.bar {
            bar.set_length(total.max(1));
            bar.set_position(done);
        }
    }

    fn finish_stage(&mut self) {
        let Some((stage, begun)) = self.stage.take() else { return };
        let seconds = begun.elapsed().as_secs_f64();
        match self.stages.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, sum)) => *sum += seconds,
            None => self.stages.push((stage, seconds)),
        }
    }

    /// Ends the last stage, takes the bar away, and gives the seconds since the start.
    pub fn stop(&mut self) -> f64 {
        self.finish_stage();
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.begun.elapsed().as_secs_f64()
    }
}

/// The most memory that the process has had at one time, in bytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    status("VmHWM:")
}

/// The memory that the process has now, in bytes, where the system tells.
pub fn memory() -> Option<u64> {
    status("VmRSS:")
}

/// A line of what the system tells of the process, in bytes.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
