//! How far a long scan is: one line on standard error, in a terminal only, and gone when the scan is done.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use scan::Counters;

/// A scan that is done before needs no such line.
const BEFORE: Duration = Duration::from_millis(500);
const BETWEEN: Duration = Duration::from_millis(100);

/// Whether somebody may be looking at standard error who wants more than plain text there.
pub fn is_wanted() -> bool {
    let error = io::stderr();
    // A build server may give a terminal to what it runs, and keeps every line.
    error.is_terminal()
        && anstream::AutoStream::choice(&error) != anstream::ColorChoice::Never
        && std::env::var_os("CI").is_none()
}

/// Does the work and shows meanwhile what is counted, on `out`.
pub fn shown<T>(counters: &Counters, out: &mut (dyn Write + Send), work: impl FnOnce() -> T) -> T {
    // Dropped when the work is done, even by a panic.
    let (working, done) = channel();
    thread::scope(|scope| {
        // Without a thread for it there is no such line.
        let _ = thread::Builder::new().spawn_scoped(scope, move || watch(counters, out, &done));
        let _working: Sender<()> = working;
        work()
    })
}

fn watch(counters: &Counters, out: &mut dyn Write, done: &Receiver<()>) {
    let mut wait = BEFORE;
    let mut is_shown = false;
    while done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        // Who closed standard error does not look at it.
        if write!(out, "\r{}\x1b[K", line(counters)).and_then(|()| out.flush()).is_err() {
            return;
        }
        (wait, is_shown) = (BETWEEN, true);
    }
    if is_shown {
        let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
    }
}

fn line(counters: &Counters) -> String {
    let (files, bytes) = counters.files_and_bytes();
    // The number of files to come is not known: no share of them is shown.
    format!("marque: {files} files, {} MB read", bytes / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_scan_shows_a_line_that_is_gone_at_the_end() {
        let mut out: Vec<u8> = Vec::new();
        let answer = shown(&Counters::default(), &mut out, || {
            thread::sleep(BEFORE + 3 * BETWEEN);
            7
        });
        assert_eq!(answer, 7);
        let text = String::from_utf8_lossy(&out);
        assert!(text.starts_with("\rmarque: 0 files, 0 MB read\x1b[K"), "{text:?}");
        assert!(text.ends_with("\r\x1b[K"), "{text:?}");
    }

    #[test]
    fn a_short_scan_shows_nothing() {
        let mut out: Vec<u8> = Vec::new();
        shown(&Counters::default(), &mut out, || ());
        assert!(out.is_empty());
    }
}
