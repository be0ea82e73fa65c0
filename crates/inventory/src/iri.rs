//! Addresses, in the form the formats allow.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Takes an address or a path as somebody wrote it; gives a valid URI reference, the same text if it is one already.
pub fn uri_reference(written: &str) -> Cow<'_, str> {
    let rest_of_scheme = match written.find([':', '/', '?', '#']) {
        Some(at) if written[at..].starts_with(':') && is_scheme(&written[..at]) => at + 1,
        _ => 0,
    };
    let authority = match written[rest_of_scheme..].strip_prefix("//") {
        Some(rest) => {
            let start = rest_of_scheme + 2;
            start..start + rest.find(['/', '?', '#']).unwrap_or(rest.len())
        }
        None => 0..0,
    };
    let last_at = written[authority.clone()].rfind('@').map(|at| authority.start + at);
    let host = last_at.map_or(authority.start, |at| at + 1)..authority.end;
    // `ssh://git@host:owner/name` has no port: its colon is not one of an address.
    let port = written[host.clone()]
        .rfind(':')
        .filter(|at| written[host.start + at + 1..host.end].bytes().all(|byte| byte.is_ascii_digit()));
    let port = port.map(|at| host.start + at);
    let first_slash = written.find(['/', '?', '#']).unwrap_or(written.len());
    let mut valid = String::with_capacity(written.len());
    let mut fragment = false;
    for (at, c) in written.char_indices() {
        let keep = match c {
            'A'..='Z'
            | 'a'..='z'
            | '0'..='9'
            | '-'
            | '.'
            | '_'
            | '~'
            | '/'
            | '!'
            | '$'
            | '&'
            | '\''
            | '('
            | ')'
            | '*'
            | '+'
            | ','
            | ';'
            | '=' => true,
            '?' => true,
            '%' => is_escape(&written[at..]),
            '#' => !std::mem::replace(&mut fragment, true),
            '@' if authority.contains(&at) => Some(at) == last_at,
            '@' => true,
            ':' if host.contains(&at) => Some(at) == port,
            ':' if at >= rest_of_scheme && rest_of_scheme == 0 => at > first_slash,
            ':' => true,
            _ => false,
        };
        if keep {
            valid.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(valid, "%{byte:02X}");
            }
        }
    }
    if valid == written { Cow::Borrowed(written) } else { Cow::Owned(valid) }
}

/// What stands for a reference in the fragment of an identifier.
pub(crate) fn fragment(reference: &str) -> String {
    let mut valid = String::with_capacity(reference.len());
    for byte in reference.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b':'
            | b'@'
            | b'='
            | b'&'
            | b'+'
            | b'?' => valid.push(char::from(byte)),
            _ => {
                let _ = write!(valid, "%{byte:02X}");
            }
        }
    }
    valid
}

/// True for an address a client could fetch.
pub(crate) fn is_address(written: &str) -> bool {
    let known = ["http://", "https://", "ftp://", "git+https://", "git+http://", "git+ssh://", "ssh://", "git://"];
    known.iter().any(|scheme| written.starts_with(scheme))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()
}

#[test]
fn an_address_stays_and_what_is_none_is_escaped() {
    let same = ["https://example.com:8080/a?b=c#d", "a/b.txt", "git+https://h/x.git", "urn:x:y", "https://u@h/%20"];
    for written in same {
        assert_eq!(uri_reference(written), written);
    }
    assert_eq!(uri_reference("a b/ü#x#y"), "a%20b/%C3%BC#x%23y");
    assert_eq!(uri_reference("git@github.com:a/b.git"), "git@github.com%3Aa/b.git");
    assert_eq!(uri_reference("ssh://git@github.com:a/b"), "ssh://git@github.com%3Aa/b");
    assert_eq!(uri_reference("100%"), "100%25");
    assert_eq!(uri_reference("c:\\x"), "c:%5Cx");
    assert_eq!(fragment("pkg:npm/%40a/b@1"), "pkg:npm/%2540a/b@1");
}
