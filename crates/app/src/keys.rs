//! The keys that sign a product's log: making the first, putting a new one in its place, listing.

use evidence::{Act, Entry, Fingerprint, PrivateKey};
use schemars::JsonSchema;
use serde::Serialize;
use store::keys::KeysError;
use store::{Keys, Store};

use crate::Failure;
use crate::evidence::{Place, Settings, Writer, recorded, unwritable};

/// The version of the JSON form.
pub const FORMAT: &str = "marque-keys/1";

/// What `marque key list --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Listing {
    pub format: &'static str,
    pub folder: String,
    pub keys: Vec<Listed>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Listed {
    #[schemars(with = "String")]
    pub key: Fingerprint,
    /// The entry of this product's log that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Whether it signs the next entry.
    pub in_use: bool,
    /// Whether its private part is in the folder of keys.
    pub held: bool,
}

/// Begins a product's log with a new key, or with one that is held already.
pub fn new(settings: &Settings, place: &Place, held: Option<&Fingerprint>) -> Result<Fingerprint, Failure> {
    let (keys, who) = (settings.keys()?, settings.who(place)?);
    let mut store = Store::create(&place.home)?;
    if let Some(last) = store.last()? {
        return Err(begun(&last.tail().map_err(unwritable)?.key));
    }
    let key = match held {
        Some(fingerprint) => keys.load(fingerprint).map_err(|error| refused(&keys, &error))?,
        None => keys.make().map_err(|error| refused(&keys, &error))?,
    };
    let public = key.public();
    store.append(|last| {
        if let Some(last) = last {
            return Err(begun(&last.tail().map_err(unwritable)?.key));
        }
        let entry = Entry::after(None, crate::evidence::now(), &who, Act::KeyIntroduced { key: public });
        entry.sign(&key).map(|signed| vec![signed]).map_err(unwritable)
    })?;
    Ok(public.fingerprint())
}

/// Puts a new key in the place of the one in use. The old one signs that.
pub fn rotate(settings: &Settings, place: &Place) -> Result<(Fingerprint, Fingerprint), Failure> {
    // No key is made for nothing: the old one is here.
    let mut writer = Writer::new(settings, place)?;
    let next: PrivateKey = writer.keys.make().map_err(|error| refused(&writer.keys, &error))?;
    let public = next.public();
    let made = writer.append(vec![Act::KeyRotated { key: public }])?;
    let old = made.first().map_or(public.fingerprint(), |signed| signed.key);
    Ok((old, public.fingerprint()))
}

/// The keys of a product's log in their order, then others that are held.
pub fn list(settings: &Settings, place: &Place) -> Result<Listing, Failure> {
    let keys = settings.keys()?;
    let held = keys.list().map_err(|error| refused(&keys, &error))?;
    let used = recorded(Some(place))?.map(|register| register.keys).unwrap_or_default();
    let last = used.last().map(|used| used.since);
    let mut listed: Vec<Listed> = used
        .iter()
        .map(|used| Listed {
            key: used.key,
            since: Some(used.since),
            when: Some(used.when.to_string()),
            in_use: Some(used.since) == last,
            held: held.contains(&used.key),
        })
        .collect();
    let others = held.iter().filter(|key| !used.iter().any(|used| used.key == **key));
    listed.extend(others.map(|key| Listed { key: *key, since: None, when: None, in_use: false, held: true }));
    Ok(Listing { format: FORMAT, folder: keys.folder().display().to_string(), keys: listed })
}

fn begun(key: &Fingerprint) -> Failure {
    Failure::refused(
        "making the first key of the log",
        format!("it has one: {key}"),
        "`marque key rotate` puts a new one in its place",
    )
}

fn refused(keys: &Keys, error: &KeysError) -> Failure {
    Failure::refused(
        format!("using the keys in {}", keys.folder().display()),
        error.to_string(),
        "check the folder; MARQUE_KEYS names another",
    )
}
