//! A conda package, by the name of its file and by the requests that name it.

use inventory::{Component, Package};

use crate::git_source::without_login;

/// The package an address of a channel names: `…/conda-forge/linux-64/name-1.0-h0_0.conda`.
pub fn of_address(address: &str) -> Option<Package> {
    let path = address.split(['#', '?']).next()?;
    let mut folders = path.rsplit('/');
    let file = folders.next()?;
    let (stem, kind) = match file.strip_suffix(".tar.bz2") {
        Some(stem) => (stem, "tar.bz2"),
        None => (file.strip_suffix(".conda")?, "conda"),
    };
    let mut parts = stem.rsplitn(3, '-');
    let (build, version, name) = (parts.next()?, parts.next()?, parts.next()?);
    let subdir = folders.next().unwrap_or_default();
    let channel = folders.next().unwrap_or_default();
    let package = Package::new("conda", name, Some(version)).with("build", build).with("type", kind);
    Some(package.with("subdir", subdir).with("channel", channel))
}

/// A component fetched from an address of a channel.
pub fn fetched(address: &str) -> Option<Component> {
    Some(Component { source: Some(public(address)), ..Component::new(of_address(address)?) })
}

/// An address without what lets people in: `https://user:word@…`, `…/t/token/…`.
pub fn public(address: &str) -> String {
    let address = without_login(address.split('#').next().unwrap_or(address));
    match address.split_once("/t/") {
        Some((host, rest)) => match rest.split_once('/') {
            Some((_, path)) => format!("{host}/{path}"),
            None => host.to_owned(),
        },
        None => address.into_owned(),
    }
}

/// A request as people write it: `name`, `name=1.2.3=build`, `channel::name >=1`, `name 1.2.*`.
pub struct Request<'a> {
    pub package: Package,
    pub requirement: &'a str,
}

impl<'a> Request<'a> {
    pub fn parse(written: &'a str) -> Option<Request<'a>> {
        let written = written.split(" #").next().unwrap_or_default().trim();
        let (channel, rest) = match written.split_once("::") {
            Some((channel, rest)) => (channel, rest.trim_start()),
            None => ("", written),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let len = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, requirement) = rest.split_at(len);
        // `name[version=1.0]` and the like come too seldom to be taken apart.
        let requirement = requirement.trim();
        if name.is_empty() || name.starts_with(['-', '.']) {
            return None;
        }
        Some(Request::new(name, requirement).of_channel(channel))
    }

    pub fn new(name: &str, requirement: &'a str) -> Request<'a> {
        let (version, build) = pin(requirement);
        let package = Package::new("conda", name, version).with("build", build);
        Request { package, requirement }
    }

    fn of_channel(self, channel: &str) -> Request<'a> {
        let channel = channel.rsplit('/').next().unwrap_or_default();
        Request { package: self.package.with("channel", channel), ..self }
    }
}

/// The one version a request allows, and the build. `=1.2` is any 1.2; `=1.2.3` is nearly always the one.
fn pin(requirement: &str) -> (Option<&str>, &str) {
    let is_version = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '!'))
    };
    let plain = |text: &str| text.trim().trim_start_matches('=').trim_start().len();
    let begin = requirement.len() - plain(requirement).min(requirement.len());
    let (operator, rest) = requirement.split_at(begin);
    let equals = operator.matches('=').count();
    let (version, build) = rest.split_once(['=', ' ']).unwrap_or((rest, ""));
    let (version, build) = (version.trim(), build.trim_matches(['=', ' ']));
    let build = if build == "*" { "" } else { build };
    let is_pin = is_version(version) && (equals == 2 || !build.is_empty() || version.matches('.').count() >= 2);
    if is_pin { (Some(version), build) } else { (None, "") }
}

#[test]
fn requests_and_addresses_name_packages() {
    let address = "https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda#aa";
    assert_eq!(
        of_address(address).and_then(|package| package.purl()).as_deref(),
        Some("pkg:conda/left-pad@1.3.0?build=h0_0&channel=conda-forge&subdir=linux-64&type=conda")
    );
    assert_eq!(of_address("https://example.eu/x"), None);
    let request = |written| {
        Request::parse(written)
            .map(|request| format!("{} {}", request.package.purl().unwrap_or_default(), request.requirement))
            .unwrap_or_default()
    };
    assert_eq!(request("nail=1.9.1"), "pkg:conda/nail@1.9.1 =1.9.1");
    assert_eq!(request("nail=1.9=h0_0"), "pkg:conda/nail@1.9?build=h0_0 =1.9=h0_0");
    assert_eq!(request("nail==2"), "pkg:conda/nail@2 ==2");
    assert_eq!(request("nail=1.9"), "pkg:conda/nail =1.9");
    assert_eq!(request("nail 1.9.*"), "pkg:conda/nail 1.9.*");
    assert_eq!(request("nail 1.9.1 h0_0"), "pkg:conda/nail@1.9.1?build=h0_0 1.9.1 h0_0");
    assert_eq!(request("conda-forge::nail >=1,<2"), "pkg:conda/nail?channel=conda-forge >=1,<2");
    assert_eq!(request("nail"), "pkg:conda/nail ");
    assert_eq!(request("-x"), "");
}
