//! A Berkeley DB hash file, `Packages`: the values of its pairs, which lie on pages of their own.

const HASH_MAGIC: u32 = 0x0006_1561;
const PAGE_HEADER_BYTES: usize = 26;
const PAGE_HASH_UNSORTED: u8 = 2;
const PAGE_OVERFLOW: u8 = 7;
const PAGE_HASH: u8 = 13;
/// A value on other pages.
const ITEM_OFF_PAGE: u8 = 3;

pub fn is_database(bytes: &[u8]) -> bool {
    Reader::new(bytes).is_some()
}

/// Shows each value that lies on pages of its own.
pub fn blobs(bytes: &[u8], each: &mut dyn FnMut(&[u8])) -> Result<(), &'static str> {
    Reader::new(bytes).and_then(|mut reader| reader.read(each)).ok_or("a page of the database is broken")
}

/// It is written in the order of bytes of the machine it was made on.
struct Reader<'a> {
    bytes: &'a [u8],
    big_endian: bool,
    page_bytes: usize,
    /// A page belongs to one value only: a chain that runs in a circle ends here.
    pages_left: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Option<Reader<'a>> {
        let magic: [u8; 4] = bytes.get(12..16)?.try_into().ok()?;
        let big_endian = match magic {
            magic if u32::from_le_bytes(magic) == HASH_MAGIC => false,
            magic if u32::from_be_bytes(magic) == HASH_MAGIC => true,
            _ => return None,
        };
        let mut reader = Reader { bytes, big_endian, page_bytes: 0, pages_left: 0 };
        reader.page_bytes = reader.u32_at(bytes, 20).filter(|size| (512..=65536).contains(size))?;
        reader.pages_left = bytes.len() / reader.page_bytes;
        Some(reader)
    }

    fn read(&mut self, each: &mut dyn FnMut(&[u8])) -> Option<()> {
        let last = self.u32_at(self.bytes, 32)?;
        let mut whole = true;
        for number in 1..=last {
            let page = self.page(number)?;
            if !matches!(page.get(25), Some(&(PAGE_HASH | PAGE_HASH_UNSORTED))) {
                continue;
            }
            let entries = self.u16_at(page, 20)?;
            // Keys and values take turns.
            for entry in (1..entries).step_by(2) {
                let offset = self.u16_at(page, PAGE_HEADER_BYTES + 2 * entry)?;
                let Some(item) = page.get(offset..) else { continue };
                if item.first() == Some(&ITEM_OFF_PAGE) {
                    let (first, len) = (self.u32_at(item, 4)?, self.u32_at(item, 8)?);
                    match self.chain(first, len) {
                        Some(blob) => each(&blob),
                        None => whole = false,
                    }
                }
            }
        }
        whole.then_some(())
    }

    /// The value that begins on a page and goes on over others.
    fn chain(&mut self, first: usize, len: usize) -> Option<Vec<u8>> {
        let mut blob = Vec::new();
        let mut number = first;
        while number != 0 && blob.len() < len {
            self.pages_left = self.pages_left.checked_sub(1)?;
            let page = self.page(number)?;
            if page.get(25) != Some(&PAGE_OVERFLOW) {
                return None;
            }
            let content = page.get(PAGE_HEADER_BYTES..)?;
            blob.extend(content.iter().take(len - blob.len()));
            number = self.u32_at(page, 16)?;
        }
        (blob.len() == len).then_some(blob)
    }

    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let start = number.checked_mul(self.page_bytes)?;
        self.bytes.get(start..start.checked_add(self.page_bytes)?)
    }

    fn u32_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let number: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if self.big_endian { u32::from_be_bytes(number) } else { u32::from_le_bytes(number) };
        usize::try_from(number).ok()
    }

    fn u16_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let number: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(usize::from(if self.big_endian { u16::from_be_bytes(number) } else { u16::from_le_bytes(number) }))
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const PAGE: usize = 512;

    /// One page of pairs and, for each value, the pages it lies on.
    pub fn database(packages: &[Vec<u8>]) -> Vec<u8> {
        let number = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
        let short = |number: usize| u16::try_from(number).expect("small").to_le_bytes();
        let header = |next: usize, entries: usize, free: usize, kind: u8| {
            [[0; 16].as_slice(), &number(next), &short(entries), &short(free), &[0, kind]].concat()
        };
        let mut overflow: Vec<Vec<u8>> = Vec::new();
        let (mut index, mut items) = (Vec::new(), Vec::new());
        for package in packages {
            let first = 2 + overflow.len();
            let chunks: Vec<&[u8]> = package.chunks(PAGE - PAGE_HEADER_BYTES).collect();
            for (at, chunk) in chunks.iter().enumerate() {
                let next = if at + 1 < chunks.len() { first + at + 1 } else { 0 };
                overflow.push([header(next, 1, chunk.len(), PAGE_OVERFLOW).as_slice(), chunk].concat());
            }
            // The key: a number, on the page itself.
            index.push(300 + items.len());
            items.extend([1, 1, 0, 0, 0]);
            index.push(300 + items.len());
            items.extend([[ITEM_OFF_PAGE, 0, 0, 0].as_slice(), &number(first), &number(package.len())].concat());
        }
        let mut pairs = header(0, index.len(), 300, PAGE_HASH_UNSORTED);
        pairs.extend(index.iter().flat_map(|offset| short(*offset)));
        pairs.resize(300, 0);
        pairs.extend(items);
        let meta = [
            [0; 12].as_slice(),
            &HASH_MAGIC.to_le_bytes(),
            &number(9),
            &number(PAGE),
            &[0, 8, 0, 0],
            &number(0),
            &number(1 + overflow.len()),
        ]
        .concat();
        let mut pages = vec![meta, pairs];
        pages.extend(overflow);
        pages.iter_mut().for_each(|page| page.resize(PAGE, 0));
        pages.concat()
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_ends() {
        let mut bytes = database(&[vec![7; 5000]]);
        // The second page of the value names the first as its next.
        bytes[3 * PAGE + 16..3 * PAGE + 20].copy_from_slice(&2u32.to_le_bytes());
        let mut lens = Vec::new();
        let whole = blobs(&bytes, &mut |blob| lens.push(blob.len()));
        assert!(whole.is_err() || lens == [5000]);
    }
}
