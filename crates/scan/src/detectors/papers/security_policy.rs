//! Reads `SECURITY.md` and `security.txt`: that there is a policy, whom it says to write to, and which versions it
//! says are supported.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Seen, line_where, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "security-policy", files: Files::If(is_policy), want: Want::Head, read };

fn is_policy(name: &FileName) -> bool {
    matches!(name.lower_name(), "security.md" | "security.rst" | "security.adoc" | "security" | "security.txt")
        || name.lower_name() == "security-policy.md"
}

/// Services that take reports for others.
const SERVICES: [(&str, &str); 8] = [
    ("/security/advisories", "private report on GitHub"),
    ("hackerone.com/", "HackerOne"),
    ("bugcrowd.com/", "Bugcrowd"),
    ("intigriti.com/", "Intigriti"),
    ("yeswehack.com/", "YesWeHack"),
    ("huntr.com/", "huntr"),
    ("huntr.dev/", "huntr"),
    ("bughunters.google.com", "Google Bug Hunters"),
];

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
    how_to_report(&text, found);
    supported_versions(&text, found);
}

/// The line that looks most like a way to report something, else the title.
fn contact(text: &str) -> Option<Line<'_>> {
    line_where(text, |line| address(line).is_some())
        .or_else(|| line_where(text, |line| line.to_ascii_lowercase().contains("/security/advisories")))
        .or_else(|| line_where(text, |line| line.to_ascii_lowercase().contains("report")))
        .or_else(|| line_where(text, |line| !line.trim().is_empty()))
}

/// An address to write to.
fn address(line: &str) -> Option<&str> {
    let mut words = line.split(|c: char| c.is_whitespace() || "<>()[]`*,;:".contains(c));
    words.find(|word| {
        word.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.trim_end_matches('.').contains('.') && !user.contains('/')
        })
    })
}

fn how_to_report(text: &str, found: &mut Found) {
    let lower = text.to_lowercase();
    if !lower.contains("report") && !lower.contains("disclos") && !lower.contains("vulnerabilit") {
        return;
    }
    let by_mail = lines(text).find_map(|line| Some((line, address(line.text)?.trim_end_matches('.'))));
    let by_service = lines(text).find_map(|line| {
        let lower = line.text.to_lowercase();
        let (_, name) = SERVICES.iter().find(|(part, _)| lower.contains(part))?;
        Some((line, *name))
    });
    // GitHub's own button needs no address.
    let by_button = line_where(text, |line| {
        let line = line.to_lowercase();
        line.contains("private vulnerability reporting") || line.contains("report a vulnerability")
    });
    let (line, name) = match (by_mail, by_service, by_button) {
        (Some((line, address)), ..) => (line, address),
        (None, Some((line, service)), _) => (line, service),
        (None, None, Some(line)) if lower.contains("github") => (line, "private report on GitHub"),
        _ => return,
    };
    let mut properties = vec![("contact", name)];
    let answer = lines(text).find(|line| is_time_to_answer(line.text));
    properties.extend(answer.map(|line| ("time-to-answer", line.text.trim())));
    let has_key = lower.contains("begin pgp public key") || lower.contains("pgp key") || lower.contains("gpg key");
    properties.extend(has_key.then_some(("encryption", "PGP")));
    found.asset(Seen {
        kind: Kind::VulnerabilityDisclosure,
        name: "how to report a vulnerability",
        line: Some(line),
        confidence: Confidence::Likely,
        properties: &properties,
    });
}

/// `within 48 hours`, `in 3 business days`.
fn is_time_to_answer(line: &str) -> bool {
    let line = line.to_lowercase();
    let says_when =
        ["within", "hours", "business day", "working day"].iter().filter(|word| line.contains(*word)).count() >= 2
            || (line.contains("within") && line.contains("days"));
    says_when && line.contains(|c: char| c.is_ascii_digit())
}

/// The table under `Supported Versions`.
fn supported_versions(text: &str, found: &mut Found) {
    let mut heading: Option<Line> = None;
    // The line under the names of the columns has been seen.
    let mut is_body = false;
    let (mut supported, mut ended): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for line in lines(text) {
        let lower = line.text.to_lowercase();
        if line.text.trim_start().starts_with(['#', '=']) || lower.trim_end_matches(':').trim() == "supported versions"
        {
            if heading.is_some() && !(supported.is_empty() && ended.is_empty()) {
                break;
            }
            let is_about = lower.contains("support") && (lower.contains("version") || lower.contains("release"));
            (heading, is_body) = (is_about.then_some(line), false);
            continue;
        }
        if line.text.contains("--") && line.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            is_body = heading.is_some();
            continue;
        }
        let cells: Vec<&str> = line.text.trim().trim_matches('|').split('|').map(str::trim).collect();
        let is_row = is_body && cells.len() >= 2 && line.text.contains('|');
        let Some(version) = cells.first().map(|cell| cell.trim_matches(['*', '`', ' '])).filter(|_| is_row) else {
            continue;
        };
        match cells.iter().skip(1).find_map(|cell| is_supported(cell)) {
            Some(true) => supported.push(version),
            Some(false) => ended.push(version),
            None => {}
        }
    }
    let (true, Some(line)) = (!supported.is_empty(), heading) else { return };
    // What GitHub puts into a new file, and nobody has changed.
    let is_template = text.contains("tell people about which versions of your project");
    let (supported, ended) = (supported.join(", "), ended.join(", "));
    found.asset(Seen {
        kind: Kind::SupportPeriod,
        name: if is_template { "supported versions (as in the template)" } else { "supported versions" },
        line: Some(line),
        confidence: if is_template { Confidence::Possible } else { Confidence::Certain },
        properties: &[("supported", &*supported), ("not-supported", &*ended)],
    });
}

fn is_supported(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| cell.contains(word));
    if has(&[":x:", "❌", "✗", "🚫", ":no_entry", "not supported", "unsupported", "end of life", "eol"]) || cell == "no"
    {
        Some(false)
    } else if has(&[":white_check_mark:", "✅", "✔", "✓", ":heavy_check_mark:", "supported", "maintained", "active"])
        || cell == "yes"
    {
        Some(true)
    } else {
        None
    }
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
        &["2 security-policy security.txt product", "2 vulnerability-disclosure security.txt product"],
    );
}

#[test]
fn a_policy_says_how_to_report_and_what_is_supported() {
    let check = crate::detectors::tests::check;
    let policy = "# Security Policy\n\n## Supported Versions\n\n| Version | Supported          |\n| ------- | ------------------ |\n| 5.1.x   | :white_check_mark: |\n| < 4.0   | :x:                |\n\n## Reporting a Vulnerability\n\nPlease report it to security@example.org. We answer within 48 hours.\n";
    check(
        "SECURITY.md",
        policy,
        &[
            "3 support-period supported versions product",
            "12 security-policy SECURITY.md product",
            "12 vulnerability-disclosure how to report a vulnerability product",
        ],
    );
    let report = crate::inspect(std::path::Path::new("SECURITY.md"), policy.as_bytes()).expect("sound");
    let properties: Vec<_> = report.findings.iter().flat_map(|finding| &finding.properties).collect();
    let shown: Vec<String> = properties.iter().map(|one| format!("{}={}", one.name, one.value)).collect();
    assert_eq!(
        shown,
        [
            "supported=5.1.x",
            "not-supported=< 4.0",
            "contact=security@example.org",
            "time-to-answer=Please report it to security@example.org. We answer within 48 hours.",
        ]
    );
    let private = "Use [private vulnerability reporting](https://github.com/example/door/security/advisories/new).\n";
    check(
        "SECURITY.md",
        private,
        &["1 security-policy SECURITY.md product", "1 vulnerability-disclosure how to report a vulnerability product"],
    );
}
