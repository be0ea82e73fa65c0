//! The lists that the build makes of `detectors/*.toml`, as they stand in the binary.
//!
//! The build script has this file, too: it uses nothing else of this crate.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Texts, each with the row of the detector it belongs to.
pub type List<'a> = Vec<(Text<'a>, u32)>;

/// What the detectors look for. The long lists are an `L`: where they are read, bytes that are taken apart when
/// somebody asks for them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(serialize = "L: Serialize", deserialize = "'de: 'a, L: Deserialize<'de>"))]
pub struct Tables<'a, L> {
    pub rows: Vec<WrittenRow<'a>>,
    /// The ids of detectors of which one finding is enough for each place of a tree.
    pub once: Vec<Text<'a>>,
    pub paths: List<'a>,
    pub texts: List<'a>,
    /// Texts that are looked for in settings only.
    pub settings: List<'a>,
    pub hosts: List<'a>,
    pub keys: L,
    pub images: L,
    pub actions: L,
    /// By ecosystem.
    pub packages: Vec<(Text<'a>, L)>,
    /// By language.
    pub modules: Vec<(Text<'a>, L)>,
}

/// What all findings of one detector share.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct WrittenRow<'a> {
    pub id: Text<'a>,
    pub name: Text<'a>,
    pub kind: Text<'a>,
    pub provider: Option<Text<'a>>,
    /// The file of `detectors/` it stands in, without its ending.
    pub group: Text<'a>,
}

/// A text that stays where it was read, if it stands there as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text<'a>(pub Cow<'a, str>);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;
        impl<'de> Visitor<'de> for Borrowing {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrowing)
    }
}

/// Package names that mean the same package are written alike.
pub fn package_key<'n>(ecosystem: &str, name: &'n str) -> Cow<'n, str> {
    let is_written_so = |byte: u8| match ecosystem {
        // PEP 503; Cargo treats `-` and `_` alike, too.
        "pypi" | "cargo" => !byte.is_ascii_uppercase() && byte != b'_' && byte != b'.',
        "composer" | "nuget" | "swift" => !byte.is_ascii_uppercase(),
        _ => true,
    };
    if name.bytes().all(is_written_so) {
        Cow::Borrowed(name)
    } else if matches!(ecosystem, "pypi" | "cargo") {
        Cow::Owned(name.to_ascii_lowercase().replace(['_', '.'], "-"))
    } else {
        Cow::Owned(name.to_ascii_lowercase())
    }
}
