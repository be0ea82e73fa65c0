//! Reads `cog.yaml`: a model packed into a container by Cog.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;
use crate::tree;

pub const DETECTOR: Detector = Detector { id: "cog", files: Files::Named(&["cog.yaml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(settings) = found.parsed(tree::yaml(&text)) else { return };
    let Some(node) = settings.get("predict").or_else(|| settings.get("build")).or_else(|| settings.get("train")) else {
        return;
    };
    let line = text.lines().nth((node.line as usize).saturating_sub(1)).unwrap_or_default();
    let image: Vec<(&str, &str)> = settings.text("image").map(|image| ("image", image)).into_iter().collect();
    found.asset(Seen {
        kind: Kind::InferenceServer,
        name: "Cog",
        line: Some(Line { number: node.line, text: line }),
        confidence: Confidence::Certain,
        properties: &image,
    });
    // Packages that the container gets, as Python and the system name them.
    for package in settings.at(&["build", "python_packages"]).map_or(&[] as &[_], |list| list.items()) {
        let Some(requirement) = package.as_str() else { continue };
        let name = requirement.split(['=', '<', '>', '~', '!', '[', ' ']).next().unwrap_or_default();
        found.dependency("pypi", name, crate::found::Scope::Runtime, || {
            Some(Line { number: package.line, text: requirement })
        });
    }
}

#[test]
fn a_packed_model_is_known_by_what_it_predicts_with() {
    use crate::detectors::tests::{check, check_malformed};
    check(
        "cog.yaml",
        "build:\n  python_packages:\n    - \"torch==2.4.0\"\npredict: \"predict.py:Predictor\"\n",
        &["3 ai-library PyTorch product", "4 inference-server Cog product"],
    );
    check("cog.yaml", "colour: red\n", &[]);
    check_malformed("cog.yaml", "a: [");
}
