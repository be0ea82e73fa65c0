//! What a folder is made of: a scan of it, put together, with what others say of it.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use inventory::{Component, ComponentKind, CycloneDxVersion, Inventory, Package, Tool};
use jiff::Timestamp;
use scan::{Declared, Options, Snapshot};
use serde::Serialize;

use crate::Failure;
use crate::products::FILE_NAME;
use crate::replace::replace;

/// The version of the JSON form of `scan`.
pub const FORMAT: &str = "marque-inventory/1";

/// What makes bills of materials.
pub const TOOL: Tool<'static> = Tool { name: "marque", version: env!("CARGO_PKG_VERSION") };

/// What `scan --format json` writes.
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// [`FORMAT`].
    pub format: &'static str,
    #[serde(flatten)]
    pub inventory: &'a Inventory,
}

/// What a scan of a folder sees, before it is put together.
pub fn report(folder: &Path) -> Result<scan::Report, Failure> {
    reported(folder, &Options::default())
}

fn reported(folder: &Path, options: &Options) -> Result<scan::Report, Failure> {
    scan::scan(folder, options).map_err(|error| refused(folder, &error.to_string()))
}

/// Scans a folder.
pub fn scan(folder: &Path, options: &Options) -> Result<Inventory, Failure> {
    let time = Time::asked(folder);
    assembled(folder, reported(folder, options)?, time.told())
}

/// Scans a folder; `see` sees the report before it is put together.
pub(crate) fn scan_seen(folder: &Path, see: impl FnOnce(&scan::Report)) -> Result<Inventory, Failure> {
    let time = Time::asked(folder);
    let report = report(folder)?;
    see(&report);
    assembled(folder, report, time.told())
}

/// The bills of materials that go with a dossier, by their file names.
pub(crate) fn bills(inventory: &Inventory) -> Result<[(String, Vec<u8>); 2], Failure> {
    let refused = |error: std::io::Error| {
        Failure::refused("writing the bill of materials", error.to_string(), "this is a fault of marque")
    };
    let (mut cyclonedx, mut spdx) = (Vec::new(), Vec::new());
    inventory::write_cyclonedx(inventory, CycloneDxVersion::V1_7, &TOOL, &mut cyclonedx).map_err(refused)?;
    inventory::write_spdx3(inventory, &TOOL, &mut spdx).map_err(refused)?;
    Ok([("bill-of-materials.cdx.json".to_owned(), cyclonedx), ("bill-of-materials.spdx3.json".to_owned(), spdx)])
}

/// Scans a folder, but reads only what changed since a snapshot; gives the snapshot for the next time, too.
pub fn scan_since(folder: &Path, options: &Options, since: &Snapshot) -> Result<(Inventory, Snapshot), Failure> {
    let time = Time::asked(folder);
    let (report, snapshot) =
        scan::scan_since(folder, options, since).map_err(|error| refused(folder, &error.to_string()))?;
    Ok((assembled(folder, report, time.told())?, snapshot))
}

/// Reads a snapshot.
pub fn load(path: &Path) -> Result<Snapshot, Failure> {
    let help = "give what `marque scan --save` wrote";
    let file = std::fs::File::open(path).map_err(|error| Failure::reading(path, &error, help))?;
    Snapshot::read(file)
        .map_err(|error| Failure::refused(format!("reading {}", path.display()), error.to_string(), help))
}

/// Writes a snapshot, whole or not at all.
pub fn save(snapshot: &Snapshot, path: &Path) -> Result<(), Failure> {
    let written = replace(path, |file| snapshot.write(std::io::BufWriter::new(file.as_file_mut())));
    written.map_err(|error| Failure::writing(path, &error))
}

/// What a scan of a folder reported, put together. When the state was made is not asked.
pub(crate) fn inventory_of(folder: &Path, report: scan::Report) -> Result<Inventory, Failure> {
    assembled(folder, report, None)
}

/// Puts together what a scan of a folder reports, under the names its marque.toml gives.
pub(crate) fn assembled(folder: &Path, report: scan::Report, time: Option<String>) -> Result<Inventory, Failure> {
    let named = Named::read(folder);
    let mut inventory = scan::inventory(report, &named.tree).map_err(|error| refused(folder, &error.to_string()))?;
    named.subject(folder, &mut inventory);
    inventory.time = time;
    Ok(inventory)
}

pub(crate) fn refused(folder: &Path, why: &str) -> Failure {
    Failure::refused(format!("scanning {}", folder.display()), why, "give a folder that may be read")
}

/// Reads a bill of materials of another tool, or an inventory of ours.
pub fn read(path: &Path) -> Result<Inventory, Failure> {
    let help = "give a CycloneDX or SPDX file, or what `marque scan --format json` wrote";
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, &error, help))?;
    let unreadable = |error: &dyn std::fmt::Display| {
        Failure::refused(format!("reading {}", path.display()), error.to_string(), help)
    };
    let is_ours = bytes.get(..200.min(bytes.len())).is_some_and(|head| memchr_find(head, FORMAT.as_bytes()));
    if is_ours {
        return serde_json::from_slice(&bytes).map_err(|error| unreadable(&error));
    }
    if scan::is_cyclonedx_xml(&bytes) {
        if bytes.len() > inventory::LARGEST {
            return Err(unreadable(&inventory::ReadError::TooLarge(bytes.len())));
        }
        return scan::read_cyclonedx_xml(&bytes).map_err(|error| unreadable(&error));
    }
    inventory::read_bom(&bytes).map_err(|error| unreadable(&error))
}

fn memchr_find(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// Scans a folder, or reads a file.
pub fn scan_or_read(path: &Path) -> Result<Inventory, Failure> {
    if path.is_dir() { scan(path, &Options::default()) } else { read(path) }
}

/// What marque.toml at the top says of names. It is read leniently: its mistakes are the business of `assess`.
#[derive(Default)]
struct Named {
    product: Option<String>,
    version: Option<String>,
    tree: scan::Named,
}

impl Named {
    fn read(folder: &Path) -> Named {
        let text = std::fs::read_to_string(folder.join(FILE_NAME)).unwrap_or_default();
        let Ok(table) = text.parse::<toml::Table>() else { return Named::default() };
        let text = |value: Option<&toml::Value>| value.and_then(toml::Value::as_str).map(str::to_owned);
        let systems = table.get("ai-system").and_then(toml::Value::as_array).into_iter().flatten();
        let systems = systems.filter_map(|system| {
            let assets = system.get("assets").and_then(toml::Value::as_array).into_iter().flatten();
            let assets: Vec<String> = assets.filter_map(|asset| asset.as_str().map(str::to_owned)).collect();
            (!assets.is_empty()).then_some(Declared { name: text(system.get("name"))?, assets })
        });
        let product = table.get("product");
        let outside = product.and_then(|product| product.get("outside")).and_then(toml::Value::as_array);
        let outside = outside.into_iter().flatten().filter_map(|path| path.as_str().map(str::to_owned)).collect();
        let release = table.get("release").and_then(toml::Value::as_array).and_then(|releases| releases.last());
        Named {
            product: text(product.and_then(|product| product.get("name"))),
            version: text(release.and_then(|release| release.get("name"))),
            tree: scan::Named { systems: systems.collect(), outside },
        }
    }

    /// Names what the inventory is of: as marque.toml does, else as the manifest at the top, else as the folder.
    fn subject(&self, folder: &Path, inventory: &mut Inventory) {
        if let Some(name) = &self.product {
            let subject = inventory.subject.get_or_insert_with(|| generic(name));
            subject.description.get_or_insert_with(|| name.clone());
            if subject.package.version.is_none() {
                subject.package.version.clone_from(&self.version);
            }
        } else if inventory.subject.is_none() {
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
            inventory.subject = folder.file_name().map(|name| generic(&name.to_string_lossy()));
        }
        if let Some(subject) = &mut inventory.subject {
            subject.kind = ComponentKind::Application;
        }
    }
}

fn generic(name: &str) -> Component {
    Component { own: true, ..Component::new(Package::new("generic", name, None)) }
}

/// When the state of the tree was made: `SOURCE_DATE_EPOCH`, else the last commit, else nothing is said.
pub(crate) enum Time {
    Epoch(String),
    /// Git is asked while the tree is walked.
    Commit(Child),
    Unknown,
}

impl Time {
    pub(crate) fn asked(folder: &Path) -> Time {
        if let Ok(seconds) = std::env::var("SOURCE_DATE_EPOCH") {
            return Time::Epoch(seconds);
        }
        // Without a repository at hand no program is started for it.
        let Ok(real) = folder.canonicalize() else { return Time::Unknown };
        if !real.ancestors().any(|above| above.join(".git").exists()) {
            return Time::Unknown;
        }
        let mut git = Command::new("git");
        git.arg("-C").arg(real).args(["log", "-1", "--format=%ct"]);
        git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        git.spawn().map_or(Time::Unknown, Time::Commit)
    }

    pub(crate) fn told(self) -> Option<String> {
        let seconds = match self {
            Time::Epoch(seconds) => seconds,
            Time::Commit(git) => {
                let output = git.wait_with_output().ok().filter(|output| output.status.success())?;
                String::from_utf8_lossy(&output.stdout).into_owned()
            }
            Time::Unknown => return None,
        };
        let time = Timestamp::from_second(seconds.trim().parse().ok()?).ok()?;
        Some(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}
