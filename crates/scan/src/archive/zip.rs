//! Zip, and everything that is one: jar, wheel, npz, TorchServe and Keras archives.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive};

use super::{Counted, DEPTH_MAX, HELD_BYTES_MAX, Unpack, container, inside, is_opaque};
use crate::report::Why;

impl Unpack<'_> {
    pub(super) fn zip_file(&mut self, file: File, path: &Path, level: usize) -> io::Result<()> {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let archive = ZipArchive::from_file(file, &mut buffer).map_err(io::Error::other)?;
        self.zip(&archive, &mut buffer, path, level)
    }

    pub(super) fn zip_bytes(&mut self, bytes: &[u8], path: &Path, level: usize) -> io::Result<()> {
        let archive = ZipArchive::from_slice(bytes).map_err(io::Error::other)?.into_reader_archive();
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        self.zip(&archive, &mut buffer, path, level)
    }

    fn zip<R: ReaderAt>(
        &mut self,
        archive: &ZipArchive<R>,
        buffer: &mut [u8],
        path: &Path,
        level: usize,
    ) -> io::Result<()> {
        let mut entries = archive.entries(buffer);
        while let Some(entry) = entries.next_entry().map_err(io::Error::other)? {
            if !self.may_go_on(path) {
                return Ok(());
            }
            let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
            if entry.is_dir() || is_opaque(&name) {
                continue;
            }
            let inner = inside(path, &name);
            if entry.flags().is_encrypted() {
                self.not_read(&inner, Why::Unreadable("it is encrypted".to_owned()));
                continue;
            }
            let (method, size) = (entry.compression_method(), entry.uncompressed_size_hint());
            let count = Cell::new(0);
            let result = archive.get_entry(entry.wayfinder()).map_err(io::Error::other).and_then(|entry| {
                let stored = Counted { reader: entry.reader(), count: &count };
                match method {
                    CompressionMethod::STORE => self.zip_entry(stored, &inner, size, level),
                    CompressionMethod::DEFLATE => {
                        self.zip_entry(flate2::read::DeflateDecoder::new(stored), &inner, size, level)
                    }
                    CompressionMethod::ZSTD => {
                        let decoder = ruzstd::decoding::StreamingDecoder::new(stored).map_err(io::Error::other)?;
                        self.zip_entry(decoder, &inner, size, level)
                    }
                    other => {
                        let why = format!("it is compressed in a way that is not read ({})", other.as_u16());
                        self.not_read(&inner, Why::Unreadable(why));
                        Ok(())
                    }
                }
            });
            self.stored_bytes = self.stored_bytes.saturating_add(count.get());
            // A broken entry costs itself.
            if let Err(error) = result {
                self.not_read(&inner, Why::Unreadable(error.to_string()));
            }
        }
        Ok(())
    }

    fn zip_entry(&mut self, mut reader: impl Read, path: &Path, size: u64, level: usize) -> io::Result<()> {
        // The size is what the archive claims: it decides what is tried, not what is believed.
        if level < DEPTH_MAX && size <= HELD_BYTES_MAX && is_archive_name(path) {
            return self.stream(reader, path, Some(size), level);
        }
        let mut head = Vec::new();
        (&mut reader).take(4).read_to_end(&mut head)?;
        let nested = container(&head).is_some() && level < DEPTH_MAX;
        let reader = io::Cursor::new(head).chain(reader);
        if nested { self.stream(reader, path, Some(size), level) } else { self.leaf(&mut { reader }, path, Some(size)) }
    }
}

fn is_archive_name(path: &Path) -> bool {
    path.extension().is_some_and(|end| {
        ["jar", "war", "ear", "zip", "whl", "tar", "gz", "tgz", "aar"]
            .iter()
            .any(|known| end.eq_ignore_ascii_case(known))
    })
}
