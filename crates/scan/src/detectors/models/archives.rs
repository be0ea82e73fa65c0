//! Recognises models that come as archives of other makers: TorchServe, Qualcomm, ML.NET, H2O, skops, and NVIDIA's
//! `.nemo` elsewhere.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::seen::{Model, is_inside_a_model};
use super::zip_head::{Entry, entries, is_zip};
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;
use crate::tree::json;

pub const DETECTOR: Detector = Detector { id: "archives", files: Files::Every, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    if is_zip(file.bytes) {
        if !is_inside_a_model(file) {
            archive(file, found);
        }
        return;
    }
    match file.name.lower_name() {
        // Unpacked, or in an archive that is called otherwise.
        "manifest.json" if file.name.lower_folder() == "mar-inf" && !file.name.lower_path().contains(".mar!/") => {
            let text = file.text();
            if text.contains("\"modelName\"") {
                torchserve(Model::new("TorchServe archive"), &text).report_beside(file, found);
            }
        }
        "model.ini" => {
            let text = file.text();
            if text.contains("mojo_version") {
                let algorithm =
                    text.lines().find_map(|line| line.strip_prefix("algorithm")?.trim_start().strip_prefix('='));
                Model::new("H2O MOJO").with("library", "H2O").with_some("architecture", algorithm).report(file, found);
            }
        }
        // The arrays come first in the archive, however long they are: only its entry tells.
        "schema.json" if is_skops(file.bytes) => {
            let text = String::from_utf8_lossy(beginning(file.bytes, 1024));
            let value = |key: &str| {
                let after = text.split_once(key)?.1.trim_start().strip_prefix(':')?;
                after.trim_start().strip_prefix('"')?.split('"').next()
            };
            let archive = file.name.path().rsplit_once("!/").map(|(archive, _)| archive);
            Model::new("skops")
                .named(archive.and_then(|archive| archive.rsplit('/').next()))
                .with_some("library", value("\"__module__\"").and_then(|module| module.split('.').next()))
                .with_some("architecture", value("\"__class__\""))
                .report_beside(file, found);
        }
        _ => {}
    }
}

/// An object of Python, with what loads it: how skops begins to describe a model.
fn is_skops(bytes: &[u8]) -> bool {
    let start = beginning(bytes, 1024);
    start.starts_with(b"{") && ["\"__class__\"", "\"__module__\"", "\"__loader__\""].iter().all(|key| has(start, key))
}

fn archive(file: &SourceFile, found: &mut Found) {
    let entries = entries(file.bytes);
    let find = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    let begins = |name: &str| entries.iter().any(|entry| entry.name.starts_with(name));
    if file.name.extension() == "mar" || find("MAR-INF/MANIFEST.json").is_some() {
        let manifest = find("MAR-INF/MANIFEST.json").map(Entry::unpacked).unwrap_or_default();
        // Without its list the name is all there is.
        let sure = if manifest.is_empty() { Confidence::Likely } else { Confidence::Certain };
        let model = Model::new("TorchServe archive").sure(sure);
        torchserve(model, &String::from_utf8_lossy(&manifest)).report(file, found);
    } else if find("model.params").is_some() && find("model").is_some()
        || (file.name.extension() == "dlc" && begins("model"))
    {
        Model::new("Qualcomm DLC").with("library", "SNPE").report(file, found);
    } else if begins("TrainingInfo/") || begins("TransformerChain/") {
        Model::new("ML.NET").with("library", "ML.NET").report(file, found);
    }
}

fn torchserve<'a>(model: Model<'a>, manifest: &str) -> Model<'a> {
    let tree = json(manifest).ok();
    let text = |keys: &[&str]| tree.as_ref().and_then(|tree| tree.at(keys)?.as_str());
    model
        .named(text(&["model", "modelName"]))
        .with("library", "TorchServe")
        .with_some("model-version", text(&["model", "modelVersion"]))
        .with_some("handler", text(&["model", "handler"]))
        .with_some("weights", text(&["model", "serializedFile"]))
        .with_some("description", text(&["model", "description"]).or(text(&["description"])))
        .with_some("licence", text(&["licenseUrl"]).or(text(&["license"])).map(of_hub))
}

#[cfg(test)]
mod tests {
    use crate::detectors::models::tests::zip;
    use crate::detectors::tests::check_assets;

    const MANIFEST: &[u8] = br#"{"model": {"modelName": "door", "serializedFile": "d.pt", "handler": "image_classifier", "modelVersion": "1.0"}}"#;

    #[test]
    fn an_archive_for_torchserve_is_named_by_its_manifest() {
        let expected =
            "model-file door format=TorchServe archive model-version=1.0 handler=image_classifier weights=d.pt";
        check_assets("a.mar", zip(&[("MAR-INF/MANIFEST.json", MANIFEST)]), &[expected]);
        check_assets("a/MAR-INF/MANIFEST.json", MANIFEST, &[expected]);
        check_assets("a.mar!/MAR-INF/MANIFEST.json", MANIFEST, &[]);
        check_assets("b.mar", zip(&[("d.pt", b"1")]), &["model-file b.mar format=TorchServe archive"]);
    }

    #[test]
    fn the_others_are_known_by_their_entries() {
        check_assets(
            "a.dlc",
            zip(&[("model", b"1"), ("model.params", b"2")]),
            &["model-file a.dlc format=Qualcomm DLC"],
        );
        check_assets("a.zip", zip(&[("TrainingInfo/Version.txt", b"3")]), &["model-file a.zip format=ML.NET"]);
        check_assets(
            "m/model.ini",
            "[info]\nalgorithm = GBM\nmojo_version = 1.4\n",
            &["model-file model.ini format=H2O MOJO architecture=GBM"],
        );
        check_assets("a.zip", zip(&[("model.txt", b"3")]), &[]);
    }

    #[test]
    fn what_skops_saved_is_known_by_its_description() {
        let text = "{\n  \"__class__\": \"LogisticRegression\",\n  \"__module__\": \"sklearn.linear_model._logistic\",\n  \"__loader__\": \"ObjectNode\",\n";
        check_assets(
            "m/door.skops!/schema.json",
            text,
            &["model-file door.skops format=skops library=sklearn architecture=LogisticRegression"],
        );
        check_assets("api/schema.json", "{\"__class__\": \"Door\", \"title\": \"x\"}", &[]);
    }
}
