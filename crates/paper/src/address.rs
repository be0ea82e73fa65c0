//! Which addresses a paper may link to.

/// Longer ones no reader follows and some forms refuse.
const LONGEST: usize = 2000;

/// An address that is safe to link: a web page, a mailbox, or a file beside the paper (`./name`), with everything percent-encoded that is not part of
/// the syntax of an address. Anything else is only text.
pub fn address(url: &str) -> Option<String> {
    if let Some(name) = url.strip_prefix("./") {
        let is_a_name = !name.is_empty() && !name.contains(['/', '\\']) && url.len() <= LONGEST / 3;
        return is_a_name.then(|| format!("./{}", encode(name, |byte| b"-._~".contains(&byte))));
    }
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let rest_is_right = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|host| host.starts_with(is_of_a_host)),
        "mailto" => rest.contains('@'),
        _ => false,
    };
    if !rest_is_right || url.len() > LONGEST {
        return None;
    }
    let encoded = format!("{scheme}:{}", encode(rest, |byte| b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)));
    (encoded.len() <= LONGEST).then_some(encoded)
}

fn is_of_a_host(c: char) -> bool {
    c.is_alphanumeric() || c == '['
}

/// Percent-encodes every byte but letters, digits and what is allowed.
pub fn encode(text: &str, is_allowed: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || is_allowed(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_mailboxes_are_linked() {
        assert_eq!(address("HTTPS://example.org/a?b=c#d").as_deref(), Some("https://example.org/a?b=c#d"));
        assert_eq!(address("mailto:psirt@example.org").as_deref(), Some("mailto:psirt@example.org"));
        assert_eq!(address("https://example.org/ä b").as_deref(), Some("https://example.org/%C3%A4%20b"));
    }

    #[test]
    fn a_file_beside_the_paper_is_linked_and_no_other() {
        assert_eq!(address("./eu-declaration.en.pdf").as_deref(), Some("./eu-declaration.en.pdf"));
        assert_eq!(address("./tür #1.pdf").as_deref(), Some("./t%C3%BCr%20%231.pdf"));
        for url in ["./../secret", "./", "../secret", "/etc/passwd", "./a\\b"] {
            assert_eq!(address(url), None, "{url}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for url in
            ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "example.org", "", "https://", "mailto:x"]
        {
            assert_eq!(address(url), None, "{url}");
        }
        assert_eq!(address(&format!("https://example.org/{}", "a".repeat(3000))), None);
    }

    #[test]
    fn no_address_leaves_its_quotes() {
        assert_eq!(address("https://e.org/\"><x>|`\\\n").as_deref(), Some("https://e.org/%22%3E%3Cx%3E%7C%60%5C%0A"));
    }
}
