//! Recognises what Keras saves: HDF5 files with its attributes, and the archives of version 3.
//! Other HDF5 files are measurements.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::has;
use super::seen::{Model, is_inside_a_model};
use super::zip_head::{Entry, entries, is_zip};
use crate::file::SourceFile;
use crate::found::Found;
use crate::tree::json;

pub const DETECTOR: Detector = Detector { id: "keras", files: Files::EveryBinary, want: Want::Head, read };

pub const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

fn read(file: &SourceFile, found: &mut Found) {
    if is_inside_a_model(file) {
    } else if file.bytes.starts_with(HDF5) {
        read_hdf5(file, found);
    } else if is_zip(file.bytes) {
        read_archive(file, found);
    }
}

fn read_hdf5(file: &SourceFile, found: &mut Found) {
    let is_keras = has(file.bytes, "keras_version") || has(file.bytes, "model_config");
    let is_weights = has(file.bytes, "layer_names") && (has(file.bytes, "weight_names") || has(file.bytes, "backend"));
    // The weights of version 3 hold nothing but groups; only the name is telling.
    let is_named = file.name.lower_name().ends_with(".weights.h5") && has(file.bytes, "vars");
    if !is_keras && !is_weights && !is_named {
        return;
    }
    let (class, name) = configuration(file.bytes);
    let variant = if has(file.bytes, "model_config") { "model" } else { "weights" };
    let mut model =
        Model::new("Keras HDF5").named(name.filter(chosen)).with("variant", variant).with("library", "Keras");
    if !is_keras && !is_weights {
        model = model.sure(Confidence::Likely);
    }
    model.with_some("architecture", class).report(file, found);
}

/// A name that somebody chose: Keras numbers its models itself.
fn chosen(name: &&str) -> bool {
    !["sequential", "functional", "model"].contains(&name.trim_end_matches(|c: char| c == '_' || c.is_ascii_digit()))
}

/// The class and the name of a model, from the JSON in an attribute. It may be cut.
fn configuration(bytes: &[u8]) -> (Option<&str>, Option<&str>) {
    let after = |bytes: &'_ [u8], mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).map(|at| at + mark.len());
    let value = |from: usize| {
        let rest = bytes.get(from..(from + 128).min(bytes.len()))?;
        let end = memchr::memchr(b'"', rest)?;
        std::str::from_utf8(rest.get(..end)?).ok()
    };
    let Some(at) = after(bytes, "{\"class_name\": \"") else { return (None, None) };
    let near = bytes.get(..(at + 512).min(bytes.len())).unwrap_or_default();
    let name = after(near.get(at..).unwrap_or_default(), "\"name\": \"").and_then(|offset| value(at + offset));
    (value(at), name)
}

fn read_archive(file: &SourceFile, found: &mut Found) {
    let entries = entries(file.bytes);
    let content = |name: &str| {
        let entry = entries.iter().find(|entry| entry.name == name).map(Entry::unpacked)?;
        String::from_utf8(entry).ok()
    };
    let Some(metadata) = content("metadata.json").filter(|text| text.contains("\"keras_version\"")) else { return };
    let configuration = content("config.json").unwrap_or_default();
    let (metadata, configuration) = (json(&metadata).ok(), json(&configuration).ok());
    let text = |keys: &[&str]| configuration.as_ref().and_then(|node| node.at(keys)?.as_str());
    Model::new("Keras")
        .named(text(&["config", "name"]).filter(chosen))
        .with("library", "Keras")
        .with_some("library-version", metadata.as_ref().and_then(|node| node.text("keras_version")))
        .with_some("date", metadata.as_ref().and_then(|node| node.text("date_saved")))
        .with_some("architecture", text(&["class_name"]))
        .report(file, found);
}

#[cfg(test)]
mod tests {
    use crate::detectors::models::tests::zip;
    use crate::detectors::tests::check_assets;

    #[test]
    fn attributes_of_keras_make_hdf5_a_model() {
        let attributes = b"\x89HDF\r\n\x1a\n\0keras_version\0model_config\0{\"class_name\": \"Sequential\", \"config\": {\"name\": \"door\", ";
        let expected = "model-file door format=Keras HDF5 variant=model library=Keras architecture=Sequential";
        check_assets("m.h5", attributes, &[expected]);
        check_assets("w.hdf5", b"\x89HDF\r\n\x1a\n\0layer_names\0backend", &["model-file w.hdf5 variant=weights"]);
        check_assets("measure.h5", b"\x89HDF\r\n\x1a\n\0temperature", &[]);
    }

    #[test]
    fn an_archive_of_version_3_is_read() {
        let archive = zip(&[
            ("metadata.json", br#"{"keras_version": "3.5.0", "date_saved": "2026-01-01"}"#),
            ("config.json", br#"{"class_name": "Functional", "config": {"name": "door"}}"#),
        ]);
        check_assets("a/x", archive, &["model-file door format=Keras library-version=3.5.0 architecture=Functional"]);
        check_assets("a.zip", zip(&[("metadata.json", b"{}"), ("config.json", b"{}")]), &[]);
    }
}
