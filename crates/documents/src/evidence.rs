//! Evidence and its verification, for a terminal.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::thread;

use anstyle::{AnsiColor, Style};
use domain::Day;
use evidence::{Evidence, Head, Registered, State, Verification};

use crate::terminal::{BOLD, DIM, styled, wrapped};
use crate::words::is_hostile;

const WHOLE: Style = AnsiColor::Green.on_default().bold();
const CHANGED: Style = AnsiColor::Red.on_default().bold();

/// Evidence that was just added.
pub fn added(entry: u64, evidence: &Evidence) -> String {
    let mut out = format!("{entry:>5}  {:<12}  {}\n", evidence.kind, plain(&evidence.title));
    details(&mut out, evidence);
    out
}

/// Evidence in the order it was added, as it stands on a day.
pub fn list(pieces: &[Registered], on: Day, head: &Head) -> String {
    /// Fewer are written sooner than a thread begins.
    const FOR_TWO_THREADS: usize = 1000;
    let half = if pieces.len() < FOR_TWO_THREADS { 0 } else { pieces.len() / 2 };
    let (first, second) = pieces.split_at(half);
    let mut out = if first.is_empty() {
        rows(second, on)
    } else {
        thread::scope(|scope| {
            let second = scope.spawn(|| rows(second, on));
            let first = rows(first, on);
            first + &second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    };
    let count = pieces.len();
    let pieces = if count == 1 { "piece" } else { "pieces" };
    let _ = writeln!(out, "{count} {pieces} of evidence on {on}, log {head}");
    out
}

fn rows(pieces: &[Registered], on: Day) -> String {
    // So much is a piece in most lists.
    let mut out = String::with_capacity(pieces.len().saturating_mul(320));
    let [bold, not_bold] = [BOLD.render().to_string(), BOLD.render_reset().to_string()];
    let [dim, not_dim] = [DIM.render().to_string(), DIM.render_reset().to_string()];
    for piece in pieces {
        let evidence = &piece.evidence;
        let _ = write!(out, "{:>5}  {:<12}  ", piece.entry, evidence.kind);
        let start = out.len();
        let _ = match piece.state(on) {
            State::Fresh(Some(until)) => write!(out, "fresh until {until}"),
            State::Fresh(None) => write!(out, "fresh"),
            State::Stale(until) => write!(out, "stale after {until}"),
            State::Withdrawn => write!(out, "withdrawn"),
        };
        let width = out.len() - start;
        let _ = writeln!(out, "{:1$}  {bold}{2}{not_bold}", "", 22_usize.saturating_sub(width), plain(&evidence.title));
        details(&mut out, evidence);
        let (who, id) = (plain(&piece.who), plain(&evidence.id));
        let _ = writeln!(out, "       {dim}{} by {who}, {id}{not_dim}", piece.when);
        if let Some(withdrawn) = &piece.withdrawn {
            let why = plain(&withdrawn.why);
            let _ = writeln!(out, "       withdrawn {} by {}: {why}", withdrawn.when, plain(&withdrawn.who));
        }
    }
    out
}

fn details(out: &mut String, evidence: &Evidence) {
    let start = out.len();
    let mut between = "       ";
    let mut part = |out: &mut String, text: fmt::Arguments<'_>| {
        let _ = write!(out, "{between}{text}");
        between = " · ";
    };
    if let Some(summary) = &evidence.summary {
        part(out, format_args!("{}", plain(&summary.to_string())));
    }
    if let Some(release) = &evidence.release {
        part(out, format_args!("release {}", plain(release)));
    }
    if let Some((first, others)) = evidence.points.split_first() {
        part(out, format_args!("{first}"));
        others.iter().for_each(|point| {
            let _ = write!(out, ", {point}");
        });
    }
    if out.len() > start {
        out.push('\n');
    }
}

/// What a verification found, and what it cannot exclude.
pub fn verification(verification: &Verification, width: usize) -> String {
    let mut out = String::new();
    let (entries, blobs) = (verification.entries, verification.blobs);
    if verification.faults.is_empty() {
        let _ =
            writeln!(out, "{}  {entries} entries, the bytes of {blobs} files and texts", styled(WHOLE, "as signed"));
    } else {
        let found = verification.faults.len();
        let places = if found == 1 { "place" } else { "places" };
        let _ = writeln!(out, "{}  in {found} {places}, of {entries} entries", styled(CHANGED, "changed"));
    }
    for fault in &verification.faults {
        let entry = fault.entry.map(|entry| format!("entry {entry}"));
        let field = fault.field.map(str::to_owned);
        let blob = fault.blob.map(|blob| blob.to_string());
        let place: Vec<String> = [entry, field, blob].into_iter().flatten().collect();
        let _ = writeln!(out, "  {}", styled(BOLD, &place.join(", ")));
        wrapped(&mut out, 4, Style::new(), &plain(&fault.says), width);
    }
    if let Some(head) = &verification.head {
        let _ = writeln!(out, "head  {head}");
    }
    for key in &verification.keys {
        let _ = writeln!(out, "key   {key}");
    }
    for open in &verification.cannot_exclude {
        wrapped(&mut out, 0, Style::new(), &format!("It cannot be excluded {open}."), width);
    }
    out
}

/// Text of others: characters that steer a terminal or reorder what a reader sees are shown as what they are.
fn plain(text: &str) -> Cow<'_, str> {
    // Letters and marks of ASCII steer nothing, and are most of what is written; they are looked at together.
    let is_ascii = text.bytes().fold(true, |so_far, byte| so_far & (b' '..=b'~').contains(&byte));
    if is_ascii || !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .fold(String::with_capacity(text.len()), |mut clean, c| {
            if is_hostile(c) {
                clean.extend(c.escape_unicode());
            } else {
                clean.push(c);
            }
            clean
        })
        .into()
}

#[cfg(test)]
mod tests {
    use evidence::Expectation;

    use super::*;

    #[test]
    fn a_title_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\nc"), "a\\u{1b}[2Jb\\u{a}c");
    }

    #[test]
    fn a_fault_is_shown_with_its_place_and_what_is_left_open_is_said() {
        let found = evidence::verify(b"{}\n", |_| None, &Expectation::default());
        let text = verification(&found, 200);
        assert!(text.contains("entry 1, line") && text.contains("entry 1 was changed: it is no entry"), "{text}");
        assert!(text.contains("It cannot be excluded that entries after number 1 were cut off"), "{text}");
    }
}
