//! What CMake fetches: `FetchContent_Declare`, `ExternalProject_Add`, `CPMAddPackage`, `file(DOWNLOAD …)`.

use inventory::{Component, Hash, HashAlgorithm, Package, Relation};

use super::cmake_commands::{Command, Variables};
use crate::repository::{archive_package, fixed, git_package, name_and_version, stem, vcs_url, without_login};

/// The component a command fetches. None if it fetches nothing that can be told.
pub fn fetched(command: &Command, variables: &Variables) -> Option<Component> {
    let component = match &*command.name {
        "fetchcontent_declare" | "fetchcontent_populate" | "externalproject_add" => long(command, variables),
        "cpmaddpackage" | "cpmfindpackage" | "cpmdeclarepackage" if command.arguments.len() == 1 => {
            short(&variables.expand(command.argument(0)?)?)
        }
        "cpmaddpackage" | "cpmfindpackage" | "cpmdeclarepackage" => long(command, variables),
        "file" if command.argument(0) == Some("DOWNLOAD") => download(command, variables),
        _ => None,
    }?;
    Some(Component { relation: Some(Relation::Direct), ..component })
}

fn long(command: &Command, variables: &Variables) -> Option<Component> {
    let value =
        |key| command.after(key).and_then(|written| variables.expand(written)).filter(|value| !value.is_empty());
    let is_cpm = command.name.starts_with("cpm");
    let name = if is_cpm { value("NAME") } else { command.argument(0).and_then(|name| variables.expand(name)) };
    let name = name.filter(|name| !name.is_empty());
    let hosted = [
        ("GITHUB_REPOSITORY", "https://github.com/"),
        ("GITLAB_REPOSITORY", "https://gitlab.com/"),
        ("BITBUCKET_REPOSITORY", "https://bitbucket.org/"),
    ];
    let of_host = hosted.iter().find_map(|(key, host)| value(key).map(|path| format!("{host}{path}")));
    let repository = value("GIT_REPOSITORY").or(of_host).or(value("HG_REPOSITORY")).or(value("SVN_REPOSITORY"));
    if let Some(url) = repository {
        let written = ["GIT_TAG", "HG_TAG", "SVN_REVISION"].iter().find_map(|key| command.after(key));
        let tag = written.and_then(|written| variables.expand(written));
        let version = if is_cpm { value("VERSION") } else { None };
        let revision = tag.clone().or(version);
        return Some(of_git(&url, &name.unwrap_or_default(), revision.as_deref(), written));
    }
    // A choice of mirrors: the first counts.
    let name = name.unwrap_or_default();
    let written = command.after("URL")?;
    let Some(url) = value("URL") else {
        // Another file may know what the address says.
        let package = Package::new("generic", &name, None);
        let is_known = !name.is_empty() && written.contains("://");
        return is_known.then(|| Component { requirement: Some(written.to_owned()), ..Component::new(package) });
    };
    let mut component = of_archive(&url, &name)?;
    if is_cpm && let Some(version) = value("VERSION") {
        component.package.version.get_or_insert(version);
    }
    component.hashes.extend(value("URL_HASH").and_then(|written| digest(&written)));
    component.hashes.extend(value("URL_MD5").and_then(|sum| Hash::hex(HashAlgorithm::Md5, &sum)));
    Some(component)
}

/// `gh:owner/name@1.2.3`, `gl:owner/name#tag`, `https://host/name.git#tag`, `https://host/name-1.2.3.zip#MD5=…`.
fn short(written: &str) -> Option<Component> {
    let (rest, tag) = written.split_once('#').map_or((written, None), |(rest, tag)| (rest, Some(tag)));
    // Behind a tag may stand the version it is of: `#door-1.2.3@1.2.3`.
    let tag = tag.map(|tag| tag.split('@').next().unwrap_or(tag));
    let at = rest.rfind('@').filter(|at| rest.rfind('/').is_some_and(|slash| slash < *at));
    let (place, version) = at.map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
    let url = match place.split_once(':') {
        Some(("gh", path)) => format!("https://github.com/{path}"),
        Some(("gl", path)) => format!("https://gitlab.com/{path}"),
        Some(("bb", path)) => format!("https://bitbucket.org/{path}"),
        Some(_) if place.ends_with(".git") || place.starts_with("ssh") || place.starts_with("git@") => place.to_owned(),
        Some(_) if place.contains("://") => {
            let component = of_archive(place, "")?;
            return Some(Component { hashes: tag.and_then(digest).into_iter().collect(), ..component });
        }
        _ => return None,
    };
    Some(of_git(&url, "", tag.or(version), tag.or(version)))
}

fn download(command: &Command, variables: &Variables) -> Option<Component> {
    let url = variables.expand(command.argument(1)?)?;
    let mut component = of_archive(&url, "")?;
    // A file without a version is data, as likely as not.
    component.package.version.as_ref()?;
    component.hashes.extend(command.after("EXPECTED_HASH").and_then(|sum| digest(&variables.expand(sum)?)));
    component.hashes.extend(command.after("EXPECTED_MD5").and_then(|sum| Hash::hex(HashAlgorithm::Md5, sum)));
    Some(component)
}

fn of_git(url: &str, name: &str, revision: Option<&str>, written: Option<&str>) -> Component {
    let pinned = revision.and_then(fixed);
    // A branch, or a variable of another file.
    let requirement = written.filter(|_| pinned.is_none()).map(str::to_owned);
    let package = git_package(url, name, pinned);
    Component { requirement, source: Some(vcs_url(url, pinned)), ..Component::new(package) }
}

fn of_archive(url: &str, name: &str) -> Option<Component> {
    if !url.contains("://") {
        // An archive in the tree.
        let (of_file, version) = name_and_version(stem(url.rsplit('/').next()?));
        let name = if name.is_empty() { of_file } else { name };
        return version.map(|version| Component::new(Package::new("generic", name, Some(version))));
    }
    let package = archive_package(url, name);
    (!package.name.is_empty()).then(|| Component { source: Some(without_login(url)), ..Component::new(package) })
}

/// `SHA256=…`
fn digest(written: &str) -> Option<Hash> {
    let (algorithm, value) = written.split_once('=')?;
    let algorithm = match algorithm.to_ascii_uppercase().as_str() {
        "MD5" => HashAlgorithm::Md5,
        "SHA1" => HashAlgorithm::Sha1,
        "SHA256" => HashAlgorithm::Sha256,
        "SHA384" => HashAlgorithm::Sha384,
        "SHA512" => HashAlgorithm::Sha512,
        _ => return None,
    };
    Hash::hex(algorithm, value)
}
