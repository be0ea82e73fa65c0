//! Layers of container images: what a higher layer replaces or takes away is not in the image.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::report::Report;

/// The setting in which a manifest lists its layers, lowest first, relative to the top of the image.
pub const LAYER: &str = "layer";

/// Drops what the files of an image say if a higher layer has the same file, or takes it away.
pub fn settle(report: &mut Report) {
    let layers = layers(report);
    if layers.is_empty() {
        return;
    }
    // The highest layer that has each file of each image, and what is taken away from which layer on down.
    let mut top: HashMap<(usize, String), usize> = HashMap::new();
    let mut gone = Gone::default();
    let paths =
        report.sheets.iter().map(|sheet| &sheet.path).chain(report.findings.iter().map(|finding| &finding.path));
    for place in paths.filter_map(|path| place(&layers, path)) {
        let highest = top.entry((place.image, place.inner)).or_default();
        *highest = (*highest).max(place.layer);
    }
    for place in report.whiteouts.iter().filter_map(|path| place(&layers, path)) {
        let (folder, name) = place.inner.rsplit_once('/').unwrap_or(("", &place.inner));
        let name = name.trim_start_matches(".wh.");
        let taken = match (name, folder) {
            (".opq", folder) => folder.to_owned(),
            (name, "") => name.to_owned(),
            (name, folder) => format!("{folder}/{name}"),
        };
        gone.add(place.image, place.layer, &taken);
    }
    let stays = |path: &PathBuf| {
        let Some(place) = place(&layers, path) else { return true };
        !gone.holds(&place) && top.get(&(place.image, place.inner)).is_none_or(|highest| *highest == place.layer)
    };
    report.sheets.retain(|sheet| stays(&sheet.path));
    report.findings.retain(|finding| stays(&finding.path));
}

/// Where a file of an image lies.
struct Place {
    image: usize,
    layer: usize,
    inner: String,
}

/// What is taken away, as a tree of the parts of paths: layers may take away as many files as they have.
#[derive(Default)]
struct Gone {
    /// The topmost node of each image.
    images: HashMap<usize, usize>,
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    /// The highest layer that takes this away, with all that lies in it.
    layer: Option<usize>,
    inner: HashMap<String, usize>,
}

impl Gone {
    fn add(&mut self, image: usize, layer: usize, taken: &str) {
        let mut at = *self.images.entry(image).or_insert_with(|| new(&mut self.nodes));
        for part in parts(taken) {
            at = match self.nodes[at].inner.get(part) {
                Some(next) => *next,
                None => {
                    let next = new(&mut self.nodes);
                    self.nodes[at].inner.insert(part.to_owned(), next);
                    next
                }
            };
        }
        let known = &mut self.nodes[at].layer;
        *known = (*known).max(Some(layer));
    }

    fn holds(&self, place: &Place) -> bool {
        let mut next = self.images.get(&place.image);
        let mut rest = parts(&place.inner);
        while let Some(node) = next.and_then(|at| self.nodes.get(*at)) {
            if node.layer.is_some_and(|layer| layer > place.layer) {
                return true;
            }
            next = rest.next().and_then(|part| node.inner.get(part));
        }
        false
    }
}

fn new(nodes: &mut Vec<Node>) -> usize {
    nodes.push(Node::default());
    nodes.len() - 1
}

/// None of the empty path, which is the whole image.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').take(if path.is_empty() { 0 } else { usize::MAX })
}

/// Each layer by its path, with the image and its height in it.
type Layers = HashMap<String, (usize, usize)>;

fn layers(report: &Report) -> Layers {
    let mut layers = Layers::new();
    let manifests = report.sheets.iter().filter(|sheet| sheet.setting(LAYER).is_some());
    for (image, sheet) in manifests.enumerate() {
        let path = sheet.path.to_string_lossy();
        // `image.tar!/manifest.json`, `layout/blobs/sha256/HEX`.
        let base = path.rfind("blobs/sha256/").or_else(|| path.rfind('/').map(|at| at + 1)).unwrap_or(0);
        let of_manifest = sheet.settings.iter().filter(|(name, _)| name == LAYER);
        for (height, (_, layer)) in of_manifest.enumerate() {
            // Two images may share a layer; the first one decides.
            layers.entry(format!("{}{layer}", &path[..base])).or_insert((image, height));
        }
    }
    layers
}

fn place(layers: &Layers, path: &Path) -> Option<Place> {
    let path = path.to_str()?;
    path.match_indices("!/").find_map(|(at, mark)| {
        let (image, layer) = *layers.get(&path[..at])?;
        Some(Place { image, layer, inner: path[at + mark.len()..].to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect;

    #[test]
    fn what_is_taken_away_is_gone_with_all_in_it_from_the_layers_below() {
        let mut gone = Gone::default();
        gone.add(0, 2, "a/b");
        gone.add(0, 1, "a/b");
        gone.add(1, 1, "");
        let holds = |image, layer, inner: &str| gone.holds(&Place { image, layer, inner: inner.to_owned() });
        assert!(holds(0, 1, "a/b") && holds(0, 1, "a/b/c") && holds(1, 0, "x"));
        assert!(!holds(0, 2, "a/b") && !holds(0, 1, "a/bc") && !holds(0, 1, "a") && !holds(0, 0, ""));
        assert!(!holds(1, 1, "x") && !holds(2, 0, "a/b"));
    }

    fn tar(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut builder = ::tar::Builder::new(Vec::new());
        for (name, content) in entries {
            let mut header = ::tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, name, content.as_slice()).expect("appended");
        }
        builder.into_inner().expect("finished")
    }

    #[test]
    fn a_higher_layer_replaces_and_takes_away() {
        let manifest = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\n").into_bytes();
        let low = tar(&[
            ("a/Cargo.toml", manifest("old")),
            ("b/Cargo.toml", manifest("removed")),
            ("c/d/Cargo.toml", manifest("hidden")),
            ("e/Cargo.toml", manifest("kept")),
        ]);
        let high = tar(&[("a/Cargo.toml", manifest("new")), ("b/.wh.Cargo.toml", vec![]), ("c/.wh..wh..opq", vec![])]);
        let saved = br#"[{"Config": "x.json", "Layers": ["1/layer.tar", "2/layer.tar"]}]"#.to_vec();
        let index = br#"{"config": {}, "layers": [{"digest": "sha256:01"}, {"digest": "sha256:02"}]}"#.to_vec();
        let forms = [
            tar(&[("2/layer.tar", high.clone()), ("1/layer.tar", low.clone()), ("manifest.json", saved)]),
            tar(&[("blobs/sha256/02", high), ("blobs/sha256/01", low), ("blobs/sha256/00", index)]),
        ];
        for image in forms {
            let mut report = inspect(Path::new("image.tar"), &image).expect("the detectors are sound");
            settle(&mut report);
            let mut names: Vec<&str> = report
                .findings
                .iter()
                .filter(|finding| finding.kind == crate::Kind::ManifestName)
                .map(|finding| &*finding.name)
                .collect();
            names.sort_unstable();
            assert_eq!(names, ["kept", "new"]);
        }
    }
}
