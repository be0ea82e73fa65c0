//! The form of `detectors/*.toml`. The build script reads them so, and the binary holds what it read as bytes from which
//! the texts are taken without copying. It uses nothing else of this crate: the build script has it, too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One detector as written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct Written<'a> {
    pub id: Text<'a>,
    pub name: Text<'a>,
    /// Who runs or makes what is found.
    pub provider: Option<Text<'a>>,
    /// Where it differs from that of the file.
    pub kind: Option<Text<'a>>,
    #[serde(default)]
    pub paths: Vec<Text<'a>>,
    #[serde(default)]
    pub packages: BTreeMap<Text<'a>, Vec<Text<'a>>>,
    #[serde(default)]
    pub imports: BTreeMap<Text<'a>, Vec<Text<'a>>>,
    #[serde(default)]
    pub text: Vec<Text<'a>>,
    /// The same, in settings only.
    #[serde(default)]
    pub settings: Vec<Text<'a>>,
    #[serde(default)]
    pub hosts: Vec<Text<'a>>,
    #[serde(default)]
    pub keys: Vec<Text<'a>>,
    #[serde(default)]
    pub images: Vec<Text<'a>>,
    #[serde(default)]
    pub actions: Vec<Text<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct WrittenFile<'a> {
    pub kind: Text<'a>,
    /// One finding for each place of the tree is enough.
    #[serde(default)]
    pub once: bool,
    pub detector: Vec<Written<'a>>,
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
