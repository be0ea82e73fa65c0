//! Where answers go: standard output, with styles only in a terminal.

use std::io::Write;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use app::Failure;
use serde::Serialize;

/// Prints text; a closed pipe is the reader's choice, not a failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    if AutoStream::choice(&out) == ColorChoice::Never {
        // At once: stripped on its way, a long text would go out piece by piece.
        let plain = strip_str(text).to_string();
        return finish(out.write_all(plain.as_bytes()).and_then(|()| out.flush()));
    }
    let mut out = anstream::stdout();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::refused("writing JSON", error.to_string(), "this is a fault of marque"))?;
    text.push('\n');
    let mut out = std::io::stdout().lock();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

pub fn finish(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::refused("writing the answer", error.to_string(), "check where the output goes")),
        Ok(()) => Ok(()),
    }
}

/// How wide text may be: the terminal, within reason, or 100 where there is none.
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100).clamp(40, 120)
}
