//! Where the store and the keys are, and who acts: from the environment and marque.toml.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use store::Keys;

use crate::Failure;
use crate::products::FILE_NAME;

/// The folder of the store, beside marque.toml.
const HOME: &str = ".marque";

/// What the environment says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    home: Option<PathBuf>,
    keys: Option<PathBuf>,
    who: Option<String>,
}

/// The store of one product.
#[derive(Clone, Debug)]
pub struct Place {
    pub home: PathBuf,
    /// The nearest marque.toml, if there is one.
    facts: Option<PathBuf>,
}

impl Settings {
    pub fn from_environment() -> Settings {
        Settings::from(|name| std::env::var_os(name))
    }

    /// Variables that are empty count as not set.
    pub fn from(variable: impl Fn(&str) -> Option<OsString>) -> Settings {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let path = |name: &str| variable(name).map(PathBuf::from);
        let config = path("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
        let config = config.or_else(|| path("HOME").map(|home| home.join(".config"))).or_else(|| path("APPDATA"));
        Settings {
            home: path("MARQUE_HOME"),
            keys: path("MARQUE_KEYS").or_else(|| config.map(|config| config.join("marque").join("keys"))),
            who: variable("MARQUE_WHO")
                .map(|who| who.to_string_lossy().trim().to_owned())
                .filter(|who| !who.is_empty()),
        }
    }

    /// The store that belongs to a folder: that of the nearest marque.toml, in it or above.
    pub fn place(&self, folder: &Path) -> Result<Place, Failure> {
        let doing = || format!("looking for the store of {}", folder.display());
        let whole = folder.canonicalize().map_err(|error| {
            Failure::refused(doing(), error.to_string(), "give the folder of a product, such as `.`")
        })?;
        let facts = whole.ancestors().map(|above| above.join(FILE_NAME)).find(|path| path.is_file());
        let beside = facts.as_deref().and_then(Path::parent).map(|product| product.join(HOME));
        match self.home.clone().or(beside) {
            Some(home) => Ok(Place { home, facts }),
            None => Err(Failure::refused(
                doing(),
                "there is no marque.toml in it or above it",
                "`marque init` writes one; MARQUE_HOME names a store elsewhere",
            )),
        }
    }

    pub fn keys(&self) -> Result<Keys, Failure> {
        self.keys.clone().map(Keys::at).ok_or_else(|| {
            Failure::refused("looking for the keys", "no folder is known for them", "name one in MARQUE_KEYS")
        })
    }

    /// Who acts. Nobody is made up.
    pub fn who(&self, place: &Place) -> Result<String, Failure> {
        self.who.clone().or_else(|| place.organisation()).ok_or_else(|| {
            Failure::refused(
                "signing the log",
                "nothing says who you are",
                "set MARQUE_WHO to your name, or write name = \"…\" under [organisation] in marque.toml",
            )
        })
    }
}

impl Place {
    /// Read leniently: the mistakes of marque.toml are the business of `assess`.
    fn organisation(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.facts.as_ref()?).ok()?;
        let table: toml::Table = text.parse().ok()?;
        let name = table.get("organisation")?.get("name")?.as_str()?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }
}
