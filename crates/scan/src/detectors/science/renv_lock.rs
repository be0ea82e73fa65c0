//! Reads `renv.lock`: the R packages renv recorded, from CRAN, Bioconductor or a repository.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{vcs_url, without_login};
use crate::sheet::{At, Origin};
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "renv-lock", files: Files::Named(&["renv.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    let repositories: HashMap<&str, &str> = lock
        .get("R")
        .map_or(&[][..], |r| r.list("Repositories"))
        .iter()
        .filter_map(|repository| Some((repository.text("Name")?, repository.text("URL")?)))
        .collect();
    let mut known: HashMap<&str, At> = HashMap::new();
    for (key, package) in lock.table("Packages") {
        let name = package.text("Package").unwrap_or(&key.text);
        let mut identity = Package::new("cran", name, package.text("Version"));
        let source = repository(package);
        let registry = package.text("Repository").unwrap_or_default();
        if let Some(vcs) = &source {
            identity = identity.with("vcs_url", vcs.clone());
        } else if package.text("Source") == Some("Bioconductor") || registry.starts_with("Bioconductor") {
            identity = identity.with("repository_url", "https://bioconductor.org");
        } else if !matches!(registry, "" | "CRAN" | "RSPM" | "P3M" | "CRANextra") {
            let url = repositories.get(registry).copied().unwrap_or(registry);
            if url.contains("://") && !url.contains("cran.") {
                identity = identity.with("repository_url", without_login(url));
            }
        }
        let component = Component { own: package.text("Source") == Some("Local"), source, ..Component::new(identity) };
        known.insert(name, found.component(component, key.line));
    }
    let mut lists = 0;
    for (_, package) in lock.table("Packages") {
        let Some(from) = package.text("Package").and_then(|name| known.get(name)) else { continue };
        for key in ["Requirements", "Depends", "Imports", "LinkingTo"] {
            let Some(list) = package.get(key) else { continue };
            lists += 1;
            // `rlang (>= 1.0)`; one alone need not be in a list.
            let one = list.as_str().into_iter().flat_map(|text| text.split(','));
            let needs = one.chain(list.items().iter().filter_map(Node::as_str));
            for to in needs.filter_map(|need| known.get(need.split('(').next().unwrap_or(need).trim())) {
                if to != from {
                    found.depends(*from, *to);
                }
            }
        }
    }
    found.sheet().edges_complete = lists > 0;
}

fn repository(package: &Node) -> Option<String> {
    let said = |key| package.text(key).filter(|text: &&str| !text.is_empty());
    let host = match said("Source")? {
        "GitHub" => "github.com",
        "GitLab" => "gitlab.com",
        "Bitbucket" => "bitbucket.org",
        "Git" | "git2r" => return Some(vcs_url(said("RemoteUrl")?, said("RemoteSha").or(said("RemoteRef")))),
        _ => return None,
    };
    let url = format!("https://{host}/{}/{}", said("RemoteUsername")?, said("RemoteRepo")?);
    Some(vcs_url(&url, said("RemoteSha").or(said("RemoteRef"))))
}

#[test]
fn packages_of_all_sources_are_read() {
    let lock = r#"{
  "R": {"Version": "4.3.1", "Repositories": [{"Name": "inner", "URL": "https://r.example/all"}]},
  "Packages": {
    "leftpad": {
      "Package": "leftpad", "Version": "1.4-2", "Source": "Repository", "Repository": "CRAN",
      "Requirements": ["R", "door", "methods"], "Hash": "aa"
    },
    "door": {
      "Package": "door", "Version": "0.1.0", "Source": "GitHub", "RemoteType": "github",
      "RemoteHost": "api.github.com", "RemoteUsername": "example", "RemoteRepo": "door",
      "RemoteRef": "HEAD", "RemoteSha": "abc123"
    },
    "Example": {
      "Package": "Example", "Version": "2.60.0", "Source": "Bioconductor", "Imports": ["leftpad (>= 1.0)", "utils"]
    },
    "inside": {"Package": "inside", "Version": "1.0", "Source": "Repository", "Repository": "inner"}
  }
}"#;
    crate::detectors::tests::check_sheet(
        "renv.lock",
        lock,
        &[
            "4 pkg:cran/leftpad@1.4-2 -> door",
            "8 pkg:cran/door@0.1.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor%40abc123 \
             source=git+https://github.com/example/door@abc123",
            "13 pkg:cran/Example@2.60.0?repository_url=https:%2F%2Fbioconductor.org -> leftpad",
            "16 pkg:cran/inside@1.0?repository_url=https:%2F%2Fr.example%2Fall",
        ],
    );
    crate::detectors::tests::check_malformed("renv.lock", "{\"Packages\": {");
}
