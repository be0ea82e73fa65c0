//! A product in a folder of its own, with its keys beside it.

use std::path::PathBuf;
use std::process::{Command, Output};

pub struct Product {
    folder: tempfile::TempDir,
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Product {
    pub fn new() -> Product {
        let folder = tempfile::tempdir().unwrap();
        let product = Product { folder };
        std::fs::write(product.path("marque.toml"), "[product]\nname = \"Door Eye\"\n").unwrap();
        product
    }

    /// With a key and a log.
    pub fn begun() -> Product {
        let product = Product::new();
        product.ok(&["key", "new"]);
        product
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marque"));
        command.args(args).current_dir(self.folder.path()).env("NO_COLOR", "1");
        command.env("MARQUE_KEYS", self.path("keys")).env("MARQUE_WHO", "Door Makers");
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}{}", text(&output.stderr), text(&output.stdout));
        text(&output.stdout)
    }
}
