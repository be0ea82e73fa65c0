//! Recognises what PyTorch saves: archives of its own kind (weights, TorchScript, exported programs) and the
//! streams of pickles it wrote before.

use super::super::{Detector, Files, Want};
use super::imports_of_pickles::{classes, library, with_unsafe};
use super::pickle_ops::{self, Pickle};
use super::seen::{Model, is_inside_a_model};
use super::zip_head::{Entry, entries, is_zip};
use crate::file::SourceFile;
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "torch", files: Files::EveryBinary, want: Want::Head, read };

/// A number that PyTorch wrote first of all, before it used archives.
const LEGACY: &[u8] = b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";

fn read(file: &SourceFile, found: &mut Found) {
    if is_zip(file.bytes) {
        if !is_inside_a_model(file) {
            read_archive(file, found);
        }
    } else if let Some(rest) = file.bytes.get(2..).and_then(|rest| rest.strip_prefix(LEGACY)) {
        // Two more pickles follow (version, machine), then the one of the object.
        let object = (0..2).try_fold(rest, |rest, _| {
            let at = memchr::memmem::find(rest.get(1..)?, b"\x80\x02")?;
            rest.get(at + 1..)
        });
        let pickle = object.and_then(pickle_ops::walk).unwrap_or_default();
        of_pickle(Model::new("PyTorch").with("variant", "before 1.6"), &pickle, file).report(file, found);
    }
}

fn read_archive(file: &SourceFile, found: &mut Found) {
    let entries = entries(file.bytes);
    let Some(first) = entries.first() else { return };
    // All entries stand in one folder, named as the file was.
    let folder = first.name.split('/').next().unwrap_or_default();
    let has = |name: &str| entries.iter().any(|entry| is_in(entry, folder, name));
    let object = entries.iter().find(|entry| is_in(entry, folder, "data.pkl"));
    let content = object.map(Entry::unpacked).unwrap_or_default();
    let pickle = pickle_ops::walk(&content).unwrap_or_default();
    let is_padded = first.is_padded_by_pytorch;
    let is_program = has("archive_format") || first.name == "serialized_exported_program.json";
    let is_weights = content.starts_with(b"\x80")
        && (is_padded || has("version") || has("byteorder") || has("data/0") || library(&pickle).is_some());
    if !is_weights && !is_program && !is_padded {
        return;
    }
    let has_code =
        entries.iter().any(|entry| entry.name.get(folder.len()..).is_some_and(|name| name.starts_with("/code/")));
    let variant = if is_program {
        "exported program"
    } else if has_code || has("constants.pkl") || has("bytecode.pkl") {
        "TorchScript"
    } else {
        "state"
    };
    let model = Model::new("PyTorch").with("variant", variant);
    // A name is the saver's choice; `archive` is what is written without one.
    let model = model.with("archive", if folder == "archive" { "" } else { folder });
    of_pickle(model, &pickle, file).report(file, found);
}

fn is_in(entry: &Entry, folder: &str, name: &str) -> bool {
    entry.name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) == Some(name)
}

fn of_pickle<'a>(model: Model<'a>, pickle: &Pickle, file: &SourceFile) -> Model<'a> {
    let tensors = (pickle.is_whole && pickle.outside > 0).then_some(pickle.outside);
    let library = library(pickle).filter(|library| *library != "PyTorch");
    let is_adapter = file.name.lower_name().starts_with("adapter_model");
    let model = if is_adapter { model.kind(Kind::Adapter) } else { model };
    let model = model.with_some("library", library).with("architecture", classes(pickle)).with_some("tensors", tensors);
    with_unsafe(model, pickle)
}

#[cfg(test)]
mod tests {
    use crate::detectors::models::tests::zip;
    use crate::detectors::tests::check_assets;

    const STATE: &[u8] =
        b"\x80\x02}q\0X\x01\0\0\0wq\x01ctorch._utils\n_rebuild_tensor_v2\nq\x02((X\x07\0\0\0storageQtRs.";

    #[test]
    fn an_archive_of_pytorch_is_known_by_its_entries() {
        let state = zip(&[("archive/data.pkl", STATE), ("archive/byteorder", b"little"), ("archive/data/0", b"1234")]);
        check_assets("a/b1", &state, &["model-file b1 format=PyTorch variant=state tensors=1"]);
        let script = zip(&[("net/data.pkl", STATE), ("net/code/__torch__.py", b""), ("net/version", b"3\n")]);
        check_assets("net.pt", &script, &["model-file net.pt format=PyTorch variant=TorchScript archive=net"]);
        let class = b"\x80\x02cultralytics.nn.tasks\nDetectionModel\ncos\nsystem\n.";
        let yolo = zip(&[("best/data.pkl", &class[..]), ("best/version", b"3\n")]);
        check_assets(
            "best.pt",
            &yolo,
            &[
                "model-file best.pt format=PyTorch library=Ultralytics architecture=DetectionModel unsafe-imports=os.system",
            ],
        );
        check_assets("m.pt2", zip(&[("m/archive_format", b"pt2")]), &["model-file m.pt2 variant=exported program"]);
    }

    #[test]
    fn other_archives_are_none() {
        check_assets("a.zip", zip(&[("a/data.pkl", b"\x80\x04}\x94."), ("b/version", b"3")]), &[]);
        check_assets("a.zip", zip(&[("readme.txt", b"archive/data.pkl")]), &[]);
        check_assets("pt.pt", b"ola = oi\n", &[]);
    }

    #[test]
    fn the_older_streams_are_read() {
        let parts: [&[u8]; 5] = [
            b"\x80\x02",
            super::LEGACY,
            b"\x80\x02M\xe9\x03.",
            b"\x80\x02}q\0.",
            b"\x80\x02ctorch.nn.modules.linear\nLinear\n.",
        ];
        check_assets(
            "m.pth",
            parts.concat(),
            &["model-file m.pth format=PyTorch variant=before 1.6 architecture=Linear"],
        );
    }
}
