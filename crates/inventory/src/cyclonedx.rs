//! CycloneDX 1.6 and 1.7: a bill of materials out of an inventory, and back.

pub(crate) mod assets;
pub(crate) mod cards;
mod model;
pub(crate) mod names;
mod number;
mod occurrence;
pub(crate) mod packages;
pub(crate) mod read;
mod references;
mod systems;
mod write;

pub(crate) use write::uuid;
pub use write::{cyclonedx, write_cyclonedx};

/// The version of the format to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CycloneDxVersion {
    V1_6,
    #[default]
    V1_7,
}

impl CycloneDxVersion {
    pub fn as_str(self) -> &'static str {
        match self {
            CycloneDxVersion::V1_6 => "1.6",
            CycloneDxVersion::V1_7 => "1.7",
        }
    }

    fn schema(self) -> &'static str {
        match self {
            CycloneDxVersion::V1_6 => "http://cyclonedx.org/schema/bom-1.6.schema.json",
            CycloneDxVersion::V1_7 => "http://cyclonedx.org/schema/bom-1.7.schema.json",
        }
    }
}

/// The program a bill of materials names as the one that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tool<'a> {
    pub name: &'a str,
    pub version: &'a str,
}
