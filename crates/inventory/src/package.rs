//! The identity of a package, in the terms of its ecosystem.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A package: ecosystem, name and version. Two sightings with the same package are the same component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Package {
    /// The package-url type: `npm`, `pypi`, `cargo`, `golang`, `maven`, `deb`, `github`, `generic` …
    pub ecosystem: Cow<'static, str>,
    /// The npm scope with its `@`, the Maven group, the Composer vendor, the distribution …
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub namespace: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<String>,
    /// The package-url qualifiers, sorted: `arch`, `repository_url`, `vcs_url` …
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub qualifiers: Vec<(String, String)>,
}

impl Package {
    /// Takes the name as the ecosystem writes it: `@scope/name`, `group:artifact`, `vendor/name`,
    /// `example.com/module/v2`. An empty version is none.
    pub fn new(ecosystem: &'static str, written: &str, version: Option<&str>) -> Package {
        let written = written.trim();
        let (namespace, name) = match ecosystem {
            "npm" if written.starts_with('@') => split(written, '/'),
            "maven" | "sbt" | "gradle" => split(written, ':'),
            "composer" | "github" | "bitbucket" | "gitlab" | "huggingface" | "jsr" | "docker" | "terraform" => {
                split_last(written, '/')
            }
            "swift" => split_last(written.trim_end_matches(".git"), '/'),
            _ => (None, written.to_owned()),
        };
        let name = match ecosystem {
            // PEP 503.
            "pypi" => normalised_python(&name),
            "composer" | "github" | "bitbucket" | "hex" => name.to_lowercase(),
            _ => name,
        };
        let namespace = match ecosystem {
            "composer" | "github" | "bitbucket" => namespace.map(|namespace| namespace.to_lowercase()),
            _ => namespace,
        };
        let version = version.map(str::trim).filter(|version| !version.is_empty()).map(str::to_owned);
        Package { ecosystem: Cow::Borrowed(ecosystem), namespace, name, version, qualifiers: Vec::new() }
    }

    /// Adds one package-url qualifier.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Package {
        let value = value.into();
        if !value.is_empty() {
            self.qualifiers.push((key.to_owned(), value));
            self.qualifiers.sort();
        }
        self
    }

    /// The name as people write it: `@scope/name`, `group:artifact`, `vendor/name`.
    pub fn full_name(&self) -> String {
        match &self.namespace {
            Some(namespace) if self.ecosystem == "maven" => format!("{namespace}:{}", self.name),
            Some(namespace) if !matches!(&*self.ecosystem, "deb" | "apk" | "rpm" | "opkg" | "alpm") => {
                format!("{namespace}/{}", self.name)
            }
            _ => self.name.clone(),
        }
    }

    /// The package-url. None where the ecosystem's own rules refuse the name.
    pub fn purl(&self) -> Option<String> {
        self.plain_purl().or_else(|| self.encoded_purl())
    }

    /// Whether nothing in its name has to be encoded or changed in a package-url, so that this says all there is to
    /// say: nearly all are like that.
    pub(crate) fn is_plain(&self) -> bool {
        let is_plain = |name: &str| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !name.is_empty() && name.bytes().all(plain)
        };
        let is_namespace_plain = match (&*self.ecosystem, self.namespace.as_deref()) {
            ("npm", Some(scope)) => scope.strip_prefix('@').is_some_and(is_plain),
            ("npm" | "pypi" | "cargo" | "gem", None) => true,
            _ => false,
        };
        let has_version = self.version.as_deref() != Some("");
        is_namespace_plain && is_plain(&self.name) && has_version && self.qualifiers.is_empty()
    }

    fn plain_purl(&self) -> Option<String> {
        let version = self.version.as_deref().filter(|_| self.is_plain())?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if !version.bytes().all(is_plain) {
            return None;
        }
        let (mark, scope) = match self.namespace.as_deref() {
            Some(scope) => ("/%40", [scope.strip_prefix('@')?, "/"]),
            None => ("/", ["", ""]),
        };
        Some(["pkg:", &*self.ecosystem, mark, scope[0], scope[1], &*self.name, "@", version].concat())
    }

    fn encoded_purl(&self) -> Option<String> {
        let (namespace, name) = match &*self.ecosystem {
            // Here the identity is one path; a package-url wants it parted.
            "golang" => match self.name.rsplit_once('/') {
                Some((namespace, name)) => (Some(namespace), name),
                None => (None, &*self.name),
            },
            _ => (self.namespace.as_deref(), &*self.name),
        };
        let mut purl = packageurl::PackageUrl::new(&*self.ecosystem, name).ok()?;
        if let Some(namespace) = namespace {
            purl.with_namespace(namespace).ok()?;
        }
        if let Some(version) = &self.version {
            purl.with_version(&**version).ok()?;
        }
        for (key, value) in &self.qualifiers {
            purl.add_qualifier(&**key, &**value).ok()?;
        }
        Some(purl.to_string())
    }

    /// Takes a package-url. None if it is not one, or its type's own rules refuse it. A subpath is left out: it
    /// names a part of the package, not another package.
    pub fn from_purl(written: &str) -> Option<Package> {
        let purl: packageurl::PackageUrl = written.trim().parse().ok()?;
        let (namespace, name) = match (purl.ty(), purl.namespace()) {
            ("golang", Some(namespace)) => (None, format!("{namespace}/{}", purl.name())),
            (_, namespace) => (namespace.map(str::to_owned), purl.name().to_owned()),
        };
        let mut qualifiers: Vec<_> =
            purl.qualifiers().iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        qualifiers.sort();
        Some(Package {
            ecosystem: Cow::Owned(purl.ty().to_owned()),
            namespace,
            name,
            version: purl.version().filter(|version| !version.is_empty()).map(str::to_owned),
            qualifiers,
        })
    }
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.full_name())?;
        self.version.as_ref().map_or(Ok(()), |version| write!(f, " {version}"))
    }
}

/// Runs of `-`, `_` and `.` are one `-`; lower case (PEP 503).
pub fn normalised_python(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.bytes().all(is_plain) && !name.contains("--") {
        return name.to_owned();
    }
    let mut normal = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' | '_' | '.' if normal.ends_with('-') => {}
            '-' | '_' | '.' => normal.push('-'),
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

fn split(written: &str, separator: char) -> (Option<String>, String) {
    match written.split_once(separator) {
        Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() => {
            (Some(namespace.to_owned()), name.to_owned())
        }
        _ => (None, written.to_owned()),
    }
}

fn split_last(written: &str, separator: char) -> (Option<String>, String) {
    match written.rsplit_once(separator) {
        Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() => {
            (Some(namespace.to_owned()), name.to_owned())
        }
        _ => (None, written.to_owned()),
    }
}

#[test]
fn a_name_is_taken_apart_as_its_ecosystem_does() {
    let purl = |ecosystem, name, version| Package::new(ecosystem, name, Some(version)).purl().unwrap_or_default();
    assert_eq!(purl("npm", "@a/b", "1.0.0"), "pkg:npm/%40a/b@1.0.0");
    assert_eq!(purl("pypi", "A_b.c", "1"), "pkg:pypi/a-b-c@1");
    assert_eq!(purl("golang", "example.com/x/v2", "v2.1.0"), "pkg:golang/example.com/x/v2@v2.1.0");
    assert_eq!(purl("maven", "g.h:a", "1"), "pkg:maven/g.h/a@1");
    assert_eq!(purl("composer", "Vendor/Name", "1"), "pkg:composer/vendor/name@1");
    assert_eq!(Package::new("npm", "@a/b", None).full_name(), "@a/b");
}

#[test]
fn a_package_url_is_read_back_to_the_package_it_was_made_of() {
    for package in [
        Package::new("npm", "@a/b", Some("1.0.0+x")),
        Package::new("golang", "example.com/x/v2", Some("v2.1.0")),
        Package::new("maven", "g.h:a", None),
        Package { namespace: Some("debian".to_owned()), ..Package::new("deb", "libc6", Some("2:2.36-9")) }
            .with("arch", "amd64")
            .with("distro", "debian-12"),
    ] {
        assert_eq!(package.purl().and_then(|purl| Package::from_purl(&purl)), Some(package));
    }
    assert_eq!(Package::from_purl("npm/left-pad"), None);
    assert_eq!(Package::from_purl("pkg:npm/a@1#lib/x").and_then(|p| p.purl()).as_deref(), Some("pkg:npm/a@1"));
}

#[test]
fn the_short_way_to_a_package_url_leads_to_the_same_one() {
    let names = ["a", "left-pad", "Left", "a.b", "a_b", "@x/y", "@x.y/z", "@X/y", "", "é", "a b", "-a", "4"];
    let versions = [None, Some("1.0.0"), Some("1.0.0-rc.1"), Some("1+b"), Some("1_0"), Some("v1"), Some("1:2")];
    let mut short = 0;
    for ecosystem in ["npm", "pypi", "cargo", "gem", "maven", "golang", "deb", "generic"] {
        for name in names {
            for version in versions {
                let package = Package::new(ecosystem, name, version);
                short += usize::from(package.plain_purl().is_some());
                assert!(package.plain_purl().is_none_or(|purl| Some(purl) == package.encoded_purl()), "{package:?}");
                let read_back = package.encoded_purl().and_then(|purl| Package::from_purl(&purl));
                assert!(!package.is_plain() || read_back.as_ref() == Some(&package), "{package:?}");
            }
        }
    }
    assert!(short > 50, "{short} took the short way");
}
