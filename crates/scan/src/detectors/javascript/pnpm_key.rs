//! How pnpm's lockfiles name a package: `/a/1.0.0_peer@2.0.0`, `/a@1.0.0(peer@2.0.0)`, `a@1.0.0(peer@2.0.0)`.

/// The form of the keys, by the version of the lockfile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Up to version 5.
    Slashes,
    /// Version 6.
    SlashAndAt,
    /// From version 7 on.
    At,
}

impl Form {
    pub fn of(version: &str) -> Form {
        match version.split('.').next().and_then(|major| major.parse::<u32>().ok()) {
            Some(..=5) => Form::Slashes,
            Some(6) => Form::SlashAndAt,
            _ => Form::At,
        }
    }

    /// The key of a version of a package.
    pub fn key(self, name: &str, version: &str) -> String {
        match self {
            Form::Slashes => ["/", name, "/", version].concat(),
            Form::SlashAndAt => ["/", name, "@", version].concat(),
            Form::At => [name, "@", version].concat(),
        }
    }

    /// The name and the version in a key, without the peers. What is no version of a registry has no name here; the
    /// entry itself tells it.
    pub fn split(self, key: &str) -> (&str, &str) {
        let key = without_peers(key);
        if key.starts_with("file:") {
            return ("", key);
        }
        let registry_key = match (self, key.strip_prefix('/')) {
            (Form::At, rest) => rest.unwrap_or(key),
            (_, Some(rest)) => rest,
            // Another registry stands in front: `registry.example.eu/a/1.0.0`.
            (_, None) => key.split_once('/').map_or(key, |(_, rest)| rest),
        };
        let from = match registry_key.strip_prefix('@') {
            Some(scoped) => scoped.find('/').map_or(0, |slash| slash + 2),
            None => 0,
        };
        let separator = if self == Form::Slashes { '/' } else { '@' };
        let rest = registry_key.get(from..).unwrap_or_default();
        let Some(at) = rest.find(separator) else { return (registry_key, "") };
        let version = rest.get(at + 1..).unwrap_or_default();
        let version = match self {
            Form::Slashes => version.split(['_', '/']).next().unwrap_or_default(),
            _ => version,
        };
        (registry_key.get(..from + at).unwrap_or_default(), version)
    }
}

/// Cuts off what stands in parentheses: the peers, and the digest of a patch.
pub fn without_peers(key: &str) -> &str {
    match key.find('(') {
        Some(at) if key.ends_with(')') => key.get(..at).unwrap_or(key),
        _ => key,
    }
}

/// Whether it is a version and no address.
pub fn is_version(written: &str) -> bool {
    written.starts_with(|c: char| c.is_ascii_digit()) && !written.contains(['/', ':'])
}

#[test]
fn keys_are_taken_apart() {
    assert_eq!(Form::Slashes.split("/@a/b/1.0.0_c@2.0.0"), ("@a/b", "1.0.0"));
    assert_eq!(Form::Slashes.split("/a/1.0.0-rc.1"), ("a", "1.0.0-rc.1"));
    assert_eq!(Form::Slashes.split("registry.example.eu/a/1.0.0"), ("a", "1.0.0"));
    assert_eq!(Form::SlashAndAt.split("/@a/b@1.0.0(c@2.0.0)(@d/e@3.0.0)"), ("@a/b", "1.0.0"));
    assert_eq!(Form::SlashAndAt.split("registry.example.eu/a@1.0.0"), ("a", "1.0.0"));
    assert_eq!(Form::At.split("@a/b@1.0.0"), ("@a/b", "1.0.0"));
    assert_eq!(Form::At.split("a@file:x.tgz"), ("a", "file:x.tgz"));
    for key in ["", "/", "@", "@/", "a@", "(", "/@a/"] {
        for form in [Form::Slashes, Form::SlashAndAt, Form::At] {
            form.split(key);
        }
    }
}
