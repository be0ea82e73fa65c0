//! Recognises what `crewai train` keeps under fixed names: the feedback people gave, and the advice drawn from it.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "crew-training",
    files: Files::Named(&["training_data.pkl", "trained_agents_data.pkl"]),
    want: Want::Head,
    read,
};

/// A pickle of an empty table.
const EMPTY_BYTES: u64 = 5;

fn read(file: &SourceFile, found: &mut Found) {
    if !matches!(file.bytes, [0x80, 2..=5, ..]) || file.size_bytes <= EMPTY_BYTES {
        return;
    }
    let is_advice = file.name.lower_name().starts_with("trained");
    let kind = if is_advice { Kind::AgentConfig } else { Kind::Dataset };
    let role = if is_advice { "advice from training" } else { "feedback for training" };
    let properties = [("library", "CrewAI"), ("role", role), ("format", "pickle")];
    let name = file.name.name();
    found.asset(Seen { kind, name, line: None, confidence: Confidence::Likely, properties: &properties });
}

#[test]
fn feedback_and_advice_are_kept_under_fixed_names() {
    use crate::detectors::tests::check_assets;
    let pickle = b"\x80\x04\x95\x0b\0\0\0\0\0\0\0}\x94\x8c\x01a\x94K\x01s.";
    check_assets("training_data.pkl", pickle, &["dataset training_data.pkl library=CrewAI"]);
    check_assets("trained_agents_data.pkl", pickle, &["agent-config trained_agents_data.pkl library=CrewAI"]);
    check_assets("trained_agents_data.pkl", b"\x80\x04}\x94.", &[]);
}
