//! A dependency taken from a repository, in the ways package managers write it.

use std::borrow::Cow;

use inventory::Package;

use crate::repository;

/// The address of a repository, and what was taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitSource {
    /// With its scheme: `git+https://…`, `git+ssh://…`.
    pub url: String,
    /// A commit, a tag or a branch.
    pub revision: Option<String>,
}

impl GitSource {
    /// Reads the JavaScript way, the revision behind a `#`: `git+ssh://git@host/o/r.git#1a2b`, `github:o/r#v1`,
    /// `https://host/o/r.git#commit=1a2b`, and the archives of GitHub. None for what is no repository.
    pub fn of_npm(written: &str) -> Option<GitSource> {
        let (address, revision) = match written.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (written, None),
        };
        // `commit=1a2b&workspace=x`, `semver:^1`.
        let revision = revision.map(|fragment| {
            let parts = fragment.split('&').find_map(|part| {
                let (key, value) = part.split_once(['=', ':'])?;
                matches!(key, "commit" | "tag" | "head").then_some(value)
            });
            parts.unwrap_or(fragment)
        });
        if let Some(rest) = address.strip_prefix("https://codeload.github.com/") {
            let (repository, commit) = rest.split_once("/tar.gz/")?;
            return Some(GitSource::new(&format!("https://github.com/{repository}.git"), Some(commit)));
        }
        let hosts = [("github:", "github.com"), ("gitlab:", "gitlab.com"), ("bitbucket:", "bitbucket.org")];
        for (prefix, host) in hosts {
            if let Some(repository) = address.strip_prefix(prefix) {
                return Some(GitSource::new(&format!("https://{host}/{repository}.git"), revision));
            }
        }
        let is_git = ["git+", "git://", "git@", "ssh://"].iter().any(|scheme| address.starts_with(scheme))
            || (address.contains("://") && address.ends_with(".git"));
        is_git.then(|| GitSource::new(address, revision))
    }

    /// Reads the Python way, the revision behind an `@`: `git+https://host/o/r.git@v1#egg=x`.
    pub fn of_pip(written: &str) -> Option<GitSource> {
        let address = written.split('#').next().unwrap_or(written);
        if !address.starts_with("git+") {
            return None;
        }
        let path = address.find("://").map_or(0, |at| at + 3);
        let path = path + address.get(path..)?.find('/')?;
        let (url, revision) = match address.get(path..)?.rfind('@') {
            Some(at) => (address.get(..path + at)?, address.get(path + at + 1..)),
            None => (address, None),
        };
        Some(GitSource::new(url, revision))
    }

    pub fn new(url: &str, revision: Option<&str>) -> GitSource {
        let url = without_login(url.trim());
        let url = match url.strip_prefix("git@") {
            // The short form of SSH: `git@host:o/r.git`.
            Some(rest) if !url.contains("://") => format!("git+ssh://git@{}", rest.replacen(':', "/", 1)),
            _ if url.starts_with("git+") || url.starts_with("git://") => url.into_owned(),
            _ => format!("git+{url}"),
        };
        let revision = revision.map(str::trim).filter(|revision| !revision.is_empty()).map(str::to_owned);
        GitSource { url, revision }
    }

    /// As the `vcs_url` of a package-url.
    pub fn vcs_url(&self) -> String {
        match &self.revision {
            Some(revision) => format!("{}@{revision}", self.url),
            None => self.url.clone(),
        }
    }

    /// What may stand for the version if none is known: a commit or a tag. A branch may not.
    pub fn version(&self) -> Option<&str> {
        self.revision.as_deref().filter(|revision| {
            let is_commit = revision.len() >= 7 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_tag =
                revision.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()) && revision.contains('.');
            is_commit || is_tag
        })
    }

    /// The package, told apart from the one of the registry.
    pub fn of_package(&self, package: Package) -> Package {
        package.with("vcs_url", self.vcs_url())
    }
}

/// An address without the name and password some write into it: they are nobody's business. The user of SSH stays.
pub fn without_login(url: &str) -> Cow<'_, str> {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    if scheme.ends_with("http") || scheme.ends_with("https") {
        Cow::Owned(repository::without_login(url))
    } else {
        Cow::Borrowed(url)
    }
}

#[test]
fn every_way_to_name_a_repository_is_read() {
    let npm = |written| GitSource::of_npm(written).map(|git| git.vcs_url());
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(npm("git+ssh://git@h.eu/o/r.git#1a2b"), some("git+ssh://git@h.eu/o/r.git@1a2b"));
    assert_eq!(npm("github:o/r#v1"), some("git+https://github.com/o/r.git@v1"));
    assert_eq!(npm("https://codeload.github.com/o/r/tar.gz/1a2b"), some("git+https://github.com/o/r.git@1a2b"));
    assert_eq!(npm("git@h.eu:o/r.git#commit=1a2b"), some("git+ssh://git@h.eu/o/r.git@1a2b"));
    assert_eq!(npm("https://h.eu/x.tgz"), None);
    let pip = |written| GitSource::of_pip(written).map(|git| git.vcs_url());
    assert_eq!(pip("git+https://u:p@h.eu/o/r.git@v1#egg=x"), some("git+https://h.eu/o/r.git@v1"));
    assert_eq!(pip("git+ssh://git@h.eu/o/r"), some("git+ssh://git@h.eu/o/r"));
    assert_eq!(pip("https://h.eu/x.whl"), None);
    assert_eq!(GitSource::new("x", Some("main")).version(), None);
    assert_eq!(GitSource::new("x", Some("v1.2")).version(), Some("v1.2"));
}
