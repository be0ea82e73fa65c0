//! Recognises models written as XML: OpenVINO, PMML, the cascades and classifiers of OpenCV.

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::xml::{Event, attribute, events};

pub const DETECTOR: Detector = Detector { id: "xml-models", files: Files::EveryText, want: Want::Head, read };

/// The elements of PMML that hold a model.
const PMML_MODELS: &[&str] = &[
    "AnomalyDetectionModel",
    "AssociationModel",
    "BayesianNetworkModel",
    "BaselineModel",
    "ClusteringModel",
    "GaussianProcessModel",
    "GeneralRegressionModel",
    "MiningModel",
    "NaiveBayesModel",
    "NearestNeighborModel",
    "NeuralNetwork",
    "RegressionModel",
    "RuleSetModel",
    "Scorecard",
    "SequenceModel",
    "SupportVectorMachineModel",
    "TextModel",
    "TimeSeriesModel",
    "TreeModel",
];

fn read(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 4096);
    if !start.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| *byte == b'<' || *byte == 0xef) {
        return;
    }
    if has(start, "<net") && has(start, "<layers") {
        openvino(file, found);
    } else if has(start, "<PMML") || has(start, ":PMML") {
        pmml(file, found);
    } else if has(start, "<opencv_storage") {
        opencv(file, found);
    }
}

fn openvino(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut layers = 0u64;
    let mut net = None;
    for (_, event) in events(&text) {
        match event {
            Event::Open { name: "net", attributes } => net = net.or(Some(attributes)),
            Event::Open { name: "layer", .. } => layers += 1,
            _ => {}
        }
    }
    let Some(net) = net else { return };
    Model::new("OpenVINO IR")
        .named(attribute(net, "name"))
        .with("library", "OpenVINO")
        .with_some("ir-version", attribute(net, "version"))
        .with("layers", layers)
        .report(file, found);
}

fn pmml(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (mut version, mut application, mut model) = (None, None, None);
    for (_, event) in events(&text).take(100_000) {
        match event {
            Event::Open { name: "PMML", attributes } => version = attribute(attributes, "version"),
            Event::Open { name: "Application", attributes } => application = attribute(attributes, "name"),
            Event::Open { name, attributes } if PMML_MODELS.contains(&name) => {
                model = Some((name, attributes));
                break;
            }
            _ => {}
        }
    }
    let of_model = |name: &str| model.and_then(|(_, attributes)| attribute(attributes, name));
    Model::new("PMML")
        .named(of_model("modelName"))
        .with_some("architecture", model.map(|(name, _)| name))
        .with_some("task", of_model("functionName"))
        .with_some("library", application)
        .with_some("format-version", version)
        .report(file, found);
}

/// OpenCV keeps settings and calibrations in the same form.
fn opencv(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 8192);
    let kind =
        if has(start, "opencv-haar-classifier") || has(start, "opencv-cascade-classifier") || has(start, "<cascade") {
            "cascade classifier"
        } else if has(start, "<opencv_ml_") || has(start, "opencv-ml-") {
            "classifier of OpenCV ML"
        } else {
            return;
        };
    Model::new("OpenCV").with("library", "OpenCV").with("architecture", kind).report(file, found);
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn the_root_and_what_it_holds_tell_the_model() {
        let net = "<?xml version=\"1.0\"?>\n<net name=\"door\" version=\"11\"><layers><layer id=\"0\"/></layers></net>";
        check_assets("a.xml", net, &["model-file door format=OpenVINO IR ir-version=11 layers=1"]);
        let pmml = "<PMML version=\"4.4\"><Header><Application name=\"R\"/></Header><TreeModel modelName=\"door\" functionName=\"classification\"/></PMML>";
        check_assets(
            "a.xml",
            pmml,
            &["model-file door format=PMML architecture=TreeModel task=classification library=R format-version=4.4"],
        );
        let cascade = "<?xml version=\"1.0\"?>\n<opencv_storage>\n<cascade type_id=\"opencv-cascade-classifier\">";
        check_assets("face.xml", cascade, &["model-file face.xml format=OpenCV architecture=cascade classifier"]);
        check_assets("camera.xml", "<opencv_storage>\n<camera_matrix>", &[]);
        check_assets("pom.xml", "<project><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>", &[]);
        check_assets("a.xml", "<network><net/></network>", &[]);
    }
}
