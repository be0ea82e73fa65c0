//! Reads MLflow's `MLmodel`: the flavours a model can be loaded as.

use super::super::{Detector, Files, Want};
use super::seen::{Model, joined};
use crate::file::SourceFile;
use crate::found::Found;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector = Detector { id: "mlflow", files: Files::Named(&["mlmodel"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.contains("flavors:") {
        return;
    }
    let Some(tree) = found.parsed(yaml(&text)) else { return };
    let Some(flavours) = tree.get("flavors").filter(|flavours| flavours.is_table()) else { return };
    // Every model is a Python function, too.
    let own = || flavours.entries().filter(|(name, _)| name.text != "python_function");
    let names = joined(own().map(|(name, _)| &*name.text));
    let names = if names.is_empty() { "python_function".to_owned() } else { names };
    let versions = own().find_map(|(name, flavour)| flavour.text(&format!("{}_version", name.text)));
    let source = flavours.entries().find_map(|(_, flavour)| flavour.text("source_model_name"));
    let class =
        flavours.entries().find_map(|(_, flavour)| flavour.text("model_class").or(flavour.text("pipeline_model_type")));
    Model::new("MLflow model")
        .named(tree.text("name").or(file.name.path().rsplit('/').nth(1).filter(|folder| *folder != "model")))
        .with("library", names)
        .with_some("library-version", versions)
        .with_some("architecture", class)
        .with_some("base-model", source)
        .with_some("task", flavours.entries().find_map(|(_, flavour)| flavour.text("task")))
        .with_some("run", tree.text("run_id").or(tree.text("model_uuid")))
        .with_some("date", tree.get("utc_time_created").and_then(Node::as_str))
        .report_beside(file, found);
}

#[test]
fn flavours_name_the_library() {
    use crate::detectors::tests::{check_assets, check_malformed};
    let text = "artifact_path: model\nflavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.0\n";
    let expected = "model-file door format=MLflow model library=sklearn library-version=1.5.0";
    check_assets("runs/door/MLmodel", text, &[expected]);
    check_assets("MLmodel", "name: x\n", &[]);
    check_malformed("MLmodel", "flavors: [");
}
