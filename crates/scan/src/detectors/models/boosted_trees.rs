//! Recognises models of XGBoost (JSON, UBJSON and both older binary forms), LightGBM, CatBoost (JSON) and LIBSVM.

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has, is_at};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::tree::json;

pub const DETECTOR: Detector = Detector { id: "boosted-trees", files: Files::Every, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    match file.bytes {
        // A length in one of the sizes of UBJSON, then the first key.
        [b'{', b'L' | b'l' | b'I' | b'i' | b'U' | b'u' | b'#' | b'$', ..] => xgboost_ubj(file, found),
        [b'{', ..] => from_json(file, found),
        [b't', b'r', b'e', b'e', b'\n' | b'\r', ..] => lightgbm(file, found),
        [b's', b'v', b'm', b'_', b't', b'y', b'p', b'e', b' ', ..] => libsvm(file, found),
        [b's', b'o', b'l', b'v', b'e', b'r', b'_', b't', b'y', b'p', b'e', b' ', ..] => libsvm(file, found),
        _ => xgboost_binary(file, found),
    }
}

fn xgboost<'a>(variant: &str, objective: Option<&str>) -> Model<'a> {
    Model::new("XGBoost").with("library", "XGBoost").with("variant", variant).with_some("objective", objective)
}

fn xgboost_ubj(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 32);
    if has(start, "learner") || (has(start, "version") && has(file.bytes, "gradient_booster")) {
        xgboost("UBJSON", None).report(file, found);
    }
}

fn from_json(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 256);
    if has(start, "\"learner\"") || (has(start, "\"version\"") && has(beginning(file.bytes, 4096), "\"learner\"")) {
        // `xgboost.Booster.save_config` writes the settings alone.
        if !has(file.bytes, "\"gradient_booster\"") || !has(file.bytes, "\"objective\"") {
            return;
        }
        let text = file.text();
        let tree = json(&text).ok();
        let learner = tree.as_ref().and_then(|tree| tree.get("learner"));
        let version =
            tree.as_ref().map(|tree| tree.list("version").iter().filter_map(|part| part.as_str()).collect::<Vec<_>>());
        let text_at = |keys: &[&str]| learner.and_then(|learner| learner.at(keys)?.as_str());
        let trees = learner
            .and_then(|learner| learner.at(&["gradient_booster", "model", "trees"]))
            .map(|trees| trees.items().len());
        xgboost("JSON", text_at(&["objective", "name"]))
            .with_some("architecture", text_at(&["gradient_booster", "name"]))
            .with_some("library-version", version.map(|version| version.join(".")))
            .with_some("trees", trees.filter(|count| *count > 0))
            .report(file, found);
    } else if (has(start, "\"features_info\"") || has(start, "\"model_info\"") || has(start, "\"oblivious_trees\""))
        && has(file.bytes, "\"oblivious_trees\"")
        && has(file.bytes, "\"features_info\"")
    {
        Model::new("CatBoost").with("library", "CatBoost").with("variant", "JSON").report(file, found);
    }
}

/// `binf`, or nothing, then the parameters of the learner, 136 bytes, then the names of objective and booster,
/// each with its length.
fn xgboost_binary(file: &SourceFile, found: &mut Found) {
    let start = if file.bytes.starts_with(b"binf") { 4 } else { 0 };
    let name_at = |at: usize| {
        let length =
            usize::try_from(super::bytes::u32_at(file.bytes, at)?).ok().filter(|length| (3..64).contains(length))?;
        let name = file.bytes.get(at + 8..at + 8 + length).filter(|_| is_at(file.bytes, at + 4, &[0; 4]))?;
        let name = std::str::from_utf8(name).ok()?;
        Some((name, at + 8 + length))
    };
    let Some((objective, end)) = name_at(start + 136) else { return };
    if let Some((booster @ ("gbtree" | "gblinear" | "dart"), _)) = name_at(end) {
        xgboost("binary", Some(objective)).with("architecture", booster).report(file, found);
    }
}

/// Lines of `key=value` up to the first tree.
fn lightgbm(file: &SourceFile, found: &mut Found) {
    let text = String::from_utf8_lossy(beginning(file.bytes, 65_536));
    let value = |key: &str| text.lines().take(64).find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    if value("version").is_none() && value("num_class").is_none() {
        return;
    }
    Model::new("LightGBM")
        .with("library", "LightGBM")
        .with_some("objective", value("objective"))
        .with_some("classes", value("num_class"))
        .with_some("format-version", value("version"))
        .report(file, found);
}

/// What LIBSVM and LIBLINEAR write.
fn libsvm(file: &SourceFile, found: &mut Found) {
    let text = String::from_utf8_lossy(beginning(file.bytes, 4096));
    let value = |key: &str| text.lines().take(16).find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
    let (library, kind) = match (value("svm_type"), value("solver_type")) {
        (Some(kind), _) if value("kernel_type").is_some() => ("LIBSVM", kind),
        (_, Some(kind)) if value("nr_class").is_some() => ("LIBLINEAR", kind),
        _ => return,
    };
    Model::new(library).with("library", library).with("architecture", kind).report(file, found);
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn models_of_xgboost_are_known_in_every_form() {
        let text = r#"{"learner":{"attributes":{},"gradient_booster":{"model":{"trees":[{},{}]},"name":"gbtree"},"objective":{"name":"binary:logistic"}},"version":[2,1,0]}"#;
        let expected = "model-file a.json format=XGBoost variant=JSON objective=binary:logistic architecture=gbtree library-version=2.1.0 trees=2";
        check_assets("a.json", text, &[expected]);
        let ubj = b"{L\0\0\0\0\0\0\0\x07learner{L\0\0\0\0\0\0\0\x0aattributes{}}";
        check_assets("a", ubj, &["model-file a format=XGBoost variant=UBJSON"]);
        let name = |name: &str| [&(name.len() as u64).to_le_bytes(), name.as_bytes()].concat();
        let old = [b"binf".to_vec(), vec![0; 136], name("reg:linear"), name("gbtree")].concat();
        check_assets("a.model", &old, &["model-file a.model format=XGBoost variant=binary objective=reg:linear"]);
        check_assets("a.model", &old[4..], &["model-file a.model format=XGBoost variant=binary objective=reg:linear"]);
        check_assets("course.json", r#"{"learner": "door", "version": 1}"#, &[]);
    }

    #[test]
    fn the_other_libraries_are_known_by_their_first_lines() {
        let lightgbm = "tree\nversion=v4\nnum_class=1\nobjective=binary sigmoid:1\n";
        check_assets(
            "a.txt",
            lightgbm,
            &["model-file a.txt format=LightGBM objective=binary sigmoid:1 classes=1 format-version=v4"],
        );
        check_assets("a.txt", "tree\noak\nversion of doors\n", &[]);
        let svm = "svm_type c_svc\nkernel_type rbf\n";
        check_assets("a.model", svm, &["model-file a.model format=LIBSVM architecture=c_svc"]);
        let cat = r#"{"features_info": {}, "model_info": {}, "oblivious_trees": []}"#;
        check_assets("a.json", cat, &["model-file a.json format=CatBoost variant=JSON"]);
    }
}
