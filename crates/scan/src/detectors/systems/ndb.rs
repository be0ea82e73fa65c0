//! rpm's own database, `Packages.db`: pages of slots, each of which points at a blob.

const SLOT_PAGE_BYTES: usize = 4096;
const SLOT_BYTES: usize = 16;
const BLOCK_BYTES: usize = 16;
/// The header of the file takes the room of two slots.
const FIRST_SLOT: usize = 2;

pub fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RpmP")
}

/// Shows the blob of each slot.
pub fn blobs(bytes: &[u8], each: &mut dyn FnMut(&[u8])) -> Result<(), &'static str> {
    let pages = u32_at(bytes, 12).unwrap_or(0);
    let slots_end = pages.saturating_mul(SLOT_PAGE_BYTES);
    let Some(slots) = bytes.get(FIRST_SLOT * SLOT_BYTES..slots_end) else {
        return Err("the slots are cut short");
    };
    let mut bytes_left = bytes.len();
    for slot in slots.chunks_exact(SLOT_BYTES) {
        let package = u32_at(slot, 4).unwrap_or(0);
        if !slot.starts_with(b"Slot") || package == 0 {
            continue;
        }
        let start = u32_at(slot, 8).unwrap_or(0).saturating_mul(BLOCK_BYTES);
        let blob = bytes.get(start..).filter(|blob| blob.starts_with(b"BlbS")).and_then(|blob| {
            let len = u32_at(blob, 12)?;
            blob.get(16..len.checked_add(16)?)
        });
        // Blobs do not overlap: together they are no longer than the file.
        match blob.and_then(|blob| Some((blob, bytes_left.checked_sub(blob.len())?))) {
            Some((blob, left)) => {
                bytes_left = left;
                each(blob);
            }
            None => return Err("a slot points at no package"),
        }
    }
    Ok(())
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)?;
    usize::try_from(number).ok()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn database(packages: &[Vec<u8>]) -> Vec<u8> {
        let number = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
        let mut slots = [b"RpmP".as_slice(), &number(0), &number(1), &number(1), &number(9), &[0; 12]].concat();
        let mut blocks = Vec::new();
        for (package, id) in packages.iter().zip(1..) {
            let start = (SLOT_PAGE_BYTES + blocks.len()) / BLOCK_BYTES;
            let blob = [b"BlbS".as_slice(), &number(id), &number(1), &number(package.len()), package].concat();
            let count = blob.len().div_ceil(BLOCK_BYTES) + 1;
            slots.extend([b"Slot".as_slice(), &number(id), &number(start), &number(count)].concat());
            blocks.extend(&blob);
            blocks.resize(blocks.len() - blob.len() + count * BLOCK_BYTES, 0);
        }
        while slots.len() < SLOT_PAGE_BYTES {
            slots.extend([b"Slot".as_slice(), &[0; 12]].concat());
        }
        [slots, blocks].concat()
    }
}
