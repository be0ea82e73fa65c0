//! Recognises models that Python pickled, by what the pickle would import: scikit-learn, XGBoost, LightGBM …
//! joblib's files too, compressed or not. A pickle of plain data is no model.

use std::io::Read;

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::imports_of_pickles::{classes, library, own_class, with_unsafe};
use super::pickle_ops::{walk, walk_any};
use super::seen::{Model, is_inside_a_model};
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector { id: "pickle", files: Files::Every, want: Want::Head, read };

const UNPACKED_BYTES_MAX: u64 = 256 << 10;

/// From this size on the walk unpacks such files itself and gives what is inside.
const UNPACKED_ELSEWHERE: u64 = 64 << 10;

fn read(file: &SourceFile, found: &mut Found) {
    let unpacked;
    let bytes = if file.bytes.starts_with(b"\x80") {
        file.bytes
    } else {
        unpacked = unpacked_head(file);
        if unpacked.is_empty() { file.bytes } else { &*unpacked }
    };
    // PyTorch's own streams are told elsewhere.
    let is_torch = bytes.get(2..).is_some_and(|rest| rest.starts_with(b"\x8a\x0a\x6c\xfc\x9c"));
    if is_torch || is_inside_a_model(file) {
        return;
    }
    let is_named = matches!(file.name.extension(), "pkl" | "pickle" | "joblib" | "sav");
    let pickle = match walk(bytes) {
        Some(pickle) => pickle,
        // The oldest protocols begin with an opcode.
        None if is_named && matches!(bytes.first(), Some(b'c' | b'(')) => walk_any(bytes),
        None => return packed_otherwise(file, found),
    };
    let is_joblib = pickle.imports.iter().any(|(module, _)| module.starts_with("joblib."));
    let format = if is_joblib || file.name.extension() == "joblib" { "joblib" } else { "pickle" };
    let model = Model::new(format);
    let model = match (library(&pickle), own_class(&pickle)) {
        (Some(library), _) => model.with("library", library).with("architecture", classes(&pickle)),
        (None, Some(class)) => model.with("architecture", class).sure(Confidence::Possible),
        _ => return,
    };
    with_unsafe(model, &pickle).report(file, found);
}

/// joblib can pack with bzip2 and LZMA, too: then the name is all there is.
fn packed_otherwise(file: &SourceFile, found: &mut Found) {
    let marks: [&[u8]; 3] = [b"BZh", b"\xfd7zXZ\0", b"\x5d\0\0"];
    if file.name.extension() == "joblib" && marks.iter().any(|mark| file.bytes.starts_with(mark)) {
        Model::new("joblib").with("header", "compressed").sure(Confidence::Possible).report(file, found);
    }
}

/// The beginning of what joblib or gzip packed.
fn unpacked_head(file: &SourceFile) -> Vec<u8> {
    let is_candidate =
        matches!(file.name.extension(), "pkl" | "pickle" | "joblib" | "z" | "gz" | "p" | "model" | "sav" | "");
    if !is_candidate {
        return Vec::new();
    }
    let mut unpacked = Vec::new();
    // What comes before a break is good.
    let _ = match file.bytes {
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => {
            flate2::read::ZlibDecoder::new(file.bytes).take(UNPACKED_BYTES_MAX).read_to_end(&mut unpacked)
        }
        // Before joblib 0.10: `ZF`, the length in hexadecimal, padded.
        [b'Z', b'F', b'0', b'x', ..] => {
            let packed = file.bytes.get(21..).unwrap_or_default();
            flate2::read::ZlibDecoder::new(packed).take(UNPACKED_BYTES_MAX).read_to_end(&mut unpacked)
        }
        [0x1f, 0x8b, 8, ..] if file.size_bytes < UNPACKED_ELSEWHERE => {
            flate2::read::GzDecoder::new(file.bytes).take(UNPACKED_BYTES_MAX).read_to_end(&mut unpacked)
        }
        _ => Ok(0),
    };
    unpacked
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::detectors::tests::check_assets;

    const FOREST: &[u8] = b"\x80\x04\x95\x40\0\0\0\0\0\0\0\x8c\x18sklearn.ensemble._forest\x94\x8c\x16RandomForestClassifier\x94\x93\x94)\x81\x94.";

    #[test]
    fn a_model_is_known_by_what_it_imports() {
        let expected =
            "model-file clf.pkl format=pickle library=scikit-learn architecture=RandomForestClassifier size=";
        check_assets("clf.pkl", FOREST, &[expected]);
        let wrapped = [FOREST, b"\x80\x04cjoblib.numpy_pickle\nNumpyArrayWrapper\n"].concat();
        check_assets(
            "a/weights",
            &wrapped[..wrapped.len() - 1],
            &["model-file weights format=pickle library=scikit-learn"],
        );
        let own = b"\x80\x02cdoor.models\nDoorClassifier\nq\0.";
        check_assets("door.sav", own, &["model-file door.sav format=pickle architecture=DoorClassifier"]);
        let hidden = b"\x80\x02csklearn.svm._classes\nSVC\ncbuiltins\neval\nX\x01\0\0\0a\x85R.";
        check_assets("m.pkl", hidden, &["model-file m.pkl architecture=SVC unsafe-imports=builtins.eval"]);
    }

    #[test]
    fn compressed_ones_are_looked_into() {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(FOREST).expect("into memory");
        let packed = packed.finish().expect("into memory");
        check_assets("clf.joblib", &packed, &["model-file clf.joblib format=joblib library=scikit-learn"]);
        let old = [&b"ZF0x52               "[..], &packed].concat();
        check_assets("clf.pkl", &old, &["model-file clf.pkl format=pickle library=scikit-learn"]);
        check_assets("clf.png", &packed, &[]);
        check_assets("clf.joblib", b"BZh91AY\0", &["model-file clf.joblib format=joblib header=compressed"]);
    }

    #[test]
    fn arrays_between_opcodes_and_the_oldest_protocols_are_passed() {
        let array = [&b"\x80\x04cjoblib.numpy_pickle\nNumpyArrayWrapper\nb\xff\xff\xff"[..], &FOREST[11..]].concat();
        check_assets("a", array, &["model-file a format=joblib architecture=RandomForestClassifier"]);
        let oldest = b"ccopy_reg\n_reconstructor\np0\n(csklearn.svm._classes\nSVC\np1\n.";
        check_assets("a.pkl", oldest, &["model-file a.pkl format=pickle architecture=SVC"]);
        check_assets("a.txt", oldest, &[]);
    }

    #[test]
    fn plain_data_is_no_model() {
        check_assets("cache.pkl", b"\x80\x04}\x94.", &[]);
        check_assets("a.pkl", b"\x80\x02cdatetime\ndate\nq\0.", &[]);
        check_assets("bunch.pkl", b"\x80\x02csklearn.utils._bunch\nBunch\nq\0.", &[]);
        check_assets("a.css", b"\x80\x03 body { color: red }", &[]);
    }
}
