//! Reads `stack.yaml.lock`: the packages Stack pinned beside its snapshot.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{vcs_url, without_login};
use crate::sheet::Origin;
use crate::tree::yaml;

pub const DETECTOR: Detector =
    Detector { id: "stack-lock", files: Files::Named(&["stack.yaml.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(yaml(&text)) else { return };
    found.origin(Origin::Lock);
    for package in lock.list("packages") {
        let Some(completed) = package.get("completed") else { continue };
        if let Some(hackage) = completed.get("hackage") {
            // name-version@sha256:digest,size
            let (identity, digest) = hackage.as_str().and_then(|text| text.split_once('@')).unwrap_or_default();
            let Some((name, version)) = identity.rsplit_once('-') else { continue };
            let digest = digest.strip_prefix("sha256:").and_then(|rest| rest.split(',').next());
            let digest = digest.and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
            let package = Package::new("hackage", name, Some(version));
            let component = Component { hashes: digest.into_iter().collect(), ..Component::new(package) };
            found.component(component, hackage.line);
        } else if let Some(name) = completed.get("name")
            && let Some(written) = name.as_str()
        {
            let mut package = Package::new("hackage", written, completed.text("version"));
            let (mut source, mut hashes) = (None, Vec::new());
            if let Some(url) = completed.text("git") {
                let vcs = vcs_url(url, completed.text("commit"));
                package = package.with("vcs_url", vcs.clone());
                source = Some(vcs);
            } else if let Some(url) = completed.text("url").map(without_login) {
                package = package.with("download_url", url.clone());
                source = Some(url);
                hashes.extend(completed.text("sha256").and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum)));
            }
            found.component(Component { source, hashes, ..Component::new(package) }, name.line);
        }
    }
}

#[test]
fn packages_of_all_sources_are_read() {
    let lock = "\
packages:
- completed:
    hackage: left-pad-1.10.0@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,1234
    pantry-tree:
      sha256: aa
      size: 100
  original:
    hackage: left-pad-1.10.0
- completed:
    commit: abc123
    git: https://github.com/example/door.git
    name: door
    version: 0.2.1
  original:
    git: https://github.com/example/door.git
- completed:
    name: example
    sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    url: https://x.example/example-0.1.tar.gz
    version: '0.1'
snapshots:
- completed:
    sha256: bb
    url: https://x.example/lts/21/0.yaml
";
    crate::detectors::tests::check_sheet(
        "stack.yaml.lock",
        lock,
        &[
            "3 pkg:hackage/left-pad@1.10.0 hashes=1",
            "12 pkg:hackage/door@0.2.1?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor.git%40abc123 \
             source=git+https://github.com/example/door.git@abc123",
            "17 pkg:hackage/example@0.1?download_url=https:%2F%2Fx.example%2Fexample-0.1.tar.gz \
             source=https://x.example/example-0.1.tar.gz hashes=1",
        ],
    );
}
