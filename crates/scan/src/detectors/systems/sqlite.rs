//! Reads the blobs of one table of an SQLite file: no more of the format than that needs.
//!
//! A table is a tree of pages. The leaves hold the rows; what does not fit there goes on over a chain of pages.
//! The format is described in <https://www.sqlite.org/fileformat2.html>.

const MAGIC: &[u8] = b"SQLite format 3\0";
const LEAF: u8 = 0x0d;
const INTERIOR: u8 = 0x05;
/// Deeper than any tree of pages a file that is read can hold.
const DEPTH_MAX: usize = 20;

pub fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Shows the blob in each row of a table. An error says why those were not all.
pub fn blobs(bytes: &[u8], table: &str, each: &mut dyn FnMut(&[u8])) -> Result<(), &'static str> {
    let mut file = Pages::new(bytes).ok_or("the header is broken")?;
    let mut root = None;
    let schema = file.rows(1, 0, &mut |values| {
        // type, name, tbl_name, rootpage, sql
        let is_text = |at: usize, text: &str| values.get(at) == Some(&Value::Other(text.as_bytes()));
        if let (true, true, Some(Value::Number(page))) = (is_text(0, "table"), is_text(1, table), values.get(3)) {
            root = Some(*page);
        }
    });
    schema.ok_or("the schema is broken")?;
    let rows = file.rows(root.ok_or("the table Packages is missing")?, 0, &mut |values| {
        let blob = values.iter().find_map(|value| match value {
            Value::Blob(blob) => Some(*blob),
            _ => None,
        });
        blob.into_iter().for_each(&mut *each);
    });
    rows.ok_or("a page of the table is broken")
}

#[derive(Debug, PartialEq)]
enum Value<'a> {
    Number(usize),
    Blob(&'a [u8]),
    /// Text, or what is not looked at.
    Other(&'a [u8]),
}

struct Pages<'a> {
    bytes: &'a [u8],
    page_bytes: usize,
    /// How much of a page is used.
    usable_bytes: usize,
    /// Every page belongs to one place of one tree: whoever visits more than there are goes in a circle.
    visits_left: usize,
    /// Rows do not overlap: together they are no longer than the file.
    bytes_left: usize,
}

impl<'a> Pages<'a> {
    fn new(bytes: &'a [u8]) -> Option<Pages<'a>> {
        let page_bytes = match u16_at(bytes, 16)? {
            1 => 65536,
            size if size >= 512 && size.is_power_of_two() => size,
            _ => return None,
        };
        let usable_bytes = page_bytes.checked_sub(usize::from(*bytes.get(20)?)).filter(|usable| *usable >= 480)?;
        Some(Pages {
            bytes,
            page_bytes,
            usable_bytes,
            visits_left: bytes.len() / page_bytes + 1,
            bytes_left: bytes.len(),
        })
    }

    fn page(&mut self, number: usize) -> Option<&'a [u8]> {
        self.visits_left = self.visits_left.checked_sub(1)?;
        let start = number.checked_sub(1)?.checked_mul(self.page_bytes)?;
        self.bytes.get(start..start.checked_add(self.page_bytes)?)
    }

    /// Shows every row of the tree below a page. None if a page is broken; the rows before it have been shown.
    fn rows(&mut self, number: usize, depth: usize, each: &mut dyn FnMut(&[Value])) -> Option<()> {
        let page = self.page(number)?;
        // The first page begins with the header of the file.
        let start = if number == 1 { 100 } else { 0 };
        let kind = *page.get(start)?;
        let cells = u16_at(page, start + 3)?;
        let cell = |index: usize, header_len: usize| u16_at(page, start + header_len + 2 * index);
        match kind {
            LEAF => {
                for index in 0..cells {
                    let payload = self.payload(page, cell(index, 8)?)?;
                    each(&record(&payload)?);
                }
                Some(())
            }
            INTERIOR if depth < DEPTH_MAX => {
                for index in 0..cells {
                    let child = u32_at(page, cell(index, 12)?)?;
                    self.rows(child, depth + 1, each)?;
                }
                self.rows(u32_at(page, start + 8)?, depth + 1, each)
            }
            _ => None,
        }
    }

    /// The content of a cell, with what lies on other pages.
    fn payload(&mut self, page: &[u8], at: usize) -> Option<Vec<u8>> {
        let (len, after_len) = varint(page, at)?;
        let (_row, start) = varint(page, after_len)?;
        self.bytes_left = self.bytes_left.checked_sub(len)?;
        let local_max = self.usable_bytes - 35;
        if len <= local_max {
            return page.get(start..start + len).map(<[u8]>::to_vec);
        }
        let local_min = (self.usable_bytes - 12) * 32 / 255 - 23;
        let fitting = local_min + (len - local_min) % (self.usable_bytes - 4);
        let local = if fitting <= local_max { fitting } else { local_min };
        let mut payload = page.get(start..start + local)?.to_vec();
        let mut next = u32_at(page, start + local)?;
        while payload.len() < len {
            let page = self.page(next)?;
            next = u32_at(page, 0)?;
            let content = page.get(4..self.usable_bytes)?;
            payload.extend(content.iter().take(len - payload.len()));
        }
        Some(payload)
    }
}

/// The values of one row.
fn record(payload: &[u8]) -> Option<Vec<Value<'_>>> {
    let (header_len, mut at) = varint(payload, 0)?;
    let mut body = header_len;
    let mut values = Vec::new();
    while at < header_len {
        let (kind, after) = varint(payload, at)?;
        at = after;
        let len = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            kind => kind.checked_sub(12)? / 2,
        };
        let bytes = payload.get(body..body.checked_add(len)?)?;
        body += len;
        values.push(match kind {
            8 | 9 => Value::Number(kind - 8),
            1..=4 => Value::Number(bytes.iter().fold(0, |number, byte| (number << 8) | usize::from(*byte))),
            kind if kind >= 12 && kind % 2 == 0 => Value::Blob(bytes),
            _ => Value::Other(bytes),
        });
    }
    Some(values)
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut value: u64 = 0;
    for index in 0..9 {
        let byte = *bytes.get(at.checked_add(index)?)?;
        if index == 8 {
            value = (value << 8) | u64::from(byte);
        } else {
            value = (value << 7) | u64::from(byte & 0x7f);
            if byte & 0x80 != 0 {
                continue;
            }
        }
        return Some((usize::try_from(value).ok()?, at + index + 1));
    }
    None
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes).map(usize::from)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)?;
    usize::try_from(number).ok()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const PAGE: usize = 512;

    fn number(value: usize) -> Vec<u8> {
        match value {
            0..128 => vec![value as u8],
            _ => vec![0x80 | (value >> 7) as u8, (value & 0x7f) as u8],
        }
    }

    /// A page with a header of `kind` and its cells, put at its end as SQLite does.
    fn page(start: usize, kind: u8, right: usize, cells: &[Vec<u8>]) -> Vec<u8> {
        let mut page = vec![0; PAGE];
        page[start] = kind;
        page[start + 3..start + 5].copy_from_slice(&(cells.len() as u16).to_be_bytes());
        let header = if kind == INTERIOR {
            page[start + 8..start + 12].copy_from_slice(&(right as u32).to_be_bytes());
            12
        } else {
            8
        };
        let mut end = PAGE;
        for (index, cell) in cells.iter().enumerate() {
            end -= cell.len();
            page[end..end + cell.len()].copy_from_slice(cell);
            let pointer = start + header + 2 * index;
            page[pointer..pointer + 2].copy_from_slice(&(end as u16).to_be_bytes());
        }
        page
    }

    /// A database as rpm makes it, with pages of the smallest size: an interior page, a leaf for each row, and
    /// pages for what does not fit there.
    pub fn database(blobs: &[Vec<u8>]) -> Vec<u8> {
        let mut rest: Vec<Vec<u8>> = Vec::new();
        let mut children = Vec::new();
        for (blob, row) in blobs.iter().zip(1..) {
            let mut header = vec![0];
            header.extend(number(12 + 2 * blob.len()));
            let mut payload = vec![header.len() as u8 + 1];
            payload.extend(header);
            payload.extend(blob);
            let (usable, len) = (PAGE, payload.len());
            assert!(len > usable - 35, "a row that needs further pages");
            let local_min = (usable - 12) * 32 / 255 - 23;
            let fitting = local_min + (len - local_min) % (usable - 4);
            let local = if fitting <= usable - 35 { fitting } else { local_min };
            let leaf_number = 3 + rest.len();
            let mut cell = [number(len), number(row), payload[..local].to_vec()].concat();
            cell.extend((leaf_number as u32 + 1).to_be_bytes());
            rest.push(page(0, LEAF, 0, &[cell]));
            let chunks: Vec<&[u8]> = payload[local..].chunks(usable - 4).collect();
            for (index, chunk) in chunks.iter().enumerate() {
                let next = if index + 1 < chunks.len() { leaf_number + index + 2 } else { 0 };
                let mut page = [(next as u32).to_be_bytes().as_slice(), chunk].concat();
                page.resize(PAGE, 0);
                rest.push(page);
            }
            children.push(leaf_number);
        }
        let last = children.pop().expect("a row");
        let cells: Vec<Vec<u8>> = children
            .iter()
            .zip(1..)
            .map(|(child, row)| [(*child as u32).to_be_bytes().as_slice(), &number(row)].concat())
            .collect();
        let texts = ["table", "Packages", "Packages"].map(|text| text.as_bytes());
        let sql = b"CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)";
        let kinds = [13 + 2 * 5, 13 + 2 * 8, 13 + 2 * 8, 1, 13 + 2 * sql.len()].map(number).concat();
        let mut row = vec![kinds.len() as u8 + 1];
        row.extend(kinds);
        row.extend([texts.concat().as_slice(), &[2], sql].concat());
        let cell = [number(row.len()), number(1), row].concat();
        let mut first = page(100, LEAF, 0, &[cell]);
        first[..16].copy_from_slice(MAGIC);
        first[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
        [vec![first, page(0, INTERIOR, last, &cells)], rest].concat().concat()
    }

    #[test]
    fn a_tree_that_runs_in_a_circle_ends() {
        let mut bytes = database(&[vec![7; 2000], vec![8; 3000]]);
        let count = |bytes: &[u8]| {
            let mut count = 0;
            (blobs(bytes, "Packages", &mut |_| count += 1).is_ok(), count)
        };
        assert_eq!(count(&bytes), (true, 2));
        bytes[PAGE + 8..PAGE + 12].copy_from_slice(&2u32.to_be_bytes());
        assert!(!count(&bytes).0);
        for len in 0..bytes.len() {
            count(&bytes[..len]);
        }
    }
}
