//! Reads `Package.swift` and `Podfile`: the packages they ask for, by the shape of their lines.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_where, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "swift-package", files: Files::Named(&["package.swift", "podfile"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_podfile = file.name.lower_name() == "podfile";
    if !is_podfile
        && let Some(line) = line_where(&text, |line| line.trim_start().starts_with("name:"))
        && let Some(name) = line.text.split('"').nth(1)
    {
        found.add(Kind::ManifestName, name, Some(line));
    }
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with("//") || code.starts_with('#') {
            continue;
        }
        if is_podfile {
            let pod = code.strip_prefix("pod ").and_then(|pod| pod.split(['"', '\'']).nth(1));
            if let Some(pod) = pod {
                // `TensorFlowLiteSwift/CoreML` is a part of TensorFlowLiteSwift.
                let pod = pod.split('/').next().unwrap_or(pod);
                found.dependency("swift", pod, Scope::Runtime, || Some(line));
            }
        } else if let Some((_, address)) = code.split_once("url:")
            && let Some(address) = address.split('"').nth(1)
        {
            let address = address.trim_end_matches('/').trim_end_matches(".git");
            let repository: Vec<&str> = address.rsplit('/').take(2).collect();
            if let [name, owner] = repository[..] {
                let package = format!("{owner}/{name}");
                found.dependency("swift", &package, Scope::Runtime, || Some(line));
            }
        }
    }
}

#[test]
fn packages_are_known_by_repository_or_pod() {
    let manifest = "\
let package = Package(
    name: \"Door\",
    dependencies: [
        .package(url: \"https://github.com/MacPaw/OpenAI.git\", from: \"0.2.4\"),
    ]
)
";
    crate::detectors::tests::check(
        "Package.swift",
        manifest,
        &["2 manifest-name Door product", "4 hosted-model-client OpenAI product"],
    );
    crate::detectors::tests::check(
        "ios/Podfile",
        "  pod 'TensorFlowLiteSwift/CoreML', '~> 2'\n  # pod 'GoogleMLKit'\n",
        &["1 ai-library TensorFlow Lite product"],
    );
}
