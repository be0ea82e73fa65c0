//! The `marque` binary.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

mod args;
mod commands;
mod output;
mod progress;

/// 0 fine; 1 findings at the `--gate`; 2 could not run; 3 ran, but not everything was read (wins over 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    Gate,
    NotAllRead,
}

impl Outcome {
    fn of(not_all_read: bool, gate: bool) -> Outcome {
        match (not_all_read, gate) {
            (true, _) => Outcome::NotAllRead,
            (false, true) => Outcome::Gate,
            (false, false) => Outcome::Fine,
        }
    }
}

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    match commands::run(&cli) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Gate) => ExitCode::from(1),
        Ok(Outcome::NotAllRead) => ExitCode::from(3),
        Err(failure) => {
            let mut err = anstream::stderr();
            let _ = writeln!(err, "{}: {failure}", documents::terminal::styled(documents::terminal::BOLD, "marque"));
            ExitCode::from(2)
        }
    }
}
