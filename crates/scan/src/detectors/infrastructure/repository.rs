//! The address of a source repository, in the ways files write it.

use inventory::Package;

/// The package at an address of a repository, at a revision if one is known. None if the address leads nowhere
/// outside: a path, a variable.
pub fn package(url: &str, revision: Option<&str>) -> Option<Package> {
    let url = url.trim().trim_end_matches('/');
    if url.is_empty() || url.contains(['$', '{', '<', ' ']) {
        return None;
    }
    let url = url.strip_prefix("git::").or_else(|| url.strip_prefix("git+")).unwrap_or(url);
    let (host, path) = match url.split_once("://") {
        Some(("file", _)) => return None,
        Some((_, rest)) => rest.split_once('/')?,
        // `git@example.org:path`, `example.org/path`.
        None => match url.split_once(':') {
            Some((host, path)) if !host.contains('/') => (host, path),
            _ => url.split_once('/').filter(|(host, _)| host.contains('.') && !host.starts_with('.'))?,
        },
    };
    // Whoever writes a password into an address does not want to see it again.
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let two_parts = || {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        Some(format!("{}/{}", parts.next()?, parts.next()?.trim_end_matches(".git")))
    };
    match host.split(':').next().unwrap_or_default() {
        "github.com" | "www.github.com" | "ssh.github.com" => Some(Package::new("github", &two_parts()?, revision)),
        "bitbucket.org" => Some(Package::new("bitbucket", &two_parts()?, revision)),
        "gitlab.com" => Some(Package::new("gitlab", path, revision)),
        host if !host.is_empty() && !path.is_empty() => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let at = revision.map_or_else(String::new, |revision| format!("@{revision}"));
            let package = Package::new("generic", name, revision);
            Some(package.with("vcs_url", format!("git+https://{host}/{path}{at}")))
        }
        _ => None,
    }
}

/// Whether a revision is a whole commit, which says nothing to a reader.
pub fn is_commit(revision: &str) -> bool {
    matches!(revision.len(), 40 | 64) && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The version that a comment behind a commit names: `… # v4.1.0`, `# frozen: v1.2`, `# tag=v3`, `# pin@v2`.
pub fn version_in_comment(line: &str) -> Option<&str> {
    let (_, comment) = line.rsplit_once(" #")?;
    comment
        .split([' ', '=', '@', ':', ','])
        .map(|word| word.trim_matches(['"', '\'', '(', ')']))
        .map(|word| word.rsplit_once('/').map_or(word, |(_, version)| version))
        .find(|word| word.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn addresses_are_read_in_all_their_forms() {
    let purl = |url: &str| package(url, Some("1")).and_then(|package| package.purl());
    for url in [
        "https://github.com/Example/Door.git",
        "git@github.com:example/door.git",
        "ssh://git@github.com/example/door",
        "git::https://user:secret@github.com/example/door.git?ref=1",
        "github.com/example/door//sub",
        "https://github.com/example/door/",
    ] {
        assert_eq!(purl(url).as_deref(), Some("pkg:github/example/door@1"), "{url}");
    }
    assert_eq!(purl("https://gitlab.com/a/b/door.git").as_deref(), Some("pkg:gitlab/a/b/door@1"));
    assert_eq!(
        purl("https://user:secret@git.example.org/a/door.git").as_deref(),
        Some("pkg:generic/door@1?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fa%2Fdoor%401")
    );
    for url in ["../door", "./door", "", "door", "/srv/door.git", "file:///srv/door", "${URL}", "https://github.com/a"]
    {
        assert_eq!(purl(url), None, "{url}");
    }
}

#[test]
fn a_comment_names_the_version_of_a_commit() {
    assert_eq!(version_in_comment("uses: a/b@0123 # v4.1.0"), Some("v4.1.0"));
    assert_eq!(version_in_comment("rev: 0123  # frozen: 1.2"), Some("1.2"));
    assert_eq!(version_in_comment("uses: a/b@0123 # tag=door/v3"), Some("v3"));
    assert_eq!(version_in_comment("uses: a/b@0123 # the good one"), None);
    assert_eq!(version_in_comment("uses: a/b@0123"), None);
}
