//! Evidence and its verification, for a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use evidence::{Evidence, Registered, State, Verification};

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

/// All evidence, in the order it was added, as it stands on a day.
pub fn list<'e>(pieces: impl Iterator<Item = (&'e Registered, State)>, on: &str, head: &str) -> String {
    let mut out = String::new();
    let mut count = 0_u64;
    for (piece, state) in pieces {
        count += 1;
        let evidence = &piece.evidence;
        let kind = evidence.kind.as_str();
        let state = match state {
            State::Fresh(Some(until)) => format!("fresh until {until}"),
            State::Fresh(None) => "fresh".to_owned(),
            State::Stale(until) => format!("stale after {until}"),
            State::Withdrawn => "withdrawn".to_owned(),
        };
        let title = styled(BOLD, &plain(&evidence.title));
        let _ = writeln!(out, "{:>5}  {kind:<12}  {state:<22}  {title}", piece.entry);
        details(&mut out, evidence);
        let who = format!("{} by {}, {}", piece.when, plain(&piece.who), plain(&evidence.id));
        let _ = writeln!(out, "       {}", styled(DIM, &who));
        if let Some(withdrawn) = &piece.withdrawn {
            let why = plain(&withdrawn.why);
            let _ = writeln!(out, "       withdrawn {} by {}: {why}", withdrawn.when, plain(&withdrawn.who));
        }
    }
    let pieces = if count == 1 { "piece" } else { "pieces" };
    let _ = writeln!(out, "{count} {pieces} of evidence on {on}, log {head}");
    out
}

fn details(out: &mut String, evidence: &Evidence) {
    let mut parts = Vec::new();
    parts.extend(evidence.summary.as_ref().map(|summary| plain(&summary.to_string())));
    parts.extend(evidence.release.as_ref().map(|release| format!("release {}", plain(release))));
    if !evidence.points.is_empty() {
        parts.push(evidence.points.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "       {}", parts.join(" · "));
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
fn plain(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut clean, c| {
        if is_hostile(c) {
            clean.extend(c.escape_unicode());
        } else {
            clean.push(c);
        }
        clean
    })
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
