//! Private keys: files in a folder of the person's, outside every store, readable by that person only.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use evidence::{Fingerprint, PrivateKey};

/// A folder of key files.
#[derive(Clone, Debug)]
pub struct Keys {
    folder: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error("the private part of the key {key} is not in {}", folder.display())]
    Missing { key: Fingerprint, folder: PathBuf },
    #[error("{} is there already; a key is never overwritten", .0.display())]
    Exists(PathBuf),
    #[error("{}: {why}", path.display())]
    Bad { path: PathBuf, why: String },
    #[error("no random bytes from the system: {0}")]
    Random(String),
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
}

impl Keys {
    pub fn at(folder: PathBuf) -> Keys {
        Keys { folder }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, fingerprint: &Fingerprint) -> PathBuf {
        self.folder.join(format!("{fingerprint}.key"))
    }

    /// Makes a key and keeps it.
    pub fn make(&self) -> Result<PrivateKey, KeysError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| KeysError::Random(error.to_string()))?;
        let key = PrivateKey::from_seed(&seed);
        self.save(&key)?;
        Ok(key)
    }

    /// Keeps a key. It is on the disk before anything is signed with it.
    pub fn save(&self, key: &PrivateKey) -> Result<PathBuf, KeysError> {
        let path = self.path(&key.public().fingerprint());
        let io = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => KeysError::Exists(path.clone()),
            _ => KeysError::Io { path: path.clone(), error },
        };
        make_folder(&self.folder).map_err(io)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&path).map_err(io)?;
        let written = file.write_all(key.to_pem().as_bytes()).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a key is worse than none.
            let _ = std::fs::remove_file(&path);
            return Err(io(error));
        }
        #[cfg(unix)]
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(io)?;
        Ok(path)
    }

    pub fn load(&self, fingerprint: &Fingerprint) -> Result<PrivateKey, KeysError> {
        let path = self.path(fingerprint);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeysError::Missing { key: *fingerprint, folder: self.folder.clone() });
            }
            Err(error) => return Err(KeysError::Io { path, error }),
        };
        let bad = |why: String| KeysError::Bad { path: path.clone(), why };
        let key = PrivateKey::from_pem(&text).map_err(|error| bad(error.to_string()))?;
        let found = key.public().fingerprint();
        if found == *fingerprint { Ok(key) } else { Err(bad(format!("it holds the key {found}"))) }
    }

    /// The fingerprints of the keys that are kept here.
    pub fn list(&self) -> Result<Vec<Fingerprint>, KeysError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(KeysError::Io { path: self.folder.clone(), error }),
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut keys: Vec<Fingerprint> = names.filter_map(|name| name.strip_suffix(".key")?.parse().ok()).collect();
        keys.sort_unstable();
        Ok(keys)
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (tempfile::TempDir, Keys) {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::at(folder.path().join("keys"));
        (folder, keys)
    }

    #[test]
    fn a_key_reads_back_and_only_its_owner_may_read_it() {
        let (_folder, keys) = keys();
        let made = keys.make().unwrap().public();
        assert_eq!(keys.load(&made.fingerprint()).unwrap().public(), made);
        assert_eq!(keys.list().unwrap(), [made.fingerprint()]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(keys.folder()), mode(&keys.path(&made.fingerprint()))), (0o700, 0o600));
        }
    }

    #[test]
    fn two_keys_are_never_the_same_and_none_is_overwritten() {
        let (_folder, keys) = keys();
        let first = keys.make().unwrap();
        assert_ne!(first.public(), keys.make().unwrap().public());
        assert!(matches!(keys.save(&first), Err(KeysError::Exists(_))));
    }

    #[test]
    fn missing_exchanged_and_broken_keys_are_told_apart() {
        let (_folder, keys) = keys();
        let (first, second) =
            (keys.make().unwrap().public().fingerprint(), keys.make().unwrap().public().fingerprint());
        std::fs::copy(keys.path(&second), keys.path(&first)).unwrap();
        assert!(keys.load(&first).unwrap_err().to_string().contains(&format!("it holds the key {second}")));
        std::fs::write(keys.path(&first), "nonsense").unwrap();
        assert!(matches!(keys.load(&first), Err(KeysError::Bad { .. })));
        std::fs::remove_file(keys.path(&first)).unwrap();
        assert!(matches!(keys.load(&first), Err(KeysError::Missing { .. })));
    }
}
