//! Packages known by where they are fetched from: a Git repository or an archive.

use inventory::Package;

/// A repository address taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repository<'a> {
    pub host: &'a str,
    /// Without slashes at the ends and without `.git`.
    pub path: &'a str,
}

/// Takes `https://host/owner/name.git`, `git@host:owner/name`, `ssh://git@host/owner/name` and the like.
pub fn repository(url: &str) -> Option<Repository<'_>> {
    let url = url.trim();
    let url = url.strip_prefix("git+").unwrap_or(url);
    let url = url.split(['#', '?']).next().unwrap_or(url);
    let (host, path) = match url.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/')?;
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            (host.split_once(':').map_or(host, |(host, _)| host), path)
        }
        None => {
            let (host, path) = url.split_once(':')?;
            (host.rsplit_once('@').map_or(host, |(_, host)| host), path)
        }
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_host = host.contains('.') && !host.contains(['/', ' ', '$']);
    (is_host && !path.is_empty() && !path.contains(' ')).then_some(Repository { host, path })
}

/// The address without user name and password: these are nobody's business.
pub fn without_login(url: &str) -> String {
    let url = url.trim();
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let rest = host.rfind('@').map_or(rest, |at| &rest[at + 1..]);
            format!("{scheme}://{rest}")
        }
        None => url.to_owned(),
    }
}

/// The package-url form of a repository at a revision: `git+https://host/path@revision`.
pub fn vcs_url(url: &str, revision: Option<&str>) -> String {
    let address = match (repository(url), url.contains("://")) {
        (Some(Repository { host, path }), false) => format!("https://{host}/{path}.git"),
        _ => without_login(url.trim().strip_prefix("git+").unwrap_or(url)),
    };
    let address = address.split('#').next().unwrap_or_default();
    match revision.map(str::trim).filter(|revision| !revision.is_empty()) {
        Some(revision) => format!("git+{address}@{revision}"),
        None => format!("git+{address}"),
    }
}

/// A revision that stays what it is, without `refs/tags/`. None for a branch that moves.
pub fn fixed(revision: &str) -> Option<&str> {
    let revision = revision.trim();
    if let Some(tag) = revision.strip_prefix("refs/tags/").or_else(|| revision.strip_prefix("tags/")) {
        return Some(tag);
    }
    let moves = matches!(revision, "" | "main" | "master" | "HEAD" | "head" | "develop" | "dev" | "trunk" | "latest")
        || revision.starts_with("origin/")
        || revision.starts_with("refs/heads/")
        || revision.contains("${")
        || revision.contains(' ');
    (!moves).then_some(revision)
}

/// Whether a revision is a whole commit of Git.
pub fn is_commit(revision: &str) -> bool {
    revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A repository at a revision: a GitHub or Bitbucket package, else a generic one with its address.
/// `name` is what it is called where the address does not tell.
pub fn git_package(url: &str, name: &str, revision: Option<&str>) -> Package {
    let version = revision.and_then(fixed);
    let Some(Repository { host, path }) = repository(url) else {
        return Package::new("generic", name, version).with("vcs_url", vcs_url(url, version));
    };
    match (host, path.split('/').count()) {
        ("github.com" | "www.github.com", 2) => Package::new("github", path, version),
        ("bitbucket.org", 2) => Package::new("bitbucket", path, version),
        _ => {
            let last = path.rsplit('/').next().unwrap_or(path);
            let name = if name.is_empty() { last } else { name };
            Package::new("generic", name, version).with("vcs_url", vcs_url(url, version))
        }
    }
}

/// What an archive at an address is: a repository of GitHub at a tag, else a generic package whose version is told
/// by the file's name.
pub fn archive_package(url: &str, name: &str) -> Package {
    let url = without_login(url);
    if let Some(package) = github_archive(&url) {
        return package;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let stem = stem(path.rsplit('/').next().unwrap_or_default());
    let (of_file, version) = name_and_version(stem);
    // `…/v1.2.3/door.zip`, `…/-/archive/v1.2.3/…`
    let folder = path.rsplit('/').skip(1).find(|part| is_version(part) && part.contains('.'));
    let name = if name.is_empty() { of_file } else { name };
    Package::new("generic", name, version.or(folder)).with("download_url", url.clone())
}

fn github_archive(url: &str) -> Option<Package> {
    let Repository { host, path } = repository(url)?;
    let mut parts = path.split('/');
    match host {
        "github.com" | "www.github.com" => {
            let (owner, name, sort) = (parts.next()?, parts.next()?, parts.next()?);
            let rest: Vec<&str> = parts.collect();
            let version = match (sort, &rest[..]) {
                ("archive", ["refs", "heads", ..]) => None,
                ("archive", ["refs", "tags", tag @ ..]) if !tag.is_empty() => Some(stem(&tag.join("/")).to_owned()),
                ("archive", [revision]) => fixed(stem(revision)).map(str::to_owned),
                // A tag may have slashes in it.
                ("releases", ["download", tag @ .., _]) if !tag.is_empty() => Some(tag.join("/").replace("%2F", "/")),
                _ => return None,
            };
            Some(Package::new("github", &format!("{owner}/{name}"), version.as_deref()))
        }
        "codeload.github.com" => {
            let (owner, name, _) = (parts.next()?, parts.next()?, parts.next()?);
            let revision = parts.collect::<Vec<_>>().join("/");
            Some(Package::new("github", &format!("{owner}/{name}"), fixed(&revision)))
        }
        "api.github.com" if parts.next() == Some("repos") => {
            let (owner, name, _) = (parts.next()?, parts.next()?, parts.next()?);
            let revision = parts.collect::<Vec<_>>().join("/");
            Some(Package::new("github", &format!("{owner}/{name}"), fixed(&revision)))
        }
        _ => None,
    }
}

/// A file's name without the endings of archives.
pub fn stem(file: &str) -> &str {
    let mut stem = file;
    for ending in [
        ".gz", ".xz", ".bz2", ".zst", ".lz", ".lzma", ".tar", ".tgz", ".txz", ".tbz2", ".zip", ".7z", ".jar", ".crate",
        ".whl", ".gem",
    ] {
        stem = stem.strip_suffix(ending).unwrap_or(stem);
    }
    stem
}

/// A longer name is none of a file; looking for a version in it would take too long.
const NAME_BYTES_MAX: usize = 300;

/// `door-1.2.3` is door at 1.2.3; a name that tells no version has none.
pub fn name_and_version(stem: &str) -> (&str, Option<&str>) {
    if stem.len() > NAME_BYTES_MAX {
        return (stem, None);
    }
    let parted = stem.char_indices().find_map(|(at, c)| {
        let rest = stem.get(at + 1..)?;
        (at > 0 && matches!(c, '-' | '_') && is_version(rest)).then(|| (&stem[..at], rest))
    });
    match parted {
        Some((name, version)) => (name, Some(version)),
        None if is_version(stem) && stem.contains('.') => ("", Some(stem)),
        None => (stem, None),
    }
}

/// `1.2.3`, `v1.2`, `2023.1-rc1`: digits first, and then nothing a version does not have.
pub fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let first = digits.split(['.', '-', '_', '+', '~']).next().unwrap_or_default();
    // `2024a` is one, `3d-engine` is not.
    let first = if first.len() > 3 { first.trim_end_matches(|c: char| c.is_ascii_lowercase()) } else { first };
    !first.is_empty()
        && first.chars().all(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_' | '~'))
}

/// A requirement that only one version meets: `1.2.3`, `=1.2.3`, `==1.2.3`.
pub fn exact(requirement: &str) -> Option<&str> {
    let written = requirement.trim();
    let version = written.trim_start_matches('=').trim();
    let wild = version.split('.').any(|part| matches!(part, "x" | "X" | ""));
    (is_version(version) && !wild).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_known_however_its_address_is_written() {
        let shown = |url| repository(url).map(|found| format!("{} {}", found.host, found.path));
        for url in [
            "https://github.com/a/b.git",
            "git@github.com:a/b.git",
            "ssh://git@github.com/a/b",
            "git+https://name:word@github.com:443/a/b#v1",
            "git://github.com/a/b/",
        ] {
            assert_eq!(shown(url).as_deref(), Some("github.com a/b"), "{url}");
        }
        for url in ["", "../b", "/a/b", "C:\\a", "https://github.com", "${URL}"] {
            assert_eq!(shown(url), None, "{url}");
        }
        assert_eq!(without_login("https://a:b@x.example/c?d=e@f"), "https://x.example/c?d=e@f");
    }

    #[test]
    fn a_source_is_a_package_with_the_version_it_tells() {
        let git = |url, revision| git_package(url, "door", Some(revision)).purl().unwrap_or_default();
        assert_eq!(git("https://github.com/A/B.git", "v1"), "pkg:github/a/b@v1");
        assert_eq!(git("https://github.com/A/B.git", "main"), "pkg:github/a/b");
        assert_eq!(
            git("https://gitlab.com/g/h/b.git", "refs/tags/1.0"),
            "pkg:generic/door@1.0?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Fg%2Fh%2Fb.git%401.0"
        );
        let archive = |url| {
            let package = archive_package(url, "");
            format!("{} {} {}", package.ecosystem, package.full_name(), package.version.unwrap_or_default())
        };
        assert_eq!(archive("https://github.com/a/b/archive/refs/tags/v1.2.zip"), "github a/b v1.2");
        assert_eq!(archive("https://github.com/a/b/archive/0123abcd.tar.gz"), "github a/b 0123abcd");
        assert_eq!(archive("https://github.com/a/b/releases/download/v3.1/b.tar.xz"), "github a/b v3.1");
        assert_eq!(archive("https://github.com/a/b/archive/refs/heads/main.zip"), "github a/b ");
        assert_eq!(archive("https://x.example/left-pad-1.2.3.tar.gz"), "generic left-pad 1.2.3");
        assert_eq!(archive("https://x.example/v2.0.1/door.zip"), "generic door 2.0.1".replace("2.0.1", "v2.0.1"));
        assert_eq!(archive("https://x.example/door.zip"), "generic door ");
    }

    #[test]
    fn only_a_requirement_for_one_version_is_exact() {
        assert_eq!(exact("== 1.2.3"), Some("1.2.3"));
        assert_eq!(exact("v1.2.3-rc1"), Some("v1.2.3-rc1"));
        for written in ["^1", "1.*", "1.x", ">=1", "1 || 2", "", "main", "1.2."] {
            assert_eq!(exact(written), None, "{written}");
        }
    }
}
