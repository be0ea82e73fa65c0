//! Recognises the older formats of ggml (before GGUF) and what llamafile and whisper.cpp make of them.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{has, u32_at};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "ggml", files: Files::EveryBinary, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    if file.name.extension() == "llamafile" {
        let is_program = file.bytes.starts_with(b"MZ") || file.bytes.starts_with(b"\x7fELF");
        if is_program || has(file.bytes, ".gguf") {
            Model::new("llamafile").report(file, found);
        }
        return;
    }
    let format = match file.bytes.get(..4) {
        Some(b"lmgg") => "GGML",
        Some(b"fmgg") => "GGMF",
        Some(b"tjgg") => "GGJT",
        Some(b"algg") => "GGLA",
        _ => return,
    };
    let number = |at| u32_at(file.bytes, at);
    let model = Model::new("GGML").with("variant", format);
    match (format, number(4), number(8)) {
        ("GGLA", ..) => model.kind(Kind::Adapter),
        // The vocabularies of Whisper, and the length of its audio window.
        ("GGML", Some(51_864..=51_866), Some(1500)) => {
            model.with("architecture", "whisper").with("task", "speech recognition")
        }
        // A silero voice detector in the form of whisper.cpp says its name.
        _ if has(file.bytes, "silero") => model.with("architecture", "silero-vad"),
        _ => model.sure(Confidence::Likely),
    }
    .report(file, found);
}

#[test]
fn the_older_marks_are_known() {
    use crate::detectors::tests::check_assets;
    let whisper = [b"lmgg".to_vec(), [51_865u32, 1500, 384].map(u32::to_le_bytes).concat()].concat();
    check_assets(
        "ggml-base.bin",
        whisper,
        &["model-file ggml-base.bin format=GGML architecture=whisper task=speech size="],
    );
    check_assets("m.bin", b"algg\x01\0\0\0", &["adapter m.bin format=GGML variant=GGLA"]);
    check_assets("m.llamafile", b"MZqFpD='\n\0\0", &["model-file m.llamafile format=llamafile"]);
    check_assets("m.bin", b"ggml\0\0\0\0", &[]);
}
