//! Reads `SECURITY.md` and `security.txt`: that there is a policy, and whom it says to write to.

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, line_where, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "security-policy", files: Files::If(is_policy), want: Want::Head, read };

fn is_policy(name: &FileName) -> bool {
    matches!(name.lower_name(), "security.md" | "security.rst" | "security.adoc" | "security" | "security.txt")
        || name.lower_name() == "security-policy.md"
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if file.name.lower_name() == "security.txt" {
        return read_security_txt(&text, found);
    }
    // An empty page is no policy.
    if text.trim().is_empty() {
        return;
    }
    found.add(Kind::SecurityPolicy, file.name.name(), contact(&text));
}

/// The line that looks most like a way to report something, else the title.
fn contact(text: &str) -> Option<Line<'_>> {
    let is_address = |line: &str| {
        line.split(|c: char| c.is_whitespace() || "<>()[]`*".contains(c))
            .any(|word| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')))
    };
    line_where(text, is_address)
        .or_else(|| line_where(text, |line| line.to_ascii_lowercase().contains("/security/advisories")))
        .or_else(|| line_where(text, |line| line.to_ascii_lowercase().contains("report")))
        .or_else(|| line_where(text, |line| !line.trim().is_empty()))
}

/// RFC 9116 wants a contact and the day the file expires.
fn read_security_txt(text: &str, found: &mut Found) {
    let field = |name: &str| {
        lines(text).find(|line| {
            line.text
                .split_once(':')
                .is_some_and(|(key, value)| key.trim().eq_ignore_ascii_case(name) && !value.trim().is_empty())
        })
    };
    let Some(contact) = field("Contact") else { return };
    let seen = match field("Expires") {
        Some(expires) => format!("{}; {}", contact.text.trim(), expires.text.trim()),
        None => format!("{}; no Expires", contact.text.trim()),
    };
    let line = Line { number: contact.number, text: &seen };
    found.add(Kind::SecurityPolicy, "security.txt", Some(line));
}

#[test]
fn a_policy_is_one_that_says_something() {
    let check = crate::detectors::tests::check;
    let policy = "# Security\n\nWrite to <security@example.eu>.\n";
    check(".github/SECURITY.md", policy, &["3 security-policy SECURITY.md product"]);
    check("docs/security.md", "# Security\n", &["1 security-policy security.md product"]);
    check("SECURITY.md", "\n", &[]);
    check("security.txt", "Just a text about security.\n", &[]);
    check(
        ".well-known/security.txt",
        "# hi\nContact: mailto:a@example.eu\nExpires: 3000-01-01T00:00:00Z\n",
        &["2 security-policy security.txt product"],
    );
}
