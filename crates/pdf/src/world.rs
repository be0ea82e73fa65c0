//! All that the typesetter sees: the template, the data of one paper, four faces. No file, no package, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};

use crate::fonts::FONTS;

const TEMPLATE: &str = include_str!("paper.typ");

/// What is the same for every paper.
struct Shared {
    library: LazyHash<Library>,
    template: Source,
    data: FileId,
}

static SHARED: LazyLock<Result<Shared, String>> = LazyLock::new(|| {
    let file = |path: &str| match VirtualPath::new(path) {
        Ok(path) => Ok(RootedPath::new(VirtualRoot::Project, path).intern()),
        Err(error) => Err(format!("naming {path}: {error:?}")),
    };
    Ok(Shared {
        // It lets a table say which of its cells are the heads of rows.
        library: LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build()),
        template: Source::new(file("/paper.typ")?, TEMPLATE.to_owned()),
        data: file("/data.json")?,
    })
});

pub struct World {
    shared: &'static Shared,
    json: Bytes,
}

impl World {
    pub fn new(json: Vec<u8>) -> Result<World, String> {
        let shared = SHARED.as_ref().map_err(String::clone)?;
        Ok(World { shared, json: Bytes::new(json) })
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.shared.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.template.id() { Ok(self.shared.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data { Ok(self.json.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use typst::World as _;

    use super::*;

    #[test]
    fn only_the_template_and_the_data_can_be_read() {
        let world = World::new(b"{}".to_vec()).unwrap();
        let id = |path: &str| RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).unwrap()).intern();
        assert!(world.source(world.main()).is_ok());
        assert_eq!(world.file(id("/data.json")).unwrap().as_slice(), b"{}");
        for path in ["/etc/passwd", "/paper.typ", "/other.json"] {
            assert!(world.file(id(path)).is_err(), "{path}");
        }
        assert!(world.source(id("/other.typ")).is_err() && world.today(None).is_none());
    }
}
