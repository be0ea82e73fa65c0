//! Reads `Podfile`: the pods it asks for, by the shape of its lines.

use inventory::Package;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::repository::exact;

pub const DETECTOR: Detector = Detector { id: "podfile", files: Files::Named(&["podfile"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    for line in lines(&text) {
        let code = line.text.trim();
        let Some(call) = code.strip_prefix("pod ").or_else(|| code.strip_prefix("pod(")) else { continue };
        let mut parts = call.split(['"', '\'']);
        let Some(pod) = parts.nth(1) else { continue };
        // `TensorFlowLiteSwift/CoreML` is a part of TensorFlowLiteSwift.
        let pod = pod.split('/').next().unwrap_or(pod);
        found.dependency("swift", pod, Scope::Runtime, || Some(line));
        // `:path => '../x'`, `:git => …` are no requirement.
        let is_place = parts.next().is_none_or(|between| between.trim() != ",");
        let requirement = parts.next().filter(|_| !is_place).unwrap_or_default();
        if !call.contains(":path") && !call.contains("path:") && !found.is_vendored() {
            let package = Package::new("cocoapods", pod, exact(requirement));
            found.wish(package, requirement, Scope::Runtime, line.number);
        }
    }
}

#[test]
fn pods_are_read_with_their_requirements() {
    let podfile = "\
  pod 'TensorFlowLiteSwift/CoreML', '~> 2'
  # pod 'GoogleMLKit'
  pod 'Door', '1.2.3'
  pod \"LeftPad\", :git => 'https://github.com/example/left-pad.git', :tag => '1.0'
  pod 'Own', :path => '../Own'
";
    crate::detectors::tests::check("ios/Podfile", podfile, &["1 ai-library TensorFlow Lite product"]);
    crate::detectors::tests::check_sheet(
        "ios/Podfile",
        podfile,
        &[
            "1 wish pkg:cocoapods/TensorFlowLiteSwift ~> 2 runtime",
            "3 wish pkg:cocoapods/Door@1.2.3 1.2.3 runtime",
            "4 wish pkg:cocoapods/LeftPad  runtime",
        ],
    );
}
