//! One requirement as PEP 508 writes it: `name[extra] >=1 ; marker`, `name @ address`.

use inventory::{Hash, HashAlgorithm, Package, Scope};

use crate::found::Found;
use crate::git_source::GitSource;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement<'a> {
    pub name: &'a str,
    /// As written; empty if there is none.
    pub specifier: &'a str,
    /// Where it is to be fetched from.
    pub address: Option<&'a str>,
}

impl<'a> Requirement<'a> {
    /// None for options, bare addresses, paths and comments.
    pub fn parse(written: &'a str) -> Option<Requirement<'a>> {
        let name = package(written)?;
        let rest = written.trim().get(name.len()..)?.trim_start();
        // What stands in brackets are extras.
        let rest = match rest.strip_prefix('[') {
            Some(extras) => extras.split_once(']')?.1.trim_start(),
            None => rest,
        };
        if let Some(address) = rest.strip_prefix('@') {
            let address = address.trim_start();
            // A `;` ends an address only after a space.
            let len = address.find([' ', '\t']).unwrap_or(address.len());
            return Some(Requirement { name, specifier: "", address: address.get(..len) });
        }
        let specifier = rest.split([';', '#']).next().unwrap_or_default().trim();
        let specifier = specifier.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(specifier);
        // Options of pip stand behind it.
        let specifier = specifier.split(" --").next().unwrap_or_default().trim_end_matches('\\').trim();
        Some(Requirement { name, specifier, address: None })
    }

    /// With the version if there is only one that fits.
    pub fn package(&self) -> Package {
        let Some(address) = self.address else { return Package::new("pypi", self.name, pin(self.specifier)) };
        match GitSource::of_pip(address) {
            Some(git) => git.of_package(Package::new("pypi", self.name, git.version())),
            None => {
                let version = of_file(address).filter(|(name, _)| normal(name) == normal(self.name));
                Package::new("pypi", self.name, version.map(|(_, version)| version))
            }
        }
    }

    /// Whether it names a folder beside the manifest.
    pub fn is_path(&self) -> bool {
        self.address.is_some_and(|address| !address.contains("://") || address.starts_with("file:"))
    }

    /// As written, behind the name.
    pub fn requirement(&self) -> &'a str {
        self.address.unwrap_or(self.specifier)
    }
}

/// The name a requirement begins with; none for options, addresses and comments.
pub fn package(requirement: &str) -> Option<&str> {
    let requirement = requirement.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let len = requirement.find(|c| !is_name(c)).unwrap_or(requirement.len());
    let (package, rest) = requirement.split_at(len);
    let starts = package.starts_with(|c: char| c.is_ascii_alphanumeric());
    let goes_on = rest.trim_start().chars().next();
    let is_requirement =
        goes_on.is_none_or(|c| matches!(c, '[' | '(' | '=' | '<' | '>' | '!' | '~' | ';' | '@' | '#' | ',' | '\\'));
    let is_option = rest.trim_start().starts_with("--hash");
    (starts && (is_requirement || is_option)).then_some(package)
}

/// The one version that `==1.0` or `===1.0` allows.
pub fn pin(specifier: &str) -> Option<&str> {
    let version = specifier.trim().strip_prefix("==")?;
    let version = version.strip_prefix('=').unwrap_or(version).trim();
    let is_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '!' | '-' | '_');
    (!version.is_empty() && version.chars().all(is_version)).then_some(version)
}

/// The name and version in the name of a wheel or a source archive.
pub fn of_file(address: &str) -> Option<(&str, &str)> {
    let file = address.split(['?', '#']).next()?.rsplit('/').next()?;
    if let Some(stem) = file.strip_suffix(".whl") {
        let mut parts = stem.split('-');
        return Some((parts.next()?, parts.next()?));
    }
    let stem = [".tar.gz", ".zip", ".tar.bz2"].iter().find_map(|suffix| file.strip_suffix(suffix))?;
    let (name, version) = stem.rsplit_once('-')?;
    version.starts_with(|c: char| c.is_ascii_digit()).then_some((name, version))
}

/// `-r x`, `-rx`, `--requirement x`, `--requirement=x`.
pub fn option<'a>(code: &'a str, short: &str, long: &str) -> Option<&'a str> {
    let value = match code.strip_prefix(long) {
        Some(value) => value.strip_prefix(['=', ' ', '\t'])?,
        None => code.strip_prefix(short)?,
    };
    Some(value.trim().trim_matches(['"', '\''])).filter(|value| !value.is_empty())
}

/// The name in the form that PEP 503 compares.
pub fn normal(name: &str) -> String {
    Package::new("pypi", name, None).name
}

/// `sha256:…`.
pub fn hash(written: &str) -> Option<Hash> {
    let (algorithm, digest) = written.trim().split_once([':', '='])?;
    Hash::hex(HashAlgorithm::of_name(algorithm)?, digest)
}

/// A dependency of a manifest. A folder beside it is the project's own.
pub fn wish(written: &str, scope: Scope, line: u32, found: &mut Found) {
    let Some(requirement) = Requirement::parse(written).filter(|requirement| !requirement.is_path()) else { return };
    found.wish(requirement.package(), requirement.requirement(), scope, line);
}

/// Whether a word in the name of a file or group says that it is for development.
pub fn is_development(name: &str) -> bool {
    const WORDS: [&str; 15] = [
        "dev",
        "develop",
        "developer",
        "development",
        "test",
        "tests",
        "testing",
        "lint",
        "linting",
        "docs",
        "doc",
        "ci",
        "build",
        "typing",
        "mypy",
    ];
    name.to_lowercase().split(['-', '_', '.', ' ']).any(|part| WORDS.contains(&part))
}

#[test]
fn a_requirement_is_taken_apart() {
    let parse = |written| {
        Requirement::parse(written).map(|requirement| {
            format!("{} {}", requirement.package().purl().unwrap_or_default(), requirement.requirement())
        })
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(parse("torch==2.4.0+cpu"), some("pkg:pypi/torch@2.4.0%2Bcpu ==2.4.0+cpu"));
    assert_eq!(parse("A_b [x, y] (>=1,<2) ; python_version > '3'"), some("pkg:pypi/a-b >=1,<2"));
    assert_eq!(parse("a === 1.0 --hash=sha256:aa \\"), some("pkg:pypi/a@1.0 === 1.0"));
    assert_eq!(parse("a==1.*"), some("pkg:pypi/a ==1.*"));
    assert_eq!(parse("a~=1.0 # why"), some("pkg:pypi/a ~=1.0"));
    assert_eq!(
        parse("a_b @ https://example.eu/a_b-1.2-py3-none-any.whl ; x"),
        some("pkg:pypi/a-b@1.2 https://example.eu/a_b-1.2-py3-none-any.whl")
    );
    assert_eq!(
        parse("a@git+https://example.eu/a.git@v1.0"),
        some("pkg:pypi/a@v1.0?vcs_url=git%2Bhttps:%2F%2Fexample.eu%2Fa.git%40v1.0 git+https://example.eu/a.git@v1.0")
    );
    assert!(Requirement::parse("a @ ../a").is_some_and(|requirement| requirement.is_path()));
}

#[test]
fn a_requirement_names_one_package() {
    let cases = [
        ("torch==2.4.0+cpu", Some("torch")),
        ("  scikit_learn[all]>=1 ; python_version > '3'  # why", Some("scikit_learn")),
        ("openai", Some("openai")),
        ("x @ https://example.eu/x.whl", Some("x")),
        ("-r base.txt", None),
        ("# torch", None),
        ("https://example.eu/torch.whl", None),
        ("these are words", None),
        ("", None),
    ];
    for (line, expected) in cases {
        assert_eq!(package(line), expected, "{line}");
    }
}
